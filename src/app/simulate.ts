/** `dondoc simulate`: the reminders the stored plans would send over a range of days, on a fake clock, sending nothing. */
import { owedSince, roundHorizonDays, roundSpecs } from '../domain/acts/rounds.js';
import type { Assignment, AssignmentFacts } from '../domain/assignment.js';
import type { Rules } from '../domain/command.js';
import type { Plan, Task } from '../domain/plan.js';
import { groupBy } from '../domain/group-by.js';
import { planLabel } from '../domain/plan.js';
import { type ReminderPolicy, changedPolicy } from '../domain/policy.js';
import type { StoreReader } from '../domain/ports.js';
import { assignmentCode, factsOf, isReport } from '../domain/queries.js';
import { planReminders, type ReminderCandidate } from '../domain/reminder.js';
import { addDays, instantOf, toIso, toLocalIso } from '../domain/time.js';

/** One forecast reminder (contract DESIGN.md 3.3). `at` is ISO with Viet Nam's offset. */
export interface Forecast {
  at: string;
  assignment: string;
  plan: string;
  task: string;
  unit: string;
  step: string;
  dueOn: string;
}

/** What may be reminded of: an assignment there is or will be, and what it belongs to. */
export interface Expected {
  facts: AssignmentFacts;
  task: Readonly<Task>;
  plan: Readonly<Plan>;
  candidate: ReminderCandidate;
}

/** Which assignments are looked at. */
export interface ExpectedSpan {
  /** First and last day of the forecast, `YYYY-MM-DD`. */
  from: string;
  to: string;
  /**
   * Assignments count from the moment they were made, as for the live assistant; otherwise they count as existing since
   * the plan's date or `from`, whichever is earlier, so that a plan of another year can be rehearsed.
   */
  isLive: boolean;
}

/** Assignments that can have a reminder within a span; rounds the live assistant would open by then are included. */
export function expectedOf(
  reader: StoreReader,
  rules: Rules,
  plans: Iterable<Readonly<Plan>>,
  span: ExpectedSpan,
): Expected[] {
  const expected: Expected[] = [];
  for (const plan of plans) {
    const policy = changedPolicy(rules.policy, plan.reminders);
    const stored = groupBy(reader.find('assignments', 'byPlan', plan.id), ({ roundId }) => roundId);
    for (const task of reader.find('tasks', 'byPlan', plan.id)) {
      if (task.status !== 'active') continue;
      for (const facts of factsUpTo(reader, task, plan, policy, stored, span)) {
        const candidate = { facts, isReport: isReport(task.action, task.deliverable), policy };
        expected.push({ facts, task, plan, candidate });
      }
    }
  }
  return expected;
}

/**
 * @param from @param to first and last day, `YYYY-MM-DD`, both included.
 * @param plans those in force unless given.
 */
export function simulate(
  reader: StoreReader,
  rules: Rules,
  from: string,
  to: string,
  plans: Iterable<Readonly<Plan>> = reader.find('plans', 'byStatus', 'active'),
): Forecast[] {
  const expected = expectedOf(reader, rules, plans, { from, to, isLive: false });
  const known = new Map(expected.map((one) => [one.facts.assignment.id, one]));
  const due = planReminders(
    expected.map(({ candidate }) => candidate),
    rules.policy,
    rules.calendar,
    instantOf(from, '00:00') - 1,
    instantOf(addDays(to, 1), '00:00') - 1,
  );
  return due.flatMap((step) => {
    const entry = known.get(step.assignmentId);
    if (!entry) return [];
    const { facts, task, plan } = entry;
    const { number } = facts.assignment;
    return [
      {
        at: toLocalIso(step.atMs),
        assignment: number > 0 ? assignmentCode(facts.assignment) : facts.assignment.id,
        plan: planLabel(plan.document),
        task: task.action,
        unit: reader.get('units', facts.assignment.unitId)?.name ?? '',
        step: step.step,
        dueOn: step.dueOn,
      },
    ];
  });
}

/**
 * Calendar days a step can stand before its date: working days, with the week-ends and a Tết between. Rounds beyond the
 * assistant's own horizon do not exist yet when their first step would.
 */
function reachOf(policy: ReminderPolicy): number {
  const earliest = Math.max(0, ...policy.steps.map(({ offset }) => -offset));
  return Math.min(roundHorizonDays, earliest * 2 + 20);
}

/** Stored assignments of a task, and those of rounds that will only open between now and `to`. */
function factsUpTo(
  reader: StoreReader,
  task: Readonly<Task>,
  plan: Readonly<Plan>,
  policy: ReminderPolicy,
  storedOf: ReadonlyMap<string, readonly Readonly<Assignment>[]>,
  { from, to, isLive }: ExpectedSpan,
): AssignmentFacts[] {
  const since = toIso(
    instantOf(from < (plan.document.issuedOn ?? from) ? from : (plan.document.issuedOn ?? from), '00:00'),
  );
  const owedFrom = owedSince(task, plan);
  const firstOwed = owedFrom < from ? owedFrom : from;
  const all: AssignmentFacts[] = [];
  const rounds = new Map(reader.find('rounds', 'byTask', task.id).map((round) => [round.key, round]));
  for (const spec of roundSpecs(task, plan, addDays(to, reachOf(policy)))) {
    const round = rounds.get(spec.key);
    const stored = round ? (storedOf.get(round.id) ?? []) : [];
    for (const assignment of stored) {
      if (assignment.status !== 'active') continue;
      const facts = factsOf(reader, assignment);
      const createdAt = isLive || assignment.createdAt < since ? assignment.createdAt : since;
      all.push({ ...facts, assignment: { ...assignment, createdAt } });
    }
    // Rounds over before the plan came in, or before the rehearsal begins, are never opened (see `openRounds`).
    if (round || (spec.dueOn !== null && spec.dueOn < firstOwed)) continue;
    for (const unitId of task.leadUnitIds) {
      const id = `${task.id}/${spec.key}/${unitId}`;
      const assignment: Assignment = {
        id,
        number: 0,
        planId: plan.id,
        taskId: task.id,
        roundId: id,
        unitId,
        status: 'active',
        createdAt: since,
      };
      all.push({
        assignment,
        round: { id, taskId: task.id, planId: plan.id, ...spec },
        submissions: [],
        reviews: [],
        extensions: [],
      });
    }
  }
  return all;
}
