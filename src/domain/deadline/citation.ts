/**
 * Days that belong to something else: to a cited document, to the line a document is dated with, to a feast, to a share
 * ("2/3"). Questions only; what follows from the answers is `context.ts`.
 */
import {
  feasts,
  festive,
  handing,
  lawNames,
  meetings,
  paperNames,
  papers,
  preamble,
} from './context-words.js';
import type { Phrase } from './phrase.js';
import type { Stretch } from './stretch.js';
import { type Surroundings, saidBefore } from './surroundings.js';
import type { Stream } from './tokens.js';
import { endsBefore, isMark, phraseAt } from './words.js';

/** "1/2", "2/3", "3/4": as often a share as a date. */
export function isFraction(one: Stretch): boolean {
  return (one.first.month ?? 0) <= 5 && one.first.day < (one.first.month ?? 0);
}

/** Whether the date belongs to a document named before it. */
export function isCited(stream: Stream, start: number, around: Surroundings, isFuture: boolean): boolean {
  const cited = around.documentEnd[start] ?? -1;
  if (cited > 0 && start - cited <= 24 && !hasComma(stream, cited, start)) return true;
  if (endsBefore(stream, start, ['ký', 'ban hành', 'số'])) return true;
  for (let i = start - 1; i >= Math.max(0, start - 2); i -= 1) {
    if (phraseAt(stream, i, papers) === start)
      return !endsBefore(stream, i, handing) && !endsBefore(stream, i - 1, handing);
  }
  // "Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015": a law goes by its name, whatever words are in it.
  if (isFuture) return false;
  // "Căn cứ Luật Tài nguyên, môi trường biển và hải đảo ngày 25/6/2015": whatever stands in a preamble is cited.
  if (saidBefore(stream, start, 40, preamble) && saidBefore(stream, start, 40, papers)) return true;
  if (saidBefore(stream, start, 14, lawNames, true)) return true;
  return saidBefore(stream, start, 14, paperNames, true) && !saidBefore(stream, start, 6, meetings, true);
}

/** A comma between the document and the date, except right before the date ("số 12/KH-UBND, ngày 05/6/2022"). */
function hasComma(stream: Stream, from: number, to: number): boolean {
  for (let i = from; i < to - 1; i += 1) if (isMark(stream, i, ',', ':')) return true;
  return false;
}

/** "Nghệ An, ngày 02 tháng 6 năm 2022" as a line of its own. */
export function isDateLine(stream: Stream, start: number, end: number): boolean {
  if (!isMark(stream, start - 1, ',') || start > 8) return false;
  const next = stream.tokens[end];
  if (next !== undefined && !next.isAfterBreak && next.lower !== '.') return false;
  for (let i = 0; i < start - 1; i += 1) {
    const token = stream.tokens[i];
    if (token === undefined || token.kind === 'number') return false;
    const letter = stream.text.charAt(token.start);
    if (token.kind === 'word' && letter === letter.toLowerCase()) return false;
  }
  return true;
}

/** "kỷ niệm … (11/6/1948 - 11/6/2018)", "dịp 30/4", "Quốc tế Phụ nữ 8/3": the feast, not what is owed. */
export function isFeast(stream: Stream, phrase: Phrase, one: Stretch, isFuture: boolean): boolean {
  if (phraseAt(stream, phrase.start, ['vào dịp', 'dịp']) > 0) return true;
  // "Tổ chức Lễ kỷ niệm … vào ngày 15/10/2022": a day to come, spelled out, is when it is held.
  const isHeld = isFuture && one.isNamed && phrase.until === null && !isMark(stream, phrase.start - 1, '(');
  if (!isHeld && saidBefore(stream, phrase.start, 10, feasts, true)) return true;
  return one.year === null && !one.isNamed && saidBefore(stream, phrase.start, 6, festive, true);
}
