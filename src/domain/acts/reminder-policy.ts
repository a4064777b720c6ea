/**
 * Changing how an office reminds, for all plans or for one: what may be chosen, and keeping it. Choices are kept as
 * differences from what stands above them (the office's over the shipped policy, a plan's over the office's), so that
 * a plan follows the office in everything it did not choose itself.
 */
import type { WorkCalendar } from '../calendar.js';
import type { CommandContext } from '../command.js';
import { hoursFault } from '../hours.js';
import type { Plan } from '../plan.js';
import {
  changedPolicy,
  defaultLadder,
  defaultPolicy,
  officePolicyId,
  type PolicyChanges,
  type ReminderLadder,
  type ReminderPolicy,
  type ReminderStep,
} from '../policy.js';
import type { StoreReader, StoreWriter } from '../ports.js';
import { reminderCandidates } from '../queries.js';
import { nextReminderAt, nextSendingTime, planReminders, type ReminderDue } from '../reminder.js';
import { dayOf, instantOf } from '../time.js';

/** Furthest step in working days, and how many there may be. */
export const stepLimits = { days: 60, count: 15 };

export type Rung = keyof ReminderLadder;

/** One thing chosen about reminders. */
export type PolicyChange =
  | { kind: 'steps'; steps: ReminderStep[] }
  | { kind: 'hours'; sendFrom: string; sendUntil: string }
  | { kind: 'rung'; rung: Rung; from: number | null }
  | { kind: 'off' | 'on' | 'default' };

export type PolicyFault =
  | 'no-steps'
  | 'too-many-steps'
  | 'step-out-of-range'
  | 'hours-out-of-range'
  | 'hours-too-close'
  | 'names-before-late'
  | 'names-before-groups';

/** What the office has in place of the shipped policy. */
export function officeChanges(reader: Pick<StoreReader, 'get'>): PolicyChanges | undefined {
  return reader.get('settings', officePolicyId)?.value as PolicyChanges | undefined;
}

/** The policy of a plan, or of the office when there is none, as the records stand (also inside a transaction). */
export function policyIn(
  reader: Pick<StoreReader, 'get'>,
  plan: Pick<Plan, 'reminders'> | null,
): ReminderPolicy {
  return changedPolicy(changedPolicy(defaultPolicy, officeChanges(reader)), plan?.reminders);
}

/**
 * Why a change may not be made; null when it may.
 * @param policy what holds now where it would be made.
 */
export function policyFault(policy: ReminderPolicy, change: PolicyChange): PolicyFault | null {
  if (change.kind === 'hours') return hoursFault(change);
  if (change.kind === 'steps') return stepsFault(change.steps);
  return change.kind === 'rung' ? rungFault(policy.ladder ?? defaultLadder, change.rung, change.from) : null;
}

function stepsFault(steps: readonly ReminderStep[]): PolicyFault | null {
  if (steps.length === 0) return 'no-steps';
  if (steps.length > stepLimits.count) return 'too-many-steps';
  return steps.every(({ offset }) => isWithin(offset)) ? null : 'step-out-of-range';
}

function rungFault(ladder: ReminderLadder, rung: Rung, from: number | null): PolicyFault | null {
  if (from !== null && !isWithin(from)) return 'step-out-of-range';
  const after: ReminderLadder = { ...ladder, [rung]: from };
  const { groups, names } = after;
  if (names === null) return null;
  // Nobody is named before others while there is still time: that is the manners of the ladder (domain.md 4.5).
  if (names < 1) return 'names-before-late';
  // A group that no longer gets anything names nobody either.
  if (rung === 'groups' && groups === null) return null;
  return groups === null || names < groups ? 'names-before-groups' : null;
}

function isWithin(offset: number): boolean {
  return Number.isInteger(offset) && Math.abs(offset) <= stepLimits.days;
}

/** The steps in order, each day once; one that is for all tasks wins over one for reports alone. */
export function orderedSteps(steps: readonly ReminderStep[]): ReminderStep[] {
  const byOffset = new Map<number, ReminderStep>();
  for (const { offset, onlyReports } of steps) {
    const known = byOffset.get(offset);
    if (!known) byOffset.set(offset, onlyReports ? { offset, onlyReports } : { offset });
    else if (!onlyReports) byOffset.set(offset, { offset });
  }
  return [...byOffset.values()].sort((a, b) => a.offset - b.offset);
}

/**
 * The differences to keep after a change.
 * @param above the policy they are differences from.
 * @returns undefined when nothing differs any more.
 */
export function changesAfter(
  above: ReminderPolicy,
  changes: Readonly<PolicyChanges> | undefined,
  change: PolicyChange,
): PolicyChanges | undefined {
  if (change.kind === 'default') return undefined;
  const wanted = { ...changedPolicy(above, changes), ...wishOf(changedPolicy(above, changes), change) };
  const kept: PolicyChanges = {};
  if (!isSame(wanted.steps, above.steps)) kept.steps = wanted.steps;
  if (!isSame(wanted.ladder ?? defaultLadder, above.ladder ?? defaultLadder)) kept.ladder = wanted.ladder;
  if (!isSame(wanted.afterReturn, above.afterReturn)) kept.afterReturn = wanted.afterReturn;
  if (wanted.sendFrom !== above.sendFrom) kept.sendFrom = wanted.sendFrom;
  if (wanted.sendUntil !== above.sendUntil) kept.sendUntil = wanted.sendUntil;
  if ((wanted.isOff ?? false) !== (above.isOff ?? false)) kept.isOff = wanted.isOff ?? false;
  return Object.keys(kept).length > 0 ? kept : undefined;
}

function wishOf(policy: ReminderPolicy, change: PolicyChange): PolicyChanges {
  switch (change.kind) {
    case 'steps':
      return { steps: orderedSteps(change.steps) };
    case 'hours':
      return { sendFrom: change.sendFrom, sendUntil: change.sendUntil };
    case 'rung': {
      const ladder = { ...(policy.ladder ?? defaultLadder), [change.rung]: change.from };
      return { ladder: ladder.groups === null ? { ...ladder, names: null } : ladder };
    }
    case 'off':
      return { isOff: true };
    case 'on':
      return { isOff: false };
    case 'default':
      return {};
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** Keys in one order, so that two records with the same fields compare equal. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

/**
 * Makes a change for the office (`plan` null) or one plan.
 * @returns the policy before and after it; or why it was not made, and then nothing has changed.
 */
export function changeReminders(
  context: Pick<CommandContext, 'tx' | 'audit'>,
  plan: Readonly<Plan> | null,
  change: PolicyChange,
): { before: ReminderPolicy; after: ReminderPolicy; plan: Readonly<Plan> | null } | { fault: PolicyFault } {
  const { tx } = context;
  const before = policyIn(tx, plan);
  const fault = policyFault(before, change);
  if (fault) return { fault };
  const changed = plan ? putPlan(tx, plan, change) : putOffice(tx, change);
  context.audit('reminder-policy', plan ? `K${plan.number}` : 'office', auditWords(change));
  return { before, after: policyIn(tx, changed), plan: changed };
}

function putPlan(tx: StoreWriter, plan: Readonly<Plan>, change: PolicyChange): Plan {
  const reminders = changesAfter(policyIn(tx, null), plan.reminders, change);
  const { reminders: _, ...rest } = structuredClone(plan) as Plan;
  const changed: Plan = reminders ? { ...rest, reminders } : rest;
  tx.put('plans', changed);
  return changed;
}

function putOffice(tx: StoreWriter, change: PolicyChange): null {
  const changes = changesAfter(defaultPolicy, officeChanges(tx), change);
  if (changes) tx.put('settings', { id: officePolicyId, value: changes });
  else tx.remove('settings', officePolicyId);
  return null;
}

function auditWords(change: PolicyChange): string {
  switch (change.kind) {
    case 'steps':
      return `steps ${orderedSteps(change.steps)
        .map(({ offset, onlyReports }) => `${offset}${onlyReports ? 'bc' : ''}`)
        .join(' ')}`;
    case 'hours':
      return `hours ${change.sendFrom} ${change.sendUntil}`;
    case 'rung':
      return `${change.rung} ${change.from ?? 'never'}`;
    default:
      return change.kind;
  }
}

/** Plans in force with choices of their own. */
export function differingPlans(reader: StoreReader): Readonly<Plan>[] {
  return reader.find('plans', 'byStatus', 'active').filter((plan) => plan.reminders !== undefined);
}

/** The next time something of the plan, or of any plan in force, is reminded of. */
export interface NextReminders {
  /** The instant asked at when it is at once. */
  atMs: number;
  /** Names of the steps due then, the earliest of the ladder first. */
  steps: string[];
  assignments: number;
}

/**
 * What goes out next as things stand: a step of today that nobody was told of goes out within the hours of sending that
 * are left, since a change counts from the day it is made on.
 * @returns null when nothing is to be reminded of any more.
 */
export function nextReminders(
  reader: StoreReader,
  plan: Readonly<Plan> | null,
  calendar: WorkCalendar,
  nowMs: number,
): NextReminders | null {
  const policy = policyIn(reader, null);
  const candidates = [...reminderCandidates(reader, policy, plan ? [plan] : undefined)];
  const today = instantOf(dayOf(nowMs), '00:00') - 1;
  const untold = planReminders(candidates, policy, calendar, today, nowMs).filter(
    ({ key }) => !reader.get('reminders', key),
  );
  if (untold.length > 0) {
    const ids = new Set(untold.map(({ assignmentId }) => assignmentId));
    const times = candidates
      .filter(({ facts }) => ids.has(facts.assignment.id))
      .map((one) => nextSendingTime(nowMs, one.policy ?? policy, calendar));
    return summary(untold, Math.min(...times));
  }
  const atMs = nextReminderAt(candidates, policy, calendar, nowMs);
  if (atMs === null) return null;
  return summary(planReminders(candidates, policy, calendar, atMs - 1, atMs), atMs);
}

function summary(due: readonly ReminderDue[], atMs: number): NextReminders {
  const offset = (step: string): number =>
    step === 'open' ? -1_000 : Number(/[+-]\d+$/.exec(step)?.[0] ?? 0);
  return {
    atMs,
    steps: [...new Set(due.map(({ step }) => step))].sort((a, b) => offset(a) - offset(b)),
    assignments: new Set(due.map(({ assignmentId }) => assignmentId)).size,
  };
}
