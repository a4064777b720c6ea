import { describe, expect, it } from 'vitest';
import { isMarkedSecret } from '../../../src/intake/secrecy.js';

const page = (mark: string): string =>
  `ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH\n${mark}\nSố: 07/KH-UBND\n\nKẾ HOẠCH\nDiễn tập năm 2025\n`;

describe('src/intake/secrecy.ts', () => {
  it.each([
    'MẬT',
    'TỐI MẬT',
    'TUYỆT MẬT',
    '[ MẬT ]',
    '**TỐI MẬT**',
    'M Ậ T',
    'T U Y Ệ T  M Ậ T',
    'Mật',
    'Độ mật: Tối mật',
    'ĐỘ MẬT: A',
    'TÀI LIỆU THU HỒI',
    'THUỘC BÍ MẬT NHÀ NƯỚC',
    'LƯU HÀNH NỘI BỘ',
    'Số: 5\tMẬT',
  ])('refuses a first page marked %s', (mark) => {
    expect(isMarkedSecret(page(mark))).toBe(true);
  });

  it('sees a mark in decomposed letters and with soft hyphens', () => {
    expect(isMarkedSecret(page('TỐI MẬT'.normalize('NFD')))).toBe(true);
    expect(isMarkedSecret(page('MẬ\u00adT'))).toBe(true);
  });

  it.each([
    'Tăng cường bảo mật hệ thống',
    'Mật độ dân cư cao',
    'mật.',
    'Luật Bảo vệ bí mật nhà nước',
    'Đổi mật khẩu định kỳ',
    'bí mật kinh doanh',
    'Độ mật: Không',
    'MẬT ONG RỪNG',
    'KẾ HOẠCH BẢO VỆ BÍ MẬT NHÀ NƯỚC',
  ])('accepts the ordinary line "%s"', (line) => {
    expect(isMarkedSecret(page(line))).toBe(false);
  });

  it('does not take a lone word deep inside a long document for a mark', () => {
    expect(isMarkedSecret(`${page('')}${'Nội dung thường.\n'.repeat(600)}MẬT\n`)).toBe(false);
  });
});
