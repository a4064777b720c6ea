/**
 * Passing a version on to everybody the plan names: who receives it, who may decide on it, and the record of who
 * received which version. The words are in `texts`; putting messages in the outbox is the caller's.
 */
import type { Forward, Submission } from '../assignment.js';
import type { OutboxRow } from '../message.js';
import type { StoreReader, StoreWriter } from '../ports.js';
import { type AssignmentView, personsOf, reachPerson, reachRole } from '../queries.js';
import { dayOf, toIso } from '../time.js';
import { createAddresseeResolver } from './addressees.js';

/** Id of the office's own record among the forwards of a version. */
const officeKey = 'office';

/** Why a conversation gets a version: to decide on it, or for information. */
export type ForwardPurpose = 'review' | 'information';

/** One of those who are to receive a version. */
export interface Recipient {
  /** Null for the office that follows the plan. */
  unitId: string | null;
  /** The office it goes through, as the plan writes it. */
  via: string | null;
  /** Empty when nobody there, nor at the office it goes through, can be reached. */
  conversationIds: string[];
  /** Why nobody can be reached; null when somebody can. */
  unreachable: string | null;
}

/** Who is to receive a version, and what each conversation gets it for. */
export interface ForwardPlan {
  recipients: Recipient[];
  conversations: Map<string, ForwardPurpose>;
}

/**
 * Works out who receives a version of an assignment.
 *
 * Every unit the task names as recipient gets it: those who collect there, to decide on it; where nobody collects, its
 * officers, for information. "Qua Văn phòng …" goes to the people of that office as well, and counts for a recipient
 * who has nobody of their own. The office that follows the plan (its clerks) gets it to decide on when nobody else can,
 * and always when it came after the cut-off. Groups get nothing: other units' papers are not shown there.
 */
export function planForward(
  reader: StoreReader,
  view: AssignmentView,
  submission: Pick<Submission, 'isPastCutOff'>,
  nowMs: number,
): ForwardPlan {
  const { task, plan } = view;
  const on = dayOf(nowMs);
  const conversations = new Map<string, ForwardPurpose>();
  const recipients: Recipient[] = [];
  const give = (ids: readonly string[], purpose: ForwardPurpose): void => {
    for (const id of ids) if (conversations.get(id) !== 'review') conversations.set(id, purpose);
  };
  const viaUnitId = task.via === null ? null : unitBehind(reader, task.via, plan.document.issuedOn);
  const throughVia = viaUnitId === null ? [] : anyoneOf(reader, viaUnitId, on);
  for (const unitId of new Set(task.recipientUnitIds)) {
    const collecting = plan.collectorUnitIds.includes(unitId)
      ? reachHolders(reader, unitId, 'consolidator', on)
      : [];
    const own = collecting.length > 0 ? collecting : anyoneOf(reader, unitId, on);
    give(collecting, 'review');
    if (collecting.length === 0) give(own, 'information');
    const via = unitId === viaUnitId ? null : task.via;
    recipients.push(recipient(reader, unitId, via, own.length > 0 ? own : throughVia, on));
  }
  give(throughVia, 'information');
  if (viaUnitId !== null && !task.recipientUnitIds.includes(viaUnitId)) {
    recipients.push(recipient(reader, viaUnitId, null, throughVia, on));
  }
  const isDecided = [...conversations.values()].includes('review');
  if (!isDecided || submission.isPastCutOff === true) {
    const clerks = reachRole(reader, 'clerk');
    give(clerks, 'review');
    const unreachable = clerks.length > 0 ? null : 'nobody-linked';
    recipients.push({ unitId: null, via: null, conversationIds: [...new Set(clerks)], unreachable });
  }
  return { recipients, conversations };
}

function recipient(
  reader: StoreReader,
  unitId: string,
  via: string | null,
  conversationIds: string[],
  on: string,
): Recipient {
  const isReached = conversationIds.length > 0;
  return { unitId, via, conversationIds, unreachable: isReached ? null : whyUnreached(reader, unitId, on) };
}

/** Records who is sent a version. @returns recipients of whom it has not been told yet that nobody can be reached. */
export function recordForward(
  tx: StoreWriter,
  submission: Readonly<Submission>,
  recipients: readonly Recipient[],
  nowMs: number,
): string[] {
  const unreached: string[] = [];
  for (const { unitId, via, conversationIds } of recipients) {
    if (unitId !== null && conversationIds.length === 0 && !isKnownUnreached(tx, submission.planId, unitId))
      unreached.push(unitId);
    const forward: Forward = {
      id: `${submission.id}/${unitId ?? officeKey}`,
      submissionId: submission.id,
      assignmentId: submission.assignmentId,
      planId: submission.planId,
      version: submission.version,
      unitId,
      via,
      conversationIds,
      at: toIso(nowMs),
      deliveredAt: null,
    };
    tx.put('forwards', forward);
  }
  return unreached;
}

/** Key of the message that carries a version to a conversation; it goes out once. */
export function forwardKey(submissionId: string, conversationId: string): string {
  return `forward/${submissionId}/${conversationId}`;
}

/** The version a row of the outbox carries; null for any other row. */
export function forwardedSubmission(row: Pick<OutboxRow, 'kind' | 'key'>): string | null {
  return row.kind === 'forward' ? (/^forward\/([^/]+)\//.exec(row.key)?.[1] ?? null) : null;
}

/** Notes the first instant a platform took a version for each recipient; called with every row that was sent. */
export function noteDelivered(tx: StoreWriter, row: Readonly<OutboxRow>, nowMs: number): void {
  const submissionId = forwardedSubmission(row);
  if (submissionId === null) return;
  for (const forward of tx.find('forwards', 'bySubmission', submissionId)) {
    if (forward.deliveredAt !== null || !forward.conversationIds.includes(row.conversationId)) continue;
    tx.put('forwards', { ...structuredClone(forward), deliveredAt: toIso(nowMs) });
  }
}

/** The unit a plan means by "qua …", on the plan's date; null when the directory has nobody, or several, for it. */
function unitBehind(reader: StoreReader, mention: string, on: string | null): string | null {
  const { unitIds } = createAddresseeResolver(reader, on)(mention);
  return unitIds.length === 1 ? (unitIds[0] ?? null) : null;
}

/** Private chats of those who collect for a unit, or else of its officers. */
function anyoneOf(reader: StoreReader, unitId: string, on: string): string[] {
  const collecting = reachHolders(reader, unitId, 'consolidator', on);
  return collecting.length > 0 ? collecting : reachHolders(reader, unitId, 'officer', on);
}

function reachHolders(
  reader: StoreReader,
  unitId: string,
  role: 'consolidator' | 'officer',
  on: string,
): string[] {
  const reached = personsOf(reader, unitId, role, on).flatMap((person) => {
    const reach = reachPerson(reader, person.id);
    return 'conversationId' in reach ? [reach.conversationId] : [];
  });
  return [...new Set(reached)];
}

function whyUnreached(reader: StoreReader, unitId: string, on: string): string {
  for (const role of ['consolidator', 'officer'] as const) {
    for (const person of personsOf(reader, unitId, role, on)) {
      const reach = reachPerson(reader, person.id);
      if ('unreachable' in reach) return reach.unreachable;
    }
  }
  return 'nobody-linked';
}

function isKnownUnreached(reader: StoreReader, planId: string, unitId: string): boolean {
  return reader
    .find('forwards', 'byUnit', unitId)
    .some((forward) => forward.planId === planId && forward.conversationIds.length === 0);
}
