/** After a hand-in: the version goes to everybody the plan names, and whoever could not be reached is made known. */
import {
  forwardKey,
  type ForwardPlan,
  planForward,
  recordForward,
  type Recipient,
} from '../../src/domain/acts/forward.js';
import type { Submission } from '../../src/domain/assignment.js';
import { missedCollection } from '../../src/domain/collected.js';
import type { CommandContext } from '../../src/domain/command.js';
import { planLabel } from '../../src/domain/plan.js';
import { type AssignmentView, reachRole } from '../../src/domain/queries.js';
import * as texts from '../../src/texts/arrivals.js';

/**
 * Works out and records to whom a version goes.
 * @param view the assignment as it stands with this version.
 * @returns `sentTo`, the end of the receipt's sentence "Đã chuyển: …", and `send`, to be called after the receipt was
 * given: on a busy day the person's own receipt goes out first.
 */
export function forwardSubmission(
  submission: Submission,
  view: AssignmentView,
  context: CommandContext,
): { sentTo: string; send: () => void } {
  const { tx, nowMs } = context;
  const plan = planForward(tx, view, submission, nowMs);
  const unreached = recordForward(tx, submission, plan.recipients, nowMs);
  return {
    sentTo: texts.sentTo(
      plan.recipients.map((recipient) => ({
        name: nameOf(recipient, context),
        isReached: recipient.unreachable === null,
      })),
    ),
    send() {
      sendOut(submission, view, plan, context);
      if (unreached.length > 0) tellUnreached(view, unreached, plan.recipients, context);
    },
  };
}

function sendOut(
  submission: Submission,
  view: AssignmentView,
  { conversations }: ForwardPlan,
  context: CommandContext,
): void {
  const { tx, nowMs, person, address } = context;
  const author = person?.name ?? address.displayName;
  const missed = missedCollection(
    submission,
    view.facts.submissions,
    tx.find('collections', 'byPlan', view.plan.id),
    view.facts.assignment,
  );
  for (const [conversationId, purpose] of conversations) {
    context.sendTo(conversationId, texts.arrived(submission, view, author, missed, purpose, nowMs), {
      kind: 'forward',
      key: forwardKey(submission.id, conversationId),
      assignmentIds: [view.facts.assignment.id],
    });
  }
}

/** The clerks learn once for each plan which recipients nobody can write to; they can give out codes. */
function tellUnreached(
  view: AssignmentView,
  unitIds: readonly string[],
  recipients: readonly Recipient[],
  context: CommandContext,
): void {
  const named = recipients
    .filter(({ unitId }) => unitId !== null && unitIds.includes(unitId))
    .map((recipient) => ({
      name: nameOf(recipient, context),
      reason: recipient.unreachable ?? 'nobody-linked',
    }));
  const officeHasIt = recipients.some(({ unitId }) => unitId === null);
  for (const conversationId of reachRole(context.tx, 'clerk')) {
    context.sendTo(
      conversationId,
      texts.recipientUnreached(planLabel(view.plan.document), named, officeHasIt),
      { kind: 'notice', key: `recipient-unreached/${view.plan.id}/${unitIds.join('+')}/${conversationId}` },
    );
  }
}

function nameOf(recipient: Recipient, { tx }: CommandContext): string {
  const unit = recipient.unitId === null ? undefined : tx.get('units', recipient.unitId)?.name;
  return texts.recipientName(recipient, unit);
}
