/** Pieces that days and longer periods share: the number of a month, the year that follows it. */
import { countAt } from './numbers.js';
import type { Flaw, Read } from './stretch.js';
import type { Stream } from './tokens.js';
import { isMark, isWord, looksLike, numberAt, phraseAt, yearAt } from './words.js';

/** A month's number and whether it is one of the traditional calendar (Giêng, Chạp). */
export interface MonthNumber {
  value: number;
  end: number;
  isRepaired: boolean;
  isLunar: boolean;
}

/** The number of a month right after the word "tháng"; null for amounts above twelve. */
export function monthNumberAt(stream: Stream, index: number): MonthNumber | null {
  if (isWord(stream, index, ['giêng', 'chạp'])) {
    const value = isWord(stream, index, ['chạp']) ? 12 : 1;
    return { value, end: index + 1, isRepaired: false, isLunar: true };
  }
  const token = stream.tokens[index];
  const count = token?.kind === 'number' && token.digits > 2 ? null : countAt(stream, index);
  if (count === null || count.value < 1 || count.value > 12) return null;
  // Without diacritics "thang sau" is next month, "02 thang sau khi" a length: never June.
  if (stream.isPlain && token?.lower === 'sau') return null;
  // "sáu tháng một lần", "6 tháng năm 2024": the word after "tháng" belongs to what follows.
  if (token?.kind === 'word' && (isWord(stream, count.end, ['lần']) || yearAt(stream, count.end) !== null))
    return null;
  return { ...count, isLunar: false };
}

/** A year as it follows a day, month or quarter. */
export interface YearPart {
  year: number | null;
  yearShift: number | null;
  flaws: Flaw[];
}

/** "năm 2023", "/2023", "-2023", "năm nay", "năm sau", "của năm 2023"; null when none follows. */
export function yearPartAt(stream: Stream, index: number): Read<YearPart> | null {
  const found = (year: number | null, yearShift: number | null, end: number, flaws: Flaw[] = []) => ({
    value: { year, yearShift, flaws },
    end,
  });
  if (isMark(stream, index, '/', '-', '.')) {
    const year = yearAt(stream, index + 1);
    if (year !== null && (!isMark(stream, index, '.') || year.isGlued))
      return found(year.value, null, index + 2, year.isRepaired ? ['repaired'] : []);
  }
  let i = index;
  if (isMark(stream, i, ',')) i += 1;
  const of = phraseAt(stream, i, ['của', 'trong']);
  if (of > 0) i = of;
  if (looksLike(stream, i, 'năm')) {
    const year = yearAt(stream, i + 1);
    if (year !== null) return found(year.value, null, i + 2, year.isRepaired ? ['repaired'] : []);
    if (!isWord(stream, i, ['năm'])) return null;
    const now = phraseAt(stream, i + 1, ['nay', 'này']);
    if (now > 0) return found(null, 0, now, ['relative-day']);
    const next = phraseAt(stream, i + 1, ['sau', 'tới', 'kế tiếp', 'tiếp theo', 'liền kề']);
    if (next > 0) return found(null, 1, next, ['relative-day']);
    const past = phraseAt(stream, i + 1, ['trước kỳ báo cáo', 'trước liền kề', 'trước đó', 'trước', 'ngoái']);
    if (past > 0 && !beginsDate(stream, past)) return found(null, -1, past, ['relative-day']);
    return null;
  }
  return null;
}

/** "báo cáo năm trước ngày 15/12": there "trước" belongs to the date behind it. */
export function beginsDate(stream: Stream, index: number): boolean {
  const token = stream.tokens[index];
  return (
    token?.kind === 'number' || phraseAt(stream, index, ['ngày', 'tháng', 'khi', 'thời điểm', 'thứ']) > 0
  );
}

/** Whether a number at `index` stands as an item of a list, not as an amount of something ("7 đơn vị"). */
export function isListed(stream: Stream, index: number): boolean {
  if (numberAt(stream, index) === null) return false;
  const next = stream.tokens[index + 1];
  if (next === undefined || next.kind === 'mark') return next?.lower !== '%';
  if (next.kind === 'number') return false;
  return (
    next.isAfterBreak ||
    looksLike(
      stream,
      index + 1,
      'năm',
      'tháng',
      'hàng',
      'hằng',
      'và',
      'đến',
      'của',
      'mỗi',
      'hoặc',
      'thì',
      'tới',
    )
  );
}
