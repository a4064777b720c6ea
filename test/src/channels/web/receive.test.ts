import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, createWorld, shownTo, visit, type Visit, type World } from './world.js';

const an = { externalId: 'p-an', topicId: null, kind: 'private' } as const;

describe('src/channels/web/receive.ts', () => {
  let world: World;
  let page: Visit;

  beforeEach(async () => {
    world = await createWorld();
    page = await visit(world, 'p-an');
  });
  afterEach(() => world.close());

  it('makes one event of a message sent again, even while the first try still runs', async () => {
    const clientId = randomUUID();
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.beforeKeeping.run = () => gate;

    const tries = [1, 2, 3].map(() => page.say('một lần', { clientId }));
    release();
    const answers = await Promise.all(tries);

    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(world.events.length).toBe(1);
    expect((await shownTo(page)).map((entry) => entry.message.text)).toEqual(['một lần']);
  });

  it('enters the transcript only when the event is durable', async () => {
    world.beforeKeeping.run = () => {
      throw new Error('ENOSPC');
    };

    const answer = await page.say('chưa nhận');

    expect(answer.status).toBe(503);
    expect(await shownTo(page)).toEqual([]);
  });

  it('mends the transcript when a message comes again that was kept but not shown', async () => {
    const clientId = randomUUID();
    world.transcriptFails.next = true;
    const first = await page.say('đã nhận', { clientId });
    world.clock.ms += 5000;
    const second = await page.say('đã nhận', { clientId });

    expect([first.status, second.status]).toEqual([503, 200]);
    expect(world.events.length).toBe(1);
    expect((await shownTo(page)).length).toBe(1);
  });

  it('keeps two messages apart that only say the same', async () => {
    await page.say('/viec');
    await page.say('/viec');

    expect(world.events.length).toBe(2);
  });

  it('shows a press by the label it had and hands on the command', async () => {
    await world.channel.send(an, {
      text: 'Việc nào?',
      choices: [{ label: 'Báo cáo năm', command: '/viec 12' }],
    });

    await page.post('/web/messages', { conversation: 'p-an', clientId: randomUUID(), press: '/viec 12' });

    expect(world.events[0]?.content).toEqual({ kind: 'press', command: '/viec 12' });
    expect((await shownTo(page)).at(-1)?.message.text).toBe('Báo cáo năm');
  });

  it('takes no press that could not have been offered', async () => {
    for (const press of ['', 'x'.repeat(65), 'việc', '/viec\n12']) {
      const answer = await page.post('/web/messages', {
        conversation: 'p-an',
        clientId: randomUUID(),
        press,
      });
      expect([press, answer.status]).toEqual([press, 400]);
    }
    expect(world.events).toEqual([]);
  });

  it('keeps one-time codes out of the transcript, and hands them on', async () => {
    for (const text of [
      '/start 7KQ2-M4XT-9BRD',
      '/LIENKET 7KQ2-M4XT-9BRD',
      '  /start@dondoc 7KQ2-M4XT-9BRD',
    ]) {
      await page.say(text);
    }

    expect((await shownTo(page)).map((entry) => entry.message.text).join()).not.toContain('7KQ2');
    expect(JSON.stringify(world.events)).toContain('7KQ2-M4XT-9BRD');
  });

  it('shows hostile text unchanged, to be drawn as text', async () => {
    const text = '<script>alert(1)</script> [x](javascript:alert(2)) \u202E &amp; ${7*7}';

    await page.say(text);

    expect((await shownTo(page))[0]?.message.text).toBe(text);
  });

  it('hears in a group what is addressed to it, and overhears the rest as such', async () => {
    const ids = await world.channel.send(
      { externalId: 'g-kh348', topicId: null, kind: 'group' },
      { text: 'Nhắc việc' },
    );
    const inGroup = { conversation: 'g-kh348' };

    await page.say('chào cả nhà', inGroup);
    await page.say('/han', inGroup);
    await page.say('nhờ @dondoc xem giúp', inGroup);
    await page.say('đã rõ', { ...inGroup, replyTo: ids[0] });
    await page.say('trả lời tin không có', { ...inGroup, replyTo: randomUUID() });
    await page.upload({ ...inGroup, caption: '/nop V1' }, [{ name: 'a.docx', bytes: Buffer.from('a') }]);

    expect(world.events.map((event) => event.isAddressed)).toEqual([false, true, true, true, false, true]);
    expect(world.events[3]?.replyToId).toBe(ids[0]);
    expect(world.events[4]?.replyToId).toBeNull();
    expect(world.events[0]?.conversation).toMatchObject({
      externalId: 'g-kh348',
      kind: 'group',
      title: 'Nhóm Kế hoạch 348',
    });
  });

  it('says "later" while nobody receives, and forgets nothing it has said yes to', async () => {
    await world.channel.stop();

    const answer = await page.say('đang khởi động lại');

    expect([answer.status, await codeOf(answer)]).toEqual([503, 'not-ready']);
    expect(world.events).toEqual([]);
  });
});

describe('src/channels/web/index.ts', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(() => world.close());

  it('sends to no address that cannot be one of its own', async () => {
    for (const externalId of ['', 'P AN', '../p-an', 'web:p-an', 'a'.repeat(81)]) {
      const sent = world.channel.send({ externalId, topicId: null, kind: 'private' }, { text: 'x' });
      await expect(sent).rejects.toMatchObject({ name: 'SendError', kind: 'rejected' });
    }
  });

  it('fetches no file but by its hash', async () => {
    for (const ref of ['../../etc/passwd', 'f'.repeat(63), `${'f'.repeat(64)}/..`]) {
      const file = { ref, name: null, size: 1, mime: null, isPhoto: false };
      await expect(world.channel.download(file)).rejects.toMatchObject({ code: 'file-not-found' });
    }
  });
});
