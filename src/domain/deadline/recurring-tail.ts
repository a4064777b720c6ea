/** Dates that come back because of what stands behind them: "ngày 25 hằng tháng", "15/6 và 15/12 hằng năm", "tháng cuối quý". */
import { cycleAt, cycleListAt, everyAt } from './cycles.js';
import { countAt } from './numbers.js';
import { yearPartAt } from './parts.js';
import type { Phrase } from './phrase.js';
import { type Recurring, recurring } from './recurring-phrase.js';
import { type Cycle, datedRules, monthDaysRule, monthsOfCycle } from './rules.js';
import type { Flaw, Stretch } from './stretch.js';
import type { Stream } from './tokens.js';
import { isMark, isWord, numberAt, phraseAt, yearAt } from './words.js';

export function of(phrase: Phrase): Partial<Recurring> {
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

/** The days a recurring phrase names: the end of a range, and for "trước tháng 12" the day December begins. */
export function namedDays(phrase: Phrase): Stretch[] {
  const named = phrase.until === null ? phrase.items.map((item) => item.stretch) : [phrase.until.stretch];
  const isBefore = phrase.until === null ? phrase.lead.relation === 'before' : phrase.until.isBefore;
  return isBefore
    ? named.map((one) => (one.isPoint ? one : { ...one, last: one.first, isPoint: true }))
    : named;
}

/** A yearly recurrence of the dates of a phrase. Null when they are none that come back by the year. */
export function yearlyOf(phrase: Phrase, end: number, flaws: Flaw[] = []): Recurring | null {
  const named = namedDays(phrase);
  const rules = datedRules({ unit: 'year', every: 1 }, named);
  if (rules === null) return null;
  const more = of(phrase);
  return recurring(phrase.start, end, rules, { ...more, flaws: [...(more.flaws ?? []), ...flaws] });
}

/**
 * What makes a dated phrase recur, standing behind it: "hằng năm", "tháng cuối quý", "hằng tháng".
 * With `isHeaded` a cycle stands before it already, so a comma ends it.
 */
export function recurringTail(stream: Stream, phrase: Phrase, isHeaded = false): Recurring | null {
  const { items, end } = phrase;
  // "gửi … trước ngày 01 tháng 12 của năm trước": due every year, for the year after.
  const isEarlier =
    phrase.lead.relation === 'before' &&
    phrase.until === null &&
    items.every(({ stretch }) => stretch.yearShift === -1 && stretch.isPoint && stretch.first.month !== null);
  if (isEarlier) {
    const days = items.map((item) => ({ ...item, stretch: { ...item.stretch, yearShift: null } }));
    return yearlyOf({ ...phrase, items: days }, end, ['loose']);
  }
  // "từ 15/12 năm trước đến 14/6 của năm báo cáo" is what a report covers.
  if (items.some((item) => item.stretch.yearShift === -1 || item.stretch.monthShift === -1)) return null;
  const isMonthless = items.every(
    (item) => item.stretch.first.month === null && item.stretch.monthShift === null,
  );
  const named = namedDays(phrase);
  if (isMonthless) {
    const inside = monthsInPeriodAt(stream, end) ?? namedMonthsAt(stream, end);
    if (inside !== null) {
      const days = named.map((one) => one.last.day);
      return recurring(
        phrase.start,
        inside.end,
        inside.months.map((months) => monthDaysRule(months, days)),
        {
          ...of(phrase),
        },
      );
    }
    const monthly = monthlyAt(stream, end) ?? lastOfMonthAt(stream, end, named);
    if (monthly !== null) {
      // The last day of the month (-1) stands behind the days by number.
      const days = named.map((one) => one.last.day).sort((a, b) => Number(a < 0) - Number(b < 0) || a - b);
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
  if (isMark(stream, i, ',', '(')) {
    // "hằng tháng trước ngày 20, hàng quý …": what follows the comma is the next cycle.
    if (isHeaded && isMark(stream, i, ',')) return null;
    i += 1;
  }
  const joint = phraseAt(stream, i, ['của', 'trong', 'vào', 'định kỳ']);
  if (joint > 0) i = joint;
  const every = everyAt(stream, i);
  const years = phraseAt(stream, i, [
    'các năm',
    'năm báo cáo',
    'những năm tiếp theo',
    // "20/6, năm trước ngày 20/12": only "của" makes it the year before.
    ...(joint > 0 ? ['năm trước liền kề', 'năm liền trước', 'năm trước'] : []),
    'năm kế tiếp',
    'năm tiếp theo',
    'năm kế hoạch',
  ]);
  if (every === null && years < 0) return null;
  let stop = every?.end ?? years;
  if (isOpen && isMark(stream, stop, ')')) stop += 1;
  const cycle: Cycle = every?.cycle ?? { unit: 'year', every: 1 };
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
export function untilYear(stream: Stream, index: number): { year: number; end: number } | null {
  const i = isMark(stream, index, ',') ? index + 1 : index;
  const to = phraseAt(stream, i, ['cho đến hết năm', 'đến hết năm', 'cho đến năm', 'đến năm']);
  const year = to > 0 ? yearAt(stream, to) : null;
  return year === null ? null : { year: year.value, end: to + 1 };
}

/** "(ngày 15 và ngày cuối) tháng", with or without "hằng tháng": a last day beside one by number comes back every month. */
function lastOfMonthAt(
  stream: Stream,
  index: number,
  named: readonly Stretch[],
): { end: number; isLoose: boolean } | null {
  const isBeside = named.length > 1 && named.at(-1)?.last.day === -1;
  if (!isBeside || !isWord(stream, index, ['tháng']) || countAt(stream, index + 1) !== null) return null;
  const again = everyAt(stream, index + 1);
  return { end: again?.cycle.unit === 'month' ? again.end : index + 1, isLoose: false };
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
  if (
    of > 0 &&
    isWord(stream, i, ['tháng']) &&
    countAt(stream, i + 1) === null &&
    !isWord(stream, i + 1, ['thứ'])
  )
    return { end: i + 1, isLoose: false };
  return null;
}

/** "(ngày 15) các tháng 3, 6, 9, 12": the months by name. */
function namedMonthsAt(stream: Stream, index: number): { months: number[][]; end: number } | null {
  const at = phraseAt(stream, index, ['của các tháng', 'vào các tháng', 'trong các tháng', 'các tháng']);
  if (at < 0) return null;
  const months: number[] = [];
  let end = at;
  while (months.length < 12) {
    const month = numberAt(stream, end);
    if (month === null || month.value < 1 || month.value > 12) break;
    months.push(month.value);
    const joint = isMark(stream, end + 1, ',') ? end + 2 : phraseAt(stream, end + 1, ['và']);
    end = joint > 0 && numberAt(stream, joint) !== null ? joint : end + 1;
    if (end !== joint) break;
  }
  if (months.length < 2 || yearPartAt(stream, end) !== null) return null;
  const every = everyAt(stream, end);
  return { months: [months], end: every?.cycle.unit === 'year' ? every.end : end };
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
  // A list of periods belongs to "kỳ báo cáo 6 tháng, năm"; "tháng cuối quý, báo cáo năm …" goes on to something else.
  const single = word > 0 ? null : (everyAt(stream, i) ?? cycleAt(stream, i));
  const cycles =
    word > 0
      ? cycleListAt(stream, i, true)
      : single === null
        ? null
        : { cycles: [single.cycle], end: single.end };
  if (cycles === null) return word > 0 ? { months: [], end: word } : null;
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
