/**
 * The table a draft is corrected in: its columns, the mark by which a returned file is known, and the plain text of
 * every cell. Writing the workbook is `exports/draft-sheet.ts`, reading it `intake/draft-sheet.ts`.
 */
import type { DraftField } from './draft-field.js';
import type { PlanDraft, TaskCandidate } from './plan.js';

export type SheetColumn =
  | 'number'
  | 'action'
  | 'lead'
  | 'coordinating'
  | 'recipients'
  | 'via'
  | 'deliverable'
  | 'volume'
  | 'quota'
  | 'deadline'
  | 'dueOn'
  | 'recurrence'
  | 'doubts'
  | 'quote'
  | 'verdict'
  | 'key';

/** Columns in the order of the table; `width` in characters. A heading is found again by its words, wherever it stands. */
export const sheetColumns: readonly {
  id: SheetColumn;
  heading: string;
  width: number;
  /** The field a cell of this column changes; null for columns that only inform. */
  field: DraftField | null;
}[] = [
  { id: 'number', heading: 'STT', width: 6, field: null },
  { id: 'action', heading: 'Nội dung', width: 48, field: 'action' },
  { id: 'lead', heading: 'Chủ trì', width: 28, field: 'lead' },
  { id: 'coordinating', heading: 'Phối hợp', width: 26, field: 'coordinating' },
  { id: 'recipients', heading: 'Nơi nhận', width: 22, field: 'recipients' },
  { id: 'via', heading: 'Qua', width: 16, field: 'via' },
  { id: 'deliverable', heading: 'Sản phẩm', width: 18, field: 'deliverable' },
  { id: 'volume', heading: 'Dung lượng', width: 14, field: 'volume' },
  { id: 'quota', heading: 'Chỉ tiêu', width: 16, field: 'quota' },
  { id: 'deadline', heading: 'Thời hạn (theo văn bản)', width: 26, field: 'deadline' },
  { id: 'dueOn', heading: 'Hạn cuối (ngày)', width: 13, field: 'deadline' },
  { id: 'recurrence', heading: 'Lặp lại', width: 20, field: null },
  { id: 'doubts', heading: 'Cần lưu ý', width: 28, field: null },
  { id: 'quote', heading: 'Trích văn bản', width: 50, field: null },
  { id: 'verdict', heading: 'Giữ/Bỏ', width: 9, field: null },
  { id: 'key', heading: 'Mã dòng (không sửa)', width: 14, field: null },
];

/** What the last column but one says. */
export const verdictWords = { keep: 'Giữ', drop: 'Bỏ' } as const;

/** Which draft, and which state of it, a table was made from. */
export interface SheetMark {
  /** Number of the draft: `D3`. */
  number: number;
  revision: number;
  /** First letters of the draft's id, so that the table of another office is not taken for ours. */
  origin: string;
}

export function markOf(draft: Readonly<PlanDraft>): SheetMark {
  return { number: draft.number, revision: draft.revision, origin: originOf(draft) };
}

/** Whether a table was made from this draft, in whatever state. */
export function isMarkOf(mark: SheetMark, draft: Readonly<PlanDraft>): boolean {
  return mark.number === draft.number && mark.origin === originOf(draft);
}

function originOf(draft: Readonly<PlanDraft>): string {
  return draft.id
    .replace(/[^0-9a-z]/gi, '')
    .slice(0, 8)
    .toLowerCase();
}

/** The mark as it stands in the table: `DD-D3-5-1a2b3c4d`. */
export function markText(mark: SheetMark): string {
  return `DD-D${mark.number}-${mark.revision}-${mark.origin}`;
}

/** The mark in a text; null when there is none. */
export function readMark(text: string): SheetMark | null {
  const found = /\bDD-D(\d{1,6})-(\d{1,6})-([0-9a-z]{1,8})\b/i.exec(text);
  if (!found) return null;
  return { number: Number(found[1]), revision: Number(found[2]), origin: (found[3] ?? '').toLowerCase() };
}

/** One row as it came back. */
export interface SheetRow {
  /** Row of the sheet, from 1. */
  row: number;
  /** Text of each cell; days of real date cells as `dd/MM/yyyy`. Columns the table no longer has are missing. */
  cells: Partial<Record<SheetColumn, string>>;
}

/** A table as it came back. */
export interface DraftSheet {
  mark: SheetMark;
  /** Letter of each column, for telling people which cell is meant. */
  letters: Partial<Record<SheetColumn, string>>;
  rows: SheetRow[];
}

/**
 * Text without the characters XML cannot hold, and without the mark of a lost character, which readers of workbooks
 * drop; a table that came back has lost them.
 */
export function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff]/g, '');
}

/** `2026-07-15` as `15/07/2026`. */
export function dayCell(day: string): string {
  return day.split('-').reverse().join('/');
}

/**
 * The editable cells of a task as text; lists are parted by `; `, several dates by line breaks.
 * A cell that comes back with other words was changed by hand.
 */
export function cellsOf(
  draft: Readonly<PlanDraft>,
  task: Readonly<TaskCandidate>,
): Record<Exclude<SheetColumn, 'number' | 'recurrence' | 'doubts'>, string> {
  return {
    action: task.action,
    lead: task.lead.join('; '),
    coordinating: task.coordinating.join('; '),
    recipients: task.recipients.join('; '),
    via: task.via ?? '',
    deliverable: task.deliverable ?? '',
    volume: task.volume ?? '',
    quota: task.quota ?? '',
    deadline: task.deadlines.map(({ stage, text }) => (stage ? `${stage}: ${text}` : text)).join('\n'),
    dueOn: task.deadlines.flatMap(({ dueOn }) => (dueOn === null ? [] : [dayCell(dueOn)])).join('\n'),
    quote: task.quotes.map(({ place, text }) => (place ? `[${place}] ${text}` : text)).join('\n'),
    verdict: draft.dropped.includes(task.key) ? verdictWords.drop : verdictWords.keep,
    key: task.key,
  };
}
