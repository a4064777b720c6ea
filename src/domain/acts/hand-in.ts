/**
 * Handing in: a new version of a submission with its receipt and verdict.
 * Deciding which assignment a file is for happens before; nothing here asks questions.
 */
import type { Assignment, Submission } from '../assignment.js';
import type { CommandContext } from '../command.js';
import type { StoredFile } from '../message.js';
import { factsOf } from '../queries.js';
import { verdictAt } from '../state.js';
import { toIso } from '../time.js';

/** Letters and digits that are not mistaken for one another on a phone. */
const receiptAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/**
 * Stores a new version.
 * @param sentAtMs when the person sent it, by the platform's clock: weak signal makes nobody late.
 */
export function handIn(
  context: Pick<CommandContext, 'tx' | 'nowMs' | 'services' | 'person' | 'address' | 'audit'>,
  assignment: Readonly<Assignment>,
  what: { kind: Submission['kind']; files: StoredFile[]; note: string | null; sentAtMs: number },
): Submission {
  const { tx, nowMs, services, person } = context;
  if (!person) throw new Error('a hand-in needs a person');
  const facts = factsOf(tx, assignment);
  const submission: Submission = {
    id: services.newId(),
    assignmentId: assignment.id,
    planId: assignment.planId,
    unitId: assignment.unitId,
    version: 1 + Math.max(0, ...facts.submissions.map((earlier) => earlier.version)),
    kind: what.kind,
    files: what.files,
    note: what.note,
    sentAt: toIso(what.sentAtMs),
    receivedAt: toIso(nowMs),
    byPersonId: person.id,
    channel: context.address.channel,
    receiptCode: receiptCode(tx.next('receipt'), services.newId()),
    verdict: verdictAt(facts, what.sentAtMs),
  };
  tx.put('submissions', submission);
  context.audit('hand-in', submission.receiptCode, `v${submission.version}`);
  return submission;
}

/**
 * A receipt code: a running number that never repeats, and four characters that cannot be guessed.
 * @example `TN-00042-7KQ2`
 */
function receiptCode(sequence: number, entropy: string): string {
  let mixed = 0;
  for (let i = 0; i < entropy.length; i += 1) mixed = (mixed * 31 + entropy.charCodeAt(i)) >>> 0;
  let suffix = '';
  for (let i = 0; i < 4; i += 1) {
    suffix += receiptAlphabet[mixed % receiptAlphabet.length];
    mixed = Math.floor(mixed / receiptAlphabet.length);
  }
  return `TN-${String(sequence).padStart(5, '0')}-${suffix}`;
}
