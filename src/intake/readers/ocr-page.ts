/**
 * The picture of one page → its words and ruling lines in points of an upright page: light evened, turned, straightened,
 * lines taken out, recognised, slips mended. Holds no page for longer than that.
 */
import type { Engine, SeenWord } from './ocr-engine.js';
import { mend } from './ocr-repair.js';
import type { Rule } from './pdf-rules.js';
import type { Run } from './pdf-source.js';
import type { Bitmap } from './scan-bitmap.js';
import { evenLight, inkShare, quarterTurn, shrink, longestSide, upperPart } from './scan-bitmap.js';
import { withSmallCells } from './ocr-cells.js';
import { takeRules } from './scan-rules.js';
import { lieOf, straightened } from './scan-skew.js';

/** A page as it was recognised; plain data, for it comes out of a thread. */
export interface SeenPage {
  width: number;
  height: number;
  runs: Run[];
  rules: Rule[];
  /** Mean of its words, 0 to 1; null without words. */
  confidence: number | null;
  /** Nothing is drawn on it. */
  isBlank: boolean;
}

/** A page that could not be looked at. */
export const unreadPage: SeenPage = {
  width: 595,
  height: 842,
  runs: [],
  rules: [],
  confidence: null,
  isBlank: false,
};

/** Longer side of A4, in points of 1/72 inch: what a photograph of a page shows. */
export const pageLength = 842;

/** Less ink than this is dust. */
const leastInk = 0.0004;

/** A page read worse than this is tried the other way up. */
const badlyRead = 0.62;

/** Share of a page, from its top, in which marks of secrecy are set; they stand beside the head of the document. */
const markShare = 0.4;

/**
 * Recognises a page.
 * @param longer longer side of the page in points of 1/72 inch.
 * @throws UserError `document-unreadable`.
 */
export async function seePage(picture: Bitmap, longer: number, engine: Engine): Promise<SeenPage> {
  const even = evened(picture);
  const unit = longer / Math.max(even.width, even.height);
  const sizeOf = ({ width, height }: Bitmap): Pick<SeenPage, 'width' | 'height'> => ({
    width: width * unit,
    height: height * unit,
  });
  if (inkShare(even) < leastInk)
    return { ...sizeOf(even), runs: [], rules: [], confidence: null, isBlank: true };
  return best(even, async (upright) => {
    const rules = takeRules(upright, unit);
    const found = await engine.recognise(upright, 'page');
    if (isSideways(found)) return { ...sizeOf(upright), runs: [], rules: [], confidence: 0, isBlank: false };
    const words = await withSmallCells(upright, rules, unit, found, engine);
    return { ...sizeOf(upright), ...pageOf(words, rules, unit), isBlank: false };
  });
}

/**
 * Words of the upper part of a page, a line per line, however they are set: for marks of secrecy.
 * @throws UserError `document-unreadable`.
 */
export async function seeMarks(picture: Bitmap, engine: Engine): Promise<string[]> {
  const even = evened(picture);
  if (inkShare(even) < leastInk) return [];
  const seen = await best(even, async (upright) => {
    takeRules(upright, 1);
    const words = await engine.recognise(upperPart(upright, markShare), 'scattered');
    return { words, confidence: isSideways(words) ? 0 : surenessOf(words) };
  });
  return linesOf(seen.words);
}

function evened(picture: Bitmap): Bitmap {
  const small = shrink({ ...picture, data: Uint8Array.from(picture.data) }, longestSide);
  evenLight(small);
  return small;
}

/** Reads a page as it lies and, when that gives nothing sure, turned on its side and upside down; keeps the best. */
async function best<T extends { confidence: number | null }>(
  picture: Bitmap,
  read: (upright: Bitmap) => Promise<T>,
): Promise<T> {
  let kept: T | null = null;
  for (const turns of lieOf(picture).sideways ? [0, 1, 3, 2] : [0, 2, 1, 3]) {
    const turned = quarterTurn(picture, turns);
    const { angle } = lieOf(turned);
    const copy = straightened(turned, angle);
    const seen = await read(copy === picture ? { ...copy, data: Uint8Array.from(copy.data) } : copy);
    if (kept === null || (seen.confidence ?? 0) > (kept.confidence ?? 0)) kept = seen;
    if ((kept.confidence ?? 0) >= badlyRead) break;
  }
  return kept as T;
}

/** A recogniser reads lines that run upwards as well; only the shapes of their words tell. */
function isSideways(words: readonly SeenWord[]): boolean {
  const long = words.filter((word) => Array.from(word.text).length >= 4);
  const tall = long.filter((word) => word.bottom - word.top > word.right - word.x);
  return long.length >= 3 && tall.length > long.length / 2;
}

/** Mean certainty of words, weighed by their letters; null without words. */
function surenessOf(words: readonly SeenWord[]): number | null {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const sure = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0);
  return letters === 0 ? null : sure / letters;
}

function linesOf(words: readonly SeenWord[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    if (word.starts || lines.length === 0) lines.push(word.text);
    else lines[lines.length - 1] += ` ${word.text}`;
  }
  return lines;
}

function pageOf(
  words: readonly SeenWord[],
  rules: Rule[],
  unit: number,
): { runs: Run[]; rules: Rule[]; confidence: number | null } {
  const walls = rules.filter((rule) => !rule.horizontal);
  const cut = words.flatMap((word) => cutAtWalls(word, walls, unit)).filter(saysSomething);
  const usual = usualHeight(cut);
  const runs: Run[] = [];
  for (let from = 0; from < cut.length;) {
    let to = from + 1;
    while (to < cut.length && cut[to]?.starts !== true) to += 1;
    runs.push(...runsOf(cut.slice(from, to), usual, unit));
    from = to;
  }
  return { runs, rules, confidence: surenessOf(cut) };
}

/** A word that runs over the border of a cell is two words. */
function cutAtWalls(word: SeenWord, walls: readonly Rule[], unit: number): SeenWord[] {
  const wall = walls.find(
    ({ at, from, to }) =>
      at > (word.x + word.height * 0.15) * unit &&
      at < (word.right - word.height * 0.15) * unit &&
      word.y * unit > from &&
      word.y * unit - word.height * unit * 0.5 < to,
  );
  if (wall === undefined) return [word];
  const parts = [true, false].flatMap((isLeft): SeenWord[] => {
    const letters = word.letters.filter((one) => ((one.x + one.right) / 2) * unit < wall.at === isLeft);
    const text = letters.map((one) => one.text).join('');
    if (text === '') return [];
    const [x, right] = [letters[0]?.x ?? word.x, letters.at(-1)?.right ?? word.right];
    return [{ ...word, text, letters, x, right, starts: isLeft && word.starts }];
  });
  return parts.length === 2 ? parts.flatMap((part) => cutAtWalls(part, walls, unit)) : [word];
}

/** Crumbs of borders, seals and dirt carry neither letter nor figure; dashes and bullets begin items. */
function saysSomething(word: SeenWord): boolean {
  if (/[\p{L}\p{N}]/u.test(word.text)) return !(word.confidence < 0.1 && word.text.length < 3);
  return word.starts ? /^[-–—=~+•*_¬»]{1,2}$/u.test(word.text) : /^[-–&+/%:;.,()“”"]{1,3}$/u.test(word.text);
}

/** Line height of most letters. */
export function usualHeight(words: readonly SeenWord[]): number {
  const sorted = words.map((word) => [word.height, word.text.length] as const).sort((a, b) => a[0] - b[0]);
  let left = sorted.reduce((sum, [, letters]) => sum + letters, 0) / 2;
  for (const [height, letters] of sorted) {
    left -= letters;
    if (left <= 0) return height;
  }
  return 36;
}

/** Share of a line's height, from the foot of "g" to the head of "h", that its font size is. */
const sizeShare = 0.98;

/** Heights are measured with an error of a fifth; within it a line has the usual size. */
const sameSize = { least: 0.78, most: 1.24 } as const;

function runsOf(line: readonly SeenWord[], usual: number, unit: number): Run[] {
  const share = (line[0]?.height ?? usual) / usual;
  const height = share > sameSize.least && share < sameSize.most ? usual : (line[0]?.height ?? usual);
  const size = Math.round(height * unit * sizeShare * 2) / 2;
  const texts = line.map((word, index) => ({
    text: index === 0 && word.starts ? word.text.replace(/^[–—=~_¬»]{1,2}$/u, '-') : word.text,
    sureness: word.confidence,
  }));
  const mended = mend(texts);
  // Words were only joined or split: their places follow from how far along the line's letters they begin.
  const runs: Run[] = [];
  const blank = { text: ' ', width: 0, size };
  let at = 0;
  for (const word of mended) {
    const places = placesOf(line, at, word.text);
    at = places.next;
    const { x, right, y } = places;
    const { sureness } = word;
    runs.push({ text: word.text, x: x * unit, y: y * unit, width: (right - x) * unit, size, sureness });
    runs.push({ ...blank, x: right * unit, y: y * unit });
  }
  return runs;
}

/** Where the letters from `at` on stand, as many as a word has. */
function placesOf(
  line: readonly SeenWord[],
  at: number,
  text: string,
): { x: number; right: number; y: number; next: number } {
  const count = Array.from(text).length;
  let seen = 0;
  let first: { x: number; y: number } | null = null;
  let right = 0;
  for (const word of line) {
    const size = Array.from(word.text).length;
    if (at < seen + size && at + count > seen) {
      const start = Math.max(0, at - seen) / size;
      const end = Math.min(size, at + count - seen) / size;
      first ??= { x: word.x + (word.right - word.x) * start, y: word.y };
      right = word.x + (word.right - word.x) * end;
    }
    seen += size;
  }
  const last = line.at(-1);
  return { x: first?.x ?? last?.x ?? 0, right, y: first?.y ?? last?.y ?? 0, next: at + count };
}
