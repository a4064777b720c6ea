/**
 * Server-sent events: new entries to the pages that may see them, in order, without gaps after a reconnect.
 * A stream is opened with the conversations it carries, and ends as soon as its reader may not read one of them.
 */
import type { FastifyReply } from 'fastify';
import type { WebTranscript, WebTranscriptEntry } from './config.js';

/** Entries a page gets of a conversation it has nothing of yet. */
export const historyLength = 200;

const heartbeatMs = 15_000;
const maxStreamsPerVisitor = 12;
const maxStreams = 2000;
// A page that reads slower than this much unsent text is cut off; it resumes where it stopped.
const maxBufferedBytes = 4 * 1024 * 1024;

interface Stream {
  visitorId: string;
  reply: FastifyReply;
  /** Has got everything there was when it was opened. */
  isOpen: boolean;
  /** Last sequence sent, by conversation. */
  sent: Map<string, number>;
  /** Told when anyone's conversation gets a message (demo only): the id alone, never the text. */
  hearsAll: boolean;
}

export interface Streams {
  /** Takes over the reply and sends everything after `since`; the browser's own resume mark wins. */
  open(
    reply: FastifyReply,
    options: {
      visitorId: string;
      conversations: string[];
      hearsAll: boolean;
      since: string | null;
    },
  ): void;
  /**
   * Sends what is new in a conversation to everyone who follows it.
   * @param isFromUs true when the news is a message of the assistant, which others' rosters count.
   */
  pump(conversation: string, isFromUs: boolean): void;
  /** Sends one named event to every stream. */
  announce(event: string, data: object): void;
  count(): number;
  /** Ends every stream and refuses none: a page reconnects by itself. */
  closeAll(): void;
}

/** @param mayRead asked before every entry: people are removed, and groups change, while streams stay open. */
export function createStreams(
  transcript: WebTranscript,
  mayRead: (visitorId: string, conversation: string) => boolean,
  show: (conversation: string, entry: WebTranscriptEntry) => object,
): Streams {
  const streams = new Set<Stream>();
  let heartbeat: NodeJS.Timeout | null = null;

  function write(stream: Stream, chunk: string): void {
    const { raw } = stream.reply;
    if (raw.destroyed || raw.writableEnded) return;
    raw.write(chunk);
    // What a page gets to begin with may be long; only a page that does not read is cut off.
    if (stream.isOpen && raw.writableLength > maxBufferedBytes) raw.destroy();
  }

  function cursor(stream: Stream): string {
    return [...stream.sent].map(([id, sequence]) => `${id}=${sequence}`).join(';');
  }

  function catchUp(stream: Stream, conversation: string): void {
    const after = stream.sent.get(conversation);
    if (after === undefined) return;
    if (!mayRead(stream.visitorId, conversation)) {
      close(stream);
      return;
    }
    const entries = transcript.list(conversation, after);
    // Nothing seen yet: the recent part is enough to begin with, the page asks for older ones.
    for (const entry of after === 0 ? entries.slice(-historyLength) : entries) {
      stream.sent.set(conversation, entry.sequence);
      write(
        stream,
        `id: ${cursor(stream)}\nevent: entry\ndata: ${JSON.stringify(show(conversation, entry))}\n\n`,
      );
    }
  }

  function close(stream: Stream): void {
    streams.delete(stream);
    if (!stream.reply.raw.writableEnded) stream.reply.raw.end();
    if (streams.size === 0 && heartbeat !== null) {
      clearInterval(heartbeat);
      heartbeat = null;
    }
  }

  function makeRoom(visitorId: string): void {
    const own = [...streams].filter((one) => one.visitorId === visitorId);
    if (own.length >= maxStreamsPerVisitor && own[0] !== undefined) close(own[0]);
    const [oldest] = streams;
    if (streams.size >= maxStreams && oldest !== undefined) close(oldest);
  }

  return {
    open(reply, { visitorId, conversations, hearsAll, since }) {
      makeRoom(visitorId);
      const seen = readCursor(since);
      const stream: Stream = {
        visitorId,
        reply,
        isOpen: false,
        sent: new Map(conversations.map((id) => [id, seen.get(id) ?? 0])),
        hearsAll,
      };
      reply.hijack();
      // A hijacked reply is written by hand: the security headers set so far go along.
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Reverse proxies would otherwise collect events before passing them on.
        'x-accel-buffering': 'no',
      });
      reply.raw.on('close', () => close(stream));
      reply.raw.on('error', () => close(stream));
      streams.add(stream);
      heartbeat ??= setInterval(() => {
        for (const one of streams) write(one, ': con song\n\n');
      }, heartbeatMs).unref();
      write(stream, 'retry: 2000\n\n');
      for (const conversation of conversations) catchUp(stream, conversation);
      write(stream, 'event: ready\ndata: {}\n\n');
      stream.isOpen = true;
    },
    pump(conversation, isFromUs) {
      for (const stream of streams) {
        catchUp(stream, conversation);
        if (isFromUs && stream.hearsAll && !stream.sent.has(conversation)) {
          write(stream, `event: elsewhere\ndata: ${JSON.stringify({ conversation })}\n\n`);
        }
      }
    },
    announce(event, data) {
      for (const stream of streams) write(stream, `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    count: () => streams.size,
    closeAll() {
      for (const stream of streams) close(stream);
    },
  };
}

/** `p-an=12;g-so=3`; anything unreadable counts as nothing seen. */
function readCursor(text: string | null): Map<string, number> {
  const seen = new Map<string, number>();
  for (const part of (text ?? '').slice(0, 16_000).split(';')) {
    const at = part.indexOf('=');
    const sequence = Number(part.slice(at + 1));
    if (at > 0 && Number.isSafeInteger(sequence) && sequence > 0) seen.set(part.slice(0, at), sequence);
  }
  return seen;
}
