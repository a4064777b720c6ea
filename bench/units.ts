/**
 * How well mentions are understood: `node dist/bench/units.js units.tsv [directory.json]`.
 * The TSV has a header line and the columns mention, full name, kind; it changes nothing and needs no store.
 */
import { readFileSync } from 'node:fs';
import { parseUnitsFile } from '../src/intake/units-file.js';
import { mergeDirectory } from '../src/domain/unit-directory.js';
import { createUnitMatcher } from '../src/domain/unit-match.js';

const [tsv, directoryFile] = process.argv.slice(2);
if (tsv === undefined) {
  process.stderr.write('usage: node dist/bench/units.js units.tsv [directory.json]\n');
  process.exit(2);
}

let count = 0;
const rows = directoryFile === undefined ? [] : parseUnitsFile(readFileSync(directoryFile), directoryFile);
const units = mergeDirectory([], rows, () => `u${(count += 1)}`).changed;
const match = createUnitMatcher({ units, sets: [] });
let names = 0;
let kinds = 0;
let total = 0;
for (const line of readFileSync(tsv, 'utf8').split('\n').slice(1)) {
  const [mention, name, kind] = line.split('\t');
  if (mention === undefined || name === undefined || kind === undefined) continue;
  const found = match(mention.normalize('NFC'));
  const isName = found.name === name.normalize('NFC');
  const isKind = found.kind === kind.normalize('NFC').trim();
  total += 1;
  if (isName) names += 1;
  if (isKind) kinds += 1;
  if (!isName || !isKind) {
    process.stdout.write(
      `${mention}\n  expected ${name} (${kind})\n  found    ${found.name ?? '-'} (${found.kind})\n`,
    );
  }
}
process.stdout.write(`names ${names}/${total}, kinds ${kinds}/${total}\n`);
