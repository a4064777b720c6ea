/**
 * Calls the tick: node-cron every minute, once at start, and in the demo at every sending time a fast or jumping
 * clock passes over. node-cron is only a nudge; the store's mark is the memory.
 */
import { schedule, type ScheduledTask } from 'node-cron';
import type { Clock, Log } from '../domain/ports.js';
import type { Rules } from '../domain/command.js';
import type { ReminderPolicy } from '../domain/policy.js';
import { addDays, dayOf, instantOf, zone } from '../domain/time.js';

export interface Ticker {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Runs up to the clock's present; used after the demo's clock was moved. */
  catchUp(): Promise<void>;
}

/**
 * @param run the work of one tick at a virtual instant; overlapping calls never happen.
 * @param walks whether a gap is walked sending time by sending time (the demo) or merged (an outage).
 */
export function createTicker(deps: {
  clock: Clock;
  log: Log;
  /** The hours of sending are looked up at each pass: the office may change them meanwhile. */
  rules: Pick<Rules, 'policy'>;
  walks: boolean;
  run: (nowMs: number, isMoved: boolean) => Promise<void>;
}): Ticker {
  const { clock, log, rules, walks } = deps;
  let cron: ScheduledTask | null = null;
  let fast: NodeJS.Timeout | null = null;
  let current: Promise<void> = Promise.resolve();
  let last: number | null = null;
  let isStopped = false;

  async function pass(): Promise<void> {
    const now = clock.now();
    try {
      if (walks && last !== null) {
        for (const at of sendingTimesBetween(last, now, rules.policy)) await deps.run(at, true);
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

/** Starts of sending hours strictly between two instants, ascending; at most ten years of them. */
export function sendingTimesBetween(
  fromMs: number,
  toMs: number,
  policy: Pick<ReminderPolicy, 'sendFrom'>,
): number[] {
  const times: number[] = [];
  for (let day = dayOf(fromMs); times.length < 3_660; day = addDays(day, 1)) {
    const at = instantOf(day, policy.sendFrom);
    if (at >= toMs) break;
    if (at > fromMs) times.push(at);
  }
  return times;
}
