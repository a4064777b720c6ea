import { describe, expect, it } from 'vitest';
import type { Block } from '../../../../src/intake/block.js';
import { readPdfText } from '../../../../src/intake/readers/pdf.js';
import { drawPdf, fontFiles } from '../../../fakes/pdf.js';

const paragraphs = (blocks: Block[]): string[] =>
  blocks.filter((block) => block.kind !== 'row').map((block) => block.text);
const rows = (blocks: Block[]): string[][] =>
  blocks
    .filter((block) => block.kind === 'row')
    .map((block) => block.cells.map((cell) => (cell.own ? cell.text : `~${cell.text}`)));

/** Enough words that a page counts as text. */
const filler = 'Các cơ quan, đơn vị, địa phương tổ chức thực hiện nghiêm túc Kế hoạch này.';

describe('src/intake/readers/pdf.ts', () => {
  it('reads the two columns of the head one after the other, whatever their gap', async () => {
    const pdf = await drawPdf(({ text, centred }) => {
      centred('ỦY BAN NHÂN DÂN', 135, 60, 12, fontFiles.bold);
      centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 325, 60, 12, fontFiles.bold);
      centred('TỈNH HÀ GIANG', 135, 76, 12, fontFiles.bold);
      centred('Độc lập - Tự do - Hạnh phúc', 325, 77, 12, fontFiles.bold);
      centred('Số: 15/KH-UBND', 135, 100, 12);
      centred('Hà Giang, ngày 04 tháng 3 năm 2024', 325, 100, 12);
      centred('KẾ HOẠCH', 297, 140, 13, fontFiles.bold);
      centred('Rà soát hộ nghèo năm 2024', 297, 158, 13, fontFiles.bold);
      text(filler, 80, 190, 12);
    });
    const { blocks, pages, emptyPages } = await readPdfText(pdf);
    expect(paragraphs(blocks)).toEqual([
      'ỦY BAN NHÂN DÂN TỈNH HÀ GIANG',
      'Số: 15/KH-UBND',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Hà Giang, ngày 04 tháng 3 năm 2024',
      'KẾ HOẠCH',
      'Rà soát hộ nghèo năm 2024',
      filler,
    ]);
    expect([pages, emptyPages]).toEqual([1, []]);
  });

  it('goes on with a paragraph over pages, without numbers and running heads, and says where something was left out', async () => {
    const pdf = await drawPdf(({ text, lines, page }) => {
      for (const number of [1, 2, 3]) {
        if (number > 1) {
          page();
          text(`- ${String(number)} -`, 285, 36, 11);
        }
        text('Kế hoạch rà soát hộ nghèo', 80, 20, 9);
        lines(
          [
            `     ${['Sở Nội vụ', 'Sở Y tế', 'Sở Lao động - Thương binh'][number - 1] ?? ''} và Xã hội chủ trì, phối hợp các sở, ngành rà`,
          ],
          80,
          60,
        );
        lines(
          [
            `${['soát, tổng hợp', 'tìm, so sánh', 'lại, sắp xếp'][number - 1] ?? ''}; định kỳ báo cáo Ủy ban nhân dân tỉnh trước ngày 25 hằng tháng và`,
          ],
          80,
          78,
        );
        text(`Trang ${String(number)}/3`, 480, 815, 9);
      }
      page();
      text('- 4 -', 285, 36, 11);
      lines(['thông báo đến Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh để giám sát.'], 80, 60);
    });
    const { blocks, pages } = await readPdfText(pdf);
    const text = paragraphs(blocks).join('\n');
    expect(pages).toBe(4);
    expect(text).not.toMatch(/Trang|- \d -|Kế hoạch rà soát/);
    expect(paragraphs(blocks).at(-1)).toMatch(
      /hằng tháng và thông báo đến Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh để giám sát\.$/,
    );
    const last = blocks.at(-1);
    expect(last?.cuts.map((cut) => last.text.slice(cut, cut + 10))).toEqual([' thông báo']);
    expect(last?.place.page).toBe(3);
  });

  it('joins a table over pages: the heading once, the cut row whole, empty ordinals and merged cells kept', async () => {
    const head = [['TT'], ['Nội dung'], ['Thời hạn'], ['Cơ quan chủ trì']];
    const widths = [30, 200, 110, 100];
    const pdf = await drawPdf(({ table, text, page, doc }) => {
      text('PHỤ LỤC PHÂN CÔNG NHIỆM VỤ', 200, 60);
      const y = table(
        [
          head,
          [
            ['1'],
            ['Rà soát hộ nghèo, hộ cận nghèo', 'trên địa bàn'],
            ['Trước ngày', '15/9/2024'],
            ['Sở Nội vụ'],
          ],
          [['2'], ['Tổng hợp kết quả rà soát của các'], ['Trước ngày'], ['Ủy ban nhân dân']],
        ],
        80,
        90,
        widths,
      );
      text('2', 297, 815, 11);
      page();
      text('3', 297, 815, 11);
      const next = table(
        [
          head,
          [[''], ['xã, phường'], ['30/9/2024'], ['các xã, phường']],
          [['3'], ['Báo cáo Ủy ban nhân dân tỉnh'], ['Trước 10/10/2024'], ['Sở Nội vụ']],
        ],
        80,
        60,
        widths,
      );
      // One cell over two rows, one over two columns.
      doc
        .rect(80, next, 30, 40)
        .rect(110, next, 200, 40)
        .rect(310, next, 110, 20)
        .rect(310, next + 20, 110, 20);
      doc
        .rect(420, next, 100, 40)
        .rect(80, next + 40, 230, 20)
        .rect(310, next + 40, 210, 20)
        .stroke();
      text('4', 84, next + 4, 11);
      text('Công bố kết quả', 114, next + 4, 11);
      text('31/10/2024', 314, next + 3, 11);
      text('30/11/2024', 314, next + 23, 11);
      text('Sở Nội vụ', 424, next + 4, 11);
      text('Tổng cộng', 84, next + 43, 11);
      text('04 nhiệm vụ', 314, next + 43, 11);
      void y;
    });
    const { blocks } = await readPdfText(pdf);
    expect(rows(blocks)).toEqual([
      ['TT', 'Nội dung', 'Thời hạn', 'Cơ quan chủ trì'],
      ['1', 'Rà soát hộ nghèo, hộ cận nghèo trên địa bàn', 'Trước ngày 15/9/2024', 'Sở Nội vụ'],
      [
        '2',
        'Tổng hợp kết quả rà soát của các xã, phường',
        'Trước ngày 30/9/2024',
        'Ủy ban nhân dân các xã, phường',
      ],
      ['3', 'Báo cáo Ủy ban nhân dân tỉnh', 'Trước 10/10/2024', 'Sở Nội vụ'],
      ['4', 'Công bố kết quả', '31/10/2024', 'Sở Nội vụ'],
      ['~4', '~Công bố kết quả', '30/11/2024', '~Sở Nội vụ'],
      ['Tổng cộng', '~Tổng cộng', '04 nhiệm vụ', '~04 nhiệm vụ'],
    ]);
    expect(
      new Set(blocks.filter((block) => block.kind === 'row').map((block) => block.place.table)).size,
    ).toBe(1);
    expect(blocks.find((block) => block.cells[0]?.text === '2')?.cuts).not.toEqual([]);
  });
});
