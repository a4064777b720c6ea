/** What people read when a submission is looked at, accepted or returned. */
import type { Extension, Review, Submission } from '../domain/assignment.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { date, weekdayDate } from './format.js';
import { arrived, handedInWords, verdictWords } from './receipts.js';
import { fileNames, titleOf } from './tasks.js';

export const nothingToReview = 'Hiện không có báo cáo hay đề nghị gia hạn nào chờ xử lý.';
export function reviewList(
  items: readonly { submission: Submission; view: AssignmentView }[],
  extensions: readonly { extension: Extension; view: AssignmentView }[],
): OutboundMessage {
  let number = 0;
  const lines: string[] = [];
  const choices: Choice[] = [];
  for (const { submission, view } of items) {
    number += 1;
    lines.push(
      `${number}. ${view.unit.name}: ${titleOf(view, 80)}; bản ${submission.version}, ${verdictWords(submission.verdict)}, mã ${submission.receiptCode}.`,
    );
    choices.push({
      label: `${number}. ${shorten(view.unit.name, 40)}`,
      command: `/duyet ${submission.receiptCode}`,
    });
  }
  for (const { extension, view } of extensions) {
    number += 1;
    lines.push(
      `${number}. ${view.unit.name} xin gia hạn đến ${date(extension.newDueOn)} (GH${extension.number}): ${titleOf(view, 80)}.`,
    );
    choices.push({ label: `${number}. GH${extension.number}`, command: `/duyet GH${extension.number}` });
  }
  return { heading: 'Chờ xử lý', text: lines.join('\n'), choices };
}

export const askReason = (code: string): string =>
  `Đề nghị ghi lý do trả lại báo cáo ${code} (có thể kèm hạn mới, ví dụ: thiếu phụ lục số liệu, nộp lại trước ngày 30/6).`;
export const accepted = (code: string, unit: string): string =>
  `Đã tiếp nhận báo cáo ${code} của ${unit} và báo cho đơn vị.`;
export const returnedDone = (code: string, unit: string): string =>
  `Đã trả lại báo cáo ${code} của ${unit} và báo lý do cho đơn vị.`;
export function reviewNotice(review: Review, submission: Submission, view: AssignmentView): OutboundMessage {
  const code = assignmentCode(view.facts.assignment);
  const task = `Việc ${code}: ${titleOf(view, 90)} (${planLabel(view.plan.document)}).`;
  if (review.decision === 'accepted') {
    return {
      heading: 'Báo cáo đã được tiếp nhận',
      text: `${task}\nMã tiếp nhận ${submission.receiptCode}, phiên bản ${submission.version}, ${verdictWords(submission.verdict)}.`,
    };
  }
  const due = review.newDueOn ? ` trước khi hết ${weekdayDate(review.newDueOn)}` : '';
  return {
    heading: 'Báo cáo được trả lại để hoàn thiện',
    text: `${task}\nMã tiếp nhận ${submission.receiptCode}. Lý do: ${shorten(review.reason ?? '', 500)}\nĐề nghị đơn vị hoàn thiện và nộp lại${due}.`,
    choices: [{ label: 'Nộp bản mới', command: `/nop ${code}` }],
  };
}
export const noSuchReceipt = (code: string): string =>
  `Không tìm thấy báo cáo mang mã ${shorten(code, 24)} trong phạm vi phụ trách. Lệnh /duyet liệt kê các báo cáo chờ xử lý.`;

export const submissionInFull = (
  submission: Submission,
  view: AssignmentView,
  author: string,
): OutboundMessage => ({
  ...arrived(submission, view, author),
  heading: `Báo cáo ${submission.receiptCode}`,
  text: `${view.unit.name} · ${fileNames(submission.files) || handedInWords(submission)}\n${arrived(submission, view, author).text}`,
});
