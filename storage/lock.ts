/**
 * One process per data folder: proper-lockfile's folder `lock`, kept fresh while we live, and beside it
 * `lock.json`, which says who holds it, so that the lock of a process that was killed is taken over at once.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { chmod, rmdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { z } from 'zod';
import { UserError } from '../src/domain/errors.js';
import { type Disk, errorCode, replaceFile } from './disk.js';
import { heldBy } from './words.js';

/** A lock not refreshed for this long is taken over even when its holder cannot be looked up, in milliseconds. */
const staleMs = 30_000;
const refreshMs = 10_000;
/** Looking at the lock and taking it is done under a second lock, by one process at a time. */
const gateStaleMs = 2_000;
const gateTries = 12;
const gateWaitMs = 60;

const holder = z.object({
  pid: z.number().int(),
  host: z.string(),
  /** When the process started, by the kernel's count: a pid alone is used again. Null where unknown. */
  started: z.string().nullable(),
  /** Namespace in which the pid means something (containers). Null where unknown. */
  space: z.string().nullable(),
});
type Holder = z.infer<typeof holder>;

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the folder for this process.
 * @param onLost called when someone else may have taken it; never throws out of here.
 * @throws UserError `store-locked`, within a second, naming the process that has it.
 */
export async function takeLock(disk: Disk, dir: string, onLost: (reason: string) => void): Promise<Lock> {
  const lockPath = join(dir, 'lock');
  const infoPath = join(dir, 'lock.json');
  const openGate = await closeGate(dir).catch((error: unknown) => {
    throw errorCode(error) === 'ELOCKED' ? new UserError('store-locked') : error;
  });
  try {
    const release = await take();
    try {
      await replaceFile(disk, infoPath, [Buffer.from(`${JSON.stringify(thisProcess())}\n`)]);
    } catch (error) {
      await release().catch(() => undefined);
      throw error;
    }
    return {
      async release() {
        await disk.remove(infoPath);
        await release().catch(() => undefined);
      },
    };
  } finally {
    await openGate().catch(() => undefined);
  }

  async function take(): Promise<() => Promise<void>> {
    try {
      return await lock();
    } catch (error) {
      if (errorCode(error) !== 'ELOCKED') throw error;
      const known = await readHolder(disk, infoPath);
      if (!known || !isGone(known)) throw lockedBy(known);
      // First the name, then the lock: should we be killed in between, nobody is taken for dead by mistake.
      await disk.remove(infoPath);
      await rmdir(lockPath);
      return await lock();
    }
  }

  async function lock(): Promise<() => Promise<void>> {
    const release = await lockfile.lock(infoPath, {
      lockfilePath: lockPath,
      realpath: false,
      stale: staleMs,
      update: refreshMs,
      onCompromised: (error) => onLost(`the lock of the data folder was lost: ${error.message}`),
    });
    await chmod(lockPath, 0o700);
    return release;
  }
}

function closeGate(dir: string): Promise<() => Promise<void>> {
  const gatePath = join(dir, 'lock.gate');
  return lockfile.lock(gatePath, {
    lockfilePath: gatePath,
    realpath: false,
    stale: gateStaleMs,
    retries: { retries: gateTries, factor: 1, minTimeout: gateWaitMs, maxTimeout: gateWaitMs },
    onCompromised: () => undefined,
  });
}

function lockedBy(known: Holder | null): UserError {
  const host = known && known.host !== hostname() ? known.host : null;
  return new UserError('store-locked', heldBy(known?.pid ?? null, host));
}

async function readHolder(disk: Disk, path: string): Promise<Holder | null> {
  try {
    const bytes = await disk.read(path);
    return bytes && holder.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

function thisProcess(): Holder {
  return {
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid)?.started ?? null,
    space: spaceOfPids(),
  };
}

/** Whether the holder has certainly ended: its pid is free, or belongs to a process that started at another time. */
function isGone(known: Holder): boolean {
  if (known.host !== hostname() || known.space !== spaceOfPids()) return false;
  if (!isAlive(known.pid)) return true;
  const now = startOf(known.pid);
  if (!now || known.started === null) return false;
  return now.isDead || now.started !== known.started;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    return errorCode(error) !== 'ESRCH';
  }
}

/** Start of a process in clock ticks since the machine started, with the machine's own start; null without /proc. */
function startOf(pid: number): { started: string; isDead: boolean } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return { started: `${boot}/${fields[19] ?? ''}`, isDead: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return null;
  }
}

function spaceOfPids(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}
