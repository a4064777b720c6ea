/**
 * One plan, every kind of file: `node dist/bench/formats.js FOLDER [--keep OUT] [--only KIND]`.
 * Each NAME.txt of FOLDER is set as a Word file, a PDF, a web page, a scanned PDF and a tracking sheet; each is read as
 * the program reads it and compared with the reading of the text. With --keep the files are written to OUT.
 *
 * A sheet holds one row a task and says less than the text, so only leads and deadlines of its rows are compared.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReadResult } from '../src/domain/plan.js';
import { createDocumentReader } from '../src/intake/index.js';
import { createRecogniser } from '../src/intake/recogniser.js';
import { differences, rowDifferences } from './formats/compare.js';
import { toDocx } from './formats/docx.js';
import { toHtml } from './formats/html.js';
import { toPdf } from './formats/pdf.js';
import { toScan } from './formats/scan.js';
import { toXlsx } from './formats/xlsx.js';

/** What makes a file of each kind, from the text or from what was read in it. */
const makers: Record<string, (text: string, read: ReadResult) => Promise<Buffer> | Buffer> = {
  docx: toDocx,
  pdf: (text) => toPdf(text),
  html: toHtml,
  xlsx: (_, read) => toXlsx(read),
};

/** Made only when asked for by name: recognising takes seconds a page. */
const slowMakers: typeof makers = { scan: (text) => toScan(text) };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { keep: { type: 'string' }, only: { type: 'string' } },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    process.stderr.write('usage: node dist/bench/formats.js FOLDER [--keep OUT] [--only KIND]\n');
    process.exitCode = 2;
    return;
  }
  const recogniser = createRecogniser();
  const reader = createDocumentReader({ recogniser });
  const options = { issuedOn: null, beforeMeans: 'strict' } as const;
  if (values.keep !== undefined) mkdirSync(values.keep, { recursive: true });
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()) {
    const text = readFileSync(join(folder, file), 'utf8');
    const expected = await reader.read({ bytes: Buffer.from(text), name: file }, options);
    for (const [kind, make] of Object.entries({ ...makers, ...(values.only === 'scan' ? slowMakers : {}) })) {
      if (values.only !== undefined && values.only !== kind) continue;
      const bytes = await make(text, expected);
      const name = file.replace(/txt$/, kind === 'scan' ? 'scan.pdf' : kind);
      if (values.keep !== undefined) writeFileSync(join(values.keep, name), bytes);
      const started = performance.now();
      const read = await reader.read({ bytes, name }, options);
      const lines = kind === 'xlsx' ? rowDifferences(expected, read) : differences(expected, read);
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      console.log(`${name}: ${expected.tasks.length} tasks, ${lines.length} differences, ${seconds} s`);
      for (const line of lines) console.log(line);
    }
  }
  await recogniser.close();
}

await main();
