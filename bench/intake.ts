/**
 * How well plan documents are read: `node dist/bench/intake.js FOLDER [--name PREFIX] [--json]`.
 * FOLDER holds documents of any kind the product reads beside their labels (NAME.txt, NAME.docx, … and NAME.gold.json).
 * Prints precision, recall and F1 of tasks, deadlines, leads and recipients, worst document first, each disagreement
 * with its passage, seconds per page and peak memory. It changes nothing and knows no document.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { addCounts, noCounts } from './intake/counts.js';
import { samplesOf } from './intake/labels.js';
import { pagesOf, readApart, readHere } from './intake/measure.js';
import type { DocumentReport } from './intake/report.js';
import { documentLines, figures, worstFirst } from './intake/report.js';
import { compare } from './intake/score.js';

const usage = 'usage: node dist/bench/intake.js FOLDER [--name PREFIX] [--json]\n';

const nothing = {
  document: {
    type: null,
    number: null,
    issuer: null,
    issuedOn: null,
    title: null,
    period: null,
    basis: [],
    urgency: null,
    amends: null,
  },
  source: { kind: 'text' as const, pages: null, confidence: null },
  tasks: [],
  skipped: [],
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { name: { type: 'string' }, json: { type: 'boolean' }, one: { type: 'string' } },
  });
  if (values.one !== undefined) {
    process.stdout.write(JSON.stringify(await readHere(values.one)));
    return;
  }
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const reports: DocumentReport[] = [];
  for (const sample of samplesOf(folder, values.name ?? '')) {
    const { result, refusal, seconds, peakMb } = await readApart(fileURLToPath(import.meta.url), sample.path);
    const pages = pagesOf(sample.path, result);
    // A refused document counts: everything in it was missed.
    const { counts, problems } = compare(result ?? nothing, sample.labels);
    reports.push({
      name: sample.name,
      refusal,
      counts,
      problems,
      pages,
      seconds,
      secondsPerPage: seconds / pages,
      peakMb,
    });
  }
  const total = noCounts();
  for (const { counts } of reports) addCounts(total, counts);
  const ordered = worstFirst(reports);
  if (values.json === true) {
    process.stdout.write(`${JSON.stringify({ documents: ordered, total }, null, 1)}\n`);
    return;
  }
  const pages = reports.reduce((sum, { pages: one }) => sum + one, 0);
  const seconds = reports.reduce((sum, { seconds: one }) => sum + one, 0);
  const lines = [
    ...ordered.flatMap((report) => [...documentLines(report), '']),
    `TOTAL ${String(reports.length)} documents`,
    ...figures(total),
    `  ${String(pages)} pages, ${(seconds / Math.max(1, pages)).toFixed(3)} s a page, peak ${Math.max(0, ...reports.map(({ peakMb }) => peakMb)).toFixed(0)} MiB`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

await main();
