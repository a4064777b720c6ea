/** What publishing a draft would do, found by doing it on a copy: who would be told, and when reminders begin. */
import type { Rules } from '../command.js';
import type { PlanDraft } from '../plan.js';
import type { StoreReader } from '../ports.js';
import { reachUnit, reminderCandidates, viewsOf } from '../queries.js';
import { rehearse } from '../rehearsal.js';
import { nextReminderAt } from '../reminder.js';
import { dayOf } from '../time.js';
import { publishDraft } from './publish.js';

export interface PublishPreview {
  tasks: number;
  assignments: number;
  /** Units that would owe something. */
  units: number;
  /** Names of those nobody of whom could be written to. */
  unlinked: string[];
  newUnits: string[];
  withoutLead: number;
  /** Recurring tasks that end with the plan's own time. */
  endedWithPeriod: number;
  /** Assignments whose last day has passed already. */
  overdue: number;
  /** Assignments with no date to remind of. */
  undated: number;
  /** Instant of the first reminder; null when none will ever be sent. */
  firstReminderMs: number | null;
}

/** @throws UserError as `publishDraft` does. */
export function previewPublish(
  reader: StoreReader,
  draft: Readonly<PlanDraft>,
  options: { nowMs: number; rules: Rules },
): PublishPreview {
  const { nowMs, rules } = options;
  const tx = rehearse(reader);
  let ids = 0;
  const newId = (): string => `rehearsal-${(ids += 1)}`;
  const done = publishDraft(tx, draft, { nowMs, by: null, rules, newId });
  const views = viewsOf(tx, tx.find('assignments', 'byPlan', done.plan.id), nowMs, rules.calendar);
  const units = new Map(views.map((view) => [view.unit.id, view.unit.name]));
  const on = dayOf(nowMs);
  const unlinked = [...units].filter(([id]) => {
    const reach = reachUnit(tx, id, on);
    return reach.private.length + reach.groups.length === 0;
  });
  return {
    tasks: done.tasks,
    assignments: done.assignments,
    units: units.size,
    unlinked: unlinked.map(([, name]) => name),
    newUnits: done.newUnits,
    withoutLead: done.withoutLead,
    endedWithPeriod: done.endedWithPeriod,
    overdue: views.filter((view) => view.state === 'overdue').length,
    undated: views.filter((view) => view.state === 'undated').length,
    firstReminderMs: nextReminderAt(
      reminderCandidates(tx, rules.policy, [done.plan]),
      rules.policy,
      rules.calendar,
      nowMs,
    ),
  };
}
