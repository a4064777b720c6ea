/** Sample 2: a plan for finding and spreading advanced examples, with quotas and a list due twice a year. Content only. */
import { closing, h1, h2, h3, p, signature, stateHead, title } from '../word-parts.mjs';

export const examplesPlan = {
  title: 'Kế hoạch số 35/KH-UBND ngày 30/3/2026 của UBND tỉnh Lam Giang',
  sections: [
    [
      ...stateHead({
        issuer: ['ỦY BAN NHÂN DÂN', 'TỈNH LAM GIANG'],
        number: '35/KH-UBND',
        place: 'Lam Thành',
        date: 'ngày 30 tháng 3 năm 2026',
      }),
      ...title('KẾ HOẠCH', [
        'Phát hiện, bồi dưỡng và nhân rộng điển hình tiên tiến',
        'giai đoạn 2026 - 2030',
      ]),
      p(
        'Để phong trào thi đua yêu nước của tỉnh sau sắp xếp đơn vị hành chính đi vào thực chất, có người thật, việc thật để học tập, Ủy ban nhân dân (UBND) tỉnh ban hành Kế hoạch phát hiện, bồi dưỡng và nhân rộng điển hình tiên tiến giai đoạn 2026 - 2030 như sau:',
      ),
      h1('I. MỤC ĐÍCH, YÊU CẦU'),
      p(
        '1. Làm cho mỗi cán bộ, công chức, viên chức, người lao động và người dân thấy rõ giá trị của điển hình tiên tiến; lấy gương tốt để dẫn dắt phong trào, góp phần đạt các chỉ tiêu phát triển giai đoạn 2026 - 2030.',
      ),
      p(
        '2. Người đứng đầu cơ quan, đơn vị, địa phương chịu trách nhiệm về công tác này. Điển hình được giới thiệu phải có thành tích kiểm chứng được, được tập thể nơi công tác, cư trú thừa nhận.',
      ),
      h1('II. NỘI DUNG'),
      h2('1. Đối tượng và tiêu chí'),
      p(
        'a) Đối tượng: Tập thể, cá nhân, hộ gia đình, doanh nghiệp, hợp tác xã đạt thành tích nổi bật, có cách làm sáng tạo và có thể áp dụng rộng ở nơi khác.',
      ),
      p(
        'b) Lĩnh vực: Xây dựng nông thôn mới; phát triển kinh tế hộ, giảm nghèo; sản xuất, kinh doanh; xây dựng đời sống văn hóa; giáo dục và đào tạo; y tế; quốc phòng, an ninh; cải cách hành chính và chuyển đổi số.',
      ),
      p(
        'c) Mục tiêu: Đến năm 2030, mỗi lĩnh vực nêu trên có điển hình là người trực tiếp lao động được khen thưởng cấp Nhà nước.',
      ),
      h2('2. Lộ trình thực hiện'),
      h3('a) Xây dựng kế hoạch'),
      p(
        'Trong năm 2026, các cơ quan, đơn vị, địa phương ban hành kế hoạch phát hiện, bồi dưỡng và nhân rộng điển hình tiên tiến cho cả giai đoạn, có phân kỳ từng năm và chỉ tiêu cụ thể về số điển hình được duy trì, số điển hình mới.',
      ),
      h3('b) Giới thiệu điển hình hằng năm'),
      p(
        'Các cơ quan, đơn vị, địa phương lập danh sách điển hình tiên tiến, kèm bản tóm tắt thành tích, gửi về Ban Thi đua - Khen thưởng tỉnh để thẩm định và giới thiệu trên các phương tiện truyền thông, cụ thể:',
      ),
      p('- Số lượng:'),
      p('+ UBND các xã, phường: ít nhất 04 điển hình/đơn vị/năm;'),
      p('+ Ba ngành Giáo dục và Đào tạo, Y tế, Nông nghiệp và Môi trường: ít nhất 02 điển hình/ngành/năm;'),
      p('+ Các cơ quan, đơn vị, tổ chức còn lại: ít nhất 01 điển hình/đơn vị/năm.'),
      p('- Thời gian gửi danh sách: **02 lần/năm (cuối tháng 5, cuối tháng 11 hàng năm).**'),
      p(
        'Kết quả phát hiện, nhân rộng điển hình là một phần của báo cáo công tác thi đua, khen thưởng cuối năm của cơ quan, đơn vị, địa phương.',
      ),
      h3('c) Sơ kết giữa giai đoạn'),
      p(
        '- Các cơ quan, đơn vị, địa phương tổ chức sơ kết việc phát hiện, nhân rộng điển hình tiên tiến trong **quý I năm 2028**.',
      ),
      p(
        '- Sở Nội vụ tham mưu UBND tỉnh tổ chức Hội nghị biểu dương điển hình tiên tiến cấp tỉnh trong **quý II năm 2028**.',
      ),
      h3('d) Tổng kết giai đoạn'),
      p(
        '- Các cơ quan, đơn vị, địa phương tổng kết công tác phát hiện, nhân rộng điển hình tiên tiến giai đoạn 2026 - 2030 trong **quý II năm 2030**, chọn và biểu dương điển hình xuất sắc của mình.',
      ),
      p(
        '- Sau hội nghị tổng kết, các cơ quan, đơn vị, địa phương gửi hồ sơ điển hình xuất sắc về Ban Thi đua - Khen thưởng tỉnh để chọn đại biểu dự Đại hội Thi đua yêu nước tỉnh Lam Giang.',
      ),
      h1('III. TỔ CHỨC THỰC HIỆN'),
      p(
        '1. Sở Nội vụ (Ban Thi đua - Khen thưởng tỉnh) theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp danh sách, thẩm định và trình UBND tỉnh khen thưởng kịp thời những điển hình xứng đáng; phối hợp tổ chức giao lưu, học tập kinh nghiệm giữa các địa phương.',
      ),
      p(
        '2. Các sở, ban, ngành, đoàn thể cấp tỉnh, UBND các xã, phường xây dựng kế hoạch cụ thể phù hợp với đơn vị mình; đưa công tác điển hình tiên tiến vào chương trình công tác thường xuyên.',
      ),
      p(
        '3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội vận động đoàn viên, hội viên tham gia phát hiện, giới thiệu gương người tốt, việc tốt.',
      ),
      p(
        '4. Sở Văn hóa, Thể thao và Du lịch hướng dẫn cơ quan báo chí, hệ thống thông tin cơ sở duy trì chuyên mục về điển hình tiên tiến.',
      ),
      p(
        '5. Thành viên Hội đồng Thi đua - Khen thưởng tỉnh thường xuyên giám sát, kiểm tra tại khối thi đua được phân công phụ trách.',
      ),
      closing(
        'Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị, địa phương phản ánh về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh xem xét, quyết định./.',
      ),
      ...signature({
        recipients: [
          'Thường trực Tỉnh ủy, HĐND tỉnh;',
          'Chủ tịch, các PCT UBND tỉnh;',
          'Ủy ban MTTQ Việt Nam tỉnh;',
          'Các sở, ban, ngành, đoàn thể cấp tỉnh;',
          'UBND các xã, phường;',
          'Thành viên Hội đồng TĐKT tỉnh;',
          'Lãnh đạo VP UBND tỉnh;',
          'Lưu: VT, NC (Hiền).',
        ],
        lines: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
        name: 'Đặng Hữu Kiên',
      }),
    ],
  ],
};
