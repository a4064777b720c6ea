/**
 * What bots usually do. The two plugins are not installed; these few lines behave as they do in what is measured here:
 * `@grammyjs/auto-retry` waits as long as a refusal says and repeats the call, and repeats calls without an answer after
 * three seconds; `@grammyjs/transformer-throttler` (Bottleneck: a reservoir of 30 looked at every 250 ms, one message a
 * second in each private chat, 20 a minute in each group, one at a time) spaces calls and repeats none.
 */
import { Bot, GrammyError, HttpError } from 'grammy';
import type { Transformer } from 'grammy';
import type { Contender } from './run.js';

export const autoRetry: Contender = rival(
  'grammY + auto-retry',
  () => async (call, method, payload, signal) => {
    if (method === 'getUpdates') return call(method, payload, signal);
    for (;;) {
      try {
        const result = await call(method, payload, signal);
        if (result.ok || result.parameters?.retry_after === undefined) return result;
        await pause(result.parameters.retry_after * 1000);
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        await pause(3_000);
      }
    }
  },
);

export const throttler: Contender = rival('grammY + throttler', () => {
  const overall = reservoir(30, 1_000);
  const chats = new Map<number, Chat>();
  return async (call, method, payload, signal) => {
    const chatId = 'chat_id' in payload ? Number(payload.chat_id) : null;
    if (chatId === null) return call(method, payload, signal);
    let chat = chats.get(chatId);
    if (!chat) chats.set(chatId, (chat = oneAtATime(chatId < 0 ? reservoir(20, 60_000) : null)));
    return chat(async () => {
      await overall();
      return call(method, payload, signal);
    });
  };
});

function rival(name: string, transformer: () => Transformer): Contender {
  return {
    name,
    async prepare(platform) {
      const bot = new Bot(platform.token, { client: { apiRoot: platform.apiRoot } });
      bot.api.config.use(transformer());
      // Answers are not waited for, so that one does not hold up the next.
      bot.on(
        'message:text',
        (context) => void context.reply('Đơn vị không còn việc nào.').catch(() => undefined),
      );
      bot.catch(() => undefined);
      const polling = bot.start();
      return {
        async send(reminders, onQueued) {
          onQueued();
          const failed = (error: unknown): void => {
            if (!(error instanceof GrammyError) && !(error instanceof HttpError)) throw error;
          };
          await Promise.all(
            reminders.map(({ chatId, text }) => bot.api.sendMessage(chatId, text).catch(failed)),
          );
        },
        async close() {
          await bot.stop();
          await polling;
        },
      };
    },
  };
}

/** Resolves when one of so many may be taken; full again after the interval, which is looked at every 250 ms. */
function reservoir(size: number, everyMs: number): () => Promise<void> {
  let left = size;
  let filledMs = performance.now();
  const waiting: (() => void)[] = [];
  const heartbeat = setInterval(() => {
    if (performance.now() < filledMs + everyMs) return;
    filledMs = performance.now();
    left = size;
    while (left > 0 && waiting.length > 0) {
      left -= 1;
      waiting.shift()?.();
    }
  }, 250);
  heartbeat.unref();
  return async () => {
    if (left > 0 && waiting.length === 0) left -= 1;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
  };
}

/** Runs one piece of work after the other. */
type Chat = <T>(work: () => Promise<T>) => Promise<T>;

function oneAtATime(limit: (() => Promise<void>) | null): Chat {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const before = last;
    const mine = (async () => {
      await before;
      await limit?.();
      return work();
    })();
    last = (async () => {
      await mine.catch(() => undefined);
      // Bottleneck's smallest distance between two messages of a private chat.
      if (!limit) await pause(1_000);
    })();
    return mine;
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
