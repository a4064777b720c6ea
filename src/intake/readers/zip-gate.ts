/**
 * The one gate every zip-based file passes before a parser sees it: counts entries, unpacked bytes and ratio, checks CRC-32.
 * Returns the checked bytes; interprets nothing.
 */
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { UserError } from '../../domain/errors.js';

/** Limits of one archive. Figures: docs/reliability.md. */
export const zipLimits = {
  entries: 2000,
  unpackedBytes: 64 * 1024 * 1024,
  /** Unpacked to packed, for entries above `ratioFrom` bytes. */
  ratio: 200,
  ratioFrom: 1024 * 1024,
} as const;

/**
 * Unpacks an archive in memory under the limits.
 * @returns entry name → bytes; folders are left out. A Map, so that hostile names are only names.
 * @throws UserError `file-damaged` when the archive or an entry is broken, `document-unreadable` past a limit or encrypted.
 */
export async function unpack(
  bytes: Uint8Array,
  limits: typeof zipLimits = zipLimits,
): Promise<Map<string, Buffer>> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      { lazyEntries: true, validateEntrySizes: true },
      (error, file) => {
        if (error !== null) reject(new UserError('file-damaged', null));
        else resolve(file);
      },
    );
  });
  if (zip.entryCount > limits.entries) throw new UserError('document-unreadable', null);
  const entries = new Map<string, Buffer>();
  let total = 0;
  let count = 0;
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown): void => {
      zip.close();
      reject(error instanceof UserError ? error : new UserError('file-damaged', null));
    };
    zip.on('error', fail);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      count += 1;
      if (count > limits.entries) return fail(new UserError('document-unreadable', null));
      if (entry.fileName.endsWith('/')) return zip.readEntry();
      if (entry.isEncrypted() || entries.has(entry.fileName))
        return fail(new UserError('document-unreadable', null));
      return zip.openReadStream(entry, (error, stream) => {
        if (error !== null) return fail(error);
        const parts: Buffer[] = [];
        let size = 0;
        let sum = 0;
        stream.on('error', fail);
        stream.on('data', (part: Buffer) => {
          size += part.length;
          total += part.length;
          sum = crc32(part, sum);
          const swollen = size > limits.ratioFrom && size > Math.max(1, entry.compressedSize) * limits.ratio;
          if (total > limits.unpackedBytes || swollen) {
            stream.destroy();
            return fail(new UserError('document-unreadable', null));
          }
          parts.push(part);
          return undefined;
        });
        stream.on('end', () => {
          if (sum !== entry.crc32 || size !== entry.uncompressedSize)
            return fail(new UserError('file-damaged', null));
          entries.set(entry.fileName, Buffer.concat(parts));
          return zip.readEntry();
        });
        return undefined;
      });
    });
    zip.readEntry();
  });
  return entries;
}
