/** Counts how many facts of a document's head were read as labelled. */
import type { DocumentFacts } from '../../src/domain/plan.js';
import { fold } from '../../src/domain/text.js';
import type { Counts } from './counts.js';
import type { LabelDocument } from './labels.js';
import { isSameBody, nameKey } from './match.js';
import { type Problem, problem } from './problem.js';

/** The facts a label file states; what it does not mention is not judged. */
export function compareFacts(
  facts: DocumentFacts,
  labels: LabelDocument,
  counts: Counts,
  problems: Problem[],
): void {
  const read: Record<keyof LabelDocument, string | null> = {
    type: facts.type,
    number: facts.number,
    issuer: facts.issuer,
    date: facts.issuedOn,
    title: facts.title,
    period: facts.period === null ? null : `${facts.period.from}/${facts.period.to}`,
    urgency: facts.urgency,
    amends: facts.amends,
  };
  for (const key of Object.keys(read) as (keyof LabelDocument)[]) {
    const label = labels[key];
    if (label === undefined) continue;
    const expected = label === null ? null : typeof label === 'string' ? label : `${label.from}/${label.to}`;
    counts.facts.labelled += 1;
    if (isFact(key, expected, read[key])) counts.facts.found += 1;
    else problems.push(problem('document', key, expected ?? 'null', read[key] ?? 'null'));
  }
}

function isFact(key: keyof LabelDocument, expected: string | null, read: string | null): boolean {
  if (expected === null || read === null) return expected === read;
  if (key === 'issuer') return isSameBody(expected, read) || nameKey([expected]) === nameKey([read]);
  if (key !== 'title') return expected === read;
  // Titles are labelled tidied: nine words of ten must be there, both ways.
  const [one, two] = [expected, read].map(
    (text) =>
      new Set(
        fold(text)
          .split(/[^\p{L}\p{N}]+/u)
          .filter(Boolean),
      ),
  );
  if (one === undefined || two === undefined) return false;
  const shared = [...one].filter((word) => two.has(word)).length;
  return shared >= one.size * 0.9 && shared >= two.size * 0.9;
}
