/**
 * Ruling lines and words of one page → its bordered tables: cells from crossing lines, merged where a border is missing.
 * Boxes around a single field are no tables; tables inside a cell become text of that cell.
 */
import type { Cell } from '../block.js';
import type { Grid, GridRow } from './pdf-cells.js';
import { joinTexts, splitByOrdinals, textLines } from './pdf-cells.js';
import type { Line, Word } from './pdf-lines.js';
import { surenessOf } from './pdf-lines.js';
import type { Rule } from './pdf-rules.js';

/** Bounds of the search; a page beyond them is a drawing. */
const tableLimits = { rules: 3000, columns: 60, rows: 400, cells: 6000 } as const;

/** How far a line may miss another and still meet it, and lines stand apart and still be one edge. */
const tolerance = 3;

/** A border closes a cell when it runs along this share of it. */
const covered = 0.55;

/** Finds the tables of a page; `lines` are the page's words, of which those inside a table are its cells. */
export function tablesOf(rules: Rule[], lines: Line[]): Grid[] {
  if (rules.length > tableLimits.rules) return [];
  const grids: Grid[] = [];
  const groups = meeting(rules)
    .map((group) => latticeOf(group))
    .filter((lattice) => lattice !== null)
    .sort((a, b) => areaOf(b) - areaOf(a));
  const taken: Lattice[] = [];
  for (const lattice of groups) {
    if (taken.some((outer) => isInside(lattice, outer))) continue;
    taken.push(lattice);
    const grid = gridOf(lattice, lines);
    if (grid !== null) grids.push(grid);
  }
  return grids.sort((a, b) => a.top - b.top);
}

/** The fields between ruling lines, left to right and top to bottom; a merged cell is several. */
export function fieldsOf(
  rules: Rule[],
): { left: number; right: number; top: number; bottom: number; isFirst: boolean }[] {
  if (rules.length > tableLimits.rules) return [];
  return meeting(rules).flatMap((group) => {
    const lattice = latticeOf(group);
    if (lattice === null) return [];
    const { xs, ys } = lattice;
    return ys.slice(1).flatMap((bottom, row) =>
      xs.slice(1).map((right, column) => ({
        left: xs[column] ?? 0,
        right,
        top: ys[row] ?? 0,
        bottom,
        isFirst: column === 0,
      })),
    );
  });
}

/** Whether a word stands inside a table. */
export function isIn(grid: Grid, word: Word): boolean {
  const x = (word.x + word.right) / 2;
  const y = word.y - word.size * 0.3;
  return x > grid.left && x < grid.right && y > grid.top && y < grid.bottom;
}

interface Lattice {
  xs: number[];
  ys: number[];
  horizontal: Rule[];
  vertical: Rule[];
}

const firstOf = (values: number[]): number => values[0] ?? 0;
const lastOf = (values: number[]): number => values.at(-1) ?? 0;
const areaOf = ({ xs, ys }: Lattice): number => (lastOf(xs) - firstOf(xs)) * (lastOf(ys) - firstOf(ys));

function isInside(inner: Lattice, outer: Lattice): boolean {
  return (
    firstOf(inner.xs) >= firstOf(outer.xs) - tolerance &&
    lastOf(inner.xs) <= lastOf(outer.xs) + tolerance &&
    firstOf(inner.ys) >= firstOf(outer.ys) - tolerance &&
    lastOf(inner.ys) <= lastOf(outer.ys) + tolerance
  );
}

/** Groups of lines that touch one another. */
function meeting(rules: Rule[]): Rule[][] {
  const owner = rules.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (owner[at] !== at) {
      owner[at] = owner[owner[at] ?? at] ?? at;
      at = owner[at] ?? at;
    }
    return at;
  };
  rules.forEach((across, i) => {
    if (!across.horizontal) return;
    rules.forEach((down, j) => {
      if (down.horizontal) return;
      if (
        down.at >= across.from - tolerance &&
        down.at <= across.to + tolerance &&
        across.at >= down.from - tolerance &&
        across.at <= down.to + tolerance
      )
        owner[root(i)] = root(j);
    });
  });
  const groups = new Map<number, Rule[]>();
  rules.forEach((rule, index) => {
    const key = root(index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
  });
  return [...groups.values()];
}

function latticeOf(group: Rule[]): Lattice | null {
  const horizontal = group.filter((rule) => rule.horizontal);
  const vertical = group.filter((rule) => !rule.horizontal);
  if (horizontal.length === 0 || vertical.length === 0) return null;
  // Tables open at the sides end where their horizontal lines end.
  const xs = edgesOf([...vertical.map((rule) => rule.at), ...endsOf(horizontal)]);
  const ys = edgesOf([...horizontal.map((rule) => rule.at), ...endsOf(vertical)]);
  const columns = xs.length - 1;
  const rows = ys.length - 1;
  if (columns < 2 || rows < 1 || columns > tableLimits.columns || rows > tableLimits.rows) return null;
  if (columns * rows > tableLimits.cells) return null;
  return { xs, ys, horizontal, vertical };
}

function endsOf(rules: Rule[]): number[] {
  return [Math.min(...rules.map((rule) => rule.from)), Math.max(...rules.map((rule) => rule.to))];
}

function edgesOf(values: number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const edges: { sum: number; count: number; first: number }[] = [];
  for (const value of sorted) {
    const edge = edges.at(-1);
    if (edge !== undefined && value - edge.first <= tolerance * 1.5) {
      edge.sum += value;
      edge.count += 1;
    } else edges.push({ sum: value, count: 1, first: value });
  }
  return edges.map(({ sum, count }) => sum / count);
}

/** Whether lines at `at` run along most of `from`–`to`. */
function closes(rules: Rule[], at: number, from: number, to: number): boolean {
  let length = 0;
  for (const rule of rules)
    if (Math.abs(rule.at - at) <= tolerance * 1.5)
      length += Math.max(0, Math.min(rule.to, to) - Math.max(rule.from, from));
  return length >= (to - from) * covered;
}

function indexIn(edges: number[], value: number): number {
  for (let index = 1; index < edges.length; index += 1) if (value < (edges[index] ?? 0)) return index - 1;
  return edges.length - 2;
}

function gridOf(lattice: Lattice, lines: Line[]): Grid | null {
  const { xs, ys } = lattice;
  const columns = xs.length - 1;
  const rows = ys.length - 1;
  const head = headsOf(lattice);
  const grid: Grid = {
    top: firstOf(ys),
    bottom: lastOf(ys),
    left: firstOf(xs),
    right: lastOf(xs),
    edges: xs,
    rows: [],
  };
  const words = new Map<number, { word: Word; line: Line }[]>();
  let size = 10;
  for (const line of lines)
    for (const word of line.words) {
      if (!isIn(grid, word)) continue;
      const column = indexIn(xs, (word.x + word.right) / 2);
      const row = indexIn(ys, word.y - word.size * 0.3);
      const key = head[row * columns + column] ?? 0;
      const list = words.get(key);
      if (list === undefined) words.set(key, [{ word, line }]);
      else list.push({ word, line });
      size = word.size;
    }
  // A frame around one text, or lines of a drawing, hold their words in a single field.
  if (words.size < 2) return null;
  for (let row = 0; row < rows; row += 1) {
    const own: { text: string; y: number }[][] = [];
    const cells: Cell[] = [];
    const starts: boolean[] = [];
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const key = head[at] ?? at;
      const texts = textLines(words.get(key) ?? []);
      const begins = key === at;
      starts.push(begins);
      own.push(begins ? texts : []);
      cells.push({ text: joinTexts(texts.map((line) => line.text)), own: begins });
    }
    const split = starts.every(Boolean) ? splitByOrdinals(own, size) : [];
    const top = ys[row] ?? 0;
    const held = Array.from({ length: columns }, (_, column) => words.get(row * columns + column) ?? []);
    const confidence = surenessOf(held.flatMap((list) => list.map(({ word }) => word)));
    if (split.length > 1)
      for (const part of split)
        pushRow(grid.rows, {
          cells: part.map((texts) => ({ text: joinTexts(texts), own: true })),
          top,
          confidence,
        });
    else pushRow(grid.rows, { cells, top, confidence });
  }
  return grid.rows.length === 0 ? null : grid;
}

function pushRow(rows: GridRow[], row: GridRow): void {
  if (row.cells.some((cell) => cell.own && cell.text !== '')) rows.push(row);
}

/** For every field of the grid the first field of the merged cell it belongs to. */
function headsOf({ xs, ys, horizontal, vertical }: Lattice): number[] {
  const columns = xs.length - 1;
  const rows = ys.length - 1;
  const owner = Array.from({ length: columns * rows }, (_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (owner[at] !== at) at = owner[at] ?? at;
    return at;
  };
  const merge = (a: number, b: number): void => {
    const [first, second] = [root(a), root(b)];
    if (first !== second) owner[Math.max(first, second)] = Math.min(first, second);
  };
  for (let row = 0; row < rows; row += 1) {
    const [top = 0, bottom = 0] = [ys[row], ys[row + 1]];
    for (let column = 0; column < columns; column += 1) {
      const [left = 0, right = 0] = [xs[column], xs[column + 1]];
      const at = row * columns + column;
      if (column + 1 < columns && !closes(vertical, right, top, bottom)) merge(at, at + 1);
      if (row + 1 < rows && !closes(horizontal, bottom, left, right)) merge(at, at + columns);
    }
  }
  return owner.map((_, index) => root(index));
}
