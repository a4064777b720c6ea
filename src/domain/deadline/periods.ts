/**
 * Months, quarters, halves and years, and parts of them: "tháng 6/2022", "quý IV năm 2019", "cuối tháng 5",
 * "6 tháng đầu năm 2024". Which of them are deadlines is decided elsewhere.
 * Source of "đầu, giữa, cuối": Civil Code 2015, art. 148.
 */
import { countAt, quarterNumberAt } from './numbers.js';
import { monthNumberAt, yearPartAt } from './parts.js';
import { cutPart, partWordAt } from './period-cut.js';
import { type Flaw, type Grain, type Read, type Stretch, stretch } from './stretch.js';
import type { Stream } from './tokens.js';
import { isMark, isMisread, isWord, looksLike, numberAt, phraseAt, yearAt } from './words.js';

/** A month, quarter, half or year (or a part of one) at `index`. */
export function periodAt(stream: Stream, index: number): Read<Stretch> | null {
  return partAt(stream, index) ?? wholeAt(stream, index);
}

/** A period without "đầu", "giữa", "cuối". */
export function wholeAt(stream: Stream, index: number): Read<Stretch> | null {
  return (
    halfAt(stream, index) ?? monthAt(stream, index) ?? quarterAt(stream, index) ?? yearPeriodAt(stream, index)
  );
}

const months = (grain: Grain, from: number, to: number, more: Partial<Stretch>): Stretch =>
  stretch(grain, { month: from, day: 1 }, { month: to, day: -1 }, more);

/** "tháng 6/2022", "Tháng tháng 7", "tháng 12 năm nay", "tháng này", "tháng sau". */
export function monthAt(stream: Stream, index: number): Read<Stretch> | null {
  if (!looksLike(stream, index, 'tháng')) return shortMonthAt(stream, index);
  const flaws: Flaw[] = isMisread(stream, index, 'tháng') ? ['repaired'] : [];
  let i = index + 1;
  if (looksLike(stream, i, 'tháng')) i += 1;
  const now = phraseAt(stream, i, ['này', 'nay']);
  if (now > 0) return shifted(0, now);
  const next = phraseAt(stream, i, ['sau', 'tới']);
  if (next > 0 && isWord(stream, index, ['tháng'])) return shifted(1, next);
  const month = monthNumberAt(stream, i);
  if (month === null) return null;
  // "trong năm tháng đầu năm": an amount of months is no month; "tháng 6" has its number behind it.
  if (month.isRepaired) flaws.push('repaired');
  const year = month.isLunar ? null : yearPartAt(stream, month.end);
  const more = {
    year: year?.value.year ?? null,
    yearShift: year?.value.yearShift ?? null,
    isLunar: month.isLunar,
    flaws: [...flaws, ...(year?.value.flaws ?? [])],
  };
  return { value: months('month', month.value, month.value, more), end: year?.end ?? month.end };
}

/** "T6/2022" in a table; "T6" alone is Friday. */
function shortMonthAt(stream: Stream, index: number): Read<Stretch> | null {
  const number = numberAt(stream, index + 1);
  if (stream.tokens[index]?.lower !== 't' || number === null || !number.isGlued) return null;
  const year = isMark(stream, index + 2, '/') ? yearPartAt(stream, index + 2) : null;
  if (year === null || number.value < 1 || number.value > 12) return null;
  return { value: months('month', number.value, number.value, { ...year.value }), end: year.end };
}

function shifted(monthShift: number, end: number): Read<Stretch> {
  const more: Partial<Stretch> = { monthShift, flaws: ['relative-day'] };
  return { value: stretch('month', { month: null, day: 1 }, { month: null, day: -1 }, more), end };
}

/** "quý I năm 2018", "quí 2 năm 2010", "Q1/2024", "Quý IV-2019". */
export function quarterAt(stream: Stream, index: number): Read<Stretch> | null {
  const token = stream.tokens[index];
  if (token === undefined || token.kind !== 'word') return null;
  const short = token.lower === 'q' && stream.tokens[index + 1]?.isGlued === true;
  const glued = gluedQuarter(token.lower);
  const isSaid = isWord(stream, index, ['quý', 'quí']);
  if (!short && !isSaid && glued === null && token.folded !== 'quy') return null;
  const shift = isSaid && glued === null ? quarterShiftAt(stream, index + 1) : null;
  if (shift !== null) return shift;
  // "Q.III/2022"
  const isDotted = short && isMark(stream, index + 1, '.');
  const number = glued ?? quarterNumberAt(stream, isDotted ? index + 2 : index + 1);
  if (number === null) return null;
  const end = glued === null ? number.end : index + 1;
  const year = yearPartAt(stream, end);
  // "quỹ 2", "quy 2": another word unless a year follows.
  if (!short && !isSaid && glued === null && year === null) return null;
  const flaws: Flaw[] =
    number.isRepaired || (!short && !isSaid && isMisread(stream, index, 'quý', 'quí')) ? ['repaired'] : [];
  const last = number.value * 3;
  const more = {
    year: year?.value.year ?? null,
    yearShift: year?.value.yearShift ?? null,
    flaws: [...flaws, ...(year?.value.flaws ?? [])],
  };
  return { value: months('quarter', last - 2, last, more), end: year?.end ?? end };
}

/** "quý này", "quý sau", counted from the quarter of issue. */
function quarterShiftAt(stream: Stream, index: number): Read<Stretch> | null {
  const now = phraseAt(stream, index, ['này', 'nay']);
  const end = now > 0 ? now : phraseAt(stream, index, ['sau', 'tới']);
  if (end < 0) return null;
  const more: Partial<Stretch> = { shift: { quarterShift: now > 0 ? 0 : 1 }, flaws: ['relative-day'] };
  return { value: stretch('quarter', { month: null, day: 1 }, { month: null, day: -1 }, more), end };
}

/** "quýII", written without the space. */
function gluedQuarter(lower: string): { value: number; end: number; isRepaired: boolean } | null {
  const match = /^(?:quý|quí|q)(i{1,3}|iv)$/.exec(lower);
  if (match === null) return null;
  return { value: match[1] === 'iv' ? 4 : (match[1]?.length ?? 1), end: 0, isRepaired: false };
}

/** "6 tháng đầu năm 2024", "nửa cuối năm", "9 tháng năm 2024". */
function halfAt(stream: Stream, index: number): Read<Stretch> | null {
  const half = phraseAt(stream, index, ['nửa đầu', 'nửa cuối', 'nửa sau']);
  if (half > 0) {
    const isFirst = isWord(stream, index, ['nửa đầu']);
    const inside = wholeAt(stream, half);
    if (inside?.value.grain === 'month' && inside.value.first.month !== null) {
      const { month } = inside.value.first;
      const corners = isFirst
        ? [
            { month, day: 1 },
            { month, day: 15 },
          ]
        : [
            { month, day: 16 },
            { month, day: -1 },
          ];
      const [first, last] = corners;
      if (first !== undefined && last !== undefined)
        return { value: { ...inside.value, grain: 'week', first, last }, end: inside.end };
    }
    return yearOf(stream, half, isFirst ? 1 : 7, isFirst ? 6 : 12);
  }
  const count = countAt(stream, index);
  if (count === null || count.value < 1 || count.value > 11) return null;
  if (!isMonthWord(stream, count.end)) return null;
  const at = count.end + 1;
  const first = phraseAt(stream, at, ['đầu']);
  if (first > 0) return yearOf(stream, first, 1, count.value);
  const last = phraseAt(stream, at, ['cuối']);
  if (last > 0) return yearOf(stream, last, 13 - count.value, 12);
  // "9 tháng năm 2024" but not "9 tháng" alone, which is a length of time.
  const year = yearPartAt(stream, at);
  if (year === null || ![3, 6, 9].includes(count.value)) return null;
  return { value: months('half', 1, count.value, { ...year.value }), end: year.end };
}

function isMonthWord(stream: Stream, index: number): boolean {
  return (
    isWord(stream, index, ['tháng']) ||
    (looksLike(stream, index, 'tháng') && numberAt(stream, index - 1) !== null)
  );
}

/** The year after "6 tháng đầu", which may be left out: "6 tháng đầu năm". */
function yearOf(stream: Stream, index: number, from: number, to: number): Read<Stretch> | null {
  const year = yearPartAt(stream, index);
  if (year !== null) return { value: months('half', from, to, { ...year.value }), end: year.end };
  if (!isWord(stream, index, ['năm'])) return null;
  return { value: months('half', from, to, {}), end: index + 1 };
}

/** "năm 2016", "năm nay". A bare number of four digits is a year only where the caller asks for it. */
export function yearPeriodAt(stream: Stream, index: number): Read<Stretch> | null {
  if (!looksLike(stream, index, 'năm')) return null;
  const year = yearPartAt(stream, index);
  if (year === null || stream.tokens[index]?.kind !== 'word') return null;
  if (stream.tokens[index - 1]?.folded === 'viet' && stream.tokens[index]?.lower === 'nam') return null;
  const isSouth = !stream.isPlain && stream.tokens[index]?.lower === 'nam';
  const flaws: Flaw[] = isMisread(stream, index, 'năm')
    ? ['repaired', ...year.value.flaws]
    : year.value.flaws;
  if (isSouth && stream.tokens[index - 1]?.kind === 'word') return null;
  return { value: months('year', 1, 12, { ...year.value, flaws }), end: year.end };
}

/** A bare year: "2024". */
export function bareYearAt(stream: Stream, index: number): Read<Stretch> | null {
  const year = yearAt(stream, index);
  if (year === null) return null;
  return { value: months('year', 1, 12, { year: year.value, isNamed: false }), end: index + 1 };
}

/** "6/2022": a month without its word. */
export function bareMonthAt(stream: Stream, index: number): Read<Stretch> | null {
  const month = numberAt(stream, index);
  if (month === null || month.value < 1 || month.value > 12 || !isMark(stream, index + 1, '/', '-'))
    return null;
  const year = yearAt(stream, index + 2);
  if (year === null || (isMark(stream, index + 1, '-') && !year.isGlued)) return null;
  const flaws: Flaw[] = month.isRepaired || year.isRepaired ? ['repaired'] : [];
  return {
    value: months('month', month.value, month.value, { year: year.value, isNamed: false, flaws }),
    end: index + 3,
  };
}

/** "cuối tháng 5", "đầu quý II/2024", "giữa năm", "tuần cuối tháng 6", "trung tuần tháng 8/2022". */
function partAt(stream: Stream, index: number): Read<Stretch> | null {
  const word = partWordAt(stream, index);
  if (word === null) return null;
  let i = word.end;
  const of = phraseAt(stream, i, ['của', 'trong']);
  if (of > 0) i = of;
  const whole = wholeAt(stream, i) ?? currentAt(stream, i);
  if (whole === null) return null;
  const cut = cutPart(whole.value, word.part);
  return cut === null ? null : { value: cut, end: whole.end };
}

/** "tháng", "quý", "năm" without a number, as in "cuối năm": the one the document is issued in. */
function currentAt(stream: Stream, index: number): Read<Stretch> | null {
  const end = index + 1;
  // "đầu năm học" is a school's own calendar.
  if (isWord(stream, index, ['năm']) && !isWord(stream, end, ['học']))
    return { value: months('year', 1, 12, {}), end };
  if (isWord(stream, index, ['tháng'])) return shifted(0, end);
  return null;
}
