/** What comes back by itself: an assignment put off, and what fell due while somebody was away. Each once. */
import { audienceOf, kindOf } from '../../domain/audience.js';
import type { Rules } from '../../domain/command.js';
import type { Person } from '../../domain/person.js';
import type { StoreReader, StoreWriter } from '../../domain/ports.js';
import { answeringUnits, assignmentsOf, reachPerson } from '../../domain/queries.js';
import { isAway } from '../../domain/leave.js';
import { isHeadOnly, personOf } from '../../domain/reminder-reach.js';
import { snoozeEnd } from '../../domain/snooze.js';
import { dayOf } from '../../domain/time.js';
import type { Snooze } from '../../domain/urging.js';
import { owedView } from './digest.js';
import { policyOf } from './policies.js';

export interface Returning {
  conversationId: string;
  assignmentId: string;
}

/**
 * Takes the snoozes whose day has come, and those that mean nothing any more, out of the store. One of somebody away waits
 * until they are back; of a person on several channels one conversation is told.
 */
export function returningSnoozes(tx: StoreWriter, nowMs: number, rules: Rules): Returning[] {
  const today = dayOf(nowMs);
  const back: Returning[] = [];
  for (const snooze of tx.all('snoozes')) {
    const end = endOf(tx, snooze, nowMs, rules);
    if (end !== null && end > today) continue;
    const conversation = tx.get('conversations', snooze.conversationId);
    const person = conversation && personOf(tx, conversation);
    if (person && isAway(person, today)) continue;
    tx.remove('snoozes', snooze.id);
    const reach = person && reachPerson(tx, person.id);
    if (end === null || !conversation || (reach && !('conversationId' in reach))) continue;
    const conversationId = reach ? reach.conversationId : conversation.id;
    back.push({ conversationId, assignmentId: snooze.assignmentId });
  }
  return back;
}

/** Conversations that have put an assignment off to a later day. */
export function snoozedBy(
  reader: StoreReader,
  assignmentId: string,
  nowMs: number,
  rules: Rules,
): Set<string> {
  const today = dayOf(nowMs);
  return new Set(
    reader
      .find('snoozes', 'byAssignment', assignmentId)
      .filter((snooze) => (endOf(reader, snooze, nowMs, rules) ?? today) > today)
      .map(({ conversationId }) => conversationId),
  );
}

/** The day on which a snooze ends; null when it means nothing any more. */
function endOf(reader: StoreReader, snooze: Readonly<Snooze>, nowMs: number, rules: Rules): string | null {
  const view = owedView(reader, snooze.assignmentId, nowMs, rules);
  return view ? snoozeEnd(snooze, view.facts, policyOf(view.plan, rules), rules.calendar, nowMs) : null;
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
        if (plan?.status !== 'active' || snoozedBy(tx, id, nowMs, rules).has(conversationId)) return false;
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
export function isAnythingReturning(reader: StoreReader, nowMs: number, rules: Rules): boolean {
  const today = dayOf(nowMs);
  for (const snooze of reader.all('snoozes')) {
    const end = endOf(reader, snooze, nowMs, rules);
    if (end === null || end <= today) return true;
  }
  for (const { leave } of reader.all('persons')) if (leave && leave.until < today) return true;
  return false;
}
