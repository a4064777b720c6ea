/**
 * More time: asked for by a unit, decided by those the plan leaves it to. The assistant itself never grants anything,
 * and the date of the round stays as the plan gave it (domain.md 4.4). Under a closed plan asking, proving and deciding
 * throw UserError `bad-input` (`plan-closed`).
 */
import type { AssignmentFacts, Extension } from '../assignment.js';
import type { CommandContext } from '../command.js';
import type { StoredFile } from '../message.js';
import { type Person, hasRole } from '../person.js';
import type { Plan } from '../plan.js';
import type { StoreReader } from '../ports.js';
import { canServePlan, personsOf, reachPerson } from '../queries.js';
import { verdictAt } from '../state.js';
import { dayOf, toIso } from '../time.js';
import { assertPlanOpen } from './plan-open.js';

type ActContext = Pick<CommandContext, 'tx' | 'nowMs' | 'person' | 'audit'>;

/** The request of an assignment that waits for a decision; undefined when there is none. */
export function openRequest(reader: StoreReader, assignmentId: string): Readonly<Extension> | undefined {
  return reader
    .find('extensions', 'byAssignment', assignmentId)
    .find((extension) => extension.status === 'requested');
}

/** How often an assignment was given more time already; dates an amending document moved for everybody do not count. */
export function timesExtended(facts: Pick<AssignmentFacts, 'extensions'>): number {
  return facts.extensions.filter((one) => one.status === 'granted' && one.amendedBy === undefined).length;
}

/** Whether a person may decide on more time under a plan: every clerk, and those who collect unless it is kept to clerks. */
export function mayDecideOnTime(
  reader: StoreReader,
  person: Readonly<Person> | null,
  plan: Readonly<Plan>,
  nowMs: number,
): boolean {
  if (hasRole(person ?? undefined, 'clerk')) return true;
  return plan.extensionsBy !== 'clerk' && canServePlan(reader, person, plan, 'act', nowMs);
}

/**
 * Records a request for more time; it changes nothing until someone grants it.
 * @param sentAtMs when the person asked, by the platform's clock: whether that was in time is judged on it.
 * @returns null when a request waits already; that one is left as it is.
 */
export function requestExtension(
  context: ActContext & Pick<CommandContext, 'services'>,
  facts: AssignmentFacts,
  what: { newDueOn: string; reason: string; files: StoredFile[]; sentAtMs: number },
): Extension | null {
  const { tx, nowMs, services, person } = context;
  if (!person) throw new Error('a request needs a person');
  const { id, planId } = facts.assignment;
  assertPlanOpen(tx, planId);
  if (openRequest(tx, id)) return null;
  const extension: Extension = {
    id: services.newId(),
    number: tx.next('extension'),
    assignmentId: id,
    planId,
    requestedOn: toIso(nowMs),
    newDueOn: what.newDueOn,
    reason: what.reason,
    requestedBy: person.id,
    status: 'requested',
    decidedBy: null,
    decidedAt: null,
    ...(what.files.length > 0 ? { files: what.files } : {}),
    ...(verdictAt(facts, what.sentAtMs).isLate ? { isAfterDue: true } : {}),
  };
  tx.put('extensions', extension);
  context.audit('request-extension', `GH${extension.number}`, what.newDueOn);
  return extension;
}

/** Adds papers to a request that waits. @returns null when it has been decided or withdrawn meanwhile. */
export function addProof(
  context: ActContext,
  extension: Readonly<Extension>,
  files: readonly StoredFile[],
): Extension | null {
  assertPlanOpen(context.tx, extension.planId);
  if (extension.status !== 'requested') return null;
  const known = extension.files ?? [];
  const added = files.filter((file) => !known.some(({ sha256 }) => sha256 === file.sha256));
  const changed: Extension = { ...structuredClone(extension), files: [...known, ...added] };
  context.tx.put('extensions', changed);
  context.audit('extension-proof', `GH${extension.number}`, String(added.length));
  return changed;
}

/** Takes a request back. @returns null when it has been decided or withdrawn before. */
export function withdrawExtension(context: ActContext, extension: Readonly<Extension>): Extension | null {
  if (extension.status !== 'requested') return null;
  const changed: Extension = { ...structuredClone(extension), status: 'withdrawn' };
  context.tx.put('extensions', changed);
  context.audit('withdraw-extension', `GH${extension.number}`);
  return changed;
}

/**
 * Grants or refuses a request. A grant may be for another date than the wished one, which then stays on record.
 * @returns null when it has been decided or withdrawn before: a double tap decides once.
 */
export function decideExtension(
  context: ActContext,
  extension: Readonly<Extension>,
  what: { status: 'granted' | 'refused'; newDueOn?: string | null; reason?: string | null },
): Extension | null {
  const { tx, nowMs, person } = context;
  assertPlanOpen(tx, extension.planId);
  if (extension.status !== 'requested') return null;
  const newDueOn = (what.status === 'granted' ? what.newDueOn : null) ?? extension.newDueOn;
  const decided: Extension = {
    ...structuredClone(extension),
    status: what.status,
    newDueOn,
    ...(newDueOn === extension.newDueOn ? {} : { wishedOn: extension.newDueOn }),
    decidedBy: person?.id ?? null,
    decidedAt: toIso(nowMs),
    ...(what.reason ? { decisionReason: what.reason } : {}),
  };
  tx.put('extensions', decided);
  context.audit(what.status, `GH${extension.number}`, newDueOn);
  return decided;
}

/** Who is asked to decide on a request, and who is told of it; private conversations. */
export interface TimeDeciders {
  by: 'clerk' | 'consolidator';
  /** Units whose consolidators are asked; empty when it is the clerks. */
  unitIds: string[];
  deciders: string[];
  /** The other side: told of the request and of what became of it. */
  informed: string[];
}

/**
 * Clerks where the plan keeps such decisions to them, or where nobody who collects can be reached; otherwise those who
 * collect. Nobody is asked to decide on a request of their own.
 */
export function timeDeciders(
  reader: StoreReader,
  plan: Readonly<Plan>,
  requestedBy: string,
  nowMs: number,
): TimeDeciders {
  const on = dayOf(nowMs);
  const reachedOf = (persons: readonly Readonly<Person>[]): string[] =>
    persons.flatMap((person) => {
      const reach = person.id === requestedBy ? null : reachPerson(reader, person.id);
      return reach && 'conversationId' in reach ? [reach.conversationId] : [];
    });
  const collecting = plan.collectorUnitIds.map((unitId) => ({
    unitId,
    conversations: reachedOf(personsOf(reader, unitId, 'consolidator', on)),
  }));
  const consolidators = [...new Set(collecting.flatMap((one) => one.conversations))];
  const clerks = [
    ...new Set(reachedOf(reader.find('persons', 'byRole', 'clerk').filter((one) => !one.removedAt))),
  ];
  const byClerk = plan.extensionsBy === 'clerk' || consolidators.length === 0;
  const [deciders, others] = byClerk ? [clerks, consolidators] : [consolidators, clerks];
  return {
    by: byClerk ? 'clerk' : 'consolidator',
    unitIds: byClerk ? [] : collecting.filter((one) => one.conversations.length > 0).map((one) => one.unitId),
    deciders,
    informed: others.filter((id) => !deciders.includes(id)),
  };
}
