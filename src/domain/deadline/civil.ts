/**
 * Days by plain arithmetic. A long table resolves thousands of dates at a time; a calendar object for each costs some
 * thirty times as much (see `calendar.ts`). Years are of four digits.
 */
import { dayNumber, dayText, weekdayOfNumber } from '../calendar.js';

/** Days of a month, 28 to 31. */
export function monthLength(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** `YYYY-MM-DD`, or null when there is no such day; a negative day counts from the month's end (-1 is its last). */
export function civilDay(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || year < 1000 || year > 9999) return null;
  const length = monthLength(year, month);
  const date = day < 0 ? length + 1 + day : day;
  if (date < 1 || date > length) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** The day `count` days later. */
export function shiftDay(day: string, count: number): string {
  return dayText(dayNumber(day) + count);
}

/** ISO weekday, Monday 1 to Sunday 7. */
export function weekdayOf(day: string): number {
  return weekdayOfNumber(dayNumber(day));
}
