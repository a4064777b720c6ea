/** What people read while files find their assignment: choosing, holding, versions, moving to another one. */
import type { ChoiceReason } from '../domain/choose-assignment.js';
import type { Submission } from '../domain/assignment.js';
import { hashesIn } from '../domain/compose-version.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { capital, count, shortTime } from './format.js';
import { handedInWords, verdictWords } from './receipts.js';
import { titleOf, titleSentence } from './tasks.js';

const codeOf = (view: AssignmentView): string => assignmentCode(view.facts.assignment);

/** Name of the file photographs are joined into. */
export const joinedName = (pages: number): string => `ban-chup-${count(pages)}-trang.pdf`;

// Choosing

/** One line of the list to choose from. */
export function choiceLine(
  number: number,
  view: AssignmentView,
  about: { isRecent: boolean; withUnit: boolean },
): string {
  const kind = about.isRecent ? 'Bổ sung báo cáo vừa nộp, việc ' : '';
  const unit = about.withUnit ? ` · ${view.unit.name}` : '';
  return `${number}. ${kind}${codeOf(view)}: ${titleOf(view, 90)}${unit}`;
}
export const choiceLabel = (number: number, view: AssignmentView, isRecent: boolean): string =>
  `${number}. ${isRecent ? 'Bổ sung ' : ''}${codeOf(view)} ${shorten(capital(view.task.action), 40)}`;
export const chooseNone = 'Thôi, không nộp';
export const nothingFits = (typed: string): string =>
  `Không có việc nào của đơn vị ứng với “${shorten(typed, 60)}”.`;
export const tooManyHeld = (most: number): string =>
  `Hệ thống giữ nhiều nhất ${most} tệp một lần. Đề nghị chọn việc để nộp các tệp đang giữ, rồi gửi tiếp.`;

/** Why a file went to an assignment nobody named, and how to move it; empty when the person named it. */
export function takenBecause(reason: ChoiceReason | null, view: AssignmentView): string[] {
  const why = {
    only: 'là việc duy nhất đang chờ nộp',
    words: 'theo tên tệp, nội dung gửi kèm',
    recent: 'tiếp theo báo cáo vừa nộp',
  };
  if (reason === null || reason === 'code' || reason === 'reply') return [];
  return [
    `Hệ thống ghi nhận cho việc ${codeOf(view)} (${why[reason]}). Nếu không đúng việc, đề nghị chuyển sang việc khác.`,
  ];
}
export const moveChoice = (receiptCode: string): Choice => ({
  label: 'Không đúng việc, chuyển',
  command: `/nop chuyen ${receiptCode}`,
});

// Holding

export const droppedFiles = (files: number): string =>
  `${count(files)} tệp gửi trước đó chưa được nộp và không còn được giữ. Nếu vẫn cần nộp, đề nghị gửi lại tệp.`;
export const cancelledFiles = (files: number): string =>
  `Đã dừng. ${count(files)} tệp đã gửi không được nộp, không chuyển cho ai.`;
export const heldChoices: Choice[] = [
  { label: 'Chọn việc để nộp', command: '/nop khac' },
  { label: chooseNone, command: '/huy' },
];
export const keptAside = (files: number): OutboundMessage => ({
  text: `Hệ thống vẫn giữ ${count(files)} tệp gửi trước đó, chưa nộp cho việc nào.`,
  choices: heldChoices,
});
export const stillHeld = (files: number): OutboundMessage => ({
  heading: 'Tệp chưa nộp',
  text: `Hệ thống vẫn đang giữ ${count(files)} tệp chưa biết dùng cho việc nào, nên CHƯA NỘP. Đề nghị chọn việc; thời điểm nộp tính theo lúc gửi tệp.`,
  // One choice alone: a number typed for the list shown before must not drop the files.
  choices: [{ label: 'Chọn việc để nộp', command: '/nop khac' }],
});
export const holdExpired = (files: number): string =>
  `${count(files)} tệp chờ quá lâu mà chưa chọn việc nên không được nộp và không còn được giữ. Nếu vẫn cần nộp, đề nghị gửi lại tệp.`;
export const nothingHeld = 'Hiện không giữ tệp nào. Đề nghị gửi tệp cần nộp.';
export const sendMore = (code: string): string =>
  `Có thể gửi tiếp tệp cho việc ${code} trong 15 phút; hệ thống ghép vào cùng báo cáo. Gửi cho việc khác: kèm mã việc.`;

// Refusals

export const notInThisGroup =
  'Nhóm này không gắn với đơn vị của người gửi nên hệ thống không nhận báo cáo tại đây. Đề nghị nộp ở cuộc trò chuyện riêng với hệ thống.';
export const planClosed = (view: AssignmentView): string =>
  `Kế hoạch ${planLabel(view.plan.document)} đã đóng nên việc ${codeOf(view)} không nhận báo cáo nữa. Nếu cần bổ sung, đề nghị liên hệ Văn phòng để mở lại kế hoạch.`;
export const assignmentStopped = (view: AssignmentView): string =>
  `Việc ${codeOf(view)} ${view.facts.assignment.status === 'paused' ? 'đang tạm dừng' : 'đã hủy'} nên chưa nhận báo cáo. Đề nghị kiểm tra mã việc hoặc liên hệ Văn phòng.`;
export const keptFiles = (files: number): string =>
  files > 0 ? ` Hệ thống vẫn giữ ${count(files)} tệp; đề nghị chọn việc khác hoặc gõ /huy.` : '';

// The same again

export function alreadyHandedIn(
  submission: Submission,
  view: AssignmentView,
  author: string,
  files: number,
): OutboundMessage {
  const code = codeOf(view);
  return {
    heading: 'Tệp này đã được nộp',
    text: [
      `${files > 1 ? `${count(files)} tệp này` : 'Tệp này'} trùng với tệp ${author} đã nộp cho việc ${code}: ${titleOf(view, 80)}, lúc ${shortTime(Date.parse(submission.sentAt))}.`,
      `Báo cáo mang mã tiếp nhận ${submission.receiptCode}; phiên bản ${submission.version}; ${verdictWords(submission.verdict)}. Hệ thống giữ nguyên bản đó, không lập bản mới.`,
    ].join('\n'),
    choices: [
      { label: 'Xem biên nhận', command: `/bienlai ${submission.receiptCode}` },
      { label: 'Vẫn nộp thành bản mới', command: `/nop ${code} moi` },
      { label: 'Dùng cho việc khác', command: '/nop khac' },
    ],
  };
}

export const alreadySaid = (submission: Submission, view: AssignmentView): OutboundMessage => ({
  text: `Việc ${codeOf(view)} đã có ${handedInWords(submission)} lúc ${shortTime(Date.parse(submission.sentAt))}, mã tiếp nhận ${submission.receiptCode}. Hệ thống không ghi lặp lại.`,
  choices: [{ label: 'Xem biên nhận', command: `/bienlai ${submission.receiptCode}` }],
});

// Versions

/** What a version is made of when it is more than the files just sent. */
export function versionLines(
  submission: Submission,
  about: { unjoined: number; replaced: Submission | null; carried: number },
): string[] {
  const lines: string[] = [];
  const joined = submission.files.find((file) => file.joinedFrom !== undefined && file.since === undefined);
  if (joined?.joinedFrom)
    lines.push(`${count(joined.joinedFrom.length)} ảnh được ghép theo thứ tự gửi thành một tệp PDF.`);
  if (about.unjoined > 0)
    lines.push(
      `${count(about.unjoined)} ảnh không ghép được thành một tệp PDF nên được nộp nguyên từng ảnh.`,
    );
  const pages = new Set(joined?.joinedFrom?.map((photo) => photo.sha256));
  const isGoneOn = about.replaced?.files.some((file) => hashesIn(file).every((hash) => pages.has(hash)));
  if (about.carried > 0) lines.push(`Bản này gồm cả ${count(about.carried)} tệp đã nộp trước đó.`);
  else if (isGoneOn) lines.push(`Bản này gồm cả ảnh đã nộp ở bản ${about.replaced?.version ?? 1}.`);
  else if (about.replaced) lines.push(`Bản này thay bản ${about.replaced.version}; bản cũ vẫn được lưu.`);
  return lines;
}
export const addChoice = (code: string): Choice => ({
  label: 'Ghép cả tệp của bản trước',
  command: `/nop ${code} them`,
});
export const onlyNewChoice = (code: string): Choice => ({
  label: 'Chỉ lấy tệp vừa gửi',
  command: `/nop ${code} thay`,
});

export function missingLines(submission: Submission, code: string): string[] {
  if (!submission.missing?.length) return [];
  return [
    `Còn thiếu: ${submission.missing.join('; ')}. Báo cáo chưa đủ; đề nghị gửi tiếp kèm mã ${code}, hệ thống ghép vào cùng báo cáo.`,
  ];
}
/** For each thing asked for: "this file is that one", when it was taken for another. */
export const itemChoice = (code: string, position: number, fileName: string, item: string): Choice => ({
  label: `“${shorten(fileName, 24)}” là ${shorten(item, 28)}`,
  command: `/nop ${code} muc ${position}`,
});
export const nothingMissing = (code: string): string => `Việc ${code} không có mục nào còn thiếu.`;
export const noItems = (code: string): string =>
  `Việc ${code} chỉ yêu cầu một tài liệu, không chia thành các mục.`;
export const noSuchItem = (code: string, items: readonly string[]): string =>
  `Việc ${code} có ${items.length} mục: ${items.map((item, i) => `${i + 1}. ${item}`).join('; ')}. Đề nghị gõ: /nop ${code} muc 1.`;
export const noVersionYet = (code: string): string =>
  `Việc ${code} chưa có báo cáo nào. Đề nghị gửi tệp kèm mã ${code}.`;
export const confirmedComplete = 'Đơn vị xác nhận báo cáo đã đủ, không có mục còn lại.';
export const nothingToAdd = (code: string): string => `Việc ${code} không có tệp nào của bản trước để ghép.`;
export const onlyLatestFiles = (code: string): string =>
  `Bản mới nhất của việc ${code} không có tệp nào của bản trước.`;

// Moving to another assignment

export const chooseMove = (submission: Submission, view: AssignmentView): string =>
  `Báo cáo ${submission.receiptCode} đang ghi cho việc ${codeOf(view)}: ${titleSentence(view, 80)} Đề nghị chọn việc đúng; thời điểm nộp giữ nguyên.`;
export const noneToMove =
  'Không có báo cáo nào chuyển được. Chỉ chuyển được báo cáo mới nhất chưa được tiếp nhận của đơn vị mình; đề nghị gõ: /nop chuyen MÃ TIẾP NHẬN MÃ VIỆC.';
export const noOtherTask = 'Đơn vị không có việc nào khác để chuyển báo cáo sang.';
export const cannotMove = (
  receiptCode: string,
  why: 'accepted' | 'withdrawn' | 'same' | 'superseded',
): string =>
  ({
    accepted: `Báo cáo ${receiptCode} đã được tiếp nhận nên không chuyển được. Đề nghị liên hệ đơn vị tổng hợp.`,
    withdrawn: `Báo cáo ${receiptCode} đã được chuyển sang việc khác trước đó.`,
    same: `Báo cáo ${receiptCode} đang ở đúng việc này, không cần chuyển.`,
    superseded: `Báo cáo ${receiptCode} đã có bản mới hơn thay thế. Đề nghị chuyển bản mới nhất.`,
  })[why];
export const movedReason = (code: string): string => `chuyển sang việc ${code}`;
export const movedFrom = (submission: Submission, code: string): string =>
  `Báo cáo được chuyển từ việc ${code} theo đề nghị của đơn vị, giữ nguyên thời điểm nộp; mã ${submission.receiptCode} không còn hiệu lực.`;
export const movedAway = (
  submission: Submission,
  view: AssignmentView,
  to: AssignmentView,
): OutboundMessage => ({
  heading: `${view.unit.name} chuyển báo cáo sang việc khác`,
  text: `Báo cáo ${submission.receiptCode} gửi nhầm cho việc ${codeOf(view)}: ${titleOf(view, 80)} (${planLabel(view.plan.document)}), nay chuyển sang việc ${codeOf(to)}. Tại việc ${codeOf(view)} báo cáo này không còn được tính.`,
});
export const mistake = (submission: Submission, view: AssignmentView): OutboundMessage => ({
  text: `Báo cáo gần nhất: ${submission.receiptCode}, việc ${codeOf(view)}: ${titleSentence(view, 80)} Gửi nhầm việc: chuyển sang việc khác. Gửi nhầm tệp: gửi lại tệp đúng kèm mã ${codeOf(view)}, bản mới thay bản cũ.`,
  choices: [moveChoice(submission.receiptCode), { label: 'Nộp bản mới', command: `/nop ${codeOf(view)}` }],
});
