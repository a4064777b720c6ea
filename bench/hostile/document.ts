/** What a hostile document is, and the small makers its kinds share. */
import { deflateRawSync } from 'node:zlib';
import yazl from 'yazl';

/** One file that means harm or is merely clumsy. */
export interface HostileDocument {
  name: string;
  /** What is wrong with it, in a few words. */
  what: string;
  bytes: Buffer;
  /** Outcomes that are right: `read`, or codes of UserError. */
  expected: readonly string[];
}

/** What may become of a file nobody can read. */
export const refused: readonly string[] = [
  'file-damaged',
  'document-unreadable',
  'file-kind-refused',
  'file-encrypted',
];

/** A document of our list; without `expected` it must be refused. */
export function hostile(
  name: string,
  what: string,
  bytes: Buffer,
  expected: readonly string[] = refused,
): HostileDocument {
  return { name, what, bytes, expected };
}

/** A sentence every readable one carries, so that what is read can be checked. */
export const order = '1. Sở Y tế báo cáo UBND tỉnh trước ngày 01/9/2023.';

const types =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const relations =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';

/** The main part of a Word file around some content. */
export function wordXml(body: string, before = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>${body}</w:body></w:document>`;
}

/** A paragraph of a Word file. */
export function wordParagraph(text: string): string {
  const safe = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<w:p><w:r><w:t xml:space="preserve">${safe}</w:t></w:r></w:p>`;
}

/** The parts of a plain Word file with the order in it. */
export function wordParts(
  body = wordParagraph('KẾ HOẠCH') + wordParagraph(order),
): Record<string, string | Buffer> {
  return { '[Content_Types].xml': types, '_rels/.rels': relations, 'word/document.xml': wordXml(body) };
}

/** A zip archive of these parts, in this order. */
export async function zipOf(parts: Iterable<[string, string | Buffer]>, compress = true): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, part] of parts) zip.addBuffer(Buffer.from(part), name, { compress });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A Word file of these parts. */
export async function wordFile(parts: Record<string, string | Buffer> = wordParts()): Promise<Buffer> {
  return zipOf(Object.entries(parts));
}

/** An entry of an archive written by hand, where a library would refuse to lie. */
export interface RawEntry {
  name: string;
  content: Buffer;
  /** What the headers claim; the truth when absent. */
  size?: number;
  crc?: number;
  flags?: number;
}

/** An archive byte by byte (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16), with whatever its entries claim. */
export function rawZip(entries: readonly RawEntry[], crcOf: (content: Buffer) => number): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, size = content.length, crc = crcOf(content), flags = 0 } of entries) {
    const packed = deflateRawSync(content);
    const path = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc >>> 0, 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(size >>> 0, 18);
    shared.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), shared, path, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), shared, tail, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
