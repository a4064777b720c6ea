/** What the clerks are told about reminders: units nobody could be written to. */
import type { StoreReader, StoreWriter } from '../../domain/ports.js';
import { reachPerson } from '../../domain/queries.js';
import { isAway } from '../../domain/leave.js';
import { dayOf, toIso } from '../../domain/time.js';
import { unreachedNotice } from '../../texts/reminders.js';
import { enqueue } from '../outbox.js';
import type { Unreached } from './gather.js';
import { freeKey } from './keys.js';

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
    const key = freeKey(tx, `unreached/${id}/${toIso(nowMs)}`, 1);
    if (conversation) enqueue(tx, conversation, unreachedNotice(items), { kind: 'notice', key }, nowMs);
  }
}
