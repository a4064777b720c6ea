import { describe, expect, it } from 'vitest';
import type { UserError } from '../../../../src/domain/errors.js';
import { checkPdf, pdfLimits } from '../../../../src/intake/readers/pdf-gate.js';
import { isMarkedPdf, readPdfText } from '../../../../src/intake/readers/pdf.js';
import { deflated, drawPdf, onePage, rawPdf, streamObject } from '../../../fakes/pdf.js';

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'passed',
    (error: UserError) => error.code,
  );

/** Content that unpacks to spaces. */
const blanks = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 * 1024, 0x20);
const packed = deflated(blanks(64));

describe('src/intake/readers/pdf-gate.ts', () => {
  it('lets honest files pass: plain, deflated, deflated and written as text', async () => {
    const content = 'BT /F1 12 Tf 50 700 Td (Ke hoach) Tj ET';
    const data = deflated(Buffer.from(content));
    const hex = Buffer.from(`${data.toString('hex')}>`);
    for (const file of [
      onePage(content),
      onePage(streamObject('/Filter /FlateDecode', data)),
      onePage(streamObject('/Filter [/ASCIIHexDecode /FlateDecode]', hex)),
      await drawPdf(({ text }) => text('Kế hoạch', 80, 80)),
    ])
      expect(await codeOf(checkPdf(file))).toBe('passed');
  });

  it.each([
    ['one stream over the limit', streamObject('/Filter /FlateDecode', packed)],
    ['two filters that grow', streamObject('/Filter [/FlateDecode /FlateDecode]', deflated(packed))],
    ['names spelled in codes', streamObject('/Fi#6cter [/Fl#61teDecode /Fl]', deflated(packed))],
    ['comments between', streamObject('/Filter %[\n[/FlateDecode %]\n/FlateDecode] %\n', deflated(packed))],
    ['a filter after text', streamObject('/Filter [/ASCIIHexDecode /FlateDecode]', Buffer.from(packed.toString('hex')))], // prettier-ignore
    ['a wrong check sum', streamObject('/Filter /FlateDecode', Buffer.concat([packed.subarray(0, -4), Buffer.from('none')]))], // prettier-ignore
    ['three filters', streamObject('/Filter [/ASCIIHexDecode /ASCII85Decode /FlateDecode]', packed)],
    ['a row of two thousand million samples', streamObject('/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2000000000 >>', deflated(Buffer.from('a')))], // prettier-ignore
    ['old compression in bulk', streamObject('/Filter /LZWDecode', Buffer.alloc(pdfLimits.lzwBytes + 1))],
  ])('refuses %s', async (_, stream) => {
    expect(await codeOf(checkPdf(onePage(stream)))).toBe('document-unreadable');
  });

  it('finds filters that stand in an object of their own, and refuses those it cannot find', async () => {
    const page = (filter: string): Buffer =>
      rawPdf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
        streamObject('/Filter 5 0 R', deflated(Buffer.from('BT ET'))),
        filter,
      ]);
    expect(await codeOf(checkPdf(page('/FlateDecode')))).toBe('passed');
    expect(await codeOf(checkPdf(page('[/FlateDecode /FlateDecode]')))).toBe('document-unreadable');
    const missing = Buffer.from(
      page('/FlateDecode').toString('latin1').replace('5 0 obj', '9 0 obj'),
      'latin1',
    );
    expect(await codeOf(checkPdf(missing))).toBe('document-unreadable');
  });

  it('refuses many streams that are each small enough', async () => {
    const each = deflated(blanks(40));
    const streams = Array.from({ length: 8 }, () => streamObject('/Filter /FlateDecode', each));
    const file = rawPdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
      ...streams,
    ]);
    expect(await codeOf(checkPdf(file))).toBe('document-unreadable');
  });

  it('says what is wrong with a file: cut off, under a password, no pages, too many', async () => {
    const whole = await drawPdf(({ text }) => text('Kế hoạch', 80, 80));
    expect(await codeOf(readPdfText(whole.subarray(0, whole.length - 60)))).toBe('file-damaged');
    const locked = await drawPdf(({ text }) => text('Kế hoạch', 80, 80), {
      userPassword: 'mo',
      ownerPassword: 'chu',
      pdfVersion: '1.7',
    });
    expect(await codeOf(readPdfText(locked))).toBe('file-encrypted');
    const tree = (kids: string, count: number): Buffer =>
      rawPdf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        `<< /Type /Pages /Kids [${kids}] /Count ${String(count)} >>`,
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
      ]);
    expect(await codeOf(readPdfText(tree('', 0)))).toBe('document-unreadable');
    const many = pdfLimits.pages + 1;
    expect(await codeOf(readPdfText(tree('3 0 R '.repeat(many), many)))).toBe('document-unreadable');
    expect(await codeOf(isMarkedPdf(Buffer.from('%PDF-1.7\n')))).toBe('file-damaged');
  });

  it('reads a file that is only locked against changes', async () => {
    const words = 'Sở Y tế báo cáo trước ngày 15/6/2024';
    const file = await drawPdf(({ text }) => text(words, 80, 80), {
      ownerPassword: 'chu',
      pdfVersion: '1.7',
    });
    expect((await readPdfText(file)).blocks.map((block) => block.text)).toEqual([words]);
  });
});
