/** The question each doubt of a draft leads to, and the words on its buttons. */
import type { Answer, Question } from '../domain/acts/draft-questions.js';
import { mentionCode } from '../domain/acts/draft-doubts.js';
import type { OutboundMessage } from '../domain/message.js';
import type { Deadline, Doubt, PlanDraft, TaskCandidate } from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import { date, names, weekdayDate } from './format.js';
import { deadlineWords, quoteLines, taskLines } from './plan-draft.js';

/** Where a person is in going through the doubtful tasks. */
export interface Progress {
  /** 1, 2, … among the doubtful tasks; null when one question is asked by itself. */
  at: number | null;
  of: number;
}

/** One question: the sentence, what is asked, and a button per answer. */
export function doubtQuestion(
  draft: PlanDraft,
  task: TaskCandidate,
  index: number,
  question: Question,
  progress: Progress,
): OutboundMessage {
  const base = `/kehoach D${draft.number}`;
  const { doubt, subject } = question.open;
  const subjectCode = subject === null ? '' : ` ${mentionCode(subject)}`;
  const choices = question.answers.map((answer) => ({
    label: answerLabel(answer, doubt, question),
    command:
      answer.kind === 'enter'
        ? `${base} ${index + 1} sua ${fieldCodes[answer.field]}`
        : `${base} ${index + 1} chot ${doubt} ${answer.code}${subjectCode}`,
  }));
  if (doubt === 'lead-collective' && subject !== null)
    choices.splice(1, 0, { label: 'Xem, bớt hoặc thêm đơn vị', command: `${base} donvi${subjectCode}` });
  choices.push(
    progress.at === null
      ? { label: 'Về nhiệm vụ', command: `${base} ${index + 1}` }
      : { label: 'Để sau', command: `${base} canxem ${index + 2}` },
    { label: 'Về dự thảo', command: base },
  );
  const place = progress.at === null ? '' : `Cần xem ${progress.at}/${progress.of} · `;
  return {
    heading: `${place}Nhiệm vụ ${index + 1}`,
    text: [
      ...quoteLines(task, 400),
      ...taskLines(task).slice(0, 8),
      '',
      questionWords(draft, task, question),
    ].join('\n'),
    choices,
  };
}

/** Codes of fields in commands: ASCII, and short. */
export const fieldCodes = {
  action: 'noidung',
  lead: 'chutri',
  coordinating: 'phoihop',
  recipients: 'noinhan',
  via: 'qua',
  deliverable: 'sanpham',
  volume: 'dungluong',
  quota: 'chitieu',
  deadline: 'han',
  until: 'ketthuc',
} as const;

function questionWords(draft: PlanDraft, task: TaskCandidate, { open, addressee }: Question): string {
  const subject = open.subject ?? task.lead.join('; ');
  // Whom a later step chooses may have no name yet.
  const name = subject === '' ? 'Đơn vị thực hiện' : `“${shorten(subject, 80)}”`;
  const due = task.deadlines.map(deadlineWords).join('; ') || 'chưa có';
  const phrases = `“${shorten(task.deadlines.map(({ text }) => text).join('; '), 120)}”`;
  const { issuedOn } = draft.result.document;
  switch (open.doubt) {
    case 'no-lead':
      return 'Hỏi: Văn bản không nêu đơn vị chủ trì. Giao đơn vị nào?';
    case 'lead-inherited':
      return `Hỏi: Đơn vị chủ trì ${name} lấy từ câu phía trên. Đúng không?`;
    case 'lead-collective':
      return addressee && addressee.unitIds.length > 0
        ? `Hỏi: ${name} theo danh mục gồm ${addressee.unitIds.length} đơn vị. Giao tất cả?`
        : `Hỏi: ${name} là một nhóm mà danh mục chưa có đơn vị nào. Giao ai?`;
    case 'lead-unknown':
      return `Hỏi: ${name} chưa có trong danh mục. Là đơn vị nào?`;
    case 'lead-ambiguous':
      return `Hỏi: ${name} có thể là nhiều đơn vị. Là đơn vị nào?`;
    case 'leads-differ':
      return 'Hỏi: Hai chỗ trong văn bản nêu đơn vị chủ trì khác nhau. Đơn vị nào chủ trì?';
    case 'leads-several':
      return 'Hỏi: Nhiều đơn vị cùng chủ trì, không nêu đơn vị đầu mối. Đơn vị nào là đầu mối?';
    case 'lead-late-bound':
      return `Hỏi: ${name} chỉ xác định được sau bước trước. Tạm để chưa giao?`;
    case 'no-deadline':
      return 'Hỏi: Văn bản không nêu thời hạn. Nhập hạn hay để không thời hạn?';
    case 'deadline-inherited':
      return `Hỏi: Thời hạn lấy từ câu áp dụng chung: ${due}. Đúng không?`;
    case 'deadline-uncertain':
      return `Hỏi: Thời hạn đọc được là ${due}, chưa chắc chắn. Đúng không?`;
    case 'deadlines-differ':
      return 'Hỏi: Hai chỗ trong văn bản nêu thời hạn khác nhau. Theo thời hạn nào?';
    case 'deadline-event':
      return `Hỏi: Thời hạn theo sự kiện ${phrases}. Đã biết ngày chưa?`;
    case 'deadline-weekend':
    case 'deadline-holiday':
      return `Hỏi: Ngày cuối (${lastDays(task)}) là ngày nghỉ. Hạn không tự lùi, đơn vị được nhắc từ ngày làm việc liền trước. Giữ ngày này?`;
    case 'recurrence-open':
      return `Hỏi: Nhiệm vụ định kỳ không nêu ngày kết thúc: ${due}. Theo dõi đến khi nào?`;
    case 'row-split':
      return 'Hỏi: Dòng này trong bảng bị ngắt trang và đã được ghép lại. Nội dung trên đủ chưa?';
    case 'merged':
      return 'Hỏi: Nhiệm vụ nêu ở nhiều chỗ đã được gộp làm một. Gộp đúng không?';
    case 'conditional':
      return 'Hỏi: Nhiệm vụ chỉ phải làm trong trường hợp văn bản nêu (nếu có). Vẫn theo dõi?';
    case 'year-missing':
      return `Hỏi: ${phrases} không ghi năm. Là năm nào?`;
    case 'deadline-before-issue':
      return `Hỏi: Thời hạn ${due} sớm hơn ngày ban hành${issuedOn ? ` (${date(issuedOn)})` : ''}. Đúng không?`;
    case 'order-conflict':
      return `Hỏi: Thời hạn ${due} sớm hơn việc phải xong trước đó${upstreamWords(draft, task)}. Đúng không?`;
    case 'scan-uncertain':
      return `Hỏi: Chữ nhận dạng từ ảnh chưa rõ. Thời hạn đọc được: ${due}. Đúng với bản giấy không?`;
  }
}

function lastDays(task: TaskCandidate): string {
  return names(
    task.deadlines.flatMap(({ dueOn }) => (dueOn ? [weekdayDate(dueOn)] : [])),
    3,
  );
}

/** The tasks this one builds on, with their last days. */
function upstreamWords(draft: PlanDraft, task: TaskCandidate): string {
  const upstream = draft.result.tasks.flatMap((other, i) => {
    const due = other.deadlines[0]?.dueOn;
    return task.after.includes(other.key) && due ? [`nhiệm vụ ${i + 1}: ${date(due)}`] : [];
  });
  return upstream.length > 0 ? ` (${upstream.slice(0, 3).join('; ')})` : '';
}

/** Questions whose "yes" keeps things as they are; "Đã biết ngày chưa?" and "Theo thời hạn nào?" are none. */
export const keptByYes: ReadonlySet<string> = new Set<Doubt>([
  'lead-inherited',
  'lead-collective',
  'deadline-inherited',
  'deadline-uncertain',
  'deadline-weekend',
  'deadline-holiday',
  'deadline-before-issue',
  'order-conflict',
  'scan-uncertain',
  'row-split',
  'merged',
  'conditional',
]);

/** What keeping things as they are means for a doubt. */
const keepLabels: Partial<Record<Doubt, string>> = {
  'no-deadline': 'Không thời hạn',
  'deadline-event': 'Chưa, để chờ',
  'deadline-weekend': 'Giữ ngày này',
  'deadline-holiday': 'Giữ ngày này',
  'recurrence-open': 'Không kết thúc',
  conditional: 'Vẫn theo dõi',
  'leads-several': 'Tất cả cùng chủ trì',
  'leads-differ': 'Giữ như trên',
  'deadlines-differ': 'Giữ tất cả các mốc',
  'lead-collective': 'Đúng, giao tất cả',
  'year-missing': 'Giữ ngày đã đọc',
};

function answerLabel(answer: Answer, doubt: Doubt, question: Question): string {
  switch (answer.kind) {
    case 'keep':
      return keepLabels[doubt] ?? 'Đúng, giữ như trên';
    case 'drop':
      return 'Bỏ nhiệm vụ này';
    case 'new-unit':
      return `Lập đơn vị mới: ${shorten(answer.name || (question.open.subject ?? ''), 40)}`;
    case 'unassigned':
      return 'Để chưa giao';
    case 'until':
      return `Đến hết ${date(answer.day)}`;
    case 'unit':
    case 'lead':
      return shorten(answer.name, 50);
    case 'deadline':
      return shortDeadline(answer.deadline);
    case 'year':
      return `Năm ${answer.year}${yearDays(answer.deadlines)}`;
    case 'enter':
      return enterLabels[answer.field] ?? 'Nhập giá trị khác';
  }
}

const enterLabels: Partial<Record<keyof typeof fieldCodes, string>> = {
  lead: 'Nhập đơn vị khác',
  deadline: 'Nhập thời hạn',
  until: 'Nhập ngày kết thúc',
  action: 'Sửa nội dung',
};

function shortDeadline(deadline: Deadline): string {
  const day = deadline.dueOn ? `: ${date(deadline.dueOn)}` : '';
  return `${shorten(deadline.text, 36)}${day}`;
}

function yearDays(deadlines: readonly Deadline[]): string {
  const days = deadlines.flatMap(({ dueOn }) => (dueOn ? [weekdayDate(dueOn)] : []));
  return days.length === 1 ? ` (hết ${days[0]})` : '';
}

/** A question whose answers are all buttons got words instead. */
export const chooseAnAnswer = 'Câu trả lời chưa rõ. Đề nghị chọn một nút dưới câu hỏi sau.';

export const doubtSettledBefore = (name: string | null): string =>
  `Điểm này đã được trả lời trước đó${name ? ` (${name})` : ''}; nút vừa bấm là nút cũ, không có gì thay đổi.`;

/** Nothing is left to look at: publish. */
export const allSettled = (draft: PlanDraft, tasks: number): OutboundMessage => ({
  heading: `Dự thảo D${draft.number}: không còn việc cần xem`,
  text: `${tasks} nhiệm vụ đã rõ. Xem lại một lần nữa hoặc ban hành.`,
  choices: [
    { label: 'Ban hành', command: `/kehoach D${draft.number} banhanh` },
    { label: 'Xem tất cả nhiệm vụ', command: `/kehoach D${draft.number} xem` },
    { label: 'Về dự thảo', command: `/kehoach D${draft.number}` },
  ],
});

/** The person put some off. */
export const someLeft = (draft: PlanDraft, doubtful: number): OutboundMessage => ({
  heading: `Dự thảo D${draft.number}: còn ${doubtful} việc cần xem`,
  text: 'Đã đi hết danh sách; những việc để sau vẫn còn.',
  choices: [
    { label: 'Xem lại từ đầu', command: `/kehoach D${draft.number} canxem` },
    { label: 'Về dự thảo', command: `/kehoach D${draft.number}` },
  ],
});
