/**
 * What a platform would not take although it mattered: a decision the unit had to be told of, a version a recipient was to
 * get. Whoever can do something about it learns at once who was not reached, and why.
 */
import { forwardedSubmission, forwardKey } from '../domain/acts/forward.js';
import type { OutboundMessage, OutboxRow } from '../domain/message.js';
import type { StoreReader, StoreWriter } from '../domain/ports.js';
import { reachPerson, reachRole, reachUnit, viewOf } from '../domain/queries.js';
import type { Rules } from '../domain/command.js';
import { dayOf } from '../domain/time.js';
import { forwardFailed, recipientName } from '../texts/arrivals.js';
import { untoldExtension } from '../texts/extensions.js';
import { unreachableReason } from '../texts/reminders.js';
import { unitUntold, untoldDecision, untoldNote } from '../texts/review-decisions.js';
import { enqueue } from './outbox.js';

/** Tells the clerks, and whoever decided, about a row that was given up; rows of other kinds are left alone. */
export function reportUntold(
  tx: StoreWriter,
  row: Readonly<OutboxRow>,
  reason: string,
  rules: Rules,
  nowMs: number,
): void {
  const submissionId = forwardedSubmission(row);
  const report =
    submissionId === null
      ? decisionReport(tx, row, reason, rules, nowMs)
      : forwardReport(tx, submissionId, row, reason, rules, nowMs);
  if (!report) return;
  const conversations = new Set(reachRole(tx, 'clerk'));
  const decider = report.decidedBy === null ? null : reachPerson(tx, report.decidedBy);
  if (decider && 'conversationId' in decider) conversations.add(decider.conversationId);
  for (const id of conversations) {
    const conversation = id === row.conversationId ? undefined : tx.get('conversations', id);
    if (conversation)
      enqueue(tx, conversation, report.message, { kind: 'notice', key: `untold/${row.id}/${id}` }, nowMs);
  }
}

interface Report {
  message: OutboundMessage;
  decidedBy: string | null;
}

/** A decision no officer of the unit has been, or still can be, told of. */
function decisionReport(
  reader: StoreReader,
  row: Readonly<OutboxRow>,
  reason: string,
  rules: Rules,
  nowMs: number,
): Report | null {
  const [, what, id = ''] = /^(review|decision|note)\/([^/]+)\//.exec(row.key) ?? [];
  const assignment = reader.get('assignments', row.assignmentIds[0] ?? '');
  const view = assignment && viewOf(reader, assignment, nowMs, rules.calendar);
  if (what === undefined || !view) return null;
  // Another officer of the unit has it, or is about to.
  const isTold = reachUnit(reader, view.unit.id, dayOf(nowMs)).private.some((conversationId) => {
    const other = reader.find('outbox', 'byKey', `${what}/${id}/${conversationId}`)[0];
    return conversationId !== row.conversationId && other !== undefined && other.status !== 'failed';
  });
  if (isTold) return null;
  const named = nameDecision(reader, what, id);
  return named && { message: unitUntold(named.words, view, reason), decidedBy: named.by };
}

function nameDecision(
  reader: StoreReader,
  what: string,
  id: string,
): { words: string; by: string | null } | null {
  if (what === 'decision') {
    const extension = reader.get('extensions', id);
    return extension ? { words: untoldExtension(extension), by: extension.decidedBy } : null;
  }
  const review = what === 'review' ? reader.get('reviews', id) : undefined;
  const note = what === 'note' ? reader.get('notes', id) : undefined;
  const submission = reader.get('submissions', review?.submissionId ?? note?.submissionId ?? '');
  if (!submission) return null;
  if (review) return { words: untoldDecision(review, submission), by: review.byPersonId };
  return { words: untoldNote(submission), by: note?.byPersonId ?? null };
}

/** Recipients of a version who have it from nobody: every message meant for them was given up. */
function forwardReport(
  reader: StoreReader,
  submissionId: string,
  row: Readonly<OutboxRow>,
  reason: string,
  rules: Rules,
  nowMs: number,
): Report | null {
  const submission = reader.get('submissions', submissionId);
  const assignment = submission && reader.get('assignments', submission.assignmentId);
  const view = assignment && viewOf(reader, assignment, nowMs, rules.calendar);
  if (!submission || !view) return null;
  const isGivenUp = (conversationId: string): boolean =>
    conversationId === row.conversationId ||
    reader.find('outbox', 'byKey', forwardKey(submissionId, conversationId))[0]?.status === 'failed';
  const names = reader
    .find('forwards', 'bySubmission', submissionId)
    .filter((one) => one.deliveredAt === null && one.conversationIds.includes(row.conversationId))
    .filter((one) => one.conversationIds.every(isGivenUp))
    .map((one) =>
      recipientName(one, one.unitId === null ? undefined : reader.get('units', one.unitId)?.name),
    );
  if (names.length === 0) return null;
  return { message: forwardFailed(submission, view, names, unreachableReason(reason)), decidedBy: null };
}
