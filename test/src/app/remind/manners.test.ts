import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSendableAt } from '../../../../src/app/remind.js';
import type { OutboxRow } from '../../../../src/domain/message.js';
import { type Reminding, at, createReminding } from '../../../fakes/reminding.js';
import { task, type Talker } from '../../../fakes/world.js';

vi.mock('node-cron', () => ({ schedule: () => ({ stop: () => undefined }) }));

let run: Reminding;
let ha: Talker;
let hung: Talker;
let planId: string;

const texts = (id: string): string[] => run.waiting(id).map(({ message }) => message.text);

beforeEach(async () => {
  run = await createReminding();
  await run.world.say({ id: 'hoa', name: 'Hoa' }, '/start QUAN-TRI-2026');
  ha = await run.world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
  hung = await run.world.link('hung', 'Trần Hùng', 'officer', 'Sở Y tế');
  planId = await run.world.publish([task('báo cáo tổng kết', ['Sở Y tế'], '2026-06-22')]);
  await run.run('2026-06-15T10:00');
  await run.send();
});
afterEach(() => run.close());

describe('kinds somebody does without', () => {
  it('are left out for them alone; the last day and what is late always come', async () => {
    await run.prefer('ha', { muted: ['opening', 'early', 'soon', 'overview'] });
    await run.run('2026-06-17T08:00');
    expect([run.waiting('ha').length, run.waiting('hung').length]).toEqual([0, 1]);
    await run.send();
    await run.run('2026-06-22T08:00');
    expect(run.waiting('ha')).toHaveLength(1);
    await run.send();
    await run.run('2026-06-23T08:00');
    expect(run.waiting('ha')).toHaveLength(1);
    expect(run.waiting('hoa').filter(({ message }) => message.heading?.includes('chưa đến được'))).toEqual(
      [],
    );
  });

  it('holds for a group by what was chosen for the group', async () => {
    await run.group('g', ['Sở Y tế'], []);
    await run.prefer('g', { muted: ['soon'] });
    await run.run('2026-06-17T08:00');
    expect(run.waiting('g')).toHaveLength(0);
    await run.run('2026-06-22T08:00');
    expect(run.waiting('g').filter(({ kind }) => kind === 'reminder')).toHaveLength(1);
  });
});

describe('hours', () => {
  const sendableAt = (row: Readonly<OutboxRow> | undefined, local: string): number => {
    if (!row) throw new Error('no row');
    return createSendableAt(run.world.app.store, run.world.app.rules, { isClockMoved: false })(
      row,
      at(local),
    );
  };

  it('of a person are waited for, and kept however late the row comes', async () => {
    await run.prefer('ha', { sendFrom: '14:00', sendUntil: '16:00' });
    await run.run('2026-06-17T08:00');
    const [row] = run.waiting('ha');

    expect(row?.notBefore).toBe('2026-06-17T07:00:00.000Z');
    expect(sendableAt(row, '2026-06-17T08:00')).toBe(at('2026-06-17T14:00'));
    expect(sendableAt(row, '2026-06-17T14:10')).toBe(at('2026-06-17T14:10'));
    expect(sendableAt(row, '2026-06-17T16:00')).toBe(at('2026-06-18T14:00'));
    // A flood wait into the weekend, a row that no hours were written on.
    const [other] = run.waiting('hung');
    expect(other?.notBefore).toBeUndefined();
    expect(sendableAt(other, '2026-06-19T20:00')).toBe(at('2026-06-22T08:00'));
  });

  it('do not hold up anything else', async () => {
    await run.world.say(ha, '/viec');
    const reply = [...run.world.app.store.all('outbox')].findLast(({ kind }) => kind === 'reply');
    expect(sendableAt(reply, '2026-06-20T23:00')).toBe(0);
  });

  it('of a plan begin its steps, and hold for its rows', async () => {
    await run.run('2026-06-16T09:00');
    await run.policy(planId, { sendFrom: '18:00', sendUntil: '20:00' });
    expect(await run.run('2026-06-17T08:00')).toHaveLength(0);
    await run.run('2026-06-17T18:00');
    expect(run.waiting('ha')).toHaveLength(1);
    expect(sendableAt(run.waiting('ha')[0], '2026-06-17T20:30')).toBe(at('2026-06-18T18:00'));
  });

  it('that two plans share hold for one message; plans that share none have a message each', async () => {
    const other = await run.world.publish([task('báo cáo tham luận', ['Sở Y tế'], '2026-06-22')]);
    await run.run('2026-06-16T09:00');
    await run.send();
    await run.policy(other, { sendFrom: '13:00', sendUntil: '20:00' });
    // Both are caught up with on Monday at noon; from one o'clock on both may be sent.
    await run.run('2026-06-22T12:00');
    expect(run.waiting('ha')).toHaveLength(1);
    expect(run.waiting('ha')[0]?.notBefore).toBe('2026-06-22T06:00:00.000Z');

    await run.policy(planId, { sendFrom: '08:00', sendUntil: '12:00' });
    await run.run('2026-06-23T14:00');
    const rows = run.waiting('ha').filter(({ createdAt }) => createdAt > '2026-06-23');
    expect(rows.map(({ notBefore }) => notBefore)).toContain('2026-06-24T01:00:00.000Z');
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });
});

describe('leave', () => {
  it('gives the deputy what falls due, once and saying for whom, and the person one digest afterwards', async () => {
    const thay = await run.world.link('thay', 'Người Thay', 'officer', 'Sở Y tế');
    await run.leave(ha, '2026-06-16', '2026-06-21', thay);
    await run.run('2026-06-17T08:00');

    expect(run.waiting('ha')).toHaveLength(0);
    expect(run.waiting('thay')).toHaveLength(1);
    expect(texts('thay')[0]).toMatch(
      /^Gửi người nhận thay của Lê Thu Hà \(vắng mặt đến hết 21\/06\/2026\)\.\nKính gửi Sở Y tế:/,
    );
    expect(texts('hung')[0]).not.toContain('nhận thay');
    await run.send();
    await run.run('2026-06-19T08:00');
    await run.send();

    await run.run('2026-06-22T08:00');
    expect(run.waiting('ha')).toHaveLength(1);
    expect(texts('thay')[0]).not.toContain('nhận thay');
    await run.send();
    await run.run('2026-06-22T09:00');
    expect(run.waiting('ha')).toHaveLength(0);
  });

  it('ends with a digest when something was due meanwhile and is still open, and in silence otherwise', async () => {
    await run.leave(ha, '2026-06-17', '2026-06-17', hung);
    await run.leave(hung, '2026-06-18', '2026-06-18', null);
    await run.run('2026-06-17T08:00');
    await run.send();
    await run.run('2026-06-18T08:00');
    expect(run.waiting('ha')).toHaveLength(1);
    await run.send();
    await run.run('2026-06-18T16:00');
    expect(run.waiting('hung')).toHaveLength(0);
    // 19/6 is the step before the last day: Hùng has been back since this morning, and nothing was due on his day away.
    await run.run('2026-06-19T08:00');
    expect(run.waiting('hung')).toHaveLength(1);
    await run.send();
    expect(
      run.world.app.store.get('persons', run.world.app.store.get('addresses', 'memory:ha')?.personId ?? '')
        ?.leave,
    ).toBeUndefined();
  });

  it('never goes to somebody of another unit, and the clerks are told when nobody is left', async () => {
    const la = await run.world.link('la', 'Người Lạ', 'officer', 'Sở Tài chính');
    await run.leave(hung, '2026-06-16', '2026-06-30', la);
    await run.leave(ha, '2026-06-16', '2026-06-30', hung);
    await run.run('2026-06-17T08:00');

    for (const id of ['ha', 'hung', 'la']) expect(run.waiting(id)).toHaveLength(0);
    expect(texts('hoa').join()).toContain('cán bộ đang vắng mặt, không có người nhận thay');
  });

  it('of a row already waiting counts as well', async () => {
    await run.run('2026-06-17T08:00');
    const [row] = run.waiting('ha');
    await run.leave(ha, '2026-06-17', '2026-06-21', hung);
    expect(run.read(row, '2026-06-17T08:10')).toBeNull();
    expect(run.read(run.waiting('hung')[0], '2026-06-17T08:10')?.text).toContain(
      'người nhận thay của Lê Thu Hà',
    );
  });
});

describe('an assignment put off', () => {
  const snooze = (until: string): Promise<void> =>
    run.world.app.store.transaction((tx) => {
      const [assignment] = tx.all('assignments');
      const personId = tx.get('addresses', 'memory:ha')?.personId;
      if (!assignment || !personId) throw new Error('nothing to put off');
      tx.put('snoozes', {
        id: `memory:ha/${assignment.id}`,
        conversationId: 'memory:ha',
        assignmentId: assignment.id,
        until,
        byPersonId: personId,
        at: '2026-06-16T02:00:00.000Z',
      });
    });

  it('is left out there until its day and comes back by itself, once', async () => {
    await snooze('2026-06-18');
    await run.run('2026-06-17T08:00');
    expect([run.waiting('ha').length, run.waiting('hung').length]).toEqual([0, 1]);
    await run.send();
    await run.run('2026-06-18T08:00');
    expect([run.waiting('ha').length, run.waiting('hung').length]).toEqual([1, 0]);
    expect(texts('ha')[0]).toContain('Báo cáo tổng kết');
    await run.send();
    await run.run('2026-06-18T08:01');
    expect(run.waiting('ha')).toHaveLength(0);
    expect(run.world.app.store.count('snoozes')).toBe(0);
  });

  it('does not come back when it has been handed in', async () => {
    await snooze('2026-06-18');
    await run.world.say(ha, '/khongphatsinh V1');
    await run.send();
    await run.run('2026-06-18T08:00');
    expect(run.waiting('ha')).toHaveLength(0);
  });

  it('comes back in one conversation of somebody who has several, and not at all when it means nothing any more', async () => {
    await snooze('2026-06-18');
    await run.world.app.store.transaction((tx) => {
      const [known] = tx.all('snoozes');
      const chat = tx.get('conversations', 'memory:ha');
      const address = tx.get('addresses', 'memory:ha');
      if (!known || !chat || !address) throw new Error('nothing to double');
      const id = 'zalo:ha';
      tx.put('conversations', { ...structuredClone(chat), id, channel: 'zalo' });
      tx.put('addresses', {
        ...address,
        id,
        channel: 'zalo',
        privateConversationId: id,
        lastSeenAt: '2026-06-01',
      });
      tx.put('snoozes', { ...known, id: `${id}/${known.assignmentId}`, conversationId: id });
    });
    await run.run('2026-06-17T08:00');
    await run.send();
    const rows = await run.run('2026-06-18T08:00');
    expect(rows.map(({ conversationId }) => conversationId)).toEqual(['memory:ha']);
    expect(run.world.app.store.count('snoozes')).toBe(0);
    await run.send();
    await snooze('2026-06-22');
    await run.world.app.store.transaction((tx) => {
      const [assignment] = tx.all('assignments');
      if (assignment) tx.put('assignments', { ...assignment, status: 'paused' });
    });
    expect(await run.run('2026-06-18T09:00')).toEqual([]);
    expect(run.world.app.store.count('snoozes')).toBe(0);
  });

  it('on a day off comes back on the next working day', async () => {
    await snooze('2026-06-20');
    await run.run('2026-06-20T09:00');
    expect(run.waiting('ha')).toHaveLength(0);
    await run.run('2026-06-22T08:00');
    expect(run.waiting('ha')).toHaveLength(1);
  });
});
