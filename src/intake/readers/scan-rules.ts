/**
 * Ruling lines of a scanned page: found by their long thin runs of ink, and taken out of the picture so that a
 * recogniser does not read them as letters. Borders of tables and boxes around stamps; strokes of letters are too short.
 */
import type { Rule } from './pdf-rules.js';
import { joinPieces } from './pdf-rules.js';
import type { Bitmap } from './scan-bitmap.js';
import { inkLevel } from './scan-bitmap.js';

/** Shortest runs that can be part of a line, in heights of a letter "l": letters of titles are shorter. */
const shortest = { across: 3, down: 1.9 } as const;

/** Thickest line, in heights of a letter: about two points beside usual text. */
const thickest = 0.36;

/** Share of a line that must be thin: where text touches it, it is not. */
const thinShare = 0.7;

/** Most pieces of a page; a drawing with more has no table. */
const mostPieces = 4000;

interface Piece {
  at: number;
  from: number;
  to: number;
}

/**
 * Finds the lines of a page and whitens them in place.
 * @param unit points of the page (1/72 inch) per point of the picture.
 * @returns lines in points of the page.
 */
export function takeRules(picture: Bitmap, unit: number): Rule[] {
  const tall = letterHeight(picture);
  const thick = Math.max(3, Math.round(tall * thickest));
  const found: Rule[] = [];
  const spans: { horizontal: boolean; piece: Piece }[] = [];
  for (const horizontal of [true, false]) {
    const least = Math.round(tall * (horizontal ? shortest.across : shortest.down));
    for (const piece of runsOf(picture, horizontal, least, thick)) {
      if (spans.length >= mostPieces) return [];
      spans.push({ horizontal, piece });
      found.push({
        horizontal,
        at: (piece.at + 0.5) * unit,
        from: piece.from * unit,
        to: piece.to * unit,
      });
    }
  }
  for (const { horizontal, piece } of spans) whiten(picture, horizontal, piece, thick);
  return joinPieces(found);
}

/** Height of a tall letter, in points of the picture: nearly all upright strokes are shorter, borders are few. */
export function letterHeight({ width, height, data }: Bitmap): number {
  const counts = new Uint32Array(200);
  let all = 0;
  for (let x = 0; x < width; x += 3) {
    let run = 0;
    for (let y = 0; y <= height; y += 1) {
      if (y < height && (data[y * width + x] ?? 255) < inkLevel) run += 1;
      else {
        if (run >= 6 && run < counts.length) {
          counts[run] = (counts[run] ?? 0) + 1;
          all += 1;
        }
        run = 0;
      }
    }
  }
  let left = all * 0.95;
  for (let run = 6; run < counts.length; run += 1) {
    left -= counts[run] ?? 0;
    if (left <= 0) return Math.max(8, run);
  }
  return Math.max(8, Math.max(width, height) * 0.01);
}

/** Long runs of ink, one or two points thick breaks passed over, that are thin across. */
function runsOf({ width, height, data }: Bitmap, horizontal: boolean, least: number, thick: number): Piece[] {
  const pieces: Piece[] = [];
  const [lines, length] = horizontal ? [height, width] : [width, height];
  const [step, stride] = horizontal ? [1, width] : [width, 1];
  const isInk = (line: number, at: number): boolean => {
    // A line a hair askew passes from row to row: its neighbours count as well.
    const index = line * stride + at * step;
    return (
      (data[index] ?? 255) < inkLevel ||
      (line > 0 && (data[index - stride] ?? 255) < inkLevel) ||
      (line + 1 < lines && (data[index + stride] ?? 255) < inkLevel)
    );
  };
  for (let line = 1; line < lines - 1; line += 2) {
    let start = -1;
    let last = -1;
    for (let at = 0; at <= length; at += 1) {
      if (at < length && isInk(line, at)) {
        if (start < 0) start = at;
        last = at;
      } else if (start >= 0 && at - last > 2) {
        if (last - start >= least && pieces.length < mostPieces) {
          const middle = middleOf(data, line, start, last, step, stride, lines, thick);
          if (middle !== null) pieces.push({ at: middle, from: start, to: last + 1 });
        }
        start = -1;
      }
    }
  }
  return pieces;
}

/** Where the middle of a run's ink lies, if it is thin nearly everywhere; null for text and for dark fields. */
function middleOf(
  data: Uint8Array,
  line: number,
  from: number,
  to: number,
  step: number,
  stride: number,
  lines: number,
  thick: number,
): number | null {
  let [thin, seen, sum] = [0, 0, 0];
  for (let at = from; at <= to; at += 3) {
    const dark = (row: number): boolean =>
      row >= 0 && row < lines && (data[row * stride + at * step] ?? 255) < inkLevel;
    const centre = [line, line - 1, line + 1].find(dark);
    if (centre === undefined) continue;
    let [first, last] = [centre, centre];
    while (last - first <= thick && dark(first - 1)) first -= 1;
    while (last - first <= thick && dark(last + 1)) last += 1;
    seen += 1;
    if (last - first < thick) {
      thin += 1;
      sum += (first + last) / 2;
    }
  }
  return seen > 0 && thin >= seen * thinShare ? sum / thin : null;
}

/** Whitens a line where it is thin; strokes of letters that cross it stay. */
function whiten({ width, height, data }: Bitmap, horizontal: boolean, piece: Piece, thick: number): void {
  const [step, stride] = horizontal ? [1, width] : [width, 1];
  const lines = horizontal ? height : width;
  const line = Math.round(piece.at);
  for (let at = piece.from; at < piece.to; at += 1) {
    const soft = (row: number): boolean =>
      row >= 0 && row < lines && (data[row * stride + at * step] ?? 255) < 215;
    const centre = [line, line - 1, line + 1, line - 2, line + 2].find(soft);
    if (centre === undefined) continue;
    let [first, last] = [centre, centre];
    while (last - first <= thick + 3 && soft(first - 1)) first -= 1;
    while (last - first <= thick + 3 && soft(last + 1)) last += 1;
    if (last - first > thick + 2) continue;
    for (let row = first; row <= last; row += 1) data[row * stride + at * step] = 255;
  }
}
