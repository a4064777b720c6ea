import { describe, expect, it } from 'vitest';
import { duties, readUnderHead } from '../../fakes/plan-text.js';

describe('src/intake: who leads a dated task', () => {
  it.each([
    [
      'a closing bracket of names alone',
      '1. Tuyên truyền trực quan: treo cờ, băng rôn trước ngày 20/4/2023 (UBND các xã; các cơ quan trên địa bàn).',
      ['UBND các xã; các cơ quan trên địa bàn → 2023-04-20'],
    ],
    [
      'no bracket that says more about the name before it',
      '1. Lập danh mục sách hỏng, gửi Sở Nội vụ (Phòng Văn thư) trước ngày 20/4/2023.',
      [' → 2023-04-20'],
    ],
    [
      'no body that only sent what the work waits for',
      '1. Công an xã\n\na) Đối soát nhân khẩu, hoàn thành trong vòng 03 ngày làm việc kể từ ngày nhận được danh sách do Phòng Kinh tế chuyển đến.',
      ['Công an xã → ngày nhận được danh sách do Phòng Kinh tế chuyển đến'],
    ],
    [
      'who makes a thing named first',
      '1. Danh sách thủ thư do Ban Tổ chức Tỉnh ủy lập, gửi Văn phòng UBND tỉnh trước ngày 10/4/2023.',
      ['Ban Tổ chức Tỉnh ủy → 2023-04-10'],
    ],
    [
      'the bodies of a level, not the level',
      '1. Cấp cơ sở và cấp trên trực tiếp: các huyện ủy, đảng ủy tổ chức tổng kết, hoàn thành trước ngày 15/5/2023.',
      ['các huyện ủy, đảng ủy → 2023-05-15'],
    ],
    [
      'a long name with words that are verbs elsewhere',
      '1. Ban QLDA đầu tư xây dựng công trình giao thông tỉnh tiếp nhận mặt bằng trước ngày 07/5/2023.',
      ['Ban QLDA đầu tư xây dựng công trình giao thông tỉnh → 2023-05-07'],
    ],
    [
      'a board named by its projects',
      '1. Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp huyện bàn giao trụ sở trước ngày 07/5/2023.',
      ['Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp huyện → 2023-05-07'],
    ],
    [
      'a board with something to build',
      '1. Ban Quản lý dự án xây dựng 04 cống qua đường trước ngày 07/5/2023.',
      ['Ban Quản lý dự án → 2023-05-07'],
    ],
    [
      'a body, not what it is besides',
      '1. Sở Nội vụ - cơ quan thường trực Ban Chỉ đạo cải cách hành chính - tổng hợp, gửi UBND tỉnh trước ngày 10/6/2023.',
      ['Sở Nội vụ → 2023-06-10'],
    ],
    [
      'a body above its points, not what it is besides',
      '1. Cục Thống kê - Thường trực Ban Chỉ đạo cấp tỉnh\n\na) Lập danh sách điều tra viên trước ngày 10/6/2023.',
      ['Cục Thống kê → 2023-06-10'],
    ],
    [
      'two standing bodies one after the other',
      '1. Hoàn thiện tờ trình trước ngày 10/6/2023 (Thường trực Ban Chỉ đạo tỉnh; Thường trực Tổ Biên tập).',
      ['Thường trực Ban Chỉ đạo tỉnh; Thường trực Tổ Biên tập → 2023-06-10'],
    ],
    [
      'every name of a labelled list',
      '1. Báo cáo năm\n\n- Cơ quan, đơn vị thực hiện: Các sở, ban, ngành; UBND các xã; Công an tỉnh.\n\n- Thời gian báo cáo: Trước ngày 20/6/2023.',
      ['Các sở, ban, ngành; UBND các xã; Công an tỉnh → 2023-06-20'],
    ],
    [
      'those of many who have what it is about',
      '1. UBND các xã, phường nơi có dự án hoàn thành phương án bồi thường trước ngày 30/6/2023.',
      ['UBND các xã, phường nơi có dự án → 2023-06-30'],
    ],
    [
      'those of many whom a line of works crosses',
      '1. UBND các huyện có tuyến cao tốc đi qua bàn giao mặt bằng trước ngày 30/6/2023.',
      ['UBND các huyện có tuyến cao tốc đi qua → 2023-06-30'],
    ],
    [
      'all of them when they must have a plan',
      '1. UBND các xã có kế hoạch thực hiện trước ngày 30/6/2023.',
      ['UBND các xã → 2023-06-30'],
    ],
    [
      'who prepares a meeting, not who heads it',
      '1. Sở Tài chính\n\na) Tham mưu tổ chức họp giao ban do Chủ tịch UBND tỉnh chủ trì trước ngày 30/6/2023.',
      ['Sở Tài chính → 2023-06-30'],
    ],
    [
      'which of many are meant',
      '1. Các chủ rừng là tổ chức (ban quản lý, công ty): làm mới đường băng cản lửa trước ngày 31/12/2023.',
      ['Các chủ rừng là tổ chức → 2023-12-31'],
    ],
    [
      'each hamlet of a heading',
      '1. Các thôn: Trần Xá, Chính Trung, Vọng Đông\n\n- Phát phiếu đến từng hộ, hoàn thành trước ngày 25/8/2023.',
      ['Trần Xá; Chính Trung; Vọng Đông → 2023-08-25'],
    ],
    [
      'a head alone in the paper of that body',
      '1. Các phòng gửi báo cáo về Văn phòng trước ngày 10/5/2023. Sở tổng hợp, báo cáo UBND tỉnh trước ngày 15/5/2023.',
      ['Các phòng → 2023-05-10', 'Sở → 2023-05-15'],
    ],
    [
      'who made the thing the next sentence hands over',
      '1. Sở Văn hóa và Thể thao xây dựng kịch bản. Kịch bản trình UBND tỉnh duyệt trước ngày 05/4/2023. Tổng duyệt ngày 27/4/2023.',
      ['Sở Văn hóa và Thể thao → 2023-04-05', 'Sở Văn hóa và Thể thao → 2023-04-27'],
    ],
    [
      'whoever a labelled line names, for its further sentences as well',
      '1. Chương trình nghệ thuật\n\n- Thời gian: ngày 30/4/2023.\n\n- Đơn vị chủ trì: Sở Văn hóa và Thể thao. Kịch bản trình UBND tỉnh trước ngày 05/4/2023.',
      ['Sở Văn hóa và Thể thao → 2023-04-30', 'Sở Văn hóa và Thể thao → 2023-04-05'],
    ],
    [
      'who is told to do something inside a label about something else',
      '1. Gặp mặt thủ thư\n\n- Thời gian: ngày 28/4/2023.\n\n- Thành phần: 200 đại biểu, do Ban Tổ chức Tỉnh ủy lập danh sách gửi Văn phòng UBND tỉnh trước ngày 10/4/2023.\n\n- Đơn vị thực hiện: Sở Nội vụ.',
      ['Sở Nội vụ → 2023-04-28', 'Ban Tổ chức Tỉnh ủy → 2023-04-10'],
    ],
    [
      'a heading of Markdown, and a person whose office begins like an order',
      '### 1. Giáo viên chủ nhiệm các lớp\n\n- Báo cáo kết quả về Ban Giám hiệu trước ngày 20/9/2023.',
      ['Giáo viên chủ nhiệm các lớp → 2023-09-20'],
    ],
    [
      'the item a line about its time stands under, colon or none',
      '1. Sở Tư pháp chủ trì tổng kết chương trình lập quy.\n\nThời gian tổ chức hội nghị tổng kết cấp tỉnh trong quý I năm 2024.\n\n2. Đề nghị Ban Dân vận giám sát việc thực hiện.',
      ['Sở Tư pháp → 2024-03-31'],
    ],
    [
      'who acts after a day that opens the clause without a comma',
      '1. Trước ngày 10/4/2023, Phòng Nội vụ trình UBND huyện kế hoạch; trước ngày 20/4/2023 các xã, thị trấn ban hành kế hoạch của mình.',
      ['Phòng Nội vụ → 2023-04-10', 'các xã, thị trấn → 2023-04-20'],
    ],
    [
      'who is named after the work',
      '1. Tổ chức Lễ phát động vào sáng ngày 26/3/2023 tại Quảng trường; Tỉnh đoàn chủ trì, phối hợp với Sở Nội vụ.',
      ['Tỉnh đoàn → 2023-03-26'],
    ],
    [
      'what a board manages',
      '1. Ban Quản lý các khu công nghiệp: thống kê số lao động về quê trước ngày 20/12/2023.',
      ['Ban Quản lý các khu công nghiệp → 2023-12-20'],
    ],
    [
      'branches said with one noun, and one rule where the quarter is said twice',
      '1. Các chi, đảng bộ trực thuộc xây dựng kế hoạch trong tháng 4/2023; hằng quý báo cáo kết quả về Đảng ủy trước ngày 20 tháng cuối quý.',
      [
        'Các chi, đảng bộ trực thuộc → 2023-04-30',
        'Các chi, đảng bộ trực thuộc → FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20',
      ],
    ],
    [
      'officers of a commune by their field',
      '1. Công chức Tư pháp - Hộ tịch tham mưu UBND xã niêm yết danh sách trước ngày 25/11/2023.\n\n2. Kế toán ngân sách xã: quyết toán kinh phí trước ngày 31/12/2023.',
      ['Công chức Tư pháp - Hộ tịch → 2023-11-25', 'Kế toán ngân sách xã → 2023-12-31'],
    ],
    [
      'schools of several levels',
      '1. Hiệu trưởng các trường mầm non, tiểu học và THCS triển khai tới giáo viên trước ngày 15/8/2023.',
      ['Hiệu trưởng các trường mầm non, tiểu học và THCS → 2023-08-15'],
    ],
    [
      'whoever has a part in the work, and one length counted from the event before it',
      '1. Sau khi có kết quả thẩm định, trong vòng 05 ngày làm việc, chủ đầu tư hoàn thiện hồ sơ trình Sở Xây dựng.',
      ['chủ đầu tư → có kết quả thẩm định'],
    ],
    [
      'nobody for sure after several in one sentence',
      '1. Tháng 4: Hội Nông dân phát động phong trào; tháng 5: các cơ sở hội triển khai; tháng 10: tổng kết, trao giải.',
      ['Hội Nông dân → 2023-04-30', 'các cơ sở hội → 2023-05-31', 'các cơ sở hội → 2023-10-31'],
    ],
    [
      'the end of every month after "mỗi tháng"',
      '1. Tổ công nghệ số cộng đồng mỗi tháng tổ chức 02 buổi hướng dẫn; cuối tháng báo cáo Phòng Văn hóa - Xã hội.',
      ['Tổ công nghệ số cộng đồng → FREQ=MONTHLY', 'Tổ công nghệ số cộng đồng → FREQ=MONTHLY;BYMONTHDAY=-1'],
    ],
    [
      'no date from the time data cover',
      '1. Sở Nội vụ gửi báo cáo trước ngày 20/6/2023; số liệu báo cáo 6 tháng tính từ 15/12/2022 đến 14/6/2023.',
      ['Sở Nội vụ → 2023-06-20'],
    ],
    [
      'a body known by its capitals alone',
      '1. LĐLĐ huyện tổng hợp, báo cáo LĐLĐ tỉnh trước ngày 10/6/2023.\n\n2. CĐCS: đăng ký đội tuyển trước ngày 20/4/2023.',
      ['LĐLĐ huyện → 2023-06-10', 'CĐCS → 2023-04-20'],
    ],
    [
      'a body of a kind no list knows before a colon or over its points',
      '1. Phòng vệ\n\na) Xưởng Cơ khí Sông Lam: sửa chữa 27 máy bơm trước ngày 15/12/2023.',
      ['Xưởng Cơ khí Sông Lam → 2023-12-15'],
    ],
    [
      'many of a kind no list knows, by what determines them',
      '1. Các xưởng may gửi báo cáo tai nạn về Phòng An toàn vào ngày 20 hằng tháng; mỗi đội sản xuất lập danh sách trước ngày 25/4/2023.',
      ['Các xưởng may → FREQ=MONTHLY;BYMONTHDAY=20', 'mỗi đội sản xuất → 2023-04-25'],
    ],
    [
      'no paper for a body, however it is determined',
      '1. Các báo cáo gửi về Sở Nội vụ trước ngày 20/4/2023. Mỗi nội dung hoàn thành trước ngày 25/4/2023.',
      [' → 2023-04-20', ' → 2023-04-25'],
    ],
    [
      'two who act in one sentence, parted by a comma after the day of the first',
      '1. Các xóm gửi Phòng Kinh tế trước ngày 10/9/2023, Phòng Kinh tế tổng hợp trình UBND xã trước ngày 15/9/2023.',
      ['Các xóm → 2023-09-10', 'Phòng Kinh tế → 2023-09-15'],
    ],
    [
      'the time of stages listed under their work',
      '1. Sở Y tế tổ chức tiêm chủng:\n\n- Đợt 1: từ ngày 16/9 đến hết ngày 30/9/2023, tại thị xã.\n\n- Đợt 2: trong tháng 10/2023.',
      ['Sở Y tế → 2023-09-30', 'Sở Y tế → 2023-10-31'],
    ],
    [
      'a closing line about the duties of a point',
      '1. Phòng Kinh tế\n\n- Giao chỉ tiêu cho từng xóm;\n\n- Lập danh sách hộ được hỗ trợ.\n\nCác việc nêu tại điểm này phải xong trước ngày 10/9/2023.',
      ['Phòng Kinh tế → 2023-09-10', 'Phòng Kinh tế → 2023-09-10'],
    ],
    [
      'a day to come of work on what was done before',
      '1. Viễn thông Bắc Giang di chuyển hạ tầng trong phạm vi mặt bằng đã bàn giao trước ngày 05/12/2023.',
      ['Viễn thông Bắc Giang → 2023-12-05'],
    ],
    [
      'nothing from what is done, what a goal is for, and what a cited paper says',
      'Căn cứ Quyết định số 11/QĐ-UBND ngày 18/02/2023 (hoàn thành chương trình trước 25/5/2023), Sở yêu cầu các trường thực hiện.\n\n1. Công an tỉnh ban hành Đề án (đã hoàn thành trong tháng 4/2023).\n\n2. Các sở tập trung cao độ để trong năm 2023 cơ bản xong công tác đền bù.',
      [],
    ],
    [
      'who is named for a whole list by the line that closes it',
      '1. Phòng dịch\n\n- Tiêm phòng vụ xuân: hoàn thành trước ngày 15/4/2023.\n\n- Phun thuốc khử trùng trước ngày 30/4/2023.\n\nTrạm Thú y huyện chủ trì, UBND các xã tổ chức thực hiện.',
      ['Trạm Thú y huyện → 2023-04-15', 'Trạm Thú y huyện → 2023-04-30'],
    ],
    [
      'no date from what a report covers or what is not to be done, and the date of a line of its own',
      '1. Sở Nội vụ lập danh sách. Thời gian lấy số liệu: từ ngày 01/01/2021 đến ngày 31/3/2023.\n\n2. Sở Y tế hoàn thiện phần mềm.\n\nHoàn thành trong quý II năm 2023.\n\n3. Các trường công khai mức thu, không thu gộp nhiều khoản vào tháng 9.',
      ['Sở Y tế → 2023-06-30'],
    ],
    [
      'one body in several places, places with a dash, and clubs',
      '1. Hội LHPN các huyện Lạc Dương, Đam Rông, Di Linh tổ chức ngày hội trong quý III/2023.\n\n2. UBND thành phố Phan Rang - Tháp Chàm xử lý các điểm tập kết rác trước 31/12/2023.\n\n3. Hằng quý, Câu lạc bộ Nữ doanh nhân tỉnh tổ chức tư vấn cho hội viên.',
      [
        'Hội LHPN các huyện Lạc Dương, Đam Rông, Di Linh → 2023-09-30',
        'UBND thành phố Phan Rang - Tháp Chàm → 2023-12-31',
        'Câu lạc bộ Nữ doanh nhân tỉnh → FREQ=MONTHLY;INTERVAL=3',
      ],
    ],
    [
      'the same who for a further clause without a verb anybody knows, for a person to look at',
      '1. Xóa điểm nguy hiểm: UBND các huyện chỉ đạo khảo sát, lập bản đồ; cắm biển cảnh báo, rào chắn, hoàn thành trong quý III năm 2023.',
      ['UBND các huyện → 2023-09-30'],
    ],
    [
      'a day of the years after as one that comes back, and a stage named beside a period',
      '1. Kế hoạch năm\n\nCác năm tiếp theo, UBND các xã trình kế hoạch trước ngày 31 tháng 01.\n\n2. Sở Nội vụ tổng kết giai đoạn vào tháng 11 năm 2025.',
      ['UBND các xã → FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31', 'Sở Nội vụ → 2025-11-30'],
    ],
    [
      'many named by what they are, councils by what they do, sections by their letters',
      '1. Các tổ chức đảng là đối tượng kiểm tra chuẩn bị báo cáo trước ngày 15/4/2023.\n\n2. Hội đồng xét chọn của ngành họp trước ngày 20/4/2023.\n\n3. Từ năm học 2023 - 2024, phòng GDĐT và các trường trực thuộc báo cáo trước ngày 10/6/2023.',
      [
        'Các tổ chức đảng là đối tượng kiểm tra → 2023-04-15',
        'Hội đồng xét chọn của ngành → 2023-04-20',
        'phòng GDĐT; các trường trực thuộc → 2023-06-10',
      ],
    ],
    [
      'a name after two words of time',
      '1. Hằng tuần, vào chiều thứ Sáu, phòng Văn hóa và Thông tin các huyện cập nhật tiến độ trên phần mềm.',
      ['phòng Văn hóa và Thông tin các huyện → FREQ=WEEKLY;BYDAY=FR'],
    ],
  ])('takes %s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });

  it('keeps apart who leads and who supports in one cell of a table', () => {
    const table = [
      'TT\tNội dung\tPhân công\tThời hạn',
      '1\tXây dựng đề án tái chế\tChủ trì: Sở KH&CN (đặt hàng); Sở NN&MT (chất thải). Phối hợp: Sở Công Thương (lựa chọn doanh nghiệp), các trường đại học.\tQuý IV/2023',
    ].join('\n');
    const { tasks } = readUnderHead(table);
    expect(tasks.map(({ lead, coordinating }) => ({ lead, coordinating }))).toEqual([
      { lead: ['Sở KH&CN', 'Sở NN&MT'], coordinating: ['Sở Công Thương', 'các trường đại học'] },
    ]);
  });

  it('takes names of every kind out of a cell that is a list, a blank cell from above, a row without its number', () => {
    const table = [
      'TT | Tên báo cáo | Đơn vị thực hiện | Thời hạn | Nơi nhận',
      '1 | Báo cáo đầu năm | Phòng GDĐT, trường THPT | 30/9/2023 | Phòng Kế hoạch',
      'Báo cáo giữa năm | Phòng GDĐT, trường THPT | 15/01/2024 | Phòng Kế hoạch',
      '2 | Báo cáo y tế | Trường THPT, TTGDNN-GDTX | 20/10/2023 | Phòng Chính trị',
      '3 | Báo cáo thư viện | | 25/10/2023 | Phòng Chính trị',
    ].join('\n');
    const { tasks } = readUnderHead(table);
    expect(
      tasks.map(({ lead, deadlines }) => `${lead.join('; ')} → ${deadlines[0]?.statedOn ?? ''}`),
    ).toEqual([
      'Phòng GDĐT; trường THPT → 2023-09-30',
      'Phòng GDĐT; trường THPT → 2024-01-15',
      'Trường THPT; TTGDNN-GDTX → 2023-10-20',
      'Trường THPT; TTGDNN-GDTX → 2023-10-25',
    ]);
    expect(tasks.map(({ doubts }) => doubts.includes('lead-inherited'))).toEqual([false, false, false, true]);
  });

  it('lets the Monday after a weekly report come back every week', () => {
    const weekly = 'các xã gửi báo cáo tuần về Phòng Kinh tế trước 16 giờ thứ Sáu hằng tuần';
    const next = 'Phòng Kinh tế tổng hợp, báo cáo Sở Nội vụ trước 10 giờ thứ Hai tuần kế tiếp.';
    expect(duties(`1. Chế độ báo cáo: ${weekly}; ${next}`)).toEqual([
      'các xã → FREQ=WEEKLY;BYDAY=FR',
      'Phòng Kinh tế → FREQ=WEEKLY;BYDAY=MO',
    ]);
    expect(duties(`1. ${next}`)).toEqual(['Phòng Kinh tế → 2023-03-13']);
  });
});

describe('src/intake: where a product goes', () => {
  const routes = (body: string): string[] =>
    readUnderHead(body).tasks.map(
      (task) =>
        `${task.action.slice(0, 12)} → ${task.recipients.join('; ')}${task.via === null ? '' : ` qua ${task.via}`}`,
    );

  it.each([
    [
      'a closing line about the whole list',
      '2. Xử lý trụ sở\n\n- Sở Tài chính thẩm định phương án sắp xếp.\n\n- Sở Xây dựng kiểm định công trình.\n\nCác nhiệm vụ tại điểm 2 này hoàn thành trước ngày 28/4/2023, báo cáo UBND tỉnh qua Sở Tài chính.',
      ['Thẩm định ph → UBND tỉnh qua Sở Tài chính', 'Kiểm định cô → UBND tỉnh qua Sở Tài chính'],
    ],
    [
      'a further clause of the sentence',
      '1. Hạt Kiểm lâm phân công người trực trước ngày 20/11/2023; gửi danh sách về Chi cục Kiểm lâm.',
      ['Phân công ng → Chi cục Kiểm lâm'],
    ],
    [
      'the report before it',
      '1. UBND các xã báo cáo sơ bộ về Sở Nội vụ trước ngày 30/10/2023; báo cáo chính thức chậm nhất ngày 15/12/2023.',
      ['Báo cáo sơ b → Sở Nội vụ', 'Báo cáo chín → Sở Nội vụ'],
    ],
    [
      'a line above that says whom the work advises',
      '1. Sở Y tế\n\n- Tham mưu UBND tỉnh:\n\n+ Đề án phòng kiểm nghiệm, trình trước ngày 30/11/2023.',
      ['Đề án phòng  → UBND tỉnh'],
    ],
    [
      'a column of levels in a table',
      'TT\tĐầu việc\tCơ quan chủ trì\tThời hạn\tCấp trình\n1\tXây dựng bảng hệ số giá đất\tSở Tài chính\tTháng 4/2023\tUBND tỉnh',
      ['Xây dựng bản → UBND tỉnh'],
    ],
  ])('reads %s', (_, body, expected) => {
    expect(routes(body)).toEqual(expected);
  });
});
