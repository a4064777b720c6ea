/**
 * Workbooks in the hands of the spreadsheet library: loaded when first needed, given only archives made here, asked for
 * cells alone. What the cells mean, and how many of them are taken, is for the callers to know.
 */
import { createRequire } from 'node:module';
import type * as Xlsx from '@e965/xlsx';
import { UserError } from '../../domain/errors.js';
import { dayFrom } from '../../domain/time.js';

const load = createRequire(import.meta.url);

/** The spreadsheet library; it takes a third of a second to load, and most starts never need it. */
export const library = (): typeof Xlsx => load('@e965/xlsx') as typeof Xlsx;

/** Cells as their program last showed them: formulas are never computed, nothing is turned into markup. */
export const cellsAlone = {
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellNF: true,
} as const satisfies Xlsx.ParsingOptions;

/** The cells of a sheet by row and column; both may have gaps. */
export type Grid = readonly (readonly (Xlsx.CellObject | undefined)[] | undefined)[];

/** An archive made anew from counted parts, so that it says nothing but the truth. */
export function repacked(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const { CFB } = library();
  const archive = CFB.utils.cfb_new({ root: 'R' });
  for (const [path, content] of parts) CFB.utils.cfb_add(archive, path, content);
  return CFB.write(archive, { fileType: 'zip', type: 'buffer' }) as Uint8Array;
}

/**
 * Opens the unpacked parts of an .xlsx.
 * @param detail what the refusal names.
 * @throws UserError `document-unreadable` when the library cannot read it.
 */
export function openParts(
  parts: ReadonlyMap<string, Uint8Array>,
  options: { mostRows: number; detail: string | null },
): Xlsx.WorkBook {
  try {
    return library().read(repacked(parts), { ...cellsAlone, type: 'array', sheetRows: options.mostRows });
  } catch {
    throw new UserError('document-unreadable', options.detail);
  }
}

/** The cells of a sheet of this name. */
export function gridOf(workbook: Xlsx.WorkBook, name: string): Grid {
  return (workbook.Sheets[name] as Xlsx.DenseWorkSheet | undefined)?.['!data'] ?? [];
}

/** Whether a workbook counts its days from 1904. */
export function countsFrom1904(workbook: Xlsx.WorkBook): boolean {
  return workbook.Workbook?.WBProps?.date1904 === true;
}

/** The day of a serial number, read without any zone: a Date would move it by the machine's offset. */
export function dayOfSerial(serial: number, is1904: boolean): string | null {
  const parts = library().SSF.parse_date_code(serial, { date1904: is1904 }) as {
    y: number;
    m: number;
    d: number;
  } | null;
  return parts && dayFrom(parts.y, parts.m, parts.d);
}
