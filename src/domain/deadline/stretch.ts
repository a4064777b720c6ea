/**
 * A stretch of the calendar as a text names it: a day, month, quarter, half or year, perhaps without its year.
 * Types and small helpers only; `days.ts` and `periods.ts` read stretches, `resolve.ts` puts dates on them.
 */

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year';

/** Why the date of a phrase is not quite sure. `confidence.ts` gives each its weight. */
export type Flaw =
  | 'repaired' // a scanning error was put right
  | 'short-year' // "15/6/22"
  | 'no-year' // taken from the document
  | 'next-year' // the document's year would lie before its issue
  | 'no-month' // "trước ngày 25" alone
  | 'invalid' // 31/02
  | 'approximate' // đầu, giữa, thượng tuần
  | 'planned' // dự kiến
  | 'relative-day' // hôm nay, tuần này
  | 'weekday' // the weekday beside the date is another one
  | 'horizon' // đến năm 2025, attached to "hoàn thành"
  | 'bare' // a date without any word about it
  | 'open' // only the start is named
  | 'reversed' // ends before it begins
  | 'loose'; // understood, but people say it in more than one sense

/** One end of a stretch; day -1 is the month's last one. Month null: only the day is named. */
export interface Corner {
  month: number | null;
  day: number;
}

export interface Stretch {
  grain: Grain;
  year: number | null;
  /** "năm nay" 0, "năm sau" 1: counted from the year of issue. Null when not said. */
  yearShift: number | null;
  /** "tháng này" 0, "tháng sau" 1: counted from the month of issue. */
  monthShift: number | null;
  first: Corner;
  last: Corner;
  /** Counted in days or weeks from the issue: "hôm nay", "thứ Sáu tuần sau". */
  shift: Shift | null;
  /** A single day ("cuối tháng 5"), not a window, though a longer period is named. */
  isPoint: boolean;
  /** A word says what it is ("ngày", "tháng", "quý", "năm"). */
  isNamed: boolean;
  /** Days, months and years in the traditional calendar are not computed. */
  isLunar: boolean;
  flaws: Flaw[];
}

/** `dayShift` counts days from the issue, `weekShift` weeks; `weekday` is a day of that week, or the next such day. */
export interface Shift {
  dayShift?: number;
  weekShift?: number;
  quarterShift?: number;
  weekday?: number | null;
}

/** A stretch read from tokens, and where it ends. */
export interface Read<T> {
  value: T;
  end: number;
}

export function stretch(grain: Grain, first: Corner, last: Corner, more: Partial<Stretch> = {}): Stretch {
  return {
    grain,
    year: null,
    yearShift: null,
    monthShift: null,
    shift: null,
    first,
    last,
    isPoint: false,
    isNamed: true,
    isLunar: false,
    flaws: [],
    ...more,
  };
}

/** Whether nothing in it says which year is meant. */
export function lacksYear(one: Stretch): boolean {
  return one.year === null && one.yearShift === null && one.monthShift === null;
}

/** Gives the year (and for days the month) of a later item to earlier ones: "15/6 và 15/12/2022", "10, 15 tháng 6". */
export function shareBackwards(items: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const item = items[i];
    if (item === undefined) continue;
    const next = result[0];
    if (next === undefined) {
      result.unshift(item);
      continue;
    }
    const shared = { ...item };
    if (shared.first.month === null && next.first.month !== null && shared.monthShift === null) {
      shared.first = { ...shared.first, month: next.first.month };
      shared.last = { ...shared.last, month: next.first.month };
      shared.flaws = shared.flaws.filter((flaw) => flaw !== 'no-month');
    }
    if (lacksYear(shared)) {
      shared.year = next.year;
      shared.yearShift = next.yearShift;
      shared.monthShift = next.monthShift;
      // "15/12 và 15/01/2023": the earlier item belongs to the year before.
      if (
        next.year !== null &&
        shared.first.month !== null &&
        next.first.month !== null &&
        shared.first.month > next.first.month &&
        item.grain === next.grain
      )
        shared.year = next.year - 1;
    }
    if (next.isLunar) shared.isLunar = true;
    result.unshift(shared);
  }
  return result;
}
