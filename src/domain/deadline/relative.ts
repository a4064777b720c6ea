/**
 * Lengths of time counted from something: "trong vòng 10 ngày làm việc kể từ ngày nhận được văn bản",
 * "trước cuộc họp 03 ngày", "chậm nhất là ngày thứ 30 kể từ ngày …".
 */
import { type Amount, type AnchorUnit, amountAt, measured, negative } from './amount.js';
import { anchorAt } from './anchor.js';
import { countAt, lengthAt } from './numbers.js';
import { type Phrase, datedPhraseAt } from './phrase.js';
import type { Stream } from './tokens.js';
import { endsBefore, isMark, isWord, phraseAt } from './words.js';
import { backwards, bareEvents, firm, looseWords, since, untilThen, within } from './relative-words.js';

export interface Relative {
  kind: 'relative';
  start: number;
  end: number;
  /** Tokens of what it is counted from; empty when not said. */
  anchor: { start: number; end: number };
  amount: number | null;
  unit: AnchorUnit;
  /** The calendar day it is counted from, when the text gives one. */
  from: Phrase | null;
  /** "kể từ ngày ban hành Kế hoạch này": counted from the document's own date. */
  isFromIssue: boolean;
  isLoose: boolean;
}

/** A length that looks back ("trong 12 tháng gần nhất"): no deadline. */
export interface LookBack {
  kind: 'look-back';
  start: number;
  end: number;
}

/** "hoàn thành trong 05 ngày" is a limit, "diễn ra trong 02 ngày" is how long it takes. */
const finished = ['hoàn thành', 'xong', 'báo cáo', 'gửi', 'trả lời', 'giải quyết', 'trình', 'thực hiện'];

/** A relative phrase, or a length that only looks back, at `index`. */
export function relativeAt(stream: Stream, index: number): Relative | LookBack | null {
  return (
    countdownAt(stream, index) ??
    ordinalAt(stream, index) ??
    afterEventAt(stream, index) ??
    forwardAt(stream, index) ??
    leadingAt(stream, index)
  );
}

/** "trong vòng 10 ngày kể từ …", "sau 05 ngày kể từ …". */
function forwardAt(stream: Stream, index: number): Relative | LookBack | null {
  const at = phraseAt(stream, index, within);
  if (at < 0) return null;
  const isFirm = phraseAt(stream, index, firm) > 0;
  const loose = phraseAt(stream, at, looseWords);
  const amount = amountAt(stream, loose > 0 ? loose : at);
  if (amount === null) return null;
  // "trong 2 ngày tiếp theo": counted from what was said before.
  const next = phraseAt(stream, amount.end, ['tiếp theo', 'kế tiếp', 'sau đó']);
  if (next > 0 && amount.unit !== null && amount.unit !== 'month' && !amount.isYears && loose < 0)
    return relative(index, next, { start: next, end: next }, amount, true);
  const back = phraseAt(stream, amount.end, backwards);
  if (back > 0) return { kind: 'look-back', start: index, end: back };
  if (loose > 0) return { kind: 'look-back', start: index, end: amount.end };
  const from = sinceAt(stream, amount.end) ?? eventAt(stream, index, amount.end);
  if (from === null) {
    const isTerminated = isEnd(stream, amount.end);
    // "trong 3 ngày Tết" is when something happens; "trong 05 ngày làm việc" is how long one has.
    const isLimit =
      isFirm ||
      (isWord(stream, index, ['trong']) &&
        (amount.unit === 'workday' ||
          (isTerminated && (index === 0 || endsBefore(stream, index, finished)))));
    if (!isLimit || amount.unit === null || amount.isYears) return null;
    return relative(
      index,
      amount.end,
      { start: amount.end, end: amount.end },
      amount,
      !isTerminated || !(isFirm || amount.unit === 'workday'),
    );
  }
  return anchored(stream, index, amount, from, isFirm ? 1 : 0);
}

/** "15 ngày", "05 ngày làm việc" in a cell of its own. Longer lengths say how long something lasts. */
export function bareLengthAt(stream: Stream, index: number): Relative | null {
  const amount = amountAt(stream, index);
  if (amount === null || amount.unit === null || amount.unit === 'month' || !isEnd(stream, amount.end))
    return null;
  // "25 ngày, từ ngày 01/4 đến 25/4": how long it lasts; the days follow.
  if (isMark(stream, amount.end, ',') && isWord(stream, amount.end + 1, ['từ', 'bắt đầu'])) return null;
  return relative(index, amount.end, { start: amount.end, end: amount.end }, amount, true);
}

/** "05 ngày làm việc kể từ ngày nhận", "01 tháng sau khi hội nghị kết thúc": no word before the amount. */
function leadingAt(stream: Stream, index: number): Relative | null {
  const amount = amountAt(stream, index);
  if (amount === null || amount.unit === null) return null;
  const from = sinceAt(stream, amount.end);
  if (from !== null && !isWord(stream, from.word, ['từ', 'khi', 'sau']))
    return anchored(stream, index, amount, from, 1);
  if (from !== null && phraseAt(stream, from.word, ['sau khi', 'từ ngày', 'từ khi', 'sau ngày']) > 0)
    return anchored(stream, index, amount, from, 1);
  const before = phraseAt(stream, amount.end, [
    'trước khi',
    'trước ngày',
    'trước cuộc họp',
    'trước kỳ họp',
    'trước hội nghị',
    'so với',
  ]);
  // "báo cáo 6 tháng trước ngày 15/6": the report is named, then the day.
  if (before < 0 || stream.tokens[before]?.kind === 'number') return null;
  const start = phraseAt(stream, amount.end, ['so với', 'trước khi', 'trước']);
  const anchor = anchorAt(stream, start);
  return anchor === null ? null : relative(index, anchor.end, anchor, negative(amount), false);
}

/** "trước 05 ngày so với ngày họp", "trước cuộc họp 03 ngày", "ít nhất 10 ngày trước khi …". */
function countdownAt(stream: Stream, index: number): Relative | null {
  const least = phraseAt(stream, index, ['ít nhất', 'tối thiểu', 'chậm nhất', 'muộn nhất']);
  if (least > 0) {
    const amount = amountAt(stream, least) ?? amountAt(stream, phraseAt(stream, least, ['là', 'trước']));
    if (amount !== null && amount.unit !== null) {
      const start = phraseAt(stream, amount.end, untilThen);
      const anchor =
        start > 0 ? anchorAt(stream, isWord(stream, start - 1, ['ngày']) ? start - 1 : start) : null;
      if (anchor !== null) return relative(index, anchor.end, anchor, negative(amount), false);
    }
  }
  const before = phraseAt(stream, index, ['trước khi', 'trước']);
  if (before < 0) return null;
  const least2 = phraseAt(stream, before, ['ít nhất', 'tối thiểu', 'khoảng']);
  const amount = amountAt(stream, least2 > 0 ? least2 : before);
  if (amount !== null && amount.unit !== null) {
    const start = phraseAt(stream, amount.end, [...untilThen, 'kể từ', 'tính đến', 'tính từ']);
    const anchor =
      start > 0 ? anchorAt(stream, isWord(stream, start - 1, ['ngày']) ? start - 1 : start) : null;
    if (anchor !== null) return relative(index, anchor.end, anchor, negative(amount), false);
    if (start > 0 || !isEnd(stream, amount.end) || amount.isYears) return null;
    return relative(index, amount.end, { start: amount.end, end: amount.end }, negative(amount), true);
  }
  // "trước cuộc họp 03 ngày", "trước khi khai mạc ít nhất 02 ngày làm việc"
  const limit = Math.min(before + 12, stream.tokens.length);
  for (let i = before + 1; i < limit; i += 1) {
    if (stream.tokens[i]?.kind === 'mark') break;
    const least3 = phraseAt(stream, i, ['ít nhất', 'tối thiểu', 'chậm nhất', 'là']);
    const late = amountAt(stream, least3 > 0 ? least3 : i);
    if (late === null || late.unit === null || late.unit === 'month' || !isEnd(stream, late.end)) continue;
    if (isWord(stream, before, ['tháng', 'quý', 'năm', 'tết'])) return null;
    if (isWord(stream, before, ['ngày']) && stream.tokens[before + 1]?.kind === 'number') return null;
    return relative(index, late.end, { start: before, end: i }, negative(late), false);
  }
  return null;
}

/** "sau đại hội 05 ngày làm việc", "sau khi kết thúc hội nghị 10 ngày": the length stands behind its event. */
function afterEventAt(stream: Stream, index: number): Relative | null {
  const after = phraseAt(stream, index, ['chậm nhất sau khi', 'sau khi', 'chậm nhất sau', 'sau']);
  if (after < 0 || amountAt(stream, after) !== null) return null;
  const limit = Math.min(after + 9, stream.tokens.length);
  for (let i = after + 1; i < limit; i += 1) {
    if (stream.tokens[i]?.kind === 'mark') return null;
    const most = phraseAt(stream, i, ['chậm nhất', 'không quá', 'tối đa', 'trong vòng', 'trong']);
    const amount = amountAt(stream, most > 0 ? most : i);
    if (amount === null || amount.unit === null || amount.isYears || !isEnd(stream, amount.end)) continue;
    return relative(index, amount.end, { start: after, end: i }, amount, false);
  }
  return null;
}

/** "chậm nhất là ngày thứ 30 kể từ ngày …". */
function ordinalAt(stream: Stream, index: number): Relative | null {
  const lead = phraseAt(stream, index, [
    'chậm nhất là',
    'chậm nhất vào',
    'chậm nhất',
    'muộn nhất là',
    'muộn nhất',
    'trước',
    'vào',
    'đến',
  ]);
  const edge = phraseAt(stream, lead > 0 ? lead : index, ['ngày cuối cùng của', 'ngày cuối của']);
  const at = edge > 0 ? edge : lead > 0 ? lead : index;
  const length = lengthAt(stream, at);
  if (length === null || !isWord(stream, length.end, ['thứ'])) return null;
  const count = countAt(stream, length.end + 1);
  if (count === null) return null;
  const from = sinceAt(stream, count.end);
  if (from === null) return null;
  const amount = measured(count.value, length.unit, count.end);
  const found = amount === null ? null : anchored(stream, index, amount, from, 1);
  return found === null ? null : { ...found, isLoose: edge > 0 };
}

function sinceAt(stream: Stream, index: number): { word: number; end: number } | null {
  let i = index;
  if (isMark(stream, i, ',')) {
    // "25 ngày, từ ngày 01/4 đến 25/4": how long it lasts, then the days themselves.
    if (isWord(stream, i + 1, ['từ'])) return null;
    i += 1;
  }
  const end = phraseAt(stream, i, since);
  return end > 0 ? { word: i, end } : null;
}

/** "sau 05 ngày kết thúc hội nghị": the event stands right after the length, with no word between. */
function eventAt(stream: Stream, index: number, at: number): { word: number; end: number } | null {
  if (!isWord(stream, index, ['sau', 'trong', 'chậm', 'muộn'])) return null;
  return phraseAt(stream, at, bareEvents) > 0 ? { word: at, end: at } : null;
}

function anchored(
  stream: Stream,
  start: number,
  amount: Amount,
  from: { word: number; end: number },
  firmness: number,
): Relative | null {
  const dated = datedPhraseAt(stream, from.end, false);
  if (
    dated !== null &&
    dated.items.length === 1 &&
    dated.until === null &&
    phraseAt(stream, dated.end, ['đến', 'tới']) < 0 &&
    dated.items[0]?.stretch.grain === 'day'
  ) {
    const anchor = { start: from.end, end: dated.end };
    return { ...relative(start, dated.end, anchor, amount, false), from: dated };
  }
  // "báo cáo 6 tháng tính từ 15/12/2022 đến 14/6/2023": the time data cover.
  if (dated !== null && (dated.until !== null || phraseAt(stream, dated.end, ['đến', 'tới']) > 0))
    return null;
  const anchor = anchorAt(stream, from.end) ?? { start: from.end, end: from.end };
  // "sau 10 năm kể từ ngày thành lập" looks back; years and months need a firm word or an event to count from.
  if (anchor.end === anchor.start && firmness === 0) return null;
  const isFromIssue =
    phraseAt(stream, anchor.start, [
      'ngày ban hành',
      'ngày ký ban hành',
      'ngày ký',
      'ban hành',
      'ngày kế hoạch này',
      'ngày chỉ thị này',
      'ngày văn bản này',
    ]) > 0 && saysThis(stream, anchor);
  return { ...relative(start, Math.max(anchor.end, from.end), anchor, amount, false), isFromIssue };
}

/** "… Kế hoạch này", or nothing more than "ngày ký", "ngày ban hành". */
function saysThis(stream: Stream, anchor: { start: number; end: number }): boolean {
  return anchor.end - anchor.start <= 3 || isWord(stream, anchor.end - 1, ['này']);
}

function relative(
  start: number,
  end: number,
  anchor: { start: number; end: number },
  amount: Amount,
  isLoose: boolean,
): Relative {
  return {
    kind: 'relative',
    start,
    end,
    anchor,
    amount: amount.amount,
    unit: amount.unit,
    from: null,
    isFromIssue: false,
    isLoose,
  };
}

function isEnd(stream: Stream, index: number): boolean {
  const token = stream.tokens[index];
  return (
    token === undefined || token.isAfterBreak || (token.kind === 'mark' && /^[.,;:)]$/.test(token.lower))
  );
}
