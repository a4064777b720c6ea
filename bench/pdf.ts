/**
 * Reads PDFs and tells how well: the plans of a folder set as PDF give what their texts give; time and memory of a long one.
 * Usage: node dist/bench/pdf.js [FOLDER] — without a folder only time and memory are measured.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadResult, TaskCandidate } from '../src/domain/plan.js';
import { fold } from '../src/domain/text.js';
import { readBlocks, readPlanText } from '../src/intake/read-plan.js';
import { readPdfText } from '../src/intake/readers/pdf.js';
import { toPdf } from './formats/pdf.js';

const options = { issuedOn: null, beforeMeans: 'strict' } as const;

/** What must be the same whatever file a plan comes in: leads and dates of each task, by the words of its action. */
function essence(task: TaskCandidate): string {
  const dates = task.deadlines.map(
    (one) => `${one.kind} ${one.statedOn ?? '-'} ${one.dueOn ?? '-'} ${one.rrule ?? ''}`,
  );
  return [plain(task.action).slice(0, 60), task.lead.map(plain).join(' + '), dates.join(' & ')].join(' | ');
}

function plain(text: string): string {
  return fold(text.replace(/\*/g, ''))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Lines that only one of two readings has. */
export function differences(one: ReadResult, other: ReadResult): string[] {
  const [left, right] = [one.tasks.map(essence), other.tasks.map(essence)];
  const facts = (['type', 'number', 'issuer', 'issuedOn', 'title'] as const)
    .filter((key) => plain(one.document[key] ?? '') !== plain(other.document[key] ?? ''))
    .map((key) => `  ${key}: ${one.document[key] ?? '-'} ≠ ${other.document[key] ?? '-'}`);
  return [
    ...facts,
    ...left.filter((line) => !right.includes(line)).map((line) => `  - ${line}`),
    ...right.filter((line) => !left.includes(line)).map((line) => `  + ${line}`),
  ];
}

async function compare(folder: string): Promise<void> {
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    const pdf = await readPdfText(await toPdf(text));
    const source = { kind: 'pdf' as const, pages: pdf.pages, confidence: null };
    const expected = readPlanText(text, options);
    const lines = differences(expected, readBlocks(pdf.blocks, options, source));
    process.stdout.write(
      `${name}: ${String(pdf.pages)} pages, ${String(expected.tasks.length)} tasks, ${String(lines.length)} differences\n${lines.map((line) => `${line}\n`).join('')}`,
    );
  }
}

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (folder !== undefined) await compare(folder);
}

await main();
