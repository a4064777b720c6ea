import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupData, checkData, restoreData } from '../../storage/backup.js';
import { sha256Of } from '../../storage/vault.js';
import { contentIn, namesIn, openFolder, recordedFolder } from './folder.js';

const report = 'BÁO CÁO kết quả\n';

describe('storage/backup.ts', () => {
  let folder: Awaited<ReturnType<typeof recordedFolder>>;
  let dir: string;
  let archive: string;
  let target: string;
  beforeEach(async () => {
    folder = await recordedFolder();
    ({ dir } = folder);
    archive = join(folder.path, 'backup.zip');
    target = join(folder.path, 'restored');
  });
  afterEach(() => folder.remove());

  it('brings back every record, counter and file', async () => {
    expect(await backupData(dir, archive)).toEqual({ files: 2, missing: [] });
    await restoreData(archive, target);

    expect(await checkData(target)).toEqual([]);
    expect(await contentIn(target)).toEqual(await contentIn(dir));
    const { store, vault, close } = await openFolder(target);
    expect((await vault.read(sha256Of(Buffer.from(report)))).toString()).toBe(report);
    expect(await store.transaction((tx) => tx.next('assignment'))).toBe(2);
    await close();
    expect(await namesIn(folder.path)).toEqual(['backup.zip', 'data', 'restored']);
  });

  it('is one committed state, however busy the running assistant is', async () => {
    const { store, close } = await openFolder(dir);
    const over = new AbortController();
    /** Two records that are always equal, and a snapshot rewritten again and again. */
    const writing = (async () => {
      for (let n = 1; !over.signal.aborted; n += 1) {
        await store.transaction((tx) => {
          tx.put('settings', { id: 'left', value: n });
          tx.put('settings', { id: 'right', value: n });
        });
        if (n % 3 === 0) await store.compact();
      }
    })();
    for (let round = 0; round < 8; round += 1) {
      const file = join(folder.path, `${round}.zip`);
      const place = join(folder.path, `r${round}`);
      await backupData(dir, file);
      expect(await checkData(dir)).toEqual([]);
      await restoreData(file, place);
      const content = await contentIn(place);
      const value = (id: string): unknown =>
        (content['settings'] as { id: string; value: unknown }[]).find((row) => row.id === id)?.value;
      expect(value('left')).toBeTypeOf('number');
      expect(value('left')).toBe(value('right'));
    }
    over.abort();
    await writing;
    await close();
  });

  it('holds what was acknowledged before it began', async () => {
    const { store, close } = await openFolder(dir);
    await store.transaction((tx) => tx.put('settings', { id: 'late', value: 1 }));
    await backupData(dir, archive);
    await close();
    await restoreData(archive, target);

    expect((await contentIn(target))['settings']).toContainEqual({ id: 'late', value: 1 });
  });

  it('never overwrites an existing archive', async () => {
    await writeFile(archive, 'an older backup');

    await expect(backupData(dir, archive)).rejects.toMatchObject({
      code: 'bad-input',
      detail: expect.stringContaining('đã có sẵn') as string,
    });
    expect(await readFile(archive, 'utf8')).toBe('an older backup');
  });

  it('leaves nothing behind when it cannot be made', async () => {
    const nowhere = join(folder.path, 'none', 'backup.zip');

    await expect(backupData(dir, nowhere)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(backupData(join(folder.path, 'nothing'), archive)).rejects.toMatchObject({
      code: 'bad-input',
    });
    await writeFile(join(dir, 'store.json'), 'damaged');
    await expect(backupData(dir, archive)).rejects.toMatchObject({ code: 'store-damaged' });
    expect(await namesIn(folder.path)).toEqual(['data']);
  });

  it('is made, and says so, when files of the vault are missing or damaged', async () => {
    const [lost = '', bad = ''] = (await readdir(join(dir, 'files'), { recursive: true })).filter(
      (name) => name.length > 60,
    );
    await rename(join(dir, 'files', lost), join(folder.path, 'lost'));
    await writeFile(join(dir, 'files', bad), 'changed');
    const { files, missing } = await backupData(dir, archive);
    await restoreData(archive, target);

    expect(files).toBe(0);
    expect(missing.map((sha256) => `${sha256.slice(0, 2)}/${sha256}`).sort()).toEqual([lost, bad].sort());
    expect((await checkData(target)).map((finding) => finding.code)).toContain('thiếu tệp trong kho');
  });

  it('is restored into an absent or an empty folder only', async () => {
    await backupData(dir, archive);
    const before = await contentIn(dir);
    await expect(restoreData(archive, dir)).rejects.toMatchObject({
      code: 'bad-input',
      detail: expect.stringContaining('không trống') as string,
    });
    expect(await contentIn(dir)).toEqual(before);

    await mkdir(target);
    await restoreData(archive, target);
    expect(await contentIn(target)).toEqual(before);
    await writeFile(join(folder.path, 'file'), '');
    await expect(restoreData(archive, join(folder.path, 'file'))).rejects.toMatchObject({
      code: 'bad-input',
    });
    await expect(restoreData(join(folder.path, 'none.zip'), join(folder.path, 'new'))).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  it('notices every changed byte that could matter, and leaves the folder as it was', async () => {
    await backupData(dir, archive);
    const before = await contentIn(dir);
    const bytes = await readFile(archive);
    await mkdir(target);
    const outcomes = new Set<string>();
    for (let at = 0; at < bytes.length; at += 3) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
      await writeFile(archive, copy);
      const place = at % 2 === 0 ? target : join(folder.path, 'absent');
      outcomes.add(
        await restoreData(archive, place).then(
          // Dates, access rights and comments inside an archive do not matter.
          async () => JSON.stringify([await checkData(place), await contentIn(place)]),
          async (error: unknown) =>
            JSON.stringify([
              (error as { code: unknown }).code,
              await namesIn(folder.path),
              await namesIn(target),
            ]),
        ),
      );
      await rm(place, { recursive: true, force: true });
      await mkdir(target, { recursive: true });
    }

    expect(outcomes).toEqual(
      new Set([
        JSON.stringify([[], before]),
        JSON.stringify(['file-damaged', ['backup.zip', 'data', 'restored'], []]),
      ]),
    );
  });

  it('notices an archive cut anywhere', async () => {
    await backupData(dir, archive);
    const bytes = await readFile(archive);
    for (let length = 0; length < bytes.length; length += 97) {
      await writeFile(archive, bytes.subarray(0, length));
      await expect(restoreData(archive, target), `length ${length}`).rejects.toMatchObject({
        code: 'file-damaged',
      });
    }
    expect(await namesIn(folder.path)).toEqual(['backup.zip', 'data']);
  });
});
