import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reachPerson } from '../../../src/domain/queries.js';
import { createWorld, task, type Talker, type World } from '../../fakes/world.js';

const dayMs = 86_400_000;

describe('src/app/keep-open.ts', () => {
  let world: World;
  let officer: Talker;
  beforeEach(async () => {
    world = await createWorld('2026-06-15T09:00:00+07:00');
    Object.assign(world.channel.capabilities, {
      window: { closesAfterMs: 7 * dayMs, askAfterMs: 5 * dayMs },
    });
    await world.say({ id: 'hoa', name: 'Hoa' }, '/start QUAN-TRI-2026');
    officer = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
  });
  afterEach(() => world.close());

  const asked = (id: string): number =>
    world.inboxOf(id).filter(({ heading }) => heading === 'Tiếp tục nhận tin nhắc việc').length;

  it('asks whoever still has work for a word before the window closes, once per silence', async () => {
    await world.publish([task('tổng kết', ['Sở Y tế'], '2026-08-31')]);
    // Monday to Friday: four days are no silence.
    await world.moveTo('2026-06-19T10:00:00+07:00');
    expect(asked('ha')).toBe(0);

    // The weekend passes; Monday is the last day.
    await world.moveTo('2026-06-22T08:30:00+07:00');
    expect(asked('ha')).toBe(1);
    await world.moveTo('2026-06-22T08:45:00+07:00');
    expect(asked('ha')).toBe(1);
    expect(asked('hoa')).toBe(0);

    await world.say(officer, '1');
    await world.moveTo('2026-06-24T10:00:00+07:00');
    expect(asked('ha')).toBe(1);
    await world.moveTo('2026-06-29T08:30:00+07:00');
    expect(asked('ha')).toBe(2);
  });

  it('asks nobody without work, and nobody at night', async () => {
    await world.moveTo('2026-06-20T21:00:00+07:00');
    await world.moveTo('2026-06-22T08:30:00+07:00');
    expect(asked('ha')).toBe(0);
  });
});

describe('/tuychon kenh', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
    await world.say({ id: 'hoa', name: 'Hoa' }, '/start QUAN-TRI-2026');
  });
  afterEach(() => world.close());

  it('writes to somebody linked on several channels where they chose, whatever they used last', async () => {
    const officer = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    const { store } = world.app;
    const personId = store.get('addresses', 'memory:ha')?.personId ?? '';
    expect((await world.say(officer, '/tuychon kenh zalo'))[0]?.text).toContain('mới liên kết một kênh');

    await store.transaction((tx) => {
      const own = tx.get('conversations', 'memory:ha');
      const address = tx.get('addresses', 'memory:ha');
      if (!own || !address) throw new Error('not linked');
      tx.put('conversations', { ...structuredClone(own), id: 'zalo:77', channel: 'zalo', externalId: '77' });
      tx.put('addresses', {
        ...address,
        id: 'zalo:77',
        channel: 'zalo',
        externalId: '77',
        privateConversationId: 'zalo:77',
        lastSeenAt: '2020-01-01T00:00:00.000Z',
      });
    });
    expect(reachPerson(store, personId)).toEqual({ conversationId: 'memory:ha' });

    const [card] = await world.say(officer, '/tuychon kenh Zalo');
    expect(card?.heading).toBe('Nhận tin qua Zalo');
    expect(card?.text).toContain('Kênh nhận: Zalo');
    expect(reachPerson(store, personId)).toEqual({ conversationId: 'zalo:77' });
    // Where it cannot be reached, the other one serves.
    await store.transaction((tx) => {
      const address = tx.get('addresses', 'zalo:77');
      if (address) tx.put('addresses', { ...address, unreachable: 'outside-window' });
    });
    expect(reachPerson(store, personId)).toEqual({ conversationId: 'memory:ha' });
    await world.say(officer, '/tuychon kenh chung');
    expect(store.get('persons', personId)?.reminders).toBeUndefined();
  });
});
