/**
 * Process around `recognise-job.ts`: page after page with one engine, until its owner ends it or a page makes it too heavy.
 * Holds nothing of a page once it is answered, and never outlives its parent.
 */
import { UserError } from '../domain/errors.js';
import type { Engine } from './readers/ocr-engine.js';
import { startTesseract } from './readers/ocr-engine.js';
import { runPageJob } from './recognise-job.js';
import type { PageAnswer, PageOrder } from './page-job.js';

/** Memory of this process, in bytes, at which it ends itself: a page takes 300 MB, the largest photograph 700. */
const heaviest = 1200 * 1024 * 1024;

/** How often it is weighed, in milliseconds. */
const weighEveryMs = 100;

let engine: Promise<Engine> | null = null;

setInterval(() => {
  if (process.memoryUsage.rss() > heaviest) end();
}, weighEveryMs).unref();

process.once('disconnect', end);
process.once('message', take);

function take(order: PageOrder): void {
  process.once('message', take);
  void answer(order).then((message) => process.send?.(message));
}

/** At once, whatever the engine is at: its owner takes the silence for an answer. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

async function answer({ id, job }: PageOrder): Promise<PageAnswer> {
  try {
    engine ??= startTesseract();
    return { id, ok: true, value: await runPageJob(job, await engine) };
  } catch (error) {
    return error instanceof UserError
      ? { id, ok: false, code: error.code, detail: error.detail }
      : { id, ok: false, code: 'document-unreadable', detail: null };
  }
}
