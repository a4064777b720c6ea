/** One paper for several units: those the person acts for at once, others once an officer of theirs has confirmed it. */
import type { Assignment, Submission } from '../../src/domain/assignment.js';
import type { CommandContext } from '../../src/domain/command.js';
import { saysJoint } from '../../src/domain/hand-in-words.js';
import {
  type AssignmentView,
  assignmentByCode,
  assignmentCode,
  assignmentsOf,
  reachPerson,
  reachUnit,
  viewOf,
} from '../../src/domain/queries.js';
import { invitationDays, invitationEnds, isDeclined, declinedKey } from '../../src/domain/joint.js';
import { isWithdrawn } from '../../src/domain/state.js';
import { fold } from '../../src/domain/text.js';
import { dayOf } from '../../src/domain/time.js';
import { findUnitMentions } from '../../src/domain/unit-mention.js';
import { createUnitMatcher } from '../../src/domain/unit-match.js';
import type { Unit } from '../../src/domain/unit.js';
import * as texts from '../../src/texts/sending-joint.js';
import { noSuchTask } from '../../src/texts/tasks.js';
import type { PendingFiles } from './held.js';
import { handInTo, refuse } from './into.js';
import { ownByNumber, refusalOf } from './own.js';
import { submit } from './submit.js';

/** Who takes part in a paper besides the first assignment. */
export interface Partners {
  /** Assignments of units the person acts for. */
  own: AssignmentView[];
  /** Assignments of other units, which have to confirm. */
  invited: Readonly<Assignment>[];
  /** Units named that do not have this task. */
  others: string[];
}

/**
 * Takes the codes and units named together with an assignment. Null after it has said why they do not go together: only
 * the same task in the same round can be one paper. A code of another task that is not the person's own looks like none.
 */
export function partnersOf(
  first: AssignmentView,
  codes: readonly number[],
  words: string,
  held: PendingFiles,
  context: CommandContext,
): Partners | null {
  const { roundId } = first.facts.assignment;
  const partners: Partners = { own: [], invited: [], others: [] };
  for (const number of codes.slice(1)) {
    const own = ownByNumber(number, context);
    const assignment = own?.facts.assignment ?? assignmentByCode(context.tx, `V${number}`);
    if (!assignment || (!own && assignment.roundId !== roundId)) {
      refuse(noSuchTask(`V${number}`), held, context);
      return null;
    }
    if (assignment.roundId !== roundId) {
      refuse(texts.notOneTask(codes.map((code) => `V${code}`)), held, context);
      return null;
    }
    if (own) partners.own.push(own);
    else partners.invited.push(assignment);
  }
  if (codes.length < 2 && saysJoint(words)) addNamedUnits(first, words, partners, context);
  return partners;
}

/** Units the words name as taking part ("báo cáo chung của Sở A và Sở B"). */
function addNamedUnits(
  first: AssignmentView,
  words: string,
  partners: Partners,
  context: CommandContext,
): void {
  const { tx, person, nowMs, rules } = context;
  const plain = words.slice(0, 500);
  // "gửi Sở Tài chính": who gets it does not take part in it.
  const mentions = findUnitMentions(plain).filter(
    (mention) =>
      !mention.collective && !/(?:gui|nop|ve|cho|trinh|len)$/.test(fold(plain.slice(0, mention.start))),
  );
  if (mentions.length === 0) return;
  const match = createUnitMatcher({ units: [...tx.all('units')] as Unit[], sets: [] });
  const own = new Set(assignmentsOf(tx, person, nowMs).map((assignment) => assignment.id));
  const there = tx.find('assignments', 'byRound', first.facts.round.id);
  for (const mention of mentions) {
    const { unitId } = match(mention.text, dayOf(nowMs));
    if (unitId === null || unitId === first.unit.id) continue;
    const assignment = there.find((one) => one.unitId === unitId);
    const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
    if (!view) {
      const name = tx.get('units', unitId)?.name;
      if (name) partners.others.push(name);
    } else if (own.has(view.facts.assignment.id)) partners.own.push(view);
    else partners.invited.push(view.facts.assignment);
  }
}

/** Hands one paper in for all: a receipt each, and an invitation to those who have to confirm. */
export function handInJointly(
  first: AssignmentView,
  partners: Partners,
  held: PendingFiles,
  context: CommandContext,
): void {
  const { tx, services } = context;
  const views = [first, ...partners.own];
  for (const view of views) {
    const refusal = refusalOf(view);
    if (refusal !== null) return refuse(refusal, held, context);
  }
  const open = partners.invited.filter((one) => one.status === 'active');
  const nameOf = (unitId: string): string => tx.get('units', unitId)?.name ?? '';
  const names = [...views.map((view) => view.unit.name), ...open.map((one) => nameOf(one.unitId))];
  const jointId = services.newId();
  let inviting: Submission | null = null;
  for (const view of views) {
    const isFirst = view === first;
    const partnerNames = names.filter((name) => name !== view.unit.name);
    const lines = [
      ...(partnerNames.length > 0 ? [texts.jointWith(partnerNames)] : []),
      ...(isFirst && partners.others.length > 0 ? [texts.notAmongLeads(partners.others)] : []),
      ...(isFirst && open.length > 0
        ? [
            texts.invitationsSent(
              open.map((one) => nameOf(one.unitId)),
              invitationDays,
            ),
          ]
        : []),
    ];
    const submission = handInTo(
      view,
      held,
      { isAnew: true, lines, jointId, ...(isFirst ? { invited: open.map((one) => one.id) } : {}) },
      context,
    );
    if (submission === null) return;
    if (isFirst) inviting = submission;
  }
  if (inviting !== null) invite(inviting, first, open, context);
}

function invite(
  submission: Submission,
  by: AssignmentView,
  invited: readonly Readonly<Assignment>[],
  context: CommandContext,
): void {
  const { tx, nowMs, rules, person, address } = context;
  const unsent: string[] = [];
  for (const assignment of invited) {
    const view = viewOf(tx, assignment, nowMs, rules.calendar);
    if (!view) continue;
    const message = texts.invitation(submission, view, by, person?.name ?? address.displayName);
    const reached = reachUnit(tx, view.unit.id, dayOf(nowMs)).private.filter((conversationId) =>
      context.sendTo(conversationId, message, {
        kind: 'forward',
        key: `joint/${submission.id}/${assignment.id}/${conversationId}`,
        assignmentIds: [assignment.id],
      }),
    );
    if (reached.length === 0) unsent.push(view.unit.name);
  }
  if (unsent.length > 0) context.reply({ text: texts.invitationsUnsent(unsent, submission.receiptCode) });
}

/** `/nop xacnhan TN-…`: an officer of an invited unit takes part; it counts from the time the paper was sent. */
export function confirm(receipt: string | null, context: CommandContext): void {
  const found = invitationOf(receipt, context);
  if (!found) return;
  const { submission, view } = found;
  const refusal = refusalOf(view);
  if (refusal !== null) return context.reply({ text: refusal });
  const by = context.tx.get('units', submission.unitId)?.name ?? '';
  submit(
    view,
    {
      files: submission.files.map(({ since: _since, ...file }) => file),
      note: submission.note,
      sentAtMs: Date.parse(submission.sentAt),
      ...(submission.missing ? { missing: submission.missing } : {}),
      ...(submission.jointId ? { jointId: submission.jointId } : {}),
    },
    context,
    { lines: () => [texts.jointWith([by])], isKnown: true },
  );
  tellSender(
    submission,
    texts.confirmedTo(view.unit.name, submission.receiptCode),
    `joint-confirmed/${submission.id}/${view.facts.assignment.id}`,
    context,
  );
}

/** `/nop tuchoi TN-…`: it is not a paper of the invited unit. */
export function decline(receipt: string | null, context: CommandContext): void {
  const found = invitationOf(receipt, context);
  if (!found) return;
  const { submission, view } = found;
  context.audit('decline-joint', submission.receiptCode, assignmentCode(view.facts.assignment));
  context.reply({ text: texts.declined });
  tellSender(
    submission,
    texts.declinedTo(view.unit.name, submission.receiptCode),
    declinedKey(submission.id, view.facts.assignment.id),
    context,
  );
}

/** The open invitation behind a receipt code, for a unit of this person; says why there is none. */
function invitationOf(
  receipt: string | null,
  context: CommandContext,
): { submission: Readonly<Submission>; view: AssignmentView } | null {
  const { tx, person, nowMs, rules } = context;
  const submission = receipt === null ? undefined : tx.find('submissions', 'byReceipt', receipt)[0];
  const own = new Set(assignmentsOf(tx, person, nowMs).map((assignment) => assignment.id));
  const assignmentId = submission?.invited?.find((id) => own.has(id));
  const assignment = assignmentId === undefined ? undefined : tx.get('assignments', assignmentId);
  const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
  const isGone =
    submission !== undefined &&
    isWithdrawn(tx.find('reviews', 'bySubmission', submission.id), submission.id, nowMs);
  if (!submission || !view || isGone) {
    context.reply({ text: texts.noInvitation });
    return null;
  }
  const done = tx
    .find('submissions', 'byJoint', submission.jointId ?? '')
    .find((one) => one.assignmentId === view.facts.assignment.id);
  if (done) context.reply({ text: texts.alreadyConfirmed(done) });
  else if (isDeclined(tx, submission.id, view.facts.assignment.id))
    context.reply({ text: texts.alreadyDeclined });
  else if (nowMs >= invitationEnds(submission)) context.reply({ text: texts.invitationOver(invitationDays) });
  else return { submission, view };
  return null;
}

function tellSender(submission: Submission, text: string, key: string, context: CommandContext): void {
  const reach = reachPerson(context.tx, submission.byPersonId);
  if ('conversationId' in reach)
    context.sendTo(
      reach.conversationId,
      { text },
      { kind: 'notice', key, assignmentIds: [submission.assignmentId] },
    );
}
