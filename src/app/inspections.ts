/**
 * Looking into files that are handed in, before the transaction: facts by hash, the same file looked into once. A file that
 * cannot be looked into, for whatever reason, is handed in without facts.
 */
import { Interrupted } from '../domain/errors.js';
import type { FileInspection } from '../domain/inspection.js';
import type { StoredFile } from '../domain/message.js';
import type { DocumentReader, Log, Vault } from '../domain/ports.js';

/** Facts kept in memory, by hash: a file is asked about again when its task has been chosen. A thousand take some MB. */
const mostKept = 1_000;
const kept = new WeakMap<DocumentReader, Map<string, FileInspection>>();

export async function inspectFiles(
  files: readonly StoredFile[],
  deps: { documents: DocumentReader; vault: Vault; log: Log },
): Promise<ReadonlyMap<string, FileInspection>> {
  const known = kept.get(deps.documents) ?? new Map<string, FileInspection>();
  kept.set(deps.documents, known);
  const facts = new Map<string, FileInspection>();
  for (const { sha256, name } of files) {
    const before = known.get(sha256);
    if (before !== undefined) {
      facts.set(sha256, before);
      continue;
    }
    try {
      const found = await deps.documents.inspect({ bytes: await deps.vault.read(sha256), name });
      facts.set(sha256, found);
      if (known.size >= mostKept) known.delete(known.keys().next().value ?? '');
      known.set(sha256, found);
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      deps.log.warn({ sha256, error }, 'A file could not be looked into; it is taken as it is');
    }
  }
  return facts;
}
