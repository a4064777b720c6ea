/** The assignments a person may hand in for, and what forbids it for one of them. */
import type { Submission } from '../../src/domain/assignment.js';
import type { CommandContext } from '../../src/domain/command.js';
import { unitsOf } from '../../src/domain/person.js';
import {
  type AssignmentView,
  assignmentByCode,
  assignmentsOf,
  viewOf,
  viewsOf,
} from '../../src/domain/queries.js';
import { latestVersion, needsHandIn } from '../../src/domain/state.js';
import * as texts from '../../src/texts/sending.js';

/** The person's own assignments of plans in force, most urgent first; in a group those the group is bound to. */
export function ownViews(context: CommandContext): AssignmentView[] {
  const { tx, person, nowMs, rules } = context;
  return viewsOf(tx, assignmentsOf(tx, person, nowMs), nowMs, rules.calendar).filter((view) =>
    isInScope(view, context),
  );
}

/** Assignments a person may hand in for now, most urgent first. */
export function owedViews(context: CommandContext): AssignmentView[] {
  return ownViews(context).filter((view) => needsHandIn(view.state));
}

/** The person's own assignment of a number, of closed plans as well; null when it is not theirs, or not of this group. */
export function ownByNumber(number: number, context: CommandContext): AssignmentView | null {
  const { tx, person, nowMs, rules } = context;
  const assignment = assignmentByCode(tx, `V${number}`);
  if (!assignment || !assignmentsOf(tx, person, nowMs).some((own) => own.id === assignment.id)) return null;
  const view = viewOf(tx, assignment, nowMs, rules.calendar);
  return view && isInScope(view, context) ? view : null;
}

/** What others in a group may see of the sender's work is what the group is bound to. */
function isInScope(view: AssignmentView, { conversation }: CommandContext): boolean {
  if (conversation.kind === 'private') return true;
  return conversation.unitIds.includes(view.unit.id) || conversation.planIds.includes(view.plan.id);
}

/** Whether the person acts for some unit, but for none of this group. */
export function isOutsideGroup(context: CommandContext): boolean {
  if (context.conversation.kind === 'private') return false;
  return ownViews(context).length === 0 && unitsOf(context.person ?? undefined).length > 0;
}

/** Why nothing can be handed in for an assignment; null when it can. */
export function refusalOf(view: AssignmentView): string | null {
  if (view.plan.status !== 'active') return texts.planClosed(view);
  return view.facts.assignment.status === 'active' ? null : texts.assignmentStopped(view);
}

/** The latest version that counts, and whether the office gave it back or took it; null before the first. */
export function latestOf(
  view: AssignmentView,
): { submission: Submission; isReturned: boolean; isAccepted: boolean } | null {
  const latest = latestVersion(view.facts, Number.POSITIVE_INFINITY);
  if (!latest) return null;
  const { submission, review } = latest;
  return {
    submission,
    isReturned: review?.decision === 'returned',
    isAccepted: review?.decision === 'accepted',
  };
}

/** Name of the unit the person acts for first, for a sentence. */
export function ownUnitName(context: CommandContext): string {
  const unitId = unitsOf(context.person ?? undefined)[0];
  return (unitId && context.tx.get('units', unitId)?.name) || 'Đơn vị';
}
