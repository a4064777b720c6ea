/**
 * Recognition of pages beside everything else: one page at a time, in a process that is kept while there is work, replaced
 * now and then, and killed when a page hangs. What a page says is `readers/ocr-page.ts`.
 */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import { Interrupted, UserError } from '../domain/errors.js';
import type { Engine } from './readers/ocr-engine.js';
import type { SeenPage } from './readers/ocr-page.js';
import type { PageAnswer, PageJob, PageOrder } from './page-job.js';
import { runPageJob } from './recognise-job.js';

export interface Recogniser {
  /** @throws UserError as the readers of pictures and PDFs; Interrupted after `close`. */
  page(bytes: Uint8Array, page: number | null): Promise<SeenPage>;
  /** Lines of the upper part of a page; goes before pages that wait. Throws as `page`. */
  marks(bytes: Uint8Array, page: number | null): Promise<string[]>;
  close(): Promise<void>;
}

export interface RecogniserOptions {
  /** Milliseconds for one page, the start of the engine included; default 120,000: a quiet machine needs three seconds. */
  pageMs?: number;
  /** Pages after which the process is replaced, since its memory never shrinks; default 40. */
  pagesPerProcess?: number;
  /** Milliseconds without work after which it is ended; default 60,000. */
  idleMs?: number;
  /** Recognises in this process, with this engine: for tests. */
  engine?: () => Promise<Engine>;
}

/** Recognition in a process of its own; from TypeScript sources, where none is compiled, in this one. */
export function createRecogniser(options: RecogniserOptions = {}): Recogniser {
  const path = fileURLToPath(new URL('./recognise-process.js', import.meta.url));
  const queue = new PQueue({ concurrency: 1 });
  const hand =
    options.engine === undefined && existsSync(path) ? processHand(path, options) : ownHand(options);
  let isClosed = false;
  const run = (job: PageJob): Promise<SeenPage | string[]> =>
    queue.add(
      async () => {
        if (isClosed) throw new Interrupted();
        try {
          return await hand.run(job);
        } catch (error) {
          // oxlint-disable-next-line typescript/no-unnecessary-condition -- it may have been closed meanwhile
          throw isClosed ? new Interrupted() : error;
        }
      },
      { priority: job.want === 'marks' ? 1 : 0 },
    );
  return {
    page: (bytes, page) => run({ bytes, page, want: 'page' }) as Promise<SeenPage>,
    marks: (bytes, page) => run({ bytes, page, want: 'marks' }) as Promise<string[]>,
    async close() {
      isClosed = true;
      await hand.end();
      await queue.onIdle();
    },
  };
}

/** What does one job after another. */
interface Hand {
  run(job: PageJob): Promise<SeenPage | string[]>;
  end(): Promise<void>;
}

function processHand(path: string, options: RecogniserOptions): Hand {
  const { pageMs = 120_000, pagesPerProcess = 40, idleMs = 60_000 } = options;
  let child: ChildProcess | null = null;
  let done = 0;
  let idle: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
    ending.kill('SIGKILL');
    await ended;
  }

  function start(): ChildProcess {
    done = 0;
    const started = fork(path, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      env: {},
    });
    started.on('error', () => undefined);
    return started;
  }

  async function run(job: PageJob): Promise<SeenPage | string[]> {
    clearTimeout(idle);
    if (done >= pagesPerProcess || child?.connected === false) await end();
    const worker = child ?? start();
    child = worker;
    done += 1;
    const id = done;
    keepAlive(worker, true);
    let clock: NodeJS.Timeout | undefined;
    let listen: (message: unknown) => void = () => undefined;
    let stop: () => void = () => undefined;
    const answer = await new Promise<PageAnswer | null>((resolve) => {
      listen = (message) => {
        if ((message as PageAnswer).id === id) resolve(message as PageAnswer);
      };
      stop = () => resolve(null);
      worker.on('message', listen);
      worker.once('exit', stop);
      clock = setTimeout(stop, pageMs);
      const order: PageOrder = { id, job };
      worker.send(order, (error) => error !== null && resolve(null));
    });
    clearTimeout(clock);
    worker.off('message', listen);
    worker.off('exit', stop);
    if (answer === null) {
      // Hung, dead or too heavy: the next page gets a new process.
      if (child === worker) await end();
      throw new UserError('document-unreadable', null);
    }
    keepAlive(worker, false);
    idle = setTimeout(() => void end(), idleMs);
    idle.unref();
    if (answer.ok) return answer.value;
    throw new UserError(answer.code, answer.detail);
  }
  return { run, end };
}

/** A process without work does not keep this one alive. */
function keepAlive(child: ChildProcess, isWorking: boolean): void {
  const what = isWorking ? 'ref' : 'unref';
  child[what]();
  child.channel?.[what]();
}

/** In this process: the engine has a thread of its own anyway. */
function ownHand(options: RecogniserOptions): Hand {
  const { pageMs = 120_000, idleMs = 5_000 } = options;
  let engine: Promise<Engine> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let breakOff: (() => void) | null = null;
  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = engine;
    engine = null;
    breakOff?.();
    await (await ending?.catch(() => null))?.close();
  }
  return {
    async run(job) {
      clearTimeout(idle);
      engine ??=
        options.engine?.() ?? import('./readers/ocr-engine.js').then((module) => module.startTesseract());
      let clock: NodeJS.Timeout | undefined;
      try {
        return await Promise.race([
          engine.then((ready) => runPageJob(job, ready)),
          new Promise<never>((_, reject) => {
            const give = (): void => reject(new UserError('document-unreadable', null));
            breakOff = give;
            clock = setTimeout(give, pageMs);
          }),
        ]);
      } catch (error) {
        engine = null;
        throw error;
      } finally {
        clearTimeout(clock);
        breakOff = null;
        idle = setTimeout(() => void end(), idleMs);
      }
    },
    end,
  };
}
