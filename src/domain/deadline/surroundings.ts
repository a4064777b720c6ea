/** What stands around a phrase: how much else the text says, where sentences end, which documents are cited. */
import { documentAt } from './codes.js';
import type { Stream } from './tokens.js';
import { isMark, isWord, phraseAt } from './words.js';

/** Facts about a text, each computed once. */
export interface Surroundings {
  /** Words with content before each token, cumulative. */
  content: readonly number[];
  /** Number of the sentence each token belongs to. */
  sentence: readonly number[];
  /** For each token, where the document number that ends last before it ends; -1 when none in the sentence. */
  documentEnd: readonly number[];
  /** Tokens [start, end) of document numbers, by their first token. */
  documents: ReadonlyMap<number, number>;
}

/** Words that may surround a date without making it part of a longer statement. */
const fillers = new Set(
  (
    'hoan thanh xong gui nop trinh thoi gian han thuc hien tien do ket thuc du kien ngay thang quy nam va hoac den het ' +
    'truoc trong vao tu cham nhat muon la bao cao hang nhan deadline moc cac cho ve dot lan han thoi'
  ).split(' '),
);

export function surroundingsOf(stream: Stream): Surroundings {
  const { tokens } = stream;
  const content: number[] = [0];
  const sentence: number[] = [];
  const documentEnd: number[] = [];
  const documents = new Map<number, number>();
  let current = 0;
  let last = -1;
  let reached = 0;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined) break;
    const counts = token.kind === 'word' && !fillers.has(token.folded) && token.end - token.start > 1;
    content.push((content[i] ?? 0) + (counts ? 1 : 0));
    sentence.push(current);
    documentEnd.push(last);
    if (isSentenceEnd(stream, i)) {
      current += 1;
      last = -1;
    }
    const end = i < reached ? -1 : documentAt(stream, i);
    if (end > 0) {
      documents.set(i, end);
      last = end;
      reached = end;
    }
  }
  return { content, sentence, documentEnd, documents };
}

/** Whether a sentence or clause ends with this mark. A dot between digits or in "v.v" does not end one. */
function isSentenceEnd(stream: Stream, index: number): boolean {
  if (isMark(stream, index, ';', '!', '?')) return true;
  if (!isMark(stream, index, '.')) return false;
  const next = stream.tokens[index + 1];
  if (next === undefined) return true;
  return !next.isGlued;
}

/** Whether hardly anything but tokens [start, end) is said. */
export function isAlone(around: Surroundings, start: number, end: number): boolean {
  const all = around.content.at(-1) ?? 0;
  const outside = (around.content[start] ?? 0) + all - (around.content[end] ?? all);
  return outside === 0;
}

/** Whether a clause, cell or item begins at `index`. */
export function isOpening(stream: Stream, index: number): boolean {
  const token = stream.tokens[index];
  const before = stream.tokens[index - 1];
  if (token === undefined) return false;
  if (before === undefined) return true;
  if (stream.text.slice(before.end, token.start).includes('\t')) return true;
  if (before.kind !== 'mark') return false;
  if (before.lower === '-' || before.lower === '+') return index < 2 || before.isAfterBreak;
  return /^[.;:)\]•]$/.test(before.lower) && (before.lower !== '.' || !token.isGlued);
}

const labels = [
  'thời gian',
  'thời hạn',
  'hạn',
  'tiến độ',
  'hoàn thành',
  'thực hiện',
  'mốc',
  'gửi',
  'nộp',
  'báo cáo',
  'thời điểm',
  'tổ chức',
  'xong',
  'lịch',
];

/** Whether a label for a date ("Thời hạn:", "(thời gian thực hiện:") stands right before `index`. */
export function isLabelled(stream: Stream, index: number): boolean {
  if (!isMark(stream, index - 1, ':')) return false;
  for (let i = index - 2; i >= Math.max(0, index - 7); i -= 1) {
    if (stream.tokens[i]?.kind === 'mark') return false;
    if (phraseAt(stream, i, labels) > 0) return true;
  }
  return false;
}

/**
 * Looks back from `index` for one of the phrases, at most `reach` tokens and not past the sentence.
 * With `stopsAtComma` a comma ends the search.
 */
export function saidBefore(
  stream: Stream,
  index: number,
  reach: number,
  phrases: readonly string[],
  stopsAtComma = false,
): boolean {
  for (let i = index - 1; i >= Math.max(0, index - reach); i -= 1) {
    if (isSentenceEnd(stream, i)) return false;
    if (stopsAtComma && isMark(stream, i, ',')) return false;
    if (phraseAt(stream, i, phrases) > 0) return true;
  }
  return false;
}

/** Looks ahead for one of the phrases or marks, at most `reach` tokens and not past the sentence. */
export function saidAfter(
  stream: Stream,
  index: number,
  reach: number,
  phrases: readonly string[],
  marks: readonly string[] = [],
): boolean {
  for (let i = index; i < Math.min(stream.tokens.length, index + reach); i += 1) {
    if (marks.some((mark) => isMark(stream, i, mark))) return true;
    if (isSentenceEnd(stream, i)) return false;
    if (isWord(stream, i, phrases)) return true;
  }
  return false;
}
