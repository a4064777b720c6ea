/** `/nop chuyen`: what was handed in for the wrong assignment goes to the right one, with the time it was sent. */
import { withdraw } from '../../src/domain/acts/withdraw.js';
import type { Submission } from '../../src/domain/assignment.js';
import type { CommandContext } from '../../src/domain/command.js';
import { hashesIn } from '../../src/domain/compose-version.js';
import type { HandInWords } from '../../src/domain/hand-in-words.js';
import { type AssignmentView, assignmentCode, reachCollectors } from '../../src/domain/queries.js';
import * as texts from '../../src/texts/sending.js';
import { noSuchTask } from '../../src/texts/tasks.js';
import { allOffered } from './choosing.js';
import { submitVersion } from './into.js';
import { latestOf, ownByNumber, ownViews, refusalOf } from './own.js';
import { submit } from './submit.js';

/** Choices shown. */
const shown = 8;

interface Found {
  submission: Submission;
  view: AssignmentView;
}

/**
 * Moves a hand-in: the wrong one stays on record as withdrawn and counts for nothing, a new receipt for the right
 * assignment carries the files and the time they were sent, and both offices are told. Only the latest version, and
 * only until it is accepted: what the office has taken is its to give back.
 */
export function move(words: HandInWords, context: CommandContext): void {
  const found = wrongOne(words, context);
  if (!found) return context.reply({ text: texts.noneToMove });
  const { submission, view } = found;
  const why = obstacle(found, context);
  if (why !== null) return context.reply({ text: texts.cannotMove(submission.receiptCode, why) });
  const number = words.codes.at(-1);
  const isNamed = words.receipt !== null || words.codes.length > 1 || number !== view.facts.assignment.number;
  if (number === undefined || !isNamed) return askWhere(found, context);
  const to = ownByNumber(number, context);
  if (!to) return context.reply({ text: noSuchTask(`V${number}`) });
  if (to.facts.assignment.id === view.facts.assignment.id)
    return context.reply({ text: texts.cannotMove(submission.receiptCode, 'same') });
  const refusal = refusalOf(to);
  if (refusal !== null) return context.reply({ text: refusal });
  moveTo(found, to, context);
}

function moveTo({ submission, view }: Found, to: AssignmentView, context: CommandContext): void {
  const code = assignmentCode(to.facts.assignment);
  for (const one of [submission, ...madePart(submission, view, context)])
    withdraw(context, one, texts.movedReason(code));
  const lines = [texts.movedFrom(submission, assignmentCode(view.facts.assignment))];
  const { note } = submission;
  const sentAtMs = Date.parse(submission.sentAt);
  if (submission.kind === 'file') {
    // What an earlier version had carried on stays where it was.
    const files = submission.files.filter((file) => file.since === undefined);
    submitVersion(to, { files, note, sentAtMs }, { lines, isKnown: true }, context);
  } else {
    const { kind, files, reference, statedOn } = submission;
    submit(
      to,
      { kind, files, note, sentAtMs, ...(reference ? { reference } : {}), ...(statedOn ? { statedOn } : {}) },
      context,
      { lines: () => lines, isKnown: true },
    );
  }
  for (const conversationId of toldOf(submission, view, context)) {
    context.sendTo(conversationId, texts.movedAway(submission, view, to), {
      kind: 'notice',
      key: `withdrawn/${submission.id}/${conversationId}`,
      assignmentIds: [view.facts.assignment.id],
    });
  }
}

/**
 * Earlier versions that went wholly into the one that moves (the first photographs of its paper): they must not come back
 * as the latest. What came for itself stays.
 */
function madePart(
  submission: Submission,
  view: AssignmentView,
  { tx }: CommandContext,
): readonly Submission[] {
  if (submission.kind !== 'file') return [];
  const moved = new Set(submission.files.filter((file) => file.since === undefined).flatMap(hashesIn));
  return view.facts.submissions.filter(
    (one) =>
      one.version < submission.version &&
      one.kind === 'file' &&
      one.files.every((file) => hashesIn(file).every((hash) => moved.has(hash))) &&
      tx.find('reviews', 'bySubmission', one.id).length === 0,
  );
}

/** Everyone the wrong one went to. */
function toldOf(submission: Submission, view: AssignmentView, { tx, nowMs }: CommandContext): Set<string> {
  const forwarded = tx.find('forwards', 'bySubmission', submission.id).flatMap((one) => one.conversationIds);
  return new Set([...forwarded, ...reachCollectors(tx, view.plan, nowMs)]);
}

function askWhere({ submission, view }: Found, context: CommandContext): void {
  const others = allOffered(context)
    .filter((other) => other.facts.assignment.id !== view.facts.assignment.id)
    .slice(0, shown);
  if (others.length === 0) return context.reply({ text: texts.noOtherTask });
  const withUnit = new Set(others.map((other) => other.unit.id)).size > 1;
  const lines = others.map((other, i) => texts.choiceLine(i + 1, other, { isRecent: false, withUnit }));
  context.reply({
    text: [texts.chooseMove(submission, view), ...lines].join('\n'),
    choices: others.map((other, i) => ({
      label: texts.choiceLabel(i + 1, other, false),
      command: `/nop chuyen ${submission.receiptCode} ${assignmentCode(other.facts.assignment)}`,
    })),
  });
}

/** The hand-in meant: by receipt, by the code of its assignment, or the person's last one. Only of the person's own. */
function wrongOne(words: HandInWords, context: CommandContext): Found | null {
  const own = ownViews(context);
  if (words.receipt !== null) {
    for (const view of own) {
      const submission = view.facts.submissions.find((one) => one.receiptCode === words.receipt);
      if (submission) return { submission, view };
    }
    return null;
  }
  const [named] = words.codes;
  // "/nop chuyen V15": the last one goes to V15; "/nop chuyen V12 V15": from the one to the other.
  if (named !== undefined && (words.codes.length > 1 || lastOf(context) === null)) {
    const view = ownByNumber(named, context);
    const latest = view && latestOf(view);
    return view && latest ? { submission: latest.submission, view } : null;
  }
  return lastOf(context);
}

/** The last hand-in of the person that can still be moved; null when there is none. */
export function lastOf(context: CommandContext): Found | null {
  let last: Found | null = null;
  for (const view of ownViews(context)) {
    const latest = latestOf(view);
    if (!latest || latest.isAccepted || latest.submission.byPersonId !== context.person?.id) continue;
    if (last === null || latest.submission.receivedAt > last.submission.receivedAt)
      last = { submission: latest.submission, view };
  }
  return last;
}

function obstacle(
  { submission, view }: Found,
  context: CommandContext,
): Parameters<typeof texts.cannotMove>[1] | null {
  const reviews = context.tx.find('reviews', 'bySubmission', submission.id);
  if (reviews.some((review) => review.decision === 'withdrawn')) return 'withdrawn';
  const latest = latestOf(view);
  if (latest?.submission.id !== submission.id) return 'superseded';
  return latest.isAccepted ? 'accepted' : null;
}
