/**
 * Lines of marked-up files that are not the paragraphs people mean: line breaks that stand for paragraphs part them,
 * paragraphs a converter cut are joined, files of one line a paragraph are read as the plain text they are.
 */
import { foldSpace } from '../../domain/text.js';
import type { Block } from '../block.js';
import { isBareMarker, markerOf } from '../marker.js';
import { goesOn, isCaps, isOpen, isSmall } from './join-lines.js';
import { isNoise, isPageNumber, readTextBlocks } from './text-reader.js';

/** The paragraphs that a text with line breaks is, each as its lines: offices break lines where they mean paragraphs. */
export function piecesOf(text: string): string[][] {
  const pieces: string[][] = [];
  let before: string | null = null;
  let apart = false;
  for (const raw of text.split('\n')) {
    // A tab or a row of spaces sets two columns apart in the head of a paper.
    const parts = raw
      .split(/\t| {5,}/)
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

/** A file of one line a paragraph: at least so many lines, nearly all no longer than a page is wide, many of them cut. */
const wrapped = { lines: 12, width: 130, share: 0.95, cut: 0.2 } as const;

/** Blocks as the author meant them, whatever a converter made of them. */
export function mended(blocks: Block[]): Block[] {
  const clean = blocks.filter((block) => block.kind !== 'paragraph' || !isNoise(block.text));
  return isWrapped(clean) ? unwrapped(clean) : joinCut(clean);
}

/** Whether paragraphs are the lines of a page: most are cut inside their sentences. */
function isWrapped(blocks: readonly Block[]): boolean {
  const lines = blocks.filter((block) => block.kind !== 'row');
  if (lines.length < wrapped.lines) return false;
  const short = lines.filter((block) => block.text.length <= wrapped.width).length;
  if (short < lines.length * wrapped.share) return false;
  const cut = lines.filter((block, at) => {
    const next = lines[at + 1];
    return (
      next !== undefined &&
      block.text.length > shortestCut &&
      isOpen(block.text) &&
      isSmall(next.text) &&
      !isCaps(block.text)
    );
  }).length;
  return cut >= lines.length * wrapped.cut;
}

/** Reads the lines between tables as a plain text, which knows hard-wrapped lines. */
function unwrapped(blocks: readonly Block[]): Block[] {
  const result: Block[] = [];
  let lines: string[] = [];
  let paragraph = 0;
  const flush = (): void => {
    for (const block of readTextBlocks(lines.join('\n'))) {
      paragraph += 1;
      result.push({ ...block, place: { ...block.place, page: null, paragraph } });
    }
    lines = [];
  };
  for (const block of blocks) {
    if (block.kind !== 'row') {
      lines.push(block.text);
      continue;
    }
    flush();
    result.push({ ...block, place: { ...block.place, paragraph } });
  }
  flush();
  return result;
}

/** Longest text that is joined further; a file of one line a paragraph must not become one block. */
const longestJoined = 8000;

/** Shortest line that may have been cut. */
const shortestCut = 40;

/** A small letter after an open end goes on with it, over the number of a page that a converter left between them. */
function joinCut(blocks: Block[]): Block[] {
  const result: Block[] = [];
  let isCutOut = false;
  for (const block of blocks) {
    if (block.kind === 'paragraph' && isPageNumber(block.text)) {
      isCutOut = true;
      continue;
    }
    const before = result.at(-1);
    if (before !== undefined && block.kind === 'paragraph' && continues(before, block)) {
      result[result.length - 1] = {
        ...before,
        text: `${before.text} ${block.text}`,
        lines: [...before.lines, ...block.lines],
        cuts: isCutOut ? [...before.cuts, before.text.length] : before.cuts,
      };
      isCutOut = false;
      continue;
    }
    result.push(block);
    isCutOut = false;
  }
  return result;
}

/** Whether a paragraph is the rest of the one before it, or the text of a number that stands alone. */
function continues(before: Block, block: Block): boolean {
  if (before.kind !== 'paragraph' && before.kind !== 'item') return false;
  if (isBareMarker(before.text)) return markerOf(block.text) === null;
  if (before.text.length <= shortestCut || before.text.length >= longestJoined) return false;
  return (
    isOpen(before.text) &&
    isSmall(block.text) &&
    /^\p{Ll}{2}/u.test(block.text) &&
    markerOf(block.text) === null &&
    !isCaps(before.text)
  );
}
