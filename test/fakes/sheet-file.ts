/** Writes spreadsheets for tests of reading them: merges, hidden parts, dates, every kind of file the library writes. */
import * as XLSX from '@e965/xlsx';
import yazl from 'yazl';

/** One sheet of a test file. */
export interface TestSheet {
  name?: string;
  /** Cells by row; null leaves one out. A `day` is a real date cell. */
  rows: (string | number | null | { day: number; format: string })[][];
  /** Ranges as people write them: "A1:C1". */
  merges?: string[];
  hiddenRows?: number[];
  hiddenColumns?: number[];
  hidden?: boolean;
}

/** The serial number by which a spreadsheet keeps a day. */
export function serial(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000 + 25_569;
}

/** A workbook of these sheets. */
export function sheetFile(sheets: TestSheet[], bookType: 'xlsx' | 'biff8' | 'ods' | 'csv' = 'xlsx'): Buffer {
  const book = XLSX.utils.book_new();
  for (const [index, { name, rows, merges, hiddenRows, hiddenColumns }] of sheets.entries()) {
    const sheet = XLSX.utils.aoa_to_sheet(
      rows.map((row) => row.map((cell) => (typeof cell === 'object' && cell !== null ? null : cell))),
    );
    for (const [r, row] of rows.entries())
      for (const [c, cell] of row.entries())
        if (typeof cell === 'object' && cell !== null)
          sheet[XLSX.utils.encode_cell({ r, c })] = { t: 'n', v: cell.day, z: cell.format };
    sheet['!merges'] = (merges ?? []).map((range) => XLSX.utils.decode_range(range));
    sheet['!rows'] = rows.map((_, at) => ({ hidden: hiddenRows?.includes(at + 1) === true }));
    sheet['!cols'] = Array.from({ length: 12 }, (_, at) => ({
      hidden: hiddenColumns?.includes(at + 1) === true,
    }));
    XLSX.utils.book_append_sheet(book, sheet, name ?? `Trang ${String(index + 1)}`);
  }
  book.Workbook = { Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden === true ? 1 : 0 })) };
  return Buffer.from(XLSX.write(book, { type: 'buffer', bookType, compression: true }) as Uint8Array);
}

/** An archive of these parts. */
export async function archive(parts: ReadonlyMap<string, Buffer | string>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, part] of parts) zip.addBuffer(Buffer.from(part), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
