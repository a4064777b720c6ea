/**
 * What becomes of a message that was not taken, or of which nobody knows. Pure.
 * A platform has no way to send "the same message again, unless you have it": after a lost answer it is either sent
 * twice or perhaps never. Which of the two is worse depends on what it is.
 */
import type { SendError } from '../../domain/errors.js';
import type { OutboxRow } from '../../domain/message.js';

/** A message that finds no connection is given up after this age. */
const giveUpMs = 3 * 86_400_000;
/** Waits double from the first to the longest. */
const firstRetryMs = 1_000;
const longestRetryMs = 5 * 60_000;

/** Why a row was given up: the platform's word, or that its answer was lost and it may not go out once more. */
export type GivenUpReason = SendError['kind'] | 'answer-lost';

export type Outcome =
  | { is: 'again'; waitMs: number; doubtful: number }
  | { is: 'given-up'; reason: GivenUpReason; doubtful: number };

/**
 * @param row as it was before this attempt.
 * @param ageMs how long it has been waiting, by the assistant's clock.
 */
export function outcomeOf(row: Readonly<OutboxRow>, error: SendError, ageMs: number): Outcome {
  const before = row.doubtful ?? 0;
  const isUnknown = error.kind === 'connection' && !error.isUnsent;
  const doubtful = before + (isUnknown ? 1 : 0);
  if (isUnknown && !mayRepeat(row.kind, doubtful)) return { is: 'given-up', reason: 'answer-lost', doubtful };
  const backoffMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(row.attempts, 12));
  if (error.kind === 'throttled') return { is: 'again', waitMs: error.retryAfterMs ?? backoffMs, doubtful };
  if ((error.kind === 'connection' || error.kind === 'config') && ageMs < giveUpMs)
    return { is: 'again', waitMs: Math.max(backoffMs, error.retryAfterMs ?? 0), doubtful };
  return { is: 'given-up', reason: error.kind, doubtful };
}

/**
 * Whether a message may go out once more after it may have arrived so many times already: an overview never (the next
 * week brings another), a reminder once, anything else as often as it takes, since a duplicate beats silence.
 */
export function mayRepeat(kind: OutboxRow['kind'], doubtful: number): boolean {
  if (kind === 'overview') return doubtful === 0;
  return kind !== 'reminder' || doubtful <= 1;
}
