/** Facts about a PDF: pages counted, words of its first pages, whether it is a scan, blank, signed. No picture is recognised. */
import { UserError } from '../../domain/errors.js';
import type { FileInspection } from '../../domain/inspection.js';
import type { Block } from '../block.js';
import { countLetters, fewestLetters, isGarbage } from '../readers/pdf-garbage.js';
import { linesOf, mendLines, textOf } from '../readers/pdf-lines.js';
import { joinPages, pageOf } from '../readers/pdf-pages.js';
import { visitPages } from '../readers/pdf-source.js';
import { renderPdf } from '../readers/scan-render.js';
import { isBlankPage, lookSide } from './blank.js';
import { factsOfBlocks, headingsIn, isDraft, noWords, type WordFacts } from './words.js';

/** Pages looked at for words, and the time given to that: a long report is known by its beginning. */
const mostPages = 60;
const mostMs = 1_000;

export type PdfFacts = Pick<FileInspection, 'pages' | 'isScan' | 'isBlank' | 'isSigned'> & WordFacts;

/** @throws UserError `file-encrypted`, `file-damaged`, `document-unreadable`, `file-too-big`. */
export async function factsOfPdf(bytes: Uint8Array): Promise<PdfFacts> {
  const began = Date.now();
  const lines: string[] = [];
  const drawn: string[] = [];
  let head: Block[] = [];
  let isScan = true;
  let seen = 0;
  const pages = await visitPages(bytes, async (source) => {
    seen += 1;
    const found = mendLines(linesOf(source.runs));
    const texts = found.map((line) => textOf(line.words));
    const text = texts.join('\n');
    if (countLetters(text) >= fewestLetters && !isGarbage(text)) {
      isScan = false;
      lines.push(...texts);
      drawn.push(...source.turned.slice(0, 50), source.turned.slice(0, 200).join(''));
      if (source.number === 1) head = joinPages([await pageOf(source, found)]).blocks;
    }
    return seen >= mostPages || Date.now() - began > mostMs ? 'enough' : undefined;
  });
  return {
    ...noWords,
    ...factsOfBlocks(head, drawn),
    headings: headingsIn(lines.map((text) => ({ text, isHeading: false }))),
    // A water mark may stand on any page.
    isDraft: isDraft(lines, drawn),
    pages,
    isScan,
    isBlank: isScan && (await isBlankScan(bytes, pages)),
    isSigned: isSigned(bytes) ? true : isScan ? null : false,
  };
}

/** Whether the first pages, one in the middle and the last have nothing on them. */
async function isBlankScan(bytes: Uint8Array, pages: number): Promise<boolean> {
  for (const number of new Set([1, 2, Math.ceil(pages / 2), pages])) {
    if (number > pages) continue;
    try {
      const [picture] = await renderPdf(bytes, [number], (longer) => lookSide / longer);
      if (picture === undefined || !isBlankPage(picture)) return false;
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  }
  return true;
}

/** A signature's dictionary is never packed: the bytes it covers are named in it by their places (ISO 32000-2, 12.8.1). */
function isSigned(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = file.indexOf('/ByteRange'); at >= 0; at = file.indexOf('/ByteRange', at + 10)) {
    if (/^\/ByteRange\s{0,20}\[\s{0,20}\d/.test(file.toString('latin1', at, at + 60))) return true;
  }
  return false;
}
