/** A draft published on a copy of the store: what would be there afterwards, with nothing changed. */
import type { Rules } from '../command.js';
import type { Plan, PlanDraft } from '../plan.js';
import type { StoreReader } from '../ports.js';
import { rehearse } from '../rehearsal.js';
import { amendedPlan } from './amend.js';
import { applyAmendment } from './amend-apply.js';
import { publishDraft } from './publish.js';

/**
 * The plan a draft would become, or the plan it would amend, in the store as it would be.
 * @throws UserError as `publishDraft` and `applyAmendment` do.
 */
export function rehearseDraft(
  reader: StoreReader,
  draft: Readonly<PlanDraft>,
  options: { nowMs: number; rules: Pick<Rules, 'beforeMeans'> },
): { reader: StoreReader; plan: Readonly<Plan> } {
  const { nowMs, rules } = options;
  const tx = rehearse(reader);
  let ids = 0;
  const newId = (): string => `rehearsal-${(ids += 1)}`;
  const { plan } = amendedPlan(reader, draft.result.document)
    ? applyAmendment(tx, draft, { nowMs, by: 'rehearsal', newId })
    : publishDraft(tx, draft, { nowMs, by: null, rules, newId });
  return { reader: tx, plan };
}
