/** What a receipt says. What others read about the same submission is `arrivals.ts`. */
import type { Submission, Verdict } from '../domain/assignment.js';
import type { OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { sealMark } from '../domain/receipt-chain.js';
import { pastCutOff } from './cut-off.js';
import { count, exactTime } from './format.js';
import { noticeLines } from './precheck.js';
import { fileLine, waitsFor } from './receipt-lines.js';
import { titleOf } from './tasks.js';

/** "đúng hạn", "quá hạn 2 ngày", or that there was no date to miss. */
export function verdictWords(verdict: Verdict): string {
  if (verdict.dueOn === null) return 'việc không xác định thời hạn';
  return verdict.isLate ? `quá hạn ${verdict.daysLate} ngày` : 'đúng hạn';
}

/** What was handed in, as the object of a sentence. */
export const handedInWords = (submission: Submission): string =>
  submission.kind === 'file'
    ? `${count(submission.files.length)} tệp`
    : submission.kind === 'nil'
      ? 'báo cáo không phát sinh'
      : submission.kind === 'elsewhere'
        ? `thông báo đã gửi qua hệ thống văn bản${submission.reference ? `, số ${submission.reference}` : ''}`
        : 'báo cáo đã hoàn thành';

/** The receipt (contract 3.6): unit, time to the second, code, version, verdict, where it went. */
export function receipt(submission: Submission, view: AssignmentView, forwardedTo: string): OutboundMessage {
  const lines = [
    `Đã nhận ${handedInWords(submission)} của ${view.unit.name} lúc ${exactTime(Date.parse(submission.sentAt))}.`,
    `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)} (${planLabel(view.plan.document)}).`,
    `Báo cáo mang mã tiếp nhận ${submission.receiptCode}; phiên bản ${submission.version}; ${verdictWords(submission.verdict)}, ${waitsFor(submission)}.`,
  ];
  for (const file of submission.files) {
    lines.push(fileLine(file));
  }
  if (submission.isPastCutOff) lines.push(`Lưu ý: bản này ${pastCutOff}.`);
  lines.push(`Đã chuyển: ${forwardedTo}.`);
  if (submission.seal)
    lines.push(
      `Dấu xác thực ${sealMark(submission.seal)}; xem lại, kiểm tra: /bienlai ${submission.receiptCode}.`,
    );
  lines.push(...noticeLines(submission, true));
  return { text: lines.join('\n') };
}
