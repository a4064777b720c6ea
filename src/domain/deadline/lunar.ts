/** The traditional date beside a solar one, "(nhằm ngày 24 tháng Chạp năm Tân Sửu)": passed over. */
import type { Stream } from './tokens.js';
import { isMark, phraseAt } from './words.js';

/** Longest aside met, with the name of the year. */
const maxWords = 16;

/** Where an aside that begins at `index` ends, or -1. */
export function lunarAside(stream: Stream, index: number): number {
  let at = phraseAt(stream, index, ['nhằm vào ngày', 'nhằm ngày', 'tức là ngày', 'tức ngày', 'tức', 'nhằm']);
  if (at < 0) return -1;
  const day = phraseAt(stream, at, ['ngày', 'mùng', 'mồng']);
  if (day > 0) at = day;
  if (stream.tokens[at]?.kind !== 'number' && phraseAt(stream, at, ['mùng', 'mồng', 'rằm', 'thứ']) < 0)
    return -1;
  let i = at;
  while (i < stream.tokens.length && i - at < maxWords) {
    if (isMark(stream, i, ')', ';', '.')) break;
    // "nhằm ngày 03, tháng Giêng": a comma before the month belongs to it.
    if (isMark(stream, i, ',') && phraseAt(stream, i + 1, ['tháng', 'năm']) < 0) break;
    i += 1;
  }
  return i;
}
