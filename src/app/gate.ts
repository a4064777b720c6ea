/**
 * The one door for files people send: nothing is kept before it was looked into for a mark of secrecy or of restricted
 * circulation (domain.md 1.9, 1.10; Law 117/2025/QH15, art. 5). What a mark looks like is `intake/secrecy.ts`.
 */
import { createHash } from 'node:crypto';
import { UserError } from '../domain/errors.js';
import type { StoredFile } from '../domain/message.js';
import type { DocumentReader, Log, Vault } from '../domain/ports.js';
import { isMarkedName } from '../intake/index.js';

/**
 * Held in memory until it was looked into, in bytes; papers are smaller. A larger file is written down first and
 * removed again if a mark is found; what a crash leaves of it is removed at the next start.
 */
const heldBytes = 32 * 1024 * 1024;
/** Largest file looked into at all, in bytes: above it there are pictures and films, not papers. */
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
   * @throws UserError `file-secret` for a marked one, of which no byte is kept and nothing but hash, time and sender
   * logged; `file-empty`, `file-too-big`, `store-busy` as the vault says.
   */
  take(file: IncomingFile): Promise<StoredFile>;
}

/** @param maxBytes largest file taken. */
export function createGate(deps: {
  vault: Vault;
  documents: Pick<DocumentReader, 'isMarked'>;
  log: Log;
  maxBytes: number;
}): Gate {
  const { vault, documents, log, maxBytes } = deps;

  function refuse(sha256: string | null, sender: string): UserError {
    log.warn({ sha256, sender }, 'A file with a mark of secrecy was refused; nothing of it is kept');
    return new UserError('file-secret');
  }

  return {
    async take({ source, name, caption, sender }) {
      const isNamed = isMarkedName(name) || (caption !== null && isMarkedName(caption));
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
        if (isNamed || (bytes.length > 0 && (await documents.isMarked(bytes))))
          throw refuse(createHash('sha256').update(bytes).digest('hex'), sender);
        return vault.put(once(bytes), { name, maxBytes });
      }
      if (isNamed) throw refuse(null, sender);
      const file = await vault.put(joined(pieces, reading), { name, maxBytes });
      if (file.size <= lookedIntoBytes && (await documents.isMarked(await vault.read(file.sha256)))) {
        await vault.remove(file.sha256);
        throw refuse(file.sha256, sender);
      }
      return file;
    },
  };
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
