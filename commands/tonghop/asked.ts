/** What is meant by the words after `/tonghop`: a plan, perhaps one task of it, and what to take out. */
import type { Plan, Task } from '../../src/domain/plan.js';
import type { StoreReader } from '../../src/domain/ports.js';
import { assignmentByCode } from '../../src/domain/queries.js';
import { fold, foldSpace } from '../../src/domain/text.js';
import { matchPlans } from '../plan-argument.js';

export interface Asked {
  /** Words that may name the plan, without the task. */
  plan: string;
  /** A task's place in its plan, or the code of an assignment (`V12`); null for the whole plan. */
  task: string | null;
  what: 'overview' | 'latest' | 'all' | 'register';
  page: number;
  /** All words but what to take out: where the last of them is no task, they name a plan together. */
  words: string;
}

const verbs: readonly (readonly [RegExp, Asked['what']])[] = [
  [/(?:^| )(?:zip|tai|tep) (?:tatca|tat ca|tat ca cac ban)$/, 'all'],
  [/(?:^| )(?:zip|tai|tep)$/, 'latest'],
  [/(?:^| )(?:bang|bang theo doi|excel|xlsx)$/, 'register'],
];

/** Reads what was typed; judges nothing. */
export function readAsked(typed: string): Asked {
  let words = foldSpace(typed);
  const page = /^(.*?)\s*trang (\d{1,3})$/i.exec(words);
  if (page) words = page[1] ?? '';
  let what: Asked['what'] = 'overview';
  for (const [pattern, meaning] of verbs) {
    const found = pattern.exec(fold(words));
    if (!found) continue;
    what = meaning;
    // Folding keeps the number of words.
    const count = found[0].trim().split(' ').length;
    words = words.split(' ').slice(0, -count).join(' ');
    break;
  }
  const parts = words.split(' ').filter((word) => word !== '');
  const last = parts.at(-1) ?? '';
  const isCode = /^v\d{1,9}$/i.test(last);
  const isTask = isCode || (parts.length > 1 && /^\d{1,4}$/.test(last));
  return {
    plan: (isTask ? parts.slice(0, -1) : parts).join(' '),
    task: isTask ? last : null,
    what,
    page: Math.max(1, Number(page?.[2] ?? 1)),
    words: parts.join(' '),
  };
}

export interface Chosen {
  plan: Readonly<Plan>;
  /** Null for the whole plan; `none` when the words name a task the plan does not have. */
  task: Readonly<Task> | null | 'none';
}

/** The one plan (and task) among these that the words mean; null when none or several fit. */
export function choiceAmong(
  reader: StoreReader,
  plans: readonly Readonly<Plan>[],
  asked: Asked,
): Chosen | null {
  if (asked.plan === '' && asked.task !== null) {
    const assignment = assignmentByCode(reader, asked.task);
    const plan = plans.find((one) => one.id === assignment?.planId);
    return assignment && plan ? { plan, task: reader.get('tasks', assignment.taskId) ?? 'none' } : null;
  }
  if (asked.plan === '') return null;
  if (asked.task !== null) {
    const plan = only(matchPlans(asked.plan, plans));
    if (plan) return { plan, task: taskOf(reader, plan, asked.task) ?? 'none' };
  }
  const plan = only(matchPlans(asked.words, plans));
  return plan ? { plan, task: null } : null;
}

/** Tasks of a plan with their places, from 1. */
export function tasksOf(
  reader: StoreReader,
  plan: Readonly<Plan>,
): { task: Readonly<Task>; number: number }[] {
  return reader.find('tasks', 'byPlan', plan.id).map((task, index) => ({ task, number: index + 1 }));
}

export function numberOfTask(reader: StoreReader, plan: Readonly<Plan>, taskId: string): number {
  return tasksOf(reader, plan).find(({ task }) => task.id === taskId)?.number ?? 0;
}

function taskOf(reader: StoreReader, plan: Readonly<Plan>, typed: string): Readonly<Task> | undefined {
  const assignment = assignmentByCode(reader, typed);
  const tasks = tasksOf(reader, plan);
  return assignment
    ? tasks.find(({ task }) => task.id === assignment.taskId)?.task
    : tasks[Number(typed) - 1]?.task;
}

function only<T>(found: readonly T[]): T | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}
