/**
 * Prepares the streams of a Word 97-2003 file for the library that extracts its words. The library makes a cell's end a tab,
 * a paragraph inside a cell a new line, and unravels fields by repeated search: rows could not be told from lines, and a
 * crafted field would cost hours. Here those signs are replaced in a copy, in place, before it looks.
 * Source of the layout: [MS-DOC] 2.5 (FIB), 2.8.35 (pieces), 2.9.175 and 2.6.2 (paragraph properties).
 */
import { UserError } from '../../domain/errors.js';

/** Stands for the end of a table cell, and for the end of a paragraph inside one, in the extracted text. */
export const marks = { cell: '\u001d', inCell: '\u001e' } as const;

/** Most characters of a document, all its parts together: 2,000 pages. */
const mostCharacters = 4_000_000;

/** Words are in one of these streams beside the main one. */
export type TableName = '0Table' | '1Table';

/**
 * Which table stream a document uses.
 * @throws UserError `document-unreadable` for what Word 97 cannot have written, `file-encrypted` behind a password.
 */
export function tableNameOf(main: Buffer): TableName {
  if (main.length < 0x200 || main.readUInt16LE(0) !== 0xa5ec)
    throw new UserError('document-unreadable', null);
  const flags = main.readUInt16LE(0x0a);
  if ((flags & 0x0100) !== 0) throw new UserError('file-encrypted', null);
  return (flags & 0x0200) === 0 ? '0Table' : '1Table';
}

/** Codes of Windows-1252 that no sign has, and the euro: the library writes "undefined" for them. */
const nameless = new Set([0x80, 0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Fields inside fields: Word's own tables of contents have three. */
const deepestField = 20;

interface Range {
  from: number;
  to: number;
}

/** Whether one of the ranges (in order) holds the position. */
function covers(ranges: readonly Range[], position: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.to ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.from ?? Infinity) <= position;
}

interface Piece {
  from: number;
  to: number;
  width: 1 | 2;
}

/**
 * A copy of the main stream with marked cells, fields reduced to what they show, and bookmarks (on which the library
 * stumbles) left out.
 * @throws UserError `file-damaged` when the piece table is broken, `document-unreadable` past the limit.
 */
export function marked(main: Buffer, table: Buffer): Buffer {
  const copy = Buffer.from(main);
  copy.writeUInt32LE(0, 0x0146);
  const pieces = piecesOf(main, table);
  const inTable = tableParagraphs(main, table);
  const fields: boolean[] = [];
  for (const { from, to, width } of pieces) {
    for (let position = from; position + width <= to; position += width) {
      const unit = width === 2 ? copy.readUInt16LE(position) : copy.readUInt8(position);
      const put = (value: number): void => {
        if (width === 2) copy.writeUInt16LE(value, position);
        else copy.writeUInt8(value, position);
      };
      if (unit >= 0x13 && unit <= 0x15) {
        // A field is 0x13 code 0x14 result 0x15; of the code nothing is shown.
        if (unit === 0x13 && fields.length < deepestField) fields.push(true);
        else if (unit === 0x14 && fields.length > 0) fields[fields.length - 1] = false;
        else if (unit === 0x15) fields.pop();
        put(0);
      } else if (unit === 0x07) put(0x1d);
      else if (unit === 0x0d) {
        // No code of a field reaches over the end of a paragraph.
        fields.length = 0;
        if (covers(inTable, position)) put(0x1e);
      } else if (fields.includes(true)) put(0);
      else if (width === 1 && nameless.has(unit)) put(0x20);
    }
  }
  return copy;
}

function piecesOf(main: Buffer, table: Buffer): Piece[] {
  try {
    let at = main.readUInt32LE(0x01a2);
    while (table.readUInt8(at) === 1) at += 3 + table.readUInt16LE(at + 1);
    if (table.readUInt8(at) !== 2) throw new RangeError();
    const size = table.readUInt32LE(at + 1);
    const start = at + 5;
    const count = Math.floor((size - 4) / 12);
    if (count < 1 || start + size > table.length) throw new RangeError();
    const pieces: Piece[] = [];
    let characters = 0;
    for (let index = 0; index < count; index += 1) {
      const length = table.readUInt32LE(start + index * 4 + 4) - table.readUInt32LE(start + index * 4);
      const place = table.readUInt32LE(start + (count + 1) * 4 + index * 8 + 2);
      const width = (place & 0x40000000) === 0 ? 2 : 1;
      const from = width === 2 ? place : Math.floor((place & 0x3fffffff) / 2);
      characters += length;
      if (length < 0) throw new RangeError();
      if (characters > mostCharacters) throw new UserError('document-unreadable', null);
      pieces.push({ from, to: Math.min(main.length, from + length * width), width });
    }
    return pieces;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('file-damaged', null);
  }
}

/** Ranges of the main stream whose paragraphs stand in a table, in order. A broken page of properties is passed over. */
function tableParagraphs(main: Buffer, table: Buffer): Range[] {
  const start = main.readUInt32LE(0x0102);
  const size = main.readUInt32LE(0x0106);
  const count = Math.floor((size - 4) / 8);
  const ranges: Range[] = [];
  if (count < 1 || count > main.length / 512 || start + size > table.length) return ranges;
  for (let index = 0; index < count; index += 1) {
    const page = (table.readUInt32LE(start + (count + 1) * 4 + index * 4) & 0x3fffff) * 512;
    if (page + 512 > main.length) continue;
    const block = main.subarray(page, page + 512);
    const runs = block.readUInt8(511);
    if ((runs + 1) * 4 + runs * 13 > 511) continue;
    for (let run = 0; run < runs; run += 1) {
      const properties = block.readUInt8((runs + 1) * 4 + run * 13) * 2;
      if (properties === 0 || !isInTable(block, properties)) continue;
      ranges.push({ from: block.readUInt32LE(run * 4), to: block.readUInt32LE(run * 4 + 4) });
    }
  }
  return ranges.sort((a, b) => a.from - b.from);
}

/** Bytes of operands by kind of property; 6 says its own length. */
const operandSize = [1, 1, 2, 4, 2, 2, 0, 3] as const;
const inTableProperty = 0x2416;

function isInTable(block: Buffer, at: number): boolean {
  let length = block.readUInt8(at) * 2 - 1;
  let from = at + 1;
  if (length < 0) {
    if (at + 1 > 510) return false;
    length = block.readUInt8(at + 1) * 2;
    from = at + 2;
  }
  const end = Math.min(from + length, 511);
  // The first two bytes name the style.
  for (let position = from + 2; position + 2 < end;) {
    const property = block.readUInt16LE(position);
    const kind = property >> 13;
    if (property === inTableProperty) return block.readUInt8(position + 2) === 1;
    position += 2 + (kind === 6 ? block.readUInt8(position + 2) + 1 : (operandSize[kind] ?? 1));
  }
  return false;
}
