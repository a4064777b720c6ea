import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulate } from '../../../src/app/simulate.js';
import type { TaskCandidate } from '../../../src/domain/plan.js';
import { officePolicyId } from '../../../src/domain/policy.js';
import { readDeadline } from '../../../src/domain/deadline/index.js';
import { createWorld, task, type World } from '../../fakes/world.js';

/** A task with the deadline a phrase means. */
function owed(action: string, lead: string[], phrase: string): TaskCandidate {
  const deadline = readDeadline(phrase, { issuedOn: '2026-06-01', beforeMeans: 'strict' });
  return task(action, lead, null, { deadlines: deadline ? [deadline] : [] });
}

describe('src/app/simulate.ts', () => {
  let world: World;

  beforeEach(async () => {
    world = await createWorld('2026-06-01T07:00:00+07:00');
    await world.publish([
      owed('xây dựng báo cáo tổng kết', ['Sở Y tế', 'Sở Tài chính'], 'trước ngày 23/6/2026'),
      owed('báo cáo kết quả định kỳ', ['Sở Y tế'], 'trước ngày 25 hằng tháng'),
      owed('tổ chức hội thảo', ['Sở Tài chính'], 'trong tháng 8, 9/2026'),
      owed('báo cáo năm', ['Sở Giáo dục và Đào tạo'], 'trước ngày 01/11 hàng năm'),
      owed('gửi ý kiến', ['Sở Y tế'], 'trước 09 giờ 00 ngày 03/7/2026'),
      owed('thực hiện tuyên truyền', ['Sở Y tế'], 'thường xuyên'),
    ]);
  });

  afterEach(() => world.close());

  /** What was put in the outbox, as the forecast names it: rounds made meanwhile have no number in it yet. */
  function done(): string[] {
    const { store } = world.app;
    return [...store.all('reminders')].map(({ at, assignmentId, step, dueOn }) => {
      const assignment = store.get('assignments', assignmentId);
      const unit = store.get('units', assignment?.unitId ?? '')?.name;
      return [Date.parse(at), unit, store.get('tasks', assignment?.taskId ?? '')?.action, step, dueOn].join(
        ' · ',
      );
    });
  }

  const forecastOf = (from: string, to: string): string[] =>
    simulate(world.app.store, world.app.rules, from, to).map(({ at, unit, task: action, step, dueOn }) =>
      [Date.parse(at), unit, action, step, dueOn].join(' · '),
    );

  it('forecasts exactly what the live assistant then does, over months and a restart', async () => {
    const forecast = forecastOf('2026-06-01', '2026-11-30');

    await world.moveTo('2026-08-12T10:00:00+07:00');
    await world.restart();
    await world.moveTo('2026-11-30T23:59:00+07:00');

    expect(forecast.length).toBeGreaterThan(60);
    expect(forecast.filter((line) => line.includes('· open ·')).length).toBeGreaterThan(5);
    expect(done().sort()).toEqual(forecast.sort());
  });

  it('keeps what a plan says of its own reminders, dates set for events, and plans that are closed', async () => {
    const { store } = world.app;
    const event = owed('báo cáo kết quả hội nghị', ['Sở Y tế'], 'sau hội nghị');
    const own = await world.publish([event, owed('báo cáo quý', ['Sở Tài chính'], 'trước ngày 20/8/2026')]);
    const silent = await world.publish([owed('rà soát', ['Sở Y tế'], 'trước ngày 20/8/2026')]);
    const over = await world.publish([owed('góp ý', ['Sở Y tế'], 'trước ngày 20/8/2026')]);
    const biennial = await world.publish([
      owed('báo cáo hai năm', ['Sở Y tế'], 'trước ngày 01/8, 02 năm một lần'),
    ]);
    await store.transaction((tx) => {
      const change = (id: string, changes: object): void => {
        const plan = tx.get('plans', id);
        if (plan) tx.put('plans', { ...structuredClone(plan), ...changes });
      };
      change(own, { reminders: { steps: [{ offset: -6 }, { offset: 2 }], sendFrom: '13:30' } });
      change(silent, { reminders: { isOff: true } });
      change(over, { status: 'closed' });
    });
    const clerk = await world.link('lan', 'Lan', 'clerk');
    const round = store.find('rounds', 'byPlan', own).find(({ dueOn }) => dueOn === null);
    const code = store.find('assignments', 'byRound', round?.id ?? '')[0]?.number;
    expect(forecastOf('2026-06-01', '2026-11-30').filter((line) => line.includes('hội nghị'))).toEqual([]);
    await world.say(clerk, `/kehoach K2 ngay V${code} 15/9/2026`);

    const forecast = forecastOf('2026-06-01', '2026-11-30');
    await world.moveTo('2026-11-30T23:59:00+07:00');

    const of = (words: string): string[] =>
      forecast.filter((line) => line.includes(words)).map((line) => line.split(' · ').slice(3).join(' '));
    expect(of('hội nghị')).toEqual(['D-6 2026-09-15', 'D+2 2026-09-15']);
    expect(of('báo cáo quý')).toEqual(['D-6 2026-08-19', 'D+2 2026-08-19']);
    expect([...of('rà soát'), ...of('góp ý')]).toEqual([]);
    expect(store.find('rounds', 'byPlan', biennial).length).toBeGreaterThan(0);
    expect(done().sort()).toEqual(forecast.sort());
  });

  it('follows the hours the office sets, live: the clock that walks included', async () => {
    await world.app.store.transaction((tx) =>
      tx.put('settings', { id: officePolicyId, value: { sendFrom: '07:15', steps: [{ offset: -1 }] } }),
    );
    const forecast = forecastOf('2026-06-02', '2026-08-30');

    await world.moveTo('2026-08-30T23:59:00+07:00');

    const records = [...world.app.store.all('reminders')];
    expect(records.length).toBeGreaterThan(5);
    expect(records.filter(({ at, queuedAt }) => at !== queuedAt || !at.endsWith('T00:15:00.000Z'))).toEqual(
      [],
    );
    expect(done().sort()).toEqual(forecast.sort());
  });

  it('counts on rounds that end after the last day asked for', () => {
    // The monthly report due 24/6 is reminded of on 10/6 and 17/6.
    const steps = simulate(world.app.store, world.app.rules, '2026-06-01', '2026-06-18');

    expect(steps.filter(({ dueOn }) => dueOn === '2026-06-24').map(({ step }) => step)).toEqual([
      'D-10',
      'D-5',
    ]);
  });

  it('forecasts nothing before the plan was there, and sends and stores nothing', async () => {
    const before = world.channel.delivered.length;

    const steps = simulate(world.app.store, world.app.rules, '2025-10-01', '2025-12-31');

    expect(steps.map(({ step, dueOn }) => `${step} ${dueOn}`)).toEqual([]);
    expect(world.channel.delivered).toHaveLength(before);
    expect(world.app.store.count('reminders')).toBe(0);
  });
});
