/** What was gathered → rows of the outbox: one digest per conversation and run, and what still waits joins it. */
import type { Rules } from '../../domain/command.js';
import type { OutboundMessage, OutboxRow } from '../../domain/message.js';
import type { Conversation } from '../../domain/person.js';
import type { StoreReader, StoreWriter } from '../../domain/ports.js';
import { dayOf, toIso } from '../../domain/time.js';
import { enqueue, rememberForPrivateChat } from '../outbox.js';
import { clerkConversations } from './clerks.js';
import { createDigestComposer } from './digest.js';
import type { Gathered } from './gather.js';
import { hoursFor, nextWithin } from './hours.js';
import { composeOfficeList } from './office.js';
import { isUnopened } from './set-back.js';
import { digestKey, freeKey, officeKey } from './keys.js';

export interface RunOptions {
  rules: Rules;
  nowMs: number;
  /** The clock jumps from one sending time to the next (the demo): each day keeps its own message. */
  isMoved: boolean;
}

/** Writes the rows of one run. */
export function queueGathered(tx: StoreWriter, gathered: Gathered, options: RunOptions): void {
  const { rules, nowMs } = options;
  const composer = createDigestComposer(tx, nowMs, rules);
  for (const [conversationId, ids] of gathered.digests) {
    const conversation = tx.get('conversations', conversationId);
    if (!conversation) continue;
    queueRow(tx, conversation, digestKey, ids, options, (assignmentIds, since) =>
      composer.compose({ conversation, assignmentIds, since }),
    );
  }
  if (gathered.office.size === 0) return;
  for (const conversationId of clerkConversations(tx, dayOf(nowMs))) {
    const conversation = tx.get('conversations', conversationId);
    if (!conversation) continue;
    queueRow(tx, conversation, officeKey, gathered.office, options, (assignmentIds, since) =>
      composeOfficeList(tx, assignmentIds, since, nowMs, rules),
    );
  }
}

/**
 * In the transaction that notes a row as sent: the numbers under it can be typed from now on. Before, they would have stood
 * for a message nobody had seen, and its list may have become shorter since it was queued.
 */
export function rememberSent(tx: StoreWriter, row: Pick<OutboxRow, 'id'>, nowMs: number): void {
  const sent = tx.get('outbox', row.id);
  const conversation = sent && tx.get('conversations', sent.conversationId);
  if (conversation && sent.kind === 'reminder') rememberForPrivateChat(tx, conversation, sent.message, nowMs);
}

type Compose = (assignmentIds: readonly string[], since: string) => OutboundMessage | null;

/**
 * One row for a conversation, in place of those of its kind that still wait: what they say stands in the new
 * one. Plans whose hours have nothing in common cannot share a row.
 */
function queueRow(
  tx: StoreWriter,
  conversation: Readonly<Conversation>,
  prefix: string,
  ids: ReadonlySet<string>,
  { rules, nowMs, isMoved }: RunOptions,
  compose: Compose,
): void {
  const waiting = tx
    .find('outbox', 'byConversation', conversation.id)
    .filter((row) => isWaiting(row, prefix) && !isUnopened(tx, row, nowMs))
    .filter(({ createdAt }) => !isMoved || dayOf(Date.parse(createdAt)) === dayOf(nowMs));
  const bundles = withoutClash(tx, conversation, [...ids], rules);
  for (const [index, bundle] of bundles.entries()) {
    let since = toIso(nowMs);
    const replaced: Readonly<OutboxRow>[] = [];
    for (const row of waiting) {
      if (tx.get('outbox', row.id)?.status !== 'pending') continue;
      const both = [...new Set([...row.assignmentIds, ...bundle])];
      if (hoursFor(tx, conversation, both, rules) === null) continue;
      bundle.splice(0, bundle.length, ...both);
      if (row.createdAt < since) since = row.createdAt;
      replaced.push(row);
    }
    const message = compose(bundle, since);
    if (message === null) continue;
    for (const row of replaced)
      tx.put('outbox', { ...structuredClone(row), status: 'dropped', lastError: 'merged' });
    const atMs = nextWithin(nowMs, hoursFor(tx, conversation, bundle, rules) ?? rules.policy, rules);
    const key = freeKey(tx, `${prefix}${conversation.id}/${toIso(nowMs)}`, index + 1);
    const options = {
      kind: 'reminder',
      key,
      assignmentIds: bundle,
      createdAt: since,
      ...(atMs > nowMs ? { notBefore: toIso(atMs) } : {}),
    } as const;
    enqueue(tx, conversation, message, options, nowMs);
  }
}

/**
 * It waits, whether or not it was tried before: what it says goes out with the new one, not right before it. It is replaced
 * rather than rewritten: a deliverer that took it up meanwhile either finds it dropped, or has marked it and then it does
 * not wait any more.
 */
function isWaiting(row: Readonly<OutboxRow>, prefix: string): boolean {
  return row.kind === 'reminder' && row.status === 'pending' && row.key.startsWith(prefix);
}

/** As few bundles as the hours of their plans allow; almost always one. */
function withoutClash(
  reader: StoreReader,
  conversation: Readonly<Conversation>,
  ids: readonly string[],
  rules: Rules,
): string[][] {
  if (hoursFor(reader, conversation, ids, rules) !== null) return [[...ids]];
  const bundles: string[][] = [];
  for (const id of ids) {
    const fitting = bundles.find((bundle) => hoursFor(reader, conversation, [...bundle, id], rules) !== null);
    if (fitting) fitting.push(id);
    else bundles.push([id]);
  }
  return bundles;
}
