/**
 * Links to files of a conversation and the answers behind them.
 * A link names a place in a transcript, never a path or a hash; it works only for a member of that conversation.
 * Only a picture made by the assistant is shown in place; what people sent is saved, never opened, by the browser.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { UserError } from '../../domain/errors.js';
import type { StoredFile } from '../../domain/message.js';
import type { WebConfig, WebTranscriptEntry } from './config.js';
import { contentDisposition } from '../../domain/file-name.js';
import { notFound } from './refusal.js';
import type { People, Visitor } from './people.js';

/** A file as the page sees it. */
export interface ShownFile {
  name: string;
  size: number;
  url: string;
}

/** An entry as the page sees it. */
export interface ShownEntry {
  id: string;
  conversation: string;
  sequence: number;
  at: string;
  fromPerson: boolean;
  author: string;
  message: {
    heading?: string;
    text: string;
    choices?: { label: string; command: string }[];
    files?: ShownFile[];
    picture?: ShownFile;
  };
}

const purpose = 'web-file:';
const pictureType = 'image/png';

export interface WebFiles {
  /** The entry with its files as signed links. */
  show(conversation: string, entry: WebTranscriptEntry): ShownEntry;
  /** Answers a link: 404 for anything forged, expired, none of these visitors', or gone. */
  answer(visitors: Visitor[], signed: string, reply: FastifyReply): Promise<FastifyReply>;
}

export function createWebFiles(config: WebConfig, people: People): WebFiles {
  function shown(file: StoredFile, conversation: string, sequence: number, place: string): ShownFile {
    const token = config.sign(`${purpose}${conversation}:${sequence}:${place}`);
    return {
      name: file.name,
      size: file.size,
      url: `/web/files/${encodeURIComponent(token)}`,
    };
  }

  /** The file behind a link, and whether it stands in the place of a picture. */
  function find(visitors: Visitor[], signed: string): { file: StoredFile; isPicture: boolean } {
    const payload = config.verify(signed);
    if (payload?.startsWith(purpose) !== true) throw notFound();
    const [conversation = '', sequence = '', place = ''] = payload.slice(purpose.length).split(':');
    const mayFetch = visitors.some((one) => isKnown(one) && people.mayRead(one.id, conversation));
    if (!mayFetch) throw notFound();
    const entry = config.transcript.list(conversation, Number(sequence) - 1)[0];
    if (entry === undefined || entry.sequence !== Number(sequence)) throw notFound();
    const isPicture = place === 'picture';
    const file = isPicture ? entry.message.picture : entry.message.files?.[Number(place)];
    if (file === undefined) throw notFound();
    return { file, isPicture };
  }

  // Outside the demo a removed person's links are dead with the link itself.
  function isKnown(visitor: Visitor): boolean {
    return config.mode === 'demo' || !visitor.isNewcomer;
  }

  return {
    show(conversation, entry) {
      const { message, sequence } = entry;
      return {
        id: entry.id,
        conversation,
        sequence,
        at: entry.at,
        fromPerson: entry.fromPerson,
        author: entry.author,
        message: {
          text: message.text,
          ...(message.heading === undefined ? {} : { heading: message.heading }),
          ...(message.choices === undefined ? {} : { choices: message.choices }),
          ...(message.files === undefined
            ? {}
            : { files: message.files.map((file, index) => shown(file, conversation, sequence, `${index}`)) }),
          ...(message.picture === undefined
            ? {}
            : { picture: shown(message.picture, conversation, sequence, 'picture') }),
        },
      };
    },
    async answer(visitors, signed, reply) {
      const { file, isPicture } = find(visitors, signed);
      const path = await pathOf(config, file);
      const { size } = await stat(path).catch(() => {
        throw notFound();
      });
      const isShown = isPicture && file.mime === pictureType;
      return reply
        .header('content-type', isShown ? file.mime : 'application/octet-stream')
        .header('content-length', size)
        .header('content-disposition', contentDisposition(isShown ? 'inline' : 'attachment', file.name))
        .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
        .header('cache-control', 'no-store')
        .header('x-robots-tag', 'noindex')
        .send(createReadStream(path));
    },
  };
}

async function pathOf(config: WebConfig, file: StoredFile): Promise<string> {
  try {
    return (await config.openFile(file)).path;
  } catch (error) {
    if (error instanceof UserError) throw notFound();
    throw error;
  }
}
