/**
 * Letters as PDF fonts give them → letters as they are read: bullets of symbol fonts, ligatures, letters put in the place of
 * Vietnamese ones, texts typed with the fonts of before Unicode (`old-fonts.ts`).
 */
import { mendOldText, oldEncodingOf } from './old-fonts.js';

/** Signs by the codes symbol fonts give them, and hyphens that are none of their own. */
const signs: ReadonlyMap<string, string> = new Map([
  ['\uf02d', '-'],
  ['\uf02b', '+'],
  ['\uf0b7', '•'],
  ['\uf0a7', '▪'],
  ['\uf0a8', '•'],
  ['\uf0d8', '•'],
  ['\uf076', '•'],
  ['\uf0fc', '•'],
  ['\uf0e0', '•'],
  ['\uf0e8', '•'],
  ['\u2011', '-'],
  ['\u2010', '-'],
]);

/** Bullets, hyphens and ligatures made plain. */
export function plainSigns(text: string): string {
  return text
    .replace(/[\uf02b-\uf0fc\u2010\u2011]/gu, (sign) => signs.get(sign) ?? sign)
    .replace(/[\ufb00-\ufb06]/gu, (letters) => letters.normalize('NFKC'));
}

/** Letters of other languages that fonts made for Vietnamese give for its own. */
const strangers: ReadonlyMap<string, string> = new Map([
  ['ƣ', 'ư'],
  ['Ƣ', 'Ư'],
  ['Ð', 'Đ'],
  ['Ɖ', 'Đ'],
  ['ð', 'đ'],
]);

/** The lines of a page with their letters set right. */
export function mendTexts(texts: readonly string[]): string[] {
  let text = texts.join('\n');
  // TCVN3 has its "ư" where Latin-1 has the soft hyphen, which PDF fonts call a hyphen: "tr-íc" is "trước".
  if (/[\u00a1-\u00ff]/.test(text) && oldEncodingOf(text) === 'tcvn3')
    text = text.replace(/(?<=\p{Ll})-(?=[\p{Ll}\u00a1-\u00bf\s.,;:)]|$)/gu, '\u00ad');
  return mendOldText(text)
    .text.replace(/\u00ad/g, '')
    .split('\n')
    .map((line) => line.replace(/[ƣƢÐƉð]/gu, (letter) => strangers.get(letter) ?? letter));
}
