/** Days counted from today: "hôm nay", "ngày mai", "trong tuần này", "thứ Sáu tuần sau". They need a person to confirm. */
import { clockAt } from './clock.js';
import { dayAt } from './days.js';
import { leadAt } from './leads.js';
import { weekdayAt } from './numbers.js';
import type { Phrase } from './phrase.js';
import { type Shift, stretch } from './stretch.js';
import type { Stream } from './tokens.js';
import { isMark, phraseAt } from './words.js';

/** A phrase counted from the issue of the document. */
export interface Soon {
  phrase: Phrase;
  end: number;
  /** Plain enough to be taken inside a sentence ("trong ngày hôm nay"), not only alone ("tuần sau"). */
  isFirm: boolean;
}

const days: readonly [number, readonly string[]][] = [
  [0, ['ngày hôm nay', 'hôm nay', 'ngay hôm nay']],
  [1, ['ngày mai']],
  [2, ['ngày kia']],
];
const weeks: readonly [number, readonly string[]][] = [
  [0, ['tuần này']],
  [1, ['tuần sau', 'tuần tới', 'tuần kế tiếp', 'tuần tiếp theo']],
];

/** A day or week counted from the issue of the document, at `index`. */
export function soonAt(stream: Stream, index: number): Soon | null {
  const lead = leadAt(stream, index);
  let i = lead.end;
  let clock = clockAt(stream, i);
  if (clock !== null) i = clock.end;
  if (isMark(stream, i, ',')) i += 1;
  const part = phraseAt(stream, i, ['sáng', 'chiều', 'cuối', 'hết', 'đầu', 'ngày']);
  for (const [shift, forms] of days) {
    const end = phraseAt(stream, i, forms);
    if (end < 0) continue;
    const late = clock === null ? clockAt(stream, isMark(stream, end, ',') ? end + 1 : end) : null;
    if (clock === null) clock = late;
    return soon(index, late?.end ?? end, lead, clock?.value ?? null, { dayShift: shift }, true);
  }
  const at = part > 0 ? part : i;
  const weekday = weekdayAt(stream, at);
  for (const [shift, forms] of weeks) {
    const end = phraseAt(stream, weekday?.end ?? at, forms);
    if (end < 0) continue;
    const isEnd = weekday === null && phraseAt(stream, i, ['cuối']) > 0;
    // The week of an office ends on Friday.
    const isStart = weekday === null && phraseAt(stream, i, ['đầu']) > 0;
    const target = weekday?.value ?? (isEnd ? 5 : isStart ? 1 : null);
    const isFirm = target !== null || lead.relation !== 'none';
    return soon(index, end, lead, clock?.value ?? null, { weekShift: shift, weekday: target }, isFirm);
  }
  // "trước 17h00, thứ Sáu, ngày 15/7/2022" has a date of its own.
  if (weekday !== null && dayAt(stream, at) !== null) return null;
  // "trước 17h thứ Sáu": the next one, when nothing else is said.
  if (
    weekday !== null &&
    (lead.relation !== 'none' || clock !== null || (index === 0 && weekday.end === stream.tokens.length))
  )
    return soon(index, weekday.end, lead, clock?.value ?? null, { weekday: weekday.value }, false);
  return null;
}

function soon(
  start: number,
  end: number,
  lead: Phrase['lead'],
  clock: Phrase['clock'],
  shift: Shift,
  isFirm: boolean,
): Soon {
  const isPoint = shift.dayShift !== undefined || (shift.weekday ?? null) !== null;
  const corner = { month: null, day: 1 };
  const value = stretch(isPoint ? 'day' : 'week', corner, corner, {
    isPoint,
    shift,
    flaws: ['relative-day'],
  });
  const item = { stretch: value, weekday: null, start, end };
  return { phrase: { start, end, lead, clock, items: [item], until: null }, end, isFirm };
}
