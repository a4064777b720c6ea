import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { restoreData } from '../../storage/backup.js';
import { beginning } from '../../storage/journal.js';
import { snapshotOf } from '../../storage/recover.js';
import { snapshotPieces } from '../../storage/snapshot.js';
import { createState } from '../../storage/state.js';
import { sha256Of } from '../../storage/vault.js';
import { namesIn, temporaryFolder } from './folder.js';

describe('storage/restore.ts: an archive by someone else', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let archive: string;
  let target: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
    archive = join(folder.path, 'backup.zip');
    target = join(folder.path, 'restored');
  });
  afterEach(() => folder.remove());

  interface Part {
    path: string;
    /** What the archive holds under the path. */
    bytes?: Buffer;
    /** What the list says, when that is not true. */
    size?: number;
    sha256?: string;
  }

  const good = Buffer.from('content');
  const goodPath = `files/${sha256Of(good).slice(0, 2)}/${sha256Of(good)}`;
  const records: Part = { path: 'store.json', bytes: emptyRecords() };

  function manifestOf(parts: readonly Part[], more: object = {}): object {
    const files = parts.map(({ path, bytes = good, size, sha256 }) => ({
      path,
      size: size ?? bytes.length,
      sha256: sha256 ?? sha256Of(bytes),
    }));
    return { format: 'dondoc-backup', version: 1, records: 1, missing: [], files, ...more };
  }

  /** Writes an archive. Names of entries are written as they are, past the checks of the zip library. */
  async function forge(parts: readonly Part[], manifest: object = manifestOf(parts)): Promise<void> {
    const zip = new yazl.ZipFile();
    const placeholders = parts.map(
      ({ path }, i) => `${String(i).padStart(2, '0')}${'x'.repeat(Buffer.byteLength(path) - 2)}`,
    );
    placeholders.forEach((name, i) => zip.addBuffer(parts[i]?.bytes ?? good, name, { compress: false }));
    zip.addBuffer(Buffer.from(JSON.stringify(manifest)), 'manifest.json');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(archive));
    let text = await readFile(archive, 'latin1');
    placeholders.forEach((placeholder, i) => {
      text = text.replaceAll(placeholder, Buffer.from(parts[i]?.path ?? '').toString('latin1'));
    });
    await writeFile(archive, text, 'latin1');
  }

  /** How restoring ends, and what it leaves beside the archive. */
  async function outcome(): Promise<unknown> {
    const code = await restoreData(archive, target).then(
      () => 'restored',
      (error: unknown) => (error as { code: unknown }).code,
    );
    return [code, await namesIn(folder.path)];
  }
  const refused = ['file-damaged', ['backup.zip']];

  it('is restored when everything about it is right', async () => {
    await forge([records, { path: goodPath }]);
    await restoreData(archive, target);

    expect(await namesIn(target)).toEqual(['files', 'journal.jsonl', 'store.json']);
    expect(await readFile(join(target, goodPath))).toEqual(good);
  });

  it.each([
    '../evil.txt',
    '/etc/evil.txt',
    'files/../../evil.txt',
    'files\\..\\evil',
    'lock.json',
    'files/aa/../../x',
  ])('writes nothing for an entry named %j', async (path) => {
    await forge([records, { path }]);

    expect(await outcome()).toEqual(refused);
  });

  it.each<[string, Part]>([
    ['a file under a hash it does not have', { path: `files/aa/${'a'.repeat(64)}`, sha256: 'a'.repeat(64) }],
    ['a file under another hash than the list says', { path: `files/aa/${'a'.repeat(64)}` }],
    ['a file in the folder of another hash', { path: goodPath.replace(/^files\/../, 'files/00') }],
    ['a size that is not true', { path: goodPath, size: 6 }],
    ['a second file of the same name', { path: 'store.json', bytes: emptyRecords() }],
  ])('is refused with %s', async (_what, part) => {
    await forge([records, part]);

    expect(await outcome()).toEqual(refused);
  });

  it('is refused with records that are none', async () => {
    await forge([{ path: 'store.json' }]);

    expect(await outcome()).toEqual(refused);
  });

  it('is refused when it holds more or less than its list says', async () => {
    await forge([records, { path: goodPath }], manifestOf([records]));
    expect(await outcome()).toEqual(refused);
    await forge([records], manifestOf([records, { path: goodPath }]));
    expect(await outcome()).toEqual(refused);
    await forge([{ path: goodPath }]);
    expect(await outcome()).toEqual(refused);
  });

  it('is refused with a sentence of its own when a later version made it', async () => {
    await forge([records], manifestOf([records], { records: 99 }));
    await expect(restoreData(archive, target)).rejects.toMatchObject({ code: 'store-newer' });
    await forge([records], manifestOf([records], { version: 2 }));
    await expect(restoreData(archive, target)).rejects.toMatchObject({ code: 'store-newer' });
  });

  it('is refused when it is no zip at all', async () => {
    await writeFile(archive, 'hello');

    expect(await outcome()).toEqual(refused);
  });
});

/** A snapshot of a store that holds nothing. */
function emptyRecords(): Buffer {
  const facts = { version: 1, store: 's1', ...beginning('s1') };
  return Buffer.concat([...snapshotPieces(snapshotOf(createState(), facts))]);
}
