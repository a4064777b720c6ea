/** The line of one channel: takes from its schedule what its pace allows, while its platform answers. */
import type { SendError } from '../../domain/errors.js';
import type { Channel, Log } from '../../domain/ports.js';
import { createLink, type Link } from './link.js';
import { createPace, type Slot } from './pace.js';
import { createSchedule, type Entry, type Schedule } from './schedule.js';

/** Messages in hand at once. Hanging calls must not stop the others; a platform without limits is our own machine. */
const mostInHand = { limited: 100, unlimited: 16 };
/**
 * A message is taken from the schedule so long before its slot, because it must be noted durably before it is sent, and
 * the disk takes its time: at the limit of the platform a slot that was missed is not had again.
 */
const aheadMs = 50;
/** Longest sleep of a timer; further off is looked at again. */
const longestSleepMs = 60_000;

/** One message let go, and what came of it. */
export interface Attempt {
  /** Resolves when its slot has come; the call is to begin at once then. */
  begin(): Promise<void>;
  succeeded(): void;
  /** @returns whether the platform means everything, not this chat alone. */
  failed(error: SendError): boolean;
  /** It was not sent at all. Called once more after the end, it does nothing. */
  cancel(): void;
}

export interface Line {
  readonly schedule: Schedule;
  readonly link: Link;
  /** Starts what may start. */
  pump(): void;
  /** A message of this conversation is no longer in hand. */
  release(conversationId: string): void;
  /** Whether something waits that only limits hold up. */
  hasDue(): boolean;
  stop(): void;
}

/**
 * @param send begins a message and returns at once; `release` follows when it is done.
 * @param onDown called now and then while the platform does not answer.
 */
export function createLine(
  channel: Channel,
  parts: { log: Log; send: (entry: Entry, attempt: Attempt) => void; onDown: () => void },
): Line {
  const { limits } = channel.capabilities;
  const now = (): number => performance.now();
  const pace = createPace(limits);
  const schedule = createSchedule(pace);
  const link = createLink(channel, {
    log: parts.log,
    now,
    most: limits ? mostInHand.limited : mostInHand.unlimited,
    onChange: () => (link.down() === null ? pump() : parts.onDown()),
  });
  let inHand = 0;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  function attemptOf(entry: Entry, slot: Slot, startMs: number): Attempt {
    let isOver = false;
    return {
      async begin() {
        const waitMs = startMs - now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        // Timers fire up to two milliseconds early.
        while (now() < startMs) await new Promise((resolve) => setImmediate(resolve));
        slot.begin(now());
      },
      succeeded() {
        isOver = true;
        slot.done(now());
        pace.accepted();
        link.succeeded();
      },
      failed(error) {
        isOver = true;
        const nowMs = now();
        if (error.isUnsent) slot.cancel();
        else slot.done(nowMs);
        if (error.kind === 'connection' || error.kind === 'config') link.failed(error.kind, nowMs);
        else link.succeeded();
        if (error.kind !== 'throttled') return false;
        const waitMs = error.retryAfterMs ?? 0;
        schedule.pause(entry.conversationId, nowMs + waitMs);
        return pace.throttled(entry.chat, waitMs, nowMs);
      },
      cancel() {
        if (isOver) return;
        isOver = true;
        slot.cancel();
      },
    };
  }

  function pump(): void {
    if (isStopped) return;
    if (timer) clearTimeout(timer);
    timer = null;
    while (inHand < link.most()) {
      const next = schedule.take(now(), limits ? aheadMs : 0);
      if ('againMs' in next) return sleep(next.againMs);
      inHand += 1;
      parts.send(next.entry, attemptOf(next.entry, next.slot, next.startMs));
    }
    sleep(link.againMs(now()));
  }

  function sleep(untilMs: number): void {
    if (!Number.isFinite(untilMs)) return;
    timer = setTimeout(pump, Math.min(longestSleepMs, Math.max(0, untilMs - now())));
  }

  return {
    schedule,
    link,
    pump,
    release(conversationId) {
      inHand -= 1;
      schedule.release(conversationId, now());
      if (inHand === 0) pace.tidy(now());
    },
    hasDue: () => link.down() === null && schedule.hasDue(now()),
    stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      link.stop();
    },
  };
}
