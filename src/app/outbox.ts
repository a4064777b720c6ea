/** Putting messages in the outbox: the only way anything leaves. Sending is `deliver.ts`. */
import type { Conversation } from '../domain/person.js';
import type { OutboundMessage, OutboxRow } from '../domain/message.js';
import type { StoreWriter } from '../domain/ports.js';
import { toIso } from '../domain/time.js';

/** How long the numbers under a message can be typed. */
const menuLifetimeMs = 7 * 86_400_000;

export interface Enqueued {
  kind: OutboxRow['kind'];
  /** A second row with the same key is not added. */
  key: string;
  assignmentIds?: readonly string[];
  /** Instant (ISO) before which it must not go out. */
  notBefore?: string | undefined;
  /** Since when it has been waiting, when it takes over from a row that was not sent; absent for now. */
  createdAt?: string | undefined;
}

/**
 * Adds a message for a conversation, and remembers its choices so that a typed number finds them.
 * @returns false when a row with this key exists already (nothing is added).
 */
export function enqueue(
  tx: StoreWriter,
  conversation: Readonly<Conversation>,
  message: OutboundMessage,
  options: Enqueued,
  nowMs: number,
): boolean {
  if (tx.find('outbox', 'byKey', options.key).length > 0) return false;
  const sequence = tx.next('outbox');
  tx.put('outbox', {
    id: `o${sequence}`,
    key: options.key,
    sequence,
    conversationId: conversation.id,
    channel: conversation.channel,
    to: { externalId: conversation.externalId, topicId: conversation.topicId, kind: conversation.kind },
    message,
    kind: options.kind,
    assignmentIds: [...(options.assignmentIds ?? [])],
    status: 'pending',
    attempts: 0,
    createdAt: options.createdAt ?? toIso(nowMs),
    ...(options.notBefore === undefined ? {} : { notBefore: options.notBefore }),
    nextAttemptAt: toIso(0),
    sentAt: null,
    externalIds: [],
    lastError: null,
  });
  return true;
}

/** Commands behind the numbers of a message: the number a label begins with, else its position. */
export function menuOf(message: OutboundMessage): string[] {
  const menu: string[] = [];
  (message.choices ?? []).forEach((choice, i) => {
    const number = /^(\d{1,3})\./.exec(choice.label)?.[1];
    menu[number ? Number(number) - 1 : i] ??= choice.command;
  });
  return Array.from(menu, (command) => command ?? '');
}

/** Remembers a message's choices for one person in one conversation, keeping the step that is pending there. */
export function rememberMenu(
  tx: StoreWriter,
  dialogueId: string,
  message: OutboundMessage,
  nowMs: number,
): void {
  if (!message.choices || message.choices.length === 0) return;
  const known = tx.get('dialogues', dialogueId);
  const isPending = known !== undefined && known.command !== null && Date.parse(known.expiresAt) > nowMs;
  tx.put('dialogues', {
    id: dialogueId,
    command: isPending ? known.command : null,
    step: isPending ? known.step : null,
    data: isPending ? structuredClone(known.data) : {},
    menu: menuOf(message),
    // A pending step keeps its own end; a menu alone lives longer.
    expiresAt: isPending ? known.expiresAt : toIso(nowMs + menuLifetimeMs),
  });
}

/** Remembers choices of a message nobody asked for (a reminder), for the person of that private chat. */
export function rememberForPrivateChat(
  tx: StoreWriter,
  conversation: Readonly<Conversation>,
  message: OutboundMessage,
  nowMs: number,
): void {
  if (conversation.kind !== 'private') return;
  const addressId = `${conversation.channel}:${conversation.externalId}`;
  const address = tx.get('addresses', addressId) ?? findAddress(tx, conversation.id);
  if (address) rememberMenu(tx, `${conversation.id}|${address.id}`, message, nowMs);
}

function findAddress(tx: StoreWriter, conversationId: string): { id: string } | undefined {
  for (const address of tx.all('addresses'))
    if (address.privateConversationId === conversationId) return address;
  return undefined;
}
