/** A scan that takes minutes: the person is told, the conversation goes on, nothing is lost or said twice. */
import { afterEach, describe, expect, it } from 'vitest';
import { Interrupted } from '../../../src/domain/errors.js';
import type { OutboundMessage } from '../../../src/domain/message.js';
import type { DocumentOptions, DocumentReader } from '../../../src/domain/ports.js';
import { readPlanText } from '../../../src/intake/index.js';
import { inspectionOf } from '../../fakes/inspection.js';
import { createWorld, type Talker, type World } from '../../fakes/world.js';

const planOf = (number: number): string =>
  `Số: ${String(number)}/KH-UBND\nLam Giang, ngày 02 tháng 6 năm 2026\nKẾ HOẠCH\nKiểm kê kho ${String(number)}\nI. NHIỆM VỤ\n1. Sở Y tế kiểm kê kho, hoàn thành trước ngày 15/7/2026.`;

/** A reader whose scans wait until the test lets them through; a text names the plan it holds. */
function slowReader(): {
  make: () => DocumentReader;
  release: () => void;
  begun: string[];
  albums: number[];
} {
  let waiting: (() => void)[] = [];
  const begun: string[] = [];
  const albums: number[] = [];
  let isOpen = false;
  const make = (): DocumentReader => {
    let breakOff: ((error: Error) => void)[] = [];
    const read = async (text: string, options: DocumentOptions): ReturnType<DocumentReader['read']> => {
      options.onProgress?.({ done: 0, total: 20 });
      begun.push(text.slice(4, 6));
      if (!isOpen)
        await new Promise<void>((resolve, reject) => {
          waiting.push(resolve);
          breakOff.push(reject);
        });
      for (let done = 1; done <= 20; done += 1) options.onProgress?.({ done, total: 20 });
      return readPlanText(text, options);
    };
    return {
      read: ({ bytes }, options) => read(Buffer.from(bytes).toString('utf8'), options),
      readPictures(files, options) {
        albums.push(files.length);
        return read(planOf(77), options);
      },
      readSheet: async () => null,
      preview: async () => null,
      isMarked: async () => false,
      inspect: async ({ bytes }) => inspectionOf(bytes),
      async close() {
        for (const give of breakOff) give(new Interrupted());
        breakOff = [];
        waiting = [];
      },
    };
  };
  return {
    make,
    begun,
    albums,
    release() {
      isOpen = true;
      for (const go of waiting) go();
      waiting = [];
    },
  };
}

describe('src/app/slow-work.ts', () => {
  let world: World;
  afterEach(() => world.close());

  async function until(what: () => boolean): Promise<void> {
    while (!what()) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const textsTo = (who: Talker): string[] =>
    world.inboxOf(who.id).map((message: OutboundMessage) => `${message.heading ?? ''} ${message.text}`);
  const count = (who: Talker, part: string): number =>
    textsTo(who).filter((text) => text.includes(part)).length;
  const send = (
    who: Talker,
    number: number,
    isPhoto = false,
    albumId: string | null = null,
  ): Promise<unknown> => {
    const name = isPhoto ? `IMG_${String(number)}.png` : `Scan${String(number)}.pdf`;
    const bytes = isPhoto ? Buffer.concat([png, Buffer.from([number])]) : Buffer.from(planOf(number));
    const files = [world.channel.addFile(bytes, name)];
    const content = { kind: 'files' as const, files, caption: null, albumId };
    return world.channel.receive(who, content, { at: world.clock.now() });
  };
  const type = (who: Talker, text: string): Promise<unknown> =>
    world.channel.receive(who, { kind: 'text', text }, { at: world.clock.now() });
  // The head of a picture, enough for its kind to be known.
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000010000000100800000000', 'hex');

  it('tells at the start and halfway, and lets the conversation go on meanwhile', async () => {
    const reader = slowReader();
    world = await createWorld(undefined, reader.make);
    const clerk = await world.link('van-phong', 'Chị Lan', 'clerk');
    await send(clerk, 41);
    await until(() => count(clerk, 'đang nhận dạng chữ') === 1);
    expect(textsTo(clerk).at(-1)).toContain('20 trang');
    expect(textsTo(clerk).at(-1)).toContain('khoảng 2 phút');

    // A question asked meanwhile is answered, and stays open when the scan is done.
    await type(clerk, '/trogiup');
    await until(() => count(clerk, '/kehoach') > 0);
    expect(count(clerk, '41/KH-UBND')).toBe(0);

    reader.release();
    await world.app.settled();
    expect(count(clerk, '10/20 trang')).toBe(1);
    expect(count(clerk, '41/KH-UBND')).toBe(1);
    expect(world.app.store.count('drafts')).toBe(1);
  });

  it('reads again after a stop in the middle, without saying anything twice', async () => {
    const reader = slowReader();
    world = await createWorld(undefined, reader.make);
    const clerk = await world.link('van-phong', 'Chị Lan', 'clerk');
    await send(clerk, 42);
    await until(() => count(clerk, 'đang nhận dạng chữ') === 1);
    const restarted = world.restart();
    await until(() => reader.begun.length === 2);
    reader.release();
    await restarted;

    expect(count(clerk, 'đang nhận dạng chữ')).toBe(1);
    expect(count(clerk, '10/20 trang')).toBe(1);
    expect(count(clerk, '42/KH-UBND')).toBe(1);
    expect(world.app.store.count('drafts')).toBe(1);
  });

  it('holds a few scans at a time; the others wait their turn, and nobody waits for them', async () => {
    const reader = slowReader();
    world = await createWorld(undefined, reader.make);
    const clerk = await world.link('van-phong', 'Chị Lan', 'clerk');
    const other = await world.link('van-phong-2', 'Anh Minh', 'clerk');
    for (let number = 51; number <= 57; number += 1) await send(number % 2 === 0 ? other : clerk, number);
    await until(() => reader.begun.length >= 4);
    await type(other, '/trogiup');
    await until(() => count(other, '/kehoach') > 0);
    await type(clerk, '/trogiup');
    await until(() => count(clerk, '/kehoach') > 0);
    expect(reader.begun).toHaveLength(4);

    reader.release();
    await world.app.settled();
    for (let number = 51; number <= 57; number += 1)
      expect(count(number % 2 === 0 ? other : clerk, `${String(number)}/KH-UBND`)).toBe(1);
    expect(count(clerk, 'đang nhận dạng chữ')).toBe(4);
    expect(world.app.store.count('drafts')).toBe(7);
  });

  it('leaves alone what the person began while the scan was read', async () => {
    const reader = slowReader();
    world = await createWorld(undefined, reader.make);
    const clerk = await world.link('van-phong', 'Chị Lan', 'clerk');
    await send(clerk, 43);
    await until(() => reader.begun.length === 1);
    const before = textsTo(clerk).length;
    await type(clerk, '/trogiup');
    await until(() => textsTo(clerk).length > before);
    await world.app.store.transaction((tx) => {
      // A step of another command that waits for an answer.
      const id = [...tx.all('dialogues')].find((dialogue) => dialogue.id.includes(clerk.id))?.id ?? '';
      tx.put('dialogues', {
        ...structuredClone(tx.get('dialogues', id) as NonNullable<ReturnType<typeof tx.get<'dialogues'>>>),
        command: 'duyet', step: 'reason', data: { code: 'X' }, expiresAt: '2026-06-16T00:00:00.000Z',
      }); // prettier-ignore
    });
    reader.release();
    await world.app.settled();

    const dialogue = [...world.app.store.all('dialogues')].find((one) => one.id.includes(clerk.id));
    expect(dialogue).toMatchObject({ command: 'duyet', step: 'reason', data: { code: 'X' } });
    expect(count(clerk, '43/KH-UBND')).toBe(1);
  });

  it('takes an album of photographs for one document', async () => {
    const reader = slowReader();
    reader.release();
    world = await createWorld(undefined, reader.make);
    const clerk = await world.link('van-phong', 'Chị Lan', 'clerk');
    for (const number of [1, 2, 3]) await send(clerk, number, true, 'album');
    await until(() => count(clerk, '77/KH-UBND') === 1);
    await world.app.settled();

    expect(reader.albums).toEqual([3]);
    expect(world.app.store.count('drafts')).toBe(1);
  });
});
