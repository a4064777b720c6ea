/** Opens the data folder: the lock, the store and the vault together. */
import { dirname, join } from 'node:path';
import { UserError } from '../src/domain/errors.js';
import type { Log, Store, Vault } from '../src/domain/ports.js';
import type { CompactionOptions } from './compaction.js';
import { type Disk, errorCode, nodeDisk, temporaryEnding } from './disk.js';
import { takeLock } from './lock.js';
import { createLowdbStore, type LowdbStore } from './lowdb.js';
import type { Migration } from './migrations.js';
import { names } from './recover.js';
import { openVault } from './vault.js';

export interface StorageOptions extends CompactionOptions {
  /** The data folder; made, for its owner alone, when absent. */
  dir: string;
  log: Log;
  /** The file system; tests bring their own. */
  disk?: Disk | undefined;
  steps?: readonly Migration[] | undefined;
  /** How often a refusing disk is tried again, in milliseconds. */
  retryMs?: number | undefined;
}

export interface Storage {
  store: Store;
  vault: Vault;
  /** Waits for what is in hand, compacts, and gives the folder free. */
  close(): Promise<void>;
}

/**
 * Opens a data folder for this process alone.
 * @throws UserError `store-locked` when a process has it, `store-damaged`, `store-newer`, or `store-busy` when the
 *   disk refuses (full, read-only, no permission).
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const disk = options.disk ?? nodeDisk;
  try {
    return await open(options, disk);
  } catch (error) {
    if (error instanceof UserError || errorCode(error) === null) throw error;
    const refusal = new UserError('store-busy');
    refusal.cause = error;
    throw refusal;
  }
}

async function open(options: StorageOptions, disk: Disk): Promise<Storage> {
  const { dir, log } = options;
  const isNew = !(await disk.stat(dir));
  if (isNew) await disk.makeFolder(dir);
  // Also an existing one: it may have been made just before a crash. Only a parent of others may refuse this.
  await disk.syncFolder(dirname(dir)).catch((error: unknown) => {
    if (isNew) throw error;
  });
  let opened: LowdbStore | null = null;
  let lost: string | null = null;
  const lock = await takeLock(disk, dir, (reason) => {
    log.error({ reason }, 'The data folder may be in use by another process');
    lost = reason;
    opened?.lose(reason);
  });
  try {
    const store = (opened = await createLowdbStore({ ...options, disk }));
    if (lost !== null) store.lose(lost);
    // Only now is it certain that the folder is ours to tidy up.
    for (const name of await disk.list(dir)) {
      if (name.endsWith(temporaryEnding)) await disk.remove(join(dir, name));
    }
    const vault = await openVault(disk, join(dir, names.files));
    const close = once(async () => {
      try {
        await store.close();
      } finally {
        await lock.release();
      }
    });
    return { store: { ...store, close }, vault, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
