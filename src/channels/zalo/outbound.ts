/**
 * Outbound messages to API calls, one call per part: plain text in pieces the platform takes, choices as numbered lines,
 * pictures and documents by upload. It paces nothing and stores nothing but which of two routes works.
 */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { SendError } from '../../domain/errors.js';
import type { Destination, OutboundMessage, StoredFile } from '../../domain/message.js';
import { choiceLines, joinBlocks, numberChoices } from '../compose.js';
import { splitText } from '../split.js';
import type { ZaloApi } from './api.js';
import type { ZaloMemory } from './config.js';
import { attachmentExpired, notForThisOa, olderRouteClosed, toSendError, ZaloError } from './errors.js';
import { sendableFiles, sendablePictures, type Uploads } from './uploads.js';

/** Below the platform's 2,000 characters, whose unit it does not state. */
export const longestZaloText = 1_900;

/** One call. */
export type ZaloStep =
  | { kind: 'text'; text: string }
  | { kind: 'picture'; file: StoredFile }
  | { kind: 'file'; file: StoredFile };

/** Cuts a message into the calls that carry it: picture, text with the choices as lines, documents. */
export function planZaloSteps(message: OutboundMessage): ZaloStep[] {
  const text = joinBlocks(message.heading, message.text, choiceLines(numberChoices(message.choices ?? [])));
  const parts = splitText(plain(text), longestZaloText);
  return [
    ...(message.picture ? [{ kind: 'picture' as const, file: message.picture }] : []),
    ...parts.map((part) => ({ kind: 'text' as const, text: part })),
    ...(message.files ?? []).map((file) => ({
      kind: sendablePictures.includes(file.mime) ? ('picture' as const) : ('file' as const),
      file,
    })),
  ];
}

/** NFC, without control characters; `[@…]` would call somebody by name in a group. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll('[@', '[ @');
}

/** Which of the two message routes the account is served by; the first until the platform says otherwise. */
type Route = 'v3' | 'v2';
const routePaths: Record<Route, string> = { v3: '/v3.0/oa/message/cs', v2: '/v2.0/oa/message' };
const groupPath = '/v3.0/oa/group/message';
const routeName = 'route';

/** Delivered parts of messages that failed half-way are remembered this long, so that they do not arrive twice. */
const rememberMs = 60 * 60_000;
const rememberMost = 500;

const sentSchema = z.looseObject({ message_id: z.coerce.string().min(1) });

export interface ZaloSender {
  /** See `Channel.send`. */
  send(to: Destination, message: OutboundMessage): Promise<string[]>;
}

export function createZaloSender(deps: {
  api: ZaloApi;
  uploads: Uploads;
  memory: ZaloMemory;
  now: () => number;
  onNote: (fields: object, message: string) => void;
}): ZaloSender {
  const { api, uploads, memory, now, onNote } = deps;
  const unfinished = new Map<string, { ids: string[]; at: number }>();

  const route = (): Route => (memory.get(routeName) === 'v2' ? 'v2' : 'v3');

  async function post(to: Destination, message: object): Promise<string> {
    if (to.kind === 'group')
      return idOf(await callFor(groupPath, { recipient: { group_id: to.externalId }, message }));
    const body = { recipient: { user_id: to.externalId }, message };
    const first = route();
    try {
      return idOf(await callFor(routePaths[first], body));
    } catch (error) {
      // Only these two say that nothing was sent because of the route; after any other a second try could send twice.
      const isOther =
        error instanceof ZaloError && error.code === (first === 'v3' ? notForThisOa : olderRouteClosed);
      if (!isOther) throw error;
      const second: Route = first === 'v3' ? 'v2' : 'v3';
      const id = idOf(await callFor(routePaths[second], body));
      await memory.put(routeName, second);
      onNote({ route: second }, 'Zalo serves this account by the other message route; it is kept');
      return id;
    }
  }

  const callFor = (path: string, json: object): Promise<unknown> => api.call({ method: 'POST', path, json });

  async function perform(to: Destination, step: ZaloStep): Promise<string> {
    if (step.kind === 'text') return post(to, { text: step.text });
    const { file } = step;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await post(to, await attachment(step));
      } catch (error) {
        const isExpired = error instanceof ZaloError && error.code === attachmentExpired;
        if (!isExpired || attempt > 1) throw error;
        uploads.forget(file);
      }
    }
  }

  async function attachment(step: Exclude<ZaloStep, { kind: 'text' }>): Promise<object> {
    const { kind, file } = step;
    if (kind === 'file') {
      if (!sendableFiles.includes(file.mime))
        throw new SendError('rejected', 'Zalo takes no file of this kind');
      return { attachment: { type: 'file', payload: { token: await uploads.file(file) } } };
    }
    const elements = [{ media_type: 'image', attachment_id: await uploads.picture(file) }];
    return { attachment: { type: 'template', payload: { template_type: 'media', elements } } };
  }

  return {
    async send(to, message) {
      const steps = planZaloSteps(message);
      if (steps.length === 0) throw new SendError('rejected', 'message is empty');
      for (const [key, { at }] of unfinished)
        if (now() - at > rememberMs || unfinished.size > rememberMost) unfinished.delete(key);
      const key = createHash('sha256')
        .update(JSON.stringify([to, message]))
        .digest('base64url');
      const ids = [...(unfinished.get(key)?.ids ?? [])];
      try {
        for (const step of steps.slice(ids.length)) ids.push(await perform(to, step));
      } catch (error) {
        if (ids.length > 0) unfinished.set(key, { ids, at: now() });
        throw toSendError(error);
      }
      unfinished.delete(key);
      return ids;
    },
  };
}

function idOf(data: unknown): string {
  // A success without an id is a success all the same.
  return sentSchema.safeParse(data).data?.message_id ?? randomUUID();
}
