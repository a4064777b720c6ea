/** The points of a PNG on white paper, unpacked beside the chat: a screen picture may take most of a second. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { PNG } from 'pngjs';

/** A picture that is not unpacked by then is given up; the largest takes a second. In milliseconds. */
const timeoutMs = 20_000;

/**
 * Red, green and blue of every point, row by row, what shines through laid on white.
 * @throws Error when the picture is damaged.
 */
export function pointsOnWhite(bytes: Uint8Array): Uint8Array {
  // Not in pieces: a damaged stream of them breaks where nobody can catch it, or never ends.
  const { data, width, height } = PNG.sync.read(Buffer.from(bytes));
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4) {
    const solid = (data[from + 3] ?? 255) / 255;
    for (let part = 0; part < 3; part += 1, to += 1)
      rgb[to] = Math.round((data[from + part] ?? 255) * solid + 255 * (1 - solid));
  }
  return rgb;
}

/**
 * The same in a thread of its own; in this one where no compiled program stands beside the file (tests).
 * @returns null when the picture is damaged or takes too long.
 */
export async function pointsBeside(bytes: Uint8Array): Promise<Uint8Array | null> {
  const path = fileURLToPath(new URL('./png-worker.js', import.meta.url));
  if (!existsSync(path)) {
    try {
      return pointsOnWhite(bytes);
    } catch {
      return null;
    }
  }
  const worker = new Worker(path, {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    env: {},
  });
  let clock: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve) => {
      clock = setTimeout(() => resolve(null), timeoutMs);
      worker.once('message', (points: Uint8Array) => resolve(points));
      worker.once('error', () => resolve(null));
      worker.once('exit', () => resolve(null));
    });
  } finally {
    clearTimeout(clock);
    await worker.terminate();
  }
}
