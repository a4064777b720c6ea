/**
 * Reads PDFs and tells how well: the plans of a folder set as PDF give what their texts give; time and memory of a long one.
 * Usage: node dist/bench/pdf.js [FOLDER] — without a folder only time and memory are measured.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readBlocks, readPlanText } from '../src/intake/read-plan.js';
import { readPdfText } from '../src/intake/readers/pdf.js';
import { differences } from './formats/difference.js';
import { toPdf } from './formats/pdf.js';

const options = { issuedOn: null, beforeMeans: 'strict' } as const;

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
