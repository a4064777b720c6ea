/**
 * Hands every hostile document to the reader as the program does (worker, memory limit, kill clock) and prints what
 * became of it, how long it took and how much memory the process had at most: `node dist/bench/hostile.js [--name PART]`.
 * Times are given as a share of the reader's own limit. The documents are made in another process, so that the memory
 * is the reader's alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UserError } from '../src/domain/errors.js';
import { createDocumentReader } from '../src/intake/index.js';
import { errorSentence } from '../src/texts/errors.js';
import { hostileDocuments } from './hostile/index.js';

const limitMs = 20_000;

interface Listed {
  name: string;
  what: string;
  expected: string[];
}

async function make(folder: string): Promise<void> {
  const list: Listed[] = [];
  for (const { name, what, bytes, expected } of await hostileDocuments()) {
    writeFileSync(join(folder, name), bytes);
    list.push({ name, what, expected: [...expected] });
  }
  writeFileSync(join(folder, 'list.json'), JSON.stringify(list));
}

async function readAll(folder: string, part: string | undefined): Promise<void> {
  const list = JSON.parse(readFileSync(join(folder, 'list.json'), 'utf8')) as Listed[];
  const reader = createDocumentReader({ timeoutMs: limitMs });
  let wrong = 0;
  let slowest = 0;
  for (const { name, what, expected } of list) {
    if (part !== undefined && !name.includes(part)) continue;
    const bytes = readFileSync(join(folder, name));
    const started = performance.now();
    let outcome = 'read';
    let said = '';
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, to time each alone
      const result = await reader.read({ bytes, name }, { issuedOn: null, beforeMeans: 'strict' });
      said = `${result.tasks.length} tasks`;
    } catch (error) {
      outcome = error instanceof UserError ? error.code : 'BROKEN';
      said = error instanceof UserError ? errorSentence(error, name) : String(error);
    }
    const share = (performance.now() - started) / limitMs;
    slowest = Math.max(slowest, share);
    const isRight = expected.includes(outcome);
    if (!isRight) wrong += 1;
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(
      `${isRight ? 'ok   ' : 'WRONG'} ${name.padEnd(20)} ${outcome.padEnd(20)} ${(share * 100).toFixed(1).padStart(5)} % of the limit, peak so far ${String(peak).padStart(4)} MiB  ${what}${isRight ? '' : `  ${said}`}`,
    );
  }
  console.log(`wrong ${wrong}, slowest ${(slowest * 100).toFixed(0)} % of the limit`);
  process.exitCode = wrong > 0 ? 1 : 0;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { name: { type: 'string' }, make: { type: 'string' } } });
  if (values.make !== undefined) return make(values.make);
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-hostile-'));
  try {
    spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--make', folder], { stdio: 'inherit' });
    await readAll(folder, values.name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
