/**
 * Reading that takes minutes (recognising a scan): the message is set aside so that its conversation goes on, and the person
 * is told at the start and halfway. The notes are outbox rows with keys of their own, so that reading the same message again
 * after a crash says nothing twice.
 */
import type { Store, StoreWriter } from '../domain/ports.js';
import { recognisingBegins, recognisingHalf } from '../texts/plans.js';
import type { Batch, HandleDeps } from './handling.js';
import { enqueue } from './outbox.js';
import { ensureSenders } from './senders.js';

/** From this many pages on, a word halfway is worth a message: recognising them takes more than a minute. */
const longScan = 16;

/** Thrown when a message would take minutes and enough of those are in hand: it waits until one is done. */
export class LaterTurn extends Error {}

export interface SlowWork {
  /** For the reader. Throws LaterTurn when the message has to wait. */
  onProgress: (progress: { done: number; total: number }) => void;
  /** Resolves when what was to be told is durable; throws what kept it from being so. */
  told(): Promise<void>;
  isAside(): boolean;
}

/** The slow work of one message. */
export function createSlowWork(
  batch: Batch,
  deps: Pick<HandleDeps, 'clock' | 'wake'> & { store: Store },
  setAside: () => boolean,
): SlowWork {
  const [row] = batch;
  let telling: Promise<void> = Promise.resolve();
  let isAside = false;

  function tell(step: 'start' | 'half', text: string): void {
    const work = async (): Promise<void> => {
      await deps.store.transaction((tx: StoreWriter) => {
        if (tx.get('inbox', row.id)?.status !== 'pending') return;
        const nowMs = deps.clock.now();
        const { conversation } = ensureSenders(tx, row, nowMs);
        enqueue(tx, conversation, { text }, { kind: 'reply', key: `reading/${row.id}/${step}` }, nowMs);
      });
      deps.wake?.();
    };
    telling = telling.then(work);
    // Looked at in `told`.
    telling.catch(() => undefined);
  }

  return {
    onProgress({ done, total }) {
      if (done === 0) {
        if (!setAside()) throw new LaterTurn();
        isAside = true;
        tell('start', recognisingBegins(total));
      } else if (total >= longScan && done === Math.ceil(total / 2)) {
        tell('half', recognisingHalf(done, total));
      }
    },
    told: () => telling,
    isAside: () => isAside,
  };
}
