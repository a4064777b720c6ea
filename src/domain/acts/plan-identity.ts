/** What tells one document from another, and finds the plan in force that a document or a file became part of. */
import type { DocumentFacts, Plan, PlanDraft } from '../plan.js';
import type { StoreReader } from '../ports.js';
import { fold } from '../text.js';

/** Identity of a document: issuer, type, number and date together; numbers alone recur (domain.md 1.2). */
export function planKey(document: DocumentFacts): string {
  return [
    document.issuer,
    document.type,
    document.number,
    document.issuedOn,
    document.number ? '' : document.title,
  ]
    .map((part) => fold(part ?? ''))
    .join('|');
}

/** The key a draft's plan gets: what the document says, or the draft itself where it says nothing. */
export function keyOfDraft(draft: Readonly<PlanDraft>): string {
  const { document } = draft.result;
  return isIdentified(document) ? planKey(document) : `?|${draft.fileSha256 ?? draft.id}`;
}

/** The plan already in force under the same key, or changed by a document of this key; undefined when there is none. */
export function existingPlan(reader: StoreReader, document: DocumentFacts): Readonly<Plan> | undefined {
  return isIdentified(document) ? reader.find('plans', 'byKey', planKey(document))[0] : undefined;
}

/** Whether a document says enough about itself to be told from others: a number or a title. */
export function isIdentified(document: DocumentFacts): boolean {
  return document.number !== null || document.title !== null;
}

/** The plan that came from, or was changed by, this very file. */
export function planOfFile(reader: StoreReader, sha256: string): Readonly<Plan> | undefined {
  return [...reader.all('plans')].find(
    (plan) => plan.fileSha256 === sha256 || plan.amendments?.some((one) => one.fileSha256 === sha256),
  );
}
