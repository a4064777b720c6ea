/** Periods of reporting named in words: "quý II", "6 tháng đầu năm", "tháng 10/2026", "năm 2026". */
import { fold } from './text.js';

export interface PeriodWords {
  /** `q2`, `h1`, `n` (nine months), `m10`; each once. */
  periods: string[];
  years: number[];
}

const roman: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4 };

/**
 * Reads the periods in some words. The date of a paper ("ngày 05 tháng 10 năm 2026", "05/10/2026") names none.
 * @param text a caption, a file name, the first page of a paper, the label of a round.
 */
export function readPeriods(text: string): PeriodWords {
  const folded = fold(text)
    .replace(/[_]+/g, ' ')
    .replace(/\b(?:ngay )?\d{1,2} thang \d{1,2} nam \d{4}\b/g, ' ')
    .replace(/(?<![\d/])\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}(?!\d)/g, ' ')
    // "trước ngày 15 tháng 10": a day, not a month reported on.
    .replace(/\bngay \d{1,2} thang \d{1,2}\b/g, ' ');
  const periods = new Set<string>();
  for (const [, name = ''] of folded.matchAll(/\b(?:quy|q) ?(iv|i{1,3}|[1-4])(?![a-z0-9])/g))
    periods.add(`q${roman[name] ?? Number(name)}`);
  for (const [, half] of folded.matchAll(/\b0?6 thang(?: (dau|cuoi))?(?: nam)?/g))
    periods.add(half === 'cuoi' ? 'h2' : 'h1');
  if (/\b(?:0?9|chin) thang\b(?! \d)/.test(folded)) periods.add('n');
  for (const [, month = ''] of folded.matchAll(/\b(?:thang|t) ?(0?[1-9]|1[0-2])(?![\d])/g))
    periods.add(`m${Number(month)}`);
  const years = new Set<number>();
  for (const [year = ''] of folded.matchAll(/(?<![\d/-])(?:20)\d{2}(?![\d])|(?<=[a-z0-9] ?\/)20\d{2}(?!\d)/g))
    years.add(Number(year));
  return { periods: [...periods], years: [...years] };
}
