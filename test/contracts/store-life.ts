/** Part of the store contract: compacting, closing, and a disk that refuses. */
import { beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/domain/errors.js';
import type { Store } from '../../src/domain/ports.js';
import type { StoreHarness } from './store-harness.js';
import { contentOf, idsOf as ids, putAll } from './store-harness.js';
import { assignment } from './store-records.js';

/** @param world the store under test, opened anew for each test. */
export function lifeContract(world: () => StoreHarness): void {
  let harness: StoreHarness;
  let store: Store;
  beforeEach(() => {
    harness = world();
    ({ store } = harness);
  });

  const put = (...rows: ReturnType<typeof assignment>[]): Promise<void> => putAll(store, rows);

  describe('as a whole', () => {
    it('keeps everything when compacted, also what is written meanwhile', async () => {
      await put(...Array.from({ length: 200 }, (_, i) => assignment(`a${i}`, i)));
      const during = Promise.all(Array.from({ length: 50 }, (_, i) => put(assignment(`b${i}`, 1_000 + i))));
      await Promise.all([store.compact(), during, store.compact()]);
      await put(assignment('last', 5_000));
      const before = contentOf(store);

      expect(before['assignments']).toHaveLength(251);
      expect(contentOf(await harness.reopenAfterCrash())).toEqual(before);
    });

    it('finishes what is in hand when closed, and refuses what comes after', async () => {
      const pending = put(assignment('a', 1));
      const closed = store.close();
      const late = put(assignment('b', 2));

      await expect(late).rejects.toThrow(Error);
      await Promise.all([pending, closed]);
      await expect(store.close()).resolves.toBeUndefined();
      expect(ids((await harness.reopen()).all('assignments'))).toEqual(['a']);
    });

    it('is healthy until something fails', () => {
      expect(store.failure()).toBeNull();
    });
  });

  describe('when the disk refuses', () => {
    it('changes nothing, says so, and goes on once it can', async ({ skip }) => {
      const { failWrites } = harness;
      if (!failWrites) return skip('this store cannot be made to fail');
      await put(assignment('a', 1));
      const before = contentOf(store);

      failWrites(true);
      const refused = await Promise.allSettled([
        put(assignment('b', 2)),
        store.transaction((tx) => tx.get('assignments', 'b')?.number),
        store.transaction((tx) => tx.next('n')),
      ]);
      const later = await put(assignment('c', 3)).catch((error: unknown) => error);

      for (const result of refused) {
        expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store-busy' } });
      }
      expect(later).toBeInstanceOf(UserError);
      expect(contentOf(store)).toEqual(before);
      expect(store.failure()).not.toBeNull();

      failWrites(false);
      await put(assignment('d', 4));
      expect(store.failure()).toBeNull();
      expect(await store.transaction((tx) => tx.next('n'))).toBe(1);
      expect(ids(store.all('assignments'))).toEqual(['a', 'd']);
      expect(ids((await harness.reopenAfterCrash()).all('assignments'))).toEqual(['a', 'd']);
    });
  });
}
