/** Codes of documents: "348/KH-UBND", "26-NQ/TW", "30/2020/NĐ-CP". What looks like a date may be part of one. */
import type { Stream } from './tokens.js';
import { isMark } from './words.js';

/** Types of documents and issuers as people type them in small letters: "348/kh-ubnd". */
const smallCodes = new Set(
  'nq qđ qd ct tb hd ctr kh pa đa bc ttr cđ cv kl nđ nd tt ubnd tu ttg cp hđnd hdnd tw bch gm'.split(' '),
);

/** Longer codes are none ("123/SKHĐT-QLĐT-TTr" has three parts). */
const maxParts = 8;

/** Where the code that begins with the number (or the slash after a blank number) at `index` ends, or -1. */
export function documentAt(stream: Stream, index: number): number {
  const number = stream.tokens[index];
  if (number === undefined || (number.kind !== 'number' && !isMark(stream, index, '…', '/'))) return -1;
  let i = isMark(stream, index, '/') ? index : index + 1;
  const year = stream.tokens[i + 1];
  if (isMark(stream, i, '/') && year?.kind === 'number' && year.digits === 4) i += 2;
  if (!isMark(stream, i, '/', '-')) return -1;
  if (!isCode(stream, i + 1) && !(number.kind === 'number' && isSmallOffice(stream, i))) return -1;
  i += 2;
  for (let count = 0; count < maxParts; count += 1) {
    if (!isMark(stream, i, '/', '-', '&')) break;
    const next = stream.tokens[i + 1];
    if (next === undefined || next.isAfterBreak || next.kind === 'mark') break;
    if (next.kind === 'word' && !isCode(stream, i + 1) && !next.isGlued) break;
    i += 2;
  }
  return i;
}

/** Whether a date that ends at `index` goes on as a code: "12/2020/NĐ-CP". */
export function goesOnAsCode(stream: Stream, index: number): boolean {
  const next = stream.tokens[index + 1];
  return (
    isMark(stream, index, '/', '-') && next !== undefined && !next.isAfterBreak && isCode(stream, index + 1)
  );
}

/** Capitals as in the code of an office or a type of document. Codes have no tone marks: "NGÀY" is a word. */
function isCode(stream: Stream, index: number): boolean {
  const token = stream.tokens[index];
  if (token === undefined || token.kind !== 'word') return false;
  if (token.isGlued && smallCodes.has(token.lower)) return true;
  const written = stream.text.slice(token.start, token.end);
  if (!/^[A-ZĐƯ][A-Za-zĐƯđư]+$/.test(written)) return false;
  const capitals = written.replace(/[^\p{Lu}]/gu, '').length;
  return capitals * 2 >= written.length + 1;
}

/** "/skhdt-th": small letters joined on both sides of a dash are an office, never a date or a rate. */
function isSmallOffice(stream: Stream, index: number): boolean {
  const [slash, office, dash, desk] = stream.tokens.slice(index, index + 4);
  if (slash?.lower !== '/' || office?.kind !== 'word' || dash?.lower !== '-' || desk?.kind !== 'word')
    return false;
  return slash.isGlued && office.isGlued && dash.isGlued && desk.isGlued;
}
