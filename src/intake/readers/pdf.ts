/**
 * PDF → blocks of the document in reading order; says which pages have no text, for the reader of scans, and takes the
 * recognised words of those pages in their place. Puts the steps together; recognises no pictures itself.
 */
import type { Block } from '../block.js';
import { isMarkedSecret } from '../secrecy.js';
import { countLetters, fewestLetters, isGarbage } from './pdf-garbage.js';
import type { Line } from './pdf-lines.js';
import { linesOf, mendLines, textOf } from './pdf-lines.js';
import type { DrawnPage, ReadPage } from './pdf-pages.js';
import { joinPages, pageOf } from './pdf-pages.js';
import { visitPages } from './pdf-source.js';

/** What a PDF says. */
export interface PdfText {
  /** Every block names its page. */
  blocks: Block[];
  /** Number of pages. */
  pages: number;
  /** Pages, from 1, without text or with letters that are none: they hold pictures, or nothing. */
  emptyPages: number[];
  /** Every word of the first page, stamps, water marks, heads and feet with them; a line per line. */
  firstPageText: string;
  /** Whether the first page, or the top, foot or water mark of any page, carries a mark of secrecy. */
  isMarked: boolean;
}

/**
 * Reads the text of a PDF.
 * @param seen pages that were recognised from their pictures; they stand for what the file says there.
 * @throws UserError `file-encrypted`, `file-too-big`, `file-damaged`, `document-unreadable`.
 */
export async function readPdfText(
  bytes: Uint8Array,
  seen: ReadonlyMap<number, DrawnPage> = new Map(),
): Promise<PdfText> {
  const pages: ReadPage[] = [];
  const emptyPages: number[] = [];
  let firstPageText = '';
  let isMarked = false;
  const count = await visitPages(bytes, async (written) => {
    const source = seen.get(written.number) ?? written;
    const lines = source === written ? mendLines(linesOf(source.runs)) : linesOf(source.runs);
    const text = lines.map((line) => textOf(line.words)).join('\n');
    if (source.number === 1) firstPageText = [layoutText(lines), ...turnedOf(source)].join('\n');
    isMarked ||= isMarkedPage(source, lines);
    if (countLetters(text) < fewestLetters || (source === written && isGarbage(text))) {
      emptyPages.push(source.number);
      return;
    }
    pages.push(await pageOf(source, lines));
  });
  const { blocks, bare } = joinPages(pages);
  emptyPages.push(...bare);
  return { blocks, pages: count, emptyPages: emptyPages.sort((a, b) => a - b), firstPageText, isMarked };
}

/**
 * Whether the text of a PDF carries a mark of secrecy, and whether its first page has no text that could.
 * @throws UserError as `readPdfText`.
 */
export async function marksOfPdf(bytes: Uint8Array): Promise<{ isMarked: boolean; isFirstEmpty: boolean }> {
  let isMarked = false;
  let isFirstEmpty = false;
  await visitPages(bytes, (source) => {
    const lines = linesOf(source.runs);
    const text = lines.map((line) => textOf(line.words)).join('\n');
    if (source.number === 1) isFirstEmpty = countLetters(text) < fewestLetters || isGarbage(text);
    isMarked ||= isMarkedPage(source, lines);
  });
  return { isMarked, isFirstEmpty };
}

/**
 * Whether the text of a PDF carries a mark of secrecy.
 * @throws UserError as `readPdfText`.
 */
export async function isMarkedPdf(bytes: Uint8Array): Promise<boolean> {
  return (await marksOfPdf(bytes)).isMarked;
}

/** Share of a page, from its top and its foot, in which marks of secrecy are set. */
const markBand = { top: 0.22, foot: 0.08 } as const;

/** Whether a page carries a mark of secrecy where marks are set. */
export function isMarkedPage(
  source: Pick<DrawnPage, 'number' | 'height' | 'turned'>,
  lines: Line[],
): boolean {
  const { number, height } = source;
  const near = (line: Line): boolean =>
    number === 1 || line.y < height * markBand.top || line.y > height * (1 - markBand.foot);
  return isMarkedSecret([layoutText(lines.filter(near)), ...turnedOf(source)].join('\n'));
}

/** Words at an angle: each as it was drawn, and all together for those drawn letter by letter. */
function turnedOf({ turned }: Pick<DrawnPage, 'turned'>): string[] {
  return turned.length === 0 ? [] : [...turned.slice(0, 200), turned.slice(0, 200).join('')];
}

/** Lines with their columns kept apart by spaces. */
function layoutText(lines: Line[]): string {
  return lines
    .map((line) =>
      line.words
        .map((word, index) => {
          const before = line.words[index - 1];
          if (before === undefined) return word.text;
          return (word.x - before.right > word.size * 1.2 ? '    ' : ' ') + word.text;
        })
        .join(''),
    )
    .join('\n');
}
