/** The weekly overview: what a unit owes, the figures of a plan, those of all plans for leaders. */
import type { OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import type { AssignmentView } from '../domain/queries.js';
import { isPastDue } from '../domain/state.js';
import { addDays } from '../domain/time.js';
import { type PlanFigures, roundLines } from './digests.js';
import { count, date } from './format.js';
import { dueWords, stateLine, titleSentence } from './tasks.js';

const listSize = 12;
const roundsShown = 6;
const plansShown = 8;

/** Counts of assignments of one plan. */
export interface WeekCounts {
  label: string;
  /** Due from today to the end of the week. */
  due: number;
  overdue: number;
  /** Handed in, awaiting the office. */
  waiting: number;
}

export interface OverviewParts {
  /** Monday of the week, `YYYY-MM-DD`. */
  monday: string;
  /** What the units of a group owe this week, most urgent first. */
  own: readonly AssignmentView[];
  plans: readonly PlanFigures[];
  /** Assignments a digest of the same morning lists; they are counted here and not listed again. */
  reminded: ReadonlySet<string>;
  /** For a leader, plans with the most overdue first; empty for everybody else. */
  counts: readonly WeekCounts[];
}

export function overviewMessage(
  { monday, own, plans, counts, reminded }: OverviewParts,
  nowMs: number,
): OutboundMessage {
  return {
    heading: `Việc trong tuần ${date(monday)} - ${date(addDays(monday, 6))}`,
    text: [
      ...(own.length > 0 ? ownLines(own, reminded, nowMs) : []),
      ...(plans.length > 0 ? planLines(plans, reminded, nowMs) : []),
      ...(counts.length > 0 ? countLines(counts) : []),
    ].join('\n'),
  };
}

function ownLines(own: readonly AssignmentView[], reminded: ReadonlySet<string>, nowMs: number): string[] {
  const units = [...new Set(own.map(({ unit }) => unit.name))];
  const overdue = own.filter(({ facts }) => isPastDue(facts, nowMs)).length;
  const left = own.filter(({ facts }) => !reminded.has(facts.assignment.id));
  const shown = left.slice(0, listSize);
  return [
    `Kính gửi ${units.length === 1 ? units[0] : 'các đơn vị'}: ${weekWords(own.length - overdue, overdue)}.`,
    ...(left.length < own.length ? [alreadyListed] : []),
    ...shown.map((view, i) => {
      const unit = units.length > 1 ? `${view.unit.name}: ` : '';
      return `${i + 1}. ${unit}${titleSentence(view, 100)} Kế hoạch ${planLabel(view.plan.document)}. Hạn: ${dueWords(view, nowMs)}; ${stateLine(view, nowMs)}.`;
    }),
    ...(left.length > shown.length ? [`Và ${count(left.length - shown.length)} việc khác.`] : []),
    'Đề nghị đơn vị bố trí thực hiện, gửi báo cáo đúng hạn. Trân trọng./.',
  ];
}

function planLines(plans: readonly PlanFigures[], reminded: ReadonlySet<string>, nowMs: number): string[] {
  return plans.flatMap(({ plan, rounds }) => {
    const overdue = rounds.filter((round) => round.overdue > 0 && isPastDue(round.view.facts, nowMs)).length;
    const left = rounds.filter(({ view }) => !reminded.has(view.facts.assignment.id));
    const shown = left.slice(0, roundsShown);
    return [
      `Kế hoạch ${planLabel(plan.document)}: ${weekWords(rounds.length - overdue, overdue)}.`,
      ...(left.length < rounds.length ? [alreadyListed] : []),
      ...shown.flatMap((round) => roundLines(round)),
      ...(left.length > shown.length ? [`Và ${count(left.length - shown.length)} việc khác.`] : []),
    ];
  });
}

const alreadyListed = 'Việc đến kỳ nhắc hôm nay nêu ở tin nhắc việc.';

function countLines(counts: readonly WeekCounts[]): string[] {
  const sum = (of: 'due' | 'overdue' | 'waiting'): number => counts.reduce((all, one) => all + one[of], 0);
  const shown = counts.slice(0, plansShown);
  return [
    `Toàn bộ kế hoạch: ${weekWords(sum('due'), sum('overdue'))}${sum('waiting') > 0 ? `, ${count(sum('waiting'))} báo cáo chờ tiếp nhận` : ''}.`,
    ...(counts.length > 1
      ? shown.map(
          ({ label, due, overdue, waiting }) =>
            `- ${label}: đến hạn ${due}, quá hạn ${overdue}, chờ tiếp nhận ${waiting}.`,
        )
      : []),
    ...(counts.length > shown.length ? [`Và ${count(counts.length - shown.length)} kế hoạch khác.`] : []),
    'Tiến độ từng kế hoạch: /tiendo.',
  ];
}

const weekWords = (due: number, overdue: number): string =>
  [
    ...(due > 0 ? [`tuần này có ${count(due)} việc đến hạn`] : []),
    ...(overdue > 0 ? [`${due > 0 ? '' : 'có '}${count(overdue)} việc đã quá hạn`] : []),
  ].join(', ');
