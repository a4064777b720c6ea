/**
 * A store against a plain model of it: random transactions, together and in turn, some of which throw,
 * with reopening and compacting between. Whatever happens, both must show the same.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DuplicateKeyError, type Store, type StoreReader, type StoreWriter } from '../../src/domain/ports.js';
import { assignment, conversation } from './store-records.js';
import type { StoreHarness } from './store.js';

type Step =
  | { kind: 'put'; id: number; number: number; unit: number }
  | { kind: 'bind'; id: number; units: number[] }
  | { kind: 'remove'; table: 'assignments' | 'conversations'; id: number }
  | { kind: 'next'; counter: number };

interface Work {
  steps: Step[];
  throws: boolean;
}

type Action = { kind: 'together'; works: Work[] } | { kind: 'compact' | 'reopen' | 'crash' };

const small = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), id: small, number: small, unit: fc.nat({ max: 2 }) }),
  fc.record({
    kind: fc.constant('bind' as const),
    id: small,
    units: fc.array(fc.nat({ max: 2 }), { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('remove' as const),
    table: fc.constantFrom('assignments', 'conversations'),
    id: small,
  }),
  fc.record({ kind: fc.constant('next' as const), counter: fc.nat({ max: 1 }) }),
);
const work = fc.record({ steps: fc.array(step, { maxLength: 8 }), throws: fc.boolean() });
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('together' as const),
      works: fc.array(work, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('compact' as const, 'reopen' as const, 'crash' as const) }),
  },
);

/** The model: maps keep the order of insertion just as tables must. */
interface Model {
  assignments: Map<string, ReturnType<typeof assignment>>;
  conversations: Map<string, ReturnType<typeof conversation>>;
  counters: Map<string, number>;
}

const copyOf = (model: Model): Model => ({
  assignments: new Map(model.assignments),
  conversations: new Map(model.conversations),
  counters: new Map(model.counters),
});

/** What a transaction does to the model. @returns the model afterwards. */
function play(model: Model, { steps, throws }: Work): Model {
  if (throws) return model;
  const next = copyOf(model);
  for (const one of steps) {
    if (one.kind === 'next')
      next.counters.set(`c${one.counter}`, (next.counters.get(`c${one.counter}`) ?? 0) + 1);
    else if (one.kind === 'remove') next[one.table].delete(`r${one.id}`);
    else if (one.kind === 'bind') next.conversations.set(`r${one.id}`, bound(one));
    else {
      const row = put(one);
      const isTaken = [...next.assignments.values()].some(
        (other) => other.number === row.number && other.id !== row.id,
      );
      if (!isTaken) next.assignments.set(row.id, row);
    }
  }
  return next;
}

const put = (one: Extract<Step, { kind: 'put' }>): ReturnType<typeof assignment> =>
  assignment(`r${one.id}`, one.number, { unitId: `u${one.unit}` });
const bound = (one: Extract<Step, { kind: 'bind' }>): ReturnType<typeof conversation> =>
  conversation(
    `r${one.id}`,
    one.units.map((unit) => `u${unit}`),
  );

function perform(tx: StoreWriter, { steps, throws }: Work, expected: Model): void {
  for (const one of steps) {
    if (one.kind === 'next') tx.next(`c${one.counter}`);
    else if (one.kind === 'remove') tx.remove(one.table, `r${one.id}`);
    else if (one.kind === 'bind') tx.put('conversations', bound(one));
    else {
      try {
        tx.put('assignments', put(one));
      } catch (error) {
        if (!(error instanceof DuplicateKeyError)) throw error;
      }
    }
  }
  if (throws) throw new Error('as drawn');
  expectSame(tx, expected);
}

/** Begins transactions at once, in both. @returns the model after all of them. */
async function playTogether(store: Store, before: Model, works: readonly Work[]): Promise<Model> {
  let model = before;
  const pending = works.map((each) => {
    model = play(model, each);
    const expected = model;
    return store.transaction((tx) => perform(tx, each, expected));
  });
  const outcomes = await Promise.allSettled(pending);
  expect(outcomes.map((outcome) => outcome.status === 'rejected')).toEqual(works.map((each) => each.throws));
  return model;
}

function expectSame(reader: StoreReader, model: Model): void {
  const assignments = [...model.assignments.values()];
  const conversations = [...model.conversations.values()];
  expect([...reader.all('assignments')]).toEqual(assignments);
  expect([...reader.all('conversations')]).toEqual(conversations);
  expect([reader.count('assignments'), reader.count('conversations')]).toEqual([
    assignments.length,
    conversations.length,
  ]);
  for (let i = 0; i <= 5; i += 1) {
    expect(reader.get('assignments', `r${i}`)).toEqual(model.assignments.get(`r${i}`));
    expect(reader.find('assignments', 'byNumber', String(i))).toEqual(
      assignments.filter((row) => row.number === i),
    );
    const unit = `u${i}`;
    expect(reader.find('assignments', 'byUnit', unit)).toEqual(
      assignments.filter((row) => row.unitId === unit),
    );
    expect(reader.find('conversations', 'byUnit', unit)).toEqual(
      conversations.filter((row) => row.unitIds.includes(unit)),
    );
  }
}

/** @param runs number of random lives. */
export function storeModel(name: string, open: () => Promise<StoreHarness>, runs: number): void {
  describe(`store model: ${name}`, () => {
    it('shows what a plain model of it shows, through any life', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 12 }), async (actions) => {
          const harness = await open();
          let { store } = harness;
          let model: Model = { assignments: new Map(), conversations: new Map(), counters: new Map() };
          for (const one of actions) {
            if (one.kind === 'together') model = await playTogether(store, model, one.works);
            else if (one.kind === 'compact') await store.compact();
            else store = await (one.kind === 'reopen' ? harness.reopen() : harness.reopenAfterCrash());
            expectSame(store, model);
          }
          const counted = await store.transaction((tx) =>
            ['c0', 'c1'].map((counter) => tx.next(counter) - 1),
          );
          expect(counted).toEqual(['c0', 'c1'].map((counter) => model.counters.get(counter) ?? 0));
          await harness.destroy();
        }),
        { numRuns: runs },
      );
    });
  });
}
