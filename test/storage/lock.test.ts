import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStorage, type Storage } from '../../storage/index.js';
import { assignment } from '../contracts/store-records.js';
import { createTestLog, nodeDisk, temporaryFolder } from './folder.js';

/** The built storage, as a second process runs it; `npm test` builds it first. */
const built = join(import.meta.dirname, '..', '..', 'dist', 'storage', 'index.js');

/** Opens the folder, says how that went, and puts a record for every message until it is killed. */
const script = `
import { openStorage } from ${JSON.stringify(built)};
const log = { debug() {}, info() {}, warn() {}, error() {} };
const started = Date.now();
try {
  const { store, close } = await openStorage({ dir: process.env.DIR, log });
  process.on('message', async (message) => {
    if (message === 'close') { await close(); process.disconnect(); return; }
    await store.transaction((tx) => tx.put('assignments', { ...message, number: tx.next('n') }));
    process.send({ kind: 'done', id: message.id });
  });
  process.send({ kind: 'open' });
} catch (error) {
  process.send({ kind: 'refused', code: error.code, detail: error.detail, afterMs: Date.now() - started });
  process.disconnect();
}
`;

interface Word {
  kind: 'open' | 'refused' | 'done';
  code?: string;
  detail?: string | null;
  id?: string;
}

describe('storage/lock.ts', () => {
  let folder: { path: string; remove: () => Promise<void> };
  let dir: string;
  let scriptPath: string;
  let children: ChildProcess[];
  beforeEach(async () => {
    if (!existsSync(built)) throw new Error('run `npm run build` first');
    folder = await temporaryFolder();
    dir = join(folder.path, 'data');
    scriptPath = join(folder.path, 'process.mjs');
    await writeFile(scriptPath, script);
    children = [];
  });
  afterEach(async () => {
    for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
    await folder.remove();
  });

  function start(): { child: ChildProcess; word: Promise<Word> } {
    const child = fork(scriptPath, { env: { ...process.env, DIR: dir }, execArgv: [] });
    children.push(child);
    return { child, word: next(child) };
  }

  const next = (child: ChildProcess): Promise<Word> =>
    new Promise((resolve, reject) => {
      child.once('message', (word) => resolve(word as Word));
      child.once('error', reject);
    });
  const ended = (child: ChildProcess): Promise<void> =>
    new Promise((resolve) =>
      child.exitCode === null && child.signalCode === null ? child.once('exit', () => resolve()) : resolve(),
    );
  const open = (): Promise<Storage> => openStorage({ dir, log: createTestLog() });

  const openAndClose = async (): Promise<void> => (await open()).close();

  it('refuses a second process and names the first', async () => {
    const first = start();
    expect(await first.word).toEqual({ kind: 'open' });

    const error = await open().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'store-locked', detail: `tiến trình ${first.child.pid}` });
    const { word } = start();
    expect(await word).toMatchObject({ kind: 'refused', code: 'store-locked' });
    // The refused did no harm to the first.
    first.child.send(assignment('a', 0));
    expect(await next(first.child)).toMatchObject({ kind: 'done', id: 'a' });
  });

  it('refuses a second opening in the same process, and allows it after closing', async () => {
    const first = await open();

    await expect(open()).rejects.toMatchObject({ code: 'store-locked', detail: `tiến trình ${process.pid}` });
    await first.close();
    await (await open()).close();
  });

  it('lets the next one in at once when the holder was killed, with everything it acknowledged', async () => {
    const first = start();
    await first.word;
    for (const id of ['a', 'b', 'c']) {
      first.child.send(assignment(id, 0));
      await next(first.child);
    }
    first.child.kill('SIGKILL');
    await ended(first.child);
    const { store, close } = await open();

    expect(Array.from(store.all('assignments'), (row) => row.id)).toEqual(['a', 'b', 'c']);
    await close();
  });

  it('has one winner when many take over a dead process at the same time', async () => {
    const first = start();
    await first.word;
    first.child.kill('SIGKILL');
    await ended(first.child);
    const words = await Promise.all(Array.from({ length: 6 }, () => start().word));

    expect(words.filter((word) => word.kind === 'open')).toHaveLength(1);
    expect(words.filter((word) => word.code === 'store-locked')).toHaveLength(5);
  });

  it('is free after an orderly end', async () => {
    const first = start();
    await first.word;
    first.child.send('close');
    await ended(first.child);

    await expect(openAndClose()).resolves.toBeUndefined();
  });

  it('takes a pid that belongs to another process by now for dead', async () => {
    await mkdir(join(dir, 'lock'), { recursive: true });
    const { pid } = process;
    const mine = await holderOf(open);
    await mkdir(join(dir, 'lock'), { recursive: true });
    await writeFile(join(dir, 'lock.json'), JSON.stringify({ ...mine, pid, started: 'earlier' }));

    await expect(openAndClose()).resolves.toBeUndefined();
  });

  it('does not judge a process of another machine or namespace by its pid', async () => {
    const mine = await holderOf(open);
    for (const other of [{ host: `not-${hostname()}` }, { space: 'pid:[1]' }]) {
      await mkdir(join(dir, 'lock'), { recursive: true });
      await writeFile(
        join(dir, 'lock.json'),
        JSON.stringify({ ...mine, pid: 999_999_999, started: 'earlier', ...other }),
      );

      await expect(open()).rejects.toMatchObject({ code: 'store-locked' });
    }
  });

  it('takes over a lock nobody has refreshed for long, whoever held it', async () => {
    await mkdir(join(dir, 'lock'), { recursive: true });
    await expect(open()).rejects.toMatchObject({ code: 'store-locked', detail: null });

    const long = new Date(Date.now() - 60_000);
    await utimes(join(dir, 'lock'), long, long);
    await (await open()).close();
  });

  it('leaves the folder free when it cannot be opened', async () => {
    await (await open()).close();
    const snapshot = await readFile(join(dir, 'store.json'));
    await writeFile(join(dir, 'store.json'), 'damaged');
    await expect(open()).rejects.toMatchObject({ code: 'store-damaged' });

    await writeFile(join(dir, 'store.json'), snapshot);
    await (await open()).close();
  });

  it('leaves the folder free when it cannot say who holds it', async () => {
    const full = {
      ...nodeDisk,
      create: () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })),
    };
    await expect(openStorage({ dir, log: createTestLog(), disk: full })).rejects.toMatchObject({
      code: 'store-busy',
    });

    await expect(openAndClose()).resolves.toBeUndefined();
  });

  it('keeps everything from other users', async () => {
    const { vault, close } = await open();
    await vault.put(one('nội dung'), { name: 'a.txt', maxBytes: 100 });
    const modeOf = async (...path: string[]): Promise<number> =>
      (await stat(join(dir, ...path))).mode & 0o777;

    expect([await modeOf(), await modeOf('files'), await modeOf('lock')]).toEqual([0o700, 0o700, 0o700]);
    const files = ['store.json', 'journal.jsonl', 'lock.json'];
    expect(await Promise.all(files.map((name) => modeOf(name)))).toEqual([0o600, 0o600, 0o600]);
    await close();
  });

  /** What this process writes into `lock.json`. */
  async function holderOf(opener: () => Promise<Storage>): Promise<Record<string, unknown>> {
    const other = await temporaryFolder();
    const kept = dir;
    dir = join(other.path, 'data');
    const storage = await opener();
    const holder = JSON.parse(await readFile(join(dir, 'lock.json'), 'utf8')) as Record<string, unknown>;
    await storage.close();
    dir = kept;
    await other.remove();
    return holder;
  }
});

async function* one(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
