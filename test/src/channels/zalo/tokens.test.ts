import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretsIn } from '../../../contracts/channel.js';
import { createZaloWorld, type ZaloWorld } from './world.js';

const people = Array.from({ length: 20 }, (_, i) => `90071992547409${String(93_000 + i)}`);

describe('src/channels/zalo/tokens.ts', () => {
  let world: ZaloWorld;
  beforeEach(async () => {
    world = await createZaloWorld();
    for (const person of people) world.zalo.lastSeen(person, 0);
  });
  afterEach(() => world.close());

  const write = (person: string): Promise<string[]> =>
    world.channel.send({ externalId: person, topicId: null, kind: 'private' }, { text: 'Đến hạn' });

  it('renews once when the token expires in the middle of twenty sends', async () => {
    await world.channel.start(world.sink);
    await Promise.all(people.slice(0, 10).map(write));
    const before = world.zalo.refreshes.given;
    world.zalo.expireToken();

    await Promise.all(people.map(write));

    expect(world.zalo.refreshes).toEqual({ given: before + 1, refused: 0 });
    for (const person of people) expect(world.zalo.sentTo(person).length).toBeGreaterThan(0);
    expect(world.zalo.sent).toHaveLength(30);
  });

  it('goes on with the pair it kept after a restart, and uses no refresh token twice', async () => {
    await world.channel.start(world.sink);
    await write(people[0] ?? '');
    await world.channel.stop();
    const again = await createZaloWorld({ zalo: world.zalo, remembered: world.remembered });
    await again.channel.start(again.sink);
    world.zalo.expireToken();

    await again.channel.send({ externalId: people[1] ?? '', topicId: null, kind: 'private' }, { text: 'x' });

    expect(world.zalo.refreshes).toEqual({ given: 2, refused: 0 });
    await again.close();
  });

  it('has the new pair on disk before anybody uses it', async () => {
    const order: string[] = [];
    const put = world.remembered.set.bind(world.remembered);
    world.remembered.set = (name, value) => {
      order.push(name);
      return put(name, value);
    };

    await world.channel.start(world.sink);
    // A process killed here would find the pair the platform just gave.
    const kept = world.remembered.get('tokens') as {
      accessToken: string;
      previous: { refreshToken: string };
    };

    expect(order[0]).toBe('tokens');
    expect(kept.previous.refreshToken).toBe(world.zalo.credentials.refreshToken);
    await write(people[0] ?? '');
    expect(world.zalo.refreshes.given).toBe(1);
  });

  it('stops asking when the grant is dead, says so in its health, and sends again after a new one', async () => {
    await world.channel.start(world.sink);
    world.zalo.revoke();

    for (let i = 0; i < 5; i += 1)
      await expect(write(people[0] ?? '')).rejects.toMatchObject({ kind: 'config' });

    expect(world.zalo.refreshes.refused).toBe(1);
    expect(world.channel.health()).toMatchObject({ ok: false });
    const fresh = world.zalo.grant();
    const again = await createZaloWorld({
      zalo: world.zalo,
      remembered: world.remembered,
      refreshToken: fresh,
    });
    await again.channel.start(again.sink);
    expect(again.channel.health().ok).toBe(true);
    await again.channel.send(
      { externalId: people[0] ?? '', topicId: null, kind: 'private' },
      { text: 'lại' },
    );
    expect(world.zalo.sentTo(people[0] ?? '').at(-1)?.text).toBe('lại');
    await again.close();
  });

  it('takes consent in the browser, for this account alone', async () => {
    const fresh = await createZaloWorld({ zalo: world.zalo, refreshToken: null });
    await fresh.channel.start(fresh.sink);
    expect(fresh.channel.health()).toMatchObject({ ok: false });
    const begin = async (): Promise<URL> => {
      const answer = await fetch(`${fresh.address}/zalo/connect`, { redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '');
    };
    const callback = (query: Record<string, string>): Promise<Response> =>
      fetch(`${fresh.address}/zalo/callback?${new URLSearchParams(query).toString()}`);
    const consent = await begin();
    const state = consent.searchParams.get('state') ?? '';
    const code = world.zalo.consent(consent.searchParams.get('code_challenge') ?? '');
    const { oaId } = world.zalo.credentials;

    expect((await callback({ code, oa_id: oaId, state: 'forged' })).status).toBe(400);
    const other = await begin();
    expect((await callback({ code, oa_id: '99', state: other.searchParams.get('state') ?? '' })).status).toBe(
      403,
    );
    const done = await callback({ code, oa_id: oaId, state });
    expect([done.status, await done.text()]).toEqual([200, 'done']);
    expect((await callback({ code, oa_id: oaId, state })).status).toBe(400);
    expect(fresh.channel.health().ok).toBe(true);
    await fresh.channel.send(
      { externalId: people[0] ?? '', topicId: null, kind: 'private' },
      { text: 'chào' },
    );
    await fresh.close();
  });

  it('writes no secret anywhere, whatever fails', async () => {
    await world.channel.start(world.sink);
    world.zalo.fail({ kind: 'cut' });
    await write(people[0] ?? '').catch(() => undefined);
    world.zalo.revoke();
    await write(people[0] ?? '').catch(() => undefined);
    const told = `${world.logged()} ${JSON.stringify(world.channel.health())}`;

    expect(secretsIn(told, world.zalo.secrets())).toEqual([]);
    // The verifier of PKCE is 43 characters of base64url.
    expect(createHash('sha256').update('x').digest('base64url')).toHaveLength(43);
  });
});
