/** Hours between which something may be sent, where several have a say in them. */
import type { ReminderPolicy, ReminderPreferences } from './policy.js';

/** Clock times (`HH:MM`, Viet Nam); nothing is begun from `sendUntil` on. */
export type SendingHours = Pick<ReminderPolicy, 'sendFrom' | 'sendUntil'>;

/** The hours in which both may be sent; null when there are none. */
export function sharedHours(a: SendingHours, b: SendingHours): SendingHours | null {
  const sendFrom = a.sendFrom > b.sendFrom ? a.sendFrom : b.sendFrom;
  const sendUntil = a.sendUntil < b.sendUntil ? a.sendUntil : b.sendUntil;
  return sendFrom < sendUntil ? { sendFrom, sendUntil } : null;
}

/**
 * Hours somebody chose, laid over those that hold otherwise; either end can be chosen alone. A choice that leaves no hours
 * counts for nothing, so that nobody silences what has to be said.
 */
export function chosenHours(
  usual: SendingHours,
  chosen: Readonly<ReminderPreferences> | undefined,
): SendingHours {
  const hours = {
    sendFrom: chosen?.sendFrom ?? usual.sendFrom,
    sendUntil: chosen?.sendUntil ?? usual.sendUntil,
  };
  return hours.sendFrom < hours.sendUntil ? hours : { sendFrom: usual.sendFrom, sendUntil: usual.sendUntil };
}
