/**
 * Outbox rows → the platforms → sent, tried again, or given up with a reason. Each platform has a line of its own: who
 * goes next (`deliver/schedule`), how fast (`deliver/pace`), whether it answers at all (`deliver/link`), and what becomes
 * of a message that was not taken (`deliver/outcome`). The row says what happened, so "why did it not arrive" has an answer.
 */
import { SendError } from '../domain/errors.js';
import type { OutboundMessage, OutboxRow, StoredFile } from '../domain/message.js';
import type { Channel, Clock, Log, Store, StoreWriter } from '../domain/ports.js';
import { toIso } from '../domain/time.js';
import { originalOf, sendElsewhere } from './deliver/elsewhere.js';
import { createHeldRows } from './deliver/held-rows.js';
import { type Attempt, createLine, type Line } from './deliver/line.js';
import { outcomeOf } from './deliver/outcome.js';
import { type GivingUp, giveUp, markReachable, updateRow } from './deliver/rows.js';
import type { Entry } from './deliver/schedule.js';
import { urgencyOf } from './deliver/urgency.js';
import { moveConversation } from './group-events.js';
import { withLinks } from './large-files.js';

export { recoverSending } from './deliver/rows.js';

/** The disk is asked again after this time; what happened to a message is not forgotten meanwhile. */
const recordAgainMs = 1_000;
/** A stored wait longer than this was written by a clock that was wrong. */
const longestWaitMs = 3_600_000;
/** So long a channel's settings are wrong before its people are written to another way. */
const configPatienceMs = 30 * 60_000;

export interface Deliverer {
  /** Looks for new and changed rows and sends what is due; safe to call at any time. */
  poke(): void;
  /** Starts nothing new and waits for the calls in hand. */
  stop(): Promise<void>;
  /** Resolves when nothing is due or in hand (tests, the demo). A platform that does not answer is not waited for. */
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
  /** Called in the transaction that notes a row as sent; for a row sent another way, with the row it stands for. */
  onSent(tx: StoreWriter, row: Readonly<OutboxRow>): void;
  /**
   * A link for whoever gets a row, under which a file can be fetched that is too large for the channel; null when there is
   * nobody who may, or no address to link to. How long it lives, in days.
   */
  fileLink(row: Readonly<OutboxRow>, file: StoredFile): string | null;
  fileLinkDays: number;
  /** Called in the transaction that gives a row up, when no other address of the person is left. */
  onUndeliverable(tx: StoreWriter, row: Readonly<OutboxRow>, reason: string): void;
  /** Instant of the assistant's clock before which a row is not sent; by default what the row itself says. */
  notBefore?(row: Readonly<OutboxRow>): number;
}

export function createDeliverer(deps: DeliverDeps): Deliverer {
  const { store, clock, log } = deps;
  const notBefore =
    deps.notBefore?.bind(deps) ??
    ((row: Readonly<OutboxRow>) => (row.notBefore === undefined ? 0 : Date.parse(row.notBefore)));
  const lines = new Map<string, Line>();
  /** Rows that stand in a line or are held, as they were when last looked at. */
  const known = new Map<string, Readonly<OutboxRow>>();
  const held = createHeldRows(clock, notBefore);
  const inHand = new Map<string, Promise<void>>();
  let rowsStored = -1;
  let isStopped = false;

  const givingUp = (): GivingUp => ({
    nowMs: clock.now(),
    isServed: (channel) => deps.channels.has(channel),
    onUndeliverable: (tx, row, reason) => deps.onUndeliverable(tx, row, reason),
  });

  function lineOf(channel: Channel): Line {
    let line = lines.get(channel.name);
    if (!line) {
      const send = (entry: Entry, attempt: Attempt): void => begin(made, channel, entry, attempt);
      const onDown = (): void => void goElsewhere(made, channel).catch(report);
      const made = createLine(channel, { log, send, onDown });
      lines.set(channel.name, (line = made));
    }
    return line;
  }

  const report = (error: unknown): void => log.error({ error }, 'Delivery could not be recorded');

  /** Puts a row where it belongs: into its channel's line, or with those whose hour has not come. */
  function place(row: Readonly<OutboxRow>): void {
    const channel = deps.channels.get(row.channel);
    if (!channel) return;
    known.set(row.id, row);
    const line = lineOf(channel);
    if (held.hold(row)) return line.schedule.remove(row.id);
    let parts: number | undefined;
    line.schedule.put({
      id: row.id,
      conversationId: row.conversationId,
      chat: { id: row.to.externalId, kind: row.to.kind },
      sequence: row.sequence,
      urgency: urgencyOf(row),
      parts: () => (parts ??= Math.max(1, channel.countsAs?.(row.message) ?? 1)),
      dueMs: performance.now() + Math.min(longestWaitMs, Date.parse(row.nextAttemptAt) - Date.now()),
    });
  }

  /** Takes up rows that are new, or were changed by somebody else. Linear; what is known costs one comparison. */
  function look(): void {
    rowsStored = store.count('outbox');
    for (const row of store.find('outbox', 'byStatus', 'pending'))
      if (known.get(row.id) !== row && !inHand.has(row.id)) place(row);
    for (const id of held.released()) {
      const row = store.get('outbox', id);
      if (row?.status === 'pending') place(row);
    }
  }

  function poke(): void {
    if (isStopped) return;
    look();
    for (const line of lines.values()) line.pump();
  }

  function begin(line: Line, channel: Channel, entry: Entry, attempt: Attempt): void {
    const work = sendOne(entry.id, channel, attempt)
      .catch((error: unknown) => {
        attempt.cancel();
        report(error);
        return pause(recordAgainMs);
      })
      .finally(() => {
        inHand.delete(entry.id);
        known.delete(entry.id);
        line.release(entry.conversationId);
        if (isStopped) return;
        // Whatever was added or moved meanwhile; otherwise only this row may have to stand in line again.
        const row = store.get('outbox', entry.id);
        if (store.count('outbox') !== rowsStored || row?.conversationId !== entry.conversationId)
          return poke();
        if (row.status === 'pending') place(row);
        line.pump();
      });
    inHand.set(entry.id, work);
  }

  async function sendOne(id: string, channel: Channel, attempt: Attempt): Promise<void> {
    const row = store.get('outbox', id);
    // Its hour may have passed while it stood in line.
    if (row?.status !== 'pending' || notBefore(row) > clock.now()) return attempt.cancel();
    const message = deps.refresh(row);
    if (message === null) {
      attempt.cancel();
      await store.transaction((tx) => updateRow(tx, id, { status: 'dropped', lastError: 'no-longer-owed' }));
      return;
    }
    const can = channel.capabilities;
    const fitting = withLinks(message, can, (file) => deps.fileLink(row, file), deps.fileLinkDays);
    // Marked before the call: after a crash this row is known to have perhaps been sent.
    const isMarked = await store.transaction((tx) => {
      // Committed a moment ago may be that a later digest took it in (`remind/queue`).
      if (tx.get('outbox', id)?.status !== 'pending') return false;
      updateRow(tx, id, { status: 'sending', attempts: row.attempts + 1, message });
      return true;
    });
    if (!isMarked) return attempt.cancel();
    let externalIds: string[];
    await attempt.begin();
    try {
      externalIds = await channel.send(row.to, fitting);
    } catch (error) {
      // Anything else breaks the port's promise, and may hold secrets.
      const problem = error instanceof SendError ? error : new SendError('connection', 'not a send error');
      const isAll = attempt.failed(problem);
      return onSendError(row, problem, isAll);
    }
    attempt.succeeded();
    await record((tx) => {
      updateRow(tx, id, { status: 'sent', sentAt: toIso(clock.now()), externalIds, lastError: null });
      markReachable(tx, row);
      deps.onSent(tx, originalOf(tx, row));
    });
  }

  /** Stores what happened on the platform, however long the disk refuses: it cannot be asked again. */
  async function record(work: (tx: StoreWriter) => void): Promise<void> {
    for (;;) {
      try {
        return await store.transaction(work);
      } catch (error) {
        report(error);
        if (isStopped) return;
        await pause(recordAgainMs);
      }
    }
  }

  async function onSendError(row: Readonly<OutboxRow>, error: SendError, isAll: boolean): Promise<void> {
    log.warn(
      { row: row.id, kind: error.kind, attempts: row.attempts + 1, isAll, reason: error.message },
      'Message not sent',
    );
    const { movedTo } = error;
    if (error.kind === 'moved' && movedTo !== null) {
      return record((tx) => {
        moveConversation(tx, row.channel, row.to.externalId, movedTo);
        // Rows of a conversation nobody knows any more are not rewritten by the move; this one still has to go out.
        if (tx.get('outbox', row.id)?.status === 'sending')
          updateRow(tx, row.id, { status: 'pending', to: { ...row.to, externalId: movedTo } });
      });
    }
    const outcome = outcomeOf(row, error, clock.now() - Date.parse(row.createdAt));
    await record((tx) => {
      if (outcome.is === 'given-up') return giveUp(tx, row, outcome.reason, outcome.doubtful, givingUp());
      updateRow(tx, row.id, {
        status: 'pending',
        nextAttemptAt: toIso(Date.now() + outcome.waitMs),
        lastError: error.kind,
        ...(outcome.doubtful > 0 ? { doubtful: outcome.doubtful } : {}),
      });
    });
  }

  /** While a channel's settings have been wrong for long: what waits for people who can be reached another way goes there. */
  async function goElsewhere(line: Line, channel: Channel): Promise<void> {
    const down = line.link.down();
    if (down?.kind !== 'config' || performance.now() - down.sinceMs < configPatienceMs) return;
    const waiting = store
      .find('outbox', 'byStatus', 'pending')
      .filter((row) => row.channel === channel.name && row.to.kind === 'private' && !inHand.has(row.id));
    if (waiting.length === 0) return;
    const { nowMs, isServed } = givingUp();
    await store.transaction((tx) => {
      for (const { id } of waiting) {
        const row = tx.get('outbox', id);
        if (row?.status !== 'pending') continue;
        const isElsewhere = (name: string): boolean => name !== channel.name && isServed(name);
        if (sendElsewhere(tx, row, 'config', isElsewhere, nowMs))
          updateRow(tx, id, { status: 'dropped', lastError: 'config' });
      }
    });
    poke();
  }

  return {
    poke,
    async stop() {
      isStopped = true;
      for (const line of lines.values()) line.stop();
      await Promise.all(inHand.values());
    },
    async idle() {
      for (;;) {
        poke();
        if (inHand.size === 0 && ![...lines.values()].some((line) => line.hasDue())) return;
        await pause(10);
      }
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
