import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, task, type Talker, type World } from '../../fakes/world.js';

describe('src/app/remind.ts', () => {
  let world: World;
  let ha: Talker;

  const digests = (id: string): string[] =>
    world
      .inboxOf(id)
      .filter((message) => message.heading?.startsWith('Nhắc việc:'))
      .map((message) => message.text);

  beforeEach(async () => {
    world = await createWorld('2026-06-15T09:00:00+07:00');
    await world.say({ id: 'hoa', name: 'Hoa' }, '/start QUAN-TRI-2026');
    ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    await world.publish([
      task('xây dựng báo cáo tổng kết', ['Sở Y tế'], '2026-06-22'),
      task('báo cáo tham luận', ['Sở Y tế'], '2026-06-22'),
    ]);
  });

  afterEach(async () => {
    await world.close();
  });

  it('sends one digest per run with everything due, once', async () => {
    await world.moveTo('2026-06-17T08:00:00+07:00');
    await world.moveTo('2026-06-17T08:01:00+07:00');

    expect(digests('ha')).toHaveLength(1);
    expect(digests('ha')[0]).toContain('Xây dựng báo cáo tổng kết');
    expect(digests('ha')[0]).toContain('Báo cáo tham luận');
    expect(digests('ha')[0]).toContain('Kính gửi Sở Y tế');
  });

  it('never reminds a unit of what it has handed in', async () => {
    await world.say(ha, '/khongphatsinh V1');
    await world.moveTo('2026-06-17T08:00:00+07:00');

    expect(digests('ha')).toHaveLength(1);
    expect(digests('ha')[0]).not.toContain('tổng kết');
  });

  it('sends nothing twice after a restart', async () => {
    await world.moveTo('2026-06-17T08:00:00+07:00');
    await world.restart();
    await world.moveTo('2026-06-17T08:05:00+07:00');

    expect(digests('ha')).toHaveLength(1);
  });

  it('merges what was missed while it was down into one message, in the next sending hours', async () => {
    await world.app.stop();
    world.clock.advanceTo(Date.parse('2026-06-20T20:00:00+07:00'));
    await world.restart().catch(() => undefined);

    expect(digests('ha')).toHaveLength(0);
    await world.moveTo('2026-06-22T08:00:00+07:00');
    expect(digests('ha')).toHaveLength(1);
  });

  it('sends each reminder on its own day while the clock runs past it', async () => {
    await world.moveTo('2026-06-26T12:00:00+07:00');

    // Working days before 22/06 (Monday): 17/06 (D-3), 19/06 (D-1), 22/06 (D); after: 23/06, 25/06.
    expect(digests('ha')).toHaveLength(5);
  });

  it('tells the clerk which units it could not reach, and why', async () => {
    await world.publish([task('báo cáo thu chi', ['Sở Giáo dục và Đào tạo'], '2026-06-22')]);
    await world.moveTo('2026-06-19T08:00:00+07:00');

    const notice = world.inboxOf('hoa').find((message) => message.heading?.includes('chưa đến được'));
    expect(notice?.text).toContain('Sở Giáo dục và Đào tạo');
    expect(notice?.text).toContain('chưa có cán bộ nào liên kết');
  });

  it('tries again when the platform does not answer, and gives up on people who are gone', async () => {
    world.channel.failures.push('throttled', 'throttled');
    await world.moveTo('2026-06-17T08:00:00+07:00');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await world.app.settled();
    expect(digests('ha')).toHaveLength(1);

    world.channel.gone.add('ha');
    await world.moveTo('2026-06-19T08:00:00+07:00');
    expect(digests('ha')).toHaveLength(1);
    const notice = world.inboxOf('hoa').find((message) => message.heading?.includes('chưa đến được'));
    expect(notice?.text).toContain('Sở Y tế');
  });

  it('drops a reminder that was overtaken by a hand-in before it could be sent', async () => {
    world.channel.failures.push('throttled');
    // Long enough for both hand-ins; their receipts wait behind the reminder, as order in a chat is kept.
    world.channel.retryAfterMs = 1_500;
    await world.moveTo('2026-06-17T08:00:00+07:00');
    for (const text of ['/khongphatsinh V1', '/khongphatsinh V2']) {
      await world.channel.receive(ha, { kind: 'text', text }, { at: world.clock.now() });
    }
    await world.app.settled();

    expect(digests('ha')).toHaveLength(0);
    expect(world.inboxOf('ha').filter((message) => message.text.startsWith('Đã nhận'))).toHaveLength(2);
  });
});
