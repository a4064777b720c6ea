/** What people read when they hand in. */
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { count, size } from './format.js';
import { titleOf } from './tasks.js';

export const chooseTask = (fileCount: number): string =>
  fileCount > 0
    ? `Hệ thống đang giữ ${count(fileCount)} tệp. Đề nghị chọn việc mà tệp này dùng để báo cáo:`
    : 'Đề nghị chọn việc cần nộp báo cáo:';
export const choiceOther = 'Việc khác (xem tất cả)';
export const sendFileFor = (view: AssignmentView, maxBytes: number, link: string | null): string =>
  [
    `Đề nghị gửi tệp báo cáo cho việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)}.`,
    `Tệp qua kênh này tối đa ${size(maxBytes)}.`,
    ...(link ? [`Tệp lớn hơn: ${link}`] : []),
    'Không gửi tài liệu có dấu chỉ độ mật. Lệnh /huy để thôi.',
  ].join('\n');
export const nothingToHandIn = (unit: string): string =>
  `${unit} hiện không có việc nào đang chờ nộp, nên hệ thống chưa nhận tệp này. Nếu tệp dùng cho một việc cụ thể, đề nghị gửi kèm mã việc, ví dụ: /nop V12.`;
export const notOfficer =
  'Tài khoản này chưa được gắn với đơn vị nào để nộp báo cáo. Đề nghị liên hệ Văn phòng để được cấp mã liên kết, sau đó gõ: /lienket MÃ.';
export const fileTooBig = (name: string, limit: string, link: string | null): string =>
  link
    ? `Tệp “${shorten(name, 60)}” vượt quá giới hạn ${limit} của kênh trò chuyện. Đề nghị nộp qua đường dẫn sau (có hiệu lực 7 ngày): ${link}`
    : `Tệp “${shorten(name, 60)}” vượt quá giới hạn ${limit} của kênh trò chuyện. Đề nghị chia nhỏ hoặc nén tệp rồi gửi lại.`;
export const chooseForLink = 'Đề nghị chọn việc để nhận đường dẫn nộp tệp lớn:';
export const doneNote = (view: AssignmentView): string =>
  `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)}. Đề nghị ghi ngắn gọn kết quả (số, ngày văn bản nếu có):`;
