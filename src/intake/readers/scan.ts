/**
 * Recognised pages → blocks: of a PDF whose pages are pictures, wholly or in part, and of photographs of one document.
 * Recognising is `ocr-page.ts`, in a thread of its own; reading order, tables and paragraphs are those of PDFs.
 */
import { UserError } from '../../domain/errors.js';
import type { DocumentSource } from '../../domain/plan.js';
import { fold } from '../../domain/text.js';
import type { Block } from '../block.js';
import { isMarkedSecret } from '../secrecy.js';
import type { SeenPage } from './ocr-page.js';
import { isMarkedPage, readPdfText } from './pdf.js';
import { linesOf } from './pdf-lines.js';
import type { DrawnPage, ReadPage } from './pdf-pages.js';
import { joinPages, pageOf } from './pdf-pages.js';

/** Most pages that are recognised in one document: at five seconds a page that is five minutes. */
export const mostSeenPages = 60;

/** What a scan says. */
export interface ScanText {
  blocks: Block[];
  source: DocumentSource;
}

/** A recognised page as the reader of PDFs takes it. */
function drawn(page: SeenPage, number: number): DrawnPage {
  const { width, height, runs, rules } = page;
  return { number, width, height, runs, turned: [], rules: async () => rules };
}

/**
 * A PDF with the pages that were recognised in it.
 * @param seen by page number, from 1.
 * @throws UserError `file-secret`, `document-unreadable` when nothing could be read, and as `readPdfText`.
 */
export async function readScannedPdf(
  bytes: Uint8Array,
  seen: ReadonlyMap<number, SeenPage>,
): Promise<ScanText> {
  const pages = new Map([...seen].map(([number, page]) => [number, drawn(page, number)]));
  const pdf = await readPdfText(bytes, pages);
  if (pdf.isMarked || [...pages.values()].some(isMarkedSeen)) throw new UserError('file-secret', null);
  if (pdf.blocks.length === 0) throw new UserError('document-unreadable', null);
  // A blank leaf or a lone signature in a file of text does not make it a scan.
  const isScan = pdf.blocks.some((block) => block.confidence !== null);
  const kind = isScan ? 'scan' : 'pdf';
  return { blocks: pdf.blocks, source: sourceOf(kind, pdf.pages, seen) };
}

/**
 * Photographs of the pages of one document, in order.
 * @throws UserError `file-secret`, `document-unreadable`.
 */
export async function readPhotos(seen: readonly SeenPage[]): Promise<ScanText> {
  const drawings = seen.map((page, index) => drawn(page, index + 1));
  if (drawings.some(isMarkedSeen)) throw new UserError('file-secret', null);
  const pages: ReadPage[] = await Promise.all(drawings.map((page) => pageOf(page)));
  const { blocks } = joinPages(pages);
  if (blocks.length === 0) throw new UserError('document-unreadable', null);
  return {
    blocks,
    source: sourceOf('scan', seen.length, new Map(seen.map((page, index) => [index + 1, page]))),
  };
}

function sourceOf(
  kind: DocumentSource['kind'],
  pages: number,
  seen: ReadonlyMap<number, SeenPage>,
): DocumentSource {
  const unread = [...seen]
    .filter(([, page]) => !page.isBlank && page.runs.length === 0)
    .map(([number]) => number);
  const confidence = meanOf([...seen.values()]);
  return { kind, pages, confidence, ...(unread.length > 0 ? { unread } : {}) };
}

function isMarkedSeen(page: DrawnPage): boolean {
  return isMarkedPage(page, linesOf(page.runs));
}

/** Mean of the recognised words, weighed by how many there are. */
function meanOf(pages: readonly SeenPage[]): number | null {
  let [sum, count] = [0, 0];
  for (const { confidence, runs } of pages) {
    if (confidence === null) continue;
    sum += confidence * runs.length;
    count += runs.length;
  }
  return count === 0 ? null : Math.round((sum / count) * 1000) / 1000;
}

/**
 * Whether recognised lines carry a mark of secrecy. Accents over capitals are what recognition loses first: a line that
 * is nothing but "MAT" or "TOI MAT" counts as one.
 */
export function isMarkedByLines(lines: readonly string[]): boolean {
  if (isMarkedSecret(lines.join('\n'))) return true;
  return lines.some((line) => {
    const letters = line.replace(/[^\p{L}\s]+/gu, ' ').trim();
    return (
      letters.length > 0 &&
      letters === letters.toUpperCase() &&
      /^(?:toi |tuyet |do )?mat$/.test(fold(letters).replace(/\s+/g, ' '))
    );
  });
}
