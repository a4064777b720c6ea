import { describe, expect, it } from 'vitest';
import { routeOf } from '../../../src/intake/fields.js';
import { bareReceivers } from '../../../src/intake/receivers.js';

describe('src/intake/receivers.ts', () => {
  it.each([
    ['trình Sở (qua Văn phòng) phê duyệt', ['Sở']],
    ['gửi danh sách thủ thư (nếu có) về Sở trước ngày 10/4', ['Sở']],
    ['tổng hợp, gửi Lãnh đạo Sở vào thứ Hai', ['Lãnh đạo Sở']],
    ['đăng ký tiết dạy với Phó Hiệu trưởng trước 05/11', ['Phó Hiệu trưởng']],
    ['báo cáo Trưởng BCĐ trong 02 ngày', ['Trưởng BCĐ']],
    ['gửi LĐLĐ huyện một bản, báo cáo Trung ương Hội', ['LĐLĐ huyện', 'Trung ương Hội']],
    ['gửi Sở Tư pháp thẩm định', []],
    ['cập nhật văn bản lên CSDL quốc gia', []],
    ['trình Sở xem xét', ['Sở']],
  ])('%s', (text, names) => {
    expect(bareReceivers(text)).toEqual(names);
  });

  it('adds no name that a longer one already says', () => {
    expect(routeOf('gửi báo cáo về Sở Nội vụ và trình Lãnh đạo Sở').recipients).toEqual([
      'Sở Nội vụ',
      'Lãnh đạo Sở',
    ]);
  });
});
