/**
 * Bot API updates to inbound events: a pure translation.
 * It stores nothing, answers nothing and judges no permission.
 */
import type { CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update } from 'grammy/types';
import type { InboundContent, InboundEvent, InboundFile } from '../../domain/message.js';
import { foldSpace, normalize } from '../../domain/text.js';
import { readAddressing } from './addressing.js';

/** Who the bot is, from `getMe`. */
export interface Identity {
  id: number;
  username: string;
}

/** The account Telegram shows for administrators who post as the group. */
const ANONYMOUS_ADMIN = 1_087_968_824;

/** Kinds of content that cannot be taken, and what a person would call them. Order matters: a GIF is also a document. */
const UNSUPPORTED: readonly [string, string][] = [
  ['animation', 'ảnh động'],
  ['voice', 'tin nhắn thoại'],
  ['audio', 'tệp âm thanh'],
  ['video_note', 'tin nhắn video'],
  ['video', 'video'],
  ['sticker', 'nhãn dán'],
  ['venue', 'địa điểm'],
  ['location', 'vị trí'],
  ['contact', 'danh thiếp'],
  ['poll', 'bình chọn'],
  ['checklist', 'danh sách việc'],
  ['story', 'tin ảnh'],
];

/**
 * Translates one update.
 * @param nowMs used as the instant of a press, which carries none of its own.
 * @returns null for everything the assistant has no word for: edits, service messages, other bots, channels.
 */
export function toEvent(update: Update, me: Identity, nowMs: number): InboundEvent | null {
  const externalId = String(update.update_id);
  if (update.message !== undefined) return fromMessage(externalId, update.message, me);
  if (update.callback_query !== undefined) return fromPress(externalId, update.callback_query, nowMs);
  if (update.my_chat_member !== undefined) return fromMembership(externalId, update.my_chat_member);
  return null;
}

/** What updates of the same chat share, so that they can be kept in order; null for none. */
export function chatOf(update: Update): number | null {
  const message = update.message ?? update.edited_message ?? update.callback_query?.message;
  return (message?.chat ?? update.my_chat_member?.chat)?.id ?? null;
}

function fromMessage(externalId: string, message: Message, me: Identity): InboundEvent | null {
  const base = baseOf(externalId, message.chat, message.date);
  if (base === null) return null;
  const moved = movedFrom(message);
  if (moved !== null) {
    return {
      ...base,
      conversation: { ...base.conversation, externalId: moved.from, topicId: null },
      content: { kind: 'moved', toExternalId: moved.to },
    };
  }
  if (isFromAutomaton(message)) return null;
  const raw = message.text ?? message.caption ?? '';
  const addressing = readAddressing(raw, message.entities ?? message.caption_entities ?? [], me);
  const content = contentOf(message, addressing.text);
  if (content === null) return null;
  const repliedTo = replyToUs(message, me);
  const isPrivate = base.conversation.kind === 'private';
  return {
    ...base,
    conversation: { ...base.conversation, topicId: topicOf(message) },
    sender: senderOf(message),
    isAddressed: isPrivate || addressing.is === 'ours' || (addressing.is === 'nobody' && repliedTo !== null),
    replyToId: repliedTo,
    content,
  };
}

function fromPress(externalId: string, press: CallbackQuery, nowMs: number): InboundEvent | null {
  // Without a message (inline mode) or data (games) there is nothing of ours behind the button.
  if (press.message === undefined || press.data === undefined || press.from.is_bot) return null;
  const base = baseOf(externalId, press.message.chat, Math.floor(nowMs / 1000));
  if (base === null) return null;
  return {
    ...base,
    sentAt: new Date(nowMs).toISOString(),
    conversation: {
      ...base.conversation,
      // A message too old to be shown has date 0 and little else.
      topicId: press.message.date === 0 ? null : topicOf(press.message),
    },
    sender: { externalId: String(press.from.id), displayName: nameOf(press.from) },
    isAddressed: true,
    replyToId: String(press.message.message_id),
    content: { kind: 'press', command: normalize(press.data) },
  };
}

function fromMembership(externalId: string, change: ChatMemberUpdated): InboundEvent | null {
  const base = baseOf(externalId, change.chat, change.date);
  if (base === null) return null;
  const before = canWrite(change.old_chat_member);
  const after = canWrite(change.new_chat_member);
  // Promotions and the like change nothing about whether we can write.
  if (before === after) return null;
  const isPrivate = base.conversation.kind === 'private';
  const word = isPrivate ? (after ? 'unblocked' : 'blocked') : after ? 'added' : 'removed';
  return {
    ...base,
    sender:
      change.from.is_bot || change.from.id === ANONYMOUS_ADMIN
        ? null
        : { externalId: String(change.from.id), displayName: nameOf(change.from) },
    content: { kind: 'membership', change: word },
  };
}

/** The parts every event has; null for chats that are neither private nor a group. */
function baseOf(externalId: string, chat: Chat, dateSeconds: number): Omit<InboundEvent, 'content'> | null {
  if (chat.type === 'channel') return null;
  const isPrivate = chat.type === 'private';
  return {
    channel: 'telegram',
    externalId,
    sentAt: new Date(dateSeconds * 1000).toISOString(),
    conversation: {
      externalId: String(chat.id),
      topicId: null,
      kind: isPrivate ? 'private' : 'group',
      title: isPrivate ? nameOf(chat) : foldSpace(chat.title),
    },
    sender: null,
    isAddressed: isPrivate,
    replyToId: null,
  };
}

/** Both signals of a group that became a supergroup say the same: from this id to that one. */
function movedFrom(message: Message): { from: string; to: string } | null {
  const { migrate_to_chat_id: to, migrate_from_chat_id: from } = message;
  if (to !== undefined) return { from: String(message.chat.id), to: String(to) };
  if (from !== undefined) return { from: String(from), to: String(message.chat.id) };
  return null;
}

/** Ourselves, other bots, and posts a linked channel forwards; anonymous administrators are people. */
function isFromAutomaton(message: Message): boolean {
  if (message.is_automatic_forward === true || message.from === undefined) return true;
  if (message.sender_chat !== undefined || message.from.id === ANONYMOUS_ADMIN) return false;
  return message.from.is_bot;
}

/** Null when the message is signed by a chat: the account behind it is shared and proves nobody. */
function senderOf(message: Message): InboundEvent['sender'] {
  const { from } = message;
  if (from === undefined || message.sender_chat !== undefined || from.id === ANONYMOUS_ADMIN) return null;
  return { externalId: String(from.id), displayName: nameOf(from) };
}

function nameOf(person: { first_name?: string; last_name?: string }): string {
  return foldSpace(`${person.first_name ?? ''} ${person.last_name ?? ''}`);
}

/** `message_thread_id` also marks plain reply threads; only `is_topic_message` makes it a topic. */
function topicOf(message: Message): string | null {
  if (message.is_topic_message !== true || message.message_thread_id === undefined) return null;
  return String(message.message_thread_id);
}

/** Id of our message this one replies to. The message that opened a topic is not a reply anybody meant. */
function replyToUs(message: Message, me: Identity): string | null {
  const target = message.reply_to_message;
  if (target === undefined || target.from?.id !== me.id || target.forum_topic_created !== undefined)
    return null;
  return String(target.message_id);
}

function contentOf(message: Message, text: string): InboundContent | null {
  if (message.text !== undefined) return { kind: 'text', text };
  const fields = message as unknown as Record<string, unknown>;
  const unsupported = UNSUPPORTED.find(([field]) => fields[field] !== undefined);
  if (unsupported !== undefined) return { kind: 'unsupported', what: unsupported[1] };
  const file = fileOf(message);
  if (file === null) return null;
  return {
    kind: 'files',
    files: [file],
    caption: text === '' ? null : text,
    albumId: message.media_group_id ?? null,
  };
}

function fileOf(message: Message): InboundFile | null {
  const { document } = message;
  if (document !== undefined) {
    return {
      ref: document.file_id,
      name: document.file_name === undefined ? null : normalize(document.file_name),
      size: document.file_size ?? null,
      mime: document.mime_type ?? null,
      isPhoto: false,
    };
  }
  // Sizes come smallest first; the last is the nearest to what was photographed.
  const photo = message.photo?.at(-1);
  if (photo === undefined) return null;
  return { ref: photo.file_id, name: null, size: photo.file_size ?? null, mime: 'image/jpeg', isPhoto: true };
}

/** True when a member in this state can be written to, or can write to us. */
function canWrite(member: ChatMember): boolean {
  if (member.status === 'left' || member.status === 'kicked') return false;
  return member.status !== 'restricted' || (member.is_member && member.can_send_messages);
}
