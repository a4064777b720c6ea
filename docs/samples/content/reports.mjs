/** Two one-page reports a newcomer can hand in under sample 1: of a department and of a ward. Content only. */
import { closing, h2, p, signature, stateHead, title } from '../word-parts.mjs';

const subject = ['Tổng kết 10 năm thực hiện Nghị quyết số 08-NQ/TU ngày 18/7/2016', 'của Tỉnh ủy'];

export const reportOfHealth = {
  title: 'Báo cáo số 118/BC-SYT ngày 19/6/2026 của Sở Y tế tỉnh Lam Giang',
  sections: [
    [
      ...stateHead({
        parent: 'UBND TỈNH LAM GIANG',
        issuer: ['SỞ Y TẾ'],
        number: '118/BC-SYT',
        place: 'Lam Thành',
        date: 'ngày 19 tháng 6 năm 2026',
      }),
      ...title('BÁO CÁO', [subject[0], `${subject[1]} trong lĩnh vực y tế`]),
      p('Kính gửi: Sở Tài chính.'),
      p('Thực hiện Kế hoạch số 62/KH-UBND ngày 02/6/2026 của UBND tỉnh, Sở Y tế báo cáo kết quả như sau:'),
      h2('1. Kết quả chủ yếu'),
      p(
        '- Số bác sĩ trên một vạn dân tăng từ 7,1 (năm 2016) lên 10,4 (năm 2025); 100% trạm y tế xã, phường có bác sĩ làm việc.',
      ),
      p('- Tỷ lệ người dân tham gia bảo hiểm y tế đạt 95,2%; 87% dân số có hồ sơ sức khỏe điện tử.'),
      h2('2. Hạn chế, nguyên nhân'),
      p(
        'Thiếu bác sĩ chuyên khoa ở vùng cao; trang thiết bị của một số trạm y tế xuống cấp do vốn bố trí chậm.',
      ),
      h2('3. Kiến nghị'),
      closing(
        'UBND tỉnh sớm ban hành chính sách thu hút bác sĩ chuyên khoa và ưu tiên vốn nâng cấp 24 trạm y tế./.',
      ),
      ...signature({
        recipients: ['Như trên;', 'Văn phòng Tỉnh ủy;', 'Văn phòng UBND tỉnh;', 'Lưu: VT, KHTC.'],
        lines: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
        name: 'Hoàng Thu Ngân',
      }),
    ],
  ],
};

export const reportOfWard = {
  title: 'Báo cáo số 47/BC-UBND ngày 20/6/2026 của UBND phường Lam Thành',
  sections: [
    [
      ...stateHead({
        issuer: ['ỦY BAN NHÂN DÂN', 'PHƯỜNG LAM THÀNH'],
        number: '47/BC-UBND',
        place: 'Lam Thành',
        date: 'ngày 20 tháng 6 năm 2026',
      }),
      ...title('BÁO CÁO', [
        'Chuyên đề phát triển đô thị tỉnh lỵ giai đoạn 2016 - 2025',
        `(phục vụ tổng kết Nghị quyết số 08-NQ/TU ${subject[1]})`,
      ]),
      p('Kính gửi: Sở Tài chính.'),
      p(
        'Thực hiện Kế hoạch số 62/KH-UBND ngày 02/6/2026 của UBND tỉnh, UBND phường Lam Thành báo cáo như sau:',
      ),
      h2('1. Kết quả chủ yếu'),
      p('- Thương mại, dịch vụ chiếm 61% giá trị sản xuất trên địa bàn; hai chợ đầu mối được cải tạo.'),
      p('- 96% hồ sơ thủ tục hành chính được nộp trực tuyến; 100% trường học đạt chuẩn quốc gia.'),
      h2('2. Hạn chế, nguyên nhân'),
      p('Hạ tầng thoát nước chưa theo kịp tốc độ đô thị hóa; quỹ đất cho trường học, công viên còn thiếu.'),
      h2('3. Kiến nghị'),
      closing('UBND tỉnh bố trí vốn cho dự án thoát nước lưu vực sông Lam Giang, giai đoạn 2026 - 2030./.'),
      ...signature({
        recipients: ['Như trên;', 'Văn phòng Tỉnh ủy;', 'Văn phòng UBND tỉnh;', 'Lưu: VT.'],
        lines: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
        name: 'Ngô Bá Tùng',
      }),
    ],
  ],
};
