/**
 * A world whose ticks are called by hand, as the assistant does outside the demo: nothing walks from one sending time to the
 * next and nothing is delivered before somebody says something, so the rows can be looked at as they wait. Its users mock
 * `node-cron`, which would tick by itself at every full minute.
 */
import { createRefresh, tick } from '../../src/app/remind.js';
import type { OutboundMessage, OutboxRow } from '../../src/domain/message.js';
import type { Person } from '../../src/domain/person.js';
import type { PolicyChanges, ReminderPreferences } from '../../src/domain/policy.js';
import type { Leave } from '../../src/domain/urging.js';
import type { Log } from '../../src/domain/ports.js';
import { createLog } from '../../src/app/log.js';
import { type Talker, type World, createWorld } from './world.js';

export const at = (local: string): number => Date.parse(`${local}:00+07:00`);

export interface Reminding {
  world: World;
  warnings: string[];
  /** One tick at a time in Viet Nam (`2026-06-17T08:00`); rows it added that wait to be sent. */
  run(local: string): Promise<Readonly<OutboxRow>[]>;
  /** What waits for a conversation and was not begun, as it reads now. */
  waiting(id: string): Readonly<OutboxRow>[];
  /** What a row would say if it were sent at a time. */
  read(row: Readonly<OutboxRow> | undefined, local: string): OutboundMessage | null;
  /** Notes every waiting row as sent. */
  send(): Promise<void>;
  person(who: Talker, change: Partial<Person>): Promise<void>;
  leave(who: Talker, from: string, until: string, deputy: Talker | null): Promise<void>;
  prefer(id: string, preferences: ReminderPreferences): Promise<void>;
  /** Binds a group to units (by name) and plans. */
  group(id: string, units: readonly string[], planIds: readonly string[]): Promise<void>;
  policy(planId: string, changes: PolicyChanges): Promise<void>;
  /** Makes an officer the head of their unit. */
  head(who: Talker): Promise<void>;
  close(): Promise<void>;
}

/** @param start ISO instant with offset. */
export async function createReminding(start = '2026-06-15T09:00:00+07:00'): Promise<Reminding> {
  const world = await createWorld(start);
  const { store, rules } = world.app;
  const warnings: string[] = [];
  const log: Log = {
    ...createLog('silent'),
    debug: () => undefined,
    info: () => undefined,
    error: () => undefined,
    warn: (_fields, message) => void warnings.push(message),
  };
  const personOf = (id: string): Person => {
    const personId = store.get('addresses', `memory:${id}`)?.personId ?? '';
    const person = store.get('persons', personId);
    if (!person) throw new Error(`nobody is ${id}`);
    return structuredClone(person);
  };
  const pending = (): Readonly<OutboxRow>[] => [...store.find('outbox', 'byStatus', 'pending')];
  return {
    world,
    warnings,
    async run(local) {
      const before = new Set(pending().map(({ id }) => id));
      world.clock.advanceTo(at(local));
      await tick({ store, log, rules }, at(local));
      return pending().filter(({ id }) => !before.has(id));
    },
    waiting: (id) => pending().filter(({ conversationId }) => conversationId === `memory:${id}`),
    read(row, local) {
      if (!row) throw new Error('no row');
      return createRefresh(store, { now: () => at(local), rate: () => 1 }, rules)(row);
    },
    send: () =>
      store.transaction((tx) => {
        for (const row of tx.find('outbox', 'byStatus', 'pending'))
          tx.put('outbox', { ...structuredClone(row), status: 'sent', attempts: 1 });
      }),
    person: (who, change) => store.transaction((tx) => tx.put('persons', { ...personOf(who.id), ...change })),
    async leave(who, from, until, deputy) {
      const leave: Leave = {
        from,
        until,
        deputyId: deputy && personOf(deputy.id).id,
        at: `${from}T00:00:00Z`,
      };
      await store.transaction((tx) => tx.put('persons', { ...personOf(who.id), leave }));
    },
    prefer: (id, reminders) =>
      store.transaction((tx) => {
        const group = tx.get('conversations', `memory:${id}`);
        if (group?.kind === 'group') tx.put('conversations', { ...structuredClone(group), reminders });
        else tx.put('persons', { ...personOf(id), reminders });
      }),
    group: (id, units, planIds) =>
      store.transaction((tx) =>
        tx.put('conversations', {
          id: `memory:${id}`,
          channel: 'memory',
          externalId: id,
          topicId: null,
          kind: 'group',
          title: id,
          unitIds: units.map((name) => [...tx.all('units')].find((unit) => unit.name === name)?.id ?? ''),
          planIds: [...planIds],
          unreachable: null,
          createdAt: start,
        }),
      ),
    policy: (planId, reminders) =>
      store.transaction((tx) => {
        const plan = tx.get('plans', planId);
        if (plan) tx.put('plans', { ...structuredClone(plan), reminders });
      }),
    async head(who) {
      const person = personOf(who.id);
      const grants = person.grants.map((grant) => ({ ...grant, isHead: true }));
      await store.transaction((tx) => tx.put('persons', { ...person, grants }));
    },
    close: () => world.close(),
  };
}
