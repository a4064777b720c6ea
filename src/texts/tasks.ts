/** What people read about assignments: lists, one in full, deadlines, figures. */
import type { AssignmentState } from '../domain/assignment.js';
import type { Figures } from '../domain/figures.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { requiredItems } from '../domain/required-items.js';
import { effectiveDue, lackingItems, standingReview } from '../domain/state.js';
import { shorten } from '../domain/text.js';
import { dayOf, daysBetween } from '../domain/time.js';
import { cutOffWords } from './cut-off.js';
import { capital, clock, count, date, exactTime, percent, shortTime, size, weekdayDate } from './format.js';
import { stateWords } from './words.js';

/** Label of the button that gives what was handed in once more. */
export const handedInFiles = 'Tệp đã nộp';

/** How many assignments one list message shows. */
export const pageSize = 8;

const movedWords = {
  extension: 'đã gia hạn',
  amendment: 'đã điều chỉnh theo văn bản',
  return: 'hạn nộp lại',
} as const;

/** "hết thứ Tư, 22/06/2022", "10 giờ 00, thứ Ba, …", or that there is none. */
export function dueWords(view: AssignmentView, nowMs: number): string {
  const due = effectiveDue(view.facts, nowMs);
  if (due.dueOn === null) {
    const text = view.facts.round.deadlineText;
    return text ? `${text} (chưa xác định ngày)` : 'không xác định thời hạn';
  }
  const day = due.dueTime
    ? `${clock(due.dueTime)}, ${weekdayDate(due.dueOn)}`
    : `hết ${weekdayDate(due.dueOn)}`;
  if (!due.movedBy || !due.originalDueOn) return day;
  return `${day} (${movedWords[due.movedBy]}; hạn ban đầu ${date(due.originalDueOn)})`;
}

const lastDayWords = 'hôm nay là ngày cuối';

/** "còn 3 ngày", "hôm nay là ngày cuối", "quá hạn 2 ngày"; empty when there is no date or nothing is owed. */
export function daysLeftWords(view: AssignmentView, nowMs: number): string {
  const { dueOn } = effectiveDue(view.facts, nowMs);
  const owed: AssignmentState[] = ['in-time', 'due-soon', 'overdue', 'returned', 'not-open'];
  if (dueOn === null || !owed.includes(view.state)) return '';
  const left = daysBetween(dayOf(nowMs), dueOn);
  if (left < 0) return `quá hạn ${-left} ngày`;
  if (view.state === 'overdue') return 'đã quá giờ hạn';
  return left === 0 ? lastDayWords : `còn ${left} ngày`;
}

/** State and days left in one phrase without saying "quá hạn" twice. */
export function stateLine(view: AssignmentView, nowMs: number): string {
  const lacking = lackingItems(view.facts, nowMs);
  if (lacking.length > 0) return `${stateWords[view.state]}; còn thiếu ${lacking.join(', ')}`;
  const left = daysLeftWords(view, nowMs);
  if (view.state === 'overdue') return left || stateWords.overdue;
  if (view.state === 'due-soon' && left === lastDayWords) return left;
  return left ? `${stateWords[view.state]}, ${left}` : stateWords[view.state];
}

/** The short title of an assignment, with its round. */
export function titleOf(view: AssignmentView, length = 110): string {
  const { label } = view.facts.round;
  const title = shorten(capital(view.task.action), length);
  return label ? `${title} (${label})` : title;
}

/** A title as a sentence of its own: one mark at its end, also when it was cut. */
export function titleSentence(view: AssignmentView, length = 110): string {
  const title = titleOf(view, length);
  return /[.…!?]$/.test(title) ? title : `${title}.`;
}

/** One entry of a list: number, title, deadline with weekday and days left, state, plan. */
export function listEntry(number: number, view: AssignmentView, nowMs: number, withUnit: boolean): string {
  const lines = [
    `${number}. ${titleOf(view)}`,
    // Without a date both halves would say the same.
    `   Hạn: ${dueWords(view, nowMs)}${view.state === 'undated' ? '' : `; ${stateLine(view, nowMs)}`}.`,
    `   ${assignmentCode(view.facts.assignment)} · ${planLabel(view.plan.document)}${withUnit ? ` · ${view.unit.name}` : ''}`,
  ];
  return lines.join('\n');
}

/** A list of assignments as one message, with a choice per entry. */
export function taskList(
  heading: string,
  views: readonly AssignmentView[],
  nowMs: number,
  options: { withUnit?: boolean; more?: string; start?: number; note?: string } = {},
): OutboundMessage {
  const start = options.start ?? 0;
  const entries = views.map((view, i) => listEntry(start + i + 1, view, nowMs, options.withUnit ?? false));
  const choices = views.map((view, i) => ({
    label: `${start + i + 1}. ${shorten(capital(view.task.action), 40)}`,
    command: `/viec ${assignmentCode(view.facts.assignment)}`,
  }));
  if (options.more) choices.push({ label: 'Xem tiếp', command: options.more });
  return { heading, text: [...entries, ...(options.note ? [options.note] : [])].join('\n\n'), choices };
}

export const nothingOwed = (unit: string): string =>
  `${unit} hiện không còn việc nào phải nộp. Lệnh /han 30 cho biết việc đến hạn trong 30 ngày tới.`;
/** What a list of open work leaves out, so that nobody takes a new plan's later work for lost. */
export const notYetOpen = (count: number): string =>
  `Ngoài ra có ${count} việc chưa đến kỳ; lệnh /han 30 cho biết việc đến hạn trong 30 ngày tới.`;
export const nothingDue = (until: string): string =>
  `Không có việc nào quá hạn hoặc đến hạn từ nay đến hết ${weekdayDate(until)}.`;
export const nothingFound = (words: string): string =>
  `Không tìm thấy việc nào ứng với “${shorten(words, 60)}”. Đề nghị thử số, ký hiệu kế hoạch (ví dụ /viec 348), mã việc (/viec V12) hoặc vài từ trong tên việc.`;
export const noSuchTask = (code: string): string =>
  `Không có việc mang mã ${shorten(code, 20)} trong phạm vi của đơn vị. Lệnh /viec liệt kê các việc hiện có.`;

/** What still lacks does not exist: the unit says so in one tap. */
export const completeChoice = (code: string): Choice => ({
  label: 'Không có mục đó, đã đủ',
  command: `/nop ${code} du`,
});

/** One assignment in full. */
export function taskInFull(
  view: AssignmentView,
  nowMs: number,
  others: { coordinating: readonly string[]; recipients: readonly string[]; alsoLead: number },
): OutboundMessage {
  const { task, plan, facts } = view;
  const lines = [
    `Đơn vị: ${view.unit.name}`,
    `Nội dung: ${capital(task.action)}`,
    `Thời hạn ghi trong văn bản: ${facts.round.deadlineText || 'không nêu'}`,
    `Hạn cuối: ${dueWords(view, nowMs)}`,
    ...cutOffLines(view, nowMs),
    `Tình trạng: ${stateLine(view, nowMs)}`,
    ...(plan.status === 'active' ? [] : ['Kế hoạch đã đóng, không nhận thêm báo cáo.']),
  ];
  for (const change of task.history ?? [])
    if (change.before !== '')
      lines.push(
        `Điều chỉnh theo ${change.document} (${date(dayOf(Date.parse(change.at)))}): ${change.field === 'lead' ? 'đơn vị chủ trì' : 'thời hạn'} trước đó là “${shorten(change.before, 120)}”.`,
      );
  if (facts.round.label) lines.push(`Kỳ: ${facts.round.label}`);
  if (task.deliverable) lines.push(`Sản phẩm: ${task.deliverable}`);
  const items = requiredItems(task);
  if (items.length > 1) lines.push(`Cần nộp: ${items.map(({ name }, i) => `${i + 1}. ${name}`).join('; ')}`);
  if (task.volume) lines.push(`Dung lượng: ${task.volume}`);
  if (task.quota) lines.push(`Chỉ tiêu: ${task.quota}`);
  if (others.recipients.length > 0) {
    lines.push(`Nơi nhận: ${others.recipients.join('; ')}${task.via ? ` (qua ${task.via})` : ''}`);
  }
  if (others.coordinating.length > 0) lines.push(`Phối hợp: ${others.coordinating.join('; ')}`);
  if (others.alsoLead > 0) lines.push(`Cùng thực hiện: ${others.alsoLead} đơn vị khác`);
  const quote = task.quotes[0];
  if (quote)
    lines.push(`Trích ${planLabel(plan.document)}, mục ${quote.place}: “${shorten(quote.text, 300)}”`);
  lines.push(...historyLines(view));
  const code = assignmentCode(facts.assignment);
  const isOwed = ['in-time', 'due-soon', 'overdue', 'returned', 'undated', 'not-open'].includes(view.state);
  const choices =
    plan.status !== 'active'
      ? []
      : isOwed
        ? [
            { label: 'Nộp báo cáo', command: `/nop ${code}` },
            { label: 'Không phát sinh', command: `/khongphatsinh ${code}` },
            { label: 'Đã xong, không có tệp', command: `/xong ${code}` },
            { label: 'Xin gia hạn', command: `/giahan ${code}` },
            ...(view.state === 'undated' || view.state === 'not-open'
              ? []
              : [{ label: 'Hoãn nhắc', command: `/hoannhac ${code}` }]),
          ]
        : [
            { label: 'Nộp bản mới', command: `/nop ${code}` },
            ...(lackingItems(facts, nowMs).length > 0 ? [completeChoice(code)] : []),
          ];
  return { heading: `Việc ${code} · ${planLabel(plan.document)}`, text: lines.join('\n'), choices };
}

function cutOffLines(view: AssignmentView, nowMs: number): string[] {
  const words = cutOffWords(view, nowMs);
  return words === null ? [] : [capital(words)];
}

function historyLines(view: AssignmentView): string[] {
  const { submissions, reviews, extensions } = view.facts;
  const kinds = {
    file: 'tệp',
    done: 'báo đã xong',
    nil: 'báo không phát sinh',
    elsewhere: 'báo đã gửi qua hệ thống văn bản',
  };
  const lines = submissions.map((submission) => {
    const review = standingReview(reviews, submission.id, Number.POSITIVE_INFINITY);
    const decision = review
      ? { accepted: ', đã tiếp nhận', returned: ', trả lại', withdrawn: ', đơn vị đã rút' }[review.decision]
      : '';
    const missing = submission.missing ? `, còn thiếu ${submission.missing.join(', ')}` : '';
    const what =
      submission.kind === 'file' ? `${count(submission.files.length)} tệp` : kinds[submission.kind];
    const reason = review?.reason ? ` (${shorten(review.reason, 80)})` : '';
    return `Bản ${submission.version}: ${what}, ${shortTime(Date.parse(submission.sentAt))}, mã ${submission.receiptCode}${missing}${decision}${reason}`;
  });
  for (const extension of extensions) {
    const status = {
      requested: 'chờ quyết định',
      granted: 'đồng ý',
      refused: 'không đồng ý',
      withdrawn: 'đơn vị đã rút',
    }[extension.status];
    const wished = extension.wishedOn ? ` (đề nghị ${date(extension.wishedOn)})` : '';
    const by = extension.amendedBy
      ? `Điều chỉnh theo ${extension.amendedBy}`
      : `Gia hạn GH${extension.number}`;
    const late = extension.isAfterDue ? ', đề nghị sau khi hết hạn' : '';
    lines.push(`${by} đến ${date(extension.newDueOn)}${wished}: ${status}${late}`);
  }
  return lines;
}

/** Figures as text, formulas by their counts (domain.md 4.6, table A). */
export function figuresText(figures: Figures): string {
  const lines = [
    `Tổng số việc: ${figures.expected}`,
    `Đã nộp: ${figures.handedIn} (đúng hạn ${figures.onTime}, quá hạn ${figures.late}); đã tiếp nhận ${figures.accepted}, trả lại ${figures.returned}`,
    `Chưa nộp: trong hạn ${figures.openInTime}, quá hạn ${figures.overdue}, không xác định thời hạn ${figures.undated}, chưa đến kỳ ${figures.notOpen}`,
    `Tỷ lệ hoàn thành: ${percent(figures.completion.done, figures.completion.of)} (${figures.completion.done}/${figures.completion.of})`,
    `Tỷ lệ đúng hạn: ${percent(figures.onTimeRate.onTime, figures.onTimeRate.of)} (${figures.onTimeRate.onTime}/${figures.onTimeRate.of})`,
  ];
  return lines.join('\n');
}

/** Files of a submission as a short list. */
export function fileNames(files: readonly { name: string; size: number }[]): string {
  return files.map((file) => `${file.name} (${size(file.size)})`).join('; ');
}

/** The moment of a hand-in, to the second. */
export const handedInAt = exactTime;
