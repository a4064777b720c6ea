import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Reminding, at, createReminding } from '../../../fakes/reminding.js';
import { task } from '../../../fakes/world.js';

vi.mock('node-cron', () => ({ schedule: () => ({ stop: () => undefined }) }));

describe('the mark and the clock', () => {
  let run: Reminding;
  let planId: string;
  beforeEach(async () => {
    run = await createReminding();
    await run.world.say({ id: 'hoa', name: 'Hoa' }, '/start QUAN-TRI-2026');
    await run.world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    planId = await run.world.publish([
      task('tổng kết hội nghị', ['Sở Y tế'], '2026-06-22', { deliverable: null }),
    ]);
    await run.run('2026-06-15T10:00');
    await run.send();
  });
  afterEach(() => run.close());

  const mark = (): unknown => run.world.app.store.get('settings', 'reminder-mark')?.value;
  const steps = (): string[] => [...run.world.app.store.all('reminders')].map(({ step }) => step);

  it('a clock set back goes on from the present, and says nothing twice', async () => {
    // Somebody set the clock to September for a moment, outside hours: nothing was due, but the mark went along.
    await run.world.app.store.transaction((tx) =>
      tx.put('settings', { id: 'reminder-mark', value: at('2026-09-01T09:00') }),
    );
    await run.run('2026-06-16T09:00');
    expect(mark()).toBe(at('2026-06-16T09:00'));
    expect(run.warnings).toEqual(['The clock was set back; reminders go on from the present']);
    await run.run('2026-06-17T08:00');
    expect(run.waiting('ha')).toHaveLength(1);
    await run.send();

    await run.run('2026-06-17T10:00');
    await run.run('2026-06-17T07:59');
    await run.run('2026-06-17T08:30');
    expect(run.waiting('ha')).toHaveLength(0);
    expect(steps()).toEqual(['D-3']);
  });

  it('a clock set back to the minute of a step sends it in that minute', async () => {
    await run.world.app.store.transaction((tx) =>
      tx.put('settings', { id: 'reminder-mark', value: at('2026-06-17T09:00') }),
    );
    await run.run('2026-06-17T08:00');
    expect(run.waiting('ha')).toHaveLength(1);
  });

  it('a clock set back frees what waited for an hour of the wrong clock', async () => {
    await run.prefer('ha', { sendFrom: '14:00' });
    await run.run('2026-06-17T08:00');
    expect(run.waiting('ha')[0]?.notBefore).toBeDefined();
    await run.run('2026-06-16T09:00');
    expect(run.waiting('ha')[0]?.notBefore).toBeUndefined();
  });

  it('what a clock set back had said of the old date hides nothing of the new one', async () => {
    for (const day of ['17', '19', '22', '23']) {
      await run.run(`2026-06-${day}T08:00`);
      await run.send();
    }
    await run.run('2026-06-18T16:00');
    await run.world.app.store.transaction((tx) => {
      const [assignment] = tx.find('assignments', 'byPlan', planId);
      tx.put('extensions', {
        id: 'e1',
        number: 1,
        assignmentId: assignment?.id ?? '',
        planId,
        requestedOn: '2026-06-18',
        newDueOn: '2026-06-24',
        reason: 'chờ số liệu',
        requestedBy: 'p1',
        status: 'granted',
        decidedBy: 'p1',
        decidedAt: new Date(at('2026-06-18T16:01')).toISOString(),
      });
    });

    await run.run('2026-06-19T08:00');

    expect(run.waiting('ha')).toHaveLength(1);
  });

  it('a clock corrected by seconds is nothing to speak of', async () => {
    await run.world.app.store.transaction((tx) =>
      tx.put('settings', { id: 'reminder-mark', value: at('2026-06-16T09:00') + 2_000 }),
    );
    await run.run('2026-06-16T09:00');
    expect(run.warnings).toEqual([]);
  });

  it('a step moved to an earlier hour of today is not lost, nor said twice', async () => {
    await run.policy(planId, { sendFrom: '15:00' });
    await run.run('2026-06-17T14:00');
    expect(run.waiting('ha')).toHaveLength(0);
    await run.policy(planId, { sendFrom: '09:00' });
    await run.run('2026-06-17T14:01');
    expect(run.waiting('ha')).toHaveLength(1);
    await run.send();
    await run.policy(planId, { sendFrom: '10:00' });
    await run.run('2026-06-17T14:02');
    expect(run.waiting('ha')).toHaveLength(0);
  });

  it('a step added to the policy during its day still comes that day', async () => {
    await run.run('2026-06-17T10:00');
    await run.send();
    await run.run('2026-06-18T10:00');
    await run.policy(planId, { steps: [{ offset: -2 }, { offset: 0 }] });
    await run.run('2026-06-18T10:01');
    expect(steps()).toEqual(['D-3', 'D-2']);
  });

  it('whoever was reminded this morning is not reminded again because the policy was changed', async () => {
    await run.run('2026-06-18T10:00');
    await run.send();
    await run.policy(planId, { steps: [{ offset: -2 }, { offset: 0 }] });
    await run.run('2026-06-18T10:01');
    await run.run('2026-06-18T15:00');
    expect(steps()).toEqual(['D-3']);
    await run.run('2026-06-22T08:00');
    expect(steps()).toEqual(['D-3', 'D']);
  });

  it('after an outage one message says which days were missed', async () => {
    await run.run('2026-06-23T09:30');
    const rows = run.waiting('ha').filter(({ kind }) => kind === 'reminder');

    expect(rows).toHaveLength(1);
    expect(rows[0]?.message.text).toContain(
      'Hệ thống đã bị gián đoạn; tin này gộp các lần lẽ ra nhắc ngày 17/06/2026, 19/06/2026 và 22/06/2026.',
    );
    // The same when it is written anew before it is sent.
    expect(run.read(rows[0], '2026-06-24T09:00')?.text).toContain('17/06/2026, 19/06/2026 và 22/06/2026');
    expect(steps()).toEqual(['D-3', 'D-1', 'D', 'D+1']);
  });

  it('a weekend is no outage', async () => {
    await run.run('2026-06-19T16:59');
    await run.send();
    await run.run('2026-06-22T08:00');
    expect(run.waiting('ha')[0]?.message.text).not.toContain('gián đoạn');
  });

  it('what was handed in during the outage reaches nobody, and the clerks are told of no unit that owes nothing', async () => {
    await run.world.publish([task('gửi số liệu', ['Sở Tài chính'], '2026-06-19')]);
    await run.world.app.store.transaction((tx) => {
      for (const assignment of tx.all('assignments')) {
        const { id, planId: plan, unitId } = assignment;
        tx.put('submissions', {
          id: `s-${id}`,
          assignmentId: id,
          planId: plan,
          unitId,
          version: 1,
          kind: 'nil',
          files: [],
          note: null,
          sentAt: '2026-06-20T02:00:00.000Z',
          receivedAt: '2026-06-20T02:00:00.000Z',
          byPersonId: [...tx.all('persons')][0]?.id ?? '',
          channel: 'memory',
          receiptCode: `DD-${id.slice(0, 8)}`,
          verdict: { dueOn: '2026-06-22', isLate: false, daysLate: 0 },
        });
      }
    });
    const rows = await run.run('2026-06-22T09:00');

    expect(rows.filter(({ kind }) => kind === 'reminder')).toEqual([]);
    expect(rows.filter(({ key }) => key.startsWith('unreached/'))).toEqual([]);
  });
});
