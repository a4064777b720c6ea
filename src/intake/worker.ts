/**
 * Worker thread around `worker-value.ts`: one message in (a document and what is wanted of it), one message out (the answer or the refusal).
 * Holds no state between documents; its owner ends it.
 */
import { parentPort } from 'node:worker_threads';
import { UserError } from '../domain/errors.js';
import type { WorkerAnswer, WorkerJob } from './worker-job.js';
import { workerValue } from './worker-value.js';

parentPort?.once('message', (job: WorkerJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  void answer(job).then((message) => parentPort?.postMessage(message));
});

async function answer(job: WorkerJob): Promise<WorkerAnswer> {
  try {
    return { ok: true, value: await workerValue(job) };
  } catch (error) {
    return error instanceof UserError
      ? { ok: false, code: error.code, detail: error.detail }
      : { ok: false, code: 'document-unreadable', detail: null };
  }
}
