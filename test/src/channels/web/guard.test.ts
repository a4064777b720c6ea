import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, rawRequest, visit, type World } from './world.js';

describe('src/channels/web/guard.ts', () => {
  let world: World;
  afterEach(() => world.close());

  it('allows scripts, styles and pictures from this server alone, inline ones never', async () => {
    world = await createWorld();

    const answer = await fetch(`${world.base}/`);
    const policy = new Map(
      (answer.headers.get('content-security-policy') ?? '')
        .split(';')
        .map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]),
    );

    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
  });

  it('sends the other security headers, and none that plain http cannot bear', async () => {
    world = await createWorld();

    const { headers } = await fetch(`${world.base}/`);

    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });

  it('has no script, style or handler in its own markup', async () => {
    world = await createWorld();

    const html = await (await fetch(`${world.base}/`)).text();

    expect(html.match(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|javascript:/gi)).toBeNull();
    expect(html.match(/(?:src|href)="(?!\/web\/|#)[^"]*"/g)).toBeNull();
  });

  it('keeps answers out of every cache', async () => {
    world = await createWorld();
    const page = await visit(world, 'p-an');

    const session = await page.get('/web/session');

    expect(session.headers.get('cache-control')).toBe('no-store');
  });

  it('refuses every change a page of another site asks for, and says the same for each', async () => {
    world = await createWorld();
    const page = await visit(world, 'p-an');
    const body = JSON.stringify({ conversation: 'p-an', clientId: randomUUID(), text: '/viec' });
    const host = new URL(world.base).host;
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://ke-gian.example' },
      { origin: 'null' },
      { origin: `http://${host}.ke-gian.example` },
      { origin: `https://ke-gian.example/${host}` },
      {},
    ];

    for (const path of ['/web/messages', '/web/as', '/web/files', '/web/clock', '/web/leave']) {
      for (const headers of foreign) {
        const answer = await rawRequest(world, `${path}?as=p-an`, {
          method: 'POST',
          headers: { ...headers, cookie: page.cookie, 'content-type': 'application/json' },
          body,
        });
        expect([path, headers, answer.status]).toEqual([path, headers, 403]);
      }
    }
    expect(world.events).toEqual([]);
  });

  it('takes a change from our own page on plain http, where browsers send the origin alone', async () => {
    world = await createWorld();
    const page = await visit(world, 'p-an');

    const answer = await rawRequest(world, '/web/messages?as=p-an', {
      method: 'POST',
      headers: { origin: world.base, cookie: page.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ conversation: 'p-an', clientId: randomUUID(), text: '/viec' }),
    });

    expect(answer.status).toBe(200);
  });

  it('takes a change through a proxy that puts its own name into Host', async () => {
    world = await createWorld({ publicUrl: 'https://dondoc.lamgiang.example' });
    const page = await visit(world, 'p-an');

    const answer = await rawRequest(world, '/web/messages?as=p-an', {
      method: 'POST',
      headers: {
        origin: 'https://dondoc.lamgiang.example',
        cookie: page.cookie,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ conversation: 'p-an', clientId: randomUUID(), text: '/viec' }),
    });

    expect(answer.status).toBe(200);
  });

  it('answers to addresses and names that are ours, and to no stranger’s name pointed here', async () => {
    world = await createWorld({ publicUrl: 'https://dondoc.lamgiang.example' });
    const statusFor = async (host: string): Promise<number> =>
      (await rawRequest(world, '/web/session', { headers: { host } })).status;

    const ours = [
      '127.0.0.1:3000',
      '[::1]:3000',
      '10.0.3.4',
      'localhost:3000',
      'may-van-thu',
      'pc7.local',
      'dondoc.lamgiang.example',
    ];
    const strange = [
      'ke-gian.example',
      '127.0.0.1.ke-gian.example:3000',
      'dondoc.lamgiang.example.ke-gian.example',
      'a b',
      '@',
    ];

    expect(await Promise.all(ours.map(statusFor))).toEqual(ours.map(() => 200));
    expect(await Promise.all(strange.map(statusFor))).toEqual(strange.map(() => 421));
  });

  it('slows one person down without a word to the others', async () => {
    world = await createWorld();
    const [an, binh] = [await visit(world, 'p-an'), await visit(world, 'p-binh')];

    const answers: Response[] = [];
    for (let turn = 0; turn < 122; turn += 1) answers.push(await an.say(`tin ${turn}`));
    const last = answers.at(-1);

    expect(answers.filter((answer) => answer.status === 200).length).toBe(120);
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await binh.say('vẫn gửi được')).status).toBe(200);
  });

  it('refuses a body over its limit before reading it', async () => {
    world = await createWorld();
    const page = await visit(world, 'p-an');

    const answer = await page.post('/web/messages', 'x'.repeat(65 * 1024));

    expect(answer.status).toBe(413);
  });

  it('takes a message of the longest length and none longer', async () => {
    world = await createWorld();
    const page = await visit(world, 'p-an');

    expect((await page.say('ế'.repeat(8000))).status).toBe(200);
    expect((await page.say('ế'.repeat(8001))).status).toBe(400);
  });

  it('says nothing of the fault when the store fails', async () => {
    world = await createWorld();
    const page = await visit(world, 'p-an');
    world.transcriptFails.next = true;

    const answer = await page.say('đĩa đầy');
    const text = await answer.text();

    expect(answer.status).toBe(503);
    expect(text).not.toContain('ENOSPC');
    expect(text).not.toContain(world.secret);
  });

  it('has one answer for paths that are not there, the page’s own folder included', async () => {
    world = await createWorld();

    for (const path of ['/web/khong-co.js', '/web/..%2fpackage.json', '/web/chat.html', '/web/%00.js']) {
      expect([path, (await rawRequest(world, path)).status]).toEqual([path, 404]);
    }
  });
});
