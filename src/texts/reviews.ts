/** The queue of what waits for a decision, and one submission in full. The decisions are `review-decisions.ts`. */
import type { Collection, Extension, Review, Submission, SubmissionNote } from '../domain/assignment.js';
import type { SubmissionPreview } from '../domain/command.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { type Plan, planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { newerThan, reviewChoices, verdictNow, versionLines } from './arrivals.js';
import { pastCutOff } from './cut-off.js';
import { count, date, shortTime } from './format.js';
import { handedInWords } from './receipts.js';
import { fileNames, titleOf } from './tasks.js';

/** Submissions one page of the queue shows. */
export const queuePageSize = 8;

export const nothingToReview = 'Hiện không có báo cáo hay đề nghị gia hạn nào chờ xử lý.';
export const nothingToReviewIn = (plan: Plan): string =>
  `Kế hoạch ${planLabel(plan.document)} hiện không có báo cáo hay đề nghị gia hạn nào chờ xử lý.`;

/** "chờ 3 ngày", "chờ 5 giờ", "vừa gửi". */
export function waitingWords(since: string, nowMs: number): string {
  const hours = Math.floor((nowMs - Date.parse(since)) / 3_600_000);
  if (hours < 1) return 'vừa gửi';
  return hours < 24 ? `chờ ${hours} giờ` : `chờ ${Math.floor(hours / 24)} ngày`;
}

/** One page of the queue and what is to be said about the whole of it. */
export interface QueuePage {
  /** The plan it is narrowed to; null for all. */
  plan: Plan | null;
  items: readonly { submission: Submission; view: AssignmentView; missed: Collection | null }[];
  /** Of all that wait, this page or not. */
  total: number;
  late: number;
  pastCutOff: number;
  oldestAt: string | null;
  requests: readonly { extension: Extension; view: AssignmentView }[];
  page: number;
  pages: number;
  /** Commands of the further choices; null where there is none. */
  more: string | null;
  acceptAll: string | null;
}

export function reviewQueue(queue: QueuePage, nowMs: number): OutboundMessage {
  const lines: string[] = [];
  const choices: Choice[] = [];
  let number = 0;
  if (queue.oldestAt !== null && queue.page === 1) {
    const marks = [
      `chờ lâu nhất từ ${shortTime(Date.parse(queue.oldestAt))}`,
      ...(queue.late > 0 ? [`nộp muộn ${queue.late}`] : []),
      ...(queue.pastCutOff > 0 ? [`sau khóa sổ ${queue.pastCutOff}`] : []),
    ];
    lines.push(`${count(queue.total)} báo cáo chờ tiếp nhận: ${marks.join('; ')}.`);
  }
  for (const { submission, view, missed } of queue.items) {
    number += 1;
    const marks = [
      ...(submission.version > 1 ? [`bản ${submission.version}`] : []),
      verdictNow(submission, view, nowMs),
      ...(submission.isPastCutOff ? [pastCutOff] : []),
      ...(submission.missing?.length ? ['còn thiếu thành phần'] : []),
      ...(missed ? [newerThan(missed)] : []),
      waitingWords(submission.receivedAt, nowMs),
    ];
    lines.push(
      `${number}. ${view.unit.name}: ${titleOf(view, 80)} (${planLabel(view.plan.document)}); ${marks.join('; ')}. Mã ${submission.receiptCode}.`,
    );
    choices.push({
      label: `${number}. ${shorten(view.unit.name, 40)}`,
      command: `/duyet ${submission.receiptCode}`,
    });
  }
  for (const { extension, view } of queue.requests) {
    number += 1;
    lines.push(
      `${number}. ${view.unit.name} xin gia hạn đến ${date(extension.newDueOn)} (GH${extension.number}), ${waitingWords(extension.requestedOn, nowMs)}: ${titleOf(view, 80)}.`,
    );
    choices.push({ label: `${number}. GH${extension.number}`, command: `/duyet GH${extension.number}` });
  }
  if (queue.more !== null) choices.push({ label: 'Xem tiếp', command: queue.more });
  if (queue.acceptAll !== null)
    choices.push({ label: `Tiếp nhận cả ${queue.total} báo cáo`, command: queue.acceptAll });
  const where = queue.plan ? `, kế hoạch ${planLabel(queue.plan.document)}` : '';
  const page = queue.pages > 1 ? ` (trang ${queue.page}/${queue.pages})` : '';
  return { heading: `Chờ xử lý${where}${page}`, text: lines.join('\n'), choices };
}

/** "Nguyễn Văn Minh trả lại lúc 10 giờ 05, 21/06/2026 (lý do: …; hạn mới 26/06/2026)". */
export function decidedWords(review: Review, by: string): string {
  const at = shortTime(Date.parse(review.at));
  if (review.decision === 'accepted') return `${by} tiếp nhận lúc ${at}`;
  if (review.decision === 'withdrawn') return `${by} của đơn vị đã ${review.reason ?? 'rút lại'} lúc ${at}`;
  const more = [
    ...(review.reason ? [`lý do: ${shorten(review.reason, 160)}`] : []),
    ...(review.newDueOn ? [`hạn mới ${date(review.newDueOn)}`] : []),
  ];
  return `${by} trả lại lúc ${at}${more.length > 0 ? ` (${more.join('; ')})` : ''}`;
}

/** Everything shown about one submission. */
export interface SubmissionCard {
  submission: Submission;
  view: AssignmentView;
  author: string;
  missed: Collection | null;
  review: { review: Review; by: string } | null;
  /** Versions before this one, newest first, each with the decision that stood. */
  earlier: readonly { submission: Submission; review: { review: Review; by: string } | null }[];
  notes: readonly { note: SubmissionNote; version: number; by: string }[];
  /** A version that has taken this one's place. */
  newer: Submission | null;
  preview: SubmissionPreview | null;
  /** Submissions that wait beside this one. */
  waiting: number;
  mayDecide: boolean;
  mayChange: boolean;
}

export function submissionInFull(card: SubmissionCard, nowMs: number): OutboundMessage {
  const { submission, view, review, newer, preview } = card;
  const { files, receiptCode } = submission;
  const lines = [
    `${view.unit.name}: ${fileNames(files) || handedInWords(submission)}`,
    ...versionLines(submission, view, card.author, card.missed, nowMs),
    ...(newer ? [`Đơn vị đã gửi bản ${newer.version} (mã ${newer.receiptCode}) thay bản này.`] : []),
    review
      ? `Đã xử lý: ${decidedWords(review.review, review.by)}.`
      : newer
        ? 'Bản này không còn phải xử lý.'
        : `Chưa xử lý, ${waitingWords(submission.receivedAt, nowMs)}.`,
    ...card.earlier.map(
      ({ submission: old, review: decided }) =>
        `Bản ${old.version} (${old.receiptCode}): ${verdictNow(old, view, nowMs)}; ${decided ? decidedWords(decided.review, decided.by) : 'chưa xử lý'}.`,
    ),
    ...card.notes.map(
      ({ note, version, by }) =>
        `Ghi chú ${note.isShared ? 'đã gửi đơn vị' : 'nội bộ'} của ${by} (bản ${version}, ${shortTime(Date.parse(note.at))}): ${shorten(note.text, 200)}`,
    ),
    ...(preview?.text ? [`Trích đầu tệp ${shorten(preview.name, 60)}:\n“${preview.text}”`] : []),
    ...(preview?.picture ? [`Ảnh: trang đầu tệp ${shorten(preview.name, 60)}.`] : []),
  ];
  return {
    heading: `Báo cáo ${receiptCode}`,
    text: lines.join('\n'),
    choices: cardChoices(card),
    ...(preview?.picture ? { picture: preview.picture } : {}),
  };
}

function cardChoices(card: SubmissionCard): Choice[] {
  const { submission, review, newer, mayDecide, waiting } = card;
  const code = submission.receiptCode;
  const choices: Choice[] = [];
  if (newer) choices.push({ label: `Xem bản ${newer.version}`, command: `/duyet ${newer.receiptCode}` });
  else if (mayDecide && !review) choices.push(...reviewChoices(code));
  else if (mayDecide && review && card.mayChange)
    choices.push(
      review.review.decision === 'accepted'
        ? { label: 'Đổi thành trả lại', command: `/duyet ${code} tra` }
        : { label: 'Đổi thành tiếp nhận', command: `/duyet ${code} nhan` },
    );
  if (mayDecide) choices.push({ label: 'Ghi chú', command: `/duyet ${code} ghichu` });
  if (submission.files.length > 0)
    choices.push({ label: `Xem tệp (${submission.files.length})`, command: `/duyet ${code} tep` });
  choices.push({ label: 'Nơi đã nhận', command: `/duyet ${code} chuyen` });
  if (waiting > 0) choices.push(nextChoice(code, waiting));
  return choices;
}

export const nextChoice = (code: string, waiting: number): Choice => ({
  label: `Kế tiếp (còn ${waiting})`,
  command: `/duyet tiep ${code}`,
});

/** The files themselves, sent again on request. */
export const filesOf = (submission: Submission, view: AssignmentView): OutboundMessage => ({
  text: `${count(submission.files.length)} tệp của ${view.unit.name}, việc ${assignmentCode(view.facts.assignment)}, báo cáo ${submission.receiptCode} (bản ${submission.version}).`,
  files: submission.files,
});
export const noFiles = (submission: Submission): string =>
  `Báo cáo ${submission.receiptCode} là ${handedInWords(submission)}, không có tệp.`;

export const noSuchReceipt = (code: string): string =>
  `Không tìm thấy báo cáo mang mã ${shorten(code, 24)} trong phạm vi phụ trách. Lệnh /duyet liệt kê các báo cáo chờ xử lý.`;
/** Several plans fit what was typed. */
export const whichQueue = (plans: readonly Plan[]): OutboundMessage => ({
  text: 'Đề nghị chọn kế hoạch:',
  choices: plans.map((plan) => ({
    label: `K${plan.number} · ${planLabel(plan.document)}`,
    command: `/duyet K${plan.number}`,
  })),
});
export const noSuchReview = (code: string, typed: string): string =>
  `Hệ thống chưa hiểu “${shorten(typed, 40)}” đối với báo cáo ${code}. Có thể gõ: /duyet ${code} nhan, tra (kèm lý do), ghichu, tep, chuyen.`;
export const lookOnly =
  'Đối với kế hoạch này tài khoản chỉ xem; việc tiếp nhận, trả lại, gia hạn do đơn vị tổng hợp hoặc Văn phòng thực hiện.';
export const fileNotTaken =
  'Tệp vừa gửi chưa được ghi nhận vì hệ thống đang chờ câu trả lời dưới đây. Muốn nộp báo cáo: gõ /huy rồi gửi lại tệp.';
