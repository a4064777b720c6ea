/**
 * Turning a confirmed draft into a plan in force: units, tasks, rounds, assignments.
 * It guesses nothing: what the directory lacks becomes a unit under the name the document uses.
 */
import type { Assignment } from '../assignment.js';
import type { Rules } from '../command.js';
import { UserError } from '../errors.js';
import type { DocumentFacts, Plan, PlanDraft, ReadResult, Task, TaskCandidate } from '../plan.js';
import type { StoreReader, StoreWriter } from '../ports.js';
import { type RoundSpec, roundsOf } from '../recurrence.js';
import { fold } from '../text.js';
import { addDays, dayOf, toIso } from '../time.js';
import { kindOfName } from '../unit-kind.js';
import type { Unit } from '../unit.js';
import { type AddresseeResolver, createAddresseeResolver } from './addressees.js';

/** How far ahead recurring tasks get their rounds, in days; extended daily by `openRounds`. */
export const roundHorizonDays = 400;

/** Identity of a document: issuer, type, number and date together; numbers alone recur (domain.md 1.2). */
export function planKey(document: DocumentFacts): string {
  return [
    document.issuer,
    document.type,
    document.number,
    document.issuedOn,
    document.number ? '' : document.title,
  ]
    .map((part) => fold(part ?? ''))
    .join('|');
}

/** Puts what was read from a document into the store as an open draft, awaiting a person. */
export function openDraft(
  tx: StoreWriter,
  read: { result: ReadResult; fileName: string; fileSha256: string | null },
  options: { nowMs: number; by: string | null; newId: () => string },
): PlanDraft {
  const draft: PlanDraft = {
    id: options.newId(),
    number: tx.next('draft'),
    ...read,
    createdAt: toIso(options.nowMs),
    createdBy: options.by,
    status: 'open',
    accepted: [],
    dropped: [],
    revision: 1,
    settled: [],
    targets: [],
    planId: null,
  };
  tx.put('drafts', draft);
  return draft;
}

/** What publishing did. */
export interface Published {
  plan: Plan;
  tasks: number;
  assignments: number;
  newUnits: string[];
  /** Tasks nobody was named for: they are kept, and nobody is reminded until a clerk assigns them. */
  withoutLead: number;
}

/** Tasks of a draft that will be published: accepted ones, or all but the dropped ones. */
export function tasksToPublish(draft: Readonly<PlanDraft>): TaskCandidate[] {
  return draft.result.tasks.filter((task) => !draft.dropped.includes(task.key));
}

/** The plan already in force under the same key, if any. */
export function existingPlan(reader: StoreReader, document: DocumentFacts): Readonly<Plan> | undefined {
  return reader.find('plans', 'byKey', planKey(document))[0];
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
    key: planKey(document),
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
  for (const candidate of candidates) {
    const { key, ...rest } = candidate;
    const task: Task = {
      ...structuredClone(rest),
      id: newId(),
      planId: plan.id,
      key,
      status: 'active',
      leadUnitIds: units(candidate.lead, true),
      coordinatingUnitIds: units(candidate.coordinating, false),
      recipientUnitIds: units(candidate.recipients, true),
    };
    tx.put('tasks', task);
    plan.collectorUnitIds = [...new Set([...plan.collectorUnitIds, ...task.recipientUnitIds])];
    if (task.leadUnitIds.length === 0) withoutLead += 1;
    assignments += openRounds(tx, task, plan, { today, nowMs, newId });
  }
  tx.put('plans', plan);
  tx.put('drafts', { ...structuredClone(draft), status: 'published', planId: plan.id });
  return { plan, tasks: candidates.length, assignments, newUnits, withoutLead };
}

/**
 * Creates the rounds of a task that are not there yet, up to the horizon, and an assignment per lead unit.
 * Recurring rounds already over when the plan came in are not owed through this system and are left out.
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
  let created = 0;
  for (const spec of roundSpecs(task, plan, addDays(today, roundHorizonDays))) {
    if (known.has(spec.key)) continue;
    const isRecurring = spec.key !== 'once' && !spec.key.startsWith('stage-');
    if (isRecurring && spec.dueOn !== null && spec.dueOn < dayOf(Date.parse(plan.publishedAt))) continue;
    const round = { id: newId(), taskId: task.id, planId: plan.id, ...spec };
    tx.put('rounds', round);
    for (const unitId of task.leadUnitIds) {
      const assignment: Assignment = {
        id: newId(),
        number: tx.next('assignment'),
        planId: plan.id,
        taskId: task.id,
        roundId: round.id,
        unitId,
        status: 'active',
        createdAt: toIso(nowMs),
      };
      tx.put('assignments', assignment);
      created += 1;
    }
  }
  return created;
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

/** Finds, or for leads and recipients creates, the units behind mentions. */
function createUnitFinder(
  tx: StoreWriter,
  resolve: AddresseeResolver,
  newId: () => string,
  newUnits: string[],
): (mentions: readonly string[], mayCreate: boolean) => string[] {
  const created = new Map<string, string>();
  return (mentions, mayCreate) => {
    const ids = new Set<string>();
    for (const mention of mentions) {
      const addressee = resolve(mention);
      for (const id of addressee.unitIds) ids.add(id);
      if (addressee.unitIds.length > 0 || !mayCreate) continue;
      const name = addressee.kind === 'unknown' ? (addressee.match?.name ?? mention) : mention;
      const key = fold(name);
      let id = created.get(key);
      if (id === undefined) {
        id = newId();
        created.set(key, id);
        newUnits.push(name);
        tx.put('units', newUnit(id, name, mention));
      }
      ids.add(id);
    }
    return [...ids];
  };
}

function newUnit(id: string, name: string, mention: string): Unit {
  return {
    id,
    name,
    abbreviation: null,
    aliases: fold(mention) === fold(name) ? [] : [mention],
    kind: kindOfName(name),
    parentId: null,
    validFrom: null,
    validTo: null,
    successorIds: [],
  };
}
