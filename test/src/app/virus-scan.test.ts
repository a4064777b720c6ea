import { createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGate, type Gate } from '../../../src/app/gate.js';
import { createLog } from '../../../src/app/log.js';
import { createVirusScanner, type VirusScanner } from '../../../src/app/virus-scan.js';
import type { Vault } from '../../../src/domain/ports.js';
import { openStorage } from '../../../storage/index.js';
import { evil, type FakeClamd, startClamd } from '../../fakes/clamd.js';

describe('src/app/virus-scan.ts', () => {
  let clamd: FakeClamd;
  let scanner: VirusScanner;
  let lines: string[];
  /** Longer than any scan here takes on a busy machine; the one that is given up says so itself. */
  const timeoutMs = 20_000;

  beforeEach(async () => {
    clamd = await startClamd();
    lines = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    scanner = createVirusScanner({ address: { host: '127.0.0.1', port: clamd.port }, log, timeoutMs });
  });
  afterEach(() => clamd.down());

  async function* pieces(...parts: (string | Buffer)[]): AsyncGenerator<Uint8Array> {
    for (const part of parts) yield Buffer.from(part);
  }
  const scan = (...parts: (string | Buffer)[]): Promise<string | null> => scanner.scan(pieces(...parts));
  const unavailable = { code: 'scan-unavailable' };

  it('takes what clamd calls clean', async () => {
    await expect(scan('Báo cáo', ' thường')).resolves.toBeNull();
    expect(scanner.health()).toEqual({ ok: true, detail: 'clamd' });
    expect(clamd.scans).toBe(1);
  });

  it('names what clamd found, though it came in pieces', async () => {
    await expect(scan(`Báo cáo ${evil.slice(0, 5)}`, evil.slice(5))).resolves.toBe('Khuon.Mau-1');
    expect(scanner.health().ok).toBe(true);
  });

  it('gives no verdict when clamd reports an error of its own', async () => {
    clamd.mood = 'error';
    await expect(scan('Báo cáo')).rejects.toMatchObject(unavailable);
    expect(scanner.health().ok).toBe(false);
  });

  it('gives no verdict when clamd hangs, and leaves no line open', async () => {
    clamd.mood = 'mute';
    const address = { host: '127.0.0.1', port: clamd.port };
    scanner = createVirusScanner({ address, log: createLog('silent'), timeoutMs: 400 });
    await expect(scan('Báo cáo')).rejects.toMatchObject(unavailable);
    // The end of the stand-in, which hangs, is all that is left.
    await until(() => openSockets() === 1);
    expect(scanner.health()).toEqual({ ok: false, detail: 'timed out' });
  });

  it('gives no verdict when clamd is down or hangs up, and says once that it is, and once that it is back', async () => {
    await clamd.down();
    await expect(scan('Báo cáo')).rejects.toMatchObject(unavailable);
    await expect(scan('Báo cáo')).rejects.toMatchObject(unavailable);
    await expect(scanner.ready()).rejects.toMatchObject(unavailable);
    await clamd.up();
    clamd.mood = 'drop';
    await expect(scan('Báo cáo')).rejects.toMatchObject(unavailable);
    clamd.mood = 'well';
    await expect(scanner.ready()).resolves.toBeUndefined();
    await expect(scan('Báo cáo')).resolves.toBeNull();

    expect(lines.filter((line) => line.includes('gives no verdict'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('answers again'))).toHaveLength(1);
  });

  it('tells a file that is more than clamd takes from a clamd that is down', async () => {
    clamd.limit = 1_000_000;
    await expect(scan(Buffer.alloc(999_999, 1))).resolves.toBeNull();
    await expect(scan(Buffer.alloc(4_000_000, 1))).rejects.toMatchObject({ code: 'scan-too-large' });
    expect(scanner.health().ok).toBe(true);
  });

  it('asks nothing of a scanner that was well the last time', async () => {
    await clamd.down();
    await expect(scanner.ready()).resolves.toBeUndefined();
  });

  it('reaches clamd through a local socket as well', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'dondoc-clamd-'));
    const path = join(dir, 'clamd.ctl');
    const server = createServer((line) => {
      line.on('error', () => undefined);
      line.on('data', (data) => {
        if (data.subarray(-4).equals(Buffer.alloc(4))) line.end('stream: OK\0');
      });
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const local = createVirusScanner({ address: { socket: path }, log: createLog('silent'), timeoutMs });

    await expect(local.scan(pieces('Báo cáo'))).resolves.toBeNull();
    await new Promise((resolve) => server.close(resolve));
    await rm(dir, { recursive: true });
  });

  describe('through the gate', () => {
    let dir: string;
    let vault: Vault;
    let gate: Gate;
    let close: () => Promise<void>;

    beforeEach(async () => {
      dir = await mkdtemp(join(tmpdir(), 'dondoc-scan-'));
      const log = createLog('info', { write: (line) => void lines.push(line) });
      const storage = await openStorage({ dir, log });
      ({ vault, close } = storage);
      const documents = { isMarked: async () => false };
      gate = createGate({ vault, documents, log, maxBytes: 64 * 1024 * 1024, scanner });
    });
    afterEach(async () => {
      await close();
      await rm(dir, { recursive: true, force: true });
    });

    const take = (source: AsyncIterable<Uint8Array>): Promise<unknown> =>
      gate.take({ source, name: 'bao cao mat phang.txt', caption: null, sender: 'telegram:42' });
    /** Larger than what is held in memory. */
    async function* large(word: string): AsyncGenerator<Uint8Array> {
      for (let megabyte = 0; megabyte < 33; megabyte += 1) yield Buffer.alloc(1024 * 1024, 0x61);
      yield Buffer.from(word);
    }

    it.each(['small', 'large'])(
      'keeps nothing of an infected file (%s), and logs its hash and the signature alone',
      async (size) => {
        clamd.limit = 64 * 1024 * 1024;
        const source = size === 'small' ? pieces(`Nội dung riêng ${evil}`) : large(evil);
        await expect(take(source)).rejects.toMatchObject({ code: 'file-infected' });

        expect(await vault.list()).toEqual([]);
        const log = lines.join('');
        expect(log).toMatch(/"sha256":"[0-9a-f]{64}","signature":"Khuon.Mau-1"/);
        expect(log).not.toContain('Nội dung riêng');
        expect(log).not.toContain('bao cao mat phang');
      },
    );

    it('keeps nothing while there is no verdict, but what was there before stays', async () => {
      clamd.limit = 64 * 1024 * 1024;
      await take(large('x'));
      const before = await vault.list();
      clamd.mood = 'error';
      await expect(take(large('x'))).rejects.toMatchObject(unavailable);
      await expect(take(large('y'))).rejects.toMatchObject(unavailable);
      await expect(take(pieces('Báo cáo'))).rejects.toMatchObject(unavailable);

      expect(await vault.list()).toEqual(before);
    });
  });
});

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 5));
}
