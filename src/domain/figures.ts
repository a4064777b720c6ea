/**
 * Counts of a set of assignments and the two rates offices publish, each with the counts it is made of.
 * No percentages and no words: rounding and wording belong to whoever shows them.
 */
import type { AssignmentFacts, AssignmentState } from './assignment.js';
import { isPastDue, latestVersion, verdictInForce } from './state.js';

/**
 * Figures over assignments; paused and cancelled ones are left out. They always balance:
 * `expected = handedIn + openInTime + overdue + undated + notOpen`, `handedIn = onTime + late`,
 * `handedIn = accepted + returned + those awaiting a decision`.
 */
export interface Figures {
  expected: number;
  /** At least one version sent, whatever was decided about it. */
  handedIn: number;
  /** Of those handed in, by the verdict in force on the latest version. */
  onTime: number;
  late: number;
  accepted: number;
  returned: number;
  /** Nothing sent: still in time (near ones included), past the date, without a date, not begun. */
  openInTime: number;
  overdue: number;
  undated: number;
  notOpen: number;
  /** Done (accepted) out of done and overdue undone. */
  completion: { done: number; of: number };
  /** Done on time out of the same. */
  onTimeRate: { onTime: number; of: number };
}

/**
 * Figures of a set of assignments as they stand at an instant.
 *
 * Rates follow the offices' table: đúng hạn ÷ (hoàn thành + đang thực hiện quá hạn) (domain.md 4.6, table A). What is
 * still in time counts for nothing yet; overdue undone is what was never sent, what came late and waits, and what was
 * returned and is past the date in force: a return counts as not done (domain.md 4.3). Nothing in a set gives rates
 * out of 0.
 */
export function figuresOf(
  states: Iterable<{ facts: AssignmentFacts; state: AssignmentState }>,
  atMs: number,
): Figures {
  let [onTime, late, doneOnTime, doneLate, awaitingLate] = [0, 0, 0, 0, 0];
  let [returned, returnedOverdue] = [0, 0];
  let [openInTime, overdue, undated, notOpen] = [0, 0, 0, 0];
  for (const { facts, state } of states) {
    switch (state) {
      case 'done-on-time':
        doneOnTime += 1;
        onTime += 1;
        break;
      case 'done-late':
        doneLate += 1;
        late += 1;
        break;
      case 'awaiting-on-time':
        onTime += 1;
        break;
      case 'awaiting-late':
        awaitingLate += 1;
        late += 1;
        break;
      case 'returned':
        returned += 1;
        if (isPastDue(facts, atMs)) returnedOverdue += 1;
        if (wasLate(facts, atMs)) late += 1;
        else onTime += 1;
        break;
      case 'in-time':
      case 'due-soon':
        openInTime += 1;
        break;
      case 'overdue':
        overdue += 1;
        break;
      case 'undated':
        undated += 1;
        break;
      case 'not-open':
        notOpen += 1;
        break;
      case 'paused':
      case 'cancelled':
        break;
    }
  }
  const handedIn = onTime + late;
  const of = doneOnTime + doneLate + awaitingLate + overdue + returnedOverdue;
  return {
    expected: handedIn + openInTime + overdue + undated + notOpen,
    handedIn,
    onTime,
    late,
    accepted: doneOnTime + doneLate,
    returned,
    openInTime,
    overdue,
    undated,
    notOpen,
    completion: { done: doneOnTime + doneLate, of },
    onTimeRate: { onTime: doneOnTime, of },
  };
}

/** The verdict a returned version got; the state alone does not tell. */
function wasLate(facts: AssignmentFacts, atMs: number): boolean {
  const latest = latestVersion(facts, atMs);
  return latest !== null && verdictInForce(facts, latest.submission, atMs).isLate;
}
