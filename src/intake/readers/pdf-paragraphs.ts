/**
 * Lines in reading order → paragraphs: by indents, gaps, how full a line is, and what its words say; across pages too.
 * Rows of tables pass through and are joined when a page cuts them (`pdf-rows.ts`).
 */
import { foldSpace } from '../../domain/text.js';
import type { Block } from '../block.js';
import { blockOf } from '../block.js';
import { markerOf } from '../marker.js';
import { joinTexts } from './pdf-cells.js';
import { goesOn, isCaps, isOpen, isSmall } from './join-lines.js';
import type { Line } from './pdf-lines.js';
import { textOf } from './pdf-lines.js';

/** A line with the column it stands in. */
export interface PlacedLine {
  line: Line;
  page: number;
  /** Edges of the text of its column. */
  left: number;
  right: number;
  /** Lines of one column of one page follow each other directly. */
  column: number;
  /** Whether that column stands beside another. */
  side: boolean;
  /** Something of the source was left out between this line and the one before (page number, running head). */
  cut: boolean;
}

/** How a document sets its paragraphs. */
export interface Setting {
  /** Distance of base lines within a paragraph, as a share of the font size. */
  leading: number;
  /** Full lines end at the same place. */
  justified: boolean;
  /** Paragraphs begin with an indent. */
  indented: boolean;
}

/** Longest paragraph that is joined, in UTF-16 units. */
const longestParagraph = 20_000;

interface Open {
  lines: PlacedLine[];
  text: string;
  cuts: number[];
  /** Where lines after the first begin; null while there is only one. */
  follow: number | null;
}

/** Joins lines to blocks; paragraphs are counted from `paragraph` + 1. */
export function paragraphsOf(lines: PlacedLine[], setting: Setting, paragraph: number): Block[] {
  const blocks: Block[] = [];
  let open: Open | null = null;
  const close = (): void => {
    if (open === null) return;
    const kind = markerOf(open.text)?.bullet === true ? 'item' : 'paragraph';
    blocks.push({
      ...blockOf(kind, open.text, {
        page: open.lines[0]?.page ?? null,
        paragraph: paragraph + blocks.length + 1,
      }),
      cuts: open.cuts,
      lines: open.lines.map((placed) => foldSpace(textOf(placed.line.words))),
    });
    open = null;
  };
  for (const placed of lines) {
    const text = foldSpace(textOf(placed.line.words));
    if (text === '') continue;
    const last: PlacedLine | undefined = open?.lines.at(-1);
    if (
      open !== null &&
      last !== undefined &&
      open.text.length < longestParagraph &&
      continues(open, last, placed, text, setting)
    ) {
      const held: Open = open;
      const joined = joinTexts([held.text, text]);
      if (placed.cut) held.cuts.push(held.text.length);
      held.text = joined;
      held.lines.push(placed);
      if (placed.column === last.column || held.follow === null) held.follow = placed.line.x;
    } else {
      close();
      open = { lines: [placed], text, cuts: [], follow: null };
    }
  }
  close();
  return blocks;
}

/** Whether a line stands in the middle of its column. */
function isCentred({ line, left, right }: PlacedLine): boolean {
  const before = line.x - left;
  const after = right - line.right;
  const room = right - left;
  return before > room * 0.05 && after > room * 0.05 && Math.abs(before - after) < Math.max(6, room * 0.06);
}

/** Two lines of a side column set about one middle: the widest of them reaches the column's edges. */
function isAboutOneMiddle(a: PlacedLine, b: PlacedLine): boolean {
  if (!a.side || a.column !== b.column) return false;
  const middle = (placed: PlacedLine): number => (placed.line.x + placed.line.right) / 2;
  return Math.abs(middle(a) - middle(b)) < 4 && Math.abs(a.line.x - b.line.x) > 3;
}

function continues(open: Open, last: PlacedLine, next: PlacedLine, text: string, setting: Setting): boolean {
  const before = textOf(last.line.words);
  const size = Math.min(last.line.size, next.line.size);
  const same = last.column === next.column;
  const step = next.line.y - last.line.y;
  const apart = same && step > Math.max(last.line.size, next.line.size) * setting.leading * 1.16 + 0.8;
  const space = size * 0.24;
  const first = next.line.words[0];
  const firstWidth = first === undefined ? 0 : first.right - first.x;
  const room = last.right - last.line.right;
  const middle = isAboutOneMiddle(last, next);
  const centred = middle || (isCentred(last) && isCentred(next));
  // Of justified lines only the last of a paragraph ends short of the edge.
  const exact = setting.justified && !isOpen(before);
  const full = centred ? isOpen(before) : exact ? room < size * 0.3 : room < firstWidth + space;
  const long = last.line.right - last.left > (last.right - last.left) * 0.7;
  // A title in large letters does not run on in the text under it.
  if (Math.abs(last.line.size - next.line.size) > size * 0.18 && !isOpen(before)) return false;
  // A line of its own in the middle, then text from the left.
  if (!centred && isCentred(last) && !isSmall(text)) return false;
  if (!centred) {
    const indent = next.line.x - next.left;
    const hanging = last.line.words[1]?.x ?? last.line.x;
    const shift = next.left - last.left;
    const usual: number[] =
      open.follow === null
        ? markerOf(before) === null
          ? [last.line.x + shift]
          : [last.line.x + shift, hanging + shift]
        : [open.follow + shift];
    const outdented = next.line.x < Math.max(...usual) - size * 0.5;
    const fits =
      usual.some((x) => Math.abs(next.line.x - x) < size * 0.6) || (outdented && indent < size * 0.6);
    const begins = indent > size * 0.8 && !fits;
    if (begins) return full && isOpen(before) && isSmall(text) && goesOn(before, text, { apart, full, long });
    // One indented line under another: each is a paragraph, unless the first breaks off.
    if (setting.indented && open.follow === null && !apart && indent > size * 0.8 && fits && !isOpen(before) && markerOf(open.text) === null) return false; // prettier-ignore
    // "… tại Điều / 5. …": a number that only looks like a marker stands where lines go on, not where paragraphs begin.
    const marker = markerOf(text);
    if (
      marker !== null &&
      !marker.bullet &&
      setting.indented &&
      indent < size * 0.3 &&
      full &&
      isOpen(before) &&
      !apart &&
      open.lines.length > 1
    )
      // prettier-ignore
      return true;
  }
  if (apart && isCaps(before) && isCaps(text) && step > size * setting.leading * 1.9) return false;
  return goesOn(before, text, { apart, full, long });
}

/** How paragraphs are set, from lines that follow each other in one column. */
export function settingOf(lines: PlacedLine[]): Setting {
  const steps: number[] = [];
  let reaching = 0;
  let exact = 0;
  let firsts = 0;
  let indents = 0;
  lines.forEach((placed, index) => {
    const { line, left, right } = placed;
    if (right - line.right < line.size * 3) {
      reaching += 1;
      if (right - line.right < 1.6) exact += 1;
    }
    const next = lines[index + 1];
    if (next !== undefined && next.column === placed.column && right - line.right < line.size * 2) {
      const step = (next.line.y - line.y) / Math.max(line.size, next.line.size);
      if (step > 0.8 && step < 3) steps.push(step);
    }
    const above = lines[index - 1];
    if (above !== undefined && above.right - above.line.right > line.size * 4 && !isCentred(placed)) {
      firsts += 1;
      if (line.x - left > line.size * 0.8) indents += 1;
    }
  });
  steps.sort((a, b) => a - b);
  return {
    leading: Math.min(2.2, Math.max(1, steps[Math.floor(steps.length * 0.4)] ?? 1.35)),
    justified: reaching > 5 && exact > reaching * 0.55,
    indented: firsts > 2 && indents > firsts * 0.5,
  };
}
