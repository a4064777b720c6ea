/** Days people type or are offered when a date is to be moved. */
import { addWorkingDays, type WorkCalendar } from '../../src/domain/calendar.js';
import { readDeadline } from '../../src/domain/deadline/index.js';
import { dayOf, endOfMonth } from '../../src/domain/time.js';

/** Working days after the date in force (or after today, once that is past) that are offered. */
const offeredOffsets = [3, 5, 10];

/**
 * Last on-time days typed by a person, in the order typed: `30/6/2026`, `30/6`, `trước ngày 30/6` (read strictly),
 * each with the words around it. Empty when there is no day in the text.
 */
export function readNewDays(typed: string, nowMs: number): { day: string; rest: string }[] {
  const matches = typed.matchAll(
    /(?:(?:đến|den|trước|truoc|hạn|han|hết|het)\s+)*(?:(?:ngày|ngay)\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?/giu,
  );
  return [...matches].flatMap((match) => {
    const phrase = match[0].replace(/^(?:(?:đến|den|hạn|han|hết|het)\s+)+/iu, '');
    const deadline = readDeadline(phrase, { issuedOn: dayOf(nowMs), beforeMeans: 'strict' });
    if (!deadline?.dueOn) return [];
    const rest = `${typed.slice(0, match.index)} ${typed.slice(match.index + match[0].length)}`;
    return [{ day: deadline.dueOn, rest: rest.replace(/\s+/g, ' ').replace(/^[\s,;:.-]+|[\s,;:-]+$/g, '') }];
  });
}

/**
 * Dates worth offering to somebody who needs more time: some working days on, and the end of a month; ascending.
 * @param due the date in force.
 */
export function offeredDays(due: string, nowMs: number, calendar: WorkCalendar): string[] {
  const today = dayOf(nowMs);
  const base = due > today ? due : today;
  const days = offeredOffsets.map((count) => addWorkingDays(base, count, calendar));
  const [year = 0, month = 1] = base.split('-').map(Number);
  const thisMonth = endOfMonth(year, month);
  const end = thisMonth > base ? thisMonth : endOfMonth(month === 12 ? year + 1 : year, (month % 12) + 1);
  return [...new Set([...days, end])].sort();
}

/**
 * The one day everyday words mean: `15/6`, "thứ sáu", "mai", "đến hết thứ sáu tuần sau".
 * @returns null when there is no day in them.
 */
export function readDay(typed: string, nowMs: number): string | null {
  const [first] = readNewDays(typed, nowMs);
  if (first) return first.day;
  const phrase = typed
    .replace(/^(?:(?:đến|den|tới|toi|hết|het|vào|vao|từ|tu)\s+)+/iu, '')
    .replace(/^mai$/iu, 'ngày mai')
    .replace(/^nay$/iu, 'hôm nay');
  return readDeadline(phrase, { issuedOn: dayOf(nowMs), beforeMeans: 'strict' })?.dueOn ?? null;
}
