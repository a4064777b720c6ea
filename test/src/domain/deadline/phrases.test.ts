import { describe, expect, it } from 'vitest';
import { readDeadline } from '../../../../src/domain/deadline/index.js';

/**
 * Phrases of the deadline language and what each means, for a paper of Thursday 02/6/2022, read strictly:
 * kind, stated day or rule, `from=` first day of a window, hour, `before` when the stated day is left out,
 * `?` when a person has to look, [anchor|amount|unit] of what is counted from something. A line break is written `\n`.
 */
const issuedOn = '2022-06-02';

function shown(text: string): string {
  const found = readDeadline(text.replaceAll('\\n', '\n'), { issuedOn, beforeMeans: 'strict' });
  if (found === null) return 'none';
  const { kind, rrule, statedOn, from, dueTime, inclusive, confidence, anchor } = found;
  return [
    kind,
    rrule ?? statedOn ?? '-',
    from === null ? '' : `from=${from}`,
    dueTime ?? '',
    inclusive ? '' : 'before',
    confidence < 0.7 ? '?' : '',
    anchor === undefined ? '' : `[${anchor.text}|${anchor.amount ?? ''}|${anchor.unit ?? ''}]`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Lines `phrase => meaning`. */
const linesOf = (table: string): [string, string][] =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [phrase = '', meaning = ''] = line.split(' => ');
      return [phrase, meaning];
    });

/** Days, with and without an hour. */
const days = `
trước ngày 15 tháng 9 năm 2022 => date 2022-09-15 before
Trước ngày 15/9 => date 2022-09-15 before ?
trước ngày 15/3 => date 2023-03-15 before ?
chậm nhất ngày 20/7/2022 => date 2022-07-20
chậm nhất là ngày 20/7/2022 => date 2022-07-20
muộn nhất vào ngày 20-7-2022 => date 2022-07-20
đến hết ngày 30.6.2022 => date 2022-06-30
hạn cuối: 30/6/2022 => date 2022-06-30
hạn chót ngày 30/6/2022 => date 2022-06-30
trong ngày 05/7/2022 => date 2022-07-05
vào ngày 05/7/2022 => date 2022-07-05
Ngày 05/7/2022 => date 2022-07-05
05/7/2022 => date 2022-07-05
15/9 => date 2022-09-15 ?
trước 16h00 ngày 15/7/2022 => date 2022-07-15 16:00 before
trước 16 giờ 30 phút ngày 15/7/2022 => date 2022-07-15 16:30 before
trước 16h30 ngày 15 tháng 7 năm 2022 => date 2022-07-15 16:30 before
chậm nhất 17 giờ ngày 15/7/2022 => date 2022-07-15 17:00
trước 17h00, thứ Sáu, ngày 15/7/2022 => date 2022-07-15 17:00 before
trước 17h00 thứ Năm ngày 15/7/2022 => date 2022-07-15 17:00 before ?
thứ Sáu, ngày 15/7/2022 => date 2022-07-15
trước ngày 15/7/2022 (thứ Sáu) => date 2022-07-15 before
ngày 15/7/2022 lúc 14 giờ => date 2022-07-15 14:00
trước ngày 15/7/2022, 16 giờ 00 => date 2022-07-15 16:00 before
lúc 8 giờ 00 ngày 15/7/2022 => date 2022-07-15 08:00
trước 24 giờ ngày 30/6/2022 => date 2022-06-30 24:00 before
8 giờ sáng ngày 15/7/2022 => date 2022-07-15 08:00
trước 4 giờ chiều ngày 15/7/2022 => date 2022-07-15 16:00 before
cuối quý III/2022 => date 2022-09-30
đầu quý IV năm 2022 => date 2022-10-01 ?
đầu tháng 7/2022 => date 2022-07-01 ?
giữa tháng 7/2022 => date 2022-07-15 ?
cuối tháng 7/2022 => date 2022-07-31
trước cuối tháng 7/2022 => date 2022-07-31 before
cuối năm 2022 => date 2022-12-31
giữa năm 2023 => date 2023-06-30 ?
đầu năm 2023 => date 2023-01-01 ?
cuối năm => date 2022-12-31 ?
hoàn thành trước năm 2025 => date 2025-01-01 before
trước tháng 10/2022 => date 2022-10-01 before
dự kiến ngày 15/10/2022 => date 2022-10-15 ?
trong ngày hôm nay => date 2022-06-02 ?
ngày mai => date 2022-06-03 ?
thứ Sáu tuần sau => date 2022-06-10 ?
trước 17h hôm nay => date 2022-06-02 17:00 before ?
trước ngày 31/6/2022 => date - before ?
trước ngày 29/02/2023 => date - before ?
31/02/2023 => date - ?
trước ngày 15/6/22 => date 2022-06-15 before ?
truoc ngay 15/9/2022 => date 2022-09-15 before
cham nhat ngay 15 thang 9 nam 2022 => date 2022-09-15
trước ngày l5/9/2022 => date 2022-09-15 before ?
trước ngày 1O/9/2022 => date 2022-09-10 before ?
trước ngày 10/9/2O22 => date 2022-09-10 before ?
trước ngày l/9/2022 => date 2022-09-01 before ?
ngày 28\\ntháng 12 năm 2022 => date 2022-12-28
trước\\nngày **15/9/2022** => date 2022-09-15 before
xong trước 30/6/2022 => date 2022-06-30 before
hoàn thành trước ngày 30/6/2022 => date 2022-06-30 before
gửi báo cáo về Sở Nội vụ trước ngày 30/6/2022 để tổng hợp => date 2022-06-30 before
báo cáo UBND tỉnh chậm nhất ngày 25/6/2022 => date 2022-06-25
Thời hạn hoàn thành: 30/6/2022 => date 2022-06-30
không muộn hơn ngày 30/6/2022 => date 2022-06-30
không quá ngày 30/6/2022 => date 2022-06-30
đến ngày 30/6/2022 => date 2022-06-30
tới ngày 30/6/2022 => date 2022-06-30
hết ngày 30/6/2022 => date 2022-06-30
từ nay đến hết ngày 30/6/2022 => date 2022-06-30
từ nay đến cuối năm 2022 => date 2022-12-31
trước ngày 30 tháng 6 => date 2022-06-30 before ?
trước ngày 05 / 7 / 2022 => date 2022-07-05 before
trước ngày 05/07/2022. => date 2022-07-05 before
**Trước ngày 05/7/2022** => date 2022-07-05 before
trước ngày 5-7-2022 => date 2022-07-05 before
trước ngày 5.7.2022 => date 2022-07-05 before
2022-07-05 => date 2022-07-05
trước ngày 2022-07-05 => date 2022-07-05 before
mùng 5 tháng 7 năm 2022 => date 2022-07-05
trước 12 giờ trưa ngày 05/7/2022 => date 2022-07-05 12:00 before
trước 9h ngày 05/7/2022 => date 2022-07-05 09:00 before
trước 9g30 ngày 05/7/2022 => date 2022-07-05 09:30 before
trước 09:30 ngày 05/7/2022 => date 2022-07-05 09:30 before
trước 17 giờ 00 phút, ngày 05/7/2022 => date 2022-07-05 17:00 before
trước 17h00' ngày 05/7/2022 => date 2022-07-05 17:00 before
vào hồi 14 giờ 00 ngày 05/7/2022 => date 2022-07-05 14:00
vào lúc 14h00, ngày 05 tháng 7 năm 2022 => date 2022-07-05 14:00
trước 17h00 (thứ Ba, ngày 05/7/2022) => date 2022-07-05 17:00 before
ngày 05/7/2022 (trước 17 giờ 00) => date 2022-07-05 17:00
trong các ngày 05, 06 và 07/7/2022 => date 2022-07-07 ?
trước ngày 10/01 năm sau => date 2023-01-10 before ?
trước ngày 26/01/2022 (nhằm ngày 24 tháng Chạp năm Tân Sửu) => date 2022-01-26 before
trước ngày 30/6/2022; trước ngày 15/12/2022 => date 2022-12-15 before ?
chậm nhất ngày 31 tháng 3 năm sau => date 2023-03-31 ?
trước ngày 20 tháng 11 năm 2022 (qua Sở Nội vụ) => date 2022-11-20 before
đến hết 31/12/2025 => date 2025-12-31
31/12/2025 => date 2025-12-31
từ 8h00 đến 17h00 ngày 15/3/2024 => date 2024-03-15 17:00
8h00 - 11h30 ngày 15/3/2024 => date 2024-03-15 11:30
cuối tháng 7, đầu tháng 8/2022 => date 2022-08-01 ?
gia hạn đến ngày 30/6/2022 => date 2022-06-30
trước 0h ngày 01/7/2022 => date 2022-07-01 00:00 before
trước ngày15/6/2022 => date 2022-06-15 before
Trước ngày15 tháng6 năm2022 => date 2022-06-15 before
ngày l5 tháng l0 năm 2022 => date 2022-10-15 ?
trước ngày 3O/6/2022 => date 2022-06-30 before ?
trước ngày 15/ 6/2022 => date 2022-06-15 before
trước ngày 15 /6 /2022 => date 2022-06-15 before
truớc ngày 15/6/2022 => date 2022-06-15 before
Trước ngày: 30/6/2022 => date 2022-06-30 before
Ngày hoàn thành: 30/6/2022 => date 2022-06-30
đầu tuần sau => date 2022-06-06 ?
cuối tuần này => date 2022-06-03 ?
Trong ngày 30/6/2022 (trước 16h) => date 2022-06-30 16:00
16 giờ ngày 30/6/2022 => date 2022-06-30 16:00
16h30 ngày 30/6 => date 2022-06-30 16:30 ?
trước 16h ngày 30/6 => date 2022-06-30 16:00 before ?
trước ngày 15/9/2022 và trước ngày 15/12/2022 => date 2022-12-15 before ?
TRƯỚC NGÀY 15/9/2022 => date 2022-09-15 before
truoc 16h30 ngay 15/7/2022 => date 2022-07-15 16:30 before
cuoi nam 2022 => date 2022-12-31
trước ngày 15/6 đối với báo cáo 6 tháng và trước ngày 15/12 đối với báo cáo năm => date 2022-12-15 before ?
chậm nhất 10h00' ngày 27/7/2022 => date 2022-07-27 10:00
trước ngày 20.7.2022 => date 2022-07-20 before
trước 16h ngày 22/7/2022 => date 2022-07-22 16:00 before
Họp vào 8 giờ, thứ Tư, ngày 05/10/2022 => date 2022-10-05 08:00
trong hôm nay => date 2022-06-02 ?
cần hoàn thành trước ngày 20 => date 2022-06-20 before ?
trước 17 giờ thứ Sáu (15/7/2022) => date 2022-07-15 17:00 before
cuối tháng => date 2022-06-30 ?
trước 11h30' ngày 30 tháng 6 năm 2022 (thứ Năm) => date 2022-06-30 11:30 before
lúc 14 giờ 00 phút, ngày 30/6/2022, tại Hội trường => date 2022-06-30 14:00
trước ngày 30/6/2022 (thứ Sáu) => date 2022-06-30 before ?
trước ngày 30/6/2022 hoặc khi có yêu cầu => date 2022-06-30 before
trước 31.12.2022 => date 2022-12-31 before
đến 31/12/2022 => date 2022-12-31
30/4 => date 2023-04-30 ?
`;

/** Months, quarters, halves, years, ranges and open beginnings. */
const windows = `
từ ngày 01/7/2022 đến ngày 15/7/2022 => window 2022-07-15 from=2022-07-01
từ 01/7 đến 15/7/2022 => window 2022-07-15 from=2022-07-01
từ ngày 10 đến ngày 15/7/2022 => window 2022-07-15 from=2022-07-10
từ ngày 10 đến 15 tháng 7 năm 2022 => window 2022-07-15 from=2022-07-10
ngày 10-15/7/2022 => window 2022-07-15 from=2022-07-10
10/7 - 15/7/2022 => window 2022-07-15 from=2022-07-10
01/7/2022 - 15/7/2022 => window 2022-07-15 from=2022-07-01
từ ngày 20/12/2022 đến 10/01/2023 => window 2023-01-10 from=2022-12-20
từ 20/12 đến 10/01/2023 => window 2023-01-10 from=2022-12-20
từ tháng 6 đến tháng 8/2022 => window 2022-08-31 from=2022-06-01
tháng 6 - 8/2022 => window 2022-08-31 from=2022-06-01
tháng 6 đến tháng 8 năm 2022 => window 2022-08-31 from=2022-06-01
từ quý III/2022 đến quý I/2023 => window 2023-03-31 from=2022-07-01
quý III - IV/2022 => window 2022-12-31 from=2022-07-01
quý III, IV năm 2022 => window 2022-12-31 from=2022-07-01
quý I, II/2024 => window 2024-06-30 from=2024-01-01
Quý I và quý II năm 2024 => window 2024-06-30 from=2024-01-01
Q3/2022 => window 2022-09-30 from=2022-07-01
quý 4/2022 => window 2022-12-31 from=2022-10-01
quý Ill/2022 => window 2022-09-30 from=2022-07-01 ?
quý III => window 2022-09-30 from=2022-07-01 ?
tháng 12 năm nay => window 2022-12-31 from=2022-12-01 ?
trong tháng 7 => window 2022-07-31 from=2022-07-01 ?
7/2022 => window 2022-07-31 from=2022-07-01
trong 7/2022 => window 2022-07-31 from=2022-07-01
tháng 7 và tháng 8/2022 => window 2022-08-31 from=2022-07-01
Tháng 7-8/2022 => window 2022-08-31 from=2022-07-01
tuần đầu tháng 7/2022 => window 2022-07-07 from=2022-07-01 ?
tuần cuối tháng 7/2022 => window 2022-07-31 from=2022-07-25 ?
trung tuần tháng 7/2022 => window 2022-07-20 from=2022-07-11 ?
trong 10 ngày đầu tháng 3/2022 => window 2022-03-10 from=2022-03-01
15 ngày đầu quý II năm 2022 => window 2022-04-15 from=2022-04-01
05 ngày làm việc đầu tiên của tháng 4/2022 => window 2022-04-05 from=2022-04-01 ?
hạ tuần tháng 7 năm 2022 => window 2022-07-31 from=2022-07-21 ?
đến hết tháng 9/2022 => window 2022-09-30
hết quý III/2022 => window 2022-09-30
6 tháng đầu năm 2023 => window 2023-06-30 from=2023-01-01
6 tháng cuối năm 2022 => window 2022-12-31 from=2022-07-01
sáu tháng cuối năm => window 2022-12-31 from=2022-07-01 ?
9 tháng năm 2022 => window 2022-09-30 from=2022-01-01
9 tháng đầu năm 2022 => window 2022-09-30 from=2022-01-01
năm 2023 => window 2023-12-31 from=2023-01-01
2023 => window 2023-12-31 from=2023-01-01
trong năm 2023 => window 2023-12-31 from=2023-01-01
trong năm nay => window 2022-12-31 from=2022-01-01 ?
hoàn thành đến năm 2025 => window 2025-12-31 ?
dự kiến tháng 10/2022 => window 2022-10-31 from=2022-10-01 ?
dự kiến quý IV => window 2022-12-31 from=2022-10-01 ?
trong tuần này => window 2022-06-05 from=2022-05-30 ?
trong tháng này => window 2022-06-30 from=2022-06-01 ?
tháng sau => window 2022-07-31 from=2022-07-01 ?
trong quy III nam 2022 => window 2022-09-30 from=2022-07-01
6 thang dau nam 2023 => window 2023-06-30 from=2023-01-01
Thời gian thực hiện: Quý III/2022 => window 2022-09-30 from=2022-07-01
Thời gian: Năm 2022 => window 2022-12-31 from=2022-01-01
Thời gian hoàn thành: 2022-2023 => window 2023-12-31 from=2022-01-01 ?
Hoàn thành trong tháng 8/2022 => window 2022-08-31 from=2022-08-01
Hoàn thành trong quý 3 năm 2022 => window 2022-09-30 from=2022-07-01
quý II và quý IV năm 2022 => window 2022-12-31 from=2022-04-01 ?
tháng 7, tháng 8 năm 2022 => window 2022-08-31 from=2022-07-01
tháng 12/2022, 01/2023 => window 2023-01-31 from=2022-12-01
từ tháng 12/2022 đến tháng 2/2023 => window 2023-02-28 from=2022-12-01
từ tháng 12 đến tháng 2/2023 => window 2023-02-28 from=2022-12-01
Từ quý III/2022 => window - from=2022-07-01 ?
từ ngày 01/7/2022 => window - from=2022-07-01 ?
bắt đầu từ tháng 7/2022 => window - from=2022-07-01 ?
sau ngày 15/7/2022 => window - from=2022-07-16 ?
nửa đầu năm 2023 => window 2023-06-30 from=2023-01-01
nửa cuối tháng 7/2022 => window 2022-07-31 from=2022-07-16
3 tháng đầu năm 2023 => window 2023-03-31 from=2023-01-01
tháng Bảy năm 2022 => window 2022-07-31 from=2022-07-01
tháng mười hai năm 2022 => window 2022-12-31 from=2022-12-01
quý bốn năm 2022 => window 2022-12-31 from=2022-10-01
Quý IV-2022 => window 2022-12-31 from=2022-10-01
quý IV, năm 2022 => window 2022-12-31 from=2022-10-01
Quí III/2022 => window 2022-09-30 from=2022-07-01
đầu quý III đến cuối quý IV/2022 => window 2022-12-31 from=2022-07-01 ?
Từ tháng 1/2010 thực hiện rà soát, nghiệm thu trước 30/9/2010 => window 2010-09-30 from=2010-01-01 before
tuần thứ hai của tháng 7/2022 => window 2022-07-14 from=2022-07-08 ?
hết năm 2024 => window 2024-12-31
Quý 1/2024 => window 2024-03-31 from=2024-01-01
Q.III/2022 => window 2022-09-30 from=2022-07-01
QIII/2022 => window 2022-09-30 from=2022-07-01
Quý I - 2024 => window 2024-03-31 from=2024-01-01
tháng 3/2024 - tháng 5/2024 => window 2024-05-31 from=2024-03-01
từ 01/3/2024 - 30/4/2024 => window 2024-04-30 from=2024-03-01
Từ 01-15/3/2024 => window 2024-03-15 from=2024-03-01
từ ngày 15/3 - 20/3/2024 => window 2024-03-20 from=2024-03-15
ngay trong tháng 7/2022 => window 2022-07-31 from=2022-07-01
ngay trong quý III => window 2022-09-30 from=2022-07-01 ?
năm 2022, 2023 => window 2023-12-31 from=2022-01-01
năm 2022 và năm 2023 => window 2023-12-31 from=2022-01-01
Quý III/2022 - Quý IV/2022 => window 2022-12-31 from=2022-07-01
quỷ III/2022 => window 2022-09-30 from=2022-07-01 ?
thảng 7/2022 => window 2022-07-31 from=2022-07-01 ?
T7/2022 => window 2022-07-31 from=2022-07-01
T10/2022 => window 2022-10-31 from=2022-10-01
Kể từ ngày 01/7/2022 => window - from=2022-07-01 ?
trong quý này => window 2022-06-30 from=2022-04-01 ?
ngày 15 tháng 7 - ngày 20 tháng 7 năm 2022 => window 2022-07-20 from=2022-07-15
từ năm 2022 => window - from=2022-01-01 ?
từ năm 2022 đến năm 2025 => window 2025-12-31 from=2022-01-01 ?
QUÝ IV/2022 => window 2022-12-31 from=2022-10-01
quy iv/2022 => window 2022-12-31 from=2022-10-01
6 thang cuoi nam 2022 => window 2022-12-31 from=2022-07-01
hoan thanh trong nam 2022 => window 2022-12-31 from=2022-01-01
từ ngày 25/7/2022 đến 18h00 ngày 05/8/2022 => window 2022-08-05 from=2022-07-25 18:00
chậm nhất trong quý III/2022 => window 2022-09-30
ngày 15 - 16/7/2022 => window 2022-07-16 from=2022-07-15
sau 17h00 ngày 30/6/2022 => window - from=2022-07-01 ?
30/6/2022 - 31/7/2022 => window 2022-07-31 from=2022-06-30
từ 15/6 => window - from=2022-06-15 ?
Trong quý II và quý III năm 2022 => window 2022-09-30 from=2022-04-01
Tháng 9 => window 2022-09-30 from=2022-09-01 ?
tháng 5 => window 2023-05-31 from=2023-05-01 ?
`;

/** What comes back. */
const recurring = `
hằng năm => recurring FREQ=YEARLY
hàng quý => recurring FREQ=MONTHLY;INTERVAL=3
hằng tuần => recurring FREQ=WEEKLY
hằng ngày => recurring FREQ=DAILY
mỗi tháng => recurring FREQ=MONTHLY
mỗi năm một lần => recurring FREQ=YEARLY
mỗi năm 02 lần => recurring FREQ=MONTHLY;INTERVAL=6
thường niên => recurring FREQ=YEARLY
định kỳ hàng tháng => recurring FREQ=MONTHLY
định kỳ 6 tháng một lần => recurring FREQ=MONTHLY;INTERVAL=6
định kỳ 6 tháng, năm => recurring FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY
định kỳ quý, 6 tháng, 9 tháng và năm => recurring FREQ=MONTHLY;INTERVAL=3|FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY;BYMONTH=9|FREQ=YEARLY
6 tháng/lần => recurring FREQ=MONTHLY;INTERVAL=6
3 tháng một lần => recurring FREQ=MONTHLY;INTERVAL=3
hai tuần một lần => recurring FREQ=WEEKLY;INTERVAL=2
01 lần/tháng => recurring FREQ=MONTHLY
02 kỳ/tháng => recurring FREQ=MONTHLY
3 buổi/tuần => recurring FREQ=WEEKLY ?
vào tuần cuối của tháng cuối quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1 ?
định kỳ cuối mỗi học kỳ => recurring - ?
cuối năm học => event - [cuối năm học||]
trong 24-48 giờ sau khi nước rút => relative - [nước rút|2|day]
đợt đầu trong tháng 7/2022 => window 2022-07-31 from=2022-07-01
4 lần/năm => recurring FREQ=MONTHLY;INTERVAL=3
một năm hai lần => recurring FREQ=MONTHLY;INTERVAL=6
5 năm một lần => recurring FREQ=YEARLY;INTERVAL=5
ngày 25 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=25
trước ngày 25 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=25 before
trước ngày 25 của tháng => recurring FREQ=MONTHLY;BYMONTHDAY=25 before
ngày 05 và ngày 20 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=5,20
ngày 05 tháng sau => recurring FREQ=MONTHLY;BYMONTHDAY=5
trước ngày 05 tháng kế tiếp => recurring FREQ=MONTHLY;BYMONTHDAY=5 before
trước ngày 05 của tháng liền kề => recurring FREQ=MONTHLY;BYMONTHDAY=5 before
hằng tháng, trước ngày 25 => recurring FREQ=MONTHLY;BYMONTHDAY=25 before
hằng tháng (trước ngày 25) => recurring FREQ=MONTHLY;BYMONTHDAY=25 before
trước ngày 15 tháng cuối quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15 before
trước ngày 15 của tháng cuối quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15 before
ngày 10 tháng đầu quý sau => recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10
ngày 10 của tháng đầu tiên quý tiếp theo => recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10
hằng quý trước ngày 20 tháng cuối quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20 before
trước ngày 15/6 và 15/12 hằng năm => recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15 before
trước ngày 15/6 và trước ngày 15/12 hàng năm => recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15 before
trước ngày 10/6 và 15/12 hằng năm => recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before
trước ngày 01 tháng 12 của năm trước => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1 before ?
trước ngày 30 tháng 11 hằng năm => recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30 before
hằng năm, trước ngày 15/12 => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before
hằng năm (trước ngày 15/12) => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before
tháng 12 hằng năm => recurring FREQ=YEARLY;BYMONTH=12
quý IV hàng năm => recurring FREQ=YEARLY;BYMONTH=12
cuối tháng 5, cuối tháng 11 hàng năm => recurring FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=-1
vào tháng 6 và tháng 12 hàng năm => recurring FREQ=YEARLY;BYMONTH=6,12
02 lần/năm (trước ngày 15/6 và trước ngày 15/12) => recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15 before
định kỳ 6 tháng (trước ngày 15/6), hằng năm (trước ngày 15/12) => recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before
6 tháng (trước ngày 15/6) và năm (trước ngày 15/12) => recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before
trước ngày 15 tháng cuối kỳ báo cáo 6 tháng, 9 tháng, năm => recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15|FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=15|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before
thứ Sáu hằng tuần => recurring FREQ=WEEKLY;BYDAY=FR
trước 15h thứ Năm hàng tuần => recurring FREQ=WEEKLY;BYDAY=TH 15:00 before
trước 15h00 ngày thứ Năm hàng tuần => recurring FREQ=WEEKLY;BYDAY=TH 15:00 before
chiều thứ 6 hàng tuần => recurring FREQ=WEEKLY;BYDAY=FR
thứ Hai, thứ Năm hằng tuần => recurring FREQ=WEEKLY;BYDAY=MO,TH
Chủ nhật hằng tuần => recurring FREQ=WEEKLY;BYDAY=SU
hằng tuần vào thứ Sáu => recurring FREQ=WEEKLY;BYDAY=FR
hằng tuần (trước 16 giờ thứ Năm) => recurring FREQ=WEEKLY;BYDAY=TH 16:00 before
trước 16h00 hằng ngày => recurring FREQ=DAILY 16:00 before
hằng ngày trước 16 giờ => recurring FREQ=DAILY 16:00 before
ngày 31/12 hàng năm => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31
ngày cuối cùng của tháng => recurring FREQ=MONTHLY;BYMONTHDAY=-1
cuối mỗi tháng => recurring FREQ=MONTHLY;BYMONTHDAY=-1
cuối mỗi quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1
ngay từ đầu mỗi năm học => recurring FREQ=YEARLY ?
cuối mỗi năm học => recurring FREQ=YEARLY ?
cuối hằng năm => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1
thường xuyên, định kỳ => recurring - ?
hang nam => recurring FREQ=YEARLY
dinh ky 6 thang => recurring FREQ=MONTHLY;INTERVAL=6
truoc ngay 25 hang thang => recurring FREQ=MONTHLY;BYMONTHDAY=25 before
thu sau hang tuan => recurring FREQ=WEEKLY;BYDAY=FR
hàng tháng, hàng quý, 6 tháng và hàng năm => recurring FREQ=MONTHLY|FREQ=MONTHLY;INTERVAL=3|FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY
báo cáo tháng, quý, năm => recurring FREQ=MONTHLY|FREQ=MONTHLY;INTERVAL=3|FREQ=YEARLY
báo cáo định kỳ (quý, 6 tháng, năm) => recurring FREQ=MONTHLY;INTERVAL=3|FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY
định kỳ hằng quý, 6 tháng, năm => recurring FREQ=MONTHLY;INTERVAL=3|FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY
định kỳ hằng năm và đột xuất khi có yêu cầu => recurring FREQ=YEARLY
định kỳ trước ngày 20 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=20 before
Định kỳ 6 tháng (trước ngày 20/6), 01 năm (trước ngày 20/12) => recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20 before
chậm nhất ngày 20 hàng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=20
trước ngày 20 của tháng cuối mỗi quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20 before
chậm nhất vào ngày 25 của tháng cuối kỳ báo cáo quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25
trước ngày 10 của tháng đầu quý tiếp theo => recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10 before
trước ngày 10/01 hàng năm => recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10 before
hằng năm, trước ngày 10/01 năm sau => recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10 before
trước ngày 15/12 của năm báo cáo => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before
trước ngày 01 tháng 12 hằng năm => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1 before
hằng năm vào quý I => recurring FREQ=YEARLY;BYMONTH=3
hằng năm vào tháng 11 => recurring FREQ=YEARLY;BYMONTH=11
vào cuối năm hằng năm => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1
03 tháng/lần => recurring FREQ=MONTHLY;INTERVAL=3
01 năm/lần => recurring FREQ=YEARLY
1 quý/lần => recurring FREQ=MONTHLY;INTERVAL=3
mỗi quý một lần => recurring FREQ=MONTHLY;INTERVAL=3
mỗi tuần 01 lần => recurring FREQ=WEEKLY
hàng năm ít nhất 02 lần => recurring FREQ=MONTHLY;INTERVAL=6
ít nhất 01 lần/năm => recurring FREQ=YEARLY
tối thiểu 02 lần/năm => recurring FREQ=MONTHLY;INTERVAL=6
định kỳ 5 năm => recurring FREQ=YEARLY;INTERVAL=5
2 năm/lần => recurring FREQ=YEARLY;INTERVAL=2
định kỳ 2 tuần/lần => recurring FREQ=WEEKLY;INTERVAL=2
định kỳ hàng tuần vào chiều thứ Sáu => recurring FREQ=WEEKLY;BYDAY=FR
vào 14h00 thứ Hai hằng tuần => recurring FREQ=WEEKLY;BYDAY=MO 14:00
T6 hằng tuần => recurring FREQ=WEEKLY;BYDAY=FR
CN hằng tuần => recurring FREQ=WEEKLY;BYDAY=SU
thứ 6 hàng tuần => recurring FREQ=WEEKLY;BYDAY=FR
trước 17 giờ hằng ngày => recurring FREQ=DAILY 17:00 before
trước 10h00 thứ Sáu hằng tuần => recurring FREQ=WEEKLY;BYDAY=FR 10:00 before
ngày 01 và 15 hàng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=1,15
1 lần/tuần => recurring FREQ=WEEKLY
hàng tháng vào ngày 20 => recurring FREQ=MONTHLY;BYMONTHDAY=20
vào ngày 20 hàng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=20
ngày làm việc đầu tiên của tháng => recurring FREQ=MONTHLY;BYMONTHDAY=1 ?
trong 05 ngày đầu của tháng => recurring FREQ=MONTHLY;BYMONTHDAY=5 ?
trong 5 ngày đầu mỗi tháng => recurring FREQ=MONTHLY;BYMONTHDAY=5
05 ngày làm việc đầu tiên của mỗi quý => recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5 ?
trong 15 ngày đầu hằng năm => recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15
trước 31/12 hàng năm => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31 before
Thường xuyên hàng năm => recurring FREQ=YEARLY
Hằng năm, thường xuyên => recurring FREQ=YEARLY
định kỳ hàng tháng/quý/năm => recurring FREQ=MONTHLY|FREQ=MONTHLY;INTERVAL=3|FREQ=YEARLY
hàng tháng (quý, năm) => recurring FREQ=MONTHLY|FREQ=MONTHLY;INTERVAL=3|FREQ=YEARLY
tháng, quý, 6 tháng, năm => recurring FREQ=MONTHLY|FREQ=MONTHLY;INTERVAL=3|FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY
6 tháng, năm => recurring FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY
quý, năm => recurring FREQ=MONTHLY;INTERVAL=3|FREQ=YEARLY
6 tháng 1 lần => recurring FREQ=MONTHLY;INTERVAL=6
06 tháng/01 lần => recurring FREQ=MONTHLY;INTERVAL=6
01 lần/06 tháng => recurring FREQ=MONTHLY;INTERVAL=6
hai lần trong năm => recurring FREQ=MONTHLY;INTERVAL=6
nửa năm một lần => recurring FREQ=MONTHLY;INTERVAL=6
tháng 01 hằng năm => recurring FREQ=YEARLY;BYMONTH=1
Từ ngày 15 đến ngày 20 hàng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=20
từ tháng 5 đến tháng 10 hằng năm => recurring FREQ=YEARLY;BYMONTH=10
hàng nãm => recurring FREQ=YEARLY ?
hăng năm => recurring FREQ=YEARLY ?
định kì hằng quý => recurring FREQ=MONTHLY;INTERVAL=3
hàng năm, chậm nhất là ngày 15 tháng 12 => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15
hàng quý, chậm nhất vào ngày 05 của tháng đầu quý sau => recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5
trước ngày 10 tháng cuối quý; trước ngày 05/12 hằng năm => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5 before
báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12 hằng năm => recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 before ?
Hằng năm (trước ngày 10 tháng 12) => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10 before
định kỳ hàng tháng trước ngày 20, hàng quý trước ngày 20 của tháng cuối quý và hàng năm trước ngày 20/12 => recurring FREQ=MONTHLY;BYMONTHDAY=20|FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20 before
trước ngày 20/6 (báo cáo 6 tháng) và trước ngày 20/12 (báo cáo năm) hằng năm => recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20 before ?
trước ngày 20 của tháng cuối kỳ báo cáo => recurring - before ?
vào ngày 15 của các tháng 3, 6, 9, 12 => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15
tháng 3, 6, 9, 12 hằng năm => recurring FREQ=YEARLY;BYMONTH=3,6,9,12
trước ngày 25 các tháng 3, 6, 9 và 12 hàng năm => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25 before
hằng năm đến năm 2025 => recurring FREQ=YEARLY;UNTIL=20251231
trong tháng 11 hằng năm => recurring FREQ=YEARLY;BYMONTH=11
trước 15h00 các ngày thứ Hai, thứ Năm hằng tuần => recurring FREQ=WEEKLY;BYDAY=MO,TH 15:00 before
trước 15 giờ 00 phút thứ Sáu hàng tuần => recurring FREQ=WEEKLY;BYDAY=FR 15:00 before
thứ bảy hằng tuần => recurring FREQ=WEEKLY;BYDAY=SA
sáng thứ Hai hằng tuần => recurring FREQ=WEEKLY;BYDAY=MO
dinh ky hang thang, quy, 6 thang, nam => recurring FREQ=MONTHLY|FREQ=MONTHLY;INTERVAL=3|FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY
truoc ngay 15 thang cuoi quy => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15 before
trước ngày 05 tháng cuối cùng của mỗi quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=5 before
Chậm nhất ngày 15 (mười lăm) của tháng báo cáo => recurring FREQ=MONTHLY;BYMONTHDAY=15
Chậm nhất ngày 06 (sáu) của tháng cuối quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=6
Chậm nhất ngày 06 (sáu) tháng 06 (sáu) đối với báo cáo định kỳ 06 (sáu) tháng => recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=6 ?
Chậm nhất ngày 25 (hai mươi lăm) tháng 11 (mười một) đối với báo cáo định kỳ hằng năm => recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25 ?
Chậm nhất ngày 15 của tháng báo cáo đối với báo cáo định kỳ hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=15
Chậm nhất ngày 06 của tháng cuối quý đối với báo cáo định kỳ hằng quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=6
Chậm nhất là ngày cuối cùng của tháng => recurring FREQ=MONTHLY;BYMONTHDAY=-1
ngày 15 và ngày cuối tháng hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=15,-1
ngày 15 và ngày cuối tháng => recurring FREQ=MONTHLY;BYMONTHDAY=15,-1
vào tuần cuối của quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1 ?
ngày cuối cùng của quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1
chậm nhất là ngày 30 của tháng tiếp sau tháng kết thúc báo cáo => recurring FREQ=MONTHLY;BYMONTHDAY=30
hàng năm chậm nhất là ngày 15 tháng 12 của năm trước => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15
từ ngày 1 đến ngày 5 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=5
Định kỳ từ ngày 1 đến ngày 5 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=5
chậm nhất vào ngày 25 của tháng cuối kỳ báo cáo => recurring - ?
ngày 30 tháng 01 hàng năm => recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=30
2 lần/ngày => recurring FREQ=DAILY ?
năm năm một lần => recurring FREQ=YEARLY;INTERVAL=5
hằng năm, trước ngày 31 tháng 3 năm sau => recurring FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31 before
vào ngày 15 và ngày 30 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=15,30
trước ngày mùng 10 hàng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=10 before
trước ngày 15 tháng 6 và ngày 15 tháng 12 hằng năm => recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15 before
trước ngày 15/6, 15/12 hàng năm => recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15 before
15/6 và 15/12 hằng năm => recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15
trước 30/6 và 31/12 hằng năm => recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31 before
quý I và quý III hàng năm => recurring FREQ=YEARLY;BYMONTH=3,9
hằng năm vào tháng 6, tháng 12 => recurring FREQ=YEARLY;BYMONTH=6,12
hàng năm, vào quý IV => recurring FREQ=YEARLY;BYMONTH=12
từng quý => recurring FREQ=MONTHLY;INTERVAL=3
theo quý => recurring FREQ=MONTHLY;INTERVAL=3
mỗi 6 tháng => recurring FREQ=MONTHLY;INTERVAL=6
cứ 2 tuần một lần => recurring FREQ=WEEKLY;INTERVAL=2
định kỳ mỗi quý => recurring FREQ=MONTHLY;INTERVAL=3
trước tháng 12 hằng năm => recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1 before
hàng tháng, chậm nhất vào ngày cuối tháng => recurring FREQ=MONTHLY;BYMONTHDAY=-1
hằng quý, vào ngày cuối cùng của quý => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1
trước ngày 5 hàng tháng, riêng tháng 12 trước ngày 31/12 => recurring FREQ=MONTHLY;BYMONTHDAY=5 before
thứ hai hằng tuần => recurring FREQ=WEEKLY;BYDAY=MO
`;

/** Lengths counted from something. */
const relative = `
trong vòng 10 ngày kể từ ngày nhận được văn bản => relative - [ngày nhận được văn bản|10|day]
trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ => relative - [ngày nhận đủ hồ sơ|5|workday]
trong vòng mười ngày kể từ ngày ký => relative - ? [ngày ký|10|day]
sau 30 ngày kể từ ngày kết thúc hội nghị => relative - [ngày kết thúc hội nghị|30|day]
trong vòng 03 tháng kể từ ngày có hiệu lực => relative - [ngày có hiệu lực|3|month]
05 ngày làm việc kể từ ngày nhận được đề nghị => relative - [ngày nhận được đề nghị|5|workday]
trong thời hạn 15 (mười lăm) ngày, kể từ ngày nhận được => relative - [ngày nhận được|15|day]
chậm nhất 05 ngày làm việc trước ngày họp => relative - [ngày họp|-5|workday]
trước 03 ngày so với ngày họp => relative - [ngày họp|-3|day]
trước 05 ngày làm việc so với thời điểm tổ chức hội nghị => relative - [thời điểm tổ chức hội nghị|-5|workday]
trước cuộc họp 03 ngày => relative - [cuộc họp|-3|day]
ít nhất 10 ngày trước khi khai mạc => relative - [khai mạc|-10|day]
trước khi khai mạc 02 ngày => relative - [khai mạc|-2|day]
chậm nhất là ngày thứ 10 kể từ ngày kết thúc => relative - [ngày kết thúc|10|day]
trong vòng 24 giờ kể từ khi xảy ra => relative - [xảy ra|1|day]
trong vòng 07 ngày => relative - [|7|day]
trong 05 ngày làm việc => relative - [|5|workday]
chậm nhất 02 tháng sau khi kết thúc dự án => relative - [kết thúc dự án|2|month]
trong vong 10 ngay lam viec ke tu ngay nhan duoc => relative - [ngay nhan duoc|10|workday]
trong vòng 30 ngày kể từ ngày 15/6/2022 => relative - ? [ngày 15/6/2022|30|day]
trong thời hạn 10 ngày kể từ ngày ban hành Kế hoạch này => relative - ? [ngày ban hành Kế hoạch này|10|day]
trong thời hạn không quá 03 ngày làm việc kể từ ngày tiếp nhận => relative - [ngày tiếp nhận|3|workday]
không quá 05 ngày làm việc kể từ ngày nhận được văn bản => relative - [ngày nhận được văn bản|5|workday]
chậm nhất 10 ngày sau khi kết thúc hội nghị => relative - [kết thúc hội nghị|10|day]
chậm nhất sau 05 ngày kể từ ngày ký => relative - ? [ngày ký|5|day]
trong 15 ngày kể từ ngày nhận được kết luận thanh tra => relative - [ngày nhận được kết luận thanh tra|15|day]
02 tuần kể từ ngày nhận được kế hoạch => relative - [ngày nhận được kế hoạch|14|day]
trước ít nhất 03 ngày làm việc so với ngày tổ chức => relative - [ngày tổ chức|-3|workday]
trước ngày họp 02 ngày => relative - [ngày họp|-2|day]
gửi tài liệu trước cuộc họp 03 ngày => relative - [cuộc họp|-3|day]
trong vòng 48 giờ kể từ khi nhận được thông tin => relative - [nhận được thông tin|2|day]
sáu tháng sau ngày ban hành => relative - ? [ngày ban hành|6|month]
trong vòng 15 ngày sau khi kết thúc quý => relative - [kết thúc quý|15|day]
trong thời gian 07 ngày làm việc => relative - [|7|workday]
trong thời hạn tối đa 30 ngày => relative - [|30|day]
không quá 15 ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ => relative - [ngày nhận đủ hồ sơ hợp lệ|15|workday]
trước 30 ngày => relative - ? [|-30|day]
5 ngày trước khi hết hạn => relative - [hết hạn|-5|day]
chậm nhất 3 ngày sau khi nhận được => relative - [nhận được|3|day]
Thời hạn giải quyết: 15 ngày làm việc => relative - ? [|15|workday]
15 ngày => relative - ? [|15|day]
chậm nhất là ngày cuối cùng của tháng thứ 3 kể từ ngày kết thúc năm tài chính => relative - ? [ngày kết thúc năm tài chính|3|month]
Chậm nhất là ngày thứ 90 kể từ ngày kết thúc năm tài chính => relative - [ngày kết thúc năm tài chính|90|day]
Trong vòng 3 - 5 ngày làm việc kể từ ngày xác nhận => relative - [ngày xác nhận|5|workday]
trong vòng 03–05 ngày làm việc kể từ ngày nhận => relative - [ngày nhận|5|workday]
Trong vòng bốn mươi (40) ngày làm việc kể từ ngày thi => relative - [ngày thi|40|workday]
chậm nhất là 30 ngày kể từ ngày kết thúc quý => relative - [ngày kết thúc quý|30|day]
45 ngày kể từ ngày kết thúc 6 tháng đầu năm tài chính => relative - [ngày kết thúc 6 tháng đầu năm tài chính|45|day]
Không quá 05 ngày làm việc kể từ ngày tiếp nhận => relative - [ngày tiếp nhận|5|workday]
tối đa 16 ngày => relative - [|16|day]
trong thời hạn 30 ngày kể từ ngày có quyết định => relative - [ngày có quyết định|30|day]
`;

/** What waits for something, and what never ends. */
const events = `
ngay sau khi ban hành => event - [ban hành||]
sau hội nghị => event - [hội nghị||]
sau khi kết thúc hội nghị => event - [kết thúc hội nghị||]
khi có hướng dẫn => event - [hướng dẫn||]
khi có yêu cầu => event - [yêu cầu||]
Khi có hướng dẫn của Trung ương => event - [hướng dẫn của Trung ương||]
đột xuất khi có yêu cầu => event - [yêu cầu||]
theo kế hoạch của Ban Kinh tế Trung ương => event - [kế hoạch của Ban Kinh tế Trung ương||]
theo hướng dẫn của Bộ Y tế => event - ? [hướng dẫn của Bộ Y tế||]
theo yêu cầu => event - ? [yêu cầu||]
trước Tết Nguyên đán 2023 => event - ? [Tết Nguyên đán 2023||]
thường xuyên => standing -
Thường xuyên, liên tục => standing -
kịp thời => standing -
theo quy định => standing -
trong quá trình thực hiện => standing -
thuong xuyen => standing -
ngay sau khi có kết luận của Thường trực Tỉnh ủy => event - [có kết luận của Thường trực Tỉnh ủy||]
sau khi được phê duyệt => event - [được phê duyệt||]
trước kỳ họp thứ 10 HĐND tỉnh => event - [kỳ họp thứ 10 HĐND tỉnh||]
trước Đại hội Đảng bộ tỉnh => event - [Đại hội Đảng bộ tỉnh||]
theo lịch của Trung ương => event - [lịch của Trung ương||]
theo tiến độ => event - ? [tiến độ||]
Theo kế hoạch => event - ? [kế hoạch||]
trước ngày 23 tháng Chạp => event - ? [trước ngày 23 tháng Chạp||]
hỏa tốc => event - ? [hỏa tốc||]
ngay => event - ? [ngay||]
khi phát sinh => event - ? [phát sinh||]
khi có phát sinh => event - ? [phát sinh||]
sau khi kết thúc mỗi quý => event - [kết thúc mỗi quý||]
ngay sau khi co huong dan => event - [co huong dan||]
`;

/** What only looks like a deadline. */
const lookAlikes = `
đến năm 2030 => none
tầm nhìn đến năm 2045 => none
giai đoạn 2021 - 2025 => none
nhiệm kỳ 2020-2025 => none
không quá 35 tuổi => none
từ 18 đến 35 tuổi => none
sau hơn 30 năm đổi mới => none
sau 10 năm thực hiện Nghị quyết => none
trong 5 năm qua => none
trong 3 năm liên tiếp => none
qua 10 năm thực hiện => none
Quyết định số 12/2020/QĐ-UBND ngày 15/6/2020 của UBND tỉnh => none
Nghị quyết số 26-NQ/TW ngày 30/7/2013 => none
Nghị định số 30/2020/NĐ-CP => none
Luật Đầu tư ngày 17 tháng 6 năm 2020 => none
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015 => none
Công văn số 123/SKHĐT-TH ngày 05/6/2022 của Sở Kế hoạch và Đầu tư => none
Nghệ An, ngày 02 tháng 6 năm 2022 => none
(Kèm theo Kế hoạch số 348/KH-UBND ngày 02/6/2022 của UBND tỉnh) => none
số liệu tính đến ngày 14/6/2022 => none
số liệu tính đến hết ngày 31/12/2021 => none
từ ngày 15/12 năm trước đến ngày 14/6 => none
từ ngày 15/12 năm trước đến ngày 14/6 của năm báo cáo => none
trang 15-20 => none
15-20 trang A4 => none
2/3 số phiếu => none
đạt 2/3 tiêu chí => none
Điều 15 => none
khoản 2 Điều 30 => none
0912 345 678 => none
(0238) 3844 522 => none
điện thoại: 02383.844.522 => none
1.200.000 đồng => none
tăng 10-12% => none
giai đoạn 2021-2025, tầm nhìn đến năm 2030 => none
đến năm 2025 đạt 80% => none
phấn đấu đến năm 2025 => none
phấn đấu đến cuối năm 2025 đạt 100% => none
năm học 2022-2023 => none
nhiệm kỳ 2020 - 2025 => none
kỷ niệm 70 năm ngày truyền thống (11/6/1948 - 11/6/2018) => none
nhân dịp Quốc khánh 2/9 => none
có hiệu lực kể từ ngày 01/7/2022 => none
có hiệu lực thi hành từ ngày ký => none
sinh ngày 15/6/1980 => none
cấp ngày 15/6/2015 => none
cùng kỳ năm 2021 => none
so với năm 2020 => none
so với tháng 5/2022 => none
trong thời hạn 12 tháng tính đến ngày nộp => none
ở miền Nam => none
Việt Nam 2030 => none
báo cáo tháng 5/2022 => none
kế hoạch năm 2022 => none
kết quả 6 tháng đầu năm 2022 => none
khóa XI => none
lần thứ 2 => none
03 bản => none
đợt 2 => none
phụ lục 1, 2A, 2B => none
Bộ Chính trị => none
quy định => none
trước mắt => none
thứ ba, cần tăng cường công tác => none
trước, trong và sau Tết => none
bình quân hằng năm 5% => none
công suất 500 m3/ngày => none
16h/ngày => none
8 giờ làm việc => none
tổng số 1.234 hộ => none
mã số 15/9 => none
số 15/6 => none
Quốc lộ 1A => none
đường 30/4 => none
phường 14 => none
Tổ 5, khu 12 => none
ngày công lao động => none
hàng Việt Nam chất lượng cao => none
hàng hóa => none
năm nhiệm vụ trọng tâm => none
sáu giải pháp => none
trong nước => none
trong tỉnh => none
sau đây => none
từ nguồn ngân sách => none
đến nay => none
cho đến nay => none
hiện nay => none
thời gian qua => none
những năm qua => none
trong những năm gần đây => none
10 năm => none
5 năm 2011-2015 => none
mỗi ngày làm việc 8 giờ => none
Kết luận số 12-KL/TW ngày 19 tháng 8 năm 2022 của Bộ Chính trị khóa XIII về công tác người Việt Nam ở nước ngoài => none
Thông báo Kết luận ngày 10/5/2022 của Chủ tịch UBND tỉnh => none
Tờ trình số 45/TTr-SNV ngày 01 tháng 3 năm 2022 => none
Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 45/TTr-SNV ngày 01/3/2022 => none
thay thế Quyết định số 11/QĐ-UBND ngày 5/1/2020 => none
trong quý => none
2021 - 2025 => none
2015-2020 => none
trong 02 năm 2022 - 2023 => none
Tính từ ngày 15 tháng trước đến ngày 14 của tháng thuộc kỳ báo cáo => none
Tính từ ngày 15 của tháng trước kỳ báo cáo đến ngày 14 của tháng cuối quý thuộc kỳ báo cáo => none
từ ngày 15/12 năm trước kỳ báo cáo đến ngày 14/6 của kỳ báo cáo => none
Tính từ ngày 15 tháng 12 năm trước kỳ báo cáo đến ngày 14 tháng 12 của kỳ báo cáo => none
từ ngày 15/6 đến ngày 14/12 của kỳ báo cáo => none
3 năm gần nhất => none
Thứ Hai đến Thứ Sáu => none
8 giờ 00 đến 17 giờ 00 => none
không thời hạn => none
chưa xác định => none
Kế hoạch số 123/kh-ubnd ngày 05/6/2022 => none
`;

describe('src/domain/deadline: phrases', () => {
  it.each(linesOf(days))('reads the day in “%s”', (phrase, meaning) => {
    expect(shown(phrase)).toBe(meaning);
  });

  it.each(linesOf(windows))('reads the window in “%s”', (phrase, meaning) => {
    expect(shown(phrase)).toBe(meaning);
  });

  it.each(linesOf(recurring))('reads the rule in “%s”', (phrase, meaning) => {
    expect(shown(phrase)).toBe(meaning);
  });

  it.each(linesOf(relative))('reads the length in “%s”', (phrase, meaning) => {
    expect(shown(phrase)).toBe(meaning);
  });

  it.each(linesOf(events))('reads what “%s” waits for', (phrase, meaning) => {
    expect(shown(phrase)).toBe(meaning);
  });

  it.each(linesOf(lookAlikes))('takes “%s” for none', (phrase, meaning) => {
    expect(shown(phrase)).toBe(meaning);
  });
});
