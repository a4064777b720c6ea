/**
 * Reads a data folder: snapshot, then the journal lines after it. Changes nothing on disk, so that `backup` and
 * `check` can use it beside a running assistant.
 */
import { join } from 'node:path';
import { UserError } from '../src/domain/errors.js';
import { type Disk } from './disk.js';
import {
  beginning,
  parseJournal,
  type Batch,
  type JournalHeader,
  type Operation,
  type ParsedJournal,
  type Point,
} from './journal.js';
import { migrate, type Migration, type RawData, versionAfter } from './migrations.js';
import { faultOf } from './schema.js';
import { parseSnapshot, type Snapshot } from './snapshot.js';
import { createState, indexesOf, isTable, type Change, type Row, type State } from './state.js';
import { deepFreeze } from './json.js';
import { tableNames } from '../src/domain/tables.js';
import { damage } from './words.js';

/** Names in a data folder. */
export const names = {
  snapshot: 'store.json',
  journal: 'journal.jsonl',
  previousSnapshot: 'store.json.bak',
  previousJournal: 'journal.jsonl.bak',
  files: 'files',
} as const;

export interface Recovered {
  store: string;
  /** Version of the records in `data`. */
  version: number;
  /** Last durable point. */
  point: Point;
  /** What the snapshot covers; null when there was no snapshot yet. */
  snapshotSequence: number | null;
  journal: JournalHeader;
  journalLength: number;
  /** Bytes of a batch torn by a crash, after the last whole line. */
  tornBytes: number;
  data: RawData;
}

/**
 * Everything a folder holds, or null when it holds nothing yet.
 * @throws UserError `store-damaged` with the file and what to do, `store-newer`.
 */
export async function recover(
  disk: Disk,
  dir: string,
  steps: readonly Migration[],
): Promise<Recovered | null> {
  try {
    return await recoverFrom(disk, dir, names.snapshot, steps);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'store-damaged') throw error;
    const isIntact = await recoverFrom(disk, dir, names.previousSnapshot, steps).then(
      (previous) => previous !== null && previous.snapshotSequence !== null,
      () => false,
    );
    throw isIntact ? new UserError('store-damaged', damage.previous(error.detail ?? names.snapshot)) : error;
  }
}

async function recoverFrom(
  disk: Disk,
  dir: string,
  snapshotName: string,
  steps: readonly Migration[],
): Promise<Recovered | null> {
  const snapshotBytes = await disk.read(join(dir, snapshotName));
  const journalBytes = await disk.read(join(dir, names.journal));
  if (!snapshotBytes && !journalBytes) {
    const isEmptied =
      (await disk.stat(join(dir, names.previousSnapshot))) !== null ||
      (await disk.list(join(dir, names.files))).length > 0;
    if (isEmptied) throw new UserError('store-damaged', damage.missing(snapshotName));
    return null;
  }
  if (!journalBytes) throw new UserError('store-damaged', damage.missing(names.journal));
  const journal = parseJournal(journalBytes, names.journal);
  const snapshot = snapshotBytes
    ? parseSnapshot(snapshotBytes, snapshotName)
    : emptyBefore(journal, snapshotName);
  if (Math.max(snapshot.version, journal.header.version) > versionAfter(steps))
    throw new UserError('store-newer');
  const batches = await batchesAfter(snapshot, journal, disk, dir);
  if (batches.length > 0 && journal.header.version !== snapshot.version) {
    throw new UserError('store-damaged', damage.gap(names.journal));
  }
  return {
    store: snapshot.store,
    version: snapshot.version,
    point: batches.at(-1) ?? { sequence: snapshot.sequence, chain: snapshot.chain },
    snapshotSequence: snapshotBytes ? snapshot.sequence : null,
    journal: journal.header,
    journalLength: journal.end,
    tornBytes: journal.tornBytes,
    data: replay(snapshot, batches),
  };
}

/** A journal that begins at the very beginning holds everything, even when no snapshot was written yet. */
function emptyBefore({ header }: ParsedJournal, snapshotName: string): Snapshot {
  const { store, version, sequence, chain } = header;
  const first = beginning(store);
  if (sequence !== 0 || chain !== first.chain)
    throw new UserError('store-damaged', damage.missing(snapshotName));
  return { store, version, ...first, counters: [], tables: {} };
}

/**
 * The batches the snapshot lacks. Snapshot and journals must be parts of one unbroken history; the sums are chained
 * from the store's identity on, so equal sums mean the same store and the same past.
 */
async function batchesAfter(
  snapshot: Snapshot,
  journal: ParsedJournal,
  disk: Disk,
  dir: string,
): Promise<Batch[]> {
  const lines = [journal];
  if (snapshot.sequence < journal.header.sequence) {
    // A crash, or a full disk, between beginning a new journal and finishing its snapshot.
    const bytes = await disk.read(join(dir, names.previousJournal));
    if (!bytes) throw new UserError('store-damaged', damage.missing(names.previousJournal));
    lines.unshift(parseJournal(bytes, names.previousJournal));
  }
  const history = new Map<number, string>();
  const batches: Batch[] = [];
  for (const { header, batches: own } of lines) {
    for (const { sequence, chain } of [header, ...own]) {
      const known = history.get(sequence);
      if (known !== undefined && known !== chain) {
        throw new UserError('store-damaged', damage.gap(names.journal));
      }
      history.set(sequence, chain);
    }
    for (const batch of own) if (batch.sequence > (batches.at(-1)?.sequence ?? 0)) batches.push(batch);
  }
  const isJoined = history.get(snapshot.sequence) === snapshot.chain && history.size === spanOf(history);
  if (!isJoined) throw new UserError('store-damaged', damage.gap(names.journal));
  return batches.filter((batch) => batch.sequence > snapshot.sequence);
}

function spanOf(history: ReadonlyMap<number, string>): number {
  const sequences = [...history.keys()].sort((a, b) => a - b);
  return (sequences.at(-1) ?? 0) - (sequences[0] ?? 0) + 1;
}

function replay(snapshot: Snapshot, batches: readonly Batch[]): RawData {
  const tables = new Map<string, Map<string, { id: string }>>();
  for (const [table, rows] of Object.entries(snapshot.tables)) {
    tables.set(table, new Map(rows.map((row) => [row.id, row])));
  }
  const counters = new Map<string, number>(snapshot.counters);
  for (const batch of batches) {
    for (const operation of batch.operations()) play(operation, tables, counters);
  }
  return {
    counters: [...counters],
    tables: Object.fromEntries([...tables].map(([table, rows]) => [table, [...rows.values()]])),
  };
}

function play(
  [act, name, value]: Operation,
  tables: Map<string, Map<string, { id: string }>>,
  counters: Map<string, number>,
): void {
  if (act === 'count') return void counters.set(name, value as number);
  let rows = tables.get(name);
  if (!rows) tables.set(name, (rows = new Map()));
  if (act === 'put') rows.set((value as { id: string }).id, value as { id: string });
  else if (act === 'remove') rows.delete(value as string);
  else throw new UserError('store-newer');
}

/** Something wrong with one record. */
export interface RecordFault {
  kind: 'record' | 'duplicate';
  table: string;
  id: string;
  detail: string;
}

/**
 * The records as a state, after bringing them to the current version.
 * @param onFault called for every record that does not fit; such records are left out.
 * @throws UserError `store-newer` for tables this version does not know.
 */
export function toState(
  { data, version }: Pick<Recovered, 'data' | 'version'>,
  steps: readonly Migration[],
  onFault: (fault: RecordFault) => void,
): State {
  migrate(data, version, steps);
  const unknown = Object.keys(data.tables).find((name) => !isTable(name));
  if (unknown !== undefined) throw new UserError('store-newer');
  const state = createState();
  for (const table of tableNames) {
    const changes: Change[] = [];
    const taken = new Set<string>();
    for (const row of data.tables[table] ?? []) {
      const id = String((row as Partial<Row> | null)?.id);
      const detail = faultOf(table, row);
      if (detail !== null) {
        onFault({ kind: 'record', table, id, detail });
        continue;
      }
      for (const [index, { keys, unique }] of indexesOf(table)) {
        if (!unique) continue;
        for (const key of new Set(keys(row))) {
          const mark = JSON.stringify([index, key]);
          if (taken.has(mark)) onFault({ kind: 'duplicate', table, id, detail: `${index} “${key}”` });
          taken.add(mark);
        }
      }
      changes.push({ table, id, row: deepFreeze(row), order: changes.length });
    }
    state.apply(changes, []);
  }
  state.apply([], data.counters);
  return state;
}

/** The state of a folder that is about to be served. @throws UserError `store-damaged` at the first bad record. */
export function toSoundState(
  recovered: Pick<Recovered, 'data' | 'version'>,
  steps: readonly Migration[],
): State {
  return toState(recovered, steps, ({ table, id, detail }) => {
    throw new UserError('store-damaged', damage.record(`${table}/${id}`, detail));
  });
}

/** All records of a state as a snapshot; later changes of the state do not reach it. */
export function snapshotOf(state: State, facts: Point & { version: number; store: string }): Snapshot {
  const { version, store, sequence, chain } = facts;
  const tables = Object.fromEntries(tableNames.map((table) => [table, state.all(table)]));
  return { version, store, sequence, chain, counters: state.counters(), tables };
}
