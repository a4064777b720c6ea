/**
 * Turns what a page sends into inbound events. An event is in the sink's hands, durable, before the
 * page hears "received"; only then does it enter the transcript.
 */
import type { InboundContent, InboundEvent, StoredFile } from '../../domain/message.js';
import type { InboundSink } from '../../domain/ports.js';
import { toIso } from '../../domain/time.js';
import type { WebConfig, WebTranscriptEntry } from './config.js';
import { refusal } from './refusal.js';
import type { Visitor, WebConversation } from './people.js';

/** What a person did, already checked for shape. */
export type Said =
  | { kind: 'text'; text: string }
  | { kind: 'press'; command: string }
  | { kind: 'files'; files: StoredFile[]; caption: string | null };

export interface Receiver {
  /**
   * Hands one message to the app and records it. The same `clientId` again changes nothing.
   * @param replyTo entry id of the message answered, or null.
   * @throws WebRefusal `not-ready` while nobody receives; whatever the sink throws.
   */
  receive(
    visitor: Visitor,
    conversation: WebConversation,
    clientId: string,
    said: Said,
    replyTo: string | null,
  ): Promise<void>;
  /** Sets or removes whom events go to. */
  sinkTo(sink: InboundSink | null): void;
  /** Resolves when nothing is in hand. */
  settled(): Promise<void>;
}

export function createReceiver(
  config: Pick<WebConfig, 'now' | 'transcript'>,
  channel: string,
  onAppended: (conversation: string) => void,
): Receiver {
  let sink: InboundSink | null = null;
  // A page that lost our answer asks again, maybe while the first request still runs.
  const inHand = new Map<string, Promise<void>>();

  async function take(
    event: InboundEvent,
    entry: Omit<WebTranscriptEntry, 'sequence'>,
    to: InboundSink,
  ): Promise<void> {
    await to(event);
    const conversation = event.conversation.externalId;
    if (config.transcript.list(conversation, 0).some((one) => one.id === entry.id)) return;
    await config.transcript.append(conversation, entry);
    onAppended(conversation);
  }

  return {
    async receive(visitor, conversation, clientId, said, replyTo) {
      if (sink === null) throw refusal(503, 'not-ready');
      const externalId = `${conversation.id}:${clientId}`;
      const running = inHand.get(externalId);
      if (running !== undefined) return running;
      const history = config.transcript.list(conversation.id, 0);
      const repliedTo = history.find((one) => one.id === replyTo && !one.fromPerson);
      // An event that comes again is the same event, the instant included.
      const at = history.find((one) => one.id === externalId)?.at ?? toIso(config.now());
      const event: InboundEvent = {
        channel,
        externalId,
        sentAt: at,
        conversation: {
          externalId: conversation.id,
          topicId: null,
          kind: conversation.kind,
          title: conversation.title,
        },
        sender: { externalId: visitor.id, displayName: visitor.name },
        isAddressed: conversation.kind === 'private' || repliedTo !== undefined || isForUs(said),
        replyToId: repliedTo?.id ?? null,
        content: contentOf(said),
      };
      const message = messageOf(said, history);
      const work = take(event, { id: externalId, at, fromPerson: true, author: visitor.name, message }, sink);
      inHand.set(externalId, work);
      try {
        await work;
      } finally {
        inHand.delete(externalId);
      }
    },
    sinkTo(next) {
      sink = next;
    },
    async settled() {
      await Promise.allSettled(inHand.values());
    },
  };
}

/** In a group, talk among people is not for us; a command, a mention or a press is. */
function isForUs(said: Said): boolean {
  if (said.kind === 'press') return true;
  const text = (said.kind === 'text' ? said.text : (said.caption ?? '')).trimStart().toLowerCase();
  return text.startsWith('/') || text.includes('@dondoc');
}

function contentOf(said: Said): InboundContent {
  if (said.kind !== 'files') return said;
  return {
    kind: 'files',
    // The bytes are in the vault already, so the hash is all `download` needs.
    files: said.files.map(({ sha256, name, size, mime }) => ({
      ref: sha256,
      name,
      size,
      mime,
      isPhoto: false,
    })),
    caption: said.caption,
    albumId: null,
  };
}

function messageOf(said: Said, history: WebTranscriptEntry[]): WebTranscriptEntry['message'] {
  if (said.kind === 'text') return { text: withoutCode(said.text) };
  if (said.kind === 'files') return { text: withoutCode(said.caption ?? ''), files: said.files };
  const offered = history
    .flatMap((entry) => entry.message.choices ?? [])
    .findLast((choice) => choice.command === said.command);
  return { text: offered?.label ?? said.command };
}

/** A one-time code does not belong in a record that others may read later. */
function withoutCode(text: string): string {
  return text.replace(/^(\s{0,9}\/(?:start|lienket)(?:@\w{1,32})?\s{1,9})\S[\s\S]*$/i, '$1••••');
}
