/** Sample 4: a plan of a provincial party committee: choose three models, then four steps with dates and one by event. Content only. */
import { closing, h1, h2, p, partyHead, signature, title } from '../word-parts.mjs';

export const modelsPlan = {
  title: 'Kế hoạch số 48-KH/TU ngày 08/6/2026 của Ban Thường vụ Tỉnh ủy Lam Giang',
  sections: [
    [
      ...partyHead({
        committee: 'TỈNH ỦY LAM GIANG',
        number: '48-KH/TU',
        place: 'Lam Thành',
        date: 'ngày 08 tháng 6 năm 2026',
      }),
      ...title(
        'KẾ HOẠCH',
        [
          'lựa chọn, tổng kết và giới thiệu mô hình mới, cách làm sáng tạo',
          'trong phát triển kinh tế - xã hội của tỉnh',
        ],
        { party: true },
      ),
      p(
        'Thực hiện Công văn số 615-CV/BCSCLTW, ngày 01/6/2026 của Ban Chính sách, chiến lược Trung ương về phối hợp tổng kết mô hình mới, cách làm sáng tạo ở các địa phương, Ban Thường vụ Tỉnh ủy ban hành Kế hoạch thực hiện như sau:',
      ),
      h1('I. Mục đích, yêu cầu'),
      h2('1. Mục đích'),
      p(
        '- Chọn được những mô hình có sức thuyết phục nhất của tỉnh để giới thiệu với Trung ương và các tỉnh, thành phố bạn.',
      ),
      p('- Khơi dậy tinh thần dám nghĩ, dám làm trong cán bộ, đảng viên, doanh nghiệp và Nhân dân.'),
      h2('2. Yêu cầu'),
      p('- Việc lựa chọn công tâm, dựa trên kết quả thực tế; không chạy theo hình thức.'),
      p(
        '- Mô hình được chọn phải có số liệu so sánh trước và sau khi áp dụng, đúng chủ trương của Đảng, pháp luật của Nhà nước.',
      ),
      h1('II. Đối tượng, phạm vi'),
      p(
        '1. Đối tượng: Mô hình, chính sách làm thử, cách làm sáng tạo của xã, phường, cơ quan, đơn vị sự nghiệp, doanh nghiệp, hợp tác xã trong tỉnh, có tác động rõ đến việc làm, thu nhập, thu ngân sách, môi trường hoặc chất lượng phục vụ người dân.',
      ),
      p(
        '2. Phạm vi: Các lĩnh vực kinh tế và các vấn đề kinh tế trong văn hóa - xã hội; ưu tiên mô hình hình thành trong nhiệm kỳ 2020 - 2025.',
      ),
      h1('III. Nội dung và tiến độ'),
      p(
        '1. Giao Đảng ủy UBND tỉnh chỉ đạo rà soát, lựa chọn 03 mô hình mới, cách làm sáng tạo tiêu biểu trong toàn tỉnh và xây dựng đề cương báo cáo từng mô hình, gửi Ban Thường vụ Tỉnh ủy (qua Văn phòng Tỉnh ủy) **trước ngày 17/7/2026**.',
      ),
      p(
        '2. Ban Thường vụ Tỉnh ủy xem xét, cho ý kiến về danh sách do Đảng ủy UBND tỉnh đề xuất và báo cáo Ban Chính sách, chiến lược Trung ương **trước ngày 20/7/2026**.',
      ),
      p(
        '3. Các địa phương, đơn vị, doanh nghiệp có mô hình được lựa chọn hoàn thành báo cáo điển hình, gửi Ban Thường vụ Tỉnh ủy (qua Văn phòng Tỉnh ủy) **trước ngày 25/8/2026**.',
      ),
      p(
        '4. Ban Thường vụ Tỉnh ủy góp ý, hoàn chỉnh báo cáo của 03 mô hình và gửi Ban Chính sách, chiến lược Trung ương **trước ngày 30/8/2026**.',
      ),
      p(
        '5. Đảng ủy UBND tỉnh chuẩn bị nội dung, cử đại biểu tham gia Hội nghị giới thiệu mô hình mới, cách làm sáng tạo toàn quốc (theo kế hoạch của Ban Chính sách, chiến lược Trung ương).',
      ),
      h1('IV. Tổ chức thực hiện'),
      p(
        '1. Đảng ủy UBND tỉnh chủ động triển khai Kế hoạch này; khi phát sinh khó khăn, vượt thẩm quyền thì kịp thời báo cáo Ban Thường vụ Tỉnh ủy.',
      ),
      closing(
        '2. Văn phòng Tỉnh ủy theo dõi, đôn đốc tiến độ, tổng hợp kết quả báo cáo Ban Thường vụ Tỉnh ủy.',
      ),
      ...signature({
        party: true,
        recipients: [
          'Ban Chính sách, chiến lược TW (để báo cáo),',
          'Thường trực Tỉnh ủy,',
          'Đảng ủy UBND tỉnh,',
          'Các đồng chí Tỉnh ủy viên,',
          'Các đảng ủy trực thuộc Tỉnh ủy,',
          'Lưu Văn phòng Tỉnh ủy.',
        ],
        lines: ['T/M BAN THƯỜNG VỤ', 'PHÓ BÍ THƯ'],
        name: 'Vũ Đình Sơn Hà',
      }),
    ],
  ],
};
