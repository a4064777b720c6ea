/** What a digest says, from the store as it stands: written when it is queued, and again just before it is sent. */
import { audienceOf } from '../../domain/audience.js';
import type { Rules } from '../../domain/command.js';
import type { OutboundMessage } from '../../domain/message.js';
import type { Conversation } from '../../domain/person.js';
import type { StoreReader } from '../../domain/ports.js';
import { type AssignmentView, viewOf } from '../../domain/queries.js';
import { standingOf } from '../../domain/reminder-reach.js';
import type { ReminderRecord } from '../../domain/tables.js';
import { compareUrgency, effectiveDue, isPastDue, lackingItems, needsHandIn } from '../../domain/state.js';
import { dayOf } from '../../domain/time.js';
import { type PlanFigures, type RoundFigures, digestMessage } from '../../texts/digests.js';
import { missedDays, recordsSince } from './missed.js';
import { policyOf } from './policies.js';

/** What a digest is made from. */
export interface DigestOrder {
  conversation: Readonly<Conversation>;
  assignmentIds: readonly string[];
  /** Steps queued from this instant (ISO) on are those it stands for. */
  since: string;
}

/**
 * @returns null when nothing of it is to be said any more: handed in, the plan closed or its reminders turned off, the date
 * moved, the person or the group no longer answering for the unit.
 */
export function composeDigest(
  reader: StoreReader,
  { conversation, assignmentIds, since }: DigestOrder,
  nowMs: number,
  rules: Rules,
): OutboundMessage | null {
  const standing = standingOf(reader, conversation, dayOf(nowMs));
  const own: AssignmentView[] = [];
  const ofPlans: { view: AssignmentView; isNamed: boolean }[] = [];
  const records: Readonly<ReminderRecord>[] = [];
  for (const id of new Set(assignmentIds)) {
    const view = owedView(reader, id, nowMs, rules);
    if (!view || policyOf(view.plan, rules).isOff) continue;
    const steps = recordsSince(reader, id, since);
    if (isOvertaken(view, steps.at(-1), nowMs)) continue;
    const isOwn = standing.answersFor(view.unit.id);
    if (isOwn) own.push(view);
    const audience = audienceOf(steps.at(-1)?.step ?? '', policyOf(view.plan, rules));
    const isOfPlan = conversation.planIds.includes(view.plan.id) && audience.planGroups !== null;
    if (isOfPlan) ofPlans.push({ view, isNamed: audience.planGroups === 'names' });
    if (isOwn || isOfPlan) records.push(...steps);
  }
  if (own.length + ofPlans.length === 0) return null;
  own.sort(compareUrgency);
  const absent = new Map(
    own.flatMap(({ unit }) => standing.insteadOf(unit.id).map((person) => [person.id, person] as const)),
  );
  return digestMessage(
    {
      own,
      lacking: lackingBeside(reader, own, nowMs, rules),
      plans: planFigures(reader, ofPlans, nowMs, rules),
      absent: [...absent.values()],
      missedDays: missedDays(records),
      isGroup: conversation.kind === 'group',
    },
    nowMs,
  );
}

/** An assignment that is worth a reminder now; undefined when it is not: of a closed plan nothing is. */
export function owedView(
  reader: StoreReader,
  assignmentId: string,
  nowMs: number,
  rules: Rules,
): AssignmentView | undefined {
  const assignment = reader.get('assignments', assignmentId);
  const view = assignment && viewOf(reader, assignment, nowMs, rules.calendar);
  return view?.plan.status === 'active' && needsHandIn(view.state) ? view : undefined;
}

/** More time was given after the step was queued: the new date has steps of its own. */
function isOvertaken(
  view: AssignmentView,
  step: Readonly<ReminderRecord> | undefined,
  nowMs: number,
): boolean {
  const { dueOn } = effectiveDue(view.facts, nowMs);
  return step !== undefined && dueOn !== null && dueOn > step.dueOn;
}

/** What the same units handed in for the same plans with something still lacking, and the office has not decided on. */
function lackingBeside(
  reader: StoreReader,
  own: readonly AssignmentView[],
  nowMs: number,
  rules: Rules,
): AssignmentView[] {
  const plans = new Set(own.map(({ plan }) => plan.id));
  const units = new Set(own.map(({ unit }) => unit.id));
  return [...units].flatMap((unitId) =>
    reader.find('assignments', 'byUnit', unitId).flatMap((assignment): AssignmentView[] => {
      if (!plans.has(assignment.planId)) return [];
      const view = viewOf(reader, assignment, nowMs, rules.calendar);
      return view && lackingItems(view.facts, nowMs).length > 0 ? [view] : [];
    }),
  );
}

/** Figures of the rounds these assignments belong to, over all their units, by plan; the most urgent first. */
function planFigures(
  reader: StoreReader,
  chosen: readonly { view: AssignmentView; isNamed: boolean }[],
  nowMs: number,
  rules: Rules,
): PlanFigures[] {
  const sorted = [...chosen].sort((a, b) => compareUrgency(a.view, b.view));
  const plans = new Map<string, PlanFigures>();
  const rounds = new Map<string, RoundFigures>();
  for (const { view, isNamed } of sorted) {
    const plan = plans.get(view.plan.id) ?? { plan: view.plan, rounds: [] };
    plans.set(view.plan.id, plan);
    let round = rounds.get(view.facts.round.id);
    if (!round) {
      round = roundFigures(reader, view, nowMs, rules);
      rounds.set(view.facts.round.id, round);
      plan.rounds.push(round);
    }
    if (isNamed) round.named.push(view.unit.name);
  }
  return [...plans.values()];
}

/** How many units owe one round of a task, and how many have handed in. */
export function roundFigures(
  reader: StoreReader,
  view: AssignmentView,
  nowMs: number,
  rules: Rules,
): RoundFigures {
  const figures: RoundFigures = { view, units: 0, sent: 0, overdue: 0, named: [] };
  for (const assignment of reader.find('assignments', 'byRound', view.facts.round.id)) {
    const one = viewOf(reader, assignment, nowMs, rules.calendar);
    if (!one || one.state === 'paused' || one.state === 'cancelled') continue;
    figures.units += 1;
    if (needsHandIn(one.state)) figures.overdue += isPastDue(one.facts, nowMs) ? 1 : 0;
    else if (one.state !== 'not-open') figures.sent += 1;
  }
  return figures;
}
