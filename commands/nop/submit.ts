/** The hand-in itself: stored with its receipt, then everyone concerned is told. Shared by every way of handing in. */
import { type HandIn, handIn } from '../../src/domain/acts/hand-in.js';
import type { Submission } from '../../src/domain/assignment.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { Choice } from '../../src/domain/message.js';
import { type AssignmentView, viewOf } from '../../src/domain/queries.js';
import * as receipts from '../../src/texts/receipts.js';
import { forwardSubmission } from './chuyen.js';
import { noticesUnlessBlocked } from './kiem-tep.js';

/** What is handed in; without a kind it is files. */
export type Handed = Omit<HandIn, 'kind'> & Partial<Pick<HandIn, 'kind'>>;

/** What stands under the receipt, and what can be done about it. */
export interface ReceiptNotes {
  lines?: (submission: Submission) => string[];
  choices?: (submission: Submission) => Choice[];
  /** Files sent within minutes from now go to this assignment as well. */
  moreFor?: string | undefined;
  /** The files were handed in before, for another assignment or by a partner: they are not held up a second time. */
  isKnown?: boolean;
}

/** Minutes in which further files go to an assignment that was named beforehand. */
const moreMinutes = 15;

/** Hands in and tells everyone concerned. @returns null when the office takes nothing as it is: then the files are held. */
export function submit(
  view: AssignmentView,
  what: Handed,
  context: CommandContext,
  notes: ReceiptNotes = {},
): Submission | null {
  const { tx, nowMs, rules } = context;
  const notices = notes.isKnown ? [] : noticesUnlessBlocked(context, view, what);
  if (notices === null) return null;
  const submission = handIn(context, view.facts.assignment, {
    kind: 'file',
    ...what,
    ...(notices.length > 0 ? { notices } : {}),
  });
  context.settle();
  if (notes.moreFor) context.expect('more', { code: notes.moreFor }, moreMinutes);
  const after = viewOf(tx, view.facts.assignment, nowMs, rules.calendar) ?? view;
  const forward = forwardSubmission(submission, after, context);
  const receipt = receipts.receipt(submission, after, forward.sentTo);
  context.reply(withNotes(receipt, submission, notes), 'receipt', [view.facts.assignment.id]);
  forward.send();
  return submission;
}

function withNotes(
  receipt: ReturnType<typeof receipts.receipt>,
  submission: Submission,
  { lines, choices }: ReceiptNotes,
): ReturnType<typeof receipts.receipt> {
  const text = [receipt.text, ...(lines?.(submission) ?? [])].join('\n');
  const all = [...(receipt.choices ?? []), ...(choices?.(submission) ?? [])];
  return all.length > 0 ? { ...receipt, text, choices: all } : { ...receipt, text };
}
