/**
 * A local stand-in for the Bot API: real HTTP on loopback, the real server's checks, people who write and press,
 * and failures on demand. It imitates what this project relies on, not all of Telegram.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import { telegramFailures, type TelegramFailure } from './telegram-failures.js';
import { createLimiter, type TelegramLimits } from './telegram-limits.js';
import { createPeople, type People } from './telegram-people.js';
import { Refusal, runMethod, type SentMessage, type World } from './telegram-methods.js';
import { readRequest, type UploadedFile, type WireRequest } from './telegram-wire.js';

/** One request, in the order received. */
export interface TelegramCall {
  method: string;
  payload: Record<string, unknown>;
  files: UploadedFile[];
  /** `ok`, the error code, or `none` when no answer was given. */
  answer: 'ok' | 'none' | number;
  /** When it arrived, in milliseconds since the stand-in's process began. */
  atMs: number;
}

export interface TelegramServer extends People {
  /** Base to give to the channel, `http://127.0.0.1:<port>`. */
  readonly apiRoot: string;
  readonly bot: { id: number; username: string; token: string };
  /** Every call so far. */
  readonly calls: readonly TelegramCall[];
  callsTo(method: string): TelegramCall[];
  /** Messages the bot has sent, all or to one chat. */
  sent(chatId?: number): SentMessage[];
  /** Updates not yet confirmed. */
  pending(): number;
  /** Command lists by scope, e.g. `all_private_chats`. */
  readonly commands: ReadonlyMap<string, { command: string; description: string }[]>;
  readonly webhook: { url: string; secret: string } | null;
  /** Delivers an update, as `getUpdates` or a webhook call. */
  push(update: Omit<Update, 'update_id'>): Update;
  /** Delivers an update a second time with the same id. */
  redeliver(update: Update): void;
  /**
   * Makes the next calls fail.
   * @param only method and chat concerned (default: every method but `getUpdates`); `times` defaults to 1.
   * @returns ends the failure early.
   */
  fail(failure: TelegramFailure, only?: { method?: string; chatId?: number; times?: number }): () => void;
  /** Makes downloads answer with this status, or break off after this many bytes; null for normal service. */
  failDownloads(failure: { status: number } | { cutAfter: number } | null): void;
  /** Refuses all sends for so long; only with `limits`. */
  flood(ms: number): void;
  deleteTopic(chatId: number, threadId: number): void;
  /** Resolves as soon as the condition holds; it is looked at after every call and update. Rejects after 20 s. */
  until(condition: () => boolean, what?: string): Promise<void>;
  close(): Promise<void>;
}

interface Planned {
  failure: TelegramFailure;
  method: string | null;
  chatId: number | null;
  left: number;
}

/** Starts a stand-in on a free port of 127.0.0.1; with `limits` it refuses what comes too fast. */
export async function createTelegramServer(
  options: { token?: string; username?: string; port?: number; limits?: TelegramLimits } = {},
): Promise<TelegramServer> {
  const token = options.token ?? '7700123456:AAF-stand_in-Secret0Secret0Secret0abc';
  const world: World = {
    bot: { id: Number(token.split(':')[0]), username: options.username ?? 'DonDocThuBot', token },
    chats: new Map(),
    deletedTopics: new Set(),
    files: new Map(),
    sent: [],
    commands: new Map(),
    webhook: null,
    nextMessageId: 1,
  };
  const limiter = options.limits ? createLimiter(options.limits, () => performance.now()) : null;
  const calls: TelegramCall[] = [];
  const watchers = new Set<() => void>();
  let planned: Planned[] = [];
  let downloads: { status: number } | { cutAfter: number } | null = null;
  let queue: Update[] = [];
  let again: Update[] = [];
  let nextUpdateId = 40_001;
  let poll: { answer: (updates: Update[] | null) => void; offset: number; limit: number } | null = null;
  let isPumping = false;
  const closing = new AbortController();

  function changed(): void {
    for (const look of watchers) look();
  }

  function deliver(): void {
    if (poll !== null) {
      const updates = [...again, ...queue.filter((one) => one.update_id >= (poll?.offset ?? 0))].slice(
        0,
        poll.limit,
      );
      if (updates.length > 0) {
        again = [];
        poll.answer(updates);
      }
    }
    void pump();
  }

  /** Webhook deliveries: one after the other, each until it is answered with 2xx. */
  async function pump(): Promise<void> {
    if (isPumping) return;
    isPumping = true;
    while (world.webhook !== null && !closing.signal.aborted) {
      const update = again[0] ?? queue[0];
      if (update === undefined) break;
      const status = await fetch(world.webhook.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(world.webhook.secret === '' ? {} : { 'x-telegram-bot-api-secret-token': world.webhook.secret }),
        },
        body: JSON.stringify(update),
      }).then(
        (response) => response.status,
        () => 0,
      );
      if (status >= 200 && status < 300) {
        again = again.filter((one) => one !== update);
        queue = queue.filter((one) => one !== update);
        changed();
      } else {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    }
    isPumping = false;
  }

  function getUpdates(payload: Record<string, unknown>, response: ServerResponse): Promise<unknown> {
    if (world.webhook !== null) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook",
      );
    }
    poll?.answer(null);
    const offset = Number(payload['offset'] ?? 0);
    const seconds = Math.min(50, Number(payload['timeout'] ?? 0));
    queue = queue.filter((one) => one.update_id >= offset);
    changed();
    return new Promise((resolve, reject) => {
      const mine = {
        offset,
        limit: Number(payload['limit'] ?? 100),
        answer(updates: Update[] | null): void {
          clearTimeout(timer);
          if (poll === mine) poll = null;
          if (updates === null) reject(new Refusal(409, 'Conflict: terminated by other getUpdates request'));
          else resolve(updates);
        },
      };
      const timer = setTimeout(() => mine.answer([]), seconds * 1000);
      response.on('close', () => poll === mine && mine.answer([]));
      poll = mine;
      deliver();
    });
  }

  function failureFor(method: string, payload: Record<string, unknown>): TelegramFailure | null {
    const plan = planned.find(
      (one) =>
        (one.method === null ? method !== 'getUpdates' : one.method === method) &&
        (one.chatId === null || one.chatId === Number(payload['chat_id'])),
    );
    if (plan === undefined) return null;
    plan.left -= 1;
    planned = planned.filter((one) => one.left > 0);
    return plan.failure;
  }

  /** A refusal for what comes too fast; an album counts each of its items. */
  function tooFast(method: string, { payload }: WireRequest): TelegramFailure | null {
    if (limiter === null || !method.startsWith('send')) return null;
    const media: unknown = payload['media'];
    const seconds = limiter.refuse(Number(payload['chat_id']), Array.isArray(media) ? media.length : 1);
    return seconds === null ? null : telegramFailures.throttled(seconds);
  }

  async function answer(method: string, wire: WireRequest, response: ServerResponse): Promise<void> {
    const call: TelegramCall = { method, ...wire, answer: 'none', atMs: performance.now() };
    calls.push(call);
    const wanted = failureFor(method, wire.payload);
    const counts = wanted === null || wanted.kind === 'lost-answer';
    const failure = (counts ? tooFast(method, wire) : null) ?? wanted;
    try {
      if (failure?.kind === 'hang') return changed();
      if (failure?.kind === 'cut') return void response.socket?.destroy();
      if (failure?.kind === 'bad-gateway') {
        call.answer = 502;
        return void response
          .writeHead(502, { 'content-type': 'text/html' })
          .end('<html>502 Bad Gateway</html>');
      }
      if (failure?.kind === 'refuse')
        throw new Refusal(failure.code, failure.description, failure.parameters);
      const result =
        method === 'getUpdates' ? await getUpdates(wire.payload, response) : runMethod(world, method, wire);
      if (failure?.kind === 'lost-answer') return void response.socket?.destroy();
      call.answer = 'ok';
      reply(response, 200, { ok: true, result });
    } catch (error) {
      const { code, message, parameters } =
        error instanceof Refusal ? error : new Refusal(500, `Internal Server Error: ${String(error)}`);
      call.answer = code;
      reply(response, code, { ok: false, error_code: code, description: message, parameters });
    } finally {
      changed();
      if (method === 'setWebhook') deliver();
    }
  }

  function download(path: string, response: ServerResponse): void {
    const file = [...world.files.values()].find((one) => one.path === decodeURIComponent(path));
    if (downloads !== null && 'status' in downloads) {
      response.writeHead(downloads.status).end('a page that is not the file');
    } else if (file === undefined) {
      response.writeHead(404).end();
    } else if (downloads !== null) {
      response.writeHead(200, { 'content-length': file.bytes.length });
      response.write(file.bytes.subarray(0, downloads.cutAfter), () => response.socket?.destroy());
    } else {
      response.writeHead(200).end(file.bytes);
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const match = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(request.url ?? '');
    if (match === null) return reply(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
    const [, isFile, given, rest = ''] = match;
    if (given !== token)
      return reply(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' });
    if (isFile !== undefined) return download(rest, response);
    await answer(rest, readRequest(request.headers['content-type'] ?? '', Buffer.concat(chunks)), response);
  }

  const server = createServer((request, response) => {
    // A caller that hangs up half-way is part of the play.
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  function push(update: Omit<Update, 'update_id'>): Update {
    const whole: Update = { update_id: nextUpdateId++, ...update };
    queue.push(whole);
    deliver();
    return whole;
  }

  return {
    ...createPeople(world, push),
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bot: world.bot,
    calls,
    callsTo: (method) => calls.filter((call) => call.method === method),
    sent: (chatId) => world.sent.filter((message) => chatId === undefined || message.chatId === chatId),
    pending: () => queue.length + again.length,
    commands: world.commands,
    get webhook() {
      return world.webhook;
    },
    push,
    redeliver(update) {
      again.push(update);
      deliver();
    },
    fail(failure, only = {}) {
      const plan = {
        failure,
        method: only.method ?? null,
        chatId: only.chatId ?? null,
        left: only.times ?? 1,
      };
      planned.push(plan);
      return () => {
        planned = planned.filter((one) => one !== plan);
      };
    },
    failDownloads(failure) {
      downloads = failure;
    },
    flood: (ms) => limiter?.flood(ms),
    deleteTopic: (chatId, threadId) => void world.deletedTopics.add(`${chatId}:${threadId}`),
    until(condition, what = 'what the test waits for') {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          if (!condition()) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve();
        };
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(new Error(`the stand-in never saw ${what}`));
        }, 20_000);
        watchers.add(look);
        look();
      });
    },
    async close() {
      closing.abort();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function reply(response: ServerResponse, code: number, body: object): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
