import { createServer, type AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramWorld, type TelegramWorld } from './world.js';

const SECRET = 'Bi_mat-Webhook_0123456789';
const HEADER = 'x-telegram-bot-api-secret-token';

/** A port that was free a moment ago; the address must be known before the routes are mounted. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return port;
}

describe('src/channels/telegram/webhook.ts', () => {
  let world: TelegramWorld;
  let http: FastifyInstance;

  beforeEach(async () => {
    const port = await freePort();
    world = await createTelegramWorld({
      webhook: { secret: SECRET },
      publicUrl: `http://127.0.0.1:${port}/`,
    });
    http = fastify();
    await world.channel.mount?.(http);
    http.get('/other', () => 'open');
    await http.listen({ port, host: '127.0.0.1' });
  });

  afterEach(async () => {
    await world.close();
    await http.close();
  });

  const update = (id: number, text = 'chào'): object => ({
    update_id: id,
    message: {
      message_id: id,
      date: 1_790_000_000,
      chat: { id: 5, type: 'private', first_name: 'An' },
      from: { id: 5, is_bot: false, first_name: 'An' },
      text,
    },
  });

  async function post(body: object | string, secret: string | undefined = SECRET): Promise<number> {
    const response = await http.inject({
      method: 'POST',
      url: '/webhooks/telegram',
      headers: { 'content-type': 'application/json', ...(secret === undefined ? {} : { [HEADER]: secret }) },
      payload: body,
    });
    return response.statusCode;
  }

  it('tells the platform where to call, with the secret and the kinds of update', async () => {
    await world.channel.start(world.sink);

    expect(world.server.callsTo('setWebhook')[0]?.payload).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/webhooks\/telegram$/) as string,
      secret_token: SECRET,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
    expect(world.server.callsTo('getUpdates')).toEqual([]);
    expect(world.channel.health()).toMatchObject({ ok: true });
  });

  it('receives what people write and acknowledges it', async () => {
    await world.channel.start(world.sink);

    world.server.userSends({ text: 'một' });
    world.server.userSends({ text: 'hai' });
    await world.server.until(() => world.server.pending() === 0);

    expect(world.events.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'một' },
      { kind: 'text', text: 'hai' },
    ]);
  });

  it('answers 401 to a missing, empty or wrong secret before it reads the body', async () => {
    await world.channel.start(world.sink);

    const wrong = Array.from(SECRET, (_, index) => `${SECRET.slice(0, index)}!${SECRET.slice(index + 1)}`);
    const bare = await http.inject({ method: 'POST', url: '/webhooks/telegram', payload: update(1) });
    const answers: number[] = [bare.statusCode];
    for (const secret of ['', SECRET.slice(0, -1), `${SECRET}x`, SECRET.toLowerCase(), ...wrong]) {
      answers.push(await post(update(1), secret), await post('{not json', secret));
    }

    expect(new Set(answers)).toEqual(new Set([401]));
    expect(world.events).toEqual([]);
  });

  it('guards only its own route', async () => {
    expect((await http.inject('/other')).body).toBe('open');
  });

  it('answers 200 and makes nothing of an update it has no word for, 400 to what is none', async () => {
    await world.channel.start(world.sink);

    expect(await post({ update_id: 1, poll: {} })).toBe(200);
    expect(await post({ update_id: 2, message: null })).toBe(200);
    expect(await post({ update_id: 'x' })).toBe(400);
    expect(await post('{not json')).toBe(400);
    expect(world.events).toEqual([]);
  });

  it('asks for redelivery while it cannot store, and takes the update afterwards', async () => {
    let isDiskFull = true;
    await world.channel.start(async (event) => {
      if (isDiskFull) throw new Error('ENOSPC');
      await world.sink(event);
    });

    const full = await post(update(1));
    isDiskFull = false;
    const free = await post(update(1));

    expect([full, free]).toEqual([503, 200]);
    expect(world.events).toHaveLength(1);
  });

  it('keeps the order within a chat although calls overlap', async () => {
    const order: string[] = [];
    await world.channel.start(async (event) => {
      order.push(`in ${event.externalId}`);
      await new Promise((resolve) => setTimeout(resolve, event.externalId === '1' ? 30 : 0));
      order.push(`out ${event.externalId}`);
    });

    await Promise.all([post(update(1)), post(update(2)), post(update(3))]);

    expect(order).toEqual(['in 1', 'out 1', 'in 2', 'out 2', 'in 3', 'out 3']);
  });

  it('refuses, so that it comes again, what arrives before the start and after the stop', async () => {
    const before = await post(update(1));
    await world.channel.start(world.sink);
    const during = await post(update(1));
    await world.channel.stop();
    const afterwards = await post(update(2));

    expect([before, during, afterwards]).toEqual([503, 200, 503]);
    expect(world.server.webhook).not.toBeNull();
  });

  it('polls, and mounts nothing, without a public address', async () => {
    const other = await createTelegramWorld({ webhook: { secret: SECRET }, publicUrl: null });

    expect('mount' in other.channel).toBe(false);
    await other.close();
  });

  it('is not made with a secret the platform would refuse', async () => {
    for (const secret of ['', 'có dấu', 'x'.repeat(257)]) {
      await expect(
        createTelegramWorld({ webhook: { secret }, publicUrl: 'https://example.gov.vn' }),
      ).rejects.toThrow('webhook secret');
    }
  });
});
