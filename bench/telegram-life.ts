/** What the scripts share that let the whole program live through something on a Telegram stand-in. */
import type { User } from 'grammy/types';
import { type Assistant, runCommand, startAssistant } from '../test/fakes/program.js';
import { privateChat } from '../test/fakes/telegram-people.js';
import type { TelegramServer } from '../test/fakes/telegram-server.js';

/** Runs a `dondoc` command. @returns what it printed. @throws Error when it did not end well. */
export async function must(args: readonly string[], env: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await runCommand(args, env);
  if (code !== 0) throw new Error(`${args[0] ?? ''} ended with ${code}: ${stderr}`);
  return stdout;
}

/** Starts the assistant on a data folder and waits until it polls. @param clock settings of the movable clock. */
export async function startOn(
  data: string,
  telegram: TelegramServer,
  clock: { startMs: number; rate?: number },
): Promise<Assistant> {
  const polls = telegram.callsTo('getUpdates').length;
  const assistant = await startAssistant({
    DATA_DIR: data,
    TELEGRAM_BOT_TOKEN: telegram.bot.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    DEMO: '1',
    DEMO_SAMPLES: '0',
    CLOCK_START: new Date(clock.startMs).toISOString(),
    CLOCK_RATE: String(clock.rate ?? 1),
    LOG_LEVEL: 'error',
  });
  await telegram.until(() => telegram.callsTo('getUpdates').length > polls, 'a poll of the new process');
  return assistant;
}

/** Links people by their codes and waits until all have been greeted. @param date Unix seconds of their messages. */
export async function link(
  telegram: TelegramServer,
  people: readonly { user: User; code: string }[],
  date?: number,
): Promise<void> {
  for (const { user, code } of people) {
    telegram.knows(privateChat(user));
    telegram.userSends({ from: user, text: `/start ${code}`, ...(date === undefined ? {} : { date }) });
  }
  await telegram.until(
    () =>
      people.every(({ user }) =>
        telegram.sent(user.id).some((message) => message.text.includes('Đã liên kết')),
      ),
    'everybody linked',
  );
}

/** Waits until every update was taken, handled and answered. */
export async function quiet(assistant: Assistant, telegram: TelegramServer): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`${assistant.address}/metrics`)).text();
    const waiting = [
      ...metrics.matchAll(/^dondoc_(?:inbox_pending|outbox_pending|outbox_sending) (\d+)$/gm),
    ].some((match) => match[1] !== '0');
    if (!waiting && telegram.pending() === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Numbers in [0, 1) from a seed (mulberry32), so that a run can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
