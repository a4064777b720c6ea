/** `/tuychon` and `/hoannhac`: what a person chooses about their own reminders. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkData } from '../../../storage/backup.js';
import { removePlan } from '../../../src/app/remove-plan.js';
import { forgetSnoozes } from '../../../src/domain/acts/snooze.js';
import type { ReminderPreferences } from '../../../src/domain/policy.js';
import type { Snooze } from '../../../src/domain/urging.js';
import { choiceOf, type Office, openOffice, textOf } from '../../fakes/office.js';
import type { Talker } from '../../fakes/world.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.world.close());

const said = async (who: Talker, typed: string): Promise<string> =>
  textOf(await office.world.say(who, typed));

describe('/tuychon', () => {
  const chosen = (name: string): ReminderPreferences | undefined =>
    [...office.world.app.store.all('persons')].find((person) => person.name === name)?.reminders;

  it('says what comes, by role', async () => {
    const { ha, hoa, long } = office;
    expect(await said(ha, '/tuychon')).toContain('Nhắc việc của Sở Y tế: trước hạn 10, 5 ngày');
    expect(await said(hoa, '/tuychon')).toContain('danh sách đơn vị chưa nộp từ quá hạn 7 ngày');
    expect(await said(long, '/tuychon')).toContain('Không phụ trách việc của đơn vị nào');
  });

  it('switches kinds off and on, by button or by word', async () => {
    const { world, ha } = office;
    const off = await world.press(ha, choiceOf(await world.say(ha, '/tuychon'), /Tắt nhắc sớm/));
    expect(textOf(off)).toContain('Đã tắt: nhắc sớm');
    await said(ha, '/tuychon tắt tổng quan tuần');
    await said(ha, '/tuychon tat gần hạn');
    expect(chosen('Lê Thu Hà')).toEqual({ muted: ['early', 'soon', 'overview'] });
    expect(await said(ha, '/tuychon')).toContain('Đang nhận: mở đợt thực hiện.');
    await world.press(ha, choiceOf(off, /Bật nhắc sớm/));
    expect(chosen('Lê Thu Hà')).toEqual({ muted: ['soon', 'overview'] });
    expect(await said(ha, '/tuychon bat tatca')).toContain('Đang nhận: mở đợt');
    expect(chosen('Lê Thu Hà')).toBeUndefined();
    // The choice is one's own.
    await said(ha, '/tuychon tat som');
    expect(chosen('Vũ Giao')).toBeUndefined();
  });

  it.each(['ngaycuoi', 'ngày cuối', 'quá hạn', 'bị trả lại', 'tralai'])(
    'does not switch “%s” off and says why',
    async (kind) => {
      const answer = await said(office.ha, `/tuychon tat ${kind}`);
      expect(answer).toContain('Không tắt được');
      expect(answer).toContain('/nghiphep');
      expect(chosen('Lê Thu Hà')).toBeUndefined();
    },
  );

  it('takes hours of one’s own, typed after being asked or at once', async () => {
    const { ha } = office;
    await said(ha, '/tuychon gio');
    expect(await said(ha, '4 giờ đến 9 giờ')).toContain('05 giờ 00 đến 21 giờ 00');
    expect(await said(ha, '9h đến 11h')).toContain('Giờ nhận riêng: 09 giờ 00 đến 11 giờ 00.');
    expect(chosen('Lê Thu Hà')).toEqual({ sendFrom: '09:00', sendUntil: '11:00' });
    expect(await said(ha, '/tuychon gio 9:00 9:30')).toContain('ít nhất một giờ');
    await said(ha, '/tuychon tat som');
    await said(ha, '/tuychon gio chung');
    expect(chosen('Lê Thu Hà')).toEqual({ muted: ['early'] });
    expect(await said(ha, '/tuychon macdinh')).toContain('Đã về mặc định');
    expect(chosen('Lê Thu Hà')).toBeUndefined();
    expect(await said(ha, '/tuychon tat linh tinh')).toContain('Các loại bật, tắt được');
    expect(await said(ha, '/tuychon linh tinh')).toContain('Có thể gõ');
  });
});

it('outlives a restart, whatever was chosen', async () => {
  const { world, hoa, ha } = office;
  await said(hoa, '/nhacviec gio 7:30 16:30');
  await said(hoa, '/nhacviec K1 moc -3 0 +1');
  await said(ha, '/tuychon tat som');
  await said(ha, '/hoannhac V1 3');
  await world.link('lan', 'Trần Lan', 'officer', 'Sở Y tế');
  await said(ha, '/nghiphep 16/6 19/6 lan');
  await world.restart();

  expect(await said(hoa, '/nhacviec')).toContain('07 giờ 30 đến 16 giờ 30');
  expect(await said(hoa, '/nhacviec')).toContain('K1 (62/KH-UBND): mốc -3 0 +1.');
  const own = await said(ha, '/tuychon');
  for (const words of ['Đã tắt: nhắc sớm', 'người thay: Trần Lan', 'V1 đến thứ Năm, 18/06/2026'])
    expect(own).toContain(words);
  expect(await checkData(world.dir)).toEqual([]);
});

describe('/hoannhac', () => {
  const snoozes = (): Readonly<Snooze>[] => [...office.world.app.store.all('snoozes')];

  it('offers working days within the date, and puts off by one tap', async () => {
    const { world, ha } = office;
    // Mon 15/6; V1 is due Mon 22/6: five working days.
    const asked = await world.say(ha, '/hoannhac V1');
    expect(asked[0]?.choices?.map(({ label }) => label)).toEqual([
      '1 ngày làm việc (thứ Ba, 16/06/2026)',
      '3 ngày làm việc (thứ Năm, 18/06/2026)',
      '5 ngày làm việc (thứ Hai, 22/06/2026)',
    ]);
    const done = await world.press(ha, choiceOf(asked, /^3/));

    expect(textOf(done)).toContain('Nhắc lại vào thứ Năm, 18/06/2026.');
    expect(textOf(done)).toContain('Sở Y tế chưa có cán bộ hay nhóm nào khác');
    expect(textOf(done)).toContain('Thời hạn không thay đổi: hết thứ Hai, 22/06/2026');
    const person = [...world.app.store.all('persons')].find(({ name }) => name === 'Lê Thu Hà');
    expect(snoozes()).toMatchObject([
      { conversationId: 'memory:ha', until: '2026-06-18', byPersonId: person?.id },
    ]);
    expect(snoozes()[0]?.id).toBe(`memory:ha/${snoozes()[0]?.assignmentId}`);
    expect(await said(ha, '/tuychon')).toContain('Đang hoãn nhắc: V1 đến thứ Năm, 18/06/2026.');

    expect(textOf(await world.press(ha, choiceOf(done, /Bỏ hoãn/)))).toContain('Đã bỏ hoãn V1');
    expect(snoozes()).toEqual([]);
    expect(await said(ha, '/hoannhac V1 bo')).toContain('không hoãn nhắc');
  });

  it.each([
    ['3', '2026-06-18'],
    ['3 ngày làm việc', '2026-06-18'],
    ['thứ sáu', '2026-06-19'],
    ['đến thứ sáu', '2026-06-19'],
    ['mai', '2026-06-16'],
    ['17/6', '2026-06-17'],
    ['22/6/2026', '2026-06-22'],
    // Saturday: the working day after it.
    ['20/6', '2026-06-22'],
  ])('reads “%s”', async (typed, until) => {
    await said(office.ha, `/hoannhac V1 ${typed}`);
    expect(snoozes()).toMatchObject([{ until }]);
  });

  it('asks and takes the day typed next', async () => {
    const { ha } = office;
    await said(ha, '/hoannhac V1');
    expect(await said(ha, 'lúc nào rảnh')).toContain('chưa đọc được ngày');
    expect(await said(ha, 'thứ sáu')).toContain('thứ Sáu, 19/06/2026');
  });

  it('never goes past the last on-time day', async () => {
    const { world, ha } = office;
    const refused = await world.say(ha, '/hoannhac V1 23/6');
    expect(textOf(refused)).toContain('Chỉ hoãn được đến thứ Hai, 22/06/2026, ngày cuối còn kịp hạn.');
    expect(textOf(refused)).toContain('/giahan V1');
    for (const typed of ['6', '99', 'hôm nay', '0', '14/6/2026']) await said(ha, `/hoannhac V1 ${typed}`);
    expect(snoozes()).toEqual([]);
    await world.press(ha, choiceOf(refused, /Đến ngày cuối/));
    expect(snoozes()).toMatchObject([{ until: '2026-06-22' }]);

    await world.moveTo('2026-06-22T09:00:00+07:00');
    const last = await world.say(ha, '/hoannhac V1 1');
    expect(textOf(last)).toContain('đã đến ngày làm việc cuối cùng');
    expect(choiceOf(last, /gia hạn/)).toBe('/giahan V1');
  });

  it('puts what is late off for three working days at most, and not over and over', async () => {
    const { world, ha } = office;
    await world.moveTo('2026-06-23T09:00:00+07:00');
    expect(await said(ha, '/hoannhac V1 4')).toContain('nhiều nhất 3 ngày làm việc, đến thứ Sáu, 26/06/2026');
    await said(ha, '/hoannhac V1 2');
    expect(snoozes()).toMatchObject([{ until: '2026-06-25' }]);
    await world.moveTo('2026-06-24T09:00:00+07:00');
    expect(await said(ha, '/hoannhac V1 3')).toContain('đến thứ Sáu, 26/06/2026');
    await said(ha, '/hoannhac V1 26/6');
    expect(snoozes()).toMatchObject([{ until: '2026-06-26' }]);
    await world.moveTo('2026-06-25T09:00:00+07:00');
    expect(await said(ha, '/hoannhac V1 3')).toContain('đến thứ Sáu, 26/06/2026');
    // Reminded of on its day, it may be put off anew.
    await world.moveTo('2026-06-26T09:00:00+07:00');
    expect(await said(ha, '/hoannhac V1 2')).toContain('Nhắc lại vào thứ Ba, 30/06/2026');
  });

  it('means nothing once something was handed in or more time was granted', async () => {
    const { world, ha, minh } = office;
    await said(ha, '/hoannhac V1 4');
    await said(ha, '/giahan V1 30/6/2026 chờ số liệu');
    await world.moveTo('2026-06-15T10:00:00+07:00');
    await said(minh, '/duyet GH1 dongy');
    expect(await said(ha, '/tuychon')).not.toContain('Đang hoãn nhắc');

    await said(ha, '/hoannhac V1 4');
    expect(await said(ha, '/tuychon')).toContain('Đang hoãn nhắc: V1');
    await world.moveTo('2026-06-15T11:00:00+07:00');
    await said(ha, '/xong V1 đã tổ chức hội nghị');
    expect(await said(ha, '/tuychon')).not.toContain('Đang hoãn nhắc');
    expect(await said(ha, '/hoannhac V1 1')).toContain('hiện không được nhắc');
  });

  it('is for officers, about their own unit, in their own chat', async () => {
    const { ha, giao, hoa, minh } = office;
    expect(await said(giao, '/hoannhac V1 3')).toContain('Không có việc mang mã V1');
    expect(await said(giao, '/hoannhac V1 bo')).toContain('Không có việc mang mã V1');
    for (const who of [hoa, minh]) await said(who, '/hoannhac V1 3');
    expect(snoozes()).toEqual([]);
    const colleague = await office.world.link('lan', 'Trần Lan', 'officer', 'Sở Y tế');
    expect(await said(ha, '/hoannhac V1 3')).toContain('cán bộ khác và nhóm của Sở Y tế vẫn được nhắc');
    expect(await said(colleague, '/tuychon')).not.toContain('Đang hoãn');
    expect(await said(colleague, '/hoannhac V1 bo')).toContain('không hoãn nhắc');
    expect(snoozes()).toHaveLength(1);
  });

  it('says when there is nothing to put off', async () => {
    const { hoa, ha } = office;
    await said(hoa, '/nhacviec K1 tat');
    expect(await said(ha, '/hoannhac V1 3')).toContain('đang tắt nhắc việc của kế hoạch');
    expect(snoozes()).toEqual([]);
  });

  it('goes with its plan, and is forgotten some time after its day', async () => {
    const { world, hoa, ha } = office;
    const { store } = world.app;
    await said(ha, '/hoannhac V1 3');
    await said(ha, '/hoannhac V3 20');
    await store.transaction((tx) => forgetSnoozes(tx, '2026-07-02'));
    expect(snoozes().map(({ until }) => until)).toEqual(['2026-06-18', '2026-07-13']);
    await store.transaction((tx) => forgetSnoozes(tx, '2026-07-03'));
    expect(snoozes().map(({ until }) => until)).toEqual(['2026-07-13']);

    const kept = structuredClone(snoozes()[0]) as Snooze;
    await world.press(hoa, choiceOf(await world.say(hoa, '/kehoach K2 dong'), /óng kế hoạch/));
    await world.moveTo('2026-06-15T09:01:00+07:00');
    const plan = [...store.all('plans')].find(({ number }) => number === 2);
    await store.transaction((tx) => {
      tx.put('snoozes', kept);
      removePlan(tx, plan?.id ?? '', world.clock.now());
    });
    expect(snoozes()).toEqual([]);
    await store.compact();
    expect(await checkData(world.dir)).toEqual([]);
  });
});
