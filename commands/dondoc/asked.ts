/** What is meant by the words after `/dondoc`: a plan, perhaps one task of it, and what to do. Judges nothing. */
import type { Plan, Task } from '../../src/domain/plan.js';
import type { StoreReader } from '../../src/domain/ports.js';
import { fold, foldSpace } from '../../src/domain/text.js';
import { choiceAmong } from '../tonghop/asked.js';

export interface Asked {
  /** Words that name the plan, and perhaps a task. */
  words: string;
  what: 'list' | 'page' | 'urge' | 'letter' | 'office';
  /** What follows the verb: `ngay`, `sang`, a page, what to do about the letter. */
  rest: string;
}

const verbs: readonly (readonly [RegExp, Exclude<Asked['what'], 'list'>])[] = [
  [/^(?:co quan|coquan)(?= |$)/, 'office'],
  [/(?:^| )(?:cong van|congvan)(?= |$)/, 'letter'],
  [/(?:^| )gui(?=(?: ngay| sang)?$)/, 'urge'],
  [/(?:^| )(?:trang)(?= \d{1,3}$)/, 'page'],
];

/** Reads what was typed. */
export function readAsked(typed: string): Asked {
  const words = foldSpace(typed).split(' ');
  // Word by word, so that places carry over to what was typed.
  const folded = words.map((word) => fold(word) || '·').join(' ');
  for (const [pattern, what] of verbs) {
    const found = pattern.exec(folded);
    if (!found) continue;
    const before = folded.slice(0, found.index).split(' ').filter(Boolean).length;
    const verb = found[0].trim().split(' ').length;
    return {
      what,
      words: words.slice(0, before).join(' '),
      rest: words.slice(before + verb).join(' '),
    };
  }
  return { what: 'list', words: words.join(' '), rest: '' };
}

/** What `/dondoc` is about. */
export interface Scope {
  plan: Readonly<Plan>;
  task: Readonly<Task> | null;
}

/** The plan, and perhaps the task, among these plans; null when none or several fit, `none` for a task there is not. */
export function scopeAmong(
  reader: StoreReader,
  plans: readonly Readonly<Plan>[],
  words: string,
): Scope | 'none' | null {
  const parts = words.split(' ').filter(Boolean);
  const last = parts.at(-1) ?? '';
  const isTask = /^v\d{1,9}$/i.test(last) || (parts.length > 1 && /^\d{1,4}$/.test(last));
  const chosen = choiceAmong(reader, plans, {
    plan: (isTask ? parts.slice(0, -1) : parts).join(' '),
    task: isTask ? last : null,
    words,
    what: 'overview',
    page: 1,
  });
  if (chosen === null)
    return parts.length === 0 && plans[0] && plans.length === 1 ? { plan: plans[0], task: null } : null;
  return chosen.task === 'none' ? 'none' : { plan: chosen.plan, task: chosen.task };
}

/** How a scope is typed: `K1`, or `K1 V12` with an assignment of the task. */
export function codeOf(reader: StoreReader, { plan, task }: Scope): string {
  const assignment = task && reader.find('assignments', 'byTask', task.id)[0];
  return assignment ? `K${plan.number} V${assignment.number}` : `K${plan.number}`;
}
