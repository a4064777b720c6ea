/** `/nhacviec loi`: what could not be delivered, and trying it again. */
import type { CommandContext } from '../../src/domain/command.js';
import { type DeadLetter, deadLetters, isStillOwed, revived } from '../../src/domain/dead-letters.js';
import { fold } from '../../src/domain/text.js';
import * as texts from '../../src/texts/dead-letters.js';
import type { ReminderVerb } from './verbs.js';

export const loi: ReminderVerb = {
  names: ['loi'],
  run(args, context) {
    const [verb = '', which = ''] = args.split(' ');
    if (fold(verb) !== 'gui') return context.reply(texts.deadLetterList(lettersOf(context)));
    if (fold(which) === 'tatca') return resendAll(context);
    resendOne(which, context);
  },
};

function lettersOf(context: CommandContext): DeadLetter[] {
  return deadLetters(context.tx, context.nowMs, context.rules.calendar);
}

function resendOne(id: string, context: CommandContext): void {
  const letter = lettersOf(context).find(({ row }) => row.id === id);
  if (!letter) {
    const isWaiting = ['pending', 'sending', 'sent'].includes(context.tx.get('outbox', id)?.status ?? '');
    return context.reply({ text: isWaiting ? texts.alreadyResent : texts.noSuchLetter });
  }
  if (!isStillOwed(letter)) return context.reply({ text: texts.notOwedAnyMore(letter) });
  resend(letter, context);
  context.reply({ text: texts.resentOne(letter) });
}

function resendAll(context: CommandContext): void {
  const letters = lettersOf(context);
  const owed = letters.filter(isStillOwed);
  for (const letter of owed) resend(letter, context);
  context.reply({ text: texts.resentAll(owed.length, letters.length - owed.length) });
}

function resend({ row }: DeadLetter, context: CommandContext): void {
  context.tx.put('outbox', revived(row, context.nowMs));
  context.audit('resend', row.id, row.lastError ?? undefined);
}
