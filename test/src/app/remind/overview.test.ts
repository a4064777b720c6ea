import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxRow } from '../../../../src/domain/message.js';
import { type Reminding, createReminding } from '../../../fakes/reminding.js';
import { task, type Talker } from '../../../fakes/world.js';

vi.mock('node-cron', () => ({ schedule: () => ({ stop: () => undefined }) }));

describe('the weekly overview', () => {
  let run: Reminding;
  let ha: Talker;
  let planId: string;
  beforeEach(async () => {
    run = await createReminding();
    await run.world.say({ id: 'hoa', name: 'Hoa' }, '/start QUAN-TRI-2026');
    ha = await run.world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    await run.world.link('lanh', 'Lãnh Đạo', 'leader');
    planId = await run.world.publish(
      [
        task('báo cáo tổng kết', ['Sở Y tế', 'Sở Tài chính'], '2026-06-24'),
        task('báo cáo quý', ['Sở Y tế'], '2026-07-10'),
      ],
      { number: '62/KH-UBND' },
    );
    await run.group('g-y-te', ['Sở Y tế'], []);
    await run.group('g-ke-hoach', [], [planId]);
    await run.run('2026-06-19T16:59');
    await run.send();
  });
  afterEach(() => run.close());

  const overviews = (rows: readonly Readonly<OutboxRow>[]): Readonly<OutboxRow>[] =>
    rows.filter(({ kind }) => kind === 'overview');

  it('comes on the first working day at the start of hours, to groups and leaders, once', async () => {
    const rows = overviews(await run.run('2026-06-22T08:00'));

    expect(rows.map(({ key }) => key).sort()).toEqual([
      'overview/memory:g-ke-hoach/2026-06-22',
      'overview/memory:g-y-te/2026-06-22',
      'overview/memory:lanh/2026-06-22',
    ]);
    const said = new Map(rows.map(({ conversationId, message }) => [conversationId, message]));
    expect(said.get('memory:g-y-te')?.heading).toBe('Việc trong tuần 22/06/2026 - 28/06/2026');
    expect(said.get('memory:g-y-te')?.text).toContain('Kính gửi Sở Y tế: tuần này có 01 việc đến hạn.');
    expect(said.get('memory:g-y-te')?.text).not.toContain('quý');
    expect(said.get('memory:g-ke-hoach')?.text).toContain('0/2 đơn vị đã gửi báo cáo; 2 đơn vị chưa gửi.');
    expect(said.get('memory:g-ke-hoach')?.text).not.toContain('Sở');
    expect(said.get('memory:lanh')?.text).toContain('Toàn bộ kế hoạch: tuần này có 02 việc đến hạn.');
    await run.send();
    expect(overviews(await run.run('2026-06-22T08:01'))).toEqual([]);
    await run.run('2026-06-22T07:00');
    expect(overviews(await run.run('2026-06-22T08:02'))).toEqual([]);
    expect(overviews(await run.run('2026-06-23T08:00'))).toEqual([]);
  });

  it('a week with nothing due and nothing overdue says nothing', async () => {
    for (const code of ['V1', 'V2']) await run.world.say(ha, `/khongphatsinh ${code}`);
    const tai = await run.world.link('tai', 'Phạm Tài', 'officer', 'Sở Tài chính');
    await run.world.say(tai, '/khongphatsinh V2');
    await run.world.say(tai, '/khongphatsinh V1');
    const owed = [...run.world.app.store.all('assignments')].length;
    expect(owed).toBe(3);

    expect(overviews(await run.run('2026-06-22T08:00'))).toEqual([]);
  });

  it('goes by the holidays, is muted by choice, and waits for the hours of its conversation', async () => {
    run.world.app.rules.calendar.years['2026']?.off.push('2026-06-22');
    await run.prefer('g-y-te', { muted: ['overview'] });
    await run.prefer('g-ke-hoach', { sendFrom: '10:00' });
    expect(overviews(await run.run('2026-06-22T08:00'))).toEqual([]);
    const rows = overviews(await run.run('2026-06-23T08:00'));
    expect(rows.map(({ key }) => key).sort()).toEqual([
      'overview/memory:g-ke-hoach/2026-06-22',
      'overview/memory:lanh/2026-06-22',
    ]);
    expect(rows.find(({ key }) => key.includes('ke-hoach'))?.notBefore).toBe('2026-06-23T03:00:00.000Z');
  });

  it('is missed with its day, and one that waited into another week is not sent', async () => {
    const [row] = overviews(await run.run('2026-06-22T08:00'));
    expect(run.read(row, '2026-06-24T08:00')?.heading).toContain('22/06/2026');
    expect(run.read(row, '2026-06-29T08:00')).toBeNull();
    await run.send();
    await run.world.app.store.transaction((tx) =>
      tx.put('settings', { id: 'reminder-mark', value: Date.parse('2026-06-26T17:00:00+07:00') }),
    );
    expect(overviews(await run.run('2026-06-30T08:00'))).toEqual([]);
  });

  it('is written anew before it is sent: handed in meanwhile, the role gone', async () => {
    const rows = overviews(await run.run('2026-06-22T08:00'));
    const of = (id: string): Readonly<OutboxRow> | undefined =>
      rows.find(({ conversationId }) => conversationId === `memory:${id}`);
    await run.world.say(ha, '/khongphatsinh V1');
    expect(run.read(of('g-y-te'), '2026-06-22T09:00')).toBeNull();
    await run.person({ id: 'lanh', name: '' }, { grants: [] });
    expect(run.read(of('lanh'), '2026-06-22T09:00')).toBeNull();
    await run.group('g-ke-hoach', [], []);
    expect(run.read(of('g-ke-hoach'), '2026-06-22T09:00')).toBeNull();
  });

  it('does not list again what a digest of the same morning lists', async () => {
    await run.world.publish([task('gửi số liệu', ['Sở Y tế'], '2026-06-23')], { number: '63/KH-UBND' });
    const rows = await run.run('2026-06-22T08:00');
    const overview = overviews(rows).find(({ conversationId }) => conversationId === 'memory:g-y-te');
    const digest = rows.find(
      ({ kind, conversationId }) => kind === 'reminder' && conversationId === 'memory:g-y-te',
    );

    expect(digest?.message.text).toContain('Gửi số liệu');
    for (const message of [overview?.message, run.read(overview, '2026-06-22T08:01')]) {
      expect(message?.text).toContain(
        'tuần này có 02 việc đến hạn.\nViệc đến kỳ nhắc hôm nay nêu ở tin nhắc việc.',
      );
      expect(message?.text).toContain('1. Báo cáo tổng kết');
      expect(message?.text).not.toContain('Gửi số liệu');
    }
  });
});
