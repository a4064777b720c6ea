/**
 * Recurring phrases: a cycle, a cycle with its days, or days with their cycle behind them.
 * "định kỳ trước ngày 01/11 hàng năm", "ngày 15 tháng cuối quý", "thứ Sáu hằng tuần", "hằng ngày trước 16 giờ".
 */
import { clockAt } from './clock.js';
import { type Cycles, cycleAt, cycleListAt, timesAt } from './cycles.js';
import { edgeAt } from './edges.js';
import { leadAt } from './leads.js';
import { datedPhraseAt } from './phrase.js';
import { type Recurring, recurring } from './recurring-phrase.js';
import { namedDays, of, recurringTail, untilYear, yearless, yearlyOf } from './recurring-tail.js';
import { type Cycle, datedRules, ruleOf, weeklyRule } from './rules.js';
import type { Flaw } from './stretch.js';
import { isOpening } from './surroundings.js';
import type { Stream } from './tokens.js';
import { clockAfter, weekdaysAt, weeklyAt } from './weekly.js';
import { isMark, looksLike, phraseAt, yearAt } from './words.js';

/** The last week of a quarter; its end is the day to keep. */
const lastWeeks = ['', 'vào ', 'trong '].flatMap((before) => [
  `${before}tuần cuối của tháng cuối quý`,
  `${before}tuần cuối tháng cuối quý`,
  `${before}tuần cuối của tháng cuối mỗi quý`,
  `${before}tuần cuối của quý`,
  `${before}tuần cuối mỗi quý`,
  `${before}tuần cuối hằng quý`,
]);

const schoolTerms = ['', 'định kỳ ', 'vào '].flatMap((before) =>
  ['mỗi học kỳ', 'từng học kỳ', 'hằng học kỳ'].flatMap((term) => [
    `${before}${term}`,
    `${before}cuối ${term}`,
    `${before}đầu ${term}`,
  ]),
);

/** A phrase that opens with a word of recurrence at `index`. */
export function recurringAt(stream: Stream, index: number): Recurring | null {
  const yearly = phraseAt(stream, index, ['thường niên']);
  if (yearly > 0) return recurring(index, yearly, ['FREQ=YEARLY'], { open: [{ unit: 'year', every: 1 }] });
  // Terms of school begin and end on days each school knows: they come back, no rule says when.
  const term = phraseAt(stream, index, schoolTerms);
  if (term > 0) return recurring(index, term, []);
  // "Các năm tiếp theo, kế hoạch được phê duyệt trước ngày 31 tháng 01"
  const later = phraseAt(stream, index, [
    'các năm tiếp theo',
    'các năm sau',
    'những năm tiếp theo',
    'những năm sau',
  ]);
  if (later > 0 && isMark(stream, later, ',') && isOpening(stream, index))
    return recurring(index, later, ['FREQ=YEARLY'], { open: [{ unit: 'year', every: 1 }] });
  const week = phraseAt(stream, index, lastWeeks);
  if (week > 0)
    return recurring(index, week, ['FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1'], { flaws: ['loose'] });
  const periodic = phraseAt(stream, index, ['định kỳ', 'định kì', 'định ky']);
  if (periodic > 0) {
    let i = periodic;
    const comma = isMark(stream, i, ',', '(', ':') ? i + 1 : i;
    const theirs = phraseAt(stream, comma, ['vào', 'theo', 'báo cáo']);
    const inner =
      headAt(stream, i, true) ??
      headAt(stream, comma, true) ??
      datedHead(stream, comma) ??
      (theirs > 0 ? (headAt(stream, theirs, false) ?? datedHead(stream, theirs)) : null);
    if (inner !== null) {
      const end = isMark(stream, i, '(') && isMark(stream, inner.end, ')') ? inner.end + 1 : inner.end;
      return { ...inner, start: index, end };
    }
    // "sinh hoạt định kỳ tháng 6/2026": one certain meeting, whose month is the date.
    const phrase = datedPhraseAt(stream, i, false);
    if (phrase !== null && !yearless(phrase)) return null;
    return recurring(index, periodic, []);
  }
  return headAt(stream, index, false) ?? reportListAt(stream, index);
}

/** A dated phrase with its cycle behind it, after "định kỳ". */
function datedHead(stream: Stream, index: number): Recurring | null {
  const weekly = weeklyAt(stream, index);
  if (weekly !== null) return weekly;
  const phrase = datedPhraseAt(stream, index, false);
  if (phrase === null) return null;
  const tail = recurringTail(stream, phrase);
  if (tail !== null) return tail;
  // "Định kỳ trước ngày 15/12": dates without a year come back every year.
  return yearless(phrase) ? yearlyOf(phrase, phrase.end, ['loose']) : null;
}

function headAt(stream: Stream, index: number, isPeriodic: boolean): Recurring | null {
  const times = timesAt(stream, index);
  const read = times ?? cycleListAt(stream, index, isPeriodic);
  if (read !== null) return withDays(stream, index, read);
  return edgeAt(stream, index) ?? bracketedAt(stream, index);
}

/** "6 tháng (trước ngày 15/6)": a length with its day in brackets is a cycle. */
function bracketedAt(stream: Stream, index: number): Recurring | null {
  const read = cycleAt(stream, index);
  if (read === null || !isMark(stream, read.end, '(')) return null;
  const found = withDays(stream, index, {
    cycles: [read.cycle],
    end: read.end,
    isRepaired: false,
    isLoose: false,
  });
  return found.open.length === 0 ? found : null;
}

/** The days a head names behind it: "hằng tháng (trước ngày 25)", "02 lần/năm (cuối tháng 5, cuối tháng 11)". */
function cycleWithDays(stream: Stream, start: number, read: Cycles): Recurring {
  const flaws: Flaw[] = [
    ...(read.isRepaired ? (['repaired'] as const) : []),
    ...(read.isLoose ? (['loose'] as const) : []),
  ];
  const { cycles } = read;
  const bare = recurring(start, read.end, cycles.map(ruleOf), { flaws, open: cycles });
  const until = untilYear(stream, read.end);
  if (until !== null) return { ...bare, end: until.end, until: until.year };
  let i = read.end;
  const isOpen = isMark(stream, i, '(');
  if (isMark(stream, i, ',', '(', ':', '-')) i += 1;
  const filler = phraseAt(stream, i, [
    'định kỳ',
    'thời gian',
    'vào các',
    'cụ thể',
    'chậm nhất vào',
    'gửi',
    'báo cáo',
  ]);
  const dated = (filler > 0 && isOpen ? tailOf(stream, filler, cycles) : null) ?? tailOf(stream, i, cycles);
  if (dated === null) return bare;
  const end = isOpen && isMark(stream, dated.end, ')') ? dated.end + 1 : dated.end;
  return { ...dated, start, end, flaws: [...flaws, ...dated.flaws] };
}

/** Longer rows of reports are none a person wrote. */
const maxParts = 6;

/**
 * Cycles in a row that each bring their days: "6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12)".
 * They are one phrase as long as they bind alike; "trước" and "vào" in one row are two.
 */
function withDays(stream: Stream, start: number, read: Cycles): Recurring {
  let whole = cycleWithDays(stream, start, read);
  if (whole.open.length > 0) return whole;
  for (let count = 1; count < maxParts; count += 1) {
    const at = nextAt(stream, whole.end);
    const list = at < 0 ? null : cycleListAt(stream, at, true);
    const next = list === null ? null : cycleWithDays(stream, at, list);
    if (next === null || next.open.length > 0 || next.until !== null) break;
    const isAlike = (next.relation === 'before') === (whole.relation === 'before');
    if (!isAlike || (next.clock?.time ?? null) !== (whole.clock?.time ?? null)) break;
    const rules = [...whole.rules, ...next.rules];
    whole = { ...whole, end: next.end, rules, flaws: [...whole.flaws, ...next.flaws] };
  }
  return whole;
}

/** Past ", và" between two parts of a row, or -1. */
function nextAt(stream: Stream, index: number): number {
  const comma = isMark(stream, index, ',', ';') ? index + 1 : index;
  const and = phraseAt(stream, comma, ['và']);
  if (and > 0) return and;
  return comma > index ? comma : -1;
}

function tailOf(stream: Stream, index: number, cycles: readonly Cycle[]): Recurring | null {
  const [cycle] = cycles;
  if (cycle === undefined) return null;
  if (cycle.unit === 'week' || cycle.unit === 'day') {
    const lead = leadAt(stream, index);
    const clock = clockAt(stream, lead.end);
    const days = weekdaysAt(
      stream,
      clock?.end ?? lead.end,
      lead.end > index || clock !== null || isMark(stream, index - 1, '('),
    );
    if (cycle.unit === 'week' && days !== null) {
      const late = clock ?? clockAfter(stream, days.end);
      return recurring(
        index,
        late !== null && clock === null ? late.end : days.end,
        [weeklyRule(days.weekdays, cycle.every)],
        {
          relation: lead.relation,
          clock: (clock ?? late)?.value ?? null,
        },
      );
    }
    if (cycle.unit === 'day' && clock !== null)
      return recurring(index, clock.end, [ruleOf(cycle)], { relation: lead.relation, clock: clock.value });
    return null;
  }
  const phrase = datedPhraseAt(stream, index, false);
  if (phrase === null || !yearless(phrase)) return null;
  const tail = recurringTail(stream, phrase, true);
  if (tail !== null) return tail;
  if (cycles.length > 1) return null;
  const named = namedDays(phrase);
  // "định kỳ 6 tháng (trước ngày 15/6)": a date in one month is due once a year, whatever the cycle.
  const rules = datedRules(cycle, named);
  if (rules === null) return null;
  return recurring(index, phrase.end, rules, of(phrase));
}

/** "tháng, quý, 6 tháng, năm": periods in a row, where nothing else is said. */
export function periodListAt(stream: Stream, index: number): Recurring | null {
  const by = phraseAt(stream, index, ['theo từng', 'từng', 'theo']);
  const list = cycleListAt(stream, by > 0 ? by : index, true);
  return list === null || (by < 0 && list.cycles.length < 2) ? null : withDays(stream, index, list);
}

/** "báo cáo tháng, quý, năm": periods in a row after a report need no "hằng". */
function reportListAt(stream: Stream, index: number): Recurring | null {
  const start = phraseAt(stream, index, ['báo cáo định kỳ', 'báo cáo']);
  if (start < 0) return null;
  const at = isMark(stream, start, '(') ? start + 1 : start;
  const list = cycleListAt(stream, at, true);
  if (list === null || list.cycles.length < 2) return null;
  if (looksLike(stream, list.end, 'năm') || yearAt(stream, list.end) !== null) return null;
  return withDays(stream, at, list);
}
