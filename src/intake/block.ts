/**
 * What every reader produces: the blocks of a document in reading order.
 * Nothing here knows a file format, nor what a block means.
 */

/** Where a block stands in its file; numbers count from 1, null where the file has no such thing. */
export interface Place {
  page: number | null;
  paragraph: number;
  table: number | null;
  row: number | null;
}

/** One cell of a table row. */
export interface Cell {
  /** White space folded. */
  text: string;
  /** False when the cell began in an earlier row and only reaches into this one. */
  own: boolean;
}

/** A paragraph, heading, list item or table row. */
export interface Block {
  kind: 'paragraph' | 'heading' | 'item' | 'row';
  /** Source text in NFC with white space folded; emphasis marks are kept, so that quotes stay exact. */
  text: string;
  /** Positions in `text` where something of the source was left out (a page number): quotes break there. */
  cuts: number[];
  /** The lines as they stood, for the head of the document where line breaks mean something. */
  lines: string[];
  /** Rows only. */
  cells: Cell[];
  /** Level the file itself states (heading 1 to 6, depth of a list), or null. */
  depth: number | null;
  /** For list items numbered by the file, not by the text: their ordinal. */
  ordinal: number | null;
  /** How surely the words were recognised, 0 to 1; null for text that came as text. */
  confidence: number | null;
  place: Place;
}

/** Longest block that is analysed in one piece, in UTF-16 units; longer ones are cut at a space. */
export const longestBlock = 12_000;

/** Most blocks a document may have. */
export const mostBlocks = 40_000;

/** A block with the usual defaults. */
export function blockOf(kind: Block['kind'], text: string, place: Partial<Place> = {}): Block {
  return {
    kind,
    text,
    cuts: [],
    lines: [text],
    cells: [],
    depth: null,
    ordinal: null,
    confidence: null,
    place: { page: null, paragraph: 0, table: null, row: null, ...place },
  };
}

/** A table row; its text is what stands in its own cells, unless the source line is given. */
export function rowOf(cells: Cell[], place: Partial<Place>, source: string | null = null): Block {
  const own = cells.filter((cell) => cell.own && cell.text !== '').map((cell) => cell.text);
  return { ...blockOf('row', source ?? own.join(' '), place), lines: cells.map((cell) => cell.text), cells };
}

/** Cuts over-long blocks at spaces, so that no later step meets an endless line. */
export function bounded(blocks: Block[]): Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    if (block.text.length <= longestBlock) {
      result.push(block);
      continue;
    }
    if (block.kind === 'row') {
      const cells = block.cells.map((cell) => ({ ...cell, text: cell.text.slice(0, longestBlock / 8) }));
      result.push(rowOf(cells.slice(0, 40), block.place));
      continue;
    }
    for (let at = 0; at < block.text.length && result.length < mostBlocks;) {
      const space = block.text.lastIndexOf(' ', at + longestBlock);
      const end =
        at + longestBlock >= block.text.length ? block.text.length : space > at ? space : at + longestBlock;
      const text = block.text.slice(at, end).trim();
      if (text !== '') result.push({ ...block, text, cuts: [], lines: [text] });
      at = end;
    }
  }
  return result.slice(0, mostBlocks);
}
