/** Reading an archive of our own: entries by name, each in pieces. Nothing it says about itself is believed. */
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';

/** More entries than any archive of ours has. */
const mostEntries = 2_000_000;

export interface ReadZip {
  /** Entries by their names. */
  entries: ReadonlyMap<string, yauzl.Entry>;
  /** Bytes of an entry, never more than it declares. Rejects when they cannot be unpacked. */
  pieces(entry: yauzl.Entry): Promise<AsyncIterable<Buffer>>;
  close(): void;
}

/** Opens an archive and lists it. Rejects what is no zip archive, or names one entry twice. */
export async function openZip(path: string): Promise<ReadZip> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(
      path,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true },
      (error, opened) => (error ? reject(error) : resolve(opened)),
    );
  });
  const entries = new Map<string, yauzl.Entry>();
  try {
    await new Promise<void>((resolve, reject) => {
      zip.on('error', reject).on('end', () => resolve());
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entries.has(entry.fileName) || entries.size >= mostEntries)
          return reject(new Error('an entry stands twice in the archive'));
        entries.set(entry.fileName, entry);
        return zip.readEntry();
      });
      zip.readEntry();
    });
  } catch (error) {
    zip.close();
    throw error;
  }
  return {
    entries,
    async pieces(entry) {
      if (entry.isEncrypted()) throw new Error('an entry is encrypted');
      return new Promise<Readable>((resolve, reject) => {
        zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
      });
    },
    close: () => zip.close(),
  };
}
