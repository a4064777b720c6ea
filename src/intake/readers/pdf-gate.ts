/**
 * The counted gate every PDF passes before a library sees it: size, end of file, filters of each stream, unpacked bytes.
 * Finds streams by their words in the raw bytes, so it sees at least those a reader can reach; it does not build the document.
 * Source of the layout: ISO 32000-2, 7.3.8 (streams) and 7.4 (filters).
 */
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { UserError } from '../../domain/errors.js';

/** What a PDF may hold. */
export const pdfLimits = {
  /** Larger files are scans of whole books; chat platforms carry far less. */
  bytes: 96 * 1024 * 1024,
  /** Three times the longest plan with its appendices. */
  pages: 1500,
  /** Honest chains have one filter, or one that makes text of bytes before it. */
  filters: 2,
  /** One stream of page content, font or objects; real ones stay under 10 MiB. */
  streamBytes: 48 * 1024 * 1024,
  /** All of those together. */
  totalBytes: 256 * 1024 * 1024,
  /** A picture: A4 in colour at 600 dots per inch is 104 MB. */
  pictureBytes: 128 * 1024 * 1024,
  /** LZW grows up to a thousandfold and left the trade in the nineties: packed bytes together. */
  lzwBytes: 256 * 1024,
  /** Row of a predictor, in samples; the row is allocated before a byte of it is read. */
  columns: 100_000,
  /** Streams together. */
  streams: 100_000,
} as const;

const growing = /^(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL|BrotliDecode|Br)$/;
const flate = /^(?:FlateDecode|Fl)$/;
const lzw = /^(?:LZWDecode|LZW)$/;
const base85 = /^(?:ASCII85Decode|A85)$/;
const hex = /^(?:ASCIIHexDecode|AHx)$/;

/**
 * Looks at the bytes of a PDF.
 * @throws UserError `file-too-big`, `file-damaged` (cut off), `document-unreadable` (no PDF, too large inside, stacked filters).
 */
export async function checkPdf(bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength > pdfLimits.bytes)
    throw new UserError('file-too-big', `${String(pdfLimits.bytes / 1024 / 1024)} MB`);
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, 1024).includes('%PDF-')) throw new UserError('document-unreadable', null);
  // A reader would rebuild a file without its end and silently lose the pages that were cut off.
  if (!file.subarray(-4096).includes('startxref')) throw new UserError('file-damaged', null);
  const budget: Budget = { left: pdfLimits.totalBytes, lzw: pdfLimits.lzwBytes };
  for (const stream of streamsOf(file)) await spend(file, stream, budget);
}

interface Stream {
  /** What stands between "obj" and "stream", comments blanked, escaped names spelled out. */
  header: string;
  from: number;
}

interface Budget {
  left: number;
  lzw: number;
}

function refuse(): UserError {
  return new UserError('document-unreadable', null);
}

/** Every "obj … >> stream" of the file, in one pass. */
function* streamsOf(file: Buffer): Generator<Stream> {
  // Headers looked at may overlap in a hostile file; together they stay linear.
  let looked = 4 * file.length + 65_536;
  let count = 0;
  let lastObject = -1;
  let nextObject = file.indexOf('obj');
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    while (nextObject >= 0 && nextObject < at) {
      // "endobj" ends one, it does not begin one.
      if (file[nextObject - 1] !== 0x64) lastObject = nextObject;
      nextObject = file.indexOf('obj', nextObject + 3);
    }
    if (lastObject < 0 || (file[at - 1] === 0x64 && file[at - 2] === 0x6e)) continue;
    looked -= at - lastObject;
    if (looked < 0) throw refuse();
    const header = file
      .toString('latin1', lastObject + 3, at)
      .replace(/%[^\r\n]*/g, ' ')
      .replace(/#([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    if (!/>>\s*$/.test(header.slice(-200))) continue;
    count += 1;
    if (count > pdfLimits.streams) throw refuse();
    let from = at + 6;
    if (file[from] === 0x0d) from += 1;
    if (file[from] === 0x0a) from += 1;
    yield { header, from };
  }
}

/** The names of the filters a stream declares, in order; references are looked up. */
function filtersOf(file: Buffer, header: string): string[] {
  const names: string[] = [];
  for (const [, value = ''] of header.matchAll(
    /\/(?:Filter|F)\s*(\[[^\]]{0,2000}\]|\/[A-Za-z\d]{1,40}|\d{1,9}\s+\d{1,5}\s+R)/g,
  ))
    names.push(...namesIn(file, value, 0));
  return names;
}

function namesIn(file: Buffer, value: string, depth: number): string[] {
  const names: string[] = [];
  for (const [, name, number, generation] of value.matchAll(
    /\/([A-Za-z\d]{1,40})|(\d{1,9})\s+(\d{1,5})\s+R/g,
  )) {
    if (name !== undefined) names.push(name);
    else {
      const head = `${number ?? ''} ${generation ?? ''} obj`;
      const found = file.lastIndexOf(head);
      // Hidden in a packed object: nobody honest writes it so.
      if (found < 0 || depth > 1) throw refuse();
      const target = file.toString('latin1', found + head.length, found + head.length + 300);
      names.push(...namesIn(file, target.split('endobj')[0] ?? '', depth + 1));
    }
    if (names.length > 8) throw refuse();
  }
  return names;
}

async function spend(file: Buffer, { header, from }: Stream, budget: Budget): Promise<void> {
  const filters = filtersOf(file, header);
  if (filters.length > pdfLimits.filters || filters.filter((name) => growing.test(name)).length > 1)
    throw refuse();
  for (const [, value] of header.matchAll(/\/(?:Columns|Colors)\s+(\d{1,20})/g))
    if (Number(value) > pdfLimits.columns) throw refuse();
  const end = file.indexOf('endstream', from);
  const packed = file.subarray(from, end < 0 ? file.length : end);
  if (filters.some((name) => lzw.test(name))) {
    budget.lzw -= packed.length;
    if (budget.lzw < 0) throw refuse();
  }
  if (!filters.some((name) => flate.test(name))) return;
  const first = filters[0] ?? '';
  const data = base85.test(first)
    ? fromBase85(packed)
    : hex.test(first)
      ? Buffer.from(packed.toString('latin1').replace(/[^\da-f]/gi, ''), 'hex')
      : packed;
  const picture = /\/Subtype\s*\/Image/.test(header) && /\/Width\s/.test(header);
  const limit = picture ? pdfLimits.pictureBytes : Math.min(pdfLimits.streamBytes, budget.left);
  const size = await inflatedSize(data, limit);
  if (size > limit) throw refuse();
  if (!picture) budget.left -= size;
}

/** Below this many packed bytes a stream is unpacked in one piece: deflate grows at most 1,032 times. */
const smallPacked = 8 * 1024;

/** Size after inflating, stopping above `limit`; a broken stream counts as far as it goes. The check sum is not looked at, as readers do. */
async function inflatedSize(data: Buffer, limit: number): Promise<number> {
  const raw = data.subarray(2);
  if (raw.length <= smallPacked) {
    try {
      return inflateRawSync(raw, { maxOutputLength: Math.max(1, limit + 1), finishFlush: 2 }).length;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? limit + 1 : 0;
    }
  }
  let size = 0;
  const inflate = createInflateRaw({ chunkSize: 256 * 1024, finishFlush: 2 });
  inflate.end(raw);
  try {
    for await (const chunk of inflate) {
      size += (chunk as Buffer).length;
      if (size > limit) break;
    }
  } catch {
    return size;
  } finally {
    inflate.destroy();
  }
  return size;
}

/** ASCII base-85 as PDF writes it, up to "~>"; wrong letters are passed over. */
function fromBase85(text: Buffer): Buffer {
  const out = Buffer.alloc(text.length * 4);
  let length = 0;
  let value = 0;
  let count = 0;
  for (const letter of text) {
    if (letter === 0x7e) break;
    if (letter === 0x7a && count === 0) {
      length += 4;
      continue;
    }
    if (letter < 0x21 || letter > 0x75) continue;
    value = value * 85 + (letter - 0x21);
    count += 1;
    if (count === 5) {
      out.writeUInt32BE(value % 0x1_0000_0000, length);
      length += 4;
      value = 0;
      count = 0;
    }
  }
  if (count > 1) {
    for (let fill = count; fill < 5; fill += 1) value = value * 85 + 84;
    out.writeUInt32BE(value % 0x1_0000_0000, length);
    length += count - 1;
  }
  return out.subarray(0, length);
}
