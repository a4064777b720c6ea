/** Changes of outbox rows: each is one step of a message's life, written in the transaction it is given. */
import type { OutboxRow } from '../../domain/message.js';
import type { StoreWriter } from '../../domain/ports.js';
import { toIso } from '../../domain/time.js';
import { originalOf, sendElsewhere } from './elsewhere.js';
import { type GivenUpReason, mayRepeat } from './outcome.js';

export function updateRow(tx: StoreWriter, id: string, change: Partial<OutboxRow>): void {
  const row = tx.get('outbox', id);
  if (row) tx.put('outbox', { ...structuredClone(row), ...change });
}

export interface GivingUp {
  nowMs: number;
  isServed: (channel: string) => boolean;
  onUndeliverable: (tx: StoreWriter, row: Readonly<OutboxRow>, reason: string) => void;
}

/**
 * Gives a row up: its words go to another address of the same person, or else it is a dead letter, which is told under
 * the row that was meant in the first place.
 */
export function giveUp(
  tx: StoreWriter,
  row: Readonly<OutboxRow>,
  reason: GivenUpReason,
  doubtful: number,
  how: GivingUp,
): void {
  if (reason === 'recipient-gone' || reason === 'outside-window') markUnreachable(tx, row, reason);
  const counted = doubtful > 0 ? { doubtful } : {};
  if (sendElsewhere(tx, row, reason, how.isServed, how.nowMs)) {
    updateRow(tx, row.id, { status: 'dropped', lastError: reason, ...counted });
    return;
  }
  updateRow(tx, row.id, { status: 'failed', lastError: reason, givenUpAt: toIso(how.nowMs), ...counted });
  how.onUndeliverable(tx, originalOf(tx, row), reason);
}

/** No route to this conversation until the person writes again. */
function markUnreachable(tx: StoreWriter, row: Readonly<OutboxRow>, reason: string): void {
  const conversation = tx.get('conversations', row.conversationId);
  if (conversation) tx.put('conversations', { ...structuredClone(conversation), unreachable: reason });
  for (const address of tx.all('addresses')) {
    if (address.privateConversationId === row.conversationId)
      tx.put('addresses', { ...structuredClone(address), unreachable: reason });
  }
}

/** A message arrived: whatever was noted against this conversation no longer holds. */
export function markReachable(tx: StoreWriter, row: Readonly<OutboxRow>): void {
  const conversation = tx.get('conversations', row.conversationId);
  if (!conversation || conversation.unreachable === null) return;
  tx.put('conversations', { ...structuredClone(conversation), unreachable: null });
  for (const address of tx.all('addresses')) {
    if (address.privateConversationId === row.conversationId)
      tx.put('addresses', { ...structuredClone(address), unreachable: null });
  }
}

/**
 * At start: rows that were being sent when the process died may have arrived. They go out again as far as their kind
 * allows; the others are given up, visibly.
 * @returns how many rows there were.
 */
export function recoverSending(
  tx: StoreWriter,
  how: Pick<GivingUp, 'nowMs' | 'onUndeliverable'> = { nowMs: Date.now(), onUndeliverable: () => undefined },
): number {
  const rows = tx.find('outbox', 'byStatus', 'sending');
  for (const row of rows) {
    const doubtful = (row.doubtful ?? 0) + 1;
    if (mayRepeat(row.kind, doubtful))
      updateRow(tx, row.id, { status: 'pending', lastError: 'answer-lost', doubtful });
    else giveUp(tx, row, 'answer-lost', doubtful, { ...how, isServed: () => false });
  }
  return rows.length;
}
