/**
 * Another way to the same person: what one address cannot get for good goes to another of theirs, with the same words.
 * Never to both: the row that failed is closed in the transaction that opens the other.
 */
import type { OutboxRow } from '../../domain/message.js';
import type { StoreReader, StoreWriter } from '../../domain/ports.js';
import { enqueue, rememberForPrivateChat } from '../outbox.js';
import type { GivenUpReason } from './outcome.js';

/**
 * Opens a row for another address of the person a private row was meant for, when it certainly did not arrive.
 * @param isServed whether messages can be sent on a channel.
 * @returns whether there is such an address; nothing has changed otherwise.
 */
export function sendElsewhere(
  tx: StoreWriter,
  row: Readonly<OutboxRow>,
  reason: GivenUpReason,
  isServed: (channel: string) => boolean,
  nowMs: number,
): boolean {
  if (row.to.kind !== 'private' || !isCertain(row, reason)) return false;
  const chain = rowsBefore(tx, row);
  const tried = new Set(chain.map((one) => one.conversationId));
  const key = chain.at(-1)?.key ?? row.key;
  for (const conversationId of otherChats(tx, row.conversationId)) {
    const conversation = tx.get('conversations', conversationId);
    if (!conversation || conversation.unreachable !== null || tried.has(conversationId)) continue;
    if (!isServed(conversation.channel)) continue;
    const options = {
      kind: row.kind,
      key: `${key}@${conversation.channel}`,
      assignmentIds: row.assignmentIds,
    };
    if (!enqueue(tx, conversation, structuredClone(row.message), options, nowMs)) continue;
    const added = tx.find('outbox', 'byKey', options.key)[0];
    if (added) tx.put('outbox', { ...structuredClone(added), insteadOf: row.id, notBefore: row.notBefore });
    rememberForPrivateChat(tx, conversation, row.message, nowMs);
    return true;
  }
  return false;
}

/** The row whose words this one carries; the row itself when it stands for no other. */
export function originalOf(reader: StoreReader, row: Readonly<OutboxRow>): Readonly<OutboxRow> {
  return rowsBefore(reader, row).at(-1) ?? row;
}

/** A row and those it stands for, oldest last. */
function rowsBefore(reader: StoreReader, row: Readonly<OutboxRow>): Readonly<OutboxRow>[] {
  const chain = [row];
  for (let before = row.insteadOf; before !== undefined;) {
    const one = reader.get('outbox', before);
    if (!one || chain.includes(one)) break;
    chain.push(one);
    before = one.insteadOf;
  }
  return chain;
}

/** What may have arrived is not sent a second way. */
function isCertain(row: Readonly<OutboxRow>, reason: GivenUpReason): boolean {
  if (reason === 'recipient-gone' || reason === 'outside-window' || reason === 'config') return true;
  return reason === 'connection' && (row.doubtful ?? 0) === 0;
}

/** Other private chats of whoever has this one, the latest used first. */
function otherChats(reader: StoreReader, conversationId: string): string[] {
  for (const { personId, privateConversationId } of reader.all('addresses')) {
    if (privateConversationId !== conversationId || personId === null) continue;
    return reader
      .find('addresses', 'byPerson', personId)
      .filter((other) => other.unreachable === null && other.privateConversationId !== conversationId)
      .sort((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt))
      .flatMap((other) => other.privateConversationId ?? []);
  }
  return [];
}
