/**
 * PDF bytes → what stands on each page: runs of glyphs and ruling lines in upright page coordinates.
 * The only place that talks to pdf.js; no script, font or link of the file is run, shown or fetched. Nothing is interpreted.
 */
import { UserError } from '../../domain/errors.js';
import { checkPdf, pdfLimits } from './pdf-gate.js';
import type { DrawingSteps, Matrix, Rule } from './pdf-rules.js';
import { matrixOf, multiply, rulesOf } from './pdf-rules.js';

/** A run of glyphs as the file draws it. Lengths in points; y grows downwards from the top of the page. */
export interface Run {
  text: string;
  x: number;
  /** Base line. */
  y: number;
  width: number;
  /** Font size. */
  size: number;
  /** How surely it was recognised, 0 to 1; absent for letters that came as letters. */
  sureness?: number;
}

/** One page. */
export interface SourcePage {
  /** From 1. */
  number: number;
  width: number;
  height: number;
  /** Upright runs in drawing order; runs of white space alone are kept, their width means nothing. */
  runs: Run[];
  /** Texts at an angle: water marks, stamps, notes in the margin. */
  turned: string[];
  /** Ruling lines; reads them on the first call. */
  rules(): Promise<Rule[]>;
}

/** Most runs taken from one page and from a file: a dense page set glyph by glyph has about 6,000. */
export const runLimits = { page: 60_000, file: 2_000_000 } as const;

/** Most drawing steps of one page that are looked at for ruling lines (a map can have a million). */
const mostOperators = 200_000;

/**
 * Opens a PDF and hands its pages one at a time to `visit`, until it answers `enough`; a page that cannot be read comes
 * without runs.
 * @returns number of pages of the file.
 * @throws UserError `file-encrypted`, `file-too-big`, `file-damaged`, `document-unreadable`.
 */
export async function visitPages(
  bytes: Uint8Array,
  visit: (page: SourcePage) => Promise<'enough' | void> | 'enough' | void,
): Promise<number> {
  await checkPdf(bytes);
  const { getDocument, OPS } = await loadPdfjs();
  const task = getDocument({
    // pdf.js takes the buffer away from its owner.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    // Pictures are never decoded here.
    maxImageSize: 1,
    verbosity: 0,
  });
  task.onPassword = (): never => {
    throw new UserError('file-encrypted', null);
  };
  try {
    const document = await task.promise.catch((error: unknown) => {
      if (error instanceof UserError) throw error;
      if ((error as Error).name === 'PasswordException') throw new UserError('file-encrypted', null);
      // Nothing of ours refused it: the library cannot make sense of the file.
      throw Object.assign(new UserError('document-unreadable', null), { cause: error });
    });
    if (document.numPages > pdfLimits.pages || document.numPages < 1)
      throw new UserError('document-unreadable', null);
    let left: number = runLimits.file;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number).catch(() => null);
      if (page === null) {
        await visit(blankPage(number));
        continue;
      }
      const read = await readPage(page, number, Math.min(left, runLimits.page), OPS);
      left -= read.runs.length;
      const answer = await visit(read);
      page.cleanup();
      if (answer === 'enough') break;
    }
    return document.numPages;
  } finally {
    await task.destroy();
  }
}

/** pdf.js, loaded when it is needed: 1.6 MB of code. It counts on a method that Node has from version 21 on. */
async function loadPdfjs(): Promise<typeof import('unpdf/pdfjs')> {
  if (!('transferToFixedLength' in ArrayBuffer.prototype))
    // oxlint-disable-next-line no-extend-native -- as later versions of Node have it
    Object.defineProperty(ArrayBuffer.prototype, 'transferToFixedLength', {
      configurable: true,
      writable: true,
      value(this: ArrayBuffer, length?: number): ArrayBuffer {
        return this.slice(0, length ?? this.byteLength);
      },
    });
  return import('unpdf/pdfjs');
}

function blankPage(number: number): SourcePage {
  return { number, width: 595, height: 842, runs: [], turned: [], rules: async () => [] };
}

type PdfPage = Awaited<
  ReturnType<Awaited<ReturnType<typeof import('unpdf/pdfjs').getDocument>['promise']>['getPage']>
>;

async function readPage(
  page: PdfPage,
  number: number,
  most: number,
  steps: DrawingSteps,
): Promise<SourcePage> {
  const view = page.getViewport({ scale: 1 });
  let toPage = matrixOf(view.transform);
  let { width, height } = view;
  const items = await itemsOf(page, most);
  const quarter = mainTurn(items, toPage);
  if (quarter !== 0) {
    // The page lies on its side: most of its words do.
    const turn: Matrix =
      quarter === 1
        ? [0, -1, 1, 0, 0, width]
        : quarter === 2
          ? [-1, 0, 0, -1, width, height]
          : [0, 1, -1, 0, height, 0];
    toPage = multiply(turn, toPage);
    if (quarter !== 2) [width, height] = [height, width];
  }
  const runs: Run[] = [];
  const turned: string[] = [];
  for (const item of items) {
    const [a, b, c, d, x, y] = multiply(toPage, item.matrix);
    const size = Math.hypot(c, d) || Math.hypot(a, b);
    if (!Number.isFinite(x + y + size + item.width) || size <= 0) continue;
    if (a > 0 && Math.abs(b) < a * 0.05) runs.push({ text: item.text, x, y, width: item.width, size });
    else if (item.text.trim() !== '') turned.push(item.text);
  }
  return {
    number,
    width,
    height,
    runs,
    turned,
    async rules() {
      const list = await page.getOperatorList().catch(() => null);
      if (list === null || list.fnArray.length > mostOperators) return [];
      return rulesOf(steps, list.fnArray, list.argsArray as unknown[], toPage);
    },
  };
}

interface Item {
  text: string;
  matrix: Matrix;
  width: number;
}

/** Reads at most `most` text items; a page that breaks off gives what came before. */
async function itemsOf(page: PdfPage, most: number): Promise<Item[]> {
  const items: Item[] = [];
  const reader = (
    page.streamTextContent({ disableNormalization: true }) as ReadableStream<{
      items: { str?: string; transform?: number[]; width?: number }[];
    }>
  ).getReader();
  try {
    for (let left = most; left > 0;) {
      const { done, value } = await reader.read();
      if (done) break;
      for (const item of value.items) {
        if (item.str === undefined || item.str === '' || item.transform === undefined) continue;
        left -= 1;
        if (left < 0) break;
        items.push({ text: item.str, matrix: matrixOf(item.transform), width: item.width ?? 0 });
      }
    }
  } catch {
    // What came before is still read; an empty page is left to the reader of scans.
  } finally {
    await reader.cancel(new Error('enough')).catch(() => undefined);
  }
  return items;
}

/** The direction of most letters, in quarter turns clockwise. */
function mainTurn(items: Item[], toPage: Matrix): number {
  const letters = [0, 0, 0, 0];
  let all = 0;
  for (const item of items) {
    const [a, b] = multiply(toPage, item.matrix);
    const turn = Math.round(Math.atan2(b, a) / (Math.PI / 2));
    const off = Math.abs(Math.atan2(b, a) - (turn * Math.PI) / 2);
    const count = item.text.trim().length;
    all += count;
    if (off < 0.09) letters[(turn + 4) % 4] = (letters[(turn + 4) % 4] ?? 0) + count;
  }
  for (const turn of [1, 2, 3]) if ((letters[turn] ?? 0) > all * 0.6) return turn;
  return 0;
}
