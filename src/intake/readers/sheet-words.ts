/**
 * The words of a spreadsheet that stand in no cell: page headers and footers, comments, text boxes, names of hidden and shown
 * sheets. They are looked through for marks of secrecy and never become tasks. Cheap searches, no parser.
 */
import { UserError } from '../../domain/errors.js';

/** Most characters taken from one part, and from all; a mark stands early. */
const longestPart = 2_000_000;
const longestWords = 200_000;

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decode(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities.get(name.toLowerCase()) ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : ' ';
  });
}

/** "&C&"Arial,Bold"&14MẬT" → a line for each of left, middle and right, without codes of fonts. */
export function headerText(text: string): string {
  return text.replace(/&[LCR]/g, '\n').replace(/&"[^"]{0,100}"|&K[\dA-F]{6}|&\d{1,3}|&[A-Z]/gi, '');
}

/** Of an unpacked .xlsx. */
export function xlsxWords(entries: ReadonlyMap<string, Buffer>): string {
  const lines: string[] = [];
  for (const [name, part] of entries) {
    if (
      !/^xl\/(?:worksheets|comments|threadedComments|drawings)/i.test(name) ||
      !/\.(?:xml|vml)$/i.test(name)
    )
      continue;
    const isSheet = /^xl\/worksheets\//i.test(name);
    const xml = part.toString('utf8');
    // Headers stand behind the cells.
    const text = isSheet
      ? xml.slice(Math.max(0, xml.lastIndexOf('</sheetData>'))).slice(0, longestPart)
      : xml.slice(0, longestPart);
    const pattern = isSheet
      ? /<(?:\w{1,10}:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]{0,100})?>([^<]{0,2000})</g
      : /<(?:\w{1,10}:)?t(?:ext)?(?:\s[^>]{0,100})?>([^<]{0,2000})</g;
    for (const match of text.matchAll(pattern))
      lines.push(isSheet ? headerText(decode(match[1] ?? '')) : decode(match[1] ?? ''));
  }
  return lines.join('\n').slice(0, longestWords);
}

/** Of an unpacked .ods: its page styles. */
export function odsWords(entries: ReadonlyMap<string, Buffer>): string {
  const xml = entries.get('styles.xml')?.toString('utf8').slice(0, longestPart) ?? '';
  const from = xml.indexOf('<office:master-styles');
  if (from < 0) return '';
  return decode(
    xml
      .slice(from)
      .replace(/<\/text:p>/g, '\n')
      .replace(/<[^>]{0,1000}>/g, ''),
  ).slice(0, longestWords);
}

/** Records of [MS-XLS] 2.3: cells of every kind, page header and footer. */
const cellRecords = new Set([
  0x0006, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e, 0x0201, 0x0002, 0x0003, 0x0004, 0x00d6,
]);
const manyCells = new Set([0x00bd, 0x00be]);
const headerRecords = new Set([0x0014, 0x0015]);
const passwordRecord = 0x002f;

/**
 * Of the workbook stream of an .xls; its cells are counted on the way.
 * @throws UserError `document-unreadable` above `mostCells`, `file-encrypted`.
 */
export function biffWords(stream: Buffer, mostCells: number): string {
  const lines: string[] = [];
  let cells = 0;
  for (let at = 0; at + 4 <= stream.length;) {
    const record = stream.readUInt16LE(at);
    const size = stream.readUInt16LE(at + 2);
    const body = stream.subarray(at + 4, at + 4 + size);
    at += 4 + size;
    if (record === passwordRecord) throw new UserError('file-encrypted', null);
    if (cellRecords.has(record)) cells += 1;
    else if (manyCells.has(record)) cells += Math.ceil(size / 2);
    else if (headerRecords.has(record) && size > 3) lines.push(headerText(biffText(body)));
    if (cells > mostCells) throw new UserError('document-unreadable', null);
  }
  return lines.join('\n').slice(0, longestWords);
}

/** A string of a page header: length and width before it (Excel 97 on), or a length alone. */
function biffText(body: Buffer): string {
  const length = body.readUInt16LE(0);
  const wide = body.readUInt8(2);
  if (wide > 1) return body.subarray(1).toString('latin1');
  return wide === 1 ? body.toString('utf16le', 3, 3 + length * 2) : body.toString('latin1', 3, 3 + length);
}
