/**
 * Bytes of a file → draft, in this thread: decides the kind by content and calls its reader.
 * The worker and its limits are `index.ts`; the rules of reading are `read-plan.ts`.
 */
import { fileTypeFromBuffer } from 'file-type';
import { UserError } from '../domain/errors.js';
import type { ReadResult } from '../domain/plan.js';
import { archiveKind, hasMarkedPart, wordBlocks } from './readers/docx.js';
import type { SeenPage } from './readers/ocr-page.js';
import { marksOfPdf, readPdfText } from './readers/pdf.js';
import { mostSeenPages, readScannedPdf } from './readers/scan.js';
import type { Block } from './block.js';
import type { ReadOptions } from './read-plan.js';
import { readBlocks } from './read-plan.js';
import { csvOf, isMarkedWorkbook, oldWorkbookOf, readWorkbook, workbookOf } from './read-sheet.js';
import { type Compound, isCompound, openCompound } from './readers/compound.js';
import { docBlocks, docWords, plainWords } from './readers/doc.js';
import { decodeText, utf16Of } from './readers/encoding.js';
import { readHtml } from './readers/html.js';
import { decodeHtml, isPage } from './readers/html-decode.js';
import { isMarkedSecret } from './secrecy.js';
import { readTextBlocks } from './readers/text-reader.js';
import { unpack } from './readers/zip-gate.js';

/** Longest text taken for a plan, in UTF-16 units (a plan of 500 pages has about 1.5 million). */
export const longestText = 3_000_000;

/** Thrown when words stand in pictures: they are recognised elsewhere, in a queue of their own. */
export class PicturesInside extends Error {
  /** Pages to be recognised, from 1. */
  readonly pages: number[];
  constructor(pages: number[]) {
    super('pages have to be recognised');
    this.name = 'PicturesInside';
    this.pages = pages;
  }
}

/**
 * Reads a plan document.
 * @throws UserError `file-empty`, `file-kind-refused` (detail: the kind), `file-damaged`, `file-encrypted`, `file-too-big`,
 *   `file-secret`, `document-unreadable`, `scan-too-long`; PicturesInside when pages have to be recognised first.
 * @param seen those pages, once they were.
 */
export async function readFile(
  bytes: Uint8Array,
  options: ReadOptions,
  seen: ReadonlyMap<number, SeenPage> | null = null,
): Promise<ReadResult> {
  try {
    return await readKind(bytes, options, seen);
  } catch (error) {
    if (error instanceof UserError || error instanceof PicturesInside) throw error;
    // Anything a parser throws on hostile bytes means one thing to the sender.
    throw new UserError('document-unreadable', null);
  }
}

/**
 * Whether a file of any kind carries a mark of secrecy that can be seen in its words: Word files, sheets, .pdf, pages and
 * plain text are looked into. A file that cannot be opened is not called marked; whether it is any good is asked elsewhere.
 * @returns `pictures` when the first page of a PDF is one: its words have to be recognised.
 * @throws UserError `file-encrypted` when nobody can look into it without its password.
 */
export async function isMarkedFile(bytes: Uint8Array): Promise<boolean | 'pictures'> {
  try {
    if (isZip(bytes)) {
      const entries = await unpack(bytes);
      const book = workbookOf(entries);
      if (book !== null) return isMarkedWorkbook(book);
      return archiveKind(entries) === 'docx' && hasMarkedPart(entries);
    }
    if (isPdf(bytes)) {
      const { isMarked, isFirstEmpty } = await marksOfPdf(bytes);
      return !isMarked && isFirstEmpty ? 'pictures' : isMarked;
    }
    if (isCompound(bytes)) return await isMarkedCompound(bytes);
    if (isPage(bytes)) return isMarkedSecret(linesOf(readHtml(decodeHtml(bytes))));
    return isMarkedSecret(decodeText(bytes).text);
  } catch (error) {
    if (error instanceof UserError && error.code !== 'file-encrypted') return false;
    throw error;
  }
}

/** The mark of a zip archive, an empty one included. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/** The mark of a PDF, right at the start or behind a few bytes that a copying program put before it. */
export function isPdf(bytes: Uint8Array): boolean {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 32)).indexOf('%PDF-');
  return at >= 0 && at <= 16;
}

async function readKind(
  bytes: Uint8Array,
  options: ReadOptions,
  seen: ReadonlyMap<number, SeenPage> | null,
): Promise<ReadResult> {
  if (bytes.byteLength === 0) throw new UserError('file-empty', null);
  if (isZip(bytes)) {
    const entries = await unpack(bytes);
    const book = workbookOf(entries);
    if (book !== null) return readWorkbook(book, options);
    const blocks = wordBlocks(entries);
    if (blocks.every((block) => block.text === '')) throw new UserError('document-unreadable', null);
    return readBlocks(blocks, options, { kind: 'docx', pages: null, confidence: null });
  }
  if (isPdf(bytes)) return readPdf(bytes, options, seen);
  if (isCompound(bytes)) return readCompound(bytes, options);
  if (isPage(bytes)) return readPage(decodeHtml(bytes), options);
  // The head of a UTF-16 text looks like an MPEG frame; such a file is decoded and judged as text.
  const wide = utf16Of(bytes) !== null;
  const kind = wide ? undefined : await fileTypeFromBuffer(bytes.subarray(0, 4100)).catch(() => undefined);
  if (kind !== undefined) throw new UserError('file-kind-refused', kind.ext);
  const { text } = decodeText(bytes);
  if (text.trim() === '') throw new UserError('file-empty', null);
  if (text.length > longestText) throw new UserError('document-unreadable', null);
  if (isMarkedSecret(text)) throw new UserError('file-secret', null);
  const table = csvOf(text);
  return table === null ? readBlocks(readTextBlocks(text), options) : readWorkbook(table, options);
}

/** A saved web page, or what Word has written as one. */
function readPage(html: string, options: ReadOptions): ReadResult {
  const blocks = readHtml(html);
  if (blocks.length === 0) throw new UserError('document-unreadable', null);
  if (isMarkedSecret(linesOf(blocks))) throw new UserError('file-secret', null);
  return readBlocks(blocks, options, { kind: 'html', pages: null, confidence: null });
}

function linesOf(blocks: readonly Block[]): string {
  return blocks.flatMap((block) => block.lines).join('\n');
}

/** A PDF; pages without text are pictures, which are recognised before it is read. */
async function readPdf(
  bytes: Uint8Array,
  options: ReadOptions,
  seen: ReadonlyMap<number, SeenPage> | null,
): Promise<ReadResult> {
  if (seen !== null) {
    const { blocks, source } = await readScannedPdf(bytes, seen);
    return readBlocks(blocks, options, source);
  }
  const pdf = await readPdfText(bytes);
  if (pdf.isMarked) throw new UserError('file-secret', null);
  if (pdf.emptyPages.length > mostSeenPages) throw new UserError('scan-too-long', String(mostSeenPages));
  if (pdf.emptyPages.length > 0) throw new PicturesInside(pdf.emptyPages);
  if (pdf.blocks.length === 0) throw new UserError('document-unreadable', null);
  return readBlocks(pdf.blocks, options, { kind: 'pdf', pages: pdf.pages, confidence: null });
}

/** Old Office files share one container; the name of a stream inside tells which it is. */
async function readCompound(bytes: Uint8Array, options: ReadOptions): Promise<ReadResult> {
  const compound = openCompound(bytes);
  const book = oldWorkbookOf(compound);
  if (book !== null) return readWorkbook(book, options);
  if (!isDoc(compound)) throw new UserError('file-kind-refused', 'cfb');
  const words = await docWords(compound);
  if (plainWords(words).some(isMarkedSecret)) throw new UserError('file-secret', null);
  const blocks = docBlocks(words);
  if (blocks.every((block) => block.text.trim() === '')) throw new UserError('document-unreadable', null);
  return readBlocks(blocks, options, { kind: 'doc', pages: null, confidence: null });
}

async function isMarkedCompound(bytes: Uint8Array): Promise<boolean> {
  const compound = openCompound(bytes);
  const book = oldWorkbookOf(compound);
  if (book !== null) return isMarkedWorkbook(book);
  return isDoc(compound) && plainWords(await docWords(compound)).some(isMarkedSecret);
}

/** Whether a compound file is an old Word document. */
export function isDoc(compound: Compound): boolean {
  return compound.names.includes('WordDocument');
}
