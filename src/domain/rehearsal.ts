/**
 * A transaction that is only tried: what the work would change can be looked at, and nothing reaches the store.
 * So a preview is made by the very code that will do it, not by a second one that guesses.
 */
import type { StoreReader, StoreWriter } from './ports.js';
import { type IndexDefinition, type IndexName, type TableName, type Tables, indexes } from './tables.js';

/** A writer over a reader; what is put stays here. Unique indexes are not watched: the real transaction does that. */
export function rehearse(reader: StoreReader): StoreWriter {
  const changed = new Map<TableName, Map<string, unknown>>();
  const counters = new Map<string, number>();
  const of = <K extends TableName>(table: K): Map<string, Readonly<Tables[K]> | null> => {
    let rows = changed.get(table);
    if (!rows) {
      rows = new Map();
      changed.set(table, rows);
    }
    return rows as Map<string, Readonly<Tables[K]> | null>;
  };
  const keysOf = <K extends TableName>(
    table: K,
    index: IndexName<K>,
    row: Readonly<Tables[K]>,
  ): readonly string[] => {
    const definitions = (indexes as Partial<Record<TableName, Record<string, IndexDefinition<never>>>>)[
      table
    ];
    const definition = definitions?.[index] as IndexDefinition<Readonly<Tables[K]>> | undefined;
    return definition?.keys(row) ?? [];
  };
  return {
    get<K extends TableName>(table: K, id: string) {
      const row = of(table).get(id);
      return row === undefined ? reader.get(table, id) : (row ?? undefined);
    },
    find<K extends TableName>(table: K, index: IndexName<K>, key: string) {
      const own = of(table);
      const kept = reader.find(table, index, key).filter((row) => !own.has(row.id));
      const put = [...own.values()].filter((row) => row !== null && keysOf(table, index, row).includes(key));
      return [...kept, ...put] as readonly Readonly<Tables[K]>[];
    },
    *all<K extends TableName>(table: K) {
      const own = of(table);
      for (const row of reader.all(table)) if (!own.has(row.id)) yield row;
      for (const row of own.values()) if (row !== null) yield row;
    },
    count(table) {
      let count = reader.count(table);
      for (const [id, row] of of(table))
        count += (row === null ? 0 : 1) - (reader.get(table, id) === undefined ? 0 : 1);
      return count;
    },
    put(table, record) {
      of(table).set(record.id, structuredClone(record));
    },
    remove(table, id) {
      (of(table) as Map<string, unknown>).set(id, null);
    },
    next(counter) {
      // Numbers given out here are thrown away; the real ones come from the store.
      const value = (counters.get(counter) ?? 0) + 1;
      counters.set(counter, value);
      return value;
    },
  };
}
