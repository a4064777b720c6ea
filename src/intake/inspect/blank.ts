/** Whether a picture of a page has anything on it. Knows points only. */
import type { Bitmap } from '../readers/scan-bitmap.js';
import { evenLight, inkShare } from '../readers/scan-bitmap.js';

/** Longer side at which pages are looked at, in points: at 100 dots per inch the strokes of letters are still dark. */
export const lookSide = 1_200;

/** Below this share of ink there is dust; a single line of text has some ten times as much. */
const leastInk = 0.000_4;
/** Above it the page is black: a lens that was covered, an empty frame. */
const mostInk = 0.98;
/** Edges left out on each side: shadows of the lid, holes, staples. */
const margin = 0.05;

/** Changes the picture. */
export function isBlankPage(picture: Bitmap): boolean {
  evenLight(picture);
  const share = inkShare(inner(picture));
  return share < leastInk || share > mostInk;
}

function inner({ width, height, data }: Bitmap): Bitmap {
  const [left, top] = [Math.floor(width * margin), Math.floor(height * margin)];
  const [wide, high] = [Math.max(1, width - 2 * left), Math.max(1, height - 2 * top)];
  const out = new Uint8Array(wide * high);
  for (let y = 0; y < high; y += 1)
    out.set(data.subarray((top + y) * width + left, (top + y) * width + left + wide), y * wide);
  return { width: wide, height: high, data: out };
}
