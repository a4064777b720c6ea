import type { Update } from 'grammy/types';
import { codePoints } from '../../../../src/channels/split.js';
import { channelContract, type ChannelWorld, type Failure } from '../../../contracts/channel.js';
import { groupChat, person, privateChat } from '../../../fakes/telegram-people.js';
import { telegramFailures, type TelegramFailure } from '../../../fakes/telegram-failures.js';
import { createTelegramWorld } from './world.js';

const AN = person(5_000_000_001, 'Nguyễn Văn', 'An');

const failures: Partial<Record<Failure, TelegramFailure>> = {
  'no connection': { kind: 'cut' },
  'answer lost': { kind: 'lost-answer' },
  'platform broken': { kind: 'bad-gateway' },
  'too fast': telegramFailures.throttled(7),
  'message refused': { kind: 'refuse', code: 400, description: 'Bad Request: message is too long' },
  'person gone': telegramFailures.blocked(),
  'credentials wrong': telegramFailures.unauthorized(),
  'conversation moved': telegramFailures.moved(-1_009_988_776_655),
};

channelContract({
  name: 'src/channels/telegram/index.ts',
  textLimit: { max: 4096, measure: codePoints },
  skips: { 'window closed': 'the Bot API has no interaction window' },
  async create() {
    const { server, channel, store, logged, close } = await createTelegramWorld();
    server.knows(privateChat(AN));
    let last: Update | null = null;
    const world: ChannelWorld = {
      person: { externalId: String(AN.id), topicId: null, kind: 'private' },
      async personSends(text) {
        last = server.userSends({ from: AN, text });
        await Promise.resolve();
      },
      async personSendsFile(document) {
        last = server.userSends({ from: AN, document });
        await Promise.resolve();
      },
      async redeliver() {
        if (last !== null) server.redeliver(last);
        await Promise.resolve();
      },
      async sendUnknownEvents() {
        const bot = { ...person(77, 'Máy khác'), is_bot: true };
        const group = groupChat(-1001, 'Tổ công tác');
        server.push({ poll: { id: '1' } } as unknown as Update);
        server.push({ something_new: { at: 1 } } as unknown as Update);
        server.push({ message: { message_id: 1, date: 1, chat: privateChat(AN) } } as unknown as Update);
        server.push({ message: null } as unknown as Update);
        server.userSends({ from: AN, more: { dice: { emoji: '🎲', value: 3 } } });
        server.userSends({ from: AN, chat: group, more: { new_chat_title: 'Tên mới' } });
        server.userSends({ from: bot, chat: group, text: '/viec' });
        server.userEdits({ from: AN, text: '/nop 12', messageId: 3 });
        await server.until(() => server.pending() === 0, 'all updates confirmed');
      },
      delivered: async () =>
        Promise.resolve(
          server.sent(AN.id).map(({ text, buttons, document, photo }) => ({
            text,
            buttons: buttons.map((button) => button.text),
            files: [document, photo].filter((file) => file !== null),
          })),
        ),
      fail: (failure) => {
        const plan = failures[failure];
        if (plan !== undefined) server.fail(plan, { method: 'sendMessage' });
      },
      store,
      secrets: [server.bot.token, server.bot.token.split(':')[1] ?? ''],
      logged,
      close,
    };
    return { channel, world };
  },
});
