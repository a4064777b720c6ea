/**
 * Handing in: a new version of a submission with its receipt and verdict.
 * Deciding which assignment a file is for happens before; nothing here asks questions.
 */
import type { Assignment, Submission } from '../assignment.js';
import type { CommandContext } from '../command.js';
import { isPastCutOff } from '../cut-off.js';
import { factsOf } from '../queries.js';
import { sealNext } from '../receipt-chain.js';
import { verdictAt, verdictOn } from '../state.js';
import { instantOf, toIso } from '../time.js';
import { assertPlanOpen } from './plan-open.js';

/** Letters and digits that are not mistaken for one another on a phone. */
const receiptAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What is handed in. Everything optional is left out when it does not apply. */
export interface HandIn extends Pick<
  Submission,
  'kind' | 'files' | 'note' | 'reference' | 'statedOn' | 'missing' | 'jointId' | 'invited' | 'notices'
> {
  /** When the person sent it, by the platform's clock: weak signal makes nobody late. */
  sentAtMs: number;
}

/**
 * Stores a new version with its receipt, sealed into the chain of receipts.
 *
 * A paper that went another way (`elsewhere`) is on time or late by the day the unit states for it: it was handed in that
 * day, and the message only tells of it. A unit could state an earlier day than the true one, so its receipt shows both
 * times, nothing is accepted by itself, and the office looks the number up before it accepts.
 * @throws UserError `bad-input` (`plan-closed`) when its plan is closed.
 */
export function handIn(
  context: Pick<CommandContext, 'tx' | 'nowMs' | 'services' | 'person' | 'address' | 'audit'>,
  assignment: Readonly<Assignment>,
  { sentAtMs, ...what }: HandIn,
): Submission {
  const { tx, nowMs, services, person } = context;
  if (!person) throw new Error('a hand-in needs a person');
  assertPlanOpen(tx, assignment.planId);
  const facts = factsOf(tx, assignment);
  const { statedOn } = what;
  const submission: Submission = {
    ...what,
    id: services.newId(),
    assignmentId: assignment.id,
    planId: assignment.planId,
    unitId: assignment.unitId,
    version: 1 + Math.max(0, ...facts.submissions.map((earlier) => earlier.version)),
    sentAt: toIso(sentAtMs),
    receivedAt: toIso(nowMs),
    byPersonId: person.id,
    channel: context.address.channel,
    receiptCode: receiptCode(tx.next('receipt'), services.newId()),
    verdict: statedOn === undefined ? verdictAt(facts, sentAtMs) : verdictOn(facts, statedOn, nowMs),
    ...(isPastCutOff(facts, statedOn === undefined ? sentAtMs : instantOf(statedOn, '00:00'))
      ? { isPastCutOff: true }
      : {}),
  };
  submission.seal = sealNext(tx, submission, services.sha256);
  tx.put('submissions', submission);
  context.audit('hand-in', submission.receiptCode, `v${submission.version}`);
  return submission;
}

/**
 * A receipt code: a running number that never repeats, and six characters that cannot be guessed.
 * @example `TN-00042-7KQ2MX`
 */
function receiptCode(sequence: number, entropy: string): string {
  let mixed = 0;
  for (let i = 0; i < entropy.length; i += 1) mixed = (mixed * 31 + entropy.charCodeAt(i)) >>> 0;
  let suffix = '';
  for (let i = 0; i < 6; i += 1) {
    suffix += receiptAlphabet[mixed % receiptAlphabet.length];
    mixed = Math.floor(mixed / receiptAlphabet.length);
  }
  return `TN-${String(sequence).padStart(5, '0')}-${suffix}`;
}
