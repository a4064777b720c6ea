/** What people read when they look at a receipt again, or check one that was shown to them. */
import type { Submission } from '../domain/assignment.js';
import type { OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { sealMark } from '../domain/receipt-chain.js';
import { shorten } from '../domain/text.js';
import { date, exactTime, shortTime, size } from './format.js';
import { handedInWords, verdictWords } from './receipts.js';
import { titleOf } from './tasks.js';

/** What the seal says: null for a receipt older than the seals. */
function sealWords(submission: Submission, isIntact: boolean | null): string {
  if (submission.seal === undefined || isIntact === null)
    return 'Biên nhận được cấp trước khi có dấu xác thực.';
  return isIntact
    ? `Dấu xác thực ${sealMark(submission.seal)}: nội dung giữ nguyên như khi cấp.`
    : 'CẢNH BÁO: nội dung lưu trong hệ thống không còn khớp dấu xác thực. Đề nghị báo ngay Văn phòng.';
}

/** For anyone who holds the code: enough to compare with the receipt in hand, nothing of the report itself. */
export const genuine = (submission: Submission, unit: string, isIntact: boolean | null): string =>
  [
    `Mã ${submission.receiptCode} có trong hệ thống: ${unit} nộp ${handedInWords(submission)} lúc ${exactTime(Date.parse(submission.sentAt))}, phiên bản ${submission.version}, ${verdictWords(submission.verdict)}.`,
    ...submission.files.map((file, i) => `Tệp ${i + 1}: ${size(file.size)}, SHA-256 ${file.sha256}`),
    sealWords(submission, isIntact),
  ].join('\n');

/** The whole receipt, with what has happened since. */
export function receiptAgain(
  submission: Submission,
  view: AssignmentView,
  sender: string,
  isIntact: boolean | null,
): OutboundMessage {
  const { facts } = view;
  const code = assignmentCode(facts.assignment);
  const review = facts.reviews.filter((one) => one.submissionId === submission.id).at(-1);
  const newest = Math.max(...facts.submissions.map((one) => one.version));
  const sentMs = Date.parse(submission.sentAt);
  const receivedMs = Date.parse(submission.receivedAt);
  return {
    heading: `Biên nhận ${submission.receiptCode}`,
    text: [
      `Đã nhận ${handedInWords(submission)} của ${view.unit.name} lúc ${exactTime(sentMs)}.`,
      `Việc ${code}: ${titleOf(view, 90)} (${planLabel(view.plan.document)}).`,
      `Phiên bản ${submission.version}${newest > submission.version ? ` (bản mới nhất: ${newest})` : ''}; ${verdictWords(submission.verdict)}${submission.verdict.dueOn ? ` (hạn ${date(submission.verdict.dueOn)})` : ''}.`,
      `Người gửi: ${sender}.`,
      // A weak line delays arrival, never the verdict; both times are on record.
      ...(receivedMs - sentMs >= 60_000 ? [`Hệ thống lưu lúc ${exactTime(receivedMs)}.`] : []),
      ...submission.files.map(
        (file) => `Tệp: ${shorten(file.name, 80)} (${size(file.size)}), SHA-256 ${file.sha256}`,
      ),
      ...(submission.note ? [`Ghi chú: ${shorten(submission.note, 200)}`] : []),
      review
        ? `${{ accepted: 'Đã tiếp nhận', returned: 'Đã trả lại', withdrawn: 'Đơn vị đã rút' }[review.decision]} ${shortTime(Date.parse(review.at))}${review.reason ? `: ${shorten(review.reason, 200)}` : ''}.`
        : 'Đang chờ tiếp nhận.',
      sealWords(submission, isIntact),
    ].join('\n'),
    choices: [{ label: `Xem việc ${code}`, command: `/viec ${code}` }],
  };
}

export function recentReceipts(submissions: readonly Submission[]): OutboundMessage {
  if (submissions.length === 0) return { text: askCode };
  return {
    heading: 'Biên nhận gần đây',
    text: submissions
      .map(
        (one, i) =>
          `${i + 1}. ${one.receiptCode}: ${handedInWords(one)}, ${shortTime(Date.parse(one.sentAt))}, ${verdictWords(one.verdict)}.`,
      )
      .join('\n'),
    choices: submissions.map((one, i) => ({
      label: `${i + 1}. ${one.receiptCode}`,
      command: `/bienlai ${one.receiptCode}`,
    })),
  };
}

const askCode = 'Đề nghị gõ lệnh kèm mã tiếp nhận in trên biên nhận, ví dụ: /bienlai TN-00012-7KQ2MX.';
export const noSuchCode = (code: string): string =>
  `Không có biên nhận nào mang mã “${shorten(code, 24)}”. Đề nghị kiểm tra lại từng chữ, số của mã, ví dụ: TN-00012-7KQ2MX.`;
