/**
 * One job in one worker thread under a clock, a heap limit and a scale for what lies outside the heap.
 * Meant for a process of its own (`guard.ts`): it weighs the whole process, and a thread that breaks its heap limit in one
 * leap takes the process with it.
 */
import { Worker } from 'node:worker_threads';
import type { WorkerAnswer, WorkerJob } from './worker-job.js';

/** Limits of one reading. */
export interface ReadingLimits {
  /** Milliseconds after which the worker is killed. */
  timeoutMs: number;
  /** Old-generation heap of the worker in MiB. */
  memoryMb: number;
}

/** What is said of a file whose reading broke a limit. */
export const refusedAnswer: WorkerAnswer = { ok: false, code: 'document-unreadable', detail: null };

/** How much the process may grow while a worker runs, in limits of its heap: the heap, and as much again in buffers. */
const heaviest = 2;

/** A stream unpacks about 100 MB in a second; the growth is seen after 5 of them. */
const weighEveryMs = 50;

/**
 * Runs a job; whatever becomes of the worker, there is an answer.
 * @param signal ends the worker before its time.
 */
export async function runWorker(
  path: string,
  job: WorkerJob,
  limits: ReadingLimits,
  signal?: AbortSignal,
): Promise<WorkerAnswer> {
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
    return await new Promise<WorkerAnswer>((resolve) => {
      clock = setTimeout(() => resolve(refusedAnswer), limits.timeoutMs);
      // Buffers are outside the worker's heap and its limit: the whole process is weighed instead.
      scale = setInterval(() => {
        if (process.memoryUsage.rss() - before > limits.memoryMb * heaviest * 1024 * 1024)
          resolve(refusedAnswer);
      }, weighEveryMs);
      worker.once('message', (message: WorkerAnswer) => resolve(message));
      signal?.addEventListener('abort', () => resolve(refusedAnswer), { once: true });
      worker.once('error', () => resolve(refusedAnswer));
      worker.once('exit', () => resolve(refusedAnswer));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(job);
    });
  } finally {
    clearTimeout(clock);
    clearInterval(scale);
    await worker.terminate();
  }
}
