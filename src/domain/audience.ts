/**
 * Who a step of the ladder is written to, from its name and the policy alone: officers first, then the groups of the plan
 * with figures, heads once it is late, names and the list to the office last (domain.md 4.5).
 */
import { type OptionalKind, type ReminderPolicy, defaultLadder } from './policy.js';

/** Who gets a step besides the officers and the groups of the unit, who always do. */
export interface Audience {
  /** The heads of the unit, beside its officers. */
  heads: boolean;
  /** What the groups bound to the plan get; null for nothing. */
  planGroups: 'figures' | 'names' | null;
  /** The clerks get the unit on their list. */
  office: boolean;
}

/**
 * How far a step has climbed, in working days: those after the due date (`D+3`) or after a return (`R1+2`). What comes
 * before every step (`open`), and a name nobody knows, has climbed nowhere.
 */
export function climbOf(step: string): number {
  const offset = /^(?:D|R\d+)([+-]\d{1,4})?$/.exec(step);
  if (!offset) return Number.NEGATIVE_INFINITY;
  return Number(offset[1] ?? 0);
}

/** Who a step is for under a policy. */
export function audienceOf(step: string, policy: Pick<ReminderPolicy, 'ladder'>): Audience {
  const ladder = policy.ladder ?? defaultLadder;
  const climbed = climbOf(step);
  const isReached = (rung: number | null): boolean => rung !== null && climbed >= rung;
  const named = isReached(ladder.names) ? 'names' : 'figures';
  return {
    heads: isReached(ladder.heads),
    planGroups: isReached(ladder.groups) ? named : null,
    office: isReached(ladder.office),
  };
}

/** From this many working days before the date on, a reminder is no longer an early one (as `due-soon` counts). */
const soonFrom = -3;

/** The kind under which a step can be done without; null for what nobody can mute: the last day, what is late, returns. */
export function kindOf(step: string): OptionalKind | null {
  if (step === 'open') return 'opening';
  const climbed = climbOf(step);
  if (climbed >= 0 || climbed === Number.NEGATIVE_INFINITY) return null;
  return climbed < soonFrom ? 'early' : 'soon';
}

/**
 * Those of a unit's people who are written to: never its heads while anybody else can be reached, unless the step is
 * theirs as well. Who cannot be reached is left out.
 */
export function writtenTo<T extends { isHead: boolean; isReached: boolean }>(
  people: readonly T[],
  heads: boolean,
): T[] {
  const reached = people.filter(({ isReached }) => isReached);
  const others = reached.filter(({ isHead }) => !isHead);
  return heads || others.length === 0 ? reached : others;
}
