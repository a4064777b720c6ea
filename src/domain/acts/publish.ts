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
import { isCollective, kindOfName } from '../unit-kind.js';
import type { Unit } from '../unit.js';
import { type AddresseeResolver, createAddresseeResolver } from './addressees.js';
import { endedWithPeriod } from './period-end.js';

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
  /** Recurring tasks that end with the plan's own time, since neither the text nor a person gave an end. */
  endedWithPeriod: number;
}

/** Tasks of a draft that will be published: accepted ones, or all but the dropped ones. */
export function tasksToPublish(draft: Readonly<PlanDraft>): TaskCandidate[] {
  return draft.result.tasks.filter((task) => !draft.dropped.includes(task.key));
}

/** The plan already in force under the same key, or changed by a document of this key; undefined when there is none. */
export function existingPlan(reader: StoreReader, document: DocumentFacts): Readonly<Plan> | undefined {
  return isIdentified(document) ? reader.find('plans', 'byKey', planKey(document))[0] : undefined;
}

/** Whether a document says enough about itself to be told from others: a number or a title. */
export function isIdentified(document: DocumentFacts): boolean {
  return document.number !== null || document.title !== null;
}

/** The plan that came from, or was changed by, this very file. */
export function planOfFile(reader: StoreReader, sha256: string): Readonly<Plan> | undefined {
  return [...reader.all('plans')].find(
    (plan) => plan.fileSha256 === sha256 || plan.amendments?.some((one) => one.fileSha256 === sha256),
  );
}

/** The open draft of the same document or of the very same file. */
export function openDraftOf(
  reader: StoreReader,
  document: DocumentFacts,
  sha256: string | null,
): Readonly<PlanDraft> | undefined {
  const key = isIdentified(document) ? planKey(document) : null;
  return reader.find('drafts', 'byStatus', 'open').find((draft) => {
    if (sha256 !== null && draft.fileSha256 === sha256) return true;
    return key !== null && isIdentified(draft.result.document) && planKey(draft.result.document) === key;
  });
}

/** The key a draft's plan gets: what the document says, or the draft itself where it says nothing. */
export function keyOfDraft(draft: Readonly<PlanDraft>): string {
  const { document } = draft.result;
  return isIdentified(document) ? planKey(document) : `?|${draft.fileSha256 ?? draft.id}`;
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
    const isRecurring = spec.key !== 'once' && !spec.key.startsWith('stage-');
    if (isRecurring && spec.dueOn !== null && spec.dueOn < since) continue;
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

/** Ids of the units behind mentions; with `mayCreate`, a name the directory lacks becomes a unit. */
export interface UnitFinder {
  (mentions: readonly string[], mayCreate: boolean): string[];
}

/** @param newUnits collects the names of units that had to be made. */
export function createUnitFinder(
  tx: StoreWriter,
  resolve: AddresseeResolver,
  newId: () => string,
  newUnits: string[],
): UnitFinder {
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
