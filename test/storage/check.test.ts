import { readFile, readdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/domain/ports.js';
import { checkData } from '../../storage/backup.js';
import { sha256Of } from '../../storage/vault.js';
import { openFolder, recordedFolder } from './folder.js';

const report = 'BÁO CÁO kết quả\n';

describe('storage/check.ts', () => {
  let folder: Awaited<ReturnType<typeof recordedFolder>>;
  let dir: string;
  beforeEach(async () => {
    folder = await recordedFolder();
    ({ dir } = folder);
  });
  afterEach(() => folder.remove());

  /** Codes and subjects after something was done to the folder. */
  async function after(work: (store: Store) => Promise<void>): Promise<{ code: string; subject: string }[]> {
    const { store, close } = await openFolder(dir);
    await work(store);
    await close();
    return checkData(dir);
  }

  it('finds nothing in a sound folder, also beside a running assistant', async () => {
    expect(await checkData(dir)).toEqual([]);
    const { store, close } = await openFolder(dir);
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
    await (await openFolder(dir)).close();
    expect(await checkData(dir)).toEqual([]);
  });
});
