/** The calendar of the reminders plans would send from now on: the planner asked about the months ahead. */
import { roundHorizonDays } from '../domain/acts/rounds.js';
import type { AssignmentFacts } from '../domain/assignment.js';
import type { Rules } from '../domain/command.js';
import { type Plan, type Task, planLabel } from '../domain/plan.js';
import { changedPolicy } from '../domain/policy.js';
import type { StoreReader } from '../domain/ports.js';
import { isReport } from '../domain/queries.js';
import {
  type CalendarDue,
  type CalendarStep,
  type LaterReminders,
  type ReminderCalendar,
  endsOf,
  monthAfter,
  mostMonths,
  reminderCalendar,
} from '../domain/reminder-calendar.js';
import { type ReminderCandidate, nextReminderAt, planReminders } from '../domain/reminder.js';
import { effectiveDue, latestVersion } from '../domain/state.js';
import { addDays, dayOf, instantOf } from '../domain/time.js';
import { factsUpTo } from './simulate.js';

/** A date further away than this is a slip of somebody's pen, and no month to begin with. */
const mostYears = 30;

export interface CalendarOptions {
  /** Reminders after this instant. */
  fromMs: number;
  /** First month wanted, `YYYY-MM`; null for the one in which something happens first. */
  month: string | null;
  /** Last day wanted; null for as many months as a calendar shows. */
  to: string | null;
}

/** The calendar of some plans, whatever store they stand in (a rehearsed one included). */
export function reminderCalendarOf(
  reader: StoreReader,
  rules: Rules,
  plans: readonly Readonly<Plan>[],
  options: CalendarOptions,
): ReminderCalendar {
  const { fromMs } = options;
  const from = dayOf(fromMs + 1);
  const asked = options.month !== null && options.month > from.slice(0, 7) ? options.month : null;
  const begin = asked === null ? from : endsOf(asked).first;
  const near = expectedOf(reader, rules, plans, from, begin);
  const beginMs = Math.max(fromMs, instantOf(begin, '00:00') - 1);
  const first = asked ?? firstMonth(near, rules, begin, beginMs) ?? begin.slice(0, 7);
  const wanted = options.to === null ? mostMonths : monthsUntil(first, options.to);
  const months = Array.from({ length: wanted }, (_, i) => monthAfter(first, i));
  const end = options.to !== null && wanted < mostMonths ? options.to : endsOf(months.at(-1) ?? first).last;
  // One list for the first year; only a calendar far ahead needs another.
  const isWithin = addDays(end, roundHorizonDays / 2) <= addDays(begin, roundHorizonDays);
  const expected = isWithin ? near : expectedOf(reader, rules, plans, from, end);
  const endMs = instantOf(addDays(end, 1), '00:00') - 1;
  const owed = expected.filter(({ facts }) => isStillOwed(facts, fromMs));
  return reminderCalendar(
    {
      from,
      months,
      steps: stepsOf(reader, expected, rules, beginMs, endMs),
      dues: owed.flatMap((one): CalendarDue[] => {
        const { dueOn } = effectiveDue(one.facts, Number.POSITIVE_INFINITY);
        return dueOn === null || dueOn < from || dueOn > end ? [] : [{ day: dueOn, ...named(reader, one) }];
      }),
      later: laterThan(expected, owed, rules, end, endMs),
      undated: new Set(
        owed
          .filter(({ facts }) => effectiveDue(facts, Number.POSITIVE_INFINITY).dueOn === null)
          .map(({ task }) => task.id),
      ).size,
      silent: plans
        .filter((plan) => changedPolicy(rules.policy, plan.reminders).isOff)
        .map((plan) => planLabel(plan.document)),
    },
    rules.calendar,
  );
}

/** Something that may be reminded of, and what it belongs to. */
interface Expected {
  facts: AssignmentFacts;
  task: Readonly<Task>;
  plan: Readonly<Plan>;
  candidate: ReminderCandidate;
}

/** Every assignment there is or will be, with rounds as far beyond `to` as the live assistant makes them. */
function expectedOf(
  reader: StoreReader,
  rules: Rules,
  plans: readonly Readonly<Plan>[],
  from: string,
  to: string,
): Expected[] {
  return plans.flatMap((plan) => {
    const policy = changedPolicy(rules.policy, plan.reminders);
    return reader.find('tasks', 'byPlan', plan.id).flatMap((task): Expected[] => {
      if (task.status !== 'active') return [];
      const asReport = isReport(task.action, task.deliverable);
      return factsUpTo(reader, task, plan, from, to).map((facts) => ({
        facts,
        task,
        plan,
        candidate: { facts, isReport: asReport, policy },
      }));
    });
  });
}

/** What is reminded of between two instants, with the names people know it by. */
function stepsOf(
  reader: StoreReader,
  expected: readonly Expected[],
  rules: Rules,
  fromMs: number,
  toMs: number,
): CalendarStep[] {
  const known = new Map(expected.map((one) => [one.facts.assignment.id, one]));
  const days = new Map<number, string>();
  const due = planReminders(
    expected.map(({ candidate }) => candidate),
    rules.policy,
    rules.calendar,
    fromMs,
    toMs,
  );
  return due.flatMap(({ assignmentId, atMs, step, dueOn }): CalendarStep[] => {
    const one = known.get(assignmentId);
    if (!one) return [];
    const day = days.get(atMs) ?? dayOf(atMs);
    days.set(atMs, day);
    return [{ day, step, dueOn, ...named(reader, one) }];
  });
}

function named(
  reader: StoreReader,
  { facts, task, plan }: Expected,
): Omit<CalendarStep, 'day' | 'step' | 'dueOn'> {
  const { unitId } = facts.assignment;
  return {
    unitId,
    unit: reader.get('units', unitId)?.name ?? '',
    taskId: task.id,
    task: task.action,
    plan: planLabel(plan.document),
  };
}

/** The month of the next reminder or due day; null when there is none. */
function firstMonth(
  expected: readonly Expected[],
  rules: Rules,
  from: string,
  fromMs: number,
): string | null {
  const farthest = `${Number(from.slice(0, 4)) + mostYears}${from.slice(4)}`;
  const next = nextReminderAt(
    expected.map(({ candidate }) => candidate),
    rules.policy,
    rules.calendar,
    fromMs,
  );
  const days = [
    ...(next === null ? [] : [dayOf(next)]),
    ...expected.flatMap(({ facts }) => {
      const { dueOn } = effectiveDue(facts, Number.POSITIVE_INFINITY);
      return dueOn !== null && dueOn >= from && isStillOwed(facts, fromMs) ? [dueOn] : [];
    }),
  ].filter((day) => day <= farthest);
  days.sort();
  return days[0]?.slice(0, 7) ?? null;
}

function laterThan(
  expected: readonly Expected[],
  owed: readonly Expected[],
  rules: Rules,
  end: string,
  endMs: number,
): LaterReminders | null {
  const days = new Set<string>();
  const recurring = new Set<string>();
  for (const { facts, task } of owed) {
    const { dueOn } = effectiveDue(facts, Number.POSITIVE_INFINITY);
    if (dueOn === null || dueOn <= end) continue;
    if (task.deadlines.some(({ rrule }) => rrule !== null)) recurring.add(task.id);
    else days.add(dueOn);
  }
  const month = firstMonth(expected, rules, addDays(end, 1), endMs);
  return month === null ? null : { month, days: [...days].sort(), recurring: recurring.size };
}

/** Nothing was handed in yet, or what was came back. */
function isStillOwed(facts: Expected['facts'], atMs: number): boolean {
  if (facts.assignment.status !== 'active') return false;
  const latest = latestVersion(facts, atMs);
  return latest === null || latest.review?.decision === 'returned';
}

function monthsUntil(first: string, to: string): number {
  const count = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return Math.min(mostMonths, Math.max(1, count(to) - count(first) + 1));
}
