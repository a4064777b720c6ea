/**
 * How well deadline expressions are read, and whether time stays linear: `node dist/bench/deadlines.js FILE.tsv`.
 * The TSV has a header line and the columns text, kind, due or rule, document date, source, flags; it changes nothing.
 */
import { readFileSync } from 'node:fs';
import { findDeadlines, readDeadline } from '../src/domain/deadline/index.js';
import type { Deadline } from '../src/domain/plan.js';

const options = (day: string): { issuedOn: string | null; beforeMeans: 'strict' } => ({
  // A document known by its year or month gives missing years as if issued on its first day.
  issuedOn: /^\d{4}/.test(day) ? `${day}-01-01`.slice(0, 10) : null,
  beforeMeans: 'strict',
});

interface Expression {
  text: string;
  kind: string;
  due: string;
  day: string;
  flags: string;
}

function expressionsOf(file: string): Expression[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [text = '', kind = '', due = '', day = '', , flags = ''] = line.split('\t');
      return { text, kind, due, day, flags };
    });
}

const rulesOf = (rule: string): string => rule.split('|').sort().join('|');

/** What is wrong with a reading, in words; empty when it is right. */
function faultsOf(expression: Expression, read: Deadline | null): string[] {
  const { kind, due, flags } = expression;
  if (kind === 'none') return read === null ? [] : [`no deadline, read as ${read.kind}`];
  if (read === null) return ['not read'];
  const faults: string[] = [];
  const isRule = due.startsWith('FREQ=');
  const rule = read.rrule ?? '-';
  const stated = read.statedOn ?? '-';
  if (isRule && rulesOf(rule) !== rulesOf(due)) faults.push(`rule ${rule}`);
  if (!isRule && stated !== due) faults.push(`day ${stated}`);
  if (!isRule && kind === 'recurring' && read.rrule !== null) faults.push(`rule ${rule}`);
  if ((due !== '-' || kind === 'recurring') && read.inclusive === /\bbefore\b/.test(flags))
    faults.push(`inclusive ${read.inclusive}`);
  const start = /start=([\d-]+)/.exec(flags)?.[1];
  if (start !== undefined && read.from !== start) faults.push(`from ${read.from ?? '-'}`);
  const time = /time=([\d:]+)/.exec(flags)?.[1];
  if ((time ?? null) !== read.dueTime) faults.push(`time ${read.dueTime ?? '-'}`);
  const offset = /offset=([+-]?\d+)(d|wd|m)/.exec(flags);
  const units: Readonly<Record<string, string>> = { d: 'day', wd: 'workday', m: 'month' };
  if (
    offset !== null &&
    (read.anchor?.amount !== Number(offset[1]) || read.anchor.unit !== units[offset[2] ?? ''])
  )
    faults.push(`offset ${read.anchor?.amount ?? '-'} ${read.anchor?.unit ?? '-'}`);
  return faults;
}

/** Lines made to trouble a careless pattern: long runs of what phrases are made of. */
const attacks = [
  'trước ',
  'ngày ',
  'trước ngày ',
  'tháng 1, ',
  'tháng ',
  '1/1/',
  '12/',
  '1-1',
  'quý I, ',
  'quý ',
  'hằng ',
  'hằng tháng, ',
  'định kỳ ',
  'định kỳ (',
  'trong vòng 5 ngày kể từ ',
  'từ ngày 1 đến ',
  'năm ',
  '5 lần/',
  'sau khi ',
  'l1O',
  '(((',
  'thứ ',
  'thứ Hai, ',
  'số 1/KH-',
  'A',
  'ế',
  ' ',
  '\n',
  '**',
  '16h00 ',
  'giai đoạn 2021 - ',
  'trước ngày 15/6 và ',
  'đến năm 2030 ',
  'chậm nhất là ngày thứ ',
  'hằng năm trước ngày 15/6, ',
  'nhằm ngày 1, ',
  'theo kế hoạch của ',
];

/** Best processor times over several interleaved runs: a busy machine must not look like a slow pattern. */
function millisecondsFor(seed: string): { short: number; long: number } {
  const textOf = (length: number): string => seed.repeat(Math.ceil(length / seed.length)).slice(0, length);
  const texts = [textOf(20_000), textOf(40_000)] as const;
  const best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let run = 0; run < 9; run += 1)
    texts.forEach((text, index) => {
      const start = process.cpuUsage();
      findDeadlines(text, { issuedOn: '2022-06-02', beforeMeans: 'strict' });
      const { user, system } = process.cpuUsage(start);
      best[index] = Math.min(best[index] ?? 0, (user + system) / 1000);
    });
  return { short: best[0] ?? 0, long: best[1] ?? 0 };
}

function main(): void {
  const [file] = process.argv.slice(2);
  if (file === undefined) {
    process.stderr.write('usage: node dist/bench/deadlines.js FILE.tsv\n');
    process.exitCode = 2;
    return;
  }
  const kinds = new Map<string, { right: number; total: number }>();
  let [right, total, sureAndWrong] = [0, 0, 0];
  for (const expression of expressionsOf(file)) {
    const read = readDeadline(expression.text, options(expression.day));
    const faults = faultsOf(expression, read);
    const kind = kinds.get(expression.kind) ?? { right: 0, total: 0 };
    kinds.set(expression.kind, kind);
    kind.total += 1;
    total += 1;
    if (faults.length === 0) {
      kind.right += 1;
      right += 1;
      continue;
    }
    const isSure = (read?.confidence ?? 0) >= 0.7;
    if (isSure) sureAndWrong += 1;
    process.stdout.write(
      `MISS ${expression.text}\n  expected ${expression.kind} ${expression.due} ${expression.flags}\n  got      ${faults.join(', ')} (${read?.kind ?? 'none'}, confidence ${read?.confidence ?? 0})\n`,
    );
  }
  for (const [kind, score] of kinds) process.stdout.write(`${kind} ${score.right}/${score.total}\n`);
  process.stdout.write(`all ${right}/${total}, wrong without a doubt ${sureAndWrong}\n`);
  let [slowest, worst] = [0, 0];
  for (const seed of attacks) {
    const { short, long } = millisecondsFor(seed);
    slowest = Math.max(slowest, short);
    // Below a few milliseconds the ratio measures the collector, not the reader.
    const ratio = short < 5 ? 0 : long / short;
    worst = Math.max(worst, ratio);
    if (short > 50 || ratio > 2.5)
      process.stdout.write(
        `SLOW ${JSON.stringify(seed)} 20 kB ${short.toFixed(1)} ms, 40 kB ${long.toFixed(1)} ms\n`,
      );
  }
  process.stdout.write(
    `attack lines: slowest 20 kB ${slowest.toFixed(1)} ms, worst time(40 kB)/time(20 kB) ${worst.toFixed(2)}\n`,
  );
}

main();
