/** Weekdays that come back: "thứ Sáu hằng tuần", "trước 15h thứ Năm hàng tuần"; and a time of every day. */
import { type Clock, clockAt } from './clock.js';
import { everyAt } from './cycles.js';
import { leadAt } from './leads.js';
import { weekdayAt } from './numbers.js';
import { type Recurring, recurring } from './recurring-phrase.js';
import { weeklyRule } from './rules.js';
import type { Stream } from './tokens.js';
import { isMark, isWord, phraseAt } from './words.js';

/** "thứ Sáu hằng tuần", "trước 15h thứ Năm hàng tuần", "thứ Hai, thứ Năm mỗi tuần". */
export function weeklyAt(stream: Stream, index: number): Recurring | null {
  const lead = leadAt(stream, index);
  const clock = clockAt(stream, lead.end);
  let i = clock?.end ?? lead.end;
  if (clock !== null && isMark(stream, i, ',')) i += 1;
  const every = clock === null ? null : everyAt(stream, i);
  if (clock !== null && every?.cycle.unit === 'day')
    return recurring(index, every.end, ['FREQ=DAILY'], { relation: lead.relation, clock: clock.value });
  const days = weekdaysAt(stream, i, true);
  if (days === null) return null;
  let { end } = days;
  let late: Clock | null = null;
  const after = clockAt(stream, end);
  if (after !== null) {
    late = after.value;
    ({ end } = after);
  }
  if (isMark(stream, end, ',', '(')) end += 1;
  const of = phraseAt(stream, end, ['của', 'trong']);
  if (of > 0) end = of;
  const weekly = everyAt(stream, end);
  // "các ngày thứ Bảy trong tháng 9": many of them, and what bounds them is said.
  const isMany =
    phraseAt(stream, days.start, ['các ngày', 'những ngày']) > 0 &&
    phraseAt(stream, days.end, ['trong tháng', 'trong quý', 'từ ngày', 'từ tháng']) > 0;
  const isEach = isWord(stream, days.start, ['mỗi']) || isMany;
  if (weekly?.cycle.unit !== 'week' && !isEach) return null;
  const stop = weekly?.cycle.unit === 'week' ? weekly.end : days.end;
  const time = clock?.value ?? late;
  return recurring(
    index,
    isMark(stream, days.end, '(') && isMark(stream, stop, ')') ? stop + 1 : stop,
    [weeklyRule(days.weekdays)],
    {
      relation: lead.relation,
      clock: time,
      flaws: time?.isRepaired === true ? ['repaired'] : [],
    },
  );
}

/** "thứ Hai, thứ Năm", "chiều thứ Sáu", "các ngày thứ Ba và thứ Năm". */
export function weekdaysAt(
  stream: Stream,
  index: number,
  isAllowed: boolean,
): { weekdays: number[]; start: number; end: number } | null {
  if (!isAllowed) return null;
  let i = index;
  for (let count = 0; count < 3; count += 1) {
    const filler = phraseAt(stream, i, [
      'mỗi',
      'các',
      'ngày',
      'sáng',
      'chiều',
      'buổi',
      'vào',
      'cuối ngày',
      'hết',
    ]);
    if (filler > 0) i = filler;
  }
  const first = weekdayAt(stream, i);
  if (first === null) return null;
  const weekdays = [first.value];
  let { end } = first;
  while (weekdays.length < 7) {
    let next = isMark(stream, end, ',') ? end + 1 : -1;
    const and = phraseAt(stream, next < 0 ? end : next, ['và']);
    if (and > 0) next = and;
    if (next < 0) break;
    const more = weekdayAt(stream, next);
    if (more === null) break;
    weekdays.push(more.value);
    ({ end } = more);
  }
  return { weekdays, start: index, end };
}

export function clockAfter(stream: Stream, index: number): ReturnType<typeof clockAt> {
  const i = isMark(stream, index, ',') ? index + 1 : index;
  return clockAt(stream, leadAt(stream, i).end);
}
