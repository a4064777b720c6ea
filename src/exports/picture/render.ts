/** SVG → PNG with the picture font alone. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Resvg, renderAsync } from '@resvg/resvg-js';
import { fontFamily, fontFiles } from './fonts.js';

/** A drawing that is not done by then is given up; the tallest takes a fifth of a second. In milliseconds. */
const timeoutMs = 20_000;

/** The fonts a renderer is given, and no others. */
export const renderOptions = {
  font: {
    loadSystemFonts: false,
    fontFiles: Object.values(fontFiles),
    defaultFontFamily: fontFamily,
  },
};

/** A drawing as PNG; the same drawing gives the same bytes. Takes all of this thread. */
export function pngNow(svg: string): Uint8Array {
  return new Resvg(svg, renderOptions).render().asPng();
}

/**
 * The same in a thread of its own: packing the points of a tall picture alone keeps the chat waiting for 50 to 80 ms.
 * Where no compiled program stands beside the file (tests) only the drawing is done elsewhere.
 * @throws Error when it cannot be drawn, or not in time.
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const path = fileURLToPath(new URL('./render-worker.js', import.meta.url));
  if (!existsSync(path)) return (await renderAsync(svg, renderOptions)).asPng();
  const worker = new Worker(path, { workerData: svg, env: {} });
  let clock: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      clock = setTimeout(() => reject(new Error('the picture was not drawn in time')), timeoutMs);
      worker.once('message', (png: Uint8Array) => resolve(png));
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the picture was not drawn')));
    });
  } finally {
    clearTimeout(clock);
    await worker.terminate();
  }
}
