/** Sample 3: a plan about entrepreneurs: many general bullets, a conference, a provincial plan, a yearly report. Content only. */
import { closing, h1, h2, p, signature, stateHead, title } from '../word-parts.mjs';

export const entrepreneursPlan = {
  title: 'Kế hoạch số 58/KH-UBND ngày 15/5/2026 của UBND tỉnh Lam Giang',
  sections: [
    [
      ...stateHead({
        issuer: ['ỦY BAN NHÂN DÂN', 'TỈNH LAM GIANG'],
        number: '58/KH-UBND',
        place: 'Lam Thành',
        date: 'ngày 15 tháng 5 năm 2026',
      }),
      ...title('KẾ HOẠCH', [
        'Thực hiện Kế hoạch số 30-KH/TU ngày 28/4/2026 của Tỉnh ủy',
        'về phát triển đội ngũ doanh nhân tỉnh Lam Giang trong thời kỳ mới',
      ]),
      p(
        'Thực hiện Nghị quyết số 41-NQ/TW ngày 10/10/2023 của Bộ Chính trị và Kế hoạch số 30-KH/TU ngày 28/4/2026 của Tỉnh ủy Lam Giang, Ủy ban nhân dân (UBND) tỉnh ban hành Kế hoạch phát triển đội ngũ doanh nhân trên địa bàn tỉnh như sau:',
      ),
      h1('I. MỤC ĐÍCH, YÊU CẦU'),
      p(
        '1. Đưa các chủ trương về doanh nhân đến từng cơ quan, địa phương và cộng đồng doanh nghiệp; tạo sự đồng thuận trong xã hội đối với nghề kinh doanh chân chính.',
      ),
      p(
        '2. Mỗi nhiệm vụ có một cơ quan chịu trách nhiệm chính; tiến độ được kiểm tra định kỳ, kết quả đo đếm được.',
      ),
      h1('II. MỤC TIÊU'),
      p(
        '1. Đến năm 2030: Toàn tỉnh có ít nhất 18.000 doanh nghiệp hoạt động; hình thành một số doanh nghiệp có vai trò dẫn dắt trong chế biến nông sản, cơ khí và du lịch; 100% chủ doanh nghiệp thành lập mới được hỗ trợ kiến thức quản trị, pháp luật ban đầu.',
      ),
      p(
        '2. Tầm nhìn đến năm 2045: Doanh nhân Lam Giang đủ sức làm chủ các chuỗi giá trị chủ lực của tỉnh và có mặt trong các chuỗi cung ứng khu vực.',
      ),
      h1('III. NHIỆM VỤ, GIẢI PHÁP'),
      h2('1. Thống nhất nhận thức về vai trò của doanh nhân'),
      p(
        '- Đổi mới cách tuyên truyền, chú trọng câu chuyện thật của doanh nhân khởi nghiệp từ làng nghề, từ hợp tác xã.',
      ),
      p('- Biểu dương doanh nhân giữ chữ tín, nộp thuế đầy đủ, chăm lo đời sống người lao động.'),
      p(
        '- Các sở, ngành liên quan phối hợp với Ban Tuyên giáo và Dân vận Tỉnh ủy, Hiệp hội Doanh nghiệp tỉnh tổ chức Hội nghị quán triệt Nghị quyết số 41-NQ/TW và Kế hoạch số 30-KH/TU trong quý III năm 2026.',
      ),
      h2('2. Tạo môi trường kinh doanh thuận lợi, an toàn'),
      p('- Rút ngắn thời gian giải quyết thủ tục về đất đai, xây dựng, môi trường cho nhà đầu tư.'),
      p(
        '- Duy trì đối thoại định kỳ giữa chính quyền với doanh nghiệp; trả lời kiến nghị có địa chỉ, có thời hạn.',
      ),
      p('- Không thanh tra, kiểm tra trùng lặp; xử lý nghiêm hành vi gây phiền hà cho doanh nghiệp.'),
      h2('3. Nâng tầm đội ngũ doanh nhân'),
      p('- Mở các lớp bồi dưỡng về quản trị hiện đại, chuyển đổi số, chuyển đổi xanh, thị trường xuất khẩu.'),
      p(
        '- Hỗ trợ hộ kinh doanh đủ điều kiện chuyển thành doanh nghiệp; khuyến khích thanh niên, phụ nữ khởi nghiệp.',
      ),
      p('- Kết nối doanh nhân quê Lam Giang ở trong và ngoài nước về đầu tư tại tỉnh.'),
      h2('4. Xây dựng văn hóa kinh doanh'),
      p('- Phổ biến chuẩn mực kinh doanh trung thực, có trách nhiệm với cộng đồng và môi trường.'),
      p('- Cổ vũ doanh nghiệp tham gia các chương trình an sinh xã hội trên địa bàn.'),
      h2('5. Liên kết doanh nhân với nông dân, công nhân, trí thức'),
      p('- Phát triển vùng nguyên liệu theo hợp đồng giữa doanh nghiệp với hợp tác xã, hộ nông dân.'),
      p('- Gắn nhà máy với trường nghề, viện nghiên cứu trong đào tạo và đổi mới công nghệ.'),
      h2('6. Phát huy vai trò của các tổ chức đại diện doanh nghiệp'),
      p('- Củng cố Hiệp hội Doanh nghiệp tỉnh; phát triển hội viên tại các xã, phường, khu công nghiệp.'),
      p('- Tiếp nhận, phản ánh kịp thời khó khăn của hội viên đến cơ quan có thẩm quyền.'),
      h1('IV. TỔ CHỨC THỰC HIỆN'),
      p(
        '1. Các sở, ban, ngành cấp tỉnh, UBND các xã, phường ban hành kế hoạch cụ thể của cơ quan, địa phương mình để thực hiện Kế hoạch này, nêu rõ việc phải làm, tiến độ, người phụ trách.',
      ),
      p(
        '2. Sở Tài chính, Hiệp hội Doanh nghiệp tỉnh chủ trì, phối hợp với Ban Tuyên giáo và Dân vận Tỉnh ủy và các cơ quan liên quan tổ chức Hội nghị quán triệt Nghị quyết số 41-NQ/TW và Kế hoạch số 30-KH/TU trong **quý III năm 2026**.',
      ),
      p(
        '3. Sở Tài chính chủ trì, tham mưu UBND tỉnh ban hành Kế hoạch phát triển đội ngũ doanh nhân tỉnh Lam Giang đến năm 2030, tầm nhìn đến năm 2045 (hoàn thành **trước ngày 15/9/2026**).',
      ),
      p(
        '4. Định kỳ **trước ngày 01/11 hàng năm**, các sở, ban, ngành cấp tỉnh, UBND các xã, phường gửi báo cáo kết quả thực hiện Kế hoạch về Sở Tài chính để tổng hợp, trình UBND tỉnh.',
      ),
      closing(
        '5. Thủ trưởng các sở, ban, ngành cấp tỉnh, Chủ tịch UBND các xã, phường thường xuyên kiểm tra, đôn đốc và chịu trách nhiệm về kết quả thực hiện tại cơ quan, địa phương mình./.',
      ),
      ...signature({
        recipients: [
          'Thường trực Tỉnh ủy;',
          'Thường trực HĐND tỉnh;',
          'Chủ tịch, các PCT UBND tỉnh;',
          'Ban Tuyên giáo và Dân vận Tỉnh ủy;',
          'Các sở, ban, ngành cấp tỉnh;',
          'Hiệp hội Doanh nghiệp tỉnh;',
          'UBND các xã, phường;',
          'Lãnh đạo VP UBND tỉnh;',
          'Lưu: VT, KT (Nga).',
        ],
        lines: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
        name: 'Bùi Thanh Lê',
      }),
    ],
  ],
};
