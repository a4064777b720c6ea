/** Taking leave and ending it. Who may stand in is `domain/leave.ts`. */
import type { CommandContext } from '../command.js';
import type { Person } from '../person.js';
import type { StoreWriter } from '../ports.js';
import { addDays, daysBetween, toIso } from '../time.js';
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

/** Ends a leave, before its time or because it is over. @returns what it was; null when there was none. */
export function endLeave(context: ActContext, person: Readonly<Person>): Leave | null {
  const { leave, ...rest } = current(context.tx, person);
  if (!leave) return null;
  context.tx.put('persons', rest);
  context.audit('end-leave', person.id);
  return leave;
}

/** Removes leaves that are over. */
export function forgetLeaves(tx: StoreWriter, today: string): void {
  for (const person of tx.all('persons')) {
    if (!person.leave || person.leave.until >= today) continue;
    const { leave: _, ...rest } = structuredClone(person) as Person;
    tx.put('persons', rest);
  }
}

function current(tx: StoreWriter, person: Readonly<Person>): Person {
  return structuredClone(tx.get('persons', person.id) ?? person);
}
