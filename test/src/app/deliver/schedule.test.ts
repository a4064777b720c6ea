import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../../../src/app/deliver/pace.js';
import { createSchedule, type Entry, type Urgency } from '../../../../src/app/deliver/schedule.js';
import type { SendLimits } from '../../../../src/domain/ports.js';

interface Plan {
  /** Milliseconds after the one before at which it is put in. */
  afterMs: number;
  chat: number;
  isGroup: boolean;
  urgency: Urgency;
  parts: number;
  /** How long the platform takes to answer, and how much of it before it counts the message. */
  tripMs: number;
  arrivesAt: number;
}

interface Sent extends Plan {
  id: string;
  startMs: number;
  arrivedMs: number;
}

const plan = (most: Partial<{ afterMs: number; parts: number }> = {}): fc.Arbitrary<Plan> =>
  fc.record({
    afterMs: fc.nat(most.afterMs ?? 50),
    chat: fc.integer({ min: 1, max: 5 }),
    isGroup: fc.boolean(),
    urgency: fc.constantFrom<Urgency>(0, 1, 2),
    parts: fc.integer({ min: 1, max: most.parts ?? 1 }),
    tripMs: fc.integer({ min: 20, max: 200 }),
    arrivesAt: fc.double({ min: 0, max: 1, noNaN: true }),
  });

/** Sends everything on a clock of its own, with a platform whose answers take as long as each says. */
function run(plans: readonly Plan[], limits: SendLimits | undefined): Sent[] {
  const schedule = createSchedule(createPace(limits));
  const sent: Sent[] = [];
  const events: { atMs: number; act: () => void }[] = [];
  let nowMs = 1_000;
  let putMs = nowMs;
  plans.forEach((one, sequence) => {
    putMs += one.afterMs;
    const entry: Entry = {
      id: `o${sequence}`,
      conversationId: `c${one.chat}${one.isGroup ? 'g' : ''}`,
      chat: { id: `${one.chat}${one.isGroup ? 'g' : ''}`, kind: one.isGroup ? 'group' : 'private' },
      sequence,
      urgency: one.urgency,
      parts: () => one.parts,
      dueMs: 0,
    };
    events.push({ atMs: putMs, act: () => schedule.put(entry) });
  });
  for (let step = 0; step < 100_000; step += 1) {
    events.sort((a, b) => a.atMs - b.atMs);
    while (events[0] && events[0].atMs <= nowMs) events.shift()?.act();
    const next = schedule.take(nowMs);
    if ('entry' in next) {
      const { entry, slot } = next;
      const one = plans[entry.sequence] as Plan;
      const startMs = nowMs;
      sent.push({ ...one, id: entry.id, startMs, arrivedMs: startMs + one.tripMs * one.arrivesAt });
      events.push({
        atMs: startMs + one.tripMs,
        act: () => {
          slot.done(startMs + one.tripMs);
          schedule.release(entry.conversationId, startMs + one.tripMs);
        },
      });
      continue;
    }
    const atMs = Math.min(next.againMs, events[0]?.atMs ?? Number.POSITIVE_INFINITY);
    if (!Number.isFinite(atMs)) return sent;
    nowMs = Math.max(nowMs, atMs);
  }
  throw new Error('it never ends');
}

/** Most messages in any stretch, by when they arrived. */
function fullest(sent: readonly Sent[], perMs: number): number {
  const at = sent
    .flatMap((one) => Array.from({ length: one.parts }, () => one.arrivedMs))
    .sort((a, b) => a - b);
  return Math.max(0, ...at.map((from, i) => at.slice(i).filter((to) => to < from + perMs).length));
}

describe('src/app/deliver: schedule', () => {
  it('sends everything, and keeps the order of each urgency in a conversation', () => {
    fc.assert(
      fc.property(fc.array(plan(), { maxLength: 60 }), fc.boolean(), (plans, isLimited) => {
        const sent = run(
          plans,
          isLimited ? { overall: { count: 5, perMs: 1_000 }, perChat: { count: 1, perMs: 500 } } : undefined,
        );

        expect(sent).toHaveLength(plans.length);
        for (const key of new Set(sent.map((one) => `${one.chat}/${one.isGroup}/${one.urgency}`))) {
          const numbers = sent
            .filter((one) => `${one.chat}/${one.isGroup}/${one.urgency}` === key)
            .map(({ id }) => Number(id.slice(1)));
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never has two messages of a conversation in hand', () => {
    fc.assert(
      fc.property(fc.array(plan({ afterMs: 5 }), { maxLength: 40 }), (plans) => {
        const sent = run(plans, undefined);
        for (const [i, one] of sent.entries()) {
          const next = sent
            .slice(i + 1)
            .find((other) => other.chat === one.chat && other.isGroup === one.isGroup);
          expect(next === undefined || next.startMs >= one.startMs + one.tripMs).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('exceeds no limit over all chats or in a group, however long and unsteady the way to the platform', () => {
    fc.assert(
      fc.property(
        fc.array(plan({ afterMs: 40, parts: 3 }), { minLength: 20, maxLength: 80 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (plans, share) => {
          // The shortest trip is not known better than from trips seen: here every message arrives after the same share of it.
          const steady = plans.map((one) => ({ ...one, arrivesAt: share }));
          const sent = run(steady, {
            overall: { count: 6, perMs: 1_000 },
            perGroup: { count: 4, perMs: 3_000 },
          });
          expect(fullest(sent, 1_000)).toBeLessThanOrEqual(6);
          for (const chat of new Set(sent.filter(({ isGroup }) => isGroup).map((one) => one.chat)))
            expect(
              fullest(
                sent.filter((one) => one.isGroup && one.chat === chat),
                3_000,
              ),
            ).toBeLessThanOrEqual(4);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('lets answers pass what waits, in the same conversation and in others', () => {
    const quiet = { chat: 1, isGroup: false, parts: 1, tripMs: 20, arrivesAt: 0, afterMs: 0 };
    const plans: Plan[] = [
      ...Array.from({ length: 20 }, (_, i): Plan => ({ ...quiet, chat: i % 4, urgency: 2 })),
      { ...quiet, chat: 3, urgency: 1, afterMs: 500 },
      { ...quiet, chat: 2, urgency: 0 },
    ];

    const sent = run(plans, { overall: { count: 4, perMs: 1_000 } });

    const answer = sent.find(({ urgency }) => urgency === 0) as Sent;
    const notice = sent.find(({ urgency }) => urgency === 1) as Sent;
    expect(answer.startMs - 1_500).toBeLessThan(300);
    expect(sent.indexOf(answer)).toBeLessThan(sent.indexOf(notice));
    expect(sent.slice(sent.indexOf(notice) + 1).every(({ urgency }) => urgency === 2)).toBe(true);
  });

  it('lets nobody wait for ever: among ten that go one is the oldest that was passed', () => {
    const quiet = { isGroup: false, parts: 1, tripMs: 20, arrivesAt: 0, afterMs: 0 };
    const plans: Plan[] = [
      { ...quiet, chat: 999, urgency: 2 },
      ...Array.from({ length: 60 }, (_, i): Plan => ({ ...quiet, chat: i, urgency: 0 })),
    ];

    const sent = run(plans, { overall: { count: 5, perMs: 1_000 } });

    expect(sent.findIndex(({ urgency }) => urgency === 2)).toBeLessThanOrEqual(9);
  });

  it('spreads a fan-out evenly, at the limit: 3,000 at 30 a second within 1.03 of the shortest time', () => {
    const plans = Array.from({ length: 3_000 }, (_, i): Plan => ({
      afterMs: 0,
      chat: i,
      isGroup: false,
      urgency: 2,
      parts: 1,
      tripMs: 80 + (i % 7),
      arrivesAt: 0.5,
    }));

    const sent = run(plans, { overall: { count: 30, perMs: 1_000 }, perChat: { count: 1, perMs: 1_000 } });

    const last = Math.max(...sent.map(({ startMs }) => startMs));
    expect(last - 1_000).toBeLessThanOrEqual(1.03 * 100_000);
    expect(fullest(sent, 1_000)).toBeLessThanOrEqual(30);
    // Whoever was written to first gets it first.
    expect(sent.map(({ chat }) => chat)).toEqual(plans.map(({ chat }) => chat));
    // Evenly: no fifth of a second has more than its share and the little that is caught up.
    expect(fullest(sent, 200)).toBeLessThanOrEqual(9);
  });

  it('waits as long as asked for a chat, and altogether once three chats in a row are refused', () => {
    const pace = createPace({ overall: { count: 30, perMs: 1_000 } });
    const chat = (id: string) => ({ id, kind: 'private' as const });

    expect(pace.throttled(chat('a'), 20_000, 1_000)).toBe(false);
    pace.accepted();
    expect(pace.throttled(chat('b'), 20_000, 1_100)).toBe(false);
    expect(pace.throttled(chat('c'), 20_000, 1_200)).toBe(false);
    expect(pace.freeAt(1, false, 1_300)).toBeLessThanOrEqual(1_300);
    expect(pace.throttled(chat('d'), 20_000, 1_300)).toBe(true);

    expect(pace.freeAt(1, false, 1_400)).toBe(21_300);
    const slot = pace.take(chat('e'), 1, 21_300);
    slot.done(21_300);
    // Eased for a while afterwards, then as before.
    expect(pace.freeAt(1, true, 21_300) - 21_000).toBeGreaterThan(1_000 / 30);
  });

  it('takes a pause of one conversation to itself', () => {
    const schedule = createSchedule(createPace(undefined));
    const entry = (id: string, conversationId: string, sequence: number): Entry => ({
      id,
      conversationId,
      chat: { id: conversationId, kind: 'private' },
      sequence,
      urgency: 2,
      parts: () => 1,
      dueMs: 0,
    });
    schedule.put(entry('one', 'a', 1));
    schedule.put(entry('two', 'b', 2));
    schedule.pause('a', 500);

    expect(schedule.take(10)).toMatchObject({ entry: { id: 'two' } });
    expect(schedule.take(10)).toEqual({ againMs: 500 });
    expect(schedule.take(500)).toMatchObject({ entry: { id: 'one' } });
  });
});
