/**
 * Calls the tick: node-cron every minute, once at start, and in the demo at every sending time a fast or jumping
 * clock passes over. node-cron is only a nudge; the store's mark is the memory.
 */
import { schedule, type ScheduledTask } from 'node-cron';
import type { Clock, Log } from '../domain/ports.js';
import { addDays, dayOf, instantOf, zone } from '../domain/time.js';

export interface Ticker {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Runs up to the clock's present; used after the demo's clock was moved. */
  catchUp(): Promise<void>;
}

/**
 * @param run the work of one tick at a virtual instant; overlapping calls never happen.
 * @param startsOfSending clock times (`HH:MM`) at which hours of sending begin, as they stand now.
 * @param walks whether a gap is walked sending time by sending time (the demo) or merged (an outage).
 */
export function createTicker(deps: {
  clock: Clock;
  log: Log;
  startsOfSending: () => readonly string[];
  walks: boolean;
  run: (nowMs: number, isMoved: boolean) => Promise<void>;
}): Ticker {
  const { clock, log, walks } = deps;
  let cron: ScheduledTask | null = null;
  let fast: NodeJS.Timeout | null = null;
  let current: Promise<void> = Promise.resolve();
  let last: number | null = null;
  let isStopped = false;

  async function pass(): Promise<void> {
    const now = clock.now();
    try {
      if (walks && last !== null) {
        for (const at of sendingTimesBetween(last, now, deps.startsOfSending())) await deps.run(at, true);
      }
      await deps.run(now, walks && last !== null);
      last = now;
    } catch (error) {
      log.error({ error }, 'Tick failed and will be tried again');
    }
  }

  function enqueue(): Promise<void> {
    if (isStopped) return current;
    current = current.then(pass);
    return current;
  }

  return {
    async start() {
      await enqueue();
      cron = schedule('* * * * *', () => enqueue(), { timezone: zone, noOverlap: true, name: 'reminders' });
      const rate = clock.rate();
      // A virtual minute at this rate, but never busier than twenty times a second.
      if (rate > 1) fast = setInterval(() => void enqueue(), Math.max(50, 60_000 / rate));
    },
    async stop() {
      isStopped = true;
      await cron?.stop();
      if (fast) clearInterval(fast);
      await current;
    },
    catchUp: enqueue,
  };
}

/** Starts of sending hours strictly between two instants, ascending; of at most ten years. */
export function sendingTimesBetween(fromMs: number, toMs: number, starts: readonly string[]): number[] {
  const times: number[] = [];
  const sorted = [...starts].sort();
  for (let day = dayOf(fromMs), days = 0; days < 3_660; day = addDays(day, 1), days += 1) {
    if (instantOf(day, '00:00') >= toMs) break;
    times.push(...sorted.map((start) => instantOf(day, start)).filter((at) => at > fromMs && at < toMs));
  }
  return times;
}
