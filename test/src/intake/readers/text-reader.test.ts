import { describe, expect, it } from 'vitest';
import { readTextBlocks } from '../../../../src/intake/readers/text-reader.js';

const texts = (source: string): string[] => readTextBlocks(source).map((block) => block.text);

describe('src/intake/text-reader.ts', () => {
  it('joins lines that were wrapped by hand and keeps items apart', () => {
    const source = [
      '1. Các đơn vị tổ chức rà soát toàn bộ hồ sơ còn',
      'tồn đọng của năm trước và gửi kết quả về Văn phòng',
      'trước ngày 20 tháng 5 năm 2023.',
      '- Phòng Tổng hợp lập danh sách các hồ sơ đã quá hạn',
      'theo từng lĩnh vực.',
      '- Phòng Hành chính lưu trữ bản gốc của các hồ sơ đó.',
    ].join('\n');
    expect(texts(source)).toEqual([
      '1. Các đơn vị tổ chức rà soát toàn bộ hồ sơ còn tồn đọng của năm trước và gửi kết quả về Văn phòng trước ngày 20 tháng 5 năm 2023.',
      '- Phòng Tổng hợp lập danh sách các hồ sơ đã quá hạn theo từng lĩnh vực.',
      '- Phòng Hành chính lưu trữ bản gốc của các hồ sơ đó.',
    ]);
  });

  it('joins a paragraph cut by a page and remembers where the page number was left out', () => {
    const [block] = readTextBlocks(
      'Sở Tài chính chủ trì thẩm định nhu cầu kinh phí của các\n\n3\n\nđịa phương và trình cấp có thẩm quyền.',
    );
    expect(block?.text).toBe(
      'Sở Tài chính chủ trì thẩm định nhu cầu kinh phí của các địa phương và trình cấp có thẩm quyền.',
    );
    expect(block?.cuts).toEqual([55]);
  });

  it('reads tab-separated rows, with empty cells in their places', () => {
    const rows = readTextBlocks(
      'TT\tNội dung\tThời hạn\n1\tLập kế hoạch\tTháng 5/2023\n\t\tTháng 6/2023\n',
    ).filter((block) => block.kind === 'row');
    expect(rows.map((row) => row.cells.map((cell) => cell.text))).toEqual([
      ['TT', 'Nội dung', 'Thời hạn'],
      ['1', 'Lập kế hoạch', 'Tháng 5/2023'],
      ['', '', 'Tháng 6/2023'],
    ]);
  });

  it('reads rows between bars and drops ruled lines', () => {
    const rows = readTextBlocks(
      '| TT | Nội dung | Thời hạn |\n|----|----|----|\n| 1 | Họp giao ban | Tháng 5/2023 |',
    ).filter((block) => block.kind === 'row');
    expect(rows.map((row) => row.cells.length)).toEqual([3, 3]);
    expect(texts('SỞ Y TẾ\n-------\n|\nSố: 5/KH-SYT')).toEqual(['SỞ Y TẾ', 'Số: 5/KH-SYT']);
  });

  it('takes a marker that stands alone on its line together with the next line', () => {
    expect(texts('1. \nSở Nội vụ: \n- Rà soát biên chế.')).toEqual(['1. Sở Nội vụ:', '- Rà soát biên chế.']);
  });

  it('reads a byte-order mark, CRLF and form feeds as what they are', () => {
    expect(texts('\ufeffĐoạn một.\r\n\r\nĐoạn hai.\fĐoạn ba.')).toEqual([
      'Đoạn một.',
      'Đoạn hai.',
      'Đoạn ba.',
    ]);
  });
});
