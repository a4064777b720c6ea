/** What people read about papers of several units, and about papers sent through the document system. */
import type { Submission } from '../domain/assignment.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { count, date, exactTime, names, weekdayDate } from './format.js';
import { verdictWords } from './receipts.js';
import { titleOf, titleSentence } from './tasks.js';

// Several units together

export const jointWith = (units: readonly string[]): string => `Báo cáo chung với ${names(units)}.`;
export const notOneTask = (codes: readonly string[]): string =>
  `${codes.join(', ')} không phải cùng một việc của nhiều đơn vị, nên không nộp chung được. Đề nghị nộp riêng từng việc, ví dụ: /nop ${codes[0] ?? 'V12'}.`;
export const invitationsSent = (units: readonly string[], days: number): string =>
  `Đã đề nghị ${names(units)} xác nhận báo cáo chung. Chỉ tính cho đơn vị đó khi cán bộ của đơn vị xác nhận trong ${count(days)} ngày.`;
export const invitationsUnsent = (units: readonly string[], receiptCode: string): string =>
  `Chưa nhắn được cho ${names(units)}. Đề nghị báo cán bộ của đơn vị đó gõ: /nop xacnhan ${receiptCode}.`;
export const notAmongLeads = (units: readonly string[]): string =>
  `${names(units)} không được giao việc này nên báo cáo chung chỉ tính cho các đơn vị còn lại.`;
export function invitation(
  submission: Submission,
  view: AssignmentView,
  by: AssignmentView,
  author: string,
): OutboundMessage {
  return {
    heading: `${by.unit.name} đề nghị xác nhận báo cáo chung`,
    text: [
      `Việc ${assignmentCode(view.facts.assignment)} của ${view.unit.name}: ${titleOf(view, 90)} (${planLabel(view.plan.document)}).`,
      `${author} nộp lúc ${exactTime(Date.parse(submission.sentAt))}, ghi là báo cáo chung của hai đơn vị. Đề nghị xem tệp rồi xác nhận; xác nhận thì việc này của đơn vị được tính là đã nộp từ thời điểm trên.`,
    ].join('\n'),
    files: submission.files,
    choices: invitationChoices(submission.receiptCode),
  };
}
const invitationChoices = (receiptCode: string): Choice[] => [
  { label: 'Xác nhận báo cáo chung', command: `/nop xacnhan ${receiptCode}` },
  { label: 'Không phải báo cáo chung', command: `/nop tuchoi ${receiptCode}` },
];
export const noInvitation =
  'Không có đề nghị xác nhận báo cáo chung nào mang mã này cho đơn vị, hoặc đề nghị không còn hiệu lực. Đề nghị nộp báo cáo của đơn vị bằng lệnh /nop.';
export const invitationOver = (days: number): string =>
  `Đề nghị xác nhận báo cáo chung đã quá ${count(days)} ngày nên không còn hiệu lực. Đề nghị nộp báo cáo của đơn vị bằng lệnh /nop.`;
export const alreadyConfirmed = (submission: Submission): string =>
  `Đơn vị đã xác nhận báo cáo chung này. Mã tiếp nhận ${submission.receiptCode}; phiên bản ${submission.version}; ${verdictWords(submission.verdict)}.`;
export const confirmedTo = (unit: string, receiptCode: string): string =>
  `${unit} đã xác nhận báo cáo chung ${receiptCode}; báo cáo được tính cho cả đơn vị đó.`;
export const declined = 'Đã ghi nhận: đây không phải báo cáo chung của đơn vị. Việc của đơn vị vẫn chờ nộp.';
export const declinedTo = (unit: string, receiptCode: string): string =>
  `${unit} không xác nhận báo cáo ${receiptCode} là báo cáo chung; báo cáo chỉ tính cho đơn vị đã nộp.`;
export const alreadyDeclined =
  'Đơn vị đã trả lời đây không phải báo cáo chung. Đề nghị nộp báo cáo của đơn vị bằng lệnh /nop.';
export const expiredToSender = (unit: string, receiptCode: string, days: number): string =>
  `${unit} không xác nhận báo cáo chung ${receiptCode} trong ${count(days)} ngày; báo cáo chỉ tính cho đơn vị đã nộp.`;
export const expiredToInvited = (view: AssignmentView, by: string): string =>
  `Đề nghị của ${by} về báo cáo chung, việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 80)}, đã hết hiệu lực vì chưa được xác nhận. Việc này của đơn vị vẫn chờ nộp.`;

// Through the document system

/** Number and date as they stand in the record. */
export const reference = (number: string, on: string): string => `${number} ngày ${date(on)}`;
export const askPaper = (view: AssignmentView): string =>
  `Việc ${assignmentCode(view.facts.assignment)}: ${titleSentence(view, 80)} Đề nghị ghi số, ký hiệu và ngày của văn bản đã gửi, ví dụ: 123/BC-SYT ngày 15/6/2026.`;
export const askPaperDay = (number: string): string =>
  `Đề nghị ghi ngày của văn bản ${shorten(number, 40)}, ví dụ: 15/6/2026.`;
export const paperDayAhead = (on: string): string =>
  `Ngày văn bản (${weekdayDate(on)}) ở sau hôm nay. Đề nghị kiểm tra và ghi lại ngày của văn bản.`;
export const paperDayBefore = (on: string, issuedOn: string): string =>
  `Ngày văn bản (${date(on)}) trước ngày ban hành kế hoạch (${date(issuedOn)}). Đề nghị kiểm tra và ghi lại ngày của văn bản.`;
export const statedBySender = (on: string): string =>
  `Đúng hạn hay quá hạn tính theo ngày văn bản do đơn vị ghi (${weekdayDate(on)}); nơi nhận đối chiếu trên hệ thống văn bản trước khi tiếp nhận.`;
export const chooseElsewhere = 'Đề nghị chọn việc đã gửi qua hệ thống văn bản:';
