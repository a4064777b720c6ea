/**
 * The register of what was taken out, as a workbook: one row per assignment, units that have not sent included
 * (domain.md 4.6, table C), and a second sheet with one row per file. Every cell is text, a number or a moment; nothing
 * is ever a formula.
 */
import type { Cell, Row } from 'write-excel-file/node';
import type { WorkCalendar } from '../domain/calendar.js';
import { dayNumber } from '../domain/calendar.js';
import { type TakenOut, tallyOf } from '../domain/collecting.js';
import type { StoreReader } from '../domain/ports.js';
import { assignmentCode } from '../domain/queries.js';
import { dayOf, timeOf } from '../domain/time.js';
import * as texts from '../texts/register.js';
import { titleOf } from '../texts/tasks.js';
import { type BundleFile, type BundleList, type BundleRow, listBundle } from './bundle-list.js';
import { printable } from './printable.js';
import { printedTables } from './sheet-print.js';

/** Rows above the headings: title, counts. */
const headRows = 2;
/** Excel counts days from 30/12/1899. */
const excelEpoch = 25_569;
const headingColour = '#D9E2EC';
const lateColour = '#FFF2CC';
const missingColour = '#FBE5E1';
/** Height of a line of text in points, for rows that programs do not fit by themselves. */
const lineHeight = 15;
const tallest = 400;

type Column = keyof typeof texts.registerHeadings;
type FileColumn = keyof typeof texts.fileHeadings;

/** In characters. The printed ones together fit a landscape page at a size people read; see `printedUntil`. */
const widths: Record<Column, number> = {
  number: 5,
  unit: 24,
  code: 7,
  task: 27,
  paper: 14,
  receivedAt: 18,
  verdict: 10,
  missing: 14,
  state: 11,
  receipt: 17,
  version: 7,
  remark: 25,
  files: 42,
  sha256: 34,
};
const fileWidths: Record<FileColumn, number> = {
  number: 5,
  unit: 24,
  code: 7,
  receipt: 17,
  version: 7,
  path: 50,
  original: 36,
  item: 16,
  size: 12,
  sha256: 66,
};
/** Names and hashes of files are for the screen, and stand on the second sheet for printing. */
const printedUntil: Column = 'remark';
const columns = Object.keys(texts.registerHeadings) as Column[];
const fileColumns = Object.keys(texts.fileHeadings) as FileColumn[];
const printed = columns.indexOf(printedUntil) + 1;

/** The register of a fixed set of versions. */
export function registerOf(
  reader: StoreReader,
  taken: TakenOut,
  calendar: WorkCalendar,
): Promise<Uint8Array> {
  return registerToXlsx(reader, listBundle(reader, taken, calendar), new Set());
}

/**
 * The register of an archive.
 * @param absent hashes of files the vault cannot give; said in the remarks.
 */
export async function registerToXlsx(
  reader: StoreReader,
  list: BundleList,
  absent: ReadonlySet<string>,
): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const { rows, files, taken } = list;
  const first = headRows + 1;
  const tables = printedTables([
    {
      sheet: texts.registerSheet,
      headingRow: first,
      lastRow: first + rows.length,
      columns: columns.length,
      printedColumns: printed,
    },
    {
      sheet: texts.filesSheet,
      headingRow: 1,
      lastRow: 1 + files.length,
      columns: fileColumns.length,
      printedColumns: fileColumns.length,
    },
  ]);
  const file = writeExcelFile(
    [
      {
        data: [
          ...introduction(list),
          columns.map((id) => headingCell(texts.registerHeadings[id])),
          ...rows.map((row, index) => registerRow(reader, row, index, taken.atMs, absent)),
        ],
        sheet: texts.registerSheet,
        columns: columns.map((id) => ({ width: widths[id] })),
        stickyRowsCount: first,
        stickyColumnsCount: 2,
        orientation: 'landscape',
      },
      {
        data: [
          fileColumns.map((id) => headingCell(texts.fileHeadings[id])),
          ...files.map((one, index) => fileRow(one, index)),
        ],
        sheet: texts.filesSheet,
        columns: fileColumns.map((id) => ({ width: fileWidths[id] })),
        stickyRowsCount: 1,
        orientation: 'landscape',
      },
    ],
    { fontFamily: 'Times New Roman', fontSize: 11, features: [tables] },
  );
  return new Uint8Array(await file.toBuffer());
}

function introduction({ taken, rows }: BundleList): Row[] {
  const line = (text: string, more: object): Row => [
    { value: printable(text), type: String, columnSpan: printed, height: 24, ...more },
  ];
  return [
    line(texts.registerTitle(taken), { fontWeight: 'bold', fontSize: 14, wrap: true, height: 40 }),
    line(texts.registerSummary(tallyOf(rows.map(({ view }) => view)), taken.atMs), { fontStyle: 'italic' }),
  ];
}

function headingCell(value: string): Cell {
  return {
    value,
    type: String,
    fontWeight: 'bold',
    wrap: true,
    align: 'center',
    alignVertical: 'center',
    backgroundColor: headingColour,
    borderStyle: 'thin',
    height: 64,
  };
}

function registerRow(
  reader: StoreReader,
  { view, files }: BundleRow,
  index: number,
  atMs: number,
  absent: ReadonlySet<string>,
): Row {
  const submission = view.latest?.submission;
  const notes = submission ? reader.find('notes', 'bySubmission', submission.id) : [];
  const cells: Record<Column, string> = {
    number: '',
    unit: view.unit.name,
    code: assignmentCode(view.facts.assignment),
    task: titleOf(view, 160),
    paper: texts.paperCell(submission),
    receivedAt: '',
    verdict: texts.verdictCell(view),
    missing: (submission?.missing ?? []).join('; '),
    state: texts.reviewCell(view),
    receipt: submission?.receiptCode ?? '',
    version: '',
    files: files.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).join('\n'),
    sha256: files.map(({ file }) => file.sha256).join('\n'),
    remark: texts
      .remarkLines(view, atMs, {
        notes: notes.filter((note) => Date.parse(note.at) <= atMs),
        absentFiles: files.flatMap(({ file }) => (absent.has(file.sha256) ? [file.name] : [])),
      })
      .join('\n'),
  };
  const height = rowHeight(cells);
  const colour = submission === undefined && cells.verdict === 'Chưa gửi' ? missingColour : null;
  return columns.map((id): Cell => {
    const shared = frame(height, id === 'verdict' && cells.verdict === 'Muộn' ? lateColour : colour);
    if (id === 'number') return { ...shared, value: index + 1, type: Number, align: 'center' };
    if (id === 'version' && submission)
      return { ...shared, value: submission.version, type: Number, align: 'center' };
    if (id === 'receivedAt' && submission) return { ...shared, ...moment(Date.parse(submission.sentAt)) };
    return { ...shared, ...textCell(cells[id]) };
  });
}

function fileRow({ path, file, submission, view }: BundleFile, index: number): Row {
  const cells: Record<FileColumn, string | number> = {
    number: index + 1,
    unit: view.unit.name,
    code: assignmentCode(view.facts.assignment),
    receipt: submission.receiptCode,
    version: submission.version,
    path,
    original: file.name,
    item: file.item ?? '',
    size: file.size,
    sha256: file.sha256,
  };
  return fileColumns.map((id): Cell => {
    const value = cells[id];
    const shared = frame(null, null);
    if (typeof value === 'number')
      return { ...shared, value, type: Number, ...(id === 'size' ? { format: '#,##0' } : {}) };
    return { ...shared, ...textCell(value) };
  });
}

function frame(height: number | null, colour: string | null): object {
  return {
    wrap: true,
    alignVertical: 'top',
    borderStyle: 'thin',
    borderColor: '#BFBFBF',
    ...(height === null ? {} : { height }),
    ...(colour === null ? {} : { backgroundColor: colour }),
  };
}

/** An instant as a workbook keeps it, by the clock of Viet Nam: it sorts and filters as a moment. */
function moment(ms: number): { value: number; type: NumberConstructor; format: string; align: 'left' } {
  const [hours = 0, minutes = 0] = timeOf(ms).split(':').map(Number);
  const seconds = Math.floor(ms / 1000) % 60;
  const value = dayNumber(dayOf(ms)) + excelEpoch + (hours * 3_600 + minutes * 60 + seconds) / 86_400;
  return { value, type: Number, format: 'dd/mm/yyyy hh:mm:ss', align: 'left' };
}

/** Text that stays text, also when it begins like a formula. An empty cell is left out, but keeps its frame. */
function textCell(text: string): { value?: string; type?: StringConstructor; format?: '@' } {
  const value = printable(text);
  return value === '' ? {} : { value, type: String, format: '@' };
}

/** Wrapped rows are given their height: not every program fits them by itself. */
function rowHeight(cells: Record<Column, string>): number {
  const lines = columns.map((id) =>
    cells[id]
      .split('\n')
      // Vietnamese letters with marks run wider than the digits a column's width is counted in.
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.12) / widths[id])), 0),
  );
  return Math.min(tallest, Math.max(1, ...lines) * lineHeight + 4);
}
