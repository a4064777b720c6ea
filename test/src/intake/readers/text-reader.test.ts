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

  it('takes tabs before a line, or between a mark and its text, for what they are', () => {
    const source = [
      '\t\t1. Sở Y tế lập danh sách.',
      '2.\tSở Nội vụ rà soát biên chế.\t\t',
      'TT\tNội dung\tThời hạn',
      '1\tHọp giao ban\tTháng 5/2023',
      '\t\tTháng 6/2023',
      'A\tVIỆC CHUNG',
      '\uf0b7\tSở Tài chính bố trí kinh phí.',
    ].join('\r\n');
    expect(readTextBlocks(source).map((block) => [block.kind, block.text])).toEqual([
      ['paragraph', '1. Sở Y tế lập danh sách.'],
      ['paragraph', '2. Sở Nội vụ rà soát biên chế.'],
      ['row', 'TT Nội dung Thời hạn'],
      ['row', '1 Họp giao ban Tháng 5/2023'],
      ['row', 'Tháng 6/2023'],
      ['row', 'A VIỆC CHUNG'],
      ['item', '\uf0b7 Sở Tài chính bố trí kinh phí.'],
    ]);
  });

  it('knows the bullets that word processors and chats leave in copied text', () => {
    const bullets = [
      '\uf0b7',
      '\uf0a7',
      '•',
      '▪',
      '✓',
      '➢',
      '→',
      '👉',
      '✅',
      '✔\ufe0f',
      'o',
      'Ø',
      '§',
      'ü',
      'v',
    ];
    const lines = bullets.map((bullet) => `${bullet} Sở Y tế rà soát nhân lực`);
    expect(readTextBlocks(lines.join('\n')).map((block) => block.kind)).toEqual(bullets.map(() => 'item'));
    // The same letters inside a sentence are letters.
    for (const text of ['oan sai', 'về việc', 'ở xã', 'v.v.', '25 người'])
      expect(readTextBlocks(text)[0]?.kind).toBe('paragraph');
  });
});
