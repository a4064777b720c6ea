/**
 * Whole lives of plans: a document is read in, published, and lived through from its first day to its last by the real
 * program on a Telegram stand-in, jumping from one reminder to the next, killed and stopped on the way, with hand-ins in
 * between. What people received is compared with what `dondoc simulate` had said before; nothing is asserted here.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { User } from 'grammy/types';
import { createLog } from '../src/app/log.js';
import { codeId, newCode } from '../src/app/codes.js';
import type { Forecast } from '../src/app/simulate.js';
import { issueCode } from '../src/domain/acts/link.js';
import type { ReadResult } from '../src/domain/plan.js';
import { rememberedClock } from '../src/app/web.js';
import { openStorage } from '../storage/index.js';
import { type Assistant, startAssistant } from '../test/fakes/program.js';
import { person } from '../test/fakes/telegram-people.js';
import { createTelegramServer, type TelegramServer } from '../test/fakes/telegram-server.js';
import { type Window, compareLife, type LifeComparison } from './plan-life-compare.js';
import { link, must, quiet, randomFrom } from './telegram-life.js';

export interface LifeReport extends LifeComparison {
  file: string;
  from: string;
  to: string;
  assignments: number;
  people: number;
  kills: number;
  stops: number;
  outages: number;
  handIns: number;
  seconds: number;
}

export interface LifeOptions {
  file: string;
  /** Day of the document where it names none. */
  issuedOn?: string | undefined;
  seed: number;
  /** Last day; by default the plan's own last one, a year after its first at least. */
  to?: string;
  /** Chances per jump. */
  chances?: { kill: number; stop: number; outage: number; handIn: number };
  /** Time zone of the machine the program runs on. */
  zone?: string;
  onJump?: (day: string) => void;
}

const dayMs = 86_400_000;
const usual = { kill: 0.3, stop: 0.05, outage: 0.05, handIn: 0.4 };
const directory = fileURLToPath(
  new URL(
    `${import.meta.url.includes('/dist/') ? '../../' : '../'}assets/directory/province.json`,
    import.meta.url,
  ),
);

/** @throws Error when the document cannot be published as it stands. */
export async function planLife(options: LifeOptions): Promise<LifeReport> {
  const startedAt = Date.now();
  const dir = await mkdtemp(join(tmpdir(), 'dondoc-life-'));
  const data = join(dir, 'data');
  const telegram = await createTelegramServer();
  try {
    const file = resolve(options.file);
    const dated = options.issuedOn === undefined ? [] : ['--issued-on', options.issuedOn];
    const read = JSON.parse(await must(['read', file, ...dated, '--json'], {})) as ReadResult;
    const from = read.document.issuedOn;
    if (from === null) throw new Error(`${options.file}: the document has no date`);
    const to = options.to ?? lastDayOf(read, from);
    const firstMs = Date.parse(`${from}T00:00:30+07:00`);
    const env = environment(data, telegram, firstMs, options.zone);
    await must(['units', 'import', directory], env);
    await must(['import', file, ...dated, '--publish'], env);
    const people = await invite(data, firstMs);
    const life = createLife({ ...options, data, telegram, firstMs });
    await life.begin(people);
    await life.pause();
    // The last jump may go beyond the last day; what was foretold for later than it reached is left out.
    const beyond = new Date(Date.parse(to) + 250 * dayMs).toISOString().slice(0, 10);
    const forecast = JSON.parse(
      `[${(await must(['simulate', '--from', from, '--to', beyond, '--json'], env)).trim().split('\n').filter(Boolean).join(',')}]`,
    ) as Forecast[];
    await life.until(Date.parse(`${to}T23:59:00+07:00`));
    const { windows, handIns, ...counts } = life.lived();
    const chats = new Map(people.map(({ unit, user }) => [unit, user.id]));
    const { storage, assignments } = await opened(data);
    const compared = compareLife({ store: storage.store, forecast, windows, handIns, chats });
    await storage.close();
    return {
      file: options.file.split('/').at(-1) ?? '',
      from,
      to,
      assignments,
      people: people.length,
      ...counts,
      handIns: handIns.length,
      ...compared,
      seconds: Math.round((Date.now() - startedAt) / 1_000),
    };
  } finally {
    await telegram.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** The last day the plan names for itself or for any of its tasks; a year at least, six at most. */
function lastDayOf(read: ReadResult, from: string): string {
  const days = read.tasks.flatMap((task) => task.deadlines.flatMap(({ dueOn }) => dueOn ?? []));
  const last = [...days, read.document.period?.to ?? from].sort().at(-1) ?? from;
  const atLeast = new Date(Date.parse(from) + 400 * dayMs).toISOString().slice(0, 10);
  const atMost = new Date(Date.parse(from) + 6 * 366 * dayMs).toISOString().slice(0, 10);
  const day = new Date(Date.parse(last) + 30 * dayMs).toISOString().slice(0, 10);
  return day < atLeast ? atLeast : day > atMost ? atMost : day;
}

function environment(
  data: string,
  telegram: TelegramServer,
  startMs: number | null,
  zone?: string,
): Record<string, string> {
  return {
    DATA_DIR: data,
    TELEGRAM_BOT_TOKEN: telegram.bot.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    DEMO: '1',
    DEMO_SAMPLES: '0',
    LOG_LEVEL: 'error',
    ...(startMs === null ? {} : { CLOCK_START: new Date(startMs).toISOString() }),
    ...(zone === undefined ? {} : { TZ: zone }),
  };
}

async function opened(data: string) {
  const storage = await openStorage({ dir: data, log: createLog('silent') });
  return { storage, assignments: storage.store.count('assignments') };
}

export interface Someone {
  user: User;
  code: string;
  unit: string;
}

/** A code for an officer of every unit that owes something. */
async function invite(data: string, nowMs: number): Promise<Someone[]> {
  const { storage } = await opened(data);
  const people = await storage.store.transaction((tx) => {
    const owing = new Set([...tx.all('assignments')].map(({ unitId }) => unitId));
    return [...owing].map((unitId, i): Someone => {
      const make = (): { code: string; id: string } => {
        const code = newCode();
        return { code, id: codeId(code) ?? '' };
      };
      const code = issueCode(tx, { newCode: make }, nowMs, { purpose: 'person', role: 'officer', unitId });
      const unit = tx.get('units', unitId)?.name ?? '';
      return { user: person(700_001 + i, 'Cán bộ', String(i + 1)), code, unit };
    });
  });
  await storage.close();
  return people;
}

interface LifeParts extends LifeOptions {
  data: string;
  telegram: TelegramServer;
  firstMs: number;
}

/** The program on its way through the years. */
function createLife({ data, telegram, firstMs, seed, zone, onJump, chances = usual }: LifeParts) {
  const random = randomFrom(seed);
  const windows: Window[] = [];
  const handIns: { number: number; atMs: number }[] = [];
  const counts = { kills: 0, stops: 0, outages: 0 };
  let assistant: Assistant | null = null;
  let cookie = '';
  let nowMs = firstMs;
  let seen = 0;

  async function start(startMs: number | null): Promise<Assistant> {
    const polls = telegram.callsTo('getUpdates').length;
    const started = await startAssistant(environment(data, telegram, startMs, zone));
    await telegram.until(() => telegram.callsTo('getUpdates').length > polls, 'a poll of the new process');
    const answer = await fetch(`${started.address}/web/as`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: started.address },
      body: JSON.stringify({ id: null, name: 'Người giữ đồng hồ' }),
    });
    cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    if (!answer.ok) throw new Error(`the clock cannot be had: ${answer.status} ${await answer.text()}`);
    return (assistant = started);
  }

  /** Moves the clock to the next reminder. @returns null when there is none, or the program did not live to tell. */
  async function jump(on: Assistant): Promise<number | null> {
    const answer = await fetch(`${on.address}/web/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: on.address, cookie },
      body: JSON.stringify({ move: 'next-reminder' }),
    });
    const told = (await answer.json()) as { now: number; moved: boolean };
    return told.moved ? told.now : null;
  }

  async function clockOfStore(): Promise<number> {
    const { storage } = await opened(data);
    const at = rememberedClock(storage.store) ?? nowMs;
    await storage.close();
    return at;
  }

  /** Everything received since the last look belongs to the time between then and now. */
  function close(untilMs: number, isBroken: boolean): void {
    const sent = telegram.sent();
    windows.push({
      fromMs: nowMs,
      untilMs,
      isBroken,
      messages: sent.slice(seen).filter(({ text }) => text.startsWith('Nhắc việc')),
    });
    seen = sent.length;
    nowMs = untilMs;
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await assistant?.end(signal);
    assistant = null;
  }

  /** Dies in the middle of a jump and comes back. */
  async function dieOnTheWay(on: Assistant): Promise<void> {
    const moving = jump(on).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, random() * 120));
    await end('SIGKILL');
    await moving;
    counts.kills += 1;
    const again = await start(null);
    await quiet(again, telegram);
    close(Math.max(nowMs, await stopAndRead()), true);
    await start(null);
  }

  async function stopAndRead(): Promise<number> {
    await end('SIGTERM');
    return clockOfStore();
  }

  async function handIn(on: Assistant): Promise<void> {
    const last = windows.at(-1)?.messages ?? [];
    const message = last[Math.floor(random() * last.length)];
    const numbers = (message?.buttons ?? []).flatMap(
      ({ data: command }) => /V(\d+)/.exec(command)?.[1] ?? [],
    );
    const number = numbers[Math.floor(random() * numbers.length)];
    if (!message || number === undefined) return;
    const chat = message.chatId;
    const before = telegram.sent(chat).length;
    // After the reminders of that minute, before anything later.
    const date = Math.ceil(nowMs / 1_000) + 1;
    // The command, then what it asks for.
    for (const [i, text] of [`/xong V${number}`, 'Đã hoàn thành, báo cáo gửi kèm văn bản'].entries()) {
      const heard = telegram.sent(chat).length;
      telegram.userSends({ from: person(chat, 'Cán bộ'), text, date: date + i });
      await telegram.until(() => telegram.sent(chat).length > heard, 'an answer');
      await quiet(on, telegram);
    }
    const answers = telegram.sent(chat).slice(before);
    if (answers.some(({ text }) => text.includes('mã tiếp nhận')))
      handIns.push({ number: Number(number), atMs: date * 1_000 });
    seen = telegram.sent().length;
  }

  return {
    async begin(people: readonly Someone[]): Promise<void> {
      const on = await start(firstMs);
      await link(telegram, people, Math.floor(firstMs / 1_000) + 5);
      await quiet(on, telegram);
      close(firstMs, false);
    },
    /** Lets go of the data, for somebody else to look at it. */
    async pause(): Promise<void> {
      await end('SIGTERM');
    },
    async until(lastMs: number): Promise<void> {
      let on = assistant ?? (await start(null));
      while (nowMs < lastMs) {
        const dice = random();
        if (dice < chances.kill) await dieOnTheWay(on);
        else if (dice < chances.kill + chances.outage) {
          await end('SIGTERM');
          counts.outages += 1;
          // Three days later, in the middle of a morning.
          const back = Math.floor(nowMs / dayMs) * dayMs + 3 * dayMs + 3 * 3_600_000;
          const again = await start(Math.max(back, nowMs + 60_000));
          await quiet(again, telegram);
          close(Math.max(nowMs, await stopAndRead()), true);
          await start(null);
        } else {
          const reached = await jump(on);
          await quiet(on, telegram);
          if (reached === null) break;
          close(reached, false);
          if (random() < chances.handIn) await handIn(on);
          if (random() < chances.stop) {
            await end('SIGTERM');
            counts.stops += 1;
            await start(null);
          }
        }
        on = assistant ?? (await start(null));
        onJump?.(new Date(nowMs + 7 * 3_600_000).toISOString().slice(0, 10));
      }
      await end('SIGTERM');
    },
    lived: () => ({ windows, handIns, ...counts }),
  };
}
