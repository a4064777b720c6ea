/**
 * A reminder is looked at again just before it is sent: what has been handed in, moved, paused or closed meanwhile, and
 * whom it no longer concerns, is left out.
 */
import type { Rules } from '../../domain/command.js';
import type { OutboundMessage, OutboxRow } from '../../domain/message.js';
import type { Clock, StoreReader } from '../../domain/ports.js';
import { standingOf } from '../../domain/reminder-reach.js';
import { dayOf } from '../../domain/time.js';
import { clerkConversations } from './clerks.js';
import { composeDigest, owedView } from './digest.js';
import { composeOfficeList } from './office.js';
import { composeOverview, mondayOf, overviewKey } from './overview.js';
import { digestKey, officeKey } from './queue.js';

/** @returns what a row says now; null when it has nothing left to say. Rows of other kinds come back as they are. */
export function createRefresh(
  store: StoreReader,
  clock: Clock,
  rules: Rules,
): (row: Readonly<OutboxRow>) => OutboundMessage | null {
  return (row) => {
    const nowMs = clock.now();
    const conversation = store.get('conversations', row.conversationId);
    if (row.kind === 'overview' && row.key.startsWith(overviewKey)) {
      const isOfThisWeek = row.key.endsWith(`/${mondayOf(dayOf(nowMs))}`);
      return conversation && isOfThisWeek ? composeOverview(store, conversation, nowMs, rules) : null;
    }
    if (row.kind !== 'reminder' || row.assignmentIds.length === 0) return row.message;
    if (!conversation) return null;
    if (row.key.startsWith(officeKey)) {
      if (!clerkConversations(store, dayOf(nowMs)).includes(conversation.id)) return null;
      return composeOfficeList(store, row.assignmentIds, row.createdAt, nowMs, rules);
    }
    const order = { conversation, assignmentIds: row.assignmentIds, since: row.createdAt };
    if (row.key.startsWith(digestKey)) return composeDigest(store, order, nowMs, rules);
    // What a person wrote (urging) keeps its words as long as all of it holds.
    const standing = standingOf(store, conversation, dayOf(nowMs));
    const holding = row.assignmentIds.filter((id) => {
      const view = owedView(store, id, nowMs, rules);
      return view !== undefined && standing.answersFor(view.unit.id);
    });
    if (holding.length === row.assignmentIds.length) return row.message;
    return composeDigest(store, { ...order, assignmentIds: holding }, nowMs, rules);
  };
}
