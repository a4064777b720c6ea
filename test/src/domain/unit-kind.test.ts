import { describe, expect, it } from 'vitest';
import { isCollective, kindOfName } from '../../../src/domain/unit-kind.js';

describe('src/domain/unit-kind.ts', () => {
  it.each([
    ['Sở Y tế', 'sở'],
    ['Ban Tôn giáo (Sở Nội vụ)', 'sở'],
    ['Văn phòng UBND tỉnh', 'ban'],
    ['Thanh tra tỉnh', 'ban'],
    ['Tổ Biên tập', 'ban'],
    ['Hội đồng Thi đua - Khen thưởng tỉnh', 'ban'],
    ['Công an tỉnh', 'ngành'],
    ['Bộ Chỉ huy Quân sự tỉnh', 'ngành'],
    ['Bảo hiểm xã hội tỉnh', 'ngành'],
    ['Chi cục Quản lý thị trường', 'ngành'],
    ['UBND huyện Hòa Bình', 'huyện'],
    ['Ủy ban nhân dân thành phố Vinh', 'huyện'],
    ['Ủy ban nhân dân thành phố Hải Phòng', 'tỉnh'],
    ['UBND thị xã Thái Hòa', 'huyện'],
    ['UBND xã Hội An', 'xã'],
    ['UBND phường Trường Vinh', 'xã'],
    ['UBND đặc khu Phú Quốc', 'xã'],
    ['Ban Chỉ đạo giảm nghèo cấp xã', 'xã'],
    ['Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh', 'đoàn thể'],
    ['Tỉnh đoàn', 'đoàn thể'],
    ['Liên minh Hợp tác xã tỉnh', 'đoàn thể'],
    ['Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh', 'đoàn thể'],
    ['Văn phòng Tỉnh ủy', 'đảng'],
    ['Ban Chấp hành Đảng bộ tỉnh', 'đảng'],
    ['Đảng ủy xã Lam Hạ', 'đảng'],
    ['Bộ Chính trị', 'trung ương'],
    ['Bộ Công Thương', 'trung ương'],
    ['Ban Thi đua - Khen thưởng Trung ương', 'trung ương'],
    ['UBND tỉnh', 'tỉnh'],
    ['Thường trực HĐND tỉnh', 'tỉnh'],
    ['Công ty Điện lực Quảng Ngãi', 'đơn vị'],
    ['Trường Chính trị tỉnh', 'đơn vị'],
    ['Báo và Phát thanh, Truyền hình tỉnh', 'đơn vị'],
  ])('sees the class of %s', (name, kind) => {
    expect(kindOfName(name)).toBe(kind);
  });

  it.each([
    'các sở, ban, ngành',
    'Các sở, ban ngành, đoàn thể cấp tỉnh',
    'UBND các huyện, thành phố, thị xã',
    'UBND quận, huyện, thị xã',
    'các cơ quan, đơn vị',
    'địa phương, cơ quan, đơn vị',
    'các địa phương',
    'Giám đốc các sở, thủ trưởng các ban, ngành, địa phương',
    'Tập thể lãnh đạo các sở, ban, ngành cấp tỉnh',
    'các huyện ủy, thị ủy, thành ủy',
    'đơn vị có liên quan',
    'UBND cấp xã',
    'các Sở: Tài chính, Xây dựng',
    'Sở Tài chính và Sở Y tế',
    'CAC SO, BAN, NGANH',
  ])('takes "%s" as many units', (mention) => {
    expect(isCollective(mention)).toBe(true);
  });

  it.each([
    'Sở Văn hóa, Thể thao và Du lịch',
    'Sở Lao động - Thương binh và Xã hội',
    'Ban Quản lý các Khu công nghiệp tỉnh',
    'Ban quản lý Khu kinh tế Dung Quất và các KCN Quảng Ngãi',
    'Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh',
    'Đảng ủy các cơ quan Đảng tỉnh',
    'Văn phòng Đoàn ĐBQH và HĐND tỉnh',
    'Báo và Phát thanh, Truyền hình tỉnh',
    'UBND xã Hội An',
    'Thành phố',
    '',
  ])('takes "%s" as one unit at most', (mention) => {
    expect(isCollective(mention)).toBe(false);
  });
});
