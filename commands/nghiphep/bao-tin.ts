/** Who learns of a leave: the deputy at once, the head and the office where nobody stands in, those this person stood in for. */
import type { CommandContext } from '../../src/domain/command.js';
import { headsOf, overlaps, standsInFor, uncoveredUnits } from '../../src/domain/leave.js';
import type { Person } from '../../src/domain/person.js';
import {
  type AssignmentView,
  assignmentsOf,
  reachPerson,
  reachRole,
  viewsOf,
} from '../../src/domain/queries.js';
import { needsHandIn } from '../../src/domain/state.js';
import { dayOf, toIso } from '../../src/domain/time.js';
import type { Leave } from '../../src/domain/urging.js';
import type { OutboundMessage } from '../../src/domain/message.js';
import * as texts from '../../src/texts/leave.js';

/** Tells the deputy of a leave just taken. @returns how many assignments they were told of. */
export function tellDeputy(
  person: Readonly<Person>,
  leave: Leave,
  deputy: Readonly<Person>,
  context: CommandContext,
): number {
  const { tx, nowMs } = context;
  const on = dayOf(nowMs);
  // Of what the deputy acts for themselves; a unit of the other's alone is none of their business.
  const theirs = new Set(assignmentsOf(tx, deputy, nowMs).map(({ id }) => id));
  const views = openWork(person, leave, context).filter(({ facts }) => theirs.has(facts.assignment.id));
  const uncovered = uncoveredUnits(person, deputy, on, tx);
  const units = unitNames(
    officerUnits(person).filter((id) => !uncovered.includes(id)),
    context,
  );
  tell(deputy, texts.deputyTold(person.name, leave, units, views, nowMs), 'deputy', leave, person, context);
  return views.length;
}

/** Tells a deputy that they stand in no more. @returns whether they could be told. */
export function tellReleased(person: Readonly<Person>, leave: Leave, context: CommandContext): boolean {
  const deputy = leave.deputyId === null ? undefined : context.tx.get('persons', leave.deputyId);
  if (!deputy || leave.until < dayOf(context.nowMs)) return false;
  const message = { text: texts.deputyReleased(person.name, leave) };
  return tell(deputy, message, `released/${toIso(context.nowMs)}`, leave, person, context);
}

/**
 * Tells heads and clerks of the units for which nobody stands in.
 * @returns names of those units, and whether anybody was told.
 */
export function tellUncovered(
  person: Readonly<Person>,
  leave: Leave,
  deputy: Readonly<Person> | null,
  context: CommandContext,
): { units: string[]; isTold: boolean } {
  const { tx, nowMs } = context;
  const on = dayOf(nowMs);
  const open = openWork(person, leave, context);
  let isTold = false;
  const uncovered = uncoveredUnits(person, deputy, on, tx);
  for (const unitId of uncovered) {
    const tasks = open.filter(({ unit }) => unit.id === unitId).length;
    const message = texts.nobodyStandsIn(person.name, unitNames([unitId], context), leave, tasks);
    for (const conversationId of officeOf(unitId, person, context)) {
      const key = `leave/${person.id}/${leave.at}/${unitId}/${conversationId}`;
      isTold = context.sendTo(conversationId, message, { kind: 'notice', key }) || isTold;
    }
  }
  return { units: unitNames(uncovered, context), isTold };
}

/** Somebody whose deputy goes on leave in the same days has nobody then: they, the heads and the clerks learn of it. */
export function tellThoseWithoutDeputy(
  person: Readonly<Person>,
  leave: Leave,
  context: CommandContext,
): void {
  for (const away of standsInFor(context.tx, person, dayOf(context.nowMs))) {
    if (!away.leave || !overlaps(away.leave, leave)) continue;
    tell(away, texts.deputyAway(person.name, away.leave, leave), 'deputy-away', leave, person, context);
    const days = {
      ...away.leave,
      from: away.leave.from > leave.from ? away.leave.from : leave.from,
      until: away.leave.until < leave.until ? away.leave.until : leave.until,
      at: leave.at,
    };
    tellUncovered(away, days, null, context);
  }
}

/** What is open during a leave, most urgent first. */
function openWork(person: Readonly<Person>, leave: Leave, context: CommandContext): AssignmentView[] {
  const { tx, nowMs, rules } = context;
  return viewsOf(tx, assignmentsOf(tx, person, nowMs), nowMs, rules.calendar).filter(({ state, facts }) => {
    const opensOn = state === 'not-open' ? facts.round.opensOn : null;
    return needsHandIn(state) || (opensOn !== null && opensOn <= leave.until);
  });
}

/** Heads of a unit and clerks, without the person who is away. */
function officeOf(unitId: string, away: Readonly<Person>, { tx, nowMs }: CommandContext): string[] {
  const own = new Set(tx.find('addresses', 'byPerson', away.id).map((one) => one.privateConversationId));
  const heads = headsOf(tx, unitId, dayOf(nowMs)).flatMap((head) => {
    const reach = reachPerson(tx, head.id);
    return 'conversationId' in reach ? [reach.conversationId] : [];
  });
  return [...new Set([...heads, ...reachRole(tx, 'clerk')])].filter((id) => !own.has(id));
}

function tell(
  to: Readonly<Person>,
  message: OutboundMessage,
  what: string,
  leave: Leave,
  person: Readonly<Person>,
  context: CommandContext,
): boolean {
  const reach = reachPerson(context.tx, to.id);
  if (!('conversationId' in reach)) return false;
  const key = `leave/${person.id}/${leave.at}/${what}/${to.id}`;
  return context.sendTo(reach.conversationId, message, { kind: 'notice', key });
}

function officerUnits(person: Readonly<Person>): string[] {
  return person.grants.flatMap(({ role, unitId }) => (role === 'officer' && unitId !== null ? [unitId] : []));
}

function unitNames(ids: readonly string[], { tx }: CommandContext): string[] {
  return ids.flatMap((id) => tx.get('units', id)?.name ?? []);
}
