/**
 * What each Bot API method does in the stand-in, with the checks the real server makes.
 * It knows neither HTTP nor how updates are delivered.
 */
import { parseHtml, type ParsedText, type UploadedFile, type WireRequest } from './telegram-wire.js';

/** A refusal as the server words it. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: Record<string, number> | undefined;
  constructor(code: number, description: string, parameters?: Record<string, number>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** A message the bot has sent, as the person sees it. */
export interface SentMessage {
  messageId: number;
  chatId: number;
  /** Topic it was sent to, or null. */
  threadId: number | null;
  /** Text or caption after the mark-up was read. */
  text: string;
  bold: string[];
  buttons: { text: string; data: string }[];
  document: UploadedFile | null;
  photo: UploadedFile | null;
  hasPreview: boolean;
}

export interface StoredChat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  [field: string]: unknown;
}

/** Everything the stand-in remembers; tests look at it through the server's helpers. */
export interface World {
  bot: { id: number; username: string; token: string };
  chats: Map<number, StoredChat>;
  /** Topics that exist no more, as `chat:topic`. */
  deletedTopics: Set<string>;
  /** Files people sent: id to bytes. */
  files: Map<string, { path: string; bytes: Buffer }>;
  sent: SentMessage[];
  commands: Map<string, { command: string; description: string }[]>;
  webhook: { url: string; secret: string } | null;
  nextMessageId: number;
}

const PHOTO_SIGNATURES = ['89504e47', 'ffd8ff'];

/**
 * Runs one method (all but `getUpdates`).
 * @throws Refusal as the real server would refuse.
 */
export function runMethod(world: World, method: string, { payload, files }: WireRequest): unknown {
  switch (method) {
    case 'getMe':
      return {
        id: world.bot.id,
        is_bot: true,
        first_name: 'Đôn Đốc',
        username: world.bot.username,
        can_join_groups: true,
        can_read_all_group_messages: false,
      };
    case 'setWebhook':
      world.webhook = { url: textOf(payload['url']), secret: textOf(payload['secret_token']) };
      return true;
    case 'deleteWebhook':
      world.webhook = null;
      return true;
    case 'answerCallbackQuery':
      return true;
    case 'setMyCommands':
      return setMyCommands(world, payload);
    case 'getFile':
      return getFile(world, textOf(payload['file_id']));
    case 'sendMessage':
      return send(world, payload, files, 'text');
    case 'sendPhoto':
      return send(world, payload, files, 'photo');
    case 'sendDocument':
      return send(world, payload, files, 'document');
    case 'sendMediaGroup':
      return sendMediaGroup(world, payload, files);
    case 'editMessageText':
    case 'editMessageReplyMarkup':
      return edit(world, payload);
    default:
      throw new Refusal(404, 'Not Found: method not found');
  }
}

function send(
  world: World,
  payload: Record<string, unknown>,
  files: UploadedFile[],
  kind: 'text' | 'photo' | 'document',
): unknown {
  const chat = chatFor(world, payload);
  const isText = kind === 'text';
  const parsed = readText(payload, isText ? 'text' : 'caption');
  const length = Array.from(parsed.text).length;
  if (isText && parsed.text.trim() === '') throw new Refusal(400, 'Bad Request: message text is empty');
  if (isText && length > 4096) throw new Refusal(400, 'Bad Request: message is too long');
  if (!isText && length > 1024) throw new Refusal(400, 'Bad Request: message caption is too long');
  const file = isText ? null : uploaded(payload[kind], files);
  if (kind === 'photo') checkPhoto(file);
  const preview = payload['link_preview_options'] as { is_disabled?: boolean } | undefined;
  const message: SentMessage = {
    messageId: world.nextMessageId++,
    chatId: chat.id,
    threadId: threadFor(world, chat, payload),
    text: parsed.text,
    bold: parsed.bold,
    buttons: readButtons(payload['reply_markup']),
    document: kind === 'document' ? file : null,
    photo: kind === 'photo' ? file : null,
    hasPreview: isText && preview?.is_disabled !== true,
  };
  world.sent.push(message);
  return asResult(world, chat, message);
}

function sendMediaGroup(world: World, payload: Record<string, unknown>, files: UploadedFile[]): unknown {
  const media = payload['media'] as { type: 'photo' | 'document'; media: string; caption?: string }[];
  if (media.length < 2 || media.length > 10) {
    throw new Refusal(400, 'Bad Request: wrong number of items in media group');
  }
  return media.map((item) => send(world, { ...payload, ...item, [item.type]: item.media }, files, item.type));
}

function edit(world: World, payload: Record<string, unknown>): unknown {
  const chat = chatFor(world, payload);
  const message = world.sent.find((one) => one.chatId === chat.id && one.messageId === payload['message_id']);
  if (message === undefined) throw new Refusal(400, 'Bad Request: message to edit not found');
  if (payload['text'] !== undefined) Object.assign(message, readText(payload, 'text'));
  message.buttons = readButtons(payload['reply_markup']);
  return asResult(world, chat, message);
}

function chatFor(world: World, payload: Record<string, unknown>): StoredChat {
  const chat = world.chats.get(Number(payload['chat_id']));
  if (chat === undefined) throw new Refusal(400, 'Bad Request: chat not found');
  return chat;
}

/** Outside forums the field is ignored; in them General (1) and deleted topics are not found. */
function threadFor(world: World, chat: StoredChat, payload: Record<string, unknown>): number | null {
  const thread = payload['message_thread_id'];
  if (thread === undefined || chat['is_forum'] !== true) return null;
  if (thread === 1 || world.deletedTopics.has(`${chat.id}:${textOf(thread)}`)) {
    throw new Refusal(400, 'Bad Request: message thread not found');
  }
  return Number(thread);
}

function readText(payload: Record<string, unknown>, field: 'text' | 'caption'): ParsedText {
  const raw = textOf(payload[field]);
  if (/\p{Surrogate}/u.test(raw)) throw new Refusal(400, 'Bad Request: strings must be encoded in UTF-8');
  if (payload['parse_mode'] === undefined) return { text: raw, bold: [] };
  if (payload['parse_mode'] !== 'HTML') throw new Refusal(400, 'Bad Request: unsupported parse_mode');
  try {
    return parseHtml(raw);
  } catch (error) {
    throw new Refusal(400, error instanceof Error ? error.message : 'Bad Request');
  }
}

function readButtons(markup: unknown): { text: string; data: string }[] {
  const rows =
    (markup as { inline_keyboard?: { text: string; callback_data: string }[][] } | undefined) ?? {};
  return (rows.inline_keyboard ?? []).flat().map(({ text, callback_data: data }) => {
    if (text.trim() === '') throw new Refusal(400, 'Bad Request: text buttons must have non-empty text');
    const bytes = Buffer.byteLength(data);
    if (bytes < 1 || bytes > 64) throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID');
    return { text, data };
  });
}

function uploaded(reference: unknown, files: UploadedFile[]): UploadedFile {
  const field = textOf(reference).replace(/^attach:\/\//, '');
  const file = files.find((one) => one.field === field);
  if (file === undefined) throw new Refusal(400, 'Bad Request: wrong file identifier/HTTP URL specified');
  if (file.bytes.length === 0) throw new Refusal(400, 'Bad Request: file must be non-empty');
  if (file.bytes.length > 50 * 1024 * 1024) throw new Refusal(413, 'Request Entity Too Large');
  return file;
}

function checkPhoto(file: UploadedFile | null): void {
  const start = file?.bytes.subarray(0, 4).toString('hex') ?? '';
  if (!PHOTO_SIGNATURES.some((one) => start.startsWith(one))) {
    throw new Refusal(400, 'Bad Request: IMAGE_PROCESS_FAILED');
  }
  if ((file?.bytes.length ?? 0) > 10 * 1024 * 1024) throw new Refusal(400, 'Bad Request: PHOTO_INVALID_SIZE');
}

function getFile(world: World, id: string): unknown {
  const file = world.files.get(id);
  if (file === undefined) {
    throw new Refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable');
  }
  if (file.bytes.length > 20 * 1024 * 1024) throw new Refusal(400, 'Bad Request: file is too big');
  return { file_id: id, file_unique_id: `u-${id}`, file_size: file.bytes.length, file_path: file.path };
}

function setMyCommands(world: World, payload: Record<string, unknown>): true {
  const commands = payload['commands'] as { command: string; description: string }[];
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw new Refusal(400, 'Bad Request: BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256) {
      throw new Refusal(400, 'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID');
    }
  }
  const scope = (payload['scope'] as { type: string } | undefined)?.type ?? 'default';
  const language = payload['language_code'];
  world.commands.set(language === undefined ? scope : `${scope}/${textOf(language)}`, commands);
  return true;
}

function asResult(world: World, chat: StoredChat, message: SentMessage): unknown {
  return {
    message_id: message.messageId,
    date: Math.floor(Date.now() / 1000),
    from: { id: world.bot.id, is_bot: true, first_name: 'Đôn Đốc', username: world.bot.username },
    chat,
    text: message.text,
  };
}

/** A field that should be text or a number, as text; empty when it is absent or something else. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
