/**
 * Putting off one's own reminders of an assignment: until when it may be, and until when it is. Pure; days are
 * `YYYY-MM-DD`. A snooze moves no date and nobody else's reminders.
 */
import type { AssignmentFacts } from './assignment.js';
import { type WorkCalendar, addWorkingDays, lastWorkingDayOnOrBefore } from './calendar.js';
import type { ReminderPolicy } from './policy.js';
import { effectiveDue, isPastDue, lateFrom, needsHandIn, stateOf } from './state.js';
import { addDays, dayOf, instantOf } from './time.js';
import type { Snooze } from './urging.js';

/** Longest silence about something late, in working days. */
export const lateSnoozeDays = 3;

/** Why nothing can be put off: not owed now, never reminded of, the last day has come, or late and put off already. */
export type SnoozeRefusal = 'not-owed' | 'undated' | 'last-day' | 'late-limit';

/** The last day to which an assignment can be put off. */
export interface SnoozeLimit {
  latest: string;
  isLate: boolean;
}

type Sending = Pick<ReminderPolicy, 'sendFrom'>;

/**
 * The last working day on which there is still time after sending starts; null without a date.
 * @param atMs instant whose date in force counts.
 */
export function lastReminderDay(
  facts: AssignmentFacts,
  atMs: number,
  { sendFrom }: Sending,
  calendar: WorkCalendar,
): string | null {
  const { dueOn, dueTime } = effectiveDue(facts, atMs);
  if (dueOn === null) return null;
  // As the planner has it: a date whose hour comes before sending starts is reminded of the day before.
  const isOverBefore = lateFrom(dueOn, dueTime) <= instantOf(dueOn, sendFrom) + 1;
  return lastWorkingDayOnOrBefore(isOverBefore ? addDays(dueOn, -1) : dueOn, calendar);
}

/**
 * How far an assignment can be put off at an instant: to its last on-time day, or three working days once it is late.
 * @param earlier the snooze that stands; what is late is not put off over and over.
 */
export function snoozeLimit(
  facts: AssignmentFacts,
  earlier: Readonly<Snooze> | null,
  sending: Sending,
  calendar: WorkCalendar,
  nowMs: number,
): SnoozeLimit | { refused: SnoozeRefusal } {
  const today = dayOf(nowMs);
  const state = stateOf(facts, nowMs, calendar);
  if (!needsHandIn(state)) return { refused: 'not-owed' };
  const last = lastReminderDay(facts, nowMs, sending, calendar);
  if (last === null && state !== 'returned') return { refused: 'undated' };
  if (last !== null && !isPastDue(facts, nowMs))
    return last > today ? { latest: last, isLate: false } : { refused: 'last-day' };
  const since = earlier && (last === null || dayOf(Date.parse(earlier.at)) > last) ? earlier.at : null;
  const from = since === null ? today : dayOf(Date.parse(since));
  const latest = addWorkingDays(from, lateSnoozeDays, calendar);
  return latest > today ? { latest, isLate: true } : { refused: 'late-limit' };
}

/**
 * The day from which a snoozed assignment is reminded of again; null when the snooze means nothing any more: something was
 * handed in, more time was granted, or it was returned since, or it is owed no more. An earlier date set since ends it on
 * that date's last day. On a day before the one returned, nothing is sent to the conversation about the assignment.
 */
export function snoozeEnd(
  snooze: Readonly<Snooze>,
  facts: AssignmentFacts,
  sending: Sending,
  calendar: WorkCalendar,
  atMs: number,
): string | null {
  const since = Date.parse(snooze.at);
  const isAfter = (at: string | null): boolean =>
    at !== null && Date.parse(at) > since && Date.parse(at) <= atMs;
  if (!needsHandIn(stateOf(facts, atMs, calendar))) return null;
  if (facts.submissions.some(({ sentAt }) => isAfter(sentAt))) return null;
  if (facts.reviews.some(({ at }) => isAfter(at))) return null;
  if (facts.extensions.some(({ status, decidedAt }) => status === 'granted' && isAfter(decidedAt)))
    return null;
  const last = lastReminderDay(facts, atMs, sending, calendar);
  const wasInTime = last !== null && last >= dayOf(since);
  return wasInTime && last < snooze.until ? last : snooze.until;
}
