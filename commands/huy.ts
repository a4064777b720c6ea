/** `/huy`: leave the current step. */
import type { Command } from '../src/domain/command.js';
import { cancelled, nothingToCancel } from '../src/texts/people.js';
import { cancelledFiles } from '../src/texts/sending.js';
import { filesHeldIn } from './nop/held.js';

export const huy: Command = {
  name: 'huy',
  aliases: ['thoi', 'cancel'],
  summary: 'Dừng bước đang làm',
  usage: '',
  examples: ['/huy'],
  allowed: 'anyone',
  where: 'both',
  run(_args, context) {
    const isWaiting = context.dialogue !== null && context.dialogue.command !== null;
    const files = filesHeldIn(context.dialogue).length;
    context.settle();
    if (files > 0) return context.reply({ text: cancelledFiles(files) });
    context.reply({ text: isWaiting ? cancelled : nothingToCancel });
  },
};
