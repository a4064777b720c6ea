/**
 * What the dates of a clause mean beside each other and beside the clauses before: amounts that are no deadlines,
 * years said once, stages said without a verb. Works on phrases already found.
 */
import { findDeadlines, joinRules } from '../domain/deadline/index.js';
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
  const isTimed = governing.some(({ deadline }) => deadline.statedOn !== null || deadline.rrule !== null);
  // "định kỳ báo cáo … trước ngày 20 của tháng cuối quý": the rule is said, the word alone adds nothing.
  if (isTimed) {
    const told = governing.filter(({ deadline }) => deadline.kind !== 'recurring' || deadline.rrule !== null);
    if (told.length < governing.length) return settled(told, context);
  }
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

/** How many characters may stand between two rules that are said in one breath: "(báo cáo quý), trước ngày 10 tháng 12". */
const betweenRules = 40;

/**
 * Rules that follow each other in one sentence are one duty with several dates ("trước ngày 15/6 và trước ngày 10/12
 * hằng năm"): one deadline whose rule has them all.
 * @param text The paragraph the positions count in.
 */
export function withRulesJoined(governing: readonly FoundDeadline[], text: string): FoundDeadline[] {
  const joined: FoundDeadline[] = [];
  for (const one of governing) {
    const last = joined.at(-1);
    const rule = joinedRules(last?.deadline.rrule ?? null, one.deadline.rrule);
    const isNear =
      last !== undefined &&
      one.start - last.end <= betweenRules &&
      !/[;.]\s/.test(text.slice(last.end, one.start));
    if (last === undefined || rule === null || !isNear) {
      joined.push(one);
      continue;
    }
    joined[joined.length - 1] = {
      ...last,
      end: one.end,
      deadline: {
        ...last.deadline,
        text: text.slice(last.start, one.end),
        rrule: rule,
        confidence: Math.min(last.deadline.confidence, one.deadline.confidence),
      },
    };
  }
  return joined;
}

/** Two rules as one; null unless both say on which day. */
function joinedRules(first: string | null, second: string | null): string | null {
  const isExact = first?.includes('BYMONTHDAY') === true && second?.includes('BYMONTHDAY') === true;
  return isExact ? joinRules([...first.split('|'), ...second.split('|')]) : null;
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
