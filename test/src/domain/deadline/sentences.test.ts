import { describe, expect, it } from 'vitest';
import { findDeadlines } from '../../../../src/domain/deadline/index.js';

/**
 * Sentences and cells, and what is found in them for a paper of 02/6/2022: {phrase: meaning} for deadlines (standing
 * adverbs left out), <reason> for what is passed over. Line and cell breaks are written `\n` and `\t`.
 */
const sentences = `
Sở Y tế chủ trì xây dựng báo cáo, trình UBND tỉnh trước ngày 15/7/2022 và gửi Tỉnh ủy trước ngày 25/7/2022. => {trước ngày 15/7/2022: date 2022-07-15 before} {trước ngày 25/7/2022: date 2022-07-25 before}
Các đơn vị gửi báo cáo trước 09 giờ 00, các ngày 02/02, 04/02, 06/02 => {trước 09 giờ 00, các ngày 02/02: date 2023-02-02 09:00 before ?} {04/02: date 2023-02-04 09:00 before ?} {06/02: date 2023-02-06 09:00 before ?}
Thực hiện Nghị quyết số 41-NQ/TW ngày 10/10/2023 của Bộ Chính trị, các sở báo cáo trước ngày 30/11/2023. => {trước ngày 30/11/2023: date 2023-11-30 before} <citation>
Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2022 và Công văn số 77/SNV-VP ngày 10 tháng 02 năm 2022 => <citation> <citation>
Hằng năm, các cơ quan, đơn vị gửi báo cáo về Sở Nội vụ trước ngày 15/11 để tổng hợp. => {trước ngày 15/11: recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15 before}
Hằng tháng, Sở Tài chính tổng hợp, báo cáo UBND tỉnh trước ngày 25. => {trước ngày 25: recurring FREQ=MONTHLY;BYMONTHDAY=25 before}
Định kỳ 6 tháng, năm, các sở báo cáo kết quả về Sở Nội vụ (trước ngày 15/6 và 15/12). => {Định kỳ 6 tháng, năm: recurring FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY} {trước ngày 15/6 và 15/12: recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15 before ?}
Định kỳ hằng quý (trước ngày 20 của tháng cuối quý), hằng năm (trước ngày 15/12), các đơn vị báo cáo. => {Định kỳ hằng quý (trước ngày 20 của tháng cuối quý), hằng năm (trước ngày 15/12): recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before}
Tổ chức Lễ ra quân ngày 15/7/2022 tại thành phố. => {ngày 15/7/2022: date 2022-07-15}
Tổ chức mít tinh kỷ niệm 75 năm Ngày Thương binh - Liệt sĩ (27/7/1947 - 27/7/2022). => <period>
Đơn vị báo cáo kết quả 6 tháng đầu năm 2022 trước ngày 20/6/2022. => {trước ngày 20/6/2022: date 2022-06-20 before} <period>
Báo cáo tháng gửi trước ngày 25 hằng tháng, báo cáo quý gửi trước ngày 25 tháng cuối quý, báo cáo năm gửi trước ngày 15/12 hằng năm. => {trước ngày 25 hằng tháng: recurring FREQ=MONTHLY;BYMONTHDAY=25 before} {trước ngày 25 tháng cuối quý: recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25 before} {trước ngày 15/12 hằng năm: recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before}
Số liệu báo cáo tính từ ngày 15/12/2021 đến ngày 14/6/2022. => <period>
Thời gian chốt số liệu: từ ngày 15 tháng trước đến ngày 14 của tháng thuộc kỳ báo cáo. => <period>
Phấn đấu đến năm 2025 có 90% xã đạt chuẩn; hoàn thành trước ngày 31/12/2022. => {trước ngày 31/12/2022: date 2022-12-31 before} <horizon>
Kế hoạch phát triển đến năm 2030, tầm nhìn đến năm 2045 (hoàn thành trước ngày 15/9/2024). => {trước ngày 15/9/2024: date 2024-09-15 before} <horizon> <horizon>
Tại cuộc họp ngày 15/5/2022, Chủ tịch UBND tỉnh giao Sở Nội vụ báo cáo trước ngày 10/6/2022. => {trước ngày 10/6/2022: date 2022-06-10 before} <period>
Sau khi được phê duyệt, Sở Xây dựng triển khai trong vòng 10 ngày làm việc kể từ ngày nhận được quyết định. => {Sau khi được phê duyệt: event -} {trong vòng 10 ngày làm việc kể từ ngày nhận được quyết định: relative -}
Trong thời hạn 05 ngày làm việc, kể từ ngày nhận được hồ sơ hợp lệ, Sở Y tế thẩm định, trình UBND tỉnh. => {Trong thời hạn 05 ngày làm việc, kể từ ngày nhận được hồ sơ hợp lệ: relative -}
Báo cáo định kỳ hằng tháng, quý, 6 tháng, năm và đột xuất khi có yêu cầu. => {Báo cáo định kỳ hằng tháng, quý, 6 tháng, năm: recurring FREQ=MONTHLY|FREQ=MONTHLY;INTERVAL=3|FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY} {đột xuất khi có yêu cầu: event -}
1. Sở A\\tQuý II/2022\\tSở B => {Quý II/2022: window 2022-06-30}
2.\\tHọp lần 1\\tTrước ngày 30/6/2022\\tVăn phòng => {Trước ngày 30/6/2022: date 2022-06-30 before}
Tháng 6,7,8/2022 => {Tháng 6,7,8/2022: window 2022-08-31}
quý I, quý III năm 2023 => {quý I: window 2023-03-31} {quý III năm 2023: window 2023-09-30}
Khen thưởng 02 tập thể, 03 cá nhân trong quý III/2022; mỗi đơn vị 01 báo cáo dài 10-15 trang. => {trong quý III/2022: window 2022-09-30}
Tỷ lệ hộ nghèo giảm bình quân hằng năm 1,5%. => <period>
Trong năm 2022, hoàn thành 100% kế hoạch vốn. => {Trong năm 2022: window 2022-12-31}
Năm 2022, Sở Y tế tổ chức 03 lớp tập huấn. => {Năm 2022: window 2022-12-31}
Quý IV năm 2022, tiến hành tổng kết. => {Quý IV năm 2022: window 2022-12-31}
Hội nghị tổ chức vào tháng 10 năm 2022 (dự kiến ngày 15/10/2022). => {vào tháng 10 năm 2022: window 2022-10-31} {dự kiến ngày 15/10/2022: date 2022-10-15 ?}
Điện thoại 0912.345.678, trước ngày 5/7/2022. => {trước ngày 5/7/2022: date 2022-07-05 before}
Số điện thoại: 0238.3844.522; email a@b.vn => 
Thông tư số 01/2022/TT-BNV có hiệu lực từ ngày 01/7/2022. => <period>
Đại hội diễn ra trong 02 ngày, 15/9/2022 và 16/9/2022. => {15/9/2022: date 2022-09-15} {16/9/2022: date 2022-09-16}
Sở Nội vụ (Chủ trì); thời gian: tháng 7/2022 => {tháng 7/2022: window 2022-07-31}
Đề nghị các cơ quan gửi danh sách về Ban Tổ chức trước 16 giờ 00 phút, ngày\\n20 tháng 6 năm 2022 để tổng hợp. => {trước 16 giờ 00 phút, ngày 20 tháng 6 năm 2022: date 2022-06-20 16:00 before}
Ủy ban nhân dân các huyện báo cáo về Sở trước ngày\\n\\n28 tháng\\n12 năm 2022. => {trước ngày 28 tháng 12 năm 2022: date 2022-12-28 before}
đồng chí Nguyễn Văn A, sinh năm 1975 => 
từ nguồn kinh phí năm 2022 => 
Dự toán ngân sách năm 2023 => 
Luật số 63/2020/QH14 ngày 19/11/2020; Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 (được sửa đổi tại Nghị định số 154/2020/NĐ-CP ngày 31/12/2020) => <citation> <citation> <citation>
báo cáo theo quy định tại Điều 5 Quy chế số 03/QC ngày 01/02/2020 => <citation>
Trước ngày 15/6 đối với báo cáo 6 tháng và trước ngày 15/12 đối với báo cáo năm => {Trước ngày 15/6: date 2022-06-15 before ?} {trước ngày 15/12: date 2022-12-15 before ?}
Trước ngày 15/6 đối với báo cáo 6 tháng và trước ngày 15/12 đối với báo cáo năm hằng năm => {Trước ngày 15/6: recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15 before ?} {trước ngày 15/12: recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before ?}
Hai bên ký kết ngày 15 tháng 3 năm 2021 => <period>
Thời gian tổ chức: 02 ngày (từ ngày 10 đến ngày 11/8/2022) => {từ ngày 10 đến ngày 11/8/2022: window 2022-08-11}
Thời gian: 08h00, ngày 10/8/2022 (thứ Tư). => {08h00, ngày 10/8/2022 (thứ Tư): date 2022-08-10 08:00}
Thời gian: từ 8 giờ 00 đến 11 giờ 30 ngày 10/8/2022 => {đến 11 giờ 30 ngày 10/8/2022: date 2022-08-10 11:30}
Các đơn vị nghiêm túc thực hiện, kịp thời báo cáo khó khăn, vướng mắc. => 
Giao Sở Tư pháp thẩm định trong tháng 6/2022, trình trong tháng 7/2022. => {trong tháng 6/2022: window 2022-06-30} {trong tháng 7/2022: window 2022-07-31}
thực hiện từ tháng 6/2022 đến hết tháng 12/2022 => {từ tháng 6/2022 đến hết tháng 12/2022: window 2022-12-31}
chậm nhất 15 ngày trước khi kết thúc năm => {chậm nhất 15 ngày trước khi kết thúc năm: relative -}
giữ nguyên mức hỗ trợ 2/3 kinh phí trong 02 năm 2022 và 2023 => 
thành phố Việt Trì, 15 xã => 
Nghị quyết Đại hội Đảng bộ tỉnh nhiệm kỳ 2020 - 2025 => <horizon>
Ngày 20/6/2022: họp Ban Chỉ đạo; ngày 25/6/2022: trình dự thảo. => {Ngày 20/6/2022: date 2022-06-20} {ngày 25/6/2022: date 2022-06-25}
Tuần 1 tháng 7/2022: khảo sát; tuần 3 tháng 7/2022: báo cáo. => {Tuần 1 tháng 7/2022: window 2022-07-07 ?} {tuần 3 tháng 7/2022: window 2022-07-21 ?}
mỗi năm 01 lần vào quý IV => {mỗi năm 01 lần vào quý IV: recurring FREQ=YEARLY;BYMONTH=12}
ít nhất 02 hội nghị/năm => 
thời hạn báo cáo: chậm nhất ngày 20 tháng cuối kỳ báo cáo => {chậm nhất ngày 20 tháng cuối kỳ báo cáo: recurring - ?}
trước ngày 30/6 hàng năm đối với cấp xã, trước ngày 15/7 hàng năm đối với cấp huyện => {trước ngày 30/6 hàng năm: recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30 before} {trước ngày 15/7 hàng năm: recurring FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=15 before}
Số: 15/BC-UBND => 
Lưu: VT, TH (15b). => 
`;

function shown(text: string): string {
  const { found, lookAlikes } = findDeadlines(text, { issuedOn: '2022-06-02', beforeMeans: 'strict' });
  const phrases = found
    .filter(({ deadline }) => deadline.kind !== 'standing')
    .map(({ deadline, start, end }) => {
      const { kind, rrule, statedOn, dueTime, inclusive, confidence } = deadline;
      const parts = [
        kind,
        rrule ?? statedOn ?? '-',
        dueTime,
        inclusive ? '' : 'before',
        confidence < 0.7 ? '?' : '',
      ];
      return `{${text.slice(start, end).replace(/\s+/g, ' ')}: ${parts.filter(Boolean).join(' ')}}`;
    });
  return [...phrases, ...lookAlikes.map((look) => `<${look.reason}>`)].join(' ');
}

const lines = sentences
  .trim()
  .split('\n')
  .map((line) => {
    const [text = '', meaning = ''] = line.split(' =>');
    return [text.replaceAll('\\n', '\n').replaceAll('\\t', '\t'), meaning.trim()] as const;
  });

describe('src/domain/deadline: sentences', () => {
  it.each(lines)('finds in “%s” what it orders', (text, meaning) => {
    expect(shown(text)).toBe(meaning);
  });
});
