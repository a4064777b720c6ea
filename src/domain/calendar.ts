/**
 * Working days of Vietnamese state offices, from a table anyone can correct (`assets/calendar/holidays.json`).
 * It knows no clock and reads no file; deadlines fixed by a plan are never moved here (domain.md 2.4).
 */

/** What is known about one year. */
export interface CalendarYear {
  /** The notice or law the days come from, in words. */
  source: string;
  /** Days off besides Saturdays and Sundays, ascending, `YYYY-MM-DD`. */
  off: string[];
  /** Saturdays or Sundays worked in exchange for a weekday off, ascending. */
  worked: string[];
  /** Whether the yearly notice is out; otherwise people are told that the days may change. */
  isComplete: boolean;
  /** Where single days come from, by day, when that is not `source`. */
  sources?: Record<string, string> | undefined;
}

/** Days off and days worked, by year (`"2026"`). */
export interface WorkCalendar {
  years: Record<string, CalendarYear>;
}

/** Setting under which the office keeps the years it changed in chat, whole (a `WorkCalendar`). */
export const officeCalendarId = 'calendar';

/**
 * The calendar with the years of the office on top of it; the same object when there are none.
 * @param value of the setting; what is no calendar counts as nothing, since no day may be made up from it.
 */
export function calendarUnder(calendar: WorkCalendar, value: unknown): WorkCalendar {
  if (value === undefined) return calendar;
  try {
    return { years: { ...calendar.years, ...parseCalendar(value).years } };
  } catch {
    return calendar;
  }
}

/**
 * Public holidays on fixed dates (month-day), used alone for years the table does not settle.
 * Source: Labour Code 2019, art. 112; Resolution 28/2026/QH16, art. 2 for 24/11.
 */
const fixedHolidays: readonly { monthDay: string; since: number }[] = [
  { monthDay: '01-01', since: 0 },
  { monthDay: '04-30', since: 0 },
  { monthDay: '05-01', since: 0 },
  { monthDay: '09-02', since: 0 },
  { monthDay: '11-24', since: 2026 },
];

const dayMs = 86_400_000;

/**
 * Days since 1970-01-01. Counting days as integers keeps the planner fast over every assignment of a province:
 * a calendar object per day costs about thirty times as much. No zone is involved.
 * @throws RangeError for text that is not a day of the calendar (30/02 included).
 */
export function dayNumber(day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // The round trip refuses 30/02, which `Date.parse` takes for 02/03.
  if (Number.isNaN(ms) || dayText(ms / dayMs) !== day) throw new RangeError(`not a day: ${day.slice(0, 40)}`);
  return ms / dayMs;
}

/**
 * The day behind a day number.
 * @throws RangeError outside the years 0000 to 9999, so that no count can run away.
 */
export function dayText(number: number): string {
  const text = new Date(number * dayMs).toISOString();
  if (text.length !== 24) throw new RangeError('a day beyond the year 9999');
  return text.slice(0, 10);
}

/** ISO weekday of a day number, Monday 1 to Sunday 7 (1970-01-01 was a Thursday). */
export function weekdayOfNumber(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

/**
 * Checks and takes over a calendar table.
 * @param json `{ years: { "2025": { source, off, worked, isComplete?, sources? } } }`; `isComplete` is true unless given.
 * @throws Error naming the first place that is wrong.
 */
export function parseCalendar(json: unknown): WorkCalendar {
  const table = objectAt(json, 'calendar');
  const years: Record<string, CalendarYear> = {};
  for (const [year, value] of Object.entries(objectAt(table['years'], 'years'))) {
    const place = `years.${year.slice(0, 20)}`;
    if (!/^\d{4}$/.test(year)) throw new Error(`${place}: a year has four digits`);
    const entry = objectAt(value, place);
    const { source, isComplete = true } = entry;
    if (typeof source !== 'string' || source.trim() === '')
      throw new Error(`${place}.source: say where the days come from`);
    if (typeof isComplete !== 'boolean') throw new Error(`${place}.isComplete: true or false expected`);
    const off = daysAt(entry['off'], `${place}.off`, year);
    const worked = daysAt(entry['worked'], `${place}.worked`, year);
    for (const day of worked) {
      if (off.includes(day)) throw new Error(`${place}: ${day} is both off and worked`);
      if (weekdayOfNumber(dayNumber(day)) < 6)
        throw new Error(`${place}.worked: ${day} is not a weekend day`);
    }
    const sources = sourcesAt(entry['sources'], `${place}.sources`);
    years[year] = { source, off, worked, isComplete, ...(sources === null ? {} : { sources }) };
  }
  return { years };
}

/**
 * Whether state offices work on a day: Monday to Friday without the days off, and weekend days worked in exchange.
 * In a year the table lacks or has not settled, holidays on fixed dates are off as well.
 */
export function isWorkingDay(day: string, calendar: WorkCalendar): boolean {
  return isWorking(day, dayNumber(day), calendar);
}

/**
 * The working day `count` working days after `day` (before it when negative).
 * @param count a whole number; 0 gives `day` itself, working or not.
 * @throws RangeError for a count that is not whole.
 */
export function addWorkingDays(day: string, count: number, calendar: WorkCalendar): string {
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a whole number of days: ${count}`);
  const direction = Math.sign(count);
  let number = dayNumber(day);
  let current = day;
  for (let left = Math.abs(count); left > 0;) {
    number += direction;
    current = dayText(number);
    if (isWorking(current, number, calendar)) left -= 1;
  }
  return current;
}

/** `day` when offices work on it, otherwise the last working day before it: the work target of a weekend deadline. */
export function lastWorkingDayOnOrBefore(day: string, calendar: WorkCalendar): string {
  return isWorkingDay(day, calendar) ? day : addWorkingDays(day, -1, calendar);
}

/** Working days after `a` up to and including `b`; negative, counted the other way, when `b` is earlier. */
export function workingDaysBetween(a: string, b: string, calendar: WorkCalendar): number {
  const [first, last] = [dayNumber(a), dayNumber(b)];
  if (last < first) return -workingDaysBetween(b, a, calendar) || 0;
  let count = 0;
  for (let number = first + 1; number <= last; number += 1) {
    if (isWorking(dayText(number), number, calendar)) count += 1;
  }
  return count;
}

/** Whether the yearly notice for a year is in the table; if not, say so beside dates counted in it. */
export function isYearKnown(year: number, calendar: WorkCalendar): boolean {
  return yearOf(String(year).padStart(4, '0'), calendar)?.isComplete ?? false;
}

/**
 * Whether a day is a public holiday or a day off beside one (not a mere weekend). Holidays on fixed dates count in every
 * year, also on a Saturday or Sunday.
 */
export function isHoliday(day: string, calendar: WorkCalendar): boolean {
  const year = yearOf(day.slice(0, 4), calendar);
  if (year?.worked.includes(day)) return false;
  return year?.off.includes(day) === true || isFixedHoliday(day);
}

function isWorking(day: string, number: number, calendar: WorkCalendar): boolean {
  const year = yearOf(day.slice(0, 4), calendar);
  if (year?.worked.includes(day)) return true;
  if (weekdayOfNumber(number) > 5 || year?.off.includes(day)) return false;
  return year?.isComplete ? true : !isFixedHoliday(day);
}

/** Whether the law gives a day off on this date of every year (1/1, 30/4, 1/5, 2/9, and 24/11 since 2026). */
export function isFixedHoliday(day: string): boolean {
  return fixedHolidays.some(
    ({ monthDay, since }) => day.endsWith(monthDay) && Number(day.slice(0, 4)) >= since,
  );
}

function yearOf(year: string, calendar: WorkCalendar): CalendarYear | undefined {
  return Object.hasOwn(calendar.years, year) ? calendar.years[year] : undefined;
}

function objectAt(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${place}: an object expected`);
  }
  return value as Record<string, unknown>;
}

function sourcesAt(value: unknown, place: string): Record<string, string> | null {
  if (value === undefined) return null;
  const sources: Record<string, string> = {};
  for (const [day, source] of Object.entries(objectAt(value, place))) {
    if (!isDay(day) || typeof source !== 'string') throw new Error(`${place}: days and words expected`);
    sources[day] = source;
  }
  return sources;
}

function daysAt(value: unknown, place: string, year: string): string[] {
  if (!Array.isArray(value)) throw new Error(`${place}: a list of days expected`);
  const days = value.map((day: unknown, i) => {
    if (typeof day !== 'string' || !isDay(day)) throw new Error(`${place}[${i}]: a day YYYY-MM-DD expected`);
    if (!day.startsWith(`${year}-`)) throw new Error(`${place}[${i}]: ${day} is not in ${year}`);
    return day;
  });
  const repeated = days.find((day, i) => days.indexOf(day) !== i);
  if (repeated !== undefined) throw new Error(`${place}: ${repeated} stands there twice`);
  return days.sort();
}

function isDay(text: string): boolean {
  try {
    dayNumber(text);
    return true;
  } catch {
    return false;
  }
}
