/** Standing duties: "thường xuyên", "kịp thời", "theo quy định". They name no day and never become overdue. */
import type { Stream } from './tokens.js';
import { isMark, phraseAt } from './words.js';

const standingWords = [
  'thường xuyên liên tục',
  'thường xuyên',
  'liên tục',
  'kịp thời',
  'theo quy định hiện hành',
  'theo quy định của pháp luật',
  'theo quy định',
  'theo qui định',
  'trong suốt quá trình thực hiện',
  'trong quá trình thực hiện',
  'trong quá trình triển khai',
  'thường kỳ',
  'trong cả năm',
  'quanh năm',
  'lâu dài',
];

/** A standing duty at `index`; returns where it ends, or -1. */
export function standingAt(stream: Stream, index: number): number {
  let end = phraseAt(stream, index, standingWords);
  if (end < 0) return -1;
  // "thường xuyên, liên tục", "kịp thời, thường xuyên"
  for (let count = 0; count < 3; count += 1) {
    const at = isMark(stream, end, ',', '-') ? end + 1 : phraseAt(stream, end, ['và']);
    const more = at > 0 ? phraseAt(stream, at, standingWords) : -1;
    if (more < 0) break;
    end = more;
  }
  return end;
}
