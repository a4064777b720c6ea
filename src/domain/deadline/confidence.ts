/** How far each flaw lowers trust. Below 0.7 a person looks before any reminder goes out (domain.md 2.6, rule 8). */
import type { Flaw } from './stretch.js';

/** A phrase with its year, read without any help. */
const plain = 0.95;

const caps: Readonly<Record<Flaw, number>> = {
  repaired: 0.65,
  'short-year': 0.65,
  'no-year': 0.65,
  'next-year': 0.5,
  'no-month': 0.4,
  invalid: 0.2,
  approximate: 0.65,
  planned: 0.6,
  'relative-day': 0.5,
  weekday: 0.4,
  horizon: 0.6,
  bare: 0.8,
  open: 0.65,
  reversed: 0.3,
  loose: 0.6,
};

/** 0 to 1; the worst flaw decides. */
export function confidenceOf(flaws: readonly Flaw[]): number {
  return Math.min(plain, ...flaws.map((flaw) => caps[flaw]));
}
