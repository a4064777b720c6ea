/**
 * Runs of glyphs of one page → words and lines: pieces of a word joined, spaces found, marks set on their letters,
 * letters set apart closed up, footnote marks taken off. Knows nothing of columns, tables or paragraphs.
 */
import { normalize } from '../../domain/text.js';
import { mendTexts, plainSigns } from './pdf-letters.js';
import type { Run } from './pdf-source.js';

/** A word with its place; lengths in points, y the base line. */
export interface Word {
  text: string;
  x: number;
  right: number;
  y: number;
  size: number;
  /** How surely it was recognised, 0 to 1; absent for letters that came as letters. */
  sureness?: number;
}

/** Words on one base line, left to right. */
export interface Line {
  words: Word[];
  x: number;
  right: number;
  y: number;
  /** Largest font size that carries at least a word. */
  size: number;
  /** Begins with a raised number: a footnote. */
  noted: boolean;
}

/** Space between two runs of one word stays under this share of the font size; between words it is a fifth at least. */
const spaceShare = 0.16;

/** A run with its words' neighbourhood: whether white space was drawn right before or after it. */
interface Piece extends Run {
  before: boolean;
  after: boolean;
}

/** All lines of a page, top to bottom; columns standing side by side share lines. */
export function linesOf(runs: Run[]): Line[] {
  const groups = onBaseLines(piecesOf(runs));
  const lines: Line[] = [];
  for (const group of groups) {
    const line = lineOf(group);
    if (line !== null) lines.push(line);
  }
  return lines.sort((a, b) => a.y - b.y || a.x - b.x);
}

function piecesOf(runs: Run[]): Piece[] {
  const pieces: Piece[] = [];
  let blank = false;
  let previous: Piece | null = null;
  for (const run of runs) {
    const text = plainSigns(run.text);
    if (text.trim() === '') {
      blank = true;
      if (previous !== null) previous.after = true;
      continue;
    }
    // Bold made by drawing twice, a hair apart.
    const last = previous;
    if (
      last !== null &&
      last.text === text &&
      Math.abs(last.x - run.x) < run.size * 0.12 &&
      Math.abs(last.y - run.y) < run.size * 0.12
    )
      continue;
    const piece: Piece = { ...run, text, before: blank || /^\s/.test(text), after: /\s$/.test(text) };
    pieces.push(piece);
    previous = piece;
    blank = false;
  }
  return pieces;
}

/** Groups pieces by base line; raised marks and stray diacritics join the line they belong to. */
function onBaseLines(pieces: Piece[]): Piece[][] {
  const sorted = [...pieces].sort((a, b) => a.y - b.y);
  const groups: { y: number; size: number; pieces: Piece[] }[] = [];
  for (const piece of sorted) {
    const group = groups.at(-1);
    if (group !== undefined && Math.abs(piece.y - group.y) <= 0.22 * Math.min(piece.size, group.size)) {
      group.pieces.push(piece);
      if (piece.size > group.size) group.size = piece.size;
    } else groups.push({ y: piece.y, size: piece.size, pieces: [piece] });
  }
  groups.forEach((group, index) => {
    group.pieces = group.pieces.filter((piece) => {
      const isMark = /^\p{M}+$/u.test(piece.text.trim());
      for (const step of [1, -1, 2, -2]) {
        const other = groups[index + step];
        if (other === undefined || other.pieces.length === 0) continue;
        const distance = Math.abs(other.y - piece.y);
        const smaller = piece.size <= other.size * 0.78 && piece.text.trim().length <= 6;
        if (distance > other.size * (isMark ? 0.9 : 0.6) || (!isMark && !smaller)) continue;
        const touches = other.pieces.some(
          (host) =>
            host.size >= piece.size &&
            piece.x >= host.x - (isMark ? 1 : host.size) &&
            piece.x <= host.x + host.width + host.size * 0.3,
        );
        if (!touches) continue;
        other.pieces.push(piece);
        return false;
      }
      return true;
    });
  });
  return groups.map((group) => group.pieces).filter((group) => group.length > 0);
}

/** Widths of letters against each other, for the places of words inside a run. */
function weight(letter: string): number {
  if (/[\s.,:;'|!ijlI()[\]/-]/.test(letter)) return 0.5;
  if (/[mwMW@]/.test(letter)) return 1.5;
  if (/\p{M}/u.test(letter)) return 0;
  return /\p{Lu}/u.test(letter) ? 1.25 : 1;
}

/** The words of one run, with places by the usual widths of letters. */
function wordsOfRun(piece: Piece): Word[] {
  const text = piece.text;
  const total = Array.from(text).reduce((sum, letter) => sum + weight(letter), 0);
  const unit = total > 0 ? piece.width / total : 0;
  const words: Word[] = [];
  const like = piece.sureness === undefined ? {} : { sureness: piece.sureness };
  let at = piece.x;
  let word = '';
  let start = at;
  const close = (): void => {
    if (word !== '') words.push({ ...like, text: word, x: start, right: at, y: piece.y, size: piece.size });
    word = '';
  };
  for (const letter of text) {
    if (/\s/.test(letter)) close();
    else {
      if (word === '') start = at;
      word += letter;
    }
    at += weight(letter) * unit;
    if (/\s/.test(letter)) start = at;
  }
  close();
  return words;
}

function lineOf(pieces: Piece[]): Line | null {
  pieces.sort((a, b) => a.x - b.x);
  const largest = Math.max(...pieces.map((piece) => piece.size));
  const main = mainSize(pieces);
  const base = pieces.find((piece) => piece.size === main)?.y ?? pieces[0]?.y ?? 0;
  const words: Word[] = [];
  let after = true;
  let noted = false;
  for (const piece of pieces) {
    const text = piece.text.trim();
    const last = words.at(-1);
    if (/^\p{M}+$/u.test(text) && last !== undefined) {
      setMark(words, piece, text);
      continue;
    }
    const raised = piece.size <= main * 0.78 && piece.y < base - main * 0.12;
    if (raised && /^[([]?(?:\d{1,3}|\*{1,3})[)\]]?$/.test(text)) {
      if (last === undefined) noted = true;
      // "m²", "km²": a measure, not a note.
      if (last === undefined || !/(?:^|\d|\/)(?:k?m|cm|dm|hm)$/iu.test(last.text)) continue;
    }
    const own = wordsOfRun(piece);
    const first = own[0];
    if (first === undefined) continue;
    const gap = last === undefined ? 0 : first.x - last.right;
    const joined =
      last !== undefined && !after && !piece.before && gap < spaceShare * piece.size && gap > -piece.size;
    if (joined) {
      last.text += first.text;
      last.right = Math.max(last.right, first.right);
      own.shift();
    }
    words.push(...own);
    after = piece.after;
  }
  const closed = closeLetters(words).map((word) => ({ ...word, text: normalize(word.text) }));
  const first = closed[0];
  if (first === undefined) return null;
  return {
    words: closed,
    x: first.x,
    right: Math.max(...closed.map((word) => word.right)),
    y: base,
    size: Math.min(largest, main * 1.4),
    noted,
  };
}

/** The size of most letters. */
function mainSize(pieces: Piece[]): number {
  const letters = new Map<number, number>();
  for (const piece of pieces)
    letters.set(piece.size, (letters.get(piece.size) ?? 0) + piece.text.trim().length);
  return [...letters].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 10;
}

/** A diacritic drawn apart is set behind the letter it stands over. */
function setMark(words: Word[], piece: Piece, mark: string): void {
  const middle = piece.x + Math.max(piece.width, 0) / 2;
  const word = words.findLast((one) => one.x <= middle + 0.5) ?? words.at(-1);
  if (word === undefined) return;
  const letters = Array.from(word.text);
  const share = (middle - word.x) / Math.max(0.1, word.right - word.x);
  let at = Math.min(letters.length, Math.max(1, Math.ceil(share * letters.length)));
  while (at < letters.length && /\p{M}/u.test(letters[at] ?? '')) at += 1;
  word.text = [...letters.slice(0, at), mark, ...letters.slice(at)].join('');
}

/** Letters in a row that were set apart ("K Ế  H O Ạ C H") become words again. */
function closeLetters(words: Word[]): Word[] {
  const result: Word[] = [];
  for (let from = 0; from < words.length;) {
    let to = from;
    while (to < words.length && /^\p{L}\p{M}*$/u.test(words[to]?.text ?? '')) to += 1;
    if (to - from < 4) {
      const step = Math.max(1, to - from);
      result.push(...words.slice(from, from + step));
      from += step;
      continue;
    }
    const run = words.slice(from, to);
    const gaps = run.slice(1).map((word, index) => word.x - (run[index]?.right ?? 0));
    const narrow = Math.min(...gaps);
    const wide = Math.max(...gaps);
    // Wider apart they are cells of a row ("A | B | C | D").
    if (narrow > 1.2 * (run[0]?.size ?? 10)) {
      result.push(...run);
      from = to;
      continue;
    }
    const limit = wide > narrow * 1.6 + 0.5 ? (narrow + wide) / 2 : Number.POSITIVE_INFINITY;
    run.forEach((word, index) => {
      const last = result.at(-1);
      if (index > 0 && last !== undefined && (gaps[index - 1] ?? 0) < limit) {
        last.text += word.text;
        last.right = word.right;
      } else result.push({ ...word });
    });
    from = to;
  }
  return result;
}

/**
 * How surely words were recognised: as the mean of them, or as the least sure of those that carry figures, where one
 * wrong sign makes another date. Null for words that came as text.
 */
export function surenessOf(words: readonly Word[]): number | null {
  const seen = words.filter((word) => word.sureness !== undefined);
  if (seen.length === 0) return null;
  const letters = seen.reduce((sum, word) => sum + word.text.length, 0);
  const mean =
    seen.reduce((sum, word) => sum + (word.sureness ?? 1) * word.text.length, 0) / Math.max(1, letters);
  const figures = seen.filter((word) => /\d/.test(word.text)).map((word) => word.sureness ?? 1);
  return Math.min(mean, ...figures);
}

/** The less sure of two parts of one block. */
export function lessSure(one: number | null | undefined, other: number | null | undefined): number | null {
  if (one == null || other == null) return one ?? other ?? null;
  return Math.min(one, other);
}

/** The text of a line, or of some of its words. */
export function textOf(words: readonly Word[]): string {
  return words.map((word) => word.text).join(' ');
}

/** A line of some words of another. */
export function lineOfWords(words: Word[], like: Line): Line {
  return {
    ...like,
    words,
    x: words[0]?.x ?? like.x,
    right: words.reduce((most, word) => Math.max(most, word.right), 0),
  };
}

/** The lines of a page with their letters set right; words keep their places. */
export function mendLines(lines: Line[]): Line[] {
  const mended = mendTexts(lines.map((line) => textOf(line.words)));
  return lines.map((line, index) => {
    const texts = (mended[index] ?? '').split(' ');
    if (texts.length !== line.words.length) return line;
    return { ...line, words: line.words.map((word, at) => ({ ...word, text: texts[at] ?? word.text })) };
  });
}
