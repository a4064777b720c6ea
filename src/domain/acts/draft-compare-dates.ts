/**
 * What the two date cells of a changed row mean: the phrase a plan uses and the last day it comes to. The phrase wins and
 * is read as if typed in the chat; a day changed alone moves the deadline and keeps its phrase.
 */
import type { SheetRow } from '../draft-sheet.js';
import { type Deadline, type TaskCandidate, blankDeadline } from '../plan.js';
import { foldSpace } from '../text.js';
import { dayFrom } from '../time.js';
import { type DraftTools, type FieldProblem, readField } from './draft-fields.js';

/** Why the date cells of a row cannot be used together, or not for this task. */
export type DateProblem =
  | { kind: 'date-beside-text'; text: string; means: string | null }
  | { kind: 'date-of-recurring' }
  | { kind: 'date-count'; wanted: number };

type DateColumn = 'deadline' | 'dueOn';

/** The deadlines, with the cell to show as what was meant; or the cell that is in the way. */
type DateReading =
  | { deadlines: Deadline[]; shown: DateColumn }
  | { problem: FieldProblem | DateProblem; column: DateColumn };

/** The deadlines a changed row means; null when neither cell was touched. */
export function deadlineOf(
  task: Readonly<TaskCandidate>,
  row: SheetRow,
  isTextChanged: boolean,
  isDateChanged: boolean,
  tools: DraftTools,
): DateReading | null {
  const text = (row.cells.deadline ?? '').trim();
  const days = (row.cells.dueOn ?? '').trim();
  if (!isTextChanged && !isDateChanged) return null;
  if (text === '' && days === '') return { deadlines: [], shown: 'deadline' };
  if (isTextChanged && text !== '') {
    const read = readField('deadline', text, tools);
    if ('problem' in read) return { problem: read.problem, column: 'deadline' };
    const deadlines = read.value.field === 'deadline' ? read.value.deadlines : [];
    const means = deadlines.flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn]));
    if (isDateChanged && days !== '') {
      const given = days.split('\n').map(dayOfCell);
      if (given.join() !== means.join())
        return { problem: { kind: 'date-beside-text', text, means: means[0] ?? null }, column: 'dueOn' };
    }
    return { deadlines, shown: 'deadline' };
  }
  return movedTo(task, text, days);
}

/** Only the last day was changed: the phrase stays, the day moves. */
function movedTo(task: Readonly<TaskCandidate>, text: string, days: string): DateReading {
  const fail = (problem: FieldProblem | DateProblem): DateReading => ({ problem, column: 'dueOn' });
  const lines = days.split('\n').filter((line) => line.trim() !== '');
  if (task.deadlines.some(({ rrule }) => rrule !== null)) return fail({ kind: 'date-of-recurring' });
  const dated = task.deadlines.length === 0 ? [blankDeadline] : task.deadlines;
  if (lines.length === 0) return fail({ kind: 'date-beside-text', text, means: null });
  if (lines.length !== dated.length) return fail({ kind: 'date-count', wanted: dated.length });
  const deadlines: Deadline[] = [];
  for (const [i, line] of lines.entries()) {
    const day = dayOfCell(line);
    const deadline = dated[i];
    if (day === null || !deadline) return fail({ kind: 'no-such-day', text: foldSpace(line) });
    deadlines.push({
      ...deadline,
      text: deadline.text === '' ? `chậm nhất ngày ${foldSpace(line)}` : deadline.text,
      kind: deadline.kind === 'window' ? 'window' : 'date',
      from: deadline.from !== null && deadline.from <= day ? deadline.from : null,
      statedOn: day,
      dueOn: day,
      inclusive: true,
      confidence: 1,
    });
  }
  return { deadlines, shown: 'dueOn' };
}

/** A day in a cell, `15/7/2026` or `2026-07-15`; null for anything else. */
function dayOfCell(text: string): string | null {
  const clean = foldSpace(text);
  const found = /^(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})$/.exec(clean);
  if (found) return dayFrom(Number(found[3]), Number(found[2]), Number(found[1]));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean);
  return iso ? dayFrom(Number(iso[1]), Number(iso[2]), Number(iso[3])) : null;
}
