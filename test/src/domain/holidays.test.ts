import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HolidayChange, changedCalendar } from '../../../src/domain/acts/holidays.js';
import {
  type WorkCalendar,
  calendarUnder,
  isWorkingDay,
  workingDaysBetween,
} from '../../../src/domain/calendar.js';
import { addDays } from '../../../src/domain/time.js';
import { calendar, vn } from './facts.js';

const now = vn('2026-11-10 09:00');
const source = 'Thông báo số 5015/TB-BNV';

function changed(change: HolidayChange, from: WorkCalendar = calendar): WorkCalendar {
  const done = changedCalendar(from, change, now);
  if ('refusal' in done) throw new Error(JSON.stringify(done.refusal));
  return done.calendar;
}

function refusal(change: HolidayChange, from: WorkCalendar = calendar): unknown {
  const done = changedCalendar(from, change, now);
  return 'refusal' in done ? done.refusal : 'done';
}

describe('src/domain/acts/holidays.ts', () => {
  it('adds days off with their source, and leaves the table it was given as it was', () => {
    const days = ['2027-09-03', '2027-02-11'];

    const after = changed({ act: 'add', days, source });

    expect(days.map((day) => isWorkingDay(day, after))).toEqual([false, false]);
    expect(after.years['2027']?.sources).toEqual({ '2027-09-03': source, '2027-02-11': source });
    expect(after.years['2027']?.off).toEqual([...(after.years['2027']?.off ?? [])].sort());
    expect(days.map((day) => isWorkingDay(day, calendar))).toEqual([true, true]);
  });

  it('makes a year the table has not, without forgetting the days the law fixes', () => {
    const after = changed({ act: 'add', days: ['2028-01-27'], source });

    expect(after.years['2028']).toEqual({
      source,
      off: ['2028-01-27'],
      worked: [],
      isComplete: false,
      sources: { '2028-01-27': source },
    });
    expect(isWorkingDay('2028-09-01', after)).toBe(true);
    expect(isWorkingDay('2028-05-01', after)).toBe(false);
  });

  it('skips in a span what is off anyway', () => {
    const days = Array.from({ length: 9 }, (_, i) => addDays('2027-02-05', i));
    const done = changedCalendar(calendar, { act: 'add', days, source }, now);

    // 05/02 and 08-10/02 are known, 06-07/02 and 13/02 are weekend.
    expect(done).toMatchObject({ days: ['2027-02-11', '2027-02-12'], years: ['2027'] });
    expect('skipped' in done && done.skipped).toHaveLength(7);
  });

  it('exchanges a weekday for a weekend day, also of another year', () => {
    const after = changed({ act: 'swap', off: '2026-12-31', worked: '2027-01-09', source });

    expect([isWorkingDay('2026-12-31', after), isWorkingDay('2027-01-09', after)]).toEqual([false, true]);
  });

  it('settles a year with the notice its days came from, the fixed days written out', () => {
    const added = changed({ act: 'add', days: ['2027-02-11', '2027-09-03'], source });

    const settled = changed({ act: 'complete', year: 2027, source: '' }, added);

    expect(settled.years['2027']).toMatchObject({ isComplete: true, source });
    for (const day of ['2027-01-01', '2027-04-30', '2027-09-02', '2027-11-24'])
      expect(isWorkingDay(day, settled)).toBe(false);
    expect(refusal({ act: 'complete', year: 2027, source }, settled)).toEqual({
      why: 'already-complete',
      year: 2027,
    });
    expect(changed({ act: 'incomplete', year: 2027 }, settled).years['2027']?.isComplete).toBe(false);
  });

  it.each<[string, HolidayChange, object]>([
    ['a day without source', { act: 'add', days: ['2027-09-03'], source: '' }, { why: 'no-source' }],
    ['a dash for a source', { act: 'add', days: ['2027-09-03'], source: '-' }, { why: 'no-source' }],
    [
      'an exchange without source',
      { act: 'swap', off: '2026-12-31', worked: '2027-01-09', source: ' ' },
      { why: 'no-source' },
    ],
    ['a Saturday', { act: 'add', days: ['2027-09-04'], source }, { why: 'weekend', day: '2027-09-04' }],
    [
      'what is off already',
      { act: 'add', days: ['2027-09-02'], source },
      { why: 'already-off', day: '2027-09-02' },
    ],
    [
      'a day worked in exchange',
      { act: 'add', days: ['2026-08-22'], source },
      { why: 'is-worked', day: '2026-08-22' },
    ],
    [
      'another century',
      { act: 'add', days: ['2127-09-03'], source },
      { why: 'too-far', from: 2025, to: 2028 },
    ],
    ['years long past', { act: 'remove', day: '2016-02-08' }, { why: 'too-far', from: 2025, to: 2028 }],
    [
      'a weekday worked',
      { act: 'swap', off: '2026-12-31', worked: '2027-01-08', source },
      { why: 'not-weekend', day: '2027-01-08' },
    ],
    [
      'a weekend off',
      { act: 'swap', off: '2027-01-09', worked: '2027-01-10', source },
      { why: 'weekend', day: '2027-01-09' },
    ],
    [
      'one day both',
      { act: 'swap', off: '2026-08-22', worked: '2026-08-22', source },
      { why: 'is-worked', day: '2026-08-22' },
    ],
    [
      'work on 01/5',
      { act: 'swap', off: '2027-05-04', worked: '2027-05-01', source },
      { why: 'holiday', day: '2027-05-01' },
    ],
    [
      'work twice',
      { act: 'swap', off: '2026-12-31', worked: '2026-08-22', source },
      { why: 'already-worked', day: '2026-08-22' },
    ],
    ['the law', { act: 'remove', day: '2027-09-02' }, { why: 'fixed', day: '2027-09-02' }],
    ['nothing', { act: 'remove', day: '2027-09-03' }, { why: 'not-listed', day: '2027-09-03' }],
    ['a year without Tết', { act: 'complete', year: 2028, source }, { why: 'no-tet', year: 2028 }],
    ['no notice at all', { act: 'complete', year: 2027, source: '' }, { why: 'no-source' }],
    ['what is open', { act: 'incomplete', year: 2027 }, { why: 'already-incomplete', year: 2027 }],
  ])('refuses %s', (_what, change, why) => {
    expect(refusal(change)).toEqual(why);
  });

  it('takes back what was added, and names the other half of an exchange', () => {
    const swapped = changed({ act: 'swap', off: '2027-05-04', worked: '2027-04-24', source });

    const done = changedCalendar(swapped, { act: 'remove', day: '2027-05-04' }, now);

    expect(done).toMatchObject({ twins: ['2027-04-24'] });
    expect('calendar' in done && isWorkingDay('2027-05-04', done.calendar)).toBe(true);
  });

  it('counts a damaged record as nothing', () => {
    expect(calendarUnder(calendar, { years: { 2027: { source: '', off: [], worked: [] } } })).toBe(calendar);
    expect(calendarUnder(calendar, undefined)).toBe(calendar);
  });

  it('for any change: either a reason, or a table that says exactly that and can be taken back', () => {
    const anyDay = fc.integer({ min: 0, max: 1200 }).map((n) => addDays('2025-06-01', n));
    fc.assert(
      fc.property(anyDay, anyDay, fc.boolean(), (one, other, isSwap) => {
        const change: HolidayChange = isSwap
          ? { act: 'swap', off: one, worked: other, source }
          : { act: 'add', days: [one], source };
        const done = changedCalendar(calendar, change, now);
        if ('refusal' in done) return;

        expect(isWorkingDay(one, done.calendar)).toBe(false);
        const days = (table: WorkCalendar): number => workingDaysBetween('2024-12-31', '2028-12-31', table);
        expect(days(done.calendar)).toBe(days(calendar) - (isSwap ? 0 : 1));
        const back = done.days.reduce((table, day) => changed({ act: 'remove', day }, table), done.calendar);
        expect(days(back)).toBe(days(calendar));
        expect(calendarUnder(calendar, done.calendar)).toEqual(done.calendar);
      }),
      { numRuns: 300 },
    );
  });
});
