/** What people read when the assistant reminds: one digest per conversation, figures for groups of a plan, the office's list. */
import type { AssignmentFacts } from '../domain/assignment.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { type Plan, planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { effectiveDue, latestVersion, lackingItems } from '../domain/state.js';
import { shorten } from '../domain/text.js';
import { lateCutOffSentence } from './cut-off.js';
import { capital, clock, count, date, names, weekdayDate } from './format.js';
import { dueWords, stateLine, titleOf, titleSentence } from './tasks.js';

/** How many assignments, rounds and late units one message lists before it counts the rest. */
const digestSize = 12;
const roundsShown = 6;
const officeSize = 30;
/** How many units of a round are named to a group of its plan. */
const namesShown = 15;
/** How many buttons of each kind; together they still fit a phone. */
const [handInButtons, otherButtons] = [4, 2];

/** One round of a task over all its units. */
export interface RoundFigures {
  /** Any of its assignments: task, round and plan are the same in all. */
  view: AssignmentView;
  units: number;
  sent: number;
  /** Of those that have not sent. */
  overdue: number;
  /** Units that have not sent and are to be named. */
  named: string[];
}

export interface PlanFigures {
  plan: Readonly<Plan>;
  rounds: RoundFigures[];
}

export interface DigestParts {
  /** What the units of this conversation owe, most urgent first. */
  own: readonly AssignmentView[];
  /** What they handed in with something lacking. */
  lacking: readonly AssignmentView[];
  /** Figures for a group of a plan. */
  plans: readonly PlanFigures[];
  /** Those in whose place this person is written to. */
  absent: readonly { name: string; leave?: { until: string } | undefined }[];
  /** Days (`YYYY-MM-DD`) whose reminders did not go out. */
  missedDays: readonly string[];
  /** Ids of assignments whose reminders can still be put off. */
  deferrable: ReadonlySet<string>;
  isGroup: boolean;
}

/** One digest per conversation and run: grouped by plan, most urgent first. Buttons would act for one person: groups have none. */
export function digestMessage(given: DigestParts, nowMs: number): OutboundMessage {
  const { plans, isGroup } = given;
  // Numbered as it is read, plan by plan, so that the numbers on the buttons are those of the list.
  const own = [...byPlan(given.own, (view) => view).values()].flat();
  const parts = { ...given, own };
  const text = [
    ...parts.absent.map(({ name, leave }) => standInLine(name, leave?.until)),
    ...(own.length > 0 ? ownLines(parts, nowMs) : []),
    ...(plans.length > 0 ? figureLines(plans) : []),
    ...(parts.missedDays.length > 0 ? [caughtUp(parts.missedDays)] : []),
  ].join('\n');
  const [first] = plans;
  const heading =
    own.length > 0 || !first
      ? `Nhắc việc: ${count(own.length)} việc`
      : `Nhắc việc: tiến độ ${plans.length === 1 ? `kế hoạch ${planLabel(first.plan.document)}` : `${count(plans.length)} kế hoạch`}`;
  return isGroup
    ? { heading, text }
    : { heading, text, choices: digestChoices(own, given.deferrable, nowMs) };
}

const standInLine = (name: string, until: string | undefined): string =>
  `Gửi người nhận thay của ${name}${until ? ` (vắng mặt đến hết ${date(until)})` : ''}.`;

function ownLines({ own, lacking }: DigestParts, nowMs: number): string[] {
  const units = [...new Set(own.map(({ unit }) => unit.name))];
  const lines = [`Kính gửi ${units.length === 1 ? units[0] : 'các đơn vị'}:`];
  const shown = own.slice(0, digestSize);
  let number = 0;
  for (const [label, views] of byPlan(shown, (view) => view)) {
    lines.push(`Kế hoạch ${label}`);
    for (const view of views) {
      number += 1;
      const unit = units.length > 1 ? `${view.unit.name}: ` : '';
      lines.push(
        `${number}. ${unit}${titleSentence(view, 100)} Hạn: ${dueWords(view, nowMs)}; ${stateLine(view, nowMs)}${lackingWords(view, nowMs)}.${lateCutOffSentence(view, nowMs)}`,
      );
    }
  }
  if (own.length > shown.length) lines.push(`Và ${count(own.length - shown.length)} việc khác: /viec.`);
  for (const view of lacking.slice(0, 3))
    lines.push(
      `Đã nộp, còn thiếu: ${titleOf(view, 60)} (${assignmentCode(view.facts.assignment)}): ${lackingItems(view.facts, nowMs).join(', ')}.`,
    );
  const isAllLate = own.every(({ state }) => state === 'overdue');
  lines.push(
    isAllLate
      ? 'Đề nghị đơn vị khẩn trương hoàn thành, gửi báo cáo. Trân trọng./.'
      : 'Đề nghị đơn vị hoàn thành và gửi báo cáo đúng hạn. Trân trọng./.',
  );
  return lines;
}

/** What a returned version lacked; it has to be in the next one. */
function lackingWords({ facts, state }: AssignmentView, nowMs: number): string {
  const missing = state === 'returned' ? (latestVersion(facts, nowMs)?.submission.missing ?? []) : [];
  return missing.length > 0 ? `; bản trước còn thiếu ${missing.join(', ')}` : '';
}

function digestChoices(
  own: readonly AssignmentView[],
  deferrable: ReadonlySet<string>,
  nowMs: number,
): Choice[] {
  const choice = (verb: string, command: string, view: AssignmentView): Choice => ({
    label: `${verb}: ${own.indexOf(view) + 1}. ${shorten(capital(view.task.action), 32)}`,
    command: `${command} ${assignmentCode(view.facts.assignment)}`,
  });
  // Handing in comes first: where choices are typed as numbers, 1 hands in the first of the list.
  return [
    ...own.slice(0, handInButtons).map((view) => choice('Nộp', '/nop', view)),
    ...own
      .filter(({ facts }) => effectiveDue(facts, nowMs).dueOn !== null && !isAskedFor(facts))
      .slice(0, otherButtons)
      .map((view) => choice('Xin gia hạn', '/giahan', view)),
    ...own
      .filter(({ facts }) => deferrable.has(facts.assignment.id))
      .slice(0, otherButtons)
      .map((view) => choice('Hoãn nhắc', '/hoannhac', view)),
  ];
}

/** More time was asked for already and nobody has decided. */
const isAskedFor = ({ extensions }: AssignmentFacts): boolean =>
  extensions.some(({ status }) => status === 'requested');

function figureLines(plans: readonly PlanFigures[]): string[] {
  const lines: string[] = [];
  let left = roundsShown;
  let more = 0;
  for (const { plan, rounds } of plans) {
    if (left > 0) lines.push(`Tiến độ kế hoạch ${planLabel(plan.document)}`);
    for (const round of rounds) {
      if (left > 0) lines.push(...roundLines(round));
      else more += 1;
      left -= 1;
    }
  }
  if (more > 0) lines.push(`Và ${count(more)} việc khác.`);
  lines.push('Đề nghị các đơn vị chưa gửi hoàn thành và gửi báo cáo. Trân trọng./.');
  return lines;
}

/** "12/21 đơn vị đã gửi báo cáo; 9 đơn vị chưa gửi, trong đó 4 quá hạn", with names only where they are given. */
export function roundLines({ view, units, sent, overdue, named }: RoundFigures): string[] {
  const { dueOn, dueTime } = view.facts.round;
  const due = dueOn === null ? '' : ` Hạn: ${dueTime ? `${clock(dueTime)}, ` : 'hết '}${weekdayDate(dueOn)}.`;
  const open = units - sent;
  const all = open === 1 ? ', đã quá hạn' : ', đều quá hạn';
  const late = overdue === 0 ? '' : overdue === open ? all : `, trong đó ${overdue} quá hạn`;
  return [
    `- ${titleSentence(view, 90)}${due} ${sent}/${units} đơn vị đã gửi báo cáo; ${open} đơn vị chưa gửi${late}.`,
    ...(named.length > 0 ? [`  Chưa gửi: ${names(named, namesShown)}.`] : []),
  ];
}

/** What a message after an outage stands for. */
export function caughtUp(days: readonly string[]): string {
  const said =
    days.length > 4
      ? `từ ngày ${date(days[0] ?? '')} đến ngày ${date(days.at(-1) ?? '')} (${count(days.length)} ngày)`
      : `ngày ${[days.slice(0, -1).map(date).join(', '), date(days.at(-1) ?? '')].filter(Boolean).join(' và ')}`;
  return `Hệ thống đã bị gián đoạn; tin này gộp ${days.length === 1 ? 'lần' : 'các lần'} lẽ ra nhắc ${said}.`;
}

/** A unit on the office's list. */
export interface LateUnit {
  view: AssignmentView;
  /** Working days after the date in force; null when its version was returned and no date has passed. */
  daysLate: number | null;
}

/** @param rung working days after which a unit comes on the list. */
export function officeList(items: readonly LateUnit[], rung: number, nowMs: number): OutboundMessage {
  const lines: string[] = [];
  let number = 0;
  let round = '';
  for (const [label, group] of byPlan(items.slice(0, officeSize), ({ view }) => view)) {
    lines.push(`Kế hoạch ${label}`);
    for (const item of group) {
      const { view } = item;
      if (view.facts.round.id !== round) lines.push(`${titleOf(view, 90)}:`);
      round = view.facts.round.id;
      number += 1;
      lines.push(
        `${number}. ${view.unit.name} (${assignmentCode(view.facts.assignment)}): ${lateWords(item, nowMs)}.`,
      );
    }
  }
  if (items.length > officeSize) lines.push(`Và ${count(items.length - officeSize)} việc khác.`);
  lines.push('Đề nghị Văn phòng xem xét, đôn đốc bằng lệnh /dondoc.');
  const plans = new Map(items.map(({ view }) => [view.plan.id, view.plan]));
  return {
    heading:
      rung > 0 && Number.isFinite(rung)
        ? `Danh sách đơn vị quá hạn từ ${rung} ngày làm việc`
        : 'Danh sách đơn vị chưa nộp báo cáo',
    text: lines.join('\n'),
    choices: [...plans.values()].slice(0, 4).map((plan) => ({
      label: `Đôn đốc: ${shorten(planLabel(plan.document), 40)}`,
      command: `/dondoc K${plan.number}`,
    })),
  };
}

function lateWords({ view, daysLate }: LateUnit, nowMs: number): string {
  if (daysLate === null) return 'bị trả lại, chưa nộp lại';
  const { dueOn } = effectiveDue(view.facts, nowMs);
  return `quá hạn ${daysLate} ngày làm việc${dueOn ? `, hạn ${date(dueOn)}` : ''}`;
}

/** Entries under the label of their plan, in the order they came. */
function byPlan<T>(items: readonly T[], viewIn: (item: T) => AssignmentView): Map<string, T[]> {
  const plans = new Map<string, T[]>();
  for (const item of items) {
    const label = planLabel(viewIn(item).plan.document);
    plans.set(label, [...(plans.get(label) ?? []), item]);
  }
  return plans;
}
