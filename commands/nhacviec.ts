/** `/nhacviec`: how and when the assistant reminds, decided by the office. */
import type { Command } from '../src/domain/command.js';
import { fold, foldSpace } from '../src/domain/text.js';
import { reminderUsage } from '../src/texts/reminder-policy.js';
import { type ReminderVerb, reminderVerbs } from './nhacviec/verbs.js';

export const nhacviec: Command = {
  name: 'nhacviec',
  aliases: ['nhac'],
  summary: 'Cách nhắc việc, lịch nhắc, ngày nghỉ',
  usage: '[kế hoạch] [nội dung]',
  examples: ['/nhacviec', '/nhacviec K1'],
  allowed: ['clerk', 'admin'],
  where: 'both',
  prepares(input, reader) {
    const { verb, args } = verbOf(input.text.replace(/^\/\S+\s*/, ''));
    return verb?.prepares?.(args, input, reader) ?? [];
  },
  run(typed, context) {
    const { verb, args } = verbOf(typed);
    if (!verb) return context.reply({ text: reminderUsage() });
    verb.run(args, context);
  },
};

/** The verb typed first, or after a plan (`K1 lich`); the plan then stands before the other arguments. */
function verbOf(typed: string): { verb: ReminderVerb | undefined; args: string } {
  const [first = '', second = '', ...rest] = foldSpace(typed).split(' ');
  const named = (word: string): ReminderVerb | undefined =>
    reminderVerbs.find(({ names }) => word !== '' && names.includes(fold(word)));
  const verb = named(first);
  if (verb) return { verb, args: [second, ...rest].join(' ').trim() };
  return { verb: named(second), args: [first, ...rest].join(' ').trim() };
}
