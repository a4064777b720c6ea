import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendError } from '../../../../src/domain/errors.js';
import { telegramFailures } from '../../../fakes/telegram-failures.js';
import { person, privateChat } from '../../../fakes/telegram-people.js';
import { createTelegramWorld, type TelegramWorld } from './world.js';

const an = person(7_001, 'An');
const to = { externalId: '7001', topicId: null, kind: 'private' as const };

describe('src/channels/telegram: when the platform does not answer', () => {
  let world: TelegramWorld;
  beforeEach(async () => {
    world = await createTelegramWorld();
    world.server.knows(privateChat(an));
  });
  afterEach(() => world.close());

  const problem = (work: Promise<unknown>): Promise<SendError | null> =>
    work.then(
      () => null,
      (error: unknown) => error as SendError,
    );

  it('knows that nothing was sent when no connection was made', async () => {
    await world.server.close();

    expect(await problem(world.channel.send(to, { text: 'tin' }))).toMatchObject({
      kind: 'connection',
      isUnsent: true,
    });
    expect(await problem(world.channel.probe?.() ?? Promise.resolve())).toMatchObject({ kind: 'connection' });
  });

  it.each([
    ['a broken connection', { kind: 'lost-answer' } as const],
    ['a page of a proxy', { kind: 'bad-gateway' } as const],
    ['an error of the server', telegramFailures.serverError()],
  ])('knows nothing after %s', async (_, failure) => {
    world.server.fail(failure, { method: 'sendMessage' });

    expect(await problem(world.channel.send(to, { text: 'tin' }))).toMatchObject({
      kind: 'connection',
      isUnsent: false,
    });
  });

  it('asks whether the platform answers without writing to anybody', async () => {
    await world.channel.probe?.();
    world.server.fail(telegramFailures.unauthorized(), { method: 'getMe' });

    expect(await problem(world.channel.probe?.() ?? Promise.resolve())).toMatchObject({ kind: 'config' });
    expect(world.server.sent()).toEqual([]);
  });

  it('says as how many messages the platform counts one', () => {
    const file = { sha256: 'a'.repeat(64), name: 'a.pdf', size: 1, mime: 'application/pdf' };

    expect(world.channel.countsAs?.({ text: 'tin' })).toBe(1);
    expect(world.channel.countsAs?.({ text: 'tin', files: [file, file] })).toBe(3);
    expect(world.channel.countsAs?.({ text: 'dài '.repeat(2_000) })).toBe(2);
  });
});
