/** How long things are kept that nobody works with any more (domain.md section 7). What they are is decided elsewhere. */
import { Temporal } from 'temporal-polyfill';
import { zone } from './time.js';

export interface KeepRules {
  /** Texts of handled messages, sent and received. */
  messageMonths: number;
  /** Records and files of closed plans whose archive was verified; null keeps them for good. */
  closedPlanMonths: number | null;
}

/** The instant so many calendar months before another, by the clock of Viet Nam; what is older may go. */
export function monthsBefore(nowMs: number, months: number): number {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).subtract({ months })
    .epochMilliseconds;
}
