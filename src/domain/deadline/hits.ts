/**
 * Walks a text once and collects what may be a deadline, in reading order and without overlaps.
 * Every reader looks ahead a bounded number of tokens, so time grows with the length of the text.
 */
import type { SkippedPassage } from '../plan.js';
import { isCovered, judge } from './context.js';
import { type EventPhrase, eventAt, urgentAt } from './events.js';
import { lunarAside } from './lunar.js';
import { type Phrase, datedPhraseAt } from './phrase.js';
import { periodListAt, recurringAt } from './recurring.js';
import type { Recurring } from './recurring-phrase.js';
import { recurringTail } from './recurring-tail.js';
import { weeklyAt } from './weekly.js';
import { type Relative, bareLengthAt, relativeAt } from './relative.js';
import { scopeAt } from './scopes.js';
import { soonAt } from './soon.js';
import { standingAt } from './standing.js';
import type { Flaw } from './stretch.js';
import { type Surroundings, isAlone, isLabelled, isOpening } from './surroundings.js';
import type { Stream } from './tokens.js';
import { endsBefore } from './words.js';

/** What was found at tokens [start, end). */
export type Hit = { start: number; end: number; sentence: number } & (
  | { is: 'dated'; phrase: Phrase; flaws: Flaw[] }
  | { is: 'recurring'; recurring: Recurring }
  | { is: 'relative'; relative: Relative }
  | { is: 'event'; event: EventPhrase }
  | { is: 'standing' }
);

/** A passage that looks like a deadline and is none. */
export interface Passed {
  start: number;
  end: number;
  reason: SkippedPassage['reason'];
}

/** Words that can begin a phrase, folded; anything else is passed over at once. */
const openers = new Set(
  (
    'truoc cham muon tre khong han thoi den toi cho het tu ke tinh bat trong vao tai ngay ngay sau du khoang uoc dien lan hang moi ' +
    'dinh thuong thang quy qui q dau giua cuoi tuan thuong trung ha nam nua cac nhung ca mung mong thu chu t cn luc hoi sang chieu ' +
    'mot hai ba bon sau bay bay tam chin muoi toi khi dot theo giai nhiem nien khoa tam lien kip quanh lau hoa khan gap nhat ' +
    'nham tuc hom cu tung bao it xong dau buoi thoi dip bay'
  ).split(' '),
);

/** A walk over one text. */
interface Walk {
  stream: Stream;
  around: Surroundings;
  issuedOn: string | null;
  hits: Hit[];
  passed: Passed[];
}

/** Finds the phrases of a text; `issuedOn` helps to tell what is to come from what is cited. */
export function hitsOf(
  stream: Stream,
  around: Surroundings,
  issuedOn: string | null,
): { hits: Hit[]; passed: Passed[] } {
  const walk: Walk = { stream, around, issuedOn, hits: [], passed: [] };
  for (let i = 0; i < stream.tokens.length;) i = stepAt(walk, i);
  return walk;
}

/** Passes over what cannot begin a phrase; returns where to go on. */
function stepAt(walk: Walk, index: number): number {
  const { stream, around, passed } = walk;
  const token = stream.tokens[index];
  if (token === undefined) return index + 1;
  const paper = around.documents.get(index);
  if (paper !== undefined) return paper;
  const isOpener = token.kind === 'word' && (openers.has(token.folded) || /^q(?:uy|ui)?i/.test(token.folded));
  if (token.kind === 'number' ? !isCounted(stream, index) : !isOpener) return index + 1;
  const aside = lunarAside(stream, index);
  if (aside > 0) return aside;
  const scope = scopeAt(stream, index);
  if (scope !== null && (scope.reason !== null || scope.isAlways === true || !isLabelled(stream, index))) {
    if (scope.reason !== null) passed.push({ start: index, end: scope.end, reason: scope.reason });
    return scope.end;
  }
  return phraseStep(walk, index);
}

/** Words behind a number that make it part of a date or a length of time. */
const counted = new Set(
  'h g gio thang ngay tuan nam quy lan dot ky buoi cuoc tieng phut den toi va nua tin bai chuyen phong'.split(
    ' ',
  ),
);

/** Whether a number can begin a phrase: what follows it decides. */
function isCounted(stream: Stream, index: number): boolean {
  const token = stream.tokens[index];
  const next = stream.tokens[index + 1];
  if (token === undefined || token.digits > 4) return false;
  if (next === undefined || next.isAfterBreak) return token.digits === 4 || next?.kind === 'word';
  if (next.kind === 'word') return counted.has(next.folded) || token.digits === 4;
  if (next.kind === 'number') return false;
  return token.digits === 4 || /^[/.:(-]$/.test(next.lower);
}

/** Tries every reader at `index`; returns where to go on. */
function phraseStep(walk: Walk, index: number): number {
  const { stream, around, hits, passed } = walk;
  const sentence = around.sentence[index] ?? 0;
  const recurring = weeklyAt(stream, index) ?? recurringAt(stream, index);
  if (recurring !== null) {
    // "tăng bình quân hằng năm 5 %" measures, it orders nothing.
    if (endsBefore(stream, index, ['bình quân', 'trung bình']))
      passed.push({ start: index, end: recurring.end, reason: 'period' });
    else hits.push({ is: 'recurring', start: index, end: recurring.end, sentence, recurring });
    return recurring.end;
  }
  const soon = soonAt(stream, index);
  if (soon !== null && (soon.isFirm || isAlone(around, index, soon.end))) {
    hits.push({ is: 'dated', start: index, end: soon.phrase.end, sentence, phrase: soon.phrase, flaws: [] });
    return soon.phrase.end;
  }
  const takesBare = isOpening(stream, index) || isLabelled(stream, index);
  const phrase = datedPhraseAt(stream, index, takesBare);
  const relative = phrase === null || isDayAlone(phrase) ? relativeAt(stream, index) : null;
  if (relative !== null) {
    if (relative.kind === 'look-back') passed.push({ start: index, end: relative.end, reason: 'period' });
    else hits.push({ is: 'relative', start: index, end: relative.end, sentence, relative });
    return relative.end;
  }
  if (phrase !== null) return datedStep(walk, phrase);
  const event = eventAt(stream, index) ?? (index === 0 ? urgentAt(stream, index) : null);
  if (event !== null && (!event.isWeak || isAlone(around, event.start, event.end))) {
    hits.push({ is: 'event', start: index, end: event.end, sentence, event });
    return event.end;
  }
  const standing = standingAt(stream, index);
  if (standing > 0) {
    hits.push({ is: 'standing', start: index, end: standing, sentence });
    return standing;
  }
  return alone(walk, index);
}

/** What is a deadline only in a cell of its own: "quý, năm", "15 ngày". */
function alone(walk: Walk, index: number): number {
  const { stream, around, hits } = walk;
  const sentence = around.sentence[index] ?? 0;
  const list = isOpening(stream, index) ? periodListAt(stream, index) : null;
  if (list !== null && isAlone(around, index, list.end)) {
    hits.push({ is: 'recurring', start: index, end: list.end, sentence, recurring: list });
    return list.end;
  }
  const length = bareLengthAt(stream, index);
  if (length !== null && (isLabelled(stream, index) || isAlone(around, index, length.end))) {
    hits.push({ is: 'relative', start: index, end: length.end, sentence, relative: length });
    return length.end;
  }
  return index + 1;
}

function datedStep(walk: Walk, phrase: Phrase): number {
  const { stream, around, hits, passed } = walk;
  const { start, end } = phrase;
  const sentence = around.sentence[start] ?? 0;
  const tail = recurringTail(stream, phrase);
  if (tail !== null) {
    // "(số liệu tính đến) ngày 14 của tháng cuối quý thuộc kỳ báo cáo": what the report covers.
    if (isCovered(stream, phrase, tail.end)) passed.push({ start, end: tail.end, reason: 'period' });
    else hits.push({ is: 'recurring', start, end: tail.end, sentence, recurring: tail });
    return tail.end;
  }
  const isLunar = phrase.items.some((item) => item.stretch.isLunar) || phrase.until?.stretch.isLunar === true;
  if (isLunar) {
    // A date of the traditional calendar waits for a person to name the day.
    if (phrase.lead.relation === 'before' || phrase.lead.relation === 'by' || isAlone(around, start, end)) {
      const event: EventPhrase = { start, end, anchor: { start, end }, isFeast: true, isWeak: false };
      hits.push({ is: 'event', start, end, sentence, event });
    }
    return end;
  }
  const verdict = judge(stream, phrase, around, walk.issuedOn);
  if (verdict.is === 'deadline') {
    hits.push({ is: 'dated', start, end, sentence, phrase, flaws: verdict.flaws });
    return end;
  }
  if (verdict.is === 'look-alike') {
    passed.push({ start, end, reason: verdict.reason });
    return end;
  }
  // Nothing: but a later word of the same phrase may begin a real one ("trong 2/3 … trước ngày").
  const [item] = phrase.items;
  return item?.stretch.grain === 'year' ? end : Math.max(start + 1, phrase.lead.end);
}

/** "trước ngày 15" with nothing to say of which month: a length of time may be meant ("ngày thứ 30 kể từ"). */
function isDayAlone(phrase: Phrase): boolean {
  const [item] = phrase.items;
  return (
    item !== undefined &&
    item.stretch.first.month === null &&
    item.stretch.monthShift === null &&
    phrase.until === null
  );
}
