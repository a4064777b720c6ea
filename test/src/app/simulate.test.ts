import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulate } from '../../../src/app/simulate.js';
import type { TaskCandidate } from '../../../src/domain/plan.js';
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

  it('forecasts exactly what the live assistant then does, over months and a restart', async () => {
    const { store, rules } = world.app;
    const forecast = simulate(store, rules, '2026-06-01', '2026-11-30').map(
      ({ at, assignment, step, dueOn }) => [Date.parse(at), assignment, step, dueOn].join(' '),
    );

    await world.moveTo('2026-08-12T10:00:00+07:00');
    await world.restart();
    await world.moveTo('2026-11-30T23:59:00+07:00');

    const done = [...world.app.store.all('reminders')].map(({ at, assignmentId, step, dueOn }) =>
      [Date.parse(at), `V${world.app.store.get('assignments', assignmentId)?.number}`, step, dueOn].join(' '),
    );
    expect(forecast.length).toBeGreaterThan(60);
    expect(done.sort()).toEqual(forecast.sort());
  });

  it('forecasts nothing before the plan was there, and sends and stores nothing', async () => {
    const before = world.channel.delivered.length;

    const steps = simulate(world.app.store, world.app.rules, '2025-10-01', '2025-12-31');

    expect(steps.map(({ step, dueOn }) => `${step} ${dueOn}`)).toEqual([]);
    expect(world.channel.delivered).toHaveLength(before);
    expect(world.app.store.count('reminders')).toBe(0);
  });
});
