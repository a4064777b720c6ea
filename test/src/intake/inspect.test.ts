import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileInspection } from '../../../src/domain/inspection.js';
import { createDocumentReader } from '../../../src/intake/index.js';
import { docFile } from '../../fakes/doc-file.js';
import { drawPdf, fontFiles, onePage } from '../../fakes/pdf.js';
import {
  blankPicture,
  container,
  pdfReport,
  reportLines,
  scannedPdf,
  signed,
  streamsOf,
  withPages,
  withParts,
  wordReport,
  zip,
} from '../../fakes/reports.js';
import { sheetFile } from '../../fakes/sheet-file.js';
import { box, paragraph, run, wordFile } from '../../fakes/word.js';

const reader = createDocumentReader();
const look = (bytes: Uint8Array, name = 'tep'): Promise<FileInspection> => reader.inspect({ bytes, name });
const photo = await readFile('test/fixtures/page.jpg');

describe('src/intake/inspect', () => {
  afterAll(() => reader.close());

  it('tells the kind by the content, whatever the name says', async () => {
    const word = await wordReport();
    const files: [FileInspection['kind'], Uint8Array][] = [
      ['docx', word],
      ['doc', docFile(['BÁO CÁO', 'Nội dung'])],
      ['pdf', await pdfReport()],
      ['picture', photo],
      ['picture', blankPicture()],
      ['picture', Buffer.from('474946383961010001000000', 'hex')],
      ['xlsx', sheetFile([{ rows: [['TT', 'Nội dung']] }])],
      ['xls', sheetFile([{ rows: [['TT', 'Nội dung']] }], 'biff8')],
      ['odf', sheetFile([{ rows: [['TT', 'Nội dung']] }], 'ods')],
      [
        'pptx',
        await zip({
          'ppt/presentation.xml': '<p/>',
          'ppt/slides/slide1.xml': '<a:p><a:t>Sở Y tế</a:t></a:p>',
        }),
      ],
      ['ppt', container({ 'PowerPoint Document': Buffer.alloc(5_000) })],
      ['html', Buffer.from('<!DOCTYPE html><html><body><p>Báo cáo của Sở Y tế</p></body></html>')],
      ['rtf', Buffer.from('{\\rtf1\\ansi Bao cao}')],
      ['text', Buffer.from('Báo cáo của Sở Y tế')],
      ['archive', await zip({ 'bao cao.docx': word })],
      ['other', Buffer.from('00000018667479706d703432000000006d703432', 'hex')],
      ['other', Buffer.from([1, 0, 2, 0, 3, 0, 255, 254, 0, 0, 0, 0, 7])],
      ['other', new Uint8Array()],
    ];
    for (const [kind, bytes] of files)
      expect(await look(bytes, 'bao-cao.pdf')).toMatchObject({ kind, opens: true });
  });

  it('reads the first page, the issuing body and the headings of a Word file, and the pages its program counted', async () => {
    const facts = await look(await wordReport({}, 17));

    expect(facts).toMatchObject({
      kind: 'docx',
      pages: 17,
      issuer: 'Sở Y tế',
      isDraft: false,
      isSigned: false,
    });
    expect(facts.firstPage).toContain('SỞ Y TẾ\nSố: 118/BC-SYT');
    expect(facts.headings).toEqual(expect.arrayContaining(['I. TÌNH HÌNH', 'II. KẾT QUẢ', 'III. KIẾN NGHỊ']));
    expect(facts.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('believes no count of pages the words would not fit on, and knows none where none is kept', async () => {
    const long = await wordReport({
      sections: Array.from(
        { length: 90 },
        (_, at) => `${String(at + 1)}. ${'Nội dung báo cáo dài. '.repeat(12)}`,
      ),
    });

    expect((await look(await withPages(long, 1))).pages).toBeNull();
    expect((await look(await withPages(long, 12))).pages).toBe(12);
    expect((await look(await wordReport())).pages).toBeNull();
    expect((await look(await withPages(await wordReport(), 0))).pages).toBeNull();
  });

  it('takes the pages of an old Word file from its summary', async () => {
    const summary = Buffer.alloc(72);
    summary.writeUInt32LE(1, 24);
    summary.writeUInt32LE(48, 44);
    summary.writeUInt32LE(24, 48);
    summary.writeUInt32LE(1, 52);
    summary.writeUInt32LE(14, 56);
    summary.writeUInt32LE(16, 60);
    summary.writeUInt32LE(3, 64);
    summary.writeInt32LE(8, 68);
    const doc = docFile(reportLines());

    expect(await look(container({ ...streamsOf(doc), '\u0005SummaryInformation': summary }))).toMatchObject({
      kind: 'doc',
      pages: 8,
      issuer: 'Sở Y tế',
    });
    expect(await look(doc)).toMatchObject({
      kind: 'doc',
      pages: null,
      headings: expect.arrayContaining(['I. TÌNH HÌNH']) as string[],
    });
  });

  it('counts the pages of a PDF, reads its first page and finds headings on later ones', async () => {
    const pdf = await drawPdf((canvas) => {
      canvas.centred('UBND TỈNH LAM GIANG', 150, 60);
      canvas.centred('SỞ TÀI CHÍNH', 150, 78, 13, fontFiles.bold);
      canvas.centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 420, 60, 12);
      canvas.centred('Số: 12/BC-STC', 150, 100);
      canvas.centred('BÁO CÁO', 297, 150, 14, fontFiles.bold);
      canvas.lines(['I. TÌNH HÌNH', 'Nội dung trang một của báo cáo này.'], 70, 200);
      for (let page = 2; page <= 9; page += 1) {
        canvas.page();
        canvas.lines([`${String(page)}. Mục của trang ${String(page)}`, 'Nội dung của trang này.'], 70, 60);
      }
    });

    const facts = await look(pdf);
    expect(facts).toMatchObject({
      kind: 'pdf',
      pages: 9,
      issuer: 'Sở Tài chính',
      isScan: false,
      isBlank: false,
      isSigned: false,
    });
    expect(facts.firstPage).toContain('Nội dung trang một');
    expect(facts.firstPage).not.toContain('trang 2');
    expect(facts.headings).toEqual(expect.arrayContaining(['I. TÌNH HÌNH', '9. Mục của trang 9']));
  });

  it('sees a digital signature, and cannot tell of a scan whether the paper was signed', async () => {
    const pdf = await pdfReport();

    expect((await look(signed(pdf))).isSigned).toBe(true);
    expect((await look(signed(pdf))).opens).toBe(true);
    expect((await look(pdf)).isSigned).toBe(false);
    expect((await look(await scannedPdf([photo]))).isSigned).toBeNull();
    expect(
      (await look(await withParts(await wordReport(), { '_xmlsignatures/sig1.xml': '<Signature/>' })))
        .isSigned,
    ).toBe(true);
  });

  it('tells a scan from a blank one, as a PDF and as a picture', async () => {
    expect(await look(await scannedPdf([photo, blankPicture()]))).toMatchObject({
      isScan: true,
      isBlank: false,
      pages: 2,
      firstPage: '',
    });
    expect(await look(await scannedPdf([blankPicture(), photo]))).toMatchObject({
      isScan: true,
      isBlank: false,
    });
    expect(await look(await scannedPdf([blankPicture(), blankPicture(), blankPicture()]))).toMatchObject({
      isScan: true,
      isBlank: true,
      pages: 3,
    });
    expect(await look(blankPicture())).toMatchObject({ isScan: true, isBlank: true, pages: 1 });
    expect(await look(photo)).toMatchObject({ isScan: true, isBlank: false });
    expect(await look(onePage(''))).toMatchObject({ isBlank: true });
  });

  it.each([
    ['DỰ THẢO', true],
    ['Dự thảo lần 2', true],
    ['(DỰ THẢO)', true],
    ['BẢN DỰ THẢO LẦN 3 (ngày 12/6)', true],
    ['DỰ THẢO BÁO CÁO', true],
    ['Góp ý dự thảo Nghị quyết của HĐND tỉnh', false],
    ['dự thảo', false],
    ['Dự thảo Nghị quyết đã được thông qua tại kỳ họp thứ 5', false],
  ])('reads %j at the head as a draft: %s', async (above, expected) => {
    expect((await look(await wordReport({ above: [above] }))).isDraft).toBe(expected);
    expect((await look(await pdfReport({ above: [above] }))).isDraft).toBe(expected);
  });

  it('reads a water mark as a draft', async () => {
    const word = await wordFile({
      body: paragraph(run('BÁO CÁO')),
      header: paragraph(
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r>',
      ),
    });
    const pdf = await drawPdf(({ doc, lines }) => {
      lines(['BÁO CÁO', 'Kết quả thực hiện nhiệm vụ được giao của đơn vị'], 70, 60);
      doc.rotate(-45, { origin: [300, 400] });
      doc.font(fontFiles.bold, 60).text('DỰ THẢO', 150, 380);
    });

    expect((await look(word)).isDraft).toBe(true);
    expect((await look(pdf)).isDraft).toBe(true);
    expect((await look(await wordFile({ body: paragraph(box(paragraph(run('Phụ lục')))) }))).isDraft).toBe(
      false,
    );
  });

  it('says that damaged and locked files do not open, and holds a limit of ours against nobody', async () => {
    const word = await wordReport();
    const pdf = await pdfReport({}, 2);
    expect(await look(word.subarray(0, word.length / 2))).toMatchObject({ opens: false });
    expect(await look(pdf.subarray(0, pdf.length / 2))).toMatchObject({ kind: 'pdf', opens: false });
    expect(await look(await pdfReport({}, 1, { userPassword: 'mo', ownerPassword: 'chu' }))).toMatchObject({
      opens: false,
    });
    expect(
      await look(
        await pdfReport({}, 1, { ownerPassword: 'chu', permissions: { printing: 'lowResolution' } }),
      ),
    ).toMatchObject({ opens: true, pages: 1 });
    expect(await look(docFile(['BÁO CÁO'], { encrypted: true }))).toMatchObject({ opens: false });
    expect(await look(photo.subarray(0, 300))).toMatchObject({ kind: 'picture', opens: false });
    expect(await look(await zip({ 'word/document.xml': Buffer.alloc(8 * 1024 * 1024, 0x20) }))).toMatchObject(
      { opens: true, pages: null },
    );
  });

  it('never throws, whatever byte is changed', async () => {
    const files = [
      await wordReport(),
      sheetFile([{ rows: [['TT', 'Nội dung']] }]),
      docFile(['BÁO CÁO']),
      await pdfReport(),
    ];
    for (const bytes of files)
      for (let at = 5; at < bytes.length; at += Math.ceil(bytes.length / 25)) {
        const broken = Buffer.from(bytes);
        broken[at] = (broken[at] ?? 0) ^ 0x5a;
        await expect(look(broken)).resolves.toHaveProperty('kind');
      }
  });
});
