/** Which assignment files are for: the evidence of a message put before `choose-assignment`, and the question when it is open. */
import {
  type Choice,
  type ChoiceCandidate,
  type ChoiceEvidence,
  chooseAssignment,
} from '../../src/domain/choose-assignment.js';
import { followUpMs, isPhoto } from '../../src/domain/compose-version.js';
import type { CommandContext } from '../../src/domain/command.js';
import { readHandInWords } from '../../src/domain/hand-in-words.js';
import { type AssignmentView, assignmentCode } from '../../src/domain/queries.js';
import { requiredItems } from '../../src/domain/required-items.js';
import { isDone, lackingItems, needsHandIn } from '../../src/domain/state.js';
import { chooseTask, choiceOther } from '../../src/texts/handing-in.js';
import * as texts from '../../src/texts/sending.js';
import { keep, type PendingFiles } from './held.js';
import { latestOf, owedViews, ownViews } from './own.js';

/** Choices shown at once, and all that are ever shown. */
const shownFirst = 6;
const shownAll = 20;

/** What is certain, or the views to choose from, likeliest first. */
export type Chosen =
  | { kind: 'certain'; view: AssignmentView; reason: Extract<Choice, { kind: 'certain' }>['reason'] }
  | { kind: 'ask'; views: AssignmentView[]; isLimited: boolean };

/** @param words typed or sent with the files. */
export function choose(held: PendingFiles, words: string, context: CommandContext): Chosen {
  const repliedTo = repliedAssignments(context);
  const { codes } = readHandInWords(words, false);
  const own = ownViews(context).filter(
    (view) =>
      view.facts.assignment.status === 'active' &&
      (!isDone(view.state) ||
        repliedTo.includes(view.facts.assignment.id) ||
        codes.includes(view.facts.assignment.number)),
  );
  const candidates = own.map((view) => candidateOf(view, context));
  const { inspections } = context.prepared;
  const evidence: ChoiceEvidence = {
    words,
    codes,
    fileNames: held.files.map((file) => file.name),
    firstPages: held.files.flatMap((file) => inspections.get(file.sha256)?.firstPage ?? []),
    repliedTo,
    isPhotos: held.files.length > 0 && held.files.every(isPhoto),
  };
  const choice = chooseAssignment(candidates, evidence);
  const byId = new Map(own.map((view) => [view.facts.assignment.id, view]));
  if (choice.kind === 'certain') {
    const view = byId.get(choice.id);
    if (view) return { kind: 'certain', view, reason: choice.reason };
  }
  const ids = choice.kind === 'ask' ? choice.ids : [];
  return {
    kind: 'ask',
    views: ids.flatMap((id) => byId.get(id) ?? []),
    isLimited: choice.kind === 'ask' && choice.isLimited,
  };
}

/** Keeps the files and asks; the numbers of the list can be typed. */
export function ask(
  held: PendingFiles,
  offered: { views: AssignmentView[]; isLimited: boolean; showAll: boolean },
  context: CommandContext,
): void {
  const { views, isLimited, showAll } = offered;
  const shown = views.slice(0, showAll ? shownAll : shownFirst);
  const withUnit = new Set(views.map((view) => view.unit.id)).size > 1;
  const recent = new Set(shown.filter((view) => recentOf(view, context) !== null));
  // Where several things are asked for, a new one takes the place of the old one of its kind; the others stay by themselves.
  const isAddedTo = (view: AssignmentView): boolean =>
    recent.has(view) && requiredItems(view.task).length < 2;
  const lines = shown.map((view, i) =>
    texts.choiceLine(i + 1, view, { isRecent: recent.has(view), withUnit }),
  );
  keep(held, context);
  context.reply({
    text: `${chooseTask(held.files.length)}\n${lines.join('\n')}`,
    choices: [
      ...shown.map((view, i) => ({
        label: texts.choiceLabel(i + 1, view, recent.has(view)),
        command: `/nop ${assignmentCode(view.facts.assignment)}${isAddedTo(view) ? ' them' : ''}`,
      })),
      ...(shown.length < views.length || (isLimited && !showAll)
        ? [{ label: choiceOther, command: '/nop khac' }]
        : []),
      { label: texts.chooseNone, command: '/huy' },
    ],
  });
}

/** Every own assignment that can take a hand-in, what is owed first. */
export function allOffered(context: CommandContext): AssignmentView[] {
  const own = ownViews(context).filter((view) => view.facts.assignment.status === 'active');
  const owed = new Set(owedViews(context).map((view) => view.facts.assignment.id));
  const isOwed = (view: AssignmentView): boolean => owed.has(view.facts.assignment.id);
  return [...own.filter(isOwed), ...own.filter((view) => !isOwed(view))];
}

function candidateOf(view: AssignmentView, context: CommandContext): ChoiceCandidate {
  const { task, plan, unit, facts } = view;
  return {
    id: facts.assignment.id,
    number: facts.assignment.number,
    isOwed: needsHandIn(view.state),
    recent: recentOf(view, context),
    lacking: lackingItems(facts, context.nowMs),
    planNumber: plan.document.number,
    words: `${task.action} ${task.deliverable ?? ''}`,
    roundLabel: facts.round.label,
    unitId: unit.id,
    unitNames: [unit.name, unit.abbreviation ?? '', ...unit.aliases].filter((name) => name !== ''),
  };
}

/** Whether the person handed in for it moments ago in this channel, undecided so far; and whether it was photographs. */
function recentOf(view: AssignmentView, context: CommandContext): ChoiceCandidate['recent'] {
  const latest = latestOf(view);
  if (!latest || latest.isReturned || latest.isAccepted) return null;
  const { byPersonId, channel, sentAt, kind, files } = latest.submission;
  const isTheirs =
    byPersonId === context.person?.id && channel === context.address.channel && kind === 'file';
  if (!isTheirs || Math.abs(context.sentAtMs - Date.parse(sentAt)) >= followUpMs) return null;
  return files.every((file) => file.joinedFrom !== undefined || isPhoto(file)) ? 'photos' : 'files';
}

/** Assignments of the message this one replies to: a reminder has several, a receipt one. */
function repliedAssignments(context: CommandContext): readonly string[] {
  const id = context.event.replyToId;
  if (id === null) return [];
  const rows = context.tx.find('outbox', 'byConversation', context.conversation.id);
  return rows.find((row) => row.externalIds.includes(id))?.assignmentIds ?? [];
}
