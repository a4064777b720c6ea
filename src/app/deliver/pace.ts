/**
 * When the platform takes the next message: its limits over all chats and in each, spread evenly, and the pauses it asks for.
 *
 * Why not p-queue, which is installed: of 600 messages at 30 a second its even form (one per 33.3 ms) took 1.02 times the
 * shortest time with up to 31 in a second, its strict even form 1.05 times, and 30 per 1,000 ms put up to 60 into one
 * second, which a platform refuses (Node 20, measured). It also knows no chats, no pauses and no answers that go first.
 *
 * The platform counts a message when it arrives, which is some time between our start and its answer. What we know for
 * certain of two messages is that they arrived at least (start of the second − answer of the first + shortest round
 * trip) apart; so windows count a message from its answer less the shortest round trip seen. A steady distance to the
 * platform then costs nothing, and an unsteady one costs time, never a refusal.
 */
import type { SendLimits } from '../../domain/ports.js';
import { createWindow, type Hold, type Window } from './window.js';

export interface Chat {
  /** The platform's id: topics of a group share its limit. */
  id: string;
  kind: 'private' | 'group';
}

/** A message that has been let go. */
export interface Slot {
  /** Its call begins. */
  begin(nowMs: number): void;
  /** The platform has answered, or will not any more. */
  done(nowMs: number): void;
  /** It never reached the platform. */
  cancel(): void;
}

export interface Pace {
  /** Earliest instant for this chat alone. @param isAnswer somebody waits: the limit of a private chat is not waited for. */
  chatFreeAt(chat: Chat, parts: number, isAnswer: boolean, nowMs: number): number;
  /** Earliest instant over all chats. @param isSpread keep the even distance as well as the limit. */
  freeAt(parts: number, isSpread: boolean, nowMs: number): number;
  /** @param startMs when it is to begin, as the two above allow. */
  take(chat: Chat, parts: number, startMs: number): Slot;
  /** The platform asked to wait. @returns whether everything waits, not this chat alone. */
  throttled(chat: Chat, retryAfterMs: number, nowMs: number): boolean;
  /** A message was taken: whatever was refused before was refused to its chat alone. */
  accepted(): void;
  /** Forgets chats whose windows are empty. */
  tidy(nowMs: number): void;
}

/** A message still without an answer after this time has arrived, if it ever will. */
const longestTravelMs = 1_000;
/**
 * How far the even spread may be caught up when the process was busy while somebody waited for it, which shows in that it
 * was asked for a slot not long before. The windows are kept all the same.
 */
const catchUpMs = 300;
const waitedForMs = 2_000;
/** Refusals to wait in a row, from different chats and ending together, that mean the platform wants quiet altogether. */
const refusalsMeaningAll = 3;
const endTogetherMs = 2_500;
/** Longest time for which such a conclusion is trusted; the next message then shows whether it still holds. */
const longestQuietMs = 5 * 60_000;
/** After a refusal the distance grows by a factor, up to the most, until so long after its end. */
const easing = { ofAll: { factor: 1.05, most: 1.5 }, ofOne: { factor: 1.01, most: 1.05 }, forMs: 30_000 };
/** Round trips over which the shortest is taken. */
const tripsRemembered = 100;

export function createPace(limits: SendLimits | undefined): Pace {
  const overall = limits?.overall ? createWindow(limits.overall) : null;
  const distanceMs = limits?.overall ? limits.overall.perMs / limits.overall.count : 0;
  const chats = new Map<string, Window>();
  const trip = shortestTrip();
  let nextMs = 0;
  let askedMs = Number.NEGATIVE_INFINITY;
  let quietUntilMs = 0;
  let ease = 1;
  let easedUntilMs = 0;
  let refusals: { chatId: string; endMs: number }[] = [];

  function windowOf(chat: Chat): Window | null {
    const rate = chat.kind === 'group' ? limits?.perGroup : limits?.perChat;
    if (!rate) return null;
    let window = chats.get(chat.id);
    if (!window) chats.set(chat.id, (window = createWindow(rate)));
    return window;
  }

  function distance(nowMs: number): number {
    if (nowMs >= easedUntilMs) ease = 1;
    return distanceMs * ease;
  }

  return {
    chatFreeAt(chat, parts, isAnswer, nowMs) {
      if (isAnswer && chat.kind === 'private') return nowMs;
      return windowOf(chat)?.freeAt(parts, nowMs) ?? nowMs;
    },
    freeAt(parts, isSpread, nowMs) {
      const free = Math.max(quietUntilMs, overall?.freeAt(parts, nowMs) ?? nowMs);
      const atMs = isSpread ? Math.max(free, nextMs) : free;
      if (atMs > nowMs) askedMs = nowMs;
      return atMs;
    },
    take(chat, parts, startMs) {
      const hold: Hold = { atMs: startMs + longestTravelMs, parts };
      overall?.add(hold);
      windowOf(chat)?.add(hold);
      const step = distance(startMs) * parts;
      nextMs = Math.max(nextMs, startMs - (startMs - askedMs < waitedForMs ? catchUpMs : 0)) + step;
      let begunMs = startMs;
      return {
        begin(nowMs) {
          begunMs = Math.max(startMs, nowMs);
          hold.atMs = begunMs + longestTravelMs;
        },
        done(doneMs) {
          const latestMs = doneMs - trip.shortest(doneMs - begunMs);
          hold.atMs = Math.min(hold.atMs, Math.max(begunMs, latestMs));
        },
        cancel() {
          hold.parts = 0;
          nextMs -= step;
        },
      };
    },
    throttled(chat, retryAfterMs, nowMs) {
      const endMs = nowMs + retryAfterMs;
      refusals = refusals.filter(
        (one) => one.chatId !== chat.id && Math.abs(one.endMs - endMs) < endTogetherMs,
      );
      refusals.push({ chatId: chat.id, endMs });
      const meansAll = refusals.length >= refusalsMeaningAll;
      const { factor, most } = meansAll ? easing.ofAll : easing.ofOne;
      const before = nowMs < easedUntilMs ? ease : 1;
      ease = Math.max(before, Math.min(most, before * factor));
      easedUntilMs = nowMs + Math.min(retryAfterMs, longestQuietMs) + easing.forMs;
      if (!meansAll) return false;
      quietUntilMs = Math.max(quietUntilMs, nowMs + Math.min(retryAfterMs, longestQuietMs));
      return true;
    },
    accepted() {
      if (refusals.length > 0) refusals = [];
    },
    tidy(nowMs) {
      for (const [id, window] of chats) if (window.isEmpty(nowMs)) chats.delete(id);
    },
  };
}

/** The shortest of the last round trips; nothing is known before the first ones, and 0 is certainly not too long. */
function shortestTrip(): { shortest(tripMs: number): number } {
  let before = 0;
  let current = Number.POSITIVE_INFINITY;
  let counted = 0;
  return {
    shortest(tripMs) {
      const known = Math.min(before, current, tripMs);
      current = Math.min(current, tripMs);
      counted += 1;
      if (counted === tripsRemembered) {
        before = current;
        current = Number.POSITIVE_INFINITY;
        counted = 0;
      }
      return known;
    },
  };
}
