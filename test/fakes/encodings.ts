/** Writes Vietnamese text in the encodings people used before Unicode, for tests of reading them back. */
import { VietnameseConversion } from 'vietnamese-conversion';

const in1252 = new Map<string, number>(
  [
    ...Array.from({ length: 128 }, (_, byte) => String.fromCharCode(byte)),
    // Spelt out because the decoder of Node 20 takes this page for Latin-1.
    ...Array.from('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'),
    ...Array.from({ length: 96 }, (_, at) => String.fromCharCode(0xa0 + at)),
  ].map((unit, byte) => [unit, byte]),
);
const in1258 = new Map<string, number>(
  Array.from(
    new TextDecoder('windows-1258').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
    (unit, byte) => [unit, byte],
  ),
);

/** Windows-1252 bytes; what it has no byte for becomes "?". */
export function windows1252(text: string): Buffer {
  return Buffer.from(Array.from(text, (unit) => in1252.get(unit) ?? 0x3f));
}

/** Windows-1258 bytes: base letter, then its tone as a combining mark. */
export function windows1258(text: string): Buffer {
  const bytes: number[] = [];
  for (const unit of text.normalize('NFC')) {
    const whole = in1258.get(unit);
    if (whole !== undefined) {
      bytes.push(whole);
      continue;
    }
    const parts = unit.normalize('NFD');
    const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(parts)?.[0] ?? '';
    const base = parts.replace(tone, '').normalize('NFC');
    for (const part of [base, tone].join('')) bytes.push(in1258.get(part) ?? 0x3f);
  }
  return Buffer.from(bytes);
}

/** What a text looks like when it was typed in an old font and its codes are read as Windows-1252. */
export function oldFont(text: string, encoding: 'tcvn3' | 'vni'): string {
  return Array.from(text.normalize('NFC'), (unit) => {
    if (encoding === 'vni' && /[ỷỹỶỸ]/.test(unit)) {
      const code = /[ỷỶ]/.test(unit) ? 'yû' : 'yõ';
      return unit === unit.toLowerCase() ? code : code.toUpperCase();
    }
    return new VietnameseConversion(unit, 'unicode').toCharset(encoding);
  }).join('');
}

/** TCVN3 as a font of capitals has it: marked letters by their small codes, plain letters in capitals. */
export function capitalFont(text: string): string {
  return Array.from(text.normalize('NFC'), (unit) =>
    /[A-Za-z]/.test(unit)
      ? unit.toUpperCase()
      : new VietnameseConversion(unit.toLowerCase(), 'unicode').toCharset('tcvn3'),
  ).join('');
}
