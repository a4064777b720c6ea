/** A disk that refuses calls on demand, and can fill up in the middle of a write. */
import type { Disk, DiskFile } from '../../storage/disk.js';

export interface FailingDisk extends Disk {
  /** Changing calls made so far. */
  calls(): number;
  /** Refuses calls from number `from` (0 is the next) up to and without number `to`. */
  refuse(code: string, from: number, to: number): void;
  /** Refuses nothing any more. */
  allow(): void;
}

const changing = new Set(['create', 'edit', 'rename', 'link', 'remove', 'makeFolder', 'syncFolder']);

export function createFailingDisk(inner: Disk): FailingDisk {
  let count = 0;
  let refused: { code: string; from: number; to: number } | null = null;

  /** Counts a call. @returns the error it must fail with, or null. */
  function next(what: string): Error | null {
    const number = count;
    count += 1;
    if (!refused || number < refused.from || number >= refused.to) return null;
    return Object.assign(new Error(`${refused.code}: ${what}`), { code: refused.code });
  }

  function wrapFile(file: DiskFile): DiskFile {
    return {
      async write(bytes, position) {
        const error = next('write');
        if (!error) return file.write(bytes, position);
        // A full disk takes what still fits.
        await file.write(bytes.subarray(0, Math.floor(bytes.length / 2)), position);
        throw error;
      },
      async sync() {
        const error = next('sync');
        if (error) throw error;
        return file.sync();
      },
      async truncate(length) {
        const error = next('truncate');
        if (error) throw error;
        return file.truncate(length);
      },
      close: () => file.close(),
    };
  }

  const disk = Object.fromEntries(
    Object.entries(inner).map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        const error = changing.has(name) ? next(name) : null;
        if (error) throw error;
        const result: unknown = await (call as (...all: unknown[]) => Promise<unknown>)(...args);
        return name === 'create' || name === 'edit' ? wrapFile(result as DiskFile) : result;
      },
    ]),
  ) as unknown as Disk;

  return {
    ...disk,
    calls: () => count,
    refuse(code, from, to) {
      refused = { code, from: count + from, to: count + to };
    },
    allow() {
      refused = null;
    },
  };
}
