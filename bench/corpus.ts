/**
 * Reads every NAME.txt of a folder that has a NAME.gold.json beside it and compares tasks with the labels.
 * `node dist/bench/corpus.js FOLDER [--name PREFIX]`; measures only, knows no document.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadResult, TaskCandidate } from '../src/domain/plan.js';
import { fold } from '../src/domain/text.js';
import { readPlanText } from '../src/intake/read-plan.js';

interface GoldTask {
  quote: string;
  deadline_quote?: string;
  lead: string[];
  lead_alternatives?: string[];
  deadline?: { text: string; kind: string; due: string | null; recurrence: string | null; before?: boolean };
  same_as?: number[];
  weak?: boolean;
}

interface Gold {
  document: { number: string | null; issuer: string | null; date: string | null; title: string | null };
  tasks: GoldTask[];
  undated_tasks: GoldTask[];
}

interface Score {
  name: string;
  gold: number;
  found: number;
  predicted: number;
  right: number;
  dates: number;
  datesRight: number;
  leads: number;
  leadsRight: number;
  undated: number;
  undatedFound: number;
}

const squeeze = (text: string): string =>
  fold(text.replace(/\*/g, ' '))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether two passages share most of the shorter one. */
function overlap(a: string, b: string): boolean {
  const one = squeeze(a);
  const two = squeeze(b);
  if (one === '' || two === '') return false;
  const [small, large] = one.length <= two.length ? [one, two] : [two, one];
  if (large.includes(small)) return small.length >= 12;
  const half = small.slice(0, Math.ceil(small.length * 0.6));
  const rest = small.slice(Math.floor(small.length * 0.4));
  return large.includes(half) || large.includes(rest);
}

function touches(task: TaskCandidate, gold: GoldTask): boolean {
  const passages = task.quotes.map((quote) => quote.text);
  return [...passages, passages.join(' ')].some((passage) => overlap(passage, gold.quote));
}

function dated(task: TaskCandidate): boolean {
  return task.deadlines.some(
    (deadline) =>
      deadline.kind === 'date' ||
      deadline.kind === 'window' ||
      deadline.kind === 'recurring' ||
      deadline.kind === 'relative',
  );
}

const ruleKey = (rule: string): string => rule.split('|').sort().join('|');

/** Whether one of the task's deadlines is the labelled one. */
function dateRight(task: TaskCandidate, gold: NonNullable<GoldTask['deadline']>): boolean {
  return task.deadlines.some((deadline) => {
    if (gold.due !== null)
      return (
        deadline.statedOn === gold.due && (gold.before === undefined || deadline.inclusive !== gold.before)
      );
    if (gold.recurrence !== null)
      return deadline.rrule !== null && ruleKey(deadline.rrule) === ruleKey(gold.recurrence);
    return deadline.statedOn === null;
  });
}

const leadKey = (names: string[]): string =>
  squeeze(names.join(' '))
    .replace(/\b(?:cac|va)\b/g, '')
    .replace(/\buy ban nhan dan\b/g, 'ubnd')
    .replace(/\s+/g, ' ')
    .trim();

function leadRight(task: TaskCandidate, golds: GoldTask[]): boolean {
  return golds.some((gold) => {
    const inherited = task.doubts.includes('lead-inherited');
    if (gold.lead.length === 0) {
      if (task.lead.length === 0 || inherited) return true;
    } else if (leadKey(task.lead) === leadKey(gold.lead)) return true;
    return gold.lead_alternatives !== undefined && leadKey(task.lead) === leadKey(gold.lead_alternatives);
  });
}

/** The labels that say the same task: a repetition joins the one it repeats; a summary of several stands for them. */
function groupsOf(tasks: GoldTask[]): number[] {
  const group = tasks.map((_, index) => index);
  tasks.forEach((task, index) => {
    const first = task.same_as?.[0];
    if (first !== undefined) group[index] = group[first] ?? first;
  });
  return group;
}

function compare(name: string, result: ReadResult, gold: Gold): Score {
  const groups = groupsOf(gold.tasks);
  const matches = gold.tasks.map((task) =>
    result.tasks
      .filter((one) => dated(one) || task.deadline?.kind === 'relative')
      .filter((one) => touches(one, task)),
  );
  const score: Score = {
    name,
    gold: 0,
    found: 0,
    predicted: 0,
    right: 0,
    dates: 0,
    datesRight: 0,
    leads: 0,
    leadsRight: 0,
    undated: 0,
    undatedFound: 0,
  };
  const lines: string[] = [];
  for (const group of new Set(groups)) {
    const members = gold.tasks
      .map((task, index) => ({ task, index }))
      .filter(({ index }) => groups[index] === group);
    const candidates = members.flatMap(({ index }) => matches[index] ?? []);
    const weak = members.every(({ task }) => task.weak === true);
    if (candidates.length === 0) {
      if (!weak) {
        score.gold += 1;
        lines.push(`  MISSED ${members[0]?.task.quote.replace(/\s+/g, ' ').slice(0, 110) ?? ''}`);
      }
      continue;
    }
    if (!weak) {
      score.gold += 1;
      score.found += 1;
    }
    for (const { task, index } of members) {
      const own = matches[index] ?? [];
      const pool = own.length > 0 ? own : candidates;
      if (task.deadline !== undefined && task.weak !== true) {
        score.dates += 1;
        if (pool.some((one) => task.deadline !== undefined && dateRight(one, task.deadline)))
          score.datesRight += 1;
        else
          lines.push(
            `  DATE   ${task.deadline.text} → ${pool.map((one) => one.deadlines.map((deadline) => `${deadline.statedOn ?? deadline.rrule ?? deadline.kind}${deadline.inclusive ? '' : ' (before)'}`).join(', ')).join(' / ')}`,
          );
      }
      if (task.weak !== true) {
        score.leads += 1;
        // A merged task answers for every label it joins.
        const joined = gold.tasks.filter(
          (other, at) =>
            groups[at] === groups[index] ||
            pool.some(
              (one) =>
                one.doubts.includes('merged') && matches[at]?.includes(one) === true && other.weak !== true,
            ),
        );
        if (pool.some((one) => leadRight(one, joined))) score.leadsRight += 1;
        else
          lines.push(
            `  LEAD   [${task.lead.join(' | ')}] → ${pool.map((one) => `[${one.lead.join(' | ')}]`).join(' / ')}  in: ${task.quote.replace(/\s+/g, ' ').slice(0, 50)}`,
          );
      }
    }
  }
  for (const task of result.tasks.filter(dated)) {
    score.predicted += 1;
    const good = gold.tasks.some(
      (label, index) =>
        matches[index]?.includes(task) === true ||
        (label.deadline_quote !== undefined &&
          task.quotes.some((quote) => overlap(quote.text, label.deadline_quote ?? ''))),
    );
    if (good) score.right += 1;
    else
      lines.push(
        `  EXTRA  ${task.quotes[0]?.text.slice(0, 110) ?? ''} ⇒ ${task.deadlines.map((deadline) => deadline.text).join('; ')}`,
      );
  }
  score.undated = gold.undated_tasks.length;
  score.undatedFound = gold.undated_tasks.filter((label) =>
    result.tasks.some((task) => touches(task, label)),
  ).length;
  print(score, lines);
  const facts = result.document;
  process.stdout.write(
    `  facts: ${facts.type ?? '-'} | ${facts.number ?? '-'}${facts.number === gold.document.number ? '' : ' ✗'} | ${facts.issuer ?? '-'} | ${facts.issuedOn ?? '-'}${facts.issuedOn === gold.document.date ? '' : ' ✗'} | ${facts.title ?? '-'}\n`,
  );
  return score;
}

const share = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(3));

function print(score: Score, lines: string[]): void {
  const recall = score.gold === 0 ? 1 : score.found / score.gold;
  const precision = score.predicted === 0 ? 1 : score.right / score.predicted;
  const f1 = recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);
  process.stdout.write(
    `${score.name}: recall ${share(score.found, score.gold)} (${String(score.found)}/${String(score.gold)}) precision ${share(score.right, score.predicted)} (${String(score.right)}/${String(score.predicted)}) F1 ${f1.toFixed(3)}` +
      ` dates ${share(score.datesRight, score.dates)} (${String(score.datesRight)}/${String(score.dates)}) leads ${share(score.leadsRight, score.leads)} (${String(score.leadsRight)}/${String(score.leads)}) undated ${String(score.undatedFound)}/${String(score.undated)}\n${lines.map((line) => `${line}\n`).join('')}`,
  );
}

function main(): void {
  const [folder, flag, prefix] = process.argv.slice(2);
  if (folder === undefined || (flag !== undefined && (flag !== '--name' || prefix === undefined))) {
    process.stderr.write('usage: node dist/bench/corpus.js FOLDER [--name PREFIX]\n');
    process.exitCode = 2;
    return;
  }
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.gold.json'))
    .map((file) => file.slice(0, -'.gold.json'.length))
    .filter((name) => prefix === undefined || name.startsWith(prefix))
    .sort();
  const total: Score = {
    name: 'total',
    gold: 0,
    found: 0,
    predicted: 0,
    right: 0,
    dates: 0,
    datesRight: 0,
    leads: 0,
    leadsRight: 0,
    undated: 0,
    undatedFound: 0,
  };
  for (const name of names) {
    const gold = JSON.parse(readFileSync(join(folder, `${name}.gold.json`), 'utf8')) as Gold;
    const text = readFileSync(join(folder, `${name}.txt`), 'utf8');
    const score = compare(name, readPlanText(text, { issuedOn: null, beforeMeans: 'strict' }), gold);
    for (const key of [
      'gold',
      'found',
      'predicted',
      'right',
      'dates',
      'datesRight',
      'leads',
      'leadsRight',
      'undated',
      'undatedFound',
    ] as const)
      total[key] += score[key];
  }
  print(total, []);
}

main();
