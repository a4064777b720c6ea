/** What the records of reminders tell about a message: the steps it is made of, and the days that were missed. */
import type { ReminderRecord } from '../../domain/tables.js';
import type { StoreReader } from '../../domain/ports.js';
import { dayOf } from '../../domain/time.js';

/** Steps of an assignment queued at or after an instant (ISO), in the order they fell due. */
export function recordsSince(
  reader: StoreReader,
  assignmentId: string,
  sinceIso: string,
): Readonly<ReminderRecord>[] {
  return reader
    .find('reminders', 'byAssignment', assignmentId)
    .filter(({ queuedAt }) => queuedAt >= sinceIso)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/**
 * Days on which these steps should have been queued and were not, ascending: the assistant was not running.
 * @param dayAt the day of an instant (ISO); a large run remembers them.
 */
export function missedDays(
  records: readonly Readonly<ReminderRecord>[],
  dayAt = (iso: string): string => dayOf(Date.parse(iso)),
): string[] {
  // Thousands of steps share a few instants; working out the day of each would take most of a large run.
  const pairs = new Map(records.map((record) => [`${record.at} ${record.queuedAt}`, record]));
  const days = [...pairs.values()].flatMap(({ at, queuedAt }) => {
    const day = dayAt(at);
    return day < dayAt(queuedAt) ? [day] : [];
  });
  return [...new Set(days)].sort();
}
