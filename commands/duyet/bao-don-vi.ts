/** Telling a unit what was decided about its work; whoever cannot be told is made known at once. */
import type { CommandContext } from '../../src/domain/command.js';
import type { OutboundMessage } from '../../src/domain/message.js';
import { type AssignmentView, reachRole, reachUnit } from '../../src/domain/queries.js';
import { dayOf } from '../../src/domain/time.js';
import { unitUntold } from '../../src/texts/review-decisions.js';

/**
 * Writes to the officers of the unit, privately: decisions are not read out in groups. When none can be written to,
 * the clerks are told who and why.
 * @param key names the decision; each conversation gets it once.
 * @param what the decision in a few words, for the clerks.
 * @returns null when somebody is told; otherwise why nobody could be.
 */
export function tellUnit(
  view: AssignmentView,
  message: OutboundMessage,
  key: string,
  what: string,
  context: CommandContext,
): string | null {
  const { tx, nowMs, conversation } = context;
  const reach = reachUnit(tx, view.unit.id, dayOf(nowMs));
  for (const conversationId of reach.private) {
    context.sendTo(conversationId, message, {
      kind: 'notice',
      key: `${key}/${conversationId}`,
      assignmentIds: [view.facts.assignment.id],
    });
  }
  if (reach.private.length > 0) return null;
  const reason = reach.unreachable[0] ?? 'nobody-linked';
  for (const clerk of reachRole(tx, 'clerk')) {
    if (clerk === conversation.id) continue;
    context.sendTo(clerk, unitUntold(what, view, reason), { kind: 'notice', key: `untold/${key}/${clerk}` });
  }
  return reason;
}
