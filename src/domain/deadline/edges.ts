/** First and last days of every period: "cuối mỗi tháng", "đầu hằng quý", "ngày làm việc cuối cùng của tháng". */
import { cycleAt, everyAt, isNumbered } from './cycles.js';
import { leadAt } from './leads.js';
import { type Recurring, recurring } from './recurring-phrase.js';
import { firstDaysAt } from './period-cut.js';
import { type Cycle, monthDaysRule, monthsOfCycle, weeklyRule } from './rules.js';
import type { Flaw } from './stretch.js';
import type { Stream } from './tokens.js';
import { isWord, phraseAt } from './words.js';

const edges: readonly [boolean, readonly string[]][] = [
  [
    true,
    [
      'ngày làm việc cuối cùng của',
      'ngày làm việc cuối cùng',
      'ngày cuối cùng của',
      'ngày cuối cùng',
      'ngày cuối của',
      'ngày cuối',
      'cuối',
    ],
  ],
  [false, ['ngày làm việc đầu tiên của', 'ngày đầu tiên của', 'ngày đầu của', 'đầu']],
];

/**
 * "trong 05 ngày đầu của tháng", "05 ngày làm việc đầu tiên mỗi quý". Working days move with the calendar and
 * a period without "mỗi" may be this one: both are for the person to confirm.
 */
function firstDaysOfCycle(stream: Stream, index: number): Recurring | null {
  const lead = leadAt(stream, index);
  const within = phraseAt(stream, lead.end, ['trong vòng', 'trong']);
  const days = firstDaysAt(stream, within > 0 ? within : lead.end);
  if (days === null) return null;
  const every = everyAt(stream, days.end);
  const plain = every === null ? cycleAt(stream, days.end) : null;
  const read = every ?? (plain === null || isNumbered(stream, plain.end) ? null : plain);
  if (read === null || isWord(stream, read.end, ['thứ', 'học', 'này', 'nay', 'sau', 'tới'])) return null;
  const { cycle, end } = read;
  const flaws: Flaw[] = days.isWorking || every === null ? ['loose'] : [];
  const more = { relation: lead.relation, flaws };
  const rule = dayOfCycle(cycle, days.count);
  return rule === null ? null : recurring(index, end, [rule], more);
}

/** The rule for one day of every month, quarter, half or year: 5 the fifth, -1 the last; null for other cycles. */
function dayOfCycle(cycle: Cycle, day: number): string | null {
  const isFirst = day > 0;
  if (cycle.unit === 'year') return monthDaysRule([isFirst ? 1 : 12], [day]);
  if (cycle.unit !== 'month' || 12 % cycle.every !== 0) return null;
  if (cycle.every === 1) return `FREQ=MONTHLY;BYMONTHDAY=${day}`;
  return monthDaysRule(monthsOfCycle(cycle.every, isFirst), [day]);
}

/** "cuối mỗi tháng", "đầu hằng quý", "ngày làm việc cuối cùng của tháng", "05 ngày đầu của tháng". */
export function edgeAt(stream: Stream, index: number): Recurring | null {
  const first = firstDaysOfCycle(stream, index);
  if (first !== null) return first;
  const lead = leadAt(stream, index);
  for (const [isLast, forms] of edges) {
    const at = phraseAt(stream, lead.end, forms);
    if (at < 0) continue;
    const every = everyAt(stream, at);
    const isWorking = phraseAt(stream, lead.end, ['ngày làm việc']) > 0;
    // "ngày cuối cùng của quý", but not of "quý I" or of "tháng thứ 3".
    const isDay = phraseAt(stream, lead.end, ['ngày']) > 0;
    const plain = every === null && isDay ? cycleAt(stream, at) : null;
    const bare =
      plain !== null && !isNumbered(stream, plain.end) && !isWord(stream, plain.end, ['thứ']) ? plain : null;
    const cycle = every?.cycle ?? bare?.cycle;
    const end = every?.end ?? bare?.end ?? -1;
    if (cycle === undefined) return null;
    const flaws: Flaw[] = isLast && !isWorking ? [] : ['loose'];
    const more = { relation: lead.relation, flaws };
    const day = isLast ? -1 : 1;
    // A school year begins and ends in other months in every school: the person says which.
    if (cycle.unit === 'year' && isWord(stream, end, ['học']))
      return recurring(index, end + 1, ['FREQ=YEARLY'], { ...more, flaws: ['loose'] });
    if (cycle.unit === 'week')
      return recurring(index, end, [weeklyRule([isLast ? 5 : 1])], { ...more, flaws: ['loose'] });
    const rule = dayOfCycle(cycle, day);
    return rule === null ? null : recurring(index, end, [rule], more);
  }
  return null;
}
