/** What a clerk reads while a plan is read in, checked and published. */
import type { Addressee } from '../domain/acts/addressees.js';
import type { Published } from '../domain/acts/publish.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import {
  type Deadline,
  type DocumentFacts,
  type Plan,
  type PlanDraft,
  type TaskCandidate,
  planLabel,
} from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import { capital, date, names, weekdayDate } from './format.js';
import { doubtWords } from './words.js';

export const sendPlan =
  'Đề nghị gửi tệp kế hoạch (.docx, .pdf hoặc .txt). Hệ thống đọc thành danh sách nhiệm vụ để Văn phòng kiểm tra trước khi ban hành. Không gửi tài liệu có dấu chỉ độ mật.';
export const planOrReport = (name: string): string =>
  `Tệp “${shorten(name, 60)}” là kế hoạch cần nhập hay báo cáo của đơn vị?`;
export const isPlan = 'Kế hoạch cần nhập';
export const isReport = 'Báo cáo của đơn vị';

/** One line about a document: number, date, issuer. */
export function documentLine(document: DocumentFacts): string {
  const parts = [
    planLabel(document),
    ...(document.issuedOn ? [`ngày ${date(document.issuedOn)}`] : ['chưa rõ ngày ban hành']),
    ...(document.issuer ? [`của ${document.issuer}`] : []),
  ];
  return parts.join(' ');
}

/** What a deadline means, in words: the phrase and the computed last day. */
export function deadlineWords(deadline: Deadline): string {
  const stage = deadline.stage ? `${deadline.stage}: ` : '';
  if (deadline.rrule) return `${stage}${deadline.text} (định kỳ)`;
  if (deadline.dueOn) {
    const time = deadline.dueTime ? `${deadline.dueTime.replace(':', ' giờ ')} ` : '';
    return `${stage}${deadline.text} (hạn cuối: ${time}${weekdayDate(deadline.dueOn)})`;
  }
  return `${stage}${deadline.text || 'không nêu'} (chưa xác định ngày)`;
}

/** The draft as a whole, with the ways to go on. */
export function draftOverview(draft: PlanDraft, expansions: readonly Addressee[]): OutboundMessage {
  const { result } = draft;
  const tasks = result.tasks.filter((task) => !draft.dropped.includes(task.key));
  const dated = tasks.filter((task) => task.deadlines.some((d) => d.dueOn ?? d.rrule));
  const doubtful = tasks.filter((task) => seriousDoubts(task).length > 0);
  const lines = [
    documentLine(result.document),
    ...(result.document.title ? [shorten(result.document.title, 200)] : []),
    `Đọc được ${result.tasks.length} nhiệm vụ, trong đó ${dated.length} có thời hạn hoặc định kỳ; ${doubtful.length} nhiệm vụ cần xem lại; ${draft.dropped.length} đã bỏ.`,
    // Numbers are those of the whole draft, dropped tasks included: they are what "/kehoach D1 3" means.
    ...tasks.slice(0, 12).map((task) => `${result.tasks.indexOf(task) + 1}. ${taskLine(task)}`),
    ...(tasks.length > 12 ? [`… và ${tasks.length - 12} nhiệm vụ khác.`] : []),
    ...expansionLines(expansions),
  ];
  const choices: Choice[] = [
    { label: 'Xem từng nhiệm vụ', command: `/kehoach D${draft.number} xem` },
    { label: 'Ban hành tất cả', command: `/kehoach D${draft.number} banhanh` },
    { label: 'Bỏ dự thảo này', command: `/kehoach D${draft.number} huy` },
  ];
  return { heading: `Dự thảo nhập D${draft.number}`, text: lines.join('\n'), choices };
}

/** Doubts a person should settle; routine ones (a collective, an inherited date) are shown but not counted. */
export function seriousDoubts(task: TaskCandidate): string[] {
  const routine = new Set([
    'lead-collective',
    'deadline-weekend',
    'merged',
    'recurrence-open',
    'row-split',
    'no-deadline',
    'deadline-inherited',
    'lead-inherited',
  ]);
  return task.doubts.filter((doubt) => !routine.has(doubt)).map((doubt) => doubtWords[doubt]);
}

function taskLine(task: TaskCandidate): string {
  const lead = task.lead.length > 0 ? names(task.lead, 2) : 'chưa rõ đơn vị';
  const deadline = task.deadlines[0];
  const due = deadline ? (deadline.dueOn ? `hết ${date(deadline.dueOn)}` : deadline.text) : 'không nêu hạn';
  return `${shorten(capital(task.action), 70)} — ${shorten(lead, 60)}; ${due}${seriousDoubts(task).length > 0 ? ' (cần xem lại)' : ''}`;
}

function expansionLines(expansions: readonly Addressee[]): string[] {
  if (expansions.length === 0) return [];
  const lines = expansions.slice(0, 10).map((addressee) => {
    if (addressee.kind === 'ambiguous') {
      return `- “${addressee.mention}”: có thể là ${addressee.candidates.join(' hoặc ')}; nếu ban hành ngay, hệ thống lập đơn vị mới theo tên trong văn bản`;
    }
    if (addressee.kind === 'collective' && addressee.unitIds.length === 0) {
      return `- “${addressee.mention}”: danh mục chưa có đơn vị nào của nhóm này; đề nghị cập nhật danh mục (/donvi) trước khi ban hành`;
    }
    if (addressee.unitIds.length === 0) {
      return `- “${addressee.mention}”: chưa có trong danh mục, sẽ lập đơn vị mới`;
    }
    return `- “${addressee.mention}”: ${addressee.unitIds.length} đơn vị${addressee.isOpenSet ? ' (nhóm mở, đề nghị kiểm tra)' : ''}`;
  });
  return ['Nơi thực hiện theo danh mục tại ngày ban hành:', ...lines];
}

/** One task of a draft in full, with its doubts and the sentence it came from. */
export function draftTask(
  draft: PlanDraft,
  task: TaskCandidate,
  index: number,
  expanded: readonly { mention: string; units: readonly string[] }[],
): OutboundMessage {
  const lines = [
    `Nội dung: ${capital(task.action)}`,
    `Chủ trì: ${task.lead.length > 0 ? task.lead.join('; ') : 'văn bản không nêu'}`,
    ...expanded
      .filter((entry) => entry.units.length > 1)
      .map((entry) => `  “${entry.mention}” gồm ${entry.units.length} đơn vị: ${names(entry.units, 60)}`),
    ...(task.coordinating.length > 0 ? [`Phối hợp: ${task.coordinating.join('; ')}`] : []),
    ...(task.recipients.length > 0
      ? [`Nơi nhận: ${task.recipients.join('; ')}${task.via ? ` (qua ${task.via})` : ''}`]
      : []),
    `Thời hạn: ${task.deadlines.length > 0 ? task.deadlines.map(deadlineWords).join('; ') : 'văn bản không nêu'}`,
    ...(task.volume ? [`Dung lượng: ${task.volume}`] : []),
    ...(task.quota ? [`Chỉ tiêu: ${task.quota}`] : []),
    ...task.quotes.slice(0, 2).map((quote) => `Trích mục ${quote.place}: “${shorten(quote.text, 350)}”`),
    ...(task.doubts.length > 0
      ? [`Cần lưu ý: ${task.doubts.map((doubt) => doubtWords[doubt]).join('; ')}.`]
      : []),
  ];
  const base = `/kehoach D${draft.number}`;
  const state = draft.dropped.includes(task.key)
    ? ' (đã bỏ)'
    : draft.accepted.includes(task.key)
      ? ' (đã nhận)'
      : '';
  return {
    heading: `Nhiệm vụ ${index + 1}/${draft.result.tasks.length}${state}`,
    text: lines.join('\n'),
    choices: [
      { label: 'Nhận, xem tiếp', command: `${base} ${index + 1} nhan` },
      { label: 'Bỏ, xem tiếp', command: `${base} ${index + 1} bo` },
      { label: 'Về dự thảo', command: base },
    ],
  };
}

export const published = (done: Published): OutboundMessage => ({
  heading: `Đã ban hành kế hoạch K${done.plan.number}`,
  text: [
    documentLine(done.plan.document),
    `${done.tasks} nhiệm vụ, ${done.assignments} việc giao cho các đơn vị.`,
    ...(done.newUnits.length > 0
      ? [`Đã lập ${done.newUnits.length} đơn vị mới theo tên trong văn bản: ${names(done.newUnits, 10)}.`]
      : []),
    ...(done.withoutLead > 0
      ? [
          `${done.withoutLead} nhiệm vụ chưa rõ đơn vị chủ trì: được lưu cùng kế hoạch, chưa giao và chưa nhắc ai.`,
        ]
      : []),
    'Hệ thống sẽ nhắc các đơn vị theo lịch. Cấp mã liên kết: /donvi.',
  ].join('\n'),
  choices: [{ label: 'Xem tiến độ', command: `/tiendo K${done.plan.number}` }],
});
export const planExists = (plan: Plan): string =>
  `Kế hoạch ${documentLine(plan.document)} đã được nhập trước đây (K${plan.number}), không nhập lặp lại.`;
export const draftClosed = 'Dự thảo này đã được xử lý. Lệnh /kehoach liệt kê các kế hoạch và dự thảo.';
export const draftDiscarded = (number: number): string => `Đã bỏ dự thảo D${number}. Tệp gốc vẫn được lưu.`;
export const allReviewed = (draft: PlanDraft): string =>
  `Đã xem hết ${draft.result.tasks.length} nhiệm vụ: nhận ${draft.result.tasks.length - draft.dropped.length}, bỏ ${draft.dropped.length}.`;
export function planList(
  plans: readonly { plan: Plan; assignments: number; done: number }[],
  drafts: readonly PlanDraft[],
): OutboundMessage {
  const lines = [
    ...plans.map(
      ({ plan, assignments, done }) =>
        `K${plan.number}. ${documentLine(plan.document)}: ${done}/${assignments} việc hoàn thành`,
    ),
    ...drafts.map(
      (draft) =>
        `D${draft.number}. Dự thảo: ${documentLine(draft.result.document)} (${draft.result.tasks.length} nhiệm vụ)`,
    ),
  ];
  const choices: Choice[] = [
    ...drafts
      .slice(0, 4)
      .map((draft) => ({ label: `Xem dự thảo D${draft.number}`, command: `/kehoach D${draft.number}` })),
    ...plans.slice(0, 6).map(({ plan }) => ({
      label: `Tiến độ K${plan.number} · ${planLabel(plan.document)}`,
      command: `/tiendo K${plan.number}`,
    })),
  ];
  return {
    heading: 'Kế hoạch và dự thảo',
    text:
      lines.length > 0
        ? `${lines.join('\n')}\n\nNhập kế hoạch mới: gửi tệp .docx, .pdf hoặc .txt.`
        : `Chưa có kế hoạch nào. ${sendPlan}`,
    choices,
  };
}
export const noSuchPlan = (typed: string): string =>
  `Hệ thống chưa xác định được kế hoạch “${shorten(typed, 40)}”. Đề nghị ghi rõ số, ký hiệu (ví dụ: 62/KH-UBND) hoặc mã K1.`;
export const choosePlan = 'Đề nghị chọn kế hoạch:';
export const noPlans = 'Chưa có kế hoạch nào trong phạm vi theo dõi của tài khoản.';
