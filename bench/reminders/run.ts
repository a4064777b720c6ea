/** Runs random histories and collects what the judge found, shrunk to the shortest that still shows it. */
import * as fc from 'fast-check';
import { takeTime } from '../../test/fakes/virtual-time.js';
import { type History, type HistoryOptions, histories } from './history.js';
import type { Fault, Figures } from './judge.js';
import { live } from './life.js';

export interface RunOptions extends HistoryOptions {
  runs: number;
  seed: number;
  /** Where in the tree of draws to go on: fast-check's path of a failing run. */
  path?: string | undefined;
  /** Faults that are known and not looked for. */
  except?: readonly Fault[] | undefined;
}

export interface RunReport {
  runs: number;
  seconds: number;
  crashes: number;
  figures: Figures;
  /** Null when every history was lived without a fault. */
  failure: { seed: number; path: string; history: History; findings: string[]; diary: string[] } | null;
}

export const everything: HistoryOptions = { ladder: true, clockBack: true, policyChanges: true, moments: 16 };

/** Takes the process's time over while it runs: nothing else may wait for a timer meanwhile. */
export async function runHistories(options: RunOptions): Promise<RunReport> {
  const startedNs = process.hrtime.bigint();
  const figures: Figures = { steps: 0, owed: 0, sent: 0, repeatedAfterLostAnswer: 0, cancelled: {} };
  let crashes = 0;
  let runs = 0;
  const time = takeTime(0);
  const except = new Set(options.except);
  const findingsOf = async (history: History, isTold = false) => {
    const lived = await live(history, time, isTold);
    return { ...lived, findings: lived.findings.filter(({ fault }) => !except.has(fault)) };
  };
  try {
    const details = await fc.check(
      fc.asyncProperty(histories(options), async (history) => {
        const lived = await findingsOf(history);
        runs += 1;
        crashes += lived.crashes;
        for (const name of ['steps', 'owed', 'sent', 'repeatedAfterLostAnswer'] as const)
          figures[name] += lived.figures[name];
        for (const [why, count] of Object.entries(lived.figures.cancelled))
          figures.cancelled[why] = (figures.cancelled[why] ?? 0) + count;
        return lived.findings.length === 0;
      }),
      {
        numRuns: options.runs,
        seed: options.seed,
        ...(options.path === undefined ? {} : { path: options.path }),
      },
    );
    const [history] = details.counterexample ?? [];
    const lived = history && (await findingsOf(history, true));
    return {
      runs,
      seconds: Number(process.hrtime.bigint() - startedNs) / 1e9,
      crashes,
      figures,
      failure:
        history && lived
          ? {
              seed: details.seed,
              path: details.counterexamplePath ?? '',
              history,
              findings: lived.findings.map(({ fault, at, what }) => `${fault} at ${at}: ${what}`),
              diary: lived.diary,
            }
          : null,
    };
  } finally {
    time.restore();
  }
}
