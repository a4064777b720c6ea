/** Counting a period from a day that is known. */
import { type WorkCalendar, addWorkingDays, isWorkingDay } from '../calendar.js';
import type { AnchorUnit } from './amount.js';
import { civilDay, monthLength, shiftDay } from './civil.js';

/**
 * The last day of a period counted from a day (Civil Code 2015, art. 147 and 148: the first day is not counted, months end
 * on the same day or the last, a last day off moves to the next working day); negative amounts are counted back.
 * @returns null for a period of unknown or senseless length.
 */
export function countedFrom(
  start: string,
  amount: number | null,
  unit: AnchorUnit,
  calendar: WorkCalendar,
): string | null {
  if (amount === null || unit === null || amount > 5000 || amount < -5000) return null;
  if (unit === 'workday') return addWorkingDays(start, amount, calendar);
  const day = unit === 'day' ? shiftDay(start, amount) : addMonths(start, amount);
  if (day === null || amount < 0) return day;
  return isWorkingDay(day, calendar) ? day : addWorkingDays(day, 1, calendar);
}

/** The same day of a later month, or its last day when it has none such. */
function addMonths(day: string, count: number): string | null {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return civilDay(year, month, Math.min(Number(day.slice(8)), monthLength(year, month)));
}
