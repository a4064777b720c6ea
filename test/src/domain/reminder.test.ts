import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssignmentFacts } from '../../../src/domain/assignment.js';
import type { CalendarYear, WorkCalendar } from '../../../src/domain/calendar.js';
import { type ReminderPolicy, defaultPolicy } from '../../../src/domain/policy.js';
import {
  type ReminderCandidate,
  type ReminderDue,
  nextReminderAt,
  nextSendingTime,
  planReminders,
  stepsOf,
} from '../../../src/domain/reminder.js';
import { effectiveDue } from '../../../src/domain/state.js';
import { type FactsInput, calendar, facts, iso, vn } from './facts.js';

/** Nightly runs set this to 1000000 (reliability.md R7) and raise `--testTimeout`. */
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 2_000);

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The whole ladder of an assignment as `day step`, with the hour only where it is not the usual 08:00. */
function ladder(input: FactsInput, isReport = true): string[] {
  return stepsOf({ facts: facts(input), isReport }, defaultPolicy, calendar).map(shown);
}

function shown({ atMs, step }: ReminderDue): string {
  const [day, time] = wall(atMs);
  return time === '08:00' ? `${day} ${step}` : `${day} ${time} ${step}`;
}

/** Day and clock time in Viet Nam by plain arithmetic, independent of the code under test. */
function wall(ms: number): [day: string, time: string] {
  const text = new Date(ms + 7 * hourMs).toISOString();
  return [text.slice(0, 10), text.slice(11, 16)];
}

describe('src/domain/reminder.ts', () => {
  describe('the ladder of one date', () => {
    // Every day below was counted by hand on a wall calendar, holidays from the yearly notices.
    it('stands around an ordinary Wednesday (plan 348/KH-UBND, B1: trước 23/6/2022)', () => {
      // Back from Wed 22/6: Tue 21 (1), Mon 20 (2), Fri 17 (3), Thu 16, Wed 15 (5), Tue 14, Mon 13, Fri 10, Thu 9, Wed 8 (10).
      // On: Thu 23 (1), Fri 24, Mon 27 (3), Tue 28, Wed 29, Thu 30, Fri 01/7 (7).
      expect(ladder({})).toEqual([
        '2022-06-08 D-10',
        '2022-06-15 D-5',
        '2022-06-17 D-3',
        '2022-06-21 D-1',
        '2022-06-22 D',
        '2022-06-23 D+1',
        '2022-06-27 D+3',
        '2022-07-01 D+7',
      ]);
    });

    it('starts three working days before when nobody consolidates the product', () => {
      expect(ladder({}, false)).toEqual([
        '2022-06-17 D-3',
        '2022-06-21 D-1',
        '2022-06-22 D',
        '2022-06-23 D+1',
        '2022-06-27 D+3',
        '2022-07-01 D+7',
      ]);
    });

    it('names step, date and assignment in the key', () => {
      const [first] = stepsOf({ facts: facts(), isReport: true }, defaultPolicy, calendar);

      expect(first).toEqual({
        key: 'a1/2022-06-22/D-10',
        assignmentId: 'a1',
        step: 'D-10',
        dueOn: '2022-06-22',
        atMs: vn('2022-06-08 08:00'),
      });
    });

    it('jumps backwards over Tết 2022 (off 31/01-04/02)', () => {
      // Back from Mon 07/02: Fri 28/01 (1), Thu 27, Wed 26 (3), Tue 25, Mon 24 (5), Fri 21, Thu 20, Wed 19, Tue 18, Mon 17 (10).
      // On: Tue 08 (1), Wed 09, Thu 10 (3), Fri 11, Mon 14, Tue 15, Wed 16 (7).
      expect(
        ladder({ assignment: { createdAt: iso('2022-01-04 09:00') }, round: { dueOn: '2022-02-07' } }),
      ).toEqual([
        '2022-01-17 D-10',
        '2022-01-24 D-5',
        '2022-01-26 D-3',
        '2022-01-28 D-1',
        '2022-02-07 D',
        '2022-02-08 D+1',
        '2022-02-10 D+3',
        '2022-02-16 D+7',
      ]);
    });

    it('jumps forwards over Tết 2023 (plan 348/KH-UBND, B15: trước 20/01/2023, off 20-26/01)', () => {
      // Back from Thu 19/01: Wed 18 (1), Tue 17, Mon 16 (3), Fri 13, Thu 12 (5), Wed 11, Tue 10, Mon 09, Fri 06, Thu 05 (10).
      // On: Fri 27 (1), Mon 30, Tue 31 (3), Wed 01/02, Thu 02, Fri 03, Mon 06 (7).
      expect(ladder({ round: { dueOn: '2023-01-19' } })).toEqual([
        '2023-01-05 D-10',
        '2023-01-12 D-5',
        '2023-01-16 D-3',
        '2023-01-18 D-1',
        '2023-01-19 D',
        '2023-01-27 D+1',
        '2023-01-31 D+3',
        '2023-02-06 D+7',
      ]);
    });

    it('uses a worked Saturday (26/4/2025) and skips the weekday given for it (02/5/2025)', () => {
      // Back from Mon 28/4: Sat 26 (1), Fri 25, Thu 24 (3), Wed 23, Tue 22 (5), Mon 21, Fri 18, Thu 17, Wed 16, Tue 15 (10).
      // On: Tue 29 (1), 30/4-02/5 off, Mon 05/5 (2), Tue 06 (3), Wed 07, Thu 08, Fri 09, Mon 12 (7).
      expect(ladder({ round: { dueOn: '2025-04-28' } })).toEqual([
        '2025-04-15 D-10',
        '2025-04-22 D-5',
        '2025-04-24 D-3',
        '2025-04-26 D-1',
        '2025-04-28 D',
        '2025-04-29 D+1',
        '2025-05-06 D+3',
        '2025-05-12 D+7',
      ]);
    });

    it('puts the last day of a Saturday deadline on the Friday before (plan 348/KH-UBND, B3: trước 31/7/2022)', () => {
      // Sat 30/7. D on Fri 29, where D-1 would stand too. Back: Fri 29 (1), Thu 28, Wed 27 (3), Tue 26, Mon 25 (5), Fri 22,
      // Thu 21, Wed 20, Tue 19, Mon 18 (10). On: Mon 01/8 (1), Tue 02, Wed 03 (3), Thu 04, Fri 05, Mon 08, Tue 09 (7).
      expect(ladder({ round: { dueOn: '2022-07-30' } })).toEqual([
        '2022-07-18 D-10',
        '2022-07-25 D-5',
        '2022-07-27 D-3',
        '2022-07-29 D',
        '2022-08-01 D+1',
        '2022-08-03 D+3',
        '2022-08-09 D+7',
      ]);
    });

    it('puts the last day of a deadline on a holiday on the working day before (24/11/2026, a Tuesday)', () => {
      // D on Mon 23/11 together with D-1. Back: Mon 23 (1), Fri 20, Thu 19 (3). On: Wed 25 (1), Thu 26, Fri 27 (3), Mon 30,
      // Tue 01/12, Wed 02, Thu 03 (7).
      expect(ladder({ round: { dueOn: '2026-11-24' } }, false)).toEqual([
        '2026-11-19 D-3',
        '2026-11-23 D',
        '2026-11-25 D+1',
        '2026-11-27 D+3',
        '2026-12-03 D+7',
      ]);
    });

    it.each([
      ['07:30', 'over before sending starts', '2022-06-21'],
      ['08:00', 'over the moment sending starts', '2022-06-21'],
      ['08:01', 'a minute after sending starts', '2022-06-22'],
      ['16:00', 'in the afternoon', '2022-06-22'],
      ['24:00', 'the whole day', '2022-06-22'],
    ])('puts the last step of a deadline at %s (%s) on %s', (dueTime, _why, day) => {
      const steps = ladder({ round: { dueTime } }, false);

      expect(steps.filter((step) => step.endsWith(' D'))).toEqual([`${day} D`]);
      // D-1 of 22/6 stands on 21/6 and gives way when D has to come a day early.
      expect(steps.includes('2022-06-21 D-1')).toBe(day === '2022-06-22');
      expect(steps.slice(-3)).toEqual(['2022-06-23 D+1', '2022-06-27 D+3', '2022-07-01 D+7']);
    });

    it('goes back over the weekend for a Monday deadline at 07:30', () => {
      // Mon 20/6 07:30: D on Fri 17/6 with D-1; D-3 = Wed 15/6.
      expect(ladder({ round: { dueOn: '2022-06-20', dueTime: '07:30' } }, false).slice(0, 2)).toEqual([
        '2022-06-15 D-3',
        '2022-06-17 D',
      ]);
    });

    it('follows the policy of the office', () => {
      const policy: ReminderPolicy = {
        steps: [
          { offset: 2 },
          { offset: -2 },
          { offset: -2, onlyReports: true },
          { offset: -4, onlyReports: true },
        ],
        sendFrom: '07:15',
        sendUntil: '16:30',
      };

      expect(stepsOf({ facts: facts(), isReport: false }, policy, calendar).map(shown)).toEqual([
        '2022-06-20 07:15 D-2',
        '2022-06-24 07:15 D+2',
      ]);
      expect(stepsOf({ facts: facts(), isReport: true }, policy, calendar).map(shown)).toEqual([
        '2022-06-16 07:15 D-4',
        '2022-06-20 07:15 D-2',
        '2022-06-24 07:15 D+2',
      ]);
      expect(stepsOf({ facts: facts(), isReport: true }, { ...policy, steps: [] }, calendar)).toEqual([]);
    });

    it('gives nothing for a date at the end of the calendar, and everybody else their own', () => {
      const far = {
        facts: facts({ assignment: { id: 'far' }, round: { dueOn: '9999-12-31' } }),
        isReport: false,
      };
      const near = { facts: facts(), isReport: false };

      const days = planReminders(
        [far, near],
        defaultPolicy,
        calendar,
        vn('2022-06-16 00:00'),
        vn('2022-06-18 00:00'),
      );

      expect(days.map(shown)).toEqual(['2022-06-17 D-3']);
    });
  });

  describe('windows and rounds', () => {
    it('announces a window on its first working day (plan 197/KH-UBND, D1: quý I/2024)', () => {
      const window = { opensOn: '2024-01-01', dueOn: '2024-03-31' };

      // 01/01 is off, so Tue 02/01. Due Sun 31/3: D on Fri 29 with D-1; back: Fri 29 (1), Thu 28, Wed 27 (3), Tue 26, Mon 25 (5),
      // then Fri 22, Thu 21, Wed 20, Tue 19, Mon 18 (10). On: Mon 01/4 (1), Wed 03 (3), Tue 09 (7).
      expect(ladder({ assignment: { createdAt: iso('2023-12-28 15:00') }, round: window })).toEqual([
        '2024-01-02 open',
        '2024-03-18 D-10',
        '2024-03-25 D-5',
        '2024-03-27 D-3',
        '2024-03-29 D',
        '2024-04-01 D+1',
        '2024-04-03 D+3',
        '2024-04-09 D+7',
      ]);
    });

    it('announces the window of a stage too', () => {
      expect(ladder({ round: { key: 'stage-2', opensOn: '2022-06-10' } }, false)[0]).toBe('2022-06-10 open');
    });

    it('does not announce a window that had begun when the plan was entered', () => {
      const opensOn = '2022-06-10';

      expect(
        ladder({ assignment: { createdAt: iso('2022-06-10 00:00') }, round: { opensOn } }, false)[0],
      ).toBe('2022-06-17 D-3');
      expect(
        ladder({ assignment: { createdAt: iso('2022-06-09 23:59') }, round: { opensOn } }, false)[0],
      ).toBe('2022-06-10 open');
    });

    it('says nothing twice when the window opens on the day of a step', () => {
      expect(ladder({ round: { opensOn: '2022-06-17' } }, false).slice(0, 2)).toEqual([
        '2022-06-17 D-3',
        '2022-06-21 D-1',
      ]);
    });

    it('does not announce a window on the due day itself or after it', () => {
      expect(ladder({ round: { opensOn: '2022-06-22' } }, false)[0]).toBe('2022-06-22 D');
      // Opens on Saturday 30/7 and ends on Sunday: the first sending time, Monday, is too late to announce anything.
      expect(ladder({ round: { opensOn: '2022-07-30', dueOn: '2022-07-31' } }, false)[0]).toBe(
        '2022-08-01 D+1',
      );
    });

    it('announces a round of a recurring task that opens fifteen working days before its end, not a shorter one', () => {
      // A monthly report due Wed 22/6, so the round opens after the last of May. Back from 22/6: 21 (1), 20, 17, 16, 15 (5), 14, 13,
      // 10, 09, 08 (10), 07, 06, 03, 02, 01/6 (15).
      const assignment = { createdAt: iso('2022-05-20 09:00') };
      const opening = (opensOn: string): string | undefined =>
        ladder({ assignment, round: { key: '2022-06-22', opensOn } })[0];

      expect(opening('2022-05-26')).toBe('2022-05-26 open');
      expect(opening('2022-06-01')).toBe('2022-06-01 open');
      expect(opening('2022-06-02')).toBe('2022-06-08 D-10');
      // Opens on a Saturday: what counts is the Monday on which it would be announced.
      expect(opening('2022-05-28')).toBe('2022-05-30 open');
      // Due Sat 30/7, counted back as the ladder counts: Fri 29 (1), …, Mon 25 (5), Mon 18 (10), Mon 11/7 (15).
      const saturday = (opensOn: string): string | undefined =>
        ladder({ assignment, round: { key: '2022-07-30', dueOn: '2022-07-30', opensOn } })[0];
      expect([saturday('2022-07-11'), saturday('2022-07-12')]).toEqual([
        '2022-07-11 open',
        '2022-07-18 D-10',
      ]);
    });

    it('announces the opening of a recurring round under the date in force, and not one that had begun', () => {
      const round = { key: '2022-06-22', opensOn: '2022-06-02' };
      const moved = { newDueOn: '2022-06-24', decidedAt: iso('2022-06-01 10:00') };

      // Moved on to Fri 24/6 before it opened: 02/6 is sixteen working days before it.
      expect(
        ladder({ assignment: { createdAt: iso('2022-05-20 09:00') }, round, extensions: [moved] })[0],
      ).toBe('2022-06-02 open');
      expect(ladder({ round: { ...round, opensOn: '2022-05-26' } })[0]).toBe('2022-06-08 D-10');
    });

    it('reminds of no recurring round before it opens', () => {
      // A weekly report opens on Thu 16/6: D-10 (08/6) and D-5 (15/6) belong to the week before.
      expect(ladder({ round: { key: '2022-06-22', opensOn: '2022-06-16' } }).slice(0, 2)).toEqual([
        '2022-06-17 D-3',
        '2022-06-21 D-1',
      ]);
    });

    it('owes nothing before the assignment was made, to the millisecond', () => {
      const first = (createdAt: string): string | undefined => ladder({ assignment: { createdAt } })[0];

      expect(first(iso('2022-06-20 09:00'))).toBe('2022-06-21 D-1');
      expect(first(iso('2022-06-21 08:00'))).toBe('2022-06-21 D-1');
      expect(first('2022-06-21T01:00:00.001Z')).toBe('2022-06-22 D');
      expect(first(iso('2022-07-02 09:00'))).toBeUndefined();
    });
  });

  describe('what happens on the way', () => {
    it.each(['paused', 'cancelled'] as const)('is silent about %s assignments', (status) => {
      expect(ladder({ assignment: { status } })).toEqual([]);
    });

    it('is silent without a date, until an extension sets one', () => {
      const undated = { dueOn: null, statedOn: null };

      expect(ladder({ round: undated })).toEqual([]);
      expect(ladder({ round: { ...undated, opensOn: '2022-06-10' } })).toEqual([]);
      // Due Thu 30/6, granted 14/6: Mon 27 (3), Wed 29 (1).
      expect(ladder({ round: undated, extensions: [{}] }, false).slice(0, 3)).toEqual([
        '2022-06-27 D-3',
        '2022-06-29 D-1',
        '2022-06-30 D',
      ]);
    });

    it('reminds of a date set for an event from the moment it was set', () => {
      const dated = (datedAt: string): string[] => ladder({ round: { datedAt } }, false).slice(0, 2);

      expect(dated(iso('2022-06-10 10:00'))).toEqual(['2022-06-17 D-3', '2022-06-21 D-1']);
      expect(dated(iso('2022-06-17 08:00'))).toEqual(['2022-06-17 D-3', '2022-06-21 D-1']);
      expect(dated(iso('2022-06-17 09:00'))).toEqual(['2022-06-21 D-1', '2022-06-22 D']);
    });

    it('moves with a granted extension from the decision on', () => {
      const steps = stepsOf({ facts: facts({ extensions: [{}] }), isReport: true }, defaultPolicy, calendar);

      // 22/6 → Thu 30/6, granted on 14/6 at 10:00. Back: Wed 29 (1), Tue 28, Mon 27 (3), Fri 24, Thu 23 (5), Wed 22, Tue 21,
      // Mon 20, Fri 17, Thu 16 (10). On: Fri 01/7 (1), Mon 04, Tue 05 (3), Wed 06, Thu 07, Fri 08, Mon 11 (7).
      expect(steps.map(({ key, atMs }) => `${wall(atMs)[0]} ${key}`)).toEqual([
        '2022-06-08 a1/2022-06-22/D-10',
        '2022-06-16 a1/2022-06-30/D-10',
        '2022-06-23 a1/2022-06-30/D-5',
        '2022-06-27 a1/2022-06-30/D-3',
        '2022-06-29 a1/2022-06-30/D-1',
        '2022-06-30 a1/2022-06-30/D',
        '2022-07-01 a1/2022-06-30/D+1',
        '2022-07-05 a1/2022-06-30/D+3',
        '2022-07-11 a1/2022-06-30/D+7',
      ]);
    });

    it('counts a decision from its very instant', () => {
      const at = (decidedAt: string): string[] => ladder({ extensions: [{ decidedAt }] }).slice(1, 3);

      expect(at(iso('2022-06-15 08:00'))).toEqual(['2022-06-16 D-10', '2022-06-23 D-5']);
      expect(at('2022-06-15T01:00:00.001Z')).toEqual(['2022-06-15 D-5', '2022-06-16 D-10']);
    });

    it.each(['requested', 'refused'] as const)('keeps the ladder while an extension is %s', (status) => {
      const decidedAt = status === 'refused' ? iso('2022-06-14 10:00') : null;

      expect(ladder({ extensions: [{ status, decidedAt }] })).toEqual(ladder({}));
    });

    it('is silent while a version waits, and for good when it is accepted', () => {
      const before = ['2022-06-08 D-10', '2022-06-15 D-5', '2022-06-17 D-3'];

      expect(ladder({ submissions: [{ sentAt: iso('2022-06-20 10:00') }] })).toEqual(before);
      expect(ladder({ submissions: [{ sentAt: iso('2022-06-20 10:00') }], reviews: [{}] })).toEqual(before);
      expect(ladder({ submissions: [{ sentAt: iso('2022-06-17 08:00') }] })).toEqual(before.slice(0, 2));
    });

    it('takes up the ladder of the old date when a version is returned without a new one', () => {
      const returned = { decision: 'returned', at: iso('2022-06-22 10:00') } as const;

      expect(ladder({ submissions: [{}], reviews: [returned] }).slice(3, 6)).toEqual([
        '2022-06-23 D+1',
        '2022-06-27 D+3',
        '2022-07-01 D+7',
      ]);
    });

    it('asks on for what was returned without a new date when that ladder is over: weekly, for a quarter', () => {
      const returned = { decision: 'returned', at: iso('2022-06-22 10:00') } as const;

      // Working days after Wed 22/6: Thu 23 (1), Fri 24 (2), Mon 27, Tue 28, Wed 29, Thu 30, Fri 01/7 (7: still D+7's day),
      // Mon 04 (8), …, Fri 08 (12), Fri 15 (17), and so on every Friday; Fri 02/9 is off (and Thu 01/9), which moves the rest.
      expect(ladder({ submissions: [{}], reviews: [returned] }).slice(5)).toEqual([
        '2022-07-01 D+7',
        '2022-07-08 R1+12',
        '2022-07-15 R1+17',
        '2022-07-22 R1+22',
        '2022-07-29 R1+27',
        '2022-08-05 R1+32',
        '2022-08-12 R1+37',
        '2022-08-19 R1+42',
        '2022-08-26 R1+47',
        '2022-09-06 R1+52',
        '2022-09-13 R1+57',
        '2022-09-20 R1+62',
      ]);
    });

    it('asks for nothing because of a return before the date has passed, whatever steps the policy has', () => {
      const policy = { ...defaultPolicy, steps: [{ offset: -2, onlyReports: true }] };
      const returned = { decision: 'returned', at: iso('2022-06-13 09:00') } as const;
      // Wed 15 is two working days after, and Wed 22, the last day, seven; the date has passed on Wed 29 (12).
      const steps = stepsOf(
        { facts: facts({ submissions: [{}], reviews: [returned] }), isReport: false },
        policy,
        calendar,
      );
      expect(steps.slice(0, 2).map(shown)).toEqual(['2022-06-29 R1+12', '2022-07-06 R1+17']);
    });

    it('never leaves a version unasked for that was returned after the last step of its date', () => {
      // The known gap: returned on Mon 11/7, six working days after D+7 (Fri 01/7). Wed 13 (2), Wed 20 (7).
      const late = { decision: 'returned', at: iso('2022-07-11 09:00') } as const;
      const submissions = [{ sentAt: iso('2022-06-20 10:00') }];

      expect(ladder({ submissions, reviews: [late] }).slice(3, 5)).toEqual([
        '2022-07-13 R1+2',
        '2022-07-20 R1+7',
      ]);
    });

    it('asks for what was returned without any date, each return anew, and stops when it is decided anew', () => {
      const undated = { dueOn: null, statedOn: null };
      const first = { decision: 'returned', at: iso('2022-07-11 09:00') } as const;
      const again = { version: 2, sentAt: iso('2022-07-14 10:00') };
      const second = { ...first, submissionId: 's2', at: iso('2022-07-15 09:00') };
      const keys = (input: FactsInput): string[] =>
        stepsOf({ facts: facts({ round: undated, ...input }), isReport: true }, defaultPolicy, calendar).map(
          ({ key, atMs }) => `${wall(atMs)[0]} ${key}`,
        );

      expect(keys({ submissions: [{}, again], reviews: [first, second] }).slice(0, 3)).toEqual([
        '2022-07-13 a1/2022-07-11/R1+2',
        '2022-07-19 a1/2022-07-15/R2+2',
        '2022-07-26 a1/2022-07-15/R2+7',
      ]);
      const taken = { at: iso('2022-07-15 09:00') };
      expect(keys({ submissions: [{}], reviews: [first, taken] })).toEqual(['2022-07-13 a1/2022-07-11/R1+2']);
    });

    it('asks once under each name when one version is returned twice, whatever span is asked for', () => {
      // Due 22/6, ladder over on 01/7. Returned Mon 11/7, and again that week with another reason: Wed 13/7 is 2 after the
      // first return, Mon 18/7 two after the second; R1+7 stands only after the second, on Mon 25/7.
      const first = { decision: 'returned', at: iso('2022-07-11 09:00') } as const;
      const known = facts({ submissions: [{}], reviews: [first, { ...first, at: iso('2022-07-14 09:00') }] });
      const between = (from: string, to: string): string[] =>
        planReminders([{ facts: known, isReport: false }], defaultPolicy, calendar, vn(from), vn(to)).map(
          shown,
        );

      expect(between('2022-07-11 00:00', '2022-07-26 00:00')).toEqual(['2022-07-13 R1+2', '2022-07-25 R1+7']);
      expect(between('2022-07-14 00:00', '2022-07-26 00:00')).toEqual(['2022-07-25 R1+7']);
    });

    it('leaves a return with a new date to the ladder of that date', () => {
      const returned = { decision: 'returned', at: iso('2022-07-11 09:00'), newDueOn: '2022-07-15' } as const;

      expect(ladder({ submissions: [{}], reviews: [returned] }).at(-1)).toBe('2022-07-26 D+7');
    });

    it('follows the new date of a return, and stops again at the next version', () => {
      const returned = { decision: 'returned', at: iso('2022-06-21 10:00'), newDueOn: '2022-06-24' } as const;
      const again = { version: 2, sentAt: iso('2022-06-24 09:00') };

      // Sent 20/6, so silent on 21/6. New date Fri 24/6: D-3 (21/6, 08:00) was before the decision; Thu 23 (1).
      // On: Mon 27 (1), Tue 28, Wed 29 (3), Thu 30, Fri 01/7, Mon 04, Tue 05 (7).
      expect(ladder({ submissions: [{}], reviews: [returned] }).slice(3)).toEqual([
        '2022-06-23 D-1',
        '2022-06-24 D',
        '2022-06-27 D+1',
        '2022-06-29 D+3',
        '2022-07-05 D+7',
      ]);
      expect(ladder({ submissions: [{}, again], reviews: [returned] }).slice(3)).toEqual([
        '2022-06-23 D-1',
        '2022-06-24 D',
      ]);
    });

    it('names a step of a date that came back only once, whatever span is asked for', () => {
      // Due 22/6 at 07:30, so D went out on 21/6; the return says "22/6" without a time and 22/6 08:00 is D again.
      const back = facts({
        round: { dueTime: '07:30' },
        submissions: [{ sentAt: iso('2022-06-21 09:00') }],
        reviews: [{ decision: 'returned', at: iso('2022-06-21 10:00'), newDueOn: '2022-06-22' }],
      });
      const between = (from: string, to: string): string[] =>
        planReminders([{ facts: back, isReport: false }], defaultPolicy, calendar, vn(from), vn(to)).map(
          shown,
        );

      expect(between('2022-06-18 00:00', '2022-06-25 00:00')).toEqual(['2022-06-21 D', '2022-06-23 D+1']);
      expect(between('2022-06-18 00:00', '2022-06-22 00:00')).toEqual(['2022-06-21 D']);
      expect(between('2022-06-22 00:00', '2022-06-25 00:00')).toEqual(['2022-06-23 D+1']);
    });
  });

  describe('planReminders', () => {
    it('opens its span after the first instant and closes it with the last', () => {
      const at = vn('2022-06-21 08:00');
      const between = (from: number, to: number): string[] =>
        planReminders([{ facts: facts(), isReport: true }], defaultPolicy, calendar, from, to).map(shown);

      expect(between(at - 1, at)).toEqual(['2022-06-21 D-1']);
      expect(between(at, at + dayMs)).toEqual(['2022-06-22 D']);
      expect(between(at, at)).toEqual([]);
      expect(between(at + dayMs, at - dayMs)).toEqual([]);
    });

    it('orders by instant, then by key', () => {
      const candidates = ['b', 'a', 'c'].map((id) => ({
        facts: facts({ assignment: { id }, round: { dueOn: id === 'c' ? '2022-06-21' : '2022-06-22' } }),
        isReport: false,
      }));

      const keys = planReminders(
        candidates,
        defaultPolicy,
        calendar,
        vn('2022-06-20 12:00'),
        vn('2022-06-22 12:00'),
      );

      expect(keys.map((step) => step.key)).toEqual([
        'a/2022-06-22/D-1',
        'b/2022-06-22/D-1',
        'c/2022-06-21/D',
        'a/2022-06-22/D',
        'b/2022-06-22/D',
        'c/2022-06-21/D+1',
      ]);
    });
  });

  describe('nextReminderAt', () => {
    const candidate = { facts: facts(), isReport: true };

    it.each([
      ['2022-06-02 09:00', '2022-06-08 08:00'],
      ['2022-06-08 07:59', '2022-06-08 08:00'],
      ['2022-06-08 08:00', '2022-06-15 08:00'],
      ['2022-06-27 08:00', '2022-07-01 08:00'],
    ])('after %s comes %s', (after, next) => {
      expect(nextReminderAt([candidate], defaultPolicy, calendar, vn(after))).toBe(vn(next));
    });

    it('is null when nothing is owed any more, and for nobody', () => {
      expect(nextReminderAt([candidate], defaultPolicy, calendar, vn('2022-07-01 08:00'))).toBeNull();
      expect(nextReminderAt([], defaultPolicy, calendar, 0)).toBeNull();
    });

    it('takes the earliest of several', () => {
      const sooner = {
        facts: facts({ assignment: { id: 'a2' }, round: { dueOn: '2022-06-20' } }),
        isReport: true,
      };

      expect(nextReminderAt([candidate, sooner], defaultPolicy, calendar, vn('2022-06-08 08:00'))).toBe(
        vn('2022-06-13 08:00'),
      );
    });
  });

  describe('nextSendingTime', () => {
    it.each([
      ['2022-06-22 00:00', '2022-06-22 08:00', 'a working morning'],
      ['2022-06-22 07:59', '2022-06-22 08:00', 'a minute before'],
      ['2022-06-22 08:00', '2022-06-22 08:00', 'the first moment'],
      ['2022-06-22 16:59', '2022-06-22 16:59', 'the last minute'],
      ['2022-06-22 17:00', '2022-06-23 08:00', 'nothing is begun at the end'],
      ['2022-06-22 23:59', '2022-06-23 08:00', 'the evening'],
      ['2022-06-24 17:00', '2022-06-27 08:00', 'Friday evening'],
      ['2022-06-25 10:00', '2022-06-27 08:00', 'Saturday'],
      ['2025-04-26 10:00', '2025-04-26 10:00', 'a worked Saturday'],
      ['2025-04-29 18:00', '2025-05-05 08:00', 'before 30/4, 01/5 and the exchanged 02/5'],
      ['2022-01-28 18:00', '2022-02-07 08:00', 'the eve of Tết'],
    ])('from %s is %s: %s', (from, at) => {
      expect(nextSendingTime(vn(from), defaultPolicy, calendar)).toBe(vn(at));
    });

    it('is allowed, never earlier than asked, and passes over no allowed moment', () => {
      fc.assert(
        fc.property(anyInstant, fc.double({ min: 0, max: 1, noNaN: true }), (ms, part) => {
          const at = nextSendingTime(ms, defaultPolicy, calendar);
          const between = Math.floor(ms + (at - ms) * part);

          expect(at).toBeGreaterThanOrEqual(ms);
          expect(isSending(at)).toBe(true);
          expect(between === at || !isSending(between)).toBe(true);
          expect(nextSendingTime(at, defaultPolicy, calendar)).toBe(at);
        }),
        { numRuns },
      );
    });
  });

  describe('for any facts (R7)', () => {
    it('agrees with a walk through every single day', () => {
      fc.assert(
        fc.property(anyPlanned, anyPolicy, anySpan, anyTable, (candidate, policy, [from, to], table) => {
          const walked = walk(candidate, policy, table).filter(({ atMs }) => atMs > from && atMs <= to);

          expect(planReminders([candidate], policy, table, from, to)).toEqual(walked);
        }),
        { numRuns },
      );
    });

    it('gives in two spans what it gives in one, with unique keys and nothing outside', () => {
      fc.assert(
        fc.property(anyPlans, anyInstants(3), anyTable, (candidates, instants, table) => {
          const [a = 0, b = 0, c = 0] = instants.toSorted((x, y) => x - y);
          const plan = (from: number, to: number): ReminderDue[] =>
            planReminders(candidates, defaultPolicy, table, from, to);
          const whole = plan(a, c);

          expect([...plan(a, b), ...plan(b, c)]).toEqual(whole);
          expect(new Set(whole.map(({ key }) => key)).size).toBe(whole.length);
          expect(whole.every(({ atMs }) => atMs > a && atMs <= c)).toBe(true);
          expect(plan(c, a)).toEqual([]);
        }),
        { numRuns },
      );
    });

    it('reminds on working days when sending starts, and only of what is owed under the date in force', () => {
      fc.assert(
        fc.property(anyCandidate, (candidate) => {
          const { assignment, round, submissions, reviews } = candidate.facts;

          for (const { key, step, dueOn, atMs, assignmentId } of stepsOf(
            candidate,
            defaultPolicy,
            calendar,
          )) {
            const [day, time] = wall(atMs);
            expect([isOpenDay(day), time, atMs % 60_000]).toEqual([true, '08:00', 0]);
            expect(assignment.status).toBe('active');
            expect(atMs).toBeGreaterThanOrEqual(Date.parse(assignment.createdAt));
            expect(round.opensOn === null || day >= round.opensOn).toBe(true);
            // What was returned without any date has none; the step then stands under the day of the return.
            expect(effectiveDue(candidate.facts, atMs).dueOn ?? dueOn).toBe(dueOn);
            expect([assignmentId, key]).toEqual([assignment.id, `${assignment.id}/${dueOn}/${step}`]);
            // Whatever version was last by then: somebody must have returned it by then.
            const last = submissions
              .filter((s) => Date.parse(s.sentAt) <= atMs)
              .toSorted((x, y) => y.version - x.version)[0];
            const decided = reviews.filter((r) => r.submissionId === last?.id && Date.parse(r.at) <= atMs);
            const decision = decided.toSorted((x, y) => Date.parse(y.at) - Date.parse(x.at))[0]?.decision;
            expect(last === undefined || decision === 'returned').toBe(true);
          }
        }),
        { numRuns },
      );
    });

    it('does not depend on the order of the candidates', () => {
      fc.assert(
        fc.property(anyCandidates, anySpan, fc.infiniteStream(fc.nat()), (candidates, [from, to], dice) => {
          const shuffled = candidates
            .map((candidate) => ({ candidate, rank: dice.next().value ?? 0 }))
            .toSorted((x, y) => x.rank - y.rank)
            .map(({ candidate }) => candidate);

          expect(planReminders(shuffled, defaultPolicy, calendar, from, to)).toEqual(
            planReminders(candidates, defaultPolicy, calendar, from, to),
          );
        }),
        { numRuns },
      );
    });

    it('knows the next instant as the first of all that are to come', () => {
      fc.assert(
        fc.property(anyPlans, anyInstant, (candidates, after) => {
          const all = planReminders(candidates, defaultPolicy, calendar, after, Number.POSITIVE_INFINITY);

          expect(nextReminderAt(candidates, defaultPolicy, calendar, after)).toBe(all[0]?.atMs ?? null);
        }),
        { numRuns },
      );
    });

    it('gives each plan what its own policy says, and one that is off nothing', () => {
      fc.assert(
        fc.property(anyPlans, anyPolicy, anySpan, (candidates, policy, [from, to]) => {
          const together = planReminders(candidates, policy, calendar, from, to);
          const apart = candidates.flatMap(({ policy: own, ...bare }) =>
            planReminders([bare], own ?? policy, calendar, from, to),
          );

          expect(new Set(together.map(({ key, atMs }) => `${key} ${atMs}`))).toEqual(
            new Set(apart.map(({ key, atMs }) => `${key} ${atMs}`)),
          );
          const off = candidates.filter((one) => (one.policy ?? policy).isOff);
          const ids = new Set(off.map((one) => one.facts.assignment.id));
          expect(together.filter((step) => ids.has(step.assignmentId))).toEqual([]);
        }),
        { numRuns },
      );
    });

    it('has something to compare: the random facts owe plenty, in every kind of step', () => {
      const candidates = fc.sample(anyCandidate, { numRuns: 400, seed: 42 });
      const steps = candidates.flatMap((c) => walk(c, defaultPolicy, calendar));
      const recurring = candidates
        .filter((c) => /^\d/.test(c.facts.round.key))
        .flatMap((c) => walk(c, defaultPolicy, calendar));

      expect(recurring.filter(({ step }) => step === 'open').length).toBeGreaterThan(3);
      expect(steps.length).toBeGreaterThan(400);
      const kinds = steps.map(({ step }) => step.replace(/^R.*/, 'R'));
      expect([...new Set(kinds)].sort()).toEqual(
        ['R', 'D', 'D+1', 'D+3', 'D+7', 'D-1', 'D-10', 'D-3', 'D-5', 'open'].sort(),
      );
    });
  });
});

/**
 * The oracle: walks from day to day and asks of each whether it is one of the ladder's. Slow and plain on purpose;
 * shares no code with the planner.
 */
function walk(
  { facts: known, isReport, policy: own }: ReminderCandidate,
  usual: ReminderPolicy,
  table: WorkCalendar,
): ReminderDue[] {
  const policy = own ?? usual;
  if (known.assignment.status !== 'active' || policy.isOff === true) return [];
  if (table !== walked) [walked, open] = [table, openIn(table)];
  return [...walkLadder(known, isReport, policy), ...walkReturns(known, isReport, policy)].toSorted(
    (a, b) => a.atMs - b.atMs,
  );
}

function walkLadder(known: AssignmentFacts, isReport: boolean, policy: ReminderPolicy): ReminderDue[] {
  const { assignment, round } = known;
  const isEver = policy.steps.some((step) => isReport || step.onlyReports !== true);
  if (!isEver) return [];
  const found: ReminderDue[] = [];
  for (let day = firstDay - margin; day <= lastDay + margin; day += 1) {
    const atMs = at(day, policy.sendFrom);
    if (!isOpen(day) || atMs < Date.parse(assignment.createdAt)) continue;
    if (round.opensOn !== null && text(day) < round.opensOn) continue;
    if (!isOwed(known, atMs)) continue;
    const due = inForce(known, atMs);
    if (due === null) continue;
    const step = stepOn(day, due, isReport, policy) ?? (isOpening(day, due.dueOn, known) ? 'open' : null);
    const key = `${assignment.id}/${due.dueOn}/${step}`;
    if (step === null || found.some((earlier) => earlier.key === key)) continue;
    found.push({ key, assignmentId: assignment.id, step, dueOn: due.dueOn, atMs });
  }
  return found;
}

/** Days that are so many working days after a return without a date, with no day of the ladder to come. */
function walkReturns(known: AssignmentFacts, isReport: boolean, policy: ReminderPolicy): ReminderDue[] {
  const { assignment, round } = known;
  const found: ReminderDue[] = [];
  for (let day = firstDay - margin; day <= lastDay + margin; day += 1) {
    const atMs = at(day, policy.sendFrom);
    if (!isOpen(day) || atMs < Date.parse(assignment.createdAt)) continue;
    if (round.opensOn !== null && text(day) < round.opensOn) continue;
    const last = lastDecision(known, atMs);
    if (last?.review?.decision !== 'returned' || last.review.newDueOn !== null) continue;
    const returnedOn = wall(Date.parse(last.review.at))[0];
    const offset = openDays(number(returnedOn) + 1, day);
    if (!(policy.afterReturn ?? []).includes(offset)) continue;
    const due = inForce(known, atMs);
    const isLadderOver =
      due === null ||
      Array.from({ length: 40 }, (_, i) => day + i).every(
        (later) => !isOpen(later) || stepOn(later, due, isReport, policy) === null,
      );
    if (!isLadderOver) continue;
    // Before the date has passed nothing is late; a clock time leaves no more than its own day.
    if (
      due !== null &&
      (due.dueTime === null ? text(day) <= due.dueOn : atMs <= at(number(due.dueOn), due.dueTime))
    )
      continue;
    const dueOn = due?.dueOn ?? returnedOn;
    const step = `R${last.version}+${offset}`;
    const key = `${assignment.id}/${dueOn}/${step}`;
    // A version returned twice has one ladder: what was asked under a name is not asked under it again.
    if (found.some((earlier) => earlier.key === key)) continue;
    found.push({ key, assignmentId: assignment.id, step, dueOn, atMs });
  }
  return found;
}

function inForce(
  { round, extensions, reviews }: AssignmentFacts,
  atMs: number,
): { dueOn: string; dueTime: string | null } | null {
  const moves = [
    ...extensions.flatMap((e) =>
      e.status === 'granted' && e.decidedAt ? [{ on: e.newDueOn, at: e.decidedAt }] : [],
    ),
    ...reviews.flatMap((r, i) => {
      const isOverruled = reviews.some(
        (later, j) =>
          later.submissionId === r.submissionId &&
          Date.parse(later.at) <= atMs &&
          (later.at > r.at || (later.at === r.at && j > i)),
      );
      return r.decision === 'returned' && r.newDueOn && !isOverruled ? [{ on: r.newDueOn, at: r.at }] : [];
    }),
  ].filter((move) => Date.parse(move.at) <= atMs);
  const last = moves.toSorted((a, b) => (`${a.at} ${a.on}` < `${b.at} ${b.on}` ? -1 : 1)).at(-1);
  if (last) return { dueOn: last.on, dueTime: null };
  // The date of an event is one from the moment somebody set it.
  if (round.datedAt !== undefined && Date.parse(round.datedAt) > atMs) return null;
  return round.dueOn === null ? null : { dueOn: round.dueOn, dueTime: round.dueTime };
}

function isOwed(known: AssignmentFacts, atMs: number): boolean {
  const last = lastDecision(known, atMs);
  return last === null || last.review?.decision === 'returned';
}

/** The highest version sent by an instant and the last decision about it; null before the first version. */
function lastDecision(
  { submissions, reviews }: AssignmentFacts,
  atMs: number,
): { version: number; review: AssignmentFacts['reviews'][number] | undefined } | null {
  const sent = submissions.filter((submission) => Date.parse(submission.sentAt) <= atMs);
  if (sent.length === 0) return null;
  const version = Math.max(...sent.map((one) => one.version));
  const about = reviews.filter(
    (review) => review.submissionId === `s${version}` && Date.parse(review.at) <= atMs,
  );
  return { version, review: about.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1) };
}

/** The step a working day is of a date; of several the last. */
function stepOn(
  day: number,
  { dueOn, dueTime }: { dueOn: string; dueTime: string | null },
  isReport: boolean,
  policy: ReminderPolicy,
): string | null {
  const due = number(dueOn);
  const isGoneByMorning = dueTime !== null && dueTime <= policy.sendFrom;
  const offsets = policy.steps
    .filter((step) => isReport || step.onlyReports !== true)
    .map((step) => step.offset);
  const fitting = offsets.filter((offset) => {
    if (offset === 0) {
      const end = isGoneByMorning ? due - 1 : due;
      return day <= end && openDays(day + 1, end) === 0;
    }
    // The day itself is an open one, so it closes the count.
    return offset < 0
      ? day < due && openDays(day, due - 1) === -offset
      : day > due && openDays(due + 1, day) === offset;
  });
  if (fitting.length === 0) return null;
  const offset = Math.max(...fitting);
  return offset === 0 ? 'D' : `D${offset > 0 ? '+' : ''}${offset}`;
}

function isOpening(day: number, dueOn: string, { assignment, round }: AssignmentFacts): boolean {
  const { opensOn, key } = round;
  if (opensOn === null) return false;
  // A recurring round is announced when that day lies fifteen working days before the date, counted as D-15 would be.
  if (/^\d/.test(key) && openDays(day, number(dueOn) - 1) < 15) return false;
  const opens = number(opensOn);
  const isFirstOpenDay = day >= opens && openDays(opens, day - 1) === 0;
  return isFirstOpenDay && text(day) < dueOn && at(opens, '00:00') > Date.parse(assignment.createdAt);
}

/** Working days from one day to another, both included. */
function openDays(from: number, to: number): number {
  let count = 0;
  for (let day = from; day <= to; day += 1) if (isOpen(day)) count += 1;
  return count;
}

function isOpen(day: number): boolean {
  return open[day - firstDay + margin] ?? false;
}

/** Read straight from the table; only settled years occur in the random facts. */
function isOpenDay(day: string, table: WorkCalendar = calendar): boolean {
  const year = table.years[day.slice(0, 4)];
  if (year?.worked.includes(day)) return true;
  return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !year?.off.includes(day);
}

function isSending(ms: number): boolean {
  const [day, time] = wall(ms);
  return isOpenDay(day) && time >= '08:00' && time < '17:00';
}

/** Random facts live between 2024-12-01 and 2026-02-28: two Tết, the swaps of 2025 and 2026, 02/9. */
const firstDay = Date.parse('2024-12-01T00:00:00Z') / dayMs;
const lastDay = Date.parse('2026-02-28T00:00:00Z') / dayMs;

/** Moved dates, ladders and windows reach this far out of those years at most. */
const margin = 170;
/** The table walked last and its open days; a walk through another one reads them anew. */
let walked = calendar;
let open = openIn(calendar);

function openIn(table: WorkCalendar): boolean[] {
  return Array.from({ length: lastDay - firstDay + 2 * margin + 1 }, (_, i) =>
    isOpenDay(text(firstDay - margin + i), table),
  );
}

/** Settled years with days off and exchanges anywhere, whole weeks of them too; often the real table. */
const anyTable: fc.Arbitrary<WorkCalendar> = fc.oneof(
  fc.constant(calendar),
  fc
    .record({
      breaks: fc.array(
        fc.tuple(fc.integer({ min: firstDay - 60, max: lastDay + 60 }), fc.integer({ min: 1, max: 9 })),
        {
          maxLength: 12,
        },
      ),
      worked: fc.array(fc.integer({ min: firstDay - 60, max: lastDay + 60 }), { maxLength: 8 }),
    })
    .map(({ breaks, worked: extra }) => {
      const isWeekend = (day: number): boolean => [0, 6].includes(new Date(day * dayMs).getUTCDay());
      const off = new Set(breaks.flatMap(([first, length]) => Array.from({ length }, (_, i) => first + i)));
      const worked = new Set(extra.filter((day) => isWeekend(day) && !off.has(day)));
      const inYear = (days: Iterable<number>, year: string): string[] =>
        [...days].map(text).filter((day) => day.startsWith(year));
      const entry = (year: string): [string, CalendarYear] => [
        year,
        {
          source: 'any',
          off: inYear(off, year).sort(),
          worked: inYear(worked, year).sort(),
          isComplete: true,
        },
      ];
      return { years: Object.fromEntries(['2024', '2025', '2026'].map(entry)) };
    }),
);

function text(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

function number(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/** 00:00 in Viet Nam is seven hours before 00:00 UTC. */
function at(day: number, time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return day * dayMs + ((hours ?? 0) - 7) * hourMs + (minutes ?? 0) * 60_000;
}

/** Milliseconds into a day, the moments where sending starts and days end often. */
const anyMoment = fc.oneof(
  fc.constantFrom(0, 8 * hourMs - 1, 8 * hourMs, 8 * hourMs + 1, 17 * hourMs, dayMs - 1),
  fc.nat(dayMs - 1),
);
const anyInstant = fc
  .tuple(fc.integer({ min: firstDay - 20, max: lastDay + 20 }), anyMoment)
  .map(([day, moment]) => at(day, '00:00') + moment);
const anySpan = fc.oneof(
  fc.constant([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const),
  fc.tuple(anyInstant, anyInstant),
);

function anyInstants(count: number): fc.Arbitrary<number[]> {
  return fc.array(anyInstant, { minLength: count, maxLength: count });
}

/** An instant some days around a day. */
function around(day: number, before: number, after: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: -before, max: after }), anyMoment)
    .map(([offset, moment]) => new Date(at(day + offset, '00:00') + moment).toISOString());
}

function factsAround(due: number): fc.Arbitrary<AssignmentFacts> {
  const anyMovedDay = fc
    .oneof(fc.constantFrom(0, 0, 1, 7), fc.integer({ min: -10, max: 25 }))
    .map((days) => text(due + days));
  return fc
    .record({
      status: fc.oneof(
        { arbitrary: fc.constant('active' as const), weight: 12 },
        fc.constantFrom('paused', 'cancelled'),
      ),
      createdAt: fc.oneof({ arbitrary: around(due, 45, -20), weight: 3 }, around(due, 20, 12)),
      key: fc.constantFrom('once', 'stage-2', text(due)),
      datedAt: fc.option(around(due, 25, 2), { freq: 8 }),
      opensOn: fc.option(
        fc.integer({ min: -30, max: 3 }).map((days) => text(due + days)),
        { freq: 3 },
      ),
      dueOn: fc.option(fc.constant(text(due)), { freq: 8 }),
      dueTime: fc.option(fc.constantFrom('07:00', '07:30', '08:00', '08:01', '16:00', '24:00'), { freq: 2 }),
      sent: fc.array(around(due, 15, 10), { maxLength: 3 }),
      reviews: fc.array(
        fc.record({
          submissionId: fc.constantFrom('s1', 's1', 's2', 's3'),
          decision: fc.constantFrom('returned', 'returned', 'accepted'),
          newDueOn: fc.option(anyMovedDay),
          at: around(due, 12, 12),
        }),
        { maxLength: 3 },
      ),
      extensions: fc.array(
        fc.record({
          status: fc.constantFrom('granted', 'granted', 'requested', 'refused'),
          newDueOn: anyMovedDay,
          decidedAt: around(due, 20, 10),
        }),
        { maxLength: 3 },
      ),
    })
    .map(({ status, createdAt, key, datedAt, opensOn, dueOn, dueTime, sent, reviews, extensions }) =>
      facts({
        assignment: { status, createdAt },
        round: {
          key,
          opensOn,
          dueOn,
          dueTime: dueOn === null ? null : dueTime,
          ...(datedAt === null || dueOn === null ? {} : { datedAt }),
        },
        submissions: sent.map((sentAt) => ({ sentAt })),
        // No two decisions of one instant about one version: which of them counts is not the planner's to say.
        reviews: reviews.filter((r, i) => reviews.findIndex((other) => other.at === r.at) === i),
        extensions: extensions.map((e) => (e.status === 'requested' ? { ...e, decidedAt: null } : e)),
      }),
    );
}

const anyCandidate: fc.Arbitrary<ReminderCandidate> = fc
  .integer({ min: firstDay, max: lastDay })
  .chain((due) => fc.record({ facts: factsAround(due), isReport: fc.boolean() }));

const anyCandidates = fc
  .array(anyCandidate, { maxLength: 4 })
  .map((list) =>
    list.map((c, i) => ({ ...c, facts: { ...c.facts, assignment: { ...c.facts.assignment, id: `a${i}` } } })),
  );

const anyPolicy: fc.Arbitrary<ReminderPolicy> = fc.oneof(
  fc.constant(defaultPolicy),
  fc.record({
    steps: fc.array(
      fc.oneof(
        fc.record({ offset: fc.integer({ min: -15, max: 10 }) }),
        fc.record({ offset: fc.integer({ min: -15, max: 0 }), onlyReports: fc.boolean() }),
      ),
      { maxLength: 6 },
    ),
    afterReturn: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
    sendFrom: fc.constantFrom('07:00', '07:30', '08:00', '13:30'),
    sendUntil: fc.constant('17:00'),
    isOff: fc.constantFrom(undefined, undefined, undefined, undefined, false, true),
  }),
);

/** A candidate of a plan that may have a policy of its own. */
const anyPlanned: fc.Arbitrary<ReminderCandidate> = fc
  .tuple(anyCandidate, fc.option(anyPolicy, { nil: undefined }))
  .map(([candidate, policy]) => ({ ...candidate, policy }));

const anyPlans = fc
  .array(anyPlanned, { maxLength: 4 })
  .map((list) =>
    list.map((c, i) => ({ ...c, facts: { ...c.facts, assignment: { ...c.facts.assignment, id: `a${i}` } } })),
  );
