/** Rounds of a task in force, and who owes what in each: made when a plan is published, and daily up to the horizon. */
import type { Round } from '../assignment.js';
import type { Plan, Task } from '../plan.js';
import type { StoreWriter } from '../ports.js';
import { type RoundSpec, roundsOf } from '../recurrence.js';
import { addDays, dayOf, toIso } from '../time.js';

/** How far ahead recurring tasks get their rounds, in days; extended daily by `openRounds`. */
export const roundHorizonDays = 400;

/**
 * Creates the rounds of a task that are not there yet, up to the horizon, and an assignment per lead unit.
 * Recurring rounds already over when the plan came in (or was changed) are not owed through this system and are left out.
 * @returns number of assignments created.
 */
export function openRounds(
  tx: StoreWriter,
  task: Readonly<Task>,
  plan: Readonly<Plan>,
  options: { today: string; nowMs: number; newId: () => string },
): number {
  const { today, nowMs, newId } = options;
  const known = new Set(tx.find('rounds', 'byTask', task.id).map((round) => round.key));
  const since = owedSince(task, plan);
  let created = 0;
  for (const spec of roundSpecs(task, plan, addDays(today, roundHorizonDays))) {
    if (known.has(spec.key)) continue;
    if (isPastRound(spec, since)) continue;
    const round = { id: newId(), taskId: task.id, planId: plan.id, ...spec };
    tx.put('rounds', round);
    for (const unitId of task.leadUnitIds) {
      putAssignment(tx, round, unitId, { nowMs, newId });
      created += 1;
    }
  }
  return created;
}

/** Gives a round to a unit. @returns id of the assignment. */
export function putAssignment(
  tx: StoreWriter,
  round: Pick<Round, 'id' | 'taskId' | 'planId'>,
  unitId: string,
  options: { nowMs: number; newId: () => string },
): string {
  const id = options.newId();
  tx.put('assignments', {
    id,
    number: tx.next('assignment'),
    planId: round.planId,
    taskId: round.taskId,
    roundId: round.id,
    unitId,
    status: 'active',
    createdAt: toIso(options.nowMs),
  });
  return id;
}

/** Whether a round of a recurring task was over before a day; stages and single rounds stay owed however late. */
export function isPastRound(round: Readonly<Pick<Round, 'key' | 'dueOn'>>, day: string): boolean {
  return isRecurring(round) && round.dueOn !== null && round.dueOn < day;
}

/** Whether a round is one of a recurring task, by its key. */
export function isRecurring({ key }: Pick<Round, 'key'>): boolean {
  return key !== 'once' && !key.startsWith('stage-');
}

/** First day on which a round of a task may be owed: the plan came in, or was last changed, on that day. */
export function owedSince(task: Readonly<Task>, plan: Readonly<Plan>): string {
  const published = dayOf(Date.parse(plan.publishedAt));
  const changed = task.history?.findLast(({ field }) => field === 'deadline')?.at;
  return changed === undefined ? published : dayOf(Date.parse(changed));
}

/** Rounds of a task up to a day; a task without any date gets one undated round. */
export function roundSpecs(task: Readonly<Task>, plan: Readonly<Plan>, until: string): RoundSpec[] {
  const specs = roundsOf(task.deadlines, {
    issuedOn: plan.document.issuedOn ?? dayOf(Date.parse(plan.publishedAt)),
    until,
    beforeMeans: plan.beforeMeans,
  });
  if (specs.length > 0 || task.deadlines.some((deadline) => deadline.rrule !== null)) return specs;
  return [
    { key: 'once', label: '', deadlineText: '', opensOn: null, statedOn: null, dueOn: null, dueTime: null },
  ];
}
