import { describe, expect, it } from 'vitest';
import { f1, precision, recall } from '../../bench/intake/counts.js';
import type { Labels } from '../../bench/intake/labels.js';
import { compare } from '../../bench/intake/score.js';
import { type Deadline, type ReadResult, type TaskCandidate, blankDeadline } from '../../src/domain/plan.js';

const quotes = {
  report: 'Sở Y tế tổng hợp kết quả thực hiện, báo cáo UBND tỉnh trước ngày 15/9/2024.',
  plan: 'Các sở, ban, ngành xây dựng kế hoạch chi tiết, gửi Sở Y tế chậm nhất ngày 20/3/2024.',
  other: 'Sở Tài chính bố trí kinh phí, hoàn thành trong quý II năm 2024.',
};

const deadline = (statedOn: string, inclusive: boolean): Deadline => ({
  ...blankDeadline,
  text: '…',
  statedOn,
  dueOn: statedOn,
  inclusive,
  confidence: 0.95,
});

function task(key: string, quote: string, parts: Partial<TaskCandidate>): TaskCandidate {
  return {
    key,
    action: 'việc',
    lead: [],
    coordinating: [],
    recipients: [],
    via: null,
    deliverable: null,
    volume: null,
    quota: null,
    deadlines: [],
    quotes: [{ text: quote, place: '1' }],
    doubts: [],
    after: [],
    ...parts,
  };
}

const labels: Labels = {
  document: { number: '12/KH-UBND', date: null },
  tasks: [
    {
      quote: quotes.report,
      lead: ['Sở Y tế'],
      recipient: ['UBND tỉnh'],
      deadline: {
        text: 'trước ngày 15/9/2024',
        kind: 'date',
        due: '2024-09-15',
        recurrence: null,
        before: true,
      },
    },
    {
      quote: quotes.plan,
      lead: ['Các sở, ban, ngành'],
      recipient: ['Sở Y tế'],
      deadline: {
        text: 'chậm nhất ngày 20/3/2024',
        kind: 'date',
        due: '2024-03-20',
        recurrence: null,
        before: false,
      },
    },
  ],
};

function read(tasks: TaskCandidate[]): ReadResult {
  return {
    document: {
      type: 'KH',
      number: '12/KH-UBND',
      issuer: null,
      issuedOn: null,
      title: null,
      period: null,
      basis: [],
      urgency: null,
      amends: null,
    },
    source: { kind: 'text', pages: null, confidence: null },
    tasks,
    skipped: [],
  };
}

const report = task('t1', quotes.report, {
  lead: ['Sở Y tế'],
  recipients: ['UBND tỉnh'],
  deadlines: [deadline('2024-09-15', false)],
});
const plan = task('t2', quotes.plan, {
  lead: ['các sở, ban, ngành'],
  recipients: ['Sở Y tế'],
  deadlines: [deadline('2024-03-20', true)],
});

describe('bench of intake', () => {
  it('gives full marks to a reading that says what the labels say', () => {
    const { counts, problems } = compare(read([report, plan]), labels);

    expect(problems).toEqual([]);
    expect([counts.tasks, counts.deadlines, counts.leads, counts.recipients].map(f1)).toEqual([1, 1, 1, 1]);
    expect(counts.facts).toEqual({ labelled: 2, found: 2 });
  });

  it('counts a task nobody labelled against precision, a label nobody read against recall', () => {
    const extra = task('t3', quotes.other, { deadlines: [deadline('2024-06-30', true)] });
    const { counts, problems } = compare(read([report, extra]), labels);

    expect(precision(counts.tasks)).toBe(0.5);
    expect(recall(counts.tasks)).toBe(0.5);
    expect(problems.map(({ kind, quote }) => [kind, quote])).toEqual([
      ['missed', quotes.plan],
      ['extra', quotes.other],
    ]);
  });

  it('tells a wrong date that carries a doubt from one nobody would look at', () => {
    const wrong = { ...report, deadlines: [deadline('2024-09-16', false)] };
    const doubted = { ...wrong, doubts: ['deadline-uncertain' as const] };

    expect(compare(read([wrong, plan]), labels).counts.silentlyWrong).toBe(1);
    expect(compare(read([doubted, plan]), labels).counts.silentlyWrong).toBe(0);
    expect(compare(read([wrong, plan]), labels).counts.exactDates).toEqual({ labelled: 2, found: 1 });
  });

  it('knows a recipient by its shorter name, and a task of a scan by most of its words', () => {
    const scanned = read([
      {
        ...report,
        recipients: ['UBND tỉnh Hưng Yên'],
        quotes: [
          {
            text: quotes.report.replace('hợp', 'hop1').replace('cáo', 'cao0').replace('tế', 'tê9'),
            place: '1',
          },
        ],
      },
    ]);
    const clean = compare(scanned, labels).counts;
    const blurred = compare(
      { ...scanned, source: { kind: 'scan', pages: 1, confidence: 0.8 } },
      labels,
    ).counts;

    expect(clean.tasks.found).toBe(0);
    expect(blurred.tasks.found).toBe(1);
    expect(blurred.recipients.right).toBe(1);
  });
});
