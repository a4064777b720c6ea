/** `/bienlai MÃ`: a receipt shown again to those it concerns; to anyone else who holds the code, only that it is real. */
import type { Submission } from '../src/domain/assignment.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import { assignmentsOf, canServePlan, unitsAnsweredBy, viewOf } from '../src/domain/queries.js';
import { unitsOf } from '../src/domain/person.js';
import { isIntact } from '../src/domain/receipt-chain.js';
import { dayOf } from '../src/domain/time.js';
import * as texts from '../src/texts/receipt-check.js';

/** Receipts listed without a code. */
const listed = 8;

export const bienlai: Command = {
  name: 'bienlai',
  aliases: ['biennhan', 'matiepnhan'],
  summary: 'Xem lại, kiểm tra biên nhận theo mã',
  usage: '[mã tiếp nhận]',
  examples: ['/bienlai TN-00012-7KQ2MX', '/bienlai'],
  allowed: 'anyone',
  where: 'both',
  isLookup: true,
  run(args, context) {
    const typed = args.trim().split(/\s+/)[0] ?? '';
    if (typed === '') return context.reply(texts.recentReceipts(ownReceipts(context)));
    const submission = context.tx.find('submissions', 'byReceipt', typed.toUpperCase())[0];
    if (!submission) return context.reply({ text: texts.noSuchCode(typed) });
    show(submission, context);
  },
};

/** In a group nobody sees more than that the receipt is real: not everyone there acts for the unit. */
function show(submission: Readonly<Submission>, context: CommandContext): void {
  const { tx, nowMs, rules, services, conversation } = context;
  const assignment = tx.get('assignments', submission.assignmentId);
  const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
  const unit = tx.get('units', submission.unitId);
  if (!view || !unit) return context.reply({ text: texts.noSuchCode(submission.receiptCode) });
  const seal = isIntact(submission, services.sha256);
  if (conversation.kind === 'group' || !mayReadAll(submission, context)) {
    return context.reply({ text: texts.genuine(submission, unit.name, seal) });
  }
  const sender = tx.get('persons', submission.byPersonId)?.name ?? '';
  context.reply(texts.receiptAgain(submission, view, sender, seal));
}

/** The officers of the unit that handed in, and those who may look at the plan. */
function mayReadAll(submission: Readonly<Submission>, context: CommandContext): boolean {
  const { tx, person, nowMs } = context;
  const plan = tx.get('plans', submission.planId);
  if (plan && canServePlan(tx, person, plan, 'look', nowMs)) return true;
  const own = unitsOf(person ?? undefined).flatMap((id) => unitsAnsweredBy(tx, id, dayOf(nowMs)));
  return own.includes(submission.unitId);
}

/** The latest receipts of the units this person acts for, newest first; none for others and in groups. */
function ownReceipts(context: CommandContext): Readonly<Submission>[] {
  const { tx, person, nowMs, conversation } = context;
  if (conversation.kind === 'group') return [];
  return assignmentsOf(tx, person, nowMs)
    .flatMap((assignment) => tx.find('submissions', 'byAssignment', assignment.id))
    .sort((a, b) => b.receivedAt.localeCompare(a.receivedAt) || b.version - a.version)
    .slice(0, listed);
}
