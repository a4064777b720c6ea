/**
 * The store over a folder: lowdb's readable snapshot, a journal of the changes since, everything in memory.
 * Reads outside a transaction see durable records only, so nobody acts on what a power cut could still undo.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Log, Store } from '../src/domain/ports.js';
import type { TableName, Tables } from '../src/domain/tables.js';
import { createCommitQueue } from './commit.js';
import { createCompaction, type CompactionOptions } from './compaction.js';
import type { Disk } from './disk.js';
import { openJournalFile, writeEmptyJournal, type JournalFile } from './journal-file.js';
import { beginning } from './journal.js';
import { migrations, type Migration, versionAfter } from './migrations.js';
import { names, recover, snapshotOf, toSoundState, type Recovered } from './recover.js';
import { createSnapshotFile } from './snapshot.js';
import { createState, type State } from './state.js';

export interface StoreOptions extends CompactionOptions {
  dir: string;
  log: Log;
  disk: Disk;
  /** Steps between versions of the records; tests bring their own. */
  steps?: readonly Migration[] | undefined;
  /** How often a refusing disk is tried again, in milliseconds. */
  retryMs?: number | undefined;
}

interface Opened {
  state: State;
  journal: JournalFile;
  /** Sequence the snapshot covers. */
  covered: number;
}

/** A store, and the word that someone else may be writing to its folder. */
export interface LowdbStore extends Store {
  /** Refuses all further transactions; `failure` gives the reason. */
  lose(reason: string): void;
}

/**
 * Opens, or creates, the store of a folder that this process has locked.
 * @throws UserError `store-damaged`, `store-newer`; the disk's error when the folder cannot be written.
 */
export async function createLowdbStore(options: StoreOptions): Promise<LowdbStore> {
  const { dir, log, disk, retryMs } = options;
  const steps = options.steps ?? migrations;
  const version = versionAfter(steps);
  const snapshots = createSnapshotFile(disk, join(dir, names.snapshot));
  const { state, journal, covered } = await openFolder();
  const compaction = createCompaction({
    ...options,
    state,
    journal,
    snapshots,
    version,
    covered,
    snapshotLength: (await disk.stat(join(dir, names.snapshot)))?.size ?? 0,
    queue: () => queue,
  });
  const queue = createCommitQueue({ state, journal, log, onWritten: () => compaction.written(), retryMs });
  let closing: Promise<void> | null = null;
  // A long journal left by a crash is cut soon, not only after the next write.
  compaction.written();

  async function openFolder(): Promise<Opened> {
    const found = await recover(disk, dir, steps);
    if (!found) return createFolder();
    if (found.tornBytes > 0) {
      log.warn({ bytes: found.tornBytes }, 'An unfinished batch at the end of the journal was dropped');
    }
    const state = toSoundState(found, steps);
    const { header, point, journalLength } = {
      header: found.journal,
      point: found.point,
      journalLength: found.journalLength,
    };
    const journal = await openJournalFile(disk, join(dir, names.journal), {
      header,
      point,
      length: journalLength,
    });
    // Lines found whole were perhaps never synced; they are served only once they are durable.
    await journal.mend();
    return { state, journal, covered: await bringUpToDate(found, state, journal) };
  }

  /** The journal comes first: alone it is a whole store, while a snapshot alone would be a damaged one. */
  async function createFolder(): Promise<Opened> {
    const store = randomUUID();
    const point = beginning(store);
    const header = { version, store, ...point };
    const path = join(dir, names.journal);
    const state = createState();
    await writeEmptyJournal(disk, path, header);
    await snapshots.write(snapshotOf(state, header));
    const journal = await openJournalFile(disk, path, { header, point, length: 0 });
    await journal.mend();
    return { state, journal, covered: 0 };
  }

  /**
   * Writes what opening changed: a first snapshot, records of a new version, a snapshot a crash left undone.
   * @returns the sequence the snapshot covers.
   */
  async function bringUpToDate(found: Recovered, state: State, journal: JournalFile): Promise<number> {
    const isOld = found.version !== version;
    const { snapshotSequence, point } = found;
    if (!isOld && snapshotSequence !== null && snapshotSequence >= found.journal.sequence)
      return snapshotSequence;
    const snapshot = snapshotOf(state, { version, store: found.store, ...point });
    if (!isOld && snapshotSequence !== null) {
      // Not needed for serving; a full disk is no reason not to start.
      const isWritten = await snapshots.write(snapshot).then(
        () => true,
        (error: unknown) => {
          log.warn({ error }, 'The snapshot could not be rewritten');
          return false;
        },
      );
      return isWritten ? point.sequence : snapshotSequence;
    }
    await snapshots.write(snapshot);
    if (isOld) {
      // Only after the snapshot: lines of one version never follow records of another.
      await journal.begin(version);
      log.info({ from: found.version, to: version }, 'The data was brought to the current version');
    }
    return point.sequence;
  }

  return {
    get: <K extends TableName>(table: K, id: string) =>
      state.entry(table, id)?.row as Readonly<Tables[K]> | undefined,
    find: <K extends TableName>(table: K, index: string, key: string) =>
      state.find(table, index, key) as readonly Readonly<Tables[K]>[],
    all: <K extends TableName>(table: K) => state.all(table) as readonly Readonly<Tables[K]>[],
    count: (table) => state.count(table),
    transaction: (work) => queue.transaction(work),
    compact: () => compaction.compact(),
    failure: () => queue.failure(),
    lose: (reason) => queue.lose(reason),
    close() {
      closing ??= (async () => {
        await queue.finish();
        await compaction.stop();
        // Everything is in the journal already; a full disk must not keep the assistant from stopping.
        if (queue.failure() === null) await compaction.compact().catch(() => undefined);
        await journal.close();
      })();
      return closing;
    },
  };
}
