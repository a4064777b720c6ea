/**
 * Bytes → facts about a file (`domain/inspection.ts`), in this thread: the kind by content, then its own module. Never an
 * error: what cannot be looked into has no facts. The process around it and its limits are `intake/index.ts`.
 */
import { fileTypeFromBuffer } from 'file-type';
import { UserError } from '../../domain/errors.js';
import type { FileInspection, FileKind } from '../../domain/inspection.js';
import { isPdf, isZip } from '../read-file.js';
import { isCompound } from '../readers/compound.js';
import { decodeText, utf16Of } from '../readers/encoding.js';
import { readHtml } from '../readers/html.js';
import { decodeHtml, isPage } from '../readers/html-decode.js';
import { pictureKind, readPicture } from '../readers/scan-picture.js';
import { readTextBlocks } from '../readers/text-reader.js';
import { unpack } from '../readers/zip-gate.js';
import { isBlankPage, lookSide } from './blank.js';
import { factsOfArchive } from './office.js';
import { factsOfCompound } from './old-office.js';
import { factsOfPdf } from './pdf.js';
import { factsOfBlocks, noWords } from './words.js';

/** Facts without the hash, which whoever holds the file knows. */
export type FileFacts = Omit<FileInspection, 'sha256'>;

/** Longest text looked into, in bytes. */
const textBytes = 4 * 1024 * 1024;

/** What is known of a file of this kind that was not looked into: nothing that could be held against it. */
export function bareFacts(kind: FileKind): FileFacts {
  const isPicture = kind === 'picture';
  return {
    kind,
    opens: true,
    pages: isPicture ? 1 : null,
    ...noWords,
    isScan: isPicture,
    isBlank: false,
    isSigned: null,
  };
}

/** Looks into a file. @returns `opens: false` when it is damaged or locked. */
export async function inspectBytes(bytes: Uint8Array): Promise<FileFacts> {
  const kind = await kindOfHead(bytes);
  try {
    return { ...bareFacts(kind), ...(await factsOf(kind, bytes)) };
  } catch (error) {
    return { ...bareFacts(kind), opens: !isBroken(error) };
  }
}

/** Past a limit of ours is not broken, and what else a parser throws says no more than that it could not read the file. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof UserError)) return false;
  return error.code === 'file-damaged' || error.code === 'file-encrypted' || error.cause !== undefined;
}

async function factsOf(kind: FileKind, bytes: Uint8Array): Promise<Partial<FileFacts>> {
  switch (kind) {
    case 'archive':
      return factsOfArchive(await unpack(bytes));
    case 'pdf':
      return factsOfPdf(bytes);
    case 'doc':
      return factsOfCompound(bytes);
    case 'picture':
      if (pictureKind(bytes) === null) return {};
      if (isCutOff(bytes)) throw new UserError('file-damaged');
      return { isBlank: isBlankPage(await readPicture(bytes, lookSide)) };
    case 'html':
      return factsOfBlocks(readHtml(decodeHtml(bytes)));
    case 'text':
      return factsOfBlocks(readTextBlocks(decodeText(bytes.subarray(0, textBytes)).text));
    default:
      return {};
  }
}

/** A JPEG whose last scan has no end: decoders fill the rest with grey (ITU-T T.81, B.1.1.3). */
function isCutOff(bytes: Uint8Array): boolean {
  if (pictureKind(bytes) !== 'jpg') return false;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = (code: number): number => file.lastIndexOf(Buffer.from([0xff, code]));
  return mark(0xd9) < mark(0xda) || mark(0xda) < 0;
}

/** The kind as its first bytes tell: all zip archives are `archive`, all old Office containers `doc`, until they are opened. */
export async function kindOfHead(bytes: Uint8Array): Promise<FileKind> {
  if (bytes.byteLength === 0) return 'other';
  if (isZip(bytes)) return 'archive';
  if (isPdf(bytes)) return 'pdf';
  if (isCompound(bytes)) return 'doc';
  if (pictureKind(bytes) !== null) return 'picture';
  const isWide = utf16Of(bytes) !== null;
  const found = isWide ? undefined : await fileTypeFromBuffer(bytes.subarray(0, 4100)).catch(() => undefined);
  if (found?.mime.startsWith('image/') === true) return 'picture';
  if (found?.ext === 'rtf') return 'rtf';
  if (found !== undefined && found.ext !== 'xml') return 'other';
  if (isPage(bytes)) return 'html';
  return isText(bytes) ? 'text' : 'other';
}

function isText(bytes: Uint8Array): boolean {
  try {
    decodeText(bytes.subarray(0, 64 * 1024));
    return true;
  } catch (error) {
    // Letters that were lost before it came here are a text all the same; control characters are none.
    return (
      error instanceof UserError &&
      error.code === 'document-unreadable' &&
      !bytes.subarray(0, 4096).includes(0)
    );
  }
}
