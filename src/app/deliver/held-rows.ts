/** Rows whose hour has not come, by the assistant's clock, which may run fast or be moved. */
import type { OutboxRow } from '../../domain/message.js';
import type { Clock } from '../../domain/ports.js';

export interface HeldRows {
  /** @returns whether the row has to wait; one that has not is held no longer. */
  hold(row: Readonly<OutboxRow>): boolean;
  /** Ids of rows that have to wait no longer, or whose hour is to be asked again. */
  released(): string[];
}

/** Hours may be chosen anew while a row waits for them, so all are asked again this often. */
const askAgainMs = 60_000;

export function createHeldRows(clock: Clock, notBefore: (row: Readonly<OutboxRow>) => number): HeldRows {
  const held = new Map<string, number>();
  let asked = 0;

  return {
    hold(row) {
      const atMs = notBefore(row);
      if (atMs <= clock.now()) {
        held.delete(row.id);
        return false;
      }
      held.set(row.id, atMs);
      return true;
    },
    released() {
      if (held.size === 0) return [];
      const nowMs = clock.now();
      const minute = Math.floor(nowMs / askAgainMs);
      const isTimeToAsk = minute !== asked;
      asked = minute;
      const ids = [...held].flatMap(([id, atMs]) => (isTimeToAsk || atMs <= nowMs ? [id] : []));
      for (const id of ids) held.delete(id);
      return ids;
    },
  };
}
