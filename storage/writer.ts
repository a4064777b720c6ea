/** The `StoreWriter` a transaction works with: copies and checks what is put, and is dead once its work is over. */
import type { StoreWriter } from '../src/domain/ports.js';
import type { TableName, Tables } from '../src/domain/tables.js';
import { frozenCopy } from './json.js';
import type { Layer } from './layer.js';
import { faultOf } from './schema.js';

/** @returns the writer, and what ends its life. */
export function createWriter(layer: Layer): { writer: StoreWriter; end: () => void } {
  let isOver = false;

  function live(): Layer {
    if (isOver) throw new Error('a transaction was used after its end');
    return layer;
  }

  const writer: StoreWriter = {
    get: <K extends TableName>(table: K, id: string) =>
      live().entry(table, id)?.row as Readonly<Tables[K]> | undefined,
    find: <K extends TableName>(table: K, index: string, key: string) =>
      live().find(table, index, key) as readonly Readonly<Tables[K]>[],
    all: <K extends TableName>(table: K) => live().all(table) as readonly Readonly<Tables[K]>[],
    count: (table) => live().count(table),
    put(table, record) {
      const row = frozenCopy(record, `${table}/${record.id}`);
      // A record that does not fit would be written now and refuse to open later.
      const fault = faultOf(table, row);
      if (fault !== null) throw new TypeError(`${table}/${record.id}: ${fault}`);
      live().put(table, row);
    },
    remove: (table, id) => live().remove(table, id),
    next(counter) {
      const value = live().counter(counter) + 1;
      layer.setCounter(counter, value);
      return value;
    },
  };
  return {
    writer,
    end() {
      isOver = true;
    },
  };
}
