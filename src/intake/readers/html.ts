/**
 * A saved or pasted web page, or a page Word has written → blocks, the same as a Word file with the same words gives.
 * A parser made for the wild builds the tree; nothing is fetched.
 */
import { parse } from 'parse5';
import { UserError } from '../../domain/errors.js';
import type { Block } from '../block.js';
import type { Flow } from './flow.js';
import { blocksOfFlow } from './flow-blocks.js';
import { linesOfFlow } from './flow-text.js';
import { flowOfNodes } from './html-flow.js';
import { furniture } from './html-furniture.js';

/** Limits of a page: the parser's work grows with the square of the depth. */
export const htmlLimits = { characters: 8_000_000, depth: 1_000 } as const;

/**
 * Reads a decoded page.
 * @throws UserError `document-unreadable` past a limit.
 */
export function readHtml(html: string): Block[] {
  return blocksOfFlow(flowOfHtml(html));
}

/**
 * The paragraphs and tables of a page, without what stands around the paper.
 * @throws UserError `document-unreadable` past a limit.
 */
export function flowOfHtml(html: string): Flow[] {
  if (html.length > htmlLimits.characters || depthOf(html) > htmlLimits.depth)
    throw new UserError('document-unreadable', null);
  const { childNodes } = parse(html);
  const around = furniture(false);
  const flow = flowOfNodes(childNodes, around);
  // A site whose names mislead: better its menus than half a paper.
  const kept = linesOfFlow(flow).reduce((sum, line) => sum + line.trim().length, 0);
  return kept >= around.dropped() ? flow : flowOfNodes(childNodes, furniture(true));
}

/** These close by themselves. */
const selfClosing = new Set(
  'p li tr td th dt dd option br hr img input meta link area base col embed source track wbr'.split(' '),
);

/** How deep open tags stand inside each other at most; tags nobody closes count as open. */
function depthOf(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const match of html.matchAll(/<(\/?)([a-z][a-z\d:]{0,20})[\s>/]/gi)) {
    if (selfClosing.has((match[2] ?? '').toLowerCase())) continue;
    depth = match[1] === '/' ? Math.max(0, depth - 1) : depth + 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
