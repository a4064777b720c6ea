import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telegramFailures } from '../../../fakes/telegram-failures.js';
import { createTelegramWorld, type TelegramWorld } from './world.js';

describe('src/channels/telegram/poll.ts', () => {
  let world: TelegramWorld;

  beforeEach(async () => {
    world = await createTelegramWorld();
  });

  afterEach(() => world.close());

  function texts(): string[] {
    return world.events.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
  }

  async function confirmed(): Promise<void> {
    await world.server.until(() => world.server.pending() === 0, 'all updates confirmed');
  }

  it('asks for exactly the kinds of update it reads', async () => {
    await world.channel.start(world.sink);
    await world.server.until(() => world.server.callsTo('getUpdates').length > 1);

    expect(world.server.callsTo('getUpdates')[1]?.payload).toMatchObject({
      timeout: 50,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
  });

  it('confirms an update only after it is stored', async () => {
    let store = (): void => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    let entered = (): void => undefined;
    const inSink = new Promise<void>((resolve) => {
      entered = resolve;
    });
    await world.channel.start(async (event) => {
      entered();
      await stored;
      await world.sink(event);
    });

    world.server.userSends({ text: 'chờ ghi' });
    await inSink;
    expect(world.server.pending()).toBe(1);
    store();
    await confirmed();

    expect(texts()).toEqual(['chờ ghi']);
  });

  it('asks again for what could not be stored, in the same order', async () => {
    const seen: string[] = [];
    let isDiskFull = true;
    world.server.userSends({ text: 'một' });
    world.server.userSends({ text: 'hai' });
    world.server.userSends({ text: 'ba' });

    await world.channel.start(async (event) => {
      seen.push(event.externalId);
      if (seen.length === 2) throw new Error('ENOSPC');
      if (seen.length === 3 && isDiskFull) {
        isDiskFull = false;
        throw new Error('ENOSPC');
      }
      await world.sink(event);
    });
    await confirmed();

    expect(texts()).toEqual(['một', 'hai', 'ba']);
    const [one, two, three] = world.events.map(({ externalId }) => externalId);
    expect(seen).toEqual([one, two, two, two, three]);
  });

  it('leaves what it did not get to for the next start, and repeats nothing', async () => {
    world.server.userSends({ text: 'một' });
    world.server.userSends({ text: 'hai' });
    let stopped: Promise<void> = Promise.resolve();
    let entered = (): void => undefined;
    const inSink = new Promise<void>((resolve) => {
      entered = resolve;
    });
    await world.channel.start(async (event) => {
      stopped = world.channel.stop();
      entered();
      await world.sink(event);
    });
    await inSink;
    await stopped;
    expect(texts()).toEqual(['một']);

    await world.channel.start(world.sink);
    await confirmed();

    expect(texts()).toEqual(['một', 'hai']);
  });

  it('comes back after a second instance has taken its place', async () => {
    const conflicts = (): number =>
      world.server.callsTo('getUpdates').filter(({ answer }) => answer === 409).length;
    await world.channel.start(world.sink);
    world.server.fail(telegramFailures.conflict(), { method: 'getUpdates', times: 2 });
    world.server.userSends({ text: 'gọi vòng chờ về' });
    await world.server.until(() => conflicts() === 2);
    const whileTaken = world.channel.health();

    world.server.userSends({ text: 'vẫn nghe' });
    await confirmed();

    expect(whileTaken).toMatchObject({ ok: false, detail: expect.stringContaining('409') as string });
    expect(texts()).toEqual(['gọi vòng chờ về', 'vẫn nghe']);
    expect(world.channel.health()).toMatchObject({ ok: true });
    expect(world.logged()).toContain('409');
  });

  it('shows a revoked token in its health and recovers when it is valid again', async () => {
    const end = world.server.fail(telegramFailures.unauthorized(), { method: 'getMe', times: 1_000 });

    await world.channel.start(world.sink);
    const refused = world.channel.health();
    const linkWhileRefused = world.channel.startLink?.('ABC', 'private');
    end();
    world.server.userSends({ text: 'đã nối lại' });
    await confirmed();

    expect(refused).toMatchObject({ ok: false, detail: expect.stringContaining('401') as string });
    expect(linkWhileRefused).toBeNull();
    expect(texts()).toEqual(['đã nối lại']);
  });

  it('survives cut lines, error pages and lost answers of polls without losing an update', async () => {
    await world.channel.start(world.sink);
    for (const failure of [{ kind: 'cut' }, { kind: 'bad-gateway' }, { kind: 'lost-answer' }] as const) {
      world.server.fail(failure, { method: 'getUpdates' });
    }

    world.server.userSends({ text: 'qua sóng gió' });
    await confirmed();
    world.server.userSends({ text: 'vẫn nghe' });
    await confirmed();

    expect(texts()).toEqual(['qua sóng gió', 'vẫn nghe']);
  });

  it('starts although the platform cannot be reached', async () => {
    const other = await createTelegramWorld({ apiRoot: 'http://127.0.0.1:9' });

    await other.channel.start(other.sink);

    expect(other.channel.health()).toMatchObject({
      ok: false,
      detail: expect.stringContaining('ECONNREFUSED') as string,
    });
    expect(other.logged()).not.toContain(other.server.bot.token);
    await other.close();
  });

  it('removes a webhook somebody set, since polling cannot work beside it', async () => {
    await fetch(`${world.server.apiRoot}/bot${world.server.bot.token}/setWebhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: 'http://127.0.0.1:9/khac' }),
    });

    await world.channel.start(world.sink);
    world.server.userSends({ text: 'vẫn nghe' });
    await confirmed();

    expect(texts()).toEqual(['vẫn nghe']);
  });

  it('is not stopped by an update of a shape never seen', async () => {
    await world.channel.start(world.sink);

    world.server.push({ message: { message_id: 1, date: 1e20, chat: { id: 1, type: 'private' } } } as never);
    world.server.userSends({ text: 'sau đó' });
    await confirmed();

    expect(texts()).toEqual(['sau đó']);
    expect(world.logged()).toContain('An update could not be read and is skipped');
  });
});
