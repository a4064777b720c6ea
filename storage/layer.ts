/**
 * Changes laid over a view: a running transaction over a batch, a batch over the durable state.
 * Dropping a layer undoes it completely, because nothing below was touched.
 */
import { DuplicateKeyError } from '../src/domain/ports.js';
import { tableNames, type TableName } from '../src/domain/tables.js';
import { indexesOf, type Change, type Entry, type Row, type View } from './state.js';

interface Changes {
  /** By id, in order of insertion as far as records are new; null is removed. */
  entries: Map<string, Entry | null>;
  /** Ids of this layer's records under each key, by index name. */
  keys: Map<string, Map<string, Set<string>>>;
  countDelta: number;
  nextOrder: number;
}

/** A view that can be changed. */
export interface Layer extends View {
  /** Inserts or replaces a frozen record. Throws DuplicateKeyError, changing nothing. */
  put(table: TableName, row: Row): void;
  remove(table: TableName, id: string): void;
  setCounter(name: string, value: number): void;
  /** Takes the changes of a layer that lies over this one. */
  absorb(upper: Layer): void;
  /** Lies on another view from now on; it must show the same as the former one. */
  moveTo(view: View): void;
  changes(): Iterable<Change>;
  changedCounters(): Iterable<readonly [string, number]>;
  isEmpty(): boolean;
}

export function createLayer(below: View): Layer {
  let parent = below;
  const tables = new Map<TableName, Changes>();
  const counters = new Map<string, number>();

  function ownTable(table: TableName): Changes {
    let own = tables.get(table);
    if (!own) {
      own = { entries: new Map(), keys: new Map(), countDelta: 0, nextOrder: parent.nextOrder(table) };
      tables.set(table, own);
    }
    return own;
  }

  function entryOf(table: TableName, id: string): Entry | undefined {
    const own = tables.get(table)?.entries.get(id);
    return own === undefined ? parent.entry(table, id) : (own ?? undefined);
  }

  function reindex(
    table: TableName,
    own: Changes,
    id: string,
    before: Entry | null | undefined,
    after: Row | null,
  ): void {
    for (const [index, { keys }] of indexesOf(table)) {
      let ids = own.keys.get(index);
      if (!ids) own.keys.set(index, (ids = new Map<string, Set<string>>()));
      if (before) for (const key of keys(before.row)) ids.get(key)?.delete(id);
      if (!after) continue;
      for (const key of keys(after)) {
        const known = ids.get(key);
        if (known) known.add(id);
        else ids.set(key, new Set([id]));
      }
    }
  }

  function write(table: TableName, id: string, row: Row | null, order: number): void {
    const own = ownTable(table);
    const visible = entryOf(table, id);
    const before = own.entries.get(id);
    reindex(table, own, id, before, row);
    own.countDelta += (row ? 1 : 0) - (visible ? 1 : 0);
    // A record inserted anew stands behind those that stayed.
    if (row && before !== undefined && before?.order !== order) own.entries.delete(id);
    // What never reached the view below needs no word of its removal.
    if (!row && !parent.entry(table, id)) own.entries.delete(id);
    else own.entries.set(id, row && { row, order });
    if (row) own.nextOrder = Math.max(own.nextOrder, order + 1);
  }

  /** The array of the view below with this layer's records in their places; `ids` are those that belong in it. */
  function merge(
    table: TableName,
    own: Changes,
    below: readonly Row[],
    ids: Iterable<string>,
  ): readonly Row[] {
    const left = new Set(ids);
    const merged: Row[] = [];
    let isInOrder = true;
    for (const row of below) {
      const mine = own.entries.get(row.id);
      if (mine === undefined) merged.push(row);
      else if (mine && left.has(row.id) && mine.order === parent.entry(table, row.id)?.order) {
        merged.push(mine.row);
        left.delete(row.id);
      }
    }
    const firstNew = parent.nextOrder(table);
    for (const id of left) {
      const mine = own.entries.get(id);
      if (!mine) continue;
      if (mine.order < firstNew) isInOrder = false;
      merged.push(mine.row);
    }
    const orderOf = (row: Row): number => entryOf(table, row.id)?.order ?? 0;
    const later = merged.length - left.size;
    if (!isInOrder) merged.sort((a, b) => orderOf(a) - orderOf(b));
    else if (left.size > 1) {
      const fresh = merged.splice(later).sort((a, b) => orderOf(a) - orderOf(b));
      merged.push(...fresh);
    }
    return merged;
  }

  function find(table: TableName, index: string, key: string): readonly Row[] {
    const below = parent.find(table, index, key);
    const own = tables.get(table);
    if (!own) return below;
    return merge(table, own, below, own.keys.get(index)?.get(key) ?? []);
  }

  const layer: Layer = {
    entry: entryOf,
    find,
    all(table) {
      const own = tables.get(table);
      if (!own) return parent.all(table);
      return merge(table, own, parent.all(table), own.entries.keys());
    },
    count: (table) => parent.count(table) + (tables.get(table)?.countDelta ?? 0),
    counter: (name) => counters.get(name) ?? parent.counter(name),
    nextOrder: (table) => tables.get(table)?.nextOrder ?? parent.nextOrder(table),
    put(table, row) {
      for (const [index, { keys, unique }] of indexesOf(table)) {
        if (!unique) continue;
        for (const key of keys(row)) {
          if (find(table, index, key).some((other) => other.id !== row.id)) {
            throw new DuplicateKeyError(table, index, key);
          }
        }
      }
      write(table, row.id, row, entryOf(table, row.id)?.order ?? layer.nextOrder(table));
    },
    remove(table, id) {
      const known = entryOf(table, id);
      if (known) write(table, id, null, known.order);
    },
    setCounter: (name, value) => void counters.set(name, value),
    absorb(upper) {
      for (const { table, id, row, order } of upper.changes()) write(table, id, row, order);
      for (const [name, value] of upper.changedCounters()) counters.set(name, value);
    },
    moveTo(view) {
      parent = view;
    },
    *changes() {
      for (const table of tableNames) {
        const own = tables.get(table);
        if (!own) continue;
        for (const [id, entry] of own.entries) {
          yield { table, id, row: entry && entry.row, order: entry?.order ?? 0 };
        }
      }
    },
    changedCounters: () => counters,
    isEmpty: () => tables.size === 0 && counters.size === 0,
  };
  return layer;
}
