/**
 * Text typed with the fonts of before Unicode: TCVN3 ("ABC": .VnTime, .VnTimeH) and VNI (VNI-Times), as it comes out of
 * a file read as Windows-1252. Recognises it by the syllables it would make and converts it to NFC.
 * It knows no bytes (`encoding.ts`) and no fonts; a caller that sees a font name may say what that name tells.
 */
import { VietnameseConversion } from 'vietnamese-conversion';
import { isSyllable } from '../../domain/syllable.js';
import { fold } from '../../domain/text.js';

/** Encodings of the old fonts. */
export type OldEncoding = 'tcvn3' | 'vni';

const letters =
  'aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ'.match(/[^aeiouy]/gu) ?? [];

/**
 * Code → letter. The library holds the tables; its own conversion is not used because it keeps every text it was given
 * and stumbles over "::1::" in one. Two of its VNI codes are wrong and are given here.
 */
function tableOf(encoding: OldEncoding): Map<string, string> {
  const table = new Map<string, string>();
  for (const letter of [...letters, ...letters.map((one) => one.toUpperCase())]) {
    const code =
      encoding === 'vni' && /[ỷỹ]/i.test(letter)
        ? vniOfY(letter)
        : new VietnameseConversion(letter, 'unicode').toCharset(encoding);
    table.set(code, letter);
    // VNI writes a capital's marks in capitals; typists left them small ("Uûy").
    if (encoding === 'vni' && code.length === 2 && letter !== letter.toLowerCase())
      table.set(`${code.charAt(0)}${code.charAt(1).toLowerCase()}`, letter);
  }
  return table;
}

function vniOfY(letter: string): string {
  const small = letter.toLowerCase() === 'ỷ' ? 'yû' : 'yõ';
  return letter === letter.toLowerCase() ? small : small.toUpperCase();
}

const tables = new Map<OldEncoding, Map<string, string>>();

/** Converts code by code. With `strict`, letters the encoding does not have become U+FFFD: words it cannot have written. */
function convert(text: string, encoding: OldEncoding, strict = false): string {
  let table = tables.get(encoding);
  if (table === undefined) tables.set(encoding, (table = tableOf(encoding)));
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const pair = text.charCodeAt(at + 1) > 0x7f ? table.get(text.slice(at, at + 2)) : undefined;
    if (pair !== undefined) at += 1;
    const unit = text.charAt(at);
    const letter = pair ?? (unit > '\u007f' ? table.get(unit) : undefined);
    result += letter ?? (strict && unit >= '\u00c0' && unit <= '\u00ff' ? '\ufffd' : unit);
  }
  return result;
}

/**
 * TCVN3 text → NFC. Small and capital letters share their codes: capitals are a matter of the font (.VnTimeH).
 * @param capitals true when the font is known to be one of capitals. Without it, words whose plain letters are all
 *   capitals ("KÕ HO¹CH") and lines that are a heading of the document in small letters ("céng hoµ x· héi …") become capitals.
 */
export function fromTcvn3(text: string, options: { capitals?: boolean } = {}): string {
  const plain = convert(text, 'tcvn3');
  if (options.capitals === true) return plain.toUpperCase();
  let seen = 0;
  return plain
    .split('\n')
    .map((line) => {
      if (line.trim() === '') return line;
      seen += 1;
      return seen <= headLines && isHeadLine(line) ? line.toUpperCase() : capitalised(line);
    })
    .join('\n');
}

/** VNI text → NFC. */
export function fromVni(text: string): string {
  return convert(text, 'vni');
}

/** Lines of a text among which its printed heading stands. */
const headLines = 40;

/** What stands in capitals at the head of a document, whole lines, folded; typed small in a font of capitals. */
const headWords =
  /^(?:cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|(?:uy ban nhan dan|hoi dong nhan dan)(?: (?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran)\b.{0,40})?|ke hoach|quyet dinh|chi thi|thong bao|huong dan|chuong trinh|(?:(?:toi|tuyet) )?mat|hoa toc|(?:thuong )?khan|phu luc(?: [ivx\d]{1,4})?)$/;

function isHeadLine(line: string): boolean {
  const text = line.trim();
  return text === text.toLowerCase() && headWords.test(fold(text));
}

/** A word of plain capitals with a small marked letter among them: "TỉNH", "ủY"; "Lê" and "UBND" are none. */
function isCapitalWord(word: string): boolean {
  return !/[a-z]/.test(word) && /.[A-Z]/u.test(word) && word !== word.toUpperCase();
}

/** Such words were typed in a font of capitals, and with them all that stands beside them without a small plain letter. */
function capitalised(line: string): string {
  return line
    .split(/(\t|\s{3,})/)
    .map((part) => {
      const words = part.match(/\p{L}{2,14}/gu) ?? [];
      if (!words.some((word) => isCapitalWord(word))) return part;
      if (!/[a-z]/.test(part)) return part.toUpperCase();
      return part.replace(/\p{L}{2,14}/gu, (word) => (isCapitalWord(word) ? word.toUpperCase() : word));
    })
    .join('');
}

/** Letters of Vietnamese that no old font yields when it is read as Windows-1252, and marks standing alone. */
const unicodeOnly =
  /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]|[\u0300-\u0323]/;

/** Words as a text has them: runs without white space, signs of ASCII, general punctuation. */
const wordPattern = /[A-Za-z\u00a1-\u1fff\u2070-\uffff]{1,40}/g;

/** Most marked words that are weighed; more say nothing new. */
const mostWeighed = 5000;

/** How many marked words of a text are syllables, and how many cannot be. Abbreviations count for neither. */
export interface Weight {
  good: number;
  bad: number;
}

/** Weighs the words of a text that carry anything beyond ASCII, as `read` makes them. */
export function weigh(text: string, read: (word: string) => string = (word) => word): Weight {
  const weight = { good: 0, bad: 0 };
  for (const [word] of text.matchAll(wordPattern)) {
    if (!/[\u0080-\uffff]/.test(word)) continue;
    const here = read(word).normalize('NFC');
    if (isSyllable(here)) weight.good += 1;
    else if (!/^[A-ZĐ\u00d0]{1,8}$/.test(here)) weight.bad += 1;
    if (weight.good + weight.bad >= mostWeighed) break;
  }
  return weight;
}

/** How the words of an old encoding are weighed. */
export const converters: Readonly<Record<OldEncoding, (word: string) => string>> = {
  tcvn3: (word) => convert(word, 'tcvn3', true),
  vni: (word) => convert(word, 'vni', true),
};

/**
 * Which old encoding a text is in, or null. Judged by its words: as they stand most are no syllables, converted nearly all are.
 * A text with a single letter that only Unicode has is never called old.
 */
export function oldEncodingOf(text: string): OldEncoding | null {
  if (unicodeOnly.test(text)) return null;
  const asIs = weigh(text);
  if (asIs.bad === 0) return null;
  let best: { encoding: OldEncoding; good: number } | null = null;
  for (const encoding of ['tcvn3', 'vni'] as const) {
    const { good, bad } = weigh(text, converters[encoding]);
    if (good >= 1 && good >= bad * 4 && good >= asIs.good * 2 && good > (best?.good ?? 0))
      best = { encoding, good };
  }
  return best?.encoding ?? null;
}

/** Whether a text was typed in a TCVN3 font. */
export function looksLikeTcvn3(text: string): boolean {
  return oldEncodingOf(text) === 'tcvn3';
}

/** Whether a text was typed in a VNI font. */
export function looksLikeVni(text: string): boolean {
  return oldEncodingOf(text) === 'vni';
}

/** Converts a text of a known old encoding. */
export function fromOld(text: string, encoding: OldEncoding): string {
  return encoding === 'tcvn3' ? fromTcvn3(text) : fromVni(text);
}

/**
 * Converts what is old in a Unicode text, line by line: all of it when the text as a whole was typed in an old font,
 * else only the lines that say so themselves. Lines in good Unicode stay as they are.
 */
export function mendOldText(text: string): { text: string; encoding: OldEncoding | null } {
  // Every old text has letters of this range; most texts of today have others too, and are left after one look.
  if (!/[\u00a1-\u00ff]/.test(text)) return { text, encoding: null };
  const lines = text.split('\n');
  const doubtful = lines.filter((line) => !unicodeOnly.test(line));
  const whole = oldEncodingOf(doubtful.join('\n'));
  if (whole !== null && doubtful.length === lines.length)
    return { text: fromOld(text, whole), encoding: whole };
  let encoding: OldEncoding | null = null;
  const mended = lines.map((line) => {
    if (unicodeOnly.test(line)) return line;
    const here = whole ?? oldEncodingOf(line);
    if (here === null) return line;
    encoding = here;
    return fromOld(line, here);
  });
  return { text: mended.join('\n'), encoding };
}
