import { describe, expect, it } from 'vitest';
import { duties } from '../../fakes/plan-text.js';

describe('src/intake: a month as a line of its own', () => {
  it.each([
    [
      'dates the points under it, a date of their own going before',
      'Tháng 4/2023\n\n- Rà soát đầu sách (Trung tâm Văn hóa tỉnh).\n\n- Kiểm kê kho, hoàn thành ngày 20/4 (Văn phòng Sở).\n\nTháng 5 và 6/2023\n\n- Tổ chức ngày hội đọc sách (Đoàn Thanh niên).',
      ['Trung tâm Văn hóa tỉnh → 2023-04-30', 'Văn phòng Sở → 2023-04-20', 'Đoàn Thanh niên → 2023-06-30'],
    ],
    [
      'stands above numbered points, whatever its bullet',
      '* Tháng 4\n\n1. Sở Nội vụ tham mưu kiện toàn Ban Chỉ đạo.\n\n* Tháng 5\n\n2. Công bố kết quả rà soát thư viện xã: Sở Văn hóa và Thể thao.',
      ['Sở Nội vụ → 2023-04-30', 'Sở Văn hóa và Thể thao → 2023-05-31'],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});

describe('src/intake: how often, where nothing is owed', () => {
  it.each([
    ['how a school day is arranged', '1. Nhà trường tổ chức dạy học 2 buổi/ngày theo hướng dẫn.', []],
    [
      'money that is given every year',
      '1. Thư viện tỉnh sử dụng nguồn kinh phí được giao hằng năm để mua sách.',
      [],
    ],
    [
      'how long a measure lasts',
      '1. Sở Tài chính hướng dẫn tạm dừng thu phí thẻ bạn đọc đến hết tháng 6 hoặc tháng 12 năm 2023.',
      [],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});

describe('src/intake: rounds and what bounds them', () => {
  it.each([
    [
      'an end behind the round',
      '1. Văn phòng Sở kiểm điểm tiến độ vào ngày 12 hằng tháng cho đến hết năm 2023.',
      ['Văn phòng Sở → FREQ=MONTHLY;BYMONTHDAY=12;UNTIL=20231231'],
    ],
    [
      'a beginning before it',
      '1. Đài Truyền thanh huyện mở chuyên mục từ tháng 4/2023, mỗi tuần 02 tin.',
      ['Đài Truyền thanh huyện → FREQ=WEEKLY'],
    ],
    [
      'a stretch between the round and its day',
      '1. Sở Y tế báo cáo nhanh hằng tuần trong tháng 5 vào 15 giờ thứ Tư.',
      ['Sở Y tế → FREQ=WEEKLY;BYDAY=WE;UNTIL=20230531'],
    ],
    [
      'many Saturdays of one month',
      '1. Đoàn Thanh niên dọn vệ sinh vào các ngày thứ Bảy trong tháng 9.',
      ['Đoàn Thanh niên → FREQ=WEEKLY;BYDAY=SA;UNTIL=20230930'],
    ],
    [
      'the day of a yearly round said later',
      '1. Từ năm 2024, nội dung này đưa vào báo cáo quý III hằng năm, các đơn vị gửi Sở Nội vụ trước ngày 20/9.',
      ['các đơn vị → FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=20'],
    ],
    [
      'a stretch that dates a work of its own',
      '1. Sở Nội vụ giao ban vào ngày 10 hằng tháng, trong tháng 5/2023 tổ chức hội thảo.',
      ['Sở Nội vụ → FREQ=MONTHLY;BYMONTHDAY=10', 'Sở Nội vụ → 2023-05-31'],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});

describe('src/intake: days beside the one that is meant', () => {
  it.each([
    [
      'an edge of the year as a name',
      '1. Sở Tài chính kiểm kê tài sản cuối năm, trình UBND tỉnh trước ngày 15/12/2023.',
      ['Sở Tài chính → 2023-12-15'],
    ],
    [
      'months a plan is about, a day it is ready for',
      '1. Sở Xây dựng gửi kế hoạch theo tuần của các tháng 8, 9/2023 cho Sở Tài chính, hạn chót 25/7/2023 để kịp trình trong đợt tháng 10.',
      ['Sở Xây dựng → 2023-07-25'],
    ],
    [
      'what figures reach',
      '1. Sở Tài chính điều chuyển vốn dự án giải ngân dưới 40% đến hết ngày 30/9/2023, hoàn thành trước ngày 12/10/2023.',
      ['Sở Tài chính → 2023-10-12'],
    ],
    [
      'long ago',
      '1. Sở Nội vụ rà soát hồ sơ lập trước năm 1998, báo cáo trước ngày 12/10/2023.',
      ['Sở Nội vụ → 2023-10-12'],
    ],
    ['days in a row', '1. Sở Y tế tập huấn trong 02 ngày 18 và 19/5/2023.', ['Sở Y tế → 2023-05-19']],
    ['how long a meeting lasts', '1. Hội nghị cấp xã: không quá 01 ngày.', []],
    [
      'days counted from what was said before',
      '1. Các trường nhập điểm trước ngày 12/5/2023; giáo viên chủ nhiệm xếp loại trong 2 ngày tiếp theo.',
      ['Các trường → 2023-05-12', 'giáo viên chủ nhiệm → '],
    ],
    [
      'the end of a school year, the beginning of one',
      '1. Các trường gửi kết quả đăng ký trước khi kết thúc năm học.\n\n2. Tuyển dụng hết chỉ tiêu, hoàn thành trước thời điểm khai giảng năm học.',
      ['Các trường → trước khi kết thúc năm học', ' → thời điểm khai giảng năm học'],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});

describe('src/intake: years said once, names that hold times', () => {
  it.each([
    [
      'months of a yearly round in a labelled line',
      '1. Bồi dưỡng thủ thư các trường\n\n- Đơn vị chủ trì: Sở Nội vụ.\n\n- Thời gian thực hiện: Hằng năm, vào dịp hè (tháng 6, tháng 7).',
      ['Sở Nội vụ → FREQ=YEARLY;BYMONTH=6,7'],
    ],
    [
      'a name in quotation marks',
      '1. Đài Truyền thanh huyện mở chuyên mục “Mỗi ngày một trang sách”, phát 02 tin, bài/tuần.',
      ['Đài Truyền thanh huyện → FREQ=WEEKLY'],
    ],
    [
      'no round for a day far behind the word',
      '1. Hằng năm Sở Nội vụ tổ chức hội thi hưởng ứng Ngày Sách và Văn hóa đọc Việt Nam. Mít tinh ngày 21 tháng 4 tại Quảng trường.',
      ['Sở Nội vụ → FREQ=YEARLY'],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});
