import fastify, { type FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSigner } from '../../../src/app/sign.js';
import { uploadRoutes } from '../../../src/app/uploads.js';
import { createWorld, type World } from '../../fakes/world.js';

describe('src/app/uploads.ts', () => {
  let world: World;
  let server: FastifyInstance;
  const signer = createSigner('07'.repeat(32), () => world.clock.now());

  beforeEach(async () => {
    world = await createWorld();
    server = fastify({ trustProxy: 'loopback', routerOptions: { maxParamLength: 4_096 } });
    await uploadRoutes(server, {
      store: world.app.store,
      vault: null as never,
      clock: world.clock,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      signer,
      rules: null as never,
      sink: async () => {},
      gate: null as never,
      maxBytes: 1000,
      dir: join(world.dir, 'uploads'),
    });
  });

  afterEach(async () => {
    await server.close();
    await world.close();
  });

  const get = (url: string, from = '203.0.113.5') =>
    server.inject({ method: 'GET', url, headers: { 'x-forwarded-for': from } });

  it('slows down whoever tries links one after the other, and nobody else behind the same proxy', async () => {
    const codes = new Set<number>();
    for (let index = 0; index < 130; index += 1) codes.add((await get(`/upload/guess-${index}`)).statusCode);

    expect([...codes]).toEqual([404, 429]);
    expect((await get('/upload/other', '203.0.113.6')).statusCode).toBe(404);
  });
});
