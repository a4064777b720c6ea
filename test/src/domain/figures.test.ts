import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssignmentState } from '../../../src/domain/assignment.js';
import { type Figures, figuresOf } from '../../../src/domain/figures.js';
import { type FactsInput, facts, iso, vn } from './facts.js';

type Item = Parameters<typeof figuresOf>[0] extends Iterable<infer T> ? T : never;

/** `count` assignments in one state; facts matter for returned versions only. */
function times(count: number, state: AssignmentState, input: FactsInput = {}): Item[] {
  return Array.from({ length: count }, () => ({ facts: facts(input), state }));
}

const verdict = (isLate: boolean): FactsInput => ({
  submissions: [{ verdict: { dueOn: '2022-06-22', isLate, daysLate: isLate ? 1 : 0 } }],
});

/** After the date of every assignment made here (22/6/2022). */
const today = vn('2022-07-05 08:00');

const nothing: Figures = {
  expected: 0,
  handedIn: 0,
  onTime: 0,
  late: 0,
  accepted: 0,
  returned: 0,
  openInTime: 0,
  overdue: 0,
  undated: 0,
  notOpen: 0,
  completion: { done: 0, of: 0 },
  onTimeRate: { onTime: 0, of: 0 },
};

describe('src/domain/figures.ts', () => {
  it('fills the offices’ table A (domain.md 4.6) as one would by hand', () => {
    const items = [
      ...times(20, 'done-on-time'),
      ...times(4, 'done-late'),
      ...times(3, 'awaiting-on-time'),
      ...times(2, 'awaiting-late'),
      ...times(1, 'returned', verdict(false)),
      ...times(1, 'returned', verdict(true)),
      ...times(5, 'in-time'),
      ...times(2, 'due-soon'),
      ...times(6, 'overdue'),
      ...times(7, 'undated'),
      ...times(8, 'not-open'),
      ...times(9, 'paused'),
      ...times(10, 'cancelled'),
    ];

    expect(figuresOf(items, today)).toEqual({
      expected: 59, // all 78 without 9 paused and 10 cancelled
      handedIn: 31, // 20 + 4 + 3 + 2 + 2
      onTime: 24, // 20 + 3 + 1
      late: 7, // 4 + 2 + 1
      accepted: 24,
      returned: 2,
      openInTime: 7,
      overdue: 6,
      undated: 7,
      notOpen: 8,
      // Done 24; overdue undone: 6 never sent, 2 late and waiting, 2 returned and past their date (one sent in time).
      completion: { done: 24, of: 34 },
      onTimeRate: { onTime: 20, of: 34 },
    });
  });

  it.each([
    [
      'done-on-time',
      {
        handedIn: 1,
        onTime: 1,
        accepted: 1,
        completion: { done: 1, of: 1 },
        onTimeRate: { onTime: 1, of: 1 },
      },
    ],
    [
      'done-late',
      { handedIn: 1, late: 1, accepted: 1, completion: { done: 1, of: 1 }, onTimeRate: { onTime: 0, of: 1 } },
    ],
    ['awaiting-on-time', { handedIn: 1, onTime: 1 }],
    [
      'awaiting-late',
      { handedIn: 1, late: 1, completion: { done: 0, of: 1 }, onTimeRate: { onTime: 0, of: 1 } },
    ],
    ['in-time', { openInTime: 1 }],
    ['due-soon', { openInTime: 1 }],
    ['overdue', { overdue: 1, completion: { done: 0, of: 1 }, onTimeRate: { onTime: 0, of: 1 } }],
    ['undated', { undated: 1 }],
    ['not-open', { notOpen: 1 }],
  ] as [AssignmentState, Partial<Figures>][])('counts one that is %s', (state, counted) => {
    expect(figuresOf(times(1, state), today)).toEqual({ ...nothing, expected: 1, ...counted });
  });

  it.each(['paused', 'cancelled'] as const)('leaves out what is %s', (state) => {
    expect(figuresOf(times(3, state), today)).toEqual(nothing);
  });

  it('is all zero for nothing, so that nobody divides into a rate', () => {
    expect(figuresOf([], today)).toEqual(nothing);
  });

  it('judges a returned assignment by its latest version', () => {
    const late = { verdict: { dueOn: '2022-06-22', isLate: true, daysLate: 1 } };
    const [onTime] = times(1, 'returned', { submissions: [late, {}] });
    const [tooLate] = times(1, 'returned', { submissions: [{}, late] });

    expect(figuresOf(onTime ? [onTime] : [], today)).toMatchObject({ returned: 1, onTime: 1, late: 0 });
    expect(figuresOf(tooLate ? [tooLate] : [], today)).toMatchObject({ returned: 1, onTime: 0, late: 1 });
  });

  it('counts a return as not done: overdue once its date has passed, for nothing while a new date runs', () => {
    const returned = { decision: 'returned', at: iso('2022-07-04 10:00') } as const;
    const of = (input: FactsInput, at: string): Figures =>
      figuresOf(times(1, 'returned', { submissions: [{}], ...input }), vn(at));

    expect(of({ reviews: [returned] }, '2022-06-22 23:59').completion).toEqual({ done: 0, of: 0 });
    expect(of({ reviews: [returned] }, '2022-07-05 08:00').completion).toEqual({ done: 0, of: 1 });
    const moved = { reviews: [{ ...returned, newDueOn: '2022-07-08' }] };
    expect(of(moved, '2022-07-08 23:59').completion).toEqual({ done: 0, of: 0 });
    expect(of(moved, '2022-07-09 00:00').completion).toEqual({ done: 0, of: 1 });
  });

  it('balances for any set', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const f = figuresOf(items, today);
        const count = (...states: AssignmentState[]): number =>
          items.filter(({ state }) => states.includes(state)).length;

        expect(f.expected).toBe(f.handedIn + f.openInTime + f.overdue + f.undated + f.notOpen);
        expect(f.expected).toBe(items.length - count('paused', 'cancelled'));
        expect(f.handedIn).toBe(f.onTime + f.late);
        expect(f.handedIn).toBe(f.accepted + f.returned + count('awaiting-on-time', 'awaiting-late'));
        expect(f.completion.done).toBe(f.accepted);
        expect(f.onTimeRate.of).toBe(f.completion.of);
        expect(f.onTimeRate.onTime).toBeLessThanOrEqual(f.completion.done);
        expect(f.completion.done).toBeLessThanOrEqual(f.completion.of);
        expect(f.completion.of).toBeLessThanOrEqual(f.expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('adds up: the figures of two units together are the sum of each, in any order', () => {
    fc.assert(
      fc.property(anyItems, anyItems, (one, other) => {
        expect(figuresOf([...other, ...one], today)).toEqual(
          sum(figuresOf(one, today), figuresOf(other, today)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads a set once, from any iterable', () => {
    function* once(): Iterable<Item> {
      yield* times(2, 'overdue');
    }

    expect(figuresOf(once(), today).overdue).toBe(2);
  });
});

function sum(a: Figures, b: Figures): Figures {
  const added = Object.keys(nothing).map((name) => {
    const [x, y] = [a[name as keyof Figures], b[name as keyof Figures]];
    if (typeof x === 'number' && typeof y === 'number') return [name, x + y];
    const parts = Object.entries(x).map(([part, value]) => [
      part,
      (value as number) + (y as Record<string, number>)[part]!,
    ]);
    return [name, Object.fromEntries(parts)];
  });
  return Object.fromEntries(added) as Figures;
}

const anyItem: fc.Arbitrary<Item> = fc
  .tuple(
    fc.constantFrom<AssignmentState>(
      'not-open',
      'in-time',
      'due-soon',
      'overdue',
      'awaiting-on-time',
      'awaiting-late',
      'returned',
      'done-on-time',
      'done-late',
      'undated',
      'paused',
      'cancelled',
    ),
    fc.boolean(),
  )
  .map(([state, isLate]) => ({ facts: facts(verdict(isLate)), state }));
const anyItems = fc.array(anyItem, { maxLength: 40 });
