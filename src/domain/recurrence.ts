/**
 * From the deadlines of a task to its rounds: what is owed once, by when, under which name.
 * It creates no records and looks at no clock; the caller says how far ahead rounds are wanted.
 */
import type { Round } from './assignment.js';
import type { Deadline } from './plan.js';
import { roundLabel } from './round-label.js';
import { type Rule, daysOfRule, parseRule } from './rrule.js';
import { addDays } from './time.js';

/** A round to be created; `key` is unique and stable within the task. */
export type RoundSpec = Omit<Round, 'id' | 'taskId' | 'planId'>;

/** What decides the rounds besides the deadlines themselves. */
export interface RoundOptions {
  /** Issue date of the plan: recurring rounds begin there; null takes the year before `until`. */
  issuedOn: string | null;
  /** Last day a recurring round may be stated for. */
  until: string;
  /** Whether "trước ngày D" ends with D-1 (`strict`) or with D (`lenient`); dated deadlines bring their own day. */
  beforeMeans: 'strict' | 'lenient';
  /** At most this many recurring rounds (default 5000, thirteen years of daily ones); the earliest are kept. */
  limit?: number;
}

/**
 * Rounds of a task, earliest last on-time day first, undated ones at the end.
 *
 * A deadline that does not recur gives one round: `once`, or `stage-1`, `stage-2`, … in the order of the text when the
 * task has several. A recurring one gives a round per occurrence from the plan's issue date, keyed by the day the rule
 * names (`2026-10-31`); when another rule of the task names the same day ("quý, năm" on 31/12), the later one is
 * `2026-12-31-2`. A recurring deadline whose rule is missing or cannot be read gives one undated round, so that
 * nothing a plan orders disappears.
 * @returns an empty array when there are no deadlines, or a recurring one has no occurrence up to `until`.
 */
export function roundsOf(deadlines: readonly Deadline[], options: RoundOptions): RoundSpec[] {
  const recurring: RoundSpec[] = [];
  const single: Deadline[] = [];
  const used = new Map<string, number>();
  for (const deadline of deadlines) {
    if (deadline.kind !== 'recurring') {
      single.push(deadline);
      continue;
    }
    const read = (deadline.rrule ?? '').split('|').map(parseRule);
    const rules = read.filter((rule) => rule !== null);
    if (rules.length < read.length) single.push({ ...deadline, statedOn: null, from: null, dueOn: null });
    for (const rule of rules) {
      for (const spec of recurringRounds(rule, rules, deadline, options)) {
        const times = (used.get(spec.key) ?? 0) + 1;
        used.set(spec.key, times);
        recurring.push(times === 1 ? spec : { ...spec, key: `${spec.key}-${times}` });
      }
    }
  }
  recurring.sort(byDue);
  return [...single.map(singleRound), ...recurring.slice(0, options.limit ?? defaultLimit)].sort(byDue);
}

const defaultLimit = 5000;

/**
 * Occurrence days of one rule in [from, to], ascending, at most `limit`. Intervals are counted on the calendar, so
 * windows can be joined: an occurrence does not depend on `from`.
 * @returns an empty array for a rule that is malformed or uses parts of RFC 5545 that deadlines do not need.
 */
export function occurrencesOf(
  rrule: string,
  from: string,
  to: string,
  limit = Number.POSITIVE_INFINITY,
): string[] {
  const rule = parseRule(rrule);
  return rule ? take(rule, from, to, limit) : [];
}

function take(rule: Rule, from: string, to: string, limit: number): string[] {
  const days: string[] = [];
  if (limit < 1) return days;
  for (const day of daysOfRule(rule, from, to)) {
    days.push(day);
    if (days.length >= limit) break;
  }
  return days;
}

function recurringRounds(
  rule: Rule,
  rules: readonly Rule[],
  deadline: Deadline,
  options: RoundOptions,
): RoundSpec[] {
  const { issuedOn, until, beforeMeans, limit = defaultLimit } = options;
  // "Trước 15h thứ Năm" includes Thursday up to that hour (domain.md 2.2): only whole days are excluded.
  const isExclusive = !deadline.inclusive && deadline.dueTime === null;
  const from = issuedOn ?? addDays(until, -365);
  const specs: RoundSpec[] = [];
  let opensOn = issuedOn;
  for (const day of take(rule, from, until, limit + 1)) {
    const lastDay = isExclusive ? addDays(day, -1) : day;
    const dueOn = beforeMeans === 'strict' ? lastDay : day;
    // Issued on the very day before which it would have been due: nobody can owe that round.
    if (issuedOn !== null && dueOn < issuedOn) continue;
    const label = roundLabel(rule, rules, deadline.text, day, lastDay);
    specs.push({
      key: day,
      label: deadline.stage ? `${deadline.stage}, ${label}` : label,
      deadlineText: deadline.text,
      opensOn: opensOn !== null && opensOn > dueOn ? dueOn : opensOn,
      statedOn: day,
      dueOn,
      dueTime: deadline.dueTime,
    });
    opensOn = addDays(day, 1);
  }
  return specs;
}

function singleRound(deadline: Deadline, i: number, all: readonly Deadline[]): RoundSpec {
  const { from, dueOn } = deadline;
  const isSeveral = all.length > 1;
  return {
    key: isSeveral ? `stage-${i + 1}` : 'once',
    label: deadline.stage ?? (isSeveral ? `mốc ${i + 1}` : ''),
    deadlineText: deadline.text,
    // A window that ends before it begins is a misprint: its end still counts, its beginning does not.
    opensOn: from !== null && dueOn !== null && from > dueOn ? null : from,
    statedOn: deadline.statedOn,
    dueOn,
    dueTime: deadline.dueTime,
  };
}

function byDue(a: RoundSpec, b: RoundSpec): number {
  return (
    compare(a.dueOn ?? '9999-99', b.dueOn ?? '9999-99') ||
    compare(a.statedOn ?? '', b.statedOn ?? '') ||
    compare(a.key, b.key)
  );
}

/** Plain text order: the same on every machine, unlike a locale's. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
