/**
 * Links to files of a conversation and the answers behind them.
 * A link names a place in a transcript, never a path or a hash; it works only for a member of that conversation.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { UserError } from '../../domain/errors.js';
import type { StoredFile } from '../../domain/message.js';
import type { WebConfig, WebTranscriptEntry } from './config.js';
import { notFound } from './refusal.js';
import type { People, Visitor } from './people.js';

/** A file as the page sees it. */
export interface ShownFile {
  name: string;
  size: number;
  /** True when `url` with `?xem` shows it in place. */
  isPicture: boolean;
  url: string;
}

/** An entry as the page sees it; `isOwn` when the asking visitor wrote it. */
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
const inlineTypes = new Set(['image/png', 'image/jpeg']);

export interface WebFiles {
  /** The entry with its files as signed links. */
  show(conversation: string, entry: WebTranscriptEntry): ShownEntry;
  /** Answers a link: 404 for anything forged, expired, not this visitor's, or gone. */
  answer(visitor: Visitor, signed: string, inline: boolean, reply: FastifyReply): Promise<FastifyReply>;
}

export function createWebFiles(config: WebConfig, people: People): WebFiles {
  function shown(file: StoredFile, conversation: string, sequence: number, place: string): ShownFile {
    const token = config.sign(`${purpose}${conversation}:${sequence}:${place}`);
    return {
      name: file.name,
      size: file.size,
      isPicture: inlineTypes.has(file.mime),
      url: `/web/files/${encodeURIComponent(token)}`,
    };
  }

  function find(visitor: Visitor, signed: string): StoredFile {
    const payload = config.verify(signed);
    if (payload?.startsWith(purpose) !== true) throw notFound();
    const [conversation = '', sequence = '', place = ''] = payload.slice(purpose.length).split(':');
    people.conversation(visitor, conversation);
    const entry = config.transcript.list(conversation, Number(sequence) - 1)[0];
    if (entry === undefined || entry.sequence !== Number(sequence)) throw notFound();
    const file = place === 'picture' ? entry.message.picture : entry.message.files?.[Number(place)];
    if (file === undefined) throw notFound();
    return file;
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
    async answer(visitor, signed, inline, reply) {
      const file = find(visitor, signed);
      const path = await pathOf(config, file);
      const { size } = await stat(path).catch(() => {
        throw notFound();
      });
      const isShown = inline && inlineTypes.has(file.mime);
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

/**
 * A Content-Disposition value that keeps a Vietnamese name and cannot be split or disguised.
 * Source: RFC 6266 section 4.3, RFC 8187 section 3.2.
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const clean =
    wellFormed(name)
      .normalize('NFC')
      // Controls, separators of paths, quotes, and marks that reverse the reading direction of a name.
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"\\/:*?<>|]/gu, '_')
      .slice(0, 200)
      .trim() || 'tep';
  const ascii = clean
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]|%/g, '_');
  const encoded = encodeURIComponent(wellFormed(clean)).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Half a surrogate pair, which cannot be percent-encoded, becomes the replacement character. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
