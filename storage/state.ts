/**
 * Records and their indexes in memory: what readers see, and the base on which transactions lay their changes.
 * Everything in it is durable; nothing here touches the disk.
 */
import { indexes, tableNames, type IndexDefinition, type TableName } from '../src/domain/tables.js';

/** Any record, as far as storing is concerned. Always deeply frozen. */
export type Row = { readonly id: string };

/** A record with its place in the order of insertion, which replacing keeps and removing ends. */
export interface Entry {
  readonly row: Row;
  readonly order: number;
}

/** Something to read from: the base, or changes laid over another view. Arrays returned never change later. */
export interface View {
  entry(table: TableName, id: string): Entry | undefined;
  all(table: TableName): readonly Row[];
  find(table: TableName, index: string, key: string): readonly Row[];
  count(table: TableName): number;
  counter(name: string): number;
  /** Place the next inserted record of a table gets. */
  nextOrder(table: TableName): number;
}

/** One change of a batch; `row` null removes. A changed `order` means removed and inserted anew. */
export interface Change {
  readonly table: TableName;
  readonly id: string;
  readonly row: Row | null;
  readonly order: number;
}

export type AnyIndex = IndexDefinition<Row>;
const noIndexes: ReadonlyMap<string, AnyIndex> = new Map();
const definitions = new Map<string, ReadonlyMap<string, AnyIndex>>(
  Object.entries(indexes).map(([table, known]) => [
    table,
    new Map(Object.entries(known as unknown as Record<string, AnyIndex>)),
  ]),
);

/** Index definitions of a table, by name. */
export function indexesOf(table: TableName): ReadonlyMap<string, AnyIndex> {
  return definitions.get(table) ?? noIndexes;
}

/** Whether a name is a table of this version. */
export function isTable(name: string): name is TableName {
  return (tableNames as readonly string[]).includes(name);
}

/** Records in order of insertion, by id; the array of them is made when asked for and kept until the next change. */
class Bucket {
  private readonly entries = new Map<string, Entry>();
  private list: readonly Row[] | null = null;
  private isSorted = true;
  private lastOrder = -1;

  get size(): number {
    return this.entries.size;
  }

  get(id: string): Entry | undefined {
    return this.entries.get(id);
  }

  set(id: string, entry: Entry): void {
    const known = this.entries.get(id);
    if (known?.order !== entry.order) {
      if (known) this.entries.delete(id);
      if (entry.order < this.lastOrder) this.isSorted = false;
      this.lastOrder = Math.max(this.lastOrder, entry.order);
    }
    this.entries.set(id, entry);
    this.list = null;
  }

  delete(id: string): void {
    if (this.entries.delete(id)) this.list = null;
  }

  rows(): readonly Row[] {
    if (this.list) return this.list;
    if (!this.isSorted) this.sort();
    this.list = Object.freeze(Array.from(this.entries.values(), (entry) => entry.row));
    return this.list;
  }

  private sort(): void {
    const sorted = [...this.entries].sort(([, a], [, b]) => a.order - b.order);
    this.entries.clear();
    for (const [id, entry] of sorted) this.entries.set(id, entry);
    this.isSorted = true;
  }
}

interface Table {
  rows: Bucket;
  indexes: Map<string, { keys: AnyIndex['keys']; buckets: Map<string, Bucket> }>;
  nextOrder: number;
}

/** The durable records. */
export interface State extends View {
  /** Takes changes over; they come in order of insertion. */
  apply(changes: Iterable<Change>, counters: Iterable<readonly [string, number]>): void;
  /** All counters, by name. */
  counters(): [string, number][];
}

const nothing: readonly Row[] = Object.freeze([]);

/** An empty state. */
export function createState(): State {
  const counters = new Map<string, number>();
  const tables = new Map<TableName, Table>(tableNames.map((name) => [name, emptyTable(name)]));

  function tableOf(name: TableName): Table {
    const table = tables.get(name);
    if (!table) throw new TypeError(`no table ${name}`);
    return table;
  }

  function applyOne({ table: name, id, row, order }: Change): void {
    const table = tableOf(name);
    const known = table.rows.get(id);
    const entry = row && { row, order };
    for (const { keys, buckets } of table.indexes.values()) {
      const before = known ? keys(known.row) : [];
      const after = row ? keys(row) : [];
      for (const key of before) {
        if (after.includes(key)) continue;
        const bucket = buckets.get(key);
        bucket?.delete(id);
        if (bucket?.size === 0) buckets.delete(key);
      }
      for (const key of after) {
        let bucket = buckets.get(key);
        if (!bucket) buckets.set(key, (bucket = new Bucket()));
        if (entry) bucket.set(id, entry);
      }
    }
    if (!entry) return table.rows.delete(id);
    table.rows.set(id, entry);
    table.nextOrder = Math.max(table.nextOrder, order + 1);
  }

  return {
    entry: (table, id) => tableOf(table).rows.get(id),
    all: (table) => tableOf(table).rows.rows(),
    find(table, index, key) {
      const known = tableOf(table).indexes.get(index);
      if (!known) throw new TypeError(`no index ${table}.${index}`);
      return known.buckets.get(key)?.rows() ?? nothing;
    },
    count: (table) => tableOf(table).rows.size,
    counter: (name) => counters.get(name) ?? 0,
    nextOrder: (table) => tableOf(table).nextOrder,
    apply(changes, counted) {
      for (const change of changes) applyOne(change);
      for (const [name, value] of counted) counters.set(name, value);
    },
    counters: () => [...counters],
  };
}

function emptyTable(name: TableName): Table {
  const own = [...indexesOf(name)].map(
    ([index, { keys }]) => [index, { keys, buckets: new Map<string, Bucket>() }] as const,
  );
  return { rows: new Bucket(), indexes: new Map(own), nextOrder: 0 };
}
