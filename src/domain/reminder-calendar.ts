/**
 * Reminders still to come, day by day: how many units are written to, about what, and which days are due. Figures only;
 * which reminders there will be is the planner's answer, how they look is for pictures and texts.
 */
import { type WorkCalendar, isWorkingDay, isYearKnown } from './calendar.js';
import { groupBy } from './group-by.js';
import { addDays, endOfMonth } from './time.js';

/** Months one calendar shows at most. */
export const mostMonths = 6;

/** One reminder of one unit, as forecast. Days `YYYY-MM-DD`. */
export interface CalendarStep {
  day: string;
  /** `D-3`, `D`, `D+1`, `open`, `R1+2`: see `reminder.ts`. */
  step: string;
  dueOn: string;
  unitId: string;
  unit: string;
  taskId: string;
  task: string;
  /** The plan's number, as people call it. */
  plan: string;
}

/** Something a unit still owes and the day it is due on. */
export type CalendarDue = Pick<CalendarStep, 'day' | 'unitId' | 'unit' | 'taskId' | 'task' | 'plan'>;

/** What a step is about; `other` for steps this calendar has no words for. */
export type StepKind = 'last-day' | 'before' | 'opening' | 'after' | 'returned' | 'other';

/** The same step of one task, for all units that get it on a day. */
export interface CalendarEntry {
  kind: StepKind;
  step: string;
  dueOn: string;
  taskId: string;
  task: string;
  plan: string;
  /** Names, in alphabetical order. */
  units: string[];
}

export interface CalendarDay {
  day: string;
  /** Weekend, holiday, or a day off beside one. */
  isOff: boolean;
  /** Before the first day the calendar tells about. */
  isPast: boolean;
  /** Units written to, each once. */
  units: number;
  /** Tasks they are written about. */
  tasks: number;
  /** Kinds of steps, the most pressing first. */
  kinds: StepKind[];
  entries: CalendarEntry[];
  /** Tasks due on this day. */
  due: { taskId: string; task: string; plan: string; units: number }[];
}

export interface CalendarMonth {
  /** `YYYY-MM`. */
  month: string;
  days: CalendarDay[];
  /** Nobody is written to and nothing is due. */
  isEmpty: boolean;
}

/** What comes after the months shown. */
export interface LaterReminders {
  /** Month of the next reminder or due day after those shown. */
  month: string;
  /** Due days of tasks that are due once, ascending. */
  days: string[];
  /** Recurring tasks that go on. */
  recurring: number;
}

export interface ReminderCalendar {
  /** The first day it tells about. */
  from: string;
  /** The last one. */
  to: string;
  months: CalendarMonth[];
  /** Over all months: days something is sent on, units written to, tasks, single reminders. */
  totals: { days: number; units: number; tasks: number; reminders: number };
  later: LaterReminders | null;
  /** Shown years whose notice of days off is not out yet. */
  unsettledYears: number[];
  /** Tasks in force without any date, of which nobody is reminded. */
  undated: number;
  /** Plans that are not reminded of at all. */
  silent: string[];
}

const pressing: readonly StepKind[] = ['last-day', 'before', 'opening', 'returned', 'after', 'other'];

/** What a step is about, from its name in the planner's key. */
export function kindOfStep(step: string): StepKind {
  if (step === 'D') return 'last-day';
  if (step === 'open') return 'opening';
  if (/^D-\d+$/.test(step)) return 'before';
  if (/^D\+\d+$/.test(step)) return 'after';
  return /^R\d+\+\d+$/.test(step) ? 'returned' : 'other';
}

/** Working days a step stands away from its date (from the return for returned ones); 0 where it has none. */
export function distanceOf(step: string): number {
  return Number(/(\d+)$/.exec(step)?.[1] ?? 0);
}

/**
 * @param input.months whose days are shown, consecutive; steps and dues of other months are left out.
 * @param input.from first day told about; earlier days of its month are marked as past.
 */
export function reminderCalendar(
  input: {
    from: string;
    months: readonly string[];
    steps: readonly CalendarStep[];
    dues: readonly CalendarDue[];
  } & Pick<ReminderCalendar, 'later' | 'undated' | 'silent'>,
  calendar: WorkCalendar,
): ReminderCalendar {
  const { from, later, undated, silent } = input;
  const stepsOn = groupBy(input.steps, ({ day }) => day);
  const duesOn = groupBy(input.dues, ({ day }) => day);
  const months = input.months.map((month): CalendarMonth => {
    const days = daysOf(month).map((day) =>
      dayFigures(day, from, stepsOn.get(day) ?? [], duesOn.get(day) ?? [], calendar),
    );
    return { month, days, isEmpty: days.every((day) => day.units === 0 && day.due.length === 0) };
  });
  const shown = months.flatMap(({ days }) => days);
  const sent = shown.flatMap(({ day }) => stepsOn.get(day) ?? []);
  const years = [...new Set(input.months.map((month) => Number(month.slice(0, 4))))];
  return {
    from,
    to: shown.at(-1)?.day ?? from,
    months,
    totals: {
      days: shown.filter(({ units }) => units > 0).length,
      units: countOf(sent, ({ unitId }) => unitId),
      tasks: countOf(sent, ({ taskId }) => taskId),
      reminders: sent.length,
    },
    later,
    unsettledYears: years.filter((year) => !isYearKnown(year, calendar)),
    undated,
    silent,
  };
}

/** Days on which somebody is written to, the nearest first. */
export function sendingDays(calendar: ReminderCalendar): CalendarDay[] {
  return calendar.months.flatMap(({ days }) => days.filter(({ units }) => units > 0));
}

/** The month `count` months after one (`YYYY-MM`). */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = year * 12 + number - 1 + count;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** First and last day of a month. */
export function endsOf(month: string): { first: string; last: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { first: `${month}-01`, last: endOfMonth(year, number) };
}

function daysOf(month: string): string[] {
  const { first, last } = endsOf(month);
  return Array.from({ length: Number(last.slice(8)) }, (_, i) => addDays(first, i));
}

function dayFigures(
  day: string,
  from: string,
  steps: readonly CalendarStep[],
  dues: readonly CalendarDue[],
  calendar: WorkCalendar,
): CalendarDay {
  const entries = [
    ...groupBy(steps, ({ taskId, step, dueOn }) => `${taskId} ${step} ${dueOn}`).values(),
  ].flatMap((same): CalendarEntry[] => {
    const [first] = same;
    if (!first) return [];
    const { step, dueOn, taskId, task, plan } = first;
    const units = [...new Map(same.map(({ unitId, unit }) => [unitId, unit])).values()];
    units.sort((a, b) => a.localeCompare(b, 'vi'));
    return [{ kind: kindOfStep(step), step, dueOn, taskId, task, plan, units }];
  });
  entries.sort(
    (a, b) =>
      pressing.indexOf(a.kind) - pressing.indexOf(b.kind) ||
      distanceOf(a.step) - distanceOf(b.step) ||
      b.units.length - a.units.length ||
      a.task.localeCompare(b.task, 'vi'),
  );
  const due = [...groupBy(dues, ({ taskId }) => taskId).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { taskId, task, plan } = first;
    return [{ taskId, task, plan, units: countOf(same, ({ unitId }) => unitId) }];
  });
  return {
    day,
    isOff: !isWorkingDay(day, calendar),
    isPast: day < from,
    units: countOf(steps, ({ unitId }) => unitId),
    tasks: countOf(steps, ({ taskId }) => taskId),
    kinds: [...new Set(entries.map(({ kind }) => kind))],
    entries,
    due,
  };
}

function countOf<T>(items: readonly T[], keyOf: (item: T) => string): number {
  return new Set(items.map(keyOf)).size;
}
