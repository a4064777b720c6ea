/** What every part of `/duyet` works with: the submission meant, who may decide on it, and the names behind ids. */
import type { Review, Submission } from '../../src/domain/assignment.js';
import { decisionAbout } from '../../src/domain/acts/review.js';
import type { CommandContext } from '../../src/domain/command.js';
import { type AssignmentView, canServePlan, plansFor, viewOf } from '../../src/domain/queries.js';
import { type Waiting, submissionByCode, waitingVersions } from '../../src/domain/review-queue.js';

/** A submission this person may look at. */
export interface Found {
  submission: Readonly<Submission>;
  view: AssignmentView;
  /** False for those who only look: a leader who collects for some other plan. */
  mayDecide: boolean;
}

/** The submission behind a receipt code; null for what is absent and what is not theirs alike. */
export function findSubmission(code: string, context: CommandContext): Found | null {
  const { tx, person, nowMs, rules } = context;
  const submission = submissionByCode(tx, person, code, 'look', nowMs);
  const assignment = submission && tx.get('assignments', submission.assignmentId);
  const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
  if (!submission || !view) return null;
  return { submission, view, mayDecide: canServePlan(tx, person, view.plan, 'act', nowMs) };
}

/** The same as it stands after something was decided in this transaction. */
export function afresh(found: Found, context: CommandContext): Found {
  const { tx, nowMs, rules } = context;
  return { ...found, view: viewOf(tx, found.view.facts.assignment, nowMs, rules.calendar) ?? found.view };
}

/** What waits in the plans this person may look at. */
export function waitingFor(context: CommandContext): Waiting[] {
  const { tx, person, nowMs } = context;
  return waitingVersions(tx, plansFor(tx, person, 'look', nowMs));
}

/** The decision that stands about a version, with the name of who made it. */
export function decisionOn(
  submission: Pick<Submission, 'id'>,
  context: CommandContext,
): { review: Readonly<Review>; by: string } | null {
  const review = decisionAbout(context.tx, submission);
  return review && { review, by: nameOf(review.byPersonId, context) };
}

/** A person's name, also of somebody who has left. */
export function nameOf(personId: string, context: CommandContext): string {
  return context.tx.get('persons', personId)?.name ?? 'người đã rời hệ thống';
}
