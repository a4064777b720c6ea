/** Part of the store contract: unique keys, indexes and counters. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DuplicateKeyError, type Store } from '../../src/domain/ports.js';
import type { StoreHarness } from './store-harness.js';
import { idsOf as ids, putAll } from './store-harness.js';
import { assignment, conversation, outboxRow } from './store-records.js';

/** @param world the store under test, opened anew for each test. */
export function keysContract(world: () => StoreHarness): void {
  let harness: StoreHarness;
  let store: Store;
  beforeEach(() => {
    harness = world();
    ({ store } = harness);
  });

  const put = (...rows: ReturnType<typeof assignment>[]): Promise<void> => putAll(store, rows);

  describe('unique keys', () => {
    it('refuse a second record under the same key', async () => {
      await put(assignment('a', 1));
      const error = await put(assignment('b', 1)).catch((caught: unknown) => caught);

      expect(error).toBeInstanceOf(DuplicateKeyError);
      expect(error).toMatchObject({ table: 'assignments', index: 'byNumber', key: '1' });
      expect(ids(store.all('assignments'))).toEqual(['a']);
    });

    it('refuse it within one transaction and among those begun together', async () => {
      await expect(put(assignment('a', 1), assignment('b', 1))).rejects.toThrow(DuplicateKeyError);
      const both = await Promise.allSettled([put(assignment('a', 1)), put(assignment('b', 1))]);

      expect(both.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
      expect(ids(store.all('assignments'))).toEqual(['a']);
    });

    it('let the record itself be replaced', async () => {
      await put(assignment('a', 1));
      await put(assignment('a', 1, { status: 'paused' }));

      expect(store.get('assignments', 'a')?.status).toBe('paused');
    });

    it('are free again once their record is removed or moved, in the same transaction too', async () => {
      await put(assignment('a', 1), assignment('b', 2));
      await store.transaction((tx) => {
        tx.remove('assignments', 'a');
        tx.put('assignments', assignment('b', 1));
        tx.put('assignments', assignment('c', 2));
      });

      expect(ids(store.find('assignments', 'byNumber', '1'))).toEqual(['b']);
      expect(ids(store.find('assignments', 'byNumber', '2'))).toEqual(['c']);
    });

    it('leave a transaction usable that expected the refusal', async () => {
      await store.transaction((tx) => tx.put('outbox', outboxRow('o1', 'reminder/1')));
      await store.transaction((tx) => {
        expect(() => tx.put('outbox', outboxRow('o2', 'reminder/1'))).toThrow(DuplicateKeyError);
        tx.put('outbox', outboxRow('o3', 'reminder/2'));
      });

      expect(ids(store.all('outbox'))).toEqual(['o1', 'o3']);
    });

    it('are still known after reopening', async () => {
      await put(assignment('a', 1));
      const reopened = await harness.reopen();

      const second = reopened.transaction((tx) => tx.put('assignments', assignment('b', 1)));
      await expect(second).rejects.toThrow(DuplicateKeyError);
    });
  });

  describe('indexes', () => {
    it('find a record under each of its keys, and under none it has left', async () => {
      await store.transaction((tx) => tx.put('conversations', conversation('c', ['u1', 'u2', 'u2'])));
      expect(['u1', 'u2', 'u3'].map((key) => store.find('conversations', 'byUnit', key).length)).toEqual([
        1, 1, 0,
      ]);

      await store.transaction((tx) => tx.put('conversations', conversation('c', ['u2', 'u3'])));
      expect(['u1', 'u2', 'u3'].map((key) => store.find('conversations', 'byUnit', key).length)).toEqual([
        0, 1, 1,
      ]);

      await store.transaction((tx) => tx.remove('conversations', 'c'));
      expect(['u1', 'u2', 'u3'].map((key) => store.find('conversations', 'byUnit', key).length)).toEqual([
        0, 0, 0,
      ]);
    });

    it('give the record as it is now', async () => {
      await put(assignment('a', 1));
      await put(assignment('a', 1, { status: 'paused' }));

      expect(store.find('assignments', 'byUnit', 'u1').map((row) => row.status)).toEqual(['paused']);
    });

    it('answer in order of insertion: replacing keeps the place, removing gives it up', async () => {
      await put(assignment('a', 1), assignment('b', 2), assignment('c', 3));
      await put(assignment('a', 1, { unitId: 'u2' }));
      await put(assignment('a', 1));
      await store.transaction((tx) => {
        tx.remove('assignments', 'b');
        tx.put('assignments', assignment('b', 2));
      });

      const orders = [store, await harness.reopen()].map((reader) => [
        ids(reader.all('assignments')),
        ids(reader.find('assignments', 'byUnit', 'u1')),
      ]);
      expect(orders).toEqual([
        [
          ['a', 'c', 'b'],
          ['a', 'c', 'b'],
        ],
        [
          ['a', 'c', 'b'],
          ['a', 'c', 'b'],
        ],
      ]);
    });

    it('give lists that do not change later', async () => {
      await put(assignment('a', 1));
      const found = store.find('assignments', 'byUnit', 'u1');
      const all = store.all('assignments');
      await put(assignment('b', 2));
      await store.transaction((tx) => {
        const inside = tx.find('assignments', 'byUnit', 'u1');
        for (const row of tx.all('assignments')) tx.remove('assignments', row.id);
        expect(ids(inside)).toEqual(['a', 'b']);
      });

      expect(ids(found)).toEqual(['a']);
      expect(ids(all)).toEqual(['a']);
    });

    it('that do not exist are an error, not an empty answer', () => {
      expect(() => store.find('assignments', 'byColour' as 'byUnit', 'red')).toThrow(TypeError);
    });
  });

  describe('counters', () => {
    it('count from one, each by itself, and go on after reopening', async () => {
      const next = (reader: Store, name: string): Promise<number> =>
        reader.transaction((tx) => tx.next(name));
      const values = [await next(store, 'draft'), await next(store, 'draft'), await next(store, '__proto__')];
      const reopened = await harness.reopen();

      expect(values).toEqual([1, 2, 1]);
      expect(await next(reopened, 'draft')).toBe(3);
      expect(await next(reopened, '__proto__')).toBe(2);
    });

    it('never give the same number twice', async () => {
      const values = await Promise.all(
        Array.from({ length: 50 }, () => store.transaction((tx) => tx.next('n'))),
      );

      expect(values).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    });

    it('do not stand among the settings', async () => {
      await store.transaction((tx) => {
        tx.put('settings', { id: 'draft', value: 'mine' });
        tx.next('draft');
      });

      expect([...store.all('settings')]).toEqual([{ id: 'draft', value: 'mine' }]);
    });
  });
}
