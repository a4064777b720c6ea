/** `/kehoach K1 …`: finds the plan of a number and what is to be done with it. */
import { leftOpen } from '../../src/domain/acts/close.js';
import { removedPlans } from '../../src/domain/archived-plans.js';
import type { CommandContext } from '../../src/domain/command.js';
import * as texts from '../../src/texts/closing.js';
import { noSuchPlan } from '../../src/texts/plans.js';
import { headWord } from './desk.js';
import { offerArchive } from './luutru.js';
import { planVerbs } from './plan-verbs.js';

/** @param typed what stands after the plan's code. */
export function onPlan(number: number, typed: string, context: CommandContext): void {
  const { tx, nowMs, rules } = context;
  const plan = [...tx.all('plans')].find((one) => one.number === number);
  if (!plan) return onRemoved(number, typed, context);
  const named = headWord(typed, planVerbs);
  if (named) return named.value(plan, named.rest, context);
  context.reply(texts.planCard(plan, leftOpen(tx, plan, nowMs, rules.calendar)));
}

/** Of a plan whose records were removed only its archive is left. */
function onRemoved(number: number, typed: string, context: CommandContext): void {
  const removed = removedPlans(context.tx).find((one) => one.number === number);
  if (!removed) return context.reply({ text: noSuchPlan(`K${number}`) });
  if (/^l/i.test(typed)) return offerArchive(removed, context);
  context.reply({ text: texts.removedPlan(removed), choices: texts.archiveButton(removed) });
}
