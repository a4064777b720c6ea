/**
 * `backup`: the whole data folder at one point in time as one zip archive, also while the assistant runs.
 * Snapshot and journal are read without the lock and must be parts of one history; files in the vault never change.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { UserError } from '../src/domain/errors.js';
import { type Archived, calendarName, manifestName, snapshotName, type Manifest } from './archive.js';
import { errorCode, nodeDisk, temporaryPath } from './disk.js';
import { migrations, versionAfter } from './migrations.js';
import { names, snapshotOf, toSoundState, type Recovered } from './recover.js';
import { filesOf } from './references.js';
import { sha256Of, vaultPath } from './vault.js';
import { snapshotPieces } from './snapshot.js';
import { recoverSteadily } from './steady.js';
import { keeping } from './words.js';

export { checkData, type Finding } from './check.js';
export { restoreData } from './restore.js';

/** What a backup holds. */
export interface BackupSummary {
  /** Files of the vault in the archive. */
  files: number;
  /** Hashes of files the records name but that are missing or damaged; the archive is whole without them. */
  missing: string[];
}

/**
 * Writes a backup.
 * @param dir the data folder. @param file the archive to make; it must not exist.
 * @throws UserError `bad-input` when the archive exists or cannot be made there or there is no data, `store-damaged`,
 *   `store-newer`, `store-busy` when the disk is full. Nothing is left behind then.
 */
export async function backupData(dir: string, file: string): Promise<BackupSummary> {
  const target = resolve(file);
  if (await nodeDisk.stat(target)) throw new UserError('bad-input', keeping.targetExists(file));
  const found = await recoverSteadily(dir);
  if (!found) throw new UserError('bad-input', keeping.noData(dir));
  const temporary = temporaryPath(target);
  try {
    const summary = await writeArchive(temporary, join(dir, names.files), found);
    await giveName(temporary, target);
    await nodeDisk.syncFolder(dirname(target));
    return summary;
  } catch (error) {
    throw explained(error, file);
  } finally {
    await nodeDisk.remove(temporary).catch(() => undefined);
  }
}

/** A link, unlike a rename, refuses a file that appeared meanwhile; memory sticks know renames only. */
async function giveName(from: string, to: string): Promise<void> {
  try {
    await nodeDisk.link(from, to);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error) ?? '')) throw error;
    await nodeDisk.rename(from, to);
  }
}

async function writeArchive(path: string, vaultRoot: string, found: Recovered): Promise<BackupSummary> {
  const version = versionAfter(migrations);
  const state = toSoundState(found, migrations);
  const zip = new yazl.ZipFile();
  const output = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const written = pipeline(zip.outputStream, output);
  // Awaited below; until then its failure must not count as unhandled.
  written.catch(() => undefined);
  const archived: Archived[] = [];
  const missing: string[] = [];

  const snapshot = Buffer.concat([
    ...snapshotPieces(snapshotOf(state, { version, store: found.store, ...found.point })),
  ]);
  zip.addBuffer(snapshot, snapshotName);
  archived.push({ path: snapshotName, size: snapshot.length, sha256: sha256Of(snapshot) });
  const calendar = await nodeDisk.read(join(dirname(vaultRoot), calendarName));
  if (calendar) {
    zip.addBuffer(calendar, calendarName);
    archived.push({ path: calendarName, size: calendar.length, sha256: sha256Of(calendar) });
  }
  for (const sha256 of filesOf(state)) {
    const size = await soundSize(vaultRoot, sha256);
    if (size === null) {
      missing.push(sha256);
      continue;
    }
    const name = `${names.files}/${sha256.slice(0, 2)}/${sha256}`;
    // Documents and pictures are packed already.
    await addFile(zip, vaultPath(vaultRoot, sha256), name, size, written);
    archived.push({ path: name, size, sha256 });
  }
  const manifest: Manifest = {
    format: 'dondoc-backup',
    version: 1,
    records: version,
    files: archived,
    missing,
  };
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 1)), manifestName);
  zip.end();
  await written;
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { files: archived.filter(({ path: name }) => name.startsWith(names.files)).length, missing };
}

/** Size of a stored file whose content is what its name says; null when it is gone or damaged. */
async function soundSize(root: string, sha256: string): Promise<number | null> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const piece of createReadStream(vaultPath(root, sha256))) {
      hash.update(piece as Buffer);
      size += (piece as Buffer).length;
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof UserError) return null;
    throw error;
  }
  return hash.digest('hex') === sha256 ? size : null;
}

/** Adds a file and waits until the archive has taken it, so that only one is open at a time. */
async function addFile(
  zip: yazl.ZipFile,
  path: string,
  name: string,
  size: number,
  written: Promise<void>,
): Promise<void> {
  const source = createReadStream(path);
  const passing = new Transform({ transform: (piece, _encoding, done) => done(null, piece) });
  const taken = pipeline(source, passing);
  zip.addReadStream(passing, name, { size, compress: false, mode: 0o600 });
  try {
    await Promise.race([taken, written.then(() => taken)]);
  } finally {
    source.destroy();
  }
}

/** Faults of the target, as the person at the console can mend them. */
function explained(error: unknown, file: string): unknown {
  const code = errorCode(error);
  if (code === 'EEXIST') return new UserError('bad-input', keeping.targetExists(file));
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new UserError('bad-input', keeping.targetFolder(dirname(file)));
  }
  if (code === null || error instanceof UserError) return error;
  const refusal = new UserError('store-busy');
  refusal.cause = error;
  return refusal;
}
