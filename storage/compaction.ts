/**
 * Rewriting the snapshot and cutting the journal, by itself when nothing else happens.
 *
 * 1. A new journal begins at the present point; the former one stays as `.bak`.
 * 2. The snapshot of that point is written while transactions go on into the new journal.
 * Between the two, and when the second fails, opening joins the old snapshot, the `.bak` and the journal.
 */
import { UserError } from '../src/domain/errors.js';
import type { Log } from '../src/domain/ports.js';
import type { CommitQueue } from './commit.js';
import type { JournalFile } from './journal-file.js';
import { snapshotOf } from './recover.js';
import type { Snapshot } from './snapshot.js';
import type { State } from './state.js';

/** A journal below this is not worth a rewrite, in bytes; it is read in well under a second. */
const defaultSmallest = 4 * 1024 * 1024;
/** Compaction waits for this long without a write, in milliseconds, … */
const defaultIdleMs = 5_000;
/** … unless the journal has grown to this many times the threshold. */
const overdueFactor = 8;

export interface CompactionOptions {
  /** Journal length from which compaction is due, in bytes; half the snapshot if that is more. */
  compactAtBytes?: number | undefined;
  idleMs?: number | undefined;
}

export interface Compaction {
  /** Compacts now. @throws UserError `store-busy` when the disk refuses; nothing is lost then. */
  compact(): Promise<void>;
  /** To be called after every write. */
  written(): void;
  /** Plans nothing more and waits for what is running. */
  stop(): Promise<void>;
}

export function createCompaction(
  parts: {
    state: State;
    journal: JournalFile;
    snapshots: { write(snapshot: Snapshot): Promise<number> };
    version: number;
    /** Sequence the present snapshot covers, and its length in bytes. */
    covered: number;
    snapshotLength: number;
    queue: () => CommitQueue;
    log: Log;
  } & CompactionOptions,
): Compaction {
  const { state, journal, snapshots, version, log } = parts;
  const smallest = parts.compactAtBytes ?? defaultSmallest;
  const idleMs = parts.idleMs ?? defaultIdleMs;
  let covered = parts.covered;
  let { snapshotLength } = parts;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let last: Promise<void> = Promise.resolve();
  let isRunning = false;

  /** Where the state stands, with the journal begun anew there when that leaves nothing out. */
  async function cut(): Promise<Snapshot | null> {
    const failure = parts.queue().failure();
    // The journal may end in bytes that were refused; it is not carried over before they are cut off.
    if (failure !== null) throw new Error(failure);
    const { sequence } = journal.point();
    const isCovered = covered >= journal.header().sequence;
    if (isCovered && journal.header().sequence < sequence) {
      try {
        await journal.begin(version);
      } catch (error) {
        // Which of the two files has the name is not known; `mend` finds out and makes it durable.
        await journal.mend();
        throw error;
      }
    }
    if (covered === sequence) return null;
    return snapshotOf(state, { version, store: journal.header().store, ...journal.point() });
  }

  async function run(): Promise<void> {
    isRunning = true;
    try {
      const snapshot = await parts.queue().between(cut);
      if (!snapshot) return;
      snapshotLength = await snapshots.write(snapshot);
      covered = snapshot.sequence;
    } catch (error) {
      log.warn({ error }, 'The snapshot could not be rewritten');
      const refusal = new UserError('store-busy');
      refusal.cause = error;
      throw refusal;
    } finally {
      isRunning = false;
    }
  }

  function compact(): Promise<void> {
    const next = last.then(run);
    last = next.catch(() => undefined);
    return next;
  }

  function written(): void {
    if (isStopped || isRunning) return;
    const due = Math.max(smallest, snapshotLength / 2);
    if (journal.length() < due) return;
    if (timer && journal.length() > due * overdueFactor) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      void compact().catch(() => undefined);
    }, idleMs);
    timer.unref();
  }

  return {
    compact,
    written,
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await last;
    },
  };
}
