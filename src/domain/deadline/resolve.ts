/**
 * Puts dates on stretches: missing years from the document, ends of months, impossible days, "trước" strict or lenient.
 * A date that cannot exist is never moved to another day: it has no date and a low confidence.
 * Source: domain.md 2.2 to 2.6; Civil Code 2015, art. 148.
 */
import type { WorkCalendar } from '../calendar.js';
import type { Deadline } from '../plan.js';
import { civilDay, shiftDay, weekdayOf } from './civil.js';
import type { Relation } from './leads.js';
import type { Flaw, Shift, Stretch } from './stretch.js';

/** How dates are to be read. */
export interface ReadingOptions {
  /** Issue date of the document, from which missing years are taken; null when unknown. */
  issuedOn: string | null;
  /** The year the plan is for ("Kế hoạch … năm 2022"), which missing years mean before the year of issue. */
  planYear?: number | null;
  /** Whether "trước ngày D" ends with D-1 (`strict`) or with D (`lenient`). */
  beforeMeans: 'strict' | 'lenient';
  /** Days off, for lengths in working days and for last days that are off; weekends and fixed holidays without it. */
  calendar?: WorkCalendar | undefined;
}

/** First and last day of a stretch; null when it has none that can be computed. */
export interface Dates {
  from: string | null;
  to: string | null;
  flaws: Flaw[];
}

/** The days of a stretch, seen from the document's date and the plan's year. */
export function datesOf(
  one: Stretch,
  { issuedOn, planYear }: Pick<ReadingOptions, 'issuedOn' | 'planYear'>,
): Dates {
  const flaws = [...one.flaws];
  const nothing = (...more: Flaw[]): Dates => ({ from: null, to: null, flaws: [...flaws, ...more] });
  if (one.isLunar) return nothing('loose');
  if (flaws.includes('invalid')) return nothing();
  if (one.shift !== null)
    return issuedOn === null ? nothing('no-year') : { ...shifted(one.shift, issuedOn), flaws };
  const issued = issuedOn === null ? null : partsOf(issuedOn);
  if (one.first.month === null || one.last.month === null) {
    if (issued === null) return nothing('no-year');
    let index = issued.year * 12 + issued.month - 1 + (one.monthShift ?? 0);
    const make = (): Dates => inYear(one, Math.floor(index / 12), (index % 12) + 1, flaws);
    const dates = make();
    // "trước ngày 5" in a paper of the 20th: of the next month.
    if (one.monthShift === null && dates.to !== null && issuedOn !== null && dates.to < issuedOn) {
      index += 1;
      return make();
    }
    return dates;
  }
  if (one.year !== null) return inYear(one, one.year, null, flaws);
  const planned = planYear != null && (issued === null || planYear > issued.year) ? planYear : null;
  if (planned !== null && one.yearShift === null) return inYear(one, planned, null, [...flaws, 'no-year']);
  if (issued === null) return nothing('no-year');
  if (one.yearShift !== null) return inYear(one, issued.year + one.yearShift, null, flaws);
  const dates = inYear(one, issued.year, null, [...flaws, 'no-year']);
  if (dates.to !== null && issuedOn !== null && dates.to < issuedOn)
    return inYear(one, issued.year + 1, null, [...flaws, 'next-year']);
  return dates;
}

/** "hôm nay", "tuần này", "thứ Sáu tuần sau", counted from the day of issue; weeks run from Monday to Sunday. */
function shifted(shift: Shift, issuedOn: string): { from: string; to: string } {
  if (shift.dayShift !== undefined) {
    const day = shiftDay(issuedOn, shift.dayShift);
    return { from: day, to: day };
  }
  if (shift.quarterShift !== undefined) {
    const { year, month } = partsOf(issuedOn);
    const index = year * 4 + Math.floor((month - 1) / 3) + shift.quarterShift;
    const [first, inYear] = [(index % 4) * 3 + 1, Math.floor(index / 4)];
    return {
      from: civilDay(inYear, first, 1) ?? issuedOn,
      to: civilDay(inYear, first + 2, -1) ?? issuedOn,
    };
  }
  const today = weekdayOf(issuedOn);
  if (shift.weekShift === undefined) {
    const day = shiftDay(issuedOn, ((shift.weekday ?? today) - today + 7) % 7);
    return { from: day, to: day };
  }
  const monday = shiftDay(issuedOn, 1 - today + 7 * shift.weekShift);
  const weekday = shift.weekday ?? null;
  if (weekday === null) return { from: monday, to: shiftDay(monday, 6) };
  const day = shiftDay(monday, weekday - 1);
  return { from: day, to: day };
}

function partsOf(day: string): { year: number; month: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
}

function inYear(one: Stretch, year: number, month: number | null, flaws: Flaw[]): Dates {
  const from = civilDay(year, month ?? one.first.month ?? 0, one.first.day);
  const to = civilDay(year, month ?? one.last.month ?? 0, one.last.day);
  if (from === null || to === null) return { from: null, to: null, flaws: [...flaws, 'invalid'] };
  return { from, to, flaws };
}

/** The fields of a deadline that its dates decide. */
export type Dated = Pick<Deadline, 'kind' | 'statedOn' | 'from' | 'dueOn' | 'dueTime' | 'inclusive'> & {
  flaws: Flaw[];
};

/** A single stretch under its lead. */
export function bind(
  one: Stretch,
  relation: Relation,
  dueTime: string | null,
  options: ReadingOptions,
): Dated {
  return bindDates(datesOf(one, options), one.isPoint, relation, dueTime, options);
}

/** Days under their lead. `isPoint`: one day, not a window. */
export function bindDates(
  dates: Dates,
  isPoint: boolean,
  relation: Relation,
  dueTime: string | null,
  options: ReadingOptions,
): Dated {
  const { from, to } = dates;
  const flaws = [...dates.flaws];
  const inclusive = relation !== 'before';
  if (relation === 'from' || relation === 'after') {
    // Only a beginning is named: nothing is due until the end is known.
    const opens = relation === 'from' ? from : to === null ? null : shiftDay(to, 1);
    return {
      kind: 'window',
      statedOn: null,
      from: opens,
      dueOn: null,
      dueTime: null,
      inclusive: true,
      flaws: [...flaws, 'open'],
    };
  }
  if (relation === 'before') {
    // "trước tháng 10": over when October begins.
    const stated = isPoint ? to : from;
    return {
      kind: 'date',
      statedOn: stated,
      from: null,
      dueOn: lastDay(stated, dueTime, options),
      dueTime,
      inclusive,
      flaws,
    };
  }
  const opensOn = isPoint || relation === 'by' ? null : from;
  return {
    kind: isPoint ? 'date' : 'window',
    statedOn: to,
    from: opensOn,
    dueOn: to,
    dueTime,
    inclusive,
    flaws,
  };
}

/** "Trước ngày D" ends with D-1 or D; "trước 16h00 ngày D" with D up to that hour (domain.md 2.2). */
export function lastDay(
  stated: string | null,
  dueTime: string | null,
  options: ReadingOptions,
): string | null {
  if (stated === null || dueTime !== null || options.beforeMeans === 'lenient') return stated;
  return shiftDay(stated, -1);
}

/** A range: due at its end; a beginning after the end is a misprint and is dropped. */
export function bindRange(
  first: Stretch,
  last: Stretch,
  isBefore: boolean,
  dueTime: string | null,
  options: ReadingOptions,
): Dated {
  const to = datesOf(last, options);
  const from = datesOf(first, options);
  const flaws = [...new Set([...from.flaws, ...to.flaws])];
  let opens = from.from;
  if (opens !== null && to.to !== null && opens > to.to) {
    // "từ 15/12 đến 15/01" without years: the beginning lies in the year before.
    const earlier = first.year === null ? addYears(opens, -1) : null;
    if (earlier !== null && earlier <= to.to) opens = earlier;
    else {
      opens = null;
      flaws.push('reversed');
    }
  }
  const stated = isBefore && !last.isPoint ? to.from : to.to;
  const dueOn = isBefore ? lastDay(stated, dueTime, options) : stated;
  if (opens !== null && dueOn !== null && opens > dueOn) opens = null;
  return { kind: 'window', statedOn: stated, from: opens, dueOn, dueTime, inclusive: !isBefore, flaws };
}

function addYears(day: string, count: number): string | null {
  return civilDay(Number(day.slice(0, 4)) + count, Number(day.slice(5, 7)), Number(day.slice(8)));
}

/** Whether the weekday beside a date is another one: one of the two is a misprint. */
export function isOtherWeekday(weekday: number | null, day: string | null): boolean {
  return weekday !== null && day !== null && weekdayOf(day) !== weekday;
}
