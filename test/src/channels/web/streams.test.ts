import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createWorld,
  listen,
  sampleRoster,
  visit,
  type ShownEntry,
  type SseEvent,
  type Visit,
  type World,
} from './world.js';

const an = { externalId: 'p-an', topicId: null, kind: 'private' } as const;
const group = { externalId: 'g-kh348', topicId: null, kind: 'group' } as const;

const isReady = (events: SseEvent[]): boolean => events.some((one) => one.event === 'ready');
const entriesIn = (events: SseEvent[]): ShownEntry[] =>
  events.filter((one) => one.event === 'entry').map((one) => one.data as ShownEntry);
const textsIn = (events: SseEvent[]): string[] => entriesIn(events).map((entry) => entry.message.text);

/** Enough once an entry with this text has come. */
const until =
  (text: string) =>
  (events: SseEvent[]): boolean =>
    textsIn(events).includes(text);

describe('src/channels/web/streams.ts', () => {
  let world: World;
  let page: Visit;

  beforeEach(async () => {
    world = await createWorld();
    page = await visit(world, 'p-an');
  });
  afterEach(() => world.close());

  async function tell(text: string, to: typeof an | typeof group = an): Promise<void> {
    await world.channel.send(to, { text });
  }

  /** Opens the stream, does something once it is live, and collects until `enough`. */
  async function during(
    who: Visit,
    enough: (events: SseEvent[]) => boolean,
    work: () => Promise<unknown>,
  ): Promise<SseEvent[]> {
    let isBegun = false;
    return listen(who.get('/web/events'), (events) => {
      if (!isBegun && isReady(events)) {
        isBegun = true;
        void work();
      }
      return enough(events);
    });
  }

  it('begins with what there is, in order, then says that it is live', async () => {
    for (const text of ['một', 'hai', 'ba']) await tell(text);

    const events = await listen(page.get('/web/events'), isReady);

    expect(textsIn(events)).toEqual(['một', 'hai', 'ba']);
    expect(events.at(-1)?.event).toBe('ready');
  });

  it('carries new messages of one’s own conversation and of one’s groups', async () => {
    const events = await during(page, until('trong nhóm'), async () => {
      await page.say('/viec');
      await tell('trả lời');
      await tell('trong nhóm', group);
    });

    expect(entriesIn(events).map((entry) => [entry.conversation, entry.message.text])).toEqual([
      ['p-an', '/viec'],
      ['p-an', 'trả lời'],
      ['g-kh348', 'trong nhóm'],
    ]);
  });

  it('loses and doubles nothing wherever a stream breaks off', async () => {
    const all = Array.from({ length: 12 }, (_, index) => `tin ${index}`);
    for (const [index, text] of all.entries()) await tell(text, index % 3 === 0 ? group : an);
    const whole = (await listen(page.get('/web/events'), isReady)).filter((one) => one.event === 'entry');

    for (let cut = 0; cut < whole.length; cut += 1) {
      const seen = whole.slice(0, cut + 1);
      const mark = seen.at(-1)?.id ?? '';
      const byBrowser = await listen(page.get('/web/events', { 'last-event-id': mark }), isReady);
      const byPage = await listen(page.get(`/web/events?since=${encodeURIComponent(mark)}`), isReady);

      for (const rest of [byBrowser, byPage]) {
        expect([...textsIn(seen), ...textsIn(rest)].sort()).toEqual([...all].sort());
      }
    }
  });

  it('trusts the mark of the browser over the one in the address, which stands still', async () => {
    for (const text of ['một', 'hai', 'ba']) await tell(text);
    const marks = (await listen(page.get('/web/events'), isReady)).map((one) => one.id);

    const path = `/web/events?since=${encodeURIComponent(marks[0] ?? '')}`;
    const events = await listen(page.get(path, { 'last-event-id': marks[1] ?? '' }), isReady);

    expect(textsIn(events)).toEqual(['ba']);
  });

  it('takes an unreadable mark for nothing seen', async () => {
    await tell('một');

    for (const mark of [
      '',
      ';;;',
      'p-an',
      'p-an=-1',
      'p-an=x',
      '__proto__=9',
      'p-an=9007199254740993',
      '='.repeat(9000),
    ]) {
      const events = await listen(page.get('/web/events', { 'last-event-id': mark }), isReady);
      expect([mark.slice(0, 30), textsIn(events)]).toEqual([mark.slice(0, 30), ['một']]);
    }
  });

  it('begins with the recent part of a long conversation and gives the older part when asked', async () => {
    for (let index = 1; index <= 205; index += 1) await tell(`tin ${index}`);

    const events = await listen(page.get('/web/events'), isReady);
    const [first] = entriesIn(events);
    const answer = await page.get(`/web/history?conversation=p-an&before=${first?.sequence}`);
    const older = (await answer.json()) as { entries: ShownEntry[]; hasMore: boolean };

    expect(first?.message.text).toBe('tin 6');
    expect(older.entries.map((entry) => entry.message.text)).toEqual([
      'tin 1',
      'tin 2',
      'tin 3',
      'tin 4',
      'tin 5',
    ]);
    expect(older.hasMore).toBe(false);
  });

  it('keeps order under many messages at once', async () => {
    const events = await during(
      page,
      (seen) => entriesIn(seen).length === 50,
      () => Promise.all(Array.from({ length: 50 }, (_, index) => tell(`tin ${index}`))),
    );

    const sequences = entriesIn(events).map((entry) => entry.sequence);
    expect(sequences).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('shows nobody what is not theirs; the demo’s roster hears only where something came', async () => {
    const cuong = await visit(world, 'p-cuong');
    const events = await during(
      cuong,
      (seen) => seen.some((one) => one.event === 'elsewhere'),
      () => tell('riêng của An'),
    );

    expect(entriesIn(events)).toEqual([]);
    expect(events.find((one) => one.event === 'elsewhere')?.data).toEqual({ conversation: 'p-an' });
    expect(JSON.stringify(events)).not.toContain('riêng của An');
  });

  it('ends when its reader may no longer read the conversation', async () => {
    const roster = [...sampleRoster];
    await world.close();
    world = await createWorld({ roster: () => roster });
    page = await visit(world, 'p-an');

    const events = await during(page, until('sau khi bị gỡ'), async () => {
      roster.splice(0, 1);
      await tell('sau khi bị gỡ');
    });

    expect(textsIn(events)).toEqual([]);
    expect((await page.get('/web/events')).status).toBe(401);
  });

  it('tells every page when the clock is moved', async () => {
    const events = await during(
      page,
      (seen) => seen.some((one) => one.event === 'clock'),
      () => page.post('/web/clock', { move: 'day' }),
    );

    expect(events.find((one) => one.event === 'clock')?.data).toEqual({
      now: Date.parse('2022-06-21T01:00:00Z'),
    });
  });

  it('says when no reminder lies ahead', async () => {
    const answer = await page.post('/web/clock', { move: 'next-reminder' });

    expect(await answer.json()).toEqual({ now: Date.parse('2022-06-20T01:00:00Z'), moved: false });
  });

  it('carries the security headers and is kept by no proxy', async () => {
    const answer = await page.get('/web/events');
    await answer.body?.cancel();

    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-accel-buffering')).toBe('no');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('keeps at most twelve streams of one person, the newest', async () => {
    const open: Response[] = [];
    for (let index = 0; index < 14; index += 1) open.push(await page.get('/web/events'));

    expect(world.channel.openStreams()).toBe(12);
    const first = await new Response(open[0]?.body).text();
    expect(first).toContain('event: ready');
    for (const answer of open.slice(2)) await answer.body?.cancel();
  });

  it('ends with the channel', async () => {
    const answer = await page.get('/web/events');

    await world.channel.stop();

    expect(await answer.text()).toContain('event: ready');
    expect(world.channel.openStreams()).toBe(0);
  });
});
