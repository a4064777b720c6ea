/**
 * Turning a confirmed draft into a plan in force: units, tasks, rounds, assignments.
 * It guesses nothing: what the directory lacks becomes a unit under the name the document uses.
 */
import type { Rules } from '../command.js';
import { UserError } from '../errors.js';
import type { Plan, PlanDraft, Task, TaskCandidate } from '../plan.js';
import type { StoreWriter } from '../ports.js';
import { dayOf, toIso } from '../time.js';
import { isCollective } from '../unit-kind.js';
import { createAddresseeResolver } from './addressees.js';
import { endedWithPeriod } from './period-end.js';
import { existingPlan, keyOfDraft } from './plan-identity.js';
import { openRounds } from './rounds.js';
import { type UnitFinder, createUnitFinder } from './unit-finder.js';

/** What publishing did. */
export interface Published {
  plan: Plan;
  tasks: number;
  assignments: number;
  newUnits: string[];
  /** Tasks nobody was named for: they are kept, and nobody is reminded until a clerk assigns them. */
  withoutLead: number;
  /** Recurring tasks that end with the plan's own time, since neither the text nor a person gave an end. */
  endedWithPeriod: number;
}

/** Tasks of a draft that will be published: accepted ones, or all but the dropped ones. */
export function tasksToPublish(draft: Readonly<PlanDraft>): TaskCandidate[] {
  return draft.result.tasks.filter((task) => !draft.dropped.includes(task.key));
}

/**
 * Publishes a draft.
 * @throws UserError `bad-input` when the draft is no longer open or the plan is already in force.
 */
export function publishDraft(
  tx: StoreWriter,
  draft: Readonly<PlanDraft>,
  options: { nowMs: number; by: string | null; rules: Pick<Rules, 'beforeMeans'>; newId: () => string },
): Published {
  if (draft.status !== 'open') throw new UserError('bad-input', 'draft-closed');
  const { document } = draft.result;
  if (existingPlan(tx, document)) throw new UserError('bad-input', 'plan-exists');
  const { nowMs, newId } = options;
  const today = dayOf(nowMs);
  const newUnits: string[] = [];
  const resolve = createAddresseeResolver(tx, document.issuedOn);
  const units = createUnitFinder(tx, resolve, newId, newUnits);

  const plan: Plan = {
    id: newId(),
    number: tx.next('plan'),
    key: keyOfDraft(draft),
    document: { ...document },
    beforeMeans: options.rules.beforeMeans,
    collectorUnitIds: [],
    fileSha256: draft.fileSha256,
    fileName: draft.fileName,
    status: 'active',
    publishedAt: toIso(nowMs),
    publishedBy: options.by,
  };
  const candidates = tasksToPublish(draft);
  let assignments = 0;
  let withoutLead = 0;
  let ended = 0;
  for (const read of candidates) {
    const candidate = endedWithPeriod(read, draft, document);
    if (candidate !== read) ended += 1;
    const task = putTask(tx, candidate, plan, units, newId);
    if (task.leadUnitIds.length === 0) withoutLead += 1;
    assignments += openRounds(tx, task, plan, { today, nowMs, newId });
  }
  tx.put('plans', plan);
  tx.put('drafts', { ...structuredClone(draft), status: 'published', planId: plan.id });
  return { plan, tasks: candidates.length, assignments, newUnits, withoutLead, endedWithPeriod: ended };
}

/**
 * Puts one confirmed task into a plan, without its rounds; the plan learns who collects (it is not stored here).
 * @param units finds the units behind mentions; whose name shows only later becomes no unit.
 */
export function putTask(
  tx: StoreWriter,
  candidate: Readonly<TaskCandidate>,
  plan: Plan,
  units: UnitFinder,
  newId: () => string,
): Task {
  const { key, ...rest } = candidate;
  const isLateBound = candidate.doubts.includes('lead-late-bound');
  const recipientUnitIds = units(candidate.recipients, true);
  const task: Task = {
    ...structuredClone(rest),
    id: newId(),
    planId: plan.id,
    key,
    status: 'active',
    leadUnitIds: leadsOf(candidate.lead, recipientUnitIds, (names) => units(names, !isLateBound)),
    coordinatingUnitIds: units(candidate.coordinating, false),
    recipientUnitIds,
  };
  tx.put('tasks', task);
  plan.collectorUnitIds = [...new Set([...plan.collectorUnitIds, ...task.recipientUnitIds])];
  return task;
}

/** Who leads: of a collective ("các sở gửi về Sở Y tế") not the body that receives, unless it is named beside it. */
function leadsOf(
  names: readonly string[],
  recipients: readonly string[],
  find: (names: readonly string[]) => string[],
): string[] {
  const named = find(names.filter((name) => !isCollective(name)));
  const all = find(names);
  const others = all.filter((id) => named.includes(id) || !recipients.includes(id));
  return others.length > 0 ? others : all;
}
