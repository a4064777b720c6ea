/**
 * Entrance of intake: a document reader that parses in a process of its own with a memory limit and a kill clock.
 * Reading rules are in the modules below; nothing here looks into a document.
 */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import type { WorkCalendar } from '../domain/calendar.js';
import type { UserErrorCode } from '../domain/errors.js';
import { UserError } from '../domain/errors.js';
import type { DraftSheet } from '../domain/draft-sheet.js';
import type { ReadResult } from '../domain/plan.js';
import type { DocumentReader } from '../domain/ports.js';
import { readDraftSheet } from './draft-sheet.js';
import { isCompound } from './readers/compound.js';
import { utf16Of } from './readers/encoding.js';
import { isMarkedFile, readFile } from './read-file.js';
import type { ReadOptions } from './read-plan.js';

import type { GuardOrder } from './guard.js';
import type { ReadingLimits } from './run-worker.js';
import { refusedAnswer } from './run-worker.js';

export { readBlocks, readPlanText } from './read-plan.js';
export type { ReadOptions } from './read-plan.js';
export { isMarkedName, isMarkedSecret } from './secrecy.js';

/** What a worker is asked: the draft of a plan, whether the file carries a mark of secrecy, or a draft's table come back. */
export type WorkerJob =
  | { want: 'draft'; bytes: Uint8Array; options: ReadOptions }
  | { want: 'mark'; bytes: Uint8Array }
  | { want: 'sheet'; bytes: Uint8Array };

/** What the worker says back. */
export type WorkerAnswer =
  | { ok: true; value: ReadResult | DraftSheet | boolean | null }
  | { ok: false; code: UserErrorCode; detail: string | null };

/** Limits of one reading. */
export interface ReaderOptions {
  /** Milliseconds after which the worker is killed; default 20,000. */
  timeoutMs?: number;
  /** Old-generation heap of the worker in MiB; default 512. */
  memoryMb?: number;
  /** Days off of the office, against which last days are checked; holidays on fixed dates are known without it. */
  calendar?: WorkCalendar;
}

/**
 * A reader of plan documents (.txt, .docx and .pdf), one document at a time, each in a fresh process.
 * Run from TypeScript sources (tests), where no compiled guard stands beside this file, it reads in this thread.
 */
export function createDocumentReader(options: ReaderOptions = {}): DocumentReader {
  const { timeoutMs = 20_000, memoryMb = 512, calendar } = options;
  const queue = new PQueue({ concurrency: 1 });
  const guard = fileURLToPath(new URL('./guard.js', import.meta.url));
  const compiled = existsSync(guard);
  return {
    async read(file, { issuedOn, beforeMeans }) {
      const { bytes } = file;
      if (bytes.byteLength === 0) throw new UserError('file-empty', null);
      const job: WorkerJob = { want: 'draft', bytes, options: { issuedOn, beforeMeans, calendar } };
      return queue.add(async () =>
        compiled
          ? ((await inProcess(guard, job, { timeoutMs, memoryMb })) as ReadResult)
          : readFile(bytes, job.options),
      );
    },
    async readSheet(bytes) {
      // Only a zip archive can be a workbook; what is none needs no worker to be told apart.
      if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
      const job: WorkerJob = { want: 'sheet', bytes };
      return queue.add(async () =>
        compiled
          ? ((await inProcess(guard, job, { timeoutMs, memoryMb })) as DraftSheet | null)
          : readDraftSheet(bytes),
      );
    },
    async isMarked(bytes) {
      if (!mayHoldWords(bytes)) return false;
      const job: WorkerJob = { want: 'mark', bytes };
      return queue.add(async () => {
        if (!compiled) return isMarkedFile(bytes);
        try {
          return (await inProcess(guard, job, { timeoutMs, memoryMb })) as boolean;
        } catch {
          // Too large or too twisted to look into: the person who reviews it will.
          return false;
        }
      });
    },
  };
}

/** Zip archives, PDF, and what has no zero byte in its first part; pictures and the like need no worker to be told apart. */
function mayHoldWords(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096));
  if (head.subarray(0, 32).includes('%PDF-') || isCompound(head)) return true;
  return (head[0] === 0x50 && head[1] === 0x4b) || utf16Of(head) !== null || !head.includes(0);
}

/** Time a guard has beyond its worker's clock to start and to answer. */
const guardStartMs = 10_000;

/** One job in one process; whatever becomes of it, the answer is a value or a UserError. */
async function inProcess(
  path: string,
  job: WorkerJob,
  limits: ReadingLimits,
): Promise<ReadResult | DraftSheet | boolean | null> {
  const guard = fork(path, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    env: {},
  });
  let clock: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<WorkerAnswer>((resolve) => {
      clock = setTimeout(() => resolve(refusedAnswer), limits.timeoutMs + guardStartMs);
      guard.once('message', (message) => resolve(message as WorkerAnswer));
      guard.once('error', () => resolve(refusedAnswer));
      guard.once('exit', () => resolve(refusedAnswer));
      const order: GuardOrder = { job, limits };
      guard.send(order, (error) => error !== null && resolve(refusedAnswer));
    });
    if (answer.ok) return answer.value;
    throw new UserError(answer.code, answer.detail);
  } finally {
    clearTimeout(clock);
    guard.kill('SIGKILL');
  }
}
