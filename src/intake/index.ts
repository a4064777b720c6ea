/**
 * Entrance of intake: a document reader that parses in a worker thread with a memory limit and a kill clock.
 * Reading rules are in the modules below; nothing here looks into a document.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
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
 * A reader of plan documents (.txt, .docx and .pdf), one document at a time, each in a fresh worker.
 * Run from TypeScript sources (tests), where no compiled worker stands beside this file, it reads in this thread.
 */
export function createDocumentReader(options: ReaderOptions = {}): DocumentReader {
  const { timeoutMs = 20_000, memoryMb = 512, calendar } = options;
  const queue = new PQueue({ concurrency: 1 });
  const worker = fileURLToPath(new URL('./worker.js', import.meta.url));
  const compiled = existsSync(worker);
  return {
    async read(file, { issuedOn, beforeMeans }) {
      const { bytes } = file;
      if (bytes.byteLength === 0) throw new UserError('file-empty', null);
      const job: WorkerJob = { want: 'draft', bytes, options: { issuedOn, beforeMeans, calendar } };
      return queue.add(async () =>
        compiled
          ? ((await inWorker(worker, job, { timeoutMs, memoryMb })) as ReadResult)
          : readFile(bytes, job.options),
      );
    },
    async readSheet(bytes) {
      // Only a zip archive can be a workbook; what is none needs no worker to be told apart.
      if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
      const job: WorkerJob = { want: 'sheet', bytes };
      return queue.add(async () =>
        compiled
          ? ((await inWorker(worker, job, { timeoutMs, memoryMb })) as DraftSheet | null)
          : readDraftSheet(bytes),
      );
    },
    async isMarked(bytes) {
      if (!mayHoldWords(bytes)) return false;
      const job: WorkerJob = { want: 'mark', bytes };
      return queue.add(async () => {
        if (!compiled) return isMarkedFile(bytes);
        try {
          return (await inWorker(worker, job, { timeoutMs, memoryMb })) as boolean;
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

/** How much the process may grow while a worker runs, in limits of its heap: the heap, and as much again in buffers. */
const heaviest = 2;

/** A stream unpacks about 100 MB in a second; the growth is seen after 5 of them. */
const weighEveryMs = 50;

/** One job in one worker; whatever becomes of the worker, the answer is a value or a UserError. */
async function inWorker(
  path: string,
  job: WorkerJob,
  limits: Required<Omit<ReaderOptions, 'calendar'>>,
): Promise<ReadResult | DraftSheet | boolean | null> {
  const worker = new Worker(path, {
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, stackSizeMb: 4 },
    stdout: true,
    stderr: true,
    env: {},
  });
  let clock: NodeJS.Timeout | undefined;
  let scale: NodeJS.Timeout | undefined;
  const before = process.memoryUsage.rss();
  try {
    const answer = await new Promise<WorkerAnswer>((resolve) => {
      const refused: WorkerAnswer = { ok: false, code: 'document-unreadable', detail: null };
      clock = setTimeout(() => resolve(refused), limits.timeoutMs);
      // Buffers are outside the worker's heap and its limit: the whole process is weighed instead.
      scale = setInterval(() => {
        if (process.memoryUsage.rss() - before > limits.memoryMb * heaviest * 1024 * 1024) resolve(refused);
      }, weighEveryMs);
      worker.once('message', (message: WorkerAnswer) => resolve(message));
      worker.once('error', () => resolve(refused));
      worker.once('exit', () => resolve(refused));
      // The bytes are copied, not moved: the caller may still want to keep the file.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(job);
    });
    if (answer.ok) return answer.value;
    throw new UserError(answer.code, answer.detail);
  } finally {
    clearTimeout(clock);
    clearInterval(scale);
    await worker.terminate();
  }
}
