/**
 * Calendar arithmetic in Asia/Ho_Chi_Minh. Days are `YYYY-MM-DD` strings, instants ISO strings in UTC
 * or epoch milliseconds. The server's own zone is never consulted.
 */
import { Temporal } from 'temporal-polyfill';

export const zone = 'Asia/Ho_Chi_Minh';

/**
 * The zone has stood at +07:00 since 13/6/1975 and keeps no summer time, so that days and instants of our years are plain
 * arithmetic; the planner asks for them by the thousand, and the zone's table costs thirty times as much.
 */
const offsetMs = 7 * 3_600_000;
const fixedFromMs = Date.UTC(1976, 0, 1);
const fixedUntilMs = Date.UTC(9999, 0, 1);
/** Days that exist in every month, of years the offset holds in; the others are left to the calendar. */
const plainDay = /^(?:19(?:7[6-9]|[89]\d)|[2-8]\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/;
const plainTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** The day an instant falls on in Viet Nam. */
export function dayOf(epochMs: number): string {
  if (Number.isInteger(epochMs) && epochMs >= fixedFromMs && epochMs < fixedUntilMs)
    return new Date(epochMs + offsetMs).toISOString().slice(0, 10);
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** Clock time `HH:MM` of an instant in Viet Nam. */
export function timeOf(epochMs: number): string {
  const time = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainTime();
  return time.toString({ smallestUnit: 'minute' });
}

/** Epoch milliseconds of a clock time (`HH:MM`) on a day in Viet Nam. */
export function instantOf(day: string, time: string): number {
  if (plainDay.test(day) && plainTime.test(time)) return Date.parse(`${day}T${time}:00+07:00`);
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
  if (plainDay.test(day) && Number.isInteger(count) && Math.abs(count) < 36_500)
    return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: string, b: string): number {
  if (plainDay.test(a) && plainDay.test(b))
    return (Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000;
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
