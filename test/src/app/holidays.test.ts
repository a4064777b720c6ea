import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulate } from '../../../src/app/simulate.js';
import { isWorkingDay } from '../../../src/domain/calendar.js';
import { type Talker, createWorld, task, type World } from '../../fakes/world.js';

describe('days off kept in chat', () => {
  let world: World;
  let lan: Talker;

  const text = async (typed: string, who = lan): Promise<string> =>
    (await world.say(who, typed)).map((message) => `${message.heading ?? ''}\n${message.text}`).join('\n');
  const audits = (): string[] =>
    [...world.app.store.all('audit')]
      .filter(({ act }) => act.startsWith('holidays'))
      .map(({ detail }) => detail ?? '');

  beforeEach(async () => {
    world = await createWorld('2026-11-02T09:00:00+07:00');
    lan = await world.link('lan', 'Lan', 'clerk');
  });

  afterEach(() => world.close());

  it('shows a year, short enough for a phone, with its source and whether it is complete', async () => {
    const [shown] = await world.say(lan, '/nhacviec ngaynghi 2026');

    expect(shown?.text).toContain('Đã có thông báo của năm.');
    expect(shown?.text).toContain('16/02 đến 20/02');
    expect(shown?.text).toContain('Làm bù: 10/01; 22/08.');
    expect(shown?.text).toContain('Nghị quyết 28/2026/QH16');
    expect(shown?.text.length).toBeLessThan(1_100);
    expect(await text('/nhacviec ngaynghi 2027')).toContain('Chưa đủ thông báo của năm');
    expect(await text('/nhacviec ngày nghỉ')).toContain('Ngày nghỉ năm 2026');
    expect(await text('/nhacviec ngaynghi 2040')).toContain('Chưa có ngày nghỉ nào của năm này');
    for (const choice of shown?.choices ?? [])
      expect((await world.press(lan, choice.command))[0]?.text).toMatch(/Nghỉ|Chưa có/);
  });

  it('adds, exchanges, takes back and settles, live and after a restart, with a line of audit each', async () => {
    const rules = world.app.rules;
    const before = rules.calendar;
    expect(rules.calendar).toBe(before);

    expect(await text('/nhacviec ngaynghi them 03/9/2027 nguồn: Thông báo số 12/TB-SNV')).toContain(
      'Đã thêm 01 ngày nghỉ: thứ Sáu, 03/09/2027. Nguồn: Thông báo số 12/TB-SNV.',
    );
    expect(isWorkingDay('2027-09-03', world.app.rules.calendar)).toBe(false);
    expect(
      await text('/nhacviec ngaynghi doi nghỉ 04/5/2027, làm bù 24/4/2027 theo Công văn số 9'),
    ).toContain('nghỉ thứ Ba, 04/05/2027; làm bù thứ Bảy, 24/04/2027');
    expect(await text('/nhacviec ngaynghi them 11/02 - 12/02/2027 nguon: TB 12')).toContain(
      'Đã thêm 02 ngày nghỉ',
    );
    expect(await text('/nhacviec ngaynghi bo 12/02/2027')).toContain('Đã bỏ thứ Sáu, 12/02/2027');
    expect(await text('/nhacviec ngaynghi du 2027')).toContain('Đã ghi nhận ngày nghỉ năm 2027 là đầy đủ');
    await world.restart();

    expect(await text('/nhacviec ngaynghi 2027')).toContain('Đã có thông báo của năm');
    const { calendar } = world.app.rules;
    expect(
      ['2027-09-03', '2027-05-04', '2027-04-24', '2027-02-11', '2027-02-12'].map((day) =>
        isWorkingDay(day, calendar),
      ),
    ).toEqual([false, false, true, false, true]);
    expect(world.app.rules.calendar).toBe(calendar);
    expect(audits()).toHaveLength(5);
    expect(audits()[0]).toBe('2027-09-03 Thông báo số 12/TB-SNV');
  });

  it('undoes by the button under the answer', async () => {
    const [answer] = await world.say(lan, '/nhacviec ngaynghi doi 04/5/2027, 24/4/2027 nguồn: TB 9');
    const undo = answer?.choices?.filter(({ command }) => command.includes(' bo ')) ?? [];
    for (const { command } of undo) await world.press(lan, command);

    expect(undo).toHaveLength(2);
    expect([
      isWorkingDay('2027-05-04', world.app.rules.calendar),
      isWorkingDay('2027-04-24', world.app.rules.calendar),
    ]).toEqual([true, false]);
  });

  it.each([
    ['them 03/9/2027', 'Chưa nêu nguồn'],
    ['them 04/9/2027 nguồn: TB 1', 'thứ Bảy, 04/09/2027 vốn đã là ngày nghỉ cuối tuần'],
    ['them 30/02/2027 nguồn: TB 1', 'Không có ngày “30/02/2027”'],
    ['them 03/9/2077 nguồn: TB 1', 'Chỉ đặt được ngày nghỉ từ năm 2025 đến năm 2028'],
    ['them nguồn: TB 1', 'Hệ thống chưa hiểu'],
    ['them 3/9/27 nguồn: TB 1', 'Hệ thống chưa hiểu'],
    ['them 01/01/2025 đến 01/01/2028 nguồn: TB 1', 'Hệ thống chưa hiểu'],
    ['them 01/01/2027 đến 31/3/2027 nguồn: TB 1', 'nhiều nhất 31 ngày'],
    ['doi 03/9/2027 nguồn: TB 1', 'Hệ thống chưa hiểu'],
    ['doi nghỉ 03/9/2027, làm bù 06/9/2027 nguồn: TB 1', 'không phải thứ Bảy, Chủ nhật'],
    ['bo 03/9/2027', 'không có trong danh sách'],
    ['bo 02/9/2027', 'không bỏ được'],
    ['du 2028', 'chưa có đủ ngày nghỉ Tết'],
    ['xyz 2027', 'Hệ thống chưa hiểu “xyz 2027”'],
    ['1850', 'từ năm 2000'],
  ])('refuses “%s” and says what to do', async (typed, words) => {
    const before = world.app.rules.calendar;

    expect(await text(`/nhacviec ngaynghi ${typed}`)).toContain(words);
    expect(world.app.rules.calendar).toBe(before);
    expect(audits()).toEqual([]);
  });

  it('is for the office alone', async () => {
    const officer = await world.link('ha', 'Hà', 'officer', 'Sở Y tế');

    await world.say(officer, '/nhacviec ngaynghi them 03/9/2027 nguồn: TB 1');
    await world.say({ id: 'la', name: 'Lạ' }, '/nhacviec ngaynghi them 03/9/2027 nguồn: TB 1');

    expect(isWorkingDay('2027-09-03', world.app.rules.calendar)).toBe(true);
  });

  it('moves reminders with the days, says how many, and loses none that moved to before now', async () => {
    await world.publish([task('báo cáo công tác', ['Sở Y tế'], '2026-11-12')]);
    await world.link('ha', 'Hà', 'officer', 'Sở Y tế');
    const steps = (): string[] =>
      simulate(world.app.store, world.app.rules, '2026-11-02', '2026-11-30').map(
        ({ at, step }) => `${at.slice(5, 10)} ${step}`,
      );
    // Back from Thu 12/11: Wed 11 (1), Tue 10, Mon 09 (3), Fri 06, Thu 05 (5).
    expect(steps()).toContain('11-05 D-5');
    await world.moveTo('2026-11-04T10:00:00+07:00');

    // With 10/11 off D-5 stands on Wed 04/11, 08:00, which is over.
    const told = await text('/nhacviec ngaynghi them 10/11/2026 nguồn: Thông báo số 8');
    expect(told).toMatch(/0[23] lần nhắc sắp tới chuyển ngày theo/);
    expect(steps()).toContain('11-04 D-5');
    await world.moveTo('2026-11-04T10:05:00+07:00');
    await world.moveTo('2026-11-05T23:00:00+07:00');

    const sent = [...world.app.store.all('reminders')]
      .map(({ step }) => step)
      .filter((step) => step === 'D-5');
    expect(sent).toEqual(['D-5']);
    await world.moveTo('2026-11-30T23:00:00+07:00');
    const all = [...world.app.store.all('reminders')].map(({ step }) => step);
    expect(new Set(all).size).toBe(all.length);
  });

  it('sends nothing on a day made off, and does on one worked in exchange', async () => {
    await world.publish([task('báo cáo công tác', ['Sở Y tế'], '2026-11-12')]);
    await world.link('ha', 'Hà', 'officer', 'Sở Y tế');
    await text('/nhacviec ngaynghi doi nghỉ 12/11/2026, làm bù 14/11/2026 nguồn: Thông báo số 8');
    const reminders = (): string[] =>
      [...world.app.store.all('reminders')].map(({ step, queuedAt }) => `${queuedAt.slice(0, 10)} ${step}`);

    await world.moveTo('2026-11-16T23:00:00+07:00');

    expect(reminders()).toContain('2026-11-11 D');
    expect(reminders()).toContain('2026-11-13 D+1');
    expect(reminders().filter((line) => line.startsWith('2026-11-12'))).toEqual([]);
    await world.moveTo('2026-11-17T23:00:00+07:00');
    // Fri 13 (1), Sat 14 (2, worked), Mon 16 (3).
    expect(reminders()).toContain('2026-11-16 D+3');
  });
});

describe('the warning that next year’s notice is missing', () => {
  let world: World;
  const warnings = (): string[] =>
    world
      .inboxOf('lan')
      .map(({ heading }) => heading ?? '')
      .filter((heading) => heading.startsWith('Chưa có thông báo ngày nghỉ'));

  afterEach(() => world.close());

  it('comes on the first working day of November and once a month until the notice is there', async () => {
    world = await createWorld('2026-10-28T09:00:00+07:00');
    const lan = await world.link('lan', 'Lan', 'clerk');
    await world.moveTo('2026-11-01T23:00:00+07:00');
    expect(warnings()).toEqual([]);

    await world.moveTo('2026-11-02T08:00:00+07:00');
    expect(warnings()).toEqual(['Chưa có thông báo ngày nghỉ năm 2027']);
    await world.restart();
    await world.moveTo('2026-11-30T23:00:00+07:00');
    expect(warnings()).toHaveLength(1);
    await world.moveTo('2026-12-31T23:00:00+07:00');
    expect(warnings()).toHaveLength(2);
    await world.moveTo('2027-01-31T23:00:00+07:00');
    expect(warnings()).toHaveLength(3);

    await world.say(lan, '/nhacviec ngaynghi du 2027 nguồn: Thông báo số 3/TB-SNV');
    await world.moveTo('2027-03-31T23:00:00+07:00');
    expect(warnings()).toHaveLength(3);
  });

  it('waits for the first clerk, and tells nobody else', async () => {
    world = await createWorld('2026-11-03T09:00:00+07:00');
    await world.link('ha', 'Hà', 'officer', 'Sở Y tế');
    await world.moveTo('2026-11-05T09:00:00+07:00');
    await world.link('lan', 'Lan', 'clerk');
    await world.moveTo('2026-11-06T09:00:00+07:00');

    expect(warnings()).toHaveLength(1);
    expect(world.inboxOf('ha').filter(({ heading }) => heading?.startsWith('Chưa có thông báo'))).toEqual([]);
  });
});
