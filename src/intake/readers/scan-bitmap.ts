/**
 * Grey pictures of pages: even light, upright and straight, small enough. Pure arithmetic on points;
 * knows neither a file format nor letters.
 */

/** A grey picture, one byte a point (0 is black), rows from the top. */
export interface Bitmap {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Longest side of a page when it is recognised, in points: A4 at about 205 dots per inch, where recognition is best. */
export const longestSide = 2400;

/** A picture with a point's darkness below this is ink, once the light is even. */
export const inkLevel = 150;

/** Side of the squares in which the paper's brightness is looked for. */
const square = 32;

/** Paper darker than this everywhere is not evened: it is a photograph of something else, or black. */
const darkestPaper = 40;

/**
 * Evens the light: each part of the paper becomes white, so that shadows of a photograph and the grey of old paper
 * are no ink. Changes the picture in place.
 */
export function evenLight({ width, height, data }: Bitmap): void {
  const columns = Math.ceil(width / square);
  const rows = Math.ceil(height / square);
  const paper = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      paper[row * columns + column] = paperOf(data, width, height, column * square, row * square);
  // A square full of ink, or a dark picture, takes the paper around it.
  const spread = smooth(smooth(paper, columns, rows, 'most'), columns, rows, 'mean');
  for (let y = 0; y < height; y += 1) {
    const fy = Math.min(rows - 1, Math.max(0, y / square - 0.5));
    const [y0, y1] = [Math.floor(fy), Math.min(rows - 1, Math.floor(fy) + 1)];
    for (let x = 0; x < width; x += 1) {
      const fx = Math.min(columns - 1, Math.max(0, x / square - 0.5));
      const [x0, x1] = [Math.floor(fx), Math.min(columns - 1, Math.floor(fx) + 1)];
      const [ax, ay] = [fx - x0, fy - y0];
      const upper = (spread[y0 * columns + x0] ?? 255) * (1 - ax) + (spread[y0 * columns + x1] ?? 255) * ax;
      const lower = (spread[y1 * columns + x0] ?? 255) * (1 - ax) + (spread[y1 * columns + x1] ?? 255) * ax;
      const white = Math.max(darkestPaper, upper * (1 - ay) + lower * ay);
      const at = y * width + x;
      data[at] = Math.min(255, ((data[at] ?? 255) * 250) / white);
    }
  }
}

/** Brightness of the paper in one square: nine of ten points are darker or as bright. */
function paperOf(data: Uint8Array, width: number, height: number, left: number, top: number): number {
  const counts = new Uint32Array(256);
  let all = 0;
  for (let y = top; y < Math.min(height, top + square); y += 2)
    for (let x = left; x < Math.min(width, left + square); x += 2) {
      const value = data[y * width + x] ?? 255;
      counts[value] = (counts[value] ?? 0) + 1;
      all += 1;
    }
  let above = all * 0.15;
  for (let value = 255; value >= 0; value -= 1) {
    above -= counts[value] ?? 0;
    if (above < 0) return value;
  }
  return 255;
}

function smooth(values: Float32Array, columns: number, rows: number, how: 'most' | 'mean'): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      let [sum, count, most] = [0, 0, 0];
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1)
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
          const value = values[y * columns + x] ?? 0;
          sum += value;
          count += 1;
          most = Math.max(most, value);
        }
      result[row * columns + column] = how === 'most' ? most : sum / count;
    }
  return result;
}

/** Share of ink points, of a sample. */
export function inkShare({ width, height, data }: Bitmap): number {
  let [ink, all] = [0, 0];
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2) {
      all += 1;
      if ((data[y * width + x] ?? 255) < inkLevel) ink += 1;
    }
  return all === 0 ? 0 : ink / all;
}

/** A picture made smaller by averaging, so that its longer side is at most `longest`; the same picture when it is. */
export function shrink(picture: Bitmap, longest: number): Bitmap {
  const scale = Math.max(picture.width, picture.height) / longest;
  if (scale <= 1) return picture;
  const width = Math.max(1, Math.floor(picture.width / scale));
  const height = Math.max(1, Math.floor(picture.height / scale));
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const [y0, y1] = [
      Math.floor(y * scale),
      Math.max(Math.floor(y * scale) + 1, Math.floor((y + 1) * scale)),
    ];
    for (let x = 0; x < width; x += 1) {
      const [x0, x1] = [
        Math.floor(x * scale),
        Math.max(Math.floor(x * scale) + 1, Math.floor((x + 1) * scale)),
      ];
      let sum = 0;
      for (let sy = y0; sy < y1; sy += 1)
        for (let sx = x0; sx < x1; sx += 1) sum += picture.data[sy * picture.width + sx] ?? 255;
      data[y * width + x] = sum / ((y1 - y0) * (x1 - x0));
    }
  }
  return { width, height, data };
}

/** Turns a picture by quarter turns clockwise. */
export function quarterTurn(picture: Bitmap, turns: number): Bitmap {
  const times = ((turns % 4) + 4) % 4;
  if (times === 0) return picture;
  const { width, height, data } = picture;
  const out = new Uint8Array(data.length);
  const wide = times === 2 ? width : height;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const value = data[y * width + x] ?? 255;
      if (times === 1) out[x * wide + (height - 1 - y)] = value;
      else if (times === 2) out[(height - 1 - y) * wide + (width - 1 - x)] = value;
      else out[(width - 1 - x) * wide + y] = value;
    }
  return { width: wide, height: times === 2 ? height : width, data: out };
}

/** Mirrors left and right. */
export function mirror({ width, height, data }: Bitmap): Bitmap {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) out[y * width + (width - 1 - x)] = data[y * width + x] ?? 255;
  return { width, height, data: out };
}

/** The upper part of a picture. */
export function upperPart({ width, height, data }: Bitmap, share: number): Bitmap {
  const rows = Math.max(1, Math.round(height * share));
  return { width, height: rows, data: data.subarray(0, width * rows) };
}

/** A picture in the simplest file there is (portable grey map), which every reader of pictures takes. */
export function toPgm({ width, height, data }: Bitmap): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${String(width)} ${String(height)}\n255\n`, 'latin1'), data]);
}
