/** The contender: rows in the real outbox of the whole app, sent by its deliverer through its Telegram channel. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../src/app/build.js';
import { realClock } from '../../src/app/clock.js';
import { createLog } from '../../src/app/log.js';
import { enqueue } from '../../src/app/outbox.js';
import { readConfig } from '../../src/config.js';
import type { Conversation } from '../../src/domain/person.js';
import type { Contender, Reminder } from './run.js';

export const ours: Contender = {
  name: 'Đôn Đốc',
  async prepare(platform) {
    const dir = await mkdtemp(join(tmpdir(), 'dondoc-broadcast-'));
    const app = await buildApp({
      config: readConfig({
        DATA_DIR: dir,
        HTTP_PORT: '0',
        LOG_LEVEL: 'silent',
        TELEGRAM_BOT_TOKEN: platform.token,
        TELEGRAM_API_ROOT: platform.apiRoot,
      }),
      log: createLog('silent'),
      clock: () => realClock,
    });
    await app.start();
    return {
      async send(reminders, onQueued) {
        await app.store.transaction((tx) => {
          for (const { chatId, text } of reminders) {
            const conversation = conversationOf(chatId);
            if (!tx.get('conversations', conversation.id)) tx.put('conversations', conversation);
            enqueue(tx, conversation, { text }, { kind: 'reminder', key: `bench/${text}` }, Date.now());
          }
        });
        onQueued();
        // As the tick does.
        await app.catchUp();
        const isWaiting = (): boolean =>
          app.store.find('outbox', 'byStatus', 'pending').length +
            app.store.find('outbox', 'byStatus', 'sending').length >
          0;
        while (isWaiting()) await new Promise((resolve) => setTimeout(resolve, 100));
      },
      async close() {
        await app.stop();
        await rm(dir, { recursive: true, force: true });
      },
    };
  },
};

function conversationOf(chatId: Reminder['chatId']): Conversation {
  return {
    id: `telegram:${chatId}`,
    channel: 'telegram',
    externalId: String(chatId),
    topicId: null,
    kind: chatId < 0 ? 'group' : 'private',
    title: `Nhóm ${chatId}`,
    unitIds: [],
    planIds: [],
    unreachable: null,
    createdAt: new Date().toISOString(),
  };
}
