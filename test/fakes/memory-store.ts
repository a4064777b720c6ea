/**
 * A store that keeps everything in memory and writes nothing, for thousands of short lives a second. Records, indexes
 * and transactions are the real store's; only the disk is missing. What it held survives a process "killed" over it.
 */
import { UserError } from '../../src/domain/errors.js';
import type { Store, StoreWriter } from '../../src/domain/ports.js';
import type { TableName, Tables } from '../../src/domain/tables.js';
import { frozenCopy } from '../../storage/json.js';
import { createLayer, type Layer } from '../../storage/layer.js';
import { faultOf } from '../../storage/schema.js';
import { createState, type State } from '../../storage/state.js';

/** What a store held: give it to `createMemoryStore` to open the same data again. */
export type MemoryData = State;

export interface MemoryStore extends Store {
  readonly data: MemoryData;
  /** From now on every transaction is refused, or works again. */
  failWrites(isFailing: boolean): void;
}

/**
 * @param data what an earlier store held; empty when absent.
 * @param checks whether records are held against the schema, as the real store does; costs more than all the rest.
 */
export function createMemoryStore(data: MemoryData = createState(), checks = true): MemoryStore {
  let isWorking = false;
  let isClosed = false;
  let isFailing = false;

  function work<T>(act: (tx: StoreWriter) => T): T {
    const layer = createLayer(data);
    let isOver = false;
    const live = (): Layer => {
      if (isOver) throw new Error('a transaction was used after its end');
      return layer;
    };
    isWorking = true;
    try {
      const value = act(writerOn(live, checks));
      if (value instanceof Promise) {
        void value.catch(() => undefined);
        throw new TypeError('a transaction must be a synchronous function');
      }
      if (isFailing) throw new UserError('store-busy');
      data.apply(layer.changes(), layer.changedCounters());
      return value;
    } finally {
      isWorking = false;
      isOver = true;
    }
  }

  return {
    data,
    get: <K extends TableName>(table: K, id: string) =>
      data.entry(table, id)?.row as Readonly<Tables[K]> | undefined,
    find: <K extends TableName>(table: K, index: string, key: string) =>
      data.find(table, index, key) as unknown as readonly Readonly<Tables[K]>[],
    all: <K extends TableName>(table: K) => data.all(table) as unknown as readonly Readonly<Tables[K]>[],
    count: (table) => data.count(table),
    transaction(act) {
      if (isWorking) throw new Error('a transaction cannot run inside another');
      if (isClosed) return Promise.reject(new Error('the store is closed'));
      // A little later and in turn, as nothing is seen outside before it is durable.
      return Promise.resolve().then(() => work(act));
    },
    compact: () => Promise.resolve(),
    failure: () => (isFailing ? 'as told' : null),
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
    failWrites(now) {
      isFailing = now;
    },
  };
}

function writerOn(live: () => Layer, checks: boolean): StoreWriter {
  return {
    get: <K extends TableName>(table: K, id: string) =>
      live().entry(table, id)?.row as Readonly<Tables[K]> | undefined,
    find: <K extends TableName>(table: K, index: string, key: string) =>
      live().find(table, index, key) as unknown as readonly Readonly<Tables[K]>[],
    all: <K extends TableName>(table: K) => live().all(table) as unknown as readonly Readonly<Tables[K]>[],
    count: (table) => live().count(table),
    put(table, record) {
      const row = frozenCopy(record, `${table}/${record.id}`);
      const fault = checks ? faultOf(table, row) : null;
      if (fault !== null) throw new TypeError(`${table}/${record.id}: ${fault}`);
      live().put(table, row);
    },
    remove: (table, id) => live().remove(table, id),
    next(counter) {
      const layer = live();
      const value = layer.counter(counter) + 1;
      layer.setCounter(counter, value);
      return value;
    },
  };
}
