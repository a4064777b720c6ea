/**
 * .doc (Word 97-2003) → blocks. The container is read under limits (`compound.ts`), its cells are marked (`doc-marks.ts`),
 * repacked, and word-extractor takes out the words; paragraphs typed in old fonts are converted.
 * What the file keeps apart from its words is lost: numbers of automatic lists ("1.", "a)", bullets), heading levels, and
 * which cells were merged (the cells a merge swallowed come empty). Numbers typed by hand stay. Word 6 and 95 are refused.
 */
import { createRequire } from 'node:module';
import type WordExtractor from 'word-extractor';
import { UserError } from '../../domain/errors.js';
import { foldSpace } from '../../domain/text.js';
import type { Block } from '../block.js';
import { rowOf } from '../block.js';
import { type Compound, packCompound } from './compound.js';
import { marked, marks, tableNameOf } from './doc-marks.js';
import { mendOldText } from './encoding.js';
import { readTextBlocks } from './text-reader.js';

/** The words of a document: the text itself, and what stands around it (headers, footers, notes, comments, text boxes). */
export interface DocWords {
  /** A line per paragraph; a line holding `marks.cell` is a table row. */
  body: string;
  around: string;
}

/** The library's declarations leave out that quotes and dashes may be kept. */
type Part = (options: { filterUnicode: false; includeFooters?: boolean }) => string;
type Words = Record<
  'getBody' | 'getHeaders' | 'getFootnotes' | 'getEndnotes' | 'getAnnotations' | 'getTextboxes',
  Part
>;

const load = createRequire(import.meta.url);

/**
 * Takes the words out of an opened .doc.
 * @throws UserError `file-damaged`, `file-encrypted`, `document-unreadable` (another kind of file, or past a limit).
 */
export async function docWords(compound: Compound): Promise<DocWords> {
  const main = compound.stream('WordDocument');
  if (main === null) throw new UserError('document-unreadable', null);
  const name = tableNameOf(main);
  const table = compound.stream(name);
  if (table === null) throw new UserError('file-damaged', null);
  const clean = packCompound(
    new Map<string, Uint8Array>([
      ['WordDocument', marked(main, table)],
      [name, table],
    ]),
  );
  const Extractor = load('word-extractor') as typeof WordExtractor;
  let words: Words;
  try {
    words = (await new Extractor().extract(clean)) as unknown as Words;
  } catch {
    throw new UserError('file-damaged', null);
  }
  const keep = { filterUnicode: false } as const;
  const around = [
    words.getHeaders({ ...keep, includeFooters: true }),
    words.getTextboxes(keep),
    words.getFootnotes(keep),
    words.getEndnotes(keep),
    words.getAnnotations(keep),
  ].join('\n');
  return { body: mendedText(words.getBody(keep)), around: mendedText(around.replaceAll(marks.cell, '\n')) };
}

/** Converted where it was typed in old fonts, cell by cell, so that a table may mix them. */
function mendedText(text: string): string {
  const apart = text.replaceAll(marks.cell, `${marks.cell}\n`).replaceAll(marks.inCell, `${marks.inCell}\n`);
  return mendOldText(apart)
    .text.replaceAll(`${marks.cell}\n`, marks.cell)
    .replaceAll(`${marks.inCell}\n`, marks.inCell)
    .normalize('NFC');
}

/** The words around the text and the text itself, a line per paragraph and cell: where marks of secrecy are looked for. */
export function plainWords(words: DocWords): string[] {
  return [words.around, words.body.replaceAll(marks.cell, '\n').replaceAll(marks.inCell, '\n')];
}

/** Blocks of the body: paragraphs as in a plain text, rows with their cells. */
export function docBlocks(words: DocWords): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let paragraph = 0;
  let table = 0;
  let row = 0;
  const flush = (): void => {
    const read = readTextBlocks(lines.join('\n'));
    lines = [];
    let tables = table;
    for (const block of read) {
      if (block.kind === 'row') tables = Math.max(tables, table + (block.place.table ?? 0));
      const place = { ...block.place, page: null, paragraph: paragraph + block.place.paragraph };
      blocks.push({
        ...block,
        place: { ...place, table: place.table === null ? null : place.table + table },
      });
    }
    table = tables;
    paragraph += read.at(-1)?.place.paragraph ?? 0;
  };
  for (const line of words.body.split('\n')) {
    if (!line.includes(marks.cell)) {
      lines.push(line);
      continue;
    }
    if (lines.some((text) => text.trim() !== '')) {
      flush();
      row = 0;
    }
    lines = [];
    if (row === 0) table += 1;
    row += 1;
    // The last mark closes the row, it opens no cell.
    const cells = line.split(marks.cell).slice(0, -1);
    blocks.push({
      ...rowOf(
        cells
          .slice(0, mostCells)
          .map((cell) => ({ text: foldSpace(cell.replaceAll(marks.inCell, '\n')), own: true })),
        { paragraph, table, row },
      ),
      lines: cells.flatMap((cell) => cell.split(marks.inCell).map(foldSpace)).filter((text) => text !== ''),
    });
  }
  flush();
  return blocks;
}

/** Word itself allows 63 columns. */
const mostCells = 63;
