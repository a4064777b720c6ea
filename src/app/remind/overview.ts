/**
 * The weekly overview, on the first working day of the week when the hours of sending begin: groups learn what their units
 * owe and how their plans stand, leaders the figures of all plans. A week with nothing due and nothing overdue says nothing.
 */
import { addWorkingDays, isWorkingDay } from '../../domain/calendar.js';
import type { Rules } from '../../domain/command.js';
import type { OutboundMessage } from '../../domain/message.js';
import { type Conversation, hasRole } from '../../domain/person.js';
import { type Plan, planLabel } from '../../domain/plan.js';
import type { StoreReader, StoreWriter } from '../../domain/ports.js';
import { type AssignmentView, reachPerson, unitsAnsweredBy, viewsOf } from '../../domain/queries.js';
import { isAway } from '../../domain/leave.js';
import { personOf, preferencesOf } from '../../domain/reminder-reach.js';
import { effectiveDue, isPastDue, needsHandIn } from '../../domain/state.js';
import { addDays, dayOf, instantOf, toIso, weekdayOf } from '../../domain/time.js';
import { type OverviewParts, type WeekCounts, overviewMessage } from '../../texts/overview.js';
import type { PlanFigures } from '../../texts/digests.js';
import { enqueue } from '../outbox.js';
import { roundFigures } from './digest.js';
import { wants } from './gather.js';
import { hoursFor, nextWithin } from './hours.js';
import { isSending, policyOf } from './policies.js';
import { digestKey } from './queue.js';

/** Begins the keys of overviews: `overview/<conversation>/<monday>`. */
export const overviewKey = 'overview/';

/** Monday of the week of a day. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day));
}

/** Whether a run that goes on from a mark is the one to send the overviews of its week. */
export function isOverviewDue(markMs: number, nowMs: number, rules: Rules): boolean {
  const today = dayOf(nowMs);
  const startMs = instantOf(today, rules.policy.sendFrom);
  if (rules.policy.isOff || markMs >= startMs || nowMs < startMs) return false;
  const monday = mondayOf(today);
  const first = isWorkingDay(monday, rules.calendar) ? monday : addWorkingDays(monday, 1, rules.calendar);
  return today === first && isSending(nowMs, rules.policy, rules);
}

/**
 * Puts the overviews of this week in the outbox; the key lets none out twice.
 * @param digests what the digests of the same run list, by conversation.
 */
export function queueOverviews(
  tx: StoreWriter,
  digests: ReadonlyMap<string, ReadonlySet<string>>,
  nowMs: number,
  rules: Rules,
): number {
  const counts = countsOnce(tx, nowMs, rules);
  const leaders = tx.find('persons', 'byRole', 'leader').flatMap((person) => {
    const reach = reachPerson(tx, person.id);
    return 'conversationId' in reach ? [reach.conversationId] : [];
  });
  const groups = [...tx.all('conversations')].filter(
    ({ kind, unreachable, unitIds, planIds }) =>
      kind === 'group' && unreachable === null && unitIds.length + planIds.length > 0,
  );
  let queued = 0;
  for (const id of new Set([...leaders, ...groups.map((group) => group.id)])) {
    const conversation = tx.get('conversations', id);
    const reminded = digests.get(id) ?? new Set<string>();
    const message = conversation && composeOverview(tx, conversation, nowMs, rules, { reminded, counts });
    if (!conversation || !message) continue;
    const hours = hoursFor(tx, conversation, [], rules) ?? rules.policy;
    const atMs = nextWithin(nowMs, hours, rules);
    const key = `${overviewKey}${id}/${mondayOf(dayOf(nowMs))}`;
    const options = { kind: 'overview', key, ...(atMs > nowMs ? { notBefore: toIso(atMs) } : {}) } as const;
    if (enqueue(tx, conversation, message, options, nowMs)) queued += 1;
  }
  return queued;
}

/**
 * @param known.reminded assignments its digest of the day lists.
 * @param known.counts counts of all plans, when they were worked out before.
 * @returns null when this conversation has nothing to be told this week, or does not want to be.
 */
export function composeOverview(
  reader: StoreReader,
  conversation: Readonly<Conversation>,
  nowMs: number,
  rules: Rules,
  known: { reminded: ReadonlySet<string>; counts?: () => WeekCounts[] },
): OutboundMessage | null {
  if (!wants(preferencesOf(reader, conversation), 'overview')) return null;
  const monday = mondayOf(dayOf(nowMs));
  const person = personOf(reader, conversation);
  const isLeader = person !== undefined && hasRole(person, 'leader') && !isAway(person, dayOf(nowMs));
  const { reminded, counts = countsOnce(reader, nowMs, rules) } = known;
  const parts: OverviewParts =
    conversation.kind === 'group'
      ? {
          monday,
          reminded,
          own: ownWeek(reader, conversation, nowMs, rules),
          plans: conversation.planIds.flatMap((id) => planWeek(reader, id, nowMs, rules)),
          counts: [],
        }
      : { monday, reminded, own: [], plans: [], counts: isLeader ? counts() : [] };
  const isAnything =
    parts.own.length + parts.plans.length > 0 || parts.counts.some(({ due, overdue }) => due + overdue > 0);
  return isAnything ? overviewMessage(parts, nowMs) : null;
}

/** What the digests of a day list for a conversation. */
export function remindedOn(reader: StoreReader, conversationId: string, day: string): Set<string> {
  const rows = reader
    .find('outbox', 'byConversation', conversationId)
    .filter(({ key, status }) => key.startsWith(digestKey) && status !== 'dropped')
    .filter(({ createdAt }) => dayOf(Date.parse(createdAt)) === day);
  return new Set(rows.flatMap(({ assignmentIds }) => assignmentIds));
}

/** Still owed, and overdue or due by the end of this week; of plans that are reminded of. */
function isOfWeek(view: AssignmentView, nowMs: number, rules: Rules): boolean {
  if (!needsHandIn(view.state) || policyOf(view.plan, rules).isOff) return false;
  const { dueOn } = effectiveDue(view.facts, nowMs);
  return dueOn !== null && dueOn <= addDays(mondayOf(dayOf(nowMs)), 6);
}

function ownWeek(
  reader: StoreReader,
  conversation: Readonly<Conversation>,
  nowMs: number,
  rules: Rules,
): AssignmentView[] {
  const on = dayOf(nowMs);
  const unitIds = new Set(conversation.unitIds.flatMap((id) => unitsAnsweredBy(reader, id, on)));
  const assignments = [...unitIds].flatMap((id) => reader.find('assignments', 'byUnit', id));
  return viewsOf(reader, assignments, nowMs, rules.calendar).filter((view) => isOfWeek(view, nowMs, rules));
}

function planWeek(reader: StoreReader, planId: string, nowMs: number, rules: Rules): PlanFigures[] {
  const rounds = new Map<string, AssignmentView>();
  let plan: Readonly<Plan> | undefined;
  for (const view of viewsOf(reader, reader.find('assignments', 'byPlan', planId), nowMs, rules.calendar)) {
    if (!isOfWeek(view, nowMs, rules) || rounds.has(view.facts.round.id)) continue;
    ({ plan } = view);
    rounds.set(view.facts.round.id, view);
  }
  if (!plan) return [];
  return [{ plan, rounds: [...rounds.values()].map((view) => roundFigures(reader, view, nowMs, rules)) }];
}

/** The counts of all plans, worked out when the first leader needs them. */
function countsOnce(reader: StoreReader, nowMs: number, rules: Rules): () => WeekCounts[] {
  let made: WeekCounts[] | null = null;
  return () => (made ??= allCounts(reader, nowMs, rules));
}

function allCounts(reader: StoreReader, nowMs: number, rules: Rules): WeekCounts[] {
  return reader
    .find('plans', 'byStatus', 'active')
    .flatMap((plan): WeekCounts[] => {
      if (policyOf(plan, rules).isOff) return [];
      const counts = { label: planLabel(plan.document), due: 0, overdue: 0, waiting: 0 };
      const assignments = reader.find('assignments', 'byPlan', plan.id);
      for (const view of viewsOf(reader, assignments, nowMs, rules.calendar)) {
        if (view.state === 'awaiting-late' || view.state === 'awaiting-on-time') counts.waiting += 1;
        else if (needsHandIn(view.state) && isPastDue(view.facts, nowMs)) counts.overdue += 1;
        else if (isOfWeek(view, nowMs, rules)) counts.due += 1;
      }
      return counts.due + counts.overdue + counts.waiting > 0 ? [counts] : [];
    })
    .sort((a, b) => b.overdue - a.overdue || b.due - a.due || b.waiting - a.waiting);
}
