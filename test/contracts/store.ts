/**
 * What every store must do, whatever it is made of. Call `storeContract` in the store's own test.
 * It knows no file and no database: a `StoreHarness` opens, reopens and, where it can, breaks the store.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/domain/errors.js';
import { DuplicateKeyError, type Store, type StoreReader, type StoreWriter } from '../../src/domain/ports.js';
import { tableNames } from '../../src/domain/tables.js';
import { assignment, conversation, dialogue, inboxRow, outboxRow } from './store-records.js';

/** One store with its data. */
export interface StoreHarness {
  store: Store;
  /** Closes the store and opens the same data again. */
  reopen(): Promise<Store>;
  /** Opens the data as a crash at this very moment would leave it; the former store is not used any more. */
  reopenAfterCrash(): Promise<Store>;
  /** From now on every write fails, or works again. Leave out where a store cannot be made to fail. */
  failWrites?(isFailing: boolean): void;
  /** Closes the store and removes its data. */
  destroy(): Promise<void>;
}

/** Everything a store holds, as plain data. */
export function contentOf(reader: StoreReader): Record<string, unknown[]> {
  return Object.fromEntries(
    tableNames.map((table) => [table, structuredClone([...reader.all(table)]) as unknown[]]),
  );
}

const ids = (rows: Iterable<{ readonly id: string }>): string[] => Array.from(rows, (row) => row.id);

/** @param open makes an empty store. */
export function storeContract(name: string, open: () => Promise<StoreHarness>): void {
  describe(`store contract: ${name}`, () => {
    let harness: StoreHarness;
    let store: Store;
    beforeEach(async () => {
      harness = await open();
      store = harness.store;
    });
    afterEach(() => harness.destroy());

    const put = (...rows: ReturnType<typeof assignment>[]): Promise<void> =>
      store.transaction((tx) => rows.forEach((row) => tx.put('assignments', row)));

    describe('records', () => {
      it('come out equal to what went in, also after reopening', async () => {
        const rows = [
          dialogue('Đ1', { a: [1, { b: 'ế' }], n: null }),
          dialogue('Đ2', { deep: { er: [[]] } }),
        ];
        await store.transaction((tx) => rows.forEach((row) => tx.put('dialogues', row)));

        expect([...store.all('dialogues')]).toEqual(rows);
        expect([...(await harness.reopen()).all('dialogues')]).toEqual(rows);
      });

      it('keep hostile ids and texts unharmed', async () => {
        const texts = [
          '__proto__',
          'constructor',
          'a\nb\u2028c',
          '\ud800',
          '{"sequence":1',
          ' ',
          'ế'.normalize('NFD'),
        ];
        await store.transaction((tx) =>
          texts.forEach((text) => tx.put('dialogues', dialogue(text, { text }))),
        );
        const reopened = await harness.reopen();

        expect(ids(reopened.all('dialogues'))).toEqual(texts);
        expect(texts.map((text) => reopened.get('dialogues', text)?.data['text'])).toEqual(texts);
      });

      it('do not change with the object that was put', async () => {
        const row = dialogue('d', { list: [1] });
        await store.transaction((tx) => {
          tx.put('dialogues', row);
          (row.data['list'] as number[]).push(2);
          row.menu.push('/huy');
        });

        expect(store.get('dialogues', 'd')).toEqual({ ...row, data: { list: [1] }, menu: ['/viec V1'] });
      });

      it('are frozen at every depth, inside a transaction and outside, also after reopening', async () => {
        const inside = await store.transaction((tx) => {
          tx.put('dialogues', dialogue('d', { list: [{ a: 1 }] }));
          return tx.get('dialogues', 'd');
        });
        const found = [inside, store.get('dialogues', 'd'), (await harness.reopen()).get('dialogues', 'd')];

        for (const row of found) {
          const list = row?.data['list'] as object[];
          expect([row, row?.data, row?.menu, list, list[0]].every(Object.isFrozen)).toBe(true);
        }
      });

      it('lose fields that are undefined, as JSON does', async () => {
        const message = { text: 'a', heading: undefined };
        await store.transaction((tx) => tx.put('outbox', outboxRow('o', 'k', { message })));

        expect(Object.keys(store.get('outbox', 'o')?.message ?? {})).toEqual(['text']);
      });

      it.each([
        ['a number that is none', Number.NaN],
        ['infinity', Number.POSITIVE_INFINITY],
        ['a big integer', 1n],
        ['a date', new Date(0)],
        ['a function', () => 1],
        ['a symbol', Symbol('s')],
        ['a map', new Map()],
        ['a hole in a list', Array.from({ length: 2 })],
        ['a field named __proto__', JSON.parse('{"__proto__":{"polluted":true}}') as unknown],
      ])('are refused when they hold %s, and nothing is stored', async (_what, value) => {
        const work = store.transaction((tx) => {
          tx.put('dialogues', dialogue('before', {}));
          tx.put('dialogues', dialogue('d', { value }));
        });

        await expect(work).rejects.toThrow(TypeError);
        expect(store.count('dialogues')).toBe(0);
        expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
      });

      it('are refused when they hold themselves', async () => {
        const loop: Record<string, unknown> = {};
        loop['loop'] = loop;

        await expect(store.transaction((tx) => tx.put('dialogues', dialogue('d', loop)))).rejects.toThrow(
          TypeError,
        );
      });

      it('are refused when they do not fit their table', async () => {
        const wrong = { ...assignment('a', 1), status: 'lost' } as unknown as ReturnType<typeof assignment>;

        await expect(put(wrong)).rejects.toThrow(TypeError);
        await expect(put({ ...assignment('a', 1), id: '' })).rejects.toThrow(TypeError);
      });
    });

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
        const values = [
          await next(store, 'draft'),
          await next(store, 'draft'),
          await next(store, '__proto__'),
        ];
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
  });
}
