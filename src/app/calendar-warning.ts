/**
 * Tells the clerks unasked that the notice of days off is missing: on the first working day of November about the next
 * year, and on the first of every month after that (about the year itself once it has begun) until it is there.
 */
import type { Rules } from '../domain/command.js';
import type { Store } from '../domain/ports.js';
import { reachRole } from '../domain/queries.js';
import { nextSendingTime } from '../domain/reminder.js';
import { dayOf } from '../domain/time.js';
import { noticeMissing } from '../texts/holidays.js';
import { enqueue, rememberForPrivateChat } from './outbox.js';
import { yearsWithoutNotice } from './rules.js';

/** The months (`2026-11`) in which the clerks were told, the last ones. */
const toldId = 'calendar-warning';
const monthsKept = 24;

/** @returns how many conversations were told; a month is told once, also after a restart or with the clock set back. */
export async function warnOfCalendar(store: Store, rules: Rules, nowMs: number): Promise<number> {
  const month = dayOf(nowMs).slice(0, 7);
  const value = store.get('settings', toldId)?.value;
  const told: readonly unknown[] = Array.isArray(value) ? value : [];
  if (told.includes(month)) return 0;
  const years = yearsWithoutNotice(rules.calendar, nowMs);
  if (years.length === 0 || nextSendingTime(nowMs, rules.policy, rules.calendar) !== nowMs) return 0;
  return store.transaction((tx) => {
    let count = 0;
    for (const conversationId of new Set(reachRole(tx, 'clerk'))) {
      const conversation = tx.get('conversations', conversationId);
      if (!conversation) continue;
      const message = noticeMissing(years);
      const key = `calendar-warning/${month}/${conversationId}`;
      if (!enqueue(tx, conversation, message, { kind: 'notice', key }, nowMs)) continue;
      rememberForPrivateChat(tx, conversation, message, nowMs);
      count += 1;
    }
    // While no clerk can be reached nobody was told, and the first to come is.
    if (count > 0) tx.put('settings', { id: toldId, value: [...told, month].slice(-monthsKept) });
    return count;
  });
}
