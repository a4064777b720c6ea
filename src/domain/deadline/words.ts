/**
 * Recognises words at a token, with and without diacritics.
 * Vietnamese without diacritics is ambiguous ("nam" is year, five or south), so a bare spelling stands for an accented
 * one only in a text that has no diacritics anywhere, or in a slot where nothing else can stand.
 */
import { type Stream, type Token, foldWord } from './tokens.js';

interface Term {
  exact: string;
  folded: string;
}

/** Words no other Vietnamese word looks like: a missing or misread accent does not change them. */
const unmistakable = new Set([
  'truoc',
  'thoi',
  'hoan',
  'nguyen',
  'vong',
  'duong',
  'xuyen',
  'nhiem',
  'khoang',
]);

const phrases = new Map<string, readonly Term[]>();

function termsOf(phrase: string): readonly Term[] {
  let terms = phrases.get(phrase);
  if (terms === undefined) {
    terms = phrase.split(' ').map((word) => {
      const exact = word.normalize('NFC');
      return { exact, folded: foldWord(exact) };
    });
    phrases.set(phrase, terms);
  }
  return terms;
}

/** Whether a token is the word, allowing a text without diacritics. */
function isTerm(stream: Stream, token: Token | undefined, term: Term): boolean {
  if (token === undefined || token.kind !== 'word' || token.folded !== term.folded) return false;
  if (token.lower === term.exact) return true;
  if (unmistakable.has(term.folded)) return true;
  return stream.isPlain && token.lower === token.folded;
}

/**
 * Whether a phrase may begin with a folded word, by its plain letters and its length alone. Most do not, and this is
 * far cheaper than looking their words up. Phrases are NFC, one unit a letter, so positions agree.
 */
function mayBegin(phrase: string, folded: string): boolean {
  const { length } = folded;
  const after = phrase.charCodeAt(length);
  if (phrase.length < length || (phrase.length > length && after !== 32)) return false;
  for (let i = 0; i < length; i += 1) {
    const letter = phrase.charCodeAt(i);
    if (letter < 128 && letter !== folded.charCodeAt(i)) return false;
  }
  return true;
}

/**
 * Where a phrase that begins at `index` ends, or -1 when it does not stand there.
 * @param options spellings of one meaning, longest first
 */
export function phraseAt(stream: Stream, index: number, options: readonly string[]): number {
  const first = stream.tokens[index];
  if (first === undefined || first.kind !== 'word') return -1;
  for (const option of options) {
    if (!mayBegin(option, first.folded)) continue;
    const terms = termsOf(option);
    let i = index;
    for (const term of terms) {
      if (!isTerm(stream, stream.tokens[i], term)) break;
      i += 1;
    }
    if (i - index === terms.length) return i;
  }
  return -1;
}

/** Whether one of the words stands at `index`. */
export function isWord(stream: Stream, index: number, options: readonly string[]): boolean {
  return phraseAt(stream, index, options) > index;
}

/** Whether a phrase stands right before `index`. */
export function endsBefore(stream: Stream, index: number, options: readonly string[]): boolean {
  return options.some((option) => {
    const length = termsOf(option).length;
    return index >= length && phraseAt(stream, index - length, [option]) === index;
  });
}

/** Whether the token looks like one of the words whatever its accents; for slots where only they can stand. */
export function looksLike(stream: Stream, index: number, ...words: string[]): boolean {
  const token = stream.tokens[index];
  if (token === undefined || token.kind !== 'word') return false;
  return words.some((word) => termsOf(word)[0]?.folded === token.folded);
}

/** Whether a token that `looksLike` the word carries accents that are not its own: a scanning error. */
export function isMisread(stream: Stream, index: number, ...words: string[]): boolean {
  const token = stream.tokens[index];
  if (token === undefined || token.lower === token.folded) return false;
  return words.every((word) => termsOf(word)[0]?.exact !== token.lower);
}

export function isMark(stream: Stream, index: number, ...marks: string[]): boolean {
  const token = stream.tokens[index];
  return token !== undefined && token.kind === 'mark' && marks.includes(token.lower);
}

/** A whole number of at most `digits` digits at `index`. */
export function numberAt(stream: Stream, index: number, digits = 2): Token | null {
  const token = stream.tokens[index];
  return token !== undefined && token.kind === 'number' && token.digits <= digits ? token : null;
}

/** The four digits of a year in living memory, 1900 to 2199. */
export function yearAt(stream: Stream, index: number): Token | null {
  const token = stream.tokens[index];
  if (token === undefined || token.kind !== 'number' || token.digits !== 4) return null;
  return token.value >= 1900 && token.value < 2200 ? token : null;
}
