/**
 * What an assignment is at an instant: its due date in force, the verdict on a hand-in, its state.
 * Derived every time from the facts, never stored; a decision or a version counts from the instant it was made.
 */
import type { AssignmentFacts, AssignmentState, Review, Submission, Verdict } from './assignment.js';
import { type WorkCalendar, addWorkingDays } from './calendar.js';
import { addDays, dayOf, daysBetween, instantOf } from './time.js';

/** The date in force, and how it came to be. Dates `YYYY-MM-DD`, time `HH:MM`, all in Viet Nam. */
export interface Due {
  dueOn: string | null;
  /** Clock time on `dueOn`; a moved date has none, its whole day counts. */
  dueTime: string | null;
  /** The date of the round, which always stays visible. */
  originalDueOn: string | null;
  movedBy: 'extension' | 'amendment' | 'return' | null;
}

/** Working days left at which a deadline is called near (DESIGN.md section 1). */
const soonDays = 3;

/**
 * THE due date in force at an instant: the round's, moved by the latest granted extension or return with a new date
 * decided at or before `atMs` (`Infinity` asks for the latest of all). A date that was set for an event counts from then. Feeds every verdict, reminder, table, entrance.
 * A return that was decided anew by then moves nothing any more: only the decision that stands about a version counts.
 */
export function effectiveDue(facts: AssignmentFacts, atMs: number): Due {
  const { round } = facts;
  const isKnown = round.datedAt === undefined || Date.parse(round.datedAt) <= atMs;
  const [dueOn, dueTime] = isKnown ? [round.dueOn, round.dueTime] : [null, null];
  const due: Due = { dueOn, dueTime, originalDueOn: dueOn, movedBy: null };
  let latestMs = Number.NEGATIVE_INFINITY;
  const consider = (
    decidedAt: string | null,
    newDueOn: string | null,
    newDueTime: string | null,
    by: Due['movedBy'],
  ): void => {
    const decidedMs = decidedAt === null ? Number.NaN : Date.parse(decidedAt);
    if (newDueOn === null || !(decidedMs <= atMs) || decidedMs < latestMs) return;
    // Two decisions of the same instant: the later date, whatever order they are stored in.
    const isNotLater = lateFrom(newDueOn, newDueTime) <= lateFrom(due.dueOn ?? newDueOn, due.dueTime);
    if (decidedMs === latestMs && isNotLater) return;
    latestMs = decidedMs;
    Object.assign(due, { dueOn: newDueOn, dueTime: newDueTime, movedBy: by });
  };
  for (const extension of facts.extensions) {
    if (extension.status === 'granted') {
      const by = extension.amendedBy === undefined ? 'extension' : 'amendment';
      consider(extension.decidedAt, extension.newDueOn, extension.newDueTime ?? null, by);
    }
  }
  for (const review of facts.reviews) {
    if (review.decision !== 'returned' || review.newDueOn === null) continue;
    if (standingReview(facts.reviews, review.submissionId, atMs) !== review) continue;
    consider(review.at, review.newDueOn, null, 'return');
  }
  return due;
}

/**
 * First instant that is too late: 24:00 of the due day (Civil Code 2015, art. 148), or right after the clock time the
 * text names.
 */
export function lateFrom(dueOn: string, dueTime: string | null): number {
  // "24:00", or a time nobody can read, leaves the whole day.
  const isClockTime = dueTime !== null && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(dueTime);
  return isClockTime ? instantOf(dueOn, dueTime) + 1 : instantOf(addDays(dueOn, 1), '00:00');
}

/** On time or late for something sent at an instant, against the date in force then. Without a date nothing is late. */
export function verdictAt(facts: AssignmentFacts, sentAtMs: number): Verdict {
  const { dueOn, dueTime } = effectiveDue(facts, sentAtMs);
  return verdictAgainst(dueOn, dueTime, sentAtMs);
}

function verdictAgainst(dueOn: string | null, dueTime: string | null, sentAtMs: number): Verdict {
  if (dueOn === null || sentAtMs < lateFrom(dueOn, dueTime)) return { dueOn, isLate: false, daysLate: 0 };
  return { dueOn, isLate: true, daysLate: Math.max(1, daysBetween(dueOn, dayOf(sentAtMs))) };
}

/** Whether the date in force at an instant has passed by then; never without a date. */
export function isPastDue(facts: AssignmentFacts, atMs: number): boolean {
  const { dueOn, dueTime } = effectiveDue(facts, atMs);
  return dueOn !== null && atMs >= lateFrom(dueOn, dueTime);
}

/**
 * What counts about a version at an instant. Its receipt is never rewritten, but more time granted after it was sent
 * also covers it: it is judged against the date in force (domain.md 4.2), and by the date kindest to the unit of those
 * since then, so that nothing handed in on time becomes late afterwards. A return's new date is for the next version.
 */
export function verdictInForce(
  facts: Pick<AssignmentFacts, 'extensions'>,
  submission: Pick<Submission, 'sentAt' | 'verdict' | 'statedOn'>,
  atMs: number,
): Verdict {
  const sentMs = Date.parse(submission.sentAt);
  let kindest = submission.verdict;
  for (const { status, decidedAt, newDueOn, newDueTime } of facts.extensions) {
    if (!kindest.isLate) break;
    const decidedMs = decidedAt === null ? Number.NaN : Date.parse(decidedAt);
    // What was decided before it was sent is in the verdict of its receipt already.
    if (status !== 'granted' || !(decidedMs >= sentMs && decidedMs <= atMs)) continue;
    const { statedOn } = submission;
    const verdict =
      statedOn === undefined
        ? verdictAgainst(newDueOn, newDueTime ?? null, sentMs)
        : verdictOfDay(newDueOn, statedOn);
    if (verdict.daysLate < kindest.daysLate) kindest = verdict;
  }
  return kindest;
}

/**
 * The decision that stands about a version at an instant: the last one made by then, since a later decision takes the
 * place of an earlier one; of two of one instant the one stored last. Null while there is none.
 */
export function standingReview(
  reviews: readonly Review[],
  submissionId: string,
  atMs: number,
): Review | null {
  let standing: Review | null = null;
  for (const review of reviews) {
    if (review.submissionId !== submissionId || Date.parse(review.at) > atMs) continue;
    if (standing === null || Date.parse(review.at) >= Date.parse(standing.at)) standing = review;
  }
  return standing;
}

/**
 * On time or late for a paper dated a day whose hour nobody knows: late only when the day itself lies after the due day in
 * force at its end (at `atMs` at the latest).
 */
export function verdictOn(facts: AssignmentFacts, day: string, atMs: number): Verdict {
  const { dueOn } = effectiveDue(facts, Math.min(atMs, lateFrom(day, null) - 1));
  return verdictOfDay(dueOn, day);
}

function verdictOfDay(dueOn: string | null, day: string): Verdict {
  if (dueOn === null || day <= dueOn) return { dueOn, isLate: false, daysLate: 0 };
  return { dueOn, isLate: true, daysLate: daysBetween(dueOn, day) };
}

/** Whether the unit took a submission back by an instant. */
export function isWithdrawn(reviews: readonly Review[], submissionId: string, atMs: number): boolean {
  return reviews.some(
    (review) =>
      review.decision === 'withdrawn' &&
      review.submissionId === submissionId &&
      Date.parse(review.at) <= atMs,
  );
}

/**
 * The latest version sent at or before an instant that was not withdrawn by then, and the latest decision about it by
 * then; null when there is none.
 */
export function latestVersion(
  facts: AssignmentFacts,
  atMs: number,
): { submission: Submission; review: Review | null } | null {
  let submission: Submission | null = null;
  for (const candidate of facts.submissions) {
    if (Date.parse(candidate.sentAt) > atMs || isWithdrawn(facts.reviews, candidate.id, atMs)) continue;
    if (submission === null || candidate.version > submission.version) submission = candidate;
  }
  if (submission === null) return null;
  return { submission, review: standingReview(facts.reviews, submission.id, atMs) };
}

/**
 * The state at an instant. A version that was handed in counts by the verdict on its receipt, or a kinder one that more
 * time gave it since; done is what was accepted last, so a newer version waits again. Paused and cancelled hide
 * everything else.
 */
export function stateOf(facts: AssignmentFacts, atMs: number, calendar: WorkCalendar): AssignmentState {
  const { status } = facts.assignment;
  if (status !== 'active') return status;
  const latest = latestVersion(facts, atMs);
  if (latest) {
    const { isLate } = verdictInForce(facts, latest.submission, atMs);
    if (latest.review?.decision === 'returned') return 'returned';
    if (latest.review) return isLate ? 'done-late' : 'done-on-time';
    return isLate ? 'awaiting-late' : 'awaiting-on-time';
  }
  const { dueOn, dueTime } = effectiveDue(facts, atMs);
  const { today, notSoonFrom } = daysAround(atMs, calendar);
  if (dueOn !== null && (dueOn < today || (dueOn === today && atMs >= lateFrom(dueOn, dueTime))))
    return 'overdue';
  if (facts.round.opensOn !== null && facts.round.opensOn > today) return 'not-open';
  if (dueOn === null) return 'undated';
  return dueOn < notSoonFrom ? 'due-soon' : 'in-time';
}

/** What the latest version still lacks while it waits for the office; empty when it is complete, or decided. */
export function lackingItems(facts: AssignmentFacts, atMs: number): readonly string[] {
  const latest = latestVersion(facts, atMs);
  return latest === null || latest.review !== null ? [] : (latest.submission.missing ?? []);
}

/** Accepted by the collecting office. */
export function isDone(state: AssignmentState): boolean {
  return state === 'done-on-time' || state === 'done-late';
}

/**
 * Still on the unit's table or about to be: everything not handed in, returned versions and rounds that have not
 * begun included. What waits for the office, is done, paused or cancelled is not.
 */
export function isOpen(state: AssignmentState): boolean {
  return needsHandIn(state) || state === 'not-open';
}

/** Owed now: listed to the unit and offered when a file arrives. A round that has not begun is not owed yet. */
export function needsHandIn(state: AssignmentState): boolean {
  return ['in-time', 'due-soon', 'overdue', 'returned', 'undated'].includes(state);
}

/** Place in a list: owed things by date first, then what is only wished, then what others have to do, then the rest. */
const urgencyRank: Record<AssignmentState, number> = {
  overdue: 0,
  returned: 1,
  'due-soon': 1,
  'in-time': 1,
  'not-open': 1,
  undated: 2,
  'awaiting-late': 3,
  'awaiting-on-time': 3,
  'done-late': 4,
  'done-on-time': 4,
  paused: 5,
  cancelled: 6,
};

/**
 * Order of a list, nearest first: overdue from the oldest, then by due date and time, undated after every dated one,
 * then what is handed in, done, paused, cancelled. Ties go by the assignment's number, so the order is always the same.
 */
export function compareUrgency(
  a: { facts: AssignmentFacts; state: AssignmentState },
  b: { facts: AssignmentFacts; state: AssignmentState },
): number {
  return (
    urgencyRank[a.state] - urgencyRank[b.state] ||
    compare(dueKey(a.facts), dueKey(b.facts)) ||
    a.facts.assignment.number - b.facts.assignment.number ||
    compare(a.facts.assignment.id, b.facts.assignment.id)
  );
}

/** Sorts as text: a clock time comes before the whole day (`~` sorts after every digit), no date after all dates. */
function dueKey(facts: AssignmentFacts): string {
  const { dueOn, dueTime } = effectiveDue(facts, Number.POSITIVE_INFINITY);
  return dueOn === null ? '~' : `${dueOn} ${dueTime ?? '~'}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

let around: { atMs: number; calendar: WorkCalendar; today: string; notSoonFrom: string } | null = null;

/**
 * The day of an instant and the first day whose deadlines are not near. Thousands of states are asked for the same
 * instant in a row, so the last answer is kept; it changes no result.
 */
function daysAround(atMs: number, calendar: WorkCalendar): { today: string; notSoonFrom: string } {
  if (around?.atMs !== atMs || around.calendar !== calendar) {
    const today = dayOf(atMs);
    around = { atMs, calendar, today, notSoonFrom: addWorkingDays(today, soonDays + 1, calendar) };
  }
  return around;
}
