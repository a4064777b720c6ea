/** Taking back what was handed in for the wrong assignment. */
import type { Review, Submission } from '../assignment.js';
import type { CommandContext } from '../command.js';
import { toIso } from '../time.js';
import { assertPlanOpen } from './plan-open.js';

/**
 * Records that a unit took a hand-in back. The submission and its receipt stay as they are, the chain of receipts too;
 * from now on it counts for nothing (`isWithdrawn`), and the version before it is the latest again.
 * @param reason where it went, as people read it.
 * @throws UserError `bad-input` (`plan-closed`) when its plan is closed.
 */
export function withdraw(
  context: Pick<CommandContext, 'tx' | 'nowMs' | 'services' | 'person' | 'audit'>,
  submission: Readonly<Submission>,
  reason: string,
): Review {
  const { tx, nowMs, services, person } = context;
  if (!person) throw new Error('a withdrawal needs a person');
  assertPlanOpen(tx, submission.planId);
  const review: Review = {
    id: services.newId(),
    submissionId: submission.id,
    assignmentId: submission.assignmentId,
    decision: 'withdrawn',
    reason,
    newDueOn: null,
    byPersonId: person.id,
    at: toIso(nowMs),
  };
  tx.put('reviews', review);
  context.audit('withdraw', submission.receiptCode, reason);
  return review;
}
