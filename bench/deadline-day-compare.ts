/** Compares what people were told on the deadline day with what is stored afterwards; asserts nothing. */
import type { User } from 'grammy/types';
import { createLog } from '../src/app/log.js';
import { exactTime } from '../src/texts/format.js';
import { openStorage } from '../storage/index.js';
import { runCommand } from '../test/fakes/program.js';
import type { SentMessage } from '../test/fakes/telegram-methods.js';
import type { TelegramServer } from '../test/fakes/telegram-server.js';

/** The hour the plan of that day names. */
export const deadlineAt = Date.parse('2026-06-15T17:00:00+07:00');

/** What the day showed; every list should be empty. */
export interface DeadlineDayReport {
  units: number;
  filesSent: number;
  /** Files sent once more: redelivered by the platform, or sent again by an impatient person. */
  duplicates: number;
  lostAnswers: number;
  restarts: number;
  receipts: number;
  submissions: number;
  /** Files the collecting office was given. */
  forwarded: number;
  /** Files without a receipt in the chat of their sender. */
  missing: string[];
  /** Files of which there is no submission, or more than one. */
  notOnce: string[];
  /** Receipts whose code is unknown, or whose stored file is not byte for byte the one sent. */
  wrongFile: string[];
  /** Receipts that say another time or verdict than the instant the person sent the file. */
  wrongVerdict: string[];
  /** Chats that were shown a receipt of somebody else. */
  leaked: string[];
  /** What `dondoc check` found in the end. */
  findings: string[];
}

/** A report on its way. */
export interface Paper {
  user: User;
  unit: string;
  assignment: string;
  name: string;
  bytes: Buffer;
  sha256: string;
  /** Virtual instant it is sent at, whole seconds as the platform says. */
  sentMs: number;
  /** Once more: how, and when. */
  again: { how: 'redelivered' | 'sent-again'; atMs: number } | null;
}

const codeIn = (message: SentMessage): string | null =>
  message.text.includes('Đã nhận') ? (/mã tiếp nhận (TN-[A-Z0-9-]+)/.exec(message.text)?.[1] ?? null) : null;

/** @param collectorChat the chat of those who collect. */
export async function compare(
  data: string,
  telegram: TelegramServer,
  papers: readonly Paper[],
  collectorChat: number,
): Promise<Omit<DeadlineDayReport, 'units' | 'filesSent' | 'lostAnswers' | 'restarts'>> {
  const { store, vault, close } = await openStorage({ dir: data, log: createLog('silent') });
  const missing: string[] = [];
  const notOnce: string[] = [];
  const wrongFile: string[] = [];
  const wrongVerdict: string[] = [];
  const leaked: string[] = [];
  const codes = new Set<string>();
  for (const paper of papers) {
    const told = `${paper.unit}, ${paper.assignment}`;
    const submissions = store.find('submissions', 'byFile', paper.sha256);
    const [submission] = submissions;
    if (submissions.length !== 1 || !submission) {
      notOnce.push(`${told}: ${submissions.length}`);
      continue;
    }
    const receipts = telegram
      .sent(paper.user.id)
      .filter((message) => codeIn(message) === submission.receiptCode);
    const [receipt] = receipts;
    if (!receipt) {
      missing.push(told);
      continue;
    }
    codes.add(submission.receiptCode);
    const bytes = await vault.read(paper.sha256).catch(() => null);
    const number = store.get('assignments', submission.assignmentId)?.number;
    if (!bytes?.equals(paper.bytes) || `V${number}` !== paper.assignment) wrongFile.push(told);
    const isOnTime = paper.sentMs <= deadlineAt;
    const saysTime = receipt.text.includes(exactTime(paper.sentMs));
    const saysVerdict = receipt.text.includes(isOnTime ? 'đúng hạn' : 'quá hạn');
    if (!saysTime || !saysVerdict) wrongVerdict.push(`${told}: ${receipt.text.slice(0, 200)}`);
  }
  const senders = new Map(papers.map((paper) => [paper.user.id, paper.unit]));
  for (const message of telegram.sent()) {
    const unit = senders.get(message.chatId);
    const code = codeIn(message);
    if (unit !== undefined && code !== null && !message.text.includes(`của ${unit} lúc`)) leaked.push(code);
    if (unit !== undefined && code !== null && store.find('submissions', 'byReceipt', code).length !== 1)
      wrongFile.push(code);
  }
  const submissions = store.count('submissions');
  const forwarded = telegram
    .callsTo('sendDocument')
    .filter((call) => Number(call.payload['chat_id']) === collectorChat).length;
  await close();
  const check = await runCommand(['check'], { DATA_DIR: data });
  return {
    duplicates: papers.filter((paper) => paper.again !== null).length,
    receipts: codes.size,
    submissions,
    forwarded,
    missing,
    notOnce,
    wrongFile,
    wrongVerdict,
    leaked,
    findings: check.code === 0 ? [] : check.stderr.split('\n').filter((line) => line !== ''),
  };
}
