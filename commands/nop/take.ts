/** From what was typed, sent or chosen to what is done about it. Decides nothing by itself: each way has a file of its own. */
import type { CommandContext } from '../../src/domain/command.js';
import {
  type HandInWords,
  readHandInWords,
  saysNothingToReport,
  saysSent,
} from '../../src/domain/hand-in-words.js';
import { heldText } from '../../src/domain/person.js';
import type { AssignmentView } from '../../src/domain/queries.js';
import { readSentElsewhere } from '../../src/domain/sent-elsewhere.js';
import { dayOf } from '../../src/domain/time.js';
import { nothingToHandIn } from '../../src/texts/handing-in.js';
import * as texts from '../../src/texts/sending.js';
import { notAmongLeads } from '../../src/texts/sending-joint.js';
import { noSuchTask } from '../../src/texts/tasks.js';
import { askWhatFileIs } from '../kehoach/nhap.js';
import { search } from '../viec.js';
import { allOffered, ask, choose } from './choosing.js';
import { askWhichElsewhere, registerElsewhere, saidBefore } from './elsewhere.js';
import { keep, type PendingFiles } from './held.js';
import { answerRepeat, handInTo, type How, refuse } from './into.js';
import { addBefore, complete, onlyLatest, relabel } from './items.js';
import { confirm, decline, handInJointly, partnersOf } from './joint.js';
import { lastOf, move } from './move.js';
import { ownByNumber, ownUnitName, owedViews } from './own.js';
import { repeated } from './repeated.js';

/**
 * What is typed, sent or chosen goes where it belongs: a statement, an assignment, or a question.
 * @param typed what stands behind the command, or was answered; the words of a caption are read from the message itself.
 * @returns what a file has yet to be sent for, when nothing else is left to do.
 */
export function take(
  typed: string,
  held: PendingFiles,
  context: CommandContext,
): { askFor: AssignmentView | null } | void {
  const { content } = context.event;
  const caption =
    content.kind === 'files' && !content.caption?.trim().startsWith('/') ? content.caption : null;
  const words = readHandInWords(typed, true);
  const said = `${typed} ${caption ?? ''} ${held.note ?? ''}`.trim();
  if (words.verb === 'move') return move(words, context);
  if (words.verb === 'confirm') return confirm(words.receipt, context);
  if (words.verb === 'decline') return decline(words.receipt, context);
  const noted = readHandInWords(held.note ?? '', false);
  const codes = words.codes.length > 0 ? words.codes : words.verb === 'other' ? [] : noted.codes;
  const view = namedView(typed, codes, context);
  if (view === 'not-found')
    return refuse(noSuchTask(codes.length > 0 ? `V${codes[0]}` : typed), held, context);
  const elsewhere =
    readSentElsewhere(said, dayOf(context.nowMs)) ??
    saidBefore(context) ??
    (saysSent(words.rest) && held.files.length === 0 ? { number: null, on: null } : null);
  if (elsewhere && words.verb === null) {
    if (view) return registerElsewhere(view, elsewhere, held, context);
    const chosen = choose(held, said, context);
    if (chosen.kind === 'ask') return askWhichElsewhere(elsewhere, chosen.views, context);
    const why = texts.takenBecause(chosen.reason, chosen.view);
    return registerElsewhere(chosen.view, elsewhere, held, context, why);
  }
  const isNil = saysNothingToReport(said);
  if (view && isNil && (held.files.length > 0 || words.codes.length > 0))
    return void handInTo(view, { ...held, note: noteOf(words, held) }, { as: { kind: 'nil' } }, context);
  if (view && held.files.length === 0) return withoutFiles(view, words, context);
  if (view) return handInWith(view, codes, said, { ...held, note: noteOf(words, held) }, words, context);
  if (held.files.length === 0) return { askFor: null };
  decide(typed, said, words, held, isNil, context);
}

/** Files for an assignment that was named. */
function handInWith(
  view: AssignmentView,
  codes: readonly number[],
  said: string,
  held: PendingFiles,
  words: HandInWords,
  context: CommandContext,
): void {
  const how: How = {
    isAnew: words.verb === 'anew',
    isAdded: words.verb === 'add',
    isAlone: words.verb === 'only',
    ...(words.verb === 'complete' ? { isComplete: true } : {}),
    reason: 'code',
  };
  handInWithPartners(view, codes, said, held, how, context);
}

/** Files for an assignment, and for those of other units where the words make it a joint paper. */
function handInWithPartners(
  view: AssignmentView,
  codes: readonly number[],
  said: string,
  held: PendingFiles,
  how: How,
  context: CommandContext,
): void {
  const partners = partnersOf(view, codes, said, held, context);
  if (partners === null) return;
  if (partners.own.length + partners.invited.length > 0) return handInJointly(view, partners, held, context);
  const lines = partners.others.length > 0 ? [notAmongLeads(partners.others)] : [];
  handInTo(view, held, { ...how, lines }, context);
}

/** Files for which nothing was named: the same again, certain by what came with them, or a question. */
function decide(
  typed: string,
  said: string,
  words: HandInWords,
  held: PendingFiles,
  isNil: boolean,
  context: CommandContext,
): void {
  const isBare = typed === '' && context.prepared.files.length > 0 && context.event.replyToId === null;
  if (isBare && context.dialogue?.command !== 'nop' && askWhatFileIs(context)) return;
  if (words.verb === 'other')
    return ask(held, { views: allOffered(context), isLimited: false, showAll: true }, context);
  const isOffered = context.dialogue?.data['isRepeat'] === true && context.prepared.files.length === 0;
  const isFresh = context.event.replyToId === null && !isOffered;
  const again = isFresh ? repeated(held, context) : null;
  if (again) return answerRepeat(again.view, again.submission, held, context);
  const chosen = choose(held, said, context);
  if (chosen.kind === 'certain') {
    const { view, reason } = chosen;
    if (isNil)
      return void handInTo(
        view,
        held,
        { as: { kind: 'nil' }, lines: texts.takenBecause(reason, view) },
        context,
      );
    return handInWithPartners(view, [], said, held, { reason }, context);
  }
  const views = typed === '' ? chosen.views : narrowed(typed, chosen.views);
  if (views.length > 0) return ask(held, { ...chosen, views, showAll: false }, context);
  keep(held, context);
  context.reply({
    text: nothingToHandIn(ownUnitName(context)),
    choices: [{ label: texts.chooseNone, command: '/huy' }],
  });
}

/** What words leave of the choices; all of them when they fit none. */
function narrowed(typed: string, views: AssignmentView[]): AssignmentView[] {
  const found = search(typed, views);
  return found.length > 0 ? found : views;
}

/** The person's own assignment that is named: by code, by its number in the list, by words, or before the file was sent. */
function namedView(
  typed: string,
  codes: readonly number[],
  context: CommandContext,
): AssignmentView | null | 'not-found' {
  const [code] = codes;
  if (code !== undefined) return ownByNumber(code, context) ?? 'not-found';
  const owed = owedViews(context);
  const ordinal = /^\d{1,2}$/.exec(typed);
  if (ordinal) return owed[Number(typed) - 1] ?? 'not-found';
  const { dialogue } = context;
  const isMore = dialogue?.command === 'nop' && dialogue.step === 'more' && context.prepared.files.length > 0;
  const before = isMore ? readHandInWords(heldText(dialogue, 'code'), true).codes[0] : undefined;
  if (before !== undefined && context.event.replyToId === null) return ownByNumber(before, context);
  if (typed === '' || readHandInWords(typed, true).verb !== null) return null;
  const found = search(typed, owed);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** An assignment is named and no file is at hand: something to be said about it, or a file to be sent. */
function withoutFiles(
  view: AssignmentView,
  words: HandInWords,
  context: CommandContext,
): { askFor: AssignmentView } | void {
  if (words.verb === 'complete') return complete(view, words.rest, context);
  if (words.verb === 'item') return relabel(view, words.position ?? 0, context);
  if (words.verb === 'only') return onlyLatest(view, context);
  if (words.verb === 'add') return addBefore(view, context);
  return { askFor: view };
}

/** Words typed behind the code go to the office like a caption. */
function noteOf(words: HandInWords, held: PendingFiles): string | null {
  const isSpoken = words.verb === null && words.codes.length > 0 && /\p{L}/u.test(words.rest);
  const note = [held.note, isSpoken ? words.rest : null]
    .filter((one) => one !== null && one !== '')
    .join('\n');
  return note === '' ? null : note;
}

/** "Gửi nhầm": held files are dropped and said so; else how the last hand-in can be put right. */
export function takeBack(held: PendingFiles, context: CommandContext): void {
  if (held.files.length > 0) {
    context.settle();
    return context.reply({ text: texts.cancelledFiles(held.files.length) });
  }
  const last = lastOf(context);
  if (!last) return context.reply({ text: texts.noneToMove });
  context.reply(texts.mistake(last.submission, last.view));
}
