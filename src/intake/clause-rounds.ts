/**
 * Rounds of a clause whose parts stand apart: the day of a weekly rule said later, hours and edges of a month that hang
 * on a round said beside them. Works on phrases already found.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import { findUnitMentions } from '../domain/unit-mention.js';
import type { FoundDeadline } from './duty.js';
import { hasDutyVerb, opensWithDuty } from './duty-verbs.js';
import type { ReadContext } from './labelled.js';

/** A day of the week and its hour, as they stand at some distance from "hằng tuần". */
const weekday =
  /(?:(?:trước|vào|chậm nhất)\s(?:lúc\s|là\s)?)?(?:\d{1,2}\s?(?:giờ|h)(?:\s?\d{2})?(?:\sphút)?,?\s)?(?:(?:ngày|sáng|chiều)\s)?(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?![\p{L}\d])/giu;

/** "Hằng tuần tổng hợp, gửi Văn phòng trước 15 giờ thứ Năm": the day of a weekly rule said later in the clause. */
export function onWeekday(one: FoundDeadline, clause: string, context: ReadContext): FoundDeadline {
  const ended = /^FREQ=WEEKLY(;UNTIL=\d{8})?$/.exec(one.deadline.rrule ?? '');
  if (ended === null) return one;
  const days = [...clause.matchAll(weekday)];
  if (days.length !== 1) return one;
  const again = findDeadlines(`${days[0]?.[0] ?? ''} hằng tuần`, context).found[0]?.deadline;
  if (again?.rrule?.startsWith('FREQ=WEEKLY;BYDAY=') !== true) return one;
  const text = `${one.deadline.text} … ${days[0]?.[0] ?? ''}`;
  const rrule = `${again.rrule}${ended[1] ?? ''}`;
  return { ...one, deadline: { ...again, rrule, text, confidence: Math.min(again.confidence, 0.8) } };
}

/** How far behind "hằng năm" its day or its months may stand, in UTF-16 units. */
const nearYear = { day: 160, month: 24 } as const;

/**
 * Dates that hang on a round said before them: after a weekly report "thứ Hai tuần kế tiếp" comes back every week, after
 * "mỗi tháng" the words "cuối tháng" mean every month's end.
 */
export function inRounds(found: readonly FoundDeadline[], context: ReadContext): FoundDeadline[] {
  let round: string | null = null;
  let until = 0;
  // "mỗi tháng 01 lần vào sáng thứ hai tuần cuối của tháng": which of the month's weeks is no date of its own.
  const isWeekOf = (one: FoundDeadline, index: number): boolean =>
    /^(?:vào\s)?tuần\s(?:đầu|cuối|thứ\s\S+)(?:\scủa)?\stháng$/iu.test(one.deadline.text) &&
    found[index - 1]?.deadline.rrule?.startsWith('FREQ=MONTHLY') === true;
  return found
    .filter((one, index) => !isWeekOf(one, index))
    .map((one) => {
      const yearly =
        /^FREQ=YEARLY(?:;BYMONTH=\d+)?$/.test(one.deadline.rrule ?? '') &&
        /h[àằ]ng năm/iu.test(one.deadline.text);
      const cycle = yearly ? 'YEARLY' : /^FREQ=(WEEKLY|MONTHLY)(?:;BY|$)/.exec(one.deadline.rrule ?? '')?.[1];
      if (cycle !== undefined) {
        round = cycle;
        until = one.end;
      }
      // A year is long: only what stands near its word hangs on it.
      const reach = one.deadline.kind === 'window' ? nearYear.month : nearYear.day;
      const hung = round === 'YEARLY' && one.start - until > reach ? null : round;
      const isPoint = one.deadline.kind === 'date' || (one.deadline.kind === 'window' && hung === 'YEARLY');
      const phrase = isPoint
        ? (inRound(one.deadline.text, hung) ??
          (context.planYear === null ? nextYearly(one.deadline.text) : null))
        : null;
      const again = phrase === null ? undefined : findDeadlines(phrase, context).found[0]?.deadline;
      if (again?.rrule == null) return one;
      const confidence = hung === 'YEARLY' ? Math.min(again.confidence, 0.65) : again.confidence;
      return { ...one, deadline: { ...again, text: one.deadline.text, confidence } };
    });
}

/** "trước ngày 15 tháng 01 của năm sau", in a paper for no one year: of every year after. */
function nextYearly(text: string): string | null {
  const next = /\scủa năm (?:sau|kế tiếp|tiếp theo|liền kề)$/iu.exec(text);
  return next === null || /\d{4}/.test(text) ? null : `${text.slice(0, next.index)} hằng năm`;
}

/** The phrase as it would be said with its round, or null when it does not hang on one. */
function inRound(text: string, round: string | null): string | null {
  const next = /\stuần (?:kế tiếp|tiếp theo|sau|liền kề|kế)$/iu.exec(text);
  if (round === 'WEEKLY' && next !== null) return `${text.slice(0, next.index)} hằng tuần`;
  // "… quý II hằng năm, các đơn vị gửi trước ngày 25/6": the day of the yearly round.
  const day =
    /^(?:trước|chậm nhất|muộn nhất|vào)\s(?:là\s)?(?:ngày\s)?\d{1,2}(?:\/\d{1,2}|\stháng\s\d{1,2})$/iu;
  const months = /^(?:vào\s|trong\s)?tháng \d{1,2}(?:(?:,\s|\svà\s)(?:tháng\s)?\d{1,2}){0,5}$/iu;
  if (round === 'YEARLY' && (day.test(text) || months.test(text))) return `${text} hằng năm`;
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

/** How a stretch is said that bounds rounds: "từ tháng 4", "cho đến hết năm 2023", "trong tháng 5". */
const stretched = /^(?:bắt đầu\s)?(?:từ|trong|cho đến|đến hết|đến)\s/iu;

/**
 * "phát sóng hằng ngày … từ ngày 15/11 đến ngày 30/4", "từ tháng 4, mỗi tuần 02 tin", "hằng tháng cho đến hết năm": beside
 * a round a stretch says from when or until when it comes back; it is no date of its own unless a verb stands between.
 */
export function withinStretch(governing: readonly FoundDeadline[], text: string): FoundDeadline[] {
  const bounds = new Map<FoundDeadline, FoundDeadline>();
  for (const round of governing) {
    const rule = round.deadline.rrule ?? '';
    if (!/^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)/.test(rule)) continue;
    const stretch = governing.find((one) =>
      bounds.has(one) || one === round
        ? false
        : rule.startsWith('FREQ=YEARLY')
          ? /^từ năm \d{4}$/iu.test(one.deadline.text) && one.start < round.start
          : isStretchOf(one, round, text),
    );
    if (stretch !== undefined) bounds.set(stretch, round);
  }
  if (bounds.size === 0) return [...governing];
  return governing.flatMap((one) => {
    if (bounds.has(one)) return [];
    const end = [...bounds].find(([, round]) => round === one)?.[0].deadline.statedOn ?? null;
    const { rrule } = one.deadline;
    if (end === null || rrule === null || rrule.includes('UNTIL')) return [one];
    const until = `;UNTIL=${end.replaceAll('-', '')}`;
    const ended = rrule.split('|').map((rule) => `${rule}${until}`);
    return [{ ...one, deadline: { ...one.deadline, rrule: ended.join('|') } }];
  });
}

function isStretchOf(one: FoundDeadline, round: FoundDeadline, text: string): boolean {
  if (one.deadline.kind !== 'window' || one === round) return false;
  const [first, second] = one.start < round.start ? [one, round] : [round, one];
  const between = text.slice(first.end, second.start);
  const isSaid = stretched.test(one.deadline.text) || /\strong\s(?:\d\s)?$/iu.test(between);
  if (!isSaid || between.length > longestBetween || /[;.]\s/.test(between)) return false;
  // "giao ban hằng tuần, trong tháng 5 tổ chức hội thi": the stretch dates a work of its own.
  if (opensWithDuty(text.slice(one.end, one.end + 80)))
    return one.start < round.start && between.trim() === ',';
  const bare = findUnitMentions(between).reduceRight(
    (rest, unit) => `${rest.slice(0, unit.start)} ${rest.slice(unit.end)}`,
    between,
  );
  return !hasDutyVerb(bare);
}

/** Longest words between a round and what bounds it, in UTF-16 units. */
const longestBetween = 90;
