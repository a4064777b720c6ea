import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays,
  dayFrom,
  dayOf,
  daysBetween,
  endOfMonth,
  instantOf,
  timeOf,
  toIso,
  toLocalIso,
  weekdayOf,
} from '../../../src/domain/time.js';

const numRuns = 2_000;
const sevenHours = 7 * 3_600_000;

/** From 1976 on: until 13/6/1975 the south kept +08:00, and nothing older than a plan is ever reckoned. */
const anyInstant = fc.integer({ min: Date.UTC(1976, 0, 1), max: Date.UTC(2099, 11, 31) });
const anyDay = anyInstant.map((ms) => new Date(ms).toISOString().slice(0, 10));

describe('src/domain/time.ts', () => {
  it.each([
    // Epoch seconds taken from outside: date -u -d @…
    [1_655_859_600_000, '2022-06-22', '08:00', '2022-06-22T08:00:00+07:00', '2022-06-22T01:00:00.000Z'],
    [1_655_917_199_999, '2022-06-22', '23:59', '2022-06-22T23:59:59+07:00', '2022-06-22T16:59:59.999Z'],
    [1_655_917_200_000, '2022-06-23', '00:00', '2022-06-23T00:00:00+07:00', '2022-06-22T17:00:00.000Z'],
    [1_735_664_400_000, '2025-01-01', '00:00', '2025-01-01T00:00:00+07:00', '2024-12-31T17:00:00.000Z'],
    [1_709_139_600_000, '2024-02-29', '00:00', '2024-02-29T00:00:00+07:00', '2024-02-28T17:00:00.000Z'],
  ])('reads %i as %s %s in Viet Nam', (ms, day, time, local, utc) => {
    expect([dayOf(ms), timeOf(ms), toLocalIso(ms), toIso(ms)]).toEqual([day, time, local, utc]);
    expect(instantOf(day, time)).toBe(ms - (ms % 60_000));
    expect(Date.parse(local)).toBe(ms - (ms % 1_000));
  });

  it('is always seven hours ahead of UTC, in summer and winter', () => {
    fc.assert(
      fc.property(anyInstant, (ms) => {
        const wall = new Date(ms + sevenHours).toISOString();

        expect([dayOf(ms), timeOf(ms)]).toEqual([wall.slice(0, 10), wall.slice(11, 16)]);
        expect(toLocalIso(ms)).toBe(`${wall.slice(0, 19)}+07:00`);
        expect(instantOf(dayOf(ms), timeOf(ms))).toBe(Math.floor(ms / 60_000) * 60_000);
        expect(Date.parse(toIso(ms))).toBe(ms);
      }),
      { numRuns },
    );
  });

  describe('wherever the server stands', () => {
    const own = process.env['TZ'];
    afterEach(() => {
      if (own === undefined) delete process.env['TZ'];
      else process.env['TZ'] = own;
    });

    it.each([
      ['UTC', 0],
      ['America/New_York', 240],
      ['Pacific/Kiritimati', -840],
      ['Asia/Kathmandu', -345],
    ])('says the same in %s', (zone, offset) => {
      const ms = 1_655_917_200_000;

      process.env['TZ'] = zone;

      // A zone that the process did not take over would prove nothing.
      expect(new Date(ms).getTimezoneOffset()).toBe(offset);
      expect([dayOf(ms), timeOf(ms), toLocalIso(ms)]).toEqual([
        '2022-06-23',
        '00:00',
        '2022-06-23T00:00:00+07:00',
      ]);
      expect(instantOf('2022-06-23', '00:00')).toBe(ms);
      // The night New York's clocks go forward.
      expect(addDays('2022-03-12', 1)).toBe('2022-03-13');
      expect(daysBetween('2022-03-12', '2022-03-14')).toBe(2);
      expect(weekdayOf('2022-03-13')).toBe(7);
    });
  });

  it.each([
    ['2022-06-30', 1, '2022-07-01'],
    ['2022-12-31', 1, '2023-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2022-06-22', 0, '2022-06-22'],
    ['2022-06-22', -365, '2021-06-22'],
  ])('%s and %i days is %s', (day, count, result) => {
    expect(addDays(day, count)).toBe(result);
    expect(daysBetween(day, result)).toBe(count);
  });

  it('takes back what it added, and counts what lies between', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), anyDay, (day, count, other) => {
        const moved = addDays(day, count);

        expect(addDays(moved, -count)).toBe(day);
        expect(daysBetween(day, moved)).toBe(count);
        expect(addDays(day, daysBetween(day, other))).toBe(other);
        expect(daysBetween(day, other) + daysBetween(other, day)).toBe(0);
        expect(moved < day).toBe(count < 0);
        expect((weekdayOf(moved) - weekdayOf(day) - count) % 7).toBeCloseTo(0);
      }),
      { numRuns },
    );
  });

  it.each([
    ['2022-06-20', 1, 'Monday'],
    ['2022-06-25', 6, 'Saturday'],
    ['2022-07-31', 7, 'Sunday'],
    ['2000-01-01', 6, 'Saturday'],
  ])('knows that %s is day %i of the week (%s)', (day, weekday) => {
    expect(weekdayOf(day)).toBe(weekday);
  });

  it.each([
    [2022, 6, '2022-06-30'],
    [2022, 12, '2022-12-31'],
    [2023, 2, '2023-02-28'],
    [2024, 2, '2024-02-29'],
    [2100, 2, '2100-02-28'],
  ])('ends month %i-%i on %s', (year, month, day) => {
    expect(endOfMonth(year, month)).toBe(day);
  });

  it.each([
    [2022, 6, 22, '2022-06-22'],
    [2024, 2, 29, '2024-02-29'],
    [2023, 2, 29, null],
    [2022, 2, 30, null],
    [2022, 4, 31, null],
    [2022, 13, 1, null],
    [2022, 0, 1, null],
    [2022, 1, 0, null],
    [2022, 1, -1, null],
    [2022, Number.NaN, 1, null],
  ])('makes %s-%s-%s into %s', (year, month, day, text) => {
    expect(dayFrom(year, month, day)).toBe(text);
  });

  it('makes a day of any parts of a day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [year = 0, month = 0, date = 0] = day.split('-').map(Number);

        expect(dayFrom(year, month, date)).toBe(day);
      }),
      { numRuns },
    );
  });

  it.each(['2022-02-30', 'hôm nay', ''])('refuses %j as a day', (text) => {
    expect(() => addDays(text, 1)).toThrow(RangeError);
    expect(() => instantOf(text, '08:00')).toThrow(RangeError);
  });

  it.each(['25:00', '8 giờ', ''])('refuses %j as a clock time', (text) => {
    expect(() => instantOf('2022-06-22', text)).toThrow(RangeError);
  });
});
