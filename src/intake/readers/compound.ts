/**
 * The container of old Office files (.doc, .xls): its streams read under limits, every chain of sectors counted.
 * Its words are not looked at. Source of the layout: [MS-CFB] 2.2 (header), 2.3 to 2.5 (tables), 2.6 (directory).
 */
import { UserError } from '../../domain/errors.js';
import { library } from './workbook.js';

/** Limits of one container: the whole file, one stream of it, and the entries of its directory. */
export const compoundLimits = {
  bytes: 64 * 1024 * 1024,
  streamBytes: 32 * 1024 * 1024,
  entries: 4096,
} as const;

const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Whether the bytes begin like such a container. */
export function isCompound(bytes: Uint8Array): boolean {
  return bytes.byteLength >= 8 && signature.equals(bytes.subarray(0, 8));
}

/** Streams by name, whatever storage they stand in; the first of a name wins. */
export interface Compound {
  names: string[];
  /** @throws UserError `file-damaged` when its sectors are not there, `document-unreadable` past the limit. */
  stream(name: string): Buffer | null;
}

const endOfChain = -2;
const damaged = (): UserError => new UserError('file-damaged', null);

/**
 * Opens a container.
 * @throws UserError `file-damaged` when the header, a table or the directory is broken or runs in a circle,
 *   `document-unreadable` past a limit.
 */
export function openCompound(bytes: Uint8Array): Compound {
  if (!isCompound(bytes) || bytes.byteLength < 512) throw damaged();
  if (bytes.byteLength > compoundLimits.bytes) throw new UserError('document-unreadable', null);
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = data.readUInt16LE(30);
  if ((shift !== 9 && shift !== 12) || data.readUInt16LE(32) !== 6) throw damaged();
  const size = 1 << shift;
  const sectors = Math.ceil(data.length / size) - 1;
  const sector = (id: number): Buffer => {
    if (id < 0 || id >= sectors) throw damaged();
    return data.subarray((id + 1) * size, (id + 2) * size);
  };
  const table = allocationTable(data, sector, sectors);
  /** Sectors from `start`, at most `most` of them; a longer chain runs in a circle or lies. */
  const chain = (start: number, most: number): number[] => {
    const ids: number[] = [];
    for (let id = start; id !== endOfChain; id = table[id] ?? -1) {
      if (id < 0 || ids.length >= most) throw damaged();
      ids.push(id);
    }
    return ids;
  };

  const perSector = size / 128;
  const directory = Buffer.concat(
    chain(data.readInt32LE(48), Math.ceil(compoundLimits.entries / perSector)).map((id) => sector(id)),
  );
  const entries = new Map<string, { start: number; size: number }>();
  let root: { start: number; size: number } | null = null;
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const kind = directory.readUInt8(at + 66);
    if (kind !== 2 && kind !== 5) continue;
    const length = Math.min(Math.max(directory.readUInt16LE(at + 64) - 2, 0), 62);
    const entry = { start: directory.readInt32LE(at + 116), size: directory.readUInt32LE(at + 120) };
    const name = directory.toString('utf16le', at, at + length);
    if (kind === 5) root ??= entry;
    else if (!entries.has(name)) entries.set(name, entry);
  }
  const cutoff = data.readUInt32LE(56);

  const large = (start: number, length: number): Buffer => {
    if (length > compoundLimits.streamBytes) throw new UserError('document-unreadable', null);
    const ids = firstOf(start, Math.ceil(length / size), table);
    return Buffer.concat(ids.map((id) => sector(id))).subarray(0, length);
  };
  const small = (start: number, length: number): Buffer => {
    if (root === null) throw damaged();
    const pool = large(root.start, root.size);
    const count = data.readInt32LE(64);
    const next = joined(chain(data.readInt32LE(60), Math.max(0, Math.min(count, sectors))).map(sector));
    return Buffer.concat(
      firstOf(start, Math.ceil(length / 64), next).map((id) => pool.subarray(id * 64, id * 64 + 64)),
    ).subarray(0, length);
  };

  return {
    names: [...entries.keys()],
    stream(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      if (entry.size === 0) return Buffer.alloc(0);
      const content = entry.size < cutoff ? small(entry.start, entry.size) : large(entry.start, entry.size);
      if (content.length < entry.size) throw damaged();
      return content;
    },
  };
}

/** The first `count` sectors of a chain; some programs leave the chain longer than the stream. */
function firstOf(start: number, count: number, next: Int32Array): number[] {
  const ids = new Set([start]);
  for (let id = start; ids.size < count; ids.add(id)) {
    id = next[id] ?? -1;
    if (id < 0 || ids.has(id)) throw damaged();
  }
  return [...ids];
}

function allocationTable(data: Buffer, sector: (id: number) => Buffer, sectors: number): Int32Array {
  const count = data.readInt32LE(44);
  if (count < 1 || count > sectors) throw damaged();
  const ids: number[] = [];
  for (let at = 76; at < 512 && ids.length < count; at += 4) ids.push(data.readInt32LE(at));
  let more = data.readInt32LE(68);
  for (let steps = 0; ids.length < count; steps += 1) {
    if (steps > sectors) throw damaged();
    const page = sector(more);
    for (let at = 0; at + 4 < page.length && ids.length < count; at += 4) ids.push(page.readInt32LE(at));
    more = page.readInt32LE(page.length - 4);
  }
  return joined(ids.map(sector));
}

function joined(pages: Buffer[]): Int32Array {
  const all = Buffer.concat(pages);
  const result = new Int32Array(Math.floor(all.length / 4));
  for (let at = 0; at < result.length; at += 1) result[at] = all.readInt32LE(at * 4);
  return result;
}

/** A sound container of the streams given: what a parser is handed instead of the file that came in. */
export function packCompound(streams: ReadonlyMap<string, Uint8Array>): Buffer {
  const { CFB } = library();
  const container = CFB.utils.cfb_new({ root: 'R' });
  for (const [name, content] of streams) CFB.utils.cfb_add(container, `/${name}`, content);
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Uint8Array);
}
