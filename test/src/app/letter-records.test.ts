import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { checkData } from '../../../storage/backup.js';
import { verifyArchive } from '../../../src/exports/verify-archive.js';
import { letterIn } from '../../fakes/letters.js';
import { button } from '../../fakes/taken-out.js';
import { createWorld, task, type World } from '../../fakes/world.js';
import { unzip } from '../../fakes/zip.js';

const hoa = { id: 'hoa', name: 'Trần Thị Hoa' };
let world: World;
afterEach(() => world.close());

describe('letters of a plan', () => {
  it('stand in its records, go into its archive, and go with it when it is removed', async () => {
    world = await createWorld('2026-06-24T08:30:00+07:00', undefined, {
      KEEP_CLOSED_PLANS_MONTHS: '2',
      KEEP_MESSAGES_MONTHS: '1',
    });
    await world.say(hoa, '/start QUAN-TRI-2026');
    await world.app.store.transaction((tx) => {
      const [person] = tx.all('persons');
      if (person)
        tx.put('persons', { ...person, grants: [...person.grants, { role: 'clerk', unitId: null }] });
    });
    await world.publish([task('báo cáo tổng kết', ['Sở Y tế'], '2026-06-22')], { number: '62/KH-UBND' });
    await world.publish([task('báo cáo khác', ['Sở Y tế'], '2026-06-22')], { number: '63/KH-UBND' });
    const file = letterIn(await world.say(hoa, '/dondoc K1 V1 congvan'));
    const other = letterIn(await world.say(hoa, '/dondoc K2 congvan'));
    await world.say(hoa, '/dondoc K1 congvan so 123/STC-TH 24/6/2026');
    expect(await checkData(world.dir)).toEqual([]);

    await world.press(hoa, button(await world.say(hoa, '/kehoach K1 dong'), 'óng kế hoạch'));
    await world.moveTo('2026-06-24T09:01:00+07:00');
    const archive = [...world.app.store.all('plans')][0]?.archive?.sha256 ?? '';
    const path = await world.app.vault.pathOf(archive);
    expect(await verifyArchive(path)).toMatchObject({ findings: [] });
    const parts = await unzip(await readFile(path));
    const names = [...parts.keys()];
    expect(names.filter((name) => name.endsWith('cong-van-don-doc-lan-1-20260624.docx'))).toHaveLength(1);
    const records = [...parts].find(([name]) => name.endsWith('ho-so.json'))?.[1].toString() ?? '';
    expect(JSON.parse(records)).toMatchObject({
      records: { letters: [{ sentAs: '123/STC-TH ngày 24/6/2026', file: { sha256: file.sha256 } }] },
    });

    await world.restart();
    await world.moveTo('2026-08-26T09:30:00+07:00');
    await world.moveTo('2026-08-27T09:30:00+07:00');

    expect([...world.app.store.all('letters')].map((letter) => letter.file.sha256)).toEqual([other.sha256]);
    expect(await world.app.vault.list()).not.toContain(file.sha256);
    expect(await world.app.vault.list()).toContain(other.sha256);
    expect(await checkData(world.dir)).toEqual([]);
  });
});
