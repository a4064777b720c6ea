/**
 * An index of names: finds the things a written name may stand for, exactly, by abbreviation or despite a slip.
 * It never picks between two; validity dates and sentences for people are the callers' business.
 */
import { type Reading, type Word, editDistance, provinces, readName } from './unit-text.js';

/** A thing with all its names, abbreviations included. */
export interface NamedItem<T> {
  item: T;
  names: readonly string[];
  /** Proper names (communes, firms): a differing letter or tone is another name, never a slip. */
  isStrict: boolean;
}

/** What an index found: `items` are certain readings (two or more: ambiguous), `near` only resemble. */
export interface Found<T> {
  items: T[];
  near: { item: T; score: number }[];
}

export interface NameIndex<T> {
  /** By full name, alias or written abbreviation. */
  named(reading: Reading): Found<T>;
  /** By letters standing for words ("SKHĐT", "Lao động TB&XH"). */
  abbreviated(reading: Reading): T[];
  /** By a name with one or two letters wrong, or beginning with the words given; what is certain, what is near. */
  similar(reading: Reading): Found<T>;
  /** Whether a folded word occurs in any name. */
  knows(word: string): boolean;
}

interface Variant<T> {
  item: T;
  reading: Reading;
  squashed: string;
  isStrict: boolean;
  letters: Uint8Array;
}

/** Shortest names, in letters without spaces, in which one and two wrong letters are still forgiven. */
const slipLengths = [10, 18] as const;

/**
 * @param places folded names of provinces that may end a name without changing it.
 * @param isClosed the names are all there are of their kind, so that a near miss can only be a slip.
 */
export function createNameIndex<T>(
  entries: Iterable<NamedItem<T>>,
  places: ReadonlySet<string> = provinces,
  isClosed = false,
): NameIndex<T> {
  const byLength = new Map<number, Variant<T>[]>();
  const byOpening = new Map<string, Variant<T>[]>();
  const byKey = new Map<string, Variant<T>[]>();
  const byCore = new Map<string, Variant<T>[]>();
  const bySquashed = new Map<string, Variant<T>[]>();
  const byInitials = new Map<string, Variant<T>[]>();
  const vocabulary = new Set<string>();
  for (const { item, names, isStrict } of entries) {
    for (const name of names) {
      const reading = readName(name, places);
      if (reading.key === '') continue;
      const squashed = reading.key.replaceAll(' ', '');
      const variant = { item, reading, squashed, isStrict, letters: lettersOf(squashed) };
      add(byLength, squashed.length, variant);
      for (const key of new Set([reading.key, reading.placeless])) add(byKey, key, variant);
      if ((!isStrict || reading.place === null) && reading.core.includes(' '))
        add(byCore, reading.core, variant);
      add(bySquashed, squashed, variant);
      if (reading.words.length < 2) continue;
      for (const word of reading.words) if (!word.isUpper) vocabulary.add(word.plain);
      for (let count = 2; count < Math.min(5, reading.words.length); count += 1) {
        add(byOpening, reading.key.split(' ', count).join(' '), variant);
      }
      for (const key of new Set([reading.key, reading.placeless, reading.core])) {
        add(byInitials, initials(key.split(' ')), variant);
      }
    }
  }

  return {
    named(reading) {
      const isForeign = reading.place !== null && !places.has(reading.place);
      const keys = isForeign ? [reading.key] : [reading.key, reading.placeless];
      for (const key of keys) {
        const found = sameMarks(byKey.get(key) ?? [], reading);
        if (found.items.length + found.near.length > 0) return found;
      }
      const squashed = sameMarks(bySquashed.get(reading.key.replaceAll(' ', '')) ?? [], reading);
      if (squashed.items.length > 0) return squashed;
      if (isForeign) return { items: [], near: [] };
      return sameMarks(byCore.get(reading.core) ?? byKey.get(reading.core) ?? [], reading);
    },
    abbreviated(reading) {
      const items = new Set<T>();
      const isForeign = reading.place !== null && !places.has(reading.place);
      const parts = reading.suffixStart === null || isForeign ? [reading] : [reading, withoutSuffix(reading)];
      for (const part of parts) {
        const acronyms = acronymsOf(part, vocabulary);
        if (acronyms.size === 0) continue;
        const letters = part.words.map((word) => (acronyms.has(word) ? word.plain : word.plain[0])).join('');
        for (const variant of byInitials.get(letters) ?? []) {
          if (spells(part.words, acronyms, variant.reading.words)) items.add(variant.item);
        }
        if (items.size > 0) break;
      }
      return [...items];
    },
    similar(reading) {
      const squashed = reading.key.replaceAll(' ', '');
      const isForeign = reading.place !== null && !places.has(reading.place);
      const letters = lettersOf(squashed);
      const scores = new Map<T, number>();
      const certain = new Map<number, Set<T>>();
      for (const variant of byOpening.get(reading.key) ?? []) raise(scores, variant.item, 0.7);
      const limit = squashed.length < slipLengths[0] ? 1 : 2;
      for (
        let length = Math.max(4, squashed.length - limit);
        length <= squashed.length + limit;
        length += 1
      ) {
        for (const variant of byLength.get(length) ?? []) {
          // Proper names two letters apart are simply two places.
          const edits = variant.isStrict ? 1 : limit;
          if (Math.abs(length - squashed.length) > edits || isFarther(letters, variant.letters, edits * 2))
            continue;
          const distance = editDistance(squashed, variant.squashed, edits);
          if (distance > edits) continue;
          raise(scores, variant.item, Math.min(0.95, 1 - distance / squashed.length));
          if (isForeign || variant.isStrict || squashed.length < slipLengths[distance === 2 ? 1 : 0])
            continue;
          if (!isSlip(reading, variant.reading)) continue;
          const known = certain.get(distance);
          if (known) known.add(variant.item);
          else certain.set(distance, new Set([variant.item]));
        }
      }
      const closest = [...certain.keys()].sort((a, b) => a - b)[0];
      const near = [...scores].map(([item, score]) => ({ item, score })).sort((a, b) => b.score - a.score);
      return { items: closest === undefined ? [] : [...(certain.get(closest) ?? [])], near };
    },
    knows: (word) => vocabulary.has(word),
  };

  /**
   * A wrong letter makes a word nobody knows; a known word in its place is another name ("Nội", "Ngoại").
   * Where names are made freely, any word that can be Vietnamese may be another name ("Khu kinh tế Bắc", "… Nam").
   */
  function isSlip(reading: Reading, name: Reading): boolean {
    const expected = new Set(name.words.map((word) => word.plain));
    const isListed = isClosed && /^(?:so|bo) /.test(name.key);
    return reading.words.every(({ plain }) => {
      if (expected.has(plain)) return true;
      if (vocabulary.has(plain) || /\d/.test(plain) || /^[ivx]+$/.test(plain)) return false;
      return isListed || !syllable.test(plain);
    });
  }
}

/** Shape of a Vietnamese syllable without diacritics. */
const syllable =
  /^(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|ngh?|nh?|p|t)?$/;

function add<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function raise<T>(scores: Map<T, number>, item: T, score: number): void {
  if ((scores.get(item) ?? 0) < score) scores.set(item, score);
}

function initials(words: readonly string[]): string {
  return words.map((word) => word[0] ?? '').join('');
}

function lettersOf(text: string): Uint8Array {
  const letters = new Uint8Array(32);
  for (let i = 0; i < text.length; i += 1) {
    const at = text.charCodeAt(i) & 31;
    letters[at] = (letters[at] ?? 0) + 1;
  }
  return letters;
}

/** Whether two texts differ in more letters than `limit`; an edit changes at most two. */
function isFarther(a: Uint8Array, b: Uint8Array, limit: number): boolean {
  let difference = 0;
  for (let i = 0; i < 32; i += 1) {
    difference += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    if (difference > limit) return true;
  }
  return false;
}

/**
 * Of names alike without diacritics: those alike with them, when the writer used them at all.
 * Where no name agrees, a general name is a slip of the pen and a proper name is somebody else's.
 */
function sameMarks<T>(variants: readonly Variant<T>[], reading: Reading): Found<T> {
  const items = [...new Set(variants.map((variant) => variant.item))];
  if (!reading.isMarked || items.length === 0) return { items, near: [] };
  const accented = accentedKey(reading.words);
  const equal = variants.filter((variant) => accentedKey(variant.reading.words) === accented);
  if (equal.length > 0) return { items: [...new Set(equal.map((variant) => variant.item))], near: [] };
  const same = variants.filter((variant) => !variant.isStrict || hasSameProperName(variant.reading, reading));
  const near = variants.filter((variant) => !same.includes(variant));
  return {
    items: [...new Set(same.map((variant) => variant.item))],
    near: [...new Set(near.map((variant) => variant.item))].map((item) => ({ item, score: 0.9 })),
  };
}

function accentedKey(words: readonly Word[]): string {
  return words.map((word) => word.accented).join(' ');
}

const localityHead = /^(?:uy ban nhan dan )?(?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho) /;

/** The words after "UBND xã" agree with their diacritics; slips in the words before do not matter. */
function hasSameProperName(a: Reading, b: Reading): boolean {
  const head = localityHead.exec(a.key)?.[0];
  const skip = head === undefined ? 0 : head.trim().split(' ').length;
  const skipInB = localityHead.exec(b.key)?.[0].trim().split(' ').length ?? 0;
  // "tỉnh" at the end of one of them is no part of the name.
  const length = Math.min(a.words.length - skip, b.words.length - skipInB);
  return (
    accentedKey(a.words.slice(skip, skip + length)) === accentedKey(b.words.slice(skipInB, skipInB + length))
  );
}

/** The reading without the province at its end, for "SYT Nghệ An", "TAND tỉnh". */
function withoutSuffix(reading: Reading): Reading {
  const end = reading.suffixStart ?? Number.MAX_SAFE_INTEGER;
  return { ...reading, words: reading.words.filter((word) => word.start < end) };
}

/** Words of a reading that look like abbreviations. */
function acronymsOf(reading: Reading, vocabulary: ReadonlySet<string>): Set<Word> {
  const isMixed = reading.words.some((word) => !word.isUpper) || reading.words.length === 1;
  const isLower = reading.words.every((word) => !word.isCapitalized);
  return new Set(
    reading.words.filter(
      (word) =>
        word.plain.length > 1 &&
        word.plain.length <= 14 &&
        /^[a-z]+$/.test(word.plain) &&
        ((word.isUpper && isMixed) ||
          ((isLower || word.isUpper) && (reading.words.length === 1 || !vocabulary.has(word.plain)))),
    ),
  );
}

/** Whether the words, abbreviations read letter by letter, are the words of a name from its start. */
function spells(words: readonly Word[], acronyms: ReadonlySet<Word>, name: readonly Word[]): boolean {
  let at = 0;
  for (const word of words) {
    if (acronyms.has(word)) {
      for (const letter of word.plain) {
        if (name[at]?.plain[0] !== letter) return false;
        at += 1;
      }
    } else {
      if (name[at]?.plain !== word.plain) return false;
      at += 1;
    }
  }
  return true;
}
