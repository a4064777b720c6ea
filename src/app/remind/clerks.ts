/** What the clerks are told about reminders: units nobody could be written to, and rows no platform would take. */
import type { OutboxRow } from '../../domain/message.js';
import type { StoreReader, StoreWriter } from '../../domain/ports.js';
import { reachPerson } from '../../domain/queries.js';
import { isAway } from '../../domain/leave.js';
import { standingOf } from '../../domain/reminder-reach.js';
import { dayOf, toIso } from '../../domain/time.js';
import { unreachedNotice } from '../../texts/reminders.js';
import { enqueue } from '../outbox.js';
import type { Unreached } from './gather.js';

/** Private chats of the clerks; those on leave only when there is nobody else. */
export function clerkConversations(reader: StoreReader, on: string): string[] {
  const clerks = reader.find('persons', 'byRole', 'clerk').filter(({ removedAt }) => removedAt === null);
  const present = clerks.filter((person) => !isAway(person, on));
  const reached = (present.length > 0 ? present : clerks).flatMap((person) => {
    const reach = reachPerson(reader, person.id);
    return 'conversationId' in reach ? [reach.conversationId] : [];
  });
  return [...new Set(reached)];
}

/** Unasked, to every clerk: which units the reminders of this run could not reach, and why. */
export function tellClerks(tx: StoreWriter, items: readonly Unreached[], nowMs: number): void {
  if (items.length === 0) return;
  for (const id of clerkConversations(tx, dayOf(nowMs))) {
    const conversation = tx.get('conversations', id);
    const options = { kind: 'notice', key: `unreached/${id}/${toIso(nowMs)}` } as const;
    if (conversation) enqueue(tx, conversation, unreachedNotice(items), options, nowMs);
  }
}

/**
 * A reminder that could not be delivered: the clerks learn which units it was for and why. What the groups of a plan get is
 * for no unit alone and is left out.
 */
export function reportUndeliverable(
  tx: StoreWriter,
  row: Readonly<OutboxRow>,
  reason: string,
  nowMs: number,
): void {
  if (row.kind !== 'reminder') return;
  const conversation = tx.get('conversations', row.conversationId);
  const units = new Map<string, number>();
  for (const id of row.assignmentIds) {
    const assignment = tx.get('assignments', id);
    const unit = assignment && tx.get('units', assignment.unitId);
    if (!unit || (conversation && !isForUnit(tx, conversation.id, unit.id, nowMs))) continue;
    units.set(unit.name, (units.get(unit.name) ?? 0) + 1);
  }
  const items = [...units].map(([unit, tasks]) => ({ unit, reason, tasks }));
  if (items.length === 0) return;
  for (const id of clerkConversations(tx, dayOf(nowMs))) {
    const clerk = tx.get('conversations', id);
    if (!clerk || id === row.conversationId) continue;
    const options = { kind: 'notice', key: `undelivered/${row.id}/${id}` } as const;
    enqueue(tx, clerk, unreachedNotice(items), options, nowMs);
  }
}

function isForUnit(reader: StoreReader, conversationId: string, unitId: string, nowMs: number): boolean {
  const conversation = reader.get('conversations', conversationId);
  return conversation !== undefined && standingOf(reader, conversation, dayOf(nowMs)).answersFor(unitId);
}
