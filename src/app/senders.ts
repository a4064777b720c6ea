/**
 * Who wrote, and where: the records behind the sender of an event, found or made from what the event itself says.
 * What they may do is decided elsewhere.
 */
import type { InboxRow } from '../domain/message.js';
import type { Address, Conversation, Dialogue, Person } from '../domain/person.js';
import type { StoreReader, StoreWriter } from '../domain/ports.js';
import { dialogueId } from './context.js';

/** Everything known about a sender in one conversation. */
export interface Senders {
  person: Readonly<Person> | null;
  address: Readonly<Address>;
  conversation: Readonly<Conversation>;
  dialogue: Readonly<Dialogue> | null;
}

/** The record of a conversation seen for the first time, bound to nothing. */
export function newConversation(row: Readonly<InboxRow>): Conversation {
  const { channel, conversation } = row.event;
  return {
    id: row.conversationId,
    channel,
    externalId: conversation.externalId,
    topicId: conversation.topicId,
    kind: conversation.kind,
    title: conversation.title,
    unitIds: [],
    planIds: [],
    unreachable: null,
    createdAt: row.receivedAt,
  };
}

/** Who wrote and where, from committed state; new senders are described without being stored. Null: nobody to answer. */
export function sendersOf(reader: StoreReader, row: Readonly<InboxRow>, nowMs: number): Senders | null {
  const { event } = row;
  if (!event.sender) return null;
  const addressId = `${event.channel}:${event.sender.externalId}`;
  const isPrivate = event.conversation.kind === 'private';
  const address: Address = reader.get('addresses', addressId) ?? {
    id: addressId,
    channel: event.channel,
    externalId: event.sender.externalId,
    personId: null,
    displayName: event.sender.displayName,
    privateConversationId: isPrivate ? row.conversationId : null,
    unreachable: null,
    lastSeenAt: event.sentAt,
  };
  const conversation = reader.get('conversations', row.conversationId) ?? newConversation(row);
  const known = reader.get('dialogues', dialogueId(conversation.id, addressId)) ?? null;
  const dialogue = known && Date.parse(known.expiresAt) > nowMs ? known : null;
  const person = address.personId ? (reader.get('persons', address.personId) ?? null) : null;
  return { person, address, conversation, dialogue };
}

/** The same, stored: names and reachability brought up to date by the fact that the person wrote. */
export function ensureSenders(tx: StoreWriter, row: Readonly<InboxRow>, nowMs: number): Senders {
  const senders = sendersOf(tx, row, nowMs);
  if (!senders) throw new Error('a handled message has a sender');
  const isPrivate = row.event.conversation.kind === 'private';
  const address: Address = {
    ...senders.address,
    // A channel may not know the name in time; the one known stays.
    displayName: row.event.sender?.displayName || senders.address.displayName,
    privateConversationId: isPrivate ? row.conversationId : senders.address.privateConversationId,
    unreachable: isPrivate ? null : senders.address.unreachable,
    lastSeenAt: row.event.sentAt,
  };
  const conversation: Conversation = {
    ...structuredClone(senders.conversation),
    title: row.event.conversation.title || senders.conversation.title,
    unreachable: null,
  };
  tx.put('addresses', address);
  tx.put('conversations', conversation);
  return { ...senders, address, conversation };
}
