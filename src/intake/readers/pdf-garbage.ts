/**
 * Tells whether the letters a PDF page gives are a text: fonts without a table of letters give symbols or other letters.
 * Looks at shares only; what a page says is not its business.
 */
import { fold } from '../../domain/text.js';

/** Fewer letters than this are no text: a page number, a stamp, crumbs beside a picture. */
export const fewestLetters = 15;

/** Fewer words than this are too few to judge. */
const fewestWords = 12;

/** Words of a Vietnamese text that look like syllables: nine in ten; names, numbers and signs are the rest. */
const leastSyllables = 0.4;

/** Signs that stand for no letter: private use, replacement, control. */
const strange = /[\p{Co}\p{Cc}\ufffd]/gu;

/** Consonants before, vowels, consonants after: the shape of every Vietnamese syllable, without its marks. */
const syllable =
  /^(?:b|ch?|d|gh?|gi|h|kh?|l|m|nh?|ngh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|ng?|nh|p|t)?$/;

/** Whether letters of a page are garbage; a page with few words is taken as it is. */
export function isGarbage(text: string): boolean {
  const solid = text.replace(/\s/g, '');
  if (solid.length === 0) return false;
  if ((solid.match(strange)?.length ?? 0) > solid.length * 0.1) return true;
  const words = text
    .split(/\s+/)
    .map((word) => fold(word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')))
    .filter((word) => word.length >= 2 && !/\d/.test(word))
    .slice(0, 4000);
  if (words.length < fewestWords) return false;
  return words.filter((word) => syllable.test(word)).length < words.length * leastSyllables;
}

/** Number of letters and digits. */
export function countLetters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
