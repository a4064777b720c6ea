/** What the storage tests share: temporary folders, a log that remembers, and stores opened over any disk. */
import { cp, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../src/domain/ports.js';
import { type Disk, nodeDisk } from '../../storage/disk.js';
import { openStorage, type Storage } from '../../storage/index.js';
import { createLowdbStore, type LowdbStore, type StoreOptions } from '../../storage/lowdb.js';
import { contentOf } from '../contracts/store.js';

export interface TestLog extends Log {
  /** `level: message`, oldest first. */
  readonly lines: string[];
}

export function createTestLog(): TestLog {
  const lines: string[] = [];
  const level = (name: string) => (_fields: object, message: string) =>
    void lines.push(`${name}: ${message}`);
  return { lines, debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
}

/** A fresh folder, and what removes it. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'dondoc-storage-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A copy of a folder, as a crash at this moment would leave it to a process that did not lose power. */
export async function copyOf(folder: string): Promise<string> {
  const { path } = await temporaryFolder();
  await cp(folder, path, { recursive: true, filter: (source) => !/\/lock(\.json|\.gate)?$/.test(source) });
  return path;
}

/** Opens a store without a lock, over any disk. */
export function openStore(disk: Disk, dir: string, more: Partial<StoreOptions> = {}): Promise<LowdbStore> {
  return createLowdbStore({ dir, log: createTestLog(), disk, ...more });
}

/** A copy of the folder recorded by version 1, as `data` in a fresh folder beside which tests may put more. */
export async function recordedFolder(): Promise<{ path: string; dir: string; remove: () => Promise<void> }> {
  const folder = await temporaryFolder();
  const dir = join(folder.path, 'data');
  await cp(join(import.meta.dirname, 'recorded', 'v1'), dir, { recursive: true });
  await rename(join(dir, 'store.json.recorded'), join(dir, 'store.json'));
  return { ...folder, dir };
}

/** Opens store and vault with a log nobody reads. */
export function openFolder(dir: string): Promise<Storage> {
  return openStorage({ dir, log: createTestLog() });
}

/** Everything a folder's store holds. */
export async function contentIn(dir: string): Promise<ReturnType<typeof contentOf>> {
  const { store, close } = await openFolder(dir);
  const content = contentOf(store);
  await close();
  return content;
}

/** Names in a folder, sorted. */
export async function namesIn(path: string): Promise<string[]> {
  return (await readdir(path)).sort();
}

export { nodeDisk };
