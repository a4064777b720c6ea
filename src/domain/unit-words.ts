/**
 * A passage cut into words, and the small questions the mention parser asks of them.
 * Knows no unit; the word lists are `unit-lexicon.ts`, the parser `unit-mention.ts`.
 */
import { foldInPlace } from './text.js';
import { stopWords, verbPairs } from './unit-lexicon.js';

/** One word: its folded and lower-case forms and where it stands. */
export interface Word {
  folded: string;
  lower: string;
  capital: boolean;
  start: number;
  end: number;
}

/** A passage cut into words, for repeated parsing. */
export interface Words {
  text: string;
  folded: string;
  /** The passage has no diacritics at all: then a noun without them may be the noun. */
  plain: boolean;
  list: Word[];
}

/** Cuts a text (NFC) into words once; the parsing functions below share it. */
export function wordsOf(text: string): Words {
  const folded = foldInPlace(text);
  const list: Word[] = [];
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}&]+/gu)) {
    const start = match.index;
    const end = start + match[0].length;
    const first = match[0].charAt(0);
    list.push({
      folded: folded.slice(start, end),
      lower: match[0].toLowerCase(),
      capital: first !== first.toLowerCase(),
      start,
      end,
    });
  }
  return { text, folded, plain: folded === text.toLowerCase(), list };
}

/** Index of the first word at or after a position. */
export function wordAt(words: Words, position: number): number {
  let low = 0;
  let high = words.list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words.list[middle]?.start ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands between word `index - 1` and word `index`, spaces folded. */
export function gap(words: Words, index: number): string {
  const before = words.list[index - 1];
  const here = words.list[index];
  if (before === undefined || here === undefined) return '';
  return words.text.slice(before.end, here.start).replace(/[\s*]+/g, ' ');
}

/** Number of words of `phrases` (at most `most` words) matched at `index`, joined by single spaces; 0 when none. */
export function longest(words: Words, index: number, phrases: ReadonlySet<string>, most: number): number {
  let joined = '';
  let found = 0;
  for (let count = 1; count <= most; count += 1) {
    const word = words.list[index + count - 1];
    if (word === undefined) break;
    if (count > 1 && gap(words, index + count - 1) !== ' ') break;
    joined = count === 1 ? word.folded : `${joined} ${word.folded}`;
    if (phrases.has(joined)) found = count;
  }
  return found;
}

/** Like `longest`, for nouns whose diacritics matter unless the text has none. */
export function longestNoun(
  words: Words,
  index: number,
  known: ReadonlyMap<string, string>,
  most: number,
): number {
  let joined = '';
  let lower = '';
  let found = 0;
  for (let count = 1; count <= most; count += 1) {
    const word = words.list[index + count - 1];
    if (word === undefined) break;
    if (count > 1 && gap(words, index + count - 1) !== ' ') break;
    joined = count === 1 ? word.folded : `${joined} ${word.folded}`;
    lower = count === 1 ? word.lower : `${lower} ${word.lower}`;
    const noun = known.get(joined);
    if (noun !== undefined && (noun === lower.replace(/uỷ/g, 'ủy') || (words.plain && lower === joined)))
      found = count;
  }
  return found;
}

/** Index after a phrase of a list that stands at `index`, or `index`. Hyphens and commas count as written. */
export function after(words: Words, index: number, phrases: readonly string[]): number {
  const word = words.list[index];
  if (word === undefined) return index;
  const rest = words.folded.slice(word.start, word.start + 60).replace(/[–—]/g, '-');
  const first = rest.charCodeAt(0);
  for (const phrase of phrases) {
    if (phrase.charCodeAt(0) !== first) continue;
    const loose = rest.startsWith(phrase) ? phrase.length : looseLength(rest, phrase);
    if (loose === 0) continue;
    const end = word.start + loose;
    const next = wordAt(words, end);
    const last = words.list[next - 1];
    if (last !== undefined && last.end === end) return next;
  }
  return index;
}

/** Length of `phrase` at the head of `rest` when spaces around its hyphens and ampersands may differ; 0 when absent. */
function looseLength(rest: string, phrase: string): number {
  let at = 0;
  for (const sign of phrase.replace(/ ?([-&]) ?/g, '$1').replace(/ +/g, ' ')) {
    if (sign === ' ') {
      if (!/\s/.test(rest.charAt(at))) return 0;
      while (/[\s*]/.test(rest.charAt(at))) at += 1;
      continue;
    }
    const loose = sign === '-' || sign === '&' || /[-&]/.test(rest.charAt(at - 1));
    if (loose) while (/\s/.test(rest.charAt(at))) at += 1;
    if (rest.charAt(at) !== sign) return 0;
    at += 1;
  }
  return at;
}

/** Whether a verb (of duty) opens at `index`. Verbs are written small except at the head of a sentence. */
export function isVerbAt(words: Words, index: number): boolean {
  const word = words.list[index];
  if (word === undefined) return false;
  if (stopWords.has(word.lower)) return !isHalf(words, index);
  const next = words.list[index + 1];
  // "Tổ Biên tập Trung ương": a small syllable and a capital one are no verb.
  if (next === undefined || (next.capital && !word.capital)) return false;
  return gap(words, index + 1) === ' ' && verbPairs.has(`${word.folded} ${next.folded}`);
}

/** Words that are a verb alone and the second half of a noun here: "công trình", "việc làm", "bàn giao". */
const halves: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['trình', new Set(['công', 'chương', 'quy', 'giáo', 'lộ', 'tiến', 'quá', 'hành', 'tờ', 'phương'])],
  ['lập', new Set(['thành', 'độc', 'công', 'xác', 'thiết'])],
  ['giao', new Set(['ngoại', 'chuyển', 'giao'])],
  ['tự', new Set(['thứ', 'trật'])],
  ['ký', new Set(['đăng', 'chữ'])],
  ['duyệt', new Set(['phê', 'xét', 'ký', 'kiểm', 'thẩm', 'được', 'duyệt'])],
  ['soạn', new Set(['biên'])],
  ['nhập', new Set(['sáp', 'hội', 'thu', 'xâm', 'xuất', 'gia', 'đăng', 'du'])],
]);

/** Words that are a verb or a joint alone and the first half of a noun here: "giao thông", "đối ngoại", "việc làm". */
const firstHalves: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['giao', new Set(['thông', 'dịch', 'thương'])],
  ['đối', new Set(['ngoại', 'tác'])],
  ['hàng', new Set(['không', 'hải', 'hóa', 'hoá'])],
  ['từ', new Set(['thiện'])],
  ['việc', new Set(['làm'])],
  ['đề', new Set(['án'])],
  ['soạn', new Set(['thảo'])],
  ['nhập', new Set(['khẩu', 'ngũ', 'học', 'cư', 'cảnh', 'viện'])],
]);

function isHalf(words: Words, index: number): boolean {
  const here = words.list[index]?.lower ?? '';
  if (
    gap(words, index + 1) === ' ' &&
    firstHalves.get(here)?.has(words.list[index + 1]?.lower ?? '') === true
  )
    return true;
  // "văn hóa - xã hội nhập số liệu": the first half belongs to the word before it.
  if (words.list[index - 1]?.lower === 'hội' && words.list[index - 2]?.lower === 'xã') return false;
  return gap(words, index) === ' ' && halves.get(here)?.has(words.list[index - 1]?.lower ?? '') === true;
}
