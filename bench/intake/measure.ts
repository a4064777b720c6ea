/**
 * Reads one document in a process of its own, so that time and memory are this document's alone.
 * The process stands where the product's guard stands: it holds the same worker under the same limit of memory. Its clock
 * is longer than the product's, so that a slow document is measured and not only refused.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ReadResult } from '../../src/domain/plan.js';
import type { WorkerJob } from '../../src/intake/worker-job.js';
import { runWorker } from '../../src/intake/run-worker.js';

/** One reading. `result` is null when the document was refused; `refusal` then says with which code. */
export interface Reading {
  result: ReadResult | null;
  refusal: string | null;
  /** From the bytes in memory to the draft, start of the worker included. */
  seconds: number;
  /** Most memory the whole process held, in MiB (about 60 of them are Node itself). */
  peakMb: number;
}

/** Letters on a usual page of a plan, for files that have no pages. */
const lettersPerPage = 2500;

/** Ten minutes: a scan of many pages on a busy machine. */
const longestReadingMs = 600_000;

/** Longest answer of a reading in bytes: a plan of 40,000 blocks, every one a task. */
const longestAnswer = 256 * 1024 * 1024;

/** Pages of a document: its own count, or one for every 2,500 letters of text or 50 kB of other files. */
export function pagesOf(path: string, result: ReadResult | null): number {
  if (result?.source.pages !== null && result?.source.pages !== undefined)
    return Math.max(1, result.source.pages);
  const bytes = readFileSync(path);
  const size = path.endsWith('.txt')
    ? bytes.toString('utf8').length / lettersPerPage
    : bytes.byteLength / 50_000;
  return Math.max(1, Math.round(size));
}

/** What the child process does: read, say the answer as JSON on stdout. */
export async function readHere(path: string): Promise<Reading> {
  const bytes = readFileSync(path);
  const worker = fileURLToPath(new URL('../../src/intake/worker.js', import.meta.url));
  const start = performance.now();
  const job: WorkerJob = { want: 'draft', bytes, options: { issuedOn: null, beforeMeans: 'strict' } };
  const answer = await runWorker(worker, job, { timeoutMs: longestReadingMs, memoryMb: 512 });
  const result = answer.ok ? (answer.value as ReadResult) : null;
  const refusal = answer.ok ? null : answer.code;
  const seconds = (performance.now() - start) / 1000;
  return { result, refusal, seconds, peakMb: process.resourceUsage().maxRSS / 1024 };
}

/** Starts the child and takes its answer. */
export async function readApart(script: string, path: string): Promise<Reading> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--one', path], {
    maxBuffer: longestAnswer,
  });
  return JSON.parse(stdout) as Reading;
}
