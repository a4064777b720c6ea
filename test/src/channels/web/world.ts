/** A small app around the web channel: a transcript in memory, files on disk, HTTP on loopback. */
import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import {
  createWebChannel,
  type WebConfig,
  type WebExtras,
  type WebRosterEntry,
  type WebTranscriptEntry,
} from '../../../../src/channels/web/index.js';
import { UserError } from '../../../../src/domain/errors.js';
import type { InboundEvent, StoredFile } from '../../../../src/domain/message.js';
import type { Channel } from '../../../../src/domain/ports.js';

export const sampleRoster: WebRosterEntry[] = [
  { id: 'p-an', kind: 'person', label: 'Nguyễn Thị An', detail: 'Sở Nội vụ · cán bộ đầu mối' },
  { id: 'p-binh', kind: 'person', label: 'Trần Văn Bình', detail: 'Sở Tư pháp · cán bộ đầu mối' },
  { id: 'p-cuong', kind: 'person', label: 'Lê Mạnh Cường', detail: 'Văn phòng · theo dõi' },
  {
    id: 'g-kh348',
    kind: 'group',
    label: 'Nhóm Kế hoạch 348',
    detail: '02 thành viên',
    memberIds: ['p-an', 'p-binh'],
  },
];

export interface World {
  config: WebConfig;
  channel: Channel & WebExtras;
  server: FastifyInstance;
  /** `http://127.0.0.1:port` */
  base: string;
  /** Events the sink has kept, unique by id as the inbox keeps them. */
  events: InboundEvent[];
  entries(conversation: string): WebTranscriptEntry[];
  stored: Map<string, string>;
  store(name: string, bytes: Uint8Array, mime?: string): Promise<StoredFile>;
  logged(): string;
  secret: string;
  /** Moves the clock. */
  clock: { ms: number };
  /** What the sink does before it keeps an event; may throw. */
  beforeKeeping: { run: (event: InboundEvent) => Promise<void> | void };
  /** The next append to the transcript is refused, as a full disk would. */
  transcriptFails: { next: boolean };
  close(): Promise<void>;
}

/** @param options.pageDir compiled page, for tests with a browser; `start: false` leaves the channel unstarted. */
export async function createWorld(
  overrides: Partial<WebConfig> = {},
  options: { pageDir?: string; start?: boolean } = {},
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'dondoc-web-'));
  const secret = randomBytes(24).toString('base64url');
  const clock = { ms: Date.parse('2022-06-20T01:00:00Z') };
  const transcripts = new Map<string, WebTranscriptEntry[]>();
  const stored = new Map<string, string>();
  const lines: string[] = [];
  const events: InboundEvent[] = [];
  const beforeKeeping: World['beforeKeeping'] = { run: () => undefined };
  const transcriptFails = { next: false };
  const log = (fields: object, message: string): void =>
    void lines.push(JSON.stringify({ ...fields, message }));

  async function store(
    name: string,
    bytes: Uint8Array,
    mime = 'application/octet-stream',
  ): Promise<StoredFile> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = join(folder, sha256);
    await writeFile(path, bytes);
    stored.set(sha256, path);
    return { sha256, name, size: bytes.length, mime };
  }

  const config: WebConfig = {
    mode: 'demo',
    log: { debug: log, info: log, warn: log, error: log },
    now: () => clock.ms,
    roster: () => sampleRoster,
    transcript: {
      async append(conversation, entry) {
        await Promise.resolve();
        if (transcriptFails.next) {
          transcriptFails.next = false;
          throw new Error(`ENOSPC ${secret}`);
        }
        const list = transcripts.get(conversation) ?? [];
        const kept = { ...entry, sequence: (list.at(-1)?.sequence ?? 0) + 1 };
        transcripts.set(conversation, [...list, kept]);
        return kept;
      },
      list: (conversation, after) =>
        (transcripts.get(conversation) ?? []).filter((entry) => entry.sequence > after),
    },
    async openFile({ sha256 }) {
      const path = stored.get(sha256);
      if (path === undefined) throw new UserError('file-not-found');
      await access(path);
      return { path };
    },
    async storeUpload(source, name) {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of source) {
        size += chunk.length;
        if (size > config.maxUploadBytes) throw new UserError('file-too-big');
        chunks.push(chunk);
      }
      if (size === 0) throw new UserError('file-empty');
      const bytes = Buffer.concat(chunks);
      const isPng = bytes.subarray(1, 4).toString('latin1') === 'PNG';
      return store(name, bytes, isPng ? 'image/png' : 'application/octet-stream');
    },
    maxUploadBytes: 2 * 1024 * 1024,
    clock: {
      now: () => clock.ms,
      async advanceDay() {
        clock.ms += 24 * 60 * 60 * 1000;
        return clock.ms;
      },
      async advanceToNextReminder() {
        return null;
      },
    },
    sign(payload) {
      const body = Buffer.from(JSON.stringify([payload, clock.ms + 40 * 24 * 60 * 60 * 1000])).toString(
        'base64url',
      );
      return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
    },
    verify(signed) {
      const [body = '', mac = ''] = signed.split('.');
      const right = createHmac('sha256', secret).update(body).digest();
      const given = Buffer.from(mac, 'base64url');
      // Decoding is lax about the last bits; only the one true spelling counts.
      if (
        given.length !== right.length ||
        !timingSafeEqual(given, right) ||
        mac !== right.toString('base64url')
      )
        return null;
      const [payload, expiry] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [string, number];
      return clock.ms < expiry ? payload : null;
    },
    assetsDir: fileURLToPath(new URL('../../../../assets/web', import.meta.url)),
    pageDir: options.pageDir ?? folder,
    secureCookies: false,
    ...overrides,
  };

  const channel = createWebChannel(config);
  const server = Fastify({ forceCloseConnections: true });
  await channel.mount?.(server);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  if (options.start !== false) {
    await channel.start(async (event) => {
      await beforeKeeping.run(event);
      if (!events.some((one) => one.externalId === event.externalId)) events.push(event);
    });
  }

  return {
    config,
    channel,
    server,
    base,
    events,
    entries: (conversation) => config.transcript.list(conversation, 0),
    stored,
    store,
    logged: () => lines.join('\n'),
    secret,
    clock,
    beforeKeeping,
    transcriptFails,
    async close() {
      await channel.stop();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A page without a browser: keeps the cookie, speaks JSON, says it is same-origin and whom it speaks for. */
export interface Visit {
  /** External id of the person. */
  id: string;
  cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Says something in a conversation; the private one unless another is given. */
  say(text: string, more?: Record<string, unknown>): Promise<Response>;
  upload(fields: Record<string, string>, files: { name: string; bytes: Uint8Array }[]): Promise<Response>;
}

/** Opens a session as this person (null: a newcomer). */
export async function visit(world: World, id: string | null, cookie = ''): Promise<Visit> {
  const own = { 'sec-fetch-site': 'same-origin' };
  const json = { ...own, 'content-type': 'application/json' };
  const answer = await fetch(`${world.base}/web/as`, {
    method: 'POST',
    headers: { ...json, cookie },
    body: JSON.stringify({ id }),
  });
  if (!answer.ok) throw new Error(`no session: ${answer.status}`);
  return visitWith(world, idOf(await answer.json()), cookieOf(answer));
}

/** A page that already has a cookie. */
export function visitWith(world: World, id: string, cookie: string): Visit {
  const own = { 'sec-fetch-site': 'same-origin' };
  const json = { ...own, 'content-type': 'application/json' };
  const as = (path: string): string => `${world.base}${path}${path.includes('?') ? '&' : '?'}as=${id}`;
  const page: Visit = {
    id,
    cookie,
    get: (path, headers = {}) => fetch(as(path), { headers: { cookie, ...headers } }),
    post: (path, body, headers = {}) =>
      fetch(as(path), {
        method: 'POST',
        headers: { ...json, cookie, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    say: (text, more = {}) =>
      page.post('/web/messages', { conversation: id, clientId: randomUUID(), text, ...more }),
    upload(fields, files) {
      const form = new FormData();
      const all = { conversation: id, clientId: randomUUID(), ...fields };
      for (const [name, value] of Object.entries(all)) form.append(name, value);
      for (const { name, bytes } of files) form.append('file', new Blob([new Uint8Array(bytes)]), name);
      return fetch(as('/web/files'), { method: 'POST', headers: { ...own, cookie }, body: form });
    },
  };
  return page;
}

/** The cookie pair an answer sets, or an empty text. */
export function cookieOf(answer: Response): string {
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

function idOf(session: unknown): string {
  return (session as { me: { id: string } }).me.id;
}

/** The refusal code of an answer. */
export async function codeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { error: string }).error;
}

/** An entry as the routes give it. */
export interface ShownEntry {
  id: string;
  conversation: string;
  sequence: number;
  fromPerson: boolean;
  author: string;
  message: {
    heading?: string;
    text: string;
    choices?: { label: string; command: string }[];
    files?: { name: string; size: number; url: string }[];
    picture?: { name: string; size: number; url: string };
  };
}

/** What a page is shown of a conversation. */
export async function shownTo(page: Visit, conversation = page.id): Promise<ShownEntry[]> {
  const answer = await page.get(`/web/history?conversation=${conversation}&before=1000000`);
  if (!answer.ok) throw new Error(`no history: ${answer.status}`);
  return ((await answer.json()) as { entries: ShownEntry[] }).entries;
}

/** A request with headers a browser would never let a page set, `Host` among them. */
export async function rawRequest(
  world: World,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; body: string }> {
  const { method = 'GET', headers = {}, body = '' } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest(world.base + path, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

export interface SseEvent {
  id: string;
  event: string;
  data: unknown;
}

/** Reads events of a stream until `enough` says so, then closes it. */
export async function listen(
  open: Promise<Response>,
  enough: (events: SseEvent[]) => boolean,
): Promise<SseEvent[]> {
  const response = await open;
  if (response.body === null || !response.ok) throw new Error(`no stream: ${response.status}`);
  const events: SseEvent[] = [];
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      const event = fields.get('event');
      if (event === undefined) continue;
      events.push({ event, id: fields.get('id') ?? '', data: JSON.parse(fields.get('data') ?? 'null') });
      // Leaving the loop closes the stream.
      if (enough(events)) return events;
    }
  }
  return events;
}
