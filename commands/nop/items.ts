/** Tasks that ask for several things: "nothing more belongs to it", and "this file is that one". */
import type { Submission } from '../../src/domain/assignment.js';
import type { CommandContext } from '../../src/domain/command.js';
import { bothVersions, sameVersion } from '../../src/domain/compose-version.js';
import { type AssignmentView, assignmentCode } from '../../src/domain/queries.js';
import { isWithdrawn } from '../../src/domain/state.js';
import { missingItems, requiredItems } from '../../src/domain/required-items.js';
import * as texts from '../../src/texts/sending.js';
import { completeChoice } from '../../src/texts/tasks.js';
import { latestOf, refusalOf } from './own.js';
import { submit } from './submit.js';

/**
 * `/nop V12 du`: the unit says that what is missing does not exist. A new version with the same files, judged by the time
 * they were sent: nothing came late that never had to come. The office sees who said so, and may give it back.
 */
export function complete(view: AssignmentView, words: string, context: CommandContext): void {
  const code = assignmentCode(view.facts.assignment);
  const submission = versionToChange(view, context);
  if (!submission) return;
  if (!submission.missing) return context.reply({ text: texts.nothingMissing(code) });
  const note = [submission.note, /\s/.test(words) ? words : null].filter(Boolean).join('\n');
  submit(
    view,
    {
      files: sameVersion(submission),
      note: note === '' ? null : note,
      sentAtMs: Date.parse(submission.sentAt),
    },
    context,
    { lines: () => [texts.confirmedComplete] },
  );
}

/** `/nop V12 muc 2`: the file sent last is item 2. A new version with the same files and the same time. */
export function relabel(view: AssignmentView, position: number, context: CommandContext): void {
  const code = assignmentCode(view.facts.assignment);
  const items = requiredItems(view.task);
  const latest = latestOf(view);
  const refusal = refusalOf(view);
  if (refusal !== null) return context.reply({ text: refusal });
  if (items.length < 2) return context.reply({ text: texts.noItems(code) });
  const item = items[position - 1];
  if (!item)
    return context.reply({
      text: texts.noSuchItem(
        code,
        items.map(({ name }) => name),
      ),
    });
  if (!latest || latest.submission.files.length === 0)
    return context.reply({ text: texts.noVersionYet(code) });
  const { submission } = latest;
  const files = sameVersion(submission);
  const last = submission.files.findLastIndex((file) => file.since === undefined);
  const file = files[last] ?? files.at(-1);
  if (file) file.item = item.name;
  const missing = missingItems(items, files);
  submit(
    view,
    {
      files,
      note: submission.note,
      sentAtMs: Date.parse(submission.sentAt),
      ...(missing.length > 0 ? { missing } : {}),
    },
    context,
    {
      lines: (made) => texts.missingLines(made, code),
      choices: (made) => (made.missing ? [completeChoice(code)] : []),
    },
  );
}

/** `/nop V12 thay` without files at hand: the last files alone make the version, as the receipt's choice offers. */
export function onlyLatest(view: AssignmentView, context: CommandContext): void {
  const code = assignmentCode(view.facts.assignment);
  const submission = versionToChange(view, context);
  if (!submission) return;
  const fresh = new Set(
    submission.files.filter((file) => file.since === undefined).map((file) => file.sha256),
  );
  const files = sameVersion(submission).filter((file) => fresh.has(file.sha256));
  if (files.length === submission.files.length || files.length === 0)
    return context.reply({ text: texts.onlyLatestFiles(code) });
  submit(view, { files, note: submission.note, sentAtMs: Date.parse(submission.sentAt) }, context, {
    lines: (made) => texts.versionLines(made, { unjoined: 0, carried: 0, replaced: submission }),
  });
}

/** `/nop V12 them` without files at hand: the files of the version before come in again. */
export function addBefore(view: AssignmentView, context: CommandContext): void {
  const code = assignmentCode(view.facts.assignment);
  const submission = versionToChange(view, context);
  if (!submission) return;
  const before = view.facts.submissions.findLast(
    (one) =>
      one.version < submission.version &&
      one.kind === 'file' &&
      !isWithdrawn(view.facts.reviews, one.id, context.nowMs),
  );
  const files = before ? bothVersions(before, submission) : [];
  if (submission.kind !== 'file' || files.length <= submission.files.length)
    return context.reply({ text: texts.nothingToAdd(code) });
  submit(view, { files, note: submission.note, sentAtMs: Date.parse(submission.sentAt) }, context, {
    lines: (made) =>
      texts.versionLines(made, {
        unjoined: 0,
        carried: files.length - submission.files.length,
        replaced: null,
      }),
  });
}

/** The version a new one is made of; null, and said why, when there is none or nothing is taken any more. */
function versionToChange(view: AssignmentView, context: CommandContext): Submission | null {
  const refusal = refusalOf(view);
  const latest = latestOf(view);
  if (refusal === null && latest) return latest.submission;
  context.reply({ text: refusal ?? texts.noVersionYet(assignmentCode(view.facts.assignment)) });
  return null;
}
