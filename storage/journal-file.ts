/**
 * The journal as an open file: appending durably, mending after a failed write, beginning anew.
 * One call at a time; the commit queue sees to that.
 */
import { basename, dirname } from 'node:path';
import { type Disk, type DiskFile, keepPrevious, temporaryPath } from './disk.js';
import {
  batchLine,
  headerLine,
  parseJournal,
  type JournalHeader,
  type Operation,
  type ParsedJournal,
  type Point,
} from './journal.js';

export interface JournalFile {
  /** Last durable point of the history. */
  point(): Point;
  /** Where this file begins; what was before is in the snapshot. */
  header(): JournalHeader;
  /** Durable length in bytes. */
  length(): number;
  /** Adds one batch and resolves once it is durable. After a rejection `mend` must succeed first. */
  append(operations: readonly Operation[]): Promise<void>;
  /**
   * Opens the file anew, makes sure it still holds everything durable, and cuts off what a failed write left.
   * @throws the disk's error, or Error when acknowledged lines are gone.
   */
  mend(): Promise<void>;
  /** Begins a new file at the present point; the former one stays as `.bak`. After a rejection `mend` must succeed. */
  begin(version: number): Promise<void>;
  close(): Promise<void>;
}

/** Writes a journal that holds nothing yet, replacing whatever is there. */
export async function writeEmptyJournal(disk: Disk, path: string, header: JournalHeader): Promise<void> {
  const { file } = await prepareEmpty(disk, path, header, async () => undefined);
  await file.close();
}

/** The new file is complete and durable before it takes the name. */
async function prepareEmpty(
  disk: Disk,
  path: string,
  header: JournalHeader,
  beforeRename: () => Promise<void>,
): Promise<{ file: DiskFile; length: number }> {
  const temporary = temporaryPath(path);
  const line = headerLine(header);
  let file: DiskFile | null = null;
  try {
    file = await disk.create(temporary);
    await file.write(line, 0);
    await file.sync();
    await beforeRename();
    await disk.rename(temporary, path);
    await disk.syncFolder(dirname(path));
    return { file, length: line.length };
  } catch (error) {
    await file?.close().catch(() => undefined);
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  }
}

/**
 * Opens a journal that was just read.
 * @param known what reading it gave; bytes after `length` are cut off at the first `mend`, which the caller must do.
 */
export async function openJournalFile(
  disk: Disk,
  path: string,
  known: { header: JournalHeader; point: Point; length: number },
): Promise<JournalFile> {
  let { header, length } = known;
  let { sequence, chain } = known.point;
  let file = await disk.edit(path);

  /** The line up to which these bytes are the history acknowledged so far; null when they do not hold it. */
  function durablePart(bytes: Buffer): { parsed: ParsedJournal; last: Point & { end: number } } | null {
    let parsed: ParsedJournal;
    try {
      parsed = parseJournal(bytes, basename(path));
    } catch {
      return null;
    }
    const points = [{ ...parsed.header, end: parsed.start }, ...parsed.batches];
    const last = points.find((point) => point.sequence === sequence && point.chain === chain);
    return last ? { parsed, last } : null;
  }

  return {
    point: () => ({ sequence, chain }),
    header: () => header,
    length: () => length,
    async append(operations) {
      const line = batchLine({ sequence, chain }, operations);
      await file.write(line.bytes, length);
      await file.sync();
      ({ sequence, chain } = line);
      length += line.bytes.length;
    },
    async mend() {
      const fresh = await disk.edit(path);
      try {
        const bytes = (await disk.read(path)) ?? Buffer.alloc(0);
        // What is acknowledged normally ends at `length`; another file stands there only when `begin` failed half-way.
        const found = durablePart(bytes.subarray(0, length)) ?? durablePart(bytes);
        if (!found) throw new Error('the journal no longer holds what was acknowledged');
        const { parsed, last } = found;
        await fresh.truncate(last.end);
        await fresh.sync();
        // A rename of `begin` may have happened without being durable.
        await disk.syncFolder(dirname(path));
        header = parsed.header;
        length = last.end;
      } catch (error) {
        await fresh.close().catch(() => undefined);
        throw error;
      }
      await file.close().catch(() => undefined);
      file = fresh;
    },
    async begin(version) {
      const next = { version, store: header.store, sequence, chain };
      const prepared = await prepareEmpty(disk, path, next, () => keepPrevious(disk, path));
      await file.close().catch(() => undefined);
      file = prepared.file;
      header = next;
      length = prepared.length;
    },
    close: () => file.close(),
  };
}
