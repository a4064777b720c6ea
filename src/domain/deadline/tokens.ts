/**
 * Cuts text into words, numbers and marks that keep their positions in the text as given.
 * It knows nothing of dates; every later step works on these tokens with bounded look-ahead, so time stays linear.
 */

/** One word, number or mark. */
export interface Token {
  kind: 'word' | 'number' | 'mark';
  /** UTF-16 positions in the text as given, whether it is NFC or NFD. */
  start: number;
  end: number;
  /** NFC, lower case; dashes and slashes of every width are `-` and `/`. */
  lower: string;
  /** `lower` without diacritics. */
  folded: string;
  /** Value of a number; NaN for others. */
  value: number;
  /** How many digits a number is written with. */
  digits: number;
  /** Nothing stands between this token and the one before. */
  isGlued: boolean;
  /** A line or cell ends before this token. */
  isAfterBreak: boolean;
  /** A scanning error was put right: "l5" for 15, "2O22" for 2022. */
  isRepaired: boolean;
}

/** A text cut into tokens. */
export interface Stream {
  text: string;
  tokens: readonly Token[];
  /** The text carries no Vietnamese diacritics at all, so words can only be told apart by context. */
  isPlain: boolean;
}

const pieces = /(?<word>[\p{L}\p{M}]+)|(?<number>\d+)|[^\s\p{L}\p{M}\d]/gu;
/** Emphasis, escapes, table bars and marks that show nothing; they may stand anywhere inside a phrase. */
const invisible = new Set([
  '*',
  '_',
  '\\',
  '`',
  '|',
  '>',
  '\u200b',
  '\u200c',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
]);
const dashes = /[\u2010-\u2015\u2212\u2043]/;
const slashes = /[\u2044\u2215\uff0f]/;
/** Letters that scanners read for digits. */
const misread: Readonly<Record<string, string>> = { l: '1', I: '1', i: '1', O: '0', o: '0', Ø: '0', ø: '0' };

/** Cuts text into tokens. Nothing is lost but white space and emphasis marks. */
export function tokensOf(text: string): Stream {
  const tokens: Token[] = [];
  let end = 0;
  let isPlain = true;
  let isTouching = false;
  // Words come again and again in a text; their forms are worked out once.
  const forms = new Map<string, { lower: string; folded: string }>();
  for (const match of text.matchAll(pieces)) {
    const [written] = match;
    const start = match.index;
    if (start > end) isTouching = false;
    const gap = text.slice(end, start);
    end = start + written.length;
    if (invisible.has(written)) continue;
    const previous = tokens.at(-1);
    let form = forms.get(written);
    if (form === undefined) {
      const small = lowerOf(written);
      forms.set(written, (form = { lower: small, folded: foldWord(small) }));
    }
    const { lower, folded } = form;
    if (folded !== lower) isPlain = false;
    const isNumber = match.groups?.['number'] !== undefined;
    const kind = match.groups?.['word'] !== undefined ? 'word' : isNumber ? 'number' : 'mark';
    tokens.push({
      kind,
      start,
      end,
      lower,
      folded,
      value: isNumber && written.length <= 9 ? Number(written) : Number.NaN,
      digits: isNumber ? written.length : 0,
      isGlued: isTouching && previous !== undefined,
      isAfterBreak:
        /[\n\t]/.test(gap) || (previous !== undefined && /[\n\t]/.test(text.slice(previous.end, start))),
      isRepaired: false,
    });
    isTouching = true;
  }
  return { text, tokens: repaired(text, tokens), isPlain };
}

function lowerOf(written: string): string {
  if (dashes.test(written)) return '-';
  if (slashes.test(written)) return '/';
  return written.normalize('NFC').toLowerCase();
}

/** A word without diacritics, đ as d; lower case in, lower case out. */
export function foldWord(lower: string): string {
  if (/^[\u0020-\u007e]*$/.test(lower)) return lower;
  return lower.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd');
}

/**
 * Joins digits with the letters a scanner took for digits when they touch: "l5" is 15, "2O22" is 2022.
 * Only runs of at most four digits that touch no other word are put right ("16h00" stays as it is).
 */
function repaired(text: string, tokens: Token[]): Token[] {
  const result: Token[] = [];
  for (let i = 0; i < tokens.length;) {
    const first = tokens[i];
    if (first === undefined) break;
    let j = i + 1;
    let digits = digitsOf(text, first);
    let hasNumber = first.kind === 'number';
    let hasLetter = first.kind === 'word';
    while (digits !== null && j < tokens.length && digits.length <= 4) {
      const next = tokens[j];
      if (next === undefined || next.kind === 'mark' || !next.isGlued) break;
      const more = digitsOf(text, next);
      if (more === null) {
        digits = null;
        break;
      }
      hasNumber ||= next.kind === 'number';
      hasLetter ||= next.kind === 'word';
      digits += more;
      j += 1;
    }
    const last = tokens[j - 1];
    const isWhole = first.kind === 'number' || !(first.isGlued && result.at(-1)?.kind !== 'mark');
    if (digits === null || !hasNumber || !hasLetter || digits.length > 4 || last === undefined || !isWhole) {
      result.push(first);
      i += 1;
      continue;
    }
    result.push({
      ...first,
      kind: 'number',
      end: last.end,
      lower: digits,
      folded: digits,
      value: Number(digits),
      digits: digits.length,
      isRepaired: true,
    });
    i = j;
  }
  return result;
}

/** The digits a token stands for, or null when it is a real word. */
function digitsOf(text: string, token: Token): string | null {
  if (token.kind === 'number') return token.lower;
  if (token.kind === 'mark' || token.end - token.start > 2) return null;
  let digits = '';
  for (const letter of text.slice(token.start, token.end)) {
    const digit = misread[letter];
    if (digit === undefined) return null;
    digits += digit;
  }
  return digits;
}
