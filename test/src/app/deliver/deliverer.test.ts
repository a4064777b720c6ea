import { afterEach, describe, expect, it } from 'vitest';
import { recoverSending } from '../../../../src/app/deliver.js';
import { SendError } from '../../../../src/domain/errors.js';
import { type DeliverWorld, deliverWorld, type Ending, scripted, start } from './world.js';

const lost = (): Ending => 'lost';
const refused = new SendError('connection', 'refused', { isUnsent: true });
const broken = new SendError('connection', '502');

/** The first so many calls end so, the others well. */
function first(count: number, ending: Ending): () => Ending {
  let left = count;
  return () => (left-- > 0 ? ending : 'ok');
}

describe('src/app: deliverer', () => {
  let world: DeliverWorld;
  afterEach(() => world.close());

  describe('order', () => {
    it('lets an answer pass the reminder that waits in its conversation, and keeps the order of each kind', async () => {
      world = await deliverWorld();
      world.channel.ending = first(1, new SendError('throttled', 'wait', { retryAfterMs: 60 }));
      await world.put('an', 'nhắc 1', 'reminder');
      await world.put('an', 'nhắc 2', 'reminder');
      world.deliverer.poke();
      await world.put('an', 'báo tin', 'notice');
      await world.put('an', 'trả lời', 'reply');
      await world.put('binh', 'trả lời 2', 'reply');

      await world.drained();

      expect(world.texts('an')).toEqual(['trả lời', 'báo tin', 'nhắc 1', 'nhắc 2']);
      // The other conversation did not wait.
      expect(world.texts()[0]).toBe('trả lời 2');
    });

    it('sends a reminder that was overtaken to nobody', async () => {
      world = await deliverWorld(undefined, {
        refresh: (row) => (row.kind === 'reminder' ? null : row.message),
      });
      const id = await world.put('an', 'nhắc', 'reminder');

      await world.drained();

      expect(world.row(id)).toMatchObject({ status: 'dropped', lastError: 'no-longer-owed', attempts: 0 });
      expect(world.channel.calls).toEqual([]);
    });
  });

  describe('hours', () => {
    it('holds a row until its hour by the clock of the assistant, and lets others of the conversation by', async () => {
      world = await deliverWorld();
      await world.put('an', 'nhắc sáng mai', 'reminder', {
        notBefore: new Date(start + 86_400_000).toISOString(),
      });
      await world.put('an', 'đôn đốc', 'reminder');
      await world.deliverer.idle();
      expect(world.texts()).toEqual(['đôn đốc']);

      world.clock.at = start + 86_400_000;
      await world.deliverer.idle();

      expect(world.texts()).toEqual(['đôn đốc', 'nhắc sáng mai']);
    });

    it('asks again when the hour was chosen anew, earlier or later, even while the row stood in line', async () => {
      let hour = start + 86_400_000;
      world = await deliverWorld(undefined, { notBefore: () => hour });
      await world.put('an', 'nhắc', 'reminder');
      await world.deliverer.idle();
      hour = start + 3_600_000;
      world.clock.at = start + 3_600_000 - 1;
      await world.deliverer.idle();
      expect(world.texts()).toEqual([]);

      world.clock.at = start + 3_600_000;
      world.deliverer.poke();
      await world.deliverer.idle();

      expect(world.texts()).toEqual(['nhắc']);
    });
  });

  describe('an unknown outcome', () => {
    it('of an answer, a receipt, a forward, a notice: sent until it is answered', async () => {
      world = await deliverWorld();
      const kinds = ['reply', 'receipt', 'forward', 'notice'] as const;
      const tries = new Map<string, number>();
      world.channel.ending = (to) => {
        tries.set(to, (tries.get(to) ?? 0) + 1);
        return (tries.get(to) ?? 0) > 2 ? 'ok' : 'lost';
      };
      const ids = await Promise.all(kinds.map((kind) => world.put(kind, 'tin', kind)));

      await world.drained();

      expect(kinds.map((kind) => world.texts(kind).length)).toEqual([3, 3, 3, 3]);
      for (const id of ids) expect(world.row(id)).toMatchObject({ status: 'sent', doubtful: 2 });
    });

    it('of a reminder: sent once more, then given up visibly', async () => {
      world = await deliverWorld();
      world.channel.ending = lost;
      const id = await world.put('an', 'nhắc', 'reminder');

      await world.drained();

      expect(world.channel.calls).toHaveLength(2);
      expect(world.row(id)).toMatchObject({
        status: 'failed',
        lastError: 'answer-lost',
        doubtful: 2,
        givenUpAt: new Date(start).toISOString(),
      });
      expect(world.undeliverable).toEqual([{ key: 'k1', reason: 'answer-lost' }]);
    });

    it('of an overview: not repeated', async () => {
      world = await deliverWorld();
      world.channel.ending = lost;
      const id = await world.put('an', 'tổng hợp', 'overview');

      await world.drained();

      expect(world.channel.calls).toHaveLength(1);
      expect(world.row(id)).toMatchObject({ status: 'failed', lastError: 'answer-lost' });
    });

    it('is none where no connection was made: tried until it is, whatever the kind', async () => {
      world = await deliverWorld();
      world.channel.ending = first(2, refused);
      const id = await world.put('an', 'tổng hợp', 'overview');

      await world.drained();

      expect(world.row(id)).toMatchObject({ status: 'sent', attempts: 3 });
      expect(world.row(id).doubtful).toBeUndefined();
    }, 20_000);

    it('after a crash counts as well', async () => {
      world = await deliverWorld();
      const ids = await Promise.all(
        (['reply', 'reminder', 'overview'] as const).map((kind) =>
          world.put('an', kind, kind, { status: 'sending' }),
        ),
      );
      const twice = await world.put('binh', 'nhắc', 'reminder', { status: 'sending', doubtful: 1 });
      const told: string[] = [];

      const count = await world.store.transaction((tx) =>
        recoverSending(tx, { nowMs: start, onUndeliverable: (_, row) => void told.push(row.id) }),
      );
      await world.drained();

      expect(count).toBe(4);
      expect(world.texts()).toEqual(['reply', 'reminder']);
      expect(ids.map((id) => world.row(id).doubtful)).toEqual([1, 1, 1]);
      expect(told).toEqual([ids[2], twice]);
    });
  });

  describe('a platform that does not answer', () => {
    it('gets nothing but questions until it answers one; then everything goes, in order', async () => {
      world = await deliverWorld([
        scripted('alpha', { limits: { overall: { count: 1_000, perMs: 1_000 } } }),
      ]);
      const { channel } = world;
      let isDown = true;
      channel.ending = () => (isDown ? broken : 'ok');
      channel.probing = () => (isDown ? refused : null);
      for (let number = 0; number < 300; number += 1)
        await world.put(`p${number % 100}`, `nhắc ${number}`, 'reminder');
      world.deliverer.poke();
      // An outage of eight hours.
      while (channel.probes < 4) await new Promise((resolve) => setTimeout(resolve, 20));
      world.clock.at += 8 * 3_600_000;
      await world.deliverer.idle();
      const risked = channel.calls.length;
      // Never more than one per conversation, and no further one however often it was poked.
      expect(risked).toBeLessThanOrEqual(100);
      for (let times = 0; times < 20; times += 1) world.deliverer.poke();
      expect(channel.calls).toHaveLength(risked);

      isDown = false;
      await world.drained();

      expect(new Set(world.texts()).size).toBe(300);
      expect(world.texts()).toHaveLength(300);
      for (let person = 0; person < 100; person += 1)
        expect(world.texts(`p${person}`)).toEqual([0, 1, 2].map((round) => `nhắc ${person + 100 * round}`));
    }, 30_000);

    it('that cannot be asked gets one message at a time', async () => {
      world = await deliverWorld([scripted('alpha', { canProbe: false })]);
      const { channel } = world;
      channel.ending = () => broken;
      for (let number = 0; number < 40; number += 1) await world.put(`p${number}`, 'tin', 'notice');
      world.deliverer.poke();
      await world.deliverer.idle();
      const risked = channel.calls.length;
      expect(risked).toBeLessThanOrEqual(16);

      while (channel.calls.length < risked + 2) await new Promise((resolve) => setTimeout(resolve, 20));
      channel.ending = () => 'ok';
      await world.drained();

      expect(world.texts()).toHaveLength(40);
    }, 30_000);

    it('and then fails every fifth call: all arrive or are told, in order, no more twice than answers were lost', async () => {
      world = await deliverWorld([
        scripted('alpha', { limits: { overall: { count: 2_000, perMs: 1_000 } } }),
      ]);
      let calls = 0;
      let lostAnswers = 0;
      world.channel.ending = () => {
        calls += 1;
        if (calls % 5 !== 0) return 'ok';
        const which = Math.floor(calls / 5) % 3;
        if (which === 0) return new SendError('throttled', '429', { retryAfterMs: 30 });
        if (which === 1) return broken;
        lostAnswers += 1;
        return 'lost';
      };
      const kinds = ['reminder', 'notice'] as const;
      for (let number = 0; number < 400; number += 1)
        await world.put(`p${number % 80}`, `${kinds[number % 2]} ${number}`, kinds[number % 2] ?? 'notice');

      await world.drained();

      const texts = world.texts();
      const failed = world.store.find('outbox', 'byStatus', 'failed').map(({ message }) => message.text);
      expect(new Set([...texts, ...failed]).size).toBe(400);
      expect(failed).toHaveLength(world.undeliverable.length);
      expect(texts.length - new Set(texts).size).toBeLessThanOrEqual(lostAnswers);
      for (let person = 0; person < 80; person += 1) {
        const numbers = [...new Set(world.texts(`p${person}`))].map((text) => Number(text.split(' ')[1]));
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      }
    }, 60_000);
  });

  describe('another address', () => {
    it('of the same person gets the words of what one cannot get, once', async () => {
      world = await deliverWorld([scripted('alpha'), scripted('beta')]);
      await world.person('ha', [
        ['alpha', 'ha'],
        ['beta', 'ha-b'],
      ]);
      world.channel.ending = () => new SendError('recipient-gone', 'blocked');
      const id = await world.put('ha', 'nhắc', 'reminder', { key: 'digest/1' });

      await world.drained();

      expect(world.texts('ha-b')).toEqual(['nhắc']);
      expect(world.row(id)).toMatchObject({ status: 'dropped', lastError: 'recipient-gone' });
      expect(world.store.find('outbox', 'byKey', 'digest/1@beta')[0]).toMatchObject({
        insteadOf: id,
        status: 'sent',
      });
      expect(world.store.get('addresses', 'alpha:ha')?.unreachable).toBe('recipient-gone');
      expect(world.undeliverable).toEqual([]);
    });

    it('is tried before anybody is told; then the first row is what could not be delivered', async () => {
      const sentFor: string[] = [];
      world = await deliverWorld([scripted('alpha'), scripted('beta')], {
        onSent: (_, row) => void sentFor.push(row.key),
      });
      await world.person('ha', [
        ['alpha', 'ha'],
        ['beta', 'ha-b'],
      ]);
      for (const channel of world.channels.values())
        channel.ending = (_, text) => (text === 'nhắc' ? new SendError('recipient-gone', 'blocked') : 'ok');
      await world.put('ha', 'nhắc', 'reminder', { key: 'digest/1' });
      await world.drained();

      expect(world.undeliverable).toEqual([{ key: 'digest/1', reason: 'recipient-gone' }]);
      expect(world.store.find('outbox', 'byStatus', 'failed')).toHaveLength(1);
      expect(sentFor).toEqual([]);
    });

    it('gets nothing that may have arrived already', async () => {
      world = await deliverWorld([scripted('alpha'), scripted('beta')]);
      await world.person('ha', [
        ['alpha', 'ha'],
        ['beta', 'ha-b'],
      ]);
      world.channel.ending = lost;
      await world.put('ha', 'nhắc', 'reminder');

      await world.drained();

      expect(world.texts('ha-b')).toEqual([]);
      expect(world.undeliverable).toEqual([{ key: 'k1', reason: 'answer-lost' }]);
    });

    it('is used when the settings of a channel stay wrong for half an hour', async () => {
      world = await deliverWorld([scripted('alpha'), scripted('beta')]);
      await world.person('ha', [
        ['alpha', 'ha'],
        ['beta', 'ha-b'],
      ]);
      const wrong = new SendError('config', '401');
      world.channel.ending = () => wrong;
      world.channel.probing = () => wrong;
      const [one, other] = [
        await world.put('ha', 'nhắc', 'reminder'),
        await world.put('an', 'nhắc', 'reminder'),
      ];
      const real = performance.now.bind(performance);
      let aheadMs = 0;
      performance.now = () => real() + aheadMs;
      try {
        await world.deliverer.idle();
        expect(world.texts()).toEqual([]);
        aheadMs = 31 * 60_000;
        while (world.texts('ha-b').length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      } finally {
        performance.now = real;
      }

      expect(world.row(one)).toMatchObject({ status: 'dropped', lastError: 'config' });
      expect(world.row(other).status).toBe('pending');
    });
  });

  it('remembers what the platform took while the disk refuses to note it', async () => {
    world = await deliverWorld();
    const id = await world.put('an', 'tin', 'notice');
    const transaction = world.store.transaction.bind(world.store);
    let count = 0;
    world.store.transaction = async (work) => {
      count += 1;
      // The first marks the row as being sent, the second notes it as sent.
      if (count === 2) throw new Error('disk full');
      return transaction(work);
    };

    await world.drained();

    expect(world.texts()).toEqual(['tin']);
    expect(world.row(id).status).toBe('sent');
  });

  it('ends the call in hand before it stops, and starts nothing after', async () => {
    world = await deliverWorld();
    await world.put('an', 'một', 'notice');
    await world.put('an', 'hai', 'notice');
    world.deliverer.poke();
    await world.deliverer.stop();
    world.deliverer.poke();
    expect(world.store.find('outbox', 'byStatus', 'sending')).toEqual([]);
    const before = world.texts();
    expect(before.length).toBeLessThanOrEqual(1);

    await world.again();
    await world.drained();

    expect(world.texts()).toEqual(['một', 'hai']);
  });
});
