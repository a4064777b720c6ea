/** Accepting and returning: one decision each, said who made it first, changed only after a second word. */
import { mayChange, reviewSubmission, type Decision } from '../../src/domain/acts/review.js';
import { addWorkingDays } from '../../src/domain/calendar.js';
import type { CommandContext } from '../../src/domain/command.js';
import { heldText } from '../../src/domain/person.js';
import { reachPerson } from '../../src/domain/queries.js';
import { fold } from '../../src/domain/text.js';
import { dayOf } from '../../src/domain/time.js';
import * as texts from '../../src/texts/review-decisions.js';
import { readNewDays } from '../giahan/ngay.js';
import { tellUnit } from './bao-don-vi.js';
import { type Found, afresh, decisionOn, nameOf, waitingFor } from './tim.js';

/** Working days from today offered as new dates. */
const offeredDays = [2, 3, 5];

export function accept(found: Found, context: CommandContext): void {
  decide(found, { decision: 'accepted', reason: null, newDueOn: null }, false, context);
}

/** `/duyet TN-… tra …`: asks for the reason, then (after a reason by number) for the new date; typed words are both. */
export function giveBack(found: Found, typed: string, context: CommandContext): void {
  const code = found.submission.receiptCode;
  const isChange = isChanging(found, context);
  if (typed === '' || fold(typed) === 'khac') return ask(found, typed !== '', context);
  const quick = /^([1-9])(?:\s+(\S+))?$/.exec(typed);
  const reason = quick ? texts.quickReasons[Number(quick[1]) - 1] : undefined;
  if (!quick || reason === undefined) return giveBackTyped(found, typed, isChange, context);
  const day = quick[2];
  if (day === undefined) {
    const { nowMs, rules } = context;
    context.expect('due', { code, number: quick[1], isChange });
    const days = offeredDays.map((count) => addWorkingDays(dayOf(nowMs), count, rules.calendar));
    return context.reply(texts.askNewDue(code, reason, Number(quick[1]), days, found.view, nowMs));
  }
  const newDueOn = readDue(day, context);
  if (newDueOn === undefined) return context.reply({ text: texts.newDueUnclear });
  decide(found, { decision: 'returned', reason, newDueOn }, isChange, context);
}

/** The typed answer to "new date?" after a reason by number. */
export function giveBackUntil(found: Found, typed: string, context: CommandContext): void {
  const reason = texts.quickReasons[Number(heldText(context.dialogue, 'number')) - 1];
  if (reason === undefined) return ask(found, false, context);
  const newDueOn = readDue(typed, context);
  if (newDueOn === undefined) return context.reply({ text: texts.newDueUnclear });
  decide(found, { decision: 'returned', reason, newDueOn }, isChanging(found, context), context);
}

/** `/duyet TN-… doi`: the other decision that was asked about; null when nothing was. */
export function confirmChange(found: Found, context: CommandContext): boolean {
  const { dialogue } = context;
  if (dialogue?.step !== 'change' || heldText(dialogue, 'code') !== found.submission.receiptCode)
    return false;
  const decision = heldText(dialogue, 'decision') === 'accepted' ? 'accepted' : 'returned';
  const reason = heldText(dialogue, 'reason') || null;
  const newDueOn = heldText(dialogue, 'newDueOn') || null;
  decide(found, { decision, reason, newDueOn }, true, context);
  return true;
}

function ask(found: Found, isTyped: boolean, context: CommandContext): void {
  const { submission } = found;
  const code = submission.receiptCode;
  const earlier = decisionOn(submission, context);
  // Asking for a reason that would be of no use wastes the person's time.
  if (earlier && !mayChange(earlier.review, context))
    return context.reply({ text: texts.decisionStands(code, earlier.review, earlier.by) });
  context.expect('reason', { code, isChange: earlier !== null });
  context.reply(isTyped ? { text: texts.typeReason(code) } : texts.askReason(code, earlier));
}

function giveBackTyped(found: Found, typed: string, isChange: boolean, context: CommandContext): void {
  // The last day named is the new one: earlier ones belong to documents and events the reason speaks of.
  const newDay = readNewDays(typed, context.nowMs).at(-1)?.day ?? null;
  const newDueOn = newDay !== null && newDay >= dayOf(context.nowMs) ? newDay : null;
  decide(found, { decision: 'returned', reason: typed, newDueOn }, isChange, context);
}

/** A day from today on, null for "none"; undefined when neither can be read. */
function readDue(typed: string, { nowMs }: CommandContext): string | null | undefined {
  if (/^(khong|khonghan|khong han|khong dat|khong dat han)( moi)?$/.test(fold(typed))) return null;
  const day = readNewDays(typed, nowMs)[0]?.day;
  return day !== undefined && day >= dayOf(nowMs) ? day : undefined;
}

/** Whether the person was shown the earlier decision when asked for the reason. */
function isChanging({ submission }: Found, { dialogue }: CommandContext): boolean {
  return dialogue?.data['isChange'] === true && heldText(dialogue, 'code') === submission.receiptCode;
}

function decide(found: Found, decision: Decision, isChange: boolean, context: CommandContext): void {
  const { submission, view } = found;
  const code = submission.receiptCode;
  const outcome = reviewSubmission(context, submission, decision, isChange);
  context.settle();
  switch (outcome.kind) {
    case 'superseded':
      return context.reply(texts.supersededBy(code, outcome.latest));
    case 'same':
      return context.reply({
        text: texts.decidedBefore(code, outcome.earlier, nameOf(outcome.earlier.byPersonId, context)),
      });
    case 'settled':
      return context.reply({
        text: texts.decisionStands(code, outcome.earlier, nameOf(outcome.earlier.byPersonId, context)),
      });
    case 'confirm': {
      const by = nameOf(outcome.earlier.byPersonId, context);
      context.expect('change', { code, ...decision });
      return context.reply(texts.confirmChange(code, outcome.earlier, by, decision.decision));
    }
    case 'recorded': {
      const { review, replaced } = outcome;
      const untold = tellUnitOf(found, outcome, context);
      if (replaced && replaced.byPersonId !== review.byPersonId) tellFormer(found, outcome, context);
      const waiting = waitingFor(context).length;
      context.reply(
        texts.decisionDone(review, submission, view, { untold, isChanged: replaced !== null, waiting }),
        'reply',
        [view.facts.assignment.id],
      );
    }
  }
}

type Recorded = Extract<ReturnType<typeof reviewSubmission>, { kind: 'recorded' }>;

/** Tells the unit of a decision. @returns why nobody could be told; null when somebody is. */
export function tellUnitOf(
  found: Found,
  { review, replaced }: Recorded,
  context: CommandContext,
): string | null {
  const { submission, view } = afresh(found, context);
  return tellUnit(
    view,
    texts.reviewNotice(review, submission, view, replaced !== null, context.nowMs),
    `review/${review.id}`,
    texts.untoldDecision(review, submission),
    context,
  );
}

/** Whoever decided first learns that a clerk has changed it. */
function tellFormer(
  { submission, view }: Found,
  { review, replaced }: Recorded,
  context: CommandContext,
): void {
  const reach = replaced && reachPerson(context.tx, replaced.byPersonId);
  if (!reach || !('conversationId' in reach)) return;
  context.sendTo(
    reach.conversationId,
    texts.decisionChanged(review, submission, view, nameOf(review.byPersonId, context)),
    { kind: 'notice', key: `review-changed/${review.id}` },
  );
}
