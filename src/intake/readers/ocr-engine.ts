/**
 * Tesseract with the Vietnamese data that is installed with the program: pictures of pages → words with their places.
 * Nothing is downloaded. What the words mean, and whether they are right, is not decided here.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UserError } from '../../domain/errors.js';
import type { Bitmap } from './scan-bitmap.js';
import { toPgm } from './scan-bitmap.js';

/** A word as recognised. Lengths in points of the picture, y downwards. */
export interface SeenWord {
  text: string;
  x: number;
  right: number;
  top: number;
  bottom: number;
  /** Base line at the word's middle. */
  y: number;
  /** Height of its line from the foot of "g" to the head of "h". */
  height: number;
  /** 0 to 1. */
  confidence: number;
  /** First of its line. */
  starts: boolean;
  /** Where its letters stand, left to right. */
  letters: { text: string; x: number; right: number }[];
}

/**
 * How a picture is looked at: as a page with columns and tables, as words scattered anywhere (stamps), as one line,
 * or as a line of numbers.
 */
export type Look = 'page' | 'scattered' | 'line' | 'numbers';

/** Something that recognises words. */
export interface Engine {
  /** @throws UserError `document-unreadable` when the picture is beyond it. */
  recognise(picture: Bitmap, look: Look): Promise<SeenWord[]>;
  close(): Promise<void>;
}

/** Time for the engine to be ready, in milliseconds: it takes one second, on a busy machine several. */
const startMs = 60_000;

/** Page modes of Tesseract: 3 finds columns and keeps rows of tables, 11 finds words anywhere, 7 takes all for one line. */
const modes: Record<Look, string> = { page: '3', scattered: '11', line: '7', numbers: '7' };

interface Loaded {
  createWorker: typeof import('tesseract.js').createWorker;
}

/**
 * Starts Tesseract.
 * @throws Error when its data is not installed or it does not start in time: a fault of the installation, not of a file.
 */
export async function startTesseract(): Promise<Engine> {
  const require = createRequire(import.meta.url);
  // A wrong path would let the start hang for ever: the file is looked for first.
  const langPath = join(dirname(require.resolve('@tesseract.js-data/vie/package.json')), '4.0.0_best_int');
  if (!existsSync(join(langPath, 'vie.traineddata.gz')))
    throw new Error('no Vietnamese data for recognition');
  const { createWorker } = require('tesseract.js') as Loaded;
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  let clock: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    clock = setTimeout(() => reject(new Error('recognition did not start in time')), startMs);
  });
  // Without a handler an error inside would end the process.
  const errorHandler = (reason: unknown): void => fail(new Error(String(reason)));
  const options = { langPath, gzip: true, cacheMethod: 'none', errorHandler };
  const worker = await Promise.race([createWorker('vie', 1, options), failed, late]).finally(() =>
    clearTimeout(clock),
  );
  // What it prints about diacritics is of no use to anyone.
  await worker.setParameters({ debug_file: '/dev/null', user_defined_dpi: '200' });
  let look: Look | null = null;
  return {
    async recognise(picture, wanted) {
      try {
        if (look !== wanted) {
          await worker.setParameters({
            tessedit_pageseg_mode: modes[wanted] as never,
            tessedit_char_whitelist: wanted === 'numbers' ? '0123456789.' : '',
          });
          look = wanted;
        }
        const { data } = await worker.recognize(toPgm(picture), {}, { text: false, blocks: true });
        return wordsOf(data.blocks ?? []);
      } catch {
        throw new UserError('document-unreadable', null);
      }
    },
    async close() {
      await worker.terminate();
    },
  };
}

type Blocks = NonNullable<import('tesseract.js').Page['blocks']>;

function wordsOf(blocks: Blocks): SeenWord[] {
  const words: SeenWord[] = [];
  for (const block of blocks)
    for (const paragraph of block.paragraphs)
      for (const line of paragraph.lines) {
        const { x0, y0, x1, y1 } = line.baseline;
        const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;
        const { rowHeight } = line.rowAttributes;
        line.words.forEach((word, index) => {
          const { bbox } = word;
          words.push({
            text: word.text,
            x: bbox.x0,
            right: bbox.x1,
            top: bbox.y0,
            bottom: bbox.y1,
            y: y0 + ((bbox.x0 + bbox.x1) / 2 - x0) * slope,
            height: rowHeight > 0 ? rowHeight : line.bbox.y1 - line.bbox.y0,
            confidence: Math.max(0, Math.min(1, word.confidence / 100)),
            starts: index === 0,
            letters: word.symbols.map((one) => ({ text: one.text, x: one.bbox.x0, right: one.bbox.x1 })),
          });
        });
      }
  return words;
}
