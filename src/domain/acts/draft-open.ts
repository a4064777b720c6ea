/** Open drafts: what was read from a document, kept until a person has decided; whether one is open for it already. */
import type { DocumentFacts, PlanDraft, ReadResult } from '../plan.js';
import type { StoreReader, StoreWriter } from '../ports.js';
import { toIso } from '../time.js';
import { isIdentified, planKey } from './plan-identity.js';

/** Puts what was read from a document into the store as an open draft, awaiting a person. */
export function openDraft(
  tx: StoreWriter,
  read: { result: ReadResult; fileName: string; fileSha256: string | null },
  options: { nowMs: number; by: string | null; newId: () => string },
): PlanDraft {
  const draft: PlanDraft = {
    id: options.newId(),
    number: tx.next('draft'),
    ...read,
    createdAt: toIso(options.nowMs),
    createdBy: options.by,
    status: 'open',
    accepted: [],
    dropped: [],
    revision: 1,
    settled: [],
    targets: [],
    planId: null,
  };
  tx.put('drafts', draft);
  return draft;
}

/** The open draft of the same document or of the very same file. */
export function openDraftOf(
  reader: StoreReader,
  document: DocumentFacts,
  sha256: string | null,
): Readonly<PlanDraft> | undefined {
  const key = isIdentified(document) ? planKey(document) : null;
  return reader.find('drafts', 'byStatus', 'open').find((draft) => {
    if (sha256 !== null && draft.fileSha256 === sha256) return true;
    return key !== null && isIdentified(draft.result.document) && planKey(draft.result.document) === key;
  });
}
