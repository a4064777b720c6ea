/**
 * Whether a platform answers. After a call without an answer nothing more is risked: a harmless question is asked until
 * it is answered, so that messages of unknown outcome stay few however long an outage lasts.
 */
import { SendError } from '../../domain/errors.js';
import type { Channel, Log } from '../../domain/ports.js';

/** Pauses between questions double from the first to the longest. */
const firstPauseMs = 100;
const longestPauseMs = 30_000;
/** A platform that cannot be asked gets one message at a time, less often than a question. */
const firstTrialMs = 1_000;

export interface Link {
  /** How many messages may be in hand at once now. */
  most(): number;
  /** When to look again while nothing may go; Infinity: `onChange` will tell. */
  againMs(nowMs: number): number;
  /** Why it is down, and since when; null while it answers. */
  down(): { kind: 'connection' | 'config'; sinceMs: number } | null;
  succeeded(): void;
  failed(kind: 'connection' | 'config', nowMs: number): void;
  stop(): void;
}

/**
 * @param onChange called when messages may go again, and after every question without an answer.
 * @param most messages in hand at once while it answers.
 */
export function createLink(
  channel: Channel,
  parts: { log: Log; now: () => number; most: number; onChange: () => void },
): Link {
  const { log, now, onChange } = parts;
  let down: { kind: 'connection' | 'config'; sinceMs: number } | null = null;
  let failures = 0;
  let nextTrialMs = 0;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  function up(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (down === null) return;
    log.info({ channel: channel.name, kind: down.kind }, 'The platform answers again');
    down = null;
    failures = 0;
    onChange();
  }

  async function ask(asked: NonNullable<typeof down>): Promise<void> {
    const problem = await channel.probe?.().then(
      () => null,
      (error: unknown) => error,
    );
    if (isStopped || down !== asked) return;
    // A request to wait is an answer too.
    if (problem === null || (problem instanceof SendError && problem.kind === 'throttled')) return up();
    if (problem instanceof SendError && problem.kind === 'config') asked.kind = 'config';
    const waitMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 12));
    failures += 1;
    timer = setTimeout(() => void ask(asked), waitMs);
    onChange();
  }

  return {
    most: () => (down === null ? parts.most : channel.probe || now() < nextTrialMs ? 0 : 1),
    againMs: (nowMs) =>
      down === null || channel.probe || nextTrialMs <= nowMs ? Number.POSITIVE_INFINITY : nextTrialMs,
    down: () => down,
    succeeded: up,
    failed(kind, nowMs) {
      if (channel.probe) {
        if (down !== null) return;
        down = { kind, sinceMs: nowMs };
        log.warn(
          { channel: channel.name, kind },
          'The platform does not answer; sending waits until it does',
        );
        void ask(down);
        return;
      }
      // Several were in hand when it fell silent: they say it once.
      if (down !== null && nowMs < nextTrialMs) return;
      down ??= { kind, sinceMs: nowMs };
      nextTrialMs = nowMs + Math.min(longestPauseMs, firstTrialMs * 2 ** Math.min(failures, 12));
      failures += 1;
      onChange();
    },
    stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
