/** A deliverer over a real store, with channels that do what a test says. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDeliverer, type DeliverDeps, type Deliverer } from '../../../../src/app/deliver.js';
import { createLog } from '../../../../src/app/log.js';
import { enqueue } from '../../../../src/app/outbox.js';
import { SendError } from '../../../../src/domain/errors.js';
import type { OutboxRow } from '../../../../src/domain/message.js';
import type { Conversation } from '../../../../src/domain/person.js';
import type { Channel, SendLimits, Store } from '../../../../src/domain/ports.js';
import { openStorage } from '../../../../storage/index.js';

/** How one call ends; `lost` arrives, and its answer does not. */
export type Ending = 'ok' | 'lost' | SendError;

export interface ScriptedChannel extends Channel {
  /** Every call, in order. */
  calls: { to: string; text: string }[];
  /** What people got. */
  arrived: { to: string; text: string }[];
  /** How calls end; `ok` unless told otherwise. */
  ending: (to: string, text: string) => Ending;
  /** Answers of the probe; null when it answers. */
  probing: () => SendError | null;
  probes: number;
}

export interface DeliverWorld {
  store: Store;
  deliverer: Deliverer;
  channel: ScriptedChannel;
  channels: Map<string, ScriptedChannel>;
  clock: { at: number };
  /** Given up for good, as told. */
  undeliverable: { key: string; reason: string }[];
  /** Puts a row in the outbox, of a private chat, or of a group when its name begins with `g`. */
  put(to: string, text: string, kind: OutboxRow['kind'], more?: Partial<OutboxRow>): Promise<string>;
  row(id: string): Readonly<OutboxRow>;
  /** Waits until nothing is pending any more. */
  drained(): Promise<void>;
  texts(to?: string): string[];
  /** A further person with private chats on several channels. */
  person(id: string, chats: readonly [channel: string, to: string][]): Promise<void>;
  /** As after a crash: another deliverer on the same store. */
  again(): Promise<void>;
  close(): Promise<void>;
}

export const start = Date.parse('2026-06-15T09:00:00+07:00');

export function scripted(
  name: string,
  options: { limits?: SendLimits; canProbe?: boolean } = {},
): ScriptedChannel {
  const channel: ScriptedChannel = {
    name,
    capabilities: {
      hasButtons: true,
      maxInboundFileBytes: 1_000_000,
      maxOutboundFileBytes: 1_000_000,
      ...(options.limits ? { limits: options.limits } : {}),
    },
    calls: [],
    arrived: [],
    ending: () => 'ok',
    probing: () => null,
    probes: 0,
    start: async () => undefined,
    stop: async () => undefined,
    async send(to, { text }) {
      const call = { to: to.externalId, text };
      channel.calls.push(call);
      const ending = channel.ending(to.externalId, text);
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (ending instanceof SendError) throw ending;
      channel.arrived.push(call);
      if (ending === 'lost') throw new SendError('connection', 'answer lost');
      return [`m${channel.arrived.length}`];
    },
    download: () => Promise.reject(new Error('not played')),
    health: () => ({ ok: true, detail: name }),
  };
  if (options.canProbe !== false) {
    channel.probe = async () => {
      channel.probes += 1;
      const problem = channel.probing();
      if (problem) throw problem;
    };
  }
  return channel;
}

export async function deliverWorld(
  channels: readonly ScriptedChannel[] = [scripted('alpha')],
  more: Partial<DeliverDeps> = {},
): Promise<DeliverWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'dondoc-deliver-'));
  const log = createLog('silent');
  const storage = await openStorage({ dir, log });
  const clock = { at: start };
  const named = new Map(channels.map((one) => [one.name, one]));
  const undeliverable: DeliverWorld['undeliverable'] = [];
  const make = (): Deliverer =>
    createDeliverer({
      store: storage.store,
      clock: { now: () => clock.at, rate: () => 1 },
      log,
      channels: named,
      refresh: (row) => row.message,
      onSent: () => undefined,
      fileLink: () => null,
      fileLinkDays: 7,
      onUndeliverable: (_, row, reason) => void undeliverable.push({ key: row.key, reason }),
      ...more,
    });
  const conversation = (channel: string, to: string): Conversation => ({
    id: `${channel}:${to}`,
    channel,
    externalId: to,
    topicId: null,
    kind: to.startsWith('g') ? 'group' : 'private',
    title: to,
    unitIds: [],
    planIds: [],
    unreachable: null,
    createdAt: new Date(start).toISOString(),
  });
  let puts = 0;
  const world: DeliverWorld = {
    store: storage.store,
    deliverer: make(),
    channel: channels[0] as ScriptedChannel,
    channels: named,
    clock,
    undeliverable,
    async put(to, text, kind, rest = {}) {
      puts += 1;
      const key = rest.key ?? `k${puts}`;
      return storage.store.transaction((tx) => {
        const target = conversation(rest.channel ?? world.channel.name, to);
        if (!tx.get('conversations', target.id)) tx.put('conversations', target);
        enqueue(tx, target, { text }, { kind, key }, clock.at);
        const row = tx.find('outbox', 'byKey', key)[0] as OutboxRow;
        tx.put('outbox', { ...structuredClone(row), ...rest });
        return row.id;
      });
    },
    row: (id) => storage.store.get('outbox', id) as OutboxRow,
    async drained() {
      const left = (): number =>
        storage.store.find('outbox', 'byStatus', 'pending').length +
        storage.store.find('outbox', 'byStatus', 'sending').length;
      world.deliverer.poke();
      while (left() > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      await world.deliverer.idle();
    },
    texts: (to) =>
      [...named.values()].flatMap((one) =>
        one.arrived.filter((message) => to === undefined || message.to === to).map(({ text }) => text),
      ),
    async person(id, chats) {
      await storage.store.transaction((tx) => {
        tx.put('persons', {
          id,
          name: id,
          grants: [{ role: 'officer', unitId: null }],
          createdAt: new Date(start).toISOString(),
          removedAt: null,
        });
        for (const [i, [channel, to]] of chats.entries()) {
          const chat = conversation(channel, to);
          tx.put('conversations', chat);
          tx.put('addresses', {
            id: chat.id,
            channel,
            externalId: to,
            personId: id,
            displayName: id,
            privateConversationId: chat.id,
            unreachable: null,
            lastSeenAt: new Date(start - i * 1_000).toISOString(),
          });
        }
      });
    },
    async again() {
      await world.deliverer.stop();
      world.deliverer = make();
    },
    async close() {
      await world.deliverer.stop();
      await storage.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return world;
}
