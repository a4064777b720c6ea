/**
 * The directory written as a file: JSON for programs, .xlsx for people; both are read back by the import.
 * Parents and successors are written by name; ids never leave the store.
 */
import type { SheetData } from 'write-excel-file/node';
import type { UnitRow } from '../domain/unit-directory.js';
import type { Unit } from '../domain/unit.js';
import { printable } from './printable.js';

const columns: readonly { heading: string; width: number; text: (row: UnitRow) => string }[] = [
  { heading: 'Tên đơn vị', width: 46, text: (row) => row.name },
  { heading: 'Tên viết tắt', width: 16, text: (row) => row.abbreviation ?? '' },
  { heading: 'Tên gọi khác', width: 40, text: (row) => (row.aliases ?? []).join('; ') },
  { heading: 'Loại', width: 12, text: (row) => row.kind ?? '' },
  { heading: 'Đơn vị cấp trên', width: 32, text: (row) => row.parent ?? '' },
  { heading: 'Hiệu lực từ', width: 13, text: (row) => dayText(row.validFrom) },
  { heading: 'Hiệu lực đến', width: 13, text: (row) => dayText(row.validTo) },
  { heading: 'Đơn vị kế thừa', width: 40, text: (row) => (row.successors ?? []).join('; ') },
];

/** Units as rows of a directory file, in the order given; empty fields left out, unknown ids dropped. */
export function rowsOfUnits(units: readonly Unit[]): UnitRow[] {
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  return units.map((unit) => {
    const row: UnitRow = { name: unit.name, kind: unit.kind };
    const parent = unit.parentId === null ? undefined : names.get(unit.parentId);
    const successors = unit.successorIds.flatMap((id) => names.get(id) ?? []);
    if (unit.abbreviation !== null) row.abbreviation = unit.abbreviation;
    if (unit.aliases.length > 0) row.aliases = [...unit.aliases];
    if (parent !== undefined) row.parent = parent;
    if (unit.validFrom !== null) row.validFrom = unit.validFrom;
    if (unit.validTo !== null) row.validTo = unit.validTo;
    if (successors.length > 0) row.successors = successors;
    return row;
  });
}

/** The directory as a JSON array of rows, two spaces deep, with a line break at the end. */
export function unitsToJson(units: readonly Unit[]): string {
  return `${JSON.stringify(rowsOfUnits(units), null, 2)}\n`;
}

/** The directory as a workbook with one sheet; every cell is text, also one that begins with "=". */
export async function unitsToXlsx(units: readonly Unit[]): Promise<Uint8Array> {
  const head = columns.map(({ heading }) => ({
    value: heading,
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
    alignVertical: 'center' as const,
    backgroundColor: '#E8EEF4',
  }));
  const body = rowsOfUnits(units).map((row) =>
    columns.map(({ text }) => {
      const value = printable(text(row));
      return value === ''
        ? null
        : { value, type: String, format: '@', wrap: true, alignVertical: 'top' as const };
    }),
  );
  const sheet: SheetData = [head, ...body];
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const file = writeExcelFile(
    sheet,
    { sheet: 'Đơn vị', columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 },
    { fontFamily: 'Times New Roman', fontSize: 12 },
  );
  return new Uint8Array(await file.toBuffer());
}

/** `2025-07-01` as `01/07/2025`. */
function dayText(day: string | undefined): string {
  return day === undefined ? '' : day.split('-').reverse().join('/');
}
