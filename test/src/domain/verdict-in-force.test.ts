/** Due date, verdict and state after any sequence of extensions, returns, amendments, hand-ins and second thoughts. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssignmentFacts, Extension, Review, Submission } from '../../../src/domain/assignment.js';
import { cutOffOf, isPastCutOff } from '../../../src/domain/cut-off.js';
import {
  effectiveDue,
  isPastDue,
  standingReview,
  stateOf,
  verdictAt,
  verdictInForce,
} from '../../../src/domain/state.js';
import { type FactsInput, calendar, facts, iso, vn } from './facts.js';

const forever = Number.POSITIVE_INFINITY;
const late = { dueOn: '2022-06-22', isLate: true, daysLate: 2 };

describe('src/domain/state.ts: more time and second decisions', () => {
  describe('verdictInForce', () => {
    // Asked on Tue 21/6, sent on Fri 24/6 (two days late), granted on Mon 27/6.
    const sent = { sentAt: iso('2022-06-24 10:00'), verdict: late };
    const granted = {
      requestedOn: iso('2022-06-21 10:00'),
      decidedAt: iso('2022-06-27 09:00'),
      newDueOn: '2022-06-30',
    };
    const judged = (input: FactsInput, at: string): unknown => {
      const known = facts({ submissions: [sent], ...input });
      return known.submissions[0] && verdictInForce(known, known.submissions[0], vn(at));
    };

    it('turns on time what was sent between the request and the grant, from the decision on', () => {
      const known = { extensions: [granted] };

      expect(judged(known, '2022-06-27 08:59')).toEqual(late);
      expect(judged(known, '2022-06-27 09:00')).toEqual({ dueOn: '2022-06-30', isLate: false, daysLate: 0 });
      const state = (at: string, reviews: FactsInput['reviews'] = []): string =>
        stateOf(facts({ submissions: [sent], reviews, ...known }), vn(at), calendar);
      expect([state('2022-06-27 08:59'), state('2022-06-27 09:00')]).toEqual([
        'awaiting-late',
        'awaiting-on-time',
      ]);
      const accepted = [{ at: iso('2022-06-25 10:00') }];
      expect([state('2022-06-26 08:00', accepted), state('2022-06-28 08:00', accepted)]).toEqual([
        'done-late',
        'done-on-time',
      ]);
    });

    it('leaves the receipt itself as it was given', () => {
      const known = facts({ submissions: [sent], extensions: [granted] });

      stateOf(known, forever, calendar);
      expect(known.submissions[0]?.verdict).toEqual(late);
    });

    it('counts fewer days when the time granted does not reach as far as the hand-in', () => {
      expect(judged({ extensions: [{ ...granted, newDueOn: '2022-06-23' }] }, '2022-06-27 09:00')).toEqual({
        dueOn: '2022-06-23',
        isLate: true,
        daysLate: 1,
      });
    });

    it('makes nothing late that was on time: a date moved forward binds only what comes after', () => {
      const inTime = { sentAt: iso('2022-06-20 10:00') };
      const forward = { ...granted, newDueOn: '2022-06-17', amendedBy: '99/KH-UBND' };
      const known = facts({ submissions: [inTime], extensions: [forward] });

      expect(effectiveDue(known, forever).dueOn).toBe('2022-06-17');
      expect(stateOf(known, vn('2022-06-28 08:00'), calendar)).toBe('awaiting-on-time');
    });

    it.each([
      ['requested', { ...granted, status: 'requested', decidedAt: null }],
      ['refused', { ...granted, status: 'refused' }],
      ['withdrawn', { ...granted, status: 'withdrawn' }],
    ] as const)('is not touched by one that was %s', (_status, extension) => {
      expect(judged({ extensions: [extension] }, '2022-07-27 09:00')).toEqual(late);
    });

    it('is not touched by the new date of a return: that is for the next version', () => {
      const returned = { decision: 'returned', at: iso('2022-06-27 09:00'), newDueOn: '2022-06-30' } as const;

      expect(judged({ reviews: [returned] }, '2022-06-28 09:00')).toEqual(late);
    });
  });

  describe('a decision changed afterwards', () => {
    const returned = { decision: 'returned', at: iso('2022-06-21 10:00'), newDueOn: '2022-06-30' } as const;
    const accepted = { at: iso('2022-06-21 11:00') };
    const known = facts({ submissions: [{}], reviews: [returned, accepted] });

    it('takes the place of the first in state and date, and the past stays as it was', () => {
      const at = (time: string): unknown => [
        stateOf(known, vn(`2022-06-21 ${time}`), calendar),
        effectiveDue(known, vn(`2022-06-21 ${time}`)).dueOn,
      ];

      expect([at('09:59'), at('10:30'), at('11:00')]).toEqual([
        ['awaiting-on-time', '2022-06-22'],
        ['returned', '2022-06-30'],
        ['done-on-time', '2022-06-22'],
      ]);
    });

    it('of two of one instant is the one stored last', () => {
      const same = facts({ submissions: [{}], reviews: [returned, { ...accepted, at: returned.at }] });

      expect(standingReview(same.reviews, 's1', forever)?.decision).toBe('accepted');
      expect(effectiveDue(same, forever).dueOn).toBe('2022-06-22');
    });
  });

  describe('cut-off', () => {
    const round = { cutOffOn: '2022-06-28' };

    it('ends with its day, by the time the platform names', () => {
      expect(isPastCutOff(facts({ round }), vn('2022-06-28 23:59'))).toBe(false);
      expect(isPastCutOff(facts({ round }), vn('2022-06-29 00:00'))).toBe(true);
      expect(isPastCutOff(facts(), forever)).toBe(false);
    });

    it('is never before the date given to one unit', () => {
      const extended = facts({ round, extensions: [{ newDueOn: '2022-07-04' }] });

      expect(cutOffOf(extended, forever)).toBe('2022-07-04');
      expect(isPastCutOff(extended, vn('2022-07-04 12:00'))).toBe(false);
      expect(cutOffOf(facts({ round, extensions: [{ newDueOn: '2022-06-24' }] }), forever)).toBe(
        '2022-06-28',
      );
    });
  });

  describe('for any sequence of decisions', () => {
    it('agrees with a clerk who keeps one sheet and writes each decision down as it comes', () => {
      fc.assert(
        fc.property(anyStory, anyHour, (story, at) => {
          const { known, sheet } = tell(story, at);

          expect(effectiveDue(known, at).dueOn).toBe(sheet.dueOn);
          for (const submission of known.submissions) {
            if (Date.parse(submission.sentAt) > at) continue;
            expect([submission.id, verdictInForce(known, submission, at).daysLate]).toEqual([
              submission.id,
              sheet.daysLate.get(submission.id),
            ]);
          }
          expect(stateOf(known, at, calendar)).toBe(sheet.state);
        }),
        { numRuns: 3_000 },
      );
    });

    it('never makes a version later than its receipt says, nor later as time goes on', () => {
      fc.assert(
        fc.property(anyStory, anyHour, anyHour, (story, one, other) => {
          const [before, after] = [Math.min(one, other), Math.max(one, other)];
          const { known } = tell(story, after);

          for (const submission of known.submissions) {
            const then = verdictInForce(known, submission, before).daysLate;
            const now = verdictInForce(known, submission, after).daysLate;
            expect(then).toBeLessThanOrEqual(submission.verdict.daysLate);
            expect(now).toBeLessThanOrEqual(then);
          }
        }),
        { numRuns: 2_000 },
      );
    });

    it('always keeps the first date in sight, and the time is past exactly when a new version would be late', () => {
      fc.assert(
        fc.property(anyStory, anyHour, (story, at) => {
          const { known } = tell(story, at);

          expect(effectiveDue(known, at).originalDueOn).toBe('2022-06-22');
          expect(isPastDue(known, at)).toBe(verdictAt(known, at).isLate);
        }),
      );
    });
  });
});

/** What happens to one assignment, in the order it happens. */
type Event =
  | { what: 'hand-in' }
  | { what: 'accept' }
  | { what: 'return'; newDueOn: string | null }
  | { what: 'grant' | 'amend'; newDueOn: string }
  | { what: 'refuse' };

const anyDay = fc.constantFrom('2022-06-18', '2022-06-21', '2022-06-22', '2022-06-24', '2022-06-30');
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { arbitrary: fc.constant<Event>({ what: 'hand-in' }), weight: 3 },
  fc.constant<Event>({ what: 'accept' }),
  fc.record({ what: fc.constant('return' as const), newDueOn: fc.option(anyDay) }),
  { arbitrary: fc.record({ what: fc.constantFrom('grant', 'amend'), newDueOn: anyDay }), weight: 2 },
  fc.constant<Event>({ what: 'refuse' }),
);
/** Hours after 19/6/2022 00:00, each once: one thing happens after another. */
const anyStory = fc
  .uniqueArray(fc.record({ hour: fc.integer({ min: 0, max: 240 }), event: anyEvent }), {
    selector: ({ hour }) => hour,
    maxLength: 8,
  })
  .map((story) => story.toSorted((a, b) => a.hour - b.hour));
const instant = (hour: number): number => vn('2022-06-19 00:00') + hour * 3_600_000;
const anyHour = fc.integer({ min: 0, max: 250 }).map(instant);

interface Sheet {
  dueOn: string;
  daysLate: Map<string, number>;
  state: string;
}

/**
 * Facts of a story, and what a person would have noted of it by an instant: one pass over the events in order, with no
 * look at any record. Versions are decided on only while they are the latest, as the commands see to it.
 */
function tell(
  story: readonly { hour: number; event: Event }[],
  at: number,
): { known: AssignmentFacts; sheet: Sheet } {
  const submissions: Partial<Submission>[] = [];
  const reviews: Partial<Review>[] = [];
  const extensions: Partial<Extension>[] = [];
  const first = '2022-06-22';
  /** Dates in the order they came into force; those of a return can be struck out again. */
  let moves: { newDueOn: string; returned: string | null }[] = [];
  const daysLate = new Map<string, number>();
  let decision: 'none' | 'waiting' | 'accepted' | 'returned' = 'none';
  let noted: { dueOn: string; daysLate: Map<string, number>; decision: string; last: string } | null = null;
  const dueNow = (): string => moves.at(-1)?.newDueOn ?? first;
  const note = (): void => {
    noted = { dueOn: dueNow(), daysLate: new Map(daysLate), decision, last: `s${submissions.length}` };
  };
  note();
  for (const { hour, event } of story) {
    const ms = instant(hour);
    const when = new Date(ms).toISOString();
    const id = `s${submissions.length}`;
    if (event.what === 'hand-in') {
      const days = lateDays(dueNow(), ms);
      const sentId = `s${submissions.length + 1}`;
      submissions.push({
        sentAt: when,
        receivedAt: when,
        verdict: { dueOn: dueNow(), isLate: days > 0, daysLate: days },
      });
      daysLate.set(sentId, days);
      decision = 'waiting';
    } else if (event.what === 'accept' || event.what === 'return') {
      if (submissions.length === 0) continue;
      const newDueOn = event.what === 'return' ? event.newDueOn : null;
      reviews.push({
        submissionId: id,
        decision: event.what === 'return' ? 'returned' : 'accepted',
        newDueOn,
        at: when,
      });
      moves = moves.filter((move) => move.returned !== id);
      if (newDueOn !== null) moves.push({ newDueOn, returned: id });
      decision = event.what === 'return' ? 'returned' : 'accepted';
    } else {
      const status = event.what === 'refuse' ? 'refused' : 'granted';
      const newDueOn = event.what === 'refuse' ? '2022-07-30' : event.newDueOn;
      extensions.push({
        status,
        newDueOn,
        decidedAt: when,
        ...(event.what === 'amend' ? { amendedBy: '99/KH-UBND' } : {}),
      });
      if (status === 'granted') {
        moves.push({ newDueOn, returned: null });
        for (const [sentId, days] of daysLate) {
          const sent = submissions[Number(sentId.slice(1)) - 1];
          daysLate.set(sentId, Math.min(days, lateDays(newDueOn, Date.parse(sent?.sentAt ?? ''))));
        }
      }
    }
    if (ms <= at) note();
  }
  const known = facts({ submissions, reviews, extensions });
  const sheet = noted as unknown as {
    dueOn: string;
    daysLate: Map<string, number>;
    decision: string;
    last: string;
  };
  const isLate = (sheet.daysLate.get(sheet.last) ?? 0) > 0;
  const open = lateDays(sheet.dueOn, at) > 0 ? 'overdue' : openState(sheet.dueOn, at);
  const state =
    sheet.decision === 'none'
      ? open
      : sheet.decision === 'returned'
        ? 'returned'
        : sheet.decision === 'accepted'
          ? isLate
            ? 'done-late'
            : 'done-on-time'
          : isLate
            ? 'awaiting-late'
            : 'awaiting-on-time';
  return { known, sheet: { dueOn: sheet.dueOn, daysLate: sheet.daysLate, state } };
}

/** Days after the due day, by the wall calendar in Viet Nam. */
function lateDays(dueOn: string, ms: number): number {
  const day = new Date(ms + 7 * 3_600_000).toISOString().slice(0, 10);
  return Math.max(0, (Date.parse(day) - Date.parse(dueOn)) / 86_400_000);
}

/** Not late: near with at most three working days left (Saturdays and Sundays off, no holiday in these weeks). */
function openState(dueOn: string, ms: number): string {
  let left = 0;
  for (
    let day = ms + 7 * 3_600_000 + 86_400_000;
    new Date(day).toISOString().slice(0, 10) <= dueOn;
    day += 86_400_000
  )
    if (![0, 6].includes(new Date(day).getUTCDay())) left += 1;
  return left <= 3 ? 'due-soon' : 'in-time';
}
