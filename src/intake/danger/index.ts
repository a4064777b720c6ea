/**
 * Files that are refused whoever sends them: programs and scripts, office files with macros, locked ones, archives that
 * cannot be looked into. Told by content and by name; whatever the name says, the content is looked at as well.
 * Work and memory are bounded by `archiveLimits` and by what the caller holds in memory; nothing is run or written.
 */
import { open, readFile, stat } from 'node:fs/promises';
import { UserError } from '../../domain/errors.js';
import { compoundLimits, isCompound } from '../readers/compound.js';
import { dangerInArchive, isZipHead } from './archive.js';
import { refusalOfCompound } from './compound.js';
import { isProgramName, macroFreeEnding } from './names.js';
import { headBytes, signOf } from './signs.js';

/** Why a file of this name is refused before a byte of it is read, or null. */
export function dangerInName(name: string): UserError | null {
  if (isProgramName(name)) return new UserError('file-executable');
  const ending = macroFreeEnding(name);
  return ending === null ? null : new UserError('file-macro', ending);
}

/**
 * Why a file is refused, or null.
 * @returns UserError `file-executable`, `file-macro`, `file-encrypted` or `archive-unseen`. A file that is merely broken
 *   is none of these, and a PDF's password is found by who opens it (`DocumentReader.isMarked`).
 */
export async function dangerIn(bytes: Uint8Array, name: string): Promise<UserError | null> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const danger = dangerInName(name) ?? (await dangerInHead(data));
  if (danger !== null) return danger;
  if (isZipHead(data)) return dangerInArchive(data);
  return isCompound(data) ? refusalOfCompound(data) : null;
}

/** As `dangerIn`, of a file on disk that may be too large to be held. */
export async function dangerInFile(path: string, name: string): Promise<UserError | null> {
  const head = await headOf(path);
  const danger = dangerInName(name) ?? (await dangerInHead(head));
  if (danger !== null) return danger;
  if (isZipHead(head)) return dangerInArchive(path);
  if (!isCompound(head)) return null;
  const { size } = await stat(path);
  // Larger than any such file is opened here: one cannot say what is in it.
  return size > compoundLimits.bytes
    ? new UserError('archive-unseen')
    : refusalOfCompound(await readFile(path));
}

async function dangerInHead(head: Buffer): Promise<UserError | null> {
  const sign = await signOf(head.subarray(0, headBytes));
  if (sign === null) return null;
  return sign.kind === 'program'
    ? new UserError('file-executable')
    : new UserError('archive-unseen', `.${sign.ending}`);
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
