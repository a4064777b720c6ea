/**
 * The one door for files people send: nothing is kept before it was looked into for a mark of secrecy or of restricted
 * circulation (domain.md 1.9, 1.10; Law 117/2025/QH15, art. 5), for programs, macros and what is locked, and where a virus
 * scanner is configured for what it knows. What a mark looks like is `intake/secrecy.ts`, what is dangerous `intake/danger/`.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { UserError } from '../domain/errors.js';
import type { StoredFile } from '../domain/message.js';
import type { DocumentReader, Log, Vault } from '../domain/ports.js';
import { dangerIn, dangerInFile, dangerInName, isMarkedName } from '../intake/index.js';
import type { VirusScanner } from './virus-scan.js';

/**
 * Held in memory until it was looked into, in bytes; papers are smaller. A larger file is written down first and
 * removed again if it is refused.
 */
const heldBytes = 32 * 1024 * 1024;
/** Largest file looked into for words, in bytes: above it there are pictures and films, not papers. */
const lookedIntoBytes = 96 * 1024 * 1024;

/** A file as it comes in. */
export interface IncomingFile {
  source: AsyncIterable<Uint8Array>;
  name: string;
  /** Words sent with it, where a mark may stand as well. */
  caption: string | null;
  /** Who sent it, for the log: an address of a channel, never a name. */
  sender: string;
}

export interface Gate {
  /**
   * Takes a file into the vault.
   * @throws UserError `file-secret` for a marked one; `file-executable`, `file-macro`, `file-encrypted`, `archive-unseen`,
   * `file-infected` or `scan-too-large` for one that may do harm or cannot be looked into; of all these no byte is kept and
   * nothing but hash, reason, time and sender logged. `scan-unavailable` while a configured scanner gives no verdict;
   * `file-empty`, `file-too-big`, `store-busy` as the vault says.
   */
  take(file: IncomingFile): Promise<StoredFile>;
  /** Throws UserError `scan-unavailable` while nothing could be taken anyway, so that nothing is fetched in vain. */
  ready(): Promise<void>;
}

/**
 * @param maxBytes largest file taken.
 * @param scanner null when none is configured: then files are taken without a scan.
 */
export function createGate(deps: {
  vault: Vault;
  documents: Pick<DocumentReader, 'isMarked'>;
  log: Log;
  maxBytes: number;
  scanner?: VirusScanner | null;
}): Gate {
  const { vault, documents, log, maxBytes, scanner = null } = deps;

  /** Writes down that a file was refused, and why. */
  function refuse(reason: UserError, sha256: string | null, sender: string): UserError {
    if (reason.code === 'file-secret')
      log.warn({ sha256, sender }, 'A file with a mark of secrecy was refused; nothing of it is kept');
    else log.warn({ sha256, sender, reason: reason.code }, 'A file was refused; nothing of it is kept');
    return reason;
  }

  async function scan(source: AsyncIterable<Uint8Array>, sha256: string): Promise<UserError | null> {
    const found = (await scanner?.scan(source)) ?? null;
    if (found === null) return null;
    log.warn({ sha256, signature: found }, 'The virus scanner found something in a file');
    return new UserError('file-infected');
  }

  return {
    async take({ source, name, caption, sender }) {
      const isNamed = isMarkedName(name) || (caption !== null && isMarkedName(caption));
      const byName = isNamed ? new UserError('file-secret') : dangerInName(name);
      const pieces: Uint8Array[] = [];
      let held = 0;
      const reading = source[Symbol.asyncIterator]();
      let isWhole = false;
      while (held <= heldBytes) {
        // oxlint-disable-next-line no-await-in-loop -- a stream is read piece by piece
        const next = await reading.next();
        if (next.done === true) {
          isWhole = true;
          break;
        }
        pieces.push(next.value);
        held += next.value.length;
        if (held > maxBytes) break;
      }
      if (isWhole) {
        const bytes = Buffer.concat(pieces);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        if (byName !== null) throw refuse(byName, sha256, sender);
        if (bytes.length > 0) {
          const danger =
            (await dangerIn(bytes, name)) ??
            (await markIn(bytes, documents)) ??
            (await scan(once(bytes), sha256).catch(refusal));
          if (danger !== null) throw isPassing(danger) ? danger : refuse(danger, sha256, sender);
        }
        return vault.put(once(bytes), { name, maxBytes });
      }
      if (byName !== null) {
        await reading.return?.();
        throw refuse(byName, null, sender);
      }
      return takeLarge(joined(pieces, reading), name, sender);
    },
    ready: async () => scanner?.ready(),
  };

  /** A file that is written down before it is looked into. */
  async function takeLarge(
    source: AsyncIterable<Uint8Array>,
    name: string,
    sender: string,
  ): Promise<StoredFile> {
    const before = noticing(source, vault);
    const file = await vault.put(before.source, { name, maxBytes });
    const { sha256, size } = file;
    const path = await vault.pathOf(sha256);
    const danger =
      (await dangerInFile(path, name)) ??
      (size <= lookedIntoBytes ? await markIn(await vault.read(sha256), documents) : null) ??
      (await scan(createReadStream(path), sha256).catch(refusal));
    if (danger === null) return file;
    // The same bytes may have come in before and been receipted; only a marked paper goes whatever leans on it.
    if (danger.code === 'file-secret' || !before.wasThere()) await vault.remove(sha256);
    throw isPassing(danger) ? danger : refuse(danger, sha256, sender);
  }
}

/** Reasons that may be gone in a moment: nothing is said to be refused, and it is tried again. */
export function isPassing(error: UserError): boolean {
  return error.code === 'store-busy' || error.code === 'scan-unavailable';
}

/** A mark of secrecy, or a lock that keeps everybody from looking for one. */
async function markIn(
  bytes: Uint8Array,
  documents: Pick<DocumentReader, 'isMarked'>,
): Promise<UserError | null> {
  try {
    return (await documents.isMarked(bytes)) ? new UserError('file-secret') : null;
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}

/** A stream that finds out, before its last byte is written down, whether the same file was in the vault already. */
function noticing(
  source: AsyncIterable<Uint8Array>,
  vault: Vault,
): { source: AsyncIterable<Uint8Array>; wasThere: () => boolean } {
  let wasThere = false;
  async function* noticed(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const piece of source) {
      hash.update(piece);
      yield piece;
    }
    wasThere = await vault.pathOf(hash.digest('hex')).then(
      () => true,
      () => false,
    );
  }
  return { source: noticed(), wasThere: () => wasThere };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

/** What was read already and the rest of the stream. */
async function* joined(
  pieces: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* pieces;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a stream is read piece by piece
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}
