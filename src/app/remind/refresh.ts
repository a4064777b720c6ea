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
import { composeOverview, mondayOf, overviewKey, remindedOn } from './overview.js';
import { digestKey, officeKey } from './queue.js';

/**
 * @param options.isClockMoved the clock jumps (the demo): what was queued on a day the clock has left keeps the words of that
 * day as long as all of it holds.
 * @returns what a row says now; null when it has nothing left to say. Rows of other kinds come back as they are.
 */
export function createRefresh(
  store: StoreReader,
  clock: Clock,
  rules: Rules,
  options: { isClockMoved: boolean } = { isClockMoved: false },
): (row: Readonly<OutboxRow>) => OutboundMessage | null {
  return (row) => {
    const nowMs = clock.now();
    const conversation = store.get('conversations', row.conversationId);
    const isLeftBehind = options.isClockMoved && dayOf(Date.parse(row.createdAt)) !== dayOf(nowMs);
    if (row.kind === 'overview' && row.key.startsWith(overviewKey)) {
      if (isLeftBehind) return row.message;
      const isOfThisWeek = row.key.endsWith(`/${mondayOf(dayOf(nowMs))}`);
      if (!conversation || !isOfThisWeek) return null;
      const reminded = remindedOn(store, conversation.id, dayOf(Date.parse(row.createdAt)));
      return composeOverview(store, conversation, nowMs, rules, { reminded });
    }
    if (row.kind !== 'reminder' || row.assignmentIds.length === 0) return row.message;
    if (!conversation) return null;
    if (row.key.startsWith(officeKey)) {
      if (!clerkConversations(store, dayOf(nowMs)).includes(conversation.id)) return null;
      return composeOfficeList(store, row.assignmentIds, sinceOf(row), nowMs, rules);
    }
    const order = { conversation, assignmentIds: row.assignmentIds, since: sinceOf(row) };
    if (row.key.startsWith(digestKey) && !isLeftBehind) return composeDigest(store, order, nowMs, rules);
    // What a person wrote (urging) keeps its words as long as all of it holds.
    const standing = standingOf(store, conversation, dayOf(nowMs));
    const holding = row.assignmentIds.filter((id) => {
      const view = owedView(store, id, nowMs, rules);
      if (!view) return false;
      return standing.answersFor(view.unit.id) || conversation.planIds.includes(view.plan.id);
    });
    if (holding.length === row.assignmentIds.length) return row.message;
    return composeDigest(store, { ...order, assignmentIds: holding }, nowMs, rules);
  };
}

/** Since when what a row says has been waiting; one that takes over from a row of another address bears that one's key. */
function sinceOf({ key, createdAt }: Readonly<OutboxRow>): string {
  const queuedAt = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/.exec(key)?.[0];
  return queuedAt !== undefined && queuedAt < createdAt ? queuedAt : createdAt;
}
