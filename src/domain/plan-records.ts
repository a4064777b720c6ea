/** Everything the store keeps about one plan: what goes into its archive, and what is removed with it. */
import type { Plan } from './plan.js';
import type { StoreReader } from './ports.js';
import type { AuditEntry, Tables } from './tables.js';

/** Tables whose records belong to one plan alone. */
const ownTables = [
  'plans',
  'drafts',
  'tasks',
  'rounds',
  'assignments',
  'submissions',
  'reviews',
  'notes',
  'forwards',
  'collections',
  'extensions',
  'reminders',
  'letters',
] as const;

type OwnTable = (typeof ownTables)[number];

/** A plan's own records, by table. */
export type PlanRecords = { [K in OwnTable]: readonly Readonly<Tables[K]>[] };

export function recordsOf(reader: StoreReader, plan: Readonly<Plan>): PlanRecords {
  const assignments = reader.find('assignments', 'byPlan', plan.id);
  const submissions = reader.find('submissions', 'byPlan', plan.id);
  return {
    plans: [plan],
    drafts: [...reader.all('drafts')].filter((draft) => draft.planId === plan.id),
    tasks: reader.find('tasks', 'byPlan', plan.id),
    rounds: reader.find('rounds', 'byPlan', plan.id),
    assignments,
    submissions,
    reviews: assignments.flatMap(({ id }) => reader.find('reviews', 'byAssignment', id)),
    notes: submissions.flatMap(({ id }) => reader.find('notes', 'bySubmission', id)),
    forwards: reader.find('forwards', 'byPlan', plan.id),
    collections: reader.find('collections', 'byPlan', plan.id),
    extensions: assignments.flatMap(({ id }) => reader.find('extensions', 'byAssignment', id)),
    reminders: assignments.flatMap(({ id }) => reader.find('reminders', 'byAssignment', id)),
    letters: reader.find('letters', 'byPlan', plan.id),
  };
}

/** Every record of a plan with its table. */
export function* eachRecord(records: PlanRecords): Generator<readonly [OwnTable, { id: string }]> {
  for (const table of ownTables) for (const record of records[table]) yield [table, record];
}

/** What was done to a plan and its papers, from the audit trail. */
export function auditOf(reader: StoreReader, records: PlanRecords): Readonly<AuditEntry>[] {
  const subjects = new Set([
    ...records.plans.flatMap(({ id, number }) => [id, `K${number}`]),
    ...records.submissions.map(({ receiptCode }) => receiptCode),
    ...records.extensions.map(({ number }) => `GH${number}`),
    ...records.drafts.map(({ number }) => `D${number}`),
    ...records.assignments.flatMap(({ id, number }) => [id, `V${number}`]),
  ]);
  return [...reader.all('audit')].filter(({ subject }) => subjects.has(subject.split('/')[0] ?? ''));
}

/** The units and people the records speak of, with no more than their names. */
export function namesIn(
  reader: StoreReader,
  records: readonly unknown[],
): { units: { id: string; name: string }[]; persons: { id: string; name: string }[] } {
  const words = new Set<string>();
  for (const record of records) gatherWords(record, words);
  const named = (all: Iterable<{ id: string; name: string }>): { id: string; name: string }[] =>
    [...all].flatMap(({ id, name }) => (words.has(id) ? [{ id, name }] : []));
  return { units: named(reader.all('units')), persons: named(reader.all('persons')) };
}

function gatherWords(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) gatherWords(inner, into);
}
