import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Reminding, createReminding } from '../../../fakes/reminding.js';
import { task, type Talker } from '../../../fakes/world.js';

vi.mock('node-cron', () => ({ schedule: () => ({ stop: () => undefined }) }));

const office = 'memory:hoa';

describe('who a step is written to', () => {
  let run: Reminding;
  let ha: Talker;
  let planId: string;

  beforeEach(async () => {
    run = await createReminding();
    await run.world.say({ id: 'hoa', name: 'Hoa' }, '/start QUAN-TRI-2026');
    ha = await run.world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    planId = await run.world.publish(
      [task('báo cáo tổng kết', ['Sở Y tế', 'Sở Tài chính', 'Sở Giáo dục và Đào tạo'], '2026-06-22')],
      { number: '62/KH-UBND' },
    );
    await run.world.link('tai', 'Phạm Tài', 'officer', 'Sở Tài chính');
    await run.run('2026-06-15T10:00');
    await run.send();
  });
  afterEach(() => run.close());

  const to = (rows: readonly { conversationId: string; key: string }[]): string[] =>
    rows
      .filter(({ key }) => key.startsWith('digest/'))
      .map(({ conversationId }) => conversationId)
      .sort();

  it('the head only once it is late, or when nobody else of the unit can be reached', async () => {
    const truong = await run.world.link('truong', 'Ngô Trường', 'officer', 'Sở Y tế');
    const mot = await run.world.link('mot', 'Một Mình', 'officer', 'Sở Giáo dục và Đào tạo');
    await run.head(truong);
    await run.head(mot);
    await run.send();

    expect(to(await run.run('2026-06-17T08:00'))).toEqual(['memory:ha', 'memory:mot', 'memory:tai']);
    await run.send();
    expect(to(await run.run('2026-06-23T08:00'))).toEqual([
      'memory:ha',
      'memory:mot',
      'memory:tai',
      'memory:truong',
    ]);
    await run.send();

    await run.world.app.store.transaction((tx) => {
      const address = tx.get('addresses', 'memory:ha');
      if (address) tx.put('addresses', { ...address, unreachable: 'blocked' });
    });
    await run.policy(planId, { ladder: { heads: null, groups: null, names: null, office: null } });
    expect(to(await run.run('2026-06-25T08:00'))).toEqual(['memory:mot', 'memory:tai', 'memory:truong']);
  });

  it('groups of a plan get figures from the third day before, and names from the seventh day after', async () => {
    await run.group('g-ke-hoach', [], [planId]);
    await run.world.say(ha, '/khongphatsinh V1');
    await run.run('2026-06-15T11:00');
    expect(run.waiting('g-ke-hoach')).toHaveLength(0);

    await run.run('2026-06-17T08:00');
    const [early] = run.waiting('g-ke-hoach');
    expect(early?.message.heading).toBe('Nhắc việc: tiến độ kế hoạch 62/KH-UBND');
    expect(early?.message.text).toContain(
      '- Báo cáo tổng kết. Hạn: hết thứ Hai, 22/06/2026. 1/3 đơn vị đã gửi báo cáo; 2 đơn vị chưa gửi.',
    );
    expect(early?.message.text).not.toMatch(/Sở/);
    expect(early?.message.choices).toBeUndefined();
    await run.send();

    await run.run('2026-06-25T08:00');
    expect(run.waiting('g-ke-hoach')[0]?.message.text).toContain('2 đơn vị chưa gửi, đều quá hạn.');
    expect(run.waiting('g-ke-hoach')[0]?.message.text).not.toMatch(/Sở/);
    await run.send();

    await run.run('2026-07-01T08:00');
    const [late] = run.waiting('g-ke-hoach');
    expect(late?.message.text).toContain('Chưa gửi: Sở Tài chính, Sở Giáo dục và Đào tạo.');
    expect(late?.message.text).not.toContain('Sở Y tế');
  });

  it('says how many of those that have not sent are late where some have more time', async () => {
    await run.group('g-ke-hoach', [], [planId]);
    await run.world.app.store.transaction((tx) => {
      const [assignment] = tx.all('assignments');
      if (!assignment) throw new Error('no assignment');
      tx.put('extensions', {
        id: 'x',
        number: 1,
        assignmentId: assignment.id,
        planId,
        requestedOn: '2026-06-15',
        requestedBy: [...tx.all('persons')][0]?.id ?? '',
        newDueOn: '2026-06-30',
        reason: 'chờ số liệu',
        status: 'granted',
        decidedBy: null,
        decidedAt: '2026-06-16T02:00:00.000Z',
      });
    });
    await run.run('2026-06-25T08:00');

    expect(run.waiting('g-ke-hoach')[0]?.message.text).toContain('3 đơn vị chưa gửi, trong đó 2 quá hạn.');
  });

  it('a unit’s own group gets what the unit gets, with its figures when the plan is its as well', async () => {
    await run.group('g-y-te', ['Sở Y tế'], []);
    await run.group('g-hai', ['Sở Tài chính'], [planId]);
    await run.run('2026-06-17T08:00');

    expect(run.waiting('g-y-te')[0]?.message.text).toContain('Kính gửi Sở Y tế:');
    expect(run.waiting('g-y-te')[0]?.message.text).not.toContain('đơn vị đã gửi');
    const both = run.waiting('g-hai');
    expect(both).toHaveLength(1);
    expect(both[0]?.message.text).toContain('Kính gửi Sở Tài chính:');
    expect(both[0]?.message.text).toContain('0/3 đơn vị đã gửi báo cáo');
    expect(both[0]?.message.text).not.toContain('Sở Y tế');
  });

  it('the clerks get one list of the units late for seven working days, and only of those still owing', async () => {
    await run.run('2026-06-30T17:00');
    await run.send();
    const rows = await run.run('2026-07-01T08:00');
    const lists = rows.filter(({ key }) => key.startsWith('office/'));

    expect(lists.map(({ conversationId }) => conversationId)).toEqual([office]);
    expect(lists[0]?.message.heading).toBe('Danh sách đơn vị quá hạn từ 7 ngày làm việc');
    expect(lists[0]?.message.text).toContain(
      'Báo cáo tổng kết:\n1. Sở Y tế (V1): quá hạn 7 ngày làm việc, hạn 22/06/2026.',
    );
    expect(lists[0]?.message.text).toContain('3. Sở Giáo dục và Đào tạo');
    expect(lists[0]?.message.choices?.[0]?.command).toBe('/dondoc K1');

    await run.world.app.store.transaction((tx) => {
      const [first] = tx.all('assignments');
      if (first) tx.put('assignments', { ...first, status: 'paused' });
    });
    expect(run.read(lists[0], '2026-07-01T08:05')?.text).not.toContain('Sở Y tế');
    const [clerk] = run.world.app.store.find('persons', 'byRole', 'clerk');
    if (!clerk) throw new Error('no clerk');
    await run.world.app.store.transaction((tx) =>
      tx.put('persons', { ...clerk, grants: [{ role: 'leader', unitId: null }] }),
    );
    expect(run.read(lists[0], '2026-07-01T08:05')).toBeNull();
  });
});
