import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingDay, workingDaysBetween } from '../../../src/domain/calendar.js';
import { type DateCandidate, isEventBound, planDateQuestions } from '../../../src/domain/date-questions.js';
import { readDeadline } from '../../../src/domain/deadline/index.js';
import type { Plan, Task } from '../../../src/domain/plan.js';
import { defaultPolicy } from '../../../src/domain/policy.js';
import { dayOf, timeOf } from '../../../src/domain/time.js';
import { type FactsInput, calendar, facts, iso, vn } from './facts.js';

/** A round of a plan published on Thu 02/6/2022 at 09:00, with the deadline a phrase means. */
function candidate(phrase: string, owed: FactsInput[] = [{}], plan: Partial<Plan> = {}): DateCandidate {
  const deadline = readDeadline(phrase, { issuedOn: '2022-06-02', beforeMeans: 'strict' });
  const undated = { dueOn: null, statedOn: null, deadlineText: deadline?.text ?? '' };
  const rounds = owed.map((input) => facts({ ...input, round: { ...undated, ...input.round } }));
  const [first = facts({ round: undated })] = rounds;
  return {
    round: first.round,
    task: { status: 'active', deadlines: deadline ? [deadline] : [] } as unknown as Task,
    plan: { id: 'p1', status: 'active', publishedAt: iso('2022-06-02 09:00'), ...plan } as Plan,
    owed: rounds,
  };
}

function asked(one: DateCandidate, from = '2022-06-02 09:00', to = '2022-09-30 23:00'): string[] {
  return planDateQuestions([one], defaultPolicy, calendar, vn(from), vn(to)).map(
    ({ atMs, key }) => `${dayOf(atMs)} ${timeOf(atMs)} ${key}`,
  );
}

describe('src/domain/date-questions.ts', () => {
  it('asks on the first working day after publication, then every twenty', () => {
    // Thu 02/6 → Fri 03/6. 20 on: Mon 06 (1) … Fri 10 (5), 17 (10), 24 (15), Fri 01/7 (20). Then Fri 29/7, Fri 26/8; 01-02/9 are
    // off, so the next is Tue 27/9.
    expect(asked(candidate('sau hội nghị tổng kết'))).toEqual([
      '2022-06-03 08:00 date/r1/1',
      '2022-07-01 08:00 date/r1/2',
      '2022-07-29 08:00 date/r1/3',
      '2022-08-26 08:00 date/r1/4',
      '2022-09-27 08:00 date/r1/5',
    ]);
    // Published on a Friday: Monday.
    const friday = candidate('sau hội nghị', [{}], { publishedAt: iso('2022-06-03 16:00') });
    expect(asked(friday)[0]).toBe('2022-06-06 08:00 date/r1/1');
  });

  it.each([
    ['a standing task', candidate('thường xuyên')],
    ['a date', candidate('trước ngày 23/6/2022')],
    ['no deadline', candidate('')],
    ['a date set meanwhile', candidate('sau hội nghị', [{ round: { dueOn: '2022-07-15' } }])],
    ['a closed plan', candidate('sau hội nghị', [{}], { status: 'closed' })],
    ['nobody who owes it', candidate('sau hội nghị', [])],
    ['what is cancelled', candidate('sau hội nghị', [{ assignment: { status: 'cancelled' } }])],
    ['a plan not reminded of', { ...candidate('sau hội nghị'), policy: { ...defaultPolicy, isOff: true } }],
  ])('never asks about %s', (_what, one) => {
    expect(asked(one)).toEqual([]);
  });

  it('stops when every unit has handed in or has a date of its own, and goes on for a returned version', () => {
    const handedIn = { submissions: [{ sentAt: iso('2022-06-20 10:00') }] };
    const moved = { extensions: [{ decidedAt: iso('2022-07-10 10:00'), newDueOn: '2022-08-30' }] };
    const returned = {
      ...handedIn,
      reviews: [{ decision: 'returned' as const, at: iso('2022-07-20 10:00') }],
    };

    expect(asked(candidate('sau hội nghị', [handedIn]))).toHaveLength(1);
    expect(asked(candidate('sau hội nghị', [handedIn, moved]))).toHaveLength(2);
    expect(asked(candidate('sau hội nghị', [returned])).map((line) => line.slice(-1))).toEqual([
      '1',
      '3',
      '4',
      '5',
    ]);
  });

  it('tells events from other deadlines by the phrase of the round', () => {
    const { task, round } = candidate('sau hội nghị');

    expect(isEventBound(task, round)).toBe(true);
    expect(isEventBound(task, { deadlineText: 'khác' })).toBe(false);
  });

  it('gives in two spans what it gives in one, on working mornings, twenty working days apart', () => {
    const anyMs = fc.integer({ min: vn('2022-05-01 00:00'), max: vn('2024-12-31 00:00') });
    fc.assert(
      fc.property(fc.tuple(anyMs, anyMs, anyMs), anyMs, (instants, published) => {
        const [a = 0, b = 0, c = 0] = instants.toSorted((x, y) => x - y);
        const one = candidate('sau hội nghị', [{}], { publishedAt: new Date(published).toISOString() });
        const plan = (from: number, to: number): ReturnType<typeof planDateQuestions> =>
          planDateQuestions([one], defaultPolicy, calendar, from, to);
        const whole = plan(a, c);

        expect([...plan(a, b), ...plan(b, c)]).toEqual(whole);
        expect(plan(c, a)).toEqual([]);
        expect(new Set(whole.map(({ key }) => key)).size).toBe(whole.length);
        for (const { atMs, number } of whole) {
          expect([isWorkingDay(dayOf(atMs), calendar), timeOf(atMs)]).toEqual([true, '08:00']);
          expect(workingDaysBetween(dayOf(published), dayOf(atMs), calendar)).toBe(1 + 20 * (number - 1));
        }
      }),
      { numRuns: 300 },
    );
  });
});
