/**
 * Questions asked of the store in more than one place: an assignment's facts, who answers for a unit,
 * which conversations reach it. Reads only.
 */
import type { Assignment, AssignmentFacts, AssignmentState } from './assignment.js';
import type { WorkCalendar } from './calendar.js';
import type { Address, Conversation, Person, Role } from './person.js';
import { hasRole, unitsOf } from './person.js';
import type { Plan, Task } from './plan.js';
import type { StoreReader } from './ports.js';
import { type ReminderPolicy, changedPolicy } from './policy.js';
import type { ReminderCandidate } from './reminder.js';
import { compareUrgency, stateOf } from './state.js';
import { fold } from './text.js';
import { dayOf } from './time.js';
import { successorsOn } from './unit-expand.js';
import type { Unit } from './unit.js';

/** An assignment with everything shown about it. */
export interface AssignmentView {
  facts: AssignmentFacts;
  state: AssignmentState;
  task: Readonly<Task>;
  plan: Readonly<Plan>;
  unit: Readonly<Unit>;
}

/** The code shown to people for an assignment. */
export function assignmentCode(assignment: Pick<Assignment, 'number'>): string {
  return `V${assignment.number}`;
}

/** Everything needed to judge one assignment. Throws when its round is missing (a damaged store). */
export function factsOf(reader: StoreReader, assignment: Readonly<Assignment>): AssignmentFacts {
  const round = reader.get('rounds', assignment.roundId);
  if (!round) throw new Error(`assignment ${assignment.id} has no round`);
  return {
    assignment,
    round,
    submissions: reader.find('submissions', 'byAssignment', assignment.id),
    reviews: reader.find('reviews', 'byAssignment', assignment.id),
    extensions: reader.find('extensions', 'byAssignment', assignment.id),
  };
}

/** One assignment as shown at an instant; undefined when its plan or task is gone. */
export function viewOf(
  reader: StoreReader,
  assignment: Readonly<Assignment>,
  atMs: number,
  calendar: WorkCalendar,
): AssignmentView | undefined {
  const task = reader.get('tasks', assignment.taskId);
  const plan = reader.get('plans', assignment.planId);
  const unit = reader.get('units', assignment.unitId);
  if (!task || !plan || !unit) return undefined;
  const facts = factsOf(reader, assignment);
  return { facts, state: stateOf(facts, atMs, calendar), task, plan, unit };
}

/** Views of many assignments, most urgent first; assignments of closed plans are left out. */
export function viewsOf(
  reader: StoreReader,
  assignments: Iterable<Readonly<Assignment>>,
  atMs: number,
  calendar: WorkCalendar,
): AssignmentView[] {
  const views: AssignmentView[] = [];
  for (const assignment of assignments) {
    const view = viewOf(reader, assignment, atMs, calendar);
    if (view && view.plan.status === 'active') views.push(view);
  }
  return views.sort(compareUrgency);
}

/** A unit and every former unit whose work it answers for on a day. */
export function unitsAnsweredBy(reader: StoreReader, unitId: string, on: string): string[] {
  const all = unitMap(reader);
  const answered = new Set([unitId]);
  for (const unit of all.values()) {
    if (unit.id === unitId || unit.successorIds.length === 0) continue;
    if (successorsOn(unit.id, all, on).includes(unitId)) answered.add(unit.id);
  }
  return [...answered];
}

/** Units that answer today for a unit named by a plan: itself, or its successors. */
export function answeringUnits(reader: StoreReader, unitId: string, on: string): string[] {
  return successorsOn(unitId, unitMap(reader), on);
}

/** All units by id. */
export function unitMap(reader: StoreReader): Map<string, Unit> {
  return new Map([...reader.all('units')].map((unit) => [unit.id, unit]));
}

/** Assignments a person may act on: those of the units they are an officer of, and of their predecessors. */
export function assignmentsOf(
  reader: StoreReader,
  person: Readonly<Person> | null,
  nowMs: number,
): Readonly<Assignment>[] {
  const on = dayOf(nowMs);
  const unitIds = unitsOf(person ?? undefined).flatMap((id) => unitsAnsweredBy(reader, id, on));
  return [...new Set(unitIds)].flatMap((id) => reader.find('assignments', 'byUnit', id));
}

/** Plans a person may watch or review: all for clerks (and leaders, to look); those collected for consolidators. */
export function plansFor(
  reader: StoreReader,
  person: Readonly<Person> | null,
  purpose: 'look' | 'act',
  nowMs: number,
): Readonly<Plan>[] {
  const plans = reader.find('plans', 'byStatus', 'active');
  return plans.filter((plan) => canServePlan(reader, person, plan, purpose, nowMs));
}

/** Whether a person may look at, or act for, a plan as clerk, leader or consolidator. */
export function canServePlan(
  reader: StoreReader,
  person: Readonly<Person> | null,
  plan: Pick<Plan, 'collectorUnitIds'>,
  purpose: 'look' | 'act',
  nowMs: number,
): boolean {
  const holder = person ?? undefined;
  if (hasRole(holder, 'clerk')) return true;
  if (purpose === 'look' && (hasRole(holder, 'leader') || hasRole(holder, 'admin'))) return true;
  const collecting = new Set(
    plan.collectorUnitIds.flatMap((id) => [id, ...answeringUnits(reader, id, dayOf(nowMs))]),
  );
  return unitsOf(holder, 'consolidator').some((unitId) => collecting.has(unitId));
}

/** People holding a role for a unit or one that answers for it today. */
export function personsOf(reader: StoreReader, unitId: string, role: Role, on: string): Readonly<Person>[] {
  const found = new Map<string, Readonly<Person>>();
  for (const id of new Set([unitId, ...answeringUnits(reader, unitId, on)])) {
    for (const person of reader.find('persons', 'byUnit', id)) {
      if (hasRole(person, role, id)) found.set(person.id, person);
    }
  }
  return [...found.values()];
}

/**
 * How to reach a person, or why not. One conversation even when they are linked on several channels: on the one they chose,
 * else where they wrote last.
 */
export function reachPerson(
  reader: StoreReader,
  personId: string,
): { conversationId: string } | { unreachable: string } {
  const addresses = reader.find('addresses', 'byPerson', personId);
  const chosen = reader.get('persons', personId)?.reminders?.channel;
  const open = addresses
    .filter((address) => address.privateConversationId !== null && address.unreachable === null)
    .sort(
      (a, b) =>
        Number(b.channel === chosen) - Number(a.channel === chosen) ||
        b.lastSeenAt.localeCompare(a.lastSeenAt),
    );
  const best = open[0];
  if (best?.privateConversationId) return { conversationId: best.privateConversationId };
  return { unreachable: addresses.find((a: Address) => a.unreachable)?.unreachable ?? 'no-private-chat' };
}

/** Conversations that reach a unit: its officers' private chats and the groups bound to it. */
export function reachUnit(
  reader: StoreReader,
  unitId: string,
  on: string,
): { private: string[]; groups: string[]; unreachable: string[] } {
  const reached: string[] = [];
  const unreachable: string[] = [];
  const officers = personsOf(reader, unitId, 'officer', on);
  for (const person of officers) {
    const reach = reachPerson(reader, person.id);
    if ('conversationId' in reach) reached.push(reach.conversationId);
    else unreachable.push(reach.unreachable);
  }
  const unitIds = new Set([unitId, ...answeringUnits(reader, unitId, on)]);
  const groups = new Set<string>();
  for (const id of unitIds) {
    for (const group of reader.find('conversations', 'byUnit', id)) {
      if (group.unreachable === null) groups.add(group.id);
      else unreachable.push(group.unreachable);
    }
  }
  if (officers.length === 0 && groups.size === 0) unreachable.push('nobody-linked');
  return { private: [...new Set(reached)], groups: [...groups], unreachable };
}

/** Private conversations of everyone holding a role anywhere. */
export function reachRole(reader: StoreReader, role: Role): string[] {
  return reader.find('persons', 'byRole', role).flatMap((person) => {
    const reach = person.removedAt ? null : reachPerson(reader, person.id);
    return reach && 'conversationId' in reach ? [reach.conversationId] : [];
  });
}

/** Conversations of those who collect a plan's reports; the clerks when nobody else is linked. */
export function reachCollectors(reader: StoreReader, plan: Readonly<Plan>, nowMs: number): string[] {
  const on = dayOf(nowMs);
  const conversations = plan.collectorUnitIds.flatMap((unitId) =>
    personsOf(reader, unitId, 'consolidator', on).flatMap((person) => {
      const reach = reachPerson(reader, person.id);
      return 'conversationId' in reach ? [reach.conversationId] : [];
    }),
  );
  return [...new Set(conversations.length > 0 ? conversations : reachRole(reader, 'clerk'))];
}

/** The assignment behind a typed code (`V12`, `v12`, `12` is not one); undefined when there is none. */
export function assignmentByCode(reader: StoreReader, typed: string): Readonly<Assignment> | undefined {
  const match = /^\s*v\s*(\d{1,9})\s*$/i.exec(typed);
  return match?.[1] ? reader.find('assignments', 'byNumber', String(Number(match[1])))[0] : undefined;
}

/** Groups bound to a plan and still reachable. */
export function groupsOfPlan(reader: StoreReader, planId: string): Readonly<Conversation>[] {
  return reader.find('conversations', 'byPlan', planId).filter((group) => group.unreachable === null);
}

/**
 * Assignments the reminder planner looks at: every active one of the plans in force, or of those given.
 * @param policy the office's; a plan's own changes are laid over it.
 */
export function* reminderCandidates(
  reader: StoreReader,
  policy: ReminderPolicy,
  plans: Iterable<Readonly<Plan>> = reader.find('plans', 'byStatus', 'active'),
): Iterable<ReminderCandidate> {
  for (const plan of plans) {
    const own = changedPolicy(policy, plan.reminders);
    for (const assignment of reader.find('assignments', 'byPlan', plan.id)) {
      if (assignment.status !== 'active') continue;
      const task = reader.get('tasks', assignment.taskId);
      if (task?.status !== 'active') continue;
      const facts = factsOf(reader, assignment);
      yield { facts, isReport: isReport(task.action, task.deliverable), policy: own };
    }
  }
}

/** Whether a task's product is a report others consolidate; such tasks are reminded earlier (domain.md 4.5). */
export function isReport(action: string, deliverable: string | null): boolean {
  return /\bbao cao\b/.test(fold(`${action} ${deliverable ?? ''}`));
}
