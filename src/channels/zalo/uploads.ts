/**
 * Files and pictures the platform takes, uploaded for a token that lives seven days. What it does not take goes as a link,
 * which is decided before (`Channel.capabilities`).
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SendError } from '../../domain/errors.js';
import type { StoredFile } from '../../domain/message.js';
import type { ZaloApi } from './api.js';

/** Kinds and sizes. Source: OA OpenAPI, upload of files and images. */
export const sendableFiles: readonly string[] = [
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
];
export const largestSentFile = 5_000_000;
export const sendablePictures: readonly string[] = ['image/png', 'image/jpeg'];
export const largestSentPicture = 1_000_000;
/** Tokens are used for six of their seven days. */
const lifeMs = 6 * 86_400_000;
const mostRemembered = 500;

export interface Uploads {
  /** Token of a document. @throws ZaloError, SendError. */
  file(file: StoredFile): Promise<string>;
  /** Id of a picture. */
  picture(file: StoredFile): Promise<string>;
  /** Forgets one that turned out to have expired. */
  forget(file: StoredFile): void;
}

/** @param nowMs real time: the platform's tokens do not age by a demo's clock. */
export function createUploads(deps: {
  api: ZaloApi;
  openFile: (file: StoredFile) => Promise<{ path: string }>;
  nowMs?: () => number;
}): Uploads {
  const nowMs = deps.nowMs ?? Date.now;
  const known = new Map<string, { id: string; at: number }>();

  async function upload(file: StoredFile, path: string, field: string): Promise<string> {
    const remembered = known.get(file.sha256);
    if (remembered && nowMs() - remembered.at < lifeMs) return remembered.id;
    let bytes: Buffer;
    try {
      bytes = await readFile((await deps.openFile(file)).path);
    } catch {
      throw new SendError('rejected', 'file to send is missing from the vault');
    }
    const data = await deps.api.call({
      method: 'POST',
      path,
      upload: { name: file.name.normalize('NFC'), mime: file.mime, bytes },
    });
    const id = z.looseObject({ [field]: z.string().min(1) }).safeParse(data).data?.[field];
    if (typeof id !== 'string') throw new SendError('rejected', 'Zalo took an upload without naming it');
    if (known.size >= mostRemembered) known.clear();
    known.set(file.sha256, { id, at: nowMs() });
    return id;
  }

  return {
    file: (file) => upload(file, '/v2.0/oa/upload/file', 'token'),
    picture: (file) => upload(file, '/v2.0/oa/upload/image', 'attachment_id'),
    forget: (file) => void known.delete(file.sha256),
  };
}
