/** `/kehoach K1 luutru`: the archive made of a closed plan, by a link. */
import { type ArchivedPlan, archivedPlan } from '../../src/domain/archived-plans.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { Plan } from '../../src/domain/plan.js';
import * as texts from '../../src/texts/closing.js';

/** The archive of a closed plan, once it is made. */
export function sendArchive(plan: Readonly<Plan>, context: CommandContext): void {
  const known = archivedPlan(context.tx, plan.id);
  if (!known) return context.reply({ text: texts.archivePending(plan) });
  offerArchive(known, context);
}

/** Hands the archive over; also of a plan whose records were removed since. */
export function offerArchive(plan: ArchivedPlan, context: CommandContext): void {
  const { services, person } = context;
  const link = person ? services.archiveLink(plan.id, person.id) : null;
  context.reply(texts.archiveReady(plan, plan.archive, link, services.fileLinkDays));
}

/** Of a plan in force there is no archive yet. */
export function noArchiveYet(plan: Readonly<Plan>, _rest: string, context: CommandContext): void {
  context.reply(texts.archiveOnlyClosed(plan));
}

/** A plan in force need not be opened again. */
export function isOpenAlready(plan: Readonly<Plan>, _rest: string, context: CommandContext): void {
  context.reply({ text: texts.alreadyOpen(plan) });
}
