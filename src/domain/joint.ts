/** Papers of several units: how long those who have to confirm may take, and what became of it. */
import type { Submission } from './assignment.js';
import type { StoreReader } from './ports.js';

/** Days in which an invited unit may confirm; then the paper counts for the others alone. */
export const invitationDays = 3;

/** First instant at which an invitation is over. */
export function invitationEnds(submission: Pick<Submission, 'receivedAt'>): number {
  return Date.parse(submission.receivedAt) + invitationDays * 86_400_000;
}

/** Key of the message that tells the sender of a refusal; it stands in the outbox for longer than an invitation lasts. */
export function declinedKey(submissionId: string, assignmentId: string): string {
  return `joint-declined/${submissionId}/${assignmentId}`;
}

export function isDeclined(reader: StoreReader, submissionId: string, assignmentId: string): boolean {
  return reader.find('outbox', 'byKey', declinedKey(submissionId, assignmentId)).length > 0;
}

/** Invitations of a submission nobody has answered: neither confirmed nor refused. */
export function unanswered(reader: StoreReader, submission: Readonly<Submission>): string[] {
  const joined = reader.find('submissions', 'byJoint', submission.jointId ?? '');
  return (submission.invited ?? []).filter(
    (id) => !joined.some((one) => one.assignmentId === id) && !isDeclined(reader, submission.id, id),
  );
}
