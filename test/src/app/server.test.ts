import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/app/log.js';
import { createServer } from '../../../src/app/server.js';
import type { Channel, Store } from '../../../src/domain/ports.js';
import { createMemoryChannel } from '../../fakes/memory-channel.js';

describe('src/app/server.ts', () => {
  let server: FastifyInstance;
  let failure: string | null;
  let channelHealth: { ok: boolean; detail: string };
  const lines: string[] = [];

  beforeEach(() => {
    failure = null;
    channelHealth = { ok: true, detail: 'fine' };
    lines.length = 0;
    const channel: Channel = { ...createMemoryChannel('telegram'), health: () => channelHealth };
    server = createServer({
      store: { failure: () => failure } as Store,
      channels: new Map([['telegram', channel]]),
      log: createLog('info', { write: (line) => void lines.push(line) }),
      counters: () => ({ plans: 3 }),
    });
  });

  afterEach(() => server.close());

  it('is 200 while all parts are well, and 503 naming the part that is not', async () => {
    const well = await server.inject('/health');
    channelHealth = { ok: false, detail: 'the token was refused' };
    const channelDown = await server.inject('/health');
    failure = 'ENOSPC';
    const both = await server.inject('/health');

    expect([well.statusCode, well.json<{ status: string }>().status]).toEqual([200, 'ok']);
    expect(channelDown.statusCode).toBe(503);
    expect(channelDown.json()).toMatchObject({ status: 'failing', failing: ['telegram'] });
    expect(both.json<{ failing: string[] }>().failing).toEqual(['store', 'telegram']);
  });

  it('says whether files are scanned for viruses', async () => {
    const other = createServer({
      store: { failure: () => null } as Store,
      channels: new Map(),
      log: createLog('silent'),
      counters: () => ({}),
      virusScan: () => ({ ok: true, detail: 'not configured' }),
    });
    const { parts } = (await other.inject('/health')).json<{ parts: object }>();
    await other.close();

    expect(parts).toMatchObject({ 'virus-scan': { ok: true, detail: 'not configured' } });
  });

  it('prints its figures for Prometheus', async () => {
    const { body, headers } = await server.inject('/metrics');

    expect(headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(body).toMatch(/^# TYPE dondoc_plans gauge\ndondoc_plans 3$/m);
    expect(body).toMatch(/^dondoc_resident_memory_bytes \d+$/m);
  });

  it('answers unknown pages, large bodies and its own faults with one fixed sentence each', async () => {
    server.post('/echo', () => 'ok');
    server.get('/fault', () => {
      throw new Error('bot123456:SECRETSECRETSECRETSECRET failed');
    });

    const unknown = await server.inject('/no/such/page');
    const large = await server.inject({
      method: 'POST',
      url: '/echo',
      headers: { 'content-type': 'application/json' },
      payload: `"${'a'.repeat(1_100_000)}"`,
    });
    const fault = await server.inject('/fault');

    expect([unknown.statusCode, unknown.body]).toEqual([404, 'Không có trang này.']);
    expect([large.statusCode, large.body]).toEqual([413, 'Tệp hoặc nội dung gửi lên quá lớn.']);
    expect([fault.statusCode, fault.body]).toEqual([500, 'Hệ thống gặp lỗi, đề nghị thử lại.']);
    expect(lines.join('\n')).toContain('HTTP request failed');
    expect(lines.join('\n')).not.toContain('SECRETSECRET');
    expect(unknown.headers['x-content-type-options']).toBe('nosniff');
  });

  it('believes only a proxy on this machine about whom it speaks for', async () => {
    server.get('/who', (request) => request.ip);
    const ask = (remoteAddress: string) =>
      server.inject({ url: '/who', remoteAddress, headers: { 'x-forwarded-for': '203.0.113.5' } });

    expect((await ask('127.0.0.1')).body).toBe('203.0.113.5');
    expect((await ask('198.51.100.9')).body).toBe('198.51.100.9');
  });
});
