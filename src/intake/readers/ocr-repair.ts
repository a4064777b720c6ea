/**
 * Slips of recognition inside dates and numbers, mended where the neighbourhood leaves no other reading; what stays open
 * keeps its letters and becomes unsure, so that a person compares it with the paper. Looks at one line at a time.
 */

import { mendLetters } from './ocr-letters.js';

/** A recognised word while it is mended. */
export interface Mendable {
  text: string;
  /** 0 to 1. */
  sureness: number;
}

/** What an unsure figure counts as: a person looks at every task with one. */
const doubtful = 0.4;

/** Letters that are figures drawn badly. The first ones are never anything else between figures. */
const certain: ReadonlyMap<string, string> = new Map([
  ['l', '1'],
  ['I', '1'],
  ['|', '1'],
  [']', '1'],
  ['[', '1'],
  ['!', '1'],
  ['i', '1'],
  ['O', '0'],
  ['o', '0'],
  ['Q', '0'],
]);
const possible: ReadonlyMap<string, string> = new Map([
  ['S', '5'],
  ['s', '5'],
  ['B', '8'],
  ['Z', '2'],
  ['z', '2'],
  ['g', '9'],
  ['q', '9'],
  ['b', '6'],
]);

const figure = /^\d$/;

/** "l5/7/2O22": two or three groups of figures and look-alikes, parted by one sign. */
const dateLike =
  /^([(“"]?)([\dlI|\][!iOoQSsBZzgqb]{1,2})([/.-])([\dlI|\][!iOoQSsBZzgqb]{1,2})(?:\3([\dlI|\][!iOoQSsBZz]{4}))?([.,;:)”"]{0,3})$/;

/** Mends the words of one line, in place of each other; words may be joined or split. */
export function mend(words: readonly Mendable[]): Mendable[] {
  const split = words.flatMap(splitWord);
  const lettered = split.map((word, index) => ({
    ...word,
    text: mendLetters(word.text, split[index - 1]?.text ?? '', split[index + 1]?.text ?? ''),
  }));
  const joined = joinFigures(lettered);
  return joined.map((word, index) =>
    index === 0 ? mendSection(word, joined.slice(1, 6)) : mendDate(word, joined[index - 1]?.text ?? ''),
  );
}

/** Roman numbers of sections whose strokes ran together: "H." for "II.", "HI." for "III.", "L" for "I.". */
const sections: ReadonlyMap<string, string> = new Map([
  ['L', 'I'],
  ['l', 'I'],
  ['H', 'II'],
  ['IL', 'II'],
  ['HI', 'III'],
  ['IH', 'III'],
  ['IIL', 'III'],
  ['1V', 'IV'],
  ['lV', 'IV'],
  ['VỊ', 'VI'],
  ['VL', 'VI'],
  ['VH', 'VII'],
  ['VIL', 'VII'],
  ['VHI', 'VIII'],
  ['VIH', 'VIII'],
  ['LX', 'IX'],
]);

/** The first word of a line: a section's number before a heading in capitals, or a date like any other. */
function mendSection(word: Mendable, next: readonly Mendable[]): Mendable {
  const match = /^([HIL1lVXỊ]{1,4})([.,:]?)$/u.exec(word.text);
  const meant = match?.[1] === undefined ? undefined : sections.get(match[1]);
  const heading = next.map((one) => one.text).join(' ');
  const isCaps = /\p{Lu}{2}/u.test(heading) && heading === heading.toUpperCase();
  if (meant !== undefined && (match?.[2] !== '' || isCaps || match[1] === 'L') && /^\p{Lu}/u.test(heading))
    return { ...word, text: `${meant}.` };
  return mendDate(word, '');
}

/** "26-NQ/TW)như" was two words. */
function splitWord(word: Mendable): Mendable[] {
  const match = /^(\S{2,60}[),;])(\p{L}[\p{L}.,;:)]{1,30})$/u.exec(word.text);
  return match?.[1] !== undefined && match[2] !== undefined && /\d|\p{L}{2}/u.test(match[1])
    ? [
        { ...word, text: match[1] },
        { ...word, text: match[2] },
      ]
    : [word];
}

/** "tháng 1 ]" is "tháng 11": a stroke that stands alone behind a figure, with no bracket open before it. */
function joinFigures(words: readonly Mendable[]): Mendable[] {
  const result: Mendable[] = [];
  let isOpen = false;
  for (const word of words) {
    const last = result.at(-1);
    const before = result.at(-2)?.text ?? '';
    const stroke = /^[\]|!l]([.,;:]?)$/.exec(word.text);
    if (
      stroke !== null &&
      last !== undefined &&
      /^[01]$/.test(last.text) &&
      !isOpen &&
      /^(?:ngày|tháng|và|,)$/iu.test(before)
    ) {
      result[result.length - 1] = {
        text: `${last.text}1${stroke[1] ?? ''}`,
        sureness: Math.min(last.sureness, word.sureness, doubtful),
      };
      continue;
    }
    if (word.text.includes('[')) isOpen = true;
    if (word.text.includes(']')) isOpen = false;
    result.push(word);
  }
  return result;
}

function mendDate(word: Mendable, before: string): Mendable {
  const { text } = word;
  const match = dateLike.exec(text);
  if (match !== null) return mendGroups(word, match);
  // "ngày l5", "tháng O7", "năm 2O22".
  const number = /^([\dlI|\][!OoQ]{1,4})([.,;:)]{0,2})$/.exec(text);
  if (number?.[1] !== undefined && /^(?:ngày|tháng|năm|quý)$/iu.test(before) && /\d/.test(number[1])) {
    const figures = Array.from(number[1], (letter) => certain.get(letter) ?? letter).join('');
    if (figures !== number[1]) return { text: figures + (number[2] ?? ''), sureness: word.sureness };
  }
  // A figure with a letter in it that is no sign of a document ("26-NQ/TW", "5a", "T7") was misread somewhere.
  if (
    /\d/.test(text) &&
    /\d[\p{Ll}|\][!]\d|[|\]!\\]\d|\d[|\]!\\]/u.test(text) &&
    !/^\d{1,2}[hg]\d{2}/.test(text)
  )
    return { text, sureness: Math.min(word.sureness, doubtful) };
  return word;
}

function mendGroups(word: Mendable, match: RegExpExecArray): Mendable {
  const [, open = '', first = '', sign = '/', second = '', year, close = ''] = match;
  const groups = [first, second, ...(year === undefined ? [] : [year])];
  const letters = groups.join('');
  // At least half must be figures as they stand; "IB/SO" is something else.
  const figures = Array.from(letters).filter((letter) => figure.test(letter)).length;
  if (figures === letters.length) return checked(word, groups);
  if (figures * 2 < letters.length) return word;
  let sure = true;
  const mended = groups.map((group) =>
    Array.from(group, (letter) => {
      if (figure.test(letter)) return letter;
      // A stroke before a whole figure may be the border of a cell.
      if (!certain.has(letter) || letter === '|' || letter === '[') sure = false;
      return certain.get(letter) ?? possible.get(letter) ?? letter;
    }).join(''),
  );
  const text = open + mended.join(sign) + close;
  const whole = checked({ text, sureness: word.sureness }, mended);
  if (whole.sureness < word.sureness) return { ...word, sureness: Math.min(word.sureness, doubtful) };
  return sure ? whole : { text, sureness: Math.min(word.sureness, doubtful) };
}

/** A day or month that does not exist was misread. */
function checked(word: Mendable, [first = '', second = '', year]: string[]): Mendable {
  const [a, b] = [Number(first), Number(second)];
  const isDay = a >= 1 && a <= 31 && b >= 1 && b <= 12;
  const isYear = year === undefined || (Number(year) >= 1930 && Number(year) <= 2100);
  // "2/3", "24/7": not every pair of figures is a date, but one with a year is.
  if (isDay && isYear) return word;
  return year === undefined ? word : { ...word, sureness: Math.min(word.sureness, doubtful) };
}
