/** A draft on a phone: the summary, the list page by page, one task in full. */
import type { Addressee } from '../domain/acts/addressees.js';
import type { DraftCounts, OpenDoubt } from '../domain/acts/draft-doubts.js';
import { mentionCode } from '../domain/acts/draft-doubts.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import type { Deadline, DocumentFacts, Plan, PlanDraft, TaskCandidate } from '../domain/plan.js';
import { planLabel } from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import { capital, date, names, weekdayDate } from './format.js';
import { deadlinePhrase } from './deadline-phrase.js';
import { doubtWords } from './words.js';

/** Tasks on one page of the list. */
export const draftPage = 8;
/** Addressees named in the summary; the page of units has them all. */
const shownAddressees = 4;

/** One line about a document: number, date, issuer. */
export function documentLine(document: DocumentFacts): string {
  const parts = [
    planLabel(document),
    ...(document.issuedOn ? [`ngày ${date(document.issuedOn)}`] : ['chưa rõ ngày ban hành']),
    ...(document.issuer ? [`của ${document.issuer}`] : []),
  ];
  return parts.join(' ');
}

/** What a deadline means, in words: the phrase and the computed last day, or how it recurs. */
export function deadlineWords(deadline: Deadline): string {
  const stage = deadline.stage ? `${deadline.stage}: ` : '';
  if (deadline.rrule) return `${stage}${deadline.text} (${deadlinePhrase(deadline)})`;
  if (deadline.dueOn) {
    const time = deadline.dueTime ? `${deadline.dueTime.replace(':', ' giờ ')} ` : '';
    return `${stage}${deadline.text} (hạn cuối: ${time}${weekdayDate(deadline.dueOn)})`;
  }
  const why = deadline.kind === 'standing' ? 'thường xuyên, không tính hạn' : 'chưa xác định ngày';
  return `${stage}${deadline.text || 'không nêu'} (${why})`;
}

/** The last day alone, for one line of a list. */
function shortDue(task: TaskCandidate): string {
  const [first, ...more] = task.deadlines;
  if (!first) return 'không nêu hạn';
  const due = first.dueOn ? `hết ${date(first.dueOn)}` : first.text;
  return more.length > 0 ? `${shorten(due, 40)} và ${more.length} mốc khác` : shorten(due, 60);
}

/** The facts of the document, as far as they are known, and what is missing from them. */
function factLines(document: DocumentFacts): string[] {
  const { title, period, urgency } = document;
  return [
    // A title in place of the number would run into the date and the issuer.
    documentLine(document.number === null ? { ...document, title: null } : document).replace(/^v/, 'V'),
    ...(title ? [shorten(title, 200)] : []),
    ...(period ? [`Thời kỳ: ${date(period.from)} đến ${date(period.to)}.`] : []),
    ...(urgency ? [`Mức độ: ${urgency}.`] : []),
  ];
}

/** The draft as a whole, with the ways to go on. */
export function draftOverview(
  draft: PlanDraft,
  counts: DraftCounts,
  addressees: readonly Addressee[],
  notes: readonly string[] = [],
): OutboundMessage {
  const base = `/kehoach D${draft.number}`;
  const { source } = draft.result;
  const lines = [
    ...factLines(draft.result.document),
    ...(source.kind === 'scan' || source.confidence !== null
      ? [
          `Đọc từ bản quét hoặc ảnh${source.confidence === null ? '' : `, độ rõ ${Math.round(source.confidence * 100)} %`}: đề nghị đối chiếu ngày và số với bản giấy.`,
        ]
      : []),
    ...(source.unread
      ? [`Trang ${source.unread.join(', ')} không nhận dạng được chữ nào, chưa được đọc.`]
      : []),
    ...notes,
    '',
    `${counts.tasks} nhiệm vụ: ${counts.certain} chắc chắn, ${counts.doubtful} cần xem${counts.dropped > 0 ? `; đã bỏ ${counts.dropped}` : ''}.`,
    ...(counts.onlyUnknown > 2
      ? [
          `Trong đó ${counts.onlyUnknown} việc chỉ vì đơn vị chưa có trong danh mục: xem “Đơn vị trong văn bản” để chọn hoặc lập mới một lần.`,
        ]
      : []),
    ...addresseeLines(addressees),
  ];
  const choices: Choice[] = [
    ...(counts.doubtful > 0
      ? [{ label: `Xem ${counts.doubtful} việc cần xem`, command: `${base} canxem` }]
      : []),
    { label: 'Xem tất cả nhiệm vụ', command: `${base} xem` },
    ...(addressees.length > 0 ? [{ label: 'Đơn vị trong văn bản', command: `${base} donvi` }] : []),
    { label: 'Sửa số, ngày, cơ quan', command: `${base} vanban` },
    { label: 'Tải bảng Excel', command: `${base} excel` },
    { label: 'Kiểm tra kế hoạch', command: `${base} kiemtra` },
    { label: 'Lịch nhắc nếu ban hành', command: `${base} lich` },
    { label: 'Ban hành', command: `${base} banhanh` },
    { label: 'Bỏ dự thảo', command: `${base} huy` },
  ];
  return { heading: `Dự thảo nhập D${draft.number}`, text: lines.join('\n'), choices };
}

function addresseeLines(addressees: readonly Addressee[]): string[] {
  if (addressees.length === 0) return [];
  const shown = addressees.slice(0, shownAddressees).map((one) => `- ${addresseeWords(one)}`);
  const more = addressees.length - shown.length;
  return [
    'Cần biết về đơn vị:',
    ...shown,
    ...(more > 0 ? [`- và ${more} tên khác: bấm “Đơn vị trong văn bản”.`] : []),
  ];
}

/** What the directory makes of a name. */
export function addresseeWords(addressee: Addressee): string {
  const { mention, kind, unitIds, candidates, isOpenSet } = addressee;
  const name = `“${shorten(mention, 90)}”`;
  if (kind === 'ambiguous') return `${name}: có thể là ${candidates.join(' hoặc ')}`;
  if (kind === 'collective' && unitIds.length === 0)
    return `${name}: danh mục chưa có đơn vị nào của nhóm này`;
  if (unitIds.length === 0) return `${name}: chưa có trong danh mục, sẽ lập đơn vị mới`;
  return `${name}: ${unitIds.length} đơn vị${isOpenSet ? ' (nhóm mở, đề nghị kiểm tra)' : ''}`;
}

/** One page of the list; numbers are those of the whole draft, they are what "/kehoach D1 3" means. */
export function draftList(
  draft: PlanDraft,
  page: number,
  isDoubtful: (task: TaskCandidate) => boolean,
): OutboundMessage {
  const { tasks } = draft.result;
  const pages = Math.max(1, Math.ceil(tasks.length / draftPage));
  const at = Math.min(Math.max(1, page), pages);
  const from = (at - 1) * draftPage;
  const shown = tasks.slice(from, from + draftPage);
  const base = `/kehoach D${draft.number}`;
  const lines = shown.map((task, i) => {
    const lead = task.lead.length > 0 ? names(task.lead, 2) : 'chưa rõ đơn vị';
    const mark = draft.dropped.includes(task.key) ? ' [đã bỏ]' : isDoubtful(task) ? ' [cần xem]' : '';
    return `${from + i + 1}. ${shorten(capital(task.action), 80)} — ${shorten(lead, 60)}; ${shortDue(task)}${mark}`;
  });
  const choices: Choice[] = [
    ...shown.map((task, i) => ({
      label: `${from + i + 1}. ${shorten(capital(task.action), 40)}`,
      command: `${base} ${from + i + 1}`,
    })),
    ...(at < pages ? [{ label: 'Trang sau', command: `${base} xem ${at + 1}` }] : []),
    ...(at > 1 ? [{ label: 'Trang trước', command: `${base} xem ${at - 1}` }] : []),
    { label: 'Thêm nhiệm vụ', command: `${base} them` },
    { label: 'Về dự thảo', command: base },
  ];
  return {
    heading: `Dự thảo D${draft.number}: nhiệm vụ, trang ${at}/${pages}`,
    text: lines.join('\n') || 'Chưa có nhiệm vụ nào.',
    choices,
  };
}

/** What a task says, field by field; empty fields are left out. */
export function taskLines(task: TaskCandidate): string[] {
  return [
    `Nội dung: ${shorten(capital(task.action), 600)}`,
    `Chủ trì: ${task.lead.length > 0 ? names(task.lead, 12) : 'chưa giao'}`,
    ...(task.coordinating.length > 0 ? [`Phối hợp: ${names(task.coordinating, 12)}`] : []),
    ...(task.recipients.length > 0
      ? [`Nơi nhận: ${names(task.recipients, 6)}${task.via ? ` (qua ${task.via})` : ''}`]
      : []),
    `Thời hạn: ${task.deadlines.length > 0 ? task.deadlines.map(deadlineWords).join('; ') : 'không nêu'}`,
    ...(task.deliverable ? [`Sản phẩm: ${task.deliverable}`] : []),
    ...(task.volume ? [`Dung lượng: ${task.volume}`] : []),
    ...(task.quota ? [`Chỉ tiêu: ${task.quota}`] : []),
  ];
}

/** One task of a draft in full, with its doubts and the sentence it came from. */
export function draftTask(
  draft: PlanDraft,
  task: TaskCandidate,
  index: number,
  open: readonly OpenDoubt[],
): OutboundMessage {
  const n = index + 1;
  const base = `/kehoach D${draft.number}`;
  const isDropped = draft.dropped.includes(task.key);
  const lines = [
    ...taskLines(task),
    ...quoteLines(task),
    ...(open.length > 0 ? [`Cần lưu ý: ${openWords(open)}.`] : []),
  ];
  const first = open[0];
  const next = n < draft.result.tasks.length ? n + 1 : null;
  const choices: Choice[] = [
    ...(first ? [{ label: 'Trả lời điểm cần lưu ý', command: questionCommand(draft, index, first) }] : []),
    ...(isDropped
      ? [{ label: 'Lấy lại', command: `${base} ${n} lay` }]
      : [
          { label: 'Sửa', command: `${base} ${n} sua` },
          ...(first ? [{ label: 'Giữ như đã đọc', command: `${base} ${n} nhan` }] : []),
          { label: 'Bỏ nhiệm vụ này', command: `${base} ${n} bo` },
        ]),
    ...(next ? [{ label: 'Xem tiếp', command: `${base} ${next}` }] : []),
    { label: 'Về dự thảo', command: base },
  ];
  const state = isDropped ? ' (đã bỏ)' : draft.accepted.includes(task.key) ? ' (đã nhận)' : '';
  return { heading: `Nhiệm vụ ${n}/${draft.result.tasks.length}${state}`, text: lines.join('\n'), choices };
}

/** The command that asks about one doubt. */
export function questionCommand(draft: PlanDraft, index: number, open: OpenDoubt): string {
  const subject = open.subject === null ? '' : ` ${mentionCode(open.subject)}`;
  return `/kehoach D${draft.number} ${index + 1} hoi ${open.doubt}${subject}`;
}

/** Where it stands and what it says there. */
export function quoteLines(task: TaskCandidate, length = 350): string[] {
  return task.quotes
    .slice(0, 2)
    .map((quote) => `Trích${quote.place ? ` mục ${quote.place}` : ''}: “${shorten(quote.text, length)}”`);
}

function openWords(open: readonly OpenDoubt[]): string {
  return [...new Set(open.map(({ doubt }) => doubtWords[doubt]))].join('; ');
}

/** @param plan what the draft became; undefined when it was discarded. */
export const draftClosed = (draft: Readonly<PlanDraft>, plan: Readonly<Plan> | undefined): string =>
  plan === undefined
    ? `Dự thảo D${draft.number} đã được bỏ. Lệnh /kehoach liệt kê các kế hoạch và dự thảo; muốn nhập lại thì gửi lại tệp.`
    : `Dự thảo D${draft.number} đã xử lý xong, nội dung nay ở kế hoạch K${plan.number}. Xem tiến độ: /tiendo K${plan.number}.`;
export const draftDiscarded = (number: number): string => `Đã bỏ dự thảo D${number}. Tệp gốc vẫn được lưu.`;
export const askDiscard = (draft: PlanDraft): OutboundMessage => ({
  text: `Dự thảo D${draft.number} đã có chỗ được sửa hoặc xác nhận. Bỏ cả dự thảo này?`,
  choices: [
    { label: 'Bỏ dự thảo', command: `/kehoach D${draft.number} huy ngay` },
    { label: 'Không, quay lại', command: `/kehoach D${draft.number}` },
  ],
});
export const noSuchDraftTask = (draft: PlanDraft): string =>
  `Dự thảo D${draft.number} có ${draft.result.tasks.length} nhiệm vụ. Gõ /kehoach D${draft.number} xem để xem danh sách.`;
export const noSuchVerb = (draft: PlanDraft, typed: string): OutboundMessage => ({
  text: [
    `Chưa hiểu “${shorten(typed, 60)}”. Có thể gõ:`,
    `/kehoach D${draft.number} 3 hạn trước ngày 15/7/2026`,
    `/kehoach D${draft.number} 3 chủ trì Sở Y tế`,
    `/kehoach D${draft.number} 3 bỏ`,
    `/kehoach D${draft.number} thêm nội dung; chủ trì …; hạn …`,
    `/kehoach D${draft.number} ngày 02/06/2026`,
  ].join('\n'),
  choices: [{ label: 'Về dự thảo', command: `/kehoach D${draft.number}` }],
});
