/**
 * A directory file (.json or .xlsx) read into rows. Names are not yet units: that is `domain/unit-directory.ts`.
 * Formulas are never computed, links never followed, other sheets than the one with the headings never read.
 */
import type * as Xlsx from '@e965/xlsx';
import { UserError } from '../domain/errors.js';
import { fold, foldSpace, normalize } from '../domain/text.js';
import { dayFrom } from '../domain/time.js';
import type { UnitRow } from '../domain/unit-directory.js';
import { unzip } from './readers/unzip.js';
import { countsFrom1904, dayOfSerial, gridOf, openParts } from './readers/workbook.js';

/** Limits of a directory file: size packed or not, and rows; a province has some hundreds of units. */
const maxUnpackedBytes = 32 * 1024 * 1024;
const maxRows = 20_000;
/** The headings stand within the first rows, below a title at most. */
const headingRows = 20;

type Field = keyof UnitRow;
const dayFields: readonly Field[] = ['validFrom', 'validTo'];

const headings: Readonly<Record<string, Field>> = {
  'ten don vi': 'name',
  'don vi': 'name',
  'ten co quan': 'name',
  'ten co quan, don vi': 'name',
  ten: 'name',
  'ten viet tat': 'abbreviation',
  'viet tat': 'abbreviation',
  'ten goi khac': 'aliases',
  'ten khac': 'aliases',
  loai: 'kind',
  'loai don vi': 'kind',
  nhom: 'kind',
  'don vi cap tren': 'parent',
  'co quan cap tren': 'parent',
  'cap tren': 'parent',
  'truc thuoc': 'parent',
  'hieu luc tu': 'validFrom',
  'tu ngay': 'validFrom',
  tu: 'validFrom',
  'hieu luc den': 'validTo',
  'den ngay': 'validTo',
  den: 'validTo',
  'don vi ke thua': 'successors',
  'ke thua': 'successors',
};

/**
 * Reads a directory file by its content; the name only helps to word the refusal.
 * Days given as `dd/MM/yyyy` or as real Excel dates become `YYYY-MM-DD`; other text is passed on for the merge to report.
 * @throws UserError `file-empty`; `file-kind-refused` for anything but .json and .xlsx; `file-too-big`;
 * `document-unreadable` when damaged; `bad-input` when there are no headings or no list.
 */
export function parseUnitsFile(bytes: Uint8Array, name: string): UnitRow[] {
  if (bytes.length === 0) throw new UserError('file-empty', name);
  if (bytes.length > maxUnpackedBytes) throw new UserError('file-too-big', '32 MB');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return rowsOfWorkbook(bytes);
  const start = Buffer.from(bytes.subarray(0, 256))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start === '') throw new UserError('file-empty', name);
  if (/^[[{]/.test(start)) return rowsOfJson(bytes);
  throw /\.json$/i.test(name)
    ? new UserError('document-unreadable', name)
    : new UserError('file-kind-refused', '.json, .xlsx');
}

function rowsOfJson(bytes: Uint8Array): UnitRow[] {
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new UserError('document-unreadable', 'JSON');
  }
  if (!Array.isArray(data)) throw new UserError('bad-input', 'tệp .json phải là một danh sách đơn vị');
  if (data.length > maxRows) throw new UserError('bad-input', `quá ${maxRows} dòng`);
  return data.map((one: unknown, i) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) {
      throw new UserError('bad-input', `mục ${i + 1} không phải là một đơn vị`);
    }
    return rowOf(one as Record<string, unknown>);
  });
}

function rowsOfWorkbook(bytes: Uint8Array): UnitRow[] {
  const workbook = openWorkbook(bytes);
  const is1904 = countsFrom1904(workbook);
  for (const [i, sheetName] of workbook.SheetNames.entries()) {
    if ((workbook.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0) continue;
    const cells = gridOf(workbook, sheetName);
    const at = cells.slice(0, headingRows).findIndex((row) => isHeading(row));
    if (at < 0) continue;
    const fields = (cells[at] ?? []).map((cell) => fieldOf(cell));
    if (cells.length - at > maxRows) throw new UserError('bad-input', `quá ${maxRows} dòng`);
    return cells.slice(at + 1).flatMap((row) => {
      const values: Record<string, unknown> = {};
      for (const [column, cell] of (row ?? []).entries()) {
        const field = fields[column];
        if (field) values[field] = dayFields.includes(field) ? dayOfCell(cell, is1904) : textOf(cell);
      }
      return Object.values(values).some((value) => value !== '') ? [rowOf(values)] : [];
    });
  }
  throw new UserError('bad-input', 'không tìm thấy cột “Tên đơn vị”');
}

/** Unpacks under our own limits and hands the library an archive that says nothing but the truth. */
function openWorkbook(bytes: Uint8Array): Xlsx.WorkBook {
  const files = unzip(bytes, maxUnpackedBytes);
  if (![...files.keys()].some((path) => /^\/?xl\//.test(path))) {
    throw new UserError('file-kind-refused', '.json, .xlsx');
  }
  return openParts(files, { mostRows: maxRows + headingRows + 1, detail: 'xlsx' });
}

function fieldOf(cell: Xlsx.CellObject | undefined): Field | undefined {
  const text = fold(textOf(cell)).replace(/\s*[(:*].*$/, '');
  return Object.hasOwn(headings, text) ? headings[text] : undefined;
}

function isHeading(row: readonly (Xlsx.CellObject | undefined)[] | undefined): boolean {
  return (row ?? []).some((cell) => fieldOf(cell) === 'name');
}

function textOf(cell: Xlsx.CellObject | undefined): string {
  if (!cell || cell.v === undefined || cell.t === 'e') return '';
  return foldSpace(String(cell.v));
}

/** A real date is its serial number, read without any zone; text is taken as written. */
function dayOfCell(cell: Xlsx.CellObject | undefined, is1904: boolean): string {
  if (cell?.t !== 'n' || typeof cell.v !== 'number') return textOf(cell);
  return dayOfSerial(cell.v, is1904) ?? textOf(cell);
}

/** A row from loose values: lists from arrays or `;`-separated text, days from either notation, blanks left out. */
function rowOf(values: Record<string, unknown>): UnitRow {
  const row: UnitRow = { name: stringOf(values.name) };
  for (const field of ['abbreviation', 'kind', 'parent'] as const) {
    const text = stringOf(values[field]);
    if (text !== '') row[field] = text;
  }
  for (const field of ['validFrom', 'validTo'] as const) {
    const text = stringOf(values[field]);
    if (text !== '') row[field] = dayOfText(text);
  }
  for (const field of ['aliases', 'successors'] as const) {
    const value = values[field];
    const list = (Array.isArray(value) ? value : stringOf(value).split(';'))
      .map(stringOf)
      .filter((one) => one !== '');
    if (list.length > 0) row[field] = list;
  }
  return row;
}

function stringOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? foldSpace(normalize(String(value))) : '';
}

function dayOfText(text: string): string {
  const found = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/.exec(text);
  return (found && dayFrom(Number(found[3]), Number(found[2]), Number(found[1]))) ?? text;
}
