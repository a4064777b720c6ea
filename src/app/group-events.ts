/** What happens to conversations themselves: added, removed, blocked, moved to a new id. */
import { type InboxRow, conversationId } from '../domain/message.js';
import type { StoreWriter } from '../domain/ports.js';
import { addedToGroup } from '../texts/people.js';
import { enqueue } from './outbox.js';
import { newConversation } from './senders.js';

/** Applies a membership or move event. Idempotent: the same event twice changes nothing more. */
export function groupEvent(tx: StoreWriter, row: Readonly<InboxRow>, nowMs: number): void {
  const { event } = row;
  if (event.content.kind === 'moved') {
    moveConversation(tx, event.channel, event.conversation.externalId, event.content.toExternalId);
    return;
  }
  if (event.content.kind !== 'membership') return;
  const { change } = event.content;
  const isLost = change === 'removed' || change === 'blocked';
  const known = tx.get('conversations', row.conversationId);
  const conversation = known ? structuredClone(known) : newConversation(row);
  tx.put('conversations', { ...conversation, unreachable: isLost ? change : null });
  if (event.conversation.kind === 'private') {
    const address = tx.get(
      'addresses',
      `${event.channel}:${event.sender?.externalId ?? event.conversation.externalId}`,
    );
    if (address) tx.put('addresses', { ...address, unreachable: isLost ? change : null });
    return;
  }
  if (change === 'added' && conversation.unitIds.length + conversation.planIds.length === 0) {
    enqueue(tx, conversation, { text: addedToGroup }, { kind: 'notice', key: `added/${row.id}` }, nowMs);
  }
}

/**
 * Rewrites every stored reference when the platform gives a conversation a new id: bindings and pending sends.
 * Called for the event and for the send error alike; the second call finds nothing left to do.
 */
export function moveConversation(tx: StoreWriter, channel: string, from: string, to: string): void {
  for (const old of tx.find('conversations', 'byExternal', `${channel}:${from}`)) {
    const id = conversationId(channel, to, old.topicId);
    const target = tx.get('conversations', id);
    tx.put('conversations', {
      ...structuredClone(old),
      id,
      externalId: to,
      unitIds: [...new Set([...(target?.unitIds ?? []), ...old.unitIds])],
      planIds: [...new Set([...(target?.planIds ?? []), ...old.planIds])],
      unreachable: null,
    });
    tx.remove('conversations', old.id);
    for (const row of tx.find('outbox', 'byConversation', old.id)) {
      if (row.status !== 'pending' && row.status !== 'sending') continue;
      tx.put('outbox', {
        ...structuredClone(row),
        conversationId: id,
        to: { ...row.to, externalId: to },
        status: 'pending',
      });
    }
  }
}
