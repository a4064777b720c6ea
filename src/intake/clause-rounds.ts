/**
 * Rounds of a clause whose parts stand apart: the day of a weekly rule said later, hours and edges of a month that hang
 * on a round said beside them. Works on phrases already found.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import type { FoundDeadline } from './duty.js';
import type { ReadContext } from './labelled.js';

/** A day of the week and its hour, as they stand at some distance from "hằng tuần". */
const weekday =
  /(?:(?:trước|vào|chậm nhất)\s(?:lúc\s|là\s)?)?(?:\d{1,2}\s?(?:giờ|h)(?:\s?\d{2})?(?:\sphút)?,?\s)?(?:(?:ngày|sáng|chiều)\s)?(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?![\p{L}\d])/giu;

/** "Hằng tuần tổng hợp, gửi Văn phòng trước 15 giờ thứ Năm": the day of a weekly rule said later in the clause. */
export function onWeekday(one: FoundDeadline, clause: string, context: ReadContext): FoundDeadline {
  if (one.deadline.rrule !== 'FREQ=WEEKLY') return one;
  const days = [...clause.matchAll(weekday)];
  if (days.length !== 1) return one;
  const again = findDeadlines(`${days[0]?.[0] ?? ''} hằng tuần`, context).found[0]?.deadline;
  if (again?.rrule?.startsWith('FREQ=WEEKLY;BYDAY=') !== true) return one;
  const text = `${one.deadline.text} … ${days[0]?.[0] ?? ''}`;
  return { ...one, deadline: { ...again, text, confidence: Math.min(again.confidence, 0.8) } };
}

/**
 * Dates that hang on a round said before them: after a weekly report "thứ Hai tuần kế tiếp" comes back every week, after
 * "mỗi tháng" the words "cuối tháng" mean every month's end.
 */
export function inRounds(found: readonly FoundDeadline[], context: ReadContext): FoundDeadline[] {
  let round: string | null = null;
  // "mỗi tháng 01 lần vào sáng thứ hai tuần cuối của tháng": which of the month's weeks is no date of its own.
  const isWeekOf = (one: FoundDeadline, index: number): boolean =>
    /^(?:vào\s)?tuần\s(?:đầu|cuối|thứ\s\S+)(?:\scủa)?\stháng$/iu.test(one.deadline.text) &&
    found[index - 1]?.deadline.rrule?.startsWith('FREQ=MONTHLY') === true;
  return found
    .filter((one, index) => !isWeekOf(one, index))
    .map((one) => {
      const cycle = /^FREQ=(WEEKLY|MONTHLY)(?:;BY|$)/.exec(one.deadline.rrule ?? '')?.[1];
      if (cycle !== undefined) round = cycle;
      const phrase = one.deadline.kind === 'date' ? inRound(one.deadline.text, round) : null;
      const again = phrase === null ? undefined : findDeadlines(phrase, context).found[0]?.deadline;
      return again?.rrule == null ? one : { ...one, deadline: { ...again, text: one.deadline.text } };
    });
}

/** The phrase as it would be said with its round, or null when it does not hang on one. */
function inRound(text: string, round: string | null): string | null {
  const next = /\stuần (?:kế tiếp|tiếp theo|sau|liền kề|kế)$/iu.exec(text);
  if (round === 'WEEKLY' && next !== null) return `${text.slice(0, next.index)} hằng tuần`;
  const edge = /^(?:vào\s)?(ngày cuối|cuối|đầu|giữa)\stháng$/iu.exec(text);
  return round === 'MONTHLY' && edge !== null ? `${text} hằng tháng` : null;
}

/** An hour with no day of its own: "báo cáo … trước 15 giờ 00, …". */
const hour = /(?:trước|chậm nhất|vào|lúc)\s(?:lúc\s)?\d{1,2}\s?(?:giờ|h)(?:\s?\d{2})?(?:\sphút)?(?=[,;])/giu;

/** "trạm báo cáo trước 15 giờ, trung tâm báo cáo trước 16 giờ hằng ngày": both hours come back every day. */
export function withHours(
  found: readonly FoundDeadline[],
  text: string,
  context: ReadContext,
): FoundDeadline[] {
  const daily = found.find(({ deadline }) => deadline.rrule === 'FREQ=DAILY' && deadline.dueTime !== null);
  if (daily === undefined) return [...found];
  const hours = [...text.slice(0, daily.start).matchAll(hour)].flatMap((match): FoundDeadline[] => {
    const end = match.index + match[0].length;
    const isFree = found.every((one) => one.end <= match.index || one.start >= end);
    const isSame = !/\.\s/.test(text.slice(end, daily.start));
    const again =
      isFree && isSame ? findDeadlines(`${match[0]} hằng ngày`, context).found[0]?.deadline : null;
    if (again?.rrule !== 'FREQ=DAILY') return [];
    const deadline = { ...again, text: match[0], confidence: Math.min(again.confidence, 0.8) };
    return [{ deadline, start: match.index, end }];
  });
  return [...found, ...hours].toSorted((a, b) => a.start - b.start);
}
