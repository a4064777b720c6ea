import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssignmentFacts, AssignmentState } from '../../../src/domain/assignment.js';
import {
  compareUrgency,
  effectiveDue,
  isDone,
  isOpen,
  lateFrom,
  latestVersion,
  needsHandIn,
  stateOf,
  verdictAt,
} from '../../../src/domain/state.js';
import { type FactsInput, calendar, facts, iso, vn } from './facts.js';

const late = { dueOn: '2022-06-22', isLate: true, daysLate: 1 };
const returned = { decision: 'returned', reason: 'thiếu phụ lục' } as const;

function stateAt(input: FactsInput, at: string): AssignmentState {
  return stateOf(facts(input), vn(at), calendar);
}

describe('src/domain/state.ts', () => {
  describe('stateOf', () => {
    // Due Wed 22/6/2022 (trước ngày 23/6/2022) unless stated otherwise.
    const examples: [state: AssignmentState, at: string, input: FactsInput, why: string][] = [
      ['not-open', '2022-06-14 23:59', { round: { opensOn: '2022-06-15' } }, 'the round opens tomorrow'],
      [
        'not-open',
        '2022-06-14 23:59',
        { round: { opensOn: '2022-06-15', dueOn: null } },
        'also without a date',
      ],
      ['in-time', '2022-06-15 00:00', { round: { opensOn: '2022-06-15' } }, 'the first moment of the window'],
      ['in-time', '2022-06-16 23:59', {}, 'four working days left: 17, 20, 21, 22'],
      ['due-soon', '2022-06-17 00:00', {}, 'three working days left: 20, 21, 22'],
      ['due-soon', '2022-06-18 10:00', {}, 'Saturday, still three'],
      ['due-soon', '2022-06-22 23:59', {}, 'the last minute of the last day'],
      ['overdue', '2022-06-23 00:00', {}, '24:00 of the last day'],
      ['overdue', '2023-06-23 00:00', {}, 'a year later'],
      [
        'overdue',
        '2022-06-23 00:00',
        { round: { opensOn: '2022-07-01' } },
        'over before it began: a misprint, but owed',
      ],
      ['awaiting-on-time', '2022-07-05 08:00', { submissions: [{}] }, 'handed in in time, whatever the day'],
      [
        'awaiting-late',
        '2022-07-05 08:00',
        { submissions: [{ verdict: late }] },
        'by the verdict on the receipt',
      ],
      [
        'returned',
        '2022-06-21 10:00',
        { submissions: [{}], reviews: [returned] },
        'at the moment of the decision',
      ],
      ['returned', '2022-07-05 08:00', { submissions: [{}], reviews: [returned] }, 'also past the date'],
      ['done-on-time', '2022-06-21 10:00', { submissions: [{}], reviews: [{}] }, 'accepted'],
      [
        'done-late',
        '2022-06-21 10:00',
        { submissions: [{ verdict: late }], reviews: [{}] },
        'accepted though late',
      ],
      ['undated', '2030-01-01 08:00', { round: { dueOn: null } }, 'never overdue'],
      ['paused', '2022-06-23 00:00', { assignment: { status: 'paused' } }, 'the clock stands'],
      ['cancelled', '2022-06-23 00:00', { assignment: { status: 'cancelled' } }, 'taken off the table'],
    ];

    it.each(examples)('is %s on %s', (state, at, input, _why) => {
      expect(stateAt(input, at)).toBe(state);
    });

    it('has an example of every state', () => {
      expect(new Set(examples.map(([state]) => state))).toEqual(new Set(allStates));
    });

    it.each([
      ['2022-06-22 15:59', 'due-soon'],
      ['2022-06-22 16:00', 'due-soon'],
      ['2022-06-22 16:01', 'overdue'],
    ] as const)('ends at the clock time the text names (16:00): %s is %s', (at, state) => {
      expect(stateAt({ round: { dueTime: '16:00' } }, at)).toBe(state);
    });

    it('counts the days left over Tết: four on the morning before it, three in it', () => {
      // Off 31/01-04/02. Due Thu 10/02: on Fri 28/01 the days 07, 08, 09, 10 are left. Due Wed 09/02: 07, 08, 09.
      const created = { createdAt: iso('2022-01-04 09:00') };

      expect(stateAt({ assignment: created, round: { dueOn: '2022-02-10' } }, '2022-01-28 08:00')).toBe(
        'in-time',
      );
      expect(stateAt({ assignment: created, round: { dueOn: '2022-02-09' } }, '2022-01-28 08:00')).toBe(
        'due-soon',
      );
      expect(stateAt({ assignment: created, round: { dueOn: '2022-02-10' } }, '2022-02-01 08:00')).toBe(
        'in-time',
      );
    });

    it('calls a Saturday deadline near on the Tuesday before: Wednesday, Thursday, Friday are left', () => {
      expect(stateAt({ round: { dueOn: '2022-07-30' } }, '2022-07-26 08:00')).toBe('due-soon');
      expect(stateAt({ round: { dueOn: '2022-07-30' } }, '2022-07-25 23:59')).toBe('in-time');
    });

    it('hides everything behind paused and cancelled', () => {
      const done: FactsInput = { submissions: [{}], reviews: [{}] };

      expect(stateAt({ ...done, assignment: { status: 'paused' } }, '2022-07-05 08:00')).toBe('paused');
      expect(stateAt({ ...done, assignment: { status: 'cancelled' } }, '2022-07-05 08:00')).toBe('cancelled');
    });

    it('looks at the latest version: a newer one waits again, whatever was decided about the one before', () => {
      const versions = [{}, { sentAt: iso('2022-06-24 09:00'), verdict: late }];
      const accepted = { submissions: versions, reviews: [{}] };
      const sentBack = { submissions: versions, reviews: [returned] };

      expect([stateAt(accepted, '2022-06-24 08:59'), stateAt(accepted, '2022-06-24 09:00')]).toEqual([
        'done-on-time',
        'awaiting-late',
      ]);
      expect([stateAt(sentBack, '2022-06-24 08:59'), stateAt(sentBack, '2022-06-24 09:00')]).toEqual([
        'returned',
        'awaiting-late',
      ]);
    });

    it('tells the past as it was: before the version, before the decision, after both', () => {
      const input: FactsInput = {
        submissions: [{ sentAt: iso('2022-06-20 10:00') }],
        reviews: [{ at: iso('2022-06-21 10:00') }],
      };

      expect(
        ['2022-06-20 09:59', '2022-06-20 10:00', '2022-06-21 09:59', '2022-06-21 10:00'].map((at) =>
          stateAt(input, at),
        ),
      ).toEqual(['due-soon', 'awaiting-on-time', 'awaiting-on-time', 'done-on-time']);
    });

    it('follows the date in force: extended in time, overdue again after the new date', () => {
      const extended: FactsInput = {
        extensions: [{ newDueOn: '2022-06-30', decidedAt: iso('2022-06-23 09:00') }],
      };

      expect(
        [
          '2022-06-23 08:59',
          '2022-06-23 09:00',
          '2022-06-27 08:00',
          '2022-06-30 23:59',
          '2022-07-01 00:00',
        ].map((at) => stateAt(extended, at)),
      ).toEqual(['overdue', 'in-time', 'due-soon', 'due-soon', 'overdue']);
    });

    it('gives the same answer whatever was asked before', () => {
      const bare = { years: {} };
      const near = facts({ round: { dueOn: '2022-02-08' } });
      const asked = (): AssignmentState[] => [
        stateOf(near, vn('2022-01-28 08:00'), calendar),
        stateOf(near, vn('2022-01-28 08:00'), bare),
        stateOf(near, vn('2022-02-03 08:00'), bare),
      ];

      // Without the table Tết is worked, and ten days are left instead of two.
      expect(asked()).toEqual(['due-soon', 'in-time', 'due-soon']);
      expect(asked()).toEqual(['due-soon', 'in-time', 'due-soon']);
    });
  });

  describe('groups of states', () => {
    const table: [AssignmentState, needsHandIn: boolean, isOpen: boolean, isDone: boolean][] = [
      ['not-open', false, true, false],
      ['in-time', true, true, false],
      ['due-soon', true, true, false],
      ['overdue', true, true, false],
      ['awaiting-on-time', false, false, false],
      ['awaiting-late', false, false, false],
      ['returned', true, true, false],
      ['done-on-time', false, false, true],
      ['done-late', false, false, true],
      ['undated', true, true, false],
      ['paused', false, false, false],
      ['cancelled', false, false, false],
    ];

    it.each(table)('%s: needs a hand-in %s, open %s, done %s', (state, needs, open, done) => {
      expect([needsHandIn(state), isOpen(state), isDone(state)]).toEqual([needs, open, done]);
    });

    it('sorts every state', () => {
      expect(table.map(([state]) => state).sort()).toEqual([...allStates].sort());
    });
  });

  describe('effectiveDue', () => {
    const forever = Number.POSITIVE_INFINITY;
    const first = { newDueOn: '2022-06-28', decidedAt: iso('2022-06-14 10:00') };
    const second = { newDueOn: '2022-06-25', decidedAt: iso('2022-06-16 10:00') };
    const back = { ...returned, at: iso('2022-06-15 10:00'), newDueOn: '2022-07-01' };

    it('is the round’s own until something moves it', () => {
      const original = { dueOn: '2022-06-22', dueTime: '16:00', originalDueOn: '2022-06-22', movedBy: null };
      const known = facts({ round: { dueTime: '16:00' }, extensions: [first] });

      expect(effectiveDue(known, vn('2022-06-14 10:00') - 1)).toEqual(original);
      expect(effectiveDue(known, Number.NEGATIVE_INFINITY)).toEqual(original);
    });

    it('counts a decision from its instant, loses the clock time and keeps the original in sight', () => {
      expect(
        effectiveDue(facts({ round: { dueTime: '16:00' }, extensions: [first] }), vn('2022-06-14 10:00')),
      ).toEqual({
        dueOn: '2022-06-28',
        dueTime: null,
        originalDueOn: '2022-06-22',
        movedBy: 'extension',
      });
    });

    it.each([
      ['2022-06-14 09:59', '2022-06-22', null],
      ['2022-06-14 10:00', '2022-06-28', 'extension'],
      ['2022-06-15 10:00', '2022-07-01', 'return'],
      ['2022-06-16 10:00', '2022-06-25', 'extension'],
    ] as const)('follows the latest decision, not the latest date: on %s it is %s', (at, dueOn, movedBy) => {
      const known = facts({ submissions: [{}], extensions: [first, second], reviews: [back] });

      expect(effectiveDue(known, vn(at))).toMatchObject({ dueOn, movedBy });
    });

    it.each([
      ['a request nobody decided', { extensions: [{ ...first, status: 'requested', decidedAt: null }] }],
      ['a refused one', { extensions: [{ ...first, status: 'refused' }] }],
      [
        'a granted one without an instant (a damaged record)',
        { extensions: [{ ...first, decidedAt: null }] },
      ],
      ['an acceptance with a date', { reviews: [{ ...back, decision: 'accepted' }] }],
      ['a return without a date', { reviews: [{ ...back, newDueOn: null }] }],
    ] as [string, FactsInput][])('is not moved by %s', (_what, input) => {
      expect(effectiveDue(facts(input), forever)).toMatchObject({ dueOn: '2022-06-22', movedBy: null });
    });

    it('gives a date to what had none, and a time of nobody', () => {
      expect(effectiveDue(facts({ round: { dueOn: null }, extensions: [first] }), forever)).toEqual({
        dueOn: '2022-06-28',
        dueTime: null,
        originalDueOn: null,
        movedBy: 'extension',
      });
    });

    it('does not depend on the order the decisions are stored in, even of two of one instant', () => {
      fc.assert(
        fc.property(fc.array(anyMove, { maxLength: 5 }), anyInstant, (moves, at) => {
          const inOrder = factsMovedBy(moves);
          const reversed = factsMovedBy(moves.toReversed());

          expect(effectiveDue(reversed, at)).toEqual(effectiveDue(inOrder, at));
        }),
      );
    });

    it('never looks ahead: what is decided later changes nothing before', () => {
      fc.assert(
        fc.property(fc.array(anyMove, { maxLength: 5 }), anyInstant, (moves, at) => {
          const byThen = moves.filter((move) => Date.parse(move.at) <= at);

          expect(effectiveDue(factsMovedBy(moves), at)).toEqual(effectiveDue(factsMovedBy(byThen), at));
        }),
      );
    });
  });

  describe('lateFrom', () => {
    it.each([
      [null, '2022-06-23T00:00:00.000+07:00', '24:00 of the day (Civil Code 2015, art. 148)'],
      ['16:00', '2022-06-22T16:00:00.001+07:00', 'right after the clock time'],
      ['00:00', '2022-06-22T00:00:00.001+07:00', 'midnight at its beginning'],
      ['23:59', '2022-06-22T23:59:00.001+07:00', 'the last time of a day'],
      ['24:00', '2022-06-23T00:00:00.000+07:00', 'the whole day'],
      ['7:30', '2022-06-23T00:00:00.000+07:00', 'a time nobody can read leaves the whole day'],
      ['25:00', '2022-06-23T00:00:00.000+07:00', 'so does one that does not exist'],
    ] as [string | null, string, string][])('with %s is %s: %s', (dueTime, instant) => {
      expect(lateFrom('2022-06-22', dueTime)).toBe(Date.parse(instant));
    });
  });

  describe('verdictAt', () => {
    it.each([
      ['2022-06-22 17:00', null, 0, 'the end of the working day is not the end of the day'],
      ['2022-06-22 23:59', null, 0, 'the last minute'],
      ['2022-06-23 00:00', null, 1, '24:00'],
      ['2022-06-23 23:59', null, 1, 'still the first day after'],
      ['2022-06-24 00:00', null, 2, 'the second'],
      ['2022-07-22 08:00', null, 30, 'calendar days, weekends included'],
      ['2022-06-22 16:00', '16:00', 0, 'up to the clock time'],
      ['2022-06-22 16:01', '16:00', 1, 'late on the day itself is one day, not none'],
      ['2022-06-23 08:00', '16:00', 1, 'the day after'],
    ] as [string, string | null, number, string][])(
      'sent %s (due time %s): %i days late, %s',
      (at, dueTime, daysLate) => {
        const verdict = verdictAt(facts({ round: { dueTime } }), vn(at));

        expect(verdict).toEqual({ dueOn: '2022-06-22', isLate: daysLate > 0, daysLate });
      },
    );

    it('judges against the date in force when it was sent', () => {
      const extended = facts({
        extensions: [{ newDueOn: '2022-06-30', decidedAt: iso('2022-06-24 10:00') }],
      });

      expect(verdictAt(extended, vn('2022-06-24 09:59'))).toEqual({
        dueOn: '2022-06-22',
        isLate: true,
        daysLate: 2,
      });
      expect(verdictAt(extended, vn('2022-06-24 10:00'))).toEqual({
        dueOn: '2022-06-30',
        isLate: false,
        daysLate: 0,
      });
      expect(verdictAt(extended, vn('2022-07-03 10:00'))).toEqual({
        dueOn: '2022-06-30',
        isLate: true,
        daysLate: 3,
      });
    });

    it('makes nothing late that has no date', () => {
      expect(verdictAt(facts({ round: { dueOn: null } }), vn('2030-01-01 08:00'))).toEqual({
        dueOn: null,
        isLate: false,
        daysLate: 0,
      });
    });

    it('goes by the platform’s time: stored a day later over a weak line, it was still in time', () => {
      const sentAt = iso('2022-06-22 23:50');
      const verdict = verdictAt(facts(), Date.parse(sentAt));
      const input: FactsInput = { submissions: [{ sentAt, receivedAt: iso('2022-06-23 06:30'), verdict }] };

      expect(verdict.isLate).toBe(false);
      // Overdue while nobody knew of it, and in time as soon as it is known.
      expect(stateAt({}, '2022-06-23 06:00')).toBe('overdue');
      expect(stateAt(input, '2022-06-23 06:30')).toBe('awaiting-on-time');
    });

    it('agrees with the state: what would be late if sent now is overdue now', () => {
      fc.assert(
        fc.property(
          fc.array(anyMove, { maxLength: 3 }),
          fc.constantFrom(null, '07:30', '16:00'),
          anyInstant,
          (moves, dueTime, at) => {
            const known = factsMovedBy(moves);
            const timed = { ...known, round: { ...known.round, dueTime } };

            expect(stateOf(timed, at, calendar) === 'overdue').toBe(verdictAt(timed, at).isLate);
          },
        ),
      );
    });
  });

  describe('latestVersion', () => {
    it('is null before the first version', () => {
      expect(latestVersion(facts(), Number.POSITIVE_INFINITY)).toBeNull();
      expect(latestVersion(facts({ submissions: [{}] }), vn('2022-06-20 10:00') - 1)).toBeNull();
    });

    it('goes by the version’s number, also when an album arrives out of order', () => {
      const known = facts({
        submissions: [
          { version: 2, sentAt: iso('2022-06-20 09:00') },
          { version: 1, sentAt: iso('2022-06-20 10:00') },
        ],
      });

      expect(latestVersion(known, Number.POSITIVE_INFINITY)?.submission.version).toBe(2);
    });

    it('takes the latest decision about that version, and none about another', () => {
      const known = facts({
        submissions: [{}, { sentAt: iso('2022-06-23 10:00') }],
        reviews: [
          { submissionId: 's2', at: iso('2022-06-25 10:00') },
          { submissionId: 's2', at: iso('2022-06-24 10:00'), decision: 'returned' },
          { submissionId: 's1', at: iso('2022-06-26 10:00'), decision: 'returned' },
        ],
      });

      expect(latestVersion(known, Number.POSITIVE_INFINITY)?.review?.at).toBe(iso('2022-06-25 10:00'));
      expect(latestVersion(known, vn('2022-06-24 10:00'))?.review?.decision).toBe('returned');
      expect(latestVersion(known, vn('2022-06-24 09:59'))?.review).toBeNull();
    });
  });

  describe('compareUrgency', () => {
    const item = (
      number: number,
      state: AssignmentState,
      round: FactsInput['round'] = {},
      more: FactsInput = {},
    ): Item => ({
      facts: facts({ ...more, assignment: { id: `a${number}`, number }, round }),
      state,
    });

    it('lists overdue from the oldest, then by date and time, then undated, handed in, done, paused, cancelled', () => {
      const wanted = [
        item(12, 'overdue', { dueOn: '2022-05-01' }),
        item(11, 'overdue', { dueOn: '2022-06-01' }),
        item(10, 'due-soon', { dueTime: '09:00' }),
        item(9, 'returned', { dueTime: '16:00' }),
        item(7, 'due-soon'),
        item(8, 'in-time'),
        item(6, 'not-open', { dueOn: '2022-06-23' }),
        item(5, 'undated', { dueOn: null }),
        item(4, 'awaiting-on-time', { dueOn: '2022-01-01' }),
        item(3, 'done-late', { dueOn: '2022-01-01' }),
        item(2, 'paused', { dueOn: '2022-01-01' }),
        item(1, 'cancelled', { dueOn: '2022-01-01' }),
      ];

      expect(shown([...wanted].reverse().sort(compareUrgency))).toEqual(shown(wanted));
    });

    it('breaks ties by the number people see: V9 before V10', () => {
      expect(shown([item(10, 'in-time'), item(9, 'in-time')].sort(compareUrgency))).toEqual([
        'a9 in-time',
        'a10 in-time',
      ]);
    });

    it('puts what was returned before what is only wished, though neither has a date', () => {
      const undated = { dueOn: null };
      const items = [item(1, 'undated', undated), item(2, 'returned', undated)];

      expect(shown(items.sort(compareUrgency))).toEqual(['a2 returned', 'a1 undated']);
    });

    it('goes by the date in force', () => {
      const moved = item(1, 'in-time', {}, { extensions: [{ newDueOn: '2022-06-30' }] });
      const sooner = item(2, 'in-time', { dueOn: '2022-06-29' });

      expect(shown([moved, sooner].sort(compareUrgency))).toEqual(shown([sooner, moved]));
    });

    it('is a total order: antisymmetric, transitive, and equal only to itself', () => {
      fc.assert(
        fc.property(anyItem, anyItem, anyItem, (a, b, c) => {
          const [ab, ba, bc, ac] = [
            compareUrgency(a, b),
            compareUrgency(b, a),
            compareUrgency(b, c),
            compareUrgency(a, c),
          ];

          expect(Math.sign(ab) + Math.sign(ba)).toBe(0);
          expect(ab > 0 || bc > 0 || ac <= 0).toBe(true);
          expect(ab >= 0 || bc > 0 || ac < 0).toBe(true);
          expect(compareUrgency(a, a)).toBe(0);
          expect(ab === 0).toBe(ba === 0);
          expect(a.facts.assignment.id === b.facts.assignment.id || ab !== 0).toBe(true);
        }),
        { numRuns: 2_000 },
      );
    });

    it('sorts any list the same way whatever order it came in', () => {
      fc.assert(
        fc.property(fc.uniqueArray(anyItem, { selector: (i) => i.facts.assignment.id }), (items) => {
          expect(shown(items.toReversed().sort(compareUrgency))).toEqual(
            shown(items.toSorted(compareUrgency)),
          );
        }),
      );
    });
  });
});

const allStates: readonly AssignmentState[] = [
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
];

interface Item {
  facts: AssignmentFacts;
  state: AssignmentState;
}

function shown(items: readonly Item[]): string[] {
  return items.map(({ facts: { assignment }, state }) => `${assignment.id} ${state}`);
}

interface Move {
  by: 'extension' | 'return';
  newDueOn: string;
  at: string;
}

/** Few instants and dates, so that two decisions often share one. */
const anyMove: fc.Arbitrary<Move> = fc.record({
  by: fc.constantFrom('extension', 'return'),
  newDueOn: fc.constantFrom('2022-06-20', '2022-06-22', '2022-06-24', '2022-06-30'),
  at: fc.constantFrom('2022-06-14T03:00:00.000Z', '2022-06-15T03:00:00.000Z', '2022-06-16T03:00:00.000Z'),
});

const anyInstant = fc.integer({ min: vn('2022-06-13 00:00'), max: vn('2022-07-03 00:00') });

/** A return is about a version of its own; none is listed, so that the state shows the date alone. */
function factsMovedBy(moves: readonly Move[]): AssignmentFacts {
  return facts({
    extensions: moves
      .filter(({ by }) => by === 'extension')
      .map(({ newDueOn, at }) => ({ newDueOn, decidedAt: at })),
    reviews: moves
      .filter(({ by }) => by === 'return')
      .map(({ newDueOn, at }, i) => ({ submissionId: `other-${i}`, decision: 'returned', newDueOn, at })),
  });
}

const anyItem: fc.Arbitrary<Item> = fc
  .record({
    number: fc.integer({ min: 1, max: 30 }),
    state: fc.constantFrom(...allStates),
    dueOn: fc.constantFrom(null, '2022-06-21', '2022-06-22'),
    dueTime: fc.constantFrom(null, '09:00', '16:00'),
    newDueOn: fc.constantFrom(null, '2022-06-22', '2022-06-30'),
  })
  .map(({ number, state, dueOn, dueTime, newDueOn }) => ({
    state,
    facts: facts({
      assignment: { id: `a${number}`, number },
      round: { dueOn, dueTime: dueOn === null ? null : dueTime },
      extensions: newDueOn === null ? [] : [{ newDueOn }],
    }),
  }));
