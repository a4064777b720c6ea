/** Setting and lifting the cut-off of rounds. What it means is `domain/cut-off.ts`. */
import type { Round } from '../assignment.js';
import type { StoreWriter } from '../ports.js';

/**
 * Sets the last day of collection. Rounds due after it keep what they have: nobody is cut off before being late.
 * @returns how many rounds have it now, and how many are due later.
 */
export function setCutOffOn(
  tx: StoreWriter,
  rounds: Iterable<Readonly<Round>>,
  day: string,
): { set: number; later: number } {
  let [set, later] = [0, 0];
  for (const round of rounds) {
    if (round.dueOn !== null && round.dueOn > day) {
      later += 1;
      continue;
    }
    set += 1;
    tx.put('rounds', { ...round, cutOffOn: day });
  }
  return { set, later };
}

/** Lifts the cut-off. @returns how many rounds had one. Marks on what came late stay as they were given. */
export function clearCutOff(tx: StoreWriter, rounds: Iterable<Readonly<Round>>): number {
  let cleared = 0;
  for (const round of rounds) {
    if (round.cutOffOn === undefined) continue;
    const { cutOffOn: _, ...open } = round;
    tx.put('rounds', open);
    cleared += 1;
  }
  return cleared;
}

/** The cut-offs among rounds, with how many stand under each; ascending. */
export function cutOffs(rounds: Iterable<Readonly<Round>>): { day: string; rounds: number }[] {
  const found = new Map<string, number>();
  for (const { cutOffOn } of rounds) {
    if (cutOffOn !== undefined) found.set(cutOffOn, (found.get(cutOffOn) ?? 0) + 1);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, count]) => ({ day, rounds: count }));
}
