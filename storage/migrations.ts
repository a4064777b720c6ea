/**
 * Numbered steps from one version of the records to the next. A released step is never changed.
 * To change a record: adapt `domain` and `schema.ts`, add a step here, record a folder of the former version
 * under `test/storage/recorded/`.
 */
import { UserError } from '../src/domain/errors.js';

/** All records as plain data that a step may change freely. */
export interface RawData {
  counters: [string, number][];
  tables: Record<string, { id: string; [field: string]: unknown }[]>;
}

/** Changes data of version n to version n + 1, in place. */
export type Migration = (data: RawData) => void;

/** `migrations[0]` leads from version 1 to version 2, and so on. Version 1 is the first. */
export const migrations: readonly Migration[] = [
  addReadingFacts,
  addConfirmation,
  addHandingIn,
  addReminding,
];

/** 1 → 2: what reading a document now also tells (period, basis, urgency, amended plan, source, order of tasks). */
function addReadingFacts(data: RawData): void {
  const facts = { period: null, basis: [], urgency: null, amends: null };
  for (const draft of data.tables['drafts'] ?? []) {
    const result = draft['result'] as { document: object; tasks: object[] };
    draft['result'] = {
      ...result,
      document: { ...facts, ...result.document },
      source: { kind: 'text', pages: null, confidence: null },
      tasks: result.tasks.map((task) => ({ after: [], ...task })),
    };
  }
  for (const plan of data.tables['plans'] ?? [])
    plan['document'] = { ...facts, ...(plan['document'] as object) };
  for (const task of data.tables['tasks'] ?? []) task['after'] ??= [];
}

/** 2 → 3: drafts count their changes and remember which doubts people settled. */
function addConfirmation(data: RawData): void {
  for (const draft of data.tables['drafts'] ?? [])
    Object.assign(draft, { revision: 1, settled: [], targets: [] });
}

/**
 * 3 → 4: notes, forwards, collections, and receipts that form a chain. Nothing stored before changes: old receipts keep
 * their words and stay outside the chain. The number alone tells an older program that it cannot keep these.
 */
function addHandingIn(): void {
  // Every new field may be absent and every new table is empty at first.
}

/**
 * 4 → 5: reminder policies of plans, choices of people and groups, leave, snoozes, urging letters, and rows that wait for an
 * hour or whose delivery is in doubt. All of them may be absent.
 */
function addReminding(): void {
  // As above: the number tells an older program that it cannot keep these.
}

/** The version the steps lead to. */
export function versionAfter(steps: readonly Migration[]): number {
  return steps.length + 1;
}

/**
 * Brings data to the current version.
 * @throws UserError `store-newer` when a later program wrote it.
 */
export function migrate(data: RawData, from: number, steps: readonly Migration[] = migrations): void {
  if (from > versionAfter(steps)) throw new UserError('store-newer');
  for (const step of steps.slice(from - 1)) step(data);
}
