/** A channel whose platform is an array: what people send is put in by hand, what they get is read back. */
import { randomUUID } from 'node:crypto';
import type { SendErrorKind } from '../../src/domain/errors.js';
import { SendError } from '../../src/domain/errors.js';
import type { Destination, InboundContent, InboundFile, OutboundMessage } from '../../src/domain/message.js';
import type { Channel, InboundSink } from '../../src/domain/ports.js';

export interface Delivered {
  to: Destination;
  message: OutboundMessage;
  id: string;
}

export interface MemoryChannel extends Channel {
  delivered: Delivered[];
  /** The next sends fail with these kinds, one each. */
  failures: SendErrorKind[];
  /** How long `throttled` asks to wait, in milliseconds. */
  retryAfterMs: number;
  /** Sends to these conversations are answered with `recipient-gone`. */
  gone: Set<string>;
  files: Map<string, Uint8Array>;
  receive(
    from: { id: string; name: string },
    content: InboundContent,
    options?: {
      group?: { id: string; title: string };
      at: number;
      addressed?: boolean;
      externalId?: string;
      replyToId?: string;
    },
  ): Promise<void>;
  addFile(bytes: Uint8Array, name: string): InboundFile;
}

export function createMemoryChannel(name = 'memory'): MemoryChannel {
  let sink: InboundSink | null = null;
  const channel: MemoryChannel = {
    name,
    capabilities: { hasButtons: true, maxInboundFileBytes: 20_000_000, maxOutboundFileBytes: 50_000_000 },
    delivered: [],
    failures: [],
    retryAfterMs: 20,
    gone: new Set(),
    files: new Map(),
    async start(to) {
      sink = to;
    },
    async stop() {
      sink = null;
    },
    async send(to, message) {
      const failure = channel.failures.shift();
      if (failure)
        throw new SendError(
          failure,
          `planned ${failure}`,
          failure === 'throttled' ? { retryAfterMs: channel.retryAfterMs } : {},
        );
      if (channel.gone.has(to.externalId)) throw new SendError('recipient-gone', 'planned');
      const id = randomUUID();
      channel.delivered.push({ to, message, id });
      return [id];
    },
    async download(file) {
      const bytes = channel.files.get(file.ref) ?? new Uint8Array();
      return (async function* parts() {
        yield bytes;
      })();
    },
    startLink: (code, kind) => `https://chat.example/${kind}/${code}`,
    health: () => ({ ok: true, detail: 'memory' }),
    addFile(bytes, fileName) {
      const ref = randomUUID();
      channel.files.set(ref, bytes);
      return { ref, name: fileName, size: bytes.length, mime: null, isPhoto: false };
    },
    async receive(from, content, options) {
      if (!sink) throw new Error('the channel is not started');
      const group = options?.group;
      await sink({
        channel: name,
        externalId: options?.externalId ?? randomUUID(),
        sentAt: new Date(options?.at ?? 0).toISOString(),
        conversation: group
          ? { externalId: group.id, topicId: null, kind: 'group', title: group.title }
          : { externalId: from.id, topicId: null, kind: 'private', title: from.name },
        sender: { externalId: from.id, displayName: from.name },
        isAddressed: options?.addressed ?? true,
        replyToId: options?.replyToId ?? null,
        content,
      });
    },
  };
  return channel;
}
