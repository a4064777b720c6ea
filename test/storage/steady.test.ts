import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disk } from '../../storage/disk.js';
import type { Storage } from '../../storage/index.js';
import { recoverSteadily } from '../../storage/steady.js';
import { nodeDisk, openFolder, temporaryFolder } from './folder.js';

describe('storage/steady.ts', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let storage: Storage;
  beforeEach(async () => {
    folder = await temporaryFolder();
    storage = await openFolder(folder.path);
  });
  afterEach(async () => {
    await storage.close();
    await folder.remove();
  });

  const put = (value: number): Promise<void> =>
    storage.store.transaction((tx) => tx.put('settings', { id: 'x', value }));

  /** A disk on which something happens right after the snapshot was read for the first time. */
  function interrupted(event: () => Promise<void>): Disk & { reads: () => number } {
    let reads = 0;
    return {
      ...nodeDisk,
      reads: () => reads,
      async read(path) {
        const bytes = await nodeDisk.read(path);
        if (path.endsWith('store.json')) {
          reads += 1;
          if (reads === 1) await event();
        }
        return bytes;
      },
    };
  }

  it('reads again when the assistant compacts between the reading of two files', async () => {
    await put(1);
    const disk = interrupted(async () => {
      // Twice, so that not even the former journal joins the two moments.
      for (const value of [2, 3]) {
        await put(value);
        await storage.store.compact();
      }
    });
    const found = await recoverSteadily(folder.path, disk);

    expect(found?.data.tables['settings']).toEqual([{ id: 'x', value: 3 }]);
    expect(disk.reads()).toBeGreaterThan(1);
  });

  it('judges at once what stands still', async () => {
    await put(1);
    await storage.close();
    const path = `${folder.path}/store.json`;
    const file = await nodeDisk.edit(path);
    await file.write(Buffer.from('damage'), 100);
    await file.close();
    const disk = interrupted(async () => undefined);

    await expect(recoverSteadily(folder.path, disk)).rejects.toMatchObject({ code: 'store-damaged' });
    expect(disk.reads()).toBe(1);
  });
});
