/** A glance at a submission before it is shown: slow work with a short clock, which never keeps anybody waiting. */
import { Readable } from 'node:stream';
import type { SubmissionPreview } from '../domain/command.js';
import { Interrupted, UserError } from '../domain/errors.js';
import type { StoredFile } from '../domain/message.js';
import type { DocumentReader, FilePreview, Log, Vault } from '../domain/ports.js';

/** Largest file that is looked into, in bytes; reports with pictures stay below it. */
const largestFileBytes = 40 * 1024 * 1024;
/** Files tried until one can be shown. */
const mostFiles = 3;
/** Largest picture made, in bytes; a page in grey takes a tenth of it. */
const largestPictureBytes = 5 * 1024 * 1024;
/** How long the person waits for it, in milliseconds: plans and marks of other files may stand before it in the queue. */
const usualPatienceMs = 8_000;

/**
 * The first file that can be shown. Null when none can, or none in time; what fails here is found by opening the file.
 */
export async function makePreview(
  { submissionId, files }: { submissionId: string; files: readonly StoredFile[] },
  deps: { vault: Vault; documents: Pick<DocumentReader, 'preview'>; log: Log },
  patienceMs = usualPatienceMs,
): Promise<SubmissionPreview | null> {
  let clock: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    clock = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([firstShown(submissionId, files, deps), tooLate]);
  } finally {
    clearTimeout(clock);
  }
}

async function firstShown(
  submissionId: string,
  files: readonly StoredFile[],
  { vault, documents, log }: { vault: Vault; documents: Pick<DocumentReader, 'preview'>; log: Log },
): Promise<SubmissionPreview | null> {
  for (const file of files.filter(({ size }) => size <= largestFileBytes).slice(0, mostFiles)) {
    try {
      const shown = await documents.preview(await vault.read(file.sha256));
      if (shown) return await kept(submissionId, file, shown, vault);
    } catch (error) {
      if (error instanceof Interrupted) return null;
      if (!(error instanceof UserError)) log.warn({ error }, 'A file could not be previewed');
    }
  }
  return null;
}

async function kept(
  submissionId: string,
  { name }: StoredFile,
  shown: FilePreview,
  vault: Vault,
): Promise<SubmissionPreview> {
  if (shown.kind === 'text') return { submissionId, name, picture: null, text: shown.text };
  const source = Readable.from([Buffer.from(shown.png)]);
  const options = { name: 'trang-1.png', maxBytes: largestPictureBytes };
  return { submissionId, name, picture: await vault.put(source, options), text: null };
}
