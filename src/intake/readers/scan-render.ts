/**
 * Pages of a PDF → grey pictures. The only place that talks to PDFium; what a page shows is not its business.
 */
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { UserError } from '../../domain/errors.js';
import type { Bitmap } from './scan-bitmap.js';

/** Points of one picture inside a PDF: A3 at 600 dots per inch has 70 million, and takes as many bytes in each colour. */
const mostPoints = 120_000_000;

/**
 * Renders pages.
 * @param pages numbers from 1.
 * @param scaleOf picture points per page point, from the page's longer side in points (1/72 inch).
 * @throws UserError `file-encrypted`, `file-damaged`, `document-unreadable`.
 */
export async function renderPdf(
  bytes: Uint8Array,
  pages: readonly number[],
  scaleOf: (longerSide: number) => number,
): Promise<(Bitmap & { unit: number })[]> {
  checkPictures(bytes);
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(bytes).catch((error: unknown) => {
      const isLocked = error instanceof Error && /password/i.test(error.message);
      throw new UserError(isLocked ? 'file-encrypted' : 'file-damaged', null);
    });
    try {
      const rendered: (Bitmap & { unit: number })[] = [];
      for (const number of pages) {
        if (number < 1 || number > document.getPageCount()) throw new UserError('file-damaged', null);
        const page = document.getPage(number - 1);
        const { originalWidth, originalHeight } = page.getOriginalSize();
        const longer = Math.max(originalWidth, originalHeight);
        if (!(longer > 0)) throw new UserError('document-unreadable', null);
        const scale = scaleOf(longer);
        const { width, height, data } = await page.render({ scale, render: 'bitmap', colorSpace: 'Gray' });
        // The bytes belong to the library's memory, which goes with the document.
        rendered.push({ width, height, data: Uint8Array.from(data), unit: 1 / scale });
      }
      return rendered;
    } finally {
      document.destroy();
    }
  } finally {
    library.destroy();
  }
}

/** Refuses pictures that are too large to unpack, by what their headers say. */
function checkPictures(bytes: Uint8Array): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = file.indexOf('/Width'); at >= 0; at = file.indexOf('/Width', at + 6)) {
    const width = /^\/Width\s{1,8}(\d{1,9})/.exec(file.toString('latin1', at, at + 32))?.[1];
    if (width === undefined) continue;
    const near = file.toString('latin1', Math.max(0, at - 400), at + 400);
    for (const [, height] of near.matchAll(/\/Height\s{1,8}(\d{1,9})/g))
      if (Number(width) * Number(height) > mostPoints) throw new UserError('document-unreadable', null);
  }
}
