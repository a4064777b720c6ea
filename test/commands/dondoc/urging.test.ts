import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import type { OutboxRow } from '../../../src/domain/message.js';
import type { Person } from '../../../src/domain/person.js';
import { mergeDirectory } from '../../../src/domain/unit-directory.js';
import { choiceOf, openOffice, type Office, textOf } from '../../fakes/office.js';
import { task, type World } from '../../fakes/world.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.world.close());

const heading = 'Đôn đốc thực hiện nhiệm vụ';
const urgedIn = (world: World, id: string): string[] =>
  world
    .inboxOf(id)
    .filter((message) => message.heading === heading)
    .map(({ text }) => text);

async function changePerson(world: World, name: string, change: (person: Person) => void): Promise<void> {
  await world.app.store.transaction((tx) => {
    for (const person of tx.all('persons')) {
      if (person.name !== name) continue;
      const copy = structuredClone(person) as Person;
      change(copy);
      tx.put('persons', copy);
    }
  });
}

const asHead = (person: Person): void => {
  for (const grant of person.grants) grant.isHead = true;
};
const idOf = (world: World, name: string): string =>
  [...world.app.store.all('persons')].find((person) => person.name === name)?.id ?? '';
const urgeRows = (world: World): Readonly<OutboxRow>[] =>
  [...world.app.store.all('outbox')].filter(({ key }) => key.startsWith('urge/'));

/** Eighty communes that owe plan K3 a report, due on a day. */
async function eightyCommunes(world: World, dueOn: string): Promise<void> {
  const names = Array.from({ length: 80 }, (_, i) => `Ủy ban nhân dân xã Bình ${i + 1}`);
  await world.app.store.transaction((tx) => {
    const rows = names.map((name) => ({ name }));
    for (const unit of mergeDirectory([...tx.all('units')], rows, randomUUID).changed) tx.put('units', unit);
  });
  await world.publish([task('báo cáo thu ngân sách', names, dueOn)], { number: '90/KH-UBND' });
}

describe('/dondoc: who has not handed in', () => {
  it('groups what is overdue, due today, due soon and returned, and urges only what is still owed', async () => {
    const { world, minh, ha, giao } = office;
    await world.publish(
      [
        task('báo cáo hôm nay', ['Sở Y tế'], '2026-06-24'),
        task('báo cáo sắp tới', ['Ủy ban nhân dân xã Đồng Tâm'], '2026-06-26'),
        task('báo cáo trả lại', ['Ủy ban nhân dân phường Lam Thành'], '2026-06-30'),
      ],
      { number: '91/KH-UBND' },
    );
    const lam = await world.link('lam', 'Phạm Lam', 'officer', 'Ủy ban nhân dân phường Lam Thành');
    await world.sendFile(
      lam,
      Buffer.from('Báo cáo của phường Lam Thành, số liệu đến ngày 24/6.'),
      'bc.txt',
      'V6',
    );
    const code = /TN-\d{5}-[A-Z0-9]{6}/.exec(textOf(world.inboxOf('lam')))?.[0] ?? '';
    await world.moveTo('2026-06-24T09:00:00+07:00');
    await world.say(minh, `/duyet ${code} tra thiếu chữ ký`);

    const list = textOf(await world.say(minh, '/dondoc K3'));

    expect(list).toMatch(
      /Đến hạn hôm nay \(01 đơn vị\):\n- Sở Y tế[^]*Sắp đến hạn \(01 đơn vị\):\n- Ủy ban nhân dân xã Đồng Tâm[^]*Trả lại, chưa nộp bản mới \(01 đơn vị\):\n- Ủy ban nhân dân phường Lam Thành/,
    );
    expect(list).toMatch(/Chỉ: Báo cáo hôm nay \(01\)\] \/dondoc K3 V\d+/);
    expect(textOf(await world.say(minh, '/dondoc K1'))).toMatch(/Quá hạn \(02 đơn vị\)/);

    await world.sendFile(ha, Buffer.from('Báo cáo tổng kết của Sở Y tế.'), 'bc.txt', 'V1');
    const done = textOf(await world.press(minh, '/dondoc K1 gui'));

    expect(done).toContain('Đã gửi tin đôn đốc đến 01 đơn vị');
    expect(urgedIn(world, 'ha')).toHaveLength(0);
    expect(urgedIn(world, giao.id)).toHaveLength(1);
  });

  it('urges for one task alone, once per unit and day, and says what else the unit owes', async () => {
    const { world, minh } = office;
    await world.publish(
      [
        task('báo cáo thứ nhất', ['Sở Y tế'], '2026-06-22'),
        task('báo cáo thứ hai', ['Sở Y tế'], '2026-06-22'),
      ],
      { number: '92/KH-UBND' },
    );
    await world.moveTo('2026-06-24T09:00:00+07:00');
    const one = choiceOf(await world.say(minh, '/dondoc K3'), /Chỉ: Báo cáo thứ hai/);

    const scoped = await world.press(minh, one);
    expect(textOf(scoped)).toContain('nhiệm vụ “Báo cáo thứ hai”');
    await world.press(minh, choiceOf(scoped, /Gửi tin đôn đốc/));

    expect(urgedIn(world, 'ha')).toHaveLength(1);
    expect(urgedIn(world, 'ha')[0]).toContain('Báo cáo thứ hai');
    expect(urgedIn(world, 'ha')[0]).not.toContain('Báo cáo thứ nhất');
    expect(urgedIn(world, 'ha')[0]).toContain('còn 01 việc khác');
    expect(textOf(await world.press(minh, '/dondoc K3 gui'))).toContain('không gửi lặp lại');
    expect(urgedIn(world, 'ha')).toHaveLength(1);
    await world.moveTo('2026-06-25T09:00:00+07:00');
    await world.press(minh, '/dondoc K3 gui');
    expect(urgedIn(world, 'ha')).toHaveLength(2);
  });

  it('stays short with eighty units, and pages through all of them', async () => {
    const { world, hoa } = office;
    await eightyCommunes(world, '2026-06-10');

    const [list] = await world.say(hoa, '/dondoc K3');

    expect(`${list?.heading}${list?.text}`.length).toBeLessThan(1_500);
    expect(list?.text).toContain('Quá hạn (80 đơn vị)');
    expect(list?.text).toContain('và 74 đơn vị khác.');
    expect(list?.text).toMatch(/chưa có cán bộ nào liên kết \(80 đơn vị\)/);
    expect(choiceOf(list ? [list] : [], /Công văn/)).toBe('/dondoc K3 congvan');
    const pages: string[] = [];
    for (let page = 1; page <= 4; page += 1)
      pages.push(textOf(await world.press(hoa, `/dondoc K3 trang ${page}`)));
    const named = new Set(pages.join('\n').match(/xã Bình \d+/g));
    expect(named.size).toBe(80);
    expect(pages[3]).not.toContain('Xem tiếp');
    expect(Math.max(...pages.map((page) => page.length))).toBeLessThan(3_500);
  });
});

describe('/dondoc gui: who is written to', () => {
  it('writes to the head of the unit only once something is overdue, or while nobody else can be reached', async () => {
    const { world, minh } = office;
    await world.link('thu', 'Trần Thủ Trưởng', 'officer', 'Sở Y tế');
    await changePerson(world, 'Trần Thủ Trưởng', asHead);
    await changePerson(world, 'Vũ Giao', asHead);
    await world.moveTo('2026-06-19T09:00:00+07:00');

    await world.press(minh, '/dondoc K1 gui');
    expect([
      urgedIn(world, 'ha').length,
      urgedIn(world, 'thu').length,
      urgedIn(world, 'giao').length,
    ]).toEqual([1, 0, 1]);

    await world.moveTo('2026-06-23T09:00:00+07:00');
    expect(textOf(await world.press(minh, '/dondoc K1 gui'))).toContain('người đứng đầu');
    expect(urgedIn(world, 'thu')).toHaveLength(1);
  });

  it('reaches a unit on leave through the deputy, and says so when there is none', async () => {
    const { world, hoa } = office;
    await world.link('pho', 'Lý Phó', 'officer', 'Sở Y tế');
    await changePerson(world, 'Lê Thu Hà', (person) => {
      const deputyId = idOf(world, 'Lý Phó');
      person.leave = { from: '2026-06-22', until: '2026-06-26', deputyId, at: '2026-06-15T00:00:00Z' };
    });
    await changePerson(world, 'Vũ Giao', (person) => {
      person.leave = { from: '2026-06-22', until: '2026-06-26', deputyId: null, at: '2026-06-15T00:00:00Z' };
    });
    await world.moveTo('2026-06-24T09:00:00+07:00');

    const done = textOf(await world.press(hoa, '/dondoc K1 gui'));

    expect(urgedIn(world, 'ha')).toHaveLength(0);
    expect(urgedIn(world, 'pho')).toHaveLength(1);
    expect(done).toMatch(/đang nghỉ, chưa có người thay \(01 đơn vị\): Sở Giáo dục và Đào tạo[^]*\/donvi/);
  });

  it('writes to the group of the unit, without buttons, while nobody can be written to privately', async () => {
    const { world, hoa, ha } = office;
    const group = { id: 'g1', title: 'Nhóm Sở Y tế' };
    const code = /\/lienket ([A-Z0-9-]+)/.exec(textOf(await world.say(hoa, '/nhom Sở Y tế')))?.[1] ?? '';
    await world.say(ha, `/lienket ${code}`, group);
    await world.app.store.transaction((tx) => {
      for (const address of tx.all('addresses'))
        if (address.externalId === 'ha') tx.put('addresses', { ...address, unreachable: 'blocked' });
    });
    await world.moveTo('2026-06-24T09:00:00+07:00');

    await world.press(hoa, '/dondoc K1 gui');

    const said = world.inboxOf('g1').filter((message) => message.heading === heading);
    expect(said).toHaveLength(1);
    expect(said[0]?.choices ?? []).toEqual([]);
  });

  it('never writes to a deputy of another unit', async () => {
    const { world, hoa } = office;
    await changePerson(world, 'Lê Thu Hà', (person) => {
      const deputyId = idOf(world, 'Vũ Giao');
      person.leave = { from: '2026-06-22', until: '2026-06-26', deputyId, at: '2026-06-15T00:00:00Z' };
    });
    await world.moveTo('2026-06-24T09:00:00+07:00');

    await world.press(hoa, '/dondoc K1 gui');

    expect(urgedIn(world, 'giao').join()).not.toContain('Sở Y tế');
    expect(urgeRows(world)).toHaveLength(1);
  });

  it('says in the morning what holds in the morning: due tonight is overdue then, and the head is told', async () => {
    const { world, minh } = office;
    await world.link('thu', 'Trần Thủ Trưởng', 'officer', 'Sở Y tế');
    await changePerson(world, 'Trần Thủ Trưởng', asHead);
    await world.moveTo('2026-06-22T20:00:00+07:00');

    await world.press(minh, '/dondoc K1 gui sang');

    const rows = urgeRows(world).filter(({ conversationId }) => conversationId.endsWith(':thu'));
    expect(rows.map(({ message }) => message.text)).toEqual([expect.stringContaining('quá hạn 1 ngày')]);
    expect(rows[0]?.message.text).not.toContain('sắp đến hạn');
  });

  it('tells the clerk whom a collecting unit could not reach, once', async () => {
    const { world, minh } = office;
    await world.app.store.transaction((tx) => {
      for (const address of tx.all('addresses'))
        if (address.externalId === 'giao') tx.put('addresses', { ...address, unreachable: 'blocked' });
    });
    await world.moveTo('2026-06-24T09:00:00+07:00');
    const before = world.inboxOf('hoa').length;

    expect(textOf(await world.press(minh, '/dondoc K1 gui'))).toContain('Văn phòng đã được báo');
    await world.press(minh, '/dondoc K1 gui');

    const told = world.inboxOf('hoa').slice(before);
    expect(told).toHaveLength(1);
    expect(textOf(told)).toMatch(/cán bộ đã chặn hệ thống[^]*Sở Giáo dục và Đào tạo/);
  });

  it('asks before it writes outside the hours, and lets messages wait for the morning, once for that day', async () => {
    const { world, minh } = office;
    await world.moveTo('2026-06-23T20:00:00+07:00');

    const asked = await world.press(minh, '/dondoc K1 gui');
    expect(textOf(asked)).toContain('ngoài giờ hành chính');
    expect(urgeRows(world)).toHaveLength(0);
    const done = textOf(await world.press(minh, choiceOf(asked, /đầu giờ sáng/)));

    expect(done).toContain('08 giờ 00, thứ Tư, 24/06/2026');
    expect(urgeRows(world).map(({ notBefore }) => notBefore)).toEqual(
      Array(2).fill('2026-06-24T01:00:00.000Z'),
    );
    await world.moveTo('2026-06-24T09:00:00+07:00');
    expect(textOf(await world.press(minh, '/dondoc K1 gui'))).toContain('không gửi lặp lại');
    expect(urgeRows(world)).toHaveLength(2);

    await world.moveTo('2026-06-25T20:00:00+07:00');
    await world.press(minh, '/dondoc K1 gui ngay');
    expect(urgeRows(world).filter(({ notBefore }) => notBefore === undefined)).toHaveLength(2);
  });

  it('is for the clerk and the unit that collects the plan alone', async () => {
    const { world, ha, long, mai } = office;
    await world.moveTo('2026-06-24T09:00:00+07:00');

    for (const who of [ha, long])
      expect(textOf(await world.press(who, '/dondoc K1 gui'))).toContain('không thuộc');
    for (const typed of ['/dondoc K1 gui', '/dondoc K1', '/dondoc V1 gui', '/dondoc K1 trang 1'])
      expect(textOf(await world.press(mai, typed))).toMatch(
        /chưa xác định được kế hoạch|không có nhiệm vụ|Kế hoạch 77/,
      );
    expect(urgeRows(world)).toHaveLength(0);
  });
});
