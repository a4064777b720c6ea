/** `dondoc simulate`: the reminders the stored plans would send over a range of days, on a fake clock, sending nothing. */
import { isRecurring, owedSince, roundHorizonDays, roundSpecs } from '../domain/acts/rounds.js';
import type { Assignment, AssignmentFacts, Round } from '../domain/assignment.js';
import type { Rules } from '../domain/command.js';
import type { Plan, Task } from '../domain/plan.js';
import { planLabel } from '../domain/plan.js';
import { changedPolicy } from '../domain/policy.js';
import type { StoreReader } from '../domain/ports.js';
import { assignmentCode, factsOf, isReport } from '../domain/queries.js';
import { planReminders, type ReminderCandidate } from '../domain/reminder.js';
import { addDays, dayOf, instantOf, toIso, toLocalIso } from '../domain/time.js';

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

/**
 * @param from @param to first and last day, `YYYY-MM-DD`, both included.
 * From a day on which the plan is in force it is exactly what the live assistant will send if nothing else happens, the
 * rounds it will make by then included. From an earlier one assignments count as existing since the plan's date or `from`,
 * whichever is earlier, so that a plan of another year can be rehearsed.
 * @param plans those in force unless given.
 */
export function simulate(
  reader: StoreReader,
  rules: Rules,
  from: string,
  to: string,
  plans: Iterable<Readonly<Plan>> = reader.find('plans', 'byStatus', 'active'),
): Forecast[] {
  const known = new Map<string, { facts: AssignmentFacts; task: Readonly<Task>; plan: Readonly<Plan> }>();
  const candidates: ReminderCandidate[] = [];
  for (const plan of plans) {
    const policy = changedPolicy(rules.policy, plan.reminders);
    for (const task of reader.find('tasks', 'byPlan', plan.id)) {
      if (task.status !== 'active') continue;
      for (const facts of factsUpTo(reader, task, plan, from, to)) {
        known.set(facts.assignment.id, { facts, task, plan });
        candidates.push({ facts, isReport: isReport(task.action, task.deliverable), policy });
      }
    }
  }
  const due = planReminders(
    candidates,
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

/** Stored assignments of a task, and those of rounds that will only be made between now and `to`. */
export function factsUpTo(
  reader: StoreReader,
  task: Readonly<Task>,
  plan: Readonly<Plan>,
  from: string,
  to: string,
): AssignmentFacts[] {
  const issuedOn = plan.document.issuedOn ?? from;
  const since = issuedOn < from ? issuedOn : from;
  const owedFrom = owedSince(task, plan);
  const firstOwed = owedFrom < from ? owedFrom : from;
  /** When a round would have come into being, had the plan been there from its own date on. */
  const rehearsedAt = (round: Pick<Round, 'key' | 'statedOn'>): string => {
    if (round.statedOn === null || !isRecurring(round)) return startOf(since);
    // A recurring round is made when it comes within the horizon, and none opens before the plan.
    return startOf([issuedOn, addDays(round.statedOn, -roundHorizonDays)].toSorted().at(-1) ?? since);
  };
  const all: AssignmentFacts[] = [];
  for (const assignment of reader.find('assignments', 'byTask', task.id)) {
    if (assignment.status !== 'active') continue;
    const facts = factsOf(reader, assignment);
    // A rehearsal begins before the plan came in; otherwise it is a forecast of what the assistant will do.
    const isRehearsal = from < dayOf(Date.parse(assignment.createdAt));
    const rehearsed = isRehearsal ? rehearsedAt(facts.round) : assignment.createdAt;
    const createdAt = assignment.createdAt < rehearsed ? assignment.createdAt : rehearsed;
    all.push({ ...facts, assignment: { ...assignment, createdAt } });
  }
  const known = new Set(reader.find('rounds', 'byTask', task.id).map(({ key }) => key));
  // Rounds that end after `to` may open, and be reminded of, before it.
  for (const spec of roundSpecs(task, plan, addDays(to, roundHorizonDays))) {
    // Rounds over before the plan came in, or before the rehearsal begins, are never opened (see `openRounds`).
    if (known.has(spec.key) || (spec.dueOn !== null && spec.dueOn < firstOwed)) continue;
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
        createdAt: rehearsedAt(spec),
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

const startOf = (day: string): string => toIso(instantOf(day, '00:00'));
