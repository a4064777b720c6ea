/**
 * What stands on pages beside the text: page numbers, running heads and feet, stamps of digital signatures, footnotes.
 * Takes them out of the lines of each page; what was taken is kept for whoever looks for marks of secrecy.
 */
import { fold } from '../../domain/text.js';
import type { Line, Word } from './pdf-lines.js';
import { lineOfWords, textOf } from './pdf-lines.js';

/** Lines of one page; `taken` collects what is no text of the document. */
export interface PageLines {
  number: number;
  width: number;
  height: number;
  lines: Line[];
  notes: Line[];
  taken: Line[];
}

const pageNumber =
  /^[-–—(\s]{0,4}(?:Trang\s{0,2}(?:số\s{0,2})?)?(?:\d{1,4}|[ivxl]{1,6})(?:\s?(?:\/|trên)\s?\d{1,4})?[-–—)\s]{0,4}$/iu;

/** Lines at the edge of a page that can be running heads or feet. */
const edgeLines = 4;

/** Share of the page's height, from its edges, in which page numbers and running heads stand. */
const margin = 0.14;

/** The same where few pages are there to compare: two pages may begin with the same words. */
const closeMargin = 0.08;

/** Takes out what does not belong to the text, on all pages together. */
export function takeFurniture(pages: PageLines[], bodySize: number): void {
  for (const page of pages) takeStamps(page, bodySize);
  const repeated = repeatedLines(pages);
  const near = pages.length <= 3 ? closeMargin : margin;
  for (const page of pages) {
    const edge = (lines: Line[], isTop: boolean): void => {
      for (let count = 0; count < edgeLines; count += 1) {
        const line = isTop ? lines[0] : lines.at(-1);
        if (line === undefined) return;
        const text = textOf(line.words);
        const height = isTop ? line.y : page.height - line.y;
        if (height > page.height * margin) return;
        // A letter or two alone in the margin was cut off another page by the program that printed.
        const crumb = /^\p{L}{1,2}$/u.test(text);
        if (
          !crumb &&
          !pageNumber.test(text) &&
          !(repeated.has(keyOf(line, page, isTop)) && height < page.height * near)
        )
          return;
        page.taken.push(line);
        if (isTop) lines.shift();
        else lines.pop();
      }
    };
    edge(page.lines, true);
    edge(page.lines, false);
    takeNotes(page, bodySize);
  }
}

function keyOf(line: Line, page: PageLines, isTop: boolean): string {
  const text = fold(textOf(line.words)).replace(/\d+/g, '#').slice(0, 200);
  return `${isTop ? 'top' : 'foot'} ${String(Math.round((isTop ? line.y : page.height - line.y) / 6))} ${text}`;
}

/** Keys of lines that stand at the same height on most pages, or on three at least. */
function repeatedLines(pages: PageLines[]): Set<string> {
  const counts = new Map<string, number>();
  for (const page of pages)
    for (const isTop of [true, false]) {
      const lines = isTop ? page.lines.slice(0, edgeLines) : page.lines.slice(-edgeLines);
      for (const key of new Set(lines.map((line) => keyOf(line, page, isTop))))
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  const enough = pages.length <= 3 ? 2 : Math.max(3, Math.ceil(pages.length * 0.3));
  const keys = new Set<string>();
  for (const [key, count] of counts) {
    const text = key.split(' ').slice(2).join(' ');
    // On two pages a line must say something to be known again; a lone "#" may be an amount.
    if (count >= enough && (pages.length > 3 || text.length > 8)) keys.add(key);
  }
  return keys;
}

const stampStart =
  /^(?:Ký bởi|Người ký|Được ký bởi|Ký số bởi|Thời gian ký|Ngày ký|Signature (?:Not Verified|valid)|Digitally signed|Signed by)(?![\p{L}])/iu;
const stampGoesOn =
  /^(?:Ký bởi|Người ký|Thời gian ký|Ngày ký|Giờ ký|Email|E-mail|Cơ quan|Tổ chức|Đơn vị|Chức vụ|Lý do|Nơi ký|Date|Reason|Location|DN)\s?:|^\d{1,2}[./-]\d{1,2}[./-]\d{4}|^\d{1,2}:\d{2}|^[+-]\d{2}:?\d{2}/iu;

/** "Ký bởi: … / Thời gian ký: …": the block a digital signature prints, often beside the head of the first page. */
function takeStamps(page: PageLines, bodySize: number): void {
  let stamp: Stamp | null = null;
  const kept: Line[] = [];
  for (const line of page.lines) {
    let start = -1;
    for (let index = 0; index < line.words.length && index < 200; index += 1) {
      const word = line.words[index];
      const before = line.words[index - 1];
      if (word === undefined || (before !== undefined && word.x - before.right < 0.7 * word.size)) continue;
      const rest = textOf(line.words.slice(index, index + 5));
      const near = isNear(stamp, line, word);
      const small = word.size < bodySize * 0.85;
      if (
        (stampStart.test(rest) && (small || /^[^:]{2,24}:/.test(rest))) ||
        (near !== null && (stampGoesOn.test(rest) || (small && word.size <= (near?.size ?? 0) * 1.1)))
      ) {
        start = index;
        break;
      }
    }
    if (start < 0) {
      kept.push(line);
      continue;
    }
    let end = start + 1;
    while (end < line.words.length && gapBefore(line.words, end) < 2 * line.size) end += 1;
    const taken = lineOfWords(line.words.slice(start, end), line);
    const size = taken.words[0]?.size ?? line.size;
    stamp = {
      x: Math.min(taken.x, isNear(stamp, line, taken)?.x ?? taken.x),
      right: Math.max(taken.right, isNear(stamp, line, taken)?.right ?? 0),
      y: line.y,
      size,
    };
    page.taken.push(taken);
    const rest = [...line.words.slice(0, start), ...line.words.slice(end)];
    if (rest.length > 0) kept.push(lineOfWords(rest, line));
  }
  page.lines = kept;
}

interface Stamp {
  x: number;
  right: number;
  y: number;
  size: number;
}

/** The stamp, when a place is right under its last line. */
function isNear(stamp: Stamp | null, line: Line, { x }: { x: number }): Stamp | null {
  if (stamp === null) return null;
  const near = line.y - stamp.y < 2.2 * stamp.size && x < stamp.right && x > stamp.x - 2 * stamp.size;
  return near ? stamp : null;
}

function gapBefore(words: Word[], index: number): number {
  return (words[index]?.x ?? 0) - (words[index - 1]?.right ?? 0);
}

/** Footnotes: from a small line that begins with a raised number down to the foot of the page, all of it small. */
function takeNotes(page: PageLines, bodySize: number): void {
  const start = page.lines.findIndex(
    (line) => line.noted && line.size < bodySize * 0.93 && line.y > page.height * 0.3,
  );
  if (start < 0) return;
  const below = page.lines.slice(start);
  if (below.some((line) => line.size > bodySize * 0.95)) return;
  page.notes = below;
  page.lines = page.lines.slice(0, start);
}
