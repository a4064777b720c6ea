/** What the words of a file tell about it: its first page, its headings, whether it calls itself a draft. */
import type { FileInspection } from '../../domain/inspection.js';
import { fold, foldSpace } from '../../domain/text.js';
import type { Block } from '../block.js';
import { headIssuerOf } from '../facts.js';
import { levels, markerOf } from '../marker.js';

/** Most that is kept of a first page, in characters, and of headings. */
const longestFirstPage = 4_000;
const mostHeadings = 100;
const longestHeading = 200;
/** Blocks looked at for the head of a document. */
const headBlocks = 60;
/** Lines in which a draft says that it is one. */
const draftLines = 25;

export type WordFacts = Pick<FileInspection, 'firstPage' | 'headings' | 'isDraft' | 'issuer'>;

export const noWords: WordFacts = { firstPage: '', headings: [], isDraft: false, issuer: null };

/** @param drawn words of water marks and the like, which stand in no line. */
export function factsOfBlocks(blocks: Block[], drawn: readonly string[] = []): WordFacts {
  const lines = blocks.slice(0, 400).flatMap((block) => block.lines);
  return {
    firstPage: firstPageOf(lines),
    headings: headingsIn(blocks.map((block) => ({ text: block.text, isHeading: block.kind === 'heading' }))),
    isDraft: isDraft(lines, drawn),
    issuer: headIssuerOf(blocks.slice(0, headBlocks)),
  };
}

/** Of a file whose words come without any layout (sheets, slides). */
export function factsOfLines(lines: readonly string[], drawn: readonly string[] = []): WordFacts {
  return { ...noWords, firstPage: firstPageOf(lines), isDraft: isDraft(lines, drawn) };
}

export function firstPageOf(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    const clean = foldSpace(line.slice(0, longestFirstPage).replace(/\*\*/g, ''));
    if (clean !== '') text += `${text === '' ? '' : '\n'}${clean}`;
    if (text.length >= longestFirstPage) break;
  }
  // Half a surrogate pair is no letter.
  return text.slice(0, longestFirstPage).replace(/[\ud800-\udbff]$/, '');
}

/** Numbered lines of the upper levels, lines of capitals, and what the file itself calls a heading. */
export function headingsIn(lines: Iterable<{ text: string; isHeading: boolean }>): string[] {
  const headings: string[] = [];
  for (const { text, isHeading } of lines) {
    const clean = foldSpace(text.slice(0, 2_000).replace(/\*\*/g, ''));
    if (clean.length < 3 || !(isHeading || isNumbered(clean) || isCapitals(clean))) continue;
    headings.push(clean.slice(0, longestHeading));
    if (headings.length === mostHeadings) break;
  }
  return headings;
}

function isNumbered(text: string): boolean {
  const marker = markerOf(text);
  return marker !== null && !marker.bullet && marker.level < levels.point;
}

function isCapitals(text: string): boolean {
  return text.length <= 120 && /\p{Lu}{2}/u.test(text) && text === text.toUpperCase();
}

/** A line or cell that is nothing but the word, or a title that begins with it in capitals. */
const alone = /^[^\p{L}\d]*(?:BẢN\s)?D[ỰƯ]\sTHẢO(?:\s(?:LẦN|SỐ|\d|\().{0,30})?[^\p{L}\d]*$/iu;
const titled =
  /^[^\p{L}\d]*DỰ THẢO\s(?:BÁO CÁO|KẾ HOẠCH|TỜ TRÌNH|QUYẾT ĐỊNH|VĂN BẢN|CÔNG VĂN|CHƯƠNG TRÌNH|ĐỀ ÁN|ĐỀ CƯƠNG)/u;

export function isDraft(lines: readonly string[], drawn: readonly string[]): boolean {
  const head = lines.filter((line) => line.trim() !== '').slice(0, draftLines);
  const parts = head.flatMap((line) =>
    line
      .normalize('NFC')
      .slice(0, 400)
      .split(/\t|\s{3,}|\|/),
  );
  if (parts.some((part) => (alone.test(part) && /^[^\p{L}]*\p{Lu}/u.test(part)) || titled.test(part)))
    return true;
  return drawn.some((words) => /^\W*(?:ban )?(?:du thao|draft)\b/.test(fold(words.slice(0, 200))));
}
