/** How the store contract holds a store in its hands. */
import type { Store, StoreReader } from '../../src/domain/ports.js';
import { tableNames } from '../../src/domain/tables.js';
import type { assignment } from './store-records.js';

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

/** Ids of records, in order. */
export const idsOf = (rows: Iterable<{ readonly id: string }>): string[] => Array.from(rows, (row) => row.id);

/** Puts assignments in one transaction. */
export const putAll = (store: Store, rows: readonly ReturnType<typeof assignment>[]): Promise<void> =>
  store.transaction((tx) => rows.forEach((row) => tx.put('assignments', row)));
