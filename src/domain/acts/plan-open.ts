/** A closed plan takes nothing more: its archive would no longer say what happened. */
import { UserError } from '../errors.js';
import type { StoreReader } from '../ports.js';

/** Throws UserError `bad-input` (`plan-closed`) when a plan is closed. */
export function assertPlanOpen(reader: StoreReader, planId: string): void {
  if (reader.get('plans', planId)?.status === 'closed') throw new UserError('bad-input', 'plan-closed');
}
