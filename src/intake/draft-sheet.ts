/**
 * A corrected table of a draft, read back cell by cell. What the cells mean is `domain/acts/draft-compare.ts`;
 * writing the table is `exports/draft-sheet.ts`. Formulas are never computed: a cell is what its program last showed.
 */
import type * as Xlsx from '@e965/xlsx';
import {
  type DraftSheet,
  type SheetColumn,
  type SheetMark,
  type SheetRow,
  dayCell,
  readMark,
  sheetColumns,
} from '../domain/draft-sheet.js';
import { UserError } from '../domain/errors.js';
import { fold, normalize } from '../domain/text.js';
import { type Grid, countsFrom1904, dayOfSerial, gridOf, library, openParts } from './readers/workbook.js';
import { unpack, zipLimits } from './readers/zip-gate.js';

/** A table of 500 tasks is below 1 MB unpacked; one kept by hand may carry styles of its own. */
const limits = { ...zipLimits, unpackedBytes: 32 * 1024 * 1024 };
/** The longest plan read so far has some hundred tasks; beyond this nobody corrects by hand. */
export const mostSheetRows = 3_000;
/** The mark stands in the first rows, the headings below it. */
const headRows = 12;
/** Columns looked at; people may put some of their own beside ours. */
const mostColumns = 60;
/** The longest cell taken; Excel itself allows 32,767 characters. */
const longestCell = 20_000;

/**
 * Reads a returned table.
 * @returns null when the file is no workbook, or one without our mark: it is something else then.
 * @throws UserError `file-damaged`, `document-unreadable` for an archive past the limits, `bad-input` when our table
 * has lost its headings or has too many rows.
 */
export async function readDraftSheet(bytes: Uint8Array): Promise<DraftSheet | null> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
  const entries = await unpack(bytes, limits);
  if (!entries.has('xl/workbook.xml')) return null;
  const workbook = openParts(entries, { mostRows: mostSheetRows + headRows + 1, detail: null });
  const is1904 = countsFrom1904(workbook);
  for (const name of workbook.SheetNames) {
    const cells = gridOf(workbook, name);
    const mark = markIn(cells);
    if (mark !== null) return readRows(cells, mark, is1904);
  }
  return null;
}

function markIn(cells: Grid): SheetMark | null {
  for (const row of cells.slice(0, headRows))
    for (const cell of (row ?? []).slice(0, mostColumns)) {
      const mark = readMark(textOf(cell));
      if (mark !== null) return mark;
    }
  return null;
}

function readRows(cells: Grid, mark: SheetMark, is1904: boolean): DraftSheet {
  const at = cells.slice(0, headRows).findIndex((row) => headingsIn(row).has('action'));
  if (at < 0) throw new UserError('bad-input', 'sheet-headings');
  const columns = headingsIn(cells[at]);
  if (!columns.has('key')) throw new UserError('bad-input', 'sheet-headings');
  if (cells.length - at - 1 > mostSheetRows) throw new UserError('bad-input', 'sheet-rows');
  const letters: DraftSheet['letters'] = {};
  for (const [id, column] of columns) letters[id] = library().utils.encode_col(column);
  const rows: SheetRow[] = [];
  for (const [i, row] of cells.entries()) {
    if (i <= at || !row) continue;
    const values: SheetRow['cells'] = {};
    for (const [id, column] of columns) values[id] = cellText(row[column], is1904, id === 'dueOn');
    if (Object.values(values).some((value) => value.trim() !== '')) rows.push({ row: i + 1, cells: values });
  }
  return { mark, letters, rows };
}

/** Our columns among the headings of a row; the first of each name counts. */
function headingsIn(row: Grid[number]): Map<SheetColumn, number> {
  const found = new Map<SheetColumn, number>();
  for (const [column, cell] of (row ?? []).slice(0, mostColumns).entries()) {
    const text = fold(textOf(cell));
    const known = sheetColumns.find(({ heading }) => fold(heading) === text);
    if (known && !found.has(known.id)) found.set(known.id, column);
  }
  return found;
}

/** Serial numbers of the years 2000 to 2099, in either calendar of spreadsheets. */
const serials = { first: 35_064, last: 73_050 } as const;

/** A real day as `dd/MM/yyyy`, everything else as its text; line breaks are kept, they part several dates. */
function cellText(cell: Xlsx.CellObject | undefined, is1904: boolean, isDayColumn: boolean): string {
  if (cell?.t !== 'n' || typeof cell.v !== 'number') return textOf(cell);
  // A table kept by another program may lose the look of its days; in their column such a number is still one.
  const isBareDay =
    isDayColumn && Number.isInteger(cell.v) && cell.v >= serials.first && cell.v <= serials.last;
  if (!isBareDay && !(typeof cell.z === 'string' && library().SSF.is_date(cell.z))) return textOf(cell);
  const day = dayOfSerial(cell.v, is1904);
  return day ? dayCell(day) : textOf(cell);
}

function textOf(cell: Xlsx.CellObject | undefined): string {
  if (!cell || cell.v === undefined || cell.t === 'e') return '';
  return normalize(String(cell.v).slice(0, longestCell)).replace(/\r\n?/g, '\n').trim();
}
