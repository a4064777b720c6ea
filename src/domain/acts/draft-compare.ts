/**
 * A corrected table against the draft as it stands: what a person changed by hand, and the cells nobody can use.
 * Pure: the changed draft is handed back, to be shown and then stored in one go.
 */
import {
  type DraftSheet,
  type SheetColumn,
  type SheetRow,
  cellsOf,
  sheetColumns,
  withoutControls,
} from '../draft-sheet.js';
import type { PlanDraft, TaskCandidate } from '../plan.js';
import { fold, foldSpace } from '../text.js';
import { type DateProblem, deadlineOf } from './draft-compare-dates.js';
import { openDoubts } from './draft-doubts.js';
import { type Editor, addTask, dropTask, keepTask, restoreTask, setField } from './draft-edit.js';
import {
  type DraftField,
  type DraftTools,
  type FieldProblem,
  type FieldValue,
  readField,
} from './draft-fields.js';

export type SheetProblem =
  | FieldProblem
  | DateProblem
  | { kind: 'bad-verdict'; text: string }
  | { kind: 'no-action' };

/** A cell that could not be used. */
export interface CellProblem {
  /** As people name it: `K7`. */
  address: string;
  text: string;
  problem: SheetProblem;
}

/** One changed field of one task. Positions are counted from 0 in the new draft. */
export interface SheetChange {
  index: number;
  field: DraftField;
  before: string;
  after: string;
}

export interface SheetComparison {
  /** The draft with everything that could be used. Equal in content to the old one when nothing was changed. */
  draft: PlanDraft;
  changes: SheetChange[];
  dropped: number[];
  /** Of `dropped`: rows that are no longer in the table at all. */
  missing: number[];
  restored: number[];
  added: number[];
  /** Tasks whose notes were cleared: the person has looked at them. */
  seen: number[];
  problems: CellProblem[];
}

type FieldColumn = Exclude<
  SheetColumn,
  'number' | 'recurrence' | 'doubts' | 'quote' | 'verdict' | 'key' | 'dueOn' | 'deadline'
>;
const plainColumns: readonly FieldColumn[] = [
  'action',
  'lead',
  'coordinating',
  'recipients',
  'via',
  'deliverable',
  'volume',
  'quota',
];

/** Compares a table with the draft; units, dates and words are read as if they had been typed in the chat. */
export function compareSheet(
  draft: Readonly<PlanDraft>,
  sheet: DraftSheet,
  tools: DraftTools,
  editor: Editor,
): SheetComparison {
  const result: SheetComparison = {
    draft: structuredClone(draft),
    changes: [],
    dropped: [],
    missing: [],
    restored: [],
    added: [],
    seen: [],
    problems: [],
  };
  const seen = new Set<string>();
  const news: SheetRow[] = [];
  for (const row of sheet.rows) {
    const key = row.cells.key?.trim() ?? '';
    const index = draft.result.tasks.findIndex((task) => task.key === key);
    const task = draft.result.tasks[index];
    // A copied row carries the code of its model: the second one is somebody's new task.
    if (!task || seen.has(key)) {
      news.push(row);
      continue;
    }
    seen.add(key);
    compareRow(result, task, index, row, sheet, tools, editor);
  }
  for (const [index, task] of draft.result.tasks.entries()) {
    if (seen.has(task.key) || draft.dropped.includes(task.key)) continue;
    result.draft = dropTask(result.draft, task.key);
    result.dropped.push(index);
    result.missing.push(index);
  }
  for (const row of news) addRow(result, row, sheet, tools, editor);
  if (isEmpty(result)) result.draft = structuredClone(draft);
  return result;
}

/** Whether a table changes nothing. */
export function isEmpty(result: SheetComparison): boolean {
  return (
    result.changes.length + result.dropped.length + result.restored.length + result.added.length === 0 &&
    result.seen.length === 0
  );
}

function compareRow(
  result: SheetComparison,
  task: Readonly<TaskCandidate>,
  index: number,
  row: SheetRow,
  sheet: DraftSheet,
  tools: DraftTools,
  editor: Editor,
): void {
  const before = cellsOf(result.draft, task);
  const put = (value: FieldValue, shown: string): void => {
    result.draft = setField(result.draft, task.key, value, editor);
    const field = value.field;
    const was =
      field === 'deadline' ? before.deadline || before.dueOn : field === 'until' ? '' : before[field];
    result.changes.push({ index, field, before: was, after: shown });
  };
  const fail = (column: SheetColumn, text: string, problem: SheetProblem): void =>
    report(result, sheet, row, column, text, problem);
  const isChanged = (column: keyof typeof before): boolean => {
    const cell = row.cells[column];
    return cell !== undefined && foldSpace(cell) !== foldSpace(withoutControls(before[column]));
  };
  for (const column of plainColumns) {
    if (!isChanged(column)) continue;
    const text = row.cells[column] ?? '';
    const read = readField(column, text.trim() === '' ? '-' : text, tools);
    if ('problem' in read) fail(column, text, read.problem);
    else put(read.value, foldSpace(text));
  }
  const deadline = deadlineOf(task, row, isChanged('deadline'), isChanged('dueOn'), tools);
  if (deadline && 'problem' in deadline)
    fail(deadline.column, row.cells[deadline.column] ?? '', deadline.problem);
  else if (deadline)
    put({ field: 'deadline', deadlines: deadline.deadlines }, foldSpace(row.cells[deadline.shown] ?? ''));
  verdict(result, task, index, row, fail);
  const open = openDoubts(result.draft, task, tools.resolve);
  if (row.cells.doubts?.trim() === '' && open.length > 0) {
    result.draft = keepTask(result.draft, task.key);
    result.seen.push(index);
  }
}

function verdict(
  result: SheetComparison,
  task: Readonly<TaskCandidate>,
  index: number,
  row: SheetRow,
  fail: (column: SheetColumn, text: string, problem: SheetProblem) => void,
): void {
  const text = row.cells.verdict;
  if (text === undefined) return;
  const word = fold(text);
  const isDropped = result.draft.dropped.includes(task.key);
  if (/^(?:bo|xoa|khong|x)$/.test(word)) {
    if (isDropped) return;
    result.draft = dropTask(result.draft, task.key);
    result.dropped.push(index);
  } else if (/^(?:giu|co|)$/.test(word)) {
    if (!isDropped) return;
    result.draft = restoreTask(result.draft, task.key);
    result.restored.push(index);
  } else fail('verdict', text, { kind: 'bad-verdict', text });
}

function addRow(
  result: SheetComparison,
  row: SheetRow,
  sheet: DraftSheet,
  tools: DraftTools,
  editor: Editor,
): void {
  const { cells } = row;
  const filled = [...plainColumns, 'deadline' as const, 'dueOn' as const].filter((id) => cells[id]?.trim());
  if (filled.length === 0 || /^(?:bo|xoa)$/.test(fold(cells.verdict ?? ''))) return;
  const action = foldSpace(cells.action ?? '');
  if (action === '') return report(result, sheet, row, 'action', '', { kind: 'no-action' });
  const values: FieldValue[] = [];
  for (const column of plainColumns) {
    const text = cells[column]?.trim() ?? '';
    if (text === '') continue;
    const read = readField(column, text, tools);
    if ('problem' in read) report(result, sheet, row, column, text, read.problem);
    else values.push(read.value);
  }
  const phrase = cells.deadline?.trim() || cells.dueOn?.trim() || '';
  if (phrase !== '') {
    const column = cells.deadline?.trim() ? 'deadline' : 'dueOn';
    const read = readField('deadline', phrase, tools);
    if ('problem' in read) report(result, sheet, row, column, phrase, read.problem);
    else values.push(read.value);
  }
  result.draft = addTask(result.draft, action, values, editor).draft;
  result.added.push(result.draft.result.tasks.length - 1);
}

function report(
  result: SheetComparison,
  sheet: DraftSheet,
  row: SheetRow,
  column: SheetColumn,
  text: string,
  problem: SheetProblem,
): void {
  const at = sheetColumns.findIndex(({ id }) => id === column);
  const letter = sheet.letters[column] ?? String.fromCodePoint(65 + at);
  result.problems.push({ address: `${letter}${row.row}`, text: foldSpace(text).slice(0, 80), problem });
}
