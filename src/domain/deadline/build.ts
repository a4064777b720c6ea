/** Writes hits as deadlines of the contract: text, dates, rule, anchor, confidence. */
import { isYearKnown, type WorkCalendar } from '../calendar.js';
import { type Deadline, blankDeadline } from '../plan.js';
import { foldSpace } from '../text.js';
import { shiftDay } from './civil.js';
import { confidenceOf } from './confidence.js';
import { countedFrom } from './counted.js';
import type { Hit } from './hits.js';
import type { Item, Phrase } from './phrase.js';
import type { Recurring } from './recurring-phrase.js';
import type { Relative } from './relative.js';
import {
  type Dated,
  type Dates,
  type ReadingOptions,
  bind,
  bindDates,
  bindRange,
  datesOf,
  isOtherWeekday,
} from './resolve.js';
import { joinRules } from './rules.js';
import type { Flaw } from './stretch.js';
import type { Stream } from './tokens.js';

/** A deadline and where it stands in the text as given. */
export interface FoundDeadline {
  deadline: Deadline;
  start: number;
  end: number;
}

/** The deadlines of one hit: one, or one for each date of a list. */
export function deadlinesOf(stream: Stream, hit: Hit, options: ReadingOptions): FoundDeadline[] {
  switch (hit.is) {
    case 'dated':
      return datedOf(stream, hit.phrase, hit.flaws, options);
    case 'recurring':
      return [found(stream, hit.start, hit.end, recurringFields(hit.recurring))];
    case 'relative':
      return [found(stream, hit.start, hit.end, relativeFields(stream, hit.relative, options))];
    case 'event': {
      const { event } = hit;
      const anchor = { text: textOf(stream, event.anchor.start, event.anchor.end), amount: null, unit: null };
      const confidence = event.isFeast || event.isWeak ? 0.5 : 0.8;
      return [found(stream, hit.start, hit.end, { kind: 'event', confidence, anchor })];
    }
    case 'standing':
      return [found(stream, hit.start, hit.end, { kind: 'standing', confidence: 0.9 })];
  }
}

/** The source of tokens [start, end), white space folded, emphasis removed. */
export function textOf(stream: Stream, start: number, end: number): string {
  const first = stream.tokens[start];
  const last = stream.tokens[end - 1];
  if (first === undefined || last === undefined) return '';
  return foldSpace(stream.text.slice(first.start, last.end).replace(/[*_`\\]/g, ''));
}

function found(stream: Stream, start: number, end: number, fields: Partial<Deadline>): FoundDeadline {
  const deadline: Deadline = {
    ...blankDeadline,
    text: textOf(stream, start, end),
    confidence: 0,
    ...fields,
  };
  return {
    deadline,
    start: stream.tokens[start]?.start ?? 0,
    end: stream.tokens[end - 1]?.end ?? 0,
  };
}

function fieldsOf(dated: Dated, flaws: readonly Flaw[]): Partial<Deadline> {
  const { flaws: own, ...fields } = dated;
  return { ...fields, confidence: confidenceOf([...own, ...flaws]) };
}

function datedOf(
  stream: Stream,
  phrase: Phrase,
  flaws: readonly Flaw[],
  options: ReadingOptions,
): FoundDeadline[] {
  const { items, lead, until } = phrase;
  const time = phrase.clock?.time ?? null;
  const all: Flaw[] = [...flaws];
  if (lead.isPlanned) all.push('planned');
  if (phrase.clock?.isRepaired === true) all.push('repaired');
  const [first] = items;
  if (first === undefined) return [];
  if (until !== null) {
    const range = bindRange(first.stretch, until.stretch, until.isBefore, time, options);
    return [found(stream, phrase.start, phrase.end, fieldsOf(range, all))];
  }
  const window = joinedWindow(items, options);
  if (window !== null) {
    const dated = bindDates(window, false, lead.relation, time, options);
    return [found(stream, phrase.start, phrase.end, fieldsOf(dated, all))];
  }
  return items.map((item, index) => {
    const dated = bind(item.stretch, lead.relation, time, options);
    const own = isOtherWeekday(item.weekday, dated.statedOn) ? ([...all, 'weekday'] as const) : all;
    const end = index === items.length - 1 ? phrase.end : item.end;
    return found(stream, item.start, end, fieldsOf(dated, own));
  });
}

/** "tháng 6, 7, 8/2022", "quý I, II/2024": periods in a row are one window. Null for dates and for periods apart. */
function joinedWindow(items: readonly Item[], options: ReadingOptions): Dates | null {
  if (items.length < 2 || items.some((item) => item.stretch.isPoint)) return null;
  const dates = items.map((item) => datesOf(item.stretch, options));
  for (let i = 1; i < dates.length; i += 1) {
    const before = dates[i - 1]?.to ?? null;
    if (before === null || dates[i]?.from !== shiftDay(before, 1)) return null;
  }
  return {
    from: dates[0]?.from ?? null,
    to: dates.at(-1)?.to ?? null,
    flaws: [...new Set(dates.flatMap((one) => one.flaws))],
  };
}

function recurringFields(recurring: Recurring): Partial<Deadline> {
  const { rules, relation, clock, flaws, until } = recurring;
  const ended = until === null ? rules : rules.map((rule) => `${rule};UNTIL=${until}1231`);
  const relevant = flaws.filter(
    (flaw) => flaw === 'repaired' || flaw === 'loose' || flaw === 'invalid' || flaw === 'weekday',
  );
  return {
    kind: 'recurring',
    rrule: ended.length === 0 ? null : joinRules(ended),
    dueTime: clock?.time ?? null,
    inclusive: relation !== 'before',
    confidence: ended.length === 0 ? 0.6 : Math.min(0.9, confidenceOf(relevant)),
  };
}

function relativeFields(stream: Stream, relative: Relative, options: ReadingOptions): Partial<Deadline> {
  const { anchor, amount, unit } = relative;
  const anchorText = anchor.end > anchor.start ? textOf(stream, anchor.start, anchor.end) : '';
  const dueOn = countedDue(relative, options);
  // Counted over a year whose days off are not settled, the day is a guess.
  const isSettled = dueOn !== null && !relative.isLoose && isSettledYear(dueOn, options.calendar);
  const isOpen = dueOn === null && !relative.isLoose && amount !== null;
  const confidence = isSettled || isOpen ? 0.85 : 0.6;
  return { kind: 'relative', dueOn, confidence, anchor: { text: anchorText, amount, unit } };
}

/** Whether the days off of a day's year are known and final. */
function isSettledYear(day: string, calendar: WorkCalendar | undefined): boolean {
  return calendar !== undefined && isYearKnown(Number(day.slice(0, 4)), calendar);
}

/** The last day of a period counted from a date the text or the document gives. */
function countedDue(relative: Relative, options: ReadingOptions): string | null {
  const { amount, unit, from, isFromIssue } = relative;
  const [item] = from?.items ?? [];
  const start =
    item !== undefined ? datesOf(item.stretch, options).to : isFromIssue ? options.issuedOn : null;
  if (start === null) return null;
  return countedFrom(start, amount, unit, options.calendar ?? { years: {} });
}
