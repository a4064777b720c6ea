/**
 * The Telegram stand-in as a process of its own, so that it shares no event loop with what it measures. It enforces the
 * published limits, loses answers, calls for silence, and has somebody ask a question every few seconds.
 */
import { person } from '../../test/fakes/telegram-people.js';
import { publishedLimits } from '../../test/fakes/telegram-limits.js';
import { createTelegramServer, type TelegramCall } from '../../test/fakes/telegram-server.js';
import type { PlatformReport, Setting } from './platform.js';

const server = await createTelegramServer({ limits: publishedLimits });
const asker = (id: number) => person(id, 'Người', 'Hỏi');
const askedAt: number[] = [];
let setting: Setting | null = null;
let timers: NodeJS.Timeout[] = [];

process.on('message', (message: { do: 'begin'; setting: Setting } | { do: 'report' } | { do: 'end' }) => {
  if (message.do === 'begin') begin(message.setting);
  else if (message.do === 'report') void tell();
  else void end();
});
process.send?.({ apiRoot: server.apiRoot, token: server.bot.token });

function begin(given: Setting): void {
  setting = given;
  for (const id of given.chats)
    server.knows(id < 0 ? { id, type: 'supergroup', title: `Nhóm ${-id}` } : { id, type: 'private' });
  const ask = (): void => {
    askedAt.push(performance.now());
    server.userSends({ from: asker(given.askerId), text: '/viec' });
  };
  timers = [setInterval(ask, given.askEveryMs)];
  if (given.flood) {
    const { afterMs, forMs } = given.flood;
    timers.push(setTimeout(() => server.flood(forMs), afterMs));
  }
  if (given.loseEvery > 0) {
    let next = given.loseEvery;
    timers.push(
      setInterval(() => {
        if (server.calls.length < next) return;
        next = server.calls.length + 2 * Math.random() * given.loseEvery;
        server.fail({ kind: 'lost-answer' }, { method: 'sendMessage' });
      }, 5),
    );
  }
}

/** Whoever asked last is still answered. */
async function tell(): Promise<void> {
  for (const timer of timers) clearTimeout(timer);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  process.send?.(report());
}

async function end(): Promise<void> {
  await server.close();
  process.disconnect();
}

function report(): PlatformReport {
  const sends = server.calls.filter((call) => call.method === 'sendMessage');
  const isReminder = ({ payload }: TelegramCall): boolean => /^Nhắc \d+ /.test(String(payload['text']));
  const taken = sends.filter(({ answer }) => answer === 'ok' || answer === 'none');
  const reminders = taken.filter(isReminder);
  const answers = taken.filter(
    (call) => !isReminder(call) && Number(call.payload['chat_id']) === setting?.askerId,
  );
  const times = new Map<string, number>();
  for (const { payload } of reminders) {
    const text = String(payload['text']);
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  return {
    reminders: times.size,
    doubles: reminders.length - times.size,
    messages: taken.length,
    lostAnswers: sends.filter(({ answer }) => answer === 'none').length,
    disordered: disorderedChats(reminders),
    lastTakenMs: Math.max(0, ...reminders.map(({ atMs }) => atMs)) + performance.timeOrigin,
    refusedAtMs: sends
      .filter(({ answer }) => answer === 429)
      .map(({ atMs }) => atMs + performance.timeOrigin),
    asked: askedAt.length,
    answeredAfterMs: answers.map(({ atMs }, i) => atMs - (askedAt[i] ?? atMs)),
  };
}

/** Chats that got their reminders in another order than they were written in; repetitions aside. */
function disorderedChats(reminders: readonly TelegramCall[]): number {
  const highest = new Map<number, number>();
  const wrong = new Set<number>();
  const seen = new Set<string>();
  for (const { payload } of reminders) {
    const text = String(payload['text']);
    if (seen.has(text)) continue;
    seen.add(text);
    const chat = Number(payload['chat_id']);
    const number = Number(/^Nhắc (\d+)/.exec(text)?.[1]);
    if (number < (highest.get(chat) ?? -1)) wrong.add(chat);
    highest.set(chat, number);
  }
  return wrong.size;
}
