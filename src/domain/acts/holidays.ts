/**
 * What an office changes in the calendar: days off with their source, days exchanged, a year whose notice is complete.
 * Checks are pure and make another calendar; storing it is one setting. Due dates of plans never move by it, only the
 * days on which they are reminded of.
 */
import {
  type CalendarYear,
  type WorkCalendar,
  dayNumber,
  isFixedHoliday,
  isHoliday,
  isWorkingDay,
  officeCalendarId,
  parseCalendar,
  weekdayOfNumber,
} from '../calendar.js';
import type { CommandContext, Rules } from '../command.js';
import type { StoreReader, StoreWriter } from '../ports.js';
import { reminderCandidates } from '../queries.js';
import { planReminders } from '../reminder.js';
import { planAgainFrom, reminderMarkId } from '../replan.js';
import { addDays, dayOf } from '../time.js';

/** What is to be changed. Days are `YYYY-MM-DD`; `source` in words, as typed. */
export type HolidayChange =
  | { act: 'add'; days: readonly string[]; source: string }
  | { act: 'swap'; off: string; worked: string; source: string }
  | { act: 'remove'; day: string }
  | { act: 'complete'; year: number; source: string }
  | { act: 'incomplete'; year: number };

/** Why a change is none; a closed list, the sentences are in `texts/holidays.ts`. */
export type HolidayRefusal =
  | { why: 'no-source' }
  | { why: 'too-far'; from: number; to: number }
  | { why: 'too-many'; most: number }
  | { why: 'weekend' | 'already-off' | 'is-worked'; day: string } // to be made a day off
  | { why: 'not-weekend' | 'already-worked' | 'holiday'; day: string } // to be worked in exchange
  | { why: 'not-listed' | 'fixed'; day: string } // to be taken back
  | { why: 'already-complete' | 'already-incomplete' | 'no-tet'; year: number };

/** A calendar with the change in it. */
export interface ChangedCalendar {
  calendar: WorkCalendar;
  /** Years (`"2027"`) that are other than before. */
  years: string[];
  /** Days that are off, or worked, other than before. */
  days: string[];
  /** Days asked for that were off already, weekends of a span among them. */
  skipped: string[];
  /** Days of the other kind that came by the same source as a day taken back (the other half of an exchange). */
  twins: string[];
}

/** Years before and after this one whose calendar can be changed. */
const [yearsBack, yearsAhead] = [1, 2];
const mostDays = 31;
/** Fewer listed days around Tết than this, and a year's notice cannot be complete. */
const leastTetDays = 3;

/** @returns the calendar with the change, or why there is none. Changes nothing. */
export function changedCalendar(
  calendar: WorkCalendar,
  change: HolidayChange,
  nowMs: number,
): ChangedCalendar | { refusal: HolidayRefusal } {
  const draft = createDraft(calendar);
  const refusal = refusedRange(change, nowMs) ?? apply(change, calendar, draft);
  return refusal === null ? draft.result() : { refusal };
}

function refusedRange(change: HolidayChange, nowMs: number): HolidayRefusal | null {
  const thisYear = Number(dayOf(nowMs).slice(0, 4));
  const [from, to] = [thisYear - yearsBack, thisYear + yearsAhead];
  const isOutside = yearsOf(change).some((year) => year < from || year > to);
  if (isOutside) return { why: 'too-far', from, to };
  if (change.act === 'add' && change.days.length > mostDays) return { why: 'too-many', most: mostDays };
  const needsSource = change.act === 'add' || change.act === 'swap';
  return needsSource && !isSource(change.source) ? { why: 'no-source' } : null;
}

function yearsOf(change: HolidayChange): number[] {
  if (change.act === 'complete' || change.act === 'incomplete') return [change.year];
  const days =
    change.act === 'add' ? change.days : change.act === 'swap' ? [change.off, change.worked] : [change.day];
  return days.map((day) => Number(day.slice(0, 4)));
}

/** A number, or a word of some length: a dot or a dash is no source. */
function isSource(text: string): boolean {
  return /\p{L}{2,}|\d{2,}/u.test(text);
}

function apply(change: HolidayChange, calendar: WorkCalendar, draft: Draft): HolidayRefusal | null {
  if (change.act === 'add') return add(change, calendar, draft);
  if (change.act === 'swap') return swap(change, calendar, draft);
  if (change.act === 'remove') return remove(change.day, calendar, draft);
  if (change.act === 'complete') return complete(change, calendar, draft);
  if (calendar.years[String(change.year)]?.isComplete !== true)
    return { why: 'already-incomplete', year: change.year };
  draft.year(change.year).isComplete = false;
  return null;
}

function add(
  { days, source }: { days: readonly string[]; source: string },
  calendar: WorkCalendar,
  draft: Draft,
): HolidayRefusal | null {
  const worked = days.find((day) => isWeekend(day) && isWorkingDay(day, calendar));
  if (worked !== undefined) return { why: 'is-worked', day: worked };
  const fresh = [...new Set(days)].filter((day) => isWorkingDay(day, calendar));
  const [first] = days;
  if (fresh.length === 0 && first !== undefined)
    return { why: days.every(isWeekend) ? 'weekend' : 'already-off', day: first };
  for (const day of fresh) draft.add(day, 'off', source);
  draft.skip(days.filter((day) => !fresh.includes(day)));
  return null;
}

function swap(
  { off, worked, source }: { off: string; worked: string; source: string },
  calendar: WorkCalendar,
  draft: Draft,
): HolidayRefusal | null {
  if (isWeekend(off)) return { why: isWorkingDay(off, calendar) ? 'is-worked' : 'weekend', day: off };
  if (!isWorkingDay(off, calendar)) return { why: 'already-off', day: off };
  if (!isWeekend(worked)) return { why: 'not-weekend', day: worked };
  if (isWorkingDay(worked, calendar)) return { why: 'already-worked', day: worked };
  if (isHoliday(worked, calendar)) return { why: 'holiday', day: worked };
  draft.add(off, 'off', source);
  draft.add(worked, 'worked', source);
  return null;
}

function remove(day: string, calendar: WorkCalendar, draft: Draft): HolidayRefusal | null {
  const year = calendar.years[day.slice(0, 4)];
  if (!isWeekend(day) && isFixedHoliday(day)) return { why: 'fixed', day };
  if (year?.off.includes(day)) draft.remove(day, 'off');
  else if (year?.worked.includes(day)) draft.remove(day, 'worked');
  else return { why: 'not-listed', day };
  return null;
}

function complete(
  { year, source }: { year: number; source: string },
  calendar: WorkCalendar,
  draft: Draft,
): HolidayRefusal | null {
  const known = calendar.years[String(year)];
  if (known?.isComplete) return { why: 'already-complete', year };
  const tet = (known?.off ?? []).filter((day) => day >= `${year}-01-15` && day <= `${year}-02-28`);
  if (tet.length < leastTetDays) return { why: 'no-tet', year };
  const given = isSource(source) ? source : Object.values(known?.sources ?? {}).at(-1);
  if (given === undefined) return { why: 'no-source' };
  const entry = draft.year(year);
  // A settled year is taken as it stands in the table, so the days the law fixes have to stand there as well.
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = addDays(day, 1))
    if (isFixedHoliday(day) && !isWeekend(day) && !entry.off.includes(day)) entry.off.push(day);
  Object.assign(entry, { isComplete: true, source: given });
  return null;
}

/** A calendar being changed; years are copied when first touched. */
interface Draft {
  year(year: number): CalendarYear;
  add(day: string, kind: 'off' | 'worked', source: string): void;
  remove(day: string, kind: 'off' | 'worked'): void;
  skip(days: readonly string[]): void;
  result(): ChangedCalendar;
}

function createDraft(calendar: WorkCalendar): Draft {
  const changed = new Map<string, CalendarYear>();
  const [days, skipped, twins] = [[] as string[], [] as string[], [] as string[]];
  const year = (number: number, source = ''): CalendarYear => {
    const name = String(number);
    const known = changed.get(name) ?? structuredClone(calendar.years[name]);
    const entry = known ?? { source, off: [], worked: [], isComplete: false };
    changed.set(name, entry);
    return entry;
  };
  return {
    year,
    add(day, kind, source) {
      const entry = year(Number(day.slice(0, 4)), source);
      entry[kind].push(day);
      entry.sources = { ...entry.sources, [day]: source };
      days.push(day);
    },
    remove(day, kind) {
      const entry = year(Number(day.slice(0, 4)));
      entry[kind] = entry[kind].filter((one) => one !== day);
      const { [day]: source, ...others } = entry.sources ?? {};
      entry.sources = others;
      const opposite = entry[kind === 'off' ? 'worked' : 'off'];
      twins.push(...opposite.filter((one) => source !== undefined && others[one] === source));
      days.push(day);
    },
    skip: (more) => void skipped.push(...more),
    result() {
      const years = { ...calendar.years, ...Object.fromEntries(changed) };
      // Sorted and checked as every table is.
      return { calendar: parseCalendar({ years }), years: [...changed.keys()], days, skipped, twins };
    },
  };
}

function isWeekend(day: string): boolean {
  return weekdayOfNumber(dayNumber(day)) > 5;
}

/** Stores the years that changed; the others stay what the package, or the office's file, says. */
export function putCalendar(
  context: Pick<CommandContext, 'tx' | 'audit'>,
  { calendar, years, days }: ChangedCalendar,
  change: HolidayChange,
): void {
  const { tx } = context;
  const stored = tx.get('settings', officeCalendarId)?.value as WorkCalendar | undefined;
  const mine = { ...stored?.years };
  for (const year of years) {
    const entry = calendar.years[year];
    if (entry) mine[year] = entry;
  }
  tx.put('settings', { id: officeCalendarId, value: { years: mine } });
  const source = 'source' in change ? ` ${change.source}` : '';
  context.audit(`holidays-${change.act}`, years.join(' '), `${days.join(' ')}${source}`.trim());
}

/** How far ahead reminders are compared, and how far back one may have been moved, in days. */
const [comparedDays, backDays] = [400, 60];

/**
 * How many reminders yet to come stand at another instant (or not at all, or anew) in the changed calendar. Those moved
 * to before what the tick has planned already are asked for once more, so that none is lost.
 */
export function moveReminders(
  tx: StoreWriter,
  rules: Pick<Rules, 'policy' | 'calendar'>,
  after: WorkCalendar,
  nowMs: number,
): number {
  const mark = tx.get('settings', reminderMarkId)?.value;
  const plannedMs = typeof mark === 'number' ? Math.min(mark, nowMs) : nowMs;
  const [old, fresh] = [rules.calendar, after].map((calendar) => instants(tx, rules, calendar, nowMs));
  let moved = 0;
  let lostMs = Number.POSITIVE_INFINITY;
  for (const key of new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])])) {
    const [before, now] = [old?.get(key), fresh?.get(key)];
    if (before === now || tx.get('reminders', key)) continue;
    if (Math.max(before ?? 0, now ?? 0) > nowMs) moved += 1;
    if (before !== undefined && before > plannedMs && now !== undefined && now <= plannedMs)
      lostMs = Math.min(lostMs, now);
  }
  if (lostMs < Number.POSITIVE_INFINITY) planAgainFrom(tx, lostMs - 1);
  return moved;
}

function instants(
  reader: StoreReader,
  { policy }: Pick<Rules, 'policy'>,
  calendar: WorkCalendar,
  nowMs: number,
): Map<string, number> {
  const dayMs = 86_400_000;
  const span = [nowMs - backDays * dayMs, nowMs + comparedDays * dayMs] as const;
  const due = planReminders(reminderCandidates(reader, policy), policy, calendar, ...span);
  return new Map(due.map(({ key, atMs }) => [key, atMs]));
}
