/** What comes back by itself: an assignment put off, and what fell due while somebody was away. Each once. */
import { audienceOf, kindOf } from '../../domain/audience.js';
import type { Rules } from '../../domain/command.js';
import type { Person } from '../../domain/person.js';
import type { StoreWriter } from '../../domain/ports.js';
import { answeringUnits, assignmentsOf, reachPerson } from '../../domain/queries.js';
import { isAway, isHeadOnly, personOf } from '../../domain/reminder-reach.js';
import { dayOf } from '../../domain/time.js';
import { policyOf } from './policies.js';

export interface Returning {
  conversationId: string;
  assignmentId: string;
}

/** Takes the snoozes whose day has come out of the store. One of somebody away waits until they are back. */
export function returningSnoozes(tx: StoreWriter, nowMs: number): Returning[] {
  const today = dayOf(nowMs);
  const back: Returning[] = [];
  for (const { id, conversationId, assignmentId, until } of tx.all('snoozes')) {
    if (until > today) continue;
    const conversation = tx.get('conversations', conversationId);
    const person = conversation && personOf(tx, conversation);
    if (person && isAway(person, today)) continue;
    tx.remove('snoozes', id);
    back.push({ conversationId, assignmentId });
  }
  return back;
}

/** Ends leaves that are over: what was reminded of meanwhile and would have been for this person, to them once. */
export function returningFromLeave(tx: StoreWriter, nowMs: number, rules: Rules): Returning[] {
  const today = dayOf(nowMs);
  return [...tx.all('persons')].flatMap((person): Returning[] => {
    const { leave } = person;
    if (leave === undefined || leave.until >= today) return [];
    const { leave: _over, ...back } = structuredClone(person) as Person;
    tx.put('persons', back);
    const reach = reachPerson(tx, person.id);
    if (person.removedAt !== null || !('conversationId' in reach)) return [];
    const { conversationId } = reach;
    return assignmentsOf(tx, person, nowMs)
      .filter(({ id, planId, unitId }) => {
        const plan = tx.get('plans', planId);
        if (plan?.status !== 'active') return false;
        const policy = policyOf(plan, rules);
        const unitIds = new Set([unitId, ...answeringUnits(tx, unitId, today)]);
        return tx.find('reminders', 'byAssignment', id).some(({ queuedAt, step }) => {
          const day = dayOf(Date.parse(queuedAt));
          if (day < leave.from || day > leave.until) return false;
          const kind = kindOf(step);
          if (kind !== null && person.reminders?.muted?.includes(kind)) return false;
          return !isHeadOnly(person, unitIds) || audienceOf(step, policy).heads;
        });
      })
      .map(({ id }) => ({ conversationId, assignmentId: id }));
  });
}

/** Whether anything comes back now, so that a run without a step due is worth making. */
export function isAnythingReturning(tx: Pick<StoreWriter, 'all'>, nowMs: number): boolean {
  const today = dayOf(nowMs);
  for (const { until } of tx.all('snoozes')) if (until <= today) return true;
  for (const { leave } of tx.all('persons')) if (leave && leave.until < today) return true;
  return false;
}
