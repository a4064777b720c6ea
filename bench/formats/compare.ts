/** What two readings of one plan have in common and what differs, task by task. */
import type { ReadResult, TaskCandidate } from '../../src/domain/plan.js';
import { fold } from '../../src/domain/text.js';

/** What must be the same whatever file a plan comes in: leads and dates of a task, by the words of its action. */
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

/** Lines that only one of two readings has; none when they say the same. */
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

/** Leads and dates of rows that only one of two readings has; for a sheet, which keeps nothing of the text around. */
export function rowDifferences(one: ReadResult, other: ReadResult): string[] {
  const row = (task: TaskCandidate): string => essence({ ...task, action: '' }).replace(/^ \| /, '');
  const left = one.tasks.map(row);
  const right = other.tasks.map(row);
  return [
    ...without(left, right).map((line) => `  - ${line}`),
    ...without(right, left).map((line) => `  + ${line}`),
  ];
}

/** What is left of a list when each item of another has taken one like itself away. */
function without(list: readonly string[], taken: readonly string[]): string[] {
  const rest = [...taken];
  return list.filter((item) => {
    const at = rest.indexOf(item);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
