/**
 * Tables of marked-up files → row blocks: merged cells reach into every row and column they cover, tables inside cells stay
 * with their cell or become rows of their own. Also tells tables that only set a page in columns.
 */
import { UserError } from '../../domain/errors.js';
import { foldSpace } from '../../domain/text.js';
import type { Block, Cell } from '../block.js';
import { rowOf } from '../block.js';
import type { Flow, FlowCell, FlowRow, FlowTable } from './flow.js';
import { shown, wordsOf } from './flow-text.js';

/** Widest row that is read; Word allows 63 columns, a web page any number. */
const widestRow = 200;

/** Most cells after merged ones are given to every row and column they cover; some 100 bytes each. */
const mostCovered = 1_000_000;

/** Tables of one document, numbered from 1 in reading order, and the cells they came to. */
export class TableCounter {
  private last = 0;
  private covered = 0;

  next(): number {
    this.last += 1;
    return this.last;
  }

  /** @throws UserError `document-unreadable` past `mostCovered`. */
  cover(cells: number): void {
    this.covered += cells;
    if (this.covered > mostCovered) throw new UserError('document-unreadable', null);
  }
}

/**
 * Whether a table only holds the page: one column of paragraphs, a frame around text, a page set beside its menu.
 * Its cells are then read one after the other.
 */
export function isLayout(table: FlowTable): boolean {
  const isOneColumn = table.rows.every((row) => row.cells.length === 1 && row.before === 0);
  if (isOneColumn) return true;
  return table.rows.some((row) =>
    row.cells.some((cell) => {
      const inner = cell.content.filter(isTable).filter(isData).length;
      // A cell with two tables of data, or with one among many paragraphs, is the page itself.
      return inner >= 2 || (inner === 1 && cell.content.length >= longPage) || lengthOf(cell) > longCell;
    }),
  );
}

/** Paragraphs of a cell from which on it is a page, not a cell; and its length in characters. */
const longPage = 12;
const longCell = 9000;

function isTable(one: Flow): one is FlowTable {
  return one.kind === 'table';
}

/** Whether an inner table holds rows worth reading as such: two rows and three columns at least. */
function isData(table: FlowTable): boolean {
  return table.rows.length >= 2 && table.rows.every((row) => widthOf(row) >= 3);
}

function widthOf(row: FlowRow): number {
  return row.cells.reduce((sum, cell) => sum + cell.span, row.before);
}

function lengthOf(cell: FlowCell): number {
  let length = 0;
  for (const one of cell.content) length += one.kind === 'paragraph' ? one.text.length : 0;
  return length;
}

/** The lines of a cell; those of inner tables row by row, except where they are read on their own. */
function linesOfCell(content: readonly Flow[], after: Flow[]): string[] {
  return content.flatMap((one) => {
    if (one.kind === 'paragraph') {
      // A number Word draws in an empty cell is all the cell says.
      const text = shown(one.text).trim() === '' ? (one.marker ?? '') : wordsOf(one);
      return text
        .split('\n')
        .map(foldSpace)
        .filter((line) => line !== '');
    }
    if (isData(one)) {
      after.push(one);
      return [];
    }
    return one.rows
      .map((row) => foldSpace(row.cells.flatMap((cell) => linesOfCell(cell.content, after)).join(' ')))
      .filter((line) => line !== '');
  });
}

/** A row, or null when nothing of its own stands in it, and the inner tables to be read after it. */
export interface ReadRow {
  row: Block | null;
  after: Flow[];
}

/** Reads the rows of a table. `paragraph` is the number of the last paragraph before it. */
export function rowsOf(table: FlowTable, tables: TableCounter, paragraph: number): ReadRow[] {
  const number = tables.next();
  /** Cells that reach down, by column; `left` rows more, or as long as rows say that they go on. */
  const reaching = new Map<number, { text: string; left: number }>();
  let count = 0;
  return table.rows.map((row) => {
    const cells: Cell[] = [];
    const lines: string[] = [];
    const after: Flow[] = [];
    const takeReaching = (): void => {
      for (
        let held = reaching.get(cells.length);
        held !== undefined && held.left > 0 && cells.length < widestRow;
        held = reaching.get(cells.length)
      ) {
        held.left -= 1;
        cells.push({ text: held.text, own: false });
      }
    };
    for (let column = 0; column < row.before; column += 1) cells.push({ text: '', own: true });
    for (const cell of row.cells) {
      takeReaching();
      const above = cell.goesOn ? reaching.get(cells.length) : undefined;
      const own = above === undefined ? linesOfCell(cell.content, after) : [];
      lines.push(...own);
      const text = above?.text ?? foldSpace(own.join(' '));
      for (let span = 0; span < cell.span && cells.length < widestRow; span += 1) {
        reaching.set(cells.length, { text, left: cell.rows - 1 });
        cells.push({ text, own: above === undefined && span === 0 });
      }
    }
    takeReaching();
    tables.cover(cells.length);
    count += 1;
    const isEmpty = cells.every((cell) => !cell.own || cell.text === '');
    return {
      row: isEmpty ? null : { ...rowOf(cells, { paragraph, table: number, row: count }), lines },
      after,
    };
  });
}
