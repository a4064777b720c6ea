/** `/nghiphep`: days of leave, who stands in, and who learns of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLeave } from '../../../commands/nghiphep/ngay.js';
import { standIn } from '../../../src/domain/leave.js';
import type { Person } from '../../../src/domain/person.js';
import { choiceOf, type Office, openOffice, textOf } from '../../fakes/office.js';
import { task, type Talker } from '../../fakes/world.js';

const nowMs = Date.parse('2026-06-15T09:00:00+07:00');

describe('commands/nghiphep/ngay.ts', () => {
  it.each([
    ['01/12 05/12', '2026-12-01', '2026-12-05', ''],
    ['từ 1/12 đến hết ngày 5/12', '2026-12-01', '2026-12-05', ''],
    ['tôi xin nghỉ phép từ ngày 1/12 tới 5/12/2026, giao Lê Thu Hà', '2026-12-01', '2026-12-05', 'Lê Thu Hà'],
    ['16/6', '2026-06-16', '2026-06-16', ''],
    ['16/6 Mai', '2026-06-16', '2026-06-16', 'Mai'],
    ['16/6 Đỗ Thị Mai', '2026-06-16', '2026-06-16', 'Đỗ Thị Mai'],
    ['16-19/6', '2026-06-16', '2026-06-19', ''],
    ['16/6 - 19/6 khong', '2026-06-16', '2026-06-19', 'khong'],
    ['16/06/2026 19/06/2026 #1a2b3c4d', '2026-06-16', '2026-06-19', '#1a2b3c4d'],
    ['hôm nay', '2026-06-15', '2026-06-15', ''],
    ['mai đến thứ sáu', '2026-06-16', '2026-06-19', ''],
    ['hôm nay đến 19/6 Hà', '2026-06-15', '2026-06-19', 'Hà'],
    ['tuần sau', '2026-06-22', '2026-06-26', ''],
    ['nghỉ cả tuần này', '2026-06-15', '2026-06-19', ''],
    ['28/12 3/1', '2026-12-28', '2027-01-03', ''],
    // Begun already: not next year's.
    ['11/6 19/6', '2026-06-11', '2026-06-19', ''],
    ['19/6 16/6', '2026-06-19', '2026-06-16', ''],
  ])('reads “%s”', (typed, from, until, rest) => {
    expect(readLeave(typed, nowMs)).toMatchObject({ from, until, rest });
  });

  it.each(['', 'Lê Thu Hà', '31/2', 'khi nào rảnh', '45/12 50/12'])('finds no days in “%s”', (typed) => {
    expect(readLeave(typed, nowMs)).toBeNull();
  });
});

describe('/nghiphep', () => {
  let office: Office;
  let lan: Talker;
  beforeEach(async () => {
    office = await openOffice();
    lan = await office.world.link('lan', 'Trần Ngọc Lan', 'officer', 'Sở Y tế');
  });
  afterEach(() => office.world.close());

  const said = async (who: Talker, typed: string): Promise<string> =>
    textOf(await office.world.say(who, typed));
  const personOf = (name: string): Readonly<Person> => {
    const found = [...office.world.app.store.all('persons')].find((person) => person.name === name);
    if (!found) throw new Error(name);
    return found;
  };
  const leaveOf = (name: string): unknown => personOf(name).leave;
  const last = (id: string): string => textOf(office.world.inboxOf(id).slice(-1));

  it('proposes the only colleague, and tells them at once what they take over', async () => {
    const { world, ha, hoa } = office;
    const clerkBefore = world.inboxOf(hoa.id).length;
    const asked = await world.say(ha, '/nghiphep 16/6 19/6');
    expect(textOf(asked)).toContain('Người thay: Trần Ngọc Lan?');
    expect(leaveOf('Lê Thu Hà')).toBeUndefined();
    const done = await world.press(ha, choiceOf(asked, /Đồng ý/));

    expect(textOf(done)).toContain('Nghỉ từ thứ Ba, 16/06/2026 đến hết thứ Sáu, 19/06/2026.');
    expect(textOf(done)).toContain('Người thay: Trần Ngọc Lan, đã được báo kèm 02 việc');
    expect(leaveOf('Lê Thu Hà')).toMatchObject({
      from: '2026-06-16',
      until: '2026-06-19',
      deputyId: personOf('Trần Ngọc Lan').id,
    });
    // V1 is due 22/6, V3 on 31/7: the nearer first.
    const told = last('lan');
    expect(told).toMatch(
      /Nhận tin thay Lê Thu Hà[\s\S]*1\. Báo cáo tổng kết[\s\S]*22\/06\/2026[\s\S]*2\. Báo cáo mô hình[\s\S]*31\/07\/2026/,
    );
    expect(world.inboxOf(hoa.id).length).toBe(clerkBefore);
    expect(await said(lan, '/tuychon')).toContain('Nhận tin thay Lê Thu Hà từ thứ Ba, 16/06/2026');
    expect(await said(ha, '/nghiphep')).toContain('người thay: Trần Ngọc Lan');
    // The same tapped twice tells nobody twice.
    const before = world.inboxOf('lan').length;
    await world.press(ha, choiceOf(asked, /Đồng ý/));
    expect(world.inboxOf('lan').length).toBe(before);
  });

  it('takes a name, typed with the days or when asked', async () => {
    const { world, ha } = office;
    await world.link('nga', 'Nguyễn Thúy Nga', 'officer', 'Sở Y tế');
    const asked = await said(ha, '/nghiphep 16/6 19/6');
    expect(asked).toContain('[1. Nguyễn Thúy Nga]');
    expect(asked).toContain('[2. Trần Ngọc Lan]');
    expect(asked).toContain('[3. Không có người thay]');
    expect(await said(ha, 'ông Sáu')).toContain('Không có cán bộ nào khác của đơn vị tên');
    expect(await said(ha, 'lan')).toContain('Người thay: Trần Ngọc Lan');
    expect(await said(ha, '/nghiphep 16/6 19/6 thúy nga')).toContain('Người thay: Nguyễn Thúy Nga');
    // Who stood in before is told.
    expect(last('lan')).toContain('không còn nhận tin thay Lê Thu Hà');
    await said(ha, '/nghiphep 16/6 18/6');
    await world.say(ha, '2');
    expect(leaveOf('Lê Thu Hà')).toMatchObject({
      until: '2026-06-18',
      deputyId: personOf('Trần Ngọc Lan').id,
    });
  });

  it('tells the deputy when it is cancelled', async () => {
    const { ha } = office;
    await said(ha, '/nghiphep 16/6 19/6 lan');
    expect(await said(ha, '/nghiphep bo')).toContain('Đã bỏ nghỉ phép từ thứ Ba, 16/06/2026');
    expect(last('lan')).toContain('không còn nhận tin thay Lê Thu Hà');
    expect(leaveOf('Lê Thu Hà')).toBeUndefined();
    expect(await said(ha, '/nghiphep bo')).toContain('không có ghi nghỉ phép');
  });

  it('lets nobody stand in who is on leave in the same days, who cannot be written to, or is of another unit', async () => {
    const { world, ha } = office;
    await said(lan, '/nghiphep 19/6 22/6 hà');
    expect(leaveOf('Trần Ngọc Lan')).toMatchObject({ deputyId: personOf('Lê Thu Hà').id });
    const refused = await said(ha, '/nghiphep 16/6 19/6 lan');
    expect(leaveOf('Lê Thu Hà')).toBeUndefined();
    expect(refused).toContain('Trần Ngọc Lan cũng nghỉ trong những ngày này nên không thay được.');
    // Days apart are no hindrance.
    expect(await said(ha, '/nghiphep 16/6 18/6 lan')).toContain('Người thay: Trần Ngọc Lan');
    await said(ha, '/nghiphep bo');

    const foreign = await said(ha, '/nghiphep 16/6 18/6 Vũ Giao');
    expect(foreign).toContain('Không có cán bộ nào khác của đơn vị tên “Vũ Giao”');
    expect(foreign).not.toContain('Sở Giáo dục');
    expect(leaveOf('Lê Thu Hà')).toBeUndefined();

    await world.app.store.transaction((tx) => {
      const address = tx.get('addresses', 'memory:lan');
      if (address) tx.put('addresses', { ...address, unreachable: 'blocked' });
    });
    const done = await said(ha, '/nghiphep 16/6 18/6');
    expect(done).toContain('Trần Ngọc Lan hiện không nhận được tin');
    expect(leaveOf('Lê Thu Hà')).toMatchObject({ deputyId: null });
  });

  it('tells head and office where nobody stands in', async () => {
    const { world, giao, hoa } = office;
    const head = await world.link('hieu', 'Bùi Văn Hiếu', 'officer', 'Sở Tài chính');
    await world.app.store.transaction((tx) => {
      const unit = [...tx.all('units')].find(({ name }) => name === 'Sở Giáo dục và Đào tạo');
      const person = structuredClone(personOf('Bùi Văn Hiếu')) as Person;
      tx.put('persons', { ...person, grants: [{ role: 'officer', unitId: unit?.id ?? null, isHead: true }] });
    });
    // The head could stand in; Giao says nobody does.
    const done = await said(giao, '/nghiphep 16/6 19/6 không');
    expect(done).toContain(
      'Chưa có người thay đối với Sở Giáo dục và Đào tạo. Thủ trưởng đơn vị, Văn phòng đã được báo.',
    );
    for (const id of [head.id, hoa.id]) {
      expect(last(id)).toContain('Vũ Giao (Sở Giáo dục và Đào tạo) nghỉ từ thứ Ba, 16/06/2026');
      expect(last(id)).toContain('01 việc chưa nộp');
    }
    expect(last('ha')).not.toContain('Vũ Giao');
  });

  it('tells those for whom a person stands in that they are away too', async () => {
    const { ha, hoa } = office;
    await said(ha, '/nghiphep 16/6 19/6 lan');
    await said(lan, '/nghiphep 18/6 22/6 khong');
    expect(last('ha')).toContain('Trần Ngọc Lan, người thay anh/chị');
    expect(textOf(office.world.inboxOf(hoa.id))).toContain(
      'Lê Thu Hà (Sở Y tế) nghỉ từ thứ Năm, 18/06/2026 đến hết thứ Sáu, 19/06/2026 và chưa có người thay',
    );
  });

  it('asks for days, and refuses what cannot be', async () => {
    const { world, ha } = office;
    const asked = await world.say(ha, '/nghiphep');
    expect(textOf(asked)).toContain('[Tuần sau (22/06/2026 đến 26/06/2026)] /nghiphep 22/06/2026 26/06/2026');
    expect(await said(ha, 'bao giờ cũng được')).toContain('chưa đọc được ngày nghỉ');
    expect(await said(ha, '19/6/2026 16/6/2026')).toContain('Ngày cuối phải từ ngày đầu');
    expect(await said(ha, '/nghiphep 1/6/2026 5/6/2026')).toContain('đã qua');
    // Without a year, days just past are not next year's.
    expect(await said(ha, '/nghiphep 1/6 5/6')).toContain('đã qua');
    expect(await said(ha, '/nghiphep 16/6/2026 16/6/2027')).toContain('nhiều nhất 200 ngày');
    expect(await said(ha, '/nghiphep 16/6/2028')).toContain('vòng một năm');
    expect(leaveOf('Lê Thu Hà')).toBeUndefined();
    expect(await said(office.minh, '/nghiphep 16/6 19/6')).toContain('đơn vị');
    expect(leaveOf('Nguyễn Văn Minh')).toBeUndefined();
  });

  it('is over by itself', async () => {
    const { world, ha } = office;
    await said(ha, '/nghiphep 16/6 19/6 lan');
    await world.moveTo('2026-06-19T09:00:00+07:00');
    expect(await said(ha, '/nghiphep')).toContain('người thay: Trần Ngọc Lan');
    await world.moveTo('2026-06-22T09:00:00+07:00');
    expect(await said(ha, '/nghiphep')).toContain('Đề nghị chọn');
    expect(await said(ha, '/tuychon')).not.toContain('Nghỉ phép từ');
    expect(await said(ha, '/nghiphep bo')).toContain('không có ghi nghỉ phép');
    await world.moveTo('2026-07-06T09:00:00+07:00');
    expect(leaveOf('Lê Thu Hà')).toBeUndefined();
  });

  it('ends with yesterday when it is cut short', async () => {
    const { world, ha } = office;
    await said(ha, '/nghiphep 16/6 19/6 lan');
    await world.moveTo('2026-06-18T09:00:00+07:00');
    expect(await said(ha, '/nghiphep bo')).toContain('Đã bỏ nghỉ phép');
    expect(last('lan')).toContain('không còn nhận tin thay');
    expect(leaveOf('Lê Thu Hà')).toMatchObject({ from: '2026-06-16', until: '2026-06-17' });
    expect(await said(ha, '/nghiphep')).toContain('Đề nghị chọn');
  });

  describe('src/domain/leave.ts', () => {
    const unitId = (name: string): string =>
      [...office.world.app.store.all('units')].find((unit) => unit.name === name)?.id ?? '';
    const inPlaceOf = (name: string, on: string, unit?: string): string | null =>
      standIn(personOf(name), on, office.world.app.store, unit === undefined ? undefined : unitId(unit))
        ?.name ?? null;

    it('names the person while there, the deputy while away, nobody where there is none', async () => {
      await said(office.ha, '/nghiphep 16/6 19/6 lan');
      expect(inPlaceOf('Lê Thu Hà', '2026-06-15')).toBe('Lê Thu Hà');
      expect(inPlaceOf('Lê Thu Hà', '2026-06-16')).toBe('Trần Ngọc Lan');
      expect(inPlaceOf('Lê Thu Hà', '2026-06-19', 'Sở Y tế')).toBe('Trần Ngọc Lan');
      expect(inPlaceOf('Lê Thu Hà', '2026-06-20')).toBe('Lê Thu Hà');
      await said(lan, '/nghiphep 18/6 18/6 khong');
      expect(inPlaceOf('Lê Thu Hà', '2026-06-17')).toBe('Trần Ngọc Lan');
      expect(inPlaceOf('Lê Thu Hà', '2026-06-18')).toBeNull();
    });

    it('follows no chain, and nobody who left the unit or was removed', async () => {
      const { world, ha } = office;
      await said(ha, '/nghiphep 16/6 19/6 lan');
      await world.link('nga', 'Nguyễn Thúy Nga', 'officer', 'Sở Y tế');
      await said(lan, '/nghiphep 17/6 17/6 nga');
      expect(inPlaceOf('Lê Thu Hà', '2026-06-17')).toBeNull();
      expect(inPlaceOf('Trần Ngọc Lan', '2026-06-17')).toBe('Nguyễn Thúy Nga');
      await world.app.store.transaction((tx) => {
        const person = structuredClone(personOf('Trần Ngọc Lan')) as Person;
        tx.put('persons', { ...person, grants: [], removedAt: '2026-06-15T03:00:00.000Z' });
      });
      expect(inPlaceOf('Lê Thu Hà', '2026-06-16')).toBeNull();
    });

    it('gives a deputy nothing of a unit they do not act for', async () => {
      const { world, ha } = office;
      const code = /\/lienket (\S+)/.exec(await said(office.hoa, '/donvi Sở Tài chính ma'))?.[1] ?? '';
      await said(ha, `/lienket ${code}`);
      await world.publish([task('báo cáo tài chính', ['Sở Tài chính'], '2026-06-18')]);
      const done = await said(ha, '/nghiphep 16/6 19/6 lan');
      expect(done).toContain('Chưa có người thay đối với Sở Tài chính.');
      expect(inPlaceOf('Lê Thu Hà', '2026-06-16', 'Sở Y tế')).toBe('Trần Ngọc Lan');
      expect(inPlaceOf('Lê Thu Hà', '2026-06-16', 'Sở Tài chính')).toBeNull();
      const told = world.inboxOf('lan').find(({ heading }) => heading === 'Nhận tin thay Lê Thu Hà');
      expect(told?.text).toContain('Báo cáo tổng kết');
      expect(told?.text).not.toContain('tài chính');
      expect(told?.text).not.toContain('Sở Tài chính (');
    });
  });
});
