/**
 * A PDF with text → what a scanner makes of it: every page a picture, a little askew, grey where paper is, with specks
 * and soft edges, and no letter of text left. A yardstick for the reader of scans: the words are those of the PDF.
 */
import { PDFiumLibrary } from '@hyzyla/pdfium';
import PdfKit from 'pdfkit';
import { PNG } from 'pngjs';
import { toPdf } from './pdf.js';

/** How badly a page was scanned. */
export interface ScanStyle {
  /** Dots per inch; offices scan at 200 (Decree 30/2020, Article 3). */
  dpi?: number;
  /** Degrees the paper lies askew, clockwise; every other page the other way. */
  askew?: number;
  /** Strength of the grain, 0 to 1. */
  grain?: number;
  /** Light falls off towards one corner, 0 to 1: photographs. */
  shade?: number;
}

/** A grey picture, one byte a point, rows from the top. */
export interface Grey {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Pages of a PDF as grey pictures. */
export async function renderPages(pdf: Uint8Array, dpi: number): Promise<Grey[]> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(pdf);
    const pages: Grey[] = [];
    for (const page of document.pages()) {
      const { width, height, data } = await page.render({
        scale: dpi / 72,
        render: 'bitmap',
        colorSpace: 'Gray',
      });
      pages.push({ width, height, data: Uint8Array.from(data) });
    }
    document.destroy();
    return pages;
  } finally {
    library.destroy();
  }
}

/** A small steady source of chance, so that every run gives the same pages. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

/** A page as a scanner or a camera sees it. */
export function worn(page: Grey, style: ScanStyle, number = 1): Grey {
  const { askew = 0.6, grain = 0.12, shade = 0 } = style;
  const { width, height, data } = page;
  const next = chance(number * 7919);
  const angle = ((number % 2 === 0 ? -askew : askew) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const out = new Uint8Array(width * height);
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 255 : (data[y * width + x] ?? 255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const sx = dx * cos + dy * sin + width / 2;
      const sy = dy * cos - dx * sin + height / 2;
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
      const [fx, fy] = [sx - x0, sy - y0];
      const soft =
        (at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx) * (1 - fy) +
        (at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx) * fy;
      const light = 1 - shade * 0.55 * ((x / width + y / height) / 2);
      const speck = next() < grain * 0.0008 ? -160 : 0;
      const noise = (next() + next() - 1) * 70 * grain;
      // Levels in steps of four: pictures stay small without looking different.
      const value = (8 + soft * 0.945) * light + noise + speck;
      out[y * width + x] = Math.max(0, Math.min(255, Math.round(value / 4) * 4));
    }
  return { width, height, data: out };
}

/** A grey picture as PNG. */
export function toPng({ width, height, data }: Grey): Buffer {
  const png = new PNG({ width, height, colorType: 0, inputColorType: 0, inputHasAlpha: false });
  png.data = Buffer.from(data);
  return PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false });
}

/**
 * A plan's text, or a PDF, as a scan.
 * @returns a PDF whose scanned pages are pictures alone.
 */
export async function toScan(source: string | Uint8Array, style: ScanStyle = {}): Promise<Buffer> {
  const pdf = typeof source === 'string' ? await toPdf(source) : source;
  const { dpi = 200 } = style;
  const pages = await renderPages(pdf, dpi);
  const doc = new PdfKit({ margin: 0, autoFirstPage: false });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
  pages.forEach((page, index) => {
    const size: [number, number] = [(page.width * 72) / dpi, (page.height * 72) / dpi];
    doc.addPage({ size, margin: 0 });
    doc.image(toPng(worn(page, style, index + 1)), 0, 0, { width: size[0], height: size[1] });
  });
  doc.end();
  return done;
}
