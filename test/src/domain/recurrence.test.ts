import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayText } from '../../../src/domain/calendar.js';
import { type Deadline, blankDeadline } from '../../../src/domain/plan.js';
import { occurrencesOf, roundsOf } from '../../../src/domain/recurrence.js';
import { addDays } from '../../../src/domain/time.js';

const deadline = (given: Partial<Deadline>): Deadline => ({ ...blankDeadline, text: 'x', ...given });

function recurring(rrule: string, given: Partial<Deadline> = {}): Deadline {
  return deadline({ kind: 'recurring', rrule, ...given });
}

/** `label: opensOn..dueOn` of every round. */
function shown(rounds: ReturnType<typeof roundsOf>): string[] {
  return rounds.map((round) => `${round.label}: ${round.opensOn}..${round.dueOn}`);
}

const strict = { issuedOn: '2023-12-28', until: '2026-12-31', beforeMeans: 'strict' } as const;

describe('src/domain/recurrence.ts', () => {
  describe('occurrencesOf', () => {
    it.each([
      ['FREQ=YEARLY', ['2023-12-31', '2024-12-31']],
      ['FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=-1', ['2023-11-30', '2024-05-31', '2024-11-30']],
      ['FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1', ['2023-11-01', '2024-11-01']],
      ['FREQ=YEARLY;BYMONTH=6', ['2024-06-30']],
      ['FREQ=YEARLY;INTERVAL=5', []],
      ['FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYMONTHDAY=31', ['2024-03-31']],
      ['FREQ=MONTHLY;INTERVAL=6', ['2023-12-31', '2024-06-30', '2024-12-31']],
      [
        'FREQ=MONTHLY;INTERVAL=3',
        ['2023-09-30', '2023-12-31', '2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31'],
      ],
      [
        'FREQ=MONTHLY;INTERVAL=3;BYMONTH=1,4,7,10;BYMONTHDAY=10',
        ['2023-10-10', '2024-01-10', '2024-04-10', '2024-07-10', '2024-10-10'],
      ],
      ['FREQ=MONTHLY;BYMONTHDAY=30;UNTIL=20231130', ['2023-09-30', '2023-10-30', '2023-11-30']],
      ['freq=yearly;bymonth=2;bymonthday=29', ['2024-02-29']],
      ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5;WKST=MO', ['2023-12-05', '2024-12-05']],
    ])('walks %s between 02/9/2023 and 31/12/2024', (rule, days) => {
      expect(occurrencesOf(rule, '2023-09-02', '2024-12-31')).toEqual(days);
    });

    it.each([
      ['FREQ=WEEKLY', ['2026-10-04', '2026-10-11']],
      ['FREQ=WEEKLY;BYDAY=FR', ['2026-10-02', '2026-10-09']],
      ['FREQ=WEEKLY;BYDAY=FR,MO', ['2026-10-02', '2026-10-05', '2026-10-09', '2026-10-12']],
      ['FREQ=WEEKLY;BYDAY=FR;BYMONTH=11', []],
      // Every fifth day counted from 1970-01-01, so that windows can be joined.
      ['FREQ=DAILY;INTERVAL=5', ['2026-10-04', '2026-10-09']],
      ['FREQ=DAILY;BYDAY=SA,SU', ['2026-10-03', '2026-10-04', '2026-10-10', '2026-10-11']],
    ])('walks %s between 01/10 and 12/10/2026', (rule, days) => {
      expect(occurrencesOf(rule, '2026-10-01', '2026-10-12')).toEqual(days);
    });

    it('owes a day the month lacks on its last day, once', () => {
      expect(occurrencesOf('FREQ=MONTHLY;BYMONTHDAY=30,31', '2023-02-01', '2023-03-31')).toEqual([
        '2023-02-28',
        '2023-03-30',
        '2023-03-31',
      ]);
    });

    it.each([
      '',
      'FREQ=',
      'FREQ=HOURLY',
      'FREQ=YEARLY;BYMONTH=13',
      'FREQ=YEARLY;BYMONTH=',
      'FREQ=YEARLY;BYMONTHDAY=0',
      'FREQ=YEARLY;BYMONTHDAY=32',
      'FREQ=MONTHLY;BYDAY=1MO',
      'FREQ=MONTHLY;BYDAY=MO',
      'FREQ=WEEKLY;BYMONTHDAY=3',
      'FREQ=WEEKLY;BYDAY=XX',
      'FREQ=MONTHLY;INTERVAL=0',
      'FREQ=MONTHLY;INTERVAL=1,2',
      'FREQ=MONTHLY;COUNT=3',
      'FREQ=MONTHLY;UNTIL=20230230',
      'FREQ=MONTHLY;FREQ=DAILY',
      'FREQ=MONTHLY|FREQ=YEARLY',
      'INTERVAL=2',
      `FREQ=YEARLY;BYMONTH=${'1,'.repeat(9000)}1`,
    ])('gives nothing for %s', (rule) => {
      expect(occurrencesOf(rule, '2023-01-01', '2024-12-31')).toEqual([]);
    });

    it('gives nothing for any other text', () => {
      fc.assert(
        fc.property(fc.string(), (text) => {
          fc.pre(!/^FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY)/i.test(text.trim()));

          expect(occurrencesOf(text, '2023-01-01', '2024-12-31')).toEqual([]);
        }),
      );
    });

    it('gives at most the limit, the earliest ones', () => {
      expect(occurrencesOf('FREQ=MONTHLY', '2023-01-01', '2024-12-31', 2)).toEqual([
        '2023-01-31',
        '2023-02-28',
      ]);
      expect(occurrencesOf('FREQ=MONTHLY', '2023-01-01', '2024-12-31', 0)).toEqual([]);
      expect(occurrencesOf('FREQ=MONTHLY', '2024-01-01', '2023-12-31')).toEqual([]);
    });

    it('ascends without repeating, and two windows joined give what the whole gives', () => {
      fc.assert(
        fc.property(anyRule, anyDay, fc.nat(900), fc.nat(900), (rule, from, first, second) => {
          const [middle, to] = [addDays(from, first), addDays(from, first + second)];
          const whole = occurrencesOf(rule, from, to);

          expect(whole).toEqual([...new Set(whole)].sort());
          expect([
            ...occurrencesOf(rule, from, middle),
            ...occurrencesOf(rule, addDays(middle, 1), to),
          ]).toEqual(whole);
        }),
      );
    });
  });

  describe('roundsOf', () => {
    it('gives one round for one date, without a label', () => {
      const one = deadline({
        text: 'trước ngày 23/6/2022',
        statedOn: '2022-06-23',
        dueOn: '2022-06-22',
        inclusive: false,
      });

      expect(roundsOf([one], strict)).toEqual([
        {
          key: 'once',
          label: '',
          deadlineText: 'trước ngày 23/6/2022',
          opensOn: null,
          statedOn: '2022-06-23',
          dueOn: '2022-06-22',
          dueTime: null,
        },
      ]);
    });

    it('gives a stage per deadline, numbered as the text has them and ordered by date, undated last', () => {
      const rounds = roundsOf(
        [
          deadline({ kind: 'event' }),
          deadline({ dueOn: '2022-07-14', stage: 'Gửi Tổ Biên tập' }),
          deadline({ dueOn: '2022-07-04', dueTime: '16:00' }),
        ],
        strict,
      );

      expect(rounds.map((round) => [round.key, round.label, round.dueOn, round.dueTime])).toEqual([
        ['stage-3', 'mốc 3', '2022-07-04', '16:00'],
        ['stage-2', 'Gửi Tổ Biên tập', '2022-07-14', null],
        ['stage-1', 'mốc 1', null, null],
      ]);
    });

    it('opens a window on its first day, unless that is after its last', () => {
      const window = deadline({ kind: 'window', from: '2022-06-01', dueOn: '2022-08-31' });

      expect(roundsOf([window], strict)[0]?.opensOn).toBe('2022-06-01');
      expect(roundsOf([{ ...window, from: '2022-09-01' }], strict)[0]?.opensOn).toBeNull();
    });

    it('reads "trước 01/11 hàng năm" strictly or leniently (plan 197/KH-UBND)', () => {
      const yearly = recurring('FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1', { inclusive: false });

      expect(shown(roundsOf([yearly], strict))).toEqual([
        'năm 2024: 2023-12-28..2024-10-31',
        'năm 2025: 2024-11-02..2025-10-31',
        'năm 2026: 2025-11-02..2026-10-31',
      ]);
      expect(
        roundsOf([yearly], { ...strict, beforeMeans: 'lenient' }).map((round) => [
          round.key,
          round.statedOn,
          round.dueOn,
        ]),
      ).toEqual([
        ['2024-11-01', '2024-11-01', '2024-11-01'],
        ['2025-11-01', '2025-11-01', '2025-11-01'],
        ['2026-11-01', '2026-11-01', '2026-11-01'],
      ]);
    });

    it('gives the two lists a year of plan 368/KH-UBND', () => {
      const rounds = roundsOf([recurring('FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=-1')], {
        ...strict,
        issuedOn: '2016-10-31',
        until: '2018-01-01',
      });

      expect(shown(rounds)).toEqual([
        'đợt cuối tháng 11/2016: 2016-10-31..2016-11-30',
        'đợt cuối tháng 5/2017: 2016-12-01..2017-05-31',
        'đợt cuối tháng 11/2017: 2017-06-01..2017-11-30',
      ]);
    });

    it('gives every period of "hằng tháng, quý, 6 tháng, năm" its own rounds with keys of their own', () => {
      const joined = recurring('FREQ=MONTHLY|FREQ=MONTHLY;INTERVAL=3|FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY');
      const rounds = roundsOf([joined], { ...strict, issuedOn: '2026-11-05' });

      expect(rounds.map((round) => [round.key, round.label, round.opensOn])).toEqual([
        ['2026-11-30', 'tháng 11/2026', '2026-11-05'],
        ['2026-12-31', 'tháng 12/2026', '2026-12-01'],
        ['2026-12-31-2', 'quý IV/2026', '2026-11-05'],
        ['2026-12-31-3', '6 tháng cuối năm 2026', '2026-11-05'],
        ['2026-12-31-4', 'năm 2026', '2026-11-05'],
      ]);
    });

    it.each([
      ['FREQ=MONTHLY', 'hằng tháng', 'tháng 7/2026'],
      ['FREQ=MONTHLY;BYMONTHDAY=5', 'ngày 05 tháng sau', 'tháng 6/2026'],
      ['FREQ=MONTHLY;BYMONTHDAY=5', 'ngày 05 hằng tháng', 'tháng 7/2026'],
      ['FREQ=MONTHLY;BYMONTHDAY=15,-1', 'ngày 15 và cuối tháng', 'đợt 15/07/2026'],
      ['FREQ=MONTHLY;INTERVAL=3', 'hằng quý', 'quý III/2026'],
      ['FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10', 'ngày 10 tháng đầu quý sau', 'quý II/2026'],
      ['FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15', '15/6 và 15/12 hằng năm', '6 tháng cuối năm 2026'],
      ['FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15', '15/01 và 15/7 hằng năm', '6 tháng đầu năm 2026'],
      ['FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=15', '15/02 và 15/8 hằng năm', 'đợt 15/08/2026'],
      ['FREQ=YEARLY;BYMONTH=2,8', 'tháng 2, tháng 8 hằng năm', 'đợt tháng 8/2026'],
      ['FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=30', 'ngày 30/7 hằng năm', 'năm 2026'],
      ['FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10', 'ngày 10/01 năm sau', 'năm 2026'],
      ['FREQ=YEARLY;INTERVAL=5', '5 năm', 'giai đoạn 2026 - 2030'],
      ['FREQ=MONTHLY;INTERVAL=5', 'năm tháng một lần', 'đợt tháng 8/2026'],
      ['FREQ=WEEKLY;BYDAY=FR', 'thứ Sáu hằng tuần', 'tuần 29/06/2026 - 05/07/2026'],
      ['FREQ=WEEKLY;BYDAY=MO,FR', 'thứ Hai, thứ Sáu', 'ngày 03/07/2026'],
      ['FREQ=DAILY', 'hằng ngày', 'ngày 02/07/2026'],
    ])('calls the first round of %s (%s) "%s"', (rule, text, label) => {
      const rounds = roundsOf([recurring(rule, { text })], {
        ...strict,
        issuedOn: '2026-07-02',
        until: '2031-12-31',
      });

      expect(rounds[0]?.label).toBe(label);
    });

    it('names half year, nine months and year apart when each has a yearly rule', () => {
      const rule = ['6', '9', '12'].map((month) => `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=15`).join('|');
      const text = 'trước ngày 15 tháng cuối kỳ báo cáo 6 tháng, 9 tháng, năm';
      const rounds = roundsOf([recurring(rule, { text, inclusive: false })], {
        ...strict,
        until: '2024-12-31',
      });

      expect(rounds.map((round) => [round.label, round.dueOn])).toEqual([
        ['6 tháng đầu năm 2024', '2024-06-14'],
        ['9 tháng năm 2024', '2024-09-14'],
        ['năm 2024', '2024-12-14'],
      ]);
    });

    it('labels what ends before the first of January with the year that ends', () => {
      const rounds = roundsOf(
        [recurring('FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1', { inclusive: false })],
        strict,
      );

      expect(rounds.map((round) => [round.label, round.dueOn])).toEqual([
        ['năm 2023', '2023-12-31'],
        ['năm 2024', '2024-12-31'],
        ['năm 2025', '2025-12-31'],
      ]);
    });

    it('includes the day up to its clock time', () => {
      const weekly = recurring('FREQ=WEEKLY;BYDAY=TH', { inclusive: false, dueTime: '15:00' });
      const [first] = roundsOf([weekly], { ...strict, until: '2024-01-10' });

      expect([first?.dueOn, first?.dueTime]).toEqual(['2023-12-28', '15:00']);
    });

    it('leaves out a round that would have ended before the plan was issued', () => {
      const yearly = recurring('FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1', { inclusive: false });
      const rounds = roundsOf([yearly], { ...strict, issuedOn: '2023-11-01', until: '2024-12-31' });

      expect(shown(rounds)).toEqual(['năm 2024: 2023-11-01..2024-10-31']);
    });

    it('keeps a task whose rule cannot be read as one round without a date', () => {
      const rounds = roundsOf([recurring('FREQ=YEARLY|FREQ=LUNAR'), recurring('', { rrule: null })], {
        ...strict,
        until: '2023-12-31',
      });

      expect(rounds.map((round) => [round.key, round.dueOn])).toEqual([
        ['2023-12-31', '2023-12-31'],
        ['stage-1', null],
        ['stage-2', null],
      ]);
    });

    it('gives nothing without deadlines, and nothing for a rule that has no day yet', () => {
      expect(roundsOf([], strict)).toEqual([]);
      expect(roundsOf([recurring('FREQ=YEARLY')], { ...strict, until: '2023-12-30' })).toEqual([]);
    });

    it('takes the year before the horizon when no issue date is known', () => {
      const rounds = roundsOf([recurring('FREQ=YEARLY')], { ...strict, issuedOn: null });

      expect(shown(rounds)).toEqual(['năm 2025: null..2025-12-31', 'năm 2026: 2026-01-01..2026-12-31']);
    });

    it('keeps the earliest rounds under a limit, dated deadlines always', () => {
      const rounds = roundsOf([recurring('FREQ=DAILY'), deadline({ dueOn: '2030-01-01' })], {
        ...strict,
        limit: 2,
      });

      expect(rounds.map((round) => round.key)).toEqual(['2023-12-28', '2023-12-29', 'once']);
    });

    it('has unique keys, ascending dates, no round that ends before it opens, and grows only at the end', () => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(anyRule, fc.boolean(), fc.constantFrom(null, '15:00')), {
            minLength: 1,
            maxLength: 3,
          }),
          anyDay,
          fc.nat(800),
          fc.nat(400),
          fc.constantFrom('strict', 'lenient'),
          (rules, issuedOn, length, more, beforeMeans) => {
            const deadlines = rules.map(([rrule, inclusive, dueTime]) =>
              recurring(rrule, { inclusive, dueTime }),
            );
            const until = addDays(issuedOn, length);
            const rounds = roundsOf(deadlines, { issuedOn, until, beforeMeans });
            const later = roundsOf(deadlines, { issuedOn, until: addDays(until, more), beforeMeans });

            expect(new Set(rounds.map((round) => round.key)).size).toBe(rounds.length);
            expect(rounds.map((round) => round.dueOn)).toEqual(
              rounds.map((round) => round.dueOn).sort((a, b) => (a ?? '').localeCompare(b ?? '')),
            );
            expect(rounds.every((round) => round.opensOn! <= round.dueOn! && round.dueOn! >= issuedOn)).toBe(
              true,
            );
            expect(rounds.every((round) => round.label !== '')).toBe(true);
            const known = new Map(later.map((round) => [round.key, round]));
            expect(rounds.map((round) => known.get(round.key))).toEqual(rounds);
          },
        ),
        { numRuns: 300 },
      );
    });
  });
});

const anyDay = fc.integer({ min: dayNumber('2010-01-01'), max: dayNumber('2030-12-31') }).map(dayText);
const months = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
  .map((list) => `;BYMONTH=${list.join(',')}`);
const monthDays = fc
  .uniqueArray(
    fc.integer({ min: -31, max: 31 }).filter((day) => day !== 0),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) => `;BYMONTHDAY=${list.join(',')}`);
const weekdays = fc
  .uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), { minLength: 1 })
  .map((list) => `;BYDAY=${list.join(',')}`);
const interval = fc.integer({ min: 1, max: 7 }).map((count) => `;INTERVAL=${count}`);
const none = fc.constant('');
const anyRule = fc
  .oneof(
    fc.tuple(
      fc.constantFrom('FREQ=YEARLY', 'FREQ=MONTHLY'),
      fc.oneof(none, interval),
      fc.oneof(none, months),
      fc.oneof(none, monthDays),
    ),
    fc.tuple(
      fc.constantFrom('FREQ=WEEKLY', 'FREQ=DAILY'),
      fc.oneof(none, interval),
      fc.oneof(none, months),
      fc.oneof(none, weekdays),
    ),
  )
  .map((parts) => parts.join(''));
