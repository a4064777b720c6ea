/**
 * Spreadsheet files → draft: which kind it is, whether it is marked, what it orders. Called by `read-file.ts` alone.
 */
import { UserError } from '../domain/errors.js';
import type { ReadResult } from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import type { ReadOptions } from './read-plan.js';
import { mostSkipped, readBlocks } from './read-plan.js';
import type { Compound } from './readers/compound.js';
import { readSheets, wordsOfSheets } from './readers/sheet.js';
import type { Workbook } from './readers/sheet-open.js';
import { openCsv, openOds, openXls, openXlsx } from './readers/sheet-open.js';
import { isMarkedSecret } from './secrecy.js';
import { columnsOf } from './table-columns.js';

/** The workbook in an unpacked archive (.xlsx, .xlsm, .ods), or null when it holds another kind of file. */
export function workbookOf(entries: ReadonlyMap<string, Buffer>): Workbook | null {
  if (entries.has('xl/workbook.xml')) return openXlsx(entries);
  const kind = entries.get('mimetype')?.toString('latin1', 0, 100) ?? '';
  return /opendocument\.spreadsheet/.test(kind) ? openOds(entries) : null;
}

/** The workbook in an old Office container, or null. @throws UserError `file-encrypted` for a locked new one inside. */
export function oldWorkbookOf(compound: Compound): Workbook | null {
  if (compound.names.includes('EncryptedPackage')) throw new UserError('file-encrypted', null);
  return compound.names.includes('Workbook') || compound.names.includes('Book') ? openXls(compound) : null;
}

/** Lines in which the heading of separated values must stand, and lines under it that must be rows for the most part. */
const headLines = 30;
const rowsSeen = 40;

/**
 * The table in a text of separated values, or null when the text is no such table. A sentence with commas can name work, unit
 * and time as a heading does; but it numbers no column, and the lines under it do not have as many parts.
 */
export function csvOf(text: string): Workbook | null {
  const lines = text.split('\n', headLines + rowsSeen).map((line) => line.slice(0, 4000).trim());
  for (const separator of [';', ','] as const) {
    const at = lines.slice(0, headLines).findIndex((line) => isCsvHead(line, separator));
    if (at < 0) continue;
    const width = lines[at]?.split(separator).length ?? 0;
    const rows = lines.slice(at + 1, at + 1 + rowsSeen).filter((line) => line !== '');
    const full = rows.filter((line) => line.split(separator).length >= width);
    if (rows.length > 0 && full.length * 2 >= rows.length) return openCsv(text, separator);
  }
  return null;
}

function isCsvHead(line: string, separator: string): boolean {
  const cells = line.split(separator).map((cell) => cell.replace(/^\s*"|"\s*$/g, ''));
  return cells.length >= 3 && columnsOf(cells)?.includes('ordinal') === true;
}

/** Whether a sheet, a header, a comment or a text box carries a mark of secrecy. */
export function isMarkedWorkbook(book: Workbook): boolean {
  return wordsOfSheets(book).some(isMarkedSecret);
}

/**
 * Reads a workbook.
 * @throws UserError `file-secret`, `document-unreadable` when no sheet shows a word.
 */
export function readWorkbook(book: Workbook, options: ReadOptions): ReadResult {
  if (isMarkedWorkbook(book)) throw new UserError('file-secret', null);
  const { blocks, hidden } = readSheets(book);
  if (blocks.every((block) => block.text === '')) throw new UserError('document-unreadable', null);
  const result = readBlocks(blocks, options, { kind: 'xlsx', pages: null, confidence: null });
  const told = hidden.map(({ text, place }) => ({
    text: shorten(text, 300),
    place,
    reason: 'hidden' as const,
  }));
  return { ...result, skipped: [...result.skipped, ...told].slice(0, mostSkipped) };
}
