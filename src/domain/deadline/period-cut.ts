/** Parts of months, quarters and years: "đầu", "giữa", "cuối", "trung tuần", "tuần 2", "10 ngày đầu". */
import { countAt } from './numbers.js';
import type { Flaw, Stretch } from './stretch.js';
import type { Stream } from './tokens.js';
import { isWord, phraseAt } from './words.js';

/** So many days, or working days, from the first of a period on. */
export interface FirstDays {
  count: number;
  isWorking: boolean;
}

/** Which part of a month, quarter or year is meant; a number is a week of a month. */
export type Part =
  | 'start'
  | 'middle'
  | 'end'
  | 'decade1'
  | 'decade2'
  | 'decade3'
  | 'firstWeek'
  | 'lastWeek'
  | FirstDays
  | number;

/**
 * "10 ngày đầu", "05 ngày làm việc đầu tiên (của)": how many days a period opens with, up to a month's 28;
 * null for other words. `end` is past "của".
 */
export function firstDaysAt(stream: Stream, index: number): (FirstDays & { end: number }) | null {
  const count = countAt(stream, index);
  if (count === null || count.value < 1 || count.value > 28) return null;
  const working = phraseAt(stream, count.end, ['ngày làm việc']);
  const days = working > 0 ? working : phraseAt(stream, count.end, ['ngày']);
  const first = days < 0 ? -1 : phraseAt(stream, days, ['đầu tiên của', 'đầu tiên', 'đầu của', 'đầu']);
  return first < 0 ? null : { count: count.value, isWorking: working > 0, end: first };
}

const partWords: readonly [Part, readonly string[]][] = [
  ['firstWeek', ['tuần đầu tiên', 'tuần đầu', 'tuần thứ nhất']],
  ['lastWeek', ['tuần cuối cùng', 'tuần cuối']],
  ['decade1', ['thượng tuần']],
  ['decade2', ['trung tuần']],
  ['decade3', ['hạ tuần']],
  ['start', ['đầu']],
  ['middle', ['giữa']],
  ['end', ['ngày cuối cùng', 'ngày cuối', 'thời điểm cuối', 'cuối']],
];

/** What any of them begins with, without diacritics. */
const partLooks = new Set(['tuan', 'thuong', 'trung', 'ha', 'dau', 'giua', 'ngay', 'thoi', 'cuoi']);

/** The words for a part of a period at `index`: "đầu", "tuần cuối", "10 ngày đầu". */
export function partWordAt(stream: Stream, index: number): { part: Part; end: number } | null {
  const days = firstDaysAt(stream, index);
  if (days !== null) return { part: days, end: days.end };
  if (!partLooks.has(stream.tokens[index]?.folded ?? '')) return null;
  // "đợt đầu trong tháng 7": the first round, not the first of the month.
  if (isWord(stream, index - 1, ['đợt', 'lần', 'vòng', 'bước', 'buổi'])) return null;
  for (const [part, forms] of partWords) {
    const end = phraseAt(stream, index, forms);
    if (end > 0) return { part, end };
  }
  const week = phraseAt(stream, index, ['tuần thứ', 'tuần']);
  const count = week > 0 ? countAt(stream, week) : null;
  if (count !== null && count.value >= 1 && count.value <= 5) return { part: count.value, end: count.end };
  return null;
}

/** That part of `whole`; null when such a period has no such part (weeks of a quarter). */
export function cutPart(whole: Stretch, part: Part): Stretch | null {
  const { first, last } = whole;
  const point = (month: number | null, day: number, flaws: Flaw[] = []): Stretch => ({
    ...whole,
    grain: 'day',
    first: { month, day },
    last: { month, day },
    isPoint: true,
    flaws: [...whole.flaws, ...flaws],
  });
  if (part === 'start') return point(first.month, first.day, ['approximate']);
  if (part === 'end') return point(last.month, last.day);
  if (part === 'middle') {
    if (first.month === last.month) return point(first.month, 15, ['approximate']);
    if (first.month === null || last.month === null) return null;
    // The middle of a year is 30/6; of a quarter, the middle of its second month.
    return whole.grain === 'year'
      ? point(6, 30, ['approximate'])
      : point(first.month + 1, 15, ['approximate']);
  }
  if (typeof part === 'object')
    return {
      ...whole,
      grain: 'week',
      first: { month: first.month, day: 1 },
      last: { month: first.month, day: part.count },
      // Days off move the fifth working day to a later date: the person names it.
      flaws: part.isWorking ? [...whole.flaws, 'approximate'] : whole.flaws,
    };
  if (whole.grain !== 'month') return null;
  const spans: Readonly<Record<string, readonly [number, number]>> = {
    decade1: [1, 10],
    decade2: [11, 20],
    decade3: [21, -1],
    firstWeek: [1, 7],
    lastWeek: [-7, -1],
    1: [1, 7],
    2: [8, 14],
    3: [15, 21],
    4: [22, 28],
    5: [29, -1],
  };
  const span = spans[part];
  if (span === undefined) return null;
  return {
    ...whole,
    grain: 'week',
    first: { month: first.month, day: span[0] },
    last: { month: first.month, day: span[1] },
    flaws: [...whole.flaws, 'approximate'],
  };
}
