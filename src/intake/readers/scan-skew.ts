/**
 * How far a page lies askew, and the page made straight. Lines of text leave sharp stripes when points are summed
 * along them: the angle with the sharpest stripes is that of the lines.
 */
import type { Bitmap } from './scan-bitmap.js';
import { inkLevel } from './scan-bitmap.js';

/** Furthest a page is looked at askew, in degrees: feeders and hands stay under it. */
const furthest = 8;

/** Below this, in degrees, a page is straight: half a point's drift over the width of a word. */
const straight = 0.04;

/** Most ink points that are summed; more say nothing new. */
const mostPoints = 60_000;

/** Ink points of a picture, thinned out. */
function inkPoints({ width, height, data }: Bitmap): { xs: Float32Array; ys: Float32Array } {
  const xs: number[] = [];
  const ys: number[] = [];
  // The rim of a scan is often black.
  const [left, top] = [Math.floor(width * 0.03), Math.floor(height * 0.03)];
  for (let y = top; y < height - top; y += 2)
    for (let x = left; x < width - left; x += 2)
      if ((data[y * width + x] ?? 255) < inkLevel) {
        xs.push(x);
        ys.push(y);
      }
  const step = Math.max(1, Math.ceil(xs.length / mostPoints));
  const kept = (values: number[]): Float32Array =>
    Float32Array.from(values.filter((_, index) => index % step === 0));
  return { xs: kept(xs), ys: kept(ys) };
}

/** How sharp the stripes are when points are summed along lines at an angle. */
function sharpness(along: Float32Array, across: Float32Array, size: number, angle: number): number {
  const shift = Math.tan(angle);
  const offset = Math.ceil(Math.abs(shift) * size * 2) + 4;
  const bins = new Uint32Array(Math.ceil(size / 2) + offset * 2);
  for (let index = 0; index < along.length; index += 1) {
    const at = Math.round(((across[index] ?? 0) - (along[index] ?? 0) * shift) / 2) + offset;
    if (at >= 0 && at < bins.length) bins[at] = (bins[at] ?? 0) + 1;
  }
  let sum = 0;
  for (let index = 1; index < bins.length; index += 1) {
    const difference = (bins[index] ?? 0) - (bins[index - 1] ?? 0);
    sum += difference * difference;
  }
  return along.length === 0 ? 0 : sum / along.length;
}

function sharpest(along: Float32Array, across: Float32Array, size: number): { angle: number; value: number } {
  let best = { angle: 0, value: sharpness(along, across, size, 0) };
  let step = 0.5;
  let [from, to] = [-furthest, furthest];
  while (step >= 0.02) {
    for (let degrees = from; degrees <= to; degrees += step) {
      const value = sharpness(along, across, size, (degrees * Math.PI) / 180);
      if (value > best.value) best = { angle: degrees, value };
    }
    [from, to, step] = [best.angle - step, best.angle + step, step / 5];
  }
  return best;
}

/** How a page lies. */
export interface Lie {
  /** Degrees its lines fall to the right. */
  angle: number;
  /** Whether its lines seem to run from top to bottom: it was scanned sideways, or borders of a table outweigh its text. */
  sideways: boolean;
}

/** Looks how a page lies; one without ink lies straight. */
export function lieOf(picture: Bitmap): Lie {
  const { xs, ys } = inkPoints(picture);
  if (xs.length < 200) return { angle: 0, sideways: false };
  const size = Math.max(picture.width, picture.height);
  const across = sharpest(xs, ys, size);
  const down = sharpest(ys, xs, size);
  return { angle: across.angle, sideways: down.value > across.value };
}

/** The picture turned back by an angle in degrees, with paper where nothing was. */
export function straightened(picture: Bitmap, degrees: number): Bitmap {
  if (Math.abs(degrees) < straight) return picture;
  const { width, height, data } = picture;
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const out = new Uint8Array(width * height);
  const [middleX, middleY] = [width / 2, height / 2];
  for (let y = 0; y < height; y += 1) {
    const dy = y - middleY;
    for (let x = 0; x < width; x += 1) {
      const dx = x - middleX;
      const sx = dx * cos - dy * sin + middleX;
      const sy = dx * sin + dy * cos + middleY;
      const x0 = Math.floor(sx);
      const y0 = Math.floor(sy);
      const at = y * width + x;
      if (x0 < 0 || y0 < 0 || x0 >= width - 1 || y0 >= height - 1) {
        out[at] = 255;
        continue;
      }
      const [fx, fy] = [sx - x0, sy - y0];
      const from = y0 * width + x0;
      const upper = (data[from] ?? 255) * (1 - fx) + (data[from + 1] ?? 255) * fx;
      const lower = (data[from + width] ?? 255) * (1 - fx) + (data[from + width + 1] ?? 255) * fx;
      out[at] = upper * (1 - fy) + lower * fy;
    }
  }
  return { width, height, data: out };
}
