/**
 * A deadline said again in the words offices use, from its meaning alone: what a clerk checks the reading against.
 * Whatever this writes, the reader of deadlines understands as the same deadline (a property test holds it to that).
 */
import type { Deadline } from '../domain/plan.js';
import { parseRule, type Rule } from '../domain/rrule.js';
import { date } from './format.js';

const weekdays = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];
const two = (value: number): string => String(value).padStart(2, '0');

/** The phrase of a deadline; its text as written for what has no day and no rule (events, standing duties). */
export function deadlinePhrase(deadline: Deadline): string {
  const { kind, statedOn, from, dueTime, inclusive, rrule } = deadline;
  if (kind === 'recurring' && rrule !== null) {
    const rules = rrule.split('|').map((part) => parseRule(part));
    const phrases = rules.map((rule) => (rule === null ? null : rulePhrase(rule, inclusive, dueTime)));
    return phrases.includes(null) ? deadline.text : phrases.join('; ');
  }
  if (statedOn === null) return kind === 'relative' ? lengthPhrase(deadline) : deadline.text;
  if (kind === 'window' && from !== null && inclusive)
    return `từ ngày ${date(from)} đến ngày ${date(statedOn)}`;
  const lead = inclusive ? 'chậm nhất' : 'trước';
  return dueTime === null
    ? `${lead} ngày ${date(statedOn)}`
    : `${lead} ${clock(dueTime)} ngày ${date(statedOn)}`;
}

function clock(time: string): string {
  return time.replace(':', ' giờ ');
}

/** One rule of RFC 5545 as far as deadlines use it; null for one that has no words of its own. */
export function rulePhrase(rule: Rule, inclusive: boolean, time: string | null): string | null {
  const before = inclusive ? '' : 'trước ';
  const at = time === null ? '' : `${clock(time)} `;
  switch (rule.freq) {
    case 'DAILY':
      return rule.interval === 1 ? `${before}${at}hằng ngày` : `định kỳ ${two(rule.interval)} ngày một lần`;
    case 'WEEKLY': {
      if (rule.interval > 1) return `định kỳ ${two(rule.interval)} tuần một lần`;
      const days = rule.weekdays.map((day) => weekdays[day - 1] ?? '').join(', ');
      return days === '' ? 'hằng tuần' : `${before}${at}${days} hằng tuần`;
    }
    case 'MONTHLY':
      return monthlyPhrase(rule, before + at);
    case 'YEARLY':
      return yearlyPhrase(rule, before + at);
  }
}

function monthlyPhrase(rule: Rule, lead: string): string | null {
  if (rule.months.length > 0) return null;
  if (rule.monthDays.length === 0) {
    if (rule.interval === 1) return 'hằng tháng';
    if (rule.interval === 3) return 'hằng quý';
    return `định kỳ ${two(rule.interval)} tháng một lần`;
  }
  if (rule.interval > 1) return null;
  return `${lead}${rule.monthDays.map((day) => (day === -1 ? 'ngày cuối cùng' : `ngày ${two(day)}`)).join(', ')} hằng tháng`;
}

function yearlyPhrase(rule: Rule, lead: string): string | null {
  if (rule.interval > 1)
    return rule.months.length + rule.monthDays.length > 0
      ? null
      : `định kỳ ${two(rule.interval)} năm một lần`;
  if (rule.months.length === 0) return rule.monthDays.length > 0 ? null : 'hằng năm';
  if (rule.monthDays.length === 0) return `tháng ${rule.months.join(', ')} hằng năm`;
  if (rule.monthDays.length > 1) return null;
  const day = rule.monthDays[0] ?? 1;
  const days = rule.months.map((month) =>
    day === -1 ? `cuối tháng ${month}` : `ngày ${two(day)}/${two(month)}`,
  );
  return `${lead}${joined(days)} hằng năm`;
}

/** "a, b và c" */
function joined(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} và ${parts.at(-1) ?? ''}`;
}

const units = { day: 'ngày', workday: 'ngày làm việc', month: 'tháng' } as const;

function lengthPhrase({ text, anchor }: Deadline): string {
  if (anchor?.amount == null || anchor.unit === null) return text;
  const length = `${two(Math.abs(anchor.amount))} ${units[anchor.unit]}`;
  if (anchor.text === '') return anchor.amount < 0 ? text : `trong thời hạn ${length}`;
  return anchor.amount < 0
    ? `chậm nhất ${length} trước ${anchor.text}`
    : `trong thời hạn ${length} kể từ ${anchor.text}`;
}
