import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxRow } from '../../../../src/domain/message.js';
import { type Reminding, createReminding } from '../../../fakes/reminding.js';
import { task, type Talker } from '../../../fakes/world.js';

vi.mock('node-cron', () => ({ schedule: () => ({ stop: () => undefined }) }));

let run: Reminding;
let ha: Talker;

beforeEach(async () => {
  run = await createReminding();
  await run.world.say({ id: 'hoa', name: 'Hoa' }, '/start QUAN-TRI-2026');
  ha = await run.world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
});
afterEach(() => run.close());

const actions = [
  'báo cáo tổng kết',
  'báo cáo tham luận',
  'gửi số liệu',
  'lập danh sách',
  'góp ý dự thảo',
  'cử cán bộ',
];

describe('one digest', () => {
  it('has buttons to hand in, to ask for time and to put off, eight at most, handing in first', async () => {
    await run.world.publish(actions.slice(0, 1).map((action) => task(action, ['Sở Y tế'], '2026-06-22')));
    await run.run('2026-06-17T08:00');
    expect(run.waiting('ha')[0]?.message.choices).toEqual([
      { label: 'Nộp: 1. Báo cáo tổng kết', command: '/nop V1' },
      { label: 'Xin gia hạn: 1. Báo cáo tổng kết', command: '/giahan V1' },
      { label: 'Hoãn nhắc: 1. Báo cáo tổng kết', command: '/hoannhac V1' },
    ]);

    await run.world.publish(actions.map((action) => task(action, ['Sở Y tế'], '2026-06-22')));
    await run.run('2026-06-19T08:00');
    const commands =
      run
        .waiting('ha')
        .at(-1)
        ?.message.choices?.map(({ command }) => command) ?? [];
    expect(commands).toHaveLength(8);
    expect(commands.slice(0, 4)).toEqual(['/nop V1', '/nop V2', '/nop V3', '/nop V4']);
    expect(commands.slice(4)).toEqual(['/giahan V1', '/giahan V2', '/hoannhac V1', '/hoannhac V2']);
    for (const { label } of run.waiting('ha').at(-1)?.message.choices ?? [])
      expect(label.length).toBeLessThanOrEqual(52);
  });

  it('offers neither to put off the last day nor to ask for time twice', async () => {
    await run.world.publish([task('báo cáo tổng kết', ['Sở Y tế'], '2026-06-22')]);
    await run.run('2026-06-19T08:00');
    await run.send();
    await run.world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
    await run.run('2026-06-22T08:00');
    const row = run.waiting('ha').find(({ kind }) => kind === 'reminder');
    expect(row?.message.choices?.map(({ command }) => command)).toEqual(['/nop V1']);
  });

  it('numbers buttons as the list is numbered, plan by plan', async () => {
    await run.world.publish([
      task('báo cáo tổng kết', ['Sở Y tế'], '2026-06-19'),
      task('báo cáo tham luận', ['Sở Y tế'], '2026-06-24'),
    ]);
    await run.world.publish([task('góp ý dự thảo', ['Sở Y tế'], '2026-06-22')]);
    await run.run('2026-06-17T08:00');
    const message = run.waiting('ha').find(({ kind }) => kind === 'reminder')?.message;

    expect(message?.text).toMatch(/1\. Báo cáo tổng kết[^]*2\. Báo cáo tham luận[^]*3\. Góp ý dự thảo/);
    expect(message?.choices?.slice(0, 3).map(({ label, command }) => `${label} ${command}`)).toEqual([
      'Nộp: 1. Báo cáo tổng kết /nop V1',
      'Nộp: 2. Báo cáo tham luận /nop V2',
      'Nộp: 3. Góp ý dự thảo /nop V3',
    ]);
  });

  it('is joined by what falls due while it waits, so that one message goes out', async () => {
    await run.prefer('ha', { sendFrom: '14:00', sendUntil: '16:00' });
    await run.world.publish([task('báo cáo tổng kết', ['Sở Y tế'], '2026-06-22')]);
    await run.run('2026-06-17T08:00');
    await run.world.publish([task('gửi số liệu', ['Sở Y tế'], '2026-06-19', { deliverable: 'số liệu' })]);
    await run.run('2026-06-18T08:00');
    const rows = run.waiting('ha').filter(({ kind }) => kind === 'reminder');

    expect(rows).toHaveLength(1);
    expect(rows[0]?.message.heading).toBe('Nhắc việc: 02 việc');
    expect(rows[0]?.message.text).toContain('1. Gửi số liệu.');
    expect(rows[0]?.message.text).toContain('2. Báo cáo tổng kết.');
    expect(rows[0]?.message.text).not.toContain('gián đoạn');
    const dropped = [...run.world.app.store.find('outbox', 'byStatus', 'dropped')];
    expect(dropped.map(({ lastError }) => lastError)).toEqual(['merged']);
  });

  it('takes in what was tried in vain, and leaves alone what is being sent', async () => {
    await run.world.publish([task('báo cáo tổng kết', ['Sở Y tế'], '2026-06-22')]);
    const mark = (change: Partial<OutboxRow>): Promise<void> =>
      run.world.app.store.transaction((tx) => {
        for (const row of tx.find('outbox', 'byStatus', 'pending'))
          if (row.kind === 'reminder') tx.put('outbox', { ...structuredClone(row), ...change });
      });
    const reminders = (): number => run.waiting('ha').filter(({ kind }) => kind === 'reminder').length;
    await run.run('2026-06-17T08:00');
    await mark({ attempts: 1, lastError: 'connection' });
    await run.run('2026-06-19T08:00');
    expect(reminders()).toBe(1);

    await mark({ attempts: 1, status: 'sending' });
    await run.run('2026-06-22T08:00');
    expect(reminders()).toBe(1);
    expect(run.world.app.store.find('outbox', 'byStatus', 'sending')).toHaveLength(1);
  });

  it('says what a partial hand-in still lacks, waiting or returned', async () => {
    const report = Buffer.from('%PDF-1.4\nbáo cáo\n%%EOF');
    await run.world.publish([
      task('báo cáo tổng kết', ['Sở Y tế'], '2026-06-22'),
      task('báo cáo tham luận', ['Sở Y tế'], '2026-06-22'),
    ]);
    await run.world.sendFile(ha, report, 'bc.txt', '/nop V1');
    await run.world.app.store.transaction((tx) => {
      const [submission] = tx.all('submissions');
      if (submission)
        tx.put('submissions', {
          ...structuredClone(submission),
          missing: ['phụ lục số liệu'],
        });
    });
    await run.run('2026-06-17T08:00');
    expect(run.waiting('ha').at(-1)?.message.text).toContain(
      'Đã nộp, còn thiếu: Báo cáo tổng kết (V1): phụ lục số liệu.',
    );

    await run.world.app.store.transaction((tx) => {
      const [submission] = tx.all('submissions');
      if (!submission) throw new Error('no submission');
      tx.put('reviews', {
        id: 'r1',
        submissionId: submission.id,
        assignmentId: submission.assignmentId,
        decision: 'returned',
        reason: 'thiếu phụ lục',
        newDueOn: null,
        byPersonId: submission.byPersonId,
        at: '2026-06-18T02:00:00.000Z',
      });
    });
    await run.run('2026-06-19T08:00');
    expect(run.waiting('ha').at(-1)?.message.text).toContain('bản trước còn thiếu phụ lục số liệu.');
    expect(run.waiting('ha').at(-1)?.message.text).not.toContain('Đã nộp, còn thiếu');
  });
});

describe('looked at again before it is sent', () => {
  beforeEach(async () => {
    await run.world.publish([
      task('báo cáo tổng kết', ['Sở Y tế'], '2026-06-22'),
      task('báo cáo tham luận', ['Sở Y tế'], '2026-06-22'),
    ]);
    await run.group('g', ['Sở Y tế'], []);
    await run.run('2026-06-17T08:00');
  });
  const rowOf = (id: string) => run.waiting(id).find(({ kind }) => kind === 'reminder');
  const grant = (newDueOn: string): Promise<void> =>
    run.world.app.store.transaction((tx) => {
      const [assignment] = tx.all('assignments');
      const [person] = tx.all('persons');
      if (!assignment || !person) throw new Error('nothing to extend');
      tx.put('extensions', {
        id: 'x1',
        number: 1,
        assignmentId: assignment.id,
        planId: assignment.planId,
        requestedOn: '2026-06-16',
        newDueOn,
        reason: 'chờ số liệu',
        requestedBy: person.id,
        status: 'granted',
        decidedBy: person.id,
        decidedAt: '2026-06-17T01:30:00.000Z',
      });
    });

  it('a later date drops the step of the old one; an earlier one is told', async () => {
    await grant('2026-06-30');
    const later = run.read(rowOf('ha'), '2026-06-17T09:00');
    expect(later?.heading).toBe('Nhắc việc: 01 việc');
    expect(later?.text).not.toContain('Báo cáo tổng kết');
    await grant('2026-06-18');
    expect(run.read(rowOf('ha'), '2026-06-17T09:00')?.text).toContain(
      'Báo cáo tổng kết. Hạn: hết thứ Năm, 18/06/2026',
    );
  });

  it('somebody who no longer answers for the unit is not told', async () => {
    await run.person(ha, { grants: [{ role: 'officer', unitId: null }] });
    expect(run.read(rowOf('ha'), '2026-06-17T09:00')).toBeNull();
    await run.person(ha, { grants: [], removedAt: '2026-06-17T01:00:00.000Z' });
    expect(run.read(rowOf('ha'), '2026-06-17T09:00')).toBeNull();
    // The group is still the unit's; bound to another one it is told nothing of this.
    expect(run.read(rowOf('g'), '2026-06-17T09:00')?.text).toContain('Kính gửi Sở Y tế');
    const row = rowOf('g');
    await run.group('g', ['Sở Tài chính'], []);
    expect(run.read(row, '2026-06-17T09:00')).toBeNull();
  });

  it('of a plan that is no longer reminded of nothing is said', async () => {
    const [plan] = run.world.app.store.all('plans');
    await run.policy(plan?.id ?? '', { isOff: true });
    expect(run.read(rowOf('ha'), '2026-06-17T09:00')).toBeNull();
  });

  it('says what is true when it goes out', async () => {
    expect(run.read(rowOf('ha'), '2026-06-23T08:00')?.text).toContain('quá hạn 1 ngày');
  });
});
