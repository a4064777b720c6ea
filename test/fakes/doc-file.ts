/**
 * Writes small .doc files (Word 97-2003) for tests: paragraphs, tables, headers, text boxes, fields; no styles, no pictures.
 * Layout: [MS-DOC] 2.5 (FIB), 2.8.35 (pieces), 2.8.6 (paragraph pages), 2.8.22 (headers); container by the spreadsheet library.
 */
import { createRequire } from 'node:module';
import type * as Xlsx from '@e965/xlsx';
import { windows1252 } from './encodings.js';

/** A paragraph, or a table: rows of cells; a line break in a cell begins a new paragraph of it. */
export type DocPart = string | string[][];

export interface DocExtras {
  /** Words of the page header of the first section. */
  header?: string;
  textbox?: string;
  footnote?: string;
  /** Store one byte a character, as files typed in old fonts do. */
  eightBit?: boolean;
  encrypted?: boolean;
}

interface Run {
  from: number;
  to: number;
  kind: 'plain' | 'cell' | 'row-end';
}

/** The file's bytes. */
export function docFile(parts: DocPart[], extras: DocExtras = {}): Buffer {
  const runs: Run[] = [];
  let text = '';
  const put = (words: string, kind: Run['kind']): void => {
    runs.push({ from: text.length, to: text.length + words.length, kind });
    text += words;
  };
  for (const part of parts) {
    if (typeof part === 'string') put(`${part}\r`, 'plain');
    else
      for (const row of part) {
        for (const cell of row) {
          const lines = cell.split('\n');
          for (const [index, line] of lines.entries())
            put(`${line}${index === lines.length - 1 ? '\u0007' : '\r'}`, 'cell');
        }
        put('\u0007', 'row-end');
      }
  }
  const body = text.length;
  const story = (words: string | undefined): string => (words === undefined ? '' : `${words}\r`);
  const footnote = story(extras.footnote);
  // Six separators come first, then even header, odd header, even footer, odd footer, first header, first footer.
  const stories = ['', '', '', '', '', '', '', story(extras.header), '', '', '', ''];
  const header = extras.header === undefined ? '' : `${stories.join('')}\r`;
  const textbox = story(extras.textbox);
  const after = footnote + header + textbox;
  put(after === '' ? '' : `${after}\r`, 'plain');
  return container(text, runs, body, { footnote, header, textbox }, stories, extras);
}

function container(
  text: string,
  runs: Run[],
  body: number,
  sizes: { footnote: string; header: string; textbox: string },
  stories: string[],
  extras: DocExtras,
): Buffer {
  const width = extras.eightBit === true ? 1 : 2;
  const textAt = 1024;
  const words = width === 1 ? windows1252(text) : Buffer.from(text, 'utf16le');
  const pages = paragraphPages(runs, textAt, width);
  const pagesAt = Math.ceil((textAt + words.length) / 512) * 512;
  const main = Buffer.alloc(Math.max(pagesAt + pages.length * 512, 4096));
  words.copy(main, textAt);
  for (const [index, page] of pages.entries()) page.bytes.copy(main, pagesAt + index * 512);

  const pieces = Buffer.alloc(5 + 16);
  pieces.writeUInt8(2, 0);
  pieces.writeUInt32LE(16, 1);
  pieces.writeUInt32LE(0, 5);
  pieces.writeUInt32LE(text.length, 9);
  pieces.writeUInt32LE(width === 2 ? textAt : (textAt * 2) | 0x40000000, 13 + 2);
  const bins = Buffer.alloc((pages.length + 1) * 4 + pages.length * 4);
  for (const [index, page] of pages.entries()) {
    bins.writeUInt32LE(page.from, index * 4);
    bins.writeUInt32LE(pagesAt / 512 + index, (pages.length + 1) * 4 + index * 4);
  }
  bins.writeUInt32LE(textAt + words.length, pages.length * 4);
  const headers = Buffer.alloc(sizes.header === '' ? 0 : (stories.length + 2) * 4);
  let at = 0;
  for (const [index, one] of stories.entries()) {
    if (headers.length === 0) break;
    headers.writeUInt32LE(at, index * 4);
    at += one.length;
  }
  if (headers.length > 0) {
    headers.writeUInt32LE(at, stories.length * 4);
    headers.writeUInt32LE(at + 1, stories.length * 4 + 4);
  }
  const table = Buffer.alloc(4096 + bins.length + headers.length);
  pieces.copy(table, 0);
  bins.copy(table, 64);
  headers.copy(table, 64 + bins.length);

  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(0x00c1, 2);
  main.writeUInt16LE(0x0200 | (extras.encrypted === true ? 0x0100 : 0), 0x0a);
  main.writeUInt32LE(textAt, 0x18);
  main.writeUInt32LE(body, 0x4c);
  main.writeUInt32LE(sizes.footnote.length, 0x50);
  main.writeUInt32LE(sizes.header.length, 0x54);
  main.writeUInt32LE(sizes.textbox.length, 0x64);
  main.writeUInt32LE(64 + bins.length, 0xf2);
  main.writeUInt32LE(headers.length, 0xf6);
  main.writeUInt32LE(0, 0xfa);
  main.writeUInt32LE(4, 0xfe);
  main.writeUInt32LE(64, 0x102);
  main.writeUInt32LE(bins.length, 0x106);
  main.writeUInt32LE(0, 0x01a2);
  main.writeUInt32LE(pieces.length, 0x01a6);
  return compoundFile({ WordDocument: main, '1Table': table });
}

/** Pages of paragraph properties: in a table (0x2416), at the end of a row (0x2417). */
function paragraphPages(runs: Run[], textAt: number, width: number): { from: number; bytes: Buffer }[] {
  const pages: { from: number; bytes: Buffer }[] = [];
  const perPage = 20;
  for (let first = 0; first < runs.length; first += perPage) {
    const here = runs.slice(first, first + perPage);
    const bytes = Buffer.alloc(512);
    let free = 510;
    for (const [index, run] of here.entries()) {
      bytes.writeUInt32LE(textAt + run.from * width, index * 4);
      const properties = [
        ...(run.kind === 'plain' ? [] : [0x16, 0x24, 1]),
        ...(run.kind === 'row-end' ? [0x17, 0x24, 1] : []),
      ];
      const size = 2 + properties.length;
      const odd = size % 2 === 1;
      free -= odd ? size + 1 : size + 2;
      free -= free % 2;
      if (odd) bytes.writeUInt8((size + 1) / 2, free);
      else bytes.writeUInt8(size / 2, free + 1);
      Buffer.from([0, 0, ...properties]).copy(bytes, free + (odd ? 1 : 2));
      bytes.writeUInt8(free / 2, (here.length + 1) * 4 + index * 13);
    }
    bytes.writeUInt32LE(textAt + (here.at(-1)?.to ?? 0) * width, here.length * 4);
    bytes.writeUInt8(here.length, 511);
    pages.push({ from: textAt + (here[0]?.from ?? 0) * width, bytes });
  }
  return pages;
}

const load = createRequire(import.meta.url);

/** A container of streams as old Office files are. */
export function compoundFile(streams: Record<string, Buffer>): Buffer {
  const { CFB } = load('@e965/xlsx') as typeof Xlsx;
  const file = CFB.utils.cfb_new({ root: 'R' });
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(file, `/${name}`, content);
  return Buffer.from(CFB.write(file, { type: 'buffer' }) as Uint8Array);
}
