/** What people read when they ask for more time, and when somebody decides about it. */
import type { Extension } from '../domain/assignment.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { effectiveDue } from '../domain/state.js';
import { shorten } from '../domain/text.js';
import { count, date, shortTime, weekdayDate } from './format.js';
import { unreachableReason } from './reminders.js';
import { dueWords, titleOf } from './tasks.js';

/** Reasons most often given, chosen by number. */
export const quickReasons = [
  'Chờ số liệu của các đơn vị, địa phương',
  'Chờ hướng dẫn, ý kiến của cấp trên',
  'Khối lượng công việc lớn, cần thêm thời gian rà soát',
  'Văn bản đang trình lãnh đạo ký',
] as const;

/** Reasons for a refusal, chosen by number; the last only where it is true. */
export const refusalReasons = [
  'Cần tổng hợp, báo cáo cấp trên đúng hạn',
  'Lý do chưa đủ cơ sở',
  'Đề nghị gửi sau khi đã hết hạn',
] as const;

const taskLine = (view: AssignmentView): string =>
  `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)} (${planLabel(view.plan.document)}).`;
const gh = (extension: Extension): string => `GH${extension.number}`;

export const askNewDate = (
  view: AssignmentView,
  days: readonly string[],
  nowMs: number,
): OutboundMessage => ({
  text: [
    taskLine(view),
    `Hạn: ${dueWords(view, nowMs)}.`,
    'Đề nghị chọn hạn mới, hoặc gõ ngày kèm lý do, ví dụ: 30/6/2026 chờ số liệu của các xã.',
  ].join('\n'),
  choices: days.map((day) => ({
    label: `Hết ${weekdayDate(day)}`,
    command: `/giahan ${assignmentCode(view.facts.assignment)} ${date(day)}`,
  })),
});
export const askExtensionReason = (view: AssignmentView, day: string): OutboundMessage => ({
  text: `Hạn đề nghị: hết ${weekdayDate(day)}. Đề nghị chọn hoặc gõ lý do xin gia hạn:`,
  choices: quickReasons.map((reason, i) => ({
    label: reason,
    command: `/giahan ${assignmentCode(view.facts.assignment)} ${date(day)} ${i + 1}`,
  })),
});
export const newDateUnclear =
  'Hệ thống chưa đọc được ngày đề nghị. Đề nghị ghi ngày, tháng, năm, ví dụ: 30/6/2026 chờ số liệu của các xã.';
export const newDateTooEarly = (due: string): string =>
  `Hạn đề nghị phải sau hạn hiện hành (${date(due)}) và sau ngày hôm nay. Đề nghị ghi lại.`;
export const noDateToExtend = 'Việc này không có thời hạn cụ thể nên không cần gia hạn.';
export const nothingToExtend = (view: AssignmentView, state: string): string =>
  `Việc ${assignmentCode(view.facts.assignment)} ${state} nên không cần gia hạn.`;
export const filesHeld = (files: number): string =>
  `Đã giữ ${count(files)} tệp minh chứng, sẽ gửi kèm đề nghị gia hạn.`;

/** What the unit reads about its request. */
export function extensionRequested(extension: Extension, decider: string | null): OutboundMessage {
  const to =
    decider === null
      ? 'Hiện chưa có người có thẩm quyền nào liên kết trên hệ thống; đề nghị đồng thời gửi văn bản đến Văn phòng.'
      : `Đã chuyển ${decider} quyết định.`;
  return {
    text: [
      `Đã ghi nhận đề nghị gia hạn ${gh(extension)} đến hết ${weekdayDate(extension.newDueOn)}. ${to}`,
      'Thời hạn cũ vẫn áp dụng cho đến khi có ý kiến đồng ý.',
      ...(extension.isAfterDue ? ['Lưu ý: đề nghị gửi sau khi đã hết hạn.'] : []),
      ...(extension.files?.length ? [`Gửi kèm ${count(extension.files.length)} tệp minh chứng.`] : []),
    ].join('\n'),
    choices: ownChoices(extension),
  };
}

const ownChoices = (extension: Extension): Choice[] => [
  { label: 'Gửi kèm công văn, minh chứng', command: `/giahan ${gh(extension)} kem` },
  { label: 'Rút đề nghị', command: `/giahan ${gh(extension)} rut` },
];

export const extensionWaiting = (extension: Extension): OutboundMessage => ({
  text: `Việc này đang có đề nghị gia hạn ${gh(extension)} (đến hết ${weekdayDate(extension.newDueOn)}) chờ quyết định. Muốn đề nghị ngày khác thì rút đề nghị này trước.`,
  choices: ownChoices(extension),
});

/** How a request stands, for its unit. */
export function ownRequest(extension: Extension, view: AssignmentView, nowMs: number): OutboundMessage {
  const isWaiting = extension.status === 'requested';
  return {
    heading: `Đề nghị gia hạn ${gh(extension)}`,
    text: [
      taskLine(view),
      `Đề nghị: hết ${weekdayDate(extension.wishedOn ?? extension.newDueOn)}. Lý do: ${shorten(extension.reason, 300)}`,
      `Kết quả: ${outcomeWords(extension)}.`,
      `Hạn: ${dueWords(view, nowMs)}.`,
    ].join('\n'),
    ...(isWaiting ? { choices: ownChoices(extension) } : {}),
  };
}

/** "chờ quyết định", "đồng ý đến hết …", "không đồng ý (lý do: …)", "đơn vị đã rút". */
export function outcomeWords(extension: Extension): string {
  const reason = extension.decisionReason ? ` (${shorten(extension.decisionReason, 160)})` : '';
  switch (extension.status) {
    case 'requested':
      return 'chờ quyết định';
    case 'granted':
      return `đồng ý đến hết ${weekdayDate(extension.newDueOn)}${reason}`;
    case 'refused':
      return `không đồng ý${reason}`;
    case 'withdrawn':
      return 'đơn vị đã rút';
  }
}

export const noSuchRequest = (code: string): string =>
  `Không có đề nghị gia hạn mang mã ${shorten(code, 20)} trong phạm vi của đơn vị.`;
export const sendProof = (extension: Extension): string =>
  `Đề nghị gửi tệp hoặc ảnh công văn, minh chứng cho ${gh(extension)}. Lệnh /huy để thôi.`;
export const proofAdded = (extension: Extension, added: number): string =>
  `Đã gửi kèm ${count(added)} tệp vào đề nghị ${gh(extension)} và chuyển người quyết định.`;
export const requestClosed = (extension: Extension): string =>
  `Đề nghị ${gh(extension)} không còn chờ quyết định: ${outcomeWords(extension)}.`;
export const requestWithdrawn = (extension: Extension): string =>
  `Đã rút đề nghị gia hạn ${gh(extension)}. Thời hạn hiện hành giữ nguyên.`;

/** What those who decide, and those who are told, read about a request. */
export function extensionArrived(
  extension: Extension,
  view: AssignmentView,
  author: string,
  how: { mayDecide: boolean; timesBefore: number; isInformation?: boolean },
  nowMs: number,
): OutboundMessage {
  const { round } = view.facts;
  const due = effectiveDue(view.facts, nowMs);
  const current = due.movedBy && due.dueOn ? ` Hạn hiện hành: hết ${weekdayDate(due.dueOn)}.` : '';
  const lines = [
    taskLine(view),
    `Hạn ban đầu: ${round.dueOn ? date(round.dueOn) : 'không có'}.${current}`,
    `Đề nghị: hết ${weekdayDate(extension.wishedOn ?? extension.newDueOn)}.`,
    `Lý do: ${shorten(extension.reason, 400)}`,
    `Người đề nghị: ${author}, lúc ${shortTime(Date.parse(extension.requestedOn))}.`,
    ...(extension.isAfterDue ? ['Lưu ý: đề nghị gửi sau khi đã hết hạn.'] : []),
    ...(how.timesBefore > 0
      ? [`Lưu ý: việc này đã gia hạn ${how.timesBefore} lần; gia hạn thêm là trường hợp đặc biệt.`]
      : []),
    ...(extension.files?.length ? [`Minh chứng: ${count(extension.files.length)} tệp.`] : []),
    ...(extension.status === 'requested' ? [] : [`Kết quả: ${outcomeWords(extension)}.`]),
    ...(how.isInformation ? ['Gửi để biết.'] : []),
  ];
  const isOpen = extension.status === 'requested' && how.mayDecide;
  const choices: Choice[] = [
    ...(isOpen ? decisionChoices(extension) : []),
    ...(extension.files?.length ? [{ label: 'Xem minh chứng', command: `/duyet ${gh(extension)} tep` }] : []),
  ];
  return {
    heading: `${view.unit.name} xin gia hạn (${gh(extension)})`,
    text: lines.join('\n'),
    ...(choices.length > 0 && !how.isInformation ? { choices } : {}),
  };
}

const decisionChoices = (extension: Extension): Choice[] => [
  { label: 'Đồng ý', command: `/duyet ${gh(extension)} dongy` },
  { label: 'Đồng ý, ngày khác', command: `/duyet ${gh(extension)} ngaykhac` },
  { label: 'Không đồng ý', command: `/duyet ${gh(extension)} tuchoi` },
];

export const proofArrived = (extension: Extension, view: AssignmentView): OutboundMessage => ({
  heading: `${view.unit.name} gửi kèm minh chứng (${gh(extension)})`,
  text: taskLine(view),
  choices: decisionChoices(extension),
});
export const withdrawnNotice = (extension: Extension, view: AssignmentView): OutboundMessage => ({
  heading: `${view.unit.name} rút đề nghị gia hạn ${gh(extension)}`,
  text: `${taskLine(view)} Thời hạn hiện hành giữ nguyên.`,
});

export const askGrantDate = (extension: Extension, days: readonly string[]): OutboundMessage => ({
  text: `${gh(extension)}: đơn vị đề nghị hết ${weekdayDate(extension.newDueOn)}. Đề nghị chọn hoặc gõ ngày được đồng ý, ví dụ: 25/6.`,
  choices: days.map((day) => ({
    label: `Hết ${weekdayDate(day)}`,
    command: `/duyet ${gh(extension)} dongy ${date(day)}`,
  })),
});
export const askRefusal = (extension: Extension): OutboundMessage => ({
  text: `Đề nghị chọn hoặc gõ lý do không đồng ý với ${gh(extension)}:`,
  choices: [
    ...refusalReasons.slice(0, extension.isAfterDue ? 3 : 2).map((reason, i) => ({
      label: reason,
      command: `/duyet ${gh(extension)} tuchoi ${i + 1}`,
    })),
    { label: 'Không nêu lý do', command: `/duyet ${gh(extension)} tuchoi 0` },
  ],
});
export const keptToClerks =
  'Kế hoạch này do Văn phòng quyết định việc gia hạn; đơn vị tổng hợp được báo kết quả.';
export const ownRequestDecided =
  'Người gửi đề nghị gia hạn không tự quyết định đề nghị của mình. Đề nghị người khác có thẩm quyền quyết định.';
export const decidedAlready = (extension: Extension, by: string | null): string =>
  `Đề nghị ${gh(extension)} đã được xử lý trước đó: ${outcomeWords(extension)}${by && extension.decidedAt ? `, ${by}, ${shortTime(Date.parse(extension.decidedAt))}` : ''}. Hệ thống không ghi lặp lại.`;

/** To the unit's officers. @param covered a version that was late and is on time by this decision. */
export const extensionDecided = (
  extension: Extension,
  view: AssignmentView,
  covered: { version: number } | null,
  nowMs: number,
): OutboundMessage => ({
  heading:
    extension.status === 'granted'
      ? 'Đề nghị gia hạn được chấp thuận'
      : 'Đề nghị gia hạn không được chấp thuận',
  text: [
    taskLine(view),
    ...(extension.status === 'granted'
      ? [
          `Hạn mới: hết ${weekdayDate(extension.newDueOn)}${extension.wishedOn ? ` (đơn vị đề nghị: ${date(extension.wishedOn)})` : ''}; hạn ban đầu ${view.facts.round.dueOn ? date(view.facts.round.dueOn) : 'không có'}.`,
          ...(covered ? [`Bản ${covered.version} đã nộp được tính đúng hạn.`] : []),
        ]
      : [`Thời hạn giữ nguyên: ${dueWords(view, nowMs)}; đề nghị đơn vị khẩn trương hoàn thành.`]),
    ...(extension.decisionReason ? [`Ý kiến: ${shorten(extension.decisionReason, 300)}`] : []),
  ].join('\n'),
});
export const decisionRecorded = (extension: Extension, unit: string, untold: string | null): string =>
  [
    `Đã ghi ý kiến ${extension.status === 'granted' ? `đồng ý với ${gh(extension)}, hạn mới hết ${weekdayDate(extension.newDueOn)}` : `không đồng ý với ${gh(extension)}`}.`,
    untold === null
      ? `Đã báo cho ${unit}.`
      : `Chưa báo được cho ${unit}: ${unreachableReason(untold)}. Đề nghị liên hệ trực tiếp.`,
  ].join(' ');
export const decisionInformed = (
  extension: Extension,
  view: AssignmentView,
  by: string,
): OutboundMessage => ({
  heading: `Đề nghị gia hạn ${gh(extension)} của ${view.unit.name}: ${extension.status === 'granted' ? 'đồng ý' : 'không đồng ý'}`,
  text: `${taskLine(view)} ${by}: ${outcomeWords(extension)}. Gửi để biết.`,
});
export const untoldExtension = (extension: Extension): string =>
  `Đề nghị gia hạn ${gh(extension)}: ${outcomeWords(extension)}`;
export const noProof = (extension: Extension): string => `Đề nghị ${gh(extension)} không có tệp minh chứng.`;
export const proofFiles = (extension: Extension, view: AssignmentView): OutboundMessage => ({
  text: `Minh chứng của đề nghị ${gh(extension)}, ${view.unit.name}.`,
  files: extension.files ?? [],
});
