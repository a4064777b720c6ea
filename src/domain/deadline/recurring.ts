/**
 * Recurring phrases: a cycle, a cycle with its days, or days with their cycle behind them.
 * "định kỳ trước ngày 01/11 hàng năm", "ngày 15 tháng cuối quý", "thứ Sáu hằng tuần", "hằng ngày trước 16 giờ".
 */
import { type Clock, clockAt } from './clock.js';
import { type Cycles, cycleListAt, everyAt, timesAt } from './cycles.js';
import { leadAt, type Relation } from './leads.js';
import { countAt, weekdayAt } from './numbers.js';
import { type Phrase, datedPhraseAt } from './phrase.js';
import { type Cycle, datedRules, monthDaysRule, monthsOfCycle, ruleOf, weeklyRule } from './rules.js';
import type { Flaw } from './stretch.js';
import type { Stream } from './tokens.js';
import { isMark, isWord, looksLike, phraseAt, yearAt } from './words.js';

/** A recurring phrase; no rules when it says "định kỳ" without a period. */
export interface Recurring {
  start: number;
  end: number;
  rules: string[];
  relation: Relation;
  clock: Clock | null;
  flaws: Flaw[];
  /** Cycles named without a day of their own, which a date elsewhere in the sentence may give. */
  open: Cycle[];
  /** Last year of the recurrence, "hằng năm đến năm 2030". */
  until: number | null;
}

function recurring(start: number, end: number, rules: string[], more: Partial<Recurring> = {}): Recurring {
  return { start, end, rules, relation: 'none', clock: null, flaws: [], open: [], until: null, ...more };
}

/** A phrase that opens with a word of recurrence at `index`. */
export function recurringAt(stream: Stream, index: number): Recurring | null {
  const yearly = phraseAt(stream, index, ['thường niên']);
  if (yearly > 0) return recurring(index, yearly, ['FREQ=YEARLY'], { open: [{ unit: 'year', every: 1 }] });
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
    i = periodic;
    return recurring(index, i, []);
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
  if (read === null) return null;
  return withDays(stream, index, read);
}

/** The days a head names behind it: "hằng tháng (trước ngày 25)", "02 lần/năm (cuối tháng 5, cuối tháng 11)". */
function withDays(stream: Stream, start: number, read: Cycles): Recurring {
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
  const more = nextOf(stream, end, start);
  const whole = { ...dated, start, end, flaws: [...flaws, ...dated.flaws] };
  if (more === null) return whole;
  return {
    ...whole,
    end: more.end,
    rules: [...whole.rules, ...more.rules],
    flaws: [...whole.flaws, ...more.flaws],
  };
}

/** "…(trước ngày 15/6) và hằng năm (trước ngày 15/12)": the next cycle with days of its own. */
function nextOf(stream: Stream, index: number, start: number): Recurring | null {
  let i = index;
  if (isMark(stream, i, ',', ';')) i += 1;
  const and = phraseAt(stream, i, ['và']);
  if (and > 0) i = and;
  if (i === index || index - start > 60) return null;
  const read = cycleListAt(stream, i, true);
  if (read === null) return null;
  const next = withDays(stream, i, read);
  return next.open.length === 0 ? next : null;
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
  const tail = recurringTail(stream, phrase);
  if (tail !== null) return tail;
  if (cycles.length > 1) return null;
  const named = phrase.until === null ? phrase.items.map((item) => item.stretch) : [phrase.until.stretch];
  // "định kỳ 6 tháng (trước ngày 15/6)": a date in one month is due once a year, whatever the cycle.
  const rules = datedRules(cycle, named);
  if (rules === null) return null;
  return recurring(index, phrase.end, rules, of(phrase));
}

function clockAfter(stream: Stream, index: number): ReturnType<typeof clockAt> {
  const i = isMark(stream, index, ',') ? index + 1 : index;
  return clockAt(stream, leadAt(stream, i).end);
}

function of(phrase: Phrase): Partial<Recurring> {
  const flaws = phrase.items
    .flatMap((item) => item.stretch.flaws)
    .filter((flaw) => flaw === 'repaired' || flaw === 'invalid');
  const relation = phrase.until?.isBefore === true ? 'before' : phrase.lead.relation;
  return {
    relation,
    clock: phrase.clock,
    flaws: phrase.clock?.isRepaired === true ? [...flaws, 'repaired'] : flaws,
  };
}

/** Whether no date of the phrase says its year (years counted from the document's do not count). */
export function yearless(phrase: Phrase): boolean {
  const all = [
    ...phrase.items.map((item) => item.stretch),
    ...(phrase.until === null ? [] : [phrase.until.stretch]),
  ];
  return all.every((one) => one.year === null && one.grain !== 'year' && !one.isLunar);
}

/** A yearly recurrence of the dates of a phrase. Null when they are none that come back by the year. */
export function yearlyOf(phrase: Phrase, end: number, flaws: Flaw[] = []): Recurring | null {
  const named = phrase.until === null ? phrase.items.map((item) => item.stretch) : [phrase.until.stretch];
  const rules = datedRules({ unit: 'year', every: 1 }, named);
  if (rules === null) return null;
  const more = of(phrase);
  return recurring(phrase.start, end, rules, { ...more, flaws: [...(more.flaws ?? []), ...flaws] });
}

/** What makes a dated phrase recur, standing behind it: "hằng năm", "tháng cuối quý", "hằng tháng". */
export function recurringTail(stream: Stream, phrase: Phrase): Recurring | null {
  const { items, end } = phrase;
  const isMonthless = items.every(
    (item) => item.stretch.first.month === null && item.stretch.monthShift === null,
  );
  if (isMonthless) {
    const inside = monthsInPeriodAt(stream, end);
    if (inside !== null) {
      const days = items.map((item) => item.stretch.last.day);
      return recurring(
        phrase.start,
        inside.end,
        inside.months.map((months) => monthDaysRule(months, days)),
        {
          ...of(phrase),
        },
      );
    }
    const monthly = monthlyAt(stream, end);
    if (monthly !== null) {
      const days = items.map((item) => item.stretch.last.day).sort((a, b) => a - b);
      const end =
        isMark(stream, monthly.end, ',') && everyAt(stream, monthly.end + 1)?.cycle.unit === 'month'
          ? monthly.end + 3
          : monthly.end;
      return recurring(phrase.start, end, [`FREQ=MONTHLY;BYMONTHDAY=${[...new Set(days)].join(',')}`], {
        ...of(phrase),
        flaws: [...(of(phrase).flaws ?? []), ...(monthly.isLoose ? (['loose'] as const) : [])],
      });
    }
  }
  if (!yearless(phrase)) return null;
  let i = end;
  const isOpen = isMark(stream, i, '(');
  if (isMark(stream, i, ',', '(')) i += 1;
  const joint = phraseAt(stream, i, ['của', 'trong', 'vào', 'định kỳ']);
  if (joint > 0) i = joint;
  const every = everyAt(stream, i);
  const years = phraseAt(stream, i, ['các năm', 'năm báo cáo', 'những năm tiếp theo']);
  if (every === null && years < 0) return null;
  let stop = every?.end ?? years;
  if (isOpen && isMark(stream, stop, ')')) stop += 1;
  const cycle: Cycle = every?.cycle ?? { unit: 'year', every: 1 };
  const named = phrase.until === null ? items.map((item) => item.stretch) : [phrase.until.stretch];
  const rules = datedRules(cycle, named);
  if (rules === null) return null;
  const until = untilYear(stream, stop);
  const flaws = [...(of(phrase).flaws ?? []), ...(every?.isRepaired === true ? (['repaired'] as const) : [])];
  return recurring(phrase.start, until?.end ?? stop, rules, {
    ...of(phrase),
    flaws,
    until: until?.year ?? null,
  });
}

/** "hằng năm đến năm 2030", "hàng năm (giai đoạn 2021 - 2025)": the last year of a recurrence. */
function untilYear(stream: Stream, index: number): { year: number; end: number } | null {
  const i = isMark(stream, index, ',') ? index + 1 : index;
  const to = phraseAt(stream, i, ['cho đến hết năm', 'đến hết năm', 'cho đến năm', 'đến năm']);
  const year = to > 0 ? yearAt(stream, to) : null;
  return year === null ? null : { year: year.value, end: to + 1 };
}

/** "hằng tháng", "của tháng", "tháng sau", "tháng kế tiếp" after a day number. */
function monthlyAt(stream: Stream, index: number): { end: number; isLoose: boolean } | null {
  let i = index;
  const isOpen = isMark(stream, i, '(');
  if (isMark(stream, i, ',', '(')) i += 1;
  const of = phraseAt(stream, i, ['của', 'trong', 'vào']);
  if (of > 0) i = of;
  const every = everyAt(stream, i);
  if (every !== null && every.cycle.unit === 'month' && every.cycle.every === 1)
    return { end: isOpen && isMark(stream, every.end, ')') ? every.end + 1 : every.end, isLoose: false };
  const after = phraseAt(stream, i, [
    'tháng sau liền kề',
    'tháng liền kề sau đó',
    'tháng liền kề',
    'tháng kế tiếp',
    'tháng tiếp theo',
    'tháng liền sau',
    'tháng sau',
    'tháng báo cáo',
    'tháng đó',
  ]);
  if (after > 0) {
    const again = everyAt(stream, after);
    return { end: again?.cycle.unit === 'month' ? again.end : after, isLoose: false };
  }
  // "ngày 25 của tháng"
  if (of > 0 && isWord(stream, i, ['tháng']) && countAt(stream, i + 1) === null)
    return { end: i + 1, isLoose: false };
  return null;
}

/** "tháng cuối quý", "của tháng đầu quý sau", "tháng cuối kỳ báo cáo 6 tháng, 9 tháng, năm": months, one list a rule. */
function monthsInPeriodAt(stream: Stream, index: number): { months: number[][]; end: number } | null {
  let i = index;
  if (isMark(stream, i, ',')) i += 1;
  const of = phraseAt(stream, i, ['của', 'vào', 'trong']);
  if (of > 0) i = of;
  const last = phraseAt(stream, i, [
    'tháng cuối cùng của',
    'tháng cuối cùng',
    'tháng cuối của',
    'tháng cuối',
  ]);
  const first = phraseAt(stream, i, ['tháng đầu tiên của', 'tháng đầu tiên', 'tháng đầu của', 'tháng đầu']);
  if (last < 0 && first < 0) return null;
  i = last > 0 ? last : first;
  const isFirst = last < 0;
  const word = phraseAt(stream, i, ['kỳ báo cáo', 'kỳ']);
  if (word > 0) i = word;
  if (isMark(stream, i, '(')) i += 1;
  const cycles = cycleListAt(stream, i, true);
  if (cycles === null) return null;
  const months: number[][] = [];
  for (const cycle of cycles.cycles) {
    if (cycle.month !== undefined) months.push([isFirst ? 1 : cycle.month]);
    else if (cycle.unit === 'year') months.push([isFirst ? 1 : 12]);
    else if (cycle.unit === 'month' && 12 % cycle.every === 0) {
      // Beside a yearly report the half-yearly one is that of June.
      const isBesideYear = cycle.every === 6 && cycles.cycles.some((other) => other.unit === 'year');
      months.push(isBesideYear ? [isFirst ? 1 : 6] : monthsOfCycle(cycle.every, isFirst));
    } else return null;
  }
  let { end } = cycles;
  const next = phraseAt(stream, end, ['tiếp theo', 'kế tiếp', 'liền kề', 'sau', 'báo cáo', 'tới', 'đó']);
  if (next > 0) end = next;
  if (isMark(stream, end, ')') && isMark(stream, word > 0 ? word : i - 1, '(')) end += 1;
  const again = everyAt(stream, end);
  if (again !== null) ({ end } = again);
  return { months, end };
}

/** "thứ Sáu hằng tuần", "trước 15h thứ Năm hàng tuần", "thứ Hai, thứ Năm mỗi tuần". */
export function weeklyAt(stream: Stream, index: number): Recurring | null {
  const lead = leadAt(stream, index);
  const clock = clockAt(stream, lead.end);
  let i = clock?.end ?? lead.end;
  if (clock !== null && isMark(stream, i, ',')) i += 1;
  const every = clock === null ? null : everyAt(stream, i);
  if (clock !== null && every?.cycle.unit === 'day')
    return recurring(index, every.end, ['FREQ=DAILY'], { relation: lead.relation, clock: clock.value });
  const days = weekdaysAt(stream, i, true);
  if (days === null) return null;
  let { end } = days;
  let late: Clock | null = null;
  const after = clockAt(stream, end);
  if (after !== null) {
    late = after.value;
    ({ end } = after);
  }
  if (isMark(stream, end, ',', '(')) end += 1;
  const of = phraseAt(stream, end, ['của', 'trong']);
  if (of > 0) end = of;
  const weekly = everyAt(stream, end);
  const isEach = isWord(stream, days.start, ['mỗi', 'các']) && isWord(stream, days.start, ['mỗi']);
  if (weekly?.cycle.unit !== 'week' && !isEach) return null;
  const stop = weekly?.cycle.unit === 'week' ? weekly.end : days.end;
  const time = clock?.value ?? late;
  return recurring(
    index,
    isMark(stream, days.end, '(') && isMark(stream, stop, ')') ? stop + 1 : stop,
    [weeklyRule(days.weekdays)],
    {
      relation: lead.relation,
      clock: time,
      flaws: time?.isRepaired === true ? ['repaired'] : [],
    },
  );
}

/** "thứ Hai, thứ Năm", "chiều thứ Sáu", "các ngày thứ Ba và thứ Năm". */
function weekdaysAt(
  stream: Stream,
  index: number,
  isAllowed: boolean,
): { weekdays: number[]; start: number; end: number } | null {
  if (!isAllowed) return null;
  let i = index;
  for (let count = 0; count < 3; count += 1) {
    const filler = phraseAt(stream, i, [
      'mỗi',
      'các',
      'ngày',
      'sáng',
      'chiều',
      'buổi',
      'vào',
      'cuối ngày',
      'hết',
    ]);
    if (filler > 0) i = filler;
  }
  const first = weekdayAt(stream, i);
  if (first === null) return null;
  const weekdays = [first.value];
  let { end } = first;
  while (weekdays.length < 7) {
    let next = isMark(stream, end, ',') ? end + 1 : -1;
    const and = phraseAt(stream, next < 0 ? end : next, ['và']);
    if (and > 0) next = and;
    if (next < 0) break;
    const more = weekdayAt(stream, next);
    if (more === null) break;
    weekdays.push(more.value);
    ({ end } = more);
  }
  return { weekdays, start: index, end };
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
