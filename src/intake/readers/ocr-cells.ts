/**
 * Small cells of tables, looked at once more: a recogniser that searches a whole page takes a lone "7." in a wide empty
 * column for dirt, and alone it has no line to measure it by. All of a page are set in one row and read together.
 * Row numbers matter: a row without one continues the row above.
 */
import type { Engine, SeenWord } from './ocr-engine.js';
import { isOrdinal } from './pdf-cells.js';
import type { Rule } from './pdf-rules.js';
import { fieldsOf } from './pdf-table.js';
import type { Bitmap } from './scan-bitmap.js';
import { inkLevel } from './scan-bitmap.js';

/** Most cells of a page that are looked at again. */
const mostCells = 80;

/** Cells set in one row. */
const cellsPerRow = 12;

/** A lone word below this is read again. */
const badly = 0.7;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** How surely a number at the head of a row is taken: it only tells that a row begins. */
const numbered = 0.9;

/** A cell to be read again. */
interface Small {
  ink: Box;
  before: SeenWord | null;
  isNumber: boolean;
}

/** The words of a page, with those of cells in which nothing, or one unsure word, had been seen. */
export async function withSmallCells(
  picture: Bitmap,
  rules: Rule[],
  unit: number,
  words: SeenWord[],
  engine: Engine,
): Promise<SeenWord[]> {
  const heights = words.map((word) => word.height).sort((a, b) => a - b);
  const usual = Math.round(heights[Math.floor(heights.length / 2)] ?? 36);
  const cells = smallCells(picture, rules, unit, words, usual);
  const found = new Map<Small, SeenWord>();
  for (const isNumber of [false, true]) {
    const left = cells.filter((cell) => (isNumber ? cell.isNumber && !found.has(cell) : true));
    for (let from = 0; from < left.length; from += cellsPerRow) {
      const row = left.slice(from, from + cellsPerRow);
      const { strip, places } = setInRow(picture, row, usual);
      const seen = await engine.recognise(strip, isNumber ? 'numbers' : 'line');
      row.forEach((cell, index) => {
        const word = wordAt(seen, places[index] ?? 0, cell, usual);
        if (word === null) return;
        if (cell.isNumber && (isOrdinal(word.text) || isHeading(word.text)))
          found.set(cell, { ...word, confidence: numbered });
        if (!cell.isNumber && word.confidence > (cell.before?.confidence ?? 0)) found.set(cell, word);
      });
    }
  }
  countOn(cells, found, usual);
  const replaced = new Set([...found.keys()].map((cell) => cell.before));
  return [...words.filter((word) => !replaced.has(word)), ...found.values()];
}

/** Rows are numbered one after another: a number that cannot be read between two that can is known. */
function countOn(cells: readonly Small[], found: Map<Small, SeenWord>, usual: number): void {
  const column = cells.filter((cell) => cell.isNumber && !isHeading(found.get(cell)?.text ?? ''));
  const numbers = column.map((cell) => {
    const digits = /^(\d{1,3})[.)]?$/.exec(found.get(cell)?.text ?? '')?.[1];
    return digits === undefined ? null : Number(digits);
  });
  const set = (index: number, text: string): void => {
    const cell = column[index];
    if (cell !== undefined) found.set(cell, asWord(text, numbered, cell.ink, usual));
  };
  // Over the first row stands the heading of its column.
  if (numbers[0] === null && numbers[1] === 1) set(0, 'TT');
  numbers.forEach((own, index) => {
    const before = numbers[index - 1] ?? null;
    const after = numbers[index + 1] ?? null;
    if (before === null || own === before + 1) return;
    if (after === before + 2 || (own === null && after === null)) {
      numbers[index] = before + 1;
      set(index, `${String(before + 1)}.`);
    }
  });
}

/** The heading of the column of row numbers. */
function isHeading(text: string): boolean {
  return /^S?TT$/u.test(text);
}

function smallCells(
  picture: Bitmap,
  rules: Rule[],
  unit: number,
  words: readonly SeenWord[],
  usual: number,
): Small[] {
  const cells: Small[] = [];
  for (const field of fieldsOf(rules)) {
    const cell = {
      left: Math.ceil(field.left / unit) + 4,
      right: Math.floor(field.right / unit) - 4,
      top: Math.ceil(field.top / unit) + 4,
      bottom: Math.floor(field.bottom / unit) - 4,
    };
    const inside = words.filter((word) => touches(word, cell));
    const before = inside[0] ?? null;
    if (inside.length > 1) continue;
    // The first column numbers the rows: there a short word that is no number was misread.
    const isNumber =
      field.isFirst && (before === null || (before.text.length < 4 && !isOrdinal(before.text)));
    if (before !== null && !isNumber && (before.confidence >= badly || before.text.length > 4)) continue;
    const ink = inkIn(picture, cell);
    if (ink === null || !isOneLine(ink, usual)) continue;
    cells.push({ ink, before, isNumber: isNumber && ink.right - ink.left < usual * 2 });
    if (cells.length >= mostCells) break;
  }
  return cells;
}

function touches(word: SeenWord, cell: Box): boolean {
  const [x, y] = [(word.x + word.right) / 2, (word.top + word.bottom) / 2];
  const isMiddle = x > cell.left && x < cell.right && y > cell.top && y < cell.bottom;
  // A word of a merged cell may stand on the line between two fields.
  const wide = Math.min(word.right, cell.right) - Math.max(word.x, cell.left);
  const high = Math.min(word.bottom, cell.bottom) - Math.max(word.top, cell.top);
  return isMiddle || (wide > 4 && high > 4);
}

/** Bounds of the ink of a cell; null when there is next to none. */
function inkIn({ width, data }: Bitmap, cell: Box): Box | null {
  const box = { left: cell.right, right: cell.left, top: cell.bottom, bottom: cell.top };
  let count = 0;
  for (let y = cell.top; y < cell.bottom; y += 1) {
    let inRow = 0;
    for (let x = cell.left; x < cell.right; x += 1)
      if ((data[y * width + x] ?? 255) < inkLevel) {
        inRow += 1;
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x);
      }
    // One point alone is dust.
    if (inRow < 2) continue;
    count += inRow;
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return count < 20 || box.bottom <= box.top ? null : box;
}

function isOneLine({ left, right, top, bottom }: Box, usual: number): boolean {
  const high = bottom - top;
  return high > usual * 0.3 && high < usual * 1.5 && right - left < usual * 8;
}

/** The inks of cells side by side, standing on one base line. */
function setInRow(
  { width, height, data }: Bitmap,
  row: readonly Small[],
  usual: number,
): { strip: Bitmap; places: number[] } {
  const places: number[] = [];
  let wide = usual;
  for (const { ink } of row) {
    places.push(wide);
    wide += ink.right - ink.left + 1 + usual;
  }
  const high = usual * 3;
  const out = new Uint8Array(wide * high).fill(255);
  row.forEach(({ ink }, index) => {
    const [dx, dy] = [(places[index] ?? 0) - ink.left, usual * 2 - ink.bottom];
    for (let y = Math.max(0, ink.top - 2); y <= Math.min(height - 1, ink.bottom + 2); y += 1)
      for (let x = Math.max(0, ink.left - 2); x <= Math.min(width - 1, ink.right + 2); x += 1)
        out[(y + dy) * wide + x + dx] = data[y * width + x] ?? 255;
  });
  return { strip: { width: wide, height: high, data: out }, places };
}

/** What was read where a cell was set, put back to its place; figures and capitals stand on the base line. */
function wordAt(seen: readonly SeenWord[], place: number, { ink }: Small, usual: number): SeenWord | null {
  const end = place + ink.right - ink.left;
  const parts = seen.flatMap((word) =>
    word.letters.flatMap((letter) => {
      const middle = (letter.x + letter.right) / 2;
      const isHere = middle > place - usual * 0.4 && middle < end + usual * 0.4;
      return isHere ? [{ ...letter, confidence: word.confidence }] : [];
    }),
  );
  const text = parts.map((part) => part.text).join('');
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  return asWord(text, Math.min(...parts.map((part) => part.confidence)), ink, usual);
}

function asWord(text: string, confidence: number, ink: Box, usual: number): SeenWord {
  const wide = (ink.right - ink.left) / text.length;
  return {
    text,
    x: ink.left,
    right: ink.right,
    top: ink.top,
    bottom: ink.bottom,
    y: ink.bottom,
    height: usual,
    confidence,
    starts: true,
    letters: Array.from(text, (letter, index) => ({
      text: letter,
      x: ink.left + wide * index,
      right: ink.left + wide * (index + 1),
    })),
  };
}
