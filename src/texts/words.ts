/** Fixed words: states, roles, doubts. One place, so that every entrance says the same. */
import type { AssignmentState } from '../domain/assignment.js';
import type { Role } from '../domain/person.js';
import type { Doubt } from '../domain/plan.js';

export const stateWords: Record<AssignmentState, string> = {
  'not-open': 'chưa đến kỳ',
  'in-time': 'trong hạn',
  'due-soon': 'sắp đến hạn',
  overdue: 'quá hạn',
  'awaiting-on-time': 'đã nộp đúng hạn, chờ tiếp nhận',
  'awaiting-late': 'đã nộp muộn, chờ tiếp nhận',
  returned: 'bị trả lại',
  'done-on-time': 'hoàn thành đúng hạn',
  'done-late': 'hoàn thành quá hạn',
  undated: 'không xác định thời hạn',
  paused: 'tạm dừng',
  cancelled: 'đã hủy',
};

export const roleWords: Record<Role, string> = {
  admin: 'quản trị hệ thống',
  clerk: 'Văn phòng theo dõi',
  consolidator: 'đơn vị tổng hợp',
  officer: 'cán bộ đầu mối',
  leader: 'lãnh đạo theo dõi',
};

export const doubtWords: Record<Doubt, string> = {
  'no-lead': 'văn bản không nêu đơn vị chủ trì',
  'lead-inherited': 'đơn vị chủ trì suy ra từ câu trên',
  'lead-collective': 'đơn vị chủ trì là một nhóm đơn vị',
  'lead-unknown': 'đơn vị chủ trì chưa có trong danh mục',
  'lead-ambiguous': 'tên đơn vị chủ trì có thể hiểu nhiều cách',
  'leads-differ': 'hai chỗ trong văn bản nêu đơn vị chủ trì khác nhau',
  'no-deadline': 'văn bản không nêu thời hạn',
  'deadline-inherited': 'thời hạn lấy từ câu áp dụng chung',
  'deadline-uncertain': 'thời hạn đọc chưa chắc chắn',
  'deadlines-differ': 'hai chỗ trong văn bản nêu thời hạn khác nhau',
  'deadline-event': 'thời hạn theo sự kiện, cần nhập ngày',
  'deadline-weekend': 'ngày cuối cùng là ngày nghỉ',
  'recurrence-open': 'nhiệm vụ định kỳ không nêu ngày kết thúc',
  'row-split': 'dòng bảng bị ngắt trang, đã ghép lại',
  conditional: 'nhiệm vụ có điều kiện (nếu có)',
  merged: 'nhiệm vụ nêu ở nhiều chỗ, đã gộp',
  'leads-several': 'nhiều đơn vị cùng chủ trì, không rõ đơn vị đầu mối',
  'lead-late-bound': 'đơn vị thực hiện chỉ xác định được sau bước trước',
  'year-missing': 'thời hạn không ghi năm, lấy theo năm của kế hoạch',
  'deadline-before-issue': 'thời hạn sớm hơn ngày ban hành văn bản',
  'deadline-holiday': 'ngày cuối cùng là ngày nghỉ lễ',
  'order-conflict': 'thời hạn sớm hơn việc phải xong trước đó',
  'scan-uncertain': 'chữ nhận dạng từ ảnh chưa chắc chắn',
};
