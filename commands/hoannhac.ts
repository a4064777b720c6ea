/** `/hoannhac`: puts off one's own reminders of an assignment; the date, and what others of the unit get, stay. */
import { policyIn } from '../src/domain/acts/reminder-policy.js';
import { putOff, standingSnooze, takeBack } from '../src/domain/acts/snooze.js';
import { addWorkingDays, isWorkingDay, type WorkCalendar } from '../src/domain/calendar.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import { heldText } from '../src/domain/person.js';
import { type AssignmentView, assignmentCode, reachUnit } from '../src/domain/queries.js';
import { snoozeLimit } from '../src/domain/snooze.js';
import { fold, foldSpace } from '../src/domain/text.js';
import { dayOf } from '../src/domain/time.js';
import * as texts from '../src/texts/snooze.js';
import { chooseOwed } from './bao-xong.js';
import { readDay } from './giahan/ngay.js';

/** Working days that are offered. */
const offeredCounts = [1, 3, 5];

export const hoannhac: Command = {
  name: 'hoannhac',
  aliases: ['hoan'],
  summary: 'Hoãn nhắc riêng một việc',
  usage: '[mã việc] [số ngày làm việc | ngày | bo]',
  examples: ['/hoannhac V12', '/hoannhac V12 3', '/hoannhac V12 thứ sáu', '/hoannhac V12 bo'],
  allowed: ['officer'],
  where: 'private',
  run(args, context) {
    if (context.dialogue?.command === 'hoannhac') context.settle();
    const chosen = chooseOwed(foldSpace(args), 'hoannhac', context);
    if (chosen) onAssignment(chosen.view, foldSpace(chosen.rest), context);
  },
  resume(_step, input, context) {
    const code = heldText(context.dialogue, 'code');
    context.settle();
    const chosen = chooseOwed(code, 'hoannhac', context);
    if (chosen) onAssignment(chosen.view, foldSpace(input.text), context);
  },
};

function onAssignment(view: AssignmentView, typed: string, context: CommandContext): void {
  const { tx, nowMs, rules } = context;
  if (/^(?:bo|bo hoan|huy|thoi|khong hoan)$/.test(fold(typed)))
    return context.reply({ text: takeBack(context, view) ? texts.unsnoozed(view) : texts.notSnoozed(view) });
  if (view.plan.status !== 'active') return context.reply({ text: texts.snoozePlanClosed(view) });
  const policy = policyIn(tx, view.plan);
  if (policy.isOff) return context.reply({ text: texts.snoozePlanOff(view) });
  const standing = standingSnooze(context, view);
  const limit = snoozeLimit(view.facts, standing?.snooze ?? null, policy, rules.calendar, nowMs);
  if ('refused' in limit) return context.reply(texts.snoozeRefused(view, limit.refused, nowMs));
  if (typed === '') {
    const offered = offeredCounts
      .map((count) => ({ count, day: addWorkingDays(dayOf(nowMs), count, rules.calendar) }))
      .filter(({ day }) => day <= limit.latest);
    expectDay(view, context);
    return context.reply(texts.askSnooze(view, limit, offered, standing?.end ?? null, nowMs));
  }
  const until = dayMeant(typed, nowMs, rules.calendar);
  if (until === null) {
    expectDay(view, context);
    return context.reply({ text: texts.snoozeUnclear(view) });
  }
  if (until <= dayOf(nowMs)) return context.reply({ text: texts.snoozeNotAhead(view) });
  if (until > limit.latest) return context.reply(texts.snoozeTooLong(view, limit));
  // What is late is counted from the first time it was put off, so that it is not put off for ever.
  putOff(context, view, until, limit.isLate ? (standing?.snooze.at ?? null) : null);
  context.reply(texts.snoozed(view, until, othersReached(view, context), nowMs), 'reply', [
    view.facts.assignment.id,
  ]);
}

function expectDay(view: AssignmentView, context: CommandContext): void {
  context.expect('until', { code: assignmentCode(view.facts.assignment) });
}

/** `3`, "3 ngày", "thứ sáu", `15/6`: the working day meant, the next one when it is a day off; null when unclear. */
function dayMeant(typed: string, nowMs: number, calendar: WorkCalendar): string | null {
  const count = /^(\d{1,3})(?: ngay(?: lam viec)?(?: nua)?)?$/.exec(fold(typed))?.[1];
  if (count !== undefined) return addWorkingDays(dayOf(nowMs), Number(count), calendar);
  const day = readDay(typed, nowMs);
  return day === null || isWorkingDay(day, calendar) ? day : addWorkingDays(day, 1, calendar);
}

/** Who else of the unit gets reminders. */
function othersReached(
  view: AssignmentView,
  { tx, nowMs, person, conversation }: CommandContext,
): { people: number; groups: number } {
  const reach = reachUnit(tx, view.unit.id, dayOf(nowMs));
  const own = new Set([
    conversation.id,
    ...(person ? tx.find('addresses', 'byPerson', person.id) : []).map((one) => one.privateConversationId),
  ]);
  return { people: reach.private.filter((id) => !own.has(id)).length, groups: reach.groups.length };
}
