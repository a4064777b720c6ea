/**
 * Decisions of the collecting office: accepting or returning a submission, granting or refusing more time.
 * Who may decide is checked by the caller; the assistant itself never grants anything. All of them throw UserError
 * `bad-input` (`plan-closed`) when the plan is closed.
 */
import type { Extension, Review, Submission } from '../assignment.js';
import type { CommandContext } from '../command.js';
import { UserError } from '../errors.js';
import { toIso } from '../time.js';
import { assertPlanOpen } from './plan-open.js';

/**
 * Records a decision about a submission.
 * @throws UserError `bad-input` (`already-reviewed`) when it was decided before: a double tap decides once.
 */
export function reviewSubmission(
  context: Pick<CommandContext, 'tx' | 'nowMs' | 'services' | 'person' | 'audit'>,
  submission: Readonly<Submission>,
  what: { decision: Review['decision']; reason: string | null; newDueOn: string | null },
): Review {
  const { tx, nowMs, services, person } = context;
  if (!person) throw new Error('a review needs a person');
  assertPlanOpen(tx, submission.planId);
  if (tx.find('reviews', 'bySubmission', submission.id).length > 0) {
    throw new UserError('bad-input', 'already-reviewed');
  }
  const review: Review = {
    id: services.newId(),
    submissionId: submission.id,
    assignmentId: submission.assignmentId,
    decision: what.decision,
    reason: what.reason,
    newDueOn: what.newDueOn,
    byPersonId: person.id,
    at: toIso(nowMs),
  };
  tx.put('reviews', review);
  context.audit(what.decision, submission.receiptCode, what.reason ?? undefined);
  return review;
}

/** Records a request for more time; it changes nothing until someone grants it. */
export function requestExtension(
  context: Pick<CommandContext, 'tx' | 'nowMs' | 'services' | 'person' | 'audit'>,
  assignment: { id: string; planId: string },
  what: { newDueOn: string; reason: string },
): Extension {
  const { tx, nowMs, services, person } = context;
  if (!person) throw new Error('a request needs a person');
  assertPlanOpen(tx, assignment.planId);
  const waiting = tx.find('extensions', 'byAssignment', assignment.id).some((e) => e.status === 'requested');
  if (waiting) throw new UserError('bad-input', 'extension-waiting');
  const extension: Extension = {
    id: services.newId(),
    number: tx.next('extension'),
    assignmentId: assignment.id,
    planId: assignment.planId,
    requestedOn: toIso(nowMs),
    newDueOn: what.newDueOn,
    reason: what.reason,
    requestedBy: person.id,
    status: 'requested',
    decidedBy: null,
    decidedAt: null,
  };
  tx.put('extensions', extension);
  context.audit('request-extension', `GH${extension.number}`, what.newDueOn);
  return extension;
}

/**
 * Grants or refuses a request.
 * @throws UserError `bad-input` (`already-decided`) the second time.
 */
export function decideExtension(
  context: Pick<CommandContext, 'tx' | 'nowMs' | 'person' | 'audit'>,
  extension: Readonly<Extension>,
  status: 'granted' | 'refused',
): Extension {
  const { tx, nowMs, person } = context;
  assertPlanOpen(tx, extension.planId);
  if (extension.status !== 'requested') throw new UserError('bad-input', 'already-decided');
  const decided: Extension = {
    ...extension,
    status,
    decidedBy: person?.id ?? null,
    decidedAt: toIso(nowMs),
  };
  tx.put('extensions', decided);
  context.audit(status, `GH${extension.number}`, extension.newDueOn);
  return decided;
}
