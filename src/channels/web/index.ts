/**
 * The web chat: a channel whose platform is this very process. Pages talk to it over plain HTTP and
 * server-sent events. It keeps nothing itself and decides nothing about roles.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { SendError, UserError } from '../../domain/errors.js';
import type { OutboundMessage } from '../../domain/message.js';
import type { Channel } from '../../domain/ports.js';
import { toIso } from '../../domain/time.js';
import type { WebConfig, WebExtras, WebTranscriptEntry } from './config.js';
import { createWebFiles } from './files.js';
import { createPeople, externalIdPattern } from './people.js';
import { createReceiver } from './receive.js';
import { tooBig } from './refusal.js';
import { webRoutes } from './routes.js';
import { createStreams } from './streams.js';

export type {
  WebClock,
  WebConfig,
  WebExtras,
  WebRosterEntry,
  WebTranscript,
  WebTranscriptEntry,
} from './config.js';

const assistantName = 'Đôn Đốc';
const clockTickMs = 1000;

/**
 * Makes the web channel. An address is an id `[a-z0-9-]+`; a private conversation has the id of its person.
 * @param config what the app gives it; see `WebConfig`.
 */
export function createWebChannel(config: WebConfig): Channel & WebExtras {
  const name = 'web';
  const people = createPeople(config);
  const files = createWebFiles(config, people);
  const streams = createStreams(
    config.transcript,
    (visitorId, conversation) => people.mayRead(visitorId, conversation),
    (conversation, entry) => files.show(conversation, entry),
  );
  const receiver = createReceiver(config, name, (conversation) => streams.pump(conversation, false));
  let clockTimer: NodeJS.Timeout | null = null;
  let shownMinute = 0;

  function announceClock(): void {
    if (config.mode !== 'demo' || config.clock === null) return;
    const now = config.clock.now();
    shownMinute = Math.floor(now / 60_000);
    streams.announce('clock', { now });
  }

  return {
    name,
    capabilities: {
      hasButtons: true,
      maxInboundFileBytes: config.maxUploadBytes,
      // Nothing limits what our own page may fetch; the vault's own limit is far below.
      maxOutboundFileBytes: 2 ** 40,
    },
    async mount(server: FastifyInstance) {
      await server.register((scope) =>
        webRoutes(scope, { config, people, receiver, streams, files, announceClock }),
      );
      // Open streams would keep the server from closing.
      server.addHook('preClose', async () => streams.closeAll());
    },
    async start(sink) {
      receiver.sinkTo(sink);
      if (config.mode !== 'demo' || config.clock === null) return;
      // A clock running fast must be seen running; at the plain rate this speaks once a minute.
      const { clock } = config;
      clockTimer = setInterval(() => {
        if (Math.floor(clock.now() / 60_000) !== shownMinute) announceClock();
      }, clockTickMs).unref();
    },
    async stop() {
      receiver.sinkTo(null);
      if (clockTimer !== null) clearInterval(clockTimer);
      clockTimer = null;
      await receiver.settled();
      streams.closeAll();
    },
    async send(to, message) {
      if (!externalIdPattern.test(to.externalId)) {
        throw new SendError('rejected', 'not an address of the web channel');
      }
      const id = randomUUID();
      try {
        await config.transcript.append(to.externalId, {
          id,
          at: toIso(config.now()),
          fromPerson: false,
          author: assistantName,
          message: kept(message),
        });
      } catch {
        // The store says in its own log why; here it only matters that the message may be tried again.
        throw new SendError('connection', 'the transcript could not be written', { isUnsent: true });
      }
      streams.pump(to.externalId, true);
      return [id];
    },
    async download(file) {
      if ((file.size ?? 0) > config.maxUploadBytes) throw tooBig(config.maxUploadBytes);
      if (!/^[0-9a-f]{64}$/.test(file.ref)) throw new UserError('file-not-found');
      const { path } = await config.openFile({ sha256: file.ref });
      return createReadStream(path);
    },
    health: () => ({ ok: true, detail: `${streams.count()} open pages` }),
    announceClock,
    openStreams: () => streams.count(),
  };
}

/** The message without absent parts, as JSON would keep it. */
function kept({ heading, text, choices, files, picture }: OutboundMessage): WebTranscriptEntry['message'] {
  return {
    text,
    ...(heading === undefined ? {} : { heading }),
    ...(choices === undefined ? {} : { choices }),
    ...(files === undefined ? {} : { files }),
    ...(picture === undefined ? {} : { picture }),
  };
}
