import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findUnitMentions, mentionsAt, wordsOf } from '../../../src/domain/unit-mention.js';

const names = (text: string): string[] =>
  findUnitMentions(text.normalize('NFC')).map((mention) => mention.text);
const collectives = (text: string): string[] =>
  findUnitMentions(text.normalize('NFC'))
    .filter((mention) => mention.collective)
    .map((mention) => mention.text);

describe('src/domain/unit-mention.ts', () => {
  it('cuts a department out of a sentence before its verb', () => {
    expect(names('Sở Xây dựng chủ trì rà soát quy hoạch')).toEqual(['Sở Xây dựng']);
    expect(names('Sở Y tế báo cáo kết quả, Cục Thuế tổng hợp số thu')).toEqual(['Sở Y tế', 'Cục Thuế']);
    expect(names('Giao Sở Giáo dục và Đào tạo xây dựng đề án')).toEqual(['Sở Giáo dục và Đào tạo']);
    expect(names('Sở Lao động - Thương binh và Xã hội hướng dẫn')).toEqual([
      'Sở Lao động - Thương binh và Xã hội',
    ]);
  });

  it('keeps the level, the place and a short bracket that belong to a name', () => {
    expect(names('UBND thành phố Hoa Lư tổ chức')).toEqual(['UBND thành phố Hoa Lư']);
    expect(names('Hội Nông dân tỉnh vận động hội viên')).toEqual(['Hội Nông dân tỉnh']);
    expect(names('gửi Ban Tôn giáo (Sở Nội vụ) để theo dõi')).toEqual(['Ban Tôn giáo (Sở Nội vụ)']);
    expect(names('báo cáo Ban Thường vụ Tỉnh ủy xem xét')).toEqual(['Ban Thường vụ Tỉnh ủy']);
    expect(names('Tổ Biên tập của tỉnh hoàn thiện')).toEqual(['Tổ Biên tập của tỉnh']);
  });

  it('keeps the number that tells communes of one origin apart, and no other number', () => {
    expect(names('UBND xã Sơn Hà 2 rà soát hộ nghèo')).toEqual(['UBND xã Sơn Hà 2']);
    expect(names('Ủy ban nhân dân phường Đồng Tiến 12, Sở Y tế')).toEqual([
      'Ủy ban nhân dân phường Đồng Tiến 12',
      'Sở Y tế',
    ]);
    expect(names('UBND các xã Sơn Hà 1, Sơn Hà 2 và Ba Động lập danh sách')).toEqual([
      'xã Sơn Hà 1',
      'Sơn Hà 2',
      'Ba Động',
    ]);
    for (const text of [
      'UBND xã Sơn Hà 02 mô hình',
      'UBND xã Sơn Hà 3 ngày',
      'UBND xã Sơn Hà 2/9',
      'UBND xã Sơn Hà 5%',
      'UBND xã Sơn Hà 2.',
    ])
      expect(names(text)[0]).toBe(text.endsWith('2.') ? 'UBND xã Sơn Hà 2' : 'UBND xã Sơn Hà');
  });

  it.each([
    'Hội An',
    'Hải Phòng',
    'Tân Phong',
    'Xuân Trường',
    'Trường Sơn',
    'Vụ Bản',
    'Liên Minh',
    'Đoàn Đào',
    'Tân Lập',
  ])('knows that %s is a place, whatever its syllables mean elsewhere', (place) => {
    expect(names(`UBND huyện ${place} báo cáo kết quả`)).toEqual([`UBND huyện ${place}`]);
    expect(names(`Hội Nông dân huyện ${place} tổ chức hội thi`)).toEqual([`Hội Nông dân huyện ${place}`]);
    expect(names(`UBND các xã Ba Sao, ${place} rà soát hộ nghèo`)).toEqual(['xã Ba Sao', place]);
    expect(names(`UBND huyện ${place}, Sở Y tế phối hợp`)).toEqual([`UBND huyện ${place}`, 'Sở Y tế']);
  });

  it('still tells a unit that follows a level of government from a place', () => {
    expect(names('UBND huyện Phòng Nội vụ tham mưu')).toEqual(['UBND huyện', 'Phòng Nội vụ']);
    expect(names('UBND xã Trạm Y tế phối hợp')).toEqual(['UBND xã', 'Trạm Y tế']);
    expect(names('Đảng ủy xã Văn phòng Đảng ủy tham mưu')).toEqual(['Đảng ủy xã', 'Văn phòng Đảng ủy']);
    expect(names('Trường THPT Xuân Trường tổ chức hội thi')).toEqual(['Trường THPT Xuân Trường']);
  });

  it('runs on to the verb where a section or a board has a longer name than its field', () => {
    expect(names('Ban Kiểm tra nội bộ lập biên bản')).toEqual(['Ban Kiểm tra nội bộ']);
    expect(names('Ban Tổ chức và Thi đua tổng hợp danh sách')).toEqual(['Ban Tổ chức và Thi đua']);
    expect(names('Phòng Nội vụ chưa gửi báo cáo')).toEqual(['Phòng Nội vụ']);
    expect(names('Sở Tài chính và Nội vụ thẩm định')).toEqual(['Sở Tài chính', 'Nội vụ']);
    expect(names('Vụ Kế hoạch, Tài chính trình Bộ trưởng')[0]).toBe('Vụ Kế hoạch, Tài chính');
    expect(names('Công đoàn các khu công nghiệp tỉnh vận động')).toEqual([
      'Công đoàn các khu công nghiệp tỉnh',
    ]);
    expect(names('Chi cục Thuế khu vực Đồng Lâm - Phú Hải rà soát')).toEqual([
      'Chi cục Thuế khu vực Đồng Lâm - Phú Hải',
    ]);
  });

  it('ends a name before the verb "tổ chức", which is itself the name of a field', () => {
    expect(names('Ban Giám hiệu tổ chức tổng kết')).toEqual(['Ban Giám hiệu']);
    expect(names('Tổ Văn phòng tổ chức kiểm kê')).toEqual(['Tổ Văn phòng']);
    expect(names('Ban Tổ chức kiểm tra hồ sơ')).toEqual(['Ban Tổ chức']);
    expect(collectives('các trường trung cấp thuộc Bộ tổ chức lớp')).toEqual([
      'các trường trung cấp thuộc Bộ',
    ]);
  });

  it('takes a collective as one mention with all its nouns', () => {
    expect(collectives('Các sở, ban, ngành cấp tỉnh khẩn trương rà soát')).toEqual([
      'Các sở, ban, ngành cấp tỉnh',
    ]);
    expect(collectives('UBND các huyện, thị xã, thành phố lập danh sách')).toEqual([
      'UBND các huyện, thị xã, thành phố',
    ]);
    expect(collectives('Thủ trưởng các cơ quan, đơn vị nghiêm túc thực hiện')).toEqual([
      'Thủ trưởng các cơ quan, đơn vị',
    ]);
    expect(collectives('các đơn vị, địa phương ban hành kế hoạch')).toEqual(['các đơn vị, địa phương']);
    expect(collectives('Các địa phương quan tâm bố trí vốn')).toEqual(['Các địa phương']);
  });

  it('does not take meetings, actions and quantities for units', () => {
    expect(names('Hội nghị tổng kết, Hội thảo khoa học và Ban hành văn bản')).toEqual([]);
    expect(names('đến năm 2030 có 80% số xã đạt chuẩn')).toEqual([]);
    expect(names('Số lượng hồ sơ, Quý I năm 2024')).toEqual([]);
  });

  it('reads a list whose members are joined by commas, "và", dashes and semicolons', () => {
    const text =
      '- Thường trực Ban Chỉ đạo tỉnh. - Tổ Biên tập của tỉnh; Sở Tài chính, Công an tỉnh và các sở, ngành liên quan phối hợp'.normalize(
        'NFC',
      );
    expect(mentionsAt(wordsOf(text), 0).mentions.map((mention) => mention.text)).toEqual([
      'Thường trực Ban Chỉ đạo tỉnh',
      'Tổ Biên tập của tỉnh',
      'Sở Tài chính',
      'Công an tỉnh',
      'các sở, ngành liên quan',
    ]);
  });

  it('gives spans that lie in the text, in order and apart', () => {
    const piece = fc.constantFrom(
      'Sở ',
      'các ',
      'sở, ',
      'Ban ',
      'UBND ',
      'huyện ',
      'và ',
      'tỉnh ',
      'Tài chính ',
      '(',
      ') ',
      '- ',
      '; ',
      'Ỷ',
      'ban hành ',
      '\u0301',
      '𝕊',
      'phối hợp ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('').normalize('NFC');
        let end = 0;
        for (const mention of findUnitMentions(text)) {
          expect(mention.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(mention.start, mention.end)).toBe(mention.text);
          end = mention.end;
        }
      }),
    );
  });
});
