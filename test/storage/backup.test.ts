import { cp, mkdir, readFile, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import type { Store } from '../../src/domain/ports.js';
import { backupData, checkData, restoreData } from '../../storage/backup.js';
import { openStorage, type Storage } from '../../storage/index.js';
import { sha256Of } from '../../storage/vault.js';
import { contentOf } from '../contracts/store.js';
import { createTestLog, temporaryFolder } from './folder.js';

const recorded = join(import.meta.dirname, 'recorded', 'v1');
const report = 'BÁO CÁO kết quả\n';

describe('storage/backup.ts', () => {
  let folder: { path: string; remove: () => Promise<void> };
  let dir: string;
  let archive: string;
  let target: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
    dir = join(folder.path, 'data');
    archive = join(folder.path, 'backup.zip');
    target = join(folder.path, 'restored');
    await cp(recorded, dir, { recursive: true });
    await rename(join(dir, 'store.json.recorded'), join(dir, 'store.json'));
  });
  afterEach(() => folder.remove());

  const open = (where: string): Promise<Storage> => openStorage({ dir: where, log: createTestLog() });
  async function contentIn(where: string): Promise<ReturnType<typeof contentOf>> {
    const { store, close } = await open(where);
    const content = contentOf(store);
    await close();
    return content;
  }
  const besides = async (): Promise<string[]> => (await readdir(folder.path)).sort();

  it('brings back every record, counter and file', async () => {
    expect(await backupData(dir, archive)).toEqual({ files: 2, missing: [] });
    await restoreData(archive, target);

    expect(await checkData(target)).toEqual([]);
    expect(await contentIn(target)).toEqual(await contentIn(dir));
    const { store, vault, close } = await open(target);
    expect((await vault.read(sha256Of(Buffer.from(report)))).toString()).toBe(report);
    expect(await store.transaction((tx) => tx.next('assignment'))).toBe(2);
    await close();
    expect(await besides()).toEqual(['backup.zip', 'data', 'restored']);
  });

  it('is one committed state, however busy the running assistant is', async () => {
    const { store, close } = await open(dir);
    let isOver = false;
    /** Two records that are always equal, and a snapshot rewritten again and again. */
    const writing = (async () => {
      for (let n = 1; !isOver; n += 1) {
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
    isOver = true;
    await writing;
    await close();
  });

  it('holds what was acknowledged before it began', async () => {
    const { store, close } = await open(dir);
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
    expect(await besides()).toEqual(['data']);
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
    let noticed = 0;
    for (let at = 0; at < bytes.length; at += 3) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
      await writeFile(archive, copy);
      const place = at % 2 === 0 ? target : join(folder.path, 'absent');
      const refused = await restoreData(archive, place).then(
        () => null,
        (error: unknown) => error,
      );
      if (refused) {
        noticed += 1;
        expect(refused, `byte ${at}`).toMatchObject({ code: 'file-damaged' });
        expect(await besides(), `byte ${at}`).toEqual(['backup.zip', 'data', 'restored']);
        expect(await readdir(target)).toEqual([]);
      } else {
        // Dates, access rights and comments of the archive do not matter.
        expect(await checkData(place), `byte ${at}`).toEqual([]);
        expect(await contentIn(place), `byte ${at}`).toEqual(before);
        await rename(place, join(folder.path, 'done'));
        await rm(join(folder.path, 'done'), { recursive: true });
        if (place === target) await mkdir(target);
      }
    }

    expect(noticed).toBeGreaterThan(bytes.length / 3 / 2);
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
    expect(await besides()).toEqual(['backup.zip', 'data']);
  });

  describe('an archive by someone else', () => {
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
      expect(await besides()).toEqual(['backup.zip', 'data']);
    });

    it.each([
      [
        'a file under a hash it does not have',
        [{ path: `files/aa/${'a'.repeat(64)}`, sha256: 'a'.repeat(64) }],
      ],
      ['a file in the folder of another hash', [{ path: `files/00/${sha256Of(good)}` }]],
      [
        'a size that is not true',
        [{ path: `files/${sha256Of(good).slice(0, 2)}/${sha256Of(good)}`, size: 6 }],
      ],
      ['records that are none', [{ path: 'store.json' }]],
    ])('is refused with %s', async (_what, files) => {
      await forge(
        manifestOf(files),
        files.map((file) => file.path),
      );

      await expect(restoreData(archive, target)).rejects.toMatchObject({ code: 'file-damaged' });
      expect(await besides()).toEqual(['backup.zip', 'data']);
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

  describe('check', () => {
    /** Codes and subjects after something was done to the folder. */
    async function after(
      work: (store: Store) => Promise<void>,
    ): Promise<{ code: string; subject: string }[]> {
      const { store, close } = await open(dir);
      await work(store);
      await close();
      return checkData(dir);
    }

    it('finds nothing in a sound folder, also beside a running assistant', async () => {
      expect(await checkData(dir)).toEqual([]);
      const { store, close } = await open(dir);
      await store.transaction((tx) => tx.put('settings', { id: 'x', value: 1 }));
      expect(await checkData(dir)).toEqual([]);
      await close();
    });

    it('says when there is no data', async () => {
      expect(await checkData(join(folder.path, 'nothing'))).toMatchObject([{ code: 'chưa có dữ liệu' }]);
    });

    it('finds references that lead nowhere', async () => {
      const findings = await after((store) =>
        store.transaction((tx) => {
          tx.remove('units', 'u1');
          tx.remove('rounds', 'ro1');
        }),
      );
      const subjects = findings.map((finding) => finding.subject);

      expect(new Set(findings.map((finding) => finding.code))).toEqual(
        new Set(['liên kết tới bản ghi không tồn tại']),
      );
      for (const subject of [
        'assignments/as1.unitId → units/u1',
        'assignments/as1.roundId → rounds/ro1',
        'persons/pe1.grants → units/u1',
        'tasks/ta1.leadUnitIds → units/u1',
        'submissions/su1.unitId → units/u1',
        'linkCodes/' + '0'.repeat(64) + '.unitId → units/u1',
        'unitSets/s1.members → units/u1',
        'conversations/web:nhom.unitIds → units/u1',
      ]) {
        expect(subjects).toContain(subject);
      }
    });

    it.each([
      ['assignments', 'as1', 'submissions/su1.assignmentId → assignments/as1'],
      ['submissions', 'su1', 'reviews/re1.submissionId → submissions/su1'],
      ['persons', 'pe2', 'extensions/ex1.decidedBy → persons/pe2'],
      ['plans', 'pl1', 'tasks/ta1.planId → plans/pl1'],
      ['tasks', 'ta1', 'rounds/ro1.taskId → tasks/ta1'],
    ] as const)('misses a removed record of %s', async (table, id, subject) => {
      const findings = await after((store) => store.transaction((tx) => tx.remove(table, id)));

      expect(findings.map((finding) => finding.subject)).toContain(subject);
    });

    it('finds files that are missing, damaged or strange, and who needs them', async () => {
      const sha256 = sha256Of(Buffer.from(report));
      const path = join(dir, 'files', sha256.slice(0, 2), sha256);
      await writeFile(path, 'changed');
      await writeFile(join(dir, 'files', 'note.txt'), 'x');
      const damaged = await checkData(dir);
      await rename(path, join(dir, 'files', sha256.slice(0, 2), 'renamed'));
      const missing = await checkData(dir);

      expect(damaged).toContainEqual({
        code: 'tệp trong kho sai mã kiểm tra',
        subject: expect.stringContaining('submissions/su1') as string,
      });
      expect(damaged).toContainEqual({ code: 'tệp lạ trong kho', subject: 'files/note.txt' });
      for (const from of [
        'submissions/su1',
        'outbox/o1',
        'inbox/web:1',
        'dialogues/web:le-thu-ha|web:le-thu-ha',
        'webMessages/m1',
      ]) {
        expect(missing).toContainEqual({ code: 'thiếu tệp trong kho', subject: `${from} → ${sha256}` });
      }
    });

    it('notices any byte changed in records, journal and files', async () => {
      const names = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) =>
        entry.isFile(),
      );
      for (const entry of names) {
        const path = join(entry.parentPath, entry.name);
        const bytes = await readFile(path);
        for (let at = 0; at < bytes.length; at += 41) {
          const copy = Buffer.from(bytes);
          copy[at] = (copy[at] ?? 0) ^ 4;
          await writeFile(path, copy);
          expect(await checkData(dir), `${entry.name}, byte ${at}`).not.toEqual([]);
        }
        await writeFile(path, bytes);
      }
      expect(await checkData(dir)).toEqual([]);
    });

    it('tells of a batch a crash left unfinished, and of old temporary files', async () => {
      const journal = join(dir, 'journal.jsonl');
      const bytes = await readFile(journal);
      await writeFile(journal, bytes.subarray(0, -9));
      for (const name of ['store.json.1.tmp', 'files/incoming.1.tmp', 'new.tmp'])
        await writeFile(join(dir, name), 'x');
      const old = new Date(Date.now() - 2 * 3_600_000);
      await utimes(join(dir, 'store.json.1.tmp'), old, old);
      await utimes(join(dir, 'files/incoming.1.tmp'), old, old);
      const findings = await checkData(dir);

      expect(findings.map((finding) => finding.subject)).toEqual(
        expect.arrayContaining([
          'store.json.1.tmp',
          join('files', 'incoming.1.tmp'),
          expect.stringContaining('journal.jsonl'),
        ]),
      );
      expect(findings.map((finding) => finding.subject)).not.toContain('new.tmp');
      // The next start tidies up.
      await (await open(dir)).close();
      expect(await checkData(dir)).toEqual([]);
    });
  });
});
