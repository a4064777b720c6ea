import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rule, daysOfRule, monthsOf, parseRule } from '../../../src/domain/rrule.js';

const numRuns = 2_000;
const dayMs = 86_400_000;

function rule(given: Partial<Rule>): Rule {
  return { freq: 'YEARLY', interval: 1, months: [], monthDays: [], weekdays: [], until: null, ...given };
}

function days(text: string, from: string, to: string): string[] {
  const parsed = parseRule(text);
  return parsed ? [...daysOfRule(parsed, from, to)] : ['not a rule'];
}

describe('src/domain/rrule.ts', () => {
  describe('parseRule', () => {
    it.each([
      ['FREQ=YEARLY', {}],
      ['FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=-1', { months: [5, 11], monthDays: [-1] }],
      ['FREQ=MONTHLY;INTERVAL=3', { freq: 'MONTHLY', interval: 3 }],
      ['FREQ=WEEKLY;BYDAY=FR,MO,FR', { freq: 'WEEKLY', weekdays: [1, 5] }],
      ['FREQ=DAILY;BYMONTH=12', { freq: 'DAILY', months: [12] }],
      ['FREQ=YEARLY;UNTIL=20201231', { until: '2020-12-31' }],
      ['FREQ=YEARLY;UNTIL=20201231T235959Z', { until: '2020-12-31' }],
      ['FREQ=YEARLY;WKST=MO', {}],
      ['FREQ=YEARLY;BYMONTHDAY=+5,-3,5', { monthDays: [-3, 5] }],
      ['  bymonth=2;freq=yearly ', { months: [2] }],
    ] as [string, Partial<Rule>][])('reads %s', (text, read) => {
      expect(parseRule(text)).toEqual(rule(read));
    });

    it.each([
      ['', 'nothing'],
      ['YEARLY', 'no name'],
      ['FREQ=SECONDLY', 'a frequency deadlines do not have'],
      ['BYMONTH=5', 'no frequency'],
      ['FREQ=YEARLY;', 'an empty part'],
      ['FREQ=YEARLY;BYMONTH=5;BYMONTH=6', 'a part twice'],
      ['FREQ=YEARLY;BYMONTH=0', 'month 0'],
      ['FREQ=YEARLY;BYMONTH=1.5', 'a broken month'],
      ['FREQ=YEARLY;BYMONTH=5,', 'an empty item'],
      ['FREQ=YEARLY;BYMONTHDAY=-32', 'too far from the end'],
      ['FREQ=YEARLY;BYMONTHDAY=0', 'day 0'],
      ['FREQ=YEARLY;BYDAY=MO', 'weekdays of a year'],
      ['FREQ=WEEKLY;BYMONTHDAY=1', 'days of the month in a week'],
      ['FREQ=WEEKLY;BYDAY=2FR', 'an ordinal'],
      ['FREQ=MONTHLY;INTERVAL=0', 'interval 0'],
      ['FREQ=MONTHLY;INTERVAL=-1', 'interval -1'],
      ['FREQ=MONTHLY;COUNT=3', 'an end by count'],
      ['FREQ=MONTHLY;BYSETPOS=1', 'positions'],
      ['FREQ=MONTHLY;UNTIL=20230230', 'a day that does not exist'],
      ['FREQ=MONTHLY;UNTIL=2023-12-31', 'another way to write days'],
      ['FREQ=YEARLY|FREQ=MONTHLY', 'two rules'],
      [`FREQ=YEARLY;BYMONTH=${'1,'.repeat(200)}1`, 'longer than anybody writes'],
    ])('does not guess at %j: %s', (text, _why) => {
      expect(parseRule(text)).toBeNull();
    });

    it('reads back every rule there is, whatever the order of its parts and the case of its letters', () => {
      fc.assert(
        fc.property(anyRule, fc.infiniteStream(fc.nat()), fc.boolean(), (given, dice, isSmall) => {
          const shuffled = written(given)
            .map((part) => ({ part, rank: dice.next().value ?? 0 }))
            .toSorted((a, b) => a.rank - b.rank)
            .map(({ part }) => part)
            .join(';');

          expect(parseRule(isSmall ? shuffled.toLowerCase() : shuffled)).toEqual(given);
        }),
        { numRuns },
      );
    });

    it('never throws', () => {
      const anyPart = fc.tuple(
        fc.constantFrom('FREQ', 'INTERVAL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'UNTIL', 'WKST', 'COUNT', ''),
        fc.oneof(fc.string(), fc.constantFrom('YEARLY', 'WEEKLY', '-1', '99999', 'MO', '20220622')),
      );
      const anyRuleLike = fc
        .array(anyPart)
        .map((parts) => parts.map(([name, value]) => `${name}=${value}`).join(';'));

      fc.assert(
        fc.property(fc.oneof(fc.string(), anyRuleLike), (text) => {
          expect(() => parseRule(text)).not.toThrow();
        }),
        { numRuns },
      );
    });
  });

  describe('monthsOf', () => {
    const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    it.each([
      ['FREQ=YEARLY', [12]],
      ['FREQ=YEARLY;BYMONTH=5,11', [5, 11]],
      ['FREQ=YEARLY;BYMONTHDAY=15', all],
      ['FREQ=MONTHLY', all],
      ['FREQ=MONTHLY;INTERVAL=3', [3, 6, 9, 12]],
      ['FREQ=MONTHLY;INTERVAL=6', [6, 12]],
      ['FREQ=MONTHLY;INTERVAL=12', [12]],
      ['FREQ=MONTHLY;INTERVAL=5', all],
      ['FREQ=MONTHLY;INTERVAL=18', all],
    ])('%s falls in %j', (text, months) => {
      const parsed = parseRule(text);

      expect(parsed && monthsOf(parsed)).toEqual(months);
    });
  });

  describe('daysOfRule', () => {
    it.each([
      ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2023-01-01', '2024-12-31', ['2023-02-28', '2024-02-29']],
      ['FREQ=MONTHLY;BYMONTHDAY=-31', '2023-02-01', '2023-03-31', ['2023-02-01', '2023-03-01']],
      ['FREQ=MONTHLY;BYMONTHDAY=25', '2023-11-25', '2024-01-24', ['2023-11-25', '2023-12-25']],
      ['FREQ=WEEKLY;BYDAY=FR', '2022-06-24', '2022-07-01', ['2022-06-24', '2022-07-01']],
      ['FREQ=YEARLY;INTERVAL=5', '2019-01-01', '2030-12-31', ['2020-12-31', '2025-12-31', '2030-12-31']],
      ['FREQ=YEARLY;UNTIL=20231231', '2022-06-01', '2030-12-31', ['2022-12-31', '2023-12-31']],
      ['FREQ=YEARLY;UNTIL=20211231', '2022-06-01', '2030-12-31', []],
      ['FREQ=DAILY', '2022-06-22', '2022-06-21', []],
    ])('walks %s from %s to %s', (text, from, to, expected) => {
      expect(days(text, from, to)).toEqual(expected);
    });

    it('walks lazily: the first day of a daily rule costs no thousand years', () => {
      const daily = daysOfRule(rule({ freq: 'DAILY' }), '2022-06-22', '9999-12-31');

      expect([daily.next().value, daily.next().value]).toEqual(['2022-06-22', '2022-06-23']);
    });

    it('gives exactly the days that fit the rule when each is looked at alone', () => {
      fc.assert(
        fc.property(anyRule, anyDay, fc.nat(800), (given, from, length) => {
          const to = later(from, length);
          const fitting = Array.from({ length: length + 1 }, (_, i) => later(from, i)).filter((day) =>
            fits(day, given),
          );

          expect([...daysOfRule(given, from, to)]).toEqual(fitting);
        }),
        { numRuns },
      );
    });
  });
});

/** The oracle: whether one day belongs to a rule, by the doc comments alone. */
function fits(day: string, { freq, interval, months, monthDays, weekdays, until }: Rule): boolean {
  if (until !== null && day > until) return false;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const weekday = new Date(day).getUTCDay() || 7;
  if (months.length > 0 && !months.includes(month)) return false;
  if (freq === 'DAILY')
    return epochDay(day) % interval === 0 && (weekdays.length === 0 || weekdays.includes(weekday));
  if (freq === 'WEEKLY') {
    // Monday 29/12/1969 began week 0.
    const week = Math.floor((epochDay(day) - epochDay('1969-12-29')) / 7);
    return week % interval === 0 && (weekdays.length > 0 ? weekdays : [7]).includes(weekday);
  }
  if (freq === 'YEARLY' && year % interval !== 0) return false;
  if (freq === 'YEARLY' && months.length === 0 && monthDays.length === 0 && month !== 12) return false;
  if (freq === 'MONTHLY' && months.length === 0 && (year * 12 + month) % interval !== 0) return false;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (monthDays.length === 0) return date === length;
  return monthDays.some((monthDay) => {
    if (monthDay > 0) return date === monthDay || (date === length && monthDay > length);
    return date === length + 1 + monthDay || (date === 1 && -monthDay > length);
  });
}

function epochDay(day: string): number {
  return Date.parse(day) / dayMs;
}

function later(day: string, count: number): string {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
}

function written({ freq, interval, months, monthDays, weekdays, until }: Rule): string[] {
  return [
    `FREQ=${freq}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(months.length === 0 ? [] : [`BYMONTH=${months.join(',')}`]),
    ...(monthDays.length === 0 ? [] : [`BYMONTHDAY=${monthDays.join(',')}`]),
    ...(weekdays.length === 0
      ? []
      : [`BYDAY=${weekdays.map((n) => 'MOTUWETHFRSASU'.slice(2 * n - 2, 2 * n)).join(',')}`]),
    ...(until === null ? [] : [`UNTIL=${until.replaceAll('-', '')}`]),
  ];
}

function some(min: number, max: number, most: number): fc.Arbitrary<number[]> {
  const number = fc.integer({ min, max }).filter((n) => n !== 0);
  return fc.uniqueArray(number, { maxLength: most }).map((list) => list.toSorted((a, b) => a - b));
}

const anyDay = fc
  .integer({ min: epochDay('2010-01-01'), max: epochDay('2030-12-31') })
  .map((n) => later('1970-01-01', n));
const shared = {
  interval: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 18 })),
  months: some(1, 12, 4),
  until: fc.option(anyDay, { freq: 2 }),
};
const anyRule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    ...shared,
    freq: fc.constantFrom('YEARLY', 'MONTHLY'),
    monthDays: some(-31, 31, 3),
    weekdays: fc.constant<number[]>([]),
  }),
  fc.record({
    ...shared,
    freq: fc.constantFrom('WEEKLY', 'DAILY'),
    monthDays: fc.constant<number[]>([]),
    weekdays: some(1, 7, 3),
  }),
);
