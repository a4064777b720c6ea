/**
 * Drawing steps of a PDF page → its straight ruling lines, the borders of tables.
 * Colours, clipping and curves are passed over.
 */

/** A horizontal or vertical line, in points of the upright page. */
export interface Rule {
  horizontal: boolean;
  /** Where it stands across its direction. */
  at: number;
  from: number;
  to: number;
}

/** A line of six numbers, as PDF writes transformations (ISO 32000-2, 8.3.4). */
export type Matrix = readonly [number, number, number, number, number, number];

/** First `b`, then `a`. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

/** Numbers as a matrix; missing ones are those of the identity. */
export function matrixOf(values: readonly number[]): Matrix {
  return [values[0] ?? 1, values[1] ?? 0, values[2] ?? 0, values[3] ?? 1, values[4] ?? 0, values[5] ?? 0];
}

/** Thickest border that is still a line and not a shaded field. */
const thickest = 3.5;

/** Shortest piece looked at: dashes and dots of a border are joined later. */
const shortest = 0.3;

/** Gap over which pieces of one line are joined: dashes, and corners cells leave open. */
const joinGap = 3;

/** Shortest joined line that can border a cell. */
const shortestRule = 6;

/** Most pieces of one page; a drawing with more is no table. */
const mostPieces = 60_000;

/** Steps that paint the path they carry. */
export type DrawingSteps = Readonly<Record<string, number>>;

/**
 * Ruling lines of one page.
 * @param ops codes of the steps by name, as pdf.js exports them.
 * @param toPage user space of the page → upright points, y downwards.
 */
export function rulesOf(
  ops: DrawingSteps,
  steps: readonly number[],
  values: readonly unknown[],
  toPage: Matrix,
): Rule[] {
  const strokes = new Set(
    [ops['stroke'], ops['closeStroke'], ops['fillStroke'], ops['eoFillStroke'], ops['closeFillStroke'], ops['closeEOFillStroke']], // prettier-ignore
  );
  const fills = new Set([ops['fill'], ops['eoFill']]);
  const pieces: Rule[] = [];
  const saved: Matrix[] = [];
  let current = toPage;
  for (let index = 0; index < steps.length && pieces.length < mostPieces; index += 1) {
    const step = steps[index];
    const value = values[index] as readonly unknown[] | null;
    if (step === ops['save']) saved.push(current);
    else if (step === ops['restore']) current = saved.pop() ?? toPage;
    else if (step === ops['transform']) current = multiply(current, matrixOf(value as number[]));
    else if (step === ops['paintFormXObjectBegin']) {
      saved.push(current);
      const matrix = value?.[0] as number[] | null | undefined;
      if (matrix) current = multiply(current, matrixOf(matrix));
    } else if (step === ops['paintFormXObjectEnd']) current = saved.pop() ?? toPage;
    else if (step === ops['constructPath'] && value !== null) {
      const paint = value[0] as number;
      const path = (value[1] as readonly (ArrayLike<number> | null | undefined)[] | undefined)?.[0];
      if (!path || path.length > 400_000) continue;
      if (strokes.has(paint)) lineSegments(path, current, pieces);
      else if (fills.has(paint)) filledLines(path, current, pieces);
    }
    if (saved.length > 2000) return [];
  }
  return joinPieces(pieces);
}

type Point = readonly [number, number];

/** Sub-paths of a pdf.js path buffer: 0 move, 1 line, 2 cubic, 3 quadratic curve, 4 close. */
function* subPaths(path: ArrayLike<number>, matrix: Matrix): Generator<{ points: Point[]; curved: boolean }> {
  let points: Point[] = [];
  let curved = false;
  const point = (at: number): Point => {
    const x = path[at] ?? 0;
    const y = path[at + 1] ?? 0;
    return [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]];
  };
  for (let at = 0; at < path.length;) {
    const kind = path[at];
    if (kind === 0) {
      if (points.length > 1) yield { points, curved };
      points = [point(at + 1)];
      curved = false;
      at += 3;
    } else if (kind === 1) {
      points.push(point(at + 1));
      at += 3;
    } else if (kind === 2) {
      points.push(point(at + 5));
      curved = true;
      at += 7;
    } else if (kind === 3) {
      points.push(point(at + 3));
      curved = true;
      at += 5;
    } else {
      const first = points[0];
      if (first !== undefined) points.push(first);
      at += 1;
    }
  }
  if (points.length > 1) yield { points, curved };
}

function lineSegments(path: ArrayLike<number>, matrix: Matrix, pieces: Rule[]): void {
  for (const { points, curved } of subPaths(path, matrix)) {
    if (curved) continue;
    for (let index = 1; index < points.length && pieces.length < mostPieces; index += 1) {
      const [x1, y1] = points[index - 1] ?? [0, 0];
      const [x2, y2] = points[index] ?? [0, 0];
      const wide = Math.abs(x2 - x1);
      const high = Math.abs(y2 - y1);
      if (high <= Math.min(1, wide * 0.01 + 0.1) && wide >= shortest)
        pieces.push({ horizontal: true, at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) });
      else if (wide <= Math.min(1, high * 0.01 + 0.1) && high >= shortest)
        pieces.push({ horizontal: false, at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) });
    }
  }
}

/** Office programs draw borders as thin filled rectangles. */
function filledLines(path: ArrayLike<number>, matrix: Matrix, pieces: Rule[]): void {
  for (const { points, curved } of subPaths(path, matrix)) {
    if (curved || points.length > 6 || pieces.length >= mostPieces) continue;
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    const wide = right - left;
    const high = bottom - top;
    if (high <= thickest && wide >= high && wide >= shortest)
      pieces.push({ horizontal: true, at: (top + bottom) / 2, from: left, to: right });
    if (wide <= thickest && high >= wide && high >= shortest)
      pieces.push({ horizontal: false, at: (left + right) / 2, from: top, to: bottom });
  }
}

/** Pieces of one line, drawn cell by cell or dash by dash, made whole. */
export function joinPieces(pieces: Rule[]): Rule[] {
  const result: Rule[] = [];
  for (const horizontal of [true, false]) {
    const sorted = pieces
      .filter((piece) => piece.horizontal === horizontal)
      .sort((a, b) => a.at - b.at || a.from - b.from);
    let group: Rule[] = [];
    const close = (): void => {
      if (group.length === 0) return;
      const at = group.reduce((sum, piece) => sum + piece.at, 0) / group.length;
      group.sort((a, b) => a.from - b.from);
      let open: Rule | null = null;
      for (const piece of group) {
        if (open !== null && piece.from <= open.to + joinGap) open.to = Math.max(open.to, piece.to);
        else {
          if (open !== null && open.to - open.from >= shortestRule) result.push(open);
          open = { horizontal, at, from: piece.from, to: piece.to };
        }
      }
      if (open !== null && open.to - open.from >= shortestRule) result.push(open);
      group = [];
    };
    for (const piece of sorted) {
      const first = group[0];
      // Double lines and corners drawn a hair apart are one line.
      if (first !== undefined && piece.at - first.at > 2.2) close();
      group.push(piece);
    }
    close();
  }
  return result;
}
