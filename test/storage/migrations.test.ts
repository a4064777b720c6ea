import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tableNames } from '../../src/domain/tables.js';
import { checkData } from '../../storage/backup.js';
import { openStorage } from '../../storage/index.js';
import { headerLine } from '../../storage/journal.js';
import { type Migration, migrations } from '../../storage/migrations.js';
import { createSnapshotFile } from '../../storage/snapshot.js';
import { assignment } from '../contracts/store-records.js';
import { contentOf } from '../contracts/store.js';
import { createCrashDisk } from './crash-disk.js';
import { createTestLog, nodeDisk, openStore, recordedFolder } from './folder.js';

/** Steps of a later program: the first renames every unit, the second counts them. */
const steps: readonly Migration[] = [
  ...migrations,
  (data) => {
    for (const unit of data.tables['units'] ?? []) unit['name'] = `${String(unit['name'])} (2)`;
  },
  (data) => {
    data.counters.push(['units', data.tables['units']?.length ?? 0]);
  },
];

describe('storage/migrations.ts', () => {
  let folder: Awaited<ReturnType<typeof recordedFolder>>;
  let dir: string;
  beforeEach(async () => {
    folder = await recordedFolder();
    ({ dir } = folder);
  });
  afterEach(() => folder.remove());

  const open = (more: { steps?: readonly Migration[] } = {}) =>
    openStorage({ dir, log: createTestLog(), ...more });

  /** Puts other tables into the snapshot, as a program without our checks would. */
  async function replaceTables(tables: Record<string, readonly { id: string }[]>): Promise<void> {
    const snapshots = createSnapshotFile(nodeDisk, join(dir, 'store.json'));
    const snapshot = await snapshots.read();
    if (!snapshot) throw new Error('the recorded folder has no snapshot');
    await snapshots.write({ ...snapshot, tables: { ...snapshot.tables, ...tables } });
    await writeFile(join(dir, 'journal.jsonl'), headerLine(snapshot));
  }

  it('opens the folder recorded by version 1, every table and file of it', async () => {
    const { store, vault, close } = await open();

    // Tables of later versions have nothing to take over.
    expect(tableNames.filter((table) => store.count(table) === 0)).toEqual([
      'notes',
      'forwards',
      'collections',
      'snoozes',
      'letters',
    ]);
    expect(store.get('units', 'u4')?.name).toBe('Ủy ban nhân dân xã Đồng Tâm');
    expect(store.get('settings', 'signing-key')).toBeUndefined();
    const file = store.get('submissions', 'su1')?.files[0];
    expect((await vault.read(file?.sha256 ?? '')).toString()).toBe('BÁO CÁO kết quả\n');
    expect(await store.transaction((tx) => tx.next('assignment'))).toBe(2);
    await close();
    expect(await checkData(dir)).toEqual([]);
  });

  it('applies the missing steps in order, once, durably', async () => {
    const first = await open({ steps });
    const names = Array.from(first.store.all('units'), (unit) => unit.name);
    await first.store.transaction((tx) => tx.put('assignments', assignment('after', 99)));
    await first.close();
    const second = await open({ steps });

    expect(names[0]).toBe('Sở Y tế (2)');
    expect(Array.from(second.store.all('units'), (unit) => unit.name)).toEqual(names);
    expect(second.store.get('assignments', 'after')?.number).toBe(99);
    expect(await second.store.transaction((tx) => tx.next('units'))).toBe(names.length + 1);
    await second.close();
  });

  it('gives the old data or the new after a crash at any moment of it', async () => {
    const files = new Map<string, Buffer>();
    for (const name of ['store.json', 'journal.jsonl'])
      files.set(`/data/${name}`, await readFile(join(dir, name)));
    const disk = createCrashDisk(files);
    const expected = contentOf(await openStore(disk, '/data', { steps }));

    expect(disk.calls()).toBeGreaterThan(10);
    for (let count = 0; count <= disk.calls(); count += 1) {
      for (const { what, files } of disk.crashStates(count)) {
        const store = await openStore(createCrashDisk(files), '/data', { steps });
        expect(contentOf(store), `call ${count}, ${what}`).toEqual(expected);
      }
    }
  });

  it('keeps the data of the former version beside the new', async () => {
    await (await open({ steps })).close();
    const versionOf = async (name: string): Promise<unknown> =>
      (JSON.parse(await readFile(join(dir, name), 'utf8')) as { version: number }).version;

    expect([await versionOf('store.json'), await versionOf('store.json.bak')]).toEqual([
      migrations.length + 3,
      1,
    ]);
  });

  it('refuses data of a later version and leaves it as it is', async () => {
    await (await open({ steps })).close();
    const before = await readFile(join(dir, 'store.json'));

    await expect(open()).rejects.toMatchObject({ code: 'store-newer' });
    expect(await readFile(join(dir, 'store.json'))).toEqual(before);
    expect(await checkData(dir)).toMatchObject([{ code: 'dữ liệu của phiên bản mới hơn' }]);
  });

  it('refuses a table it does not know', async () => {
    await replaceTables({ models: [{ id: 'm1' }] });

    await expect(open()).rejects.toMatchObject({ code: 'store-newer' });
  });

  it('refuses a record that does not fit its table, and names it', async () => {
    const forgotten = { id: 'u9', name: 'Sở X', kind: 'forgotten' };
    await replaceTables({ units: [forgotten] });

    const detail = expect.stringMatching(/units\/u9.*abbreviation/) as string;
    await expect(open()).rejects.toMatchObject({ code: 'store-damaged', detail });
    expect(await checkData(dir)).toContainEqual({ code: 'bản ghi sai cấu trúc', subject: detail });
  });

  it('refuses two records under one unique key, and names one', async () => {
    const plan = (await open()).store;
    const rows = [...plan.all('assignments')].flatMap((row) => [row, { ...row, id: 'twin' }]);
    await plan.close();
    await replaceTables({ assignments: rows });

    await expect(open()).rejects.toMatchObject({
      code: 'store-damaged',
      detail: expect.stringContaining('twin') as string,
    });
    expect((await checkData(dir)).map((finding) => finding.code)).toContain('trùng khóa duy nhất');
  });
});
