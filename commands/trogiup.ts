/** `/trogiup`: help for one's role, generated from the registry. */
import type { Command } from '../src/domain/command.js';
import { mayRun } from '../src/domain/permission.js';
import { fold } from '../src/domain/text.js';
import { help, helpFor } from '../src/texts/people.js';

export const trogiup: Command = {
  name: 'trogiup',
  aliases: ['help', 'huongdan'],
  summary: 'Trợ giúp theo vai trò',
  usage: '[tên lệnh]',
  examples: ['/trogiup', '/trogiup nop'],
  allowed: 'anyone',
  where: 'both',
  isLookup: true,
  run(args, context) {
    const usable = context.commands.filter((command) =>
      mayRun(command, context.person, context.conversation),
    );
    const wanted = fold(args).replace(/^\//, '');
    const one = usable.find((command) => command.name === wanted || command.aliases.includes(wanted));
    context.reply(one ? helpFor(one) : help(usable, context.person !== null));
  },
};
