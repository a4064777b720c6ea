/** A recurrence rule as people say it: "hằng năm, 15/5 và 15/11". */
import { rulePhrase } from './deadline-phrase.js';
import { parseRule, type Rule } from '../domain/rrule.js';
import { date } from './format.js';

const weekdays = ['', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];

/** Rules joined by `|`, in words; empty for a rule nobody can read. */
export function recurrenceWords(rrule: string): string {
  const rules = rrule.split('|').map(parseRule);
  const words = rules.flatMap((rule) => (rule ? [rulePhrase(rule, true, null) ?? ruleWords(rule)] : []));
  const until = rules.find((rule) => rule?.until)?.until;
  const text = [...new Set(words)].join('; ');
  return until && text !== '' ? `${text} (đến hết ${date(until)})` : text;
}

function ruleWords(rule: Rule): string {
  const { freq, interval, months, monthDays } = rule;
  const every = interval > 1;
  if (freq === 'DAILY') return every ? `${interval} ngày một lần` : 'hằng ngày';
  if (freq === 'WEEKLY') {
    const days = rule.weekdays.map((day) => weekdays[day] ?? '').join(', ');
    return [every ? `${interval} tuần một lần` : 'hằng tuần', days].filter((part) => part !== '').join(', ');
  }
  if (freq === 'MONTHLY') {
    const unit =
      interval === 3
        ? 'hằng quý'
        : interval === 6
          ? '6 tháng một lần'
          : every
            ? `${interval} tháng một lần`
            : 'hằng tháng';
    const days = monthDays.map(dayWords).join(', ');
    return months.length > 0
      ? `${unit} (tháng ${months.join(', ')})${days ? `, ${days}` : ''}`
      : [unit, days].filter((part) => part !== '').join(', ');
  }
  const year = every ? `${interval} năm một lần` : 'hằng năm';
  if (months.length === 0) return year;
  const dates = months.flatMap((month) =>
    monthDays.length === 0
      ? [`tháng ${month}`]
      : monthDays.map((day) => (day > 0 ? `${day}/${month}` : `${dayWords(day)} ${month}`)),
  );
  return `${year}, ${dates.length > 12 ? `${dates.slice(0, 12).join(', ')} …` : dates.join(', ')}`;
}

function dayWords(day: number): string {
  if (day === -1) return 'ngày cuối tháng';
  return day > 0 ? `ngày ${day}` : `${-day - 1} ngày trước ngày cuối tháng`;
}
