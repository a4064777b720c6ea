/**
 * `store.json`: all records as readable JSON, read and written through lowdb with an adapter of our own,
 * because lowdb's file adapter syncs nothing and cannot tell a damaged file from a good one.
 * One record per line; the last line is a SHA-256 over everything before it.
 */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Low, type Adapter } from 'lowdb';
import { z } from 'zod';
import { UserError } from '../src/domain/errors.js';
import { type Disk, keepPrevious, replaceFile } from './disk.js';
import type { Point } from './journal.js';
import { damage } from './words.js';

/** What a snapshot holds, as plain data. Tables and counters may be those of an older version. */
export interface Snapshot extends Point {
  version: number;
  /** Identity of the store, made once; ties journals and snapshots together. */
  store: string;
  counters: readonly (readonly [string, number])[];
  tables: Readonly<Record<string, readonly { readonly id: string }[]>>;
}

const formatName = 'dondoc-store';
const pieceBytes = 256 * 1024;

const shape = z.object({
  format: z.literal(formatName),
  version: z.number().int().min(1),
  store: z.string(),
  sequence: z.number().int().min(0),
  chain: z.string(),
  counters: z.array(z.tuple([z.string(), z.number()])),
  tables: z.record(z.string(), z.array(z.custom<{ readonly id: string }>())),
});

const sumStart = ',\n"sum":"';
const sumEnd = '"}\n';
const trailerLength = sumStart.length + 64 + sumEnd.length;

/** The text of a snapshot in pieces of about 256 kB, made as they are asked for. */
export function* snapshotPieces(snapshot: Snapshot): Generator<Buffer> {
  const hash = createHash('sha256');
  let lines: string[] = [];
  let size = 0;
  function take(): Buffer {
    const piece = Buffer.from(lines.join(''));
    hash.update(piece);
    lines = [];
    size = 0;
    return piece;
  }
  const { version, store, sequence, chain, counters, tables } = snapshot;
  const facts = { format: formatName, version, store, sequence, chain, counters };
  lines.push(`${JSON.stringify(facts).slice(0, -1)},\n"tables":{`);
  let isFirstTable = true;
  for (const [table, rows] of Object.entries(tables)) {
    lines.push(`${isFirstTable ? '' : ','}\n${JSON.stringify(table)}:[`);
    isFirstTable = false;
    let isFirstRow = true;
    for (const row of rows) {
      const line = `${isFirstRow ? '' : ','}\n${JSON.stringify(row)}`;
      isFirstRow = false;
      lines.push(line);
      size += line.length;
      if (size >= pieceBytes) yield take();
    }
    lines.push(']');
  }
  lines.push('}');
  yield take();
  yield Buffer.from(`${sumStart}${hash.digest('hex')}${sumEnd}`);
}

/**
 * Reads a snapshot's bytes.
 * @param file its name, for the error.
 * @throws UserError `store-damaged` when any byte differs from what was written.
 */
export function parseSnapshot(bytes: Buffer, file: string): Snapshot {
  const bodyLength = bytes.length - trailerLength;
  const trailer = bytes.toString('latin1', Math.max(0, bodyLength));
  const body = bytes.subarray(0, Math.max(0, bodyLength));
  const expected = `${sumStart}${createHash('sha256').update(body).digest('hex')}${sumEnd}`;
  if (bodyLength <= 0 || trailer !== expected) throw new UserError('store-damaged', damage.checksum(file));
  const parsed = shape.safeParse(JSON.parse(`${body.toString('utf8')}}`));
  if (!parsed.success) throw new UserError('store-damaged', damage.unreadable(file));
  return parsed.data;
}

/** lowdb over one durable, checked file. */
export function createSnapshotFile(
  disk: Disk,
  path: string,
): {
  /** The snapshot, or null when there is no file. Throws as `parseSnapshot`. */
  read(): Promise<Snapshot | null>;
  /** Replaces the file at once; the former one stays as `.bak`. @returns its length in bytes. */
  write(snapshot: Snapshot): Promise<number>;
} {
  let length = 0;
  const adapter: Adapter<Snapshot | null> = {
    async read() {
      const bytes = await disk.read(path);
      return bytes && parseSnapshot(bytes, basename(path));
    },
    async write(snapshot) {
      if (!snapshot) return;
      length = await replaceFile(disk, path, snapshotPieces(snapshot), () => keepPrevious(disk, path));
    },
  };
  const low = new Low<Snapshot | null>(adapter, null);
  return {
    async read() {
      await low.read();
      const snapshot = low.data;
      low.data = null;
      return snapshot;
    },
    async write(snapshot) {
      low.data = snapshot;
      try {
        await low.write();
      } finally {
        // The live records are in `state.ts`; keeping these would hold every old version in memory.
        low.data = null;
      }
      return length;
    },
  };
}
