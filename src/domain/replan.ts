/**
 * Steps that would fall between the stools when the calendar moves them back: one that was to come on Tuesday stands on the
 * Monday that is over already. The tick then plans once more from before it; keys keep what was sent from going twice.
 */
import type { StoreReader, StoreWriter } from './ports.js';

/** Setting that holds the instant up to which everything was planned (written by the tick). */
export const reminderMarkId = 'reminder-mark';

const replanId = 'reminder-replan';

/** Where the tick begins to plan: its mark, or an earlier instant that was asked for. */
export function plannedFrom(reader: StoreReader, markMs: number): number {
  const asked = reader.get('settings', replanId)?.value;
  return typeof asked === 'number' ? Math.min(asked, markMs) : markMs;
}

/** Asks the next tick to plan from an instant on; the earliest that was asked for counts. */
export function planAgainFrom(tx: StoreWriter, fromMs: number): void {
  tx.put('settings', { id: replanId, value: plannedFrom(tx, fromMs) });
}

/** The tick has planned: nothing is asked for any more. */
export function forgetReplan(tx: StoreWriter): void {
  tx.remove('settings', replanId);
}
