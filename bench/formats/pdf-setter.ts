/** Draws the parts of an office's paper on the pages of a PDF. Knows sizes, faces and breaks, nothing of plans. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PdfKit from 'pdfkit';
import type { Block } from '../../src/intake/block.js';

/** How the PDF is set. */
export interface PdfStyle {
  /** A line above every page after the first, beside the page number. */
  runningHead?: string;
  /** "2", "- 2 -" or "Trang 2/10". */
  numbers?: 'plain' | 'dashes' | 'of';
  justify?: boolean;
  /** First-line indent in points. */
  indent?: number;
  size?: number;
  /** Extra space between paragraphs in points. */
  gap?: number;
  /** Font files in place of the usual ones. */
  faces?: { regular: string; bold: string; italic: string };
}

const fonts = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/package.json'),
);

/** The usual faces. */
export const faces = {
  regular: join(fonts, '400Regular/BeVietnamPro_400Regular.ttf'),
  bold: join(fonts, '600SemiBold/BeVietnamPro_600SemiBold.ttf'),
  italic: join(fonts, '400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf'),
} as const;
const { regular, bold, italic } = faces;

/** Margins of Decree 30/2020, Appendix I, in points. */
const page = { top: 62, bottom: 62, left: 85, right: 50, width: 595.28, height: 841.89 } as const;

/** Draws line by line, so that the breaks are ours and not the library's. */
export class Setter {
  private readonly doc: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly done: Promise<Buffer>;
  private readonly style: Required<Omit<PdfStyle, 'faces'>>;
  private readonly faces: PdfStyle['faces'];
  private y: number = page.top;

  constructor(style: PdfStyle) {
    this.faces = style.faces;
    this.style = { runningHead: '', numbers: 'plain', justify: true, indent: 28, size: 13, gap: 4, ...style };
    this.doc = new PdfKit({ size: 'A4', margin: 0, bufferPages: true, autoFirstPage: true });
    this.doc.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.done = new Promise((resolve) => this.doc.on('end', () => resolve(Buffer.concat(this.chunks))));
  }

  private face(font: string, size: number): void {
    const own = font === bold ? 'bold' : font === italic ? 'italic' : 'regular';
    this.doc.font(this.faces?.[own] ?? font, size);
  }

  /** The next thing stands on a new page. */
  newPage(): void {
    this.doc.addPage();
    this.y = page.top;
  }

  private wrap(text: string, font: string, size: number, width: number, indent = 0): string[] {
    this.face(font, size);
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ')) {
      const more = line === '' ? word : `${line} ${word}`;
      if (line !== '' && this.doc.widthOfString(more) > width - (lines.length === 0 ? indent : 0)) {
        lines.push(line);
        line = word;
      } else line = more;
    }
    if (line !== '') lines.push(line);
    return lines;
  }

  private draw(
    text: string,
    x: number,
    y: number,
    font: string,
    size: number,
    width: number | null = null,
  ): void {
    this.face(font, size);
    const spaces = text.split(' ').length - 1;
    const room = width === null || spaces === 0 ? 0 : (width - this.doc.widthOfString(text)) / spaces;
    this.doc.text(text, x, y, { lineBreak: false, wordSpacing: Math.max(0, room) });
  }

  private centredAt(text: string, middle: number, y: number, font: string, size: number): void {
    this.face(font, size);
    this.draw(text, middle - this.doc.widthOfString(text) / 2, y, font, size);
  }

  private room(height: number): void {
    if (this.y + height > page.height - page.bottom) this.newPage();
  }

  /** The head in two columns: the issuer left, motto and date right. */
  head(lines: string[]): void {
    const isRight = (line: string): boolean =>
      /CỘNG H|CHỦ NGHĨA|Độc lập|ĐẢNG CỘNG SẢN|ngày|tháng\s\d/u.test(line);
    const left = lines.filter((line) => !isRight(line));
    const right: string[] = [];
    for (const line of lines.filter(isRight)) {
      const last = right.at(-1);
      // Broken by the source inside the motto or the date.
      if (last !== undefined && /^(?:CHỦ NGHĨA|tháng)/u.test(line))
        right[right.length - 1] = `${last} ${line}`;
      else right.push(line);
    }
    const put = (list: string[], middle: number, width: number): number => {
      let y: number = page.top;
      for (const line of list)
        for (const part of this.wrap(line, bold, 11, width)) {
          this.centredAt(part, middle, y, /^Số|ngày/u.test(part) ? italic : bold, 11);
          y += 16;
        }
      return y;
    };
    this.y = Math.max(put(left, 165, 150), put(right, 405, 290)) + 14;
  }

  /** A heading or a remark in the middle. */
  centred(text: string, font: string): void {
    const { size } = this.style;
    for (const line of this.wrap(text, font, size, page.width - page.left - page.right - 60)) {
      this.room(size * 1.5);
      this.centredAt(line, (page.left + page.width - page.right) / 2, this.y, font, size);
      this.y += size * 1.45;
    }
    this.y += 6;
  }

  /** A paragraph, justified but for its last line. */
  paragraph(text: string): void {
    const { size, justify, indent, gap } = this.style;
    const width = page.width - page.left - page.right;
    const heading = /^[IVX]{1,5}\.\s/.test(text) && text.length < 120;
    const font = heading ? bold : regular;
    const lines = this.wrap(text, font, size, width, indent);
    lines.forEach((line, index) => {
      this.room(size * 1.5);
      const shift = index === 0 ? indent : 0;
      const full = justify && index < lines.length - 1;
      this.draw(line, page.left + shift, this.y, font, size, full ? width - shift : null);
      this.y += size * 1.4;
    });
    this.y += gap;
  }

  /** A bordered table; a row that does not fit goes on overleaf, under the headings once more. */
  table(rows: string[][]): void {
    const columns = Math.max(...rows.map((row) => row.length));
    const width = page.width - page.left - page.right;
    const lengths = Array.from({ length: columns }, (_, column) =>
      Math.max(5, Math.min(60, rows.reduce((sum, row) => sum + (row[column] ?? '').length, 0) / rows.length)),
    );
    const total = lengths.reduce((sum, length) => sum + Math.sqrt(length), 0);
    const widths = lengths.map((length) => (Math.sqrt(length) / total) * width);
    const size = 11;
    const leading = 15;
    const cellsOf = (row: string[], font: string): string[][] =>
      widths.map((wide, column) => this.wrap(row[column] ?? '', font, size, wide - 8));
    const header = cellsOf(rows[0] ?? [], bold);
    const put = (cells: string[][], font: string): void => {
      const height = Math.max(1, ...cells.map((lines) => lines.length)) * leading + 6;
      let x: number = page.left;
      cells.forEach((lines, column) => {
        const wide = widths[column] ?? 0;
        this.doc.rect(x, this.y, wide, height).lineWidth(0.5).stroke();
        lines.forEach((line, index) => this.draw(line, x + 4, this.y + 3 + index * leading, font, size));
        x += wide;
      });
      this.y += height;
    };
    this.room(leading * 4);
    put(header, bold);
    for (const row of rows.slice(1)) {
      let cells = cellsOf(row, regular);
      for (;;) {
        const fits = Math.floor((page.height - page.bottom - this.y - 6) / leading);
        const tall = Math.max(1, ...cells.map((lines) => lines.length));
        if (tall <= fits) {
          put(cells, regular);
          break;
        }
        if (fits >= 1) {
          put(
            cells.map((lines) => lines.slice(0, fits)),
            regular,
          );
          cells = cells.map((lines) => lines.slice(fits));
        }
        this.newPage();
        put(header, bold);
      }
    }
    this.y += 10;
  }

  /** Recipients on the left, the signature beside them. */
  tail(blocks: Block[]): void {
    const isLeft = (block: Block): boolean => /^(?:Nơi nhận|[-+])/u.test(block.text);
    const left = blocks.filter(isLeft).map((block) => block.text);
    const right = blocks.filter((block) => !isLeft(block)).flatMap((block) => block.lines);
    this.room(Math.min(500, Math.max(left.length * 15, right.length * 18 + 50) + 20));
    let y = this.y;
    const top = y;
    for (const line of left)
      for (const part of this.wrap(line, regular, 11, 210)) {
        this.draw(part, page.left, y, regular, 11);
        y += 14;
      }
    let other = top;
    right.forEach((line, index) => {
      if (index === right.length - 1) other += 50;
      for (const part of this.wrap(line, bold, 12, 210)) {
        this.centredAt(part, 440, other, bold, 12);
        other += 17;
      }
    });
    this.y = Math.max(y, other) + 10;
  }

  /** Numbers the pages. @returns the file. */
  async finish(): Promise<Buffer> {
    const { start, count } = this.doc.bufferedPageRange();
    for (let index = start; index < start + count; index += 1) {
      this.doc.switchToPage(index);
      const number = index + 1;
      if (number > 1) {
        const label =
          this.style.numbers === 'plain'
            ? String(number)
            : this.style.numbers === 'dashes'
              ? `- ${String(number)} -`
              : `Trang ${String(number)}/${String(count)}`;
        this.centredAt(label, page.width / 2, 36, regular, 11);
        if (this.style.runningHead !== '') this.draw(this.style.runningHead, page.left, 22, italic, 9);
      }
    }
    this.doc.end();
    return this.done;
  }
}
