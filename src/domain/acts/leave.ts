/** Taking leave and ending it. Who may stand in is `domain/leave.ts`. */
import type { CommandContext } from '../command.js';
import type { Person } from '../person.js';
import type { StoreWriter } from '../ports.js';
import { addDays, dayOf, daysBetween, toIso } from '../time.js';
import type { Leave } from '../urging.js';

export type LeaveFault = 'backwards' | 'over' | 'too-long' | 'too-far';

/** Longest leave: a maternity leave of six months with what is added to it (Labour Code 2019, art. 139). */
const longestDays = 200;

/** Why days cannot be a leave; null when they can. One that has begun can still be put down. */
export function leaveFault({ from, until }: Pick<Leave, 'from' | 'until'>, today: string): LeaveFault | null {
  if (until < from) return 'backwards';
  if (until < today) return 'over';
  if (daysBetween(from, until) >= longestDays) return 'too-long';
  return from > addDays(today, 366) ? 'too-far' : null;
}

type ActContext = Pick<CommandContext, 'tx' | 'nowMs' | 'audit'>;

/** Puts a leave down in place of the one before. @returns the person as stored now. */
export function takeLeave(
  context: ActContext,
  person: Readonly<Person>,
  leave: Pick<Leave, 'from' | 'until' | 'deputyId'>,
): Person {
  const { tx, nowMs } = context;
  const changed: Person = { ...current(tx, person), leave: { ...leave, at: toIso(nowMs) } };
  tx.put('persons', changed);
  context.audit('leave', person.id, `${leave.from} ${leave.until} ${leave.deputyId ?? 'nobody'}`);
  return changed;
}

/**
 * Ends a leave that is not over. One that has begun ends with yesterday, so that what was reminded of meanwhile still comes
 * to the person who is back.
 * @returns what it was; null when there is none.
 */
export function endLeave(context: ActContext, person: Readonly<Person>): Leave | null {
  const { leave, ...rest } = current(context.tx, person);
  const today = dayOf(context.nowMs);
  if (!leave || leave.until < today) return null;
  const begun = leave.from < today ? { leave: { ...leave, until: addDays(today, -1) } } : {};
  context.tx.put('persons', { ...rest, ...begun });
  context.audit('end-leave', person.id);
  return leave;
}

/** The reminders end a leave that is over; what they leave behind is kept as long as an assistant may stand still. */
const keptDays = 14;

/** Removes leaves that have long been over. */
export function forgetLeaves(tx: StoreWriter, today: string): void {
  const oldest = addDays(today, -keptDays);
  for (const person of tx.all('persons')) {
    if (!person.leave || person.leave.until >= oldest) continue;
    const { leave: _, ...rest } = structuredClone(person) as Person;
    tx.put('persons', rest);
  }
}

function current(tx: StoreWriter, person: Readonly<Person>): Person {
  return structuredClone(tx.get('persons', person.id) ?? person);
}
