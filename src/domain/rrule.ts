/**
 * The part of RFC 5545 recurrence rules that deadlines need: reading a rule and walking its days.
 * Rules have no start of their own here: intervals are counted on the calendar, so an occurrence never depends on
 * the window it is asked for.
 */
import { dayFrom, endOfMonth } from './time.js';
import { dayNumber, dayText, weekdayOfNumber } from './calendar.js';

/** A rule read. Empty lists mean that the part was not given. */
export interface Rule {
  freq: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY';
  /** Every how many periods; at least 1. */
  interval: number;
  /** Months 1 to 12, ascending. */
  months: number[];
  /** Days of the month, 1 to 31, or from its end, -1 to -31. */
  monthDays: number[];
  /** ISO weekdays, Monday 1 to Sunday 7, ascending. */
  weekdays: number[];
  /** Last day an occurrence may fall on. */
  until: string | null;
}

const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** A rule that people or programs write is far shorter. */
const maxRuleLength = 300;

/**
 * Reads one rule: FREQ, INTERVAL, BYMONTH, BYMONTHDAY (yearly, monthly), BYDAY without ordinals (weekly, daily), UNTIL.
 * @returns null for anything else: guessing at half a rule would invent dates.
 */
export function parseRule(text: string): Rule | null {
  if (text.length > maxRuleLength) return null;
  const parts = new Map<string, string>();
  for (const part of text.trim().toUpperCase().split(';')) {
    const [name, value, ...rest] = part.split('=');
    if (!name || !value || rest.length > 0 || parts.has(name)) return null;
    parts.set(name, value);
  }
  const known = ['FREQ', 'INTERVAL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'UNTIL', 'WKST'];
  if ([...parts.keys()].some((name) => !known.includes(name))) return null;

  const freq = parts.get('FREQ');
  if (freq !== 'YEARLY' && freq !== 'MONTHLY' && freq !== 'WEEKLY' && freq !== 'DAILY') return null;
  const interval = numbers(parts.get('INTERVAL') ?? '1', 1, 9999);
  const months = numbers(parts.get('BYMONTH'), 1, 12);
  const monthDays = numbers(parts.get('BYMONTHDAY'), -31, 31);
  const weekdays = weekdaysOf(parts.get('BYDAY'));
  const until = untilOf(parts.get('UNTIL'));
  if (!interval || interval.length !== 1 || !months || !monthDays || !weekdays || until === undefined)
    return null;
  if (monthDays.includes(0)) return null;
  const isLong = freq === 'YEARLY' || freq === 'MONTHLY';
  if (isLong ? weekdays.length > 0 : monthDays.length > 0) return null;
  return { freq, interval: interval[0] ?? 1, months, monthDays, weekdays, until };
}

/** Days of a rule in [from, to], ascending; time grows with the window, not with the rule. */
export function* daysOfRule(rule: Rule, from: string, to: string): Generator<string> {
  const last = rule.until !== null && rule.until < to ? rule.until : to;
  if (from > last) return;
  const days =
    rule.freq === 'YEARLY' || rule.freq === 'MONTHLY'
      ? daysByMonth(rule, from, last)
      : daysByWeek(rule, from, last);
  for (const day of days) {
    if (day >= from && day <= last) yield day;
  }
}

/**
 * Months an occurrence can fall in; all twelve when they differ from year to year (INTERVAL 5 or 18).
 * Without BYMONTH a period is due in its last month: quarters in 3, 6, 9, 12, half years in 6 and 12, years in 12.
 */
export function monthsOf(rule: Rule): number[] {
  const all = Array.from({ length: 12 }, (_, i) => i + 1);
  if (rule.months.length > 0) return rule.months;
  if (rule.freq === 'YEARLY') return rule.monthDays.length > 0 ? all : [12];
  return 12 % rule.interval === 0 ? all.filter((month) => month % rule.interval === 0) : all;
}

function* daysByMonth(rule: Rule, from: string, to: string): Generator<string> {
  const months = monthsOf(rule);
  const end = monthIndex(to);
  for (let index = monthIndex(from); index <= end; index += 1) {
    const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
    if (!months.includes(month)) continue;
    // "5 năm" ends in years divisible by 5, as the State's five-year plans do.
    if (rule.freq === 'YEARLY' && year % rule.interval !== 0) continue;
    if (rule.freq === 'MONTHLY' && rule.months.length === 0 && (index + 1) % rule.interval !== 0) continue;
    yield* daysOfMonth(rule, year, month);
  }
}

/**
 * "Ngày 30 hằng tháng" is still owed in February: a day the month lacks is its last day
 * (Civil Code 2015, art. 148, by analogy), where RFC 5545 would skip the month.
 */
function daysOfMonth(rule: Rule, year: number, month: number): string[] {
  const end = endOfMonth(year, month);
  const length = Number(end.slice(8));
  if (rule.monthDays.length === 0) return [end];
  const days = rule.monthDays.map((day) => (day > 0 ? Math.min(day, length) : Math.max(length + 1 + day, 1)));
  return [...new Set(days)]
    .sort((a, b) => a - b)
    .map((day) => `${end.slice(0, 8)}${String(day).padStart(2, '0')}`);
}

/** Weeks run from Monday to Sunday; a bare weekly rule is due on Sunday, a bare daily one every day. */
function* daysByWeek(rule: Rule, from: string, to: string): Generator<string> {
  const weekdays = rule.weekdays.length > 0 || rule.freq === 'DAILY' ? rule.weekdays : [7];
  const last = dayNumber(to);
  for (let number = dayNumber(from); number <= last; number += 1) {
    const period = rule.freq === 'DAILY' ? number : Math.floor((number + 3) / 7);
    if (period % rule.interval !== 0) continue;
    if (weekdays.length > 0 && !weekdays.includes(weekdayOfNumber(number))) continue;
    const day = dayText(number);
    if (rule.months.length > 0 && !rule.months.includes(Number(day.slice(5, 7)))) continue;
    yield day;
  }
}

function monthIndex(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** Comma-separated whole numbers, ascending and unique; an empty list when absent, null when malformed. */
function numbers(list: string | undefined, min: number, max: number): number[] | null {
  if (list === undefined) return [];
  const found = new Set<number>();
  for (const item of list.split(',')) {
    if (!/^[+-]?\d{1,4}$/.test(item)) return null;
    const number = Number(item);
    if (number < min || number > max) return null;
    found.add(number);
  }
  return [...found].sort((a, b) => a - b);
}

function weekdaysOf(list: string | undefined): number[] | null {
  if (list === undefined) return [];
  const found = list.split(',').map((name) => weekdayNames.indexOf(name) + 1);
  return found.includes(0) ? null : [...new Set(found)].sort((a, b) => a - b);
}

/** `20201231` or `20201231T235959Z` as a day; null when absent, undefined when malformed. */
function untilOf(text: string | undefined): string | null | undefined {
  if (text === undefined) return null;
  const match = /^(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$/.exec(text);
  return match ? (dayFrom(Number(match[1]), Number(match[2]), Number(match[3])) ?? undefined) : undefined;
}
