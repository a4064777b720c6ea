/** What a digest says, from the store as it stands: written when it is queued, and again just before it is sent. */
import { audienceOf } from '../../domain/audience.js';
import type { Rules } from '../../domain/command.js';
import type { OutboundMessage } from '../../domain/message.js';
import type { Conversation } from '../../domain/person.js';
import type { StoreReader } from '../../domain/ports.js';
import { type AssignmentView, viewOf } from '../../domain/queries.js';
import { type Answering, standingOf } from '../../domain/reminder-reach.js';
import { snoozeLimit } from '../../domain/snooze.js';
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

/** Composes digests of one instant. */
export interface DigestComposer {
  /**
   * @returns null when nothing of it is to be said any more: handed in, the plan closed or its reminders turned off, the
   * date moved, the person or the group no longer answering for the unit.
   */
  compose(order: DigestOrder): OutboundMessage | null;
}

/** The digest of one conversation alone; see `DigestComposer.compose`. */
export function composeDigest(
  reader: StoreReader,
  order: DigestOrder,
  nowMs: number,
  rules: Rules,
): OutboundMessage | null {
  return createDigestComposer(reader, nowMs, rules).compose(order);
}

/** What many conversations of one run share (a view, a unit's people, whole texts) is worked out once. */
export function createDigestComposer(reader: StoreReader, nowMs: number, rules: Rules): DigestComposer {
  const on = dayOf(nowMs);
  const answering = new Map<string, Answering[]>();
  const views = new Map<string, AssignmentView | null>();
  const steps = new Map<string, Readonly<ReminderRecord>[]>();
  const texts = new Map<string, OutboundMessage>();
  const days = new Map<string, string>();
  const dayAt = (iso: string): string => known(days, iso, () => dayOf(Date.parse(iso)));

  /** Refused on the last day, and of what is late after a while: no button for that. */
  const isDeferrable = ({ facts, plan }: AssignmentView): boolean =>
    'latest' in snoozeLimit(facts, null, policyOf(plan, rules), rules.calendar, nowMs);

  return {
    compose({ conversation, assignmentIds, since }) {
      const standing = standingOf(reader, conversation, on, answering);
      const own: AssignmentView[] = [];
      const ofPlans: { view: AssignmentView; isNamed: boolean }[] = [];
      const records: Readonly<ReminderRecord>[] = [];
      for (const id of new Set(assignmentIds)) {
        const view = known(views, id, () => remindedView(reader, id, nowMs, rules));
        if (!view) continue;
        const its = known(steps, `${since} ${id}`, () => recordsSince(reader, id, since));
        // A step that went to others only (officers before their heads) is no news of this conversation's. One of a date
        // that was moved, recorded by a clock that has been set back since, hides none of the date in force.
        const heard = its.filter(({ conversationIds }) => conversationIds.includes(conversation.id));
        const last =
          heard.findLast((record) => !isOvertaken(view, record, nowMs)) ?? heard.at(-1) ?? its.at(-1);
        if (isOvertaken(view, last, nowMs)) continue;
        const isOwn = standing.answersFor(view.unit.id);
        if (isOwn) own.push(view);
        const { planGroups } = audienceOf(last?.step ?? '', policyOf(view.plan, rules));
        const isOfPlan = planGroups !== null && conversation.planIds.includes(view.plan.id);
        if (isOfPlan) ofPlans.push({ view, isNamed: planGroups === 'names' });
        if (isOwn || isOfPlan) records.push(...heard);
      }
      if (own.length + ofPlans.length === 0) return null;
      const absent = new Map(
        [...new Set(own.map(({ unit }) => unit.id))].flatMap((unitId) =>
          standing.insteadOf(unitId).map((person) => [person.id, person] as const),
        ),
      );
      const missed = missedDays(records, dayAt);
      const isGroup = conversation.kind === 'group';
      const key = JSON.stringify([
        own.map(({ facts }) => facts.assignment.id),
        ofPlans.map(({ view, isNamed }) => [view.facts.assignment.id, isNamed]),
        [...absent.keys()],
        missed,
        isGroup,
      ]);
      return known(texts, key, () => {
        own.sort(compareUrgency);
        const lacking = lackingBeside(reader, own, nowMs, rules);
        const plans = planFigures(reader, ofPlans, nowMs, rules);
        const deferrable = new Set(own.filter(isDeferrable).map(({ facts }) => facts.assignment.id));
        const people = [...absent.values()];
        return digestMessage(
          { own, lacking, plans, absent: people, missedDays: missed, deferrable, isGroup },
          nowMs,
        );
      });
    },
  };
}

function known<T>(found: Map<string, T>, key: string, look: () => T): T {
  let value = found.get(key);
  if (value === undefined) found.set(key, (value = look()));
  return value;
}

/** An owed assignment whose plan is reminded of. */
function remindedView(reader: StoreReader, id: string, nowMs: number, rules: Rules): AssignmentView | null {
  const view = owedView(reader, id, nowMs, rules);
  return view && !policyOf(view.plan, rules).isOff ? view : null;
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
export function isOvertaken(
  view: AssignmentView,
  step: Readonly<Pick<ReminderRecord, 'dueOn'>> | undefined,
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
      const isPartial = reader
        .find('submissions', 'byAssignment', assignment.id)
        .some(({ missing }) => missing !== undefined);
      if (!isPartial || !plans.has(assignment.planId)) return [];
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
