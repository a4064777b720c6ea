/**
 * Outbox rows → the platform → sent, tried again, or given up with a reason.
 * Order is kept within a conversation; the row says what happened, so "why did it not arrive" has an answer.
 */
import PQueue from 'p-queue';
import { SendError } from '../domain/errors.js';
import type { OutboundMessage, OutboxRow, StoredFile } from '../domain/message.js';
import type { Channel, Clock, Log, Store, StoreWriter } from '../domain/ports.js';
import { toIso } from '../domain/time.js';
import { moveConversation } from './group-events.js';
import { withLinks } from './large-files.js';

/** Retry waits double from the first to the longest; a message is given up after `giveUpMs` of real time. */
const firstRetryMs = 1_000;
const longestRetryMs = 5 * 60_000;
const giveUpMs = 3 * 86_400_000;

export interface Deliverer {
  /** Sends what is due; safe to call at any time. */
  poke(): void;
  /** Starts nothing new and waits for the calls in hand. */
  stop(): Promise<void>;
  /** Resolves when nothing is due or in hand (tests, the demo). */
  idle(): Promise<void>;
}

export interface DeliverDeps {
  store: Store;
  clock: Clock;
  log: Log;
  channels: ReadonlyMap<string, Channel>;
  /**
   * The message as it should read now: a reminder whose work has been handed in meanwhile becomes null
   * and is dropped. Other kinds come back unchanged.
   */
  refresh(row: Readonly<OutboxRow>): OutboundMessage | null;
  /** Called in the transaction that notes a row as sent. */
  onSent(tx: StoreWriter, row: Readonly<OutboxRow>): void;
  /**
   * A link for whoever gets a row, under which a file can be fetched that is too large for the channel; null when there is
   * nobody who may, or no address to link to. How long it lives, in days.
   */
  fileLink(row: Readonly<OutboxRow>, file: StoredFile): string | null;
  fileLinkDays: number;
  /** Called in the transaction that gives a row up. */
  onUndeliverable(tx: StoreWriter, row: Readonly<OutboxRow>, reason: string): void;
}

export function createDeliverer(deps: DeliverDeps): Deliverer {
  const { store, clock, log } = deps;
  const queues = new Map<string, PQueue>();
  const inHand = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  function queueOf(channel: Channel): PQueue {
    let queue = queues.get(channel.name);
    if (!queue) {
      const overall = channel.capabilities.limits?.overall;
      queue = new PQueue(
        overall
          ? { concurrency: 8, intervalCap: overall.count, interval: overall.perMs, strict: true }
          : { concurrency: 16 },
      );
      queues.set(channel.name, queue);
    }
    return queue;
  }

  function poke(): void {
    if (isStopped) return;
    const now = Date.now();
    const seen = new Set<string>(inHand);
    let soonest = Number.POSITIVE_INFINITY;
    const rows = [...store.find('outbox', 'byStatus', 'pending')].sort((a, b) => a.sequence - b.sequence);
    for (const row of rows) {
      if (seen.has(row.conversationId)) continue;
      seen.add(row.conversationId);
      const channel = deps.channels.get(row.channel);
      if (!channel) continue;
      const due = Date.parse(row.nextAttemptAt);
      if (due > now) {
        soonest = Math.min(soonest, due);
        continue;
      }
      inHand.add(row.conversationId);
      void queueOf(channel).add(async () => {
        try {
          if (!isStopped) await sendOne(row.id, channel);
        } catch (error) {
          log.error({ error, row: row.id }, 'Delivery could not be recorded');
          await new Promise((resolve) => setTimeout(resolve, firstRetryMs));
        } finally {
          inHand.delete(row.conversationId);
          poke();
        }
      });
    }
    if (timer) clearTimeout(timer);
    timer = Number.isFinite(soonest) ? setTimeout(poke, Math.max(10, soonest - now)) : null;
  }

  async function sendOne(id: string, channel: Channel): Promise<void> {
    const row = store.get('outbox', id);
    if (row?.status !== 'pending') return;
    const message = deps.refresh(row);
    if (message === null) {
      await store.transaction((tx) => update(tx, id, { status: 'dropped', lastError: 'no-longer-owed' }));
      return;
    }
    // Marked before the call: after a crash this row is known to have perhaps been sent.
    await store.transaction((tx) =>
      update(tx, id, { status: 'sending', attempts: row.attempts + 1, message }),
    );
    try {
      const fitting = withLinks(
        message,
        channel.capabilities,
        (file) => deps.fileLink(row, file),
        deps.fileLinkDays,
      );
      const externalIds = await channel.send(row.to, fitting);
      await store.transaction((tx) => {
        update(tx, id, { status: 'sent', sentAt: toIso(clock.now()), externalIds, lastError: null });
        deps.onSent(tx, row);
      });
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      await onSendError(row, error);
    }
  }

  async function onSendError(row: Readonly<OutboxRow>, error: SendError): Promise<void> {
    log.warn(
      { row: row.id, kind: error.kind, attempts: row.attempts + 1, reason: error.message },
      'Message not sent',
    );
    const { kind } = error;
    if (kind === 'moved' && error.movedTo) {
      const movedTo = error.movedTo;
      await store.transaction((tx) => {
        moveConversation(tx, row.channel, row.to.externalId, movedTo);
        // Rows of a conversation nobody knows any more are not rewritten by the move; this one still has to go out.
        if (tx.get('outbox', row.id)?.status === 'sending') {
          update(tx, row.id, { status: 'pending', to: { ...row.to, externalId: movedTo } });
        }
      });
      return;
    }
    const age = clock.now() - Date.parse(row.createdAt);
    const mayRetry = kind === 'throttled' || ((kind === 'connection' || kind === 'config') && age < giveUpMs);
    if (mayRetry) {
      const backoff = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(row.attempts, 12));
      const wait = Math.max(error.retryAfterMs ?? 0, kind === 'throttled' ? 0 : backoff);
      await store.transaction((tx) =>
        update(tx, row.id, { status: 'pending', nextAttemptAt: toIso(Date.now() + wait), lastError: kind }),
      );
      return;
    }
    await store.transaction((tx) => {
      update(tx, row.id, { status: 'failed', lastError: kind });
      if (kind === 'recipient-gone' || kind === 'outside-window') markUnreachable(tx, row, kind);
      deps.onUndeliverable(tx, row, kind);
    });
  }

  return {
    poke,
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await Promise.all([...queues.values()].map((queue) => queue.onIdle()));
    },
    async idle() {
      for (;;) {
        poke();
        const isDue = store
          .find('outbox', 'byStatus', 'pending')
          .some((row) => Date.parse(row.nextAttemptAt) <= Date.now() && deps.channels.has(row.channel));
        if (inHand.size === 0 && !isDue) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

/**
 * At start: rows that were being sent when the process died are sent again. The answer was lost, so the person
 * may read such a message twice; a missing one would be worse.
 */
export function recoverSending(tx: StoreWriter): number {
  const rows = tx.find('outbox', 'byStatus', 'sending');
  for (const row of rows)
    tx.put('outbox', { ...structuredClone(row), status: 'pending', lastError: 'answer-lost' });
  return rows.length;
}

function update(tx: StoreWriter, id: string, change: Partial<OutboxRow>): void {
  const row = tx.get('outbox', id);
  if (row) tx.put('outbox', { ...structuredClone(row), ...change });
}

/** No route to this conversation until the person writes again. */
function markUnreachable(tx: StoreWriter, row: Readonly<OutboxRow>, reason: string): void {
  const conversation = tx.get('conversations', row.conversationId);
  if (conversation) tx.put('conversations', { ...structuredClone(conversation), unreachable: reason });
  for (const address of tx.all('addresses')) {
    if (address.privateConversationId === row.conversationId)
      tx.put('addresses', { ...address, unreachable: reason });
  }
}
