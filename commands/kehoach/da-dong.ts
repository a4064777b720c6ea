/** `/kehoach K1 …` for a plan that is closed, or whose records were removed: opening it again, its archive. */
import { removedPlans } from '../../src/domain/archived-plans.js';
import type { CommandContext } from '../../src/domain/command.js';
import { fold } from '../../src/domain/text.js';
import * as texts from '../../src/texts/closing.js';
import { noSuchPlan } from '../../src/texts/plans.js';
import { reopen } from './dong.js';
import { offerArchive, sendArchive } from './luutru.js';

/** @param typed what stands after the plan's code. */
export function onClosedPlan(number: number, typed: string, context: CommandContext): void {
  const verb = fold(typed).replaceAll(' ', '');
  const plan = context.tx.find('plans', 'byStatus', 'closed').find((one) => one.number === number);
  if (!plan) return onRemovedPlan(number, verb, context);
  if (verb === 'molai') return reopen(plan, context);
  if (verb === 'luutru') return sendArchive(plan, context);
  context.reply(texts.closedCard(plan));
}

/** Of a plan whose records were removed only its archive is left. */
function onRemovedPlan(number: number, verb: string, context: CommandContext): void {
  const removed = removedPlans(context.tx).find((one) => one.number === number);
  if (!removed) return context.reply({ text: noSuchPlan(`K${number}`) });
  if (verb === 'luutru') return offerArchive(removed, context);
  context.reply({ text: texts.removedPlan(removed), choices: texts.archiveButton(removed) });
}
