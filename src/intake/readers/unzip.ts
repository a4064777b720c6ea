/**
 * A zip archive unpacked in memory under a limit, checked before and while unpacking.
 * It reads no zip64, encrypted or split archives; streaming large archives is not its business.
 * Source of the layout: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16.
 */
import { inflateRawSync } from 'node:zlib';
import { UserError } from '../../domain/errors.js';

const maxEntries = 4096;

/**
 * Unpacks every file of an archive.
 * @param maxBytes limit of all unpacked files together, declared and real.
 * @returns contents by path, in the archive's order; folders left out.
 * @throws UserError `file-too-big` above the limit, `document-unreadable` when the archive is damaged or of another kind.
 */
export function unzip(bytes: Uint8Array, maxBytes: number): Map<string, Uint8Array> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = centralDirectory(data);
  const declared = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (declared > maxBytes) throw tooBig(maxBytes);
  const files = new Map<string, Uint8Array>();
  let left = maxBytes;
  for (const entry of entries) {
    if (entry.name.endsWith('/')) continue;
    const content = contentOf(data, entry, left, maxBytes);
    left -= content.length;
    files.set(entry.name, content);
  }
  return files;
}

interface Entry {
  name: string;
  method: number;
  packedSize: number;
  size: number;
  offset: number;
}

function centralDirectory(data: Buffer): Entry[] {
  const end = data.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + 22 > data.length || end < data.length - 22 - 0xffff) throw damaged('no end record');
  const count = data.readUInt16LE(end + 10);
  let at = data.readUInt32LE(end + 16);
  if (count > maxEntries) throw damaged('too many entries');
  const entries: Entry[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== 0x02014b50) throw damaged('central directory');
    if ((data.readUInt16LE(at + 8) & 1) !== 0) throw damaged('encrypted');
    const nameLength = data.readUInt16LE(at + 28);
    const after = at + 46 + nameLength;
    entries.push({
      name: data.toString('utf8', at + 46, after),
      method: data.readUInt16LE(at + 10),
      packedSize: data.readUInt32LE(at + 20),
      size: data.readUInt32LE(at + 24),
      offset: data.readUInt32LE(at + 42),
    });
    at = after + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return entries;
}

function contentOf(data: Buffer, entry: Entry, left: number, maxBytes: number): Uint8Array {
  const { offset, packedSize, method } = entry;
  if (offset + 30 > data.length || data.readUInt32LE(offset) !== 0x04034b50) throw damaged('local header');
  const from = offset + 30 + data.readUInt16LE(offset + 26) + data.readUInt16LE(offset + 28);
  if (from + packedSize > data.length) throw damaged('cut off');
  const packed = data.subarray(from, from + packedSize);
  if (method === 0) {
    if (packed.length > left) throw tooBig(maxBytes);
    return packed;
  }
  if (method !== 8) throw damaged('compression method');
  try {
    // A limit of 0 would mean none.
    return inflateRawSync(packed, { maxOutputLength: Math.max(left, 1) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooBig(maxBytes);
    throw damaged('deflate');
  }
}

function tooBig(maxBytes: number): UserError {
  return new UserError('file-too-big', `${Math.floor(maxBytes / 1024 / 1024)} MB`);
}

function damaged(why: string): UserError {
  return new UserError('document-unreadable', `zip: ${why}`);
}
