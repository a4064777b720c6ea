/**
 * Figures and disagreements as lines for people. Counts nothing.
 */
import { type Counts, type Tally, f1, precision, recall } from './counts.js';
import type { Problem } from './problem.js';

/** One document's figures, as printed and as `--json` gives them. */
export interface DocumentReport {
  name: string;
  refusal: string | null;
  counts: Counts;
  problems: Problem[];
  pages: number;
  seconds: number;
  secondsPerPage: number;
  peakMb: number;
}

const share = (value: number): string => value.toFixed(3);
const ratio = (one: { labelled: number; found: number }): string =>
  `${one.labelled === 0 ? '-' : share(one.found / one.labelled)} (${String(one.found)}/${String(one.labelled)})`;

function line(name: string, one: Tally): string {
  return `  ${name.padEnd(11)} P ${share(precision(one))} (${String(one.right)}/${String(one.given)})  R ${share(recall(one))} (${String(one.found)}/${String(one.labelled)})  F1 ${share(f1(one))}`;
}

/** The figures of a document or of all of them. */
export function figures(counts: Counts): string[] {
  return [
    line('tasks', counts.tasks),
    line('deadlines', counts.deadlines),
    line('leads', counts.leads),
    line('recipients', counts.recipients),
    `  in found tasks: dates right ${ratio(counts.exactDates)}, leads right ${ratio(counts.exactLeads)}; undated found ${ratio(counts.undated)}; facts ${ratio(counts.facts)}`,
    `  dated tasks ${String(counts.dated)}, nothing to look at ${String(counts.certain)}, wrong date without a doubt ${String(counts.silentlyWrong)}`,
  ];
}

/** One document: figures, time, memory, then each disagreement. */
export function documentLines(report: DocumentReport): string[] {
  return [
    `${report.name}${report.refusal === null ? '' : `  REFUSED ${report.refusal}`}`,
    ...figures(report.counts),
    `  ${String(report.pages)} pages, ${report.seconds.toFixed(2)} s (${report.secondsPerPage.toFixed(3)} s a page), peak ${report.peakMb.toFixed(0)} MiB`,
    ...report.problems.flatMap(problemLines),
  ];
}

function problemLines(problem: Problem): string[] {
  const place = problem.place === null ? '' : ` [${problem.place}]`;
  if (problem.kind === 'document')
    return [`    DOCUMENT ${problem.quote}: expected ${problem.expected}`, `      read ${problem.read}`];
  return [
    `    ${problem.kind.toUpperCase()}${place} expected ${problem.expected || 'none'} · read ${problem.read || 'none'}`,
    `      “${problem.quote}”`,
  ];
}

/** From worst to best: the mean of the four F1, then by name. */
export function worstFirst(reports: readonly DocumentReport[]): DocumentReport[] {
  const mean = ({ counts }: DocumentReport): number =>
    f1(counts.tasks) + f1(counts.deadlines) + f1(counts.leads) + f1(counts.recipients);
  return [...reports].sort((a, b) => mean(a) - mean(b) || a.name.localeCompare(b.name));
}
