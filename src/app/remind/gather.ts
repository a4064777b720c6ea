/** Steps that fell due → what each conversation is to be told, and which units nobody could be told for. */
import { audienceOf, kindOf } from '../../domain/audience.js';
import type { Rules } from '../../domain/command.js';
import type { OptionalKind, ReminderPreferences } from '../../domain/policy.js';
import type { StoreReader, StoreWriter } from '../../domain/ports.js';
import { type AssignmentView, groupsOfPlan } from '../../domain/queries.js';
import type { ReminderDue } from '../../domain/reminder.js';
import { type ReminderReach, reachForReminder } from '../../domain/reminder-reach.js';
import { dayOf, toIso } from '../../domain/time.js';
import { isOvertaken, owedView } from './digest.js';
import { policyOf } from './policies.js';
import { returningFromLeave, returningSnoozes, snoozedBy } from './returning.js';

/** A unit none of whose people or groups could be written to. */
export interface Unreached {
  unit: string;
  reason: string;
  tasks: number;
}

/** What one run has to say. */
export interface Gathered {
  /** Assignments by conversation. */
  digests: Map<string, Set<string>>;
  /** Assignments on the list to the office. */
  office: Set<string>;
  unreached: Unreached[];
  /** Steps recorded now. */
  steps: number;
}

/**
 * Records every step that was not recorded before, and finds out who is to be told of it. What is no longer owed is recorded
 * and told to nobody.
 */
export function gather(tx: StoreWriter, due: readonly ReminderDue[], nowMs: number, rules: Rules): Gathered {
  const digests = new Map<string, Set<string>>();
  const office = new Set<string>();
  const unreached = new Map<string, Unreached>();
  const reachOf = rememberedReach(tx, dayOf(nowMs));
  let steps = 0;
  for (const step of due) {
    if (tx.get('reminders', step.key)) continue;
    const owed = owedView(tx, step.assignmentId, nowMs, rules);
    // A step of a date that was moved before it could be queued is recorded and told to nobody.
    const view = owed && !isOvertaken(owed, step, nowMs) ? owed : undefined;
    const told = view ? conversationsFor(tx, step, view, reachOf, nowMs, rules) : [];
    for (const id of told) addTo(digests, id, step.assignmentId);
    if (view) {
      if (audienceOf(step.step, policyOf(view.plan, rules)).office) office.add(step.assignmentId);
      const { targets, unreachable } = reachOf(view.unit.id, true);
      // A plan's group is not the unit: somebody of the unit itself must be reachable.
      if (targets.length === 0) note(unreached, view, unreachable[0] ?? 'nobody-linked');
    }
    tx.put('reminders', {
      id: step.key,
      assignmentId: step.assignmentId,
      step: step.step,
      dueOn: step.dueOn,
      at: toIso(step.atMs),
      queuedAt: toIso(nowMs),
      conversationIds: told,
    });
    steps += 1;
  }
  for (const back of [...returningSnoozes(tx, nowMs, rules), ...returningFromLeave(tx, nowMs, rules)])
    addTo(digests, back.conversationId, back.assignmentId);
  return { digests, office, unreached: [...unreached.values()], steps };
}

type Reach = (unitId: string, heads: boolean) => ReminderReach;

/** Private chats and groups of the unit, and the groups of the plan, that want this step. */
function conversationsFor(
  reader: StoreReader,
  step: ReminderDue,
  view: AssignmentView,
  reachOf: Reach,
  nowMs: number,
  rules: Rules,
): string[] {
  const audience = audienceOf(step.step, policyOf(view.plan, rules));
  const kind = kindOf(step.step);
  const ofPlan =
    audience.planGroups === null
      ? []
      : groupsOfPlan(reader, view.plan.id).map(({ id, reminders }) => ({
          conversationId: id,
          preferences: reminders,
        }));
  const wanting = [...reachOf(view.unit.id, audience.heads).targets, ...ofPlan]
    .filter(({ preferences }) => wants(preferences, kind))
    .map(({ conversationId }) => conversationId);
  const putOff = snoozedBy(reader, step.assignmentId, nowMs, rules);
  return [...new Set(wanting)].filter((id) => !putOff.has(id));
}

/** Whether a kind of reminder was not muted; null stands for what nobody can mute. */
export function wants(preferences: ReminderPreferences | undefined, kind: OptionalKind | null): boolean {
  return kind === null || preferences?.muted?.includes(kind) !== true;
}

function rememberedReach(reader: StoreReader, on: string): Reach {
  const known = new Map<string, ReminderReach>();
  return (unitId, heads) => {
    const key = `${unitId} ${heads}`;
    let reach = known.get(key);
    if (!reach) known.set(key, (reach = reachForReminder(reader, unitId, on, heads)));
    return reach;
  };
}

function addTo(digests: Map<string, Set<string>>, conversationId: string, assignmentId: string): void {
  const ids = digests.get(conversationId) ?? new Set();
  digests.set(conversationId, ids.add(assignmentId));
}

function note(unreached: Map<string, Unreached>, { unit }: AssignmentView, reason: string): void {
  const entry = unreached.get(unit.id) ?? { unit: unit.name, reason, tasks: 0 };
  entry.tasks += 1;
  unreached.set(unit.id, entry);
}
