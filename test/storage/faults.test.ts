import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/domain/ports.js';
import { assignment } from '../contracts/store-records.js';
import { contentOf } from '../contracts/store.js';
import { createCrashDisk } from './crash-disk.js';
import { createFailingDisk, type FailingDisk } from './failing-disk.js';
import { createTestLog, openStore } from './folder.js';

const dir = '/data';
const codes = ['ENOSPC', 'EIO', 'EROFS', 'EMFILE'];
const forever = Number.POSITIVE_INFINITY;

function change(store: Store, n: number): Promise<void> {
  return store.transaction((tx) => {
    tx.put('assignments', assignment(`a${n}`, n));
    tx.put('settings', { id: 'last', value: n });
    tx.next('number');
  });
}

const idsOf = (store: Store): string[] => Array.from(store.all('assignments'), (row) => row.id);

/** Any other refusal, or an error that is none, fails the test. */
function expectBusy(error: unknown): void {
  expect(error).toMatchObject({ code: 'store-busy' });
}

/** Writes, compacts, writes while compacting. @returns ids of what was acknowledged. */
async function life(store: Store): Promise<string[]> {
  const acknowledged: string[] = [];
  const attempt = (n: number): Promise<void> =>
    change(store, n).then(() => void acknowledged.push(`a${n}`), expectBusy);
  await attempt(1);
  await Promise.all([attempt(2), attempt(3)]);
  const compacted = store.compact().catch(expectBusy);
  await Promise.all([compacted, attempt(4)]);
  await attempt(5);
  return acknowledged;
}

/** Opens over a disk that refuses nothing yet. */
async function prepare(): Promise<{
  disk: FailingDisk;
  inner: ReturnType<typeof createCrashDisk>;
  store: Store;
}> {
  const inner = createCrashDisk();
  const disk = createFailingDisk(inner);
  return { disk, inner, store: await openStore(disk, dir, { retryMs: 1 }) };
}

/** Contents a power cut would leave now. */
async function survivorsOf(
  inner: ReturnType<typeof createCrashDisk>,
): Promise<ReturnType<typeof contentOf>[]> {
  const states = inner.crashStates(inner.calls());
  return Promise.all(
    states.map(async ({ files }) => contentOf(await openStore(createCrashDisk(files), dir))),
  );
}

describe('storage on a failing disk', () => {
  it.each(codes)('holds in memory what the disk holds, whichever call fails once with %s', async (code) => {
    const { disk, store } = await prepare();
    const before = disk.calls();
    await life(store);
    const calls = disk.calls() - before;
    expect(calls).toBeGreaterThan(20);

    for (let at = 0; at < calls; at += 1) {
      const { disk, inner, store } = await prepare();
      disk.refuse(code, at, at + 1);
      const acknowledged = await life(store);

      expect(idsOf(store), `call ${at}`).toEqual(acknowledged.sort());
      for (const survived of await survivorsOf(inner))
        expect(survived, `call ${at}`).toEqual(contentOf(store));
    }
  });

  it.each(codes)('loses and invents nothing when every call from one on fails with %s', async (code) => {
    const { disk, store } = await prepare();
    const before = disk.calls();
    await life(store);
    const calls = disk.calls() - before;

    for (let at = 0; at < calls; at += 1) {
      const { disk, inner, store } = await prepare();
      disk.refuse(code, at, forever);
      const acknowledged = await life(store);
      expect(idsOf(store), `call ${at}`).toEqual(acknowledged.sort());

      disk.allow();
      await change(store, 6);
      expect(store.failure(), `call ${at}`).toBeNull();
      expect(idsOf(store), `call ${at}`).toEqual([...acknowledged, 'a6']);
      for (const survived of await survivorsOf(inner))
        expect(survived, `call ${at}`).toEqual(contentOf(store));
      await store.compact();
      for (const survived of await survivorsOf(inner))
        expect(survived, `call ${at}`).toEqual(contentOf(store));
    }
  });

  it('says that it cannot write, and by itself that it can again', async () => {
    const { disk, store } = await prepare();
    disk.refuse('ENOSPC', 0, forever);
    await expect(change(store, 1)).rejects.toMatchObject({ code: 'store-busy' });
    expect(store.failure()).toMatch(/ENOSPC/);

    disk.allow();
    await expect.poll(() => store.failure()).toBeNull();
    expect(idsOf(store)).toEqual([]);
    await change(store, 1);
    expect(idsOf(store)).toEqual(['a1']);
  });

  it('rejects those who saw what could not be written, whatever their work came to', async () => {
    const { disk, store } = await prepare();
    disk.refuse('ENOSPC', 0, forever);
    const results = await Promise.allSettled([
      change(store, 1),
      // Begun on top of it: what they found out is not true.
      store.transaction((tx) => tx.count('assignments')),
      change(store, 1),
      store.transaction((tx) => tx.put('assignments', assignment('other', 1))),
    ]);

    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store-busy' } });
  });

  it('rejects those begun while the failing write was under way, and forgets what they did', async () => {
    const inner = createCrashDisk();
    let duringSync: (() => void) | null = null;
    const edit: typeof inner.edit = async (path) => {
      const file = await inner.edit(path);
      return {
        ...file,
        async sync() {
          const begin = duringSync;
          if (!begin) return file.sync();
          duringSync = null;
          begin();
          throw Object.assign(new Error('EIO'), { code: 'EIO' });
        },
      };
    };
    const store = await openStore({ ...inner, edit }, dir);
    await change(store, 1);
    const during: Promise<unknown>[] = [];
    duringSync = () => {
      during.push(
        change(store, 3),
        store.transaction((tx) => tx.get('assignments', 'a2')?.id),
      );
    };
    const first = await Promise.allSettled([change(store, 2)]);
    const rest = await Promise.allSettled(during);

    expect(rest).toHaveLength(2);
    for (const result of [...first, ...rest]) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store-busy' } });
    }
    await store.transaction((tx) => {
      expect(Array.from(tx.all('assignments'), (row) => row.id)).toEqual(['a1']);
      expect(tx.next('number')).toBe(2);
    });
    for (const survived of await survivorsOf(inner)) expect(survived).toEqual(contentOf(store));
  });

  it('starts with a full disk, as long as nothing must be written', async () => {
    const inner = createCrashDisk();
    const first = await openStore(inner, dir);
    await change(first, 1);
    const disk = createFailingDisk(createCrashDisk(inner.crashStates(inner.calls())[0]?.files));
    // Only new files and writes are refused; opening, cutting and syncing need no room.
    const full = {
      ...disk,
      create: () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })),
    };
    const store = await openStore(full, dir);

    expect(idsOf(store)).toEqual(['a1']);
  });

  it('does not let a snapshot that cannot be written disturb transactions', async () => {
    const { disk, inner, store } = await prepare();
    await change(store, 1);
    const log = createTestLog();
    let isFull = true;
    const create: typeof disk.create = (path) =>
      isFull && path.includes('store.json')
        ? Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))
        : inner.create(path);
    const second = await openStore({ ...inner, create }, dir, { log });
    await expect(second.compact()).rejects.toMatchObject({ code: 'store-busy' });
    await change(second, 2);
    await expect(second.compact()).rejects.toMatchObject({ code: 'store-busy' });
    await change(second, 3);

    expect(second.failure()).toBeNull();
    expect(log.lines).toContain('warn: The snapshot could not be rewritten');
    for (const survived of await survivorsOf(inner)) expect(survived).toEqual(contentOf(second));
    isFull = false;
    await second.compact();
    for (const survived of await survivorsOf(inner)) expect(survived).toEqual(contentOf(second));
  });

  it('refuses everything once its folder is lost', async () => {
    const { inner } = await prepare();
    const store = await openStore(inner, dir);
    await change(store, 1);
    const calls = inner.calls();
    store.lose('the lock was lost');

    await expect(change(store, 2)).rejects.toMatchObject({ code: 'store-busy' });
    await expect(store.compact()).rejects.toMatchObject({ code: 'store-busy' });
    expect(store.failure()).toBe('the lock was lost');
    expect(idsOf(store)).toEqual(['a1']);
    await store.close();
    expect(inner.calls()).toBe(calls);
  });
});
