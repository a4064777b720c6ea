/** The hand-in itself: stored with its receipt, then everyone concerned is told. Shared by every way of handing in. */
import { type HandIn, handIn } from '../../src/domain/acts/hand-in.js';
import type { Submission } from '../../src/domain/assignment.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { Choice } from '../../src/domain/message.js';
import { type AssignmentView, personsOf, reachCollectors, viewOf } from '../../src/domain/queries.js';
import { dayOf } from '../../src/domain/time.js';
import * as receipts from '../../src/texts/receipts.js';

/** What is handed in; without a kind it is files. */
export type Handed = Omit<HandIn, 'kind'> & Partial<Pick<HandIn, 'kind'>>;

/** What stands under the receipt, and what can be done about it. */
export interface ReceiptNotes {
  lines?: (submission: Submission) => string[];
  choices?: (submission: Submission) => Choice[];
  /** Files sent within minutes from now go to this assignment as well. */
  moreFor?: string | undefined;
}

/** Minutes in which further files go to an assignment that was named beforehand. */
const moreMinutes = 15;

/** Hands in and tells everyone concerned. */
export function submit(
  view: AssignmentView,
  what: Handed,
  context: CommandContext,
  notes: ReceiptNotes = {},
): Submission {
  const { tx, nowMs, rules } = context;
  const submission = handIn(context, view.facts.assignment, { kind: 'file', ...what });
  context.settle();
  if (notes.moreFor) context.expect('more', { code: notes.moreFor }, moreMinutes);
  const after = viewOf(tx, view.facts.assignment, nowMs, rules.calendar) ?? view;
  const on = dayOf(nowMs);
  const collectors = view.plan.collectorUnitIds.filter((id) => view.task.recipientUnitIds.includes(id));
  const collecting = collectors.filter((id) => personsOf(tx, id, 'consolidator', on).length > 0);
  const names = collecting.flatMap((id) => tx.get('units', id)?.name ?? []);
  const receipt = receipts.receipt(submission, after, receipts.forwardedTo(names));
  context.reply(withNotes(receipt, submission, notes), 'receipt', [view.facts.assignment.id]);
  const author = context.person?.name ?? context.address.displayName;
  for (const conversationId of reachCollectors(tx, view.plan, nowMs)) {
    context.sendTo(conversationId, receipts.arrived(submission, after, author), {
      kind: 'forward',
      key: `forward/${submission.id}/${conversationId}`,
      assignmentIds: [view.facts.assignment.id],
    });
  }
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
