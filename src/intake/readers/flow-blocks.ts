/**
 * Paragraphs and tables of marked-up files → blocks, the same for Word files and web pages. Line breaks that stand for
 * paragraphs part them, paragraphs that a converter cut are joined again; tables are `flow-table.ts`.
 */
import { UserError } from '../../domain/errors.js';
import { foldSpace } from '../../domain/text.js';
import type { Block } from '../block.js';
import { blockOf, mostBlocks } from '../block.js';
import { markerOf } from '../marker.js';
import type { Flow, FlowParagraph } from './flow.js';
import { isLayout, rowsOf, TableCounter } from './flow-table.js';
import { wordsOf } from './flow-text.js';
import { goesOn, isCaps, isOpen, isSmall } from './join-lines.js';

/** Longest heading; what is longer is a sentence set in the style of one. */
const longestHeading = 260;

/**
 * Turns a flow into blocks, in order.
 * @throws UserError `document-unreadable` past `mostBlocks`: a plan read in part would look like a whole one.
 */
export function blocksOfFlow(flow: readonly Flow[]): Block[] {
  const blocks: Block[] = [];
  const tables = new TableCounter();
  let paragraph = 0;
  const walk = (part: readonly Flow[]): void => {
    for (const one of part) {
      if (blocks.length > mostBlocks) throw new UserError('document-unreadable', null);
      if (one.kind === 'paragraph') {
        for (const lines of piecesOf(wordsOf(one))) {
          paragraph += 1;
          blocks.push(paragraphBlock(one, lines, paragraph));
        }
      } else if (isLayout(one)) for (const row of one.rows) for (const cell of row.cells) walk(cell.content);
      else
        for (const { row, after } of rowsOf(one, tables, paragraph)) {
          if (row !== null) blocks.push(row);
          walk(after);
        }
    }
  };
  walk(flow);
  return joinCut(blocks);
}

function paragraphBlock(one: FlowParagraph, lines: string[], paragraph: number): Block {
  const text = lines.join(' ');
  const isHeading = one.heading !== null && text.length < longestHeading && !/[.;]$/.test(text);
  const kind = isHeading ? 'heading' : one.marker !== null ? 'item' : 'paragraph';
  const depth = isHeading ? one.heading : one.depth;
  return { ...blockOf(kind, text, { paragraph }), lines, depth };
}

/** The paragraphs that a text with line breaks is, each as its lines: offices break lines where they mean paragraphs. */
function piecesOf(text: string): string[][] {
  const pieces: string[][] = [];
  let before: string | null = null;
  let apart = false;
  for (const raw of text.split('\n')) {
    // A tab sets two columns apart in the head of a paper.
    const parts = raw
      .split('\t')
      .map(foldSpace)
      .filter((part) => part !== '');
    const line = parts.join(' ');
    if (line === '') {
      apart = true;
      continue;
    }
    const last = pieces.at(-1);
    const isLong = (before ?? '').length > longLine;
    // Text pasted from a narrower page keeps its breaks; a long line open at its end was wrapped.
    const hints = { apart, full: isLong && isOpen(before ?? '') ? true : null, long: isLong };
    if (last !== undefined && before !== null && goesOn(before, line, hints)) last.push(...parts);
    else pieces.push(parts);
    before = line;
    apart = false;
  }
  return pieces;
}

/** A line longer than that reached the edge of the page it was pasted from. */
const longLine = 60;

/** Longest text that is joined further; a file of one line a paragraph must not become one block. */
const longestJoined = 8000;

/** Shortest line that may have been cut. */
const shortestCut = 40;

/** Converted files hold one line a paragraph: a small letter after an open end goes on with it. */
function joinCut(blocks: Block[]): Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const before = result.at(-1);
    const mayJoin =
      before !== undefined &&
      (before.kind === 'paragraph' || before.kind === 'item') &&
      block.kind === 'paragraph' &&
      before.text.length > shortestCut &&
      before.text.length < longestJoined;
    if (
      mayJoin &&
      isOpen(before.text) &&
      isSmall(block.text) &&
      /^\p{Ll}{2}/u.test(block.text) &&
      markerOf(block.text) === null &&
      !isCaps(before.text)
    ) {
      result[result.length - 1] = {
        ...before,
        text: `${before.text} ${block.text}`,
        lines: [...before.lines, ...block.lines],
      };
      continue;
    }
    result.push(block);
  }
  return result;
}
