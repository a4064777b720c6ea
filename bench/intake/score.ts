/**
 * Counts how far one reading agrees with its labels, and lists every disagreement with the passage it stands in.
 * A label that repeats another (`same_as`) is one task; a weak label is never an error.
 */
import { needsLook } from '../../src/domain/doubt.js';
import type { ReadResult, TaskCandidate } from '../../src/domain/plan.js';
import { type Counts, noCounts } from './counts.js';
import { compareFacts } from './facts.js';
import type { Label, Labels } from './labels.js';
import { groupsOf, isDated, isDeadline, isLead, isSameBody, overlap, receivers, touches } from './match.js';
import { type Problem, deadlineOf, deadlinesOf, placeOf, problem } from './problem.js';

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
