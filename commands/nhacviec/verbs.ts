/** What `/nhacviec` can be followed by; each verb is a file of this folder. */
import type { CommandContext, CommandInput, Preparation } from '../../src/domain/command.js';
import type { StoreReader } from '../../src/domain/ports.js';
import { policyVerbs } from './quy-dinh.js';
import { holidays } from './ngay-nghi.js';
import { calendarVerb } from './lich.js';
import { loi } from './loi.js';

export interface ReminderVerb {
  /** As typed after `/nhacviec` (or after the plan: `/nhacviec K1 lich`), folded: lower case, no diacritics. */
  names: readonly string[];
  /** What has to be made before the transaction. @param args what follows the verb. */
  prepares?(args: string, input: CommandInput, reader: StoreReader): Preparation[];
  /** @param args what follows the verb; a plan named before it is put in front ("K1 …"). */
  run(args: string, context: CommandContext): void;
}

export const reminderVerbs: readonly ReminderVerb[] = [...policyVerbs, calendarVerb, holidays, loi];
