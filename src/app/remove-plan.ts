/**
 * Removing the records of a closed plan whose archive was verified. Seals of its receipts stay, so that the chain of all
 * receipts can still be checked; the archive stays in the vault under a setting of its own.
 */
import { fileReferences } from '../../storage/references.js';
import { archivedPlansPrefix, remains } from '../domain/archived-plans.js';
import { UserError } from '../domain/errors.js';
import { eachRecord, recordsOf } from '../domain/plan-records.js';
import type { Store, StoreWriter, Vault } from '../domain/ports.js';
import { archivedSealsPrefix } from '../domain/receipt-chain.js';
import { storedFilesIn } from '../domain/stored-files.js';
import { toIso } from '../domain/time.js';

/**
 * Removes a plan.
 * @returns hashes of the files its records named; which of them nobody else needs is for `removeUnnamed` to find.
 * @throws UserError `bad-input` when the plan is not closed, or has no archive of its last closing.
 */
export function removePlan(tx: StoreWriter, planId: string, nowMs: number): string[] {
  const plan = tx.get('plans', planId);
  const kept = plan && remains(plan, toIso(nowMs));
  if (!plan || !kept) throw new UserError('bad-input', 'plan-not-archived');
  const records = recordsOf(tx, plan);
  const files = new Set([
    ...storedFilesIn(records).map(({ sha256 }) => sha256),
    ...[plan.fileSha256, ...(plan.amendments ?? []).map((one) => one.fileSha256)].flatMap((one) => one ?? []),
    ...records.drafts.flatMap(({ fileSha256 }) => fileSha256 ?? []),
  ]);
  files.delete(kept.archive.sha256);
  const seals = records.submissions.flatMap(({ seal }) => (seal ? [structuredClone(seal)] : []));
  if (seals.length > 0) tx.put('settings', { id: archivedSealsPrefix + plan.id, value: seals });
  tx.put('settings', { id: archivedPlansPrefix + plan.id, value: kept });
  forgetMentions(tx, plan.id, new Set(records.assignments.map(({ id }) => id)));
  for (const [table, { id }] of eachRecord(records)) tx.remove(table, id);
  tx.put('audit', {
    id: `a${tx.next('audit')}`,
    at: toIso(nowMs),
    personId: null,
    channel: null,
    act: 'remove-plan',
    subject: `K${plan.number}`,
    detail: `${kept.archive.name} ${kept.archive.sha256}`,
  });
  return [...files];
}

/** What others keep about the plan: groups bound to it, codes for it, messages about its work, what they put off. */
function forgetMentions(tx: StoreWriter, planId: string, assignmentIds: ReadonlySet<string>): void {
  for (const group of tx.find('conversations', 'byPlan', planId))
    tx.put('conversations', {
      ...structuredClone(group),
      planIds: group.planIds.filter((id) => id !== planId),
    });
  for (const code of tx.all('linkCodes')) if (code.planId === planId) tx.remove('linkCodes', code.id);
  for (const id of assignmentIds)
    for (const snooze of tx.find('snoozes', 'byAssignment', id)) tx.remove('snoozes', snooze.id);
  for (const row of tx.all('outbox')) {
    if (row.assignmentIds.some((id) => assignmentIds.has(id)))
      tx.put('outbox', {
        ...structuredClone(row),
        assignmentIds: row.assignmentIds.filter((id) => !assignmentIds.has(id)),
      });
  }
}

/**
 * Removes those of these files that no record names any more.
 * @returns how many are gone.
 */
export async function removeUnnamed(
  store: Store,
  vault: Pick<Vault, 'removeUnnamed'>,
  hashes: readonly string[],
): Promise<number> {
  if (hashes.length === 0) return 0;
  const named = new Set([...fileReferences(store)].map(({ sha256 }) => sha256));
  let gone = 0;
  for (const sha256 of hashes) {
    if (!named.has(sha256) && (await vault.removeUnnamed(sha256))) gone += 1;
  }
  return gone;
}
