/**
 * The people of the Telegram stand-in: what they write, send, press and do becomes updates of the real shape.
 * It knows nothing of how updates travel.
 */
import type { CallbackQuery, ChatMember, Message, MessageEntity, Update, User } from 'grammy/types';
import type { StoredChat, World } from './telegram-methods.js';

export interface Writing {
  /** Default: one fixed person. */
  from?: User;
  /** Default: the private chat with `from`. */
  chat?: StoredChat;
  text?: string;
  /** A file sent as a file. */
  document?: { name?: string; bytes: Buffer; mime?: string };
  /** A picture sent as a photo. */
  photo?: Buffer;
  /** Only with `document` or `photo`. */
  caption?: string;
  albumId?: string;
  /** Id of the message replied to; taken to be the bot's when the bot sent it. */
  replyTo?: number;
  /** A forum topic. */
  topic?: number;
  /** Unix seconds; default now. */
  date?: number;
  /** Anything else of the message, or fields to overrule. */
  more?: Record<string, unknown>;
}

export interface People {
  /** Someone writes or sends a file; returns the update. */
  userSends(writing: Writing): Update;
  /** Someone edits a message. */
  userEdits(writing: Writing & { messageId: number }): Update;
  /** Someone presses a button under a message. */
  presses(press: { from?: User; chat?: StoredChat; data: string; messageId?: number }): Update;
  /** The bot is added to or removed from a group, blocked or unblocked in a private chat. */
  memberChanges(change: {
    from?: User;
    chat?: StoredChat;
    before: ChatMember['status'];
    after: ChatMember['status'];
  }): Update;
  /** Makes a chat known, as after `/start` or an invitation. */
  knows(chat: StoredChat): void;
}

/** A person. */
export function person(id: number, firstName: string, lastName?: string): User {
  return {
    id,
    is_bot: false,
    first_name: firstName,
    ...(lastName === undefined ? {} : { last_name: lastName }),
  };
}

/** The private chat with a person. */
export function privateChat(user: User): StoredChat {
  return {
    id: user.id,
    type: 'private',
    first_name: user.first_name,
    ...(user.last_name === undefined ? {} : { last_name: user.last_name }),
  };
}

/** A supergroup; ids of groups are negative. */
export function groupChat(id: number, title: string, isForum = false): StoredChat {
  return { id, type: 'supergroup', title, ...(isForum ? { is_forum: true } : {}) };
}

const SOMEONE = person(5_000_000_001, 'Nguyễn Văn', 'An');

export function createPeople(world: World, push: (update: Omit<Update, 'update_id'>) => Update): People {
  let nextFile = 1;

  function keepFile(
    bytes: Buffer,
    folder: string,
    extension: string,
  ): { file_id: string; file_unique_id: string } {
    const id = `BQAC-${nextFile++}`;
    world.files.set(id, { path: `${folder}/file_${nextFile}${extension}`, bytes });
    return { file_id: id, file_unique_id: `u-${id}` };
  }

  function compose(writing: Writing, messageId: number): Message {
    const from = writing.from ?? SOMEONE;
    const chat = writing.chat ?? privateChat(from);
    world.chats.set(chat.id, chat);
    const text = writing.text ?? writing.caption;
    const entities = text === undefined ? [] : entitiesOf(text);
    return {
      message_id: messageId,
      date: writing.date ?? Math.floor(Date.now() / 1000),
      chat,
      from,
      ...(writing.text === undefined ? {} : { text: writing.text, entities }),
      ...(writing.caption === undefined ? {} : { caption: writing.caption, caption_entities: entities }),
      ...(writing.document === undefined ? {} : { document: documentOf(writing.document) }),
      ...(writing.photo === undefined ? {} : { photo: sizesOf(writing.photo) }),
      ...(writing.albumId === undefined ? {} : { media_group_id: writing.albumId }),
      ...(writing.topic === undefined ? {} : { message_thread_id: writing.topic, is_topic_message: true }),
      ...(writing.replyTo === undefined ? {} : { reply_to_message: original(chat, writing.replyTo) }),
      ...writing.more,
    } as unknown as Message;
  }

  function documentOf({ name, bytes, mime }: NonNullable<Writing['document']>): object {
    const extension = /\.[a-z0-9]{1,5}$/i.exec(name ?? '')?.[0] ?? '';
    return {
      ...keepFile(bytes, 'documents', extension),
      file_size: bytes.length,
      ...(name === undefined ? {} : { file_name: name }),
      ...(mime === undefined ? {} : { mime_type: mime }),
    };
  }

  /** Smallest first, as the platform lists them; only the last is the whole picture. */
  function sizesOf(bytes: Buffer): object[] {
    const small = {
      ...keepFile(Buffer.from('a thumbnail'), 'photos', '.jpg'),
      width: 90,
      height: 60,
      file_size: 11,
    };
    const large = { ...keepFile(bytes, 'photos', '.jpg'), width: 1280, height: 853, file_size: bytes.length };
    return [small, large];
  }

  function original(chat: StoredChat, messageId: number): object {
    const isOurs = world.sent.some((one) => one.chatId === chat.id && one.messageId === messageId);
    const bot = { id: world.bot.id, is_bot: true, first_name: 'Đôn Đốc', username: world.bot.username };
    return { message_id: messageId, date: 1, chat, from: isOurs ? bot : SOMEONE, text: '…' };
  }

  return {
    userSends: (writing) =>
      push({ message: compose(writing, world.nextMessageId++) as Message & Update.NonChannel }),
    userEdits: (writing) =>
      push({
        edited_message: compose(writing, writing.messageId) as Message & Update.NonChannel & Update.Edited,
      }),
    presses({ from = SOMEONE, chat = privateChat(from), data, messageId }) {
      world.chats.set(chat.id, chat);
      return push({
        callback_query: {
          id: `cb-${world.nextMessageId++}`,
          from,
          chat_instance: 'ci',
          data,
          message: original(
            chat,
            messageId ?? world.sent.findLast((one) => one.chatId === chat.id)?.messageId ?? 1,
          ),
        } as unknown as CallbackQuery,
      });
    },
    memberChanges({ from = SOMEONE, chat = privateChat(from), before, after }) {
      if (after !== 'left' && after !== 'kicked') world.chats.set(chat.id, chat);
      const user = { id: world.bot.id, is_bot: true, first_name: 'Đôn Đốc', username: world.bot.username };
      return push({
        my_chat_member: {
          chat,
          from,
          date: Math.floor(Date.now() / 1000),
          old_chat_member: { user, status: before },
          new_chat_member: { user, status: after },
        } as unknown as NonNullable<Update['my_chat_member']>,
      });
    },
    knows: (chat) => void world.chats.set(chat.id, chat),
  };
}

/** The marks the platform itself puts on commands and mentions; positions count UTF-16 units. */
function entitiesOf(text: string): MessageEntity[] {
  const entities: MessageEntity[] = [];
  const command = /^\/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?/.exec(text);
  if (command !== null) entities.push({ type: 'bot_command', offset: 0, length: command[0].length });
  for (const match of text.matchAll(/(?<![\w/@])@[A-Za-z]\w{2,31}/g)) {
    entities.push({ type: 'mention', offset: match.index, length: match[0].length });
  }
  return entities;
}
