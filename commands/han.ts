/** `/han [days]`: what falls due in the next days, overdue included. */
import type { Command } from '../src/domain/command.js';
import { effectiveDue } from '../src/domain/state.js';
import { addDays, dayOf } from '../src/domain/time.js';
import * as texts from '../src/texts/tasks.js';
import { isListed, showList, visibleViews } from './viec.js';

export const han: Command = {
  name: 'han',
  aliases: ['thoihan', 'denhan'],
  summary: 'Việc đến hạn trong những ngày tới',
  usage: '[số ngày]',
  examples: ['/han', '/han 30'],
  allowed: 'linked',
  where: 'both',
  isLookup: true,
  run(args, context) {
    const asked = Number(/\d{1,3}/.exec(args)?.[0] ?? '14');
    const days = Math.min(Math.max(asked, 1), 366);
    const until = addDays(dayOf(context.nowMs), days);
    const due = visibleViews(context).filter((view) => {
      const { dueOn } = effectiveDue(view.facts, context.nowMs);
      const isUpcoming = isListed(view.state) || view.state === 'not-open';
      return isUpcoming && dueOn !== null && dueOn <= until;
    });
    if (due.length === 0) return context.reply({ text: texts.nothingDue(days) });
    showList(due, 1, null, context);
  },
};
