/**
 * Runs handling: pending inbox rows in order of arrival, one at a time per conversation, albums together.
 * It holds no state that matters: after a crash the pending rows are simply picked up again.
 */
import type { InboxRow } from '../domain/message.js';
import type { Log, Store } from '../domain/ports.js';
import { TryLater, WaitAside } from './handle.js';
import type { Batch } from './handling.js';
import { LaterTurn } from './slow-work.js';

/** The parts of an album arrive as separate events without an end mark; this long after the last one it is whole. */
const albumPauseMs = 1_500;
/** First wait after a failure that may pass; doubled each time, up to the longest. */
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
/** Conversations handled side by side. */
const widest = 8;
/** Messages that take minutes (scans), beside those: each holds its file in memory while it waits its turn. */
const mostAside = 4;

export interface Pump {
  /** Looks for work now. */
  poke(): void;
  /** Takes no new work and waits for what is in hand. */
  stop(): Promise<void>;
  /** Resolves when nothing is pending or in hand (tests, the demo). */
  idle(): Promise<void>;
}

export function createPump(deps: {
  store: Store;
  log: Log;
  /**
   * Handles one batch. It calls `setAside` when that will take minutes: the conversation's next messages then go on, and
   * the batch stays pending until it is done. False when too many are aside already; it then throws LaterTurn.
   */
  handle: (batch: Batch, setAside: () => boolean) => Promise<void>;
  /** Called after every handled message; wakes delivery. */
  onHandled: () => void;
}): Pump {
  const { store, log } = deps;
  const busy = new Map<string, Promise<void>>();
  /** Rows in hand outside their conversation's turn, and rows that wait until one of those is done. */
  const aside = new Map<string, Promise<void>>();
  const later = new Set<string>();
  const waiting = new Map<string, { until: number; failures: number }>();
  /** Rows that wait for something outside, while their conversations go on. */
  const postponed = new Map<string, { until: number; failures: number }>();
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  function poke(): void {
    if (isStopped) return;
    const byConversation = new Map<string, Readonly<InboxRow>[]>();
    let soonest = Number.POSITIVE_INFINITY;
    const heldBack = new Set<string>();
    for (const row of store.find('inbox', 'byStatus', 'pending')) {
      if (aside.has(row.id) || later.has(row.id)) continue;
      const until = postponed.get(row.id)?.until ?? 0;
      if (until > Date.now()) {
        soonest = Math.min(soonest, until);
        heldBack.add(row.conversationId);
        continue;
      }
      // Files keep their order: the newer one must not become the older version.
      if (row.event.content.kind === 'files' && heldBack.has(row.conversationId)) continue;
      const rows = byConversation.get(row.conversationId);
      if (rows) rows.push(row);
      else byConversation.set(row.conversationId, [row]);
    }
    for (const [conversation, rows] of byConversation) {
      if (busy.has(conversation)) continue;
      if (busy.size >= widest) return;
      const ready = readyAt(rows, waiting.get(conversation)?.until ?? 0);
      if (ready > Date.now()) soonest = Math.min(soonest, ready);
      else start(conversation, firstBatch(rows));
    }
    if (timer) clearTimeout(timer);
    timer = Number.isFinite(soonest) ? setTimeout(poke, Math.max(10, soonest - Date.now())) : null;
  }

  function forget(conversation: string, batch: Batch): void {
    waiting.delete(conversation);
    for (const row of batch) postponed.delete(row.id);
  }

  function start(conversation: string, batch: Batch): void {
    let isAside = false;
    const setAside = (): boolean => {
      if (isAside) return true;
      if (new Set(aside.values()).size >= mostAside) return false;
      isAside = true;
      for (const row of batch) aside.set(row.id, work);
      if (busy.get(conversation) === work) busy.delete(conversation);
      poke();
      return true;
    };
    const work: Promise<void> = Promise.resolve()
      .then(() => deps.handle(batch, setAside))
      .then(() => forget(conversation, batch))
      .catch((error: unknown) => {
        if (error instanceof LaterTurn && aside.size > 0) {
          for (const row of batch) later.add(row.id);
          return;
        }
        const isOutside = error instanceof WaitAside;
        const known = isOutside ? postponed.get(batch[0].id) : waiting.get(conversation);
        const failures = (known?.failures ?? 0) + 1;
        const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1));
        const again = { until: Date.now() + wait, failures };
        if (isOutside) for (const row of batch) postponed.set(row.id, again);
        else waiting.set(conversation, again);
        const level = error instanceof TryLater ? 'warn' : 'error';
        log[level]({ error, row: batch[0].id, wait }, 'Message will be handled again');
      })
      .finally(() => {
        if (busy.get(conversation) === work) busy.delete(conversation);
        if (isAside) {
          for (const row of batch) aside.delete(row.id);
          later.clear();
        }
        deps.onHandled();
        poke();
      });
    busy.set(conversation, work);
  }

  return {
    poke,
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await Promise.all([...busy.values(), ...aside.values()]);
    },
    async idle() {
      for (;;) {
        poke();
        if (busy.size + aside.size === 0 && store.find('inbox', 'byStatus', 'pending').length === 0) return;
        await Promise.race([
          ...busy.values(),
          ...aside.values(),
          new Promise((resolve) => setTimeout(resolve, 20)),
        ]);
      }
    },
  };
}

/** The first row with the rest of its album, wherever those rows stand. */
function firstBatch(rows: readonly Readonly<InboxRow>[]): Batch {
  const [first, ...rest] = [...rows].sort((a, b) => a.sequence - b.sequence);
  if (!first) throw new Error('a conversation without rows');
  const album = albumOf(first);
  return album === null ? [first] : [first, ...rest.filter((row) => albumOf(row) === album)];
}

/** Real instant at which the first batch of these rows may be handled. */
function readyAt(rows: readonly Readonly<InboxRow>[], notBefore: number): number {
  const batch = firstBatch(rows);
  if (albumOf(batch[0]) === null) return notBefore;
  const last = Math.max(...batch.map((row) => arrival.get(row.id) ?? firstSeen(row.id)));
  return Math.max(notBefore, last + albumPauseMs);
}

/** When album parts were first seen by this process, in real time: the assistant's own clock may run fast. */
const arrival = new Map<string, number>();
function firstSeen(id: string): number {
  if (arrival.size > 10_000) arrival.clear();
  const now = Date.now();
  arrival.set(id, now);
  return now;
}

function albumOf(row: Readonly<InboxRow>): string | null {
  const { content, sender } = row.event;
  return content.kind === 'files' && content.albumId
    ? `${sender?.externalId ?? ''}/${content.albumId}`
    : null;
}
