/** Words whose font tells how their letters are written: the fonts of before Unicode, by their names. */
import { fromTcvn3, fromVni } from './encoding.js';

/** How the letters of a font are to be read. */
export type OldFont = 'tcvn3' | 'tcvn3-capitals' | 'vni';

/** Letters that only Unicode has: a run that holds one was converted and kept the name of its old font. */
const unicodeOnly = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]/;

export function hasUnicodeOnly(text: string): boolean {
  return unicodeOnly.test(text);
}

/** ".VnTime" holds TCVN3, ".VnTimeH" TCVN3 shown in capitals, "VNI-Times" VNI; other fonts are of Unicode. */
export function oldFont(name: string): OldFont | null {
  if (/^vni/i.test(name)) return 'vni';
  if (!/^\.?vn/i.test(name)) return null;
  return /h$/i.test(name.split(' ')[0] ?? '') ? 'tcvn3-capitals' : 'tcvn3';
}

/** Words typed in such a font → Unicode. */
export function convertedFrom(text: string, font: OldFont | null): string {
  if (font === null) return text;
  return font === 'vni' ? fromVni(text) : fromTcvn3(text, { capitals: font === 'tcvn3-capitals' });
}
