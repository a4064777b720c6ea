/**
 * Composes dates into phrases: a lead, an hour, one stretch or a list or a range of them, an hour again.
 * Says what the words are; whether they bind anybody is `context.ts`.
 */
import { type Clock, clockAt } from './clock.js';
import { goesOnAsCode } from './codes.js';
import { dayAt } from './days.js';
import { type Lead, leadAt } from './leads.js';
import { countAt, quarterNumberAt } from './numbers.js';
import { isListed, monthNumberAt, yearPartAt } from './parts.js';
import { bareMonthAt, bareYearAt, periodAt } from './periods.js';
import { type Read, type Stretch, shareBackwards, stretch } from './stretch.js';
import type { Stream } from './tokens.js';
import { isMark, isWord, numberAt, phraseAt } from './words.js';

/** One date of a phrase, with where it stands. */
export interface Item {
  stretch: Stretch;
  weekday: number | null;
  /** Tokens [start, end) of this date with its own lead. */
  start: number;
  end: number;
}

/** A dated phrase. */
export interface Phrase {
  start: number;
  end: number;
  lead: Lead;
  clock: Clock | null;
  items: Item[];
  /** End of a range "từ … đến …"; `isBefore` for "đến trước". */
  until: { stretch: Stretch; isBefore: boolean } | null;
}

/** More dates in one breath are no list a person wrote. */
const maxItems = 12;

/** A dated phrase at `index`. `takesBare` admits "6/2022" and "2024" without a word that says what they are. */
export function datedPhraseAt(stream: Stream, index: number, takesBare: boolean): Phrase | null {
  const lead = leadAt(stream, index);
  let i = lead.end;
  let clock: Clock | null = null;
  const early = clockAt(stream, i);
  if (early !== null) {
    clock = early.value;
    i = early.end;
    if (isMark(stream, i, ',', '(', '-')) i += 1;
    const of = phraseAt(stream, i, ['của', 'trong', 'vào']);
    if (of > 0) i = of;
  }
  const bare = takesBare || lead.relation !== 'none';
  const first = rangeStartAt(stream, i) ?? itemAt(stream, i, bare);
  if (first === null) return null;
  first.value.start = index;
  const items = [first.value];
  let end = first.end;
  const range = rangeEndAt(stream, first.value.stretch, end, lead);
  let until: Phrase['until'] = null;
  if (range !== null) {
    const [from, to] = shareBackwards([first.value.stretch, range.value.stretch]);
    if (from !== undefined && to !== undefined) {
      first.value.stretch = from;
      until = { stretch: to, isBefore: range.value.isBefore };
      end = range.end;
    }
  } else end = listAt(stream, items, end, lead);
  if (isMark(stream, i - 1, '(') && clock !== null && isMark(stream, end, ')')) end += 1;
  const last = items.at(-1);
  if (last !== undefined) last.end = end;
  if (clock === null) {
    const late = lateClockAt(stream, end);
    if (late !== null) {
      clock = late.value;
      end = late.end;
      if (last !== undefined) last.end = end;
    }
  }
  if (range === null) share(items);
  return { start: index, end, lead, clock, items, until };
}

function share(items: Item[]): void {
  const shared = shareBackwards(items.map((item) => item.stretch));
  items.forEach((item, index) => {
    item.stretch = shared[index] ?? item.stretch;
  });
}

function itemAt(stream: Stream, index: number, takesBare: boolean): Read<Item> | null {
  const item = (read: Read<Stretch>, weekday: number | null = null): Read<Item> => ({
    value: { stretch: read.value, weekday, start: index, end: read.end },
    end: read.end,
  });
  const day = dayAt(stream, index);
  if (day !== null && !goesOnAsCode(stream, day.end))
    return item({ value: day.value.stretch, end: day.end }, day.value.weekday);
  const period = periodAt(stream, index);
  if (period !== null) return item(period);
  if (!takesBare) return null;
  const bare = bareMonthAt(stream, index) ?? bareYearAt(stream, index);
  return bare === null || goesOnAsCode(stream, bare.end) ? null : item(bare);
}

/** "10 - 15/6/2022", "10 đến 15 tháng 6": a day that takes its month from the end of its range. */
function rangeStartAt(stream: Stream, index: number): Read<Item> | null {
  const many = phraseAt(stream, index, ['các ngày', 'ngày']);
  const at = many > 0 ? many : index;
  const number = numberAt(stream, at);
  if (number === null || number.value < 1 || number.value > 31) return null;
  const to = connectorAt(stream, at + 1);
  if (to === null) return null;
  const day = dayAt(stream, to.end);
  if (day === null || day.value.stretch.first.month === null) return null;
  // "10 - 12/6": already a month of its own ("5/6 - 12/6") is read elsewhere; here only the day stands first.
  const corner = { month: null, day: number.value };
  const value = stretch('day', corner, corner, { isPoint: true, isNamed: many > 0, flaws: ['no-month'] });
  return { value: { stretch: value, weekday: null, start: index, end: at + 1 }, end: at + 1 };
}

function connectorAt(stream: Stream, index: number): { end: number; isBefore: boolean } | null {
  if (isMark(stream, index, '-')) return { end: index + 1, isBefore: false };
  let i = index;
  if (isMark(stream, i, ',')) i += 1;
  const before = phraseAt(stream, i, ['đến trước', 'và trước']);
  if (before > 0 && isWord(stream, i, ['đến'])) return { end: before, isBefore: true };
  const plain = phraseAt(stream, i, ['cho đến hết', 'đến hết', 'cho đến', 'đến', 'tới hết', 'tới']);
  return plain > 0 ? { end: plain, isBefore: false } : null;
}

function rangeEndAt(
  stream: Stream,
  from: Stretch,
  index: number,
  lead: Lead,
): Read<{ stretch: Stretch; isBefore: boolean }> | null {
  if (lead.relation === 'before' || lead.relation === 'by' || lead.relation === 'after') return null;
  const to = connectorAt(stream, index);
  if (to === null) return null;
  const day = dayAt(stream, to.end);
  if (day !== null && !goesOnAsCode(stream, day.end))
    return { value: { stretch: day.value.stretch, isBefore: to.isBefore }, end: day.end };
  const period = periodAt(stream, to.end) ?? bareMonthAt(stream, to.end);
  if (period !== null) return { value: { stretch: period.value, isBefore: to.isBefore }, end: period.end };
  const short = shortAt(stream, to.end, from);
  if (short !== null) return { value: { stretch: short.value, isBefore: to.isBefore }, end: short.end };
  const year = from.grain === 'year' ? bareYearAt(stream, to.end) : null;
  return year === null ? null : { value: { stretch: year.value, isBefore: to.isBefore }, end: year.end };
}

/** The number alone of a later item: "tháng 6, 7, 8/2022", "quý I, II/2024", "ngày 10, 15 tháng 6". */
function shortAt(stream: Stream, index: number, model: Stretch): Read<Stretch> | null {
  if (model.grain === 'month') {
    if (numberAt(stream, index) === null) return null;
    const month = monthNumberAt(stream, index);
    if (month === null) return null;
    const year = yearPartAt(stream, month.end);
    if (year === null && !isListed(stream, index)) return null;
    const corners = [
      { month: month.value, day: 1 },
      { month: month.value, day: -1 },
    ] as const;
    const flaws = month.isRepaired ? (['repaired'] as const) : [];
    return {
      value: stretch('month', corners[0], corners[1], { ...year?.value, flaws: [...flaws] }),
      end: year?.end ?? month.end,
    };
  }
  if (model.grain === 'quarter') {
    const quarter = quarterNumberAt(stream, index);
    if (quarter === null) return null;
    const year = yearPartAt(stream, quarter.end);
    const isNumber = stream.tokens[index]?.kind === 'number';
    if (year === null && isNumber && !isListed(stream, index)) return null;
    const last = quarter.value * 3;
    const corners = [
      { month: last - 2, day: 1 },
      { month: last, day: -1 },
    ] as const;
    return {
      value: stretch('quarter', corners[0], corners[1], {
        ...year?.value,
        flaws: quarter.isRepaired ? ['repaired'] : [],
      }),
      end: year?.end ?? quarter.end,
    };
  }
  if (model.grain === 'year' && model.isNamed) {
    const year = bareYearAt(stream, index);
    const next = stream.tokens[index + 1];
    const isItem =
      next === undefined || next.kind === 'mark' || next.isAfterBreak || isWord(stream, index + 1, ['và']);
    return year !== null && isItem ? year : null;
  }
  if (model.grain === 'day' && model.first.month === null && model.isNamed) {
    const number = countAt(stream, index);
    if (number === null || number.value > 31 || number.value < 1 || !isListed(stream, index)) return null;
    const corner = { month: null, day: number.value };
    return { value: stretch('day', corner, corner, { isPoint: true, flaws: ['no-month'] }), end: number.end };
  }
  return null;
}

/** Reads further dates of a list into `items`; returns where the list ends. */
function listAt(stream: Stream, items: Item[], index: number, lead: Lead): number {
  let end = index;
  while (items.length < maxItems) {
    const model = items.at(-1);
    if (model === undefined) break;
    const separator = separatorAt(stream, end);
    if (separator < 0) break;
    const again = leadAt(stream, separator);
    if (again.relation !== 'none' && again.relation !== lead.relation) break;
    const isAgain = again.end > separator;
    const next =
      (isAgain ? null : shortRead(stream, separator, model.stretch)) ?? itemAt(stream, again.end, isAgain);
    if (next === null) break;
    const { grain } = next.value.stretch;
    const isAlike = grain === model.stretch.grain || (grain === 'week' && model.stretch.grain === 'day');
    if (!isAlike || isClockNext(stream, again.end)) break;
    model.end = end;
    next.value.start = separator;
    items.push(next.value);
    end = next.end;
  }
  return end;
}

function shortRead(stream: Stream, index: number, model: Stretch): Read<Item> | null {
  const full = model.grain === 'day' ? dayAt(stream, index) : bareMonthAt(stream, index);
  if (full !== null) {
    if (model.grain === 'day' && 'stretch' in full.value) {
      if (goesOnAsCode(stream, full.end)) return null;
      const { stretch: value, weekday } = full.value;
      // A bare number beside a dated day ("15/6, 20 đơn vị") is read below, with its own checks.
      if (value.first.month !== null)
        return { value: { stretch: value, weekday, start: index, end: full.end }, end: full.end };
    } else if (model.grain === 'month' && !('stretch' in full.value))
      return { value: { stretch: full.value, weekday: null, start: index, end: full.end }, end: full.end };
  }
  const short = shortAt(stream, index, model);
  return short === null
    ? null
    : { value: { stretch: short.value, weekday: null, start: index, end: short.end }, end: short.end };
}

function isClockNext(stream: Stream, index: number): boolean {
  return clockAt(stream, index) !== null;
}

function separatorAt(stream: Stream, index: number): number {
  const comma = isMark(stream, index, ',', '&', '+');
  const after = comma ? index + 1 : index;
  const word = phraseAt(stream, after, ['và', 'hoặc']);
  if (word > 0) return word;
  return comma ? after : -1;
}

/** ", lúc 16h00", "(trước 16 giờ)" after a date. */
function lateClockAt(stream: Stream, index: number): Read<Clock> | null {
  let i = index;
  const isOpen = isMark(stream, i, '(');
  if (isMark(stream, i, ',', '(', '-')) i += 1;
  const lead = leadAt(stream, i);
  const clock = clockAt(stream, lead.end);
  if (clock === null) return null;
  // ", 10 giờ 00 ngày 05/02" begins the next date.
  if (dayAt(stream, clock.end) !== null) return null;
  if (isOpen) return isMark(stream, clock.end, ')') ? { value: clock.value, end: clock.end + 1 } : null;
  return clock;
}
