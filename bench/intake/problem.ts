/** A disagreement between a reading and its labels, in words. Judges nothing. */
import type { TaskCandidate } from '../../src/domain/plan.js';
import { foldSpace, shorten } from '../../src/domain/text.js';
import type { Label } from './labels.js';

/** One disagreement: what the label says, what was read, and where. */
export interface Problem {
  kind:
    | 'missed'
    | 'extra'
    | 'date'
    | 'lead'
    | 'recipient-missed'
    | 'recipient-extra'
    | 'undated'
    | 'document';
  expected: string;
  read: string;
  quote: string;
  place: string | null;
}

/** The dates read of a task, as a disagreement shows them. */
export function deadlinesOf(task: TaskCandidate): string {
  return task.deadlines
    .map(
      (deadline) =>
        `${deadline.statedOn ?? deadline.rrule ?? deadline.kind}${deadline.inclusive ? '' : ' (before)'} “${deadline.text}”`,
    )
    .join(', ');
}

/** The date a label has, as a disagreement shows it. */
export function deadlineOf(label: NonNullable<Label['deadline']>): string {
  return `${label.due ?? label.recurrence ?? label.kind}${label.before === true ? ' (before)' : ''} “${label.text}”`;
}

/** Where the first of these tasks stands. */
export function placeOf(tasks: readonly TaskCandidate[]): string | null {
  return tasks[0]?.quotes[0]?.place ?? null;
}

/** A disagreement about a passage, which is shortened to what a person reads at a glance. */
export function problem(
  kind: Problem['kind'],
  quote: string,
  expected: string,
  read: string,
  place: string | null = null,
): Problem {
  return { kind, expected, read, quote: shorten(foldSpace(quote), 240), place };
}
