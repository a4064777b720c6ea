/** A limit of the form "so many in any stretch of so many milliseconds", kept exactly. */
import type { Rate } from '../../domain/ports.js';

/** A message the platform has counted, or is about to. */
export interface Hold {
  /** Latest instant at which it can have reached the platform. */
  atMs: number;
  /** As how many it counts; 0 when it turned out never to have been sent. */
  parts: number;
}

/** Two computers measure the same second differently by a hair. */
const guardMs = 2;

export interface Window {
  /** Earliest instant at which so many more fit; `nowMs` or earlier means now. */
  freeAt(parts: number, nowMs: number): number;
  add(hold: Hold): void;
  /** Nothing in it counts any more. */
  isEmpty(nowMs: number): boolean;
}

export function createWindow(rate: Rate): Window {
  let holds: Hold[] = [];
  const lengthMs = rate.perMs + guardMs;

  function drop(nowMs: number): void {
    if (holds.some((hold) => hold.parts === 0 || hold.atMs + lengthMs <= nowMs))
      holds = holds.filter((hold) => hold.parts > 0 && hold.atMs + lengthMs > nowMs);
  }

  return {
    freeAt(parts, nowMs) {
      drop(nowMs);
      // What counts for more than fits at all goes out alone; the platform's own answer then sets the pace.
      let excess = holds.reduce((sum, hold) => sum + hold.parts, Math.min(parts, rate.count)) - rate.count;
      if (excess <= 0) return nowMs;
      for (const hold of [...holds].sort((a, b) => a.atMs - b.atMs)) {
        excess -= hold.parts;
        if (excess <= 0) return hold.atMs + lengthMs;
      }
      return nowMs;
    },
    add: (hold) => void holds.push(hold),
    isEmpty(nowMs) {
      drop(nowMs);
      return holds.length === 0;
    },
  };
}
