/**
 * Telling the clerks, unasked, what could not be delivered: at most one message an hour. The row of that message is
 * written when the first failure comes; its words are made when it is sent, so that it tells of all there are by then.
 */
import {
  type DeadLetter,
  deadLetterNoticeKey,
  deadLetters,
  isDeadLetterNotice,
  isReportedAlone,
} from '../domain/dead-letters.js';
import type { Rules } from '../domain/command.js';
import type { OutboundMessage, OutboxRow } from '../domain/message.js';
import type { StoreReader, StoreWriter } from '../domain/ports.js';
import { reachRole } from '../domain/queries.js';
import { toIso } from '../domain/time.js';
import { deadLetterNotice } from '../texts/dead-letters.js';
import { enqueue, rememberForPrivateChat } from './outbox.js';

const roundId = 'dead-letter-round';
const roundEveryMs = 3_600_000;

/** Called in the transaction that gives a row up: the clerks will hear of it in this round, or in the next. */
export function noteDeadLetter(tx: StoreWriter, row: Readonly<OutboxRow>, nowMs: number): void {
  if (!isTold(row)) return;
  const stored = tx.get('settings', roundId)?.value;
  const last = typeof stored === 'number' ? stored : Number.NEGATIVE_INFINITY;
  const clerks = reachRole(tx, 'clerk');
  const isWaiting = (roundMs: number): boolean =>
    clerks.some(
      (id) => tx.find('outbox', 'byKey', deadLetterNoticeKey(roundMs, id))[0]?.status === 'pending',
    );
  // A clock set back leaves a round in the future that nobody waits for.
  if (Number.isFinite(last) && isWaiting(last)) return;
  const roundMs = nowMs < last || nowMs - last >= roundEveryMs ? nowMs : last + roundEveryMs;
  tx.put('settings', { id: roundId, value: roundMs });
  for (const id of clerks) {
    const conversation = tx.get('conversations', id);
    if (!conversation) continue;
    const key = deadLetterNoticeKey(roundMs, id);
    const message = deadLetterNotice([]);
    if (!enqueue(tx, conversation, message, { kind: 'notice', key }, nowMs)) continue;
    rememberForPrivateChat(tx, conversation, message, nowMs);
    const added = tx.find('outbox', 'byKey', key)[0];
    if (added && roundMs > nowMs) tx.put('outbox', { ...structuredClone(added), notBefore: toIso(roundMs) });
  }
}

/** What such a message says now; null when nothing is left to tell, because it was sent again meanwhile. */
export function composeDeadLetterNotice(
  reader: StoreReader,
  notice: Readonly<OutboxRow>,
  rules: Rules,
  nowMs: number,
): OutboundMessage | null {
  const letters = untold(reader, notice, rules, nowMs);
  return letters.length > 0 ? deadLetterNotice(letters) : null;
}

/** Dead letters since the last such message this clerk got. */
function untold(reader: StoreReader, notice: Readonly<OutboxRow>, rules: Rules, nowMs: number): DeadLetter[] {
  const told = reader
    .find('outbox', 'byConversation', notice.conversationId)
    .filter((row) => isDeadLetterNotice(row) && row.id !== notice.id)
    .map((row) => row.sentAt ?? '');
  const since = told.reduce((latest, at) => (at > latest ? at : latest), '');
  return deadLetters(reader, nowMs, rules.calendar).filter(
    ({ row, givenUpAt }) => isTold(row) && givenUpAt >= since,
  );
}

/** Whoever asks sees for themselves that no answer comes. */
function isTold(row: Readonly<OutboxRow>): boolean {
  return !isDeadLetterNotice(row) && !isReportedAlone(row) && row.kind !== 'reply';
}
