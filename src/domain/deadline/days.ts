/**
 * Single days: "15/9/2024", "ngày 28 tháng 12 năm 2023", "ngày 25", "2024-09-15".
 * Numbers that cannot be a day and month are not days; 31/02 is one that does not exist and is marked so.
 */
import { repeatedEnd, weekdayAt } from './numbers.js';
import { type Flaw, type Read, type Stretch, stretch } from './stretch.js';
import type { Stream, Token } from './tokens.js';
import { isMark, isWord, looksLike, numberAt, phraseAt, yearAt } from './words.js';
import { beginsDate, monthNumberAt, yearPartAt } from './parts.js';

/** A day, with the weekday that stands beside it. */
export interface Day {
  stretch: Stretch;
  weekday: number | null;
}

/** A day at `index`, with or without "ngày"; whether bare numbers are a date is for the caller to judge. */
export function dayAt(stream: Stream, index: number): Read<Day> | null {
  let i = index;
  let weekday = weekdayAt(stream, i);
  if (weekday !== null) {
    i = weekday.end;
    if (isMark(stream, i, ',', '(')) i += 1;
  }
  const word = dayWordAt(stream, i);
  const isNamed = word > 0;
  if (isNamed) i = word;
  if (weekday === null && isNamed) {
    // "trước ngày thứ Sáu, 15/7/2022"
    weekday = weekdayAt(stream, i);
    if (weekday !== null) {
      i = weekday.end;
      if (isMark(stream, i, ',', '(')) i += 1;
      const again = dayWordAt(stream, i);
      if (again > 0) i = again;
    }
  }
  const read = numericAt(stream, i, isNamed) ?? spokenAt(stream, i, isNamed);
  if (read === null) return null;
  let { end } = read;
  const flaws = [...read.value.flaws];
  if (weekday?.isRepaired === true) flaws.push('repaired');
  const isBracketed = weekday !== null && isMark(stream, weekday.end, '(');
  if (isBracketed && isMark(stream, end, ')')) end += 1;
  let beside = weekday?.value ?? null;
  if (beside === null && isMark(stream, end, '(')) {
    const after = weekdayAt(stream, end + 1);
    if (after !== null && isMark(stream, after.end, ')')) {
      beside = after.value;
      end = after.end + 1;
    }
  }
  const lunar = phraseAt(stream, end, ['âm lịch']);
  const bracketed = isMark(stream, end, '(') ? phraseAt(stream, end + 1, ['âm lịch']) : -1;
  if (lunar > 0) end = lunar;
  else if (bracketed > 0) end = bracketed + 1;
  const isLunar = read.value.isLunar || lunar > 0 || bracketed > 0;
  return { value: { stretch: { ...read.value, isNamed, isLunar, flaws }, weekday: beside }, end };
}

/** "ngày", "các ngày", "hết ngày", "mùng"; where the number begins, or -1. */
function dayWordAt(stream: Stream, index: number): number {
  const many = phraseAt(stream, index, ['các', 'những', 'cả']);
  const at = many > 0 ? many : index;
  const token = stream.tokens[at];
  if (token === undefined || token.kind !== 'word') return -1;
  const next = stream.tokens[at + 1];
  if (isWord(stream, at, ['ngày']) || (token.folded === 'ngay' && next?.kind === 'number')) {
    const first = phraseAt(stream, at + 1, ['mùng', 'mồng']);
    if (first > 0) return first;
    // "Trước ngày: 30/6/2022"
    return isMark(stream, at + 1, ':') && stream.tokens[at + 2]?.kind === 'number' ? at + 2 : at + 1;
  }
  if (isWord(stream, at, ['mùng', 'mồng'])) return at + 1;
  return -1;
}

const separators = ['/', '.', '-'];

/** d/m, d/m/y, y-m-d and the like. */
function numericAt(stream: Stream, index: number, isNamed: boolean): Read<Stretch> | null {
  const iso = isoAt(stream, index);
  if (iso !== null) return iso;
  const day = dayNumberAt(stream, index);
  if (day === null || !isMark(stream, index + 1, ...separators)) return null;
  const separator = stream.tokens[index + 1]?.lower;
  const month = numberAt(stream, index + 2);
  if (month === null) return null;
  let end = index + 3;
  // "10-15/6/2022" is two days of June, not the tenth of a month.
  if (separator === '-' && isMark(stream, end, '/')) return null;
  const flaws: Flaw[] = day.isRepaired || month.isRepaired ? ['repaired'] : [];
  let year: number | null = null;
  if (isMark(stream, end, ...separators)) {
    const isSame = stream.tokens[end]?.lower === separator;
    const written = yearAt(stream, end + 1);
    const short = numberAt(stream, end + 1);
    if (written !== null && (isSame || separator !== '-')) {
      year = written.value;
      if (written.isRepaired) flaws.push('repaired');
      end += 2;
    } else if (isSame && short !== null && short.digits === 2 && short.isGlued) {
      // Two digits are read as this century and never trusted.
      year = 2000 + short.value;
      flaws.push('short-year');
      end += 2;
    } else if (isSame && separator !== '-' && stream.tokens[end + 1]?.kind === 'number') return null;
  }
  if (year === null) {
    const named = yearPartAt(stream, end);
    if (named !== null) {
      year = named.value.year;
      flaws.push(...named.value.flaws);
      if (year === null) {
        const shift = named.value.yearShift;
        return valid(day.value, month.value, { year, yearShift: shift, flaws }, named.end, isNamed);
      }
      end = named.end;
    }
  }
  // "10-12" and "3.1" are ranges and paragraph numbers unless a year or "ngày" says otherwise.
  if (year === null && separator !== '/' && !isNamed) return null;
  if (day.value > 31 || month.value > 12 || day.value === 0 || month.value === 0) {
    if (!isNamed && year === null) return null;
    flaws.push('invalid');
  }
  return valid(day.value, month.value, { year, flaws }, end, isNamed);
}

function valid(
  day: number,
  month: number,
  more: Partial<Stretch>,
  end: number,
  isNamed: boolean,
): Read<Stretch> {
  const corner = { month, day };
  return { value: stretch('day', corner, corner, { ...more, isPoint: true, isNamed }), end };
}

function isoAt(stream: Stream, index: number): Read<Stretch> | null {
  const year = yearAt(stream, index);
  if (year === null || !isMark(stream, index + 1, '-', '/')) return null;
  const month = numberAt(stream, index + 2);
  const isSame = stream.tokens[index + 1]?.lower === stream.tokens[index + 3]?.lower;
  const day = numberAt(stream, index + 4);
  if (month === null || day === null || !isSame || !month.isGlued || !day.isGlued) return null;
  if (month.digits !== 2 || month.value < 1 || month.value > 12 || day.value < 1 || day.value > 31)
    return null;
  return valid(day.value, month.value, { year: year.value }, index + 5, false);
}

/** "tháng trước (kỳ báo cáo)" */
function pastPeriod(stream: Stream, index: number): number {
  return Math.max(index, phraseAt(stream, index, ['kỳ báo cáo', 'liền kề', 'đó']));
}

/** A day number; a lone "l" before a slash is a scanned 1. */
function dayNumberAt(stream: Stream, index: number): Token | null {
  const token = numberAt(stream, index);
  if (token !== null) return token;
  const letter = stream.tokens[index];
  if (letter === undefined || letter.kind !== 'word') return null;
  const next = stream.tokens[index + 1];
  const isSlash = next?.lower === '/' && next.isGlued && stream.tokens[index + 2]?.kind === 'number';
  if (!isSlash || !/^(?:l|ll|I|II)$/.test(stream.text.slice(letter.start, letter.end))) return null;
  return {
    ...letter,
    kind: 'number',
    value: letter.lower.length === 1 ? 1 : 11,
    digits: letter.lower.length,
    isRepaired: true,
  };
}

/** "28 tháng 12 năm 2023", "25" after "ngày". */
function spokenAt(stream: Stream, index: number, isNamed: boolean): Read<Stretch> | null {
  const day = numberAt(stream, index);
  const last = isNamed && day === null ? phraseAt(stream, index, ['cuối cùng', 'cuối']) : -1;
  if (day === null && last < 0) return null;
  const flaws: Flaw[] = day?.isRepaired === true ? ['repaired'] : [];
  let i = day === null ? last : repeatedEnd(stream, index + 1);
  const number = day === null ? -1 : day.value;
  const at = i;
  // "ngày 03, tháng 2", "ngày 28 / tháng 12", "ngày 25 của tháng 6"
  if (isMark(stream, i, ',', '/')) i += 1;
  const of = phraseAt(stream, i, ['của']);
  if (of > 0) i = of;
  if (looksLike(stream, i, 'tháng')) {
    // "Tháng tháng 7": a doubled word.
    if (looksLike(stream, i + 1, 'tháng')) i += 1;
    const shift = isWord(stream, i + 1, ['này'])
      ? 0
      : isWord(stream, i + 1, ['trước']) && !beginsDate(stream, i + 2)
        ? -1
        : null;
    if (shift !== null && isNamed) {
      const corner = { month: null, day: number };
      return {
        value: stretch('day', corner, corner, {
          monthShift: shift,
          isPoint: true,
          flaws: [...flaws, 'relative-day'],
        }),
        end: shift < 0 ? pastPeriod(stream, i + 2) : i + 2,
      };
    }
    const month = monthNumberAt(stream, i + 1);
    if (month !== null && (month.value <= 12 || month.isLunar)) {
      if (month.isRepaired) flaws.push('repaired');
      const year = month.isLunar ? null : yearPartAt(stream, month.end);
      const more = {
        year: year?.value.year ?? null,
        yearShift: year?.value.yearShift ?? null,
        isLunar: month.isLunar,
        flaws: [...flaws, ...(year?.value.flaws ?? [])],
      };
      if (number > 31 || number === 0) more.flaws.push('invalid');
      return valid(number, month.value, more, year?.end ?? month.end, isNamed);
    }
  }
  if (!isNamed) return null;
  if (number > 31 || number === 0) return null;
  const corner = { month: null, day: number };
  return { value: stretch('day', corner, corner, { isPoint: true, flaws: [...flaws, 'no-month'] }), end: at };
}
