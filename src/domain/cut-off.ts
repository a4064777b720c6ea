/**
 * The cut-off of a round: the last day anything is collected, apart from the day it is due. What comes later is still
 * received, marked, and told to the office; it makes nobody late or on time.
 */
import type { AssignmentFacts } from './assignment.js';
import { effectiveDue } from './state.js';
import { dayOf } from './time.js';

/**
 * Last day on which an assignment is collected, as it stands at an instant; null while its round has no cut-off.
 * Whoever was given time beyond the cut-off has until the date given.
 */
export function cutOffOf(facts: AssignmentFacts, atMs: number): string | null {
  const { cutOffOn } = facts.round;
  if (cutOffOn === undefined) return null;
  const { dueOn } = effectiveDue(facts, atMs);
  return dueOn !== null && dueOn > cutOffOn ? dueOn : cutOffOn;
}

/** Whether something sent at an instant comes after the cut-off, by the platform's clock like every verdict. */
export function isPastCutOff(facts: AssignmentFacts, sentAtMs: number): boolean {
  const cutOffOn = cutOffOf(facts, sentAtMs);
  return cutOffOn !== null && dayOf(sentAtMs) > cutOffOn;
}
