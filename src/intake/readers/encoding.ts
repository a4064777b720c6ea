/**
 * Bytes of a text file → Unicode text in NFC: UTF-8 and UTF-16 with and without their mark, Windows-1258, Windows-1252,
 * TCVN3 and VNI, and UTF-8 that was encoded twice. The content decides, never a name.
 * A text that fits none of them with certainty is refused: a wrong guess would be read as another document.
 */
import { UserError } from '../../domain/errors.js';
import { converters, fromOld, mendOldText, oldEncodingOf, weigh } from './old-fonts.js';

export { fromTcvn3, fromVni, looksLikeTcvn3, looksLikeVni, mendOldText } from './old-fonts.js';

/** How a text was written. `utf-8-twice`: UTF-8 taken for Windows-1252 and encoded again. */
export type TextEncoding =
  | 'utf-8'
  | 'utf-8-twice'
  | 'utf-16le'
  | 'utf-16be'
  | 'windows-1252'
  | 'windows-1258'
  | 'tcvn3'
  | 'vni';

/** A decoded text, NFC, without byte-order mark. */
export interface DecodedText {
  text: string;
  encoding: TextEncoding;
}

/**
 * Decodes a text file.
 * @throws UserError `file-damaged` when it holds NUL characters, `document-unreadable` when no encoding fits or the
 *   letters were lost before it came here ("K? ho?ch").
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const wide = utf16Of(bytes);
  if (wide !== null) {
    const even = bytes.subarray(0, bytes.byteLength - (bytes.byteLength % 2));
    return finish(strict(wide, even) ?? refuse(), wide);
  }
  const text = utf8Of(bytes);
  return text === null ? eightBit(bytes) : finish(text, 'utf-8');
}

/** Bytes looked at to recognise UTF-16 that carries no mark. */
const headBytes = 4096;

/** UTF-16 by its mark, or by zero bytes that stand (nearly) only at one parity, as Latin letters leave them. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, headBytes);
  if (head.length < 8 || bytes.byteLength % 2 !== 0) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) even += 1;
    if (head[at + 1] === 0) odd += 1;
  }
  const enough = head.length / 2 / 3;
  if (odd >= enough && even === 0) return 'utf-16le';
  return even >= enough && odd === 0 ? 'utf-16be' : null;
}

function strict(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Wrong bytes that a long UTF-8 text may hold, as a share of its marked letters: one slip of a copying program. */
const badShare = 1 / 500;

/** The text when the bytes are UTF-8, a letter cut at the end or a rare slip allowed; else null. */
function utf8Of(bytes: Uint8Array): string | null {
  const whole = strict('utf-8', bytes);
  if (whole !== null) return whole;
  for (let cut = 1; cut <= 3 && cut < bytes.byteLength; cut += 1) {
    if ((bytes[bytes.byteLength - cut] ?? 0) < 0xc0) continue;
    const text = strict('utf-8', bytes.subarray(0, bytes.byteLength - cut));
    if (text !== null && /[\u0080-\uffff]/.test(text)) return text;
  }
  const loose = new TextDecoder('utf-8').decode(bytes);
  let bad = 0;
  let good = 0;
  for (const unit of loose) {
    if (unit === '\ufffd') bad += 1;
    else if (unit > '\u007f') good += 1;
  }
  return bad <= good * badShare ? loose : null;
}

/** Share of marked words that must be syllables before an 8-bit reading is believed. */
const believed = 0.8;

/** A second reading with more than this share of the best one's words leaves the choice open. */
const rival = 0.8;

/** Windows-1252 from 0x80 to 0x9f. Said here because Node 20 decodes that page as Latin-1 (its issue 56542). */
const windows1252High = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function windows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (unit) => windows1252High.charAt(unit.charCodeAt(0) - 0x80));
}

/** An 8-bit text in the encoding whose words are Vietnamese. */
function eightBit(bytes: Uint8Array): DecodedText {
  if (bytes.includes(0)) throw new UserError('file-damaged', null);
  const latin = windows1252(bytes);
  const vietnamese = new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
  const readings = [
    ...(['tcvn3', 'vni'] as const).map((encoding) => ({
      encoding,
      weight: weigh(latin, converters[encoding]),
      text: () => fromOld(latin, encoding),
    })),
    { encoding: 'windows-1258' as const, weight: weigh(vietnamese), text: () => vietnamese },
  ]
    .map((reading) => ({ ...reading, score: reading.weight.good - reading.weight.bad }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = readings;
  if (best === undefined) return refuse();
  const { good, bad } = best.weight;
  // Signs alone ("–", "“") beside unmarked letters are the same everywhere.
  if (readings.every(({ weight }) => weight.good + weight.bad === 0)) return finish(latin, 'windows-1252');
  if (good < (good + bad) * believed || best.score <= 0) return refuse();
  if (second !== undefined && second.score > best.score * rival) return refuse();
  return finish(best.text(), best.encoding);
}

/** What is left to do with a decoded text: undo a second encoding, convert old fonts, refuse lost letters, NFC. */
function finish(decoded: string, encoding: TextEncoding): DecodedText {
  if (decoded.includes('\u0000')) throw new UserError('file-damaged', null);
  let text = decoded.replace(/^\ufeff/, '').normalize('NFC');
  let written = encoding;
  if (encoding === 'utf-8' || encoding.startsWith('utf-16')) {
    const once = onceDecoded(text);
    if (once !== null) {
      text = once;
      written = 'utf-8-twice';
    }
    const mended = mendOldText(text);
    text = mended.text;
    if (mended.encoding !== null && oldEncodingOf(text) === null) written = mended.encoding;
    // Soft hyphens of web pages stand inside words and are not seen; in TCVN3 the same code is a letter.
    else text = text.replaceAll('\u00ad', '');
  }
  if (lostLetters(text)) return refuse();
  return { text: text.normalize('NFC'), encoding: written };
}

/** Beginnings of Vietnamese letters in UTF-8 as Windows-1252 shows them: "Ã¡", "áº¿", "Ä‘", "Æ°". */
const doubled = /(?:Ã[\u0080-\u00bf]|á[º»].|Ä[\u0090\u0091‘’]|Æ[°¡¯])/u;

/** Windows-1252 characters above Latin-1 → their bytes. */
const highBytes = new Map(Array.from(windows1252High, (unit, at) => [unit, 0x80 + at] as const));

/** The text before its second encoding, when it was encoded twice and reads better so; else null. */
function onceDecoded(text: string): string | null {
  if (!doubled.test(text)) return null;
  const bytes: number[] = [];
  for (const unit of text) {
    const byte = highBytes.get(unit) ?? unit.codePointAt(0) ?? 0;
    if (byte > 0xff) return null;
    bytes.push(byte);
  }
  const once = strict('utf-8', Uint8Array.from(bytes));
  if (once === null) return null;
  const before = weigh(text);
  const after = weigh(once.normalize('NFC'));
  return after.good > after.bad && after.good > before.good ? once.normalize('NFC') : null;
}

/** Letters replaced by "?" or U+FFFD inside words, beyond a slip: what they were is not in the file any more. */
function lostLetters(text: string): boolean {
  const sample = text.slice(0, 200_000);
  const lost = sample.match(/[A-Za-z][?\ufffd]{1,2}[A-Za-z]/g)?.length ?? 0;
  const words = sample.match(/\s\S/g)?.length ?? 0;
  return lost > Math.max(3, words * 0.02);
}

function refuse(): never {
  throw new UserError('document-unreadable', null);
}
