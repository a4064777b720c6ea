/**
 * The few file-system calls the store is made of, as one small port.
 * Tests put a recording or a failing disk in its place; nothing here knows what the bytes mean.
 */
import { randomUUID } from 'node:crypto';
import { constants, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** An open file. Positions and lengths are in bytes. */
export interface DiskFile {
  /** Writes all of `bytes` at `position`. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Returns once everything written so far survives a power cut. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** A file system. Calls reject with Node's errors (`code` is `ENOSPC`, `EIO`, …) unless said otherwise. */
export interface Disk {
  /** Creates a file for writing, readable by its owner alone; an existing one is an error. */
  create(path: string): Promise<DiskFile>;
  /** Opens an existing file for writing; its content stays. */
  edit(path: string): Promise<DiskFile>;
  /** All bytes of a file, or null when there is none. */
  read(path: string): Promise<Buffer | null>;
  /** Size in bytes and last change in milliseconds, or null when there is no such file. */
  stat(path: string): Promise<{ size: number; changedAt: number; isFolder: boolean } | null>;
  /** Names in a folder, sorted; an absent folder has none. */
  list(path: string): Promise<string[]>;
  /** Replaces `to` at once. Durable only after `syncFolder`. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name. */
  link(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all it holds; an absent one is no error. */
  remove(path: string): Promise<void>;
  /** Creates a folder for its owner alone, with its parents; an existing one is left as it is. */
  makeFolder(path: string): Promise<void>;
  /** Returns once the names in a folder survive a power cut. */
  syncFolder(path: string): Promise<void>;
}

/** Ending of files that are being written; what is found with it at the next start is left over from a crash. */
export const temporaryEnding = '.tmp';

/** A name beside `path` that nothing else uses. */
export function temporaryPath(path: string): string {
  return `${path}.${randomUUID()}${temporaryEnding}`;
}

/** The code of a file-system error (`ENOENT`, …), or null for anything else. */
export function errorCode(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : null;
}

/** The real disk. */
export const nodeDisk: Disk = {
  create: async (path) => fileOf(await open(path, 'wx', 0o600)),
  edit: async (path) => fileOf(await open(path, 'r+')),
  read: async (path) => absentAsNull(readFile(path)),
  async stat(path) {
    const found = await absentAsNull(stat(path));
    return found && { size: found.size, changedAt: found.mtimeMs, isFolder: found.isDirectory() };
  },
  list: async (path) => ((await absentAsNull(readdir(path))) ?? []).sort(),
  rename,
  link,
  remove: (path) => rm(path, { force: true, recursive: true }),
  async makeFolder(path) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  async syncFolder(path) {
    // Windows neither opens nor needs to sync folders.
    if (process.platform === 'win32') return;
    const folder = await open(path, constants.O_RDONLY);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};

function fileOf(handle: FileHandle): DiskFile {
  return {
    async write(bytes, position) {
      let done = 0;
      while (done < bytes.length) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    },
    // The length of the file is part of what fdatasync makes durable; only its times are not.
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
}

async function absentAsNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/**
 * Writes a whole file so that its name holds the old bytes or the new, never part of them.
 * @param pieces the content; taken one by one, so a large file does not hold up other work.
 */
export async function replaceFile(
  disk: Disk,
  path: string,
  pieces: Iterable<Uint8Array>,
  beforeRename?: () => Promise<void>,
): Promise<number> {
  const temporary = temporaryPath(path);
  let length = 0;
  try {
    const file = await disk.create(temporary);
    try {
      for (const piece of pieces) {
        await file.write(piece, length);
        length += piece.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await beforeRename?.();
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  }
  await disk.syncFolder(dirname(path));
  return length;
}

/** Keeps what stands at `path` also under `path`.bak, durably; nothing to keep is no error. */
export async function keepPrevious(disk: Disk, path: string): Promise<void> {
  const temporary = temporaryPath(path);
  try {
    await disk.link(path, temporary);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    // Some network and memory-card file systems have no links: copy instead.
    const bytes = await disk.read(path);
    if (bytes) await replaceFile(disk, `${path}.bak`, [bytes]);
    return;
  }
  await disk.rename(temporary, `${path}.bak`);
  // What comes next may rely on the copy being there, whatever a power cut does to the order of renames.
  await disk.syncFolder(dirname(path));
}
