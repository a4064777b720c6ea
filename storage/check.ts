/**
 * `check`: looks at every byte of a data folder and changes nothing; works beside a running assistant.
 * It reports what is wrong in words a clerk can pass on; it repairs nothing.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Submission } from '../src/domain/assignment.js';
import { UserError } from '../src/domain/errors.js';
import { chainFaults } from '../src/domain/receipt-chain.js';
import type { Setting } from '../src/domain/tables.js';
import { nodeDisk, temporaryEnding } from './disk.js';
import { migrations } from './migrations.js';
import { names, toState, type Recovered } from './recover.js';
import { brokenReferences, fileReferences } from './references.js';
import type { State } from './state.js';
import { recoverSteadily } from './steady.js';
import { sha256Of, vaultEntries, vaultPath } from './vault.js';
import { chainWords, findingWords } from './words.js';

/** One thing wrong. `code` is a Vietnamese phrase, `subject` the record or file. */
export interface Finding {
  code: string;
  subject: string;
}

/** A running assistant has temporary files for moments; older ones are left over. In milliseconds. */
const temporaryAgeMs = 3_600_000;

/**
 * Checks a data folder.
 * @returns what is wrong, most serious first; empty when all is well.
 */
export async function checkData(dir: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const found = await readFolder(dir, findings);
  const state = found && readRecords(found, findings);
  if (state) {
    for (const { from, field, table, id } of brokenReferences(state)) {
      findings.push({ code: findingWords.missingRecord, subject: `${from}.${field} → ${table}/${id}` });
    }
    for (const { kind, subject } of chainFaults(
      state.all('submissions') as unknown as Submission[],
      state.all('settings') as unknown as Setting[],
      (text) => sha256Of(Buffer.from(text, 'utf8')),
    )) {
      findings.push({ code: chainWords[kind], subject });
    }
  }
  await checkFiles(join(dir, names.files), state, findings);
  await checkLeftovers(dir, findings);
  return findings;
}

async function readFolder(dir: string, findings: Finding[]): Promise<Recovered | null> {
  try {
    const found = await recoverSteadily(dir);
    if (!found) findings.push({ code: findingWords.noData, subject: dir });
    else if (found.tornBytes > 0) {
      findings.push({ code: findingWords.tornTail, subject: `${names.journal}, ${found.tornBytes} byte` });
    }
    return found;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const code = error.code === 'store-newer' ? findingWords.newerData : findingWords.damagedData;
    findings.push({ code, subject: error.detail ?? dir });
    return null;
  }
}

function readRecords(found: Recovered, findings: Finding[]): State | null {
  try {
    return toState(found, migrations, ({ kind, table, id, detail }) => {
      const code = kind === 'record' ? findingWords.badRecord : findingWords.duplicateKey;
      findings.push({ code, subject: `${table}/${id}: ${detail}` });
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    findings.push({ code: findingWords.newerData, subject: names.snapshot });
    return null;
  }
}

async function checkFiles(root: string, state: State | null, findings: Finding[]): Promise<void> {
  const { hashes, others } = await vaultEntries(nodeDisk, root);
  const sizes = new Map<string, number>();
  for (const sha256 of hashes) {
    const { sum, size } = await measure(vaultPath(root, sha256));
    sizes.set(sha256, size);
    if (sum !== sha256) {
      const named = state
        ? [...fileReferences(state)].filter((file) => file.sha256 === sha256).map((file) => file.from)
        : [];
      findings.push({ code: findingWords.damagedFile, subject: [sha256, ...named].join(' ← ') });
    }
  }
  for (const { from, sha256, size } of state ? fileReferences(state) : []) {
    const actual = sizes.get(sha256);
    if (actual === undefined)
      findings.push({ code: findingWords.missingFile, subject: `${from} → ${sha256}` });
    else if (size !== null && size !== actual && !from.startsWith('inbox/')) {
      findings.push({ code: findingWords.wrongSize, subject: `${from} → ${sha256}` });
    }
  }
  for (const name of others) {
    if (!name.endsWith(temporaryEnding))
      findings.push({ code: findingWords.strangeFile, subject: join(names.files, name) });
    else await checkAge(join(root, name), join(names.files, name), findings);
  }
}

async function checkLeftovers(dir: string, findings: Finding[]): Promise<void> {
  for (const name of await nodeDisk.list(dir)) {
    if (name.endsWith(temporaryEnding)) await checkAge(join(dir, name), name, findings);
  }
}

async function checkAge(path: string, subject: string, findings: Finding[]): Promise<void> {
  const found = await nodeDisk.stat(path);
  if (found && Date.now() - found.changedAt > temporaryAgeMs) {
    findings.push({ code: findingWords.temporaryFile, subject });
  }
}

async function measure(path: string): Promise<{ sum: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of createReadStream(path)) {
    hash.update(piece as Buffer);
    size += (piece as Buffer).length;
  }
  return { sum: hash.digest('hex'), size };
}
