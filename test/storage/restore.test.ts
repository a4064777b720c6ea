import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { restoreData } from '../../storage/backup.js';
import { sha256Of } from '../../storage/vault.js';
import { namesIn, temporaryFolder } from './folder.js';

describe('storage/restore.ts', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let archive: string;
  let target: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
    archive = join(folder.path, 'backup.zip');
    target = join(folder.path, 'restored');
  });
  afterEach(() => folder.remove());

  const good = Buffer.from('content');
  const manifestOf = (
    files: { path: string; size?: number; sha256?: string }[],
    more: object = {},
  ): object => ({
    format: 'dondoc-backup',
    version: 1,
    records: 1,
    missing: [],
    files: files.map((file) => ({ size: good.length, sha256: sha256Of(good), ...file })),
    ...more,
  });

  /** Entry names are written as they are, past the checks of the zip library. */
  async function forge(manifest: object, names: string[]): Promise<void> {
    const zip = new yazl.ZipFile();
    const placeholders = names.map(
      (name, i) => `${String(i).padStart(2, '0')}${'x'.repeat(Buffer.byteLength(name) - 2)}`,
    );
    for (const name of placeholders) zip.addBuffer(good, name, { compress: false });
    zip.addBuffer(Buffer.from(JSON.stringify(manifest)), 'manifest.json');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(archive));
    let text = await readFile(archive, 'latin1');
    placeholders.forEach((placeholder, i) => {
      text = text.replaceAll(placeholder, Buffer.from(names[i] ?? '').toString('latin1'));
    });
    await writeFile(archive, text, 'latin1');
  }

  it.each([
    '../evil.txt',
    '/etc/evil.txt',
    'files/../../evil.txt',
    'files\\..\\evil',
    'lock.json',
    'files/aa/../../x',
  ])('writes nothing for an entry named %j', async (name) => {
    await forge(manifestOf([{ path: name }]), [name]);

    await expect(restoreData(archive, target)).rejects.toMatchObject({ code: 'file-damaged' });
    expect(await namesIn(folder.path)).toEqual(['backup.zip']);
  });

  it.each([
    [
      'a file under a hash it does not have',
      [{ path: `files/aa/${'a'.repeat(64)}`, sha256: 'a'.repeat(64) }],
    ],
    ['a file in the folder of another hash', [{ path: `files/00/${sha256Of(good)}` }]],
    ['a size that is not true', [{ path: `files/${sha256Of(good).slice(0, 2)}/${sha256Of(good)}`, size: 6 }]],
    ['records that are none', [{ path: 'store.json' }]],
  ])('is refused with %s', async (_what, files) => {
    await forge(
      manifestOf(files),
      files.map((file) => file.path),
    );

    await expect(restoreData(archive, target)).rejects.toMatchObject({ code: 'file-damaged' });
    expect(await namesIn(folder.path)).toEqual(['backup.zip']);
  });

  it('is refused when entry and list do not agree', async () => {
    const path = `files/${sha256Of(good).slice(0, 2)}/${sha256Of(good)}`;
    await forge(manifestOf([]), [path]);
    await expect(restoreData(archive, target)).rejects.toMatchObject({ code: 'file-damaged' });
    await forge(manifestOf([{ path }, { path: 'store.json' }]), [path]);
    await expect(restoreData(archive, target)).rejects.toMatchObject({ code: 'file-damaged' });
  });

  it('is refused with a sentence of its own when a later version made it', async () => {
    await forge(manifestOf([], { records: 99 }), []);
    await expect(restoreData(archive, target)).rejects.toMatchObject({ code: 'store-newer' });
  });

  it('is refused when it is no zip at all', async () => {
    await writeFile(archive, 'hello');
    await expect(restoreData(archive, target)).rejects.toMatchObject({ code: 'file-damaged' });
  });
});
