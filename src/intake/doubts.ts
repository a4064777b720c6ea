/**
 * Why a person should look at a task before it is published: the closed list of `Doubt`, each decided here from the
 * draft and what is known of the document. What reading itself met on the way (a joined row, an inherited date) is in
 * the draft already; what the directory raises (unknown, ambiguous units) is not known here.
 * Doubts are for what can be wrong: a date read plainly from its sentence has none.
 */
import { isHoliday, isWorkingDay } from '../domain/calendar.js';
import type { WorkCalendar } from '../domain/calendar.js';
import type { Deadline, DocumentFacts, Doubt } from '../domain/plan.js';
import { fold } from '../domain/text.js';
import { addDays, weekdayOf } from '../domain/time.js';
import type { Draft } from './draft.js';

/** What the doubts of a task are decided from, besides the task. */
export interface DoubtContext {
  issuedOn: string | null;
  period: DocumentFacts['period'];
  /** Days off of the years the office knows; fixed holidays hold without it. */
  calendar: WorkCalendar;
  /** How surely the words of a quote were recognised, 0 to 1; null for text that came as text. */
  confidenceOf: (quote: Draft['quotes'][number]) => number | null;
}

/** Below this a block read from a picture may hold a wrong figure: a person compares it with the paper. */
export const surelyRead = 0.8;

/** Below this a deadline is not sure by itself (domain.md 2.6, rule 8). */
const surelyMeant = 0.7;

/** How far beyond the plan's own time, in days, a date is still usual: the report on the last year comes after it. */
const daysAfterPeriod = 120;

/** How far from the day of issue, in days, a date is still usual whatever time the title names: its year may be that of the data. */
const daysBesidePeriod = 2 * 366;

/** How far from the day of issue, in days, a date is still usual when the plan names no time of its own: five years. */
const daysAhead = 5 * 366;

/** Adds every doubt that can be decided from the task and its document. */
export function addDoubts(draft: Draft, context: DoubtContext): void {
  const passage = draft.quotes.map((quote) => quote.text).join(' ');
  leadDoubts(draft, passage);
  if (draft.deadlines.length === 0) draft.doubts.add('no-deadline');
  for (const deadline of draft.deadlines)
    for (const doubt of doubtsOfDeadline(deadline, context, draft.deadlines)) draft.doubts.add(doubt);
  if (isConditional(passage)) draft.doubts.add('conditional');
  const sureness = draft.quotes.map(context.confidenceOf).filter((value) => value !== null);
  if (sureness.some((value) => value < surelyRead)) draft.doubts.add('scan-uncertain');
}

function leadDoubts(draft: Draft, passage: string): void {
  if (isLateBound(draft, passage)) draft.doubts.add('lead-late-bound');
  else if (draft.lead.length === 0) draft.doubts.add('no-lead');
  if (draft.leadSource === 'inherited' && draft.lead.length > 0) draft.doubts.add('lead-inherited');
  if (draft.collective) draft.doubts.add('lead-collective');
  if (isSideBySide(draft, passage)) draft.doubts.add('leads-several');
}

/** Words after which somebody is known only once another step is done. */
const chosen =
  'được (?:lựa chọn|chọn|tuyển chọn|bình chọn|phân công|chỉ định|giao (?:nhiệm vụ|chủ trì|thực hiện|làm chủ đầu tư)|phê duyệt|công nhận|khen thưởng|đề cử|giới thiệu)|trúng thầu|đạt giải';
const chosenLead = new RegExp(
  `(?:^|\\s)(?:${chosen})(?![\\p{L}])|^(?:các )?chủ đầu tư|^(?:các )?(?:nhà thầu|đơn vị tư vấn)`,
  'iu',
);
const chosenSubject = new RegExp(
  `^[\\s\\d.)+•–-]{0,8}(?:Các|Những|Từng|Mỗi|Đơn vị|Địa phương|Cơ quan|Tổ chức|Cá nhân|Tập thể|Mô hình)\\s[^.;:]{0,140}?(?:${chosen})(?![\\p{L}])`,
  'u',
);

/** "Các mô hình được lựa chọn xây dựng báo cáo …", "chủ đầu tư các dự án": who that is shows later. */
function isLateBound(draft: Draft, passage: string): boolean {
  if (draft.lead.some((name) => chosenLead.test(name))) return true;
  return draft.lead.length === 0 && chosenSubject.test(passage.slice(0, 300));
}

/** Most names that can share one lead; longer lists are addressees who each do the same. */
const mostSharing = 4;

/**
 * Several bodies lead one thing and none is named first. Localities and members of a collective each do their own
 * share; with "chủ trì" or in a lead column two departments stand for one product.
 */
function isSideBySide(draft: Draft, passage: string): boolean {
  const { lead } = draft;
  if (lead.length < 2 || lead.length > mostSharing || draft.collective) return false;
  if (
    lead.some((name) =>
      /(?:^|\s)(?:ubnd|uy ban nhan dan|huyen uy|thanh uy|thi uy|xa|phuong)\s/.test(`${fold(name)} `),
    )
  )
    return false;
  return draft.annex || /chủ trì|đầu mối|chịu trách nhiệm chính/iu.test(passage);
}

/** What to ask about one deadline; others of its task may name the year for it ("quý II và quý IV/2024"). */
function doubtsOfDeadline(deadline: Deadline, context: DoubtContext, all: readonly Deadline[]): Doubt[] {
  const doubts: Doubt[] = [];
  const { kind, dueOn } = deadline;
  const withoutYear = lacksYear(deadline) && deadline.statedOn !== null;
  if (withoutYear && isYearGuessed(deadline, context) && !all.some((one) => lendsYear(one, deadline)))
    doubts.push('year-missing');
  // A missing year alone costs certainty too; then the year is the question, not the phrase.
  const limit = withoutYear ? missingYear : surelyMeant;
  if (deadline.confidence < limit || isOutOfTime(deadline, context)) doubts.push('deadline-uncertain');
  if (kind === 'event' || (kind === 'relative' && dueOn === null)) doubts.push('deadline-event');
  // Publishing ends it with the plan's own time and says so; a person may say otherwise (`acts/period-end.ts`).
  if (kind === 'recurring' && deadline.rrule?.includes('UNTIL=') !== true) doubts.push('recurrence-open');
  if (dueOn === null || kind === 'event' || kind === 'standing') return doubts;
  if (context.issuedOn !== null && dueOn < context.issuedOn) doubts.push('deadline-before-issue');
  if (isHoliday(dueOn, context.calendar)) doubts.push('deadline-holiday');
  else if (weekdayOf(dueOn) > 5 && !isWorkingDay(dueOn, context.calendar)) doubts.push('deadline-weekend');
  return doubts;
}

/** Confidence of a phrase whose only flaw is the missing year (`domain/deadline/confidence.ts`). */
const missingYear = 0.65;

/**
 * A day, month or quarter was named without its year, and the year put to it is a guess. It is none when the title
 * names one year and the day lies in it, or when the paper speaks of its own next months.
 */
function isYearGuessed(deadline: Deadline, { issuedOn, period }: DoubtContext): boolean {
  const day = deadline.statedOn ?? deadline.dueOn;
  if (day === null || !lacksYear(deadline)) return false;
  const year = day.slice(0, 4);
  const isOneYear = period !== null && period.from === `${year}-01-01` && period.to === `${year}-12-31`;
  if (isOneYear && issuedOn !== null && issuedOn < period.from) {
    // A plan of December for the next year: "trước 25/12" may be this December, "trước 20/01" the January after it.
    return day < `${year}-02-01` || `${issuedOn.slice(0, 4)}${day.slice(4)}` >= issuedOn;
  }
  if (isOneYear && day >= `${year}-02-01`) return false;
  if (period !== null && !isOneYear) return true;
  return issuedOn === null || day < issuedOn || day > addDays(issuedOn, nextMonths);
}

/** Days after the issue within which a date without a year can only be the next one of its name. */
const nextMonths = 183;

/** Whether the phrase names a day, month or quarter and no year. */
export function lacksYear({ kind, text }: Deadline): boolean {
  if ((kind !== 'date' && kind !== 'window') || hasYear(text)) return false;
  const folded = fold(text);
  if (
    /(?:hom nay|ngay mai|tuan nay|tuan sau|thang nay|thang sau|quy nay|nam nay|nam sau|nam toi)/.test(folded)
  )
    return false;
  return /\d\s?[/.-]\s?\d|thang|quy|ngay \d/.test(folded);
}

/** Whether another deadline of the task writes the very year that was put to this one. */
function lendsYear(other: Deadline, deadline: Deadline): boolean {
  return hasYear(other.text) && other.statedOn?.slice(0, 4) === deadline.statedOn?.slice(0, 4);
}

/** A year of four figures, or of two after day and month. */
function hasYear(text: string): boolean {
  return (
    /(?<!\d)(?:19|20)\d{2}(?!\d)/.test(text) ||
    /(?<![\d/.-])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}(?!\d)/.test(text)
  );
}

/** Far beyond the plan's own time, or years ahead without one: mostly a misprint of the year. */
function isOutOfTime({ kind, dueOn }: Deadline, { issuedOn, period }: DoubtContext): boolean {
  if (dueOn === null || kind !== 'date') return false;
  const usual = [
    ...(period === null ? [] : [addDays(period.to, daysAfterPeriod)]),
    ...(issuedOn === null ? [] : [addDays(issuedOn, period === null ? daysAhead : daysBesidePeriod)]),
  ];
  return usual.length > 0 && usual.every((day) => dueOn > day);
}

const condition =
  /\(\s?nếu (?:có|cần(?: thiết)?)\s?\)|nếu (?:có|cần|cần thiết|thấy cần thiết)(?=\s?(?:[,.;)]|$))|\((?:trong trường hợp|khi) (?:cần(?: thiết)?|có yêu cầu)\)/giu;
/** Nouns of a report's content: "khó khăn, vướng mắc (nếu có)" leaves the report itself owed. */
const content =
  /(?:khó khăn|vướng mắc|kiến nghị|đề xuất|tồn tại|hạn chế|nguyên nhân|bất cập|phát sinh|sai sót|thay đổi|điều chỉnh|bổ sung|ý kiến|phụ lục|tài liệu|minh chứng|kèm theo|vi phạm|liên quan|khác|chậm trễ)[\s,]{0,2}$/iu;

/** Whether the task itself is owed only under a condition ("(nếu có)", "khi cần thiết"). */
export function isConditional(passage: string): boolean {
  for (const match of passage.matchAll(condition))
    if (!content.test(passage.slice(Math.max(0, match.index - 40), match.index))) return true;
  return false;
}
