/**
 * Deadlines that hang on an event ("sau hội nghị") have no date until the collecting office sets one. When it is asked:
 * on the first working day after the plan came in, then every twenty, while a unit still owes something. Pure; standing
 * tasks ("thường xuyên") are never asked about.
 */
import { owedSince } from './acts/rounds.js';
import type { AssignmentFacts, Round } from './assignment.js';
import { type WorkCalendar, addWorkingDays } from './calendar.js';
import type { Deadline, Plan, Task } from './plan.js';
import type { ReminderPolicy } from './policy.js';
import { isOwedAt } from './reminder.js';
import { effectiveDue } from './state.js';
import { instantOf } from './time.js';

/** A round the planner looks at, with everything owed in it. */
export interface DateCandidate {
  round: Readonly<Round>;
  task: Readonly<Task>;
  plan: Readonly<Plan>;
  owed: readonly AssignmentFacts[];
  /** The policy of its plan; absent: the one the planner is given. */
  policy?: ReminderPolicy | undefined;
}

/** One question that falls due. */
export interface DateQuestion {
  /** `date/<roundId>/<number>`; the same question is never put twice. */
  key: string;
  roundId: string;
  planId: string;
  /** 1 for the first, 2 for the second, … */
  number: number;
  atMs: number;
}

/** Working days after the plan came in, and between one question and the next. */
const [firstAfter, repeatAfter] = [1, 20];
/** About ten years of questions; after that nobody waits for the event any more. */
const mostQuestions = 130;

/** The deadline a round without a date was made from; undefined when the task no longer has it. */
export function deadlineOf(
  task: Pick<Task, 'deadlines'>,
  round: Pick<Round, 'deadlineText'>,
): Deadline | undefined {
  return task.deadlines.find(({ text, dueOn }) => text === round.deadlineText && dueOn === null);
}

/** Whether a round waits for an event, whether or not its date was set meanwhile. */
export function isEventBound(task: Pick<Task, 'deadlines'>, round: Pick<Round, 'deadlineText'>): boolean {
  const kind = deadlineOf(task, round)?.kind;
  return kind === 'event' || kind === 'relative';
}

/**
 * Questions that fall due in (fromMs, toMs], ordered by instant, then key. `plan(a, c)` is `plan(a, b)` and `plan(b, c)`
 * together for the same facts. Each stands on a working day when sending starts; none is put while every unit has handed
 * in, has a date of its own (more time, an amendment), or the plan is not reminded of at all.
 */
export function planDateQuestions(
  candidates: Iterable<DateCandidate>,
  policy: ReminderPolicy,
  calendar: WorkCalendar,
  fromMs: number,
  toMs: number,
): DateQuestion[] {
  const due: DateQuestion[] = [];
  // Rounds of one plan share their days; counting them again for each would cost most of the work.
  const schedules = new Map<ReminderPolicy, Map<string, readonly number[]>>();
  const scheduleOf = (since: string, own: ReminderPolicy): readonly number[] => {
    const known = schedules.get(own) ?? new Map<string, readonly number[]>();
    const times = known.get(since) ?? schedule(since, own, calendar, toMs);
    schedules.set(own, known.set(since, times));
    return times;
  };
  for (const { round, task, plan, owed, policy: own = policy } of candidates) {
    if (own.isOff || round.dueOn !== null || task.status !== 'active' || plan.status !== 'active') continue;
    if (!isEventBound(task, round)) continue;
    for (const [i, atMs] of scheduleOf(owedSince(task, plan), own).entries()) {
      if (atMs <= fromMs || !owed.some((facts) => isAskedFor(facts, atMs))) continue;
      const number = i + 1;
      due.push({ key: `date/${round.id}/${number}`, roundId: round.id, planId: plan.id, number, atMs });
    }
  }
  return due.sort((a, b) => a.atMs - b.atMs || (a.key < b.key ? -1 : 1));
}

function isAskedFor(facts: AssignmentFacts, atMs: number): boolean {
  const { status, createdAt } = facts.assignment;
  if (status !== 'active' || Date.parse(createdAt) > atMs) return false;
  return effectiveDue(facts, atMs).dueOn === null && isOwedAt(facts, atMs);
}

function schedule(since: string, policy: ReminderPolicy, calendar: WorkCalendar, toMs: number): number[] {
  const times: number[] = [];
  let day = addWorkingDays(since, firstAfter, calendar);
  while (times.length < mostQuestions) {
    const atMs = instantOf(day, policy.sendFrom);
    if (atMs > toMs) break;
    times.push(atMs);
    day = addWorkingDays(day, repeatAfter, calendar);
  }
  return times;
}
