/**
 * What two readings of one plan, from different kinds of files, do not have in common: facts, tasks, leads, dates.
 */
import type { ReadResult, TaskCandidate } from '../../src/domain/plan.js';
import { fold } from '../../src/domain/text.js';

/** What must be the same whatever file a plan comes in: leads and dates of each task, by the words of its action. */
function essence(task: TaskCandidate): string {
  const dates = task.deadlines.map(
    (one) => `${one.kind} ${one.statedOn ?? '-'} ${one.dueOn ?? '-'} ${one.rrule ?? ''}`,
  );
  return [plain(task.action).slice(0, 60), task.lead.map(plain).join(' + '), dates.join(' & ')].join(' | ');
}

function plain(text: string): string {
  return fold(text.replace(/\*/g, ''))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Lines that only one of two readings has. */
export function differences(one: ReadResult, other: ReadResult): string[] {
  const [left, right] = [one.tasks.map(essence), other.tasks.map(essence)];
  const facts = (['type', 'number', 'issuer', 'issuedOn', 'title'] as const)
    .filter((key) => plain(one.document[key] ?? '') !== plain(other.document[key] ?? ''))
    .map((key) => `  ${key}: ${one.document[key] ?? '-'} ≠ ${other.document[key] ?? '-'}`);
  return [
    ...facts,
    ...left.filter((line) => !right.includes(line)).map((line) => `  - ${line}`),
    ...right.filter((line) => !left.includes(line)).map((line) => `  + ${line}`),
  ];
}
