/**
 * `restore`: a backup archive into an empty data folder, all of it or nothing.
 * Nothing an archive says is believed: every path is one this program would write, every byte is counted and hashed.
 */
import { createHash } from 'node:crypto';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { UserError } from '../src/domain/errors.js';
import {
  calendarName,
  manifest,
  manifestName,
  snapshotName,
  type Archived,
  type Manifest,
} from './archive.js';
import { errorCode, nodeDisk, temporaryPath } from './disk.js';
import { writeEmptyJournal } from './journal-file.js';
import { migrations, versionAfter } from './migrations.js';
import { names, recover, toSoundState } from './recover.js';
import { parseSnapshot } from './snapshot.js';
import { keeping } from './words.js';

/** An archive has one entry per file of the vault; more than this is not one of ours. */
const mostEntries = 5_000_000;
const largestManifestBytes = 512 * 1024 * 1024;
const filePattern = /^files\/([0-9a-f]{2})\/([0-9a-f]{64})$/;

/**
 * Restores a backup.
 * @param file the archive. @param dir an absent or empty folder.
 * @throws UserError `bad-input` when the archive is absent or the folder is not empty, `file-damaged`, `store-newer`,
 *   `store-busy` when the disk refuses. The folder is as it was then.
 */
export async function restoreData(file: string, dir: string): Promise<void> {
  const target = resolve(dir);
  if (!(await nodeDisk.stat(file))) throw new UserError('bad-input', keeping.noArchive(file));
  const existing = await nodeDisk.stat(target);
  if (existing && (!existing.isFolder || (await nodeDisk.list(target)).length > 0)) {
    throw new UserError('bad-input', keeping.notEmpty(dir));
  }
  // An existing folder may be a mounted volume, which cannot be replaced: then the parts are moved into it.
  const temporary = temporaryPath(existing ? join(target, 'restore') : target);
  try {
    await nodeDisk.makeFolder(temporary);
    await unpack(file, temporary);
    if (existing) await moveInto(temporary, target);
    else await rename(temporary, target);
    await nodeDisk.syncFolder(dirname(target));
  } catch (error) {
    if (error instanceof UserError || errorCode(error) === null) throw error;
    const refusal = new UserError('store-busy');
    refusal.cause = error;
    throw refusal;
  } finally {
    await nodeDisk.remove(temporary);
  }
}

/** The journal goes last: a folder without it is refused as damaged, so half a restore is never taken for whole. */
async function moveInto(from: string, target: string): Promise<void> {
  const parts = [names.files, calendarName, names.snapshot, names.journal];
  const present = await nodeDisk.list(from);
  const moved: string[] = [];
  try {
    for (const part of parts.filter((name) => present.includes(name))) {
      await rename(join(from, part), join(target, part));
      moved.push(part);
      await nodeDisk.syncFolder(target);
    }
  } catch (error) {
    for (const part of moved) await nodeDisk.remove(join(target, part));
    throw error;
  }
}

async function unpack(file: string, into: string): Promise<void> {
  const zip = await openArchive(file);
  try {
    const entries = await listEntries(zip);
    const listed = await readManifest(zip, entries.get(manifestName));
    if (listed.files.length !== entries.size - 1) throw damagedArchive();
    const folders = new Set([into]);
    for (const part of listed.files) {
      const entry = entries.get(part.path);
      if (!entry || entry.uncompressedSize !== part.size) throw damagedArchive();
      const path = join(into, safePath(part));
      if (!folders.has(dirname(path))) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      folders.add(dirname(path)).add(dirname(dirname(path)));
      await extract(zip, entry, part, path);
    }
    await addJournal(into);
    for (const folder of [...folders].filter((folder) => folder.startsWith(into)))
      await nodeDisk.syncFolder(folder);
  } finally {
    zip.close();
  }
}

/** The path of a part inside the folder; only the forms this program writes exist. */
function safePath({ path, sha256 }: Archived): string {
  if (path === snapshotName) return names.snapshot;
  if (path === calendarName) return calendarName;
  const match = filePattern.exec(path);
  if (!match || match[2] !== sha256 || match[1] !== sha256.slice(0, 2)) throw damagedArchive();
  return join(names.files, sha256.slice(0, 2), sha256);
}

/** The journal that goes with the snapshot, and proof that both open. */
async function addJournal(into: string): Promise<void> {
  const bytes = await nodeDisk.read(join(into, names.snapshot));
  if (!bytes) throw damagedArchive();
  try {
    const { version, store, sequence, chain } = parseSnapshot(bytes, names.snapshot);
    if (version > versionAfter(migrations)) throw new UserError('store-newer');
    await writeEmptyJournal(nodeDisk, join(into, names.journal), { version, store, sequence, chain });
    const found = await recover(nodeDisk, into, migrations);
    if (!found) throw damagedArchive();
    toSoundState(found, migrations);
  } catch (error) {
    throw error instanceof UserError && error.code === 'store-damaged' ? damagedArchive() : error;
  }
}

function damagedArchive(): UserError {
  return new UserError('file-damaged');
}

function openArchive(file: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(
      file,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true },
      (error, zip) => {
        if (!error) resolve(zip);
        else reject(errorCode(error) === null ? damagedArchive() : error);
      },
    );
  });
}

function listEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  return new Promise((resolve, reject) => {
    zip.on('error', () => reject(damagedArchive()));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: yauzl.Entry) => {
      if (entries.has(entry.fileName) || entries.size >= mostEntries) return reject(damagedArchive());
      entries.set(entry.fileName, entry);
      return zip.readEntry();
    });
    zip.readEntry();
  });
}

async function readManifest(zip: yauzl.ZipFile, entry: yauzl.Entry | undefined): Promise<Manifest> {
  if (!entry || entry.uncompressedSize > largestManifestBytes) throw damagedArchive();
  const parts: Buffer[] = [];
  await readEntry(zip, entry, async (piece) => void parts.push(piece));
  try {
    const listed = manifest.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
    if (listed.version > 1 || listed.records > versionAfter(migrations)) throw new UserError('store-newer');
    return listed;
  } catch (error) {
    throw error instanceof UserError ? error : damagedArchive();
  }
}

async function extract(zip: yauzl.ZipFile, entry: yauzl.Entry, part: Archived, path: string): Promise<void> {
  const hash = createHash('sha256');
  const file = await nodeDisk.create(path);
  let length = 0;
  try {
    await readEntry(zip, entry, async (piece) => {
      hash.update(piece);
      await file.write(piece, length);
      length += piece.length;
    });
    await file.sync();
  } finally {
    await file.close();
  }
  if (length !== part.size || hash.digest('hex') !== part.sha256) throw damagedArchive();
}

/** The bytes of an entry in pieces, never more than it declares. @throws UserError `file-damaged` on a wrong CRC-32. */
async function readEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  take: (piece: Buffer) => Promise<void>,
): Promise<void> {
  if (entry.isEncrypted()) throw damagedArchive();
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(damagedArchive()) : resolve(opened)));
  });
  let sum = 0;
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (;;) {
    // Only reading can fail for the archive's sake; what `take` throws is the disk's.
    const next = await pieces.next().catch(() => {
      throw damagedArchive();
    });
    if (next.done) break;
    sum = crc32(next.value, sum);
    await take(next.value);
  }
  if (sum !== entry.crc32) throw damagedArchive();
}
