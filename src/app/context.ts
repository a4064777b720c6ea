/** The context a command runs in: what it sees, and how its replies and steps become records. */
import type { Command, CommandContext, Prepared, Rules, Services } from '../domain/command.js';
import type { InboundEvent, OutboundMessage } from '../domain/message.js';
import type { Address, Conversation, Dialogue, Person } from '../domain/person.js';
import type { StoreWriter } from '../domain/ports.js';
import { toIso } from '../domain/time.js';
import { enqueue, rememberForPrivateChat, rememberMenu } from './outbox.js';

export interface ContextParts {
  tx: StoreWriter;
  nowMs: number;
  sentAtMs: number;
  event: InboundEvent;
  /** Row id, which makes the keys of replies unique. */
  rowId: string;
  person: Readonly<Person> | null;
  address: Readonly<Address>;
  conversation: Readonly<Conversation>;
  dialogue: Readonly<Dialogue> | null;
  prepared: Prepared;
  rules: Rules;
  services: Services;
  commands: readonly Command[];
  command: Command | null;
}

/** Id of a person's dialogue in a conversation. */
export function dialogueId(conversationId: string, addressId: string): string {
  return `${conversationId}|${addressId}`;
}

/** Builds the context; every method writes through the transaction it was given. */
export function createContext(parts: ContextParts): CommandContext {
  const { tx, nowMs, conversation, address, command } = parts;
  const id = dialogueId(conversation.id, address.id);
  let replies = 0;
  return {
    ...parts,
    reply(message: OutboundMessage, kind = 'reply', assignmentIds = []) {
      replies += 1;
      enqueue(
        tx,
        conversation,
        message,
        { kind, key: `reply/${parts.rowId}/${replies}`, assignmentIds },
        nowMs,
      );
      rememberMenu(tx, id, message, nowMs);
    },
    sendTo(conversationId, message, options) {
      const target = tx.get('conversations', conversationId);
      if (!target) return false;
      const isAdded = enqueue(tx, target, message, options, nowMs);
      // The numbers of a message that is yet to come must not take the place of those on the screen.
      if (isAdded && options.notBefore === undefined) rememberForPrivateChat(tx, target, message, nowMs);
      return isAdded;
    },
    expect(step, data, minutes = 30) {
      tx.put('dialogues', {
        id,
        command: command?.name ?? null,
        step,
        data,
        menu: [],
        expiresAt: toIso(nowMs + minutes * 60_000),
      });
    },
    settle() {
      tx.remove('dialogues', id);
    },
    audit(act, subject, detail) {
      tx.put('audit', {
        id: `a${tx.next('audit')}`,
        at: toIso(nowMs),
        personId: parts.person?.id ?? null,
        channel: address.channel,
        act,
        subject,
        detail: detail ?? null,
      });
    },
  };
}
