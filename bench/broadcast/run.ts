/** One broadcast: reminders to private chats and groups at once, while somebody asks a question every few seconds. */
import { type Platform, type PlatformReport, startPlatform } from './platform.js';

export interface Reminder {
  chatId: number;
  /** Different for each; begins with its number. */
  text: string;
}

/** Something that sends reminders, and answers questions meanwhile. */
export interface Contender {
  name: string;
  prepare(platform: Platform): Promise<{
    /** Resolves when all are sent, or given up. @param onQueued called once what is to be sent is known. */
    send(reminders: readonly Reminder[], onQueued: () => void): Promise<void>;
    close(): Promise<void>;
  }>;
}

export interface Trouble {
  name: string;
  loseEvery: number;
  floodForMs: number;
}

export interface BroadcastReport extends Omit<
  PlatformReport,
  'refusedAtMs' | 'lastTakenMs' | 'answeredAfterMs'
> {
  wanted: number;
  /** From the first word to the arrival of the last reminder. */
  seconds: number;
  /** Over the shortest time the limit of 30 a second allows for everything that was taken, and the silence asked for. */
  ratio: number;
  refused: number;
  refusedAfterWarmUp: number;
  answered: number;
  medianAnswerMs: number;
  longestAnswerMs: number;
  /** By how much the process grew while it sent, in MB, at its largest. */
  grownMb: number;
  /** How much more the heap holds after sending than before, in MB, when garbage can be collected (`--expose-gc`). */
  keptMb: number | null;
}

const perSecond = 30;
const warmUpMs = 10_000;
const firstPerson = 100_001;

/** Two thirds to private chats, one each; the others to groups, ten each; mixed. */
export function remindersOf(count: number): Reminder[] {
  const toPeople = Math.ceil((count * 2) / 3);
  const groups = Math.max(1, Math.round((count - toPeople) / 10));
  return Array.from({ length: count }, (_, number) => {
    const isGroup = number % 3 === 2;
    const chatId = isGroup ? -1_000_001 - (Math.floor(number / 3) % groups) : firstPerson + number;
    return {
      chatId,
      text: `Nhắc ${number} việc đến hạn. Đề nghị đơn vị hoàn thành và gửi báo cáo đúng hạn.`,
    };
  });
}

/** @param askEveryMs how often somebody asks. */
export async function broadcast(
  contender: Contender,
  count: number,
  trouble: Trouble,
  askEveryMs = 3_000,
): Promise<BroadcastReport> {
  const platform = await startPlatform();
  const reminders = remindersOf(count);
  const askerId = firstPerson;
  const running = await contender.prepare(platform);
  let heap = collected();
  let before = process.memoryUsage().rss;
  let largest = before;
  const watch = setInterval(() => {
    largest = Math.max(largest, process.memoryUsage().rss);
  }, 100);
  platform.begin({
    chats: [...new Set(reminders.map(({ chatId }) => chatId))],
    askerId,
    askEveryMs,
    loseEvery: trouble.loseEvery,
    flood:
      trouble.floodForMs > 0 ? { afterMs: (count / perSecond / 2) * 1000, forMs: trouble.floodForMs } : null,
  });
  const beganMs = performance.timeOrigin + performance.now();
  await running.send(reminders, () => {
    heap = collected();
    largest = before = process.memoryUsage().rss;
  });
  const found = await platform.report();
  clearInterval(watch);
  const heapAfter = collected();
  await running.close();
  platform.end();
  const { refusedAtMs, lastTakenMs, answeredAfterMs, ...rest } = found;
  const seconds = (lastTakenMs - beganMs) / 1000;
  const sorted = [...answeredAfterMs].sort((a, b) => a - b);
  return {
    ...rest,
    wanted: count,
    seconds,
    ratio: seconds / (found.messages / perSecond + trouble.floodForMs / 1000),
    refused: refusedAtMs.length,
    refusedAfterWarmUp: refusedAtMs.filter((at) => at > beganMs + warmUpMs).length,
    answered: sorted.length,
    medianAnswerMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
    longestAnswerMs: sorted.at(-1) ?? 0,
    grownMb: (largest - before) / 2 ** 20,
    keptMb: heap === null || heapAfter === null ? null : (heapAfter - heap) / 2 ** 20,
  };
}

function collected(): number | null {
  if (!globalThis.gc) return null;
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
