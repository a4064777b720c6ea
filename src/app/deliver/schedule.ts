/**
 * Which message goes next. Every conversation is a line in which one message is in hand at a time; within it, and among
 * all, answers pass notices and notices pass reminders, while messages of one urgency keep their order. Pure: the
 * caller gives the time, and asks again when told to.
 *
 * Each step costs O(log n): a line stands with the head of each urgency in one heap, that of lines which could go now
 * (by age) or that of lines which wait (by time). Entries that no longer hold are skipped when they come up.
 */
import { createHeap, type Heap } from './heap.js';
import type { Chat, Pace, Slot } from './pace.js';

/** 0 answers somebody, 1 tells of something, 2 reminds. */
export type Urgency = 0 | 1 | 2;

export interface Entry {
  id: string;
  conversationId: string;
  chat: Chat;
  sequence: number;
  urgency: Urgency;
  /** As how many messages the platform counts it; asked when it may go. */
  parts: () => number;
  dueMs: number;
}

export interface Schedule {
  /** Adds an entry, or changes where a known one stands. */
  put(entry: Entry): void;
  remove(id: string): void;
  /**
   * The next entry that may start within `aheadMs`, and when; its conversation then counts as busy until `release`. Or when
   * to ask again (Infinity: when something changes).
   */
  take(nowMs: number, aheadMs?: number): { entry: Entry; slot: Slot; startMs: number } | { againMs: number };
  release(conversationId: string, nowMs: number): void;
  /** Nothing goes to a conversation before an instant. */
  pause(conversationId: string, untilMs: number): void;
  /** Whether an entry would go if it were its turn and the limits let it. */
  hasDue(nowMs: number): boolean;
}

/** After so many that passed somebody who could have gone, one of those who wait goes: nobody waits for ever. */
const mostPassing = 9;
const urgencies = [0, 1, 2] as const;

interface Line {
  id: string;
  waiting: readonly [Heap<Item>, Heap<Item>, Heap<Item>];
  size: number;
  isBusy: boolean;
  pausedUntilMs: number;
  /** The heap entry of each urgency that holds. */
  standing: [Standing | null, Standing | null, Standing | null];
}

interface Item extends Entry {
  line: Line;
  isGone: boolean;
}

interface Standing {
  line: Line;
  item: Item;
  atMs: number;
}

export function createSchedule(pace: Pace): Schedule {
  const lines = new Map<string, Line>();
  const items = new Map<string, Item>();
  const older = (one: Standing, other: Standing): boolean => one.item.sequence < other.item.sequence;
  const ready = [createHeap(older), createHeap(older), createHeap(older)] as const;
  const later = createHeap<Standing>((one, other) => one.atMs < other.atMs);
  let passing = 0;

  function lineOf(id: string): Line {
    let line = lines.get(id);
    if (!line) {
      const inOrder = (): Heap<Item> => createHeap((one, other) => one.sequence < other.sequence);
      line = {
        id,
        waiting: [inOrder(), inOrder(), inOrder()],
        size: 0,
        isBusy: false,
        pausedUntilMs: 0,
        standing: [null, null, null],
      };
      lines.set(id, line);
    }
    return line;
  }

  function headOf(line: Line, urgency: Urgency): Item | undefined {
    const heap = line.waiting[urgency];
    while (heap.peek()?.isGone) heap.pop();
    return heap.peek();
  }

  /** Puts the head of one urgency where it belongs; `atMs` when it is known to wait for something else as well. */
  function stand(line: Line, urgency: Urgency, atMs = 0): void {
    const item = line.isBusy ? undefined : headOf(line, urgency);
    if (!item) {
      line.standing[urgency] = null;
      return;
    }
    const standing = { line, item, atMs: Math.max(item.dueMs, line.pausedUntilMs, atMs) };
    line.standing[urgency] = standing;
    later.push(standing);
  }

  function standAll(line: Line): void {
    for (const urgency of urgencies) stand(line, urgency);
    if (line.size === 0 && !line.isBusy && line.pausedUntilMs === 0) lines.delete(line.id);
  }

  const holds = (standing: Standing): boolean => standing.line.standing[standing.item.urgency] === standing;

  function remove(id: string): void {
    const item = items.get(id);
    if (!item) return;
    items.delete(id);
    item.isGone = true;
    item.line.size -= 1;
    if (item.line.standing[item.urgency]?.item === item) stand(item.line, item.urgency);
    if (item.line.size === 0 && !item.line.isBusy && item.line.pausedUntilMs === 0)
      lines.delete(item.line.id);
  }

  /** Whoever's time has come joins those that could go. @returns when the next one's comes. */
  function wake(nowMs: number): number {
    for (;;) {
      const next = later.peek();
      if (!next) return Number.POSITIVE_INFINITY;
      if (!holds(next)) later.pop();
      else if (next.atMs > nowMs) return next.atMs;
      else {
        later.pop();
        ready[next.item.urgency].push(next);
      }
    }
  }

  const chatFreeAt = ({ item }: Standing, nowMs: number): number =>
    pace.chatFreeAt(item.chat, item.parts(), item.urgency === 0, nowMs);

  /** The oldest of one urgency that its chat lets go in time; those it does not let go wait for their chat. */
  function firstOf(urgency: Urgency, nowMs: number, byMs: number): Standing | undefined {
    for (;;) {
      const next = ready[urgency].peek();
      if (!next) return undefined;
      if (holds(next)) {
        const freeMs = chatFreeAt(next, nowMs);
        if (freeMs <= byMs) return next;
        stand(next.line, urgency, freeMs - (byMs - nowMs));
      }
      ready[urgency].pop();
    }
  }

  /** Who goes next, and whether the even spread counts for them. */
  function choose(nowMs: number, byMs: number): { standing: Standing; isSpread: boolean } | null {
    const first = urgencies.map((urgency) => firstOf(urgency, nowMs, byMs));
    const [urgent, ...passed] = first.filter((one) => one !== undefined);
    if (!urgent) {
      passing = 0;
      return null;
    }
    const waiting = passed.reduce<Standing | null>((old, one) => (old && !older(one, old) ? old : one), null);
    if (waiting && passing >= mostPassing) return { standing: waiting, isSpread: false };
    return { standing: urgent, isSpread: urgent.item.urgency !== 0 };
  }

  return {
    remove,
    put(entry) {
      remove(entry.id);
      const line = lineOf(entry.conversationId);
      const item: Item = { ...entry, line, isGone: false };
      items.set(entry.id, item);
      line.size += 1;
      line.waiting[entry.urgency].push(item);
      if (headOf(line, entry.urgency) === item) stand(line, entry.urgency);
    },
    take(nowMs, aheadMs = 0) {
      const byMs = nowMs + aheadMs;
      let wakeMs = wake(nowMs);
      const chosen = choose(nowMs, byMs);
      // Choosing may have sent some to wait for their chats.
      wakeMs = Math.min(wakeMs, later.peek()?.atMs ?? Number.POSITIVE_INFINITY);
      if (!chosen) return { againMs: wakeMs };
      const { item, line } = chosen.standing;
      const parts = item.parts();
      const freeMs = pace.freeAt(parts, chosen.isSpread, nowMs);
      if (freeMs > byMs) return { againMs: Math.min(wakeMs, freeMs - aheadMs) };
      const isPassing = urgencies.some(
        (urgency) => urgency > item.urgency && ready[urgency].peek() !== undefined,
      );
      passing = isPassing && passing < mostPassing ? passing + 1 : 0;
      items.delete(item.id);
      item.isGone = true;
      line.size -= 1;
      line.isBusy = true;
      line.standing = [null, null, null];
      const startMs = Math.max(nowMs, freeMs, chatFreeAt(chosen.standing, nowMs));
      return { entry: item, slot: pace.take(item.chat, parts, startMs), startMs };
    },
    release(conversationId, nowMs) {
      const line = lines.get(conversationId);
      if (!line) return;
      line.isBusy = false;
      if (line.pausedUntilMs <= nowMs) line.pausedUntilMs = 0;
      standAll(line);
    },
    pause(conversationId, untilMs) {
      const line = lineOf(conversationId);
      line.pausedUntilMs = Math.max(line.pausedUntilMs, untilMs);
      standAll(line);
    },
    hasDue(nowMs) {
      for (const item of items.values()) if (item.dueMs <= nowMs) return true;
      return false;
    },
  };
}
