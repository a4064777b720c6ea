/** Reports as units hand them in, in every kind of file, sound and faulty: real files made in the test. */
import { createRequire } from 'node:module';
import type * as Xlsx from '@e965/xlsx';
import { Document, Packer, Paragraph } from 'docx';
import { PNG } from 'pngjs';
import { unpack } from '../../src/intake/readers/zip-gate.js';
import { drawPdf } from './pdf.js';
import { archive } from './sheet-file.js';

/** What stands on a report. */
export interface ReportWords {
  /** Lines of the issuing body, in capitals. */
  head?: string[];
  number?: string;
  year?: number;
  /** The sentence that says what is reported on. */
  about?: string;
  /** Lines above all others. */
  above?: string[];
  sections?: string[];
}

/** The lines of a report, the head first. */
export function reportLines(words: ReportWords = {}): string[] {
  const { head = ['UBND TỈNH LAM GIANG', 'SỞ Y TẾ'], number = '118/BC-SYT', year = 2026 } = words;
  const { about = 'Thực hiện Kế hoạch số 62/KH-UBND ngày 02/6/2026 của UBND tỉnh, đơn vị báo cáo như sau:' } =
    words;
  const { sections = ['I. TÌNH HÌNH', 'II. KẾT QUẢ', 'III. KIẾN NGHỊ'] } = words;
  return [
    ...(words.above ?? []),
    ...head,
    `Số: ${number}`,
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    `Lam Thành, ngày 19 tháng 6 năm ${String(year)}`,
    'BÁO CÁO',
    'Kết quả thực hiện nhiệm vụ được giao',
    about,
    ...sections.flatMap((section) => [
      section,
      `Nội dung của mục ${section.toLowerCase()} được trình bày tại đây.`,
    ]),
  ];
}

/** A Word file. @param pages as the program that saved it would have counted. */
export async function wordReport(words: ReportWords = {}, pages: number | null = null): Promise<Buffer> {
  const children = reportLines(words).map((line) => new Paragraph(line));
  const bytes = await Packer.toBuffer(new Document({ sections: [{ children }] }));
  return pages === null ? bytes : withPages(bytes, pages);
}

/** The same office file with a count of pages in its properties. */
export async function withPages(bytes: Uint8Array, pages: number): Promise<Buffer> {
  return withParts(bytes, {
    'docProps/app.xml': `<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>${String(pages)}</Pages><Application>Microsoft Office Word</Application></Properties>`,
  });
}

/** A zip-based file with parts added or changed. */
export async function withParts(
  bytes: Uint8Array,
  parts: Readonly<Record<string, Buffer | string>>,
): Promise<Buffer> {
  return archive(new Map<string, Buffer | string>([...(await unpack(bytes)), ...Object.entries(parts)]));
}

/** A PDF of so many pages; the words stand on the first. */
export async function pdfReport(
  words: ReportWords = {},
  pages = 1,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer> {
  return drawPdf((canvas) => {
    canvas.lines(reportLines(words), 70, 60, 12);
    for (let page = 2; page <= pages; page += 1) {
      canvas.page();
      canvas.lines(
        [`Trang ${String(page)}: phần trình bày tiếp theo của báo cáo kết quả thực hiện.`],
        70,
        60,
      );
    }
  }, options);
}

/** Pages that are pictures. */
export async function scannedPdf(pictures: readonly Buffer[]): Promise<Buffer> {
  return drawPdf((canvas) => {
    pictures.forEach((picture, index) => {
      if (index > 0) canvas.page();
      canvas.doc.image(picture, 0, 0, { width: 595, height: 842 });
    });
  });
}

/** A white sheet as a scanner makes it: not quite white, a shade darker to one side, with dust. */
export function blankPicture(width = 800, height = 1_130): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < width * height; at += 1) {
    const light = 236 + ((at * 7_919) % 11) - Math.floor((at % width) / 80);
    png.data.fill(light, at * 4, at * 4 + 3);
    png.data[at * 4 + 3] = 255;
  }
  for (let speck = 0; speck < 12; speck += 1)
    png.data.fill(
      60,
      ((speck * 73_471) % (width * height)) * 4,
      ((speck * 73_471) % (width * height)) * 4 + 3,
    );
  return PNG.sync.write(png);
}

/** A PDF with the dictionary of a signature, as a signing program appends it. */
export function signed(pdf: Buffer): Buffer {
  const at = pdf.lastIndexOf('\nxref\n') + 1;
  const signature = Buffer.from(
    '90 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 100 200 300] /Contents <00> >>\nendobj\n',
  );
  const tail = pdf.subarray(at).toString('latin1');
  const moved = tail.replace(
    /startxref\s+(\d+)/,
    (_, offset: string) => `startxref\n${String(Number(offset) + signature.length)}`,
  );
  return Buffer.concat([pdf.subarray(0, at), signature, Buffer.from(moved, 'latin1')]);
}

/** The head of a Windows program. */
export function windowsProgram(): Buffer {
  const bytes = Buffer.alloc(1_024);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE\0\0', 0x80, 'latin1');
  return bytes;
}

/** An old Office container with these streams; paths have slashes. */
export function container(streams: Readonly<Record<string, Buffer | string>>): Buffer {
  const { CFB } = createRequire(import.meta.url)('@e965/xlsx') as typeof Xlsx;
  const file = CFB.utils.cfb_new({ root: 'R' });
  for (const [name, content] of Object.entries(streams))
    CFB.utils.cfb_add(file, `/${name}`, Buffer.from(content));
  return Buffer.from(CFB.write(file, { type: 'buffer' }) as Uint8Array);
}

/** The streams of an old Office file, by path. */
export function streamsOf(bytes: Buffer): Record<string, Buffer> {
  const { CFB } = createRequire(import.meta.url)('@e965/xlsx') as typeof Xlsx;
  const file = CFB.read(bytes, { type: 'buffer' });
  return Object.fromEntries(
    file.FullPaths.flatMap((path: string, index: number) => {
      const entry = file.FileIndex[index];
      const name = path.split('/').slice(1).join('/');
      return entry?.type === 2 && name !== '' ? [[name, Buffer.from(entry.content as Uint8Array)]] : [];
    }),
  );
}

export const zip = (files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> =>
  archive(new Map(Object.entries(files)));
