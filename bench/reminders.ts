/**
 * `node dist/bench/reminders.js [runs] [seed] [--path P] [--except FAULT,…]`: random histories of reminding (default 100,000), on one thread
 * per processor, each judged by the written rules. Prints the seed, the speed and the figures; ends with 1, with the
 * shortest failing history and its diary, when anything was lost, sent twice or sent to whom it does not concern.
 */
import { availableParallelism } from 'node:os';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Fault } from './reminders/judge.js';
import { type RunReport, everything, runHistories } from './reminders/run.js';

interface Share {
  runs: number;
  seed: number;
  path?: string;
  except: readonly Fault[];
}

if (isMainThread) await main();
else parentPort?.postMessage(await runHistories({ ...everything, ...(workerData as Share) }), []);

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const option = (name: string): string | undefined => {
    const at = given.indexOf(name);
    return at < 0 ? undefined : given.splice(at, 2)[1];
  };
  const path = option('--path');
  const except = (option('--except') ?? '').split(',').filter(Boolean) as Fault[];
  const [runs = '100000', seed = String(Date.now() % 1_000_000)] = given;
  const startedAt = Date.now();
  // A path belongs to one thread's seed.
  const threads = path === undefined ? Math.max(1, Math.min(8, availableParallelism())) : 1;
  const shares = Array.from({ length: threads }, (_, i): Share => {
    const share = { runs: Math.ceil(Number(runs) / threads), seed: Number(seed) + i, except };
    return path === undefined ? share : { ...share, path };
  });
  const reports = await Promise.all(shares.map(work));
  const seconds = (Date.now() - startedAt) / 1_000;
  const lived = sum(reports.map((report) => report.runs));
  const cancelled: Record<string, number> = {};
  for (const { figures } of reports)
    for (const [why, count] of Object.entries(figures.cancelled))
      cancelled[why] = (cancelled[why] ?? 0) + count;
  console.log(
    JSON.stringify(
      {
        seed: Number(seed),
        threads,
        runs: lived,
        seconds: Math.round(seconds),
        runsPerSecond: Math.round(lived / seconds),
        crashes: sum(reports.map((report) => report.crashes)),
        steps: sum(reports.map(({ figures }) => figures.steps)),
        owed: sum(reports.map(({ figures }) => figures.owed)),
        sent: sum(reports.map(({ figures }) => figures.sent)),
        repeatedAfterLostAnswer: sum(reports.map(({ figures }) => figures.repeatedAfterLostAnswer)),
        cancelled,
        failures: reports.filter(({ failure }) => failure !== null).length,
      },
      null,
      2,
    ),
  );
  for (const { failure } of reports) {
    if (failure === null) continue;
    process.exitCode = 1;
    console.log(`Failing history, again with: reminders.js 1 ${failure.seed} --path ${failure.path}`);
    console.log([...failure.findings, JSON.stringify(failure.history), ...failure.diary].join('\n'));
  }
}

function work(share: Share): Promise<RunReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
