/** `/han [days]`: what falls due in the next days or until the end of a named span, overdue included. */
import type { Command } from '../src/domain/command.js';
import { effectiveDue } from '../src/domain/state.js';
import { fold } from '../src/domain/text.js';
import { addDays, dayOf, endOfMonth, weekdayOf } from '../src/domain/time.js';
import * as texts from '../src/texts/tasks.js';
import { isListed, showList, visibleViews } from './viec.js';

export const han: Command = {
  name: 'han',
  aliases: ['thoihan', 'denhan'],
  summary: 'Việc đến hạn trong những ngày tới',
  usage: '[số ngày | tuần này | tháng này]',
  examples: ['/han', '/han 30', '/han tuần này'],
  allowed: 'linked',
  where: 'both',
  isLookup: true,
  run(args, context) {
    const until = lastDay(args, dayOf(context.nowMs));
    const due = visibleViews(context).filter((view) => {
      const { dueOn } = effectiveDue(view.facts, context.nowMs);
      const isUpcoming = isListed(view.state) || view.state === 'not-open';
      return isUpcoming && dueOn !== null && dueOn <= until;
    });
    if (due.length === 0) return context.reply({ text: texts.nothingDue(until) });
    showList(due, 1, null, context);
  },
};

/** The last day asked for: a named span (weeks end on Sunday), a number of days, or 14 days. */
function lastDay(args: string, today: string): string {
  const words = fold(args);
  const sunday = addDays(today, 7 - weekdayOf(today));
  const [year = 0, month = 1] = today.split('-').map(Number);
  if (/\bhom nay\b/.test(words)) return today;
  if (/\bqua han\b/.test(words)) return addDays(today, -1);
  if (/\bmai\b/.test(words)) return addDays(today, 1);
  if (/\btuan (toi|sau)\b/.test(words)) return addDays(sunday, 7);
  if (/\btuan\b/.test(words)) return sunday;
  if (/\bthang (toi|sau)\b/.test(words)) return endOfMonth(month === 12 ? year + 1 : year, (month % 12) + 1);
  if (/\bthang\b/.test(words)) return endOfMonth(year, month);
  const days = Number(/\d{1,3}/.exec(words)?.[0] ?? '14');
  return addDays(today, Math.min(Math.max(days, 0), 366));
}
