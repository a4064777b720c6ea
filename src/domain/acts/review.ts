/**
 * Decisions of the collecting office about a submission. Who may decide is checked by the caller; whether a decision
 * can still be made, or changed, is decided here. All of them throw UserError `bad-input` (`plan-closed`) when the plan is
 * closed.
 */
import type { Review, Submission, SubmissionNote } from '../assignment.js';
import type { CommandContext } from '../command.js';
import { hasRole } from '../person.js';
import { isWithdrawn, standingReview } from '../state.js';
import { dayOf, toIso } from '../time.js';
import { assertPlanOpen } from './plan-open.js';

type ActContext = Pick<CommandContext, 'tx' | 'nowMs' | 'services' | 'person' | 'audit'>;

/** What is decided about a version. */
export type Decision = Pick<Review, 'decision' | 'reason' | 'newDueOn'>;

/** What became of a decision. Nothing is written except for `recorded`. */
export type ReviewOutcome =
  | { kind: 'recorded'; review: Review; replaced: Readonly<Review> | null }
  /** The same was decided before: a double tap, or two people of one mind. */
  | { kind: 'same'; earlier: Readonly<Review> }
  /** Something else was decided today, which this person may change after saying so once more. */
  | { kind: 'confirm'; earlier: Readonly<Review> }
  /** Something else was decided, by another person or on another day: it stands. */
  | { kind: 'settled'; earlier: Readonly<Review> }
  /** The unit has sent a newer version, which is the one to decide on. */
  | { kind: 'superseded'; latest: Readonly<Submission> };

/**
 * Records a decision about the latest version of an assignment. The first decision wins; whoever made it, or a clerk,
 * may change it within the same day, and the later decision then takes its place (`standingReview`).
 * @param isChange the person has been shown the earlier decision and wants another one.
 */
export function reviewSubmission(
  context: ActContext,
  submission: Readonly<Submission>,
  { decision, reason, newDueOn }: Decision,
  isChange = false,
): ReviewOutcome {
  const { tx, nowMs, services, person } = context;
  if (!person) throw new Error('a review needs a person');
  assertPlanOpen(tx, submission.planId);
  const latest = latestOf(tx, submission);
  if (latest.version > submission.version) return { kind: 'superseded', latest };
  const earlier = decisionAbout(tx, submission);
  if (earlier) {
    if (isSame(earlier, { decision, reason, newDueOn })) return { kind: 'same', earlier };
    if (!mayChange(earlier, context)) return { kind: 'settled', earlier };
    if (!isChange) return { kind: 'confirm', earlier };
  }
  const review: Review = {
    id: services.newId(),
    submissionId: submission.id,
    assignmentId: submission.assignmentId,
    decision,
    reason,
    newDueOn,
    byPersonId: person.id,
    at: toIso(nowMs),
  };
  tx.put('reviews', review);
  context.audit(earlier ? `${decision}-instead` : decision, submission.receiptCode, reason ?? undefined);
  return { kind: 'recorded', review, replaced: earlier };
}

/** The decision that stands about a version; null while it waits. */
export function decisionAbout(
  tx: Pick<CommandContext['tx'], 'find'>,
  submission: Pick<Submission, 'id'>,
): Readonly<Review> | null {
  const reviews = tx.find('reviews', 'bySubmission', submission.id);
  return standingReview(reviews, submission.id, Number.POSITIVE_INFINITY);
}

/** Whether a person may still change a decision: on the day it was made, its maker or a clerk. */
export function mayChange(
  earlier: Readonly<Review>,
  { person, nowMs }: Pick<CommandContext, 'person' | 'nowMs'>,
): boolean {
  // What the unit took back is not the office's to decide on.
  if (earlier.decision === 'withdrawn') return false;
  const isOwn = earlier.byPersonId === person?.id;
  return (isOwn || hasRole(person ?? undefined, 'clerk')) && dayOf(Date.parse(earlier.at)) === dayOf(nowMs);
}

/** The latest version of a version's assignment that was not taken back; itself when there is none after it. */
export function latestOf(
  tx: Pick<CommandContext['tx'], 'find'>,
  submission: Readonly<Submission>,
): Readonly<Submission> {
  let latest = submission;
  for (const one of tx.find('submissions', 'byAssignment', submission.assignmentId)) {
    const reviews = tx.find('reviews', 'bySubmission', one.id);
    if (one.version > latest.version && !isWithdrawn(reviews, one.id, Number.POSITIVE_INFINITY)) latest = one;
  }
  return latest;
}

/** Adds a remark about a version, without deciding anything. */
export function noteSubmission(
  context: ActContext,
  submission: Readonly<Submission>,
  what: Pick<SubmissionNote, 'text' | 'isShared'>,
): SubmissionNote {
  const { tx, nowMs, services, person } = context;
  if (!person) throw new Error('a note needs a person');
  assertPlanOpen(tx, submission.planId);
  const note: SubmissionNote = {
    id: services.newId(),
    submissionId: submission.id,
    assignmentId: submission.assignmentId,
    text: what.text,
    isShared: what.isShared,
    byPersonId: person.id,
    at: toIso(nowMs),
  };
  tx.put('notes', note);
  context.audit(what.isShared ? 'note-shared' : 'note', submission.receiptCode);
  return note;
}

function isSame(earlier: Readonly<Review>, now: Decision): boolean {
  if (earlier.decision !== now.decision) return false;
  return now.decision === 'accepted' || (earlier.reason === now.reason && earlier.newDueOn === now.newDueOn);
}
