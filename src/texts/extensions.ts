/** What people read when they ask for more time, and when somebody decides about it. */
import type { Extension } from '../domain/assignment.js';
import type { OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { date, weekdayDate } from './format.js';
import { titleOf } from './tasks.js';

export const askNewDate = (view: AssignmentView): string =>
  `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)}. Đề nghị cho biết hạn mới và lý do, ví dụ: 30/6/2026 chờ số liệu của các xã.`;
export const askExtensionReason = (day: string): string =>
  `Hạn đề nghị: hết ${weekdayDate(day)}. Đề nghị nêu lý do xin gia hạn:`;
export const newDateUnclear =
  'Hệ thống chưa đọc được ngày đề nghị. Đề nghị ghi ngày, tháng, năm, ví dụ: 30/6/2026 chờ số liệu của các xã.';
export const newDateTooEarly = (due: string): string =>
  `Hạn đề nghị phải sau hạn hiện hành (${date(due)}) và sau ngày hôm nay. Đề nghị ghi lại.`;
export const noDateToExtend = 'Việc này không có thời hạn cụ thể nên không cần gia hạn.';
export const extensionRequested = (extension: Extension, isAfterDue: boolean): string =>
  `Đã ghi nhận đề nghị gia hạn GH${extension.number} đến hết ${weekdayDate(extension.newDueOn)} và chuyển đơn vị có thẩm quyền. Thời hạn cũ vẫn áp dụng cho đến khi có ý kiến đồng ý.${isAfterDue ? ' Lưu ý: đề nghị gửi sau khi đã hết hạn.' : ''}`;
export function extensionArrived(
  extension: Extension,
  view: AssignmentView,
  author: string,
): OutboundMessage {
  return {
    heading: `${view.unit.name} xin gia hạn`,
    text: [
      `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view)} (${planLabel(view.plan.document)}).`,
      `Hạn ban đầu: ${view.facts.round.dueOn ? date(view.facts.round.dueOn) : 'không có'}; đề nghị: hết ${weekdayDate(extension.newDueOn)}.`,
      `Lý do: ${shorten(extension.reason, 400)}. Người đề nghị: ${author}.`,
    ].join('\n'),
    choices: [
      { label: 'Đồng ý', command: `/duyet GH${extension.number} dongy` },
      { label: 'Không đồng ý', command: `/duyet GH${extension.number} tuchoi` },
    ],
  };
}
export const extensionDecided = (extension: Extension, view: AssignmentView): OutboundMessage => ({
  heading:
    extension.status === 'granted'
      ? 'Đề nghị gia hạn được chấp thuận'
      : 'Đề nghị gia hạn không được chấp thuận',
  text:
    extension.status === 'granted'
      ? `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)}. Hạn mới: hết ${weekdayDate(extension.newDueOn)}.`
      : `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)}. Thời hạn cũ giữ nguyên; đề nghị đơn vị khẩn trương hoàn thành.`,
});
export const decisionRecorded = (extension: Extension): string =>
  `Đã ghi ý kiến ${extension.status === 'granted' ? 'đồng ý' : 'không đồng ý'} với GH${extension.number} và báo cho đơn vị.`;
export const extensionWaiting = 'Việc này đang có một đề nghị gia hạn chờ quyết định, chưa thể gửi thêm.';
