/** Reads archives in tests with a library of its own, every CRC checked. */
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';

/** Every entry of an archive by its name, in the order they stand. Rejects equal names, wrong sums, broken archives. */
export async function unzip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(
      Buffer.from(bytes),
      { lazyEntries: true, strictFileNames: true, validateEntrySizes: true },
      (error, opened) => (error ? reject(error) : resolve(opened)),
    );
  });
  const entries: yauzl.Entry[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject).on('end', () => resolve());
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
  const found = new Map<string, Buffer>();
  for (const entry of entries) {
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    const content = Buffer.concat(parts);
    if (found.has(entry.fileName)) throw new Error(`twice in the archive: ${entry.fileName}`);
    if (crc32(content) !== entry.crc32) throw new Error(`wrong CRC-32: ${entry.fileName}`);
    found.set(entry.fileName, content);
  }
  return found;
}
