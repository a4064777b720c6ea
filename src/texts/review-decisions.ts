/** What is said when a submission is accepted, returned or remarked on: to those who decide and to the unit. */
import type { Review, Submission, SubmissionNote } from '../domain/assignment.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { date, weekdayDate } from './format.js';
import { verdictNow } from './arrivals.js';
import { unreachableReason } from './reminders.js';
import { decidedWords, nextChoice } from './reviews.js';
import { dueWords, titleOf } from './tasks.js';

/** Reasons most often given, chosen by number. */
export const quickReasons = [
  'Thiếu phụ lục số liệu',
  'Chưa có chữ ký, con dấu',
  'Chưa đúng đề cương, biểu mẫu',
  'Sai kỳ báo cáo hoặc sai kế hoạch',
] as const;

/** What the person who decided reads about the unit: told, or why nobody could be. */
const toldWords = (unit: string, untold: string | null): string =>
  untold === null
    ? `Đã báo cho ${unit}.`
    : `Chưa báo được cho ${unit}: ${unreachableReason(untold)}. Đề nghị liên hệ trực tiếp.`;

export function decisionDone(
  review: Review,
  submission: Submission,
  view: AssignmentView,
  options: { untold: string | null; isChanged: boolean; waiting: number },
): OutboundMessage {
  const code = submission.receiptCode;
  const what = review.decision === 'accepted' ? 'tiếp nhận' : 'trả lại';
  const lines = [
    `${options.isChanged ? `Đã đổi thành ${what}` : `Đã ${what}`} báo cáo ${code} của ${view.unit.name}.`,
    ...(review.reason ? [`Lý do: ${shorten(review.reason, 300)}`] : []),
    ...(review.newDueOn ? [`Hạn nộp lại: hết ${weekdayDate(review.newDueOn)}.`] : []),
    toldWords(view.unit.name, options.untold),
  ];
  const other: Choice =
    review.decision === 'accepted'
      ? { label: 'Bấm nhầm, đổi thành trả lại', command: `/duyet ${code} tra` }
      : { label: 'Bấm nhầm, đổi thành tiếp nhận', command: `/duyet ${code} nhan` };
  return {
    text: lines.join('\n'),
    choices: [...(options.waiting > 0 ? [nextChoice(code, options.waiting)] : []), other],
  };
}

export const decidedBefore = (code: string, review: Review, by: string): string =>
  `Báo cáo ${code} đã được xử lý trước đó: ${decidedWords(review, by)}. Hệ thống không ghi lặp lại.`;
export const decisionStands = (code: string, review: Review, by: string): string =>
  `Báo cáo ${code} đã được xử lý trước đó: ${decidedWords(review, by)}. Quyết định này giữ nguyên; chỉ người đã quyết định hoặc Văn phòng được đổi, trong cùng ngày. Đơn vị vẫn có thể nộp bản mới.`;
export const confirmChange = (
  code: string,
  review: Review,
  by: string,
  to: Review['decision'],
): OutboundMessage => ({
  text: `Báo cáo ${code} đã được xử lý trước đó: ${decidedWords(review, by)}. Đổi thành ${to === 'accepted' ? 'tiếp nhận' : 'trả lại'}?`,
  choices: [
    {
      label: to === 'accepted' ? 'Đổi thành tiếp nhận' : 'Đổi thành trả lại',
      command: `/duyet ${code} doi`,
    },
    { label: 'Giữ nguyên', command: '/huy' },
  ],
});
export const supersededBy = (code: string, latest: Submission): OutboundMessage => ({
  text: `Đơn vị đã gửi bản ${latest.version} (mã ${latest.receiptCode}) thay bản ${code}, nên bản ${code} không còn phải xử lý. Đề nghị xem bản mới.`,
  choices: [{ label: `Xem bản ${latest.version}`, command: `/duyet ${latest.receiptCode}` }],
});

export function askReason(code: string, earlier: { review: Review; by: string } | null): OutboundMessage {
  return {
    text: [
      ...(earlier
        ? [
            `Báo cáo ${code} đã được xử lý: ${decidedWords(earlier.review, earlier.by)}. Trả lại sẽ thay quyết định đó.`,
          ]
        : []),
      `Đề nghị chọn hoặc gõ lý do trả lại báo cáo ${code} (có thể kèm hạn mới, ví dụ: thiếu phụ lục số liệu, nộp lại trước ngày 30/6).`,
    ].join('\n'),
    choices: [
      ...quickReasons.map((reason, i) => ({ label: reason, command: `/duyet ${code} tra ${i + 1}` })),
      { label: 'Lý do khác', command: `/duyet ${code} tra khac` },
    ],
  };
}
export const typeReason = (code: string): string => `Đề nghị gõ lý do trả lại báo cáo ${code}:`;

/** @param reasonNumber number of the quick reason, from 1. */
export function askNewDue(
  code: string,
  reason: string,
  reasonNumber: number,
  days: readonly string[],
  view: AssignmentView,
  nowMs: number,
): OutboundMessage {
  return {
    text: `Lý do: ${reason}. Đặt hạn nộp lại? Không đặt thì hạn hiện hành giữ nguyên: ${dueWords(view, nowMs)}. Có thể gõ ngày khác, ví dụ: 30/6.`,
    choices: [
      { label: 'Không đặt hạn mới', command: `/duyet ${code} tra ${reasonNumber} khonghan` },
      ...days.map((day) => ({
        label: `Hết ${weekdayDate(day)}`,
        command: `/duyet ${code} tra ${reasonNumber} ${date(day)}`,
      })),
    ],
  };
}
export const newDueUnclear =
  'Hệ thống chưa đọc được ngày, hoặc ngày đã qua. Đề nghị ghi ngày từ hôm nay trở đi, ví dụ: 30/6/2026, hoặc gõ “không” để không đặt hạn mới.';

/** To the unit's officers: what was decided about their version. */
export function reviewNotice(
  review: Review,
  submission: Submission,
  view: AssignmentView,
  isChanged: boolean,
  nowMs: number,
): OutboundMessage {
  const code = assignmentCode(view.facts.assignment);
  const task = `Việc ${code}: ${titleOf(view, 90)} (${planLabel(view.plan.document)}).`;
  const changed = isChanged ? ['Quyết định này thay quyết định đã báo trước đó.'] : [];
  if (review.decision === 'accepted') {
    return {
      heading: 'Báo cáo đã được tiếp nhận',
      text: [
        task,
        ...changed,
        `Mã tiếp nhận ${submission.receiptCode}, phiên bản ${submission.version}, ${verdictNow(submission, view, nowMs)}.`,
      ].join('\n'),
    };
  }
  const due = review.newDueOn
    ? ` trước khi hết ${weekdayDate(review.newDueOn)}`
    : `. Hạn hiện hành: ${dueWords(view, nowMs)}`;
  return {
    heading: 'Báo cáo được trả lại để hoàn thiện',
    text: [
      task,
      ...changed,
      `Mã tiếp nhận ${submission.receiptCode}, phiên bản ${submission.version}. Lý do: ${shorten(review.reason ?? '', 500)}`,
      `Đề nghị đơn vị hoàn thiện và nộp lại${due}. Báo cáo bị trả lại chưa được tính là hoàn thành.`,
    ].join('\n'),
    choices: [
      { label: 'Nộp bản mới', command: `/nop ${code}` },
      { label: 'Xem việc', command: `/viec ${code}` },
    ],
  };
}

/** To whoever decided first, when a clerk has changed it. */
export const decisionChanged = (
  review: Review,
  submission: Submission,
  view: AssignmentView,
  by: string,
): OutboundMessage => ({
  heading: 'Quyết định đã được thay đổi',
  text: `Báo cáo ${submission.receiptCode} của ${view.unit.name}: ${decidedWords(review, by)}, thay quyết định trước đó.`,
});

/** To the clerks: a decision that could be told to nobody of the unit. */
export const unitUntold = (what: string, view: AssignmentView, reason: string): OutboundMessage => ({
  heading: 'Chưa báo được cho đơn vị',
  text: `${what} (${view.unit.name}, việc ${assignmentCode(view.facts.assignment)}, ${planLabel(view.plan.document)}): ${unreachableReason(reason)}. Đề nghị liên hệ trực tiếp hoặc cấp mã liên kết bằng lệnh /donvi.`,
});
export const untoldDecision = (review: Review, submission: Submission): string =>
  `Báo cáo ${submission.receiptCode} ${review.decision === 'accepted' ? 'đã được tiếp nhận' : 'bị trả lại'}`;
export const untoldNote = (submission: Submission): string => `Ghi chú về báo cáo ${submission.receiptCode}`;

/** Accepting several at once, asked before it is done. */
export function askAcceptAll(
  items: readonly { submission: Submission; view: AssignmentView }[],
  counts: { late: number; pastCutOff: number; incomplete: number },
  nowMs: number,
): OutboundMessage {
  const marks = [
    ...(counts.late > 0 ? [`nộp muộn ${counts.late}`] : []),
    ...(counts.pastCutOff > 0 ? [`sau khóa sổ ${counts.pastCutOff}`] : []),
    ...(counts.incomplete > 0 ? [`còn thiếu thành phần ${counts.incomplete}`] : []),
  ];
  const shown = items.slice(0, 12);
  return {
    heading: `Tiếp nhận ${items.length} báo cáo?`,
    text: [
      ...shown.map(
        ({ submission, view }, i) =>
          `${i + 1}. ${view.unit.name}: ${titleOf(view, 60)}; ${verdictNow(submission, view, nowMs)}`,
      ),
      ...(items.length > shown.length ? [`và ${items.length - shown.length} báo cáo khác`] : []),
      ...(marks.length > 0 ? [`Trong đó: ${marks.join('; ')}.`] : []),
      'Từng đơn vị được báo. Báo cáo đến sau tin này không nằm trong danh sách.',
    ].join('\n'),
    choices: [
      { label: `Tiếp nhận ${items.length} báo cáo`, command: '/duyet nhan tatca dongy' },
      { label: 'Thôi', command: '/huy' },
    ],
  };
}
export const acceptAllStale =
  'Danh sách cần tiếp nhận không còn hiệu lực. Đề nghị mở lại bằng lệnh /duyet nhan tatca.';
export const acceptedAll = (
  accepted: number,
  skipped: number,
  untold: readonly { unit: string; reason: string }[],
): string =>
  [
    `Đã tiếp nhận ${accepted} báo cáo.`,
    ...(skipped > 0
      ? [`${skipped} báo cáo đã được xử lý hoặc được thay bằng bản mới trong lúc chờ, không tính.`]
      : []),
    ...(untold.length > 0
      ? ['Chưa báo được cho:', ...untold.map(({ unit, reason }) => `- ${unit}: ${unreachableReason(reason)}`)]
      : accepted > 0
        ? ['Các đơn vị đã được báo.']
        : []),
  ].join('\n');

export const askNote = (code: string): string =>
  `Đề nghị gõ ghi chú về báo cáo ${code}. Sau đó hệ thống hỏi chỉ lưu nội bộ hay gửi cho đơn vị.`;
export const askNoteShared = (code: string, text: string): OutboundMessage => ({
  text: `Ghi chú về báo cáo ${code}: “${shorten(text, 300)}”. Lưu nội bộ hay gửi cho đơn vị?`,
  choices: [
    { label: 'Chỉ lưu nội bộ', command: `/duyet ${code} ghichu noibo` },
    { label: 'Gửi cho đơn vị', command: `/duyet ${code} ghichu gui` },
  ],
});
export const noteKept = (code: string): string => `Đã lưu ghi chú nội bộ về báo cáo ${code}.`;
export const noteSent = (code: string, unit: string, untold: string | null): string =>
  `Đã ghi chú về báo cáo ${code}. ${toldWords(unit, untold)}`;
export const noteNotice = (
  note: SubmissionNote,
  submission: Submission,
  view: AssignmentView,
  by: string,
): OutboundMessage => ({
  heading: 'Ghi chú về báo cáo của đơn vị',
  text: `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)} (${planLabel(view.plan.document)}).\nBáo cáo ${submission.receiptCode}, phiên bản ${submission.version}. ${by} ghi: ${shorten(note.text, 500)}`,
});
