/**
 * Limits of sending in the stand-in, enforced strictly: a sliding window over all chats, one in each private chat and one
 * in each group. What is refused does not count; what is taken counts from the instant it arrived.
 */

export interface Limit {
  count: number;
  perMs: number;
}

export interface TelegramLimits {
  overall: Limit;
  /** Short bursts are tolerated, as the real one does: this many in as many times the stretch. */
  perChat: Limit;
  perGroup: Limit;
}

/** The published figures; five in five seconds in a private chat. */
export const publishedLimits: TelegramLimits = {
  overall: { count: 30, perMs: 1_000 },
  perChat: { count: 5, perMs: 5_000 },
  perGroup: { count: 20, perMs: 60_000 },
};

export interface Limiter {
  /** Seconds to wait, as `retry_after` says; null when the message is taken and counted. */
  refuse(chatId: number, parts: number): number | null;
  /** Refuses everything for so long. */
  flood(ms: number): void;
}

/** @param now milliseconds, monotonic. */
export function createLimiter(limits: TelegramLimits, now: () => number): Limiter {
  const all: number[] = [];
  const chats = new Map<number, number[]>();
  let floodUntil = 0;

  /** How long until so many more fit; 0 when they do. */
  function wait(taken: number[], { count, perMs }: Limit, parts: number, at: number): number {
    while (taken.length > 0 && (taken[0] ?? 0) <= at - perMs) taken.shift();
    const excess = taken.length + parts - count;
    return excess <= 0 ? 0 : (taken[excess - 1] ?? at) + perMs - at;
  }

  return {
    refuse(chatId, parts) {
      const at = now();
      let taken = chats.get(chatId);
      if (!taken) chats.set(chatId, (taken = []));
      const waits = [
        floodUntil - at,
        wait(all, limits.overall, parts, at),
        wait(taken, chatId < 0 ? limits.perGroup : limits.perChat, parts, at),
      ];
      const longest = Math.max(...waits);
      if (longest > 0) return Math.max(1, Math.ceil(longest / 1000));
      for (let part = 0; part < parts; part += 1) {
        all.push(at);
        taken.push(at);
      }
      return null;
    },
    flood(ms) {
      floodUntil = Math.max(floodUntil, now() + ms);
    },
  };
}
