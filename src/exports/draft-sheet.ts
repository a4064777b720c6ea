/**
 * A draft as a workbook to be corrected by hand and sent back: one row per task, drop-downs for "Giữ/Bỏ" and for the
 * lead, the units of the directory on a second sheet. Every cell is text or a day; nothing is ever a formula.
 * Reading it back is `intake/draft-sheet.ts`.
 */
import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import type { Cell, Row, Feature } from 'write-excel-file/node';
import { openDoubts } from '../domain/acts/draft-doubts.js';
import type { AddresseeResolver } from '../domain/acts/addressees.js';
import { dayNumber } from '../domain/calendar.js';
import {
  type SheetColumn,
  cellsOf,
  markOf,
  markText,
  sheetColumns,
  verdictWords,
} from '../domain/draft-sheet.js';
import type { PlanDraft, TaskCandidate } from '../domain/plan.js';
import { capital } from '../texts/format.js';
import { sheetHelp, sheetTitle, unitsSheetTitle } from '../texts/plan-sheet.js';
import { recurrenceWords } from '../texts/recurrence.js';
import { doubtWords } from '../texts/words.js';
import { printable } from './printable.js';

/** Rows below the last task in which new tasks can be written with the same drop-downs. */
const spareRows = 60;
/** Rows above the headings: title with the mark, and how to use the table. */
const headRows = 2;
/** Columns under the title: about as wide as a screen. */
const introductionSpan = 7;
/** Height of a line of text in points, for rows that programs do not fit by themselves. */
const lineHeight = 16;
const tallest = 400;
/** Excel counts days from 30/12/1899. */
const excelEpoch = 25_569;

const readOnly = '#F2F2F2';
const heading = '#D9E2EC';

/** The workbook of a draft. @param units names for the drop-down, in the directory's order. */
export async function draftToXlsx(
  draft: Readonly<PlanDraft>,
  units: readonly string[],
  resolve: AddresseeResolver,
): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const last = headRows + 1 + draft.result.tasks.length + spareRows;
  const file = writeExcelFile(
    [
      {
        data: [
          ...introduction(draft),
          headingRow(),
          ...draft.result.tasks.map((task, i) => taskRow(draft, task, i, resolve)),
        ],
        sheet: 'Nhiệm vụ',
        columns: sheetColumns.map(({ width }) => ({ width })),
        stickyRowsCount: headRows + 1,
        stickyColumnsCount: 2,
        orientation: 'landscape',
      },
      {
        data: [
          [{ value: unitsSheetTitle, type: String, fontWeight: 'bold', backgroundColor: heading }],
          ...units.map((name): Row => [textCell(name)]),
        ],
        sheet: 'Đơn vị',
        columns: [{ width: 60 }],
        stickyRowsCount: 1,
      },
    ],
    { fontFamily: 'Times New Roman', fontSize: 12, features: [dropDowns(last, units.length)] },
  );
  return new Uint8Array(await file.toBuffer());
}

function introduction(draft: Readonly<PlanDraft>): Row[] {
  const mark = `Mã bảng: ${markText(markOf(draft))}`;
  return [
    [
      {
        value: printable(`${sheetTitle(draft)}. ${mark}`),
        type: String,
        fontWeight: 'bold',
        fontSize: 14,
        height: 24,
        columnSpan: introductionSpan,
      },
    ],
    [
      {
        value: printable(sheetHelp),
        type: String,
        fontStyle: 'italic',
        wrap: true,
        alignVertical: 'top',
        height: 38,
        columnSpan: introductionSpan,
      },
    ],
  ];
}

function headingRow(): Row {
  return sheetColumns.map(({ heading: value }) => ({
    value,
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
    align: 'center' as const,
    alignVertical: 'center' as const,
    backgroundColor: heading,
    borderStyle: 'thin' as const,
    height: 36,
  }));
}

function taskRow(
  draft: Readonly<PlanDraft>,
  task: Readonly<TaskCandidate>,
  index: number,
  resolve: AddresseeResolver,
): Row {
  const cells: Record<SheetColumn, string> = {
    ...cellsOf(draft, task),
    number: String(index + 1),
    recurrence: task.deadlines
      .flatMap(({ rrule }) => (rrule === null ? [] : [recurrenceWords(rrule)]))
      .join('\n'),
    doubts: doubtsCell(draft, task, resolve),
  };
  const height = rowHeight(cells);
  const isDropped = cells.verdict === verdictWords.drop;
  return sheetColumns.map(({ id }): Cell => {
    const only = task.deadlines.length === 1 ? (task.deadlines[0]?.dueOn ?? null) : null;
    const shared = {
      wrap: true,
      alignVertical: 'top' as const,
      borderStyle: 'thin' as const,
      borderColor: '#BFBFBF',
      height,
      ...(isReadOnly(id) ? { backgroundColor: readOnly } : {}),
      ...(id === 'doubts' && cells.doubts !== '' ? { backgroundColor: '#FFF2CC' } : {}),
      ...(isDropped ? { textColor: '#808080' } : {}),
    };
    // A real day can be sorted and filtered; several stay lines of text.
    if (id === 'dueOn' && only !== null)
      return {
        ...shared,
        value: dayNumber(only) + excelEpoch,
        type: Number,
        format: 'dd/mm/yyyy',
        align: 'left',
      };
    if (id === 'number') return { ...shared, value: index + 1, type: Number, align: 'center' };
    return { ...shared, ...textCell(cells[id]) };
  });
}

function isReadOnly(id: SheetColumn): boolean {
  return id === 'number' || id === 'recurrence' || id === 'quote' || id === 'key';
}

function doubtsCell(
  draft: Readonly<PlanDraft>,
  task: Readonly<TaskCandidate>,
  resolve: AddresseeResolver,
): string {
  const words = openDoubts(draft, task, resolve).map(({ doubt, subject }) =>
    subject === null ? doubtWords[doubt] : `${doubtWords[doubt]} (${subject})`,
  );
  return [...new Set(words)].map(capital).join('\n');
}

/** Text that stays text, also when it begins like a formula. An empty cell is left out, but keeps its frame. */
function textCell(text: string): { value?: string; type?: StringConstructor; format?: '@' } {
  const value = printable(text);
  return value === '' ? {} : { value, type: String, format: '@' };
}

/** Wrapped rows are given their height: not every program fits them by itself. */
function rowHeight(cells: Record<SheetColumn, string>): number {
  const lines = sheetColumns.map(({ id, width }) =>
    cells[id]
      .split('\n')
      // Vietnamese letters with marks run wider than the digits a column's width is counted in.
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.12) / width)), 0),
  );
  return Math.min(tallest, Math.max(1, ...lines) * lineHeight + 4);
}

/**
 * Drop-downs of the first sheet. Another value may be written where units stand (several, collectives, new ones);
 * "Giữ/Bỏ" takes its two words only. Source: ECMA-376 part 1, 18.3.1.33.
 */
function dropDowns(last: number, units: number): Feature<Stream | Buffer | Blob> {
  const letter = (id: SheetColumn): string =>
    String.fromCodePoint(65 + sheetColumns.findIndex((column) => column.id === id));
  const first = headRows + 2;
  const range = (id: SheetColumn): string => `${letter(id)}${first}:${letter(id)}${last}`;
  const ofUnits =
    units === 0
      ? []
      : [
          `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${range('lead')}"><formula1>'Đơn vị'!$A$2:$A$${units + 1}</formula1></dataValidation>`,
        ];
  const all = [
    `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${range('verdict')}"><formula1>"${verdictWords.keep},${verdictWords.drop}"</formula1></dataValidation>`,
    ...ofUnits,
  ];
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => {
            if (sheetIndex !== 0) return xml;
            // The order of a sheet's parts is fixed: validations stand before margins, page set-up and drawings.
            const before =
              /<(?:hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|drawing|legacyDrawing|tableParts|extLst)[\s/>]|<\/worksheet>/.exec(
                xml,
              );
            if (!before) return xml;
            const validations = `<dataValidations count="${all.length}">${all.join('')}</dataValidations>`;
            return xml.slice(0, before.index) + validations + xml.slice(before.index);
          },
        },
      },
    },
  };
}
