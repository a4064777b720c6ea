/**
 * Process around one reading: takes one job from its parent, has it done by a worker thread, gives the answer back and ends.
 * A file that breaks the thread's heap limit ends this process and not the assistant. It never outlives its parent.
 */
import { fileURLToPath } from 'node:url';
import type { WorkerJob } from './worker-job.js';
import type { ReadingLimits } from './run-worker.js';
import { runWorker } from './run-worker.js';

/** What the parent sends. */
export interface GuardOrder {
  job: WorkerJob;
  limits: ReadingLimits;
}

const worker = fileURLToPath(new URL('./worker.js', import.meta.url));

// Without its parent there is nobody to read for; with nothing left to do the process ends by itself.
const parent = new AbortController();
process.once('disconnect', () => parent.abort());
process.once('message', (order: GuardOrder) => {
  void runWorker(worker, order.job, order.limits, parent.signal).then((answer) =>
    process.send?.(answer, () => process.connected && process.disconnect()),
  );
});
