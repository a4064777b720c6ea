/**
 * The web chat's HTTP surface, from parsed request to answer. Each route is one screenful;
 * the work is done by people, receive, streams, files and uploads.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { foldSpace } from '../../domain/text.js';
import type { WebConfig } from './config.js';
import type { WebFiles } from './files.js';
import { guard } from './guard.js';
import { externalIdPattern, type People, type Visitor } from './people.js';
import type { Receiver } from './receive.js';
import { notFound, refusal } from './refusal.js';
import { historyLength, type Streams } from './streams.js';
import { maxFiles, multipartLimits, readUpload } from './uploads.js';

/** Characters one message may have. */
export const maxTextLength = 8000;

const roomId = z.string().regex(externalIdPattern);
const common = { conversation: roomId, clientId: z.uuid(), replyTo: z.string().max(200).nullish() };

// A newcomer's name is what the office will read beside their reports: one line, as written.
const personName = z
  .string()
  .transform((name) => foldSpace(name.replace(/[\p{Cc}\p{Cf}]/gu, ' ')))
  .pipe(z.string().min(1).max(80));
const choosing = z.object({ id: roomId.nullable(), name: personName.nullish() });
const text = z.string().trim().min(1).max(maxTextLength);
// A choice's command is at most 64 ASCII bytes by contract; anything else was not offered by us.
const command = z.string().regex(/^[\x20-\x7e]{1,64}$/);
const saying = z.union([
  z.object({ ...common, text, press: z.undefined().optional() }),
  z.object({ ...common, press: command, text: z.undefined().optional() }),
]);
const caption = z.string().trim().max(maxTextLength).default('');
const sendingFiles = z.object({ ...common, caption });
const moving = z.object({ move: z.enum(['day', 'next-reminder']) });
const listening = z.object({ since: z.string().optional() });
const looking = z.object({ conversation: roomId, before: z.coerce.number().int().positive() });

/** What the routes stand on. */
export interface RouteParts {
  config: WebConfig;
  people: People;
  receiver: Receiver;
  streams: Streams;
  files: WebFiles;
  announceClock(): void;
}

/** Registers every route of the web chat on an encapsulated scope. */
export async function webRoutes(scope: FastifyInstance, parts: RouteParts): Promise<void> {
  const { config, people } = parts;
  await guard(scope, config, (request) => people.of(request)?.id ?? request.ip);
  await scope.register(multipart, multipartLimits(config));
  pageRoutes(scope, config);
  readRoutes(scope, parts);
  writeRoutes(scope, parts);
}

function pageRoutes(scope: FastifyInstance, config: WebConfig): void {
  async function give(
    reply: FastifyReply,
    folder: string,
    name: string,
    type: string,
  ): Promise<FastifyReply> {
    const bytes = await readFile(join(folder, name)).catch(() => {
      throw notFound();
    });
    return reply.header('cache-control', 'no-cache').type(type).send(bytes);
  }
  scope.get('/', (_request, reply) => give(reply, config.assetsDir, 'chat.html', 'text/html; charset=utf-8'));
  scope.get('/web/chat.css', (_request, reply) =>
    give(reply, config.assetsDir, 'chat.css', 'text/css; charset=utf-8'),
  );
  scope.get('/web/icon.svg', (_request, reply) =>
    give(reply, config.assetsDir, 'icon.svg', 'image/svg+xml; charset=utf-8'),
  );
  scope.get<{ Params: { module: string } }>('/web/:module', (request, reply) => {
    // One flat folder of compiled modules; no other name leads to a file.
    if (!/^[a-z-]{1,40}\.js$/.test(request.params.module)) throw notFound();
    return give(reply, config.pageDir, request.params.module, 'text/javascript; charset=utf-8');
  });
}

function readRoutes(scope: FastifyInstance, { config, people, streams, files }: RouteParts): void {
  scope.get('/web/session', (request, reply) => {
    const visitor = people.of(request);
    // Each look renews the cookie, so that a page in use does not run out.
    if (visitor !== null) people.remember(request, reply, visitor);
    return session(config, people, visitor);
  });

  scope.get('/web/events', (request, reply) => {
    const visitor = people.require(request);
    const { since } = listening.parse(request.query);
    const resume = request.headers['last-event-id'];
    streams.open(reply, {
      visitorId: visitor.id,
      conversations: people.conversationsOf(visitor).map(({ id }) => id),
      hearsAll: config.mode === 'demo',
      since: typeof resume === 'string' ? resume : (since ?? null),
    });
    return reply;
  });

  // Older entries, and the same entries again with fresh links when the old ones have expired.
  scope.get('/web/history', (request) => {
    const visitor = people.require(request);
    const { conversation, before } = looking.parse(request.query);
    const { id } = people.conversation(visitor, conversation);
    const older = config.transcript.list(id, 0).filter((entry) => entry.sequence < before);
    const part = older.slice(-historyLength);
    return { entries: part.map((entry) => files.show(id, entry)), hasMore: older.length > part.length };
  });

  // A wildcard because signed text is longer than a plain route parameter may be.
  scope.get<{ Params: { '*': string } }>('/web/files/*', (request, reply) =>
    files.answer(people.allOf(request), request.params['*'], reply),
  );
}

function writeRoutes(scope: FastifyInstance, parts: RouteParts): void {
  const { config, people, receiver } = parts;
  const bodyLimit = 64 * 1024;
  const perMinute = (max: number): { max: number; timeWindow: number } => ({ max, timeWindow: 60_000 });
  // A newcomer costs nothing to make, so outside the demo making many is what a guesser of codes would do.
  // Counted by address: a session made a moment ago must not bring a fresh count with it.
  const rateLimit = {
    ...perMinute(config.mode === 'linked' ? 20 : 300),
    keyGenerator: (request: FastifyRequest) => request.ip,
  };

  scope.post('/web/as', { bodyLimit, config: { rateLimit } }, (request, reply) => {
    const { id, name = null } = choosing.parse(request.body);
    const visitor = people.become(id, name);
    people.remember(request, reply, visitor);
    return session(config, people, visitor);
  });

  scope.post('/web/leave', { bodyLimit }, (_request, reply) => {
    people.forget(reply);
    return { ok: true };
  });

  scope.post('/web/messages', { bodyLimit, config: { rateLimit: perMinute(120) } }, async (request) => {
    const visitor = people.require(request);
    const message = saying.parse(request.body);
    await receiver.receive(
      visitor,
      people.conversation(visitor, message.conversation),
      message.clientId,
      message.text === undefined
        ? { kind: 'press', command: message.press }
        : { kind: 'text', text: message.text.normalize('NFC') },
      message.replyTo ?? null,
    );
    return { ok: true };
  });

  scope.post('/web/files', { config: { rateLimit: perMinute(60) } }, async (request) => {
    const visitor = people.require(request);
    // Nobody unknown may fill the disk.
    if (config.mode === 'linked' && visitor.isNewcomer) throw refusal(403, 'not-linked');
    const upload = await readUpload(request, config, (fields) => {
      people.conversation(visitor, sendingFiles.parse(Object.fromEntries(fields)).conversation);
    });
    const message = sendingFiles.parse(Object.fromEntries(upload.fields));
    await receiver.receive(
      visitor,
      people.conversation(visitor, message.conversation),
      message.clientId,
      { kind: 'files', files: upload.files, caption: message.caption.normalize('NFC') || null },
      message.replyTo ?? null,
    );
    return { ok: true };
  });

  scope.post('/web/clock', { bodyLimit }, async (request) => {
    people.require(request);
    if (config.mode !== 'demo' || config.clock === null) throw notFound();
    const { move } = moving.parse(request.body);
    const reached =
      move === 'day' ? await config.clock.advanceDay() : await config.clock.advanceToNextReminder();
    parts.announceClock();
    return { now: config.clock.now(), moved: reached !== null };
  });
}

function session(config: WebConfig, people: People, visitor: Visitor | null): object {
  const isDemo = config.mode === 'demo';
  return {
    mode: config.mode,
    me: visitor,
    conversations: visitor === null ? [] : people.conversationsOf(visitor),
    roster: isDemo
      ? config.roster().map((entry) => {
          const history = config.transcript.list(entry.id, 0);
          return {
            ...entry,
            memberIds: entry.memberIds ?? [],
            // What badges are counted from: messages of the assistant so far, and up to where.
            received: history.filter((one) => !one.fromPerson).length,
            last: history.at(-1)?.sequence ?? 0,
          };
        })
      : [],
    clock: isDemo && config.clock !== null ? { now: config.clock.now() } : null,
    maxUploadBytes: config.maxUploadBytes,
    maxTextLength,
    maxFiles,
  };
}
