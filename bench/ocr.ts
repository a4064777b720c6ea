/**
 * How well and how fast scans are read: `node dist/bench/ocr.js FOLDER [--dpi N] [--grain N] [--askew N] [--shade N]
 * [--face REGULAR.ttf,BOLD.ttf] [--only PART]`. Each NAME.txt of FOLDER is set as a PDF, scanned, and read as the program
 * reads it, in a process beside this one. Per document: seconds a page, share of words right, dates that differ from those
 * of the text, and how many of them carry no doubt. At the end: memory of both processes, and how long this one's event
 * loop was kept waiting meanwhile, as a ratio to an idle minute's part.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ReadResult } from '../src/domain/plan.js';
import { createDocumentReader } from '../src/intake/index.js';
import type { Recogniser } from '../src/intake/recogniser.js';
import { createRecogniser } from '../src/intake/recogniser.js';
import { differences } from './formats/compare.js';
import { toPdf } from './formats/pdf.js';
import { toScan } from './formats/scan.js';

const how = { issuedOn: null, beforeMeans: 'strict' } as const;

/** Words of a text, marks at their ends taken off. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .split(/[\s|*]+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
}

/** Share of the words of a text that were read exactly so. */
function shareRight(text: string, seen: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of seen) left.set(word, (left.get(word) ?? 0) + 1);
  const words = wordsOf(text);
  let right = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    right += 1;
    left.set(word, count - 1);
  }
  return words.length === 0 ? 1 : right / words.length;
}

const datesOf = (result: ReadResult): { date: string; isDoubted: boolean; text: string }[] =>
  result.tasks.flatMap((task) =>
    task.deadlines
      .filter((one) => one.dueOn !== null || one.rrule !== null)
      .map((one) => ({
        date: `${one.dueOn ?? ''} ${one.rrule ?? ''}`.trim(),
        isDoubted: task.doubts.includes('scan-uncertain') || task.doubts.includes('deadline-uncertain'),
        text: one.text,
      })),
  );

/** Dates of the scan that the text has not. */
function wrongDates(expected: ReadResult, got: ReadResult): ReturnType<typeof datesOf> {
  const right = new Set(datesOf(expected).map((one) => one.date));
  return datesOf(got).filter((one) => !right.has(one.date));
}

/** Most memory of each child process so far, in MiB; where the system does not say, nothing. */
function childPeaks(): number[] {
  try {
    const children = readFileSync(`/proc/self/task/${String(process.pid)}/children`, 'utf8').trim();
    return children.split(/\s+/).flatMap((id) => {
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
      return peak === undefined ? [] : [Math.round(Number(peak) / 1024)];
    });
  } catch {
    return [];
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dpi: { type: 'string', default: '200' },
      grain: { type: 'string', default: '0.12' },
      askew: { type: 'string', default: '0.6' },
      shade: { type: 'string', default: '0' },
      face: { type: 'string' },
      only: { type: 'string', default: '' },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    process.stderr.write(
      'usage: node dist/bench/ocr.js FOLDER [--dpi N] [--grain N] [--askew N] [--shade N]\n',
    );
    process.exitCode = 2;
    return;
  }
  const [regular, bold] = values.face?.split(',') ?? [];
  const faces = regular === undefined ? {} : { faces: { regular, bold: bold ?? regular, italic: regular } };
  const style = {
    dpi: Number(values.dpi),
    grain: Number(values.grain),
    askew: Number(values.askew),
    shade: Number(values.shade),
  };
  const real = createRecogniser();
  let seen: string[] = [];
  let seconds = 0;
  let peak = 0;
  const watched: Recogniser = {
    ...real,
    async page(bytes, page) {
      const start = performance.now();
      const result = await real.page(bytes, page);
      seconds += (performance.now() - start) / 1000;
      seen.push(...result.runs.flatMap((run) => wordsOf(run.text)));
      peak = Math.max(peak, ...childPeaks());
      return result;
    },
  };
  const reader = createDocumentReader({ recogniser: watched });
  const idle = monitorEventLoopDelay({ resolution: 10 });
  idle.enable();
  await pause(3000);
  idle.disable();
  const loaded = monitorEventLoopDelay({ resolution: 10 });
  let [allPages, allSeconds, allWrong, allSilent] = [0, 0, 0, 0];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.txt') && file.includes(values.only))
    .sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    const expected = await reader.read({ bytes: Buffer.from(text), name }, how);
    const scan = await toScan(await toPdf(text, faces), style);
    [seen, seconds] = [[], 0];
    loaded.enable();
    const got = await reader.read({ bytes: scan, name }, how);
    loaded.disable();
    const pages = got.source.pages ?? 0;
    const wrong = wrongDates(expected, got);
    const silent = wrong.filter((one) => !one.isDoubted);
    const doubted = got.tasks.filter((task) => task.doubts.includes('scan-uncertain')).length;
    [allPages, allSeconds] = [allPages + pages, allSeconds + seconds];
    [allWrong, allSilent] = [allWrong + wrong.length, allSilent + silent.length];
    const lines = differences(expected, got);
    process.stdout.write(
      `${name}: ${String(pages)} pages, ${(seconds / Math.max(1, pages)).toFixed(1)} s a page, ` +
        `${(shareRight(text, seen) * 100).toFixed(1)} % of words, sure ${String(got.source.confidence)}, ` +
        `${String(expected.tasks.length)} tasks → ${String(got.tasks.length)}, ${String(doubted)} doubted, ` +
        `${String(wrong.length)} other dates, ${String(silent.length)} of them without a doubt\n` +
        silent.map((one) => `  ! ${one.text} → ${one.date}\n`).join('') +
        lines.map((line) => `${line}\n`).join(''),
    );
  }
  const ratio = loaded.percentile(99) / idle.percentile(99);
  process.stdout.write(
    `all: ${String(allPages)} pages, ${(allSeconds / Math.max(1, allPages)).toFixed(1)} s a page, ` +
      `${String(allWrong)} other dates, ${String(allSilent)} without a doubt; ` +
      `recogniser at most ${String(peak)} MiB, this process ${String(Math.round(process.resourceUsage().maxRSS / 1024))} MiB; ` +
      `event loop p99 ${ratio.toFixed(1)} times idle\n`,
  );
  await reader.close();
}

await main();
