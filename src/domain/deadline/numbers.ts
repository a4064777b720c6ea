/** Amounts in digits or words, Roman numerals and weekdays at a token. Reads no dates. */
import { type Stream, foldWord } from './tokens.js';
import { isMark, isWord, looksLike, phraseAt } from './words.js';

/** A number read and where it ends. */
export interface Count {
  value: number;
  end: number;
  isRepaired: boolean;
}

const units: readonly (readonly string[])[] = [
  ['một'],
  ['hai'],
  ['ba'],
  ['bốn', 'tư'],
  ['năm', 'lăm'],
  ['sáu'],
  ['bảy', 'bẩy'],
  ['tám'],
  ['chín'],
];

/** Words for 1 to 9 without diacritics, so that other words are told apart at once. */
const foldedUnits = new Map<string, number>();
units.forEach((forms, index) => {
  for (const form of forms) foldedUnits.set(foldWord(form), index);
});

function unitAt(stream: Stream, index: number): number {
  const token = stream.tokens[index];
  const found = token?.kind === 'word' ? foldedUnits.get(token.folded) : undefined;
  return found !== undefined && isWord(stream, index, units[found] ?? []) ? found + 1 : 0;
}

/** "sáu" 6, "mười lăm" 15, "hai mươi" 20, "ba mươi mốt" 31. */
function wordsAt(stream: Stream, index: number): Count | null {
  const count = (value: number, end: number): Count => ({ value, end, isRepaired: false });
  const ones = (at: number): number => (isWord(stream, at, ['mốt']) ? 1 : unitAt(stream, at));
  if (isWord(stream, index, ['mười'])) {
    const unit = ones(index + 1);
    // "mười năm" is ten years, "mười lăm" is fifteen.
    return unit > 0 && !isWord(stream, index + 1, ['năm'])
      ? count(10 + unit, index + 2)
      : count(10, index + 1);
  }
  const unit = unitAt(stream, index);
  if (unit === 0) return null;
  if (unit > 1 && isWord(stream, index + 1, ['mươi'])) {
    const more = ones(index + 2);
    return more > 0 && !isWord(stream, index + 2, ['năm'])
      ? count(unit * 10 + more, index + 3)
      : count(unit * 10, index + 2);
  }
  return count(unit, index + 1);
}

/** An amount: "05", "10 (mười)", "sáu". Null when none stands there. */
export function countAt(stream: Stream, index: number): Count | null {
  const token = stream.tokens[index];
  if (token === undefined) return null;
  let found: Count | null = null;
  if (token.kind === 'number' && token.digits <= 3)
    found = { value: token.value, end: index + 1, isRepaired: token.isRepaired };
  else if (token.kind === 'word') found = wordsAt(stream, index);
  if (found === null) return null;
  return { ...found, end: repeatedEnd(stream, found.end) };
}

/** Past an amount repeated in brackets, "05 (năm)", "mười (10)"; `index` itself when there is none. */
export function repeatedEnd(stream: Stream, index: number): number {
  if (!isMark(stream, index, '(')) return index;
  const again = stream.tokens[index + 1]?.kind === 'number' ? index + 2 : wordsAt(stream, index + 1)?.end;
  return again !== undefined && isMark(stream, again, ')') ? again + 1 : index;
}

const romans: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 };

/** Number of a quarter: I to IV, 1 to 4, a word, or a Roman numeral misread by a scanner ("Ill", "l", "1V"). */
export function quarterNumberAt(stream: Stream, index: number): Count | null {
  const token = stream.tokens[index];
  if (token === undefined) return null;
  if (token.kind === 'word') {
    const value = romans[token.lower];
    if (value !== undefined) return { value, end: index + 1, isRepaired: false };
    const roman = romans[token.lower.replace(/[l1]/g, 'i')];
    if (roman !== undefined) return { value: roman, end: index + 1, isRepaired: true };
    const word = unitAt(stream, index);
    return word >= 1 && word <= 4 ? { value: word, end: index + 1, isRepaired: false } : null;
  }
  if (token.kind !== 'number') return null;
  const next = stream.tokens[index + 1];
  if (token.lower === '1' && next?.isGlued === true && next.lower === 'v')
    return { value: 4, end: index + 2, isRepaired: true };
  if (/^0?[1-4]$/.test(token.lower))
    return { value: token.value, end: index + 1, isRepaired: token.isRepaired };
  // "Il" and "III" written with digits or half of them.
  if (/^1{2,3}$/.test(token.lower)) return { value: token.digits, end: index + 1, isRepaired: true };
  return null;
}

/** A weekday, Monday 1 to Sunday 7. */
export function weekdayAt(stream: Stream, index: number): Count | null {
  const sunday = phraseAt(stream, index, ['chủ nhật', 'chúa nhật']);
  if (sunday > 0) return { value: 7, end: sunday, isRepaired: false };
  const token = stream.tokens[index];
  if (token?.lower === 'cn' && stream.text.slice(token.start, token.end) === 'CN')
    return { value: 7, end: index + 1, isRepaired: false };
  const short = token?.lower === 't' && stream.tokens[index + 1]?.isGlued === true;
  if (!short && !isWord(stream, index, ['thứ'])) return null;
  const next = stream.tokens[index + 1];
  if (next?.kind === 'number' && next.digits === 1 && next.value >= 2 && next.value <= 7)
    return { value: next.value - 1, end: index + 2, isRepaired: next.isRepaired };
  if (short) return null;
  const value = unitAt(stream, index + 1);
  if (value < 2 || value > 7) return null;
  // "thứ ba" is also "the third": only a capital, a date or a recurrence beside it makes it Tuesday; callers look.
  return { value: value - 1, end: index + 2, isRepaired: false };
}

/** Words for a length of time: how many days or months one of them is. */
export interface Length {
  unit: 'hour' | 'day' | 'workday' | 'week' | 'month' | 'quarter' | 'year';
  end: number;
}

const lengthWords: readonly [Length['unit'], readonly string[]][] = [
  ['day', ['ngày']],
  ['month', ['tháng']],
  ['week', ['tuần']],
  ['year', ['năm']],
  ['quarter', ['quý', 'quí']],
  ['hour', ['giờ', 'tiếng']],
];
const workingWords = ['ngày làm việc', 'ngày công', 'giờ làm việc'];
/** What any of them looks like without diacritics. */
const lengthLooks = new Set(['ngay', 'thang', 'tuan', 'nam', 'quy', 'qui', 'gio', 'tieng', 'h']);

/** "ngày làm việc", "tháng", "tuần", … at a token. */
export function lengthAt(stream: Stream, index: number): Length | null {
  const token = stream.tokens[index];
  if (token === undefined || !lengthLooks.has(token.folded)) return null;
  const working = phraseAt(stream, index, workingWords);
  if (working > 0) return { unit: looksLike(stream, index, 'giờ') ? 'hour' : 'workday', end: working };
  for (const [unit, forms] of lengthWords) if (isWord(stream, index, forms)) return { unit, end: index + 1 };
  // After a number nothing else can be meant: "03 thang", "05 ngay".
  if (stream.tokens[index - 1]?.kind !== 'number') return null;
  if (token.folded === 'thang') return { unit: 'month', end: index + 1 };
  return token.lower === 'h' && token.isGlued ? { unit: 'hour', end: index + 1 } : null;
}
