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
import { surenessOf, textOf } from './pdf-lines.js';

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
  /** Paragraphs stand apart by more than a line. */
  gapped: boolean;
  /** How far lines after the first stand right of it, in points; 0 where they do not. */
  hanging: number;
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
      confidence: surenessOf(open.lines.flatMap((placed) => placed.line.words)),
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

/** Whether a line leaves equal room on both sides, full lines too. */
function isBalanced({ line, left, right }: PlacedLine): boolean {
  return Math.abs(line.x - left - (right - line.right)) < Math.max(6, (right - left) * 0.06);
}

/** Whether a line stands in the middle of its column. */
function isCentred(placed: PlacedLine): boolean {
  const { line, left, right } = placed;
  const room = (right - left) * 0.05;
  return line.x - left > room && right - line.right > room && isBalanced(placed);
}

/** Two lines of a side column set about one middle: the widest of them reaches the column's edges. */
function isAboutOneMiddle(a: PlacedLine, b: PlacedLine): boolean {
  if (a.column !== b.column) return false;
  // Beside text that was left out (a stamp) the head stands alone, but in capitals still.
  if (!a.side && !(isCaps(textOf(a.line.words)) && isCaps(textOf(b.line.words)))) return false;
  const middle = (placed: PlacedLine): number => (placed.line.x + placed.line.right) / 2;
  return Math.abs(middle(a) - middle(b)) < 4 && Math.abs(a.line.x - b.line.x) > 3;
}

function continues(open: Open, last: PlacedLine, next: PlacedLine, text: string, setting: Setting): boolean {
  const before = textOf(last.line.words);
  const size = Math.min(last.line.size, next.line.size);
  const same = last.column === next.column;
  const step = next.line.y - last.line.y;
  const apart = same && step > Math.max(last.line.size, next.line.size) * setting.leading * 1.16 + 0.8;
  const unended = isOpen(before);
  // A title in large letters does not run on in the text under it.
  if (Math.abs(last.line.size - next.line.size) > size * 0.18 && !unended) return false;
  if (apart && isCaps(before) && isCaps(text) && step > size * setting.leading * 1.9) return false;
  if (isTitle(open, last, next)) return goesOn(before, text, { apart, full: unended, long: true });
  // A line of its own in the middle, then text from the left.
  if (isCentred(last) && !isSmall(text)) return false;
  const room = last.right - last.line.right;
  const word = next.line.words[0];
  // Of justified lines only the last of a paragraph ends short of the edge; other lines end where the next word had no room.
  const full =
    setting.justified && !unended
      ? room < size * 0.3
      : room < (word === undefined ? 0 : word.right - word.x) + size * 0.24;
  const long = room < (last.right - last.left) * 0.3;
  const hints = { apart, full, long };
  const marker = markerOf(text);
  const indent = next.line.x - next.left;
  const begins = isIndented(open, last, next, setting);
  if (begins) return full && unended && isSmall(text) && goesOn(before, text, hints);
  if (!same && !unended && !isSmall(text)) {
    // A sentence ends with the page: only the setting can tell whether its paragraph does.
    const goes = setting.indented ? indent < size * 0.4 : setting.justified;
    return goes && full && goesOn(before, text, hints);
  }
  if (!full || apart) return goesOn(before, text, hints);
  // From here on the line above was wrapped and the places say that the paragraph goes on, where places mean something.
  const placed = (setting.gapped && same) || (setting.indented && indent < size * 0.4);
  if (!placed || isCaps(before) !== isCaps(text)) return goesOn(before, text, hints);
  if (marker === null) return goesOn(before, text, hints) || !isHeadWord(text);
  // "… tại Điều / 5. …": a number that only looks like a marker stands where lines go on, not where paragraphs begin.
  return (
    goesOn(before, text, hints) || (!marker.bullet && setting.indented && unended && open.lines.length > 1)
  );
}

/** Words that begin a paragraph wherever they stand. */
function isHeadWord(text: string): boolean {
  return /^(?:Điều \d|Phụ lục|PHỤ LỤC|Nơi nhận|TM\.|KT\.|T\/M)/u.test(text);
}

/** Lines set about one middle: a title, the head, a signature. */
function isTitle(open: Open, last: PlacedLine, next: PlacedLine): boolean {
  if (isAboutOneMiddle(last, next)) return true;
  if (last.side || next.side || last.column !== next.column) return false;
  if (isCentred(last) && isCentred(next)) return true;
  if (open.lines.length > 6 || !isBalanced(next) || !open.lines.every((one) => isBalanced(one))) return false;
  // The first lines of a title may fill the width; text under a title may as well, but not in capitals.
  if (isCentred(next)) return true;
  return isCentred(last) && isCaps(textOf(last.line.words)) && isCaps(textOf(next.line.words));
}

/** Whether a line stands further right than lines of the open paragraph go on. */
function isIndented(open: Open, last: PlacedLine, next: PlacedLine, setting: Setting): boolean {
  const size = Math.min(last.line.size, next.line.size);
  const indent = next.line.x - next.left;
  if (indent <= size * 0.8) return false;
  const shift = next.left - last.left;
  const first = last.line.x + shift;
  const near = (x: number): boolean => Math.abs(next.line.x - x) < size * 0.6;
  if (open.follow !== null) return !near(open.follow + shift);
  const hasMarker = markerOf(open.text) !== null;
  if (hasMarker && last.line.words[1] !== undefined && near(last.line.words[1].x + shift)) return false;
  if (setting.hanging > 0 && near(first + setting.hanging)) return false;
  // One indented line under another: each is a paragraph where paragraphs begin so.
  return !near(first) || setting.indented;
}

/** How paragraphs are set, from lines that follow each other in one column. */
export function settingOf(lines: PlacedLine[]): Setting {
  const steps: number[] = [];
  const jumps: number[] = [];
  const hangs: number[] = [];
  let reaching = 0;
  let exact = 0;
  let firsts = 0;
  let indents = 0;
  let follows = 0;
  lines.forEach((placed, index) => {
    const { line, left, right } = placed;
    if (right - line.right < line.size * 3) {
      reaching += 1;
      if (right - line.right < 1.6) exact += 1;
    }
    const above = lines[index - 1];
    if (above === undefined || isCentred(placed) || isCentred(above) || placed.side) return;
    const step = (line.y - above.line.y) / Math.max(line.size, above.line.size);
    const isNear = above.column === placed.column && step > 0.8 && step < 3;
    const room = above.right - above.line.right;
    if (room < line.size * 2 && isOpen(textOf(above.line.words))) {
      if (isNear) steps.push(step);
      follows += 1;
      if (line.x - left > line.size * 0.8 && isSmall(textOf(line.words))) hangs.push(line.x - left);
    } else if (room > line.size * 4) {
      if (isNear) jumps.push(step);
      firsts += 1;
      if (line.x - left > line.size * 0.8) indents += 1;
    }
  });
  const middle = (values: number[], share: number): number | undefined =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
  const leading = Math.min(2.2, Math.max(1, middle(steps, 0.4) ?? 1.35));
  return {
    leading,
    justified: reaching > 5 && exact > reaching * 0.55,
    indented: firsts > 2 && indents > firsts * 0.5,
    gapped: jumps.length > 2 && (middle(jumps, 0.3) ?? 0) > leading * 1.16 + 0.06,
    hanging: hangs.length > 3 && hangs.length > follows * 0.3 ? (middle(hangs, 0.5) ?? 0) : 0,
  };
}
