/**
 * `node dist/bench/plan-life.js [--seed N] [FILE...]`: lives through the whole period of each plan (default: the sample
 * plans; `FILE@YYYY-MM-DD` where the document names no date) and prints what was missing or came twice. Ends with 1 when anything was or did without a lost answer.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { planLife } from './plan-lives.js';

const given = process.argv.slice(2);
const seedAt = given.indexOf('--seed');
const seed = seedAt < 0 ? Date.now() % 1_000_000 : Number(given.splice(seedAt, 2)[1]);
const samples = fileURLToPath(new URL('../../docs/samples/', import.meta.url));
const files =
  given.length > 0
    ? given
    : readdirSync(samples)
        .filter((name) => /^\d.*\.docx$/.test(name))
        .map((name) => `${samples}${name}`);

let isBad = false;
for (const file of files) {
  const [, path = file, issuedOn] = /^(.*?)(?:@(\d{4}-\d{2}-\d{2}))?$/.exec(file) ?? [];
  let day = '';
  const report = await planLife({
    file: path,
    issuedOn,
    seed,
    onJump: (reached) => {
      if (reached.slice(0, 7) !== day.slice(0, 7)) console.error(`${file.split('/').at(-1)}: ${reached}`);
      day = reached;
    },
  });
  console.log(JSON.stringify({ seed, ...report }, null, 2));
  isBad ||= [report.missing, report.surplus, report.double, report.different].some((list) => list.length > 0);
}
process.exitCode = isBad ? 1 : 0;
