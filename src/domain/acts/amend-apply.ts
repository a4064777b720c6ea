/**
 * Applying a confirmed amendment to the plan in force. What stood before is kept: the round's own date under a granted
 * extension, the task's history, the cancelled assignments.
 */
import { UserError } from '../errors.js';
import type { Deadline, Plan, PlanDraft, Task, TaskChange } from '../plan.js';
import { planLabel } from '../plan.js';
import type { StoreReader, StoreWriter } from '../ports.js';
import { addDays, dayOf, toIso } from '../time.js';
import { createAddresseeResolver } from './addressees.js';
import { amendedPlan, amendmentItems } from './amend.js';
import { endedWithPeriod } from './period-end.js';
import { existingPlan, keyOfDraft } from './plan-identity.js';
import { putTask } from './publish.js';
import { isPastRound, openRounds, putAssignment, roundHorizonDays, roundSpecs } from './rounds.js';
import { createUnitFinder } from './unit-finder.js';

/** What applying an amendment did. */
export interface Amended {
  plan: Plan;
  dates: number;
  leads: number;
  added: number;
  newUnits: string[];
  /** Assignments whose date moved, that were made, or that were taken back. */
  touched: string[];
}

/**
 * Applies a confirmed amendment: dates move as a decision for everybody (the round keeps its own), leads change for
 * whatever is not accepted yet, new tasks join the plan in force.
 * @throws UserError `bad-input`: `draft-closed`, `plan-exists` (this document was applied before), `plan-gone`.
 */
export function applyAmendment(
  tx: StoreWriter,
  draft: Readonly<PlanDraft>,
  options: { nowMs: number; by: string; newId: () => string },
): Amended {
  if (draft.status !== 'open') throw new UserError('bad-input', 'draft-closed');
  const { document } = draft.result;
  if (existingPlan(tx, document)) throw new UserError('bad-input', 'plan-exists');
  const found = amendedPlan(tx, document);
  if (!found) throw new UserError('bad-input', 'plan-gone');
  const { nowMs, newId, by } = options;
  const at = toIso(nowMs);
  const plan = structuredClone(found) as Plan;
  const newUnits: string[] = [];
  const resolve = createAddresseeResolver(tx, document.issuedOn);
  const units = createUnitFinder(tx, resolve, newId, newUnits);
  const label = planLabel(document);
  const touched = new Set<string>();
  const done: Amended = { plan, dates: 0, leads: 0, added: 0, newUnits, touched: [] };
  const change = (field: TaskChange['field'], before: string, after: string): TaskChange => ({
    at,
    by,
    document: label,
    field,
    before,
    after,
  });
  for (const item of amendmentItems(tx, draft, found, resolve)) {
    if (!item.target) {
      const candidate = endedWithPeriod(item.candidate, draft, plan.document);
      const task = putTask(tx, { ...candidate, key: newId() }, plan, units, newId);
      // It is owed from now on, not since the plan came in.
      task.history = [change('deadline', '', task.deadlines.map(phrase).join('; '))];
      tx.put('tasks', task);
      openRounds(tx, task, plan, { today: dayOf(nowMs), nowMs, newId });
      for (const one of tx.find('assignments', 'byTask', task.id)) touched.add(one.id);
      done.added += 1;
      continue;
    }
    const task = structuredClone(item.target) as Task;
    if (item.lead) {
      const ids = units(item.lead.after, true);
      for (const id of moveLead(tx, task, ids, options)) touched.add(id);
      task.history = [
        ...(task.history ?? []),
        change('lead', item.lead.before.join('; '), item.lead.after.join('; ')),
      ];
      task.lead = [...item.lead.after];
      task.leadUnitIds = ids;
      tx.put('tasks', task);
      done.leads += 1;
    }
    if (item.deadlines) {
      const before = task.deadlines.map(phrase).join('; ');
      task.history = [
        ...(task.history ?? []),
        change('deadline', before, item.deadlines.after.map(phrase).join('; ')),
      ];
      task.deadlines = item.deadlines.after;
      tx.put('tasks', task);
      for (const id of moveDates(tx, task, plan, label, options)) touched.add(id);
      done.dates += 1;
    }
  }
  done.touched = [...touched];
  plan.amendments = [
    ...(plan.amendments ?? []),
    {
      key: keyOfDraft(draft),
      document: { ...document },
      fileSha256: draft.fileSha256,
      at,
      by,
      untold: done.touched,
    },
  ];
  tx.put('plans', plan);
  tx.put('drafts', { ...structuredClone(draft), status: 'published', planId: plan.id });
  return done;
}

function phrase(deadline: Deadline): string {
  return deadline.stage ? `${deadline.stage}: ${deadline.text}` : deadline.text;
}

/** Whether the collecting office has accepted what was handed in for an assignment. */
function isAccepted(tx: StoreReader, assignmentId: string): boolean {
  return tx.find('reviews', 'byAssignment', assignmentId).some((review) => review.decision === 'accepted');
}

/** Takes open assignments from units that no longer lead and gives them to those that do. */
function moveLead(
  tx: StoreWriter,
  task: Readonly<Task>,
  unitIds: readonly string[],
  options: { nowMs: number; newId: () => string },
): string[] {
  const touched: string[] = [];
  for (const round of tx.find('rounds', 'byTask', task.id)) {
    if (isPastRound(round, dayOf(options.nowMs))) continue;
    const owed = tx.find('assignments', 'byRound', round.id).filter((one) => one.status !== 'cancelled');
    const open = owed.filter((one) => !isAccepted(tx, one.id));
    if (owed.length > 0 && open.length === 0) continue;
    for (const one of open) {
      if (unitIds.includes(one.unitId)) continue;
      tx.put('assignments', { ...one, status: 'cancelled' });
      touched.push(one.id);
    }
    for (const unitId of unitIds) {
      if (owed.some((one) => one.unitId === unitId)) continue;
      touched.push(putAssignment(tx, round, unitId, options));
    }
  }
  return touched;
}

/**
 * Gives the rounds of a task the days of its new deadlines. A round of the same key keeps its record and is moved by a
 * granted extension; a future round the new deadlines do not have is taken back where nothing was handed in.
 */
function moveDates(
  tx: StoreWriter,
  task: Readonly<Task>,
  plan: Readonly<Plan>,
  document: string,
  options: { nowMs: number; by: string; newId: () => string },
): string[] {
  const { nowMs, by, newId } = options;
  const today = dayOf(nowMs);
  const touched: string[] = [];
  const specs = new Map(
    roundSpecs(task, plan, addDays(today, roundHorizonDays)).map((spec) => [spec.key, spec]),
  );
  for (const round of tx.find('rounds', 'byTask', task.id)) {
    const spec = specs.get(round.key);
    // What was owed in a past round stays owed; a single date is replaced, whenever it was.
    const isReplaced = !isPastRound(round, today);
    for (const one of tx.find('assignments', 'byRound', round.id)) {
      if (one.status === 'cancelled' || isAccepted(tx, one.id)) continue;
      const isMoved = spec?.dueOn !== round.dueOn || spec.dueTime !== round.dueTime;
      if (spec && spec.dueOn !== null && isMoved) {
        tx.put('extensions', {
          id: newId(),
          number: tx.next('extension'),
          assignmentId: one.id,
          planId: plan.id,
          requestedOn: toIso(nowMs),
          newDueOn: spec.dueOn,
          ...(spec.dueTime === null ? {} : { newDueTime: spec.dueTime }),
          reason: document,
          requestedBy: by,
          status: 'granted',
          decidedBy: by,
          decidedAt: toIso(nowMs),
          amendedBy: document,
        });
        touched.push(one.id);
      } else if (!spec && isReplaced && tx.find('submissions', 'byAssignment', one.id).length === 0) {
        tx.put('assignments', { ...one, status: 'cancelled' });
        touched.push(one.id);
      }
    }
  }
  const before = new Set(tx.find('assignments', 'byTask', task.id).map((one) => one.id));
  openRounds(tx, task, plan, { today, nowMs, newId });
  for (const one of tx.find('assignments', 'byTask', task.id)) if (!before.has(one.id)) touched.push(one.id);
  return touched;
}
