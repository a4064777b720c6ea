/** `/kehoach K1 dong`, `/kehoach K1 molai`: closing a plan after a question that shows what is still open, and back. */
import {
  changeNotices,
  closePlan,
  type LeftOpen,
  leftOpen,
  markChangesTold,
  reopenPlan,
} from '../../src/domain/acts/close.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { Plan } from '../../src/domain/plan.js';
import { nextSendingTime } from '../../src/domain/reminder.js';
import { fold } from '../../src/domain/text.js';
import * as texts from '../../src/texts/closing.js';

/** `dong` asks, `dong m12` does it if what is open is still what was shown, `dong ngay` does it as it stands. */
export function close(plan: Readonly<Plan>, rest: string, context: CommandContext): void {
  const { tx, nowMs, rules } = context;
  const left = leftOpen(tx, plan, nowMs, rules.calendar);
  const mark = markOf(plan, left, context);
  const word = fold(rest);
  if (word !== 'ngay' && word !== mark) {
    if (/^m\d/.test(word)) context.reply({ text: texts.changedSinceAsked });
    return context.reply(texts.askClose(plan, left, mark));
  }
  const closed = closePlan(context, plan, left);
  context.settle();
  context.reply(texts.closedNow(closed, tell(context)));
}

/** Opens a closed plan again; asked for by name, so it needs no question. */
export function reopen(plan: Readonly<Plan>, context: CommandContext): void {
  const open = reopenPlan(context, plan);
  context.reply(texts.reopenedNow(open, tell(context)));
}

/** Changes with everything the question shows: what was handed in, decided and asked for. */
function markOf(plan: Readonly<Plan>, left: LeftOpen, { tx }: CommandContext): string {
  const versions = tx.find('submissions', 'byPlan', plan.id).length;
  return `m${left.owed.length}-${left.waiting.length}-${left.requests}-${versions}`;
}

/** Tells those concerned now, or leaves it to the tick at the next time of sending. @returns what was done. */
function tell(context: CommandContext): string {
  const { tx, nowMs, rules, conversation } = context;
  const at = nextSendingTime(nowMs, rules.policy, rules.calendar);
  if (at !== nowMs) return texts.changeToldLater(at);
  let told = 0;
  for (const notice of changeNotices(tx, nowMs, conversation.id)) {
    const { conversationId, key } = notice;
    if (context.sendTo(conversationId, texts.changeNotice(notice), { kind: 'notice', key })) told += 1;
  }
  markChangesTold(tx);
  return texts.changeToldNow(told);
}
