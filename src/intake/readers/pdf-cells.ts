/**
 * Grids of cells, however they were found → rows of cells with their words: lines inside a cell, merged cells,
 * rows told apart by their ordinals. Shared by bordered tables and tables set by columns alone.
 */
import { foldSpace } from '../../domain/text.js';
import type { Cell } from '../block.js';
import type { Line, Word } from './pdf-lines.js';
import { textOf } from './pdf-lines.js';

/** A row as read: cells in column order, and the lines of each own cell. */
export interface GridRow {
  cells: Cell[];
  /** Upper edge, for the order on the page. */
  top: number;
  /** How surely its words were recognised; null for text that came as text. */
  confidence: number | null;
}

/** A table on one page. */
export interface Grid {
  top: number;
  bottom: number;
  left: number;
  right: number;
  /** Edges between columns, left to right; one more than columns. */
  edges: number[];
  rows: GridRow[];
}

/** Lines of one cell or paragraph made one text: a number or sign broken at its hyphen or slash is closed again. */
export function joinTexts(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    if (text === '') text = line;
    else text += (/[\p{L}\d][-/]$/u.test(text) && /^[\p{L}\d]/u.test(line) ? '' : ' ') + line;
  }
  return foldSpace(text);
}

/** Words with their lines → texts of lines, top to bottom. */
export function textLines(words: readonly { word: Word; line: Line }[]): { text: string; y: number }[] {
  const byLine = new Map<Line, Word[]>();
  for (const { word, line } of words) {
    const list = byLine.get(line);
    if (list === undefined) byLine.set(line, [word]);
    else list.push(word);
  }
  return [...byLine].map(([line, list]) => ({ text: textOf(list), y: line.y })).sort((a, b) => a.y - b.y);
}

const ordinal = /^(?:\d{1,3}|[IVX]{1,5}|[a-zđ]|\d{1,2}\.\d{1,2})[.)]?$/u;

/** Whether a text is a row's ordinal: "1", "12.", "II", "a)", "2.1". */
export function isOrdinal(text: string): boolean {
  return ordinal.test(text.trim());
}

/**
 * A grid row that holds several rows without a line between them: split where the first column starts a new ordinal.
 * @param columns lines of each column's cell.
 */
export function splitByOrdinals(columns: { text: string; y: number }[][], size: number): string[][][] {
  const first = columns[0] ?? [];
  const starts = first.filter((line) => isOrdinal(line.text));
  if (starts.length < 2 || starts.length < first.length)
    return [columns.map((lines) => lines.map((line) => line.text))];
  const edges = starts.map((line) => line.y - size * 0.7);
  const rows: string[][][] = [];
  // What stands above the first ordinal is the rest of a row from the page before, or a centred cell of the first row.
  const before = columns.some((lines) => lines.some((line) => line.y < (edges[0] ?? 0)));
  for (let index = before ? -1 : 0; index < edges.length; index += 1) {
    const from = index < 0 ? Number.NEGATIVE_INFINITY : (edges[index] ?? 0);
    const to = edges[index + 1] ?? Number.POSITIVE_INFINITY;
    rows.push(
      columns.map((lines) => lines.filter((line) => line.y >= from && line.y < to).map((line) => line.text)),
    );
  }
  return rows;
}
