/** What people read when they hand in, review, or ask for more time. */
import type { Extension, Review, Submission, Verdict } from '../domain/assignment.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { count, date, exactTime, size, weekdayDate } from './format.js';
import { fileNames, titleOf } from './tasks.js';

/** "đúng hạn", "quá hạn 2 ngày", or that there was no date to miss. */
export function verdictWords(verdict: Verdict): string {
  if (verdict.dueOn === null) return 'việc không xác định thời hạn';
  return verdict.isLate ? `quá hạn ${verdict.daysLate} ngày` : 'đúng hạn';
}

const handedInWords = (submission: Submission): string =>
  submission.kind === 'file'
    ? `${count(submission.files.length)} tệp`
    : submission.kind === 'nil'
      ? 'báo cáo không phát sinh'
      : 'báo cáo đã hoàn thành';

/** The receipt (contract 3.6): unit, time to the second, code, version, verdict, where it went. */
export function receipt(submission: Submission, view: AssignmentView, forwardedTo: string): OutboundMessage {
  const lines = [
    `Đã nhận ${handedInWords(submission)} của ${view.unit.name} lúc ${exactTime(Date.parse(submission.sentAt))}.`,
    `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)} (${planLabel(view.plan.document)}).`,
    `Báo cáo mang mã tiếp nhận ${submission.receiptCode}; phiên bản ${submission.version}; ${verdictWords(submission.verdict)}, chờ tiếp nhận.`,
  ];
  for (const file of submission.files) {
    lines.push(`Tệp: ${file.name} (${size(file.size)}), SHA-256 ${file.sha256.slice(0, 16)}…`);
  }
  lines.push(`Đã chuyển: ${forwardedTo}.`);
  return { text: lines.join('\n') };
}

/** What the collecting office reads when something arrives. */
export function arrived(submission: Submission, view: AssignmentView, author: string): OutboundMessage {
  const previous = submission.version > 1 ? ' (thay bản trước, bản cũ vẫn được lưu)' : '';
  return {
    heading: `${view.unit.name} đã gửi ${handedInWords(submission)}`,
    text: [
      `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view)} (${planLabel(view.plan.document)}).`,
      `Thời điểm: ${exactTime(Date.parse(submission.sentAt))}; phiên bản ${submission.version}${previous}; ${verdictWords(submission.verdict)}.`,
      `Người gửi: ${author}. Mã tiếp nhận: ${submission.receiptCode}.`,
      ...(submission.note ? [`Ghi chú: ${shorten(submission.note, 300)}`] : []),
    ].join('\n'),
    files: submission.files,
    choices: reviewChoices(submission.receiptCode),
  };
}

/** The two decisions, each also typable. */
export const reviewChoices = (code: string): Choice[] => [
  { label: 'Tiếp nhận', command: `/duyet ${code} nhan` },
  { label: 'Trả lại', command: `/duyet ${code} tra` },
];

export const forwardedTo = (units: readonly string[]): string =>
  units.length > 0 ? units.join('; ') : 'Văn phòng theo dõi kế hoạch';

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

// Reviewing

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

// Extensions

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
export const submissionInFull = (
  submission: Submission,
  view: AssignmentView,
  author: string,
): OutboundMessage => ({
  ...arrived(submission, view, author),
  heading: `Báo cáo ${submission.receiptCode}`,
  text: `${view.unit.name} · ${fileNames(submission.files) || handedInWords(submission)}\n${arrived(submission, view, author).text}`,
});
