/**
 * `/kehoach K1 ngay V12 15/3/2027`, `… bo`: the date of a deadline that hangs on an event ("sau hội nghị"), for all units
 * of its round. The clerks set it, and whoever collects the plan.
 */
import {
  clearEventDate,
  dateNotices,
  dayFromEvent,
  type EventRound,
  eventRound,
  eventRounds,
  markDatesTold,
  setEventDate,
} from '../../src/domain/acts/event-date.js';
import { isWorkingDay } from '../../src/domain/calendar.js';
import type { CommandContext } from '../../src/domain/command.js';
import { hasRole, type Person } from '../../src/domain/person.js';
import type { Plan } from '../../src/domain/plan.js';
import { assignmentByCode, canServePlan } from '../../src/domain/queries.js';
import { nextSendingTime } from '../../src/domain/reminder.js';
import { fold } from '../../src/domain/text.js';
import { changeToldLater, changeToldNow } from '../../src/texts/closing.js';
import * as texts from '../../src/texts/event-dates.js';
import { noSuchPlan } from '../../src/texts/plans.js';
import { readNewDays } from '../giahan/ngay.js';

/** The step that waits for a day. */
export const dateStep = 'event-date';

const words = /^(?:ngay|su kien)(?=\s|$)/;

/** Whether what was typed, or the step answered, is one that those who collect a plan may use as well. */
export function isDating(said: { args: string } | { step: string }): boolean {
  if ('step' in said) return said.step === dateStep;
  const rest = /^k\d{1,6}\s+(.*)$/.exec(fold(said.args))?.[1];
  return rest !== undefined && words.test(rest);
}

/** Whether a person does everything else with plans too. */
export function isOfficeOf(person: Readonly<Person> | null): boolean {
  const holder = person ?? undefined;
  return hasRole(holder, 'clerk') || hasRole(holder, 'admin');
}

/** For those who collect: of plans that are not theirs they learn nothing. */
export function dateAsCollector(number: number, typed: string, context: CommandContext): void {
  const plan = servedPlan(number, context);
  const rest = typed.split(' ').slice(words.exec(fold(typed))?.[0].split(' ').length ?? 1);
  if (!plan) return context.reply({ text: noSuchPlan(`K${number}`) });
  setDate(plan, rest.join(' '), context);
}

function servedPlan(number: number, { tx, person, nowMs }: CommandContext): Readonly<Plan> | undefined {
  const plan = tx.find('plans', 'byStatus', 'active').find((one) => one.number === number);
  if (!plan) return undefined;
  return isOfficeOf(person) || canServePlan(tx, person, plan, 'act', nowMs) ? plan : undefined;
}

/** `ngay` lists, `ngay V12` asks, `ngay V12 15/3/2027` sets, `ngay V12 bo` takes back. */
export function setDate(plan: Readonly<Plan>, rest: string, context: CommandContext): void {
  if (rest === '') return context.reply(texts.eventRoundList(plan, eventRounds(context.tx, plan)));
  const found = roundIn(plan, rest, context);
  if (!found) return context.reply({ text: texts.noSuchEventTask(plan, rest) });
  if (found.typed === '') {
    context.expect(dateStep, { plan: plan.number, code: found.item.number });
    return context.reply(texts.askDate(found.item));
  }
  decide(found.item, found.typed, context);
}

/** The day typed in answer to the question. */
export function onDate(typed: string, context: CommandContext): void {
  const { plan: number, code } = context.dialogue?.data ?? {};
  const plan = typeof number === 'number' ? servedPlan(number, context) : undefined;
  const found = plan && typeof code === 'number' ? roundIn(plan, `V${code}`, context) : null;
  if (found) return decide(found.item, typed.trim(), context);
  context.settle();
  context.reply({ text: noSuchPlan(`K${String(number)}`) });
}

function decide(item: EventRound, typed: string, context: CommandContext): void {
  if (/^(?:bo|huy|khong|xoa)(?:\s+ngay)?$/.test(fold(typed))) {
    const open = clearEventDate(context, item);
    if ('refusal' in open) return context.reply({ text: texts.dateRefused(open.refusal, item) });
    context.settle();
    return context.reply(texts.dateCleared({ ...item, round: open }, tell(context)));
  }
  const days = readNewDays(typed, context.nowMs);
  const said = days.length === 1 ? days[0]?.day : undefined;
  if (said === undefined) return context.reply({ text: texts.dateUnclear(item, typed) });
  const isEvent = /^(?:su kien|hoi nghi|dien ra)(?=\s)/.test(fold(typed));
  const day = isEvent ? dayFromEvent(item, said, context.rules.calendar) : said;
  if (day === null) return context.reply({ text: texts.notCounted(item) });
  const dated = setEventDate(context, item, day);
  if ('refusal' in dated) return context.reply({ text: texts.dateRefused(dated.refusal, item) });
  context.settle();
  const isOpenDay = isWorkingDay(day, context.rules.calendar);
  context.reply(texts.dateSet(item, dated, item.round.dueOn, isOpenDay, tell(context)));
}

/** Tells those concerned now, or leaves it to the tick at the next time of sending. @returns what was done. */
function tell(context: CommandContext): string {
  const { tx, nowMs, rules, conversation } = context;
  const at = nextSendingTime(nowMs, rules.policy, rules.calendar);
  if (at !== nowMs) return changeToldLater(at);
  let told = 0;
  for (const notice of dateNotices(tx, nowMs, rules.calendar, conversation.id)) {
    const { conversationId, key } = notice;
    if (context.sendTo(conversationId, texts.dateNotice(notice), { kind: 'notice', key })) told += 1;
  }
  markDatesTold(tx);
  return changeToldNow(told);
}

/** The round of an assignment ("V12"), or the only round of the n-th task ("việc 3"), and what was typed beside it. */
function roundIn(
  plan: Readonly<Plan>,
  typed: string,
  { tx }: CommandContext,
): { item: EventRound; typed: string } | null {
  const byCode = /^(?:(?:việc|viec)\s+)?(v\d{1,9})(?=\s|$)/iu.exec(typed);
  const byNumber = /^(?:việc|viec|nhiệm vụ|nhiem vu)\s+(\d{1,4})(?=\s|$)/iu.exec(typed);
  const rest = typed.slice((byCode ?? byNumber)?.[0].length ?? 0).trim();
  if (byCode?.[1]) {
    const assignment = assignmentByCode(tx, byCode[1]);
    const round = assignment?.planId === plan.id ? tx.get('rounds', assignment.roundId) : undefined;
    const item = round && eventRound(tx, plan, round);
    return item ? { item, typed: rest } : null;
  }
  const task = byNumber && tx.find('tasks', 'byPlan', plan.id)[Number(byNumber[1]) - 1];
  const rounds = task ? tx.find('rounds', 'byTask', task.id) : [];
  const [only] = rounds;
  const item = only && rounds.length === 1 ? eventRound(tx, plan, only) : undefined;
  return item ? { item, typed: rest } : null;
}
