/** A recurring phrase as its readers hand it on. Type and maker only; the reading is in the files beside it. */
import type { Clock } from './clock.js';
import type { Relation } from './leads.js';
import type { Cycle } from './rules.js';
import type { Flaw } from './stretch.js';

/** A recurring phrase; no rules when it says "định kỳ" without a period. */
export interface Recurring {
  start: number;
  end: number;
  rules: string[];
  relation: Relation;
  clock: Clock | null;
  flaws: Flaw[];
  /** Cycles named without a day of their own, which a date elsewhere in the sentence may give. */
  open: Cycle[];
  /** Last year of the recurrence, "hằng năm đến năm 2030". */
  until: number | null;
}

export function recurring(
  start: number,
  end: number,
  rules: string[],
  more: Partial<Recurring> = {},
): Recurring {
  return { start, end, rules, relation: 'none', clock: null, flaws: [], open: [], until: null, ...more };
}
