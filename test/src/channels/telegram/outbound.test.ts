import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendError } from '../../../../src/domain/errors.js';
import type { Destination, OutboundMessage } from '../../../../src/domain/message.js';
import { groupChat, person, privateChat } from '../../../fakes/telegram-people.js';
import { telegramFailures, type TelegramFailure } from '../../../fakes/telegram-failures.js';
import { createTelegramWorld, type TelegramWorld } from './world.js';

const AN = person(5_000_000_001, 'An');
const TO_AN: Destination = { externalId: String(AN.id), topicId: null, kind: 'private' };
const FORUM = groupChat(-1_001_234_567_891, 'Diễn đàn', true);
const toForum = (topicId: string | null): Destination => ({
  externalId: String(FORUM.id),
  topicId,
  kind: 'group',
});
/** The signature is all the stand-in looks at. */
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(500, 7)]);

describe('src/channels/telegram/outbound.ts', () => {
  let world: TelegramWorld;

  beforeEach(async () => {
    world = await createTelegramWorld();
    world.server.knows(privateChat(AN));
    world.server.knows(FORUM);
  });

  afterEach(() => world.close());

  function problemOf(message: OutboundMessage, to = TO_AN): Promise<SendError | null> {
    return world.channel.send(to, message).then(
      () => null,
      (error: unknown) => error as SendError,
    );
  }

  it('shows the heading in bold, without link previews', async () => {
    await world.channel.send(TO_AN, {
      heading: 'Việc <b> & sắp đến hạn',
      text: 'Xem https://example.gov.vn/?a=1&b=2',
    });

    expect(world.server.sent()).toMatchObject([
      {
        text: 'Việc <b> & sắp đến hạn\n\nXem https://example.gov.vn/?a=1&b=2',
        bold: ['Việc <b> & sắp đến hạn'],
        hasPreview: false,
      },
    ]);
  });

  it('is taken by the server whatever the text holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({
          unit: fc.constantFrom('<', '>', '&', '"', '/', 'b', ';', 'ế', '\ud800', '\u0000', '*', '_'),
        }),
        async (heading, text) => {
          await world.channel.send(TO_AN, { heading, text: `Nội dung ${text}` });

          expect(world.server.calls.at(-1)?.answer).toBe('ok');
          expect(world.server.calls.at(-1)?.payload['parse_mode']).toBe('HTML');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('puts one choice in each row, under the last part', async () => {
    const text = Array.from({ length: 900 }, (_, index) => `Việc ${index}`).join('\n');

    const ids = await world.channel.send(TO_AN, {
      text,
      choices: [
        { label: 'Trang sau', command: '/viec 2' },
        { label: 'Thôi', command: '/huy' },
      ],
    });

    const parts = world.server.sent();
    expect(parts.map(({ messageId }) => String(messageId))).toEqual(ids);
    expect(parts.map(({ text }) => text).join('\n')).toBe(text);
    expect(parts.map(({ buttons }) => buttons.length)).toEqual([
      ...Array<number>(parts.length - 1).fill(0),
      2,
    ]);
    const markup = world.server.calls.at(-1)?.payload['reply_markup'] as { inline_keyboard: unknown[] };
    expect(markup.inline_keyboard).toEqual([
      [{ text: 'Trang sau', callback_data: '/viec 2' }],
      [{ text: 'Thôi', callback_data: '/huy' }],
    ]);
  });

  it('writes a choice too long for a button as a line, under its own number', async () => {
    await world.channel.send(TO_AN, {
      text: 'Chọn việc',
      choices: [
        { label: 'Ngắn', command: '/nop 1' },
        { label: 'Dài', command: `/nop ${'x'.repeat(60)}` },
        { label: 'Vừa', command: `/nop ${'x'.repeat(59)}` },
      ],
    });

    expect(world.server.sent()).toMatchObject([
      {
        text: 'Chọn việc\n\n2. Dài',
        buttons: [{ text: 'Ngắn' }, { text: 'Vừa', data: `/nop ${'x'.repeat(59)}` }],
      },
    ]);
  });

  it('sends a short text as the caption of its picture, a long one after it', async () => {
    const picture = await world.store('tien-do.png', PNG);
    const choices = [{ label: 'Đôn đốc', command: '/dondoc 1' }];

    await world.channel.send(TO_AN, { heading: 'Tiến độ', text: 'ế'.repeat(1000), picture, choices });
    await world.channel.send(TO_AN, { heading: 'Tiến độ', text: 'ế'.repeat(1100), picture, choices });

    const [caption, alone, text] = world.server.sent();
    expect(caption).toMatchObject({
      bold: ['Tiến độ'],
      photo: { bytes: PNG },
      buttons: [{ text: 'Đôn đốc' }],
    });
    expect(alone).toMatchObject({ text: '', photo: { bytes: PNG }, buttons: [] });
    expect(text).toMatchObject({ bold: ['Tiến độ'], photo: null, buttons: [{ text: 'Đôn đốc' }] });
  });

  it('sends a picture the server cannot process as a document', async () => {
    const picture = await world.store('tien-do.png', Buffer.from('không phải ảnh'));

    await world.channel.send(TO_AN, { text: 'Tiến độ', picture });

    expect(world.server.sent()).toMatchObject([
      { text: 'Tiến độ', photo: null, document: { name: 'tien-do.png' } },
    ]);
  });

  it('sends several files one by one, under names the upload cannot harm', async () => {
    const names = ['a;b"c%41.docx', 'dòng\r\nmới.pdf', '../../etc/passwd', `${'ế'.repeat(200)}.xlsx`, ''];
    const files = await Promise.all(
      names.map(async (name, index) => world.store(name, Buffer.from(`tệp ${index}`))),
    );

    await world.channel.send(TO_AN, { text: 'Năm tệp', files });

    expect(
      world.server
        .sent()
        .slice(1)
        .map(({ document }) => [document?.name, document?.bytes.toString()]),
    ).toEqual([
      ['a_b_c_41.docx', 'tệp 0'],
      ['dòng mới.pdf', 'tệp 1'],
      ['.._.._etc_passwd', 'tệp 2'],
      [`${'ế'.repeat(115)}.xlsx`, 'tệp 3'],
      ['tep', 'tệp 4'],
    ]);
  });

  it('resends as plain text when the server objects to the mark-up', async () => {
    world.server.fail({ kind: 'refuse', code: 400, description: "Bad Request: can't parse entities: oops" });

    await world.channel.send(TO_AN, { heading: 'Hạn', text: 'trước <15/12>' });

    expect(world.server.sent()).toMatchObject([{ text: 'Hạn\n\ntrước <15/12>', bold: [] }]);
  });

  it('names a topic, but neither General nor one that is gone', async () => {
    world.server.deleteTopic(FORUM.id, 9);

    await world.channel.send(toForum('7'), { text: 'vào chủ đề' });
    await world.channel.send(toForum('1'), { text: 'vào General' });
    await world.channel.send(toForum('9'), { text: 'chủ đề đã xóa' });

    expect(world.server.sent().map(({ text, threadId }) => [text, threadId])).toEqual([
      ['vào chủ đề', 7],
      ['vào General', null],
      ['chủ đề đã xóa', null],
    ]);
  });

  it('goes on where it stopped when a message that failed half-way is sent again', async () => {
    const text = Array.from({ length: 300 }, (_, index) => `${'ế'.repeat(50)}${index}`).join('\n');
    const message = { text, files: [await world.store('a.pdf', Buffer.from('%PDF'))] };
    world.server.fail(telegramFailures.throttled(3), { method: 'sendDocument' });

    const problem = await problemOf(message);
    const ids = await world.channel.send(TO_AN, message);

    expect(problem).toMatchObject({ kind: 'throttled', retryAfterMs: 3000 });
    const sent = world.server.sent();
    expect(sent.map(({ messageId }) => String(messageId))).toEqual(ids);
    expect(
      sent
        .filter(({ document }) => document === null)
        .map((one) => one.text)
        .join('\n'),
    ).toBe(text);
  });

  it('sends a message again in full once it has gone out in full', async () => {
    await world.channel.send(TO_AN, { text: 'nhắc lại' });
    await world.channel.send(TO_AN, { text: 'nhắc lại' });

    expect(world.server.sent()).toHaveLength(2);
  });

  it('gives each refusal of the reference table its kind', async () => {
    const refused = (code: number, description: string): TelegramFailure => ({
      kind: 'refuse',
      code,
      description,
    });
    const table: [TelegramFailure, string][] = [
      [telegramFailures.kicked(), 'recipient-gone'],
      [refused(403, 'Forbidden: user is deactivated'), 'recipient-gone'],
      [refused(403, "Forbidden: bot can't initiate conversation with a user"), 'recipient-gone'],
      [refused(400, 'Bad Request: chat not found'), 'recipient-gone'],
      [refused(400, 'Bad Request: not enough rights to send text messages to the chat'), 'recipient-gone'],
      [refused(400, 'Bad Request: have no rights to send a message'), 'recipient-gone'],
      [refused(400, 'Bad Request: BUTTON_DATA_INVALID'), 'rejected'],
      [refused(413, 'Request Entity Too Large'), 'rejected'],
      [refused(404, 'Not Found'), 'config'],
      [telegramFailures.serverError(), 'connection'],
      [{ kind: 'lost-answer' }, 'connection'],
    ];

    const kinds: (string | undefined)[] = [];
    for (const [failure] of table) {
      world.server.fail(failure);
      kinds.push((await problemOf({ text: 'thử' }))?.kind);
    }

    expect(kinds).toEqual(table.map(([, kind]) => kind));
  });

  it('names the new id of a group that moved', async () => {
    world.server.fail(telegramFailures.moved(-1_005_555_555_555));

    expect(await problemOf({ text: 'thử' })).toMatchObject({ kind: 'moved', movedTo: '-1005555555555' });
  });

  it('says a stranger who never wrote is gone', async () => {
    expect(await problemOf({ text: 'chào' }, { ...TO_AN, externalId: '42' })).toMatchObject({
      kind: 'recipient-gone',
    });
  });

  it('rejects what cannot be sent before asking the platform', async () => {
    const file = await world.store('lon.zip', Buffer.from('x'));

    const problems = [
      await problemOf({ text: ' ' }),
      await problemOf({ text: 'thử' }, { ...TO_AN, externalId: '@tenkenh' }),
      await problemOf({ text: '', files: [{ ...file, size: 60_000_000 }] }),
    ];

    expect(problems.map((problem) => problem?.kind)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(world.server.calls).toEqual([]);
  });

  it('rejects, and does not retry, a file that is missing on disk', async () => {
    const file = { ...(await world.store('a.pdf', Buffer.from('x'))), sha256: 'f'.repeat(64) };

    expect(await problemOf({ text: '', files: [file] })).toMatchObject({ kind: 'rejected' });
  });

  it('gives the error of the port when a connection breaks during an upload', async () => {
    const file = await world.store('a.pdf', Buffer.alloc(2_000_000, 1));
    world.server.fail({ kind: 'cut' }, { method: 'sendDocument' });

    expect(await problemOf({ text: '', files: [file] })).toMatchObject({ kind: 'connection' });
  });

  it('reports a token the platform refuses in its health, until a send works', async () => {
    world.server.fail(telegramFailures.unauthorized());
    await problemOf({ text: 'thử' });
    const whileRefused = world.channel.health();
    await world.channel.send(TO_AN, { text: 'thử' });

    expect(whileRefused).toMatchObject({ ok: false, detail: expect.stringContaining('401') as string });
    expect(world.channel.health().detail).not.toContain('401');
  });
});
