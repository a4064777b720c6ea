import { describe, expect, it } from 'vitest';
import { readPlanText } from '../../../../src/intake/index.js';

const head =
  'SỞ Y TẾ TỈNH LAM GIANG\n\nSố: 9/KH-SYT\nLam Giang, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nCải tiến chất lượng bệnh viện năm 2023\n\nII. PHÂN CÔNG\n\n';
const rows = (text: string): string[] =>
  readPlanText(`${head}${text}\n`, { issuedOn: null, beforeMeans: 'lenient' }).tasks.map(
    (task) =>
      `${task.lead.join('; ')} + ${task.coordinating.join('; ')} | ${task.action} | ${task.deadlines.map((one) => one.statedOn ?? one.rrule).join()} | ${task.deliverable ?? ''}`,
  );

describe('src/intake/readers/stacked-table.ts', () => {
  it('reads a table whose copy left one cell to a line, by the numbers of its rows', () => {
    const lines = [
      ...'TT|Nhiệm vụ|Chủ trì|Phối hợp|Sản phẩm|Thời gian'.split('|'),
      ...'1|Cập nhật danh sách hành nghề|Văn phòng Sở|Phòng Nghiệp vụ Y|Danh sách|Trước ngày 05 hằng tháng'.split(
        '|',
      ),
      ...'2|Khảo sát hài lòng người bệnh|Trung tâm Truyền thông|10 bản tin|Trước 20/9/2023'.split('|'),
      ...'3|Mua sắm thiết bị,|vật tư tiêu hao|Phòng Kế hoạch - Tài chính|Khoa Dược|Hồ sơ|Quý II/2023'.split(
        '|',
      ),
    ];
    expect(rows(`${lines.join('\n')}\n\nIII. KINH PHÍ\n`)).toEqual([
      'Văn phòng Sở + Phòng Nghiệp vụ Y | Cập nhật danh sách hành nghề | FREQ=MONTHLY;BYMONTHDAY=5 | Danh sách',
      'Trung tâm Truyền thông +  | Khảo sát hài lòng người bệnh | 2023-09-20 | 10 bản tin',
      'Phòng Kế hoạch - Tài chính + Khoa Dược | Mua sắm thiết bị, vật tư tiêu hao | 2023-06-30 | Hồ sơ',
    ]);
  });

  it('reads one without numbers by its times', () => {
    const lines = [
      ...'Nội dung|Đơn vị thực hiện|Đơn vị phối hợp|Thời gian|Kết quả'.split('|'),
      ...'Nhóm A: Người bệnh|Lắp hệ thống lấy số|Phòng Hành chính|Khoa Khám bệnh|Tháng 3/2023|Hệ thống'.split(
        '|',
      ),
      ...'Khảo sát hài lòng|Phòng Điều dưỡng|Đoàn Thanh niên|3 tháng/lần|Báo cáo'.split('|'),
    ];
    expect(rows(lines.join('\n'))).toEqual([
      'Phòng Hành chính + Khoa Khám bệnh | Lắp hệ thống lấy số | 2023-03-31 | Hệ thống',
      'Phòng Điều dưỡng + Đoàn Thanh niên | Khảo sát hài lòng | FREQ=MONTHLY;INTERVAL=3 | Báo cáo',
    ]);
  });

  it('tells a task that names many from who does it, and the title of some rows from both', () => {
    const lines = [
      ...'Nội dung|Người phụ trách|Đơn vị phối hợp|Thời gian|Kết quả'.split('|'),
      ...'Bình bệnh án|Phòng Kế hoạch|Các khoa|01 lần/tháng|Biên bản'.split('|'),
      'Nhóm C: Chuyên môn',
      ...'Mỗi khoa thực hiện 01 đề án|Trưởng các khoa, phòng|Tổ Chất lượng|Dự thảo: 31/5/2023; ban hành: quý III/2023|Đề án'.split(
        '|',
      ),
    ];
    expect(rows(lines.join('\n'))).toEqual([
      'Phòng Kế hoạch + Các khoa | Bình bệnh án | FREQ=MONTHLY | Biên bản',
      'Trưởng các khoa, phòng + Tổ Chất lượng | Thực hiện 01 đề án | 2023-05-31,2023-09-30 | Đề án',
    ]);
  });

  it('leaves lines alone that only look like headings', () => {
    const prose = 'Nội dung\nĐơn vị thực hiện\nThời gian\n\nSở Y tế gửi báo cáo trước ngày 15/3/2023.';
    expect(rows(prose).join('\n')).toContain('Sở Y tế +  | Gửi báo cáo | 2023-03-15');
  });
});
