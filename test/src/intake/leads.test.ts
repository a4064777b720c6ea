import { describe, expect, it } from 'vitest';
import { duties } from '../../fakes/plan-text.js';

describe('src/intake: who acts by office or place in the house', () => {
  it.each([
    [
      'an office with what it is over',
      '1. Tổ trưởng chuyên môn ký sổ dự giờ chiều thứ Sáu hằng tuần.',
      ['Tổ trưởng chuyên môn → FREQ=WEEKLY;BYDAY=FR'],
    ],
    [
      'an office written small behind a label or an event',
      '1. Coi thi: giáo viên bộ môn nộp đề về tổ trước ngày 12/5/2023.\n\n2. Sau khi chấm xong 02 ngày, giáo viên chủ nhiệm lập bảng điểm.',
      ['giáo viên bộ môn → 2023-05-12', 'giáo viên chủ nhiệm → chấm xong'],
    ],
    [
      'a section of the house',
      '1. Bộ phận một cửa báo cáo số hồ sơ trễ hạn vào ngày 28 hàng tháng.',
      ['Bộ phận một cửa → FREQ=MONTHLY;BYMONTHDAY=28'],
    ],
    [
      'a body of a level, written small',
      '1. Hằng năm, công đoàn cấp trên cơ sở tổ chức hội thao cho đoàn viên.',
      ['công đoàn cấp trên cơ sở → FREQ=YEARLY'],
    ],
    [
      'an abbreviation with the bodies it stands in',
      '1. Khối trường học: CĐCS các trường phát động thi đua trước ngày 20/3/2023.',
      ['CĐCS các trường → 2023-03-20'],
    ],
    [
      'nobody who is only spoken of',
      '1. Rà soát hồ sơ nâng lương trước ngày 20/3/2023, công chức được nâng lương lần đầu xem phụ lục.',
      [' → 2023-03-20'],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});

describe('src/intake: who is named behind the work, or hands it on', () => {
  it.each([
    [
      'an office with what it is in charge of, and a body beside it',
      '1. Kiểm kê thiết bị, hoàn thành ngày 20/4/2023 (Phó Hiệu trưởng phụ trách cơ sở vật chất, Văn phòng).',
      ['Phó Hiệu trưởng phụ trách cơ sở vật chất; Văn phòng → 2023-04-20'],
    ],
    [
      'a name with what it does in a closing bracket',
      '1. Ngày hội đọc sách cấp trường, trước ngày 22/4/2023 (Đoàn Thanh niên chuẩn bị sân khấu, thư viện cho mượn sách).',
      ['Đoàn Thanh niên → 2023-04-22'],
    ],
    [
      'who arranges it, not whom it is about',
      '1. Phân công thành viên Ban Chỉ đạo phụ trách xã (Văn phòng UBND tỉnh tham mưu) trước ngày 05/4/2023.\n\n2. Phân công thành viên Ban Chỉ đạo phụ trách huyện trước ngày 06/4/2023 (Sở Nội vụ tham mưu, trình ký).',
      ['Văn phòng UBND tỉnh → 2023-04-05', 'Sở Nội vụ → 2023-04-06'],
    ],
    [
      'no share told in a bracket',
      '1. Sở Nội vụ\n\n- Xét tặng giấy khen trước ngày 05/4/2023 (mỗi huyện đề nghị 02 cá nhân).',
      ['Sở Nội vụ → 2023-04-05'],
    ],
    [
      'the one who was told and goes on',
      '1. Ban Kiểm kê báo cáo Kho bạc tỉnh, Kho bạc tỉnh báo cáo Sở Tài chính trước ngày 12/4/2023.',
      ['Kho bạc tỉnh → 2023-04-12'],
    ],
    [
      'hours of one day, each with its own reporter',
      '1. Trong đợt cao điểm: trạm y tế báo cáo Trung tâm Y tế trước 14 giờ 30, Trung tâm Y tế báo cáo Sở Y tế trước 16 giờ hằng ngày.',
      ['trạm y tế → FREQ=DAILY', 'Trung tâm Y tế → FREQ=DAILY'],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});

describe('src/intake: headings about whose part follows', () => {
  it.each([
    [
      'a body behind a word for its part',
      '1. Hoạt động ở công đoàn cơ sở\n\n- Tổ chức bữa cơm đoàn viên trước ngày 20/5/2023.',
      ['công đoàn cơ sở → 2023-05-20'],
    ],
    [
      'a body behind "đối với"',
      '1. Đối với LĐLĐ huyện\n\n- Tổ chức giải bóng chuyền trước ngày 20/5/2023.',
      ['LĐLĐ huyện → 2023-05-20'],
    ],
    [
      'who does it in a bracket',
      '1. Phần việc cấp tỉnh (Sở Nội vụ thực hiện)\n\n- Tổ chức lễ phát động trước ngày 20/5/2023.',
      ['Sở Nội vụ → 2023-05-20'],
    ],
    [
      'no body where a thing is spoken of',
      '1. Đối với hồ sơ điện tử\n\n- Rà soát danh mục trước ngày 20/5/2023.',
      [' → 2023-05-20'],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});

describe('src/intake: lines that speak for a list', () => {
  it.each([
    [
      'a closing line about the products the points ask for',
      '1. Xây dựng các báo cáo chuyên đề:\n\na) Sở Y tế: báo cáo về trạm y tế xã.\n\nb) Sở Nội vụ: báo cáo về thủ thư.\n\nCác báo cáo chuyên đề không quá 08 trang, gửi Văn phòng UBND tỉnh trước ngày 10/6/2023.\n\n2. Sở Xây dựng công bố quy hoạch.',
      ['Sở Y tế → 2023-06-10', 'Sở Nội vụ → 2023-06-10'],
    ],
    [
      'a closing sentence that says who sees to all of it',
      '1. Lịch lấy nước\n\n- Ruộng cao: cấy từ ngày 05/4 đến ngày 10/4/2023.\n\n- Ruộng trũng: cấy xong trước ngày 12/5/2023.\n\nUBND các xã vận động nông dân thực hiện đúng lịch nêu trên.',
      ['UBND các xã → 2023-04-10', 'UBND các xã → 2023-05-12'],
    ],
    [
      'who is asked by a body named by its head',
      'Theo đó, Bộ đề nghị các địa phương:\n\n- Gửi báo cáo nhu cầu về Bộ trước ngày 30/6/2023.',
      ['các địa phương → 2023-06-30'],
    ],
    [
      'several bodies in one heading about their part',
      '1. Hoạt động ở UBND các huyện; Công đoàn các khu công nghiệp tỉnh\n\n1.1. Vận động ủng hộ sách; mỗi tuần, vào ngày thứ Tư, cập nhật số sách nhận được.',
      ['UBND các huyện; Công đoàn các khu công nghiệp tỉnh → FREQ=WEEKLY;BYDAY=WE'],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});

describe('src/intake: who acts in small letters, further', () => {
  it.each([
    [
      'the maker of a thing',
      '1. Hồ sơ do công đoàn cơ sở lập, gửi Liên đoàn Lao động tỉnh trước ngày 12/4/2023.',
      ['công đoàn cơ sở → 2023-04-12'],
    ],
    [
      'whoever the papers come from',
      '1. Công đoàn cơ sở xét chọn 02 công nhân tiêu biểu. Hồ sơ gồm tờ trình, biên bản (02 bộ), gửi về Văn phòng Liên đoàn trước ngày 08/4/2023.',
      ['Công đoàn cơ sở → 2023-04-08'],
    ],
    [
      'an office after a round and a comma',
      '1. Định kỳ hằng tuần, các Tổ trưởng chuyên môn tổng hợp số tiết dạy bù.\n\n2. Vào 9 giờ sáng thứ Ba hằng tuần trong thời gian rà soát, công chức văn hóa - xã hội nhập số liệu vào biểu.',
      ['các Tổ trưởng chuyên môn → FREQ=WEEKLY', 'công chức văn hóa - xã hội → FREQ=WEEKLY;BYDAY=TU'],
    ],
    [
      'a heading that ends with the word of a number',
      '1. Kỹ năng số\nCác trường mở 02 lớp bồi dưỡng trước ngày 15/5/2023; vào ngày 20 hằng tháng gửi tiến độ về Sở Nội vụ.',
      ['Các trường → 2023-05-15', 'Các trường → FREQ=MONTHLY;BYMONTHDAY=20'],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});

describe('src/intake: offices and sections of a hospital, an association', () => {
  it.each([
    [
      'heads of departments in a bracket before the day',
      '1. Rà soát hồ sơ bệnh án (Trưởng khoa Nội, Trưởng khoa Nhi), hoàn thành ngày 28/4/2023.',
      ['Trưởng khoa Nội; Trưởng khoa Nhi → 2023-04-28'],
    ],
    [
      'an office of nurses',
      '1. Điều dưỡng trưởng kiểm tra sổ giao ban chiều thứ Năm hằng tuần.',
      ['Điều dưỡng trưởng → FREQ=WEEKLY;BYDAY=TH'],
    ],
    [
      'a board of two fields, and who looks over a paper',
      '1. Ban Tổ chức - Kiểm tra soạn đề cương trước ngày 07/4/2023.\n\n2. Thường trực Huyện ủy duyệt nội dung ngày 05/5/2023.',
      ['Ban Tổ chức - Kiểm tra → 2023-04-07', 'Thường trực Huyện ủy → 2023-05-05'],
    ],
    ['no duty in what comes too late', '1. Các hồ sơ gửi sau ngày 10/8/2023 không xem xét.', []],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});
