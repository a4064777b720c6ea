/**
 * Plain text → blocks: joins hard-wrapped lines, finds tab- and bar-separated table rows, drops layout noise.
 * Does not interpret anything; words are never changed.
 */
import { foldSpace, normalize } from '../../domain/text.js';
import type { Block } from '../block.js';
import { blockOf, rowOf } from '../block.js';
import { markerOf } from '../marker.js';
import type { LineHints } from './join-lines.js';
import { goesOn } from './join-lines.js';
import { unstacked } from './stacked-table.js';

/** One physical line of the source. */
interface Line {
  text: string;
  page: number;
}

const noise = /^[\s|\-–—_=*.~•·\uf000-\uf0ff]*$/u;
const pageNumber = /^\s*(?:[-–]\s?)?(?:Trang\s)?\d{1,3}(?:\s?\/\s?\d{1,3})?(?:\s?[-–])?\s*$/iu;

/** "## II. TỔ CHỨC THỰC HIỆN": headings of text copied from programs that write Markdown. */
const markdownHeading = /^#{1,6}\s(\S.{0,300})$/u;

/** Whether a line is drawn, not written: a rule, stars, a lonely bar. */
export function isNoise(line: string): boolean {
  return noise.test(line);
}

/** Whether a line is the number of a page. */
export function isPageNumber(line: string): boolean {
  return pageNumber.test(line);
}

/** Splits a line into cells, or null when it is no table row. */
function cellsOf(line: string, inTable: boolean): string[] | null {
  if (line.includes('\t')) return line.split('\t').map((cell) => foldSpace(cell));
  const bars = line.trim();
  // Inside a table a line may hold only the last cells of a row.
  if (bars.split('|').length < (inTable ? 3 : 4)) return null;
  // "| 1 | … |" is framed, "1|…|…" is not, and then a leading bar is an empty first cell.
  const isFramed = bars.startsWith('|') && (bars.endsWith('|') || !/^\|\s*\|/.test(bars));
  return (isFramed ? bars.replace(/^\||\|$/g, '') : bars).split('|').map((cell) => foldSpace(cell));
}

/** Longest point of a list that may still be the title of a group of rows, numbered and set off by a tab. */
const longestGroup = 60;

/**
 * Whether the tabs of a line only indent it or set off its marker, as text copied from a word processor has them:
 * "→1. Sở A …", "•→Sở A …". Inside a table a lone cell is a cell, unless it begins as a point of a list.
 */
function isListLine(line: string, inTable: boolean): boolean {
  if (!line.includes('\t')) return false;
  const [first = '', second = '', ...more] = line
    .split('\t')
    .map((part) => foldSpace(part))
    .filter((part) => part !== '');
  if (more.length > 0) return false;
  if (second === '') return !inTable || markerOf(first) !== null;
  const marker = markerOf(`${first} ${second}`);
  if (marker === null || marker.length <= first.length || !/[^\p{L}\p{N}]$|^o$/u.test(first)) return false;
  return marker.bullet || !inTable || second.length > longestGroup;
}

/** Width at which the source was wrapped by hand, or null when its lines are whole paragraphs. */
function wrapWidth(lines: Line[]): number | null {
  const lengths = lines.map((line) => line.text.trim().length).filter((length) => length > 25);
  if (lengths.length < 5) return null;
  lengths.sort((a, b) => a - b);
  const high = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  return high <= 130 ? high : null;
}

function firstWord(text: string): string {
  return /^\S+/.exec(text.trim())?.[0] ?? '';
}

/** Hints of a line's length, where lines were wrapped by hand at `width`. */
function hintsOf(previous: string, next: string, apart: boolean, width: number | null): LineHints {
  if (width === null) return { apart, full: null, long: false };
  const length = previous.trim().length;
  return {
    apart,
    full: length + 1 + firstWord(next).length > width - 4 || length >= width * 0.86,
    long: length > width * 0.7,
  };
}

/** Reads a text (any line ends) into blocks. Linear in its length. */
export function readTextBlocks(source: string): Block[] {
  const lines: Line[] = [];
  let page = 1;
  for (const raw of unstacked(normalize(source).replace(/\r\n?/g, '\n').split('\n'))) {
    const parts = raw.split('\f');
    parts.forEach((part, index) => {
      if (index > 0) page += 1;
      lines.push({ text: part, page });
    });
  }
  const width = wrapWidth(lines);
  const blocks: Block[] = [];
  let open: { parts: string[]; lines: string[]; cuts: number[]; page: number; length: number } | null = null;
  let paragraph = 0;
  let table = 0;
  let inTable = false;
  let row = 0;
  /** Cells of the widest row of the table so far. */
  let tableWidth = 0;
  /** The last line of the row so far. */
  let rowEnd = '';
  let blank = false;
  let dropped = false;

  const close = (): void => {
    if (open === null) return;
    const text = open.parts.join(' ');
    paragraph += 1;
    const kind = markerOf(text)?.bullet === true ? 'item' : 'paragraph';
    blocks.push({
      ...blockOf(kind, text, { page: open.page, paragraph }),
      cuts: open.cuts,
      lines: open.lines,
    });
    open = null;
  };

  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    const text = foldSpace(line.text);
    const cells = isListLine(line.text, inTable) ? null : cellsOf(line.text, inTable);
    // A bar at the joint closes the cell above or opens one of its own: then the line is no part of it.
    const isJoined = !text.startsWith('|') && !rowEnd.endsWith('|');
    const above = inTable && !blank && isJoined ? blocks.at(-1) : undefined;
    const rest = above === undefined || text === '' ? null : continued(above, cells ?? [text], tableWidth);
    if (rest !== null && above !== undefined) {
      blocks[blocks.length - 1] = rowOf(
        rest.map((cell) => ({ text: cell, own: true })),
        above.place,
        `${above.text} ${text.replace(/(?:\s\|)+$/, '')}`,
      );
      rowEnd = text;
      continue;
    }
    if (
      cells !== null &&
      cells.some((cell) => /[\p{L}\p{N}]/u.test(cell)) &&
      isRow(lines, index, cells, inTable)
    ) {
      close();
      if (!inTable) {
        table += 1;
        row = 0;
        tableWidth = 0;
      }
      tableWidth = Math.max(tableWidth, cells.length);
      inTable = true;
      row += 1;
      rowEnd = text;
      blocks.push(
        rowOf(
          cells.map((cell) => ({ text: cell, own: true })),
          { page: line.page, paragraph, table, row },
          text.replace(/^(?:\|\s)+|(?:\s\|)+$/g, ''),
        ),
      );
      blank = false;
      continue;
    }
    if (text === '') {
      blank = true;
      continue;
    }
    if (noise.test(text)) {
      // A ruled line or a lonely bar ends a paragraph of the head, but not a table.
      if (!inTable) close();
      blank = true;
      continue;
    }
    if (pageNumber.test(text)) {
      dropped = true;
      continue;
    }
    inTable = false;
    const heading = markdownHeading.exec(text)?.[1];
    if (heading !== undefined) {
      close();
      paragraph += 1;
      blocks.push(blockOf('heading', heading, { page: line.page, paragraph }));
      blank = true;
      dropped = false;
      continue;
    }
    const previous: string | undefined = open?.parts.at(-1);
    const apart: boolean = blank || dropped;
    if (
      open !== null &&
      previous !== undefined &&
      open.length < 20_000 &&
      goesOn(previous, text, hintsOf(previous, text, apart, width))
    ) {
      const kept: { parts: string[]; lines: string[]; cuts: number[]; page: number; length: number } = open;
      if (dropped) kept.cuts.push(kept.length);
      kept.parts.push(text);
      kept.lines.push(...headLines(line.text));
      kept.length += 1 + text.length;
    } else {
      close();
      open = { parts: [text], lines: headLines(line.text), cuts: [], page: line.page, length: text.length };
    }
    blank = false;
    dropped = false;
  }
  close();
  return blocks;
}

/**
 * The cells of a row and of the line under it, when that line goes on inside the row's last cell: a copied table has
 * the lines of a cell below each other, and the row is complete only with its last column.
 */
function continued(row: Block, cells: string[], width: number): string[] | null {
  const before = row.cells.map((cell) => cell.text);
  const [first = '', ...more] = cells;
  const last = before.at(-1) ?? '';
  if (row.kind !== 'row' || before.length < 2 || before.length >= width) return null;
  if (before.length + more.length > width || /^\d{1,3}\s?[.)]?$|^[IVX]{1,5}\.?$/.test(first)) return null;
  // A line of its own opens with a number or names a new part; inside a cell it goes on, or is a point of a list.
  if (more.length === 0 && !/^[-+–•]|^\p{Ll}/u.test(first)) return null;
  if (more.length > 0 && before.length + more.length < width && !/^[-+–•]|^\p{Ll}/u.test(first)) return null;
  return [...before.slice(0, -1), foldSpace(`${last} ${first}`), ...more];
}

/** A line as the head of a document means it: two columns separated by tabs are two lines. */
function headLines(line: string): string[] {
  return line
    .split('\t')
    .map((part) => foldSpace(part))
    .filter((part) => part !== '');
}

/** Three columns make a row; two do when the table has begun or the line above or below has as many and names columns. */
function isRow(lines: Line[], index: number, cells: string[], inTable: boolean): boolean {
  if (cells.length >= 3) return true;
  if (inTable) return true;
  const next = lines[index + 1]?.text ?? '';
  const heads = cells.filter((cell) =>
    /^(?:TT|STT|Số TT|Nội dung|Nhiệm vụ|Công việc|Đơn vị|Cơ quan|Thời)/iu.test(cell),
  );
  return heads.length === 2 && cellsOf(next, false) !== null;
}
