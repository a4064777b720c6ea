/**
 * Kill -9 of the whole assistant in the middle of hand-ins, round after round, on one data folder and one Telegram
 * stand-in. What people were told and what is stored afterwards are compared; nothing is asserted here.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from 'grammy/types';
import { createLog } from '../src/app/log.js';
import { openStorage } from '../storage/index.js';
import { runCommand } from '../test/fakes/program.js';
import type { SentMessage } from '../test/fakes/telegram-methods.js';
import { person } from '../test/fakes/telegram-people.js';
import { createTelegramServer, type TelegramServer } from '../test/fakes/telegram-server.js';
import { link, must, quiet, randomFrom, startOn } from './telegram-life.js';

/** What the rounds showed; every list should be empty but `repeatedAfterLostAnswer`. */
export interface KillReport {
  rounds: number;
  /** Files people sent, and messages the platform took from the assistant. */
  filesSent: number;
  messagesTaken: number;
  receipts: number;
  reminders: number;
  /** Receipt codes people hold that the store does not know, or whose file is not intact. */
  lost: string[];
  /** Files of which there is no submission, or more than one. */
  notOnce: string[];
  /** Messages taken twice although the first answer could be recorded. */
  repeated: string[];
  /** Messages taken twice because the process died before it could record the answer. */
  repeatedAfterLostAnswer: number;
  /** What `dondoc check` found in the end. */
  findings: string[];
}

const units = ['Sở Y tế', 'Sở Tài chính', 'Sở Nội vụ', 'Sở Xây dựng', 'Sở Công Thương', 'Sở Tư pháp'];
const firstMorning = Date.parse('2026-06-15T08:00:00+07:00');
/** Virtual time between two starts: several reminders fall due over the rounds, merged as after an outage. */
const stepMs = 5 * 3_600_000;

/** What is handed in all the time, and what never is, so that reminders go on. */
const plan = `ỦY BAN NHÂN DÂN
TỈNH LAM GIANG

Số: 91/KH-UBND
Lam Giang, ngày 01 tháng 6 năm 2026

KẾ HOẠCH
Rà soát công tác lưu trữ năm 2026

I. PHÂN CÔNG THỰC HIỆN
${units.map((unit, i) => `${i + 1}. ${unit} rà soát hồ sơ lưu trữ của ngành, báo cáo Sở Nội vụ trước ngày ${24 + (i % 5)}/6/2026.`).join('\n')}
${units.map((unit, i) => `${i + 1 + units.length}. ${unit} xây dựng báo cáo số hóa hồ sơ, gửi Sở Nội vụ trước ngày ${26 + (i % 4)}/6/2026.`).join('\n')}
`;

/**
 * @param options.rounds how many times the assistant is killed.
 * @param options.seed decides when each kill comes; the same seed gives the same waits.
 * @param options.onRound called after each kill.
 */
export async function killRounds(options: {
  rounds: number;
  seed: number;
  onRound?: (round: number) => void;
}): Promise<KillReport> {
  const dir = await mkdtemp(join(tmpdir(), 'dondoc-kill-'));
  const data = join(dir, 'data');
  const telegram = await createTelegramServer();
  try {
    const people = await prepare(dir, data);
    const random = randomFrom(options.seed);
    const sent = new Map<string, string>();
    const lives: number[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      const assistant = await startOn(data, telegram, { startMs: firstMorning + round * stepMs });
      if (round === 0) await link(telegram, people);
      for (const [i, { user, assignment }] of people.entries()) {
        const name = `bao-cao-${round}-${i}.pdf`;
        const bytes = Buffer.from(`%PDF-1.4 vòng ${round}, đơn vị ${i}`);
        sent.set(name, createHash('sha256').update(bytes).digest('hex'));
        telegram.userSends({
          from: user,
          document: { name, bytes, mime: 'application/pdf' },
          caption: `/nop ${assignment}`,
        });
      }
      await middle(telegram, people.length, random);
      await assistant.end('SIGKILL');
      lives.push(telegram.sent().at(-1)?.messageId ?? 0);
      options.onRound?.(round + 1);
    }
    const last = await startOn(data, telegram, { startMs: firstMorning + options.rounds * stepMs });
    await quiet(last, telegram);
    await last.end('SIGTERM');
    return await compare(data, telegram, sent, lives);
  } finally {
    await telegram.close();
    await rm(dir, { recursive: true, force: true });
  }
}

interface Someone {
  user: User;
  code: string;
  assignment: string;
}

/** Directory, plan and link codes, through the command line an operator uses. */
async function prepare(dir: string, data: string): Promise<Someone[]> {
  // Everything on the demo's clock, also what the command line does: a plan published in the future reminds nobody.
  const env = {
    DATA_DIR: data,
    DEMO: '1',
    DEMO_SAMPLES: '0',
    CLOCK_START: new Date(firstMorning).toISOString(),
  };
  await writeFile(join(dir, 'units.json'), JSON.stringify(units.map((name) => ({ name }))));
  await writeFile(join(dir, 'plan.txt'), plan);
  await must(['units', 'import', join(dir, 'units.json')], env);
  await must(['import', join(dir, 'plan.txt'), '--publish'], env);
  const people: Someone[] = [];
  for (const [i, unit] of units.entries()) {
    const code = (await must(['invite', '--unit', unit], env)).trim();
    people.push({ user: person(600_001 + i, 'Cán bộ', unit), code, assignment: `V${i + 1}` });
  }
  return people;
}

/**
 * Waits until some of the round's files were answered, then a few milliseconds more: the kill comes while others are
 * being fetched, stored, answered or forwarded.
 */
async function middle(telegram: TelegramServer, filesSent: number, random: () => number): Promise<void> {
  const already = telegram.sent().length;
  const wanted = already + Math.floor(random() * filesSent);
  await telegram.until(() => telegram.sent().length >= wanted, 'some answers');
  await new Promise((resolve) => setTimeout(resolve, random() * 40));
}

async function compare(
  data: string,
  telegram: TelegramServer,
  sent: ReadonlyMap<string, string>,
  lives: readonly number[],
): Promise<KillReport> {
  const { store, vault, close } = await openStorage({ dir: data, log: createLog('silent') });
  const lost: string[] = [];
  const notOnce: string[] = [];
  const messages = telegram.sent();
  const receipts = messages.filter(
    (message) => message.text.includes('mã tiếp nhận') && message.text.includes('Đã nhận'),
  );
  for (const { text } of receipts) {
    const code = /mã tiếp nhận (TN-[A-Z0-9-]+)/.exec(text)?.[1] ?? 'không có mã';
    const file = store
      .find('submissions', 'byReceipt', code)[0]
      ?.files.find((one) => one.since === undefined);
    const bytes = file ? await vault.read(file.sha256).catch(() => null) : null;
    const isIntact =
      bytes !== null && createHash('sha256').update(bytes).digest('hex') === sent.get(file?.name ?? '');
    if (!isIntact) lost.push(code);
  }
  const hashes = [...store.all('submissions')].flatMap((submission) =>
    // What a version carries on from the one before was handed in with that one.
    submission.files.filter((file) => file.since === undefined).map((file) => file.sha256),
  );
  for (const [name, hash] of sent) if (hashes.filter((one) => one === hash).length !== 1) notOnce.push(name);
  const { repeated, afterLostAnswer } = repetitions(messages, lives);
  const reminders = store.count('reminders');
  await close();
  const check = await runCommand(['check'], { DATA_DIR: data });
  return {
    rounds: lives.length,
    filesSent: sent.size,
    messagesTaken: messages.length,
    receipts: receipts.length,
    reminders,
    lost,
    notOnce,
    repeated,
    repeatedAfterLostAnswer: afterLostAnswer,
    findings: check.code === 0 ? [] : check.stderr.split('\n').filter((line) => line !== ''),
  };
}

/**
 * The same words to the same chat twice. The first copy may have gone unrecorded only when it was the last message its
 * chat was sent before a kill, and the second copy came in a later life.
 */
function repetitions(
  messages: readonly SentMessage[],
  lives: readonly number[],
): { repeated: string[]; afterLostAnswer: number } {
  const lifeOf = (id: number): number => lives.filter((last) => id > last).length;
  const seen = new Map<string, SentMessage>();
  const repeated: string[] = [];
  let afterLostAnswer = 0;
  for (const message of messages) {
    // What is answered to a question may rightly be the same twice; receipts and reminders may not.
    if (!/Đã nhận|Nhắc việc/.test(message.text)) continue;
    const key = `${message.chatId} ${message.text}`;
    const earlier = seen.get(key);
    seen.set(key, message);
    if (!earlier) continue;
    const life = lifeOf(earlier.messageId);
    const laterInLife = messages.some(
      (other) =>
        other.chatId === earlier.chatId &&
        other.messageId > earlier.messageId &&
        lifeOf(other.messageId) === life,
    );
    if (!laterInLife && lifeOf(message.messageId) > life) afterLostAnswer += 1;
    else repeated.push(`${message.chatId}: ${message.text.slice(0, 120)}`);
  }
  return { repeated, afterLostAnswer };
}
