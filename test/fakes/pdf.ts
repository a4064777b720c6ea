/**
 * Real PDFs made in the test: pages drawn piece by piece with a Vietnamese font, and files written by hand, object by object,
 * for what no honest program writes.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import PdfKit from 'pdfkit';

const fonts = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/package.json'),
);

/** The fonts pages are drawn with. */
export const fontFiles = {
  regular: join(fonts, '400Regular/BeVietnamPro_400Regular.ttf'),
  bold: join(fonts, '600SemiBold/BeVietnamPro_600SemiBold.ttf'),
} as const;

/** What a test draws on: pages of A4 in points, y from the top. */
export interface Canvas {
  /** The library's own document, for what is not below. */
  doc: PDFKit.PDFDocument;
  page(): void;
  /** Draws a piece of text with its upper left corner at a place. */
  text(text: string, x: number, y: number, size?: number, font?: string): void;
  /** Draws a piece of text about a middle. */
  centred(text: string, middle: number, y: number, size?: number, font?: string): void;
  /** Draws lines one under another. */
  lines(texts: string[], x: number, y: number, size?: number, leading?: number): void;
  line(x1: number, y1: number, x2: number, y2: number): void;
  /** Draws a bordered table, its cells' lines given one by one; gives the y under it. */
  table(rows: string[][][], x: number, y: number, widths: number[], size?: number): number;
}

/** Draws a PDF. The first page is there already. */
export async function drawPdf(
  draw: (canvas: Canvas) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer> {
  const doc = new PdfKit({ size: 'A4', margin: 0, ...options });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
  const canvas: Canvas = {
    doc,
    page: () => doc.addPage(),
    text(text, x, y, size = 13, font = fontFiles.regular) {
      doc.font(font, size).text(text, x, y, { lineBreak: false });
    },
    centred(text, middle, y, size = 13, font = fontFiles.regular) {
      const width = doc.font(font, size).widthOfString(text);
      canvas.text(text, middle - width / 2, y, size, font);
    },
    lines(texts, x, y, size = 13, leading = size * 1.4) {
      texts.forEach((text, index) => canvas.text(text, x, y + index * leading, size));
    },
    line(x1, y1, x2, y2) {
      doc.moveTo(x1, y1).lineTo(x2, y2).lineWidth(0.5).stroke();
    },
    table(rows, x, y, widths, size = 11) {
      let top = y;
      for (const cells of rows) {
        const height = Math.max(1, ...cells.map((lines) => lines.length)) * size * 1.4 + 6;
        let left = x;
        cells.forEach((lines, index) => {
          const wide = widths[index] ?? 0;
          doc.rect(left, top, wide, height).lineWidth(0.5).stroke();
          canvas.lines(lines, left + 4, top + 3, size);
          left += wide;
        });
        top += height;
      }
      return top;
    },
  };
  draw(canvas);
  doc.end();
  return done;
}

/** A stream object: its dictionary without length, and its bytes. */
export function streamObject(dictionary: string, data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${String(data.length)} >>\nstream\n`, 'latin1'),
    data,
    Buffer.from('\nendstream', 'latin1'),
  ]);
}

/**
 * A PDF of given objects, numbered from 1; object 1 must be the catalogue. The table of objects is right.
 * @param trailer more entries of the trailer.
 */
export function rawPdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  objects.forEach((body, index) => {
    const object = Buffer.concat([
      Buffer.from(`${String(index + 1)} 0 obj\n`, 'latin1'),
      typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
      Buffer.from('\nendobj\n', 'latin1'),
    ]);
    offsets.push(at);
    at += object.length;
    parts.push(object);
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = String(objects.length + 1);
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${String(at)}\n%%EOF\n`,
      'latin1',
    ),
  );
  return Buffer.concat(parts);
}

/** One page with the given content stream object and the standard font F1. */
export function onePage(content: Buffer | string, trailer = ''): Buffer {
  const stream = typeof content === 'string' ? streamObject('', Buffer.from(content, 'latin1')) : content;
  return rawPdf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
      stream,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ],
    trailer,
  );
}

/** Bytes deflated `times` over. */
export function deflated(data: Buffer, times = 1): Buffer {
  let result = data;
  for (let count = 0; count < times; count += 1) result = deflateSync(result, { level: 9 });
  return result;
}
