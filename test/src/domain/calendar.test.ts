import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  dayNumber,
  dayText,
  isWorkingDay,
  isYearKnown,
  lastWorkingDayOnOrBefore,
  parseCalendar,
  weekdayOfNumber,
  workingDaysBetween,
} from '../../../src/domain/calendar.js';
import { addDays, weekdayOf } from '../../../src/domain/time.js';
import { calendar } from './facts.js';

const anyDay = fc.integer({ min: dayNumber('2015-01-01'), max: dayNumber('2030-12-31') }).map(dayText);
const bare = { years: {} };

describe('src/domain/calendar.ts', () => {
  it.each([
    ['2022-06-22', true, 'an ordinary Wednesday'],
    ['2022-07-30', false, 'a Saturday'],
    ['2022-02-04', false, 'the last day of the Tết break 2022'],
    ['2022-02-07', true, 'the Monday after it'],
    ['2022-04-11', false, 'made up for Giỗ Tổ on a Sunday'],
    ['2023-01-20', false, 'the first day of the Tết break 2023'],
    ['2025-04-26', true, 'a Saturday worked for 02/5/2025'],
    ['2025-05-02', false, 'exchanged for 26/4/2025'],
    ['2026-01-10', true, 'a Saturday worked for 02/01/2026'],
    ['2026-08-22', true, 'a Saturday worked for 31/8/2026'],
    ['2026-02-16', false, 'Tết 2026'],
    ['2026-11-24', false, 'Viet Nam Culture Day, off from 2026'],
    ['2025-11-24', true, 'the same date a year earlier'],
    ['2027-05-03', false, 'made up for 01/5 on a Saturday'],
    ['2019-01-05', true, 'a Saturday worked for 31/12/2018'],
    ['2018-12-31', false, 'exchanged over the new year'],
  ])('knows %s: %s (%s)', (day, isWorking) => {
    expect(isWorkingDay(day, calendar)).toBe(isWorking);
  });

  it.each([
    ['2031-01-01', false],
    ['2031-04-30', false],
    ['2031-05-01', false],
    ['2031-09-02', false],
    ['2031-11-24', false],
    ['2031-11-25', true],
    ['2031-11-22', false],
    ['2014-11-24', true],
  ])('falls back to weekends and fixed holidays in a year it does not know: %s is %s', (day, isWorking) => {
    expect(isWorkingDay(day, calendar)).toBe(isWorking);
  });

  it('adds the fixed holidays to a year that is not settled, and trusts the list of a settled one', () => {
    const settled = { years: { '2025': { source: 'x', off: [], worked: [], isComplete: true } } };
    const open = { years: { '2025': { source: 'x', off: [], worked: [], isComplete: false } } };

    expect(isWorkingDay('2025-05-01', settled)).toBe(true);
    expect(isWorkingDay('2025-05-01', open)).toBe(false);
  });

  it('counts working days over Tết', () => {
    expect(addWorkingDays('2022-01-28', 1, calendar)).toBe('2022-02-07');
    expect(addWorkingDays('2022-02-07', -1, calendar)).toBe('2022-01-28');
    expect(workingDaysBetween('2022-01-28', '2022-02-08', calendar)).toBe(2);
    expect(workingDaysBetween('2022-02-08', '2022-01-28', calendar)).toBe(-2);
  });

  it('finds the work target of a deadline on a day off', () => {
    expect(lastWorkingDayOnOrBefore('2022-07-30', calendar)).toBe('2022-07-29');
    expect(lastWorkingDayOnOrBefore('2022-07-29', calendar)).toBe('2022-07-29');
    expect(lastWorkingDayOnOrBefore('2026-02-20', calendar)).toBe('2026-02-13');
  });

  it('leaves a day alone when no working day is added, even a Sunday', () => {
    expect(addWorkingDays('2022-07-31', 0, calendar)).toBe('2022-07-31');
    expect(Object.is(workingDaysBetween('2022-07-30', '2022-07-29', calendar), -0)).toBe(false);
  });

  it('says which years have their notice', () => {
    expect([2025, 2026, 2027, 2028].map((year) => isYearKnown(year, calendar))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('lands on a working day, and the same count leads back to a working day it came from', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const start = lastWorkingDayOnOrBefore(day, calendar);
        const later = addWorkingDays(start, count, calendar);
        const earlier = addWorkingDays(start, -count, calendar);

        expect(isWorkingDay(later, calendar) && isWorkingDay(earlier, calendar)).toBe(true);
        expect(addWorkingDays(later, -count, calendar)).toBe(start);
        expect(addWorkingDays(earlier, count, calendar)).toBe(start);
      }),
    );
  });

  it('counts as many working days as were added, from any day, and the opposite way with the opposite sign', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), anyDay, (day, count, other) => {
        expect(workingDaysBetween(day, addWorkingDays(day, count, calendar), calendar)).toBe(count);
        expect(workingDaysBetween(day, other, calendar) + workingDaysBetween(other, day, calendar)).toBe(0);
      }),
    );
  });

  it('agrees with calendar arithmetic about days and weekdays', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        expect(dayText(dayNumber(day) + count)).toBe(addDays(day, count));
        expect(weekdayOfNumber(dayNumber(day) + count)).toBe(weekdayOf(addDays(day, count)));
      }),
    );
    expect(weekdayOfNumber(dayNumber('1965-03-07'))).toBe(7);
  });

  it.each(['2022-02-30', '2022-13-01', '22-01-01', '2022-1-1', '', '2022-06-22T00:00', 'hôm nay'])(
    'refuses %j as a day',
    (text) => {
      expect(() => isWorkingDay(text, calendar)).toThrow(RangeError);
    },
  );

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses to add %s days', (count) => {
    expect(() => addWorkingDays('2022-06-22', count, calendar)).toThrow(RangeError);
  });

  it('stops at the end of the calendar instead of running away', () => {
    expect(() => addWorkingDays('9999-12-20', 30, bare)).toThrow(RangeError);
  });

  it.each([
    [null, 'calendar: an object expected'],
    [{}, 'years: an object expected'],
    [{ years: [] }, 'years: an object expected'],
    [{ years: { '25': {} } }, 'years.25: a year has four digits'],
    [{ years: { '2025': { source: ' ', off: [], worked: [] } } }, 'years.2025.source'],
    [{ years: { '2025': { source: 'x', off: '2025-01-01', worked: [] } } }, 'years.2025.off: a list'],
    [{ years: { '2025': { source: 'x', off: ['2025-02-30'], worked: [] } } }, 'years.2025.off[0]: a day'],
    [{ years: { '2025': { source: 'x', off: ['2025-01-01', 5], worked: [] } } }, 'years.2025.off[1]: a day'],
    [{ years: { '2025': { source: 'x', off: ['2026-01-01'], worked: [] } } }, '2026-01-01 is not in 2025'],
    [
      { years: { '2025': { source: 'x', off: ['2025-01-01', '2025-01-01'], worked: [] } } },
      'stands there twice',
    ],
    [{ years: { '2025': { source: 'x', off: [], worked: ['2025-04-25'] } } }, 'not a weekend day'],
    [
      { years: { '2025': { source: 'x', off: ['2025-04-26'], worked: ['2025-04-26'] } } },
      'both off and worked',
    ],
    [{ years: { '2025': { source: 'x', off: [], worked: [], isComplete: 'yes' } } }, 'isComplete'],
  ])('refuses a wrong table: %j', (json, reason) => {
    expect(() => parseCalendar(json)).toThrow(reason);
  });

  it('never accepts arbitrary JSON as anything but a calendar, nor fails in another way', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(outcomeOf(json)).toMatch(/^\{"years":\{(?:"\d{4}":|\})|expected|four digits|say where/);
      }),
    );
  });

  it('lists only weekdays as off, so that each of them means something', () => {
    const off = Object.values(calendar.years).flatMap((year) => year.off);

    expect(off.filter((day) => weekdayOf(day) > 5)).toEqual([]);
    expect(off.length).toBeGreaterThan(100);
  });
});

/** The calendar as text, or why it was refused. */
function outcomeOf(json: unknown): string {
  try {
    return JSON.stringify(parseCalendar(json));
  } catch (error) {
    return (error as Error).message;
  }
}
