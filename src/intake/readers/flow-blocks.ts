/**
 * Paragraphs and tables of marked-up files → blocks, the same for Word files and web pages. Line breaks that stand for
 * paragraphs part them, paragraphs that a converter cut are joined again; tables are `flow-table.ts`.
 */
import { UserError } from '../../domain/errors.js';
import type { Block } from '../block.js';
import { blockOf, mostBlocks } from '../block.js';
import type { Flow, FlowParagraph } from './flow.js';
import { isLayout, rowsOf, TableCounter } from './flow-table.js';
import { wordsOf } from './flow-text.js';
import { mended, piecesOf } from './flow-lines.js';

/** Longest heading; what is longer is a sentence set in the style of one. */
const longestHeading = 260;

/** Most characters of a document, as of a plain text (a plan of 500 pages has about 1.5 million). */
export const mostCharacters = 3_000_000;

/**
 * Turns a flow into blocks, in order.
 * @throws UserError `document-unreadable` past `mostBlocks` or `mostCharacters`: a plan read in part would look like a whole one.
 */
export function blocksOfFlow(flow: readonly Flow[]): Block[] {
  const blocks: Block[] = [];
  const tables = new TableCounter();
  let paragraph = 0;
  let characters = 0;
  const walk = (part: readonly Flow[]): void => {
    for (const one of part) {
      if (blocks.length > mostBlocks) throw new UserError('document-unreadable', null);
      if (one.kind === 'paragraph') {
        characters += one.text.length;
        if (characters > mostCharacters) throw new UserError('document-unreadable', null);
        for (const lines of piecesOf(wordsOf(one))) {
          paragraph += 1;
          blocks.push(paragraphBlock(one, lines, paragraph));
        }
      } else if (isLayout(one)) for (const row of one.rows) for (const cell of row.cells) walk(cell.content);
      else
        for (const { row, after } of rowsOf(one, tables, paragraph)) {
          if (row !== null) blocks.push(row);
          characters += row?.text.length ?? 0;
          walk(after);
        }
    }
  };
  walk(flow);
  return mended(blocks);
}

function paragraphBlock(one: FlowParagraph, lines: string[], paragraph: number): Block {
  const text = lines.join(' ');
  const isHeading = one.heading !== null && text.length < longestHeading && !/[.;]$/.test(text);
  const kind = isHeading ? 'heading' : one.marker !== null ? 'item' : 'paragraph';
  const depth = isHeading ? one.heading : one.depth;
  return { ...blockOf(kind, text, { paragraph }), lines, depth };
}
