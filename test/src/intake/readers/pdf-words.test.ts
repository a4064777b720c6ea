import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mendTexts } from '../../../../src/intake/readers/pdf-letters.js';
import { isMarkedPdf, readPdfText } from '../../../../src/intake/readers/pdf.js';
import type { Canvas } from '../../../fakes/pdf.js';
import { drawPdf, fontFiles, onePage } from '../../../fakes/pdf.js';

const textsOf = async (draw: (canvas: Canvas) => void): Promise<string[]> =>
  (await readPdfText(await drawPdf(draw))).blocks.map((block) => block.text);

const body = [
  'Các sở, ban, ngành, Ủy ban nhân dân các xã, phường tổ chức thực',
  'hiện nghiêm túc Kế hoạch này, báo cáo kết quả trước ngày 15/6/2024.',
];

describe('src/intake/readers/pdf.ts: words and what stands beside them', () => {
  it('joins pieces of a word, finds spaces between runs, makes NFC of letters and marks drawn apart', async () => {
    const texts = await textsOf(({ text, doc }) => {
      doc.font(fontFiles.regular, 13);
      let x = 80;
      for (const piece of ['S', 'ở', ' Xây', ' d', 'ự', 'ng', ' trình', ' U', 'BND']) {
        text(piece, x, 80);
        x += doc.widthOfString(piece);
      }
      text('trước', x + 4, 80);
      text('ngày 15/6', x + 4 + doc.widthOfString('trước') + 4, 80);
      text('Báo cáo k\u00ea\u0301t qua\u0309 thu\u031b\u0323c hi\u00ea\u0323n'.normalize('NFD'), 80, 120);
    });
    expect(texts).toEqual(['Sở Xây dựng trình UBND trước ngày 15/6', 'Báo cáo kết quả thực hiện']);
  });

  it('closes up letters set apart', async () => {
    const texts = await textsOf(({ text, doc, lines }) => {
      doc.font(fontFiles.bold, 14);
      let x = 220;
      for (const word of ['KẾ', 'HOẠCH']) {
        for (const letter of word) {
          text(letter, x, 80, 14, fontFiles.bold);
          x += doc.widthOfString(letter) + 5;
        }
        x += 9;
      }
      lines(body, 80, 120);
    });
    expect(texts[0]).toBe('KẾ HOẠCH');
  });

  it('leaves out marks of notes but keeps measures, and puts the notes last', async () => {
    const texts = await textsOf(({ text, lines, doc }) => {
      lines(body, 80, 80);
      const widthOf = (piece: string): number => doc.font(fontFiles.regular, 13).widthOfString(piece);
      const start = 'Diện tích còn lại là 25 m';
      const more = ', giao Sở Tài chính xử lý';
      const x = 80 + widthOf(start);
      const end = x + 6 + widthOf(more);
      text(start, 80, 140);
      text('2', x, 138, 8);
      text(more, x + 6, 140);
      text('1', end, 138, 8);
      text('1', 80, 768, 6);
      text('Theo Quyết định số 12/QĐ-UBND.', 86, 768, 9);
    });
    expect(texts.slice(1)).toEqual([
      'Diện tích còn lại là 25 m2, giao Sở Tài chính xử lý',
      'Theo Quyết định số 12/QĐ-UBND.',
    ]);
  });

  it('leaves out the stamp of a digital signature beside the head', async () => {
    const texts = await textsOf(({ text, lines, centred }) => {
      centred('ỦY BAN NHÂN DÂN', 150, 60, 12, fontFiles.bold);
      centred('TỈNH HÀ GIANG', 150, 76, 12, fontFiles.bold);
      text('Ký bởi: Văn phòng Ủy ban nhân dân', 430, 52, 7);
      text('Cơ quan: Tỉnh Hà Giang', 430, 61, 7);
      text('Thời gian ký: 04.03.2024 10:22:31 +07:00', 430, 70, 7);
      lines(body, 80, 140);
    });
    expect(texts).toEqual(['ỦY BAN NHÂN DÂN TỈNH HÀ GIANG', body.join(' ')]);
  });

  it('reads a page in two columns down the first and then down the second', async () => {
    const left = [
      'Các cơ quan, đơn vị, địa',
      'phương rà soát, tổng hợp',
      'danh mục công trình, gửi',
      'Sở Tài chính trước ngày',
      '15/6/2024 để tổng hợp và',
    ];
    const right = [
      'trình Ủy ban nhân dân',
      'tỉnh xem xét, quyết định.',
      'Sở Nội vụ theo dõi, đôn',
      'đốc việc thực hiện, báo',
      'cáo khi có yêu cầu.',
    ];
    const texts = await textsOf(({ lines }) => {
      lines(left, 80, 80);
      lines(right, 320, 80);
    });
    expect(texts.join(' ')).toBe([...left, ...right].join(' '));
  });

  it('mends the letters of old fonts and those put in the place of others', async () => {
    // What a .VnTime document gives when it is printed with fonts that do not say their letters.
    const old = [
      'Uû ban nh©n d©n tØnh yªu cÇu c¸c së, ban, ngµnh tæ chøc thùc hiÖn',
      'nghiªm tóc KÕ ho¹ch nµy, b¸o c¸o kÕt qu¶ tr\u00adíc ngµy 15/6/2024.',
    ];
    const drawn = old.map((line, index) => `1 0 0 1 80 ${String(700 - index * 18)} Tm (${line}) Tj`);
    const { blocks } = await readPdfText(onePage(`BT /F1 12 Tf ${drawn.join(' ')} ET`));
    expect(blocks.map((block) => block.text).join(' ')).toMatch(
      /ban nhân dân tỉnh yêu cầu các sở, ban, ngành tổ chức thực hiện nghiêm túc Kế hoạch này, báo cáo kết quả trước ngày 15/,
    );
    expect(mendTexts(['trƣớc ngày', 'Ðảng ủy phƣờng ĐƢỜNG'])).toEqual(['trước ngày', 'Đảng ủy phường ĐƯỜNG']);
  });

  it('names the pages that hold no text or letters that are none', async () => {
    const file = await drawPdf(({ lines, page, doc, text }) => {
      lines(body, 80, 80);
      page();
      doc.rect(80, 80, 300, 400).fill('#999999');
      text('Trang 2/4', 280, 810, 9);
      page();
      lines(
        [
          'Xqzt wrtp bcdf ghjk lmnp qrst vwxz bcdfg hjklm npqrs tvwxz bcd fgh',
          'jklm npqr stvw xzbc dfgh jklm npqr stvw xzbc dfgh jklm npqr stvw',
        ],
        80,
        80,
      );
      page();
      lines(body, 80, 80);
    });
    const { pages, emptyPages, blocks } = await readPdfText(file);
    expect([pages, emptyPages]).toEqual([4, [2, 3]]);
    expect(blocks.map((block) => block.place.page)).toEqual([1, 4]);
    expect((await readPdfText(onePage('q Q'))).emptyPages).toEqual([1]);
  });

  it.each<[string, (canvas: Canvas) => void]>([
    ['a box beside the head', ({ text }) => text('MẬT', 110, 110, 14, fontFiles.bold)],
    ['letters apart', ({ text }) => text('T Ố I  M Ậ T', 90, 110, 14)],
    ['a water mark at an angle', ({ doc, text }) => { doc.save().rotate(-45, { origin: [300, 400] }); text('TUYỆT MẬT', 200, 400, 60); doc.restore(); }], // prettier-ignore
    ['a running head on a later page', ({ page, text, lines }) => { page(); text('Độ mật: Tối mật', 400, 20, 9); lines(body, 80, 80); }], // prettier-ignore
    ['a foot', ({ text }) => text('LƯU HÀNH NỘI BỘ', 220, 815, 9)],
  ])('sees a mark of secrecy: %s', async (_, draw) => {
    const file = await drawPdf((canvas) => {
      canvas.centred('ỦY BAN NHÂN DÂN', 150, 60, 12, fontFiles.bold);
      canvas.centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 420, 60, 12, fontFiles.bold);
      canvas.lines(body, 80, 160);
      draw(canvas);
    });
    expect(await isMarkedPdf(file)).toBe(true);
    expect((await readPdfText(file)).isMarked).toBe(true);
  });

  it('calls no paper marked that only speaks of secrecy', async () => {
    const file = await drawPdf(({ lines }) => {
      lines(
        [
          'Sở Nội vụ bảo đảm bảo mật thông tin, tuân thủ quy định về bảo vệ bí mật',
          'nhà nước; mật độ dân cư tính đến ngày 15/6/2024.',
        ],
        80,
        80,
      );
    });
    expect(await isMarkedPdf(file)).toBe(false);
  });

  it('never fails on words at any place and size', async () => {
    const word = fc.constantFrom(
      'Sở',
      'Y tế',
      'trước ngày',
      '1.',
      '-',
      'TT',
      'KẾ HOẠCH',
      '15/6/2024',
      'ề',
      '',
    );
    const piece = fc.record({ word, x: fc.integer({ min: -20, max: 600 }), y: fc.integer({ min: -20, max: 850 }), size: fc.integer({ min: 1, max: 80 }) }); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const file = await drawPdf(({ text, line }) => {
          pieces.forEach(({ word: drawn, x, y, size }) => {
            text(drawn, x, y, size);
            if (size % 3 === 0) line(x, y, x + 200, y);
            if (size % 4 === 0) line(x, y, x, y + 200);
          });
        });
        const { blocks, pages } = await readPdfText(file);
        expect(pages).toBe(1);
        for (const block of blocks) {
          expect(block.text).toBe(block.text.normalize('NFC').replace(/\s+/g, ' ').trim());
          expect(block.place.page).toBe(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
