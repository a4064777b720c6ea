/**
 * What the dates of a clause mean beside each other and beside the clauses before: amounts that are no deadlines,
 * years said once, stages said without a verb. Works on phrases already found.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import type { FoundDeadline } from './duty.js';
import { hasDutyVerb } from './duty.js';
import type { ReadContext } from './labelled.js';

/** "Hoàn thành trước ngày …", "Thời gian thực hiện: …": words that date another sentence and name no work of their own. */
const onlyDates =
  /^[\s,(*]*(?:(?:yêu cầu|đề nghị|phải|cần|và|việc|các|những|tất cả|toàn bộ|nội dung|nhiệm vụ|công việc|này|trên|nêu|thời gian|thời hạn|tiến độ|thực hiện|hoàn thành|hoàn tất|xong|được|dự kiến|là|để)[\s,:(]{1,3}){1,9}$/iu;

/** Whether the words before a date only date the sentence before ("Hoàn thành trước ngày …"). */
export function datesAnother(before: string): boolean {
  return onlyDates.test(before);
}

/**
 * Sets right what only shows when all dates of a clause are seen together:
 * "02 đợt trong năm (quý II và quý IV/2024)" is two dates and no rule, "kỳ 1 vào tháng 6, kỳ 2 vào tháng 12 năm 2021"
 * says its year once.
 */
export function settled(governing: readonly FoundDeadline[], context: ReadContext): FoundDeadline[] {
  const year = governing
    .map(({ deadline }) => (/\b20\d{2}\b/.test(deadline.text) ? deadline.statedOn : null))
    .find((day) => day !== null)
    ?.slice(0, 4);
  if (!governing.some(({ deadline }) => deadline.statedOn !== null)) return [...governing];
  return governing.flatMap((one) => {
    const { deadline } = one;
    if (deadline.kind !== 'recurring') return [one];
    const isCount = /^(?:ít nhất\s)?\d{1,2}\s(?:lần|đợt|kỳ|cuộc)/iu.test(deadline.text);
    if (isCount && !/BY/.test(deadline.rrule ?? '')) return [];
    const isBareMonth = /^FREQ=YEARLY;BYMONTH=[\d,]+$/.test(deadline.rrule ?? '');
    if (!isBareMonth || year === undefined || /h[àằ]ng|mỗi|định kỳ|năm/iu.test(deadline.text)) return [one];
    const again = findDeadlines(`${deadline.text} năm ${year}`, context).found[0]?.deadline;
    if (again === undefined || again.statedOn === null) return [one];
    return [
      { ...one, deadline: { ...again, text: deadline.text, confidence: Math.min(again.confidence, 0.8) } },
    ];
  });
}

/** "…; kết quả chính thức trong quý II năm 2020": a further stage said without its verb. */
export function furtherStage(
  clause: string,
  from: number,
  inside: readonly FoundDeadline[],
): FoundDeadline[] {
  const first = inside[0];
  if (first === undefined) return [];
  const before = clause.slice(0, first.start - from);
  if (before.trim().length > 80 || !/\p{L}/u.test(before) || hasDutyVerb(before)) return [];
  if (/(?:số liệu|so với|giai đoạn|tính đến|đã|năm học)\s/iu.test(before)) return [];
  return inside.filter(({ deadline }) => deadline.kind === 'date' || deadline.kind === 'window');
}
