/**
 * A strict local stand-in for the hosts of the Zalo OpenAPI: tokens that work once, windows, the two message routes,
 * groups, uploads, signed webhooks with retries, and attachments over TLS. It imitates what this project relies on.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readRequest } from './telegram-wire.js';

/** The fixtures stay with the sources, from which the compiled copy under `dist` reads them too. */
const fixtures = ['../fixtures/tls', '../../../test/fixtures/tls']
  .map((up) => join(import.meta.dirname, up))
  .find((folder) => existsSync(join(folder, 'cert.pem')));
export const zaloCertificate = readFileSync(join(fixtures ?? '', 'cert.pem'));
const key = readFileSync(join(fixtures ?? '', 'key.pem'));

/** How the next message call goes wrong. `answer-lost`: it happens, but nobody is told. */
export type ZaloFailure =
  | { kind: 'code'; code: number }
  | { kind: 'cut' }
  | { kind: 'answer-lost' }
  | { kind: 'bad-gateway' };

export interface ZaloMessage {
  to: string;
  isGroup: boolean;
  route: 'v3' | 'v2' | 'group';
  text: string;
  files: { name: string; bytes: Buffer }[];
  pictures: Buffer[];
}

export interface ZaloServer {
  /** Base of all three hosts, `http://127.0.0.1:<port>`. */
  readonly root: string;
  /** `127.0.0.1:<port>` of the attachments, to be put on the list of hosts. */
  readonly fileHost: string;
  readonly credentials: {
    appId: string;
    appSecret: string;
    oaId: string;
    oaSecretKey: string;
    refreshToken: string;
  };
  /** The platform's clock, milliseconds since the epoch; set it to live in another year. */
  now: () => number;
  /** 2 for a business, 4 for an office of the state, which the v3 route does not serve. */
  oaType: 2 | 4;
  /** Whether the platform signs with the application's or the account's id. */
  signsWith: 'app' | 'oa';
  readonly sent: readonly ZaloMessage[];
  /** Times the token endpoint gave a pair, and refused one. */
  readonly refreshes: { given: number; refused: number };
  /** Requests left in this minute, told with every answer; none left is a refusal. Null counts nothing. */
  minuteLeft: number | null;
  /** While true, calls with a token just given are neither performed nor answered, so that the caller can be killed. */
  holdsFirstUse: boolean;
  /** Calls held so far. */
  readonly held: { count: number };
  readonly secrets: () => string[];
  sentTo(id: string): ZaloMessage[];
  /** Where events are posted to; they are kept until it is set. */
  webhook(url: string | null): void;
  /** A person writes; resolves with the status of the last answer. */
  says(userId: string, text: string, group?: string): Promise<number>;
  /** Resolves as soon as the condition holds, looked at after every call; rejects after 30 s. */
  until(condition: () => boolean, what: string): Promise<void>;
  sendsFile(userId: string, file: { name: string; bytes: Buffer }, group?: string): Promise<number>;
  /** Posts any event. @param times deliveries of the same bytes. */
  posts(event: Record<string, unknown>, options?: { isSigned?: boolean; mac?: string }): Promise<number>;
  /** Posts the last event again, byte for byte. */
  redeliver(): Promise<number>;
  fail(failure: ZaloFailure, times?: number): void;
  /** Moves a person's last interaction back, so that their window closes. */
  lastSeen(userId: string, daysAgo: number): void;
  /** Makes the access token in use expire now; the refresh token goes on. */
  expireToken(): void;
  /** The grant is dead: no refresh is given any more. */
  revoke(): void;
  /** A new pair, as the console hands one out. @returns its refresh token. */
  grant(): string;
  /** A code of consent, as the browser brings it back. */
  consent(challenge: string): string;
  /** Content of an attachment's address; where it leads is up to the test. */
  readonly fileUrl: (name: string, bytes: Buffer) => string;
  close(): Promise<void>;
}

const limits = { text: 2_000, file: 5_000_000, picture: 1_000_000 };
const dayMs = 86_400_000;

export async function createZaloServer(): Promise<ZaloServer> {
  const token = (): string => randomBytes(12).toString('hex');
  const pair = { access: '', refresh: `rt-${token()}`, isDead: false };
  const seen = new Map<string, number>();
  const uploads = new Map<string, { name: string; bytes: Buffer }>();
  const attachments = new Map<string, Buffer>();
  const codes = new Map<string, string>();
  const used = new Set<string>();
  const sent: ZaloMessage[] = [];
  const refreshes = { given: 0, refused: 0 };
  const held = { count: 0 };
  const known = new Set<string>([pair.refresh]);
  let failures: ZaloFailure[] = [];
  let target: string | null = null;
  let waiting: { body: string; signature: string | null }[] = [];
  let last: { body: string; signature: string | null } | null = null;
  let count = 0;
  let timestamp = 0;

  const credentials = {
    appId: '3141592653589793238',
    appSecret: 'zalo-app-secret-5f0e8a7b',
    oaId: '2718281828459045235',
    oaSecretKey: 'zalo-oa-secret-key-91c2',
    refreshToken: pair.refresh,
  };

  function givePair(response: ServerResponse): void {
    pair.access = `at-${token()}`;
    pair.refresh = `rt-${token()}`;
    known.add(pair.access).add(pair.refresh);
    refreshes.given += 1;
    json(response, { access_token: pair.access, refresh_token: pair.refresh, expires_in: '90000' });
  }

  function oauth(request: IncomingMessage, response: ServerResponse, form: Record<string, unknown>): void {
    const refuse = (error: number, name: string): void => {
      refreshes.refused += 1;
      json(response, { error, error_name: name, error_reason: name, error_description: name });
    };
    if (request.headers['secret_key'] !== credentials.appSecret) return refuse(-14004, 'Invalid secret key');
    if (form['app_id'] !== credentials.appId) return refuse(-14002, 'Invalid app id');
    if (form['grant_type'] === 'authorization_code') {
      const challenge = codes.get(String(form['code']));
      const { code_verifier: verifier = '' } = form as Record<string, string>;
      codes.delete(String(form['code']));
      if (challenge === undefined || createHash('sha256').update(verifier).digest('base64url') !== challenge)
        return refuse(-14019, 'Invalid authorization code');
      pair.isDead = false;
      return givePair(response);
    }
    const given = String(form['refresh_token']);
    // Each refresh token is taken once.
    if (pair.isDead || given !== pair.refresh || used.has(given))
      return refuse(-14020, 'Invalid refresh token');
    used.add(given);
    return givePair(response);
  }

  function message(path: string, payload: Record<string, unknown>): Record<string, unknown> {
    const recipient = payload['recipient'] as { user_id?: string; group_id?: string } | undefined;
    const body = payload['message'] as
      | { text?: string; attachment?: { type: string; payload: Record<string, unknown> } }
      | undefined;
    const isGroup = path.includes('/group/');
    const to = isGroup ? recipient?.group_id : recipient?.user_id;
    if (typeof to !== 'string' || body === undefined) return { error: -201, message: 'Invalid parameter' };
    const route = isGroup ? 'group' : path.startsWith('/v2') ? 'v2' : 'v3';
    if (route === 'v3' && server.oaType === 4) return { error: -235, message: 'API is not for this OA type' };
    if (route === 'v2' && server.oaType === 2) return { error: -240, message: 'API V2 has been shut down' };
    if (!isGroup) {
      const at = seen.get(to);
      if (at === undefined) return { error: -232, message: 'User has not interacted' };
      if (server.now() - at > 7 * dayMs) return { error: -230, message: 'No interaction in 7 days' };
    }
    const text = body.text ?? '';
    if (Array.from(text).length > limits.text) return { error: -210, message: 'Parameter exceeds limit' };
    const made: ZaloMessage = { to, isGroup, route, text, files: [], pictures: [] };
    if (body.attachment) {
      const { type, payload: what } = body.attachment;
      const element = (what['elements'] as { attachment_id?: string }[] | undefined)?.[0];
      const upload = uploads.get(String(type === 'file' ? what['token'] : element?.attachment_id));
      if (upload === undefined) return { error: -100, message: 'Attachment expired' };
      if (type === 'file') made.files.push(upload);
      else made.pictures.push(upload.bytes);
    } else if (text === '') return { error: -201, message: 'Message is empty' };
    sent.push(made);
    count += 1;
    return { error: 0, message: 'Success', data: { message_id: `zm-${count}`, user_id: to } };
  }

  function upload(path: string, contentType: string, body: Buffer): Record<string, unknown> {
    const [file] = readRequest(contentType, body).files;
    if (file?.field !== 'file') return { error: -201, message: 'file is required' };
    const isPicture = path.endsWith('/image');
    if (file.bytes.length > (isPicture ? limits.picture : limits.file))
      return { error: -210, message: 'File too large' };
    const ending = /\.([a-z]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? '';
    if (!(isPicture ? ['png', 'jpg', 'jpeg'] : ['pdf', 'doc', 'docx']).includes(ending))
      return { error: -201, message: 'File type is not supported' };
    const id = `up-${token()}`;
    uploads.set(id, { name: file.name, bytes: file.bytes });
    return { error: 0, message: 'Success', data: isPicture ? { attachment_id: id } : { token: id } };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? '/', 'http://zalo');
    const path = url.pathname;
    const contentType = request.headers['content-type'] ?? '';
    if (path === '/v4/oa/access_token') {
      return oauth(request, response, Object.fromEntries(new URLSearchParams(body.toString())));
    }
    const failure =
      /\/message(?:\/cs)?$/.test(path) && !path.includes('/quota/') ? failures.shift() : undefined;
    if (failure?.kind === 'cut') return void request.socket.destroy();
    if (failure?.kind === 'bad-gateway') {
      response.writeHead(502, { 'content-type': 'text/html' });
      return void response.end('<html>502 Bad Gateway</html>');
    }
    if (pair.access === '' || request.headers['access_token'] !== pair.access)
      return json(response, { error: -216, message: 'Access token is invalid' });
    if (server.minuteLeft !== null) {
      if (server.minuteLeft === 0) return json(response, { error: -32, message: 'Rate limit exceeded' });
      server.minuteLeft -= 1;
      response.setHeader('X-RateLimit-Remain', String(server.minuteLeft));
    }
    if (server.holdsFirstUse) return void (held.count += 1);
    if (failure?.kind === 'code')
      return json(response, { error: failure.code, message: 'Refused by the test' });
    if (path === '/v2.0/oa/getoa') {
      return json(response, {
        error: 0,
        message: 'Success',
        data: {
          oa_id: credentials.oaId,
          name: 'Văn phòng Lam Giang',
          oa_type: server.oaType,
          is_verified: true,
        },
      });
    }
    if (path === '/v3.0/oa/user/detail') {
      const { user_id: userId } = JSON.parse(url.searchParams.get('data') ?? '{}') as { user_id: string };
      return json(response, {
        error: 0,
        data: { user_id: userId, display_name: `Người ${userId.slice(-3)}` },
      });
    }
    if (path === '/v3.0/oa/group/getgroupsofoa')
      return json(response, { error: 0, data: { groups: [], total: 0 } });
    if (path === '/v3.0/oa/quota/message')
      return json(response, { error: 0, data: { cs_reply: { remain: 8 } } });
    if (path.startsWith('/v2.0/oa/upload/')) return json(response, upload(path, contentType, body));
    const answer = message(path, JSON.parse(body.toString() || '{}') as Record<string, unknown>);
    if (failure?.kind === 'answer-lost') return void request.socket.destroy();
    return json(response, answer);
  }

  async function post(one: { body: string; signature: string | null }): Promise<number> {
    last = one;
    if (target === null) {
      waiting.push(one);
      return 0;
    }
    const answer = await fetch(target, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(one.signature === null ? {} : { 'x-zevent-signature': one.signature }),
      },
      body: one.body,
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  function posts(
    event: Record<string, unknown>,
    options: { isSigned?: boolean; mac?: string } = {},
  ): Promise<number> {
    timestamp = server.now();
    const at = typeof event['timestamp'] === 'string' ? event['timestamp'] : String(timestamp);
    const body = JSON.stringify({ app_id: credentials.appId, ...event, timestamp: at });
    const first = server.signsWith === 'app' ? credentials.appId : credentials.oaId;
    const mac = createHash('sha256').update(`${first}${body}${at}${credentials.oaSecretKey}`).digest('hex');
    const signature = options.isSigned === false ? null : `mac=${options.mac ?? mac}`;
    return post({ body, signature });
  }

  function fromPerson(
    kind: string,
    userId: string,
    group: string | undefined,
    said: Record<string, unknown>,
  ): Promise<number> {
    seen.set(userId, server.now());
    count += 1;
    return posts({
      event_name: `user_send_${group === undefined ? '' : 'group_'}${kind}`,
      sender: { id: userId },
      recipient: { id: group ?? credentials.oaId },
      message: { msg_id: `in-${count}`, ...said },
    });
  }

  const http = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const tls = createTlsServer({ key, cert: zaloCertificate }, (request, response) => {
    const bytes = attachments.get(new URL(request.url ?? '/', 'https://files').pathname);
    if (bytes === undefined) {
      response.writeHead(404);
      return void response.end();
    }
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    response.end(bytes);
  });
  const listen = (one: { listen(port: number, host: string, done: () => void): unknown }): Promise<void> =>
    new Promise((resolve) => {
      one.listen(0, '127.0.0.1', resolve);
    });
  await listen(http);
  await listen(tls);
  const fileHost = `127.0.0.1:${(tls.address() as AddressInfo).port}`;

  function fileUrl(name: string, bytes: Buffer): string {
    const path = `/${token()}/${encodeURIComponent(name)}`;
    attachments.set(path, bytes);
    // As the platform sometimes does: plain http, to be fetched over TLS.
    return `http://${fileHost}${path}`;
  }

  const server: ZaloServer = {
    root: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    fileHost,
    credentials,
    now: Date.now,
    oaType: 2,
    signsWith: 'app',
    sent,
    refreshes,
    minuteLeft: null,
    holdsFirstUse: false,
    held,
    secrets: () => [credentials.appSecret, credentials.oaSecretKey, ...known],
    sentTo: (id) => sent.filter((one) => one.to === id),
    webhook(url) {
      target = url;
      const kept = waiting;
      waiting = [];
      if (url !== null) for (const one of kept) void post(one);
    },
    says: (userId, text, group) => fromPerson('text', userId, group, { text }),
    sendsFile(userId, { name, bytes }, group) {
      const payload = {
        url: fileUrl(name, bytes),
        name,
        size: String(bytes.length),
        type: name.split('.').at(-1) ?? '',
        checksum: createHash('md5').update(bytes).digest('hex'),
      };
      return fromPerson('file', userId, group, { attachments: [{ type: 'file', payload }] });
    },
    async until(condition, what) {
      const end = Date.now() + 30_000;
      while (!condition()) {
        if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    posts,
    redeliver: () => (last === null ? Promise.resolve(0) : post(last)),
    fail(failure, times = 1) {
      failures.push(...Array.from({ length: times }, () => failure));
    },
    lastSeen: (userId, daysAgo) => void seen.set(userId, server.now() - daysAgo * dayMs),
    expireToken: () => void (pair.access = ''),
    revoke() {
      pair.isDead = true;
      pair.access = '';
    },
    grant() {
      pair.isDead = false;
      pair.refresh = `rt-${token()}`;
      known.add(pair.refresh);
      return pair.refresh;
    },
    consent(challenge) {
      const code = `code-${token()}`;
      codes.set(code, challenge);
      return code;
    },
    fileUrl,
    async close() {
      failures = [];
      http.closeAllConnections();
      tls.closeAllConnections();
      await Promise.all([http, tls].map((one) => new Promise((resolve) => one.close(resolve))));
    },
  };
  return server;
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
