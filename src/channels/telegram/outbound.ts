/**
 * Outbound messages to Bot API calls, one call per part.
 * It paces nothing and stores nothing; what was already delivered of a message is remembered in memory only.
 */
import { createHash } from 'node:crypto';
import { InputFile } from 'grammy';
import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import { SendError } from '../../domain/errors.js';
import type { Choice, Destination, OutboundMessage, StoredFile } from '../../domain/message.js';
import { foldSpace } from '../../domain/text.js';
import { choiceLines, joinBlocks, numberChoices } from '../compose.js';
import { codePoints, splitText, utf8Bytes } from '../split.js';
import { CALL_MS, uploadMs, type Client } from './client.js';
import { isRefusal, toSendError, type Redact } from './errors.js';
import { cleanText, outgoingName, renderHtml } from './html.js';

/** Longest text and caption, in code points after the mark-up is read. Source: https://core.telegram.org/bots/api#sendmessage */
const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;
/** Largest button payload in bytes. Source: https://core.telegram.org/bots/api#inlinekeyboardbutton */
const LONGEST_DATA = 64;
/** Buttons the server takes under one message. */
const MOST_BUTTONS = 100;
/** Largest upload, in bytes; read as decimal megabytes to stay below either reading of "50 MB". */
export const LARGEST_UPLOAD = 50_000_000;

/** One call: a text, a picture with an optional caption, or a document. */
export interface Step {
  kind: 'text' | 'picture' | 'document';
  text: string;
  /** UTF-16 units at the start of `text` that are the heading. */
  boldLength: number;
  choices: Choice[];
  file: StoredFile | null;
}

/** Cuts a message into the calls that carry it: picture, text (choices under its last part), documents. */
export function planSteps(message: OutboundMessage): Step[] {
  const { buttons, lines } = divideChoices(message.choices ?? []);
  const heading = cleanText(message.heading ?? '').trim();
  const text = joinBlocks(heading, cleanText(message.text), lines);
  const picture = message.picture ?? null;
  const steps: Step[] = [];
  const isCaption = picture !== null && codePoints(text) <= LONGEST_CAPTION;
  // Buttons need something to hang on.
  const shown = text === '' && picture === null && buttons.length > 0 ? 'Mời chọn:' : text;
  const parts = isCaption ? [shown] : splitText(shown, LONGEST_TEXT);
  if (picture !== null && !isCaption) steps.push(step('picture', '', picture));
  parts.forEach((part, index) => {
    const one = step(isCaption ? 'picture' : 'text', part, isCaption ? picture : null);
    if (index === 0 && part.startsWith(heading)) one.boldLength = heading.length;
    if (index === parts.length - 1) one.choices = buttons;
    steps.push(one);
  });
  for (const file of message.files ?? []) steps.push(step('document', '', file));
  return steps;
}

function step(kind: Step['kind'], text: string, file: StoredFile | null): Step {
  return { kind, text, boldLength: 0, choices: [], file };
}

/** Choices that fit a button, and the others as numbered lines; the number is the place among all choices. */
function divideChoices(choices: readonly Choice[]): { buttons: Choice[]; lines: string } {
  const numbered = numberChoices(choices).map((choice) => ({ ...choice, label: cleanText(choice.label) }));
  const fits = (choice: Choice): boolean =>
    choice.command !== '' && utf8Bytes(choice.command) <= LONGEST_DATA;
  const buttons = numbered.filter(fits).slice(0, MOST_BUTTONS);
  return { buttons, lines: choiceLines(numbered.filter((choice) => !buttons.includes(choice))) };
}

export interface Sender {
  /** See `Channel.send`. */
  send(to: Destination, message: OutboundMessage): Promise<string[]>;
}

/**
 * How long, and for how many messages, delivered parts are remembered. A message that fails half-way is sent again
 * as a whole by the outbox; without this its first parts would arrive twice.
 */
const REMEMBER_MS = 60 * 60_000;
const REMEMBER_MOST = 500;

/**
 * @param openFile gives the path of a stored file, for reading.
 * @param now milliseconds since the epoch.
 */
export function createSender(deps: {
  client: Client;
  redact: Redact;
  openFile: (file: StoredFile) => Promise<{ path: string }>;
  now: () => number;
  onNote: (fields: object, message: string) => void;
}): Sender {
  const { client, redact, openFile, now, onNote } = deps;
  const unfinished = new Map<string, { ids: string[]; at: number }>();

  async function call(chatId: number, one: Step, options: CallOptions): Promise<Message> {
    const common = {
      ...(options.threadId === null ? {} : { message_thread_id: options.threadId }),
      ...(one.choices.length === 0 ? {} : { reply_markup: keyboard(one.choices) }),
    };
    const body = options.isPlain ? one.text : renderHtml(one.text, one.boldLength);
    const mode = options.isPlain ? {} : { parse_mode: 'HTML' as const };
    if (one.file === null) {
      return client.call(CALL_MS, (api, signal) =>
        api.sendMessage(
          chatId,
          body,
          { ...common, ...mode, link_preview_options: { is_disabled: true } },
          signal,
        ),
      );
    }
    // A fresh InputFile each time: one object must not serve two uploads.
    const upload = new InputFile((await open(one.file)).path, outgoingName(one.file.name));
    const rest = { ...common, ...(body === '' ? {} : { caption: body, ...mode }) };
    return client.call<Message>(uploadMs(one.file.size), (api, signal) =>
      options.isDocument
        ? api.sendDocument(chatId, upload, rest, signal)
        : api.sendPhoto(chatId, upload, rest, signal),
    );
  }

  async function open(file: StoredFile): Promise<{ path: string }> {
    if (file.size > LARGEST_UPLOAD) throw new SendError('rejected', 'file is larger than the platform takes');
    try {
      return await openFile(file);
    } catch {
      throw new SendError('rejected', 'file to send is missing from the vault');
    }
  }

  /** Sends one part, giving up what the platform objects to: a closed topic, the mark-up, the picture form. */
  async function perform(chatId: number, one: Step, options: CallOptions): Promise<string> {
    for (;;) {
      try {
        return String((await call(chatId, one, options)).message_id);
      } catch (error) {
        if (
          options.threadId !== null &&
          isRefusal(error, 400, /thread not found|topic.?(?:closed|deleted|not.?found)/i)
        ) {
          options.threadId = null;
        } else if (!options.isPlain && isRefusal(error, 400, /can't parse entities/i)) {
          options.isPlain = true;
        } else if (!options.isDocument && one.kind === 'picture' && isRefusal(error, 400, /photo|image/i)) {
          options.isDocument = true;
        } else {
          throw error;
        }
        onNote({ step: one.kind }, 'Telegram refused the form of a message; sending it plainer');
      }
    }
  }

  function forgetOld(): void {
    for (const [key, { at }] of unfinished) {
      if (now() - at > REMEMBER_MS || unfinished.size > REMEMBER_MOST) unfinished.delete(key);
    }
  }

  return {
    async send(to, message) {
      const chatId = Number(to.externalId);
      if (!/^-?\d{1,16}$/.test(to.externalId))
        throw new SendError('rejected', 'destination is not a chat id');
      const steps = planSteps(message);
      if (steps.length === 0) throw new SendError('rejected', 'message is empty');
      forgetOld();
      const key = createHash('sha256')
        .update(JSON.stringify([to, message]))
        .digest('base64url');
      const ids = [...(unfinished.get(key)?.ids ?? [])];
      // General is topic 1 and must not be named when sending.
      const topic = to.topicId === null || to.topicId === '1' ? null : Number(to.topicId);
      let threadId = topic;
      try {
        for (const one of steps.slice(ids.length)) {
          const options = { threadId, isPlain: false, isDocument: one.kind === 'document' };
          ids.push(await perform(chatId, one, options));
          threadId = options.threadId;
        }
      } catch (error) {
        if (ids.length > 0) unfinished.set(key, { ids, at: now() });
        throw toSendError(error, redact);
      }
      unfinished.delete(key);
      return ids;
    },
  };
}

interface CallOptions {
  threadId: number | null;
  isPlain: boolean;
  isDocument: boolean;
}

/** One choice per row: Vietnamese labels are long and telephones narrow. */
function keyboard(choices: readonly Choice[]): InlineKeyboardMarkup {
  return {
    inline_keyboard: choices.map(({ label, command }) => [
      { text: foldSpace(label) || command, callback_data: command },
    ]),
  };
}
