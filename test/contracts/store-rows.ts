/** Part of the store contract: what goes in comes out, detached, frozen and checked. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/domain/ports.js';
import type { StoreHarness } from './store-harness.js';
import { idsOf as ids, putAll } from './store-harness.js';
import { assignment, dialogue, outboxRow } from './store-records.js';

/** @param world the store under test, opened anew for each test. */
export function rowsContract(world: () => StoreHarness): void {
  let harness: StoreHarness;
  let store: Store;
  beforeEach(() => {
    harness = world();
    ({ store } = harness);
  });

  const put = (...rows: ReturnType<typeof assignment>[]): Promise<void> => putAll(store, rows);

  describe('records', () => {
    it('come out equal to what went in, also after reopening', async () => {
      const rows = [dialogue('Đ1', { a: [1, { b: 'ế' }], n: null }), dialogue('Đ2', { deep: { er: [[]] } })];
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
      await store.transaction((tx) => texts.forEach((text) => tx.put('dialogues', dialogue(text, { text }))));
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
}
