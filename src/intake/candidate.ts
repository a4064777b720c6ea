/** The last steps that make a draft a task one can confirm. */
import type { TaskCandidate } from '../domain/plan.js';
import type { DoubtContext } from './doubts.js';
import { addDoubts } from './doubts.js';
import type { Draft } from './draft.js';
import { deliverableOf, quotaOf, volumeOf } from './fields.js';

/** Derives the remaining fields and doubts and gives the candidate its key. */
export function candidateOf(draft: Draft, key: string, context: DoubtContext): TaskCandidate {
  addDoubts(draft, context);
  return {
    key,
    action: draft.action,
    lead: draft.lead,
    coordinating: draft.coordinating.filter((name) => !draft.lead.includes(name)),
    recipients: draft.recipients,
    via: draft.via,
    deliverable: draft.deliverable ?? deliverableOf(draft.action),
    volume: draft.volume ?? volumeOf(draft.action),
    quota: draft.quota ?? quotaOf(draft.action),
    deadlines: draft.deadlines,
    quotes: draft.quotes,
    doubts: [...draft.doubts],
    after: [],
  };
}
