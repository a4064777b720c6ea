/** Files go to an assignment: refused, recognised as the same again, or made the next version. */
import type { Submission } from '../../src/domain/assignment.js';
import type { ChoiceReason } from '../../src/domain/choose-assignment.js';
import { type CommandContext, Unprepared } from '../../src/domain/command.js';
import {
  bothVersions,
  composeVersion,
  type ComposedVersion,
  followUpMs,
  holdsAll,
  type NewFile,
} from '../../src/domain/compose-version.js';
import type { Choice, StoredFile } from '../../src/domain/message.js';
import { type AssignmentView, assignmentCode } from '../../src/domain/queries.js';
import { type RequiredItem, itemsOf, requiredItems } from '../../src/domain/required-items.js';
import { readHandInWords, saysReplacement } from '../../src/domain/hand-in-words.js';
import { fold } from '../../src/domain/text.js';
import * as texts from '../../src/texts/sending.js';
import { completeChoice } from '../../src/texts/tasks.js';
import { keep, type PendingFiles } from './held.js';
import { latestOf, ownViews, refusalOf } from './own.js';
import { type Handed, type ReceiptNotes, submit } from './submit.js';

/** How files are taken. Everything is false, and nobody else takes part, unless said. */
export interface How {
  /** Also when the same files are there already. */
  isAnew?: boolean;
  /** With the files of the version before. */
  isAdded?: boolean;
  /** Without the files of the version before. */
  isAlone?: boolean;
  /** Nothing more belongs to it. */
  isComplete?: boolean;
  /** Why this assignment, when nobody named it. */
  reason?: ChoiceReason;
  /** A statement that the files only support: nothing to report, sent elsewhere. */
  as?: Pick<Handed, 'kind' | 'reference' | 'statedOn'>;
  /** The files were handed in before, for another assignment. */
  isKnown?: boolean;
  /** Further lines of the receipt. */
  lines?: string[];
  jointId?: string;
  invited?: string[];
}

/**
 * Hands files in for an assignment, or says why not; refused files stay held.
 * @returns the submission; null when there is none.
 */
export function handInTo(
  view: AssignmentView,
  held: PendingFiles,
  how: How,
  context: CommandContext,
): Submission | null {
  const refusal = refusalOf(view);
  if (refusal !== null) {
    refuse(refusal, held, context);
    return null;
  }
  const latest = latestOf(view);
  const isRepeat =
    latest?.submission.kind === 'file' && !latest.isReturned && holdsAll(latest.submission, held.files);
  if (isRepeat && !how.isAnew && !how.isAlone && !how.isComplete && !how.as) {
    answerRepeat(view, latest.submission, held, context);
    return null;
  }
  if (!how.as) return submitVersion(view, held, how, context);
  return state(view, { ...held, ...how.as, ...jointOf(how) }, context, how.lines);
}

/**
 * A statement is recorded, with whatever files support it. The same one again within minutes (a double tap) is answered
 * with what is there.
 * @returns null when it was there.
 */
export function state(
  view: AssignmentView,
  what: Handed,
  context: CommandContext,
  lines: readonly string[] = [],
): Submission | null {
  const latest = latestOf(view);
  const before = latest?.submission;
  const isSame =
    before !== undefined &&
    latest?.isReturned === false &&
    before.kind === what.kind &&
    before.reference === what.reference &&
    before.note === what.note &&
    what.files.length === 0 &&
    what.sentAtMs - Date.parse(before.sentAt) < followUpMs;
  if (isSame) {
    context.settle();
    context.reply(texts.alreadySaid(before, view), 'reply', [view.facts.assignment.id]);
    return null;
  }
  return submit(view, what, context, { lines: () => [...lines] });
}

/** Says why files were not taken; they stay held, and codes that led nowhere are not tried again. */
export function refuse(sentence: string, held: PendingFiles, context: CommandContext): void {
  const noted = readHandInWords(held.note ?? '', false);
  keep(noted.codes.length > 0 ? { ...held, note: noted.rest || null } : held, context);
  const { length } = held.files;
  context.reply(
    length === 0
      ? { text: sentence }
      : { text: `${sentence}${texts.keptFiles(length)}`, choices: texts.heldChoices },
  );
}

/** The next version of what was handed in, with what its receipt says about it. */
export function submitVersion(
  view: AssignmentView,
  held: PendingFiles & { files: readonly NewFile[] },
  how: How,
  context: CommandContext,
): Submission | null {
  const latest = latestOf(view);
  const items = requiredItems(view.task);
  const { inspections } = context.prepared;
  const version = composeVersion(
    {
      items,
      previous: latest?.submission ?? null,
      isReturned: latest?.isReturned ?? false,
      files: held.files,
      sentAtMs: held.sentAtMs,
      caption: held.note ?? '',
      clues: (file) => inspections.get(file.sha256) ?? { firstPage: '', headings: [] },
      isAdded: how.isAdded === true || isGoingOn(context) || (how.reason === 'recent' && items.length < 2),
      isAlone: how.isAlone === true || (items.length < 2 && saysReplacement(held.note ?? '')),
      isComplete: how.isComplete ?? waives(held.note),
    },
    (photos) => joined(photos, held.sentAtMs, context),
  );
  const { files, missing } = version;
  const what: Handed = {
    files,
    note: held.note,
    sentAtMs: held.sentAtMs,
    ...(missing ? { missing } : {}),
    ...jointOf(how),
  };
  const notes = notesOf(view, version, items, latest?.submission ?? null, how, context);
  return submit(view, what, context, { ...notes, isKnown: how.isKnown === true });
}

const jointOf = ({ jointId, invited }: How): Pick<Handed, 'jointId' | 'invited'> => ({
  ...(jointId ? { jointId } : {}),
  ...(invited?.length ? { invited } : {}),
});

/** Photographs as one file; asks for it to be made when it is not yet. */
function joined(photos: StoredFile[], sentAtMs: number, { prepared }: CommandContext): StoredFile | null {
  const made = prepared.joined;
  const isMade =
    made !== null &&
    made.of.length === photos.length &&
    made.of.every((hash, i) => hash === photos[i]?.sha256);
  if (!isMade) throw new Unprepared({ make: 'joined-photos', photos, sentAtMs });
  return made.file;
}

/** Words that say what is not there does not exist ("không có phụ lục"). */
function waives(note: string | null): boolean {
  return /\bkhong (?:co|can|kem|phat sinh) (?:kem )?(?:phu luc|phu bieu|bieu|so lieu|du thao|danh sach|ho so)\b/.test(
    fold(note ?? ''),
  );
}

function notesOf(
  view: AssignmentView,
  version: ComposedVersion,
  items: readonly RequiredItem[],
  before: Submission | null,
  how: How,
  context: CommandContext,
): ReceiptNotes {
  const code = assignmentCode(view.facts.assignment);
  const carried = version.files.filter((file) => file.since !== undefined).length;
  const { unjoined } = version;
  const { dialogue, conversation } = context;
  const isReplacing = before !== null && carried === 0 && replacesOthers(before, version, context.sentAtMs);
  const isNamedBefore =
    conversation.kind === 'private' &&
    dialogue?.command === 'nop' &&
    (dialogue.step === 'file' || dialogue.step === 'more');
  return {
    // Whoever named the assignment before sending may send more of it.
    ...(isNamedBefore ? { moreFor: code } : {}),
    lines: (submission) => [
      ...texts.missingLines(submission, code),
      ...texts.versionLines(submission, { unjoined, carried, replaced: before }),
      ...texts.takenBecause(how.reason ?? null, view),
      ...(how.lines ?? []),
    ],
    choices: (submission) => [
      ...(submission.missing ? [completeChoice(code)] : []),
      ...itemChoices(submission, items, code),
      ...(carried > 0 && items.length < 2 ? [texts.onlyNewChoice(code)] : []),
      ...(isReplacing && items.length < 2 ? [texts.addChoice(code)] : []),
      ...(ownViews(context).length > 1 && how.reason && how.reason !== 'code'
        ? [texts.moveChoice(submission.receiptCode)]
        : []),
    ],
  };
}

/** Further files for an assignment that was named, and handed in for, moments ago. */
function isGoingOn({ dialogue }: CommandContext): boolean {
  return dialogue?.command === 'nop' && dialogue.step === 'more';
}

/** Whether other files of moments ago went out of sight without being sent anew: one tap brings them in again. */
function replacesOthers(before: Submission, { files }: ComposedVersion, sentAtMs: number): boolean {
  const isRecent = sentAtMs - Date.parse(before.sentAt) < followUpMs;
  return (
    isRecent && before.kind === 'file' && bothVersions(before, { files, version: 0 }).length > files.length
  );
}

/** Where a task asks for several things and one file came: what else it could be, in one tap. */
function itemChoices(submission: Submission, items: readonly RequiredItem[], code: string): Choice[] {
  const fresh = submission.files.filter((file) => file.since === undefined);
  const [only] = fresh;
  if (items.length < 2 || fresh.length !== 1 || !only) return [];
  const taken = itemsOf(only);
  return items.flatMap((item, i) =>
    taken.includes(item.name) ? [] : [texts.itemChoice(code, i + 1, only.name, item.name)],
  );
}

/** The same files again: the receipt that is there, and a way to insist. */
export function answerRepeat(
  view: AssignmentView,
  submission: Submission,
  held: PendingFiles,
  context: CommandContext,
): void {
  const author = context.tx.get('persons', submission.byPersonId)?.name ?? '';
  keep(held, context, true);
  context.reply(texts.alreadyHandedIn(submission, view, author, held.files.length), 'reply', [
    view.facts.assignment.id,
  ]);
}
