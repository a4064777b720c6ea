/**
 * The transaction queue: runs each transaction at once on top of those before it, and makes them durable together.
 *
 * state (durable, what readers see) ← layer being written ← layer being gathered ← running transaction
 *
 * A transaction sees what those before it did, durable or not; so when a write fails, everything on top of it is
 * dropped and rejected too. Nothing durable was touched, hence memory is what the disk holds.
 */
import { UserError } from '../src/domain/errors.js';
import type { Log, StoreWriter } from '../src/domain/ports.js';
import type { JournalFile } from './journal-file.js';
import type { Operation } from './journal.js';
import { createLayer, type Layer } from './layer.js';
import type { State } from './state.js';
import { createWriter } from './writer.js';

/** How often a refused disk is tried again when nobody writes, in milliseconds. */
const defaultRetryMs = 1_000;

export interface CommitQueue {
  transaction<T>(work: (tx: StoreWriter) => T): Promise<T>;
  /** Runs when no batch is being written; nothing is written meanwhile. Rejects as the job does. */
  between<T>(job: () => Promise<T>): Promise<T>;
  /** Null while writing works; otherwise why it does not. */
  failure(): string | null;
  /** Refuses everything from now on, for good. */
  lose(reason: string): void;
  /** Takes no new transactions and resolves when all in hand are settled. */
  finish(): Promise<void>;
}

interface Member {
  /** Delivers the outcome of the work, value or error, once everything it saw is durable. */
  settle(): void;
  refuse(error: Error): void;
}

export function createCommitQueue(parts: {
  state: State;
  journal: JournalFile;
  log: Log;
  /** Called after every durable batch. */
  onWritten: () => void;
  retryMs?: number | undefined;
}): CommitQueue {
  const { state, journal, log, onWritten } = parts;
  let gathering: Layer | null = null;
  let writing: Layer | null = null;
  let members: Member[] = [];
  const jobs: (() => Promise<void>)[] = [];
  let running: Promise<void> | null = null;
  let isWorking = false;
  let isFinished = false;
  let lost: string | null = null;
  /** Why the last write failed; the journal must be mended before the next. */
  let broken: string | null = null;
  let retry: NodeJS.Timeout | null = null;

  function transaction<T>(work: (tx: StoreWriter) => T): Promise<T> {
    if (isWorking) throw new Error('a transaction cannot run inside another');
    if (isFinished) return Promise.reject(new Error('the store is closed'));
    if (lost !== null) return Promise.reject(new UserError('store-busy'));
    const top = (gathering ??= createLayer(writing ?? state));
    const outcome = run(work, top);
    return new Promise<T>((resolve, reject) => {
      members.push({
        settle: () => (outcome.isDone ? resolve(outcome.value) : reject(outcome.error)),
        refuse: reject,
      });
      wake();
    });
  }

  type Outcome<T> = { isDone: true; value: T } | { isDone: false; error: Error };

  function run<T>(work: (tx: StoreWriter) => T, top: Layer): Outcome<T> {
    const layer = createLayer(top);
    const { writer, end } = createWriter(layer);
    isWorking = true;
    try {
      const value = work(writer);
      if (isPromiseLike(value)) {
        // Its own failure is nobody's business any more; the bug is told below.
        void Promise.resolve(value).catch(() => undefined);
        throw new TypeError('a transaction must be a synchronous function');
      }
      top.absorb(layer);
      return { isDone: true, value };
    } catch (error) {
      return { isDone: false, error: error as Error };
    } finally {
      isWorking = false;
      end();
    }
  }

  function wake(): void {
    // Started a little later, so that transactions begun together share the first write too.
    running ??= Promise.resolve()
      .then(runAll)
      .finally(() => {
        running = null;
        if (members.length > 0 || jobs.length > 0) wake();
      });
  }

  async function runAll(): Promise<void> {
    while (members.length > 0 || jobs.length > 0) {
      for (const job of jobs.splice(0)) await job();
      if (members.length > 0) await writeBatch();
    }
  }

  async function writeBatch(): Promise<void> {
    const batch = members;
    members = [];
    writing = gathering;
    gathering = null;
    try {
      if (writing && !writing.isEmpty()) await write(operationsOf(writing, state));
    } catch (error) {
      return refuse(batch, error);
    }
    if (writing) state.apply(writing.changes(), writing.changedCounters());
    writing = null;
    // Only `transaction` sets it, while the write was awaited; the compiler does not see that.
    (gathering as Layer | null)?.moveTo(state);
    for (const member of batch) member.settle();
  }

  async function write(operations: readonly Operation[]): Promise<void> {
    if (lost !== null) throw new Error(lost);
    if (broken !== null) await journal.mend();
    try {
      await journal.append(operations);
    } catch (error) {
      broken = messageOf(error);
      throw error;
    }
    if (broken !== null) log.info({}, 'Writing works again');
    broken = null;
    onWritten();
  }

  /** Drops the failed layer and what lies on it; whoever saw any of it is told that nothing happened. */
  async function refuse(batch: readonly Member[], error: unknown): Promise<void> {
    const refused = [...batch, ...members];
    members = [];
    writing = null;
    gathering = null;
    if (lost === null) {
      log.error({ error, refused: refused.length }, 'Changes could not be written');
      broken = messageOf(error);
      // Before anyone is told, so that what is refused cannot come back after a crash.
      await journal.mend().catch(() => undefined);
      planRetry();
    }
    for (const member of refused) {
      const refusal = new UserError('store-busy');
      refusal.cause = error;
      member.refuse(refusal);
    }
  }

  /** Without anyone writing, tries until the disk takes an empty batch, so that `failure` tells the truth. */
  function planRetry(): void {
    if (retry) clearTimeout(retry);
    retry = setTimeout(() => {
      retry = null;
      if (broken === null || isFinished || lost !== null) return;
      void between(() => write([])).catch(planRetry);
    }, parts.retryMs ?? defaultRetryMs);
    retry.unref();
  }

  function between<T>(job: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      jobs.push(async () => {
        try {
          resolve(await job());
        } catch (error) {
          reject(error);
        }
      });
      wake();
    });
  }

  async function settled(): Promise<void> {
    if (!running) return;
    await running;
    await settled();
  }

  return {
    transaction,
    between,
    failure: () => lost ?? broken,
    lose(reason) {
      lost = reason;
    },
    async finish() {
      isFinished = true;
      if (retry) clearTimeout(retry);
      await settled();
    },
  };
}

/** What must be written so that reading it back gives the layer's view. */
function operationsOf(layer: Layer, state: State): Operation[] {
  const operations: Operation[] = [];
  for (const { table, id, row, order } of layer.changes()) {
    const known = state.entry(table, id);
    if (!row || (known && known.order !== order)) operations.push(['remove', table, id]);
    if (row) operations.push(['put', table, row]);
  }
  for (const [name, value] of layer.changedCounters()) operations.push(['count', name, value]);
  return operations;
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
