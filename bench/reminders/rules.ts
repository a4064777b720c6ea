/**
 * The written rules of reminding (domain.md 4.5, the comments of `policy.ts` and `reminder.ts`), worked out a second time
 * with nothing but whole days and +07:00, so that the planner is held against something that is not itself.
 */
import type { Assignment, Extension, Review, Round, Submission } from '../../src/domain/assignment.js';
import type { ReminderPolicy } from '../../src/domain/policy.js';

const dayMs = 86_400_000;
const offsetMs = 7 * 3_600_000;

export const dayNumber = (ms: number): number => Math.floor((ms + offsetMs) / dayMs);
export const dayText = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);
export const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
export const instant = (day: number, time: string): number =>
  day * dayMs - offsetMs + minutesOf(time) * 60_000;

/** Which days offices work on. */
export interface Almanac {
  isWorking(day: number): boolean;
}

const fixed = new Set(['01-01', '04-30', '05-01', '09-02', '11-24']);

export function createAlmanac(
  off: ReadonlySet<number>,
  worked: ReadonlySet<number>,
  isComplete: boolean,
): Almanac {
  return {
    isWorking(day) {
      if (worked.has(day)) return true;
      // 1970-01-01 was a Thursday.
      if ((day + 3) % 7 >= 5 || off.has(day)) return false;
      return isComplete || !fixed.has(dayText(day).slice(5));
    },
  };
}

function working(almanac: Almanac, from: number, count: number): number {
  let day = from;
  for (let left = Math.abs(count); left > 0;) {
    day += Math.sign(count);
    if (almanac.isWorking(day)) left -= 1;
  }
  return day;
}

/** Whether anything may be sent at an instant under the hours of a policy. */
export function isSendingTime(
  almanac: Almanac,
  ms: number,
  hours: Pick<ReminderPolicy, 'sendFrom' | 'sendUntil'>,
): boolean {
  const day = dayNumber(ms);
  return almanac.isWorking(day) && ms >= instant(day, hours.sendFrom) && ms < instant(day, hours.sendUntil);
}

/** One step as the rules have it. `offset`: working days from the date (or the return); the opening is before all. */
export interface RuledStep {
  key: string;
  step: string;
  offset: number;
  at: number;
}

/** What is on record about an assignment; what stands last counts, whatever the clock said. */
export interface Facts {
  assignment: Readonly<Assignment>;
  round: Readonly<Round>;
  submissions: readonly Readonly<Submission>[];
  reviews: readonly Readonly<Review>[];
  extensions: readonly Readonly<Extension>[];
  isReport: boolean;
}

export interface Standing {
  /** Nothing handed in, or the last version came back. */
  isOwed: boolean;
  due: { on: number; time: string | null } | null;
  /** The last version came back without a new date. */
  returned: { version: number; on: number } | null;
}

export function standingOf(record: Facts): Standing {
  const { submissions, reviews, extensions, round } = record;
  const lastReview = (id: string): Readonly<Review> | undefined => {
    const own = reviews.filter((review) => review.submissionId === id);
    return own.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1);
  };
  const isWithdrawn = (id: string): boolean =>
    reviews.some((review) => review.submissionId === id && review.decision === 'withdrawn');
  const standing = submissions
    .filter(({ id }) => !isWithdrawn(id))
    .sort((a, b) => a.version - b.version)
    .at(-1);
  const review = standing && lastReview(standing.id);
  const moves = [
    ...extensions.flatMap((one) =>
      one.status === 'granted' && one.decidedAt !== null
        ? [{ at: Date.parse(one.decidedAt), on: one.newDueOn, time: one.newDueTime ?? null }]
        : [],
    ),
    ...reviews.flatMap((one) =>
      one.decision === 'returned' && one.newDueOn !== null && lastReview(one.submissionId) === one
        ? [{ at: Date.parse(one.at), on: one.newDueOn, time: null }]
        : [],
    ),
  ].sort((a, b) => a.at - b.at);
  const last = moves.at(-1) ?? (round.dueOn === null ? null : { on: round.dueOn, time: round.dueTime });
  const isReturned = review?.decision === 'returned';
  return {
    isOwed: standing === undefined || isReturned,
    due: last === null ? null : { on: numberOf(last.on), time: last.time },
    returned:
      isReturned && review.newDueOn === null
        ? { version: standing?.version ?? 0, on: dayNumber(Date.parse(review.at)) }
        : null,
  };
}

/** The steps of an assignment as things stand: of its date in force, and after a return. */
export function ruledSteps(
  record: Facts,
  standing: Standing,
  policy: ReminderPolicy,
  almanac: Almanac,
): RuledStep[] {
  const { assignment, round } = record;
  const { due, returned } = standing;
  const created = Date.parse(assignment.createdAt);
  const opens = round.opensOn === null ? null : instant(numberOf(round.opensOn), '00:00');
  const first = Math.max(created, opens ?? created);
  const steps: RuledStep[] = [];
  let lastRung = Number.NEGATIVE_INFINITY;
  if (due !== null) {
    const day = dayText(due.on);
    const byDay = new Map<number, RuledStep>();
    const offsets = policy.steps
      .filter((one) => record.isReport || !one.onlyReports)
      .map((one) => one.offset);
    for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
      const on = offset === 0 ? lastMorning(due, policy, almanac) : working(almanac, due.on, offset);
      const step = offset === 0 ? 'D' : offset > 0 ? `D+${offset}` : `D${offset}`;
      byDay.set(on, {
        key: `${assignment.id}/${day}/${step}`,
        step,
        offset,
        at: instant(on, policy.sendFrom),
      });
    }
    const rungs = [...byDay.values()];
    lastRung = rungs.at(-1)?.at ?? lastRung;
    const isWindow = round.key === 'once' || round.key.startsWith('stage-');
    if (opens !== null && rungs.length > 0 && opens > created) {
      let on = numberOf(round.opensOn ?? '');
      while (!almanac.isWorking(on)) on += 1;
      const at = instant(on, policy.sendFrom);
      // A round of a recurring task is news when it still has fifteen working days.
      const isNews = isWindow || at <= instant(working(almanac, due.on, -15), policy.sendFrom);
      if (isNews && at < instant(due.on, '00:00') && rungs.every((rung) => rung.at !== at))
        steps.push({
          key: `${assignment.id}/${day}/open`,
          step: 'open',
          offset: Number.NEGATIVE_INFINITY,
          at,
        });
    }
    steps.push(...rungs);
  }
  if (returned !== null) {
    const day = dayText(due?.on ?? returned.on);
    for (const offset of policy.afterReturn ?? []) {
      const at = instant(working(almanac, returned.on, offset), policy.sendFrom);
      const step = `R${returned.version}+${offset}`;
      if (at > lastRung && (due === null || at >= overFrom(due)))
        steps.push({ key: `${assignment.id}/${day}/${step}`, step, offset, at });
    }
  }
  return steps.filter((step) => step.at >= first);
}

/** From when a date is over: its clock time, or the next day. */
function overFrom(due: { on: number; time: string | null }): number {
  const isClockTime = due.time !== null && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(due.time);
  return isClockTime ? instant(due.on, due.time ?? '') + 1 : instant(due.on + 1, '00:00');
}

/** The last working day on which there is still time when sending begins. */
function lastMorning(
  due: { on: number; time: string | null },
  policy: ReminderPolicy,
  almanac: Almanac,
): number {
  const isClockTime = due.time !== null && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(due.time);
  const isOver = isClockTime && minutesOf(due.time ?? '') <= minutesOf(policy.sendFrom);
  let day = isOver ? due.on - 1 : due.on;
  while (!almanac.isWorking(day)) day -= 1;
  return day;
}
