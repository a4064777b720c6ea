/** Part of the store contract: all or nothing, in turn, durable. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store, StoreWriter } from '../../src/domain/ports.js';
import type { StoreHarness } from './store-harness.js';
import { contentOf, idsOf as ids, putAll } from './store-harness.js';
import { assignment, inboxRow } from './store-records.js';

/** @param world the store under test, opened anew for each test. */
export function transactionsContract(world: () => StoreHarness): void {
  let harness: StoreHarness;
  let store: Store;
  beforeEach(() => {
    harness = world();
    ({ store } = harness);
  });

  const put = (...rows: ReturnType<typeof assignment>[]): Promise<void> => putAll(store, rows);

  describe('a transaction', () => {
    it('resolves with what its work returns and rejects with what it throws', async () => {
      const error = new Error('mine');

      await expect(store.transaction(() => 42)).resolves.toBe(42);
      await expect(
        store.transaction(() => {
          throw error;
        }),
      ).rejects.toBe(error);
    });

    it('that throws leaves everything as it was, also after reopening', async () => {
      await put(assignment('a', 1), assignment('b', 2));
      const before = contentOf(store);
      const work = store.transaction((tx) => {
        tx.put('assignments', assignment('a', 9, { unitId: 'u2' }));
        tx.remove('assignments', 'b');
        tx.put('assignments', assignment('c', 3));
        tx.next('assignment');
        throw new Error('stop');
      });

      await expect(work).rejects.toThrow('stop');
      expect(contentOf(store)).toEqual(before);
      expect(ids(store.find('assignments', 'byUnit', 'u1'))).toEqual(['a', 'b']);
      expect(store.find('assignments', 'byUnit', 'u2')).toEqual([]);
      const reopened = await harness.reopen();
      expect(contentOf(reopened)).toEqual(before);
      await expect(reopened.transaction((tx) => tx.next('assignment'))).resolves.toBe(1);
    });

    it('that throws does not disturb those begun with it', async () => {
      const [first, second, third] = await Promise.allSettled([
        put(assignment('a', 1)),
        store.transaction((tx) => {
          tx.put('assignments', assignment('b', 2));
          throw new Error('stop');
        }),
        put(assignment('c', 3)),
      ]);

      expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(ids(store.all('assignments'))).toEqual(['a', 'c']);
    });

    it('sees its own changes, in every way of reading', async () => {
      await put(assignment('a', 1), assignment('b', 2), assignment('c', 3));
      await store.transaction((tx) => {
        tx.put('assignments', assignment('b', 2, { unitId: 'u2' }));
        tx.remove('assignments', 'a');
        tx.put('assignments', assignment('d', 4));

        expect(tx.get('assignments', 'a')).toBeUndefined();
        expect(tx.get('assignments', 'b')?.unitId).toBe('u2');
        expect(ids(tx.find('assignments', 'byUnit', 'u1'))).toEqual(['c', 'd']);
        expect(ids(tx.find('assignments', 'byUnit', 'u2'))).toEqual(['b']);
        expect(ids(tx.all('assignments'))).toEqual(['b', 'c', 'd']);
        expect(tx.count('assignments')).toBe(3);
      });
    });

    it('sees what those before it did, in turn', async () => {
      await put(assignment('a', 0));
      const work = (tx: StoreWriter): void => {
        const known = tx.get('assignments', 'a');
        tx.put('assignments', assignment('a', (known?.number ?? 0) + 1));
      };
      await Promise.all(Array.from({ length: 100 }, () => store.transaction(work)));

      expect(store.get('assignments', 'a')?.number).toBe(100);
    });

    it('sees what those before it did, also while that is still being written', async () => {
      await put(assignment('a', 0));
      const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
      await Promise.all(
        Array.from({ length: 200 }, async (_, i) => {
          for (let wait = 0; wait < i % 9; wait += 1) await turn();
          await store.transaction((tx) => {
            const { number = 0 } = tx.get('assignments', 'a') ?? {};
            tx.put('assignments', assignment('a', number + 1));
          });
        }),
      );

      expect(store.get('assignments', 'a')?.number).toBe(200);
    });

    it('claims a row once, however many want it', async () => {
      await store.transaction((tx) => {
        for (let i = 0; i < 20; i += 1) tx.put('inbox', inboxRow(`i${i}`, i));
      });
      const claim = (): Promise<string | null> =>
        store.transaction((tx) => {
          const [row] = tx.find('inbox', 'byStatus', 'pending');
          if (!row) return null;
          tx.put('inbox', { ...structuredClone(row), status: 'done' });
          return row.id;
        });
      const claimed = await Promise.all(Array.from({ length: 30 }, claim));

      const won = claimed.filter((id) => id !== null);
      expect(won).toHaveLength(20);
      expect(new Set(won).size).toBe(20);
    });

    it('is not seen outside before it is durable', async () => {
      const pending = put(assignment('a', 1));

      expect(store.get('assignments', 'a')).toBeUndefined();
      expect(store.find('assignments', 'byUnit', 'u1')).toEqual([]);
      expect(store.count('assignments')).toBe(0);
      await pending;
      expect(store.count('assignments')).toBe(1);
    });

    it('survives a crash right after it resolved', async () => {
      await put(assignment('a', 1));
      await put(assignment('b', 2));
      await store.transaction((tx) => tx.remove('assignments', 'a'));

      expect(ids((await harness.reopenAfterCrash()).all('assignments'))).toEqual(['b']);
    });

    it('must be synchronous', async () => {
      const work = store.transaction(async (tx) => {
        tx.put('assignments', assignment('a', 1));
        await Promise.resolve();
        throw new Error('nobody hears this');
      });

      await expect(work).rejects.toThrow(TypeError);
      expect(store.count('assignments')).toBe(0);
    });

    it('cannot run inside another', async () => {
      const work = store.transaction((tx) => {
        tx.put('assignments', assignment('a', 1));
        void store.transaction((inner) => inner.put('assignments', assignment('b', 2)));
      });

      await expect(work).rejects.toThrow(Error);
      expect(store.count('assignments')).toBe(0);
    });

    it('cannot be used after its end', async () => {
      const leaked = await store.transaction((tx) => tx);

      expect(() => leaked.put('assignments', assignment('a', 1))).toThrow(Error);
      expect(() => leaked.get('assignments', 'a')).toThrow(Error);
      expect(() => leaked.next('assignment')).toThrow(Error);
      expect(store.count('assignments')).toBe(0);
    });
  });
}
