/** Plans whose archive can be had: closed ones, and those whose records were removed since and live on in it alone. */
import type { StoredFile } from './message.js';
import type { DocumentFacts, Plan } from './plan.js';
import type { StoreReader } from './ports.js';

/** Settings that keep what is left of removed plans: `archived-plans/<planId>`, an `ArchivedPlan`. */
export const archivedPlansPrefix = 'archived-plans/';

/** What is known of a plan beside its archive. */
export interface ArchivedPlan {
  id: string;
  number: number;
  document: DocumentFacts;
  collectorUnitIds: string[];
  closedAt: string;
  archive: StoredFile;
  /** When its records were removed; null while they are there. */
  removedAt: string | null;
}

/** What a closed plan has once its archive is made. */
interface Archived {
  archive: StoredFile;
  archivedAt: string;
  closedAt: string;
}

/** A plan's archive of its last closing; null while there is none. */
export function archivedPlan(reader: StoreReader, planId: string): ArchivedPlan | null {
  const plan = reader.get('plans', planId);
  if (plan) return hasArchive(plan) ? ofPlan(plan) : null;
  return ofSetting(reader.get('settings', archivedPlansPrefix + planId)?.value);
}

/** Removed plans, in the order they were removed. */
export function removedPlans(reader: StoreReader): ArchivedPlan[] {
  return [...reader.all('settings')].flatMap(({ id, value }) =>
    id.startsWith(archivedPlansPrefix) ? (ofSetting(value) ?? []) : [],
  );
}

/** Whether a plan is closed and its archive is of that closing. */
export function hasArchive(plan: Readonly<Plan>): plan is Readonly<Plan> & Archived {
  const { status, archive, archivedAt, closedAt } = plan;
  return (
    status === 'closed' &&
    archive !== undefined &&
    archivedAt !== undefined &&
    closedAt !== undefined &&
    archivedAt >= closedAt
  );
}

/** What is kept of a plan when its records are removed. */
export function remains(plan: Readonly<Plan>, removedAt: string): ArchivedPlan | null {
  return hasArchive(plan) ? { ...ofPlan(plan), removedAt } : null;
}

function ofPlan(plan: Readonly<Plan> & Archived): ArchivedPlan {
  const { id, number, document, collectorUnitIds, closedAt, archive } = plan;
  return structuredClone({ id, number, document, collectorUnitIds, closedAt, archive, removedAt: null });
}

/** Written by `remains` alone; anything else under that name is not read. */
function ofSetting(value: unknown): ArchivedPlan | null {
  const known = value as Partial<ArchivedPlan> | null | undefined;
  return typeof known?.id === 'string' && typeof known.archive?.sha256 === 'string'
    ? (known as ArchivedPlan)
    : null;
}
