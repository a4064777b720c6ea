/**
 * Calendar arithmetic in Asia/Ho_Chi_Minh. Days are `YYYY-MM-DD` strings, instants ISO strings in UTC
 * or epoch milliseconds. The server's own zone is never consulted.
 */
import { Temporal } from 'temporal-polyfill';

export const zone = 'Asia/Ho_Chi_Minh';

/** The day an instant falls on in Viet Nam. */
export function dayOf(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** Clock time `HH:MM` of an instant in Viet Nam. */
export function timeOf(epochMs: number): string {
  const time = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainTime();
  return time.toString({ smallestUnit: 'minute' });
}

/** Epoch milliseconds of a clock time (`HH:MM`) on a day in Viet Nam. */
export function instantOf(day: string, time: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

/** ISO instant in UTC, as stored. */
export function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** ISO instant with Viet Nam's offset, as printed: `2022-06-20T08:00:00+07:00`. */
export function toLocalIso(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** The day `count` calendar days later (earlier when negative). */
export function addDays(day: string, count: number): string {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: string, b: string): number {
  return Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b), { largestUnit: 'day' }).days;
}

/** ISO weekday, Monday 1 to Sunday 7. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** Last day of a month. */
export function endOfMonth(year: number, month: number): string {
  const date = Temporal.PlainDate.from({ year, month, day: 1 });
  return date.with({ day: date.daysInMonth }).toString();
}

/** `YYYY-MM-DD` from parts, or null when there is no such day (30/02). */
export function dayFrom(year: number, month: number, day: number): string | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}
