/** Which part of a calendar a person means: "12/2026", "tháng 12/2026", "22/6", "22/6/2026". */
import { fold } from './text.js';
import { dayFrom } from './time.js';

/** A month (`YYYY-MM`) or a day (`YYYY-MM-DD`); nothing typed is the beginning. */
export type CalendarWhen =
  | { kind: 'begin' }
  | { kind: 'month'; month: string }
  | { kind: 'day'; day: string };

/** Nobody plans further ahead; a year beyond it is a slip. */
const mostYears = 30;

/**
 * @param today a day without a year is the next such day.
 * @returns null when it cannot be read.
 */
export function calendarWhen(typed: string, today: string): CalendarWhen | null {
  const words = fold(typed)
    .replace(/^(thang|ngay) /, '')
    .replace(/\s*[/.-]\s*/g, '/');
  if (words === '') return { kind: 'begin' };
  const thisYear = Number(today.slice(0, 4));
  const isNear = (year: number): boolean => year >= thisYear - 1 && year <= thisYear + mostYears;
  const month = /^(\d{1,2})\/(\d{4})$/.exec(words);
  if (month) {
    const day = dayFrom(Number(month[2]), Number(month[1]), 1);
    return day === null || !isNear(Number(month[2])) ? null : { kind: 'month', month: day.slice(0, 7) };
  }
  const date = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(words);
  if (!date) return null;
  const inYear = (year: number): string | null => dayFrom(year, Number(date[2]), Number(date[1]));
  const thisOne = inYear(thisYear);
  const next = thisOne !== null && thisOne >= today ? thisOne : inYear(thisYear + 1);
  const day = date[3] === undefined ? next : inYear(Number(date[3]));
  return day === null || !isNear(Number(day.slice(0, 4))) ? null : { kind: 'day', day };
}

/** The month a calendar begins with; null for the first in which anything happens. */
export function monthOf(when: CalendarWhen): string | null {
  if (when.kind === 'begin') return null;
  return when.kind === 'month' ? when.month : when.day.slice(0, 7);
}
