/**
 * What the office takes out of a plan, or of one of its tasks: which versions it holds, and how things stood then.
 * A set of versions, once fixed, gives the same picture whenever it is looked at again: nothing later shows in it.
 */
import type { Collection, Review, Submission, Verdict } from './assignment.js';
import type { WorkCalendar } from './calendar.js';
import type { Plan, Task } from './plan.js';
import type { StoreReader } from './ports.js';
import { type AssignmentView, factsOf } from './queries.js';
import { latestVersion, stateOf, verdictInForce } from './state.js';

/** A fixed set of versions of a plan, or of one task of it. */
export interface TakenOut {
  plan: Readonly<Plan>;
  /** Null for the whole plan. */
  task: Readonly<Task> | null;
  /** Instant at which the versions were listed, in milliseconds. */
  atMs: number;
  submissionIds: ReadonlySet<string>;
}

/** An assignment as it stood when the set was fixed, with the version that counted then. */
export interface TakenView extends AssignmentView {
  latest: { submission: Submission; review: Review | null } | null;
  /** What counted about that version then; null without one. */
  verdict: Verdict | null;
}

/** What to take out: every version there is, or the latest of each assignment. */
export interface Wanted {
  planId: string;
  taskId: string | null;
  atMs: number;
  allVersions: boolean;
}

/**
 * The versions that are there at an instant. Of assignments that were cancelled only with `allVersions`: nothing that
 * was handed in is missing from an archive.
 */
export function versionsAt(reader: StoreReader, wanted: Wanted): Readonly<Submission>[] {
  const { atMs, allVersions } = wanted;
  return assignmentsIn(reader, wanted.planId, wanted.taskId).flatMap((assignment) => {
    const facts = factsOf(reader, assignment);
    const received = facts.submissions.filter((one) => Date.parse(one.receivedAt) <= atMs);
    if (allVersions) return received;
    if (assignment.status === 'cancelled') return [];
    const latest = latestVersion({ ...facts, submissions: received }, atMs);
    return latest ? [latest.submission] : [];
  });
}

/** The set a collection fixed; null when its plan, or its task, is gone. */
export function takenOutBy(reader: StoreReader, collection: Readonly<Collection>): TakenOut | null {
  const { planId, taskId, at, submissionIds } = collection;
  return takenOut(reader, planId, taskId, Date.parse(at), submissionIds);
}

/** The set of versions that were there at an instant; null when the plan, or the task, is gone. */
export function takenOutAt(reader: StoreReader, wanted: Wanted): TakenOut | null {
  const ids = versionsAt(reader, wanted).map((submission) => submission.id);
  return takenOut(reader, wanted.planId, wanted.taskId, wanted.atMs, ids);
}

function takenOut(
  reader: StoreReader,
  planId: string,
  taskId: string | null,
  atMs: number,
  ids: readonly string[],
): TakenOut | null {
  const plan = reader.get('plans', planId);
  const task = taskId === null ? null : reader.get('tasks', taskId);
  return plan && task !== undefined ? { plan, task, atMs, submissionIds: new Set(ids) } : null;
}

/**
 * Every assignment the set is about, as it stood with exactly those versions, by unit and then by number. Units that had
 * handed in nothing are there as well; cancelled work only where something of it was taken.
 */
export function viewsOfTaken(reader: StoreReader, taken: TakenOut, calendar: WorkCalendar): TakenView[] {
  const { plan, atMs, submissionIds } = taken;
  const views = assignmentsIn(reader, plan.id, taken.task?.id ?? null).flatMap((assignment) => {
    const task = reader.get('tasks', assignment.taskId);
    const unit = reader.get('units', assignment.unitId);
    if (!task || !unit || Date.parse(assignment.createdAt) > atMs) return [];
    const all = factsOf(reader, assignment);
    const submissions = all.submissions.filter((submission) => submissionIds.has(submission.id));
    if (assignment.status === 'cancelled' && submissions.length === 0) return [];
    const facts = { ...all, submissions };
    const latest = latestVersion(facts, atMs);
    const verdict = latest && verdictInForce(facts, latest.submission, atMs);
    return [{ facts, state: stateOf(facts, atMs, calendar), task, plan, unit, latest, verdict }];
  });
  const { compare } = new Intl.Collator('vi');
  return views.sort(
    (a, b) =>
      compare(a.unit.name, b.unit.name) ||
      (a.unit.id < b.unit.id ? -1 : a.unit.id > b.unit.id ? 1 : 0) ||
      a.facts.assignment.number - b.facts.assignment.number,
  );
}

/** Counts people ask for before they take anything out. They count assignments, what one unit owes once. */
export interface Tally {
  /** All but paused, cancelled and not yet begun. */
  expected: number;
  received: number;
  /** Of those received. */
  late: number;
  /** Of those not received: the date in force has passed. */
  overdue: number;
  /** Units that have handed in nothing for something they owe, each once. */
  missing: string[];
}

export function tallyOf(views: readonly TakenView[]): Tally {
  const tally: Tally = { expected: 0, received: 0, late: 0, overdue: 0, missing: [] };
  for (const { state, latest, verdict, unit } of views) {
    if (state === 'paused' || state === 'cancelled' || state === 'not-open') continue;
    tally.expected += 1;
    if (latest === null) {
      if (state === 'overdue') tally.overdue += 1;
      if (!tally.missing.includes(unit.name)) tally.missing.push(unit.name);
      continue;
    }
    tally.received += 1;
    if (verdict?.isLate) tally.late += 1;
  }
  return tally;
}

function assignmentsIn(
  reader: StoreReader,
  planId: string,
  taskId: string | null,
): ReturnType<typeof reader.find<'assignments'>> {
  return taskId === null
    ? reader.find('assignments', 'byPlan', planId)
    : reader.find('assignments', 'byTask', taskId).filter((assignment) => assignment.planId === planId);
}
