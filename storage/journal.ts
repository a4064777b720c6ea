/**
 * The journal's text: a header line, then one line per batch of transactions made durable together.
 * Reading and writing text only; the open file is `journal-file.ts`.
 *
 * {"journal":1,"version":1,"store":"…","sequence":41,"chain":"…","sum":"…"}
 * {"sequence":42,"bytes":63,"sum":"…","changes":[["put","plans",{…}],["remove","inbox","web:7"],["count","draft",3]]}
 *
 * Each sum covers the sum before it, so a line changed, left out or moved is noticed. A line is written only after
 * the one before is durable: hence only the last can be torn by a crash, and that one was never acknowledged.
 * Limit: a journal cut exactly as a crash would cut it cannot be told from a crash.
 */
import { createHash } from 'node:crypto';
import { UserError } from '../src/domain/errors.js';
import { damage } from './words.js';

/** Number of this text format, apart from the version of the records. */
const format = 1;

/** A place in the store's history: how many batches, and the sum over all of them. */
export interface Point {
  sequence: number;
  chain: string;
}

/** What a journal continues: which store, in which version of its records, from where. */
export interface JournalHeader extends Point {
  version: number;
  store: string;
}

/** `["put", table, record]`, `["remove", table, id]` or `["count", name, value]`. */
export type Operation = readonly [string, string, unknown];

export interface Batch extends Point {
  /** Position behind its line, in bytes. */
  end: number;
  operations: () => Operation[];
}

export interface ParsedJournal {
  header: JournalHeader;
  /** Position behind the header line. */
  start: number;
  batches: Batch[];
  /** Position behind the last whole line; anything after was torn by a crash. */
  end: number;
  tornBytes: number;
}

const hexSum = '[0-9a-f]{64}';
const headerPattern = new RegExp(`^(\\{"journal":\\d+,"version":\\d+,.*),"sum":"(${hexSum})"\\}$`);
const linePattern = new RegExp(
  `^\\{"sequence":(\\d{1,15}),"bytes":(\\d{1,10}),"sum":"(${hexSum})","changes":`,
);
const longestPrefix = 160;
const newline = 0x0a;
const lineEnd = Buffer.from('}\n');
const sectorBytes = 512;

function sumOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Where the history of a new store begins. */
export function beginning(store: string): Point {
  return { sequence: 0, chain: sumOf(store) };
}

export function headerLine({ version, store, sequence, chain }: JournalHeader): Buffer {
  const text = `{"journal":${format},"version":${version},"store":${JSON.stringify(store)},"sequence":${sequence},"chain":"${chain}"`;
  return Buffer.from(`${text},"sum":"${sumOf(text)}"}\n`);
}

/** The line that continues a history, and where the history then stands. */
export function batchLine(last: Point, operations: readonly Operation[]): Point & { bytes: Buffer } {
  const changes = Buffer.from(JSON.stringify(operations));
  const sequence = last.sequence + 1;
  const chain = sumOf(last.chain, String(sequence), changes);
  const prefix = `{"sequence":${sequence},"bytes":${changes.length},"sum":"${chain}","changes":`;
  return { sequence, chain, bytes: Buffer.concat([Buffer.from(prefix), changes, lineEnd]) };
}

/**
 * Reads a journal.
 * @param file its name, for the error.
 * @throws UserError `store-damaged`, or `store-newer` when a later version wrote it.
 */
export function parseJournal(bytes: Buffer, file: string): ParsedJournal {
  const start = bytes.indexOf(newline) + 1;
  const header = start > 0 ? parseHeader(bytes.toString('utf8', 0, start - 1)) : null;
  if (!header) throw new UserError('store-damaged', damage.line(file, 1));
  const batches: Batch[] = [];
  let last: Point = header;
  let end = start;
  while (end < bytes.length) {
    const batch = parseLine(bytes, end, last);
    if (!batch) {
      if (!isTorn(bytes, end, last.sequence + 1)) {
        throw new UserError('store-damaged', damage.line(file, batches.length + 2));
      }
      break;
    }
    batches.push(batch);
    last = batch;
    end = batch.end;
  }
  return { header, start, batches, end, tornBytes: bytes.length - end };
}

function parseHeader(line: string): JournalHeader | null {
  const match = headerPattern.exec(line);
  if (!match?.[1] || sumOf(match[1]) !== match[2]) return null;
  const fields = JSON.parse(`${match[1]}}`) as Record<string, unknown>;
  if (typeof fields['journal'] === 'number' && fields['journal'] > format) throw new UserError('store-newer');
  const { version, store, sequence, chain } = fields;
  if (typeof version !== 'number' || typeof store !== 'string') return null;
  if (typeof sequence !== 'number' || typeof chain !== 'string') return null;
  return { version, store, sequence, chain };
}

function parseLine(bytes: Buffer, at: number, last: Point): Batch | null {
  const match = linePattern.exec(bytes.toString('latin1', at, at + longestPrefix));
  if (!match) return null;
  const sequence = Number(match[1]);
  const from = at + match[0].length;
  const to = from + Number(match[2]);
  const end = to + lineEnd.length;
  if (sequence !== last.sequence + 1 || end > bytes.length || !bytes.subarray(to, end).equals(lineEnd))
    return null;
  const changes = bytes.subarray(from, to);
  const chain = sumOf(last.chain, String(sequence), changes);
  if (chain !== match[3]) return null;
  return { sequence, chain, end, operations: () => JSON.parse(changes.toString('utf8')) as Operation[] };
}

/** Whether the bytes from `at` on are what a crash leaves of one line being appended, rather than damage. */
function isTorn(bytes: Buffer, at: number, sequence: number): boolean {
  const tail = bytes.subarray(at);
  const firstNewline = tail.indexOf(newline);
  // Line breaks inside strings are escaped, so this is a line with another after it.
  if (firstNewline >= 0 && firstNewline < tail.length - 1) return false;
  // After a power cut the length may be there and a part of the content not: whole sectors of zeros.
  if (hasEmptySector(bytes, at)) return true;
  if (firstNewline >= 0) return false;
  return isBeginningOfLine(tail, sequence);
}

function hasEmptySector(bytes: Buffer, at: number): boolean {
  for (let from = at; from < bytes.length;) {
    const to = Math.min(bytes.length, (Math.floor(from / sectorBytes) + 1) * sectorBytes);
    if (bytes.subarray(from, to).every((byte) => byte === 0)) return true;
    from = to;
  }
  return false;
}

/** Whether the text is a line of this sequence number that stops before its end. */
function isBeginningOfLine(tail: Buffer, sequence: number): boolean {
  const text = tail.toString('latin1', 0, longestPrefix);
  const whole = linePattern.exec(text);
  if (whole) {
    const length = whole[0].length + Number(whole[2]) + lineEnd.length;
    return Number(whole[1]) === sequence && tail.length < length;
  }
  // Shorter than the fixed part: with the missing rest put in place it must read as a line.
  const opening = `{"sequence":${sequence},"bytes":`;
  if (text.length <= opening.length) return opening.startsWith(text);
  if (!text.startsWith(opening)) return false;
  const [digits = '', ...rest] = text.slice(opening.length).split(',');
  if (!/^\d{0,10}$/.test(digits)) return false;
  if (rest.length === 0) return true;
  const middle = '"sum":"';
  const after = rest.join(',');
  if (after.length <= middle.length) return middle.startsWith(after);
  const sum = after.slice(middle.length, middle.length + 64);
  const closing = after.slice(middle.length + 64);
  return after.startsWith(middle) && /^[0-9a-f]*$/.test(sum) && '","changes":'.startsWith(closing);
}
