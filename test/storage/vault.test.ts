import { createHash } from 'node:crypto';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import type { Vault } from '../../src/domain/ports.js';
import { openStorage, type Storage } from '../../storage/index.js';
import { openVault } from '../../storage/vault.js';
import { createCrashDisk } from './crash-disk.js';
import { createFailingDisk, type FailingDisk } from './failing-disk.js';
import { createTestLog, nodeDisk, temporaryFolder } from './folder.js';

const from = (...pieces: (string | Uint8Array)[]): AsyncIterable<Uint8Array> =>
  Readable.from(pieces.map((piece) => Buffer.from(piece)));
const sumOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const limit = { name: 'tệp.txt', maxBytes: 1_000_000 };

/** A zip with the given entries, as a stream. */
function zipOf(...names: string[]): NodeJS.ReadableStream {
  const zip = new yazl.ZipFile();
  for (const name of names) zip.addBuffer(Buffer.from('<x/>'.repeat(50)), name);
  zip.end();
  return zip.outputStream;
}

describe('storage/vault.ts', () => {
  let folder: { path: string; remove: () => Promise<void> };
  let root: string;
  let disk: FailingDisk;
  let storage: Storage;
  let vault: Vault;
  beforeEach(async () => {
    folder = await temporaryFolder();
    root = join(folder.path, 'files');
    disk = createFailingDisk(nodeDisk);
    storage = await openStorage({ dir: folder.path, log: createTestLog(), disk });
    vault = storage.vault;
  });
  afterEach(async () => {
    disk.allow();
    await storage.close();
    await folder.remove();
  });

  /** Names of everything below the vault's folder. */
  const everything = async (): Promise<string[]> =>
    (await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);

  it('keeps the bytes as they came, under their hash', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7) % 251));
    const stored = await vault.put(
      from(bytes.subarray(0, 10), bytes.subarray(10, 70_000), bytes.subarray(70_000)),
      limit,
    );

    expect(stored).toMatchObject({ sha256: sumOf(bytes), size: bytes.length });
    expect(await vault.read(stored.sha256)).toEqual(bytes);
    const path = await vault.pathOf(stored.sha256);
    expect(path).toBe(join(root, stored.sha256.slice(0, 2), stored.sha256));
    expect(await readFile(path)).toEqual(bytes);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('keeps the same content once, put twice or at the same time', async () => {
    const stored = await Promise.all(
      [1, 2, 3].map((n) => vault.put(from('báo cáo'), { ...limit, name: `${n}.txt` })),
    );
    await vault.put(from('báo cáo'), limit);

    expect(stored.map((file) => file.name)).toEqual(['1.txt', '2.txt', '3.txt']);
    expect(await everything()).toEqual([sumOf('báo cáo')]);
    expect(await vault.list()).toEqual([sumOf('báo cáo')]);
  });

  it('mends a copy gone bad when the content comes again', async () => {
    const { sha256 } = await vault.put(from('báo cáo'), limit);
    await writeFile(await vault.pathOf(sha256), 'báo cái');

    await expect(vault.read(sha256)).rejects.toMatchObject({ code: 'file-damaged' });
    await vault.put(from('báo cáo'), limit);
    expect((await vault.read(sha256)).toString()).toBe('báo cáo');
  });

  it('takes a file of exactly the limit and none of one byte more', async () => {
    await vault.put(from('12345', '67890'), { name: 'a', maxBytes: 10 });
    const tooBig = vault.put(from('12345', '678901'), { name: 'a', maxBytes: 10 });

    await expect(tooBig).rejects.toMatchObject({ code: 'file-too-big', detail: '10 byte' });
    expect(await everything()).toEqual([sumOf('1234567890')]);
  });

  it.each([
    [20 * 1024 * 1024, '20 MB'],
    [100_000_000, '100 MB'],
    [2_500_000, '2,5 MB'],
    [1_500, '1 kB'],
  ])('says a limit of %i bytes as people say it: %s', async (maxBytes, detail) => {
    const endless = Readable.from(Array.from({ length: 120 }, () => Buffer.alloc(1_000_000)));

    await expect(vault.put(endless, { name: 'a', maxBytes })).rejects.toMatchObject({
      code: 'file-too-big',
      detail,
    });
    expect(endless.destroyed).toBe(true);
  });

  it('refuses an empty file', async () => {
    await expect(vault.put(from(), limit)).rejects.toMatchObject({ code: 'file-empty' });
    await expect(vault.put(from(''), limit)).rejects.toMatchObject({ code: 'file-empty' });
    expect(await everything()).toEqual([]);
  });

  it('leaves nothing behind when the source breaks off, and passes its error on', async () => {
    const error = new Error('connection lost');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('first part');
      throw error;
    }

    await expect(vault.put(broken(), limit)).rejects.toBe(error);
    expect(await everything()).toEqual([]);
  });

  it('leaves nothing behind whichever call of the disk fails, and works again after', async () => {
    await vault.put(from('a'), limit);
    const before = disk.calls();
    await vault.put(from('b', 'c'), limit);
    const calls = disk.calls() - before;
    const kept = await everything();

    expect(calls).toBeGreaterThan(4);
    for (let at = 0; at < calls; at += 1) {
      disk.refuse('ENOSPC', at, at + 1);
      const failed = await vault.put(from(`content ${at}`, 'more'), limit).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failed, `call ${at}`).toMatchObject({ code: 'store-busy' });
      disk.allow();
      // The last call makes the name durable: the file may stand there, complete, but nobody was told so.
      const left = (await everything()).filter((name) => !kept.includes(name));
      expect(left, `call ${at}`).toEqual(left.length > 0 ? [sumOf(`content ${at}more`)] : []);
      if (left[0]) await vault.remove(left[0]);
    }
    await vault.put(from('after'), limit);
  });

  it('holds a file whole or not at all after a crash, and certainly once it was acknowledged', async () => {
    const disk = createCrashDisk();
    const vault = await openVault(disk, '/data/files');
    const content = 'báo cáo '.repeat(50);
    const { sha256 } = await vault.put(from(content.slice(0, 100), content.slice(100)), limit);
    const path = `/data/files/${sha256.slice(0, 2)}/${sha256}`;
    const found = new Set<string | undefined>();
    for (let count = 0; count <= disk.calls(); count += 1) {
      for (const { files } of disk.crashStates(count)) found.add(files.get(path)?.toString());
    }
    const acknowledged = disk.crashStates(disk.calls()).map(({ files }) => files.get(path)?.toString());

    expect(found).toEqual(new Set([undefined, content]));
    expect(new Set(acknowledged)).toEqual(new Set([content]));
  });

  it('removes what must not be kept', async () => {
    const { sha256 } = await vault.put(from('mật'), limit);
    await vault.remove(sha256);
    await vault.remove(sha256);

    await expect(vault.read(sha256)).rejects.toMatchObject({ code: 'file-not-found' });
    expect(await everything()).toEqual([]);
  });

  it.each([
    '',
    '..',
    '../../store.json',
    'A'.repeat(64),
    `${'a'.repeat(63)}/`,
    'a'.repeat(65),
    `${'a'.repeat(64)}\n`,
  ])('finds nothing under %j and touches no path made of it', async (sha256) => {
    await expect(vault.pathOf(sha256)).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(vault.read(sha256)).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(vault.remove(sha256)).resolves.toBeUndefined();
    expect(await readdir(folder.path)).toContain('store.json');
  });

  it('tidies up nothing that may just be in hand', async () => {
    const { sha256 } = await vault.put(from('một'), limit);
    expect(await vault.removeUnnamed(sha256)).toBe(false);
    expect(await vault.list()).toEqual([sha256]);

    await storage.close();
    storage = await openStorage({ dir: folder.path, log: createTestLog(), disk });
    // The same content comes in again, just before it would have gone.
    await storage.vault.put(from('một'), limit);
    expect(await storage.vault.removeUnnamed(sha256)).toBe(false);
    await storage.close();
    storage = await openStorage({ dir: folder.path, log: createTestLog(), disk });
    expect(await storage.vault.removeUnnamed(sha256)).toBe(true);
    expect(await storage.vault.removeUnnamed('../../x')).toBe(true);
    expect(await everything()).toEqual([]);
  });

  it('removes what uploads cut off by a crash have left', async () => {
    await vault.put(from('whole'), limit);
    await writeFile(join(root, 'incoming.1.tmp'), 'part');
    await openVault(nodeDisk, root);

    expect(await everything()).toEqual([sumOf('whole')]);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\hoa\\Báo cáo.docx', 'Báo cáo.docx'],
    ['Báo cáo'.normalize('NFD'), 'Báo cáo'],
    ['a\u0000b\nc\u202efdp.exe', 'abcfdp.exe'],
    ['  tên   có  khoảng trắng .docx ', 'tên có khoảng trắng .docx'],
    ['..', 'tep-khong-ten'],
    ['', 'tep-khong-ten'],
    ['thư mục/', 'tep-khong-ten'],
    [`${'ế'.repeat(400)}.docx`, `${'ế'.repeat(145)}.docx`],
    ['a'.repeat(400), 'a'.repeat(150)],
    ['\ud83d.txt', '.txt'],
  ])('calls %j %j', async (given, expected) => {
    expect((await vault.put(from('x'), { ...limit, name: given })).name).toBe(expected);
  });

  it.each([
    ['application/pdf', '%PDF-1.7\n%âãÏÓ'],
    ['image/png', Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')],
    ['text/plain', 'Kế hoạch số 12\r\nNơi nhận:\t…'],
    ['text/plain', 'ế'.repeat(5_000)],
    ['text/plain', Buffer.from('\ufeffkế hoạch', 'utf16le')],
    ['application/octet-stream', Buffer.from([1, 2, 3, 250, 251])],
    ['application/octet-stream', Buffer.from('văn bản có \u0007 chuông')],
  ])('recognises %s', async (mime, bytes) => {
    expect((await vault.put(from(bytes), limit)).mime).toBe(mime);
  });

  it.each([
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ['[Content_Types].xml', 'word/document.xml'],
    ],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ['a.xml', 'b.xml', 'word/document.xml'],
    ],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ['_rels/.rels', 'xl/workbook.xml']],
    ['application/zip', ['ảnh/1.txt', 'ảnh/2.txt']],
  ])('recognises %s among zip archives', async (mime, names) => {
    expect((await vault.put(zipOf(...names) as Readable, limit)).mime).toBe(mime);
  });

  it.each([
    ['application/msword', 'WordDocument'],
    ['application/vnd.ms-excel', 'Workbook'],
    ['application/x-cfb', 'Contents'],
  ])('recognises %s among old office files', async (mime, stream) => {
    const bytes = Buffer.alloc(3_000);
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
    bytes.write(stream, 1_536, 'utf16le');

    expect((await vault.put(from(bytes), limit)).mime).toBe(mime);
  });
});
