/**
 * What people call one occurrence of a recurring task: "quý III/2026", "6 tháng đầu năm 2026".
 * It names the period reported on; it decides no date.
 */
import { dayNumber, dayText, weekdayOfNumber } from './calendar.js';
import { type Rule, monthsOf } from './rrule.js';
import { fold } from './text.js';

const romanQuarters = ['I', 'II', 'III', 'IV'];

/**
 * @param rule the rule of this occurrence; `rules`, all rules of the same deadline
 * @param text the deadline as written: "tháng sau" says that the month before is meant, "6 tháng" that halves are
 * @param occurrence the day the rule names
 * @param lastDay the last day that belongs to it: for "trước ngày 01/01" 31/12 of the year before
 */
export function roundLabel(
  rule: Rule,
  rules: readonly Rule[],
  text: string,
  occurrence: string,
  lastDay: string,
): string {
  if (rule.freq === 'WEEKLY' && rule.weekdays.length < 2) return weekLabel(lastDay);
  if (rule.freq === 'WEEKLY' || rule.freq === 'DAILY') return `ngày ${dateLabel(occurrence)}`;
  if (rule.monthDays.length > 1) return batchLabel(rule, occurrence);
  const [year, month] = [Number(lastDay.slice(0, 4)), Number(lastDay.slice(5, 7))];
  if (rule.freq === 'YEARLY' && rule.interval > 1) return `giai đoạn ${year - rule.interval + 1} - ${year}`;
  const folded = fold(text);
  const length = periodLength(rule, rules, folded);
  if (length === null) return batchLabel(rule, occurrence);
  // "Ngày 10 tháng đầu quý sau" reports the quarter before; for months and years only the words tell.
  const isAfterwards =
    length === 3 || length === 6
      ? month % length === 1
      : /\b(?:thang|nam) (?:sau|tiep theo|ke tiep|lien ke)\b/.test(folded);
  const end = year * 12 + month - 1 - (isAfterwards ? 1 : 0);
  return periodLabel(length, Math.floor(end / 12), (end % 12) + 1);
}

function periodLabel(length: number, year: number, month: number): string {
  if (length === 1) return `tháng ${month}/${year}`;
  if (length === 3) return `quý ${romanQuarters[Math.ceil(month / 3) - 1]}/${year}`;
  if (length === 6) return `6 tháng ${month <= 6 ? 'đầu' : 'cuối'} năm ${year}`;
  return length === 9 ? `9 tháng năm ${year}` : `năm ${year}`;
}

/** Months in the period a rule reports on, or null when its dates are just dates ("cuối tháng 5, cuối tháng 11"). */
function periodLength(rule: Rule, rules: readonly Rule[], folded: string): 1 | 3 | 6 | 9 | 12 | null {
  const months = monthsOf(rule);
  const [first = 0, second = 0] = months;
  const saysHalf = /\b(?:0?6|sau) thang\b(?! \d)/.test(folded);
  if (rule.freq === 'MONTHLY' && rule.months.length === 0 && 12 % rule.interval !== 0) return null;
  if (months.length === 12) return 1;
  if (months.length === 4 && months.every((month) => month % 3 === first % 3)) return 3;
  if (months.length === 2 && second - first === 6) {
    // 6 and 12 close a half year, 1 and 7 follow one; other pairs are halves only when the text says so.
    return saysHalf || first === 6 || first === 1 ? 6 : null;
  }
  if (months.length !== 1) return null;
  const isOnlyYearly = rules.filter((other) => monthsOf(other).length === 1).length === 1;
  if (isOnlyYearly) return 12;
  // "6 tháng, 9 tháng, năm" comes as one yearly rule each.
  if (first === 6 && saysHalf) return 6;
  if (first === 9 && /\b(?:0?9|chin) thang\b/.test(folded)) return 9;
  return first === 12 && (saysHalf || /\bnam\b/.test(folded)) ? 12 : null;
}

function batchLabel(rule: Rule, day: string): string {
  const month = `${Number(day.slice(5, 7))}/${day.slice(0, 4)}`;
  if (rule.monthDays.length === 0) return `đợt tháng ${month}`;
  const isMonthEnd = rule.monthDays.includes(-1) && dayText(dayNumber(day) + 1).endsWith('-01');
  return isMonthEnd ? `đợt cuối tháng ${month}` : `đợt ${dateLabel(day)}`;
}

function weekLabel(day: string): string {
  const number = dayNumber(day);
  const monday = number - weekdayOfNumber(number) + 1;
  return `tuần ${dateLabel(dayText(monday))} - ${dateLabel(dayText(monday + 6))}`;
}

/** dd/MM/yyyy, as everywhere people read dates. */
function dateLabel(day: string): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}
