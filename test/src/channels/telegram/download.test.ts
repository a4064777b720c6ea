import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InboundFile } from '../../../../src/domain/message.js';
import { secretsIn } from '../../../contracts/channel.js';
import { telegramFailures } from '../../../fakes/telegram-failures.js';
import { createTelegramWorld, type TelegramWorld } from './world.js';

const MB = 1024 * 1024;

describe('src/channels/telegram/download.ts', () => {
  let world: TelegramWorld;

  beforeEach(async () => {
    world = await createTelegramWorld();
    await world.channel.start(world.sink);
  });

  afterEach(() => world.close());

  async function fileOf(bytes: Buffer, name = 'báo cáo.pdf'): Promise<InboundFile> {
    world.server.userSends({ document: { name, bytes } });
    await world.server.until(() => world.server.pending() === 0);
    const content = world.events.at(-1)?.content;
    if (content?.kind !== 'files' || content.files[0] === undefined) throw new Error('no file came in');
    return content.files[0];
  }

  async function fetchAll(file: InboundFile): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await world.channel.download(file)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  function problemOf(file: InboundFile): Promise<unknown> {
    return fetchAll(file).then(
      () => null,
      (error: unknown) => error,
    );
  }

  it('refuses a file over 20 MB before asking for it when its size is known', async () => {
    const file = await fileOf(Buffer.from('x'));

    expect(await problemOf({ ...file, size: 20 * MB + 1 })).toMatchObject({
      code: 'file-too-big',
      detail: '20 MB',
    });
    expect(world.server.callsTo('getFile')).toEqual([]);
  });

  it('refuses a file over 20 MB whose size was not told', async () => {
    const file = await fileOf(Buffer.alloc(20 * MB + 1));

    expect(await problemOf({ ...file, size: null })).toMatchObject({ code: 'file-too-big', detail: '20 MB' });
  });

  it('takes a file of exactly 20 MB', async () => {
    const file = await fileOf(Buffer.alloc(20 * MB, 3));

    expect((await fetchAll(file)).length).toBe(20 * MB);
  });

  it('says a file is gone when the platform does not know it', async () => {
    const file = await fileOf(Buffer.from('x'));
    world.server.failDownloads({ status: 404 });

    expect(await problemOf({ ...file, ref: 'lạ' })).toMatchObject({ code: 'file-not-found' });
    expect(await problemOf(file)).toMatchObject({ code: 'file-not-found' });
  });

  it('gives no error page for a file, nor half a file for a whole one', async () => {
    const file = await fileOf(Buffer.alloc(300_000, 5));

    world.server.failDownloads({ status: 502 });
    expect(await problemOf(file)).toMatchObject({ kind: 'connection' });
    world.server.failDownloads({ status: 302 });
    expect(await problemOf(file)).toMatchObject({ kind: 'connection' });
    world.server.failDownloads({ cutAfter: 100_000 });
    expect(await problemOf(file)).toMatchObject({ kind: 'connection' });
    world.server.failDownloads(null);
    expect((await fetchAll(file)).length).toBe(300_000);
  });

  it('says to try later while the platform fails, and tells no secret', async () => {
    const file = await fileOf(Buffer.from('nội dung'));
    const problems: unknown[] = [];
    for (const failure of [
      telegramFailures.throttled(9),
      telegramFailures.serverError(),
      { kind: 'cut' } as const,
    ]) {
      world.server.fail(failure, { method: 'getFile' });
      problems.push(await problemOf(file));
    }
    await world.server.close();
    problems.push(await problemOf(file));

    expect(problems).toMatchObject([
      { kind: 'connection', retryAfterMs: 9000 },
      { kind: 'connection' },
      { kind: 'connection' },
      { kind: 'connection' },
    ]);
    expect(
      secretsIn(inspect(problems, { depth: 20, showHidden: true }) + world.logged(), [
        world.server.bot.token,
      ]),
    ).toEqual([]);
  });

  it('leaves no open line behind when the reader stops early', async () => {
    const file = await fileOf(Buffer.alloc(5 * MB, 1));

    for await (const chunk of await world.channel.download(file)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }

    expect((await fetchAll(file)).length).toBe(5 * MB);
  });
});
