/** Sample 1: a provincial plan for the ten-year review of a resolution, with two appendix tables. Content only. */
import {
  appendixHead,
  closing,
  h1,
  h2,
  h3,
  p,
  remark,
  signature,
  stateHead,
  table,
  title,
} from '../word-parts.mjs';

const resolution = 'Nghị quyết số 08-NQ/TU';
const withPlan = '(Kèm theo Kế hoạch số 62/KH-UBND ngày 02/6/2026 của UBND tỉnh)';
const papers = [
  'Phát huy tiềm năng, lợi thế để tỉnh Lam Giang phát triển nhanh, bền vững, giữ vững quốc phòng, an ninh đến năm 2035',
  'Huy động và sử dụng hiệu quả các nguồn lực xã hội cho đầu tư phát triển tỉnh Lam Giang đến năm 2035',
  'Gắn phát triển kinh tế với phát triển văn hóa và thực hiện chính sách dân tộc, tôn giáo trên địa bàn tỉnh Lam Giang',
  'Những mô hình hiệu quả, chính sách làm thử và kinh nghiệm tốt của tỉnh Lam Giang giai đoạn 2016 - 2025',
  'Đưa khoa học, công nghệ và đổi mới sáng tạo thành động lực phát triển của tỉnh Lam Giang đến năm 2035',
];

const main = [
  ...stateHead({
    issuer: ['ỦY BAN NHÂN DÂN', 'TỈNH LAM GIANG'],
    number: '62/KH-UBND',
    place: 'Lam Thành',
    date: 'ngày 02 tháng 6 năm 2026',
  }),
  ...title('KẾ HOẠCH', [
    'Tổng kết 10 năm thực hiện Nghị quyết số 08-NQ/TU ngày 18/7/2016',
    'của Tỉnh ủy về phát triển nhanh và bền vững tỉnh Lam Giang',
  ]),
  p(
    `Thực hiện Kế hoạch số 21-KH/TU ngày 22/5/2026 của Ban Thường vụ Tỉnh ủy, Ủy ban nhân dân (UBND) tỉnh ban hành Kế hoạch tổng kết 10 năm thực hiện ${resolution} ngày 18/7/2016 của Tỉnh ủy về phát triển nhanh và bền vững tỉnh Lam Giang (sau đây gọi tắt là ${resolution}) với các nội dung sau:`,
  ),
  h1('I. MỤC ĐÍCH, YÊU CẦU'),
  h2('1. Mục đích'),
  p(
    `- Nhìn lại toàn diện mười năm đưa ${resolution} vào cuộc sống: những việc đã làm được, những việc còn dang dở, nguyên nhân và kinh nghiệm cần giữ lại.`,
  ),
  p(
    '- Chỉ ra lợi thế và điểm nghẽn của tỉnh trong không gian phát triển mới, khi chính quyền địa phương vận hành theo mô hình hai cấp.',
  ),
  p(
    '- Làm căn cứ để Tỉnh ủy xem xét phương hướng, mục tiêu và giải pháp phát triển tỉnh đến năm 2035, tầm nhìn đến năm 2050.',
  ),
  h2('2. Yêu cầu'),
  p(
    '- Báo cáo ngắn gọn, có số liệu chứng minh; số liệu thời kỳ trước khi sắp xếp đơn vị hành chính được cộng gộp theo địa giới hiện nay.',
  ),
  p('- Mỗi đề xuất nêu rõ cơ sở, nguồn lực và cơ quan chịu trách nhiệm; không nêu chung chung.'),
  p(
    '- Giữ đúng tiến độ chung; việc tổng kết không làm chậm các nhiệm vụ thường xuyên của cơ quan, địa phương.',
  ),
  h1('II. NỘI DUNG VÀ PHẠM VI'),
  p(
    '1. Nội dung tổng kết: Theo đề cương gửi kèm Kế hoạch số 21-KH/TU ngày 22/5/2026 của Ban Thường vụ Tỉnh ủy.',
  ),
  p('2. Phạm vi thời gian: Giai đoạn 2016 - 2025, trong đó tách riêng số liệu giai đoạn 2021 - 2025.'),
  h1('III. PHÂN CÔNG NHIỆM VỤ VÀ TIẾN ĐỘ'),
  h2('1. Báo cáo tổng kết'),
  h3('a) Báo cáo của từng ngành, từng địa phương'),
  p(
    `- Thủ trưởng các sở, ban, ngành cấp tỉnh, Chủ tịch UBND các xã, phường trực tiếp chỉ đạo xây dựng báo cáo tổng kết 10 năm thực hiện ${resolution} thuộc ngành, địa bàn phụ trách; kiến nghị cơ chế, chính sách cần sửa đổi, bổ sung cho giai đoạn tới.`,
  ),
  p(
    '- Thống kê tỉnh xây dựng bộ số liệu các chỉ tiêu chủ yếu giai đoạn 2016 - 2025, có đối chiếu với các tỉnh lân cận và mức chung cả nước.',
  ),
  p(
    '- UBND phường Lam Thành xây dựng báo cáo chuyên đề về phát triển đô thị tỉnh lỵ, đi sâu vào thương mại, dịch vụ, y tế, giáo dục và chuyển đổi số.',
  ),
  p(
    '**Thời hạn hoàn thành:** Các cơ quan, đơn vị, địa phương gửi báo cáo về Sở Tài chính trước ngày **23/6/2026**; đồng thời gửi Văn phòng Tỉnh ủy và Văn phòng UBND tỉnh để nắm tình hình.',
  ),
  h3('b) Báo cáo chung của tỉnh'),
  p(
    `Sở Tài chính chủ trì, phối hợp với các sở, ban, ngành có liên quan tổng hợp, xây dựng báo cáo tổng kết 10 năm thực hiện ${resolution} của tỉnh, kèm đề xuất quan điểm, mục tiêu, giải pháp phát triển tỉnh đến năm 2035.`,
  ),
  p(
    '**Thời hạn hoàn thành:** Trình UBND tỉnh (qua Văn phòng UBND tỉnh) trước ngày **05/7/2026**; tham mưu Đảng ủy UBND tỉnh gửi Tổ Biên tập (qua Văn phòng Tỉnh ủy) trước ngày **15/7/2026**.',
  ),
  h2('2. Báo cáo tham luận (05 báo cáo)'),
  p('- Sở Tài chính chủ trì, phối hợp với các cơ quan có liên quan xây dựng 04 báo cáo tham luận:'),
  ...papers.slice(0, 4).map((paper, i) => p(`+ ${paper}${i === 3 ? '.' : ';'}`)),
  p(
    `- Sở Khoa học và Công nghệ chủ trì, phối hợp với các cơ quan có liên quan xây dựng 01 báo cáo tham luận: ${papers[4]}.`,
  ),
  p(
    '**Thời hạn hoàn thành:** Cơ quan chủ trì gửi báo cáo tham luận về Văn phòng UBND tỉnh trước ngày **31/7/2026** để rà soát. Dung lượng từng báo cáo quy định tại Phụ lục 2.',
  ),
  h2('3. Công tác phối hợp'),
  p('- Sở Tài chính:'),
  p(
    '+ Cùng Văn phòng UBND tỉnh, Văn phòng Tỉnh ủy giúp Ban Chỉ đạo tổng kết của tỉnh chuẩn bị các buổi làm việc với cơ quan Trung ương;',
  ),
  p(
    '+ Phối hợp Tổ Biên tập và Văn phòng Tỉnh ủy tham mưu tổ chức Hội thảo khoa học về định hướng phát triển tỉnh Lam Giang (dự kiến tháng 10/2026);',
  ),
  p('+ Bố trí kinh phí cho các hoạt động tổng kết theo phân cấp ngân sách.'),
  p('- Các sở, ban, ngành, địa phương trong phạm vi nhiệm vụ được giao:'),
  p('+ Cung cấp thông tin, số liệu cho các chuyên đề nghiên cứu khi Tổ Biên tập đề nghị;'),
  p('+ Phục vụ các đoàn khảo sát thực tế trên địa bàn; tham gia hội thảo, tọa đàm (nếu có).'),
  h1('IV. TỔ CHỨC THỰC HIỆN'),
  p(
    '1. Văn phòng UBND tỉnh theo dõi, đôn đốc các cơ quan, địa phương thực hiện Kế hoạch này; kịp thời báo cáo UBND tỉnh những đơn vị chậm tiến độ.',
  ),
  closing(
    '2. Các sở, ban, ngành cấp tỉnh, UBND các xã, phường căn cứ Kế hoạch này và hai phụ lục kèm theo để triển khai; vướng mắc phát sinh phản ánh về Sở Tài chính để được hướng dẫn./.',
  ),
  remark('(Kèm theo Phụ lục 1 và Phụ lục 2)'),
  ...signature({
    recipients: [
      'Thường trực Tỉnh ủy (để b/c);',
      'Thường trực HĐND tỉnh;',
      'Chủ tịch, các PCT UBND tỉnh;',
      'Đảng ủy UBND tỉnh;',
      'Văn phòng Tỉnh ủy;',
      'Các sở, ban, ngành cấp tỉnh;',
      'Thống kê tỉnh;',
      'UBND các xã, phường;',
      'CVP, các PCVP UBND tỉnh;',
      'Lưu: VT, TH (Khoa).',
    ],
    lines: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    name: 'Đặng Hữu Kiên',
  }),
];

const appendix1 = [
  ...appendixHead(
    'Phụ lục 1',
    ['DANH MỤC CÔNG VIỆC, THỜI HẠN VÀ PHÂN CÔNG', `tổng kết 10 năm thực hiện ${resolution} của Tỉnh ủy`],
    withPlan,
  ),
  table(
    [6, 41, 24, 31],
    ['TT', 'Nội dung', 'Thời hạn hoàn thành', 'Phân công thực hiện'],
    [
      [
        '1',
        `Xây dựng báo cáo tổng kết 10 năm thực hiện ${resolution} của ngành, địa phương mình.`,
        'Trước ngày 23/6/2026',
        'Các sở, ban, ngành cấp tỉnh; UBND các xã, phường',
      ],
      [
        { text: '2', rows: 2 },
        {
          text: `Tổng hợp, xây dựng báo cáo tổng kết 10 năm thực hiện ${resolution} của tỉnh, kèm đề xuất quan điểm, mục tiêu, giải pháp phát triển tỉnh đến năm 2035.`,
          rows: 2,
        },
        'Trình UBND tỉnh trước ngày 05/7/2026',
        { text: 'Sở Tài chính', rows: 2 },
      ],
      [null, null, 'Tham mưu Đảng ủy UBND tỉnh gửi Tổ Biên tập trước ngày 15/7/2026', null],
      [
        '3',
        'Xây dựng 05 báo cáo tham luận gửi Văn phòng UBND tỉnh rà soát.',
        'Trước ngày 31/7/2026',
        'Phân công chi tiết tại Phụ lục 2',
      ],
      [
        '4',
        'Cung cấp thông tin, số liệu cho các chuyên đề nghiên cứu phục vụ tổng kết.',
        'Tháng 6,7,8/2026',
        'Các sở, ban, ngành, địa phương theo chức năng, nhiệm vụ',
      ],
      [
        '5',
        'Họp Ban Chỉ đạo tổng kết của tỉnh lần thứ nhất, nghe tiến độ và tháo gỡ vướng mắc.',
        'Trước ngày 30/6/2026',
        'Thường trực Tổ Biên tập; Văn phòng Tỉnh ủy',
      ],
      [
        '6',
        'Khảo sát thực tế tại một số xã, phường, doanh nghiệp, hợp tác xã.',
        'Tháng 7, 8/2026',
        'Tổ Biên tập chủ trì; các sở, ban, ngành, địa phương phối hợp',
      ],
      [
        '7',
        'Hoàn thành dự thảo lần thứ nhất Báo cáo tổng kết của Tỉnh ủy.',
        'Trước ngày 31/7/2026',
        ['- Thường trực Ban Chỉ đạo tổng kết của tỉnh.', '- Tổ Biên tập.'],
      ],
      [
        '8',
        'Lấy ý kiến vào dự thảo Báo cáo; tọa đàm với một số viện, trường (nếu có).',
        'Trước 10/8/2026',
        'Tổ Biên tập; Văn phòng Tỉnh ủy; các sở, ban, ngành theo chuyên môn phối hợp',
      ],
      [
        '9',
        'Họp Ban Chỉ đạo tổng kết của tỉnh lần thứ hai, thông qua dự thảo Báo cáo.',
        'Trước 15/8/2026',
        ['- Thường trực Ban Chỉ đạo tổng kết của tỉnh.', '- Tổ Biên tập.'],
      ],
      [
        '10',
        `Hội nghị Ban Chấp hành Đảng bộ tỉnh tổng kết ${resolution}.`,
        'Trước 25/8/2026',
        'Văn phòng Tỉnh ủy phối hợp với Tổ Biên tập tham mưu',
      ],
      [
        '11',
        'Hội thảo khoa học về định hướng phát triển tỉnh Lam Giang đến năm 2035, tầm nhìn đến năm 2050.',
        'Tháng 10/2026',
        'Sở Tài chính phối hợp với Tổ Biên tập, Văn phòng Tỉnh ủy tham mưu tổ chức',
      ],
      [
        '12',
        'Góp ý, hoàn thiện hồ sơ đề nghị ban hành nghị quyết mới của Tỉnh ủy sau tổng kết.',
        'Trong tháng 10, 11/2026',
        'Tổ Biên tập; Sở Tài chính; Văn phòng Tỉnh ủy',
      ],
    ],
  ),
];

const size = ['15-20 trang A4', '10-15 trang A4', '10-15 trang A4', '10-15 trang A4', '10-15 trang A4'];
const others = 'Các sở, ban, ngành cấp tỉnh; UBND các xã, phường';
const support = [
  others,
  others,
  'Sở Văn hóa, Thể thao và Du lịch; Sở Nội vụ; UBND các xã, phường',
  others,
  'Sở Giáo dục và Đào tạo; Sở Nông nghiệp và Môi trường; Sở Công Thương',
];

const appendix2 = [
  ...appendixHead('Phụ lục 2', ['DANH MỤC BÁO CÁO THAM LUẬN'], withPlan),
  table(
    [6, 34, 16, 24, 13, 16],
    ['TT', 'Báo cáo tham luận', 'Đơn vị chủ trì', 'Đơn vị phối hợp', 'Dung lượng', 'Thời gian hoàn thành'],
    papers.map((paper, i) => [
      String(i + 1),
      `${paper}.`,
      i === 4 ? 'Sở Khoa học và Công nghệ' : 'Sở Tài chính',
      support[i],
      size[i],
      'Trước ngày 31/7/2026',
    ]),
  ),
];

export const reviewPlan = {
  title: 'Kế hoạch số 62/KH-UBND ngày 02/6/2026 của UBND tỉnh Lam Giang',
  sections: [main, appendix1, appendix2],
};
