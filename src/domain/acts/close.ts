/**
 * Closing a plan and opening it again, and who is to be told. Nothing is lost by it: a closed plan is only no longer
 * reminded of and takes nothing more.
 */
import type { WorkCalendar } from '../calendar.js';
import type { CommandContext } from '../command.js';
import type { Plan } from '../plan.js';
import type { StoreReader, StoreWriter } from '../ports.js';
import { type AssignmentView, groupsOfPlan, reachCollectors, reachUnit, viewsOf } from '../queries.js';
import { isOpen } from '../state.js';
import { dayOf, toIso } from '../time.js';

/** What a plan still has to come, as it would be left by closing it. */
export interface LeftOpen {
  /** Nothing handed in, or returned. */
  owed: AssignmentView[];
  /** Handed in and not decided. */
  waiting: AssignmentView[];
  /** Requests for more time without a decision. */
  requests: number;
}

export function leftOpen(
  reader: StoreReader,
  plan: Readonly<Plan>,
  nowMs: number,
  calendar: WorkCalendar,
): LeftOpen {
  const views = viewsOf(reader, reader.find('assignments', 'byPlan', plan.id), nowMs, calendar);
  return {
    owed: views.filter(({ state }) => isOpen(state)),
    waiting: views.filter(({ state }) => state === 'awaiting-on-time' || state === 'awaiting-late'),
    requests: views.flatMap(({ facts }) => facts.extensions.filter(({ status }) => status === 'requested'))
      .length,
  };
}

/** Closes an active plan; those concerned are told at the next time of sending. */
export function closePlan(
  context: Pick<CommandContext, 'tx' | 'nowMs' | 'person' | 'audit'>,
  plan: Readonly<Plan>,
  left: LeftOpen,
): Plan {
  const { tx, nowMs, person } = context;
  const closed: Plan = {
    ...(structuredClone(plan) as Plan),
    status: 'closed',
    closedAt: toIso(nowMs),
    ...(person ? { closedBy: person.id } : {}),
    untoldChange: 'closed',
  };
  // Whoever was never told that it was opened again need not hear that it is closed again.
  if (plan.untoldChange === 'reopened') delete closed.untoldChange;
  // Nobody is told any more what a plan orders that is over.
  delete closed.isUnannounced;
  tx.put('plans', closed);
  context.audit('close-plan', `K${plan.number}`, `${left.owed.length} owed, ${left.waiting.length} waiting`);
  return closed;
}

/** Opens a closed plan again; its archive stays until the next closing makes another. */
export function reopenPlan(context: Pick<CommandContext, 'tx' | 'audit'>, plan: Readonly<Plan>): Plan {
  const open: Plan = { ...(structuredClone(plan) as Plan), status: 'active', untoldChange: 'reopened' };
  delete open.closedAt;
  delete open.closedBy;
  if (plan.untoldChange === 'closed') delete open.untoldChange;
  context.tx.put('plans', open);
  context.audit('reopen-plan', `K${plan.number}`);
  return open;
}

/** One message owed to one conversation. */
export interface ChangeNotice {
  conversationId: string;
  /** Once per closing (or opening) and conversation, whatever happens. */
  key: string;
  plan: Readonly<Plan>;
  what: 'closed' | 'reopened';
}

/** Whether anybody has yet to be told of a plan closed or opened again. */
export function hasUntoldChange(reader: StoreReader): boolean {
  return changed(reader).length > 0;
}

/**
 * Who is to be told: units that owed something in the plan, those who collect it, and its groups. Whoever closed it
 * knows.
 * @param except a conversation that has its answer already.
 */
export function changeNotices(reader: StoreReader, nowMs: number, except: string | null): ChangeNotice[] {
  return changed(reader).flatMap((plan) => {
    const what = plan.untoldChange;
    if (what === undefined) return [];
    const units = new Set(
      reader
        .find('assignments', 'byPlan', plan.id)
        .flatMap(({ status, unitId }) => (status === 'cancelled' ? [] : [unitId])),
    );
    const reached = new Set<string>();
    for (const unitId of units) {
      const reach = reachUnit(reader, unitId, dayOf(nowMs));
      for (const id of [...reach.private, ...reach.groups]) reached.add(id);
    }
    for (const id of reachCollectors(reader, plan, nowMs)) reached.add(id);
    for (const { id } of groupsOfPlan(reader, plan.id)) reached.add(id);
    if (except !== null) reached.delete(except);
    const at = plan.closedAt ?? toIso(nowMs);
    return [...reached].map((conversationId) => ({
      conversationId,
      key: `${what}/${plan.id}/${at}/${conversationId}`,
      plan,
      what,
    }));
  });
}

/** Marks every change as told. */
export function markChangesTold(tx: StoreWriter): void {
  for (const plan of changed(tx)) {
    const told = structuredClone(plan) as Plan;
    delete told.untoldChange;
    tx.put('plans', told);
  }
}

function changed(reader: StoreReader): Readonly<Plan>[] {
  return (['active', 'closed'] as const)
    .flatMap((status) => reader.find('plans', 'byStatus', status))
    .filter((plan) => plan.untoldChange !== undefined);
}
