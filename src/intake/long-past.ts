/** Days and spans that lie far behind a paper: what is looked back on, not what is owed. */
import type { Deadline } from '../domain/plan.js';
import { daysBetween } from '../domain/time.js';

/** Days of a span that began well before the paper and lasts for years; and days after which a day is long past. */
const longSpan = 400;

/** Whether a span began well before the paper and lasts for years. */
export function isLongPast({ kind, from, statedOn }: Deadline, issuedOn: string | null): boolean {
  if (kind !== 'window' || from === null || statedOn === null || issuedOn === null) return false;
  return daysBetween(from, statedOn) > longSpan && daysBetween(from, issuedOn) > longSpan;
}

/** "đất giao trước năm 1993": a day long before the paper is told of, not set. */
export function isOld({ statedOn }: Deadline, issuedOn: string | null): boolean {
  return statedOn !== null && issuedOn !== null && daysBetween(statedOn, issuedOn) > longSpan;
}
