/**
 * The font of every picture: Be Vietnam Pro as full TTF files (web fonts give blank text without an error). The machine's
 * own fonts are never loaded, so that a picture is the same everywhere.
 */
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

export type Weight = 'regular' | 'bold';

/** Files by weight. */
export const fontFiles: Record<Weight, string> = {
  regular: resolve('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf'),
};
export const fontFamily = 'Be Vietnam Pro';
/** As SVG writes it. */
export const fontWeights: Record<Weight, number> = { regular: 400, bold: 700 };

/** All the letters of Vietnamese and the signs its offices write; each has a glyph in both files. */
export const known =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026]*$/;

/**
 * Text the font can draw: NFC, one line. A sign without a glyph would change the font of the whole run or leave a hole:
 * a letter loses the mark the font lacks, a dash or space becomes the plain one, anything else is left out.
 */
export function drawable(text: string): string {
  let drawn = '';
  for (const sign of text.normalize('NFC')) {
    if (known.test(sign)) drawn += sign;
    else if (/[\s\p{Zs}\p{Cc}]/u.test(sign)) drawn += ' ';
    else if (/\p{Pd}/u.test(sign)) drawn += '-';
    else {
      // "ﬁ", "①", letters of other Latin alphabets.
      const plain = sign.normalize('NFKD').replace(/\p{M}/gu, '');
      if (known.test(plain)) drawn += plain;
    }
  }
  return drawn.replace(/ +/g, ' ').trim();
}
