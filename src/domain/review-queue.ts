/** What waits for a decision of the collecting office: which versions, in which order, and for whom. */
import type { Assignment, Extension, Submission } from './assignment.js';
import type { Person } from './person.js';
import type { Plan } from './plan.js';
import type { StoreReader } from './ports.js';
import { canServePlan } from './queries.js';
import { isWithdrawn } from './state.js';

/** A version nobody has decided on. */
export interface Waiting {
  submission: Readonly<Submission>;
  assignment: Readonly<Assignment>;
}

/**
 * Versions of these plans nobody has decided on, the longest waiting first. Of each assignment only the latest version
 * waits: an older one is superseded, and one its unit took back is none. What was cancelled asks for no decision.
 */
export function waitingVersions(reader: StoreReader, plans: Iterable<Readonly<Plan>>): Waiting[] {
  const waiting: Waiting[] = [];
  for (const plan of plans) {
    const latest = new Map<string, Readonly<Submission>>();
    for (const submission of reader.find('submissions', 'byPlan', plan.id)) {
      const reviews = reader.find('reviews', 'bySubmission', submission.id);
      if (isWithdrawn(reviews, submission.id, Number.POSITIVE_INFINITY)) continue;
      const known = latest.get(submission.assignmentId);
      if (!known || submission.version > known.version) latest.set(submission.assignmentId, submission);
    }
    for (const submission of latest.values()) {
      if (reader.find('reviews', 'bySubmission', submission.id).length > 0) continue;
      const assignment = reader.get('assignments', submission.assignmentId);
      if (assignment && assignment.status !== 'cancelled') waiting.push({ submission, assignment });
    }
  }
  return waiting.sort((a, b) => compareArrival(a.submission, b.submission));
}

/** Requests for more time under these plans nobody has decided on, the longest waiting first. */
export function waitingRequests(reader: StoreReader, plans: Iterable<Readonly<Plan>>): Readonly<Extension>[] {
  const ids = new Set([...plans].map((plan) => plan.id));
  return reader
    .find('extensions', 'byStatus', 'requested')
    .filter((extension) => ids.has(extension.planId))
    .sort((a, b) => (a.requestedOn < b.requestedOn ? -1 : a.requestedOn > b.requestedOn ? 1 : 0));
}

/** The one to look at after another, decided or not: the next in order of arrival, else the first; null when none is left. */
export function nextWaiting(
  waiting: readonly Waiting[],
  after: Readonly<Submission> | undefined,
): Waiting | null {
  const others = waiting.filter(({ submission }) => submission.id !== after?.id);
  const next = after && others.find(({ submission }) => compareArrival(submission, after) > 0);
  return next ?? others[0] ?? null;
}

/**
 * A version by its receipt code, if this person may look at it (or decide on it). Null for what does not exist and for
 * what is not theirs alike, so that the answer tells nobody anything.
 */
export function submissionByCode(
  reader: StoreReader,
  person: Readonly<Person> | null,
  code: string,
  purpose: 'look' | 'act',
  nowMs: number,
): Readonly<Submission> | null {
  const submission = reader.find('submissions', 'byReceipt', code.toUpperCase())[0];
  const plan = submission && reader.get('plans', submission.planId);
  if (!submission || !plan || !canServePlan(reader, person, plan, purpose, nowMs)) return null;
  return submission;
}

/** Order of arrival; receipt codes carry a running number, which settles ties. */
function compareArrival(a: Readonly<Submission>, b: Readonly<Submission>): number {
  const [one, other] = [`${a.receivedAt} ${a.receiptCode}`, `${b.receivedAt} ${b.receiptCode}`];
  return one < other ? -1 : one > other ? 1 : 0;
}
