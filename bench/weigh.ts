/** One reading in a worker, timed and weighed. Start node with `--expose-gc`, or what was left over counts as growth. */
import { fileURLToPath } from 'node:url';
import { type ReadingLimits, runWorker } from '../src/intake/run-worker.js';
import type { WorkerAnswer } from '../src/intake/worker-job.js';

const worker = fileURLToPath(new URL('../src/intake/worker.js', import.meta.url));

/** How often the process is weighed, in milliseconds: a peak between two looks is not seen. */
const weighEveryMs = 5;

/** Reads a file; the memory is what the whole process grew by at its heaviest. */
export async function weighReading(
  bytes: Buffer,
  limits: ReadingLimits,
): Promise<{ answer: WorkerAnswer; seconds: number; grownMb: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const scale = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, weighEveryMs);
  const start = performance.now();
  const options = { issuedOn: null, beforeMeans: 'strict' } as const;
  const answer = await runWorker(worker, { want: 'draft', bytes, options }, limits);
  const seconds = (performance.now() - start) / 1000;
  clearInterval(scale);
  return { answer, seconds, grownMb: (peak - before) / 1024 / 1024 };
}
