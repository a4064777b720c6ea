/**
 * Reads a multipart request: fields first, then files, each streamed straight into the vault.
 * Nothing is buffered whole; what the app thinks of the files is decided later.
 */
import { PassThrough, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { UserError } from '../../domain/errors.js';
import type { StoredFile } from '../../domain/message.js';
import type { WebConfig } from './config.js';
import { cleanFileName } from '../../domain/file-name.js';
import { fromUserError, refusal as refuse, tooBig, type WebRefusal } from './refusal.js';

/** Files one message may carry. */
export const maxFiles = 10;

/** Limits for the multipart reader; the vault refuses what is too big, this only stops endless bodies. */
export function multipartLimits(config: WebConfig): object {
  return {
    throwFileSizeLimit: false,
    limits: {
      fileSize: config.maxUploadBytes + 1,
      files: maxFiles,
      fields: 8,
      fieldSize: 32 * 1024,
      fieldNameSize: 64,
      headerPairs: 32,
      parts: maxFiles + 8,
    },
  };
}

export interface Upload {
  fields: Map<string, string>;
  files: StoredFile[];
}

/**
 * Reads the whole request.
 * @param allow called with the fields before the first file is stored; throws to refuse.
 * @throws WebRefusal naming the file that was refused, or for a malformed or too long request. The rest of the
 * request is read and dropped first, so that the browser gets the answer instead of a broken line.
 */
export async function readUpload(
  request: FastifyRequest,
  config: WebConfig,
  allow: (fields: Map<string, string>) => void,
): Promise<Upload> {
  if (!request.isMultipart()) throw refuse(400, 'bad-request');
  const fields = new Map<string, string>();
  const files: StoredFile[] = [];
  let refusal: unknown = null;
  let isAllowed = false;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.valueTruncated) refusal ??= refuse(413, 'too-long');
        if (typeof part.value === 'string') fields.set(part.fieldname, part.value);
        continue;
      }
      try {
        if (refusal === null) {
          if (!isAllowed) allow(fields);
          isAllowed = true;
          files.push(await store(part.file, part.filename, config));
        }
      } catch (error) {
        refusal =
          error instanceof UserError
            ? fromUserError(error, config.maxUploadBytes, cleanFileName(part.filename))
            : error;
      }
      await drain(part.file);
    }
  } catch (error) {
    throw refusal ?? requestFault(error);
  }
  if (refusal !== null) throw refusal;
  if (!isAllowed) allow(fields);
  if (files.length === 0) throw refuse(400, 'bad-request');
  return { fields, files };
}

async function store(
  source: Readable & { truncated?: boolean },
  name: string,
  config: WebConfig,
): Promise<StoredFile> {
  // A reader that stops early destroys what it reads from; the pipe between keeps the request readable.
  const pipe = new PassThrough();
  const fail = (error: Error): void => void pipe.destroy(error);
  source.once('error', fail);
  source.once('close', () => {
    if (!source.readableEnded) fail(new Error('upload broken off'));
  });
  source.pipe(pipe);
  try {
    const stored = await config.storeUpload(pipe, cleanFileName(name));
    if (source.truncated === true) throw tooBig(config.maxUploadBytes);
    return stored;
  } catch (error) {
    // The line broke: not a fault of ours, and nobody is left to tell.
    throw source.readableEnded || error instanceof UserError || !source.destroyed
      ? error
      : refuse(400, 'bad-request');
  } finally {
    source.unpipe(pipe);
  }
}

/** Reads a part to its end and drops it; whatever the vault left unread would block the parts behind it. */
async function drain(source: Readable): Promise<void> {
  if (source.readableEnded || source.destroyed) return;
  source.resume();
  await finished(source).catch(() => undefined);
}

function requestFault(error: unknown): WebRefusal {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT') return refuse(413, 'too-many-files');
  return refuse(400, 'bad-request');
}
