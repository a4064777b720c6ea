/** The one clock: real time, or the demo's that starts anywhere, runs fast and jumps forward. */
import type { Clock } from '../domain/ports.js';

/** The real clock. */
export const realClock: Clock = { now: () => Date.now(), rate: () => 1 };

export interface DemoClock extends Clock {
  /** Moves forward to an instant; earlier instants are ignored, the clock never goes back. */
  advanceTo(ms: number): void;
}

/**
 * @param startMs virtual instant at which it starts.
 * @param rate virtual seconds per real second.
 * @param real source of real milliseconds; tests pass their own.
 */
export function createDemoClock(startMs: number, rate: number, real: () => number = Date.now): DemoClock {
  let virtualBase = startMs;
  let realBase = real();
  const now = (): number => Math.floor(virtualBase + (real() - realBase) * rate);
  return {
    now,
    rate: () => rate,
    advanceTo(ms) {
      if (ms <= now()) return;
      virtualBase = ms;
      realBase = real();
    },
  };
}
