/**
 * Entrance of intake: a document reader that parses in a process of its own with a memory limit and a kill clock.
 * Reading rules are in the modules below; nothing here looks into a document.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import type { WorkCalendar } from '../domain/calendar.js';

import { Interrupted, UserError } from '../domain/errors.js';
import type { DraftSheet } from '../domain/draft-sheet.js';
import type { ReadResult } from '../domain/plan.js';
import type { DocumentOptions, DocumentReader, FilePreview } from '../domain/ports.js';
import { bareFacts, type FileFacts, kindOfHead } from './inspect/index.js';
import { isCompound } from './readers/compound.js';
import { utf16Of } from './readers/encoding.js';
import type { SeenPage } from './readers/ocr-page.js';
import { unreadPage } from './readers/ocr-page.js';
import { isMarkedByLines, mostSeenPages } from './readers/scan.js';
import { pictureKind } from './readers/scan-picture.js';
import type { Recogniser } from './recogniser.js';
import { createRecogniser } from './recogniser.js';
import type { Unseen, WorkerAnswer, WorkerJob, WorkerValue } from './worker-job.js';
import { workerValue } from './worker-value.js';

import type { GuardOrder } from './guard.js';
import type { ReadingLimits } from './run-worker.js';
import { refusedAnswer } from './run-worker.js';

export { dangerIn, dangerInFile, dangerInName } from './danger/index.js';
export { readBlocks, readPlanText } from './read-plan.js';
export type { ReadOptions } from './read-plan.js';
export { isMarkedName, isMarkedSecret } from './secrecy.js';

/** What is looked into before a hand-in is acknowledged: larger files are taken without facts. */
const inspectionLimits = { bytes: 96 * 1024 * 1024, timeoutMs: 8_000 } as const;

/** Limits of one reading. */
export interface ReaderOptions {
  /** Milliseconds after which the worker is killed; default 20,000. Recognition has a clock for each page. */
  timeoutMs?: number;
  /** Old-generation heap of the worker in MiB; default 512. */
  memoryMb?: number;
  /**
   * Days off of the office, against which last days are checked, or how to look them up for each reading; holidays on
   * fixed dates are known without it.
   */
  calendar?: WorkCalendar | (() => WorkCalendar);
  /** Recognises pages; one in a process of its own unless given. */
  recogniser?: Recogniser;
}

/**
 * A reader of plan documents, one document at a time, each in a fresh process. Pages that are pictures are recognised in
 * another queue, so that a long scan lets other documents pass.
 * Run from TypeScript sources (tests), where no compiled guard stands beside this file, it reads in this thread.
 */
export function createDocumentReader(options: ReaderOptions = {}): DocumentReader {
  const { timeoutMs = 20_000, memoryMb = 512, recogniser = createRecogniser() } = options;
  const calendar = (): WorkCalendar | undefined =>
    typeof options.calendar === 'function' ? options.calendar() : options.calendar;
  const queue = new PQueue({ concurrency: 1 });
  // A hand-in does not wait for the reading of a plan.
  const looks = new PQueue({ concurrency: 1 });
  const guard = fileURLToPath(new URL('./guard.js', import.meta.url));
  const compiled = existsSync(guard);
  const run = (job: WorkerJob): Promise<WorkerValue> =>
    queue.add(async () => (compiled ? inProcess(guard, job, { timeoutMs, memoryMb }) : workerValue(job)));

  /** Facts about a file, under a shorter clock. */
  async function look(bytes: Uint8Array): Promise<FileFacts> {
    const job: WorkerJob = { want: 'inspect', bytes };
    if (bytes.byteLength > inspectionLimits.bytes) return bareFacts(await kindOfHead(bytes));
    try {
      const limits = { timeoutMs: Math.min(timeoutMs, inspectionLimits.timeoutMs), memoryMb };
      return (await looks.add(async () =>
        compiled ? inProcess(guard, job, limits) : workerValue(job),
      )) as FileFacts;
    } catch (error) {
      // Too heavy or too slow to look into: that is not the sender's fault.
      if (error instanceof UserError) return bareFacts(await kindOfHead(bytes));
      throw error;
    }
  }

  /** Recognises pages one after another and tells how far it is. */
  async function see(
    pages: readonly { bytes: Uint8Array; page: number | null }[],
    { onProgress }: DocumentOptions,
  ): Promise<SeenPage[]> {
    const total = pages.length;
    onProgress?.({ done: 0, total });
    const seen: SeenPage[] = [];
    const refused: UserError[] = [];
    for (const { bytes, page } of pages) {
      try {
        // oxlint-disable no-await-in-loop -- one page at a time, so that marks of other files come in between
        // A stamp stands apart from lines of text, and is found by another look.
        if (seen.length === 0 && isMarkedByLines(await recogniser.marks(bytes, page)))
          throw new UserError('file-secret', null);
        seen.push(await recogniser.page(bytes, page));
        // oxlint-enable no-await-in-loop
      } catch (error) {
        if (!(error instanceof UserError) || error.code === 'file-secret') throw error;
        // One page that cannot be read is told of; it does not take the others with it.
        refused.push(error);
        if (refused.length > Math.max(1, total / 2) || total === 1) throw error;
        seen.push(unreadPage);
      }
      onProgress?.({ done: seen.length, total });
    }
    return seen;
  }

  async function readPictures(
    files: readonly { bytes: Uint8Array }[],
    how: DocumentOptions,
  ): Promise<ReadResult> {
    if (files.length > mostSeenPages) throw new UserError('scan-too-long', String(mostSeenPages));
    const seen = await see(
      files.map(({ bytes }) => ({ bytes, page: null })),
      how,
    );
    const { issuedOn, beforeMeans } = how;
    return (await run({
      want: 'photos',
      seen,
      options: { issuedOn, beforeMeans, calendar: calendar() },
    })) as ReadResult;
  }

  return {
    async read(file, how) {
      const { bytes } = file;
      if (bytes.byteLength === 0) throw new UserError('file-empty', null);
      if (pictureKind(bytes) !== null) return readPictures([file], how);
      const { issuedOn, beforeMeans } = how;
      const job: WorkerJob = {
        want: 'draft',
        bytes,
        options: { issuedOn, beforeMeans, calendar: calendar() },
      };
      const first = (await run(job)) as ReadResult | Unseen;
      if (!('pages' in first)) return first;
      const { pages } = first;
      const seen = await see(
        pages.map((page) => ({ bytes, page })),
        how,
      );
      const numbered = seen.map((page, index): [number, SeenPage] => [pages[index] ?? 0, page]);
      return (await run({ ...job, seen: numbered })) as ReadResult;
    },
    readPictures,
    async inspect({ bytes }) {
      return { sha256: createHash('sha256').update(bytes).digest('hex'), ...(await look(bytes)) };
    },
    async readSheet(bytes) {
      // Only a zip archive can be a workbook; what is none needs no worker to be told apart.
      if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
      return (await run({ want: 'sheet', bytes })) as DraftSheet | null;
    },
    async preview(bytes) {
      return (await run({ want: 'preview', bytes })) as FilePreview | null;
    },
    async isMarked(bytes) {
      try {
        const isPicture = pictureKind(bytes) !== null;
        if (!isPicture && !mayHoldWords(bytes)) return false;
        const said = isPicture ? 'pictures' : await run({ want: 'mark', bytes });
        if (said !== 'pictures') return said === true;
        return isMarkedByLines(await recogniser.marks(bytes, isPicture ? null : 1));
      } catch (error) {
        if (error instanceof Interrupted) throw error;
        // Too large or too twisted to look into, or nothing can be recognised: the person who reviews it will.
        if (error instanceof UserError && error.code !== 'file-encrypted') return false;
        throw error;
      }
    },
    close: () => recogniser.close(),
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
async function inProcess(path: string, job: WorkerJob, limits: ReadingLimits): Promise<WorkerValue> {
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
