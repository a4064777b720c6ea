/** Units that have not handed in what a plan (or one task of it) asks for, sorted by how pressing it is. Reads only. */
import { type WorkCalendar, workingDaysBetween } from './calendar.js';
import type { Plan, Task } from './plan.js';
import type { StoreReader } from './ports.js';
import { type AssignmentView, viewsOf } from './queries.js';
import { effectiveDue, isPastDue } from './state.js';
import { dayOf, daysBetween } from './time.js';
import { reachForUrging } from './urge-reach.js';

/** The most pressing thing a unit owes. */
export type UrgeGroup = 'overdue' | 'today' | 'soon' | 'returned';

export const urgeGroups: readonly UrgeGroup[] = ['overdue', 'today', 'soon', 'returned'];

export interface MissingUnit {
  id: string;
  name: string;
  group: UrgeGroup;
  /** What it owes, most urgent first. */
  views: AssignmentView[];
  /** Assignments past their date, those returned and not sent again included. */
  late: number;
  /** Calendar days of the longest overdue one; 0 when none is, or only by hours. */
  daysLate: number;
  /** Working days of the longest overdue one. */
  workingDaysLate: number;
  conversationIds: string[];
  /** Why nobody there can be written to; null when someone can. */
  unreached: string | null;
}

/** What an assignment is to be urged about as; null when it is not. What was returned and is past its date is overdue. */
export function urgeGroupOf(view: AssignmentView, nowMs: number): UrgeGroup | null {
  if (view.state !== 'overdue' && view.state !== 'due-soon' && view.state !== 'returned') return null;
  if (isPastDue(view.facts, nowMs)) return 'overdue';
  if (view.state === 'returned') return 'returned';
  return effectiveDue(view.facts, nowMs).dueOn === dayOf(nowMs) ? 'today' : 'soon';
}

/**
 * Units with something overdue, due soon or returned: by group, within it the longest overdue first.
 * @param task one task of the plan; null for all.
 */
export function missingUnits(
  reader: StoreReader,
  plan: Readonly<Plan>,
  task: Readonly<Task> | null,
  nowMs: number,
  calendar: WorkCalendar,
): MissingUnit[] {
  const today = dayOf(nowMs);
  const assignments = reader
    .find('assignments', 'byPlan', plan.id)
    .filter(({ taskId }) => task === null || taskId === task.id);
  const byUnit = new Map<string, MissingUnit>();
  for (const view of viewsOf(reader, assignments, nowMs, calendar)) {
    const group = urgeGroupOf(view, nowMs);
    if (group === null) continue;
    const unit: MissingUnit = byUnit.get(view.unit.id) ?? {
      id: view.unit.id,
      name: view.unit.name,
      group,
      views: [],
      late: 0,
      daysLate: 0,
      workingDaysLate: 0,
      conversationIds: [],
      unreached: null,
    };
    unit.views.push(view);
    if (urgeGroups.indexOf(group) < urgeGroups.indexOf(unit.group)) unit.group = group;
    const { dueOn } = effectiveDue(view.facts, nowMs);
    if (group === 'overdue' && dueOn !== null) {
      unit.late += 1;
      unit.daysLate = Math.max(unit.daysLate, daysBetween(dueOn, today));
      unit.workingDaysLate = Math.max(unit.workingDaysLate, workingDaysBetween(dueOn, today, calendar));
    }
    byUnit.set(unit.id, unit);
  }
  for (const unit of byUnit.values()) {
    const { conversationIds, unreached } = reachForUrging(reader, unit.id, today, unit.late > 0);
    Object.assign(unit, { conversationIds, unreached });
  }
  return [...byUnit.values()].sort(
    (a, b) => urgeGroups.indexOf(a.group) - urgeGroups.indexOf(b.group) || b.daysLate - a.daysLate,
  );
}
