/** Days of leave as people write them, and what stands behind them. */
import { weekdayOf, addDays, dayOf, daysBetween } from '../../src/domain/time.js';
import { foldSpace } from '../../src/domain/text.js';
import { readDay } from '../giahan/ngay.js';

export interface TypedLeave {
  from: string;
  until: string;
  /** Whether a year stood with a day; without one a day long ahead was meant to be past. */
  hasYear: boolean;
  /** What followed: the deputy. */
  rest: string;
}

const numeric = String.raw`\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?(?!\d)`;
const spoken = String.raw`(?:hôm nay|hom nay|ngày mai|ngay mai|mai|(?:thứ|thu) ?(?:[2-7]|hai|ba|tư|tu|năm|nam|sáu|sau|bảy|bay)(?: (?:tuần|tuan) (?:này|nay|sau|tới|toi))?|t[2-7]|chủ nhật|chu nhat)(?![\p{L}\d])`;
const lead = String.raw`(?:(?:tôi|toi|em|xin|nghỉ|nghi|phép|phep|từ|tu|ngày|ngay)\s)*`;
const first = new RegExp(`^${lead}(${numeric}|${spoken})`, 'iu');
// A spoken day counts as the last one only behind "đến": "01/12 Mai" is a day and a name.
const second = new RegExp(
  String.raw`^\s?(?:(?:[-–—,]|đến|den|tới|toi|hết|het|ngày|ngay)\s?)*(${numeric})|^\s?(?:[-–—]|(?:đến|den|tới|toi)(?: (?:hết|het))?)\s?(${spoken})`,
  'iu',
);
const week = new RegExp(`^${lead}(?:cả |ca )?(?:tuần|tuan) (này|nay|sau|tới|toi)(?![\\p{L}\\d])`, 'iu');

/**
 * `01/12 05/12 Lê Thu Hà`, "từ 1/12 đến 5/12", `1-5/12`, "hôm nay", "mai đến thứ sáu", "tuần sau"; one day alone is a leave
 * of that day. The last day may come before the first: whether it is a leave is not judged here.
 * @returns null when no day stands at the beginning.
 */
export function readLeave(typed: string, nowMs: number): TypedLeave | null {
  const today = dayOf(nowMs);
  // "1-5/12" names its month once.
  const text = foldSpace(typed).replace(
    /^((?:\p{L}+\s)*)(\d{1,2})\s?[-–]\s?(\d{1,2})\s?\/\s?(\d{1,2})(?!\d)/u,
    '$1$2/$4 $3/$4',
  );
  const whole = week.exec(text);
  if (whole) {
    const monday = addDays(today, 1 - weekdayOf(today) + (/^(?:này|nay)$/iu.test(whole[1] ?? '') ? 0 : 7));
    const from = monday < today ? today : monday;
    return { from, until: addDays(monday, 4), hasYear: true, rest: nameIn(text.slice(whole[0].length)) };
  }
  const start = first.exec(text);
  const from = start?.[1] === undefined ? null : readDay(start[1], nowMs);
  if (!start || from === null) return null;
  const behind = text.slice(start[0].length);
  const end = second.exec(behind);
  const typedUntil = end?.[1] ?? end?.[2];
  const until = typedUntil === undefined ? from : readDay(typedUntil, nowMs);
  if (until === null) return null;
  const days = { from: begun(from, until), until };
  const hasYear = /\d{4}/.test(`${start[1] ?? ''} ${typedUntil ?? ''}`) || !/\d/.test(start[1] ?? '');
  return { ...days, hasYear, rest: nameIn(end ? behind.slice(end[0].length) : behind) };
}

/** A first day without its year that has passed was read as next year's; beside the last day it is this one's. */
function begun(from: string, until: string): string {
  if (from <= until) return from;
  const before = `${Number(from.slice(0, 4)) - 1}${from.slice(4)}`;
  return before <= until && daysBetween(before, until) < 200 ? before : from;
}

function nameIn(text: string): string {
  return text
    .replace(/^[\s,;:.–-]+/u, '')
    .replace(/^(?:(?:người|nguoi|giao|cho|là|la|thay|đ\/c|đồng chí|dong chi|anh|chị|chi|ông|bà)\s)+/iu, '')
    .trim();
}
