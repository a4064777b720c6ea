import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  codeOf,
  cookieOf,
  createWorld,
  rawRequest,
  sampleRoster,
  shownTo,
  visit,
  visitWith,
  type World,
} from './world.js';

/** What a session says about itself. */
interface Session {
  mode: string;
  me: { id: string; name: string; detail: string; isNewcomer: boolean } | null;
  conversations: { id: string; kind: string; title: string }[];
  roster: { id: string; received: number }[];
  clock: { now: number } | null;
}

async function sessionOf(answer: Promise<Response>): Promise<Session> {
  return (await (await answer).json()) as Session;
}

const json = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };

describe('src/channels/web/people.ts', () => {
  let world: World;
  afterEach(() => world.close());

  describe('in the demo', () => {
    beforeEach(async () => {
      world = await createWorld();
    });

    it('lists everyone to someone who has not chosen yet, and speaks for nobody', async () => {
      const session = await sessionOf(fetch(`${world.base}/web/session`));

      expect(session).toMatchObject({ mode: 'demo', me: null, conversations: [] });
      expect(session.roster.map((entry) => entry.id)).toEqual(sampleRoster.map((entry) => entry.id));
    });

    it('gives a chosen person their own conversation and their groups', async () => {
      const page = await visit(world, 'p-an');
      const session = await sessionOf(page.get('/web/session'));

      expect(session.me).toMatchObject({ id: 'p-an', name: 'Nguyễn Thị An', isNewcomer: false });
      expect(session.conversations.map((one) => [one.id, one.kind])).toEqual([
        ['p-an', 'private'],
        ['g-kh348', 'group'],
      ]);
    });

    it('refuses a person who is not on the roster, and a group', async () => {
      for (const id of ['p-la', 'g-kh348', 'khach-1', '--proto--']) {
        await expect(visit(world, id)).rejects.toThrow('404');
      }
    });

    it('keeps two tabs of one browser apart: each speaks for its own person', async () => {
      const an = await visit(world, 'p-an');
      const binh = await visit(world, 'p-binh', an.cookie);
      const anLater = visitWith(world, 'p-an', binh.cookie);

      expect((await anLater.say('của An')).status).toBe(200);
      expect((await binh.say('của Bình')).status).toBe(200);
      expect(world.events.map((event) => event.sender?.externalId)).toEqual(['p-an', 'p-binh']);
    });

    it('does not let a page speak for someone this browser has not chosen', async () => {
      const page = await visit(world, 'p-an');
      const stranger = visitWith(world, 'p-binh', page.cookie);

      expect((await stranger.say('mạo danh')).status).toBe(401);
      expect(world.events).toEqual([]);
    });

    it('calls a newcomer by their name once the roster has them', async () => {
      const roster = [...sampleRoster];
      await world.close();
      world = await createWorld({ roster: () => roster });
      const page = await visit(world, null);
      const before = await sessionOf(page.get('/web/session'));

      roster.push({ id: page.id, kind: 'person', label: 'Vũ Thị Dung', detail: 'Sở Y tế' });
      const after = await sessionOf(page.get('/web/session'));

      expect(before.me).toMatchObject({ name: 'Người mới', isNewcomer: true });
      expect(after.me).toMatchObject({ name: 'Vũ Thị Dung', detail: 'Sở Y tế', isNewcomer: false });
    });

    it('gives the same answer for a conversation of others and for one that does not exist', async () => {
      const an = await visit(world, 'p-an');
      await (await visit(world, 'p-cuong')).say('riêng của Cường');

      const others = await an.get('/web/history?conversation=p-cuong&before=100');
      const none = await an.get('/web/history?conversation=p-khong-co&before=100');

      expect([others.status, none.status]).toEqual([404, 404]);
      expect(await others.text()).toBe(await none.text());
    });

    it('takes no message into a conversation that is not the sender’s', async () => {
      const cuong = await visit(world, 'p-cuong');

      const intoPrivate = await cuong.say('vào chỗ người khác', { conversation: 'p-an' });
      const intoGroup = await cuong.say('vào nhóm lạ', { conversation: 'g-kh348' });

      expect([intoPrivate.status, intoGroup.status]).toEqual([404, 404]);
      expect(world.events).toEqual([]);
    });

    it('accepts no cookie that was changed, cut or signed for a file', async () => {
      const page = await visit(world, 'p-an');
      const [name = '', value = ''] = page.cookie.split('=');
      const flipped = value.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
      const forFile = world.config.sign('web-file:p-an:1:0');
      const plain = Buffer.from('web-session:demo:p-an').toString('base64url');

      for (const forged of [flipped, value.slice(0, -2), forFile, plain, '', '%E0%A4%A']) {
        const answer = await visitWith(world, 'p-an', `${name}=${forged}`).say('giả');
        expect(answer.status).toBe(401);
      }
    });

    it('ends a session after thirty days of the clock that signs it', async () => {
      const page = await visit(world, 'p-an');

      world.clock.ms += 41 * 24 * 60 * 60 * 1000;

      expect((await page.say('quá hạn')).status).toBe(401);
    });

    it('forgets the browser that leaves', async () => {
      const page = await visit(world, 'p-an');

      const answer = await page.post('/web/leave', {});

      expect(answer.headers.get('set-cookie')).toMatch(
        /^dondoc-web=; Path=\/; Max-Age=0; HttpOnly; SameSite=Strict$/,
      );
    });
  });

  describe('outside the demo', () => {
    beforeEach(async () => {
      world = await createWorld({ mode: 'linked', clock: null });
    });

    it('shows no roster, no groups and no clock', async () => {
      const page = await visit(world, null);
      const session = await sessionOf(page.get('/web/session'));

      expect(session).toMatchObject({ mode: 'linked', roster: [], clock: null });
      expect(session.conversations.map((one) => one.id)).toEqual([page.id]);
    });

    it('lets nobody choose who they are, whoever the roster lists', async () => {
      for (const id of ['p-an', 'g-kh348', `web-${'0'.repeat(32)}`]) {
        await expect(visit(world, id)).rejects.toThrow('404');
      }
    });

    it('opens no session with a cookie of the demo', async () => {
      const { config } = world;
      const sameKey = {
        sign: (payload: string) => config.sign(payload),
        verify: (signed: string) => config.verify(signed),
      };
      const demo = await createWorld(sameKey);
      try {
        const page = await visit(demo, 'p-an');
        const newcomer = await visit(demo, null);

        for (const { id, cookie } of [page, newcomer]) {
          expect((await visitWith(world, id, cookie).say('cửa sau')).status).toBe(401);
        }
      } finally {
        await demo.close();
      }
    });

    it('makes every newcomer an id of 128 random bits, a fresh one each time', async () => {
      const first = await visit(world, null);
      const second = await visit(world, null, first.cookie);

      expect(first.id).toMatch(/^web-[0-9a-f]{32}$/);
      expect(second.id).not.toBe(first.id);
      expect((await visitWith(world, first.id, second.cookie).say('phiên cũ')).status).toBe(401);
    });

    it('calls a newcomer by the name they gave, on one line, and keeps it with the session', async () => {
      const answer = await fetch(`${world.base}/web/as`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ id: null, name: ' Vũ\u202E  Thị\nDung; <b> ' }),
      });
      const { me } = (await answer.json()) as Session;
      const page = visitWith(world, me?.id ?? '', cookieOf(answer));
      const renewed = visitWith(world, page.id, cookieOf(await page.get('/web/session')));

      await renewed.say('/start 7KQ2-M4XT-9BRD-C3HW');

      expect(world.events[0]?.sender).toEqual({ externalId: page.id, displayName: 'Vũ Thị Dung; <b>' });
    });

    it('refuses a name that is empty or longer than a line', async () => {
      for (const name of ['', ' \u200B ', 'ế'.repeat(81)]) {
        const body = JSON.stringify({ id: null, name });
        const answer = await fetch(`${world.base}/web/as`, { method: 'POST', headers: json, body });
        expect([name, answer.status]).toEqual([name, 400]);
      }
    });

    it('stores no file of someone who is not linked', async () => {
      const page = await visit(world, null);

      const answer = await page.upload({}, [{ name: 'a.pdf', bytes: Buffer.from('tệp') }]);

      expect([answer.status, await codeOf(answer)]).toEqual([403, 'not-linked']);
      expect([world.stored.size, world.events.length]).toEqual([0, 0]);
    });

    it('takes files of a linked person, and gives theirs back until they are removed', async () => {
      const roster = [...sampleRoster];
      await world.close();
      world = await createWorld({ mode: 'linked', roster: () => roster });
      const page = await visit(world, null);
      roster.push({ id: page.id, kind: 'person', label: 'Vũ Thị Dung', detail: 'Sở Y tế' });

      const sent = await page.upload({}, [{ name: 'a.pdf', bytes: Buffer.from('tệp') }]);
      const [entry] = await shownTo(page);
      const url = entry?.message.files?.[0]?.url ?? '';
      const during = await page.get(url);
      roster.pop();
      const after = await page.get(url);

      expect([sent.status, during.status, after.status]).toEqual([200, 200, 404]);
      expect(entry?.author).toBe('Vũ Thị Dung');
    });

    it('refuses the clock', async () => {
      const page = await visit(world, null);

      expect((await page.post('/web/clock', { move: 'day' })).status).toBe(404);
    });

    it('makes at most twenty newcomers a minute for one address, with or without a session', async () => {
      const statuses: number[] = [];
      let cookie = '';
      for (let tries = 0; tries < 22; tries += 1) {
        const answer = await fetch(`${world.base}/web/as`, {
          method: 'POST',
          headers: { ...json, cookie },
          body: JSON.stringify({ id: null }),
        });
        cookie = cookieOf(answer) || cookie;
        statuses.push(answer.status);
      }

      expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429, 429]);
    });
  });

  it('marks the cookie for https alone when people reach the page over https', async () => {
    world = await createWorld({ secureCookies: true });

    const answer = await fetch(`${world.base}/web/as`, {
      method: 'POST',
      headers: json,
      body: '{"id":"p-an"}',
    });

    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-dondoc-web=[^;]+; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  it('answers the same for duplicate and odd parameters as for a wrong session', async () => {
    world = await createWorld();
    const page = await visit(world, 'p-an');
    const headers = { ...json, cookie: page.cookie };
    const body = JSON.stringify({ conversation: 'p-an', clientId: randomUUID(), text: 'xin chào' });

    for (const query of ['as=p-an&as=p-binh', 'as=', 'as[]=p-an', 'as=__proto__', 'as=constructor']) {
      const answer = await rawRequest(world, `/web/messages?${query}`, { method: 'POST', headers, body });
      expect([query, answer.status]).toEqual([query, query === 'as[]=p-an' ? 200 : 401]);
    }
  });
});
