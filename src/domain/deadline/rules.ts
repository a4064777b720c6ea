/**
 * Writes RFC 5545 rules: a cycle alone ("hằng quý") or with the days it names ("ngày 25 hằng tháng").
 * A rule names the stated day; whether "trước" leaves that day out is kept beside it (`inclusive`).
 */
import type { Stretch } from './stretch.js';

/** How often something comes back. A quarter is three months, a half six. */
export interface Cycle {
  unit: 'day' | 'week' | 'month' | 'year';
  every: number;
  /** "9 tháng" beside "6 tháng, năm": once a year, at the end of this month. */
  month?: number;
}

const frequency = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' } as const;
const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** The rule of a cycle without days. */
export function ruleOf(cycle: Cycle): string {
  if (cycle.month !== undefined) return `FREQ=YEARLY;BYMONTH=${cycle.month}`;
  return `FREQ=${frequency[cycle.unit]}${cycle.every > 1 ? `;INTERVAL=${cycle.every}` : ''}`;
}

/** A weekly rule on given weekdays, Monday 1 to Sunday 7. */
export function weeklyRule(weekdays: readonly number[], every = 1): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b).map((day) => weekdayNames[day - 1]);
  return `FREQ=WEEKLY${every > 1 ? `;INTERVAL=${every}` : ''};BYDAY=${days.join(',')}`;
}

/** Months a cycle of months ends in within the year, or begins in with `atStart`. */
export function monthsOfCycle(every: number, atStart: boolean): number[] {
  const months: number[] = [];
  for (let month = every; month <= 12; month += every) months.push(atStart ? month - every + 1 : month);
  return months;
}

/** "ngày 15 tháng cuối quý": the same days of several months of the year. */
export function monthDaysRule(months: readonly number[], days: readonly number[]): string {
  return `FREQ=YEARLY;BYMONTH=${ascending(months)};BYMONTHDAY=${ascending(days)}`;
}

/**
 * Rules of a cycle whose days are named by stretches without a year.
 * @returns null when the two do not fit together ("hằng tuần" with a month).
 */
export function datedRules(cycle: Cycle, stretches: readonly Stretch[]): string[] | null {
  const monthless = stretches.filter((one) => one.last.month === null);
  if (monthless.length > 0) {
    if (monthless.length < stretches.length) return null;
    const days = monthless.map((one) => one.last.day);
    if (cycle.month !== undefined) return [monthDaysRule([cycle.month], days)];
    if (cycle.unit === 'year' && cycle.every === 1) return null;
    if (cycle.unit !== 'month') return null;
    // "hằng quý, trước ngày 25": of the last month of the quarter.
    if (cycle.every > 1)
      return 12 % cycle.every === 0 ? [monthDaysRule(monthsOfCycle(cycle.every, false), days)] : null;
    return [`FREQ=MONTHLY;BYMONTHDAY=${ascending(days)}`];
  }
  if (cycle.unit === 'day' || cycle.unit === 'week') return null;
  const every = cycle.unit === 'year' && cycle.every > 1 ? `;INTERVAL=${cycle.every}` : '';
  const byDay = new Map<string, number[]>();
  for (const one of stretches) {
    const isWindow = !one.isPoint && one.last.day === -1;
    const key = isWindow ? '' : String(one.last.day);
    byDay.set(key, [...(byDay.get(key) ?? []), one.last.month ?? 0]);
  }
  return [...byDay].map(
    ([day, months]) =>
      `FREQ=YEARLY${every};BYMONTH=${ascending(months)}${day === '' ? '' : `;BYMONTHDAY=${day}`}`,
  );
}

function ascending(numbers: readonly number[]): string {
  return [...new Set(numbers)].sort((a, b) => a - b).join(',');
}

/** Several rules in one `rrule` field, each once. */
export function joinRules(rules: readonly string[]): string {
  return [...new Set(rules)].join('|');
}
