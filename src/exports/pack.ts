/**
 * Files of the vault as one zip archive, streamed: at any moment one file is open and a few pieces of it are in memory,
 * however large the archive is. Names, order and what else lies in it are the caller's.
 */
import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import yazl from 'yazl';
import type { Vault } from '../domain/ports.js';

/** A file of the vault and its place in an archive. */
export interface PackedFile {
  path: string;
  /** Where it lies on the disk. */
  place: string;
  sha256: string;
  size: number;
  /** Type found from the content; what is packed already is only stored. */
  mime: string;
  modifiedAt: Date;
}

/** Something made for the archive. */
export interface PackedText {
  path: string;
  bytes: Uint8Array;
}

export interface Packed {
  stream: Readable;
  /** Length of the whole archive in bytes; null where packing makes it unknown beforehand. */
  length: number | null;
}

/** Kinds that shrink; all others are packed by themselves (office files, PDF, pictures, archives). */
const shrinks =
  /^(?:text\/|application\/(?:msword|vnd\.ms-(?:excel|powerpoint)|x-cfb|rtf|xml|json)$|image\/bmp$)/;

/** `sha256sum -c` reads this from the folder the archive was unpacked into. */
export function sumsOf(parts: Iterable<{ path: string; sha256: string }>): Buffer {
  return Buffer.from(Array.from(parts, ({ path, sha256 }) => `${sha256}  ${path}\n`).join(''), 'utf8');
}

/** SHA-256 of bytes made for an archive, hex. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Where files lie on the disk, by their hashes. Those that are no longer in the vault, or not in their full length, are
 * left out; contents are not read.
 */
export async function locate(
  files: Iterable<{ sha256: string; size: number }>,
  vault: Pick<Vault, 'pathOf'>,
): Promise<Map<string, string>> {
  const places = new Map<string, string>();
  const seen = new Set<string>();
  for (const { sha256, size } of files) {
    if (seen.has(sha256)) continue;
    seen.add(sha256);
    const place = await vault.pathOf(sha256).catch(() => null);
    const found = place === null ? null : await stat(place).catch(() => null);
    if (place !== null && found?.size === size) places.set(sha256, place);
  }
  return places;
}

/**
 * Starts an archive: first what was made for it, then the files in their order.
 * @param onDamaged called with a file whose content is no longer what its hash says. It may throw: the archive then
 *   breaks off with that error; otherwise the file goes out as it is, and the list of hashes tells.
 * The stream breaks off with an error when a file cannot be read to its end.
 */
export function pack(
  texts: readonly PackedText[],
  files: readonly PackedFile[],
  onDamaged: (file: PackedFile) => void,
): Packed {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  let open: ReadStream | null = null;
  zip.on('error', (error: Error) => output.destroy(error));
  // Whoever fetches it may go away in the middle of a file.
  output.on('close', () => open?.destroy());

  for (const { path, bytes } of texts) zip.addBuffer(Buffer.from(bytes), path, { compress: false });
  for (const file of files) {
    const { path, size, mime, modifiedAt } = file;
    const options = { size, compress: shrinks.test(mime), mtime: modifiedAt };
    zip.addReadStreamLazy(path, options, (done) => {
      const source = createReadStream(file.place);
      source.on('error', (error) => zip.emit('error', error));
      open = source;
      if (output.destroyed) source.destroy();
      done(null, source.pipe(checked(file, onDamaged, (error) => zip.emit('error', error))));
    });
  }
  let length: number | null = null;
  // Told at once: no size has to be looked up first.
  zip.end({ forceZip64Format: isLongList([...texts, ...files]), comment: '' }, ((total: number) => {
    length = total < 0 ? null : total;
  }) as () => void);
  return { stream: output, length };
}

/** Bytes of one entry in the list at the end of an archive, beside its name: its record and its time. */
const listedBytes = 46 + 9;

/**
 * yazl 3.3 counts on the long form of the list's end from 64 kB on, but writes it from 4 GB on unless told to: the length
 * given beforehand would be 76 bytes too much, and a browser would take the archive for cut off.
 */
function isLongList(entries: readonly { path: string }[]): boolean {
  return entries.reduce((sum, { path }) => sum + listedBytes + Buffer.byteLength(path), 0) >= 0xffff;
}

/** Lets a file pass, and tells at its end when it was not what its hash says. */
function checked(
  file: PackedFile,
  onDamaged: (file: PackedFile) => void,
  fail: (error: Error) => void,
): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      done(null, piece);
    },
    flush(done) {
      if (hash.digest('hex') === file.sha256) return done();
      try {
        onDamaged(file);
        done();
      } catch (error) {
        fail(error as Error);
      }
    },
  });
}
