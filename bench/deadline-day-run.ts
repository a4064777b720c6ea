/**
 * The last ten minutes of a deadline: every unit hands in three reports over the Telegram stand-in, some of them twice,
 * answers get lost, the assistant is killed once and stopped once. What people were told is compared with what is
 * stored afterwards; nothing is asserted here.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from 'grammy/types';
import { codeId, newCode } from '../src/app/codes.js';
import { createLog } from '../src/app/log.js';
import { issueCode } from '../src/domain/acts/link.js';
import { openStorage } from '../storage/index.js';
import type { Assistant } from '../test/fakes/program.js';
import { person } from '../test/fakes/telegram-people.js';
import { createTelegramServer, type TelegramServer } from '../test/fakes/telegram-server.js';
import { compare, deadlineAt, type DeadlineDayReport, type Paper } from './deadline-day-compare.js';
import { link, must, quiet, randomFrom, startOn } from './telegram-life.js';

export interface DeadlineDay {
  units: number;
  filesEach: number;
  /** Simulated seconds a real second takes. */
  rate: number;
  seed: number;
  /** Called after each event worth telling. */
  onEvent?: (words: string) => void;
}

const minutes = 10;
/** Half of the ten minutes is before the hour the plan names, half after it. */
const beginsAt = Date.parse('2026-06-15T16:55:00+07:00');
const shareTwice = 0.1;
const shareLost = 0.05;

/** Lives through the day. Takes ten minutes divided by the rate, and some seconds for starting and comparing. */
export async function deadlineDay(day: DeadlineDay): Promise<DeadlineDayReport> {
  const dir = await mkdtemp(join(tmpdir(), 'dondoc-deadline-day-'));
  const data = join(dir, 'data');
  const telegram = await createTelegramServer();
  try {
    const random = randomFrom(day.seed);
    const people = await prepare(dir, data, day.units, day.filesEach);
    const collector = people.at(-1) as Linked;
    let assistant = await startOn(data, telegram, { startMs: beginsAt - 600_000 });
    await link(telegram, people, Math.floor((beginsAt - 600_000) / 1000));
    await quiet(assistant, telegram);
    await assistant.end('SIGTERM');

    const papers = writePapers(people.slice(0, -1), day.filesEach, random);
    const began = Date.now();
    const now = (): number => beginsAt + (Date.now() - began) * day.rate;
    assistant = await startOn(data, telegram, aheadOf(now(), day.rate));
    const restarts = restartsOf(data, telegram, day, now, assistant);
    let lostAnswers = 0;
    const stopLosing = loseAnswers(telegram, random, () => (lostAnswers += 1));
    await sendAll(telegram, papers, now, day);
    const last = await restarts;
    stopLosing();
    await quiet(last.assistant, telegram);
    await last.assistant.end('SIGTERM');
    const counts = { units: day.units, filesSent: papers.length, lostAnswers, restarts: last.count };
    return { ...counts, ...(await compare(data, telegram, papers, collector.user.id)) };
  } finally {
    await telegram.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/**
 * The assistant's clock begins some moments after its process, and a time after its own now is not believed: it runs a
 * little ahead of the platform's.
 */
function aheadOf(nowMs: number, rate: number): { startMs: number; rate: number } {
  return { startMs: nowMs + 3_000 * rate, rate };
}

interface Linked {
  user: User;
  code: string;
  unit: string;
}

const firstWords = ['An', 'Bình', 'Đồng', 'Hòa', 'Lộc', 'Phú', 'Tân', 'Thuận', 'Vĩnh', 'Xuân'];
const secondWords = ['Sơn', 'Lâm', 'Phong', 'Thịnh', 'Trung', 'Khánh', 'Mỹ', 'Giang', 'Thành', 'Hải'];

/** A hundred different names of communes. */
function communeName(index: number): string {
  const [first = '', second = ''] = [firstWords[index % 10], secondWords[Math.floor(index / 10) % 10]];
  return `${first} ${second}`;
}

/** A directory of so many communes, a plan that asks each for some reports, a code for each and for the collector. */
async function prepare(dir: string, data: string, units: number, filesEach: number): Promise<Linked[]> {
  const env = {
    DATA_DIR: data,
    DEMO: '1',
    DEMO_SAMPLES: '0',
    CLOCK_START: new Date(beginsAt - 7 * 86_400_000).toISOString(),
  };
  const collecting = 'Sở Nội vụ';
  const names = Array.from({ length: units }, (_, i) => `Ủy ban nhân dân xã ${communeName(i)}`);
  const topics = ['thu gom rác thải', 'nước sạch nông thôn', 'trồng cây phân tán', 'đường giao thông thôn'];
  const lines = names.flatMap((name) =>
    topics
      .slice(0, filesEach)
      .map((topic) => `${name} báo cáo kết quả ${topic}, gửi ${collecting} trước 17 giờ 00 ngày 15/6/2026.`),
  );
  const plan = `ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG\n\nSố: 92/KH-UBND\nLam Giang, ngày 01 tháng 6 năm 2026\n\nKẾ HOẠCH\nRà soát tiêu chí nông thôn mới năm 2026\n\nI. PHÂN CÔNG THỰC HIỆN\n${lines.map((line, i) => `${i + 1}. ${line}`).join('\n')}\n`;
  await writeFile(join(dir, 'units.json'), JSON.stringify([...names, collecting].map((name) => ({ name }))));
  await writeFile(join(dir, 'plan.txt'), plan);
  await must(['units', 'import', join(dir, 'units.json')], env);
  await must(['import', join(dir, 'plan.txt'), '--publish'], env);
  const people: Linked[] = [];
  const { store, close } = await openStorage({ dir: data, log: createLog('silent') });
  await store.transaction((tx) => {
    const services = {
      newCode: () => {
        const code = newCode();
        return { code, id: codeId(code) as string };
      },
    };
    for (const [i, unit] of [...names, collecting].entries()) {
      const unitId = [...tx.all('units')].find((known) => known.name === unit)?.id ?? null;
      const role = unit === collecting ? 'consolidator' : 'officer';
      const code = issueCode(tx, services, beginsAt - 3_600_000, { purpose: 'person', role, unitId });
      people.push({ user: person(610_001 + i, 'Cán bộ', unit), code, unit });
    }
  });
  await close();
  return people;
}

function writePapers(people: readonly Linked[], filesEach: number, random: () => number): Paper[] {
  const spanMs = minutes * 60_000;
  const papers = people.flatMap(({ user, unit }, i) =>
    Array.from({ length: filesEach }, (_, k): Paper => {
      const bytes = Buffer.from(`%PDF-1.4 báo cáo ${k + 1} của ${unit} ${'x'.repeat(random() * 20_000)}`);
      // Every tenth comes in the very last second before the hour.
      const inSpan = random() < 0.1 ? deadlineAt - beginsAt : random() * spanMs * 0.95;
      const sentMs = Math.floor((beginsAt + inSpan) / 1000) * 1000;
      const isTwice = random() < shareTwice;
      const how = random() < 0.5 ? ('redelivered' as const) : ('sent-again' as const);
      return {
        user,
        unit,
        assignment: `V${i * filesEach + k + 1}`,
        name: `bao-cao-${k + 1}.pdf`,
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        sentMs,
        again: isTwice ? { how, atMs: sentMs + Math.floor(random() * 40) * 1000 } : null,
      };
    }),
  );
  return papers.sort((a, b) => a.sentMs - b.sentMs);
}

/** Plays the ten minutes: each paper at its instant, and what comes twice. */
async function sendAll(
  telegram: TelegramServer,
  papers: readonly Paper[],
  now: () => number,
  day: DeadlineDay,
): Promise<void> {
  const plays = papers.flatMap((paper) => {
    const send = (atMs: number) =>
      telegram.userSends({
        from: paper.user,
        document: { name: paper.name, bytes: paper.bytes, mime: 'application/pdf' },
        caption: `/nop ${paper.assignment}`,
        date: Math.floor(atMs / 1000),
      });
    let first: ReturnType<typeof send> | null = null;
    const plan = [{ atMs: paper.sentMs, play: () => void (first = send(paper.sentMs)) }];
    const { again } = paper;
    if (again) {
      const { atMs, how } = again;
      plan.push({
        atMs,
        play: () => {
          if (how === 'redelivered' && first) telegram.redeliver(first);
          else send(atMs);
        },
      });
    }
    return plan;
  });
  plays.sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, play } of plays) {
    const waitMs = (atMs - now()) / day.rate;
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    play();
  }
}

/** A share of the answers to what the assistant sends is lost after the platform took the message. */
function loseAnswers(telegram: TelegramServer, random: () => number, onLost: () => void): () => void {
  let cancel: (() => void) | null = null;
  const timer = setInterval(() => {
    if (random() >= shareLost * 4) return;
    cancel?.();
    cancel = telegram.fail(
      { kind: 'lost-answer' },
      { method: random() < 0.5 ? 'sendMessage' : 'sendDocument' },
    );
    onLost();
  }, 250);
  return () => {
    clearInterval(timer);
    cancel?.();
  };
}

/** Killed after a third of the time, stopped in order after two thirds; down for a simulated half minute each time. */
async function restartsOf(
  data: string,
  telegram: TelegramServer,
  day: DeadlineDay,
  now: () => number,
  first: Assistant,
): Promise<{ assistant: Assistant; count: number }> {
  let assistant = first;
  let count = 0;
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const atMs = beginsAt + ((count + 1) / 3) * minutes * 60_000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, (atMs - now()) / day.rate)));
    await assistant.end(signal);
    day.onEvent?.(`${signal}; ${telegram.sent().length} messages so far`);
    await new Promise((resolve) => setTimeout(resolve, 30_000 / day.rate));
    assistant = await startOn(data, telegram, aheadOf(now(), day.rate));
    count += 1;
  }
  return { assistant, count };
}
