/**
 * What the dates of a clause mean beside each other and beside the clauses before: amounts that are no deadlines,
 * years said once, stages said without a verb. Works on phrases already found.
 */
import { findDeadlines, joinRules } from '../domain/deadline/index.js';
import { daysBetween } from '../domain/time.js';
import { findUnitMentions } from '../domain/unit-mention.js';
import type { FoundDeadline } from './duty.js';
import { hasDutyVerb } from './duty-verbs.js';
import type { ReadContext } from './labelled.js';

/** "Hoàn thành trước ngày …", "Thời gian thực hiện: …": words that date another sentence and name no work of their own. */
const onlyDates =
  /^[\s,(*]*(?:(?:\d{1,2}\s(?:ngày|buổi|tiết|giờ)|yêu cầu|đề nghị|phải|cần|và|việc|các|những|tất cả|toàn bộ|nội dung|nhiệm vụ|công việc|này|trên|nêu|thời gian|thời hạn|tiến độ|thực hiện|hoàn thành|hoàn tất|xong|được|dự kiến|là|để)[\s,:(]{1,3}){1,9}$/iu;

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
  const finer = withoutCoarser(withoutSpan(awaiting(withoutEdge(inRow(governing)))));
  if (finer.length < governing.length) return settled(finer, context);
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

/** "kiểm kê cuối năm, …, trình trước ngày 10/01": an edge of the year said as a name, beside the day that is meant. */
function withoutEdge(governing: readonly FoundDeadline[]): FoundDeadline[] {
  const isDated = governing.some(({ deadline }) => deadline.kind === 'date' && /\d/.test(deadline.text));
  return governing.filter(({ deadline }) => !isDated || !/^(?:đầu|giữa|cuối) năm$/iu.test(deadline.text));
}

/** "trong 02 ngày 05 và 06/9/2024": days that follow each other, said in one breath, are one stretch. */
function inRow(governing: readonly FoundDeadline[]): FoundDeadline[] {
  return governing.flatMap((one, index) => {
    const next = governing[index + 1]?.deadline;
    const before = governing[index - 1];
    const isFirst = isDayBefore(one.deadline, next) && (governing[index + 1]?.start ?? 0) - one.end <= 4;
    if (isFirst) return [];
    if (before === undefined || !isDayBefore(before.deadline, one.deadline) || one.start - before.end > 4)
      return [one];
    const text = `${before.deadline.text} và ${one.deadline.text}`;
    return [
      {
        ...one,
        start: before.start,
        deadline: { ...one.deadline, text, kind: 'window', from: before.deadline.statedOn },
      },
    ];
  });
}

function isDayBefore(one: FoundDeadline['deadline'], next: FoundDeadline['deadline'] | undefined): boolean {
  const isBare = /^(?:vào\s)?(?:các\s)?ngày \d{1,2}$/iu.test(one.text);
  return (
    isBare &&
    one.statedOn !== null &&
    next?.kind === 'date' &&
    next.statedOn !== null &&
    daysBetween(one.statedOn, next.statedOn) === 1
  );
}

/** "hằng quý báo cáo … trước ngày 20 tháng cuối quý": the second says when in the quarter, the first adds nothing. */
function withoutCoarser(governing: readonly FoundDeadline[]): FoundDeadline[] {
  const rules = governing.map(({ deadline }) => deadline.rrule ?? '');
  const exact = rules.filter((rule) => rule.includes(';BYMONTHDAY=')).length;
  return governing.filter(({ deadline }) => {
    // "Định kỳ 6 tháng, 1 năm (6 tháng trước ngày 15/6; 1 năm trước ngày 15/12)": each of the cycles has its day.
    const cycles = deadline.rrule?.split('|') ?? [];
    if (cycles.length > 1 && cycles.length === exact && !deadline.rrule?.includes(';BY')) return false;
    // "báo cáo quý II hằng năm … trước ngày 25/6 hằng năm"
    const month = /^FREQ=YEARLY;BYMONTH=(\d+)$/.exec(deadline.rrule ?? '')?.[1];
    if (
      month !== undefined &&
      rules.some((rule) => rule.startsWith(`FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=`))
    )
      return false;
    const finer = finerOf[deadline.rrule ?? ''];
    return finer === undefined || !rules.some((rule) => finer.test(rule));
  });
}

/** "Tháng 9/2023: các đơn vị báo cáo … trước ngày 15/9/2023": the opening month holds the day that is meant. */
function withoutSpan(governing: readonly FoundDeadline[]): FoundDeadline[] {
  const [first, second] = governing;
  if (first?.deadline.kind !== 'window' || second?.deadline.kind !== 'date' || governing.length > 2)
    return [...governing];
  const { from, dueOn } = first.deadline;
  const day = second.deadline.statedOn;
  const isInside = from !== null && dueOn !== null && day !== null && from <= day && day <= dueOn;
  const isMonth = /^(?:trong\s)?tháng\s/iu.test(first.deadline.text);
  return isInside && isMonth && second.start - first.end > 3 ? [second] : [...governing];
}

/** How the rules look that say when within a bare cycle. */
const finerOf: Readonly<Record<string, RegExp>> = {
  'FREQ=WEEKLY': /^FREQ=WEEKLY;BYDAY=/,
  'FREQ=MONTHLY': /^FREQ=MONTHLY;BYMONTHDAY=/,
  'FREQ=MONTHLY;INTERVAL=3': /^FREQ=YEARLY;BYMONTH=\d+,\d+,\d+,\d+;BYMONTHDAY=/,
  'FREQ=MONTHLY;INTERVAL=6': /^FREQ=YEARLY;BYMONTH=\d+,\d+;BYMONTHDAY=/,
  'FREQ=YEARLY': /^FREQ=YEARLY;BYMONTH=\d/,
};

/** "Sau khi có kết quả thẩm định, trong vòng 05 ngày làm việc, …": one length, counted from the event before it. */
function awaiting(governing: readonly FoundDeadline[]): FoundDeadline[] {
  const joined: FoundDeadline[] = [];
  for (const one of governing) {
    const before = joined.at(-1);
    // "cuối năm học trước ngày 10/6": the day says when, the event only names it.
    const isDated = one.deadline.statedOn !== null || one.deadline.rrule !== null;
    if (before?.deadline.kind === 'event' && isDated && one.start - before.end <= 2) {
      joined[joined.length - 1] = one;
      continue;
    }
    const { anchor } = one.deadline;
    const isCounted = one.deadline.kind === 'relative' && anchor?.text === '' && anchor.amount !== null;
    if (before?.deadline.kind !== 'event' || !isCounted || one.start - before.end > 3) {
      joined.push(one);
      continue;
    }
    joined[joined.length - 1] = {
      start: before.start,
      end: one.end,
      deadline: {
        ...one.deadline,
        text: `${before.deadline.text}, ${one.deadline.text}`,
        anchor: { ...anchor, text: before.deadline.anchor?.text ?? '' },
      },
    };
  }
  return joined;
}

/** "(từ tháng 11/2017 đến tháng 4/2018)" right behind a rule bounds it and is no date of its own. */
function bounded(governing: readonly FoundDeadline[], text: string): FoundDeadline[] {
  return governing.flatMap((one, index) => {
    const before = governing[index - 1];
    const isBound =
      one.deadline.kind === 'window' &&
      before?.deadline.rrule?.includes('BY') === true &&
      /^\s?\(\s?$/.test(text.slice(before.end, one.start));
    if (isBound) return [];
    const next = governing[index + 1];
    const until = next?.deadline.kind === 'window' ? next.deadline.statedOn : null;
    const { rrule } = one.deadline;
    const isEnded =
      until !== null &&
      rrule?.includes('BY') === true &&
      !rrule.includes('UNTIL') &&
      /^\s?\(\s?$/.test(text.slice(one.end, next?.start ?? one.end));
    if (!isEnded) return [one];
    const ended = rrule.split('|').map((rule) => `${rule};UNTIL=${until.replaceAll('-', '')}`);
    return [{ ...one, deadline: { ...one.deadline, rrule: ended.join('|') } }];
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
  for (const one of bounded(governing, text)) {
    const last = joined.at(-1);
    const rule = joinedRules(last?.deadline.rrule ?? null, one.deadline.rrule);
    const isNear =
      last !== undefined &&
      one.start - last.end <= betweenRules &&
      (!/[;.]\s/.test(text.slice(last.end, one.start)) || isOneBracket(text, last, one));
    if (
      last === undefined ||
      rule === null ||
      !isNear ||
      findUnitMentions(text.slice(last.end, one.start)).length > 0
    ) {
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

/** Whether two phrases stand in one bracket: "(6 tháng trước ngày 15/6; 1 năm trước ngày 15/12)". */
function isOneBracket(text: string, one: FoundDeadline, other: FoundDeadline): boolean {
  const opens = text.lastIndexOf('(', one.start);
  return (
    opens >= 0 &&
    !text.slice(opens, other.start).includes(')') &&
    !/\.\s/.test(text.slice(opens, other.start))
  );
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
  const isNamed = /^[\s,;]*(?:và\s)?(?:đợt|lần|vòng|giai đoạn)\s/iu.test(before);
  if (before.trim().length > 80 || !/\p{L}/u.test(before) || (hasDutyVerb(before) && !isNamed)) return [];
  if (/(?:số liệu|so với|giai đoạn|tính đến|đã|năm học)\s/iu.test(before)) return [];
  return inside.filter(({ deadline }) => deadline.kind === 'date' || deadline.kind === 'window');
}
