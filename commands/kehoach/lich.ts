/** `/kehoach D1 lich [month or day]`: what publishing the draft would send to whom, before it is published. */
import { amendedPlan } from '../../src/domain/acts/amend.js';
import { existingPlan } from '../../src/domain/acts/plan-identity.js';
import { calendarWhen, monthOf } from '../../src/domain/calendar-when.js';
import type { CommandInput, Preparation } from '../../src/domain/command.js';
import { planLabel } from '../../src/domain/plan.js';
import type { StoreReader } from '../../src/domain/ports.js';
import { fold } from '../../src/domain/text.js';
import { dayOf } from '../../src/domain/time.js';
import { amendmentExists, planExists } from '../../src/texts/plan-publish.js';
import * as texts from '../../src/texts/reminder-calendar.js';
import type { Desk } from './desk.js';

/** The calendar is made before the transaction. */
export function calendarPreparations(input: CommandInput, reader: StoreReader): Preparation[] {
  const found = /^d(\d{1,6}) lich(?: nhac)?(?: (.*))?$/.exec(fold(input.text));
  if (!found) return [];
  const draft = [...reader.all('drafts')].find((one) => one.number === Number(found[1]));
  const when = calendarWhen(found[2] ?? '', dayOf(input.nowMs));
  if (draft?.status !== 'open' || when === null) return [];
  return [
    {
      make: 'reminder-calendar',
      of: { draftId: draft.id },
      month: monthOf(when),
      withPicture: when.kind !== 'day',
    },
  ];
}

/** `lich`: answers with what was made; says so when the draft has changed meanwhile, or cannot be published. */
export function calendar(desk: Desk, rest: string): void {
  const { draft, context } = desk;
  const { document } = draft.result;
  const existing = existingPlan(context.tx, document);
  const amends = amendedPlan(context.tx, document) ?? null;
  if (existing)
    return context.reply({ text: amends === null ? planExists(existing) : amendmentExists(existing) });
  const subject = texts.draftSubject(draft.number, planLabel(document), amends);
  const when = calendarWhen(rest, dayOf(context.nowMs));
  if (when === null) return context.reply(texts.calendarUnclear(subject, rest));
  const { calendar: made, problem } = context.prepared;
  if (problem !== null) throw problem;
  const isSame = made !== null && 'draftId' in made.of && made.of.draftId === draft.id;
  if (!isSame || made.revision !== draft.revision) return context.reply(texts.calendarOutdated(subject));
  context.reply(
    when.kind === 'day'
      ? texts.calendarDayMessage(made.calendar, subject, when.day)
      : texts.calendarMessage(made.calendar, subject, made),
  );
}
