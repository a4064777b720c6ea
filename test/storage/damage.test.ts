import { describe, expect, it } from 'vitest';
import type { UserError } from '../../src/domain/errors.js';
import type { Store } from '../../src/domain/ports.js';
import { assignment } from '../contracts/store-records.js';
import { contentOf } from '../contracts/store.js';
import { createCrashDisk } from './crash-disk.js';
import { createTestLog, openStore } from './folder.js';

const dir = '/data';
const snapshotPath = `${dir}/store.json`;
const journalPath = `${dir}/journal.jsonl`;

type Files = Map<string, Buffer>;

const textOf = (store: Store): string => JSON.stringify(contentOf(store));
const filesOf = (disk: ReturnType<typeof createCrashDisk>): Files =>
  disk.crashStates(disk.calls())[0]?.files ?? new Map();

function change(store: Store, n: number): Promise<void> {
  return store.transaction((tx) => {
    tx.put('assignments', assignment(`a${n}`, n));
    tx.put('settings', { id: 'last', value: `số ${n}` });
    if (n > 2) tx.remove('assignments', `a${n - 2}`);
    tx.next('number');
  });
}

/** A folder with a snapshot of two transactions and a journal of four more, and the contents along the way. */
async function folder(): Promise<{ files: Files; contents: string[] }> {
  const disk = createCrashDisk();
  const store = await openStore(disk, dir);
  const contents = [textOf(store)];
  for (let n = 1; n <= 6; n += 1) {
    await change(store, n);
    contents.push(textOf(store));
    if (n === 2) await store.compact();
  }
  return { files: filesOf(disk), contents };
}

/** What opening gives: the content, or the code of the refusal. Anything else fails the test. */
async function outcome(files: Files): Promise<string> {
  try {
    return textOf(await openStore(createCrashDisk(files), dir));
  } catch (error) {
    const { code } = error as UserError;
    if (code !== 'store-damaged' && code !== 'store-newer') throw error;
    return code;
  }
}

async function refusalOf(files: Files): Promise<UserError> {
  return openStore(createCrashDisk(files), dir).then(
    () => expect.fail('opened'),
    (error: unknown) => error as UserError,
  );
}

function withBytes(files: Files, path: string, bytes: Buffer): Files {
  return new Map(files).set(path, bytes);
}

function flipped(bytes: Buffer, at: number, mask: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
}

function without(files: Files, ...paths: string[]): Files {
  return new Map([...files].filter(([path]) => !paths.includes(path)));
}

describe('storage with damaged files', () => {
  it('opens a journal cut at any byte as some transaction left it', async () => {
    const { files, contents } = await folder();
    const journal = files.get(journalPath) ?? Buffer.alloc(0);
    const header = journal.indexOf('\n') + 1;
    const reached = new Set<number>();
    for (let length = header; length <= journal.length; length += 1) {
      const at = contents.indexOf(await outcome(withBytes(files, journalPath, journal.subarray(0, length))));
      expect(at, `length ${length}`).toBeGreaterThanOrEqual(2);
      reached.add(at);
    }

    expect([...reached]).toEqual([2, 3, 4, 5, 6]);
  });

  it.each([1, 0x20, 0x80])(
    'notices any byte of the journal changed, acknowledged last line included (mask %i)',
    async (mask) => {
      const { files } = await folder();
      const journal = files.get(journalPath) ?? Buffer.alloc(0);
      for (let at = 0; at < journal.length; at += 1) {
        const result = await outcome(withBytes(files, journalPath, flipped(journal, at, mask)));
        expect(['store-damaged', 'store-newer'], `byte ${at}`).toContain(result);
      }
    },
  );

  it.each([1, 0x20, 0x80])('notices any byte of the snapshot changed (mask %i)', async (mask) => {
    const { files } = await folder();
    const snapshot = files.get(snapshotPath) ?? Buffer.alloc(0);
    for (let at = 0; at < snapshot.length; at += 1) {
      expect(await outcome(withBytes(files, snapshotPath, flipped(snapshot, at, mask))), `byte ${at}`).toBe(
        'store-damaged',
      );
    }
  });

  it('notices a snapshot cut at any byte', async () => {
    const { files } = await folder();
    const snapshot = files.get(snapshotPath) ?? Buffer.alloc(0);
    for (let length = 0; length < snapshot.length; length += 7) {
      expect(
        await outcome(withBytes(files, snapshotPath, snapshot.subarray(0, length))),
        `length ${length}`,
      ).toBe('store-damaged');
    }
  });

  it('notices lines of the journal left out, doubled or swapped', async () => {
    const { files } = await folder();
    const [header = '', one = '', two = '', ...rest] = (files.get(journalPath) ?? '')
      .toString()
      .split(/(?<=\n)/);
    const wrong = [
      [header, two, ...rest],
      [header, one, one, two, ...rest],
      [header, two, one, ...rest],
      [one, two, ...rest],
      [header, header, one, two, ...rest],
      [],
    ];
    for (const lines of wrong) {
      expect(await outcome(withBytes(files, journalPath, Buffer.from(lines.join(''))))).toBe('store-damaged');
    }
  });

  it('notices a whole sector of zeros before other lines', async () => {
    const { files } = await folder();
    const journal = Buffer.from(files.get(journalPath) ?? '');
    journal.fill(0, 512, 1024);

    expect(journal.length).toBeGreaterThan(1_500);
    expect(await outcome(withBytes(files, journalPath, journal))).toBe('store-damaged');
  });

  it('notices a missing file, and names it', async () => {
    const { files } = await folder();

    expect((await refusalOf(without(files, journalPath))).detail).toContain('journal.jsonl');
    expect((await refusalOf(without(files, snapshotPath))).detail).toContain('store.json');
    expect((await refusalOf(without(files, snapshotPath, journalPath))).detail).toContain('store.json');
  });

  it('notices files of different times or stores put together', async () => {
    const { files } = await folder();
    const later = createCrashDisk(files);
    const store = await openStore(later, dir);
    await change(store, 7);
    await store.compact();
    await change(store, 8);
    await store.compact();
    const other = await folder();
    const mixes: [Files, Files][] = [
      [files, filesOf(later)],
      [filesOf(later), files],
      [files, other.files],
    ];
    for (const [snapshots, journals] of mixes) {
      const mixed = new Map([
        [snapshotPath, snapshots.get(snapshotPath) ?? Buffer.alloc(0)],
        [journalPath, journals.get(journalPath) ?? Buffer.alloc(0)],
      ]);
      expect(await outcome(mixed)).toBe('store-damaged');
    }
  });

  it('loses nothing when the former snapshot is put back for a damaged one', async () => {
    const { files, contents } = await folder();
    const snapshot = files.get(snapshotPath) ?? Buffer.alloc(0);
    const broken = withBytes(files, snapshotPath, flipped(snapshot, 200, 1));
    const { detail } = await refusalOf(broken);

    expect(detail).toContain('store.json.bak');
    const mended = withBytes(broken, snapshotPath, files.get(`${snapshotPath}.bak`) ?? Buffer.alloc(0));
    expect(await outcome(mended)).toBe(contents.at(-1));
  });

  it('does not offer a former snapshot that would not help', async () => {
    const { files } = await folder();
    const snapshot = files.get(snapshotPath) ?? Buffer.alloc(0);
    const { detail } = await refusalOf(
      without(withBytes(files, snapshotPath, flipped(snapshot, 200, 1)), `${journalPath}.bak`),
    );

    expect(detail).not.toContain('.bak');
  });

  it('serves what it found whole only once that is durable', async () => {
    const { files } = await folder();
    const disk = createCrashDisk(files);
    await openStore(disk, dir);

    expect(disk.lastCall()).toBe('syncFolder');
    expect(disk.calls()).toBeGreaterThanOrEqual(3);
  });

  it('leaves a damaged folder as it is', async () => {
    const { files } = await folder();
    const journal = files.get(journalPath) ?? Buffer.alloc(0);
    const disk = createCrashDisk(withBytes(files, journalPath, flipped(journal, 300, 1)));
    await openStore(disk, dir, { log: createTestLog() }).catch(() => undefined);

    expect(disk.calls()).toBe(0);
  });
});
