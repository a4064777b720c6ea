/**
 * Which reminders an assignment is owed, and at which instants: a pure function of its facts, the policy, the calendar.
 * It does not know what was sent or what time it is; keys and a stored mark see to it that nothing is sent twice.
 */
import type { AssignmentFacts, Review } from './assignment.js';
import { type WorkCalendar, addWorkingDays, isWorkingDay, lastWorkingDayOnOrBefore } from './calendar.js';
import { type ReminderPolicy, returnStepName, stepName } from './policy.js';
import { effectiveDue, lateFrom, latestVersion } from './state.js';
import { addDays, dayOf, instantOf } from './time.js';

/** An assignment the planner looks at. */
export interface ReminderCandidate {
  facts: AssignmentFacts;
  /** Whether others consolidate its product; such tasks are reminded earlier. */
  isReport: boolean;
  /** The policy of its plan; absent: the one the planner is given. */
  policy?: ReminderPolicy | undefined;
}

/** One reminder that falls due. */
export interface ReminderDue {
  /** `<assignmentId>/<dueOn>/<step>`; what was queued under a key is never queued again. */
  key: string;
  assignmentId: string;
  /** `D-3`, `D`, `D+1`, `open` at the start of a window, or `R1+2` after version 1 was returned. */
  step: string;
  /** The due date in force at `atMs`; the day of the return where there is no date. */
  dueOn: string;
  atMs: number;
}

/**
 * Working days a round of a recurring task must still have when it opens to be announced. The round before it has just
 * ended then: a weekly report would be announced into the ladder of the last one, a monthly or longer one is news.
 */
export const leastOpeningDays = 15;

/** A step of one due date before anything is known about the assignment. */
interface Rung {
  step: string;
  atMs: number;
}

/** The instants of steps, worked out once per date and shared by all assignments due on it. */
interface Timetable {
  rungs(dueOn: string, dueTime: string | null, isReport: boolean): readonly Rung[];
  /** 00:00 of a day. */
  startOf(day: string): number;
  /** The first time of sending on or after a day. */
  firstSending(day: string): number;
  /** The last time at which the opening of a round due on a day is worth a word of its own. */
  lastOpening(dueOn: string): number;
  /** What the policy says about returns: the times of sending after a day, by working days; none beyond the calendar. */
  afterReturn(day: string): readonly { offset: number; atMs: number }[];
}

/**
 * Steps that fell due in (fromMs, toMs], ordered by instant, then key. `plan(a, c)` is `plan(a, b)` and `plan(b, c)`
 * together for the same facts; an empty or reversed span gives nothing, so a clock set back repeats nothing.
 *
 * Steps before the due date stand that many working days before it, at the start of sending hours; the step of the last
 * day stands on it, or on the working day before when it is a day off; later steps that many working days after it.
 * Of steps that meet on one day only the nearest to the date remains. Nothing is owed before the assignment was made
 * or its round opens, while a version waits or is accepted (a returned one is owed again), without a date, nor when
 * paused or cancelled. The opening of a window is a step of its own, and that of a recurring round which still has
 * `leastOpeningDays`. An extension or a return with a new date moves what comes after the decision. A return without
 * one has the rest of the ladder of the date in force, and steps of its own after that and after the date (`afterReturn`):
 * before it nothing is late, and nobody is told that it were.
 */
export function planReminders(
  candidates: Iterable<ReminderCandidate>,
  policy: ReminderPolicy,
  calendar: WorkCalendar,
  fromMs: number,
  toMs: number,
): ReminderDue[] {
  const timetables = createTimetables(policy, calendar);
  const due: ReminderDue[] = [];
  for (const candidate of candidates) {
    if ((candidate.policy ?? policy).isOff) continue;
    due.push(...stepsWithin(candidate, timetables(candidate.policy), fromMs, toMs));
  }
  return due.sort(byInstant);
}

/** All steps of one assignment as its facts stand, whatever the time; ordered as `planReminders` orders them. */
export function stepsOf(
  candidate: ReminderCandidate,
  policy: ReminderPolicy,
  calendar: WorkCalendar,
): ReminderDue[] {
  return planReminders([candidate], policy, calendar, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
}

/** First instant at or after `ms` at which sending is allowed: on a working day, from `sendFrom` until before `sendUntil`. */
export function nextSendingTime(ms: number, policy: ReminderPolicy, calendar: WorkCalendar): number {
  const day = dayOf(ms);
  if (isWorkingDay(day, calendar)) {
    const start = instantOf(day, policy.sendFrom);
    if (ms <= start) return start;
    if (ms < instantOf(day, policy.sendUntil)) return ms;
  }
  return instantOf(addWorkingDays(day, 1, calendar), policy.sendFrom);
}

/** Next instant after `afterMs` at which any candidate has a step; null when none has. */
export function nextReminderAt(
  candidates: Iterable<ReminderCandidate>,
  policy: ReminderPolicy,
  calendar: WorkCalendar,
  afterMs: number,
): number | null {
  const timetables = createTimetables(policy, calendar);
  let next = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if ((candidate.policy ?? policy).isOff) continue;
    const timetable = timetables(candidate.policy);
    for (const { atMs } of stepsWithin(candidate, timetable, afterMs, next)) next = Math.min(next, atMs);
  }
  return next === Number.POSITIVE_INFINITY ? null : next;
}

/** Steps of one assignment in (fromMs, toMs], each key once. */
function stepsWithin(
  candidate: ReminderCandidate,
  timetable: Timetable,
  fromMs: number,
  toMs: number,
): ReminderDue[] {
  const { facts, isReport } = candidate;
  if (facts.assignment.status !== 'active') return [];
  const dates = dueDates(facts);
  // A date that had a clock time and came back without one names the same step at two instants; the earlier one stands.
  // Which one that is must not hang on the span asked for, so both are looked at before the span is.
  const isTwice = new Set(dates.map(({ dueOn }) => dueOn)).size < dates.length;
  const isWithin = (atMs: number): boolean => atMs > fromMs && atMs <= toMs;
  const steps = new Map<string, ReminderDue>();
  let notBeforeMs: number | null = null;
  for (const { dueOn, dueTime } of dates) {
    const rungs = timetable.rungs(dueOn, dueTime, isReport);
    for (const { step, atMs } of withOpening(rungs, dueOn, facts, timetable)) {
      if (!isTwice && !isWithin(atMs)) continue;
      notBeforeMs ??= firstInstant(facts, timetable);
      if (atMs < notBeforeMs || !isOwedAt(facts, atMs)) continue;
      const inForce = effectiveDue(facts, atMs);
      if (inForce.dueOn !== dueOn || inForce.dueTime !== dueTime) continue;
      const key = `${facts.assignment.id}/${dueOn}/${step}`;
      keepEarlier(steps, { key, assignmentId: facts.assignment.id, step, dueOn, atMs });
    }
  }
  const returns = facts.reviews.filter(
    (review) => review.decision === 'returned' && review.newDueOn === null,
  );
  // A version returned a second time (the office changed its mind on the reason) names its steps a second time as well.
  const isReturnedTwice = new Set(returns.map((review) => review.submissionId)).size < returns.length;
  const isAsked = isReturnedTwice ? (): boolean => true : isWithin;
  for (const review of returns)
    for (const step of returnSteps(review, candidate, timetable, isAsked)) keepEarlier(steps, step);
  return [...steps.values()].filter(({ atMs }) => isWithin(atMs));
}

/** Of two steps that bear one key the earlier stands: once it went out, its key lets no other through. */
function keepEarlier(steps: Map<string, ReminderDue>, step: ReminderDue): void {
  const known = steps.get(step.key);
  if (known === undefined || step.atMs < known.atMs) steps.set(step.key, step);
}

/** Steps after a return without a new date, as long as it stands and the ladder of the date in force is over. */
function returnSteps(
  review: Review,
  { facts, isReport }: ReminderCandidate,
  timetable: Timetable,
  isWithin: (atMs: number) => boolean,
): ReminderDue[] {
  const { id } = facts.assignment;
  const returnedOn = dayOf(Date.parse(review.at));
  const firstMs = firstInstant(facts, timetable);
  return timetable.afterReturn(returnedOn).flatMap(({ offset, atMs }): ReminderDue[] => {
    if (!isWithin(atMs) || atMs < firstMs) return [];
    const latest = latestVersion(facts, atMs);
    if (latest?.review !== review) return [];
    const { dueOn, dueTime } = effectiveDue(facts, atMs);
    const lastRung = dueOn === null ? undefined : timetable.rungs(dueOn, dueTime, isReport).at(-1);
    if (lastRung !== undefined && lastRung.atMs >= atMs) return [];
    if (dueOn !== null && atMs < lateFrom(dueOn, dueTime)) return [];
    const step = returnStepName(latest.submission.version, offset);
    const day = dueOn ?? returnedOn;
    return [{ key: `${id}/${day}/${step}`, assignmentId: id, step, dueOn: day, atMs }];
  });
}

/** Every date that was, is or will be in force, the round's first; undated assignments have none. */
function dueDates(facts: AssignmentFacts): { dueOn: string; dueTime: string | null }[] {
  const { dueOn, dueTime } = facts.round;
  const dates = dueOn === null ? [] : [{ dueOn, dueTime }];
  const add = (day: string, time: string | null): void => {
    if (!dates.some((one) => one.dueOn === day && one.dueTime === time))
      dates.push({ dueOn: day, dueTime: time });
  };
  for (const extension of facts.extensions)
    if (extension.status === 'granted') add(extension.newDueOn, extension.newDueTime ?? null);
  for (const review of facts.reviews) if (review.newDueOn !== null) add(review.newDueOn, null);
  return dates;
}

/**
 * Adds the step that announces a window, or a long enough round of a recurring task, unless another step stands at the
 * same instant or the due day has come.
 * Where the policy has no step for a task, or its date lies beyond the calendar, nothing is announced either.
 */
function withOpening(
  rungs: readonly Rung[],
  dueOn: string,
  facts: AssignmentFacts,
  timetable: Timetable,
): readonly Rung[] {
  const { opensOn, key } = facts.round;
  if (opensOn === null || rungs.length === 0) return rungs;
  if (timetable.startOf(opensOn) <= Date.parse(facts.assignment.createdAt)) return rungs;
  const atMs = timetable.firstSending(opensOn);
  const isWindow = key === 'once' || key.startsWith('stage-');
  if (!isWindow && atMs > timetable.lastOpening(dueOn)) return rungs;
  if (atMs >= timetable.startOf(dueOn) || rungs.some((rung) => rung.atMs === atMs)) return rungs;
  return [{ step: 'open', atMs }, ...rungs];
}

function firstInstant(facts: AssignmentFacts, timetable: Timetable): number {
  const createdMs = Date.parse(facts.assignment.createdAt);
  const { opensOn } = facts.round;
  return opensOn === null ? createdMs : Math.max(createdMs, timetable.startOf(opensOn));
}

/** Whether the unit still owes a version at an instant: none was sent by then, or the last was returned by then. */
export function isOwedAt(facts: AssignmentFacts, atMs: number): boolean {
  const latest = latestVersion(facts, atMs);
  return latest === null || latest.review?.decision === 'returned';
}

/** One timetable per policy, made when a candidate first has it. */
function createTimetables(
  usual: ReminderPolicy,
  calendar: WorkCalendar,
): (policy: ReminderPolicy | undefined) => Timetable {
  const made = new Map<ReminderPolicy, Timetable>();
  return (policy = usual) => {
    let timetable = made.get(policy);
    if (!timetable) made.set(policy, (timetable = createTimetable(policy, calendar)));
    return timetable;
  };
}

function createTimetable(policy: ReminderPolicy, calendar: WorkCalendar): Timetable {
  const starts = new Map<string, number>();
  const sendings = new Map<string, number>();
  const openings = new Map<string, number>();
  const ladders = new Map<string, readonly Rung[]>();
  const returns = new Map<string, readonly { offset: number; atMs: number }[]>();
  const sendingOn = (day: string): number => remembered(sendings, day, () => instantOf(day, policy.sendFrom));
  return {
    startOf: (day) => remembered(starts, day, () => instantOf(day, '00:00')),
    firstSending: (day) => sendingOn(isWorkingDay(day, calendar) ? day : addWorkingDays(day, 1, calendar)),
    lastOpening: (dueOn) =>
      remembered(openings, dueOn, () => {
        const days = withinCalendar(() => [addWorkingDays(dueOn, -leastOpeningDays, calendar)]);
        return days[0] === undefined ? Number.NEGATIVE_INFINITY : sendingOn(days[0]);
      }),
    afterReturn: (day) =>
      remembered(returns, day, () =>
        withinCalendar(() =>
          (policy.afterReturn ?? []).map((offset) => ({
            offset,
            atMs: sendingOn(addWorkingDays(day, offset, calendar)),
          })),
        ),
      ),
    rungs: (dueOn, dueTime, isReport) =>
      remembered(ladders, `${dueOn} ${dueTime ?? ''} ${isReport}`, () =>
        withinCalendar(() => ladder(dueOn, dueTime, isReport)),
      ),
  };

  function ladder(dueOn: string, dueTime: string | null, isReport: boolean): Rung[] {
    const byDay = new Map<string, Rung>();
    // Ascending, so that of two steps on one day the one nearer to (or further after) the date is kept.
    for (const offset of offsetsOf(policy, isReport)) {
      const day = offset === 0 ? lastDay(dueOn, dueTime) : addWorkingDays(dueOn, offset, calendar);
      byDay.set(day, { step: stepName(offset), atMs: sendingOn(day) });
    }
    return [...byDay.values()];
  }

  /** The last working day on which there is still time after sending starts. */
  function lastDay(dueOn: string, dueTime: string | null): string {
    // The verdict's own boundary, so that "24:00" or a time nobody can read leaves the whole day here as well.
    const isOverBeforeSending = lateFrom(dueOn, dueTime) <= sendingOn(dueOn) + 1;
    return lastWorkingDayOnOrBefore(isOverBeforeSending ? addDays(dueOn, -1) : dueOn, calendar);
  }
}

/** A date at the end of time ("31/12/9999") must not cost everybody else their reminders. */
function withinCalendar<T>(work: () => readonly T[]): readonly T[] {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Offsets that apply, ascending, each once. */
function offsetsOf(policy: ReminderPolicy, isReport: boolean): number[] {
  const offsets = policy.steps.filter((step) => isReport || !step.onlyReports).map((step) => step.offset);
  return [...new Set(offsets)].sort((a, b) => a - b);
}

function remembered<T>(known: Map<string, T>, key: string, work: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = work();
  known.set(key, made);
  return made;
}

function byInstant(a: ReminderDue, b: ReminderDue): number {
  return a.atMs - b.atMs || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
