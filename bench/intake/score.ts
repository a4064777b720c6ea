/**
 * Counts how far one reading agrees with its labels, and lists every disagreement with the passage it stands in.
 * A label that repeats another (`same_as`) is one task; a weak label is never an error.
 */
import { needsLook } from '../../src/domain/doubt.js';
import type { DocumentFacts, ReadResult, TaskCandidate } from '../../src/domain/plan.js';
import { fold, foldSpace, shorten } from '../../src/domain/text.js';
import type { Label, LabelDocument, Labels } from './labels.js';
import {
  groupsOf,
  isDated,
  isDeadline,
  isLead,
  isSameBody,
  nameKey,
  overlap,
  receivers,
  touches,
} from './match.js';

/** How many were asked for and found, how many were given and right. */
export interface Tally {
  labelled: number;
  found: number;
  given: number;
  right: number;
}

/** One disagreement: what the label says, what was read, and where. */
export interface Problem {
  kind:
    | 'missed'
    | 'extra'
    | 'date'
    | 'lead'
    | 'recipient-missed'
    | 'recipient-extra'
    | 'undated'
    | 'document';
  expected: string;
  read: string;
  quote: string;
  place: string | null;
}

/** What is counted of one document; all fields add up over documents. */
export interface Counts {
  tasks: Tally;
  deadlines: Tally;
  leads: Tally;
  recipients: Tally;
  /** Of the labels whose task was found: how many dates and leads are right (`found` of `labelled`). */
  exactDates: { labelled: number; found: number };
  exactLeads: { labelled: number; found: number };
  undated: { labelled: number; found: number };
  facts: { labelled: number; found: number };
  /** Dated tasks read, and those of them no person has to look at. */
  dated: number;
  certain: number;
  /** Dated tasks with a date no label has, and without any doubt a person would be shown. */
  silentlyWrong: number;
}

const tally = (): Tally => ({ labelled: 0, found: 0, given: 0, right: 0 });
const pair = (): { labelled: number; found: number } => ({ labelled: 0, found: 0 });

/** Nothing counted yet. */
export function noCounts(): Counts {
  return {
    tasks: tally(),
    deadlines: tally(),
    leads: tally(),
    recipients: tally(),
    exactDates: pair(),
    exactLeads: pair(),
    undated: pair(),
    facts: pair(),
    dated: 0,
    certain: 0,
    silentlyWrong: 0,
  };
}

/** Adds the counts of one document to a sum. */
export function addCounts(sum: Counts, counts: Counts): void {
  for (const key of ['tasks', 'deadlines', 'leads', 'recipients'] as const)
    for (const part of ['labelled', 'found', 'given', 'right'] as const) sum[key][part] += counts[key][part];
  for (const key of ['exactDates', 'exactLeads', 'undated', 'facts'] as const)
    for (const part of ['labelled', 'found'] as const) sum[key][part] += counts[key][part];
  for (const key of ['dated', 'certain', 'silentlyWrong'] as const) sum[key] += counts[key];
}

/** Share of the labelled that was found; 1 when nothing was labelled. */
export const recall = (one: Tally): number => (one.labelled === 0 ? 1 : one.found / one.labelled);
/** Share of the given that is right; 1 when nothing was given. */
export const precision = (one: Tally): number => (one.given === 0 ? 1 : one.right / one.given);
/** Harmonic mean of both. */
export const f1 = (one: Tally): number => {
  const [p, r] = [precision(one), recall(one)];
  return p + r === 0 ? 0 : (2 * p * r) / (p + r);
};

/** Compares a reading with its labels. */
export function compare(result: ReadResult, labels: Labels): { counts: Counts; problems: Problem[] } {
  const counts = noCounts();
  const problems: Problem[] = [];
  const blurred = result.source.confidence !== null;
  const groups = groupsOf(labels.tasks);
  const matches = labels.tasks.map((label) =>
    result.tasks
      .filter((task) => isDated(task) || label.deadline?.kind === 'relative')
      .filter((task) => touches(task, label.quote, blurred)),
  );
  compareLabels(labels.tasks, groups, matches, counts, problems);
  comparePredictions(result, labels.tasks, groups, matches, blurred, counts, problems);
  for (const label of labels.undated_tasks ?? []) {
    counts.undated.labelled += 1;
    if (result.tasks.some((task) => touches(task, label.quote, blurred))) counts.undated.found += 1;
    else problems.push(problem('undated', label.quote, label.lead.join('; '), '-'));
  }
  compareFacts(result.document, labels.document, counts, problems);
  return { counts, problems };
}

/** Recall: every label, its date, its lead, its recipients. */
function compareLabels(
  labels: readonly Label[],
  groups: readonly number[],
  matches: readonly TaskCandidate[][],
  counts: Counts,
  problems: Problem[],
): void {
  for (const group of new Set(groups)) {
    const members = labels
      .map((label, index) => ({ label, index }))
      .filter(({ index }) => groups[index] === group);
    const candidates = members.flatMap(({ index }) => matches[index] ?? []);
    const strong = members.filter(({ label }) => label.weak !== true);
    if (strong.length > 0) {
      counts.tasks.labelled += 1;
      if (candidates.length > 0) counts.tasks.found += 1;
      else
        problems.push(
          problem('missed', strong[0]?.label.quote ?? '', strong[0]?.label.deadline?.text ?? '-', '-'),
        );
    }
    for (const { label, index } of strong) {
      const own = matches[index] ?? [];
      const pool = own.length > 0 ? own : candidates;
      const found = pool.length > 0;
      const { deadline } = label;
      if (deadline !== undefined) {
        const right = pool.some((task) => task.deadlines.some((one) => isDeadline(one, deadline)));
        counts.deadlines.labelled += 1;
        if (found) counts.exactDates.labelled += 1;
        if (right) {
          counts.deadlines.found += 1;
          counts.exactDates.found += 1;
        } else if (found)
          problems.push(
            problem(
              'date',
              label.quote,
              deadlineOf(deadline),
              pool.map(deadlinesOf).join(' / '),
              placeOf(pool),
            ),
          );
      }
      counts.leads.labelled += 1;
      if (found) counts.exactLeads.labelled += 1;
      // A merged task answers for every label it joins.
      const joined = labels.filter(
        (other, at) =>
          groups[at] === groups[index] ||
          pool.some(
            (task) =>
              task.doubts.includes('merged') && matches[at]?.includes(task) === true && other.weak !== true,
          ),
      );
      if (pool.some((task) => isLead(task, joined))) {
        counts.leads.found += 1;
        counts.exactLeads.found += 1;
      } else if (found)
        problems.push(
          problem(
            'lead',
            label.quote,
            label.lead.join('; '),
            pool.map((task) => task.lead.join('; ')).join(' / '),
            placeOf(pool),
          ),
        );
      for (const name of label.recipient ?? []) {
        counts.recipients.labelled += 1;
        if (
          pool.some((task) => [...task.recipients, task.via ?? ''].some((other) => isSameBody(other, name)))
        )
          counts.recipients.found += 1;
        else if (found)
          problems.push(
            problem(
              'recipient-missed',
              label.quote,
              name,
              pool.map((task) => task.recipients.join('; ')).join(' / '),
              placeOf(pool),
            ),
          );
      }
    }
  }
}

/** Precision: every dated task read, its dates, its lead, its recipients. */
function comparePredictions(
  result: ReadResult,
  labels: readonly Label[],
  groups: readonly number[],
  matches: readonly TaskCandidate[][],
  blurred: boolean,
  counts: Counts,
  problems: Problem[],
): void {
  for (const task of result.tasks.filter(isDated)) {
    const touched = labels
      .map((label, index) => ({
        label,
        group: groups[index] ?? -1,
        hit: matches[index]?.includes(task) === true,
      }))
      .filter(({ label, hit }) => hit || quotesDeadline(task, label, blurred));
    const known = new Set(touched.map(({ group }) => group));
    const own = labels.filter((_, index) => known.has(groups[index] ?? -1));
    const certain = !needsLook(task.doubts);
    counts.dated += 1;
    if (certain) counts.certain += 1;
    counts.tasks.given += 1;
    counts.leads.given += 1;
    if (touched.length > 0) counts.tasks.right += 1;
    else
      problems.push(
        problem(
          'extra',
          task.quotes[0]?.text ?? '',
          '-',
          `${task.lead.join('; ') || '-'}: ${deadlinesOf(task)}`,
          placeOf([task]),
        ),
      );
    let wrong = false;
    for (const deadline of task.deadlines) {
      if (deadline.kind === 'event' || deadline.kind === 'standing') continue;
      counts.deadlines.given += 1;
      if (own.some((label) => label.deadline !== undefined && isDeadline(deadline, label.deadline)))
        counts.deadlines.right += 1;
      else wrong = true;
    }
    if (wrong && certain && own.every((label) => label.weak !== true)) counts.silentlyWrong += 1;
    if (isLead(task, own)) counts.leads.right += 1;
    for (const name of task.recipients) {
      counts.recipients.given += 1;
      if (own.flatMap(receivers).some((other) => isSameBody(name, other))) counts.recipients.right += 1;
      else if (touched.length > 0)
        problems.push(
          problem(
            'recipient-extra',
            task.quotes[0]?.text ?? '',
            [...new Set(own.flatMap(receivers))].join('; '),
            name,
            placeOf([task]),
          ),
        );
    }
  }
}

function quotesDeadline(task: TaskCandidate, label: Label, blurred: boolean): boolean {
  const passage = label.deadline_quote;
  return passage !== undefined && task.quotes.some((quote) => overlap(quote.text, passage, blurred));
}

/** The facts a label file states; what it does not mention is not judged. */
function compareFacts(
  facts: DocumentFacts,
  labels: LabelDocument,
  counts: Counts,
  problems: Problem[],
): void {
  const read: Record<keyof LabelDocument, string | null> = {
    type: facts.type,
    number: facts.number,
    issuer: facts.issuer,
    date: facts.issuedOn,
    title: facts.title,
    period: facts.period === null ? null : `${facts.period.from}/${facts.period.to}`,
    urgency: facts.urgency,
    amends: facts.amends,
  };
  for (const key of Object.keys(read) as (keyof LabelDocument)[]) {
    const label = labels[key];
    if (label === undefined) continue;
    const expected = label === null ? null : typeof label === 'string' ? label : `${label.from}/${label.to}`;
    counts.facts.labelled += 1;
    if (isFact(key, expected, read[key])) counts.facts.found += 1;
    else problems.push(problem('document', key, expected ?? 'null', read[key] ?? 'null'));
  }
}

function isFact(key: keyof LabelDocument, expected: string | null, read: string | null): boolean {
  if (expected === null || read === null) return expected === read;
  if (key === 'issuer') return isSameBody(expected, read) || nameKey([expected]) === nameKey([read]);
  if (key !== 'title') return expected === read;
  // Titles are labelled tidied: nine words of ten must be there, both ways.
  const [one, two] = [expected, read].map(
    (text) =>
      new Set(
        fold(text)
          .split(/[^\p{L}\p{N}]+/u)
          .filter(Boolean),
      ),
  );
  if (one === undefined || two === undefined) return false;
  const shared = [...one].filter((word) => two.has(word)).length;
  return shared >= one.size * 0.9 && shared >= two.size * 0.9;
}

function deadlinesOf(task: TaskCandidate): string {
  return task.deadlines
    .map(
      (deadline) =>
        `${deadline.statedOn ?? deadline.rrule ?? deadline.kind}${deadline.inclusive ? '' : ' (before)'} “${deadline.text}”`,
    )
    .join(', ');
}

function deadlineOf(label: NonNullable<Label['deadline']>): string {
  return `${label.due ?? label.recurrence ?? label.kind}${label.before === true ? ' (before)' : ''} “${label.text}”`;
}

function placeOf(tasks: readonly TaskCandidate[]): string | null {
  return tasks[0]?.quotes[0]?.place ?? null;
}

function problem(
  kind: Problem['kind'],
  quote: string,
  expected: string,
  read: string,
  place: string | null = null,
): Problem {
  return { kind, expected, read, quote: shorten(foldSpace(quote), 240), place };
}
