/** `/nhacviec [K1] lich [month or day]`: what plans in force will send to whom. */
import { calendarWhen, monthOf } from '../../src/domain/calendar-when.js';
import type { StoreReader } from '../../src/domain/ports.js';
import type { Plan } from '../../src/domain/plan.js';
import { dayOf } from '../../src/domain/time.js';
import { noSuchPlan } from '../../src/texts/plans.js';
import * as texts from '../../src/texts/reminder-calendar.js';
import type { ReminderVerb } from './verbs.js';

export const calendarVerb: ReminderVerb = {
  names: ['lich', 'lich nhac'],
  prepares(args, input, reader) {
    const asked = readAsked(args, reader);
    const when = calendarWhen(asked.rest, dayOf(input.nowMs));
    if (asked.plan === undefined || when === null) return [];
    const of = { planId: asked.plan?.id ?? null };
    return [{ make: 'reminder-calendar', of, month: monthOf(when), withPicture: when.kind !== 'day' }];
  },
  run(args, context) {
    // A group may be of one plan or unit; the calendar names all of them.
    if (context.conversation.kind === 'group') return context.reply({ text: texts.calendarPrivately });
    const { plan, code, rest } = readAsked(args, context.tx);
    if (plan === undefined) return context.reply({ text: noSuchPlan(code) });
    const subject = plan === null ? texts.allPlansSubject : texts.planSubject(plan);
    const when = calendarWhen(rest, dayOf(context.nowMs));
    if (when === null) return context.reply(texts.calendarUnclear(subject, rest));
    const made = context.prepared.calendar;
    if (made === null || !('planId' in made.of) || made.of.planId !== (plan?.id ?? null))
      return context.reply(texts.calendarOutdated(subject));
    context.reply(
      when.kind === 'day'
        ? texts.calendarDayMessage(made.calendar, subject, when.day)
        : texts.calendarMessage(made.calendar, subject, made),
    );
  },
};

/** The plan named first: null when none was named (all plans are meant), undefined when there is no such plan. */
function readAsked(
  args: string,
  reader: StoreReader,
): { plan: Readonly<Plan> | null | undefined; code: string; rest: string } {
  const [code = '', ...rest] = args.split(' ');
  const number = /^k(\d{1,6})$/i.exec(code)?.[1];
  if (number === undefined) return { plan: null, code: '', rest: args };
  const plan = reader.find('plans', 'byStatus', 'active').find((one) => one.number === Number(number));
  return { plan, code, rest: rest.join(' ') };
}
