/** Which doubts a person should stop at, and which are shown but usual. What each asks is said in `texts`. */
import type { Doubt } from './plan.js';

/**
 * Shown with the task, but no reason to stop at it: the reading is usual and nothing is invented. A last day that is
 * no working day never moves; units are reminded from the working day before (domain.md 2.4).
 */
export const routineDoubts: ReadonlySet<Doubt> = new Set<Doubt>([
  'lead-collective',
  'lead-inherited',
  'deadline-inherited',
  'deadline-weekend',
  'deadline-holiday',
  'no-deadline',
  'recurrence-open',
  'row-split',
  'merged',
]);

/** Whether some doubt of a task asks for a person's decision. */
export function needsLook(doubts: readonly Doubt[]): boolean {
  return doubts.some((doubt) => !routineDoubts.has(doubt));
}
