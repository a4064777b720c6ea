/** Lengths of time as they are written: "10 ngày", "05 ngày làm việc", "nửa tháng", "24 giờ". */
import { countAt, lengthAt } from './numbers.js';
import type { Stream } from './tokens.js';
import { isMark, isWord, phraseAt } from './words.js';

/** What a length is counted in; null when it is shorter than a day. */
export type AnchorUnit = 'day' | 'workday' | 'month' | null;

export interface Amount {
  amount: number | null;
  unit: AnchorUnit;
  end: number;
  isYears: boolean;
}

/** "10 ngày", "05 ngày làm việc", "sáu tháng", "nửa tháng", "24 giờ", "02 tuần". */
export function amountAt(stream: Stream, index: number): Amount | null {
  if (index < 0) return null;
  const half = phraseAt(stream, index, ['nửa tháng', 'nửa năm']);
  if (half > 0) {
    // Civil Code 2015, art. 147: half a month is 15 days, half a year 6 months.
    const isMonth = isWord(stream, index, ['nửa tháng']);
    return { amount: isMonth ? 15 : 6, unit: isMonth ? 'day' : 'month', end: half, isYears: false };
  }
  const count = countAt(stream, index);
  if (count === null) return null;
  const range = rangeAt(stream, count.end);
  if (range !== null) return measured(range.value, range.unit, range.end);
  const length = lengthAt(stream, count.end);
  if (length === null) return null;
  return measured(count.value, length.unit, length.end);
}

/** "(24)-48 giờ", "(5) đến 7 ngày": the longer of two lengths is the limit. */
function rangeAt(
  stream: Stream,
  index: number,
): (NonNullable<ReturnType<typeof lengthAt>> & { value: number }) | null {
  const next = isMark(stream, index, '-', '–') ? index + 1 : phraseAt(stream, index, ['đến']);
  const count = next < 0 ? null : countAt(stream, next);
  const length = count === null ? null : lengthAt(stream, count.end);
  return count === null || length === null ? null : { ...length, value: count.value };
}

export function measured(
  value: number,
  unit: NonNullable<ReturnType<typeof lengthAt>>['unit'],
  end: number,
): Amount | null {
  const of = (amount: number | null, counted: AnchorUnit, isYears = false): Amount => ({
    amount,
    unit: counted,
    end,
    isYears,
  });
  switch (unit) {
    case 'day':
      return of(value, 'day');
    case 'workday':
      return of(value, 'workday');
    case 'week':
      return of(value * 7, 'day');
    case 'month':
      return of(value, 'month');
    case 'quarter':
      return of(value * 3, 'month');
    case 'year':
      return of(value * 12, 'month', true);
    case 'hour':
      return value > 0 && value % 24 === 0 ? of(value / 24, 'day') : of(null, null);
  }
}

export function negative(amount: Amount): Amount {
  return { ...amount, amount: amount.amount === null ? null : -amount.amount };
}
