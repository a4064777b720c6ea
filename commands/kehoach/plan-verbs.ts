/**
 * `/kehoach K1 …`: what can be done to a plan in force. This file only finds out which; each thing has a file of its own
 * and stands in the map under the words people type for it.
 */
import type { CommandContext } from '../../src/domain/command.js';
import type { Plan } from '../../src/domain/plan.js';
import { noSuchPlanVerb, planCard } from '../../src/texts/plan-rules.js';
import { calendarElsewhere } from '../../src/texts/reminder-calendar.js';
import { onClosedPlan } from './da-dong.js';
import { setBlocks, setOutline } from './chan.js';
import { headWord } from './desk.js';
import { close } from './dong.js';
import { setExtensionsBy } from './giahan.js';
import { cutOffsOf, setCutOff } from './khoaso.js';
import { setDate } from './ngay.js';
import { isOpenAlready, noArchiveYet } from './luutru.js';

/** @param rest what follows the word, white space folded; empty when nothing does. */
export type PlanVerb = (plan: Readonly<Plan>, rest: string, context: CommandContext) => void;

/** By what is typed after the plan's code, folded; up to three words. */
export const planVerbs: ReadonlyMap<string, PlanVerb> = new Map<string, PlanVerb>([
  ['khoaso', setCutOff],
  ['khoa so', setCutOff],
  ['giahan', setExtensionsBy],
  ['gia han', setExtensionsBy],
  ['dong', close],
  ['dong ke hoach', close],
  ['molai', isOpenAlready],
  ['mo lai', isOpenAlready],
  ['luutru', noArchiveYet],
  ['luu tru', noArchiveYet],
  ['ngay', setDate],
  ['su kien', setDate],
  ['chan', setBlocks],
  ['lich', (plan, _rest, context) => context.reply(calendarElsewhere(plan))],
  ['decuong', setOutline],
  ['de cuong', setOutline],
]);

/** @param number of the plan, from its code `K1`. */
export function onPlan(number: number, typed: string, context: CommandContext): void {
  const plan = context.tx.find('plans', 'byStatus', 'active').find((one) => one.number === number);
  if (!plan) return onClosedPlan(number, typed, context);
  if (typed === '') return context.reply(planCard(plan, cutOffsOf(plan, context)));
  const named = headWord(typed, planVerbs);
  if (!named) return context.reply({ text: noSuchPlanVerb(plan, typed) });
  named.value(plan, named.rest, context);
}
