/**
 * What kind of file some bytes are, by content alone: the beginning and the end are looked at, nothing is unpacked.
 * A hint for readers and downloads, never a promise that the file is sound.
 */
import { fileTypeFromBuffer } from 'file-type';

/** How much of the beginning and of the end of a file is looked at, in bytes. */
export const sampleBytes = 4096;

const office = 'application/vnd.openxmlformats-officedocument.';
/** Folders inside a zip that tell which office document it is. */
const zipKinds: readonly (readonly [string, string])[] = [
  ['word/', `${office}wordprocessingml.document`],
  ['xl/', `${office}spreadsheetml.sheet`],
  ['ppt/', `${office}presentationml.presentation`],
];
/** Names of streams inside the old office format, written in UTF-16. */
const oldKinds: readonly (readonly [string, string])[] = [
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
];
const unknown = 'application/octet-stream';

/**
 * Media type of a file.
 * @param head its first bytes, at most `sampleBytes`. @param tail its last bytes; zip archives list their content there.
 * @returns `application/octet-stream` when nothing is recognised.
 */
export async function kindOf(head: Uint8Array, tail: Uint8Array): Promise<string> {
  // The mark of UTF-16 text looks like the start of an MP3 frame, so text is asked first there.
  if (isWide(head) && isText(head)) return 'text/plain';
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const mime = found?.mime.split(';')[0] ?? (isText(head) ? 'text/plain' : unknown);
  if (mime === 'application/zip')
    return zipKinds.find(([name]) => includes(name, 'latin1', head, tail))?.[1] ?? mime;
  if (mime === 'application/x-cfb')
    return oldKinds.find(([name]) => includes(name, 'utf16le', head, tail))?.[1] ?? mime;
  return mime;
}

function includes(text: string, encoding: BufferEncoding, ...samples: Uint8Array[]): boolean {
  const wanted = Buffer.from(text, encoding);
  return samples.some((sample) =>
    Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength).includes(wanted),
  );
}

/** Whether bytes begin with the mark of UTF-16. */
function isWide(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}

/** Whether bytes are UTF-8, or marked UTF-16, without control characters other than white space. */
function isText(head: Uint8Array): boolean {
  const encoding = isWide(head) ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  try {
    // The sample may end inside a character.
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return !/(?![\t\n\f\r])[\p{Cc}]/u.test(text);
  } catch {
    return false;
  }
}
