import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InboundEvent } from '../../../../src/domain/message.js';
import { groupChat, person } from '../../../fakes/telegram-people.js';
import { createTelegramWorld, type TelegramWorld } from './world.js';

const BINH = person(5_000_000_002, 'Trần Thị', 'Bình');
const GROUP = groupChat(-1_001_234_567_890, 'Tổ  công tác Kế hoạch');
const FORUM = groupChat(-1_001_234_567_891, 'Diễn đàn', true);
const MINUTE = 1_790_000_040;

describe('src/channels/telegram/inbound.ts', () => {
  let world: TelegramWorld;

  beforeEach(async () => {
    world = await createTelegramWorld({ now: () => Date.UTC(2026, 8, 30, 3) });
    await world.channel.start(world.sink);
  });

  afterEach(() => world.close());

  /** Plays `act` and gives the events it led to. */
  async function after(act: (server: TelegramWorld['server']) => void): Promise<InboundEvent[]> {
    const before = world.events.length;
    act(world.server);
    await world.server.until(() => world.server.pending() === 0, 'the updates confirmed');
    return world.events.slice(before);
  }

  async function textAfter(text: string, more: object = {}): Promise<[string | null, boolean | undefined]> {
    const [event] = await after((server) => server.userSends({ from: BINH, chat: GROUP, text, ...more }));
    return [event?.content.kind === 'text' ? event.content.text : null, event?.isAddressed];
  }

  it('translates a private message in full', async () => {
    const [event] = await after((server) =>
      server.userSends({ from: BINH, text: 'Tuần này nộp gì', date: MINUTE }),
    );

    expect(event).toEqual({
      channel: 'telegram',
      externalId: expect.stringMatching(/^\d+$/),
      sentAt: new Date(MINUTE * 1000).toISOString(),
      conversation: { externalId: '5000000002', topicId: null, kind: 'private', title: 'Trần Thị Bình' },
      sender: { externalId: '5000000002', displayName: 'Trần Thị Bình' },
      isAddressed: true,
      replyToId: null,
      content: { kind: 'text', text: 'Tuần này nộp gì' },
    });
  });

  it('takes our name out of commands, whatever the case, and knows other bots by theirs', async () => {
    expect(await textAfter('/viec@DonDocThuBot 3')).toEqual(['/viec 3', true]);
    expect(await textAfter('/VIEC@dondocTHUbot')).toEqual(['/viec', true]);
    expect(await textAfter('/Viec Báo Cáo')).toEqual(['/viec Báo Cáo', true]);
    expect(await textAfter('/viec@OtherBot 3')).toEqual(['/viec@OtherBot 3', false]);
    expect(await textAfter('/start@DonDocThuBot 7KQ2-M4XT')).toEqual(['/start 7KQ2-M4XT', true]);
    expect(await textAfter('chào cả nhà')).toEqual(['chào cả nhà', false]);
  });

  it('is addressed by a mention, which is taken out of the text', async () => {
    expect(await textAfter('@DonDocThuBot, tuần này nộp gì')).toEqual(['tuần này nộp gì', true]);
    expect(await textAfter('Nhờ @dondocthubot xem giúp')).toEqual(['Nhờ xem giúp', true]);
    expect(await textAfter('😀 @DonDocThuBot /viec')).toEqual(['😀 /viec', true]);
    expect(await textAfter('@DonDocThuBot /viec')).toEqual(['/viec', true]);
    expect(await textAfter('@DonDocThuBotKhac xem giúp')).toEqual(['@DonDocThuBotKhac xem giúp', false]);
  });

  it('is addressed by a reply to its own message, and only that', async () => {
    world.server.knows(GROUP);
    const [ours = ''] = await world.channel.send(
      { externalId: String(GROUP.id), topicId: null, kind: 'group' },
      { text: 'Mời gửi tệp' },
    );

    const [toUs, toPerson, toOtherBot] = await after((server) => {
      server.userSends({ from: BINH, chat: GROUP, text: 'đây ạ', replyTo: Number(ours) });
      server.userSends({ from: BINH, chat: GROUP, text: 'đúng rồi', replyTo: 9_999 });
      server.userSends({ from: BINH, chat: GROUP, text: '/viec@OtherBot', replyTo: Number(ours) });
    });

    expect([toUs?.isAddressed, toUs?.replyToId]).toEqual([true, ours]);
    expect([toPerson?.isAddressed, toPerson?.replyToId]).toEqual([false, null]);
    expect(toOtherBot?.isAddressed).toBe(false);
  });

  it('does not take the message that opened a topic for a reply to us', async () => {
    const opening = {
      message_id: 5,
      date: 1,
      chat: FORUM,
      from: { id: world.server.bot.id, is_bot: true, first_name: 'Đôn Đốc' },
      forum_topic_created: { name: 'Kế hoạch 348', icon_color: 1 },
    };

    const [event] = await after((server) =>
      server.userSends({
        from: BINH,
        chat: FORUM,
        text: 'chào',
        topic: 5,
        more: { reply_to_message: opening },
      }),
    );

    expect([event?.isAddressed, event?.replyToId, event?.conversation.topicId]).toEqual([false, null, '5']);
  });

  it('takes a thread id for a topic only where the platform says it is one', async () => {
    const [event] = await after((server) =>
      server.userSends({ from: BINH, chat: GROUP, text: 'chào', more: { message_thread_id: 12 } }),
    );

    expect(event?.conversation).toMatchObject({
      topicId: null,
      title: 'Tổ công tác Kế hoạch',
      kind: 'group',
    });
  });

  it('turns a press into its command and answers it', async () => {
    const [event] = await after((server) =>
      server.presses({ from: BINH, chat: GROUP, data: '/duyet 12', messageId: 31 }),
    );
    await world.server.until(
      () => world.server.callsTo('answerCallbackQuery').length === 1,
      'the press answered',
    );

    expect(event).toMatchObject({
      sentAt: '2026-09-30T03:00:00.000Z',
      sender: { externalId: '5000000002' },
      isAddressed: true,
      replyToId: '31',
      content: { kind: 'press', command: '/duyet 12' },
    });
  });

  it('delivers a press even when answering it fails', async () => {
    world.server.fail({ kind: 'cut' }, { method: 'answerCallbackQuery' });

    const events = await after((server) => server.presses({ from: BINH, data: '/viec' }));

    expect(events).toHaveLength(1);
  });

  it('brings a document, a photo and an album in', async () => {
    const [document, photo, one, two] = await after((server) => {
      const bytes = Buffer.from('%PDF-1.7');
      server.userSends({
        document: { name: 'Báo cáo.pdf', bytes, mime: 'application/pdf' },
        caption: '/nop@DonDocThuBot 12',
      });
      server.userSends({ photo: Buffer.from('ảnh đầy đủ') });
      server.userSends({ document: { bytes }, albumId: 'a1', caption: 'kèm hai tệp' });
      server.userSends({ document: { bytes }, albumId: 'a1' });
    });

    expect(document?.content).toEqual({
      kind: 'files',
      files: [
        { ref: expect.any(String), name: 'Báo cáo.pdf', size: 8, mime: 'application/pdf', isPhoto: false },
      ],
      caption: '/nop 12',
      albumId: null,
    });
    expect(photo?.content).toMatchObject({
      files: [{ name: null, size: Buffer.byteLength('ảnh đầy đủ'), isPhoto: true }],
      caption: null,
    });
    expect(one?.content).toMatchObject({
      albumId: 'a1',
      caption: 'kèm hai tệp',
      files: [{ name: null, mime: null }],
    });
    expect(two?.content).toMatchObject({ albumId: 'a1', caption: null });
  });

  it('names in Vietnamese what it cannot carry', async () => {
    const fields = ['voice', 'video', 'sticker', 'location', 'contact', 'animation'];

    const events = await after((server) => {
      for (const field of fields)
        server.userSends({ more: { [field]: {}, ...(field === 'animation' && { document: {} }) } });
    });

    expect(events.map(({ content }) => content)).toEqual(
      ['tin nhắn thoại', 'video', 'nhãn dán', 'vị trí', 'danh thiếp', 'ảnh động'].map((what) => ({
        kind: 'unsupported',
        what,
      })),
    );
  });

  it('gives anonymous administrators and posting channels no sender', async () => {
    const anonymous = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
    const channelBot = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };

    const events = await after((server) => {
      server.userSends({ from: anonymous, chat: GROUP, text: '/viec', more: { sender_chat: GROUP } });
      server.userSends({ from: anonymous, chat: GROUP, text: '/viec' });
      server.userSends({
        from: channelBot,
        chat: GROUP,
        text: '/viec',
        more: { sender_chat: { id: -1, type: 'channel', title: 'K' } },
      });
    });

    expect(events.map(({ sender, isAddressed }) => [sender, isAddressed])).toEqual([
      [null, true],
      [null, true],
      [null, true],
    ]);
  });

  it('ignores itself, other bots, forwarded channel posts and edits', async () => {
    const bot = { ...person(99, 'Máy'), is_bot: true };
    const self = { ...person(world.server.bot.id, 'Đôn Đốc'), is_bot: true };

    const events = await after((server) => {
      server.userSends({ from: bot, chat: GROUP, text: '/viec' });
      server.userSends({ from: self, chat: GROUP, text: '/viec' });
      server.userSends({ from: BINH, chat: GROUP, text: 'tin', more: { is_automatic_forward: true } });
      server.userEdits({ from: BINH, text: '/nop 12', messageId: 4 });
    });

    expect(events).toEqual([]);
  });

  it('reports membership in groups and blocking in private', async () => {
    const events = await after((server) => {
      server.memberChanges({ from: BINH, chat: GROUP, before: 'left', after: 'member' });
      server.memberChanges({ from: BINH, chat: GROUP, before: 'member', after: 'administrator' });
      server.memberChanges({ from: BINH, chat: GROUP, before: 'administrator', after: 'kicked' });
      server.memberChanges({ from: BINH, before: 'member', after: 'kicked' });
      server.memberChanges({ from: BINH, before: 'kicked', after: 'member' });
    });

    expect(events.map(({ content }) => content)).toEqual(
      ['added', 'removed', 'blocked', 'unblocked'].map((change) => ({ kind: 'membership', change })),
    );
    expect(events[0]?.conversation).toMatchObject({ externalId: String(GROUP.id), kind: 'group' });
  });

  it('says the same of both signals of a group that became a supergroup', async () => {
    const old = { id: -4_000_001, type: 'group' as const, title: 'Tổ công tác' };

    const events = await after((server) => {
      server.userSends({ from: BINH, chat: old, more: { migrate_to_chat_id: GROUP.id } });
      server.userSends({ from: BINH, chat: GROUP, more: { migrate_from_chat_id: old.id } });
    });

    expect(events.map(({ conversation, content }) => [conversation.externalId, content])).toEqual([
      ['-4000001', { kind: 'moved', toExternalId: String(GROUP.id) }],
      ['-4000001', { kind: 'moved', toExternalId: String(GROUP.id) }],
    ]);
  });
});
