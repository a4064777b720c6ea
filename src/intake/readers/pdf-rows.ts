/**
 * Tables of single pages → tables of the document: the next page's part goes on, its repeated heading is dropped,
 * a row that the page cut is joined again.
 */
import { fold, foldSpace } from '../../domain/text.js';
import type { Block, Cell } from '../block.js';
import { rowOf } from '../block.js';
import { isOpen, isSmall } from './join-lines.js';
import type { GridRow } from './pdf-cells.js';
import { isOrdinal, joinTexts } from './pdf-cells.js';
import { lessSure } from './pdf-lines.js';

/** A table that may go on on the next page. */
export interface OpenTable {
  number: number;
  rows: number;
  edges: number[];
  /** Has borders. */
  isRuled: boolean;
  /** Its first rows, folded: what may be repeated at the top of a page. */
  head: string[];
  /** Whether rows are numbered in the first column. */
  numbered: boolean;
  last: Block | null;
}

/** Most heading rows that are looked for on the next page. */
const headRows = 3;

/** How far column edges may move from page to page, in points: borders hardly, gaps between words more. */
const edgeTolerance = { ruled: 12, open: 24 } as const;

/** Whether a grid at the top of a page has the columns of an open table; outer edges of borderless tables mean nothing. */
export function isSameTable(table: OpenTable, edges: number[], isRuled: boolean): boolean {
  const tolerance = isRuled ? edgeTolerance.ruled : edgeTolerance.open;
  const inner = isRuled ? 0 : 1;
  return (
    table.isRuled === isRuled &&
    table.edges.length === edges.length &&
    edges
      .slice(inner, edges.length - inner)
      .every((edge, index) => Math.abs(edge - (table.edges[index + inner] ?? 0)) < tolerance)
  );
}

const keyOf = (row: GridRow): string => fold(row.cells.map((cell) => cell.text).join('|'));

/** Adds the rows of one page to a table; new rows are appended to `blocks`, a cut row is joined in place. */
export function addRows(
  table: OpenTable,
  rows: GridRow[],
  page: number,
  paragraph: number,
  blocks: Block[],
): void {
  let rest = rows;
  const isNew = table.rows === 0;
  if (isNew) table.head = rows.slice(0, headRows).map(keyOf);
  else rest = withoutHead(table, rows);
  table.numbered ||= rest.filter((row) => isOrdinal(row.cells[0]?.text ?? '')).length >= 2;
  const first = rest[0];
  if (!isNew && first !== undefined && table.last !== null && isCut(table, table.last.cells, first.cells)) {
    joinRow(table.last, first);
    rest = rest.slice(1);
  }
  for (const [index, row] of rest.entries()) {
    // A scan of a print of a file: pages of the file end within those of the print, their headings with them.
    if (row.confidence !== null && (index > 0 || !isNew) && isSameRow(row, table.head[0] ?? '')) continue;
    table.rows += 1;
    const place = { page, paragraph, table: table.number, row: table.rows };
    const block = { ...rowOf(row.cells, place), confidence: row.confidence };
    blocks.push(block);
    table.last = block;
  }
}

/** The rows without the heading that the page repeats: as many as equal the table's first rows, one after another. */
function withoutHead(table: OpenTable, rows: GridRow[]): GridRow[] {
  let same = 0;
  while (
    same < table.head.length &&
    rows[same] !== undefined &&
    isSameRow(rows[same] as GridRow, table.head[same] ?? '')
  )
    same += 1;
  return rows.slice(same);
}

/** Share of words by which a recognised row is the heading once more: each time other letters are misread. */
const sameWords = 0.6;

function isSameRow(row: GridRow, head: string): boolean {
  const key = keyOf(row);
  if (key === head) return true;
  if (row.confidence === null) return false;
  const [own, usual] = [key, head].map((text) => text.split(/[^\p{L}\d]+/u).filter((word) => word !== ''));
  if (own === undefined || usual === undefined || usual.length < 4) return false;
  const same = own.filter((word) => usual.some((other) => isNear(word, other))).length;
  return same >= Math.max(own.length, usual.length) * sameWords;
}

/** Whether two words are one, a letter or two misread. */
function isNear(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.length !== other.length || one.length < 3) return false;
  const different = Array.from(one).filter((letter, at) => letter !== other[at]).length;
  return different <= (one.length < 6 ? 1 : 2);
}

/** Whether the first row of a page is the rest of the last row of the page before. */
function isCut(table: OpenTable, before: Cell[], after: Cell[]): boolean {
  if (before.length !== after.length) return false;
  const first = after[0]?.own === true ? (after[0].text ?? '') : '';
  // A row with its own number is a row of its own.
  if (first !== '' && (table.numbered || isOrdinal(first))) return false;
  let goes = 0;
  let stops = 0;
  let long = 0;
  after.forEach((cell, index) => {
    if (!cell.own || cell.text === '') return;
    const above = before[index]?.text ?? '';
    if (isOpen(above) && (isSmall(cell.text) || /^[\d(]/.test(cell.text))) goes += 1;
    else if (above !== '' && !isOpen(above) && /^\p{Lu}/u.test(cell.text)) stops += 1;
    if (cell.text.length > 40) long += 1;
  });
  if (goes > 0) return goes >= stops;
  // A sentence may end just at the foot of the page; a numbered table has no long row without its number.
  return table.numbered && long > 0;
}

function joinRow(block: Block, { cells: more, confidence }: GridRow): void {
  block.confidence = lessSure(block.confidence, confidence);
  block.cells = block.cells.map((cell, index) => {
    const rest = more[index];
    if (rest === undefined || !rest.own || rest.text === '') return cell;
    return { ...cell, text: joinTexts([cell.text, rest.text].filter((text) => text !== '')) };
  });
  block.lines = block.cells.map((cell) => cell.text);
  block.text = foldSpace(
    block.cells
      .filter((cell) => cell.own)
      .map((cell) => cell.text)
      .join(' '),
  );
  // Where the page cut the row is no longer one place in the text; the mark says that it was cut.
  block.cuts = [block.text.length];
}
