/**
 * Whether a plan's archive is what it was when it was made: every file against the list of contents, the list against
 * the hashes, every receipt against its own seal and its neighbours. Nothing of it needs the system that made it.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import type { Submission } from '../domain/assignment.js';
import { isIntact } from '../domain/receipt-chain.js';
import { archiveFindings, archiveNames } from '../texts/archive.js';
import { sumsOf } from './pack.js';
import { archiveFormat, archiveVersion } from './plan-archive.js';
import { openZip, type ReadZip } from './read-zip.js';

/** Largest list of contents and largest records read into memory, in bytes. */
const largestTextBytes = 512 * 1024 * 1024;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const contentsSchema = z.object({
  format: z.literal(archiveFormat),
  version: z.number().int().min(1),
  plan: z.object({ id: z.string(), label: z.string() }),
  receipts: z.number().int().min(0),
  files: z.array(z.object({ path: z.string(), size: z.number().int().min(0), sha256: hash })),
});
/** As much of a receipt as is looked at; whatever else its seal covers is hashed as it stands. */
const submissionSchema = z.looseObject({
  receiptCode: z.string(),
  receivedAt: z.string(),
  files: z.array(z.looseObject({ sha256: hash })),
  verdict: z.looseObject({}),
  seal: z.object({ sequence: z.number().int(), previous: z.string(), hash: z.string() }).optional(),
});
const recordsSchema = z.object({
  format: z.literal(archiveFormat),
  records: z.looseObject({ submissions: z.array(submissionSchema) }),
});

/** One thing wrong. `code` is a Vietnamese phrase, `subject` the file or the receipt. */
export interface ArchiveFinding {
  code: string;
  subject: string;
}

export interface ArchiveReport {
  findings: ArchiveFinding[];
  /** The plan as people know it; empty when that could not be read. */
  label: string;
  planId: string;
  files: number;
  receipts: number;
  /** SHA-256 of the archive itself, to be compared with what was written down when it was made. */
  sha256: string;
}

/** Verifies an archive. Rejects only when the file itself cannot be read. */
export async function verifyArchive(path: string): Promise<ArchiveReport> {
  const report: ArchiveReport = {
    findings: [],
    label: '',
    planId: '',
    files: 0,
    receipts: 0,
    sha256: await hashOf(createReadStream(path)).then(({ sum }) => sum),
  };
  const zip = await openZip(path).catch(() => null);
  if (!zip) {
    report.findings.push({ code: archiveFindings.unreadable, subject: path });
    return report;
  }
  try {
    await verify(zip, report);
  } finally {
    zip.close();
  }
  return report;
}

async function verify(zip: ReadZip, report: ArchiveReport): Promise<void> {
  const found = (code: string, subject: string): void => void report.findings.push({ code, subject });
  const contentsBytes = await textOf(zip, archiveNames.contents);
  const contents = parsed(contentsSchema, contentsBytes);
  if (!contents || !contentsBytes) return found(archiveFindings.notAnArchive, archiveNames.contents);
  if (contents.version > archiveVersion) return found(archiveFindings.newer, archiveNames.contents);
  report.label = contents.plan.label;
  report.planId = contents.plan.id;
  report.files = zip.entries.size;

  const expected = new Set<string>([archiveNames.contents, archiveNames.sums]);
  const sound = new Set<string>();
  for (const { path, size, sha256 } of contents.files) {
    expected.add(path);
    const entry = zip.entries.get(path);
    if (!entry) {
      found(archiveFindings.missing, path);
      continue;
    }
    // What cannot be unpacked was changed as well.
    const actual = await zip
      .pieces(entry)
      .then(hashOf)
      .catch(() => null);
    if (actual?.sum === sha256 && actual.size === size) sound.add(sha256);
    else found(archiveFindings.changed, path);
  }
  for (const name of zip.entries.keys()) if (!expected.has(name)) found(archiveFindings.extra, name);
  const sums = sumsOf([
    ...contents.files,
    { path: archiveNames.contents, sha256: createHash('sha256').update(contentsBytes).digest('hex') },
  ]);
  const listed = await textOf(zip, archiveNames.sums);
  if (!listed?.equals(sums)) found(archiveFindings.sums, archiveNames.sums);
  const records = parsed(recordsSchema, await textOf(zip, archiveNames.records));
  if (!records) return found(archiveFindings.records, archiveNames.records);
  const { submissions } = records.records;
  report.receipts = submissions.length;
  if (submissions.length !== contents.receipts)
    found(archiveFindings.count, `${submissions.length} ≠ ${contents.receipts}`);
  for (const { code, subject } of receiptFindings(submissions, sound)) found(code, subject);
}

type Receipt = z.infer<typeof submissionSchema>;

/** Each receipt against its seal and its files, and seals that follow one another against each other. */
function receiptFindings(receipts: readonly Receipt[], sound: ReadonlySet<string>): ArchiveFinding[] {
  const findings: ArchiveFinding[] = [];
  const hashText = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
  const sealedSince = receipts
    .flatMap(({ seal, receivedAt }) => (seal ? [receivedAt] : []))
    .sort()
    .at(0);
  for (const receipt of receipts) {
    // Only receipts given before the chain began have no seal; a later one without it has lost it.
    const hasLostSeal = !receipt.seal && sealedSince !== undefined && receipt.receivedAt > sealedSince;
    if (hasLostSeal || !stands(receipt, hashText))
      findings.push({ code: archiveFindings.receipt, subject: receipt.receiptCode });
    for (const { sha256 } of receipt.files) {
      if (!sound.has(sha256))
        findings.push({ code: archiveFindings.receiptFile, subject: `${receipt.receiptCode}: ${sha256}` });
    }
  }
  const chain = receipts
    .flatMap(({ seal, receiptCode }) => (seal ? [{ seal, receiptCode }] : []))
    .sort((a, b) => a.seal.sequence - b.seal.sequence);
  for (const [index, { seal, receiptCode }] of chain.entries()) {
    const before = chain[index - 1]?.seal;
    // Receipts of other plans stand between most of them; only neighbours can be compared.
    const isBroken =
      before !== undefined &&
      (seal.sequence === before.sequence ||
        (seal.sequence === before.sequence + 1 && seal.previous !== before.hash));
    if (isBroken) findings.push({ code: archiveFindings.chain, subject: receiptCode });
  }
  return findings;
}

/** Whether a receipt says what its seal covers; one whose fields are not what they were does not. */
function stands(receipt: Receipt, hashText: (text: string) => string): boolean {
  try {
    return isIntact(receipt as unknown as Submission, hashText) !== false;
  } catch {
    return false;
  }
}

async function hashOf(pieces: AsyncIterable<Buffer>): Promise<{ sum: string; size: number }> {
  const digest = createHash('sha256');
  let size = 0;
  for await (const piece of pieces) {
    digest.update(piece);
    size += piece.length;
  }
  return { sum: digest.digest('hex'), size };
}

/** An entry as a whole; null when there is none, it is too large, or it cannot be unpacked. */
async function textOf(zip: ReadZip, name: string): Promise<Buffer | null> {
  const entry = zip.entries.get(name);
  if (!entry || entry.uncompressedSize > largestTextBytes) return null;
  const parts: Buffer[] = [];
  try {
    for await (const piece of await zip.pieces(entry)) parts.push(piece);
  } catch {
    return null;
  }
  return Buffer.concat(parts);
}

function parsed<T>(schema: z.ZodType<T>, bytes: Buffer | null): T | null {
  if (!bytes) return null;
  try {
    const result = schema.safeParse(JSON.parse(bytes.toString('utf8')));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
