/**
 * Sheets → blocks, as if the same words stood in a document: titles become paragraphs, the task table becomes rows with one
 * heading, notes under it paragraphs again. Hidden rows and sheets make no tasks; hidden rows are told.
 * The heading row is found by the words of columns (domain.md 1.7); what rows order is `table.ts`.
 */
import { fold, foldSpace } from '../../domain/text.js';
import type { Block, Cell } from '../block.js';
import { blockOf, mostBlocks, rowOf } from '../block.js';
import type { Column } from '../table-columns.js';
import { columnsOf } from '../table-columns.js';
import type { Sheet, SheetRow, Workbook } from './sheet-open.js';

/** What a workbook says: its blocks, and rows that were hidden by whoever sent it. */
export interface SheetReading {
  blocks: Block[];
  hidden: { text: string; place: string }[];
}

/** The heading stands below titles, issuer and caption. */
const headRows = 40;

/** Reads every shown sheet, in order. */
export function readSheets(book: Workbook): SheetReading {
  const reading: SheetReading = { blocks: [], hidden: [] };
  let table = 0;
  for (const sheet of book.sheets) {
    if (sheet.hidden) continue;
    table += 1;
    readSheet(sheet, table, reading);
    if (reading.blocks.length >= mostBlocks) break;
  }
  return reading;
}

/** All words of a workbook, a line per row, hidden ones too: what a mark of secrecy is looked for in. */
export function wordsOfSheets(book: Workbook): string[] {
  return [
    book.around,
    ...book.sheets.map((sheet) =>
      [
        sheet.name,
        ...sheet.rows.map((row) =>
          ownTexts(row)
            .map((text) => text.replaceAll('\n', '\t'))
            .join('\t'),
        ),
      ].join('\n'),
    ),
  ];
}

function ownTexts(row: SheetRow): string[] {
  return row.cells.filter((cell) => cell.own && cell.text !== '').map((cell) => cell.text);
}

function texts(row: SheetRow): string[] {
  return row.cells.map((cell) => foldSpace(cell.text));
}

/** Where the heading stands, what it says, and how many rows it takes. */
interface Heading {
  at: number;
  height: number;
  cells: string[];
  columns: Column[];
}

function headingOf(rows: readonly SheetRow[]): Heading | null {
  for (const [at, row] of rows.slice(0, headRows).entries()) {
    const first = texts(row);
    const next = rows[at + 1];
    if (next !== undefined && next.number === row.number + 1 && isSecondHead(row, next)) {
      const cells = first.map((text, index) => joined(text, foldSpace(next.cells[index]?.text ?? '')));
      const columns = columnsOf(cells);
      if (columns !== null) return { at, height: 2, cells, columns };
    }
    const columns = columnsOf(first);
    if (columns !== null) return { at, height: 1, cells: first, columns };
  }
  return null;
}

function joined(upper: string, lower: string): string {
  if (lower === '' || lower === upper) return upper;
  return upper === '' ? lower : `${upper} ${lower}`;
}

/** A second heading row names parts of merged or blank cells above it; it numbers nothing and tells no date. */
function isSecondHead(upper: SheetRow, lower: SheetRow): boolean {
  const own = lower.cells.filter((cell) => cell.own && cell.text !== '');
  if (own.length === 0 || own.some((cell) => cell.text.length > 60 || /\d/.test(cell.text))) return false;
  return lower.cells.every((cell, index) => {
    if (!cell.own || cell.text === '') return true;
    const above = upper.cells[index];
    const left = upper.cells[index - 1];
    const right = upper.cells[index + 1];
    return (
      above === undefined ||
      above.text === '' ||
      !above.own ||
      (right !== undefined && !right.own && right.text === above.text) ||
      (left !== undefined && !left.own && left.text === above.text)
    );
  });
}

const totals = /^(?:tong(?: cong| so)?(?: (?:cac )?nhiem vu)?|cong)(?:$|\s?[:.(]|\s\d)/;
const tailStart =
  /^(?:noi nhan|t\/?m\.|k\/?t\.|t\/?l\.|tuq\.|nguoi lap|lap bieu|ghi chu|chu thich|luu y)(?:$|[\s:.(])|^\(?\*\)?\s?(?:ghi chu|chu thich)/;

function readSheet(sheet: Sheet, table: number, reading: SheetReading): void {
  const rows = sheet.rows.filter((row) => !row.hidden);
  for (const row of sheet.rows)
    if (row.hidden && ownTexts(row).length > 0)
      reading.hidden.push({
        text: foldSpace(ownTexts(row).join(' ')),
        place: `${sheet.name}, dòng ${String(row.number)}`,
      });
  const heading = headingOf(rows);
  let paragraph = 0;
  const say = (row: SheetRow): void => {
    for (const text of ownTexts(row)) {
      paragraph += 1;
      const lines = text
        .split('\n')
        .map((line) => foldSpace(line))
        .filter((line) => line !== '');
      if (lines.length > 0)
        reading.blocks.push({
          ...blockOf('paragraph', lines.join(' '), { paragraph, row: row.number }),
          lines,
        });
    }
  };
  if (heading === null) {
    rows.forEach(say);
    return;
  }
  rows.slice(0, heading.at).forEach(say);
  const task = heading.columns.indexOf('task');
  const head = rows[heading.at];
  reading.blocks.push(
    rowOf(
      heading.cells.map((text) => ({ text, own: true })),
      { paragraph, table, row: head?.number ?? null },
    ),
  );
  let ended = false;
  for (const row of rows.slice(heading.at + heading.height)) {
    const first = fold(ownTexts(row)[0] ?? '');
    ended ||= tailStart.test(first);
    if (ended) {
      say(row);
      continue;
    }
    const cells = taskCells(row, task, heading.columns);
    if (totals.test(first) || totals.test(fold(cells[task]?.text ?? ''))) continue;
    reading.blocks.push(rowOf(cells, { paragraph, table, row: row.number }));
  }
}

/** A row of the table: words merged over several columns stand once, a title over the whole width in the task's column. */
function taskCells(row: SheetRow, task: number, columns: readonly Column[]): Cell[] {
  const cells = row.cells.map((cell, index): Cell => {
    const left = row.cells[index - 1];
    const repeats =
      !cell.own && left !== undefined && left.text === cell.text && columns[index] !== columns[index - 1];
    return { text: repeats ? '' : foldSpace(cell.text), own: cell.own };
  });
  const filled = cells.flatMap((cell, index) => (cell.text === '' ? [] : [index]));
  const [only] = filled;
  const title = only === undefined ? undefined : cells[only];
  const place = cells[task];
  if (filled.length !== 1 || only === undefined || title === undefined || place === undefined) return cells;
  // "II. Nhiệm vụ …" written into the narrow first column, or merged from there over the others.
  const isWide = row.cells[only + 1]?.own === false && row.cells[only + 1]?.text === row.cells[only]?.text;
  if (only !== task && (isWide || columns[only] === 'ordinal') && title.text.length > 6) {
    place.text = title.text;
    place.own = true;
    title.text = '';
  }
  return cells;
}
