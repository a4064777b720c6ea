import { rm } from 'node:fs/promises';
import { storeContract, type StoreHarness } from '../contracts/store.js';
import { storeModel } from '../contracts/store-model.js';
import { openStorage } from '../../storage/index.js';
import { createCrashDisk } from './crash-disk.js';
import { createFailingDisk } from './failing-disk.js';
import { copyOf, createTestLog, nodeDisk, openStore, temporaryFolder } from './folder.js';

async function open(): Promise<StoreHarness> {
  const folder = await temporaryFolder();
  const folders = [folder.path];
  const disk = createFailingDisk(nodeDisk);
  const openIn = (dir: string) => openStorage({ dir, log: createTestLog(), disk });
  let storage = await openIn(folder.path);
  const harness: StoreHarness = {
    store: storage.store,
    async reopen() {
      await storage.close();
      storage = await openIn(folders.at(-1) ?? '');
      return storage.store;
    },
    async reopenAfterCrash() {
      const copy = await copyOf(folders.at(-1) ?? '');
      await storage.close();
      folders.push(copy);
      storage = await openIn(copy);
      return storage.store;
    },
    failWrites: (isFailing) =>
      isFailing ? disk.refuse('ENOSPC', 0, Number.POSITIVE_INFINITY) : disk.allow(),
    async destroy() {
      await storage.close();
      for (const path of folders) await rm(path, { recursive: true, force: true });
    },
  };
  return harness;
}

storeContract('storage/lowdb.ts', open);

/** The same store over a disk in memory: thousands of random lives in seconds. */
async function openInMemory(): Promise<StoreHarness> {
  let disk = createCrashDisk();
  let store = await openStore(disk, '/data');
  const openOver = async (files: ReadonlyMap<string, Buffer> | undefined): Promise<typeof store> => {
    disk = createCrashDisk(files);
    store = await openStore(disk, '/data');
    return store;
  };
  return {
    store,
    async reopen() {
      await store.close();
      return openOver(disk.crashStates(disk.calls())[0]?.files);
    },
    // The strictest crash: power lost, nothing kept that was not synced.
    reopenAfterCrash: () =>
      openOver(disk.crashStates(disk.calls()).find((state) => state.what.endsWith('content lost'))?.files),
    destroy: () => store.close(),
  };
}

storeModel('storage/lowdb.ts', openInMemory, 400);
storeContract('storage/lowdb.ts in memory', openInMemory);
