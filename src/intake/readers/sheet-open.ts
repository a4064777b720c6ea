/**
 * Spreadsheets (.xlsx, .xlsm, .xls, .ods, .csv) → grids of shown words, behind counted gates. Formulas are never computed: a
 * cell says what its program last showed. Real dates become dd/mm/yyyy from their serial number, through no time zone.
 * What the words mean is not known here (`sheet.ts`).
 */
import type * as Xlsx from '@e965/xlsx';
import { UserError } from '../../domain/errors.js';
import { packCompound, type Compound } from './compound.js';
import { mendOldText } from './encoding.js';
import { biffWords, odsWords, xlsxWords } from './sheet-words.js';
import { type Grid, cellsAlone, countsFrom1904, library, repacked } from './workbook.js';

/** What the library is given at most. A tracking sheet of a province has some thousand rows of a dozen columns. */
export const sheetLimits = {
  sheets: 100,
  cells: 150_000,
  /** Cells of .ods may repeat; each counts as often as it is let repeat. */
  odsCells: 30_000,
  rows: 20_000,
  columns: 60,
  merges: 20_000,
  /** One part of an archive; a sheet of 150,000 cells has about 10 MB. */
  partBytes: 32 * 1024 * 1024,
  longestCell: 8_000,
} as const;

/** A cell as people see it. */
export interface SheetCell {
  /** May hold line breaks. */
  text: string;
  /** False when the cell belongs to a merge that begins in an earlier cell. */
  own: boolean;
}

/** A row with anything in it. */
export interface SheetRow {
  /** As the program numbers it, from 1. */
  number: number;
  hidden: boolean;
  cells: SheetCell[];
}

/** One sheet; columns hidden by its author are left out, rows hidden are marked. */
export interface Sheet {
  name: string;
  hidden: boolean;
  rows: SheetRow[];
}

/** A workbook's sheets, and the words around them: headers, footers, comments, text boxes. */
export interface Workbook {
  sheets: Sheet[];
  around: string;
}

const refuse = (): UserError => new UserError('document-unreadable', null);

/** Parts of an .xlsx that say nothing about its cells: pictures, macros, links to other files, caches. Never handed on. */
const unwanted =
  /^(?:docProps|customXml)\/|^xl\/(?:media|drawings|charts|embeddings|externalLinks|printerSettings|activeX|ctrlProps|theme|pivot\w{1,20}|query\w{1,20}|slicer\w{0,20}|comments[^/]{0,20}|threadedComments|calcChain|vba\w{1,20})(?:\/|\.)/i;

/**
 * Opens an unpacked .xlsx.
 * @throws UserError `document-unreadable` past a limit, `file-damaged` when the library cannot read it.
 */
export function openXlsx(entries: ReadonlyMap<string, Buffer>): Workbook {
  const parts = new Map<string, Buffer>();
  let cells = 0;
  let merges = 0;
  for (const [name, part] of entries) {
    if (unwanted.test(name)) continue;
    if (part.length > sheetLimits.partBytes) throw refuse();
    const xml = part.toString('utf8');
    if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw refuse();
    cells += count(xml, /<(?:\w{1,10}:)?c[ >]/g);
    merges += count(xml, /<(?:\w{1,10}:)?mergeCell[ >]/g);
    if (cells > sheetLimits.cells || merges > sheetLimits.merges) throw refuse();
    // The declared extent is what the library would make room for.
    parts.set(name, Buffer.from(xml.replace(/<(?:\w{1,10}:)?dimension\s[^>]{0,200}>/g, '')));
  }
  return gridsOf(parse(repacked(parts), 'array'), xlsxWords(entries));
}

/**
 * Opens an unpacked .ods. A run of repeated cells counts once, a run of rows is one row.
 * @throws UserError `document-unreadable` past a limit, `file-damaged` when the library cannot read it.
 */
export function openOds(entries: ReadonlyMap<string, Buffer>): Workbook {
  const content = entries.get('content.xml');
  if (content === undefined) throw refuse();
  for (const name of ['content.xml', 'styles.xml', 'META-INF/manifest.xml'])
    if ((entries.get(name)?.length ?? 0) > sheetLimits.partBytes) throw refuse();
  let xml = content.toString('utf8');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw refuse();
  if (count(xml, /<table:(?:covered-)?table-cell/g) > sheetLimits.odsCells) throw refuse();
  xml = xml.replace(
    /(table:number-(?:rows|columns)-(?:repeated|spanned))="(\d{1,12})"/g,
    (_, name: string, n: string) =>
      `${name}="${String(name.endsWith('rows-repeated') ? 1 : Math.min(Number(n), sheetLimits.columns))}"`,
  );
  const parts = new Map([
    ['mimetype', Buffer.from('application/vnd.oasis.opendocument.spreadsheet')],
    ['META-INF/manifest.xml', entries.get('META-INF/manifest.xml') ?? Buffer.alloc(0)],
    ['styles.xml', entries.get('styles.xml') ?? Buffer.alloc(0)],
    ['content.xml', Buffer.from(xml)],
  ]);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(parts.get('styles.xml')?.toString('utf8') ?? '')) throw refuse();
  return gridsOf(parse(repacked(parts), 'array'), odsWords(entries));
}

/**
 * Opens the workbook stream of an old .xls.
 * @throws UserError `file-encrypted`, `document-unreadable` past a limit, `file-damaged` when the library cannot read it.
 */
export function openXls(compound: Compound): Workbook {
  const name = compound.names.includes('Workbook') ? 'Workbook' : 'Book';
  const stream = compound.stream(name);
  if (stream === null) throw refuse();
  const words = biffWords(stream, sheetLimits.cells);
  return gridsOf(parse(packCompound(new Map([[name, stream]])), 'buffer'), words);
}

/** Opens separated values whose text was decoded already. */
export function openCsv(text: string, separator: ',' | ';'): Workbook {
  if (count(text, /[,;\n]/g) > sheetLimits.cells) throw refuse();
  return gridsOf(parse(text, 'string', { raw: true, FS: separator }), '');
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  pattern.lastIndex = 0;
  while (pattern.exec(text) !== null) found += 1;
  return found;
}

function parse(
  data: Uint8Array | string,
  type: 'array' | 'buffer' | 'string',
  more: Xlsx.ParsingOptions = {},
): Xlsx.WorkBook {
  try {
    return library().read(data, {
      ...cellsAlone,
      type,
      cellStyles: true,
      ...more,
    });
  } catch (error) {
    if (error instanceof Error && /password|encrypt/i.test(error.message))
      throw new UserError('file-encrypted', null);
    throw new UserError('file-damaged', null);
  }
}

function gridsOf(workbook: Xlsx.WorkBook, around: string): Workbook {
  const names = workbook.SheetNames;
  if (names.length > sheetLimits.sheets) throw refuse();
  const is1904 = countsFrom1904(workbook);
  const sheets = names.map((name, index): Sheet => {
    const sheet = workbook.Sheets[name] as Xlsx.DenseWorkSheet | undefined;
    const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    return { name, hidden, rows: sheet === undefined ? [] : rowsOf(sheet, is1904) };
  });
  return mended({ sheets, around });
}

function rowsOf(sheet: Xlsx.DenseWorkSheet, is1904: boolean): Sheet['rows'] {
  const grid: Grid = sheet['!data'] ?? [];
  const heights = sheet['!rows'] ?? [];
  const rows = new Map<number, Map<number, SheetCell>>();
  // Sparse: a cell in the last row of the sheet makes no room for those above it.
  grid.forEach((cells, row) => {
    const here = new Map<number, SheetCell>();
    cells?.forEach((cell, column) => {
      const text = column < sheetLimits.columns && cell !== undefined ? shown(cell, is1904) : '';
      if (text !== '') here.set(column, { text: text.slice(0, sheetLimits.longestCell), own: true });
    });
    if (here.size > 0) rows.set(row, here);
  });
  if (rows.size > sheetLimits.rows) throw refuse();
  for (const { s, e } of sheet['!merges'] ?? []) {
    const first = rows.get(s.r)?.get(s.c);
    if (first === undefined) continue;
    const right = Math.min(e.c, sheetLimits.columns - 1);
    // Only rows that are there: a merge reaching to the end of the sheet fills nothing.
    for (let row = s.r; row <= Math.min(e.r, s.r + sheetLimits.rows); row += 1) {
      const here = rows.get(row);
      if (here === undefined) continue;
      for (let column = s.c; column <= right; column += 1)
        if (row !== s.r || column !== s.c) here.set(column, { text: first.text, own: false });
    }
  }
  const columns = shownColumns(sheet, rows);
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([row, cells]) => ({
      number: row + 1,
      hidden: heights[row]?.hidden === true,
      cells: columns.map((column) => cells.get(column) ?? { text: '', own: true }),
    }));
}

/** Columns from the first to the last that hold anything, without those hidden. */
function shownColumns(
  sheet: Xlsx.DenseWorkSheet,
  rows: ReadonlyMap<number, Map<number, SheetCell>>,
): number[] {
  let first: number = sheetLimits.columns;
  let last = -1;
  for (const cells of rows.values())
    for (const column of cells.keys()) {
      first = Math.min(first, column);
      last = Math.max(last, column);
    }
  const widths = sheet['!cols'] ?? [];
  const columns: number[] = [];
  for (let column = first; column <= last; column += 1)
    if (widths[column]?.hidden !== true) columns.push(column);
  return columns;
}

/** What a cell shows. */
function shown(cell: Xlsx.CellObject, is1904: boolean): string {
  if (cell.v === undefined || cell.t === 'e' || cell.t === 'z') return '';
  if (cell.t === 'n' && typeof cell.v === 'number')
    return dayOf(cell, cell.v, is1904) ?? (cell.w ?? String(cell.v)).trim();
  if (cell.t === 'b') return cell.w ?? '';
  return String(cell.v).replace(/\r\n?/g, '\n').trim();
}

/** A number formatted as a date, from its serial; null for other numbers. Formats of a month alone stay "mm/yyyy". */
function dayOf(cell: Xlsx.CellObject, value: number, is1904: boolean): string | null {
  const { SSF } = library();
  const format = typeof cell.z === 'string' ? cell.z : '';
  if (format === '' || !SSF.is_date(format)) return null;
  const parts = SSF.parse_date_code(value, { date1904: is1904 }) as {
    y: number;
    m: number;
    d: number;
    H: number;
    M: number;
  } | null;
  if (parts === null || parts.m < 1 || parts.d < 1) return null;
  const two = (n: number): string => String(n).padStart(2, '0');
  const bare = format.replace(/"[^"]{0,40}"|\[[^\]]{0,40}\]|\\./g, '');
  if (!/[dy]/i.test(bare)) return null;
  const month = `${two(parts.m)}/${String(parts.y)}`;
  if (!/d/i.test(bare)) return month;
  const time = /h/i.test(bare) && (parts.H > 0 || parts.M > 0) ? `${two(parts.H)}:${two(parts.M)} ` : '';
  return `${time}${two(parts.d)}/${month}`;
}

/** Words typed in old fonts, judged over the whole workbook: cells are too short to judge one by one. */
function mended(book: Workbook): Workbook {
  const cells = book.sheets.flatMap((sheet) => sheet.rows.flatMap((row) => row.cells));
  const joint = '\u0002';
  const text = cells
    .map((cell) => cell.text.replaceAll(joint, '').replaceAll('\n', '\u0003'))
    .join(`${joint}\n`);
  const fixed = mendOldText(text);
  if (fixed.encoding !== null)
    fixed.text.split(`${joint}\n`).forEach((part, index) => {
      const cell = cells[index];
      if (cell !== undefined) cell.text = part.replaceAll('\u0003', '\n');
    });
  return { ...book, around: mendOldText(book.around).text };
}
