/**
 * Files under `files/<aa>/<sha256>`, written once and never changed.
 * Names given by people are kept with the records; no path is made of anything but a checked hash.
 */
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { UserError } from '../src/domain/errors.js';
import type { Vault } from '../src/domain/ports.js';
import { type Disk, type DiskFile, temporaryEnding, temporaryPath } from './disk.js';
import { kindOf, sampleBytes } from './file-kind.js';
import { cleanName, sizeWords } from './file-name.js';

const hashPattern = /^[0-9a-f]{64}$/;
const folderPattern = /^[0-9a-f]{2}$/;

/** How long a file that was put is left alone by whoever tidies up, in milliseconds of real time. */
const settlingMs = 3_600_000;

/** Whether a text can be the address of a file. */
export function isSha256(text: string): boolean {
  return hashPattern.test(text);
}

/** Where a file of the vault in `root` lies. Throws UserError `file-not-found` for anything that is not a hash. */
export function vaultPath(root: string, sha256: string): string {
  if (!isSha256(sha256)) throw new UserError('file-not-found');
  return join(root, sha256.slice(0, 2), sha256);
}

/** Every name in a vault's folders: stored files, and what does not belong there. Paths are relative to `root`. */
export async function vaultEntries(
  disk: Disk,
  root: string,
): Promise<{ hashes: string[]; others: string[] }> {
  const hashes: string[] = [];
  const others: string[] = [];
  for (const folder of await disk.list(root)) {
    const isOurs = folderPattern.test(folder);
    if (!isOurs) others.push(folder);
    for (const name of isOurs ? await disk.list(join(root, folder)) : []) {
      if (isSha256(name) && name.startsWith(folder)) hashes.push(name);
      else others.push(join(folder, name));
    }
  }
  return { hashes, others };
}

/** SHA-256 of some bytes, hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Opens the vault of a locked data folder, removing what uploads cut off by a crash have left.
 * @param root the folder of the files; made when it is needed.
 */
export async function openVault(disk: Disk, root: string): Promise<Vault> {
  for (const name of await disk.list(root)) {
    if (name.endsWith(temporaryEnding)) await disk.remove(join(root, name));
  }

  /** When files were put last, for as long as that matters. After a restart nothing is in hand. */
  const putAt = new Map<string, number>();
  function notePut(sha256: string): void {
    for (const [known, at] of putAt) if (Date.now() - at > settlingMs) putAt.delete(known);
    putAt.set(sha256, Date.now());
  }

  /** Folders that are certainly durable in their parents; one found at the start may be left from a crash. */
  const durable = new Set<string>();
  async function makeFolder(path: string): Promise<void> {
    if (durable.has(path)) return;
    await disk.makeFolder(path);
    await disk.syncFolder(dirname(path));
    durable.add(path);
  }

  async function existingPath(sha256: string): Promise<string> {
    const path = vaultPath(root, sha256);
    if (!(await refusing(disk.stat(path)))) throw new UserError('file-not-found');
    return path;
  }

  return {
    async put(source, { name, maxBytes }) {
      const temporary = temporaryPath(join(root, 'incoming'));
      try {
        await refusing(makeFolder(root));
        const { sha256, size, mime } = await receive(
          source,
          maxBytes,
          await refusing(disk.create(temporary)),
        );
        const path = vaultPath(root, sha256);
        const folder = dirname(path);
        await refusing(makeFolder(folder));
        notePut(sha256);
        // Also when the file is there already: the same content in its place mends a copy gone bad.
        await refusing(disk.rename(temporary, path));
        await refusing(disk.syncFolder(folder));
        return { sha256, name: cleanName(name), size, mime };
      } catch (error) {
        await disk.remove(temporary).catch(() => undefined);
        throw error;
      }
    },
    pathOf: existingPath,
    async read(sha256) {
      const bytes = await refusing(disk.read(await existingPath(sha256)));
      if (!bytes) throw new UserError('file-not-found');
      if (sha256Of(bytes) !== sha256) throw new UserError('file-damaged');
      return bytes;
    },
    async remove(sha256) {
      if (!isSha256(sha256)) return;
      const path = vaultPath(root, sha256);
      if (!(await refusing(disk.stat(path)))) return;
      await refusing(disk.remove(path));
      await refusing(disk.syncFolder(dirname(path)));
    },
    async removeUnnamed(sha256) {
      if (!isSha256(sha256)) return true;
      const path = vaultPath(root, sha256);
      if (!(await refusing(disk.stat(path)))) return true;
      if (Date.now() - (putAt.get(sha256) ?? Number.NEGATIVE_INFINITY) <= settlingMs) return false;
      await refusing(disk.remove(path));
      await refusing(disk.syncFolder(dirname(path)));
      return true;
    },
    async list() {
      return (await refusing(vaultEntries(disk, root))).hashes;
    },
  };
}

/** Streams to the file while counting and hashing; durable and closed when it returns. */
async function receive(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
  file: DiskFile,
): Promise<{ sha256: string; size: number; mime: string }> {
  const hash = createHash('sha256');
  let size = 0;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  try {
    for await (const piece of source) {
      if (size + piece.length > maxBytes) throw new UserError('file-too-big', sizeWords(maxBytes));
      hash.update(piece);
      await refusing(file.write(piece, size));
      size += piece.length;
      if (head.length < sampleBytes)
        head = Buffer.concat([head, piece.subarray(0, sampleBytes - head.length)]);
      tail = Buffer.concat([tail, piece.subarray(-sampleBytes)]).subarray(-sampleBytes);
    }
    if (size === 0) throw new UserError('file-empty');
    await refusing(file.sync());
  } finally {
    await refusing(file.close());
  }
  return { sha256: hash.digest('hex'), size, mime: await kindOf(head, tail) };
}

/** What the disk refuses is nobody's fault and may work later: `store-busy`. */
async function refusing<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const refusal = new UserError('store-busy');
    refusal.cause = error;
    throw refusal;
  }
}
