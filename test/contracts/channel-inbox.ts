/** A sink for channel tests: it keeps what it is given, can refuse once, and can be held up. */
import type { InboundEvent } from '../../src/domain/message.js';
import type { InboundSink } from '../../src/domain/ports.js';

export interface Inbox {
  sink: InboundSink;
  /** The first `count` events stored, as soon as there are as many. */
  first(count: number): Promise<[InboundEvent, ...InboundEvent[]]>;
  all(): InboundEvent[];
  refuseNext(): void;
  refused(): string[];
  hold(): void;
  release(): void;
  /** Resolves when the sink is at work on an event. */
  entered(): Promise<void>;
}

export function createInbox(): Inbox {
  const stored: InboundEvent[] = [];
  const refused: string[] = [];
  const watchers = new Set<() => void>();
  let refusals = 0;
  let atWork = 0;
  let gate: Promise<void> = Promise.resolve();
  let open = (): void => undefined;

  function when(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });
  }

  function changed(): void {
    for (const look of watchers) look();
  }

  return {
    async sink(event) {
      if (refusals > 0) {
        refusals -= 1;
        refused.push(event.externalId);
        throw new Error('ENOSPC: no space left on device');
      }
      atWork += 1;
      changed();
      await gate;
      stored.push(event);
      atWork -= 1;
      changed();
    },
    async first(count) {
      await when(() => stored.length >= count);
      return stored.slice(0, count) as [InboundEvent, ...InboundEvent[]];
    },
    all: () => [...stored],
    refuseNext: () => void (refusals += 1),
    refused: () => [...refused],
    hold() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release: () => open(),
    entered: () => when(() => atWork > 0),
  };
}
