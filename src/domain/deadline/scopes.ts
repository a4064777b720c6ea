/** Passages of years that scope a plan and are never deadlines: "giai đoạn 2021 - 2025", "tầm nhìn đến năm 2045". */
import type { SkippedPassage } from '../plan.js';
import type { Stream } from './tokens.js';
import { isMark, isWord, looksLike, phraseAt, yearAt } from './words.js';

export interface Scope {
  end: number;
  reason: SkippedPassage['reason'] | null;
  /** No deadline even in a cell of its own. */
  isAlways?: boolean;
}

/** A scope at `index`, or null. Bare ranges of years ("5 năm 2011-2015") are passed over without a word. */
export function scopeAt(stream: Stream, index: number): Scope | null {
  const vision = phraseAt(stream, index, ['tầm nhìn']);
  if (vision > 0) {
    const end = yearsAt(stream, skipWords(stream, vision));
    return end > 0 ? { end, reason: 'horizon' } : null;
  }
  const phase = phraseAt(stream, index, [
    'trong giai đoạn',
    'giai đoạn',
    'trong nhiệm kỳ',
    'nhiệm kỳ',
    'thời kỳ',
    'niên khóa',
    'niên khoá',
    'năm học',
    'khóa',
  ]);
  if (phase > 0) {
    const end = yearsAt(stream, skipWords(stream, phase));
    return end > 0 ? { end, reason: isWord(stream, index, ['năm học']) ? 'period' : 'horizon' } : null;
  }
  // "5 năm 2011-2015"
  if (looksLike(stream, index, 'năm') && stream.tokens[index - 1]?.kind === 'number')
    return rangeOfYears(stream, index + 1) > 0 ? { end: index + 4, reason: null, isAlways: true } : null;
  // A range of bare years; "năm 2024 - 2025" in a cell of its own is read as a window elsewhere.
  const end = rangeOfYears(stream, index);
  if (end < 0 || (looksLike(stream, index - 1, 'năm') && index < 3)) return null;
  return { end, reason: null };
}

function rangeOfYears(stream: Stream, index: number): number {
  const isRange =
    yearAt(stream, index) !== null && isMark(stream, index + 1, '-') && yearAt(stream, index + 2) !== null;
  return isRange ? index + 3 : -1;
}

function skipWords(stream: Stream, index: number): number {
  let i = index;
  for (let count = 0; count < 4; count += 1) {
    const next = phraseAt(stream, i, ['từ năm', 'đến năm', 'năm', 'từ', 'đến']);
    if (next < 0) break;
    i = next;
  }
  return i;
}

/** "2021", "2021 - 2025", "2021 đến năm 2025": where the years end, or -1. */
function yearsAt(stream: Stream, index: number): number {
  if (yearAt(stream, index) === null) return -1;
  let i = index + 1;
  if (isMark(stream, i, '-')) i += 1;
  else {
    const to = phraseAt(stream, i, ['đến năm', 'đến', 'và năm', 'và']);
    if (to > 0) i = to;
  }
  if (i > index + 1 && yearAt(stream, i) !== null) return i + 1;
  return index + 1;
}
