/**
 * Webhook events to inbound events: a pure translation. Ids stay strings: they are longer than a number can hold.
 * It stores nothing, answers nothing and judges no permission.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { InboundContent, InboundEvent, InboundFile } from '../../domain/message.js';
import { foldSpace, normalize } from '../../domain/text.js';

const id = z.union([z.string(), z.number()]).transform(String);
const payload = z.looseObject({
  url: z.string().optional(),
  name: z.string().optional(),
  size: z.union([z.string(), z.number()]).optional(),
  checksum: z.string().optional(),
});
const eventSchema = z.looseObject({
  event_name: z.string().max(100),
  timestamp: z.union([z.string(), z.number()]).transform(String),
  sender: z.looseObject({ id }).optional(),
  recipient: z.looseObject({ id }).optional(),
  follower: z.looseObject({ id }).optional(),
  oa_id: id.optional(),
  group_id: id.optional(),
  message: z
    .looseObject({
      msg_id: id.optional(),
      text: z.string().optional(),
      quote_msg_id: id.optional(),
      quote_msg: z.looseObject({ msg_id: id.optional() }).optional(),
      attachments: z
        .array(z.looseObject({ type: z.string().optional(), payload: payload.optional() }))
        .optional(),
    })
    .optional(),
});

/** A webhook event, checked as far as anything of it is used. */
export type ZaloEvent = z.infer<typeof eventSchema>;

/** The event in a parsed body; null when it is none. */
export function zaloEventOf(body: unknown): ZaloEvent | null {
  return eventSchema.safeParse(body).data ?? null;
}

/** Kinds of content that cannot be taken, and what a person would call them. */
const unsupported: Readonly<Record<string, string>> = {
  gif: 'ảnh động',
  sticker: 'nhãn dán',
  audio: 'tin nhắn thoại',
  video: 'video',
  location: 'vị trí',
  business_card: 'danh thiếp',
};

/** What an attachment needs to be fetched; travels through the store as the file's `ref`. */
export interface AttachmentRef {
  url: string;
  size: number | null;
  /** MD5 as the platform gives it, lower case hex; null when it gives none. */
  checksum: string | null;
}

/** Names of the OA that, written before a command in a group, address it ("@Tên OA /viec"). */
export interface ZaloIdentity {
  oaId: string;
  name: string | null;
}

/**
 * @returns null for everything the assistant has no word for: echoes of what the OA itself sends (`oa_send_…`), receipts,
 * reactions, changes of groups, and events of other accounts.
 */
export function toInboundEvent(event: ZaloEvent, me: ZaloIdentity): InboundEvent | null {
  const { event_name: name } = event;
  const sentAt = instantOf(event.timestamp);
  if (sentAt === null) return null;
  if (name === 'follow' || name === 'unfollow') return follow(event, name, sentAt);
  const match = /^user_send_(group_)?([a-z_]+)$/.exec(name);
  if (match?.[2] === undefined || !event.sender || !event.message?.msg_id) return null;
  const isGroup = match[1] !== undefined;
  const person = event.sender.id;
  // Our own account as the sender is an echo, whatever the event is called.
  if (person === me.oaId) return null;
  const conversation = isGroup ? (event.recipient?.id ?? event.group_id) : person;
  if (conversation === undefined) return null;
  const content = contentOf(match[2], event.message);
  if (content === null) return null;
  const { isMentioned, content: cleaned } = isGroup
    ? withoutMention(content, me)
    : { isMentioned: true, content };
  const isCommand = cleaned.kind === 'text' && cleaned.text.startsWith('/');
  return {
    channel: 'zalo',
    externalId: event.message.msg_id,
    sentAt,
    conversation: { externalId: conversation, topicId: null, kind: isGroup ? 'group' : 'private', title: '' },
    sender: { externalId: person, displayName: '' },
    isAddressed: isMentioned || isCommand,
    replyToId: event.message.quote_msg_id ?? event.message.quote_msg?.msg_id ?? null,
    content: cleaned,
  };
}

function follow(event: ZaloEvent, name: string, sentAt: string): InboundEvent | null {
  const person = event.follower?.id;
  if (person === undefined) return null;
  const subject = `${name}/${event.timestamp}/${person}`;
  return {
    channel: 'zalo',
    // Such events have no id of their own.
    externalId: createHash('sha256').update(subject).digest('hex').slice(0, 32),
    sentAt,
    conversation: { externalId: person, topicId: null, kind: 'private', title: '' },
    sender: { externalId: person, displayName: '' },
    isAddressed: true,
    replyToId: null,
    content: { kind: 'membership', change: name === 'follow' ? 'unblocked' : 'blocked' },
  };
}

function contentOf(kind: string, message: NonNullable<ZaloEvent['message']>): InboundContent | null {
  const text = normalize(message.text ?? '').trim();
  if (kind === 'text' || kind === 'link') return text === '' ? null : { kind: 'text', text };
  if (kind === 'file' || kind === 'image') {
    const files = (message.attachments ?? []).flatMap((one) => {
      const file = one.payload ? fileOf(one.payload, kind === 'image') : null;
      return file === null ? [] : [file];
    });
    return files.length === 0
      ? { kind: 'unsupported', what: 'tệp không có nội dung' }
      : { kind: 'files', files, caption: text === '' ? null : text, albumId: null };
  }
  const what = unsupported[kind];
  return what === undefined ? null : { kind: 'unsupported', what };
}

function fileOf(given: z.infer<typeof payload>, isPhoto: boolean): InboundFile | null {
  if (given.url === undefined) return null;
  const size = Number(given.size ?? Number.NaN);
  const isSize = Number.isSafeInteger(size) && size >= 0;
  const ref: AttachmentRef = {
    url: given.url,
    size: isSize ? size : null,
    checksum: /^[0-9a-f]{32}$/i.test(given.checksum ?? '') ? (given.checksum ?? '').toLowerCase() : null,
  };
  return {
    ref: JSON.stringify(ref),
    name: given.name === undefined ? null : normalize(given.name),
    size: ref.size,
    mime: null,
    isPhoto,
  };
}

/** "@Tên OA /viec" is the command alone: a mention stands before it, as people write in groups. */
function withoutMention(
  content: InboundContent,
  me: ZaloIdentity,
): { content: InboundContent; isMentioned: boolean } {
  if (content.kind !== 'text' || me.name === null) return { content, isMentioned: false };
  const mention = `@${foldSpace(normalize(me.name))}`;
  if (!content.text.startsWith(mention)) return { content, isMentioned: false };
  return { content: { kind: 'text', text: content.text.slice(mention.length).trim() }, isMentioned: true };
}

/** Milliseconds as text to an ISO instant; null for what is no time. */
function instantOf(timestamp: string): string | null {
  const ms = /^\d{10,16}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
