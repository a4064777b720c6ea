/**
 * When recurring tasks of a plan end that say no end themselves: with the plan's own time. A plan "năm 2026" asks nobody
 * for a report of 2027; the report on its last stretch still comes after it (Decree 09/2019, article 13: reports are due
 * after the day on which their data close).
 */
import type { DocumentFacts, PlanDraft, TaskCandidate } from '../plan.js';
import { occurrencesOf } from '../recurrence.js';
import { type Rule, parseRule } from '../rrule.js';
import { addDays } from '../time.js';
import { endOf, withEnd } from './draft-edit.js';

/** Longest search for a first round, in days: rules of several years are rare and short of this. */
const farAhead = 10 * 366;

/** Days after the plan's time within which a round still speaks of it. */
function afterwards({ freq, months }: Rule): number {
  if (freq === 'DAILY') return 0;
  if (freq === 'WEEKLY') return 7;
  return freq === 'MONTHLY' || months.length > 4 ? 15 : 45;
}

/**
 * A task as it is published: with the last day of its recurring deadlines where neither the text nor a person gave one
 * and the plan has a time of its own. A rule keeps at least its first round. Other tasks come back as they are.
 */
export function endedWithPeriod(
  task: TaskCandidate,
  draft: Pick<PlanDraft, 'settled'>,
  document: Pick<DocumentFacts, 'period' | 'issuedOn'>,
): TaskCandidate {
  const { period } = document;
  const isSettled = draft.settled.some(
    (known) => known.doubt === 'recurrence-open' && (known.task === null || known.task === task.key),
  );
  if (period === null || isSettled) return task;
  const from = document.issuedOn ?? period.from;
  const deadlines = task.deadlines.map((deadline) => {
    if (deadline.rrule === null || endOf(deadline) !== null) return deadline;
    const lasts = deadline.rrule.split('|').flatMap((text) => {
      const rule = parseRule(text);
      if (rule === null) return [];
      const inTime = occurrencesOf(text, from, addDays(period.to, afterwards(rule))).at(-1);
      return inTime ?? occurrencesOf(text, from, addDays(from, farAhead), 1);
    });
    const last = lasts.toSorted().at(-1);
    return last === undefined ? deadline : withEnd(deadline, last);
  });
  return deadlines.every((deadline, i) => deadline === task.deadlines[i]) ? task : { ...task, deadlines };
}
