/** A document that amends a plan in force: the difference, one by one, and what applying it did. */
import type { AmendmentItem } from '../domain/acts/amend.js';
import type { Amended } from '../domain/acts/amend-apply.js';
import type { OutboundMessage } from '../domain/message.js';
import { type Deadline, type Plan, type PlanDraft, type Task, planLabel } from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import { capital, date, names } from './format.js';
import { deadlineWords, documentLine, quoteLines } from './plan-draft.js';

const page = 8;

/** Said in the summary of a draft whose document amends a plan. */
export const amendsKnown = (plan: Plan, items: readonly AmendmentItem[]): string =>
  `Văn bản này điều chỉnh kế hoạch ${planLabel(plan.document)} (K${plan.number}): ${summary(items)}.`;
export const amendsUnknown = (number: string): string =>
  `Văn bản này điều chỉnh ${number}, nhưng kế hoạch đó chưa có trong hệ thống: sẽ được nhập như một kế hoạch riêng.`;

function summary(items: readonly AmendmentItem[]): string {
  const counts = {
    dates: items.filter(({ deadlines }) => deadlines).length,
    leads: items.filter(({ lead }) => lead).length,
    fresh: items.filter(({ target }) => !target).length,
    same: items.filter(({ target, deadlines, lead }) => target && !deadlines && !lead).length,
  };
  const parts = [
    ...(counts.dates > 0 ? [`${counts.dates} nhiệm vụ đổi thời hạn`] : []),
    ...(counts.leads > 0 ? [`${counts.leads} đổi đơn vị chủ trì`] : []),
    ...(counts.fresh > 0 ? [`${counts.fresh} nhiệm vụ mới`] : []),
    ...(counts.same > 0 ? [`${counts.same} không đổi`] : []),
  ];
  return parts.join('; ') || 'chưa thấy thay đổi nào';
}

/** The whole difference, with one button; nothing changes before it is pressed. */
export function amendmentOverview(
  draft: PlanDraft,
  plan: Plan,
  items: readonly AmendmentItem[],
  at: number,
): OutboundMessage {
  const base = `/kehoach D${draft.number}`;
  const pages = Math.max(1, Math.ceil(items.length / page));
  const current = Math.min(Math.max(1, at), pages);
  const shown = items.slice((current - 1) * page, current * page);
  return {
    heading: `Điều chỉnh K${plan.number} theo dự thảo D${draft.number}`,
    text: [
      `${documentLine(draft.result.document)} điều chỉnh ${documentLine(plan.document)}: ${summary(items)}.`,
      ...shown.map(itemLine),
      '',
      'Thời hạn, đơn vị cũ được giữ trong hồ sơ. Áp dụng các thay đổi này?',
    ].join('\n'),
    choices: [
      { label: 'Áp dụng điều chỉnh', command: `${base} dieuchinh ngay r${draft.revision}` },
      ...shown.map((item) => ({
        label: `${item.index + 1}. ${shorten(capital(item.candidate.action), 40)}`,
        command: `${base} dieuchinh ${item.index + 1}`,
      })),
      ...(current < pages ? [{ label: 'Trang sau', command: `${base} dieuchinh trang ${current + 1}` }] : []),
      { label: 'Nhập như kế hoạch riêng', command: `${base} rieng` },
      { label: 'Về dự thảo', command: base },
    ],
  };
}

function itemLine(item: AmendmentItem): string {
  const head = `${item.index + 1}. ${shorten(capital(item.candidate.action), 80)}`;
  if (!item.target) return `${head}: nhiệm vụ mới`;
  const changes = changeWords(item);
  return `${head}: ${changes.length > 0 ? changes.join('; ') : 'không đổi'}${item.isConfirmed ? '' : ' (hệ thống tự đối chiếu)'}`;
}

function changeWords({ deadlines, lead }: AmendmentItem): string[] {
  return [
    ...(deadlines ? [`thời hạn ${days(deadlines.before)} → ${days(deadlines.after)}`] : []),
    ...(lead ? [`chủ trì ${lead.before.join('; ') || 'chưa giao'} → ${lead.after.join('; ')}`] : []),
  ];
}

function days(deadlines: readonly Deadline[]): string {
  return (
    names(
      deadlines.map(({ dueOn, text }) => (dueOn ? date(dueOn) : text)),
      4,
    ) || 'không có'
  );
}

/** One task of the amending document beside the task it is taken to change. */
export function amendmentItem(draft: PlanDraft, plan: Plan, item: AmendmentItem): OutboundMessage {
  const base = `/kehoach D${draft.number} dieuchinh`;
  const n = item.index + 1;
  const { target, candidate } = item;
  const lines = [
    `Văn bản mới: ${shorten(capital(candidate.action), 300)}`,
    `Thời hạn: ${candidate.deadlines.map(deadlineWords).join('; ') || 'không nêu'}`,
    ...quoteLines(candidate, 300),
    '',
    target
      ? `Nhiệm vụ đang thực hiện ở K${plan.number}: ${shorten(capital(target.action), 300)}`
      : `Chưa thấy nhiệm vụ nào của K${plan.number} ứng với nội dung này: sẽ thêm thành nhiệm vụ mới.`,
    ...(target
      ? [`Thời hạn hiện nay: ${target.deadlines.map(deadlineWords).join('; ') || 'không nêu'}`]
      : []),
    ...(target ? [`Thay đổi: ${changeWords(item).join('; ') || 'không có'}.`] : []),
  ];
  return {
    heading: `Điều chỉnh ${n}/${draft.result.tasks.length}`,
    text: lines.join('\n'),
    choices: [
      { label: target ? 'Đúng nhiệm vụ này' : 'Đúng, là nhiệm vụ mới', command: `${base} ${n} dung` },
      ...(target ? [{ label: 'Là nhiệm vụ mới', command: `${base} ${n} moi` }] : []),
      { label: 'Chọn nhiệm vụ khác', command: `${base} ${n} chon` },
      { label: 'Bỏ thay đổi này', command: `/kehoach D${draft.number} ${n} bo` },
      { label: 'Về danh sách điều chỉnh', command: base },
    ],
  };
}

/** Tasks of the plan in force to choose from. */
export function chooseTarget(
  draft: PlanDraft,
  index: number,
  tasks: readonly Task[],
  at: number,
): OutboundMessage {
  const base = `/kehoach D${draft.number} dieuchinh ${index + 1}`;
  const pages = Math.max(1, Math.ceil(tasks.length / page));
  const current = Math.min(Math.max(1, at), pages);
  const from = (current - 1) * page;
  const shown = tasks.slice(from, from + page);
  return {
    heading: `Chọn nhiệm vụ được điều chỉnh, trang ${current}/${pages}`,
    text: shown.map((task, i) => `${from + i + 1}. ${shorten(capital(task.action), 100)}`).join('\n'),
    choices: [
      ...shown.map((task, i) => ({
        label: `${from + i + 1}. ${shorten(capital(task.action), 40)}`,
        command: `${base} la ${from + i + 1}`,
      })),
      ...(current < pages ? [{ label: 'Trang sau', command: `${base} chon ${current + 1}` }] : []),
      { label: 'Quay lại', command: base },
    ],
  };
}

export const amended = (done: Amended, told: string | null): OutboundMessage => ({
  heading: `Đã điều chỉnh kế hoạch K${done.plan.number}`,
  text: [
    documentLine(done.plan.document),
    [
      `${done.dates} nhiệm vụ đổi thời hạn`,
      `${done.leads} đổi đơn vị chủ trì`,
      `${done.added} nhiệm vụ mới`,
    ].join('; ') + '.',
    ...(done.newUnits.length > 0
      ? [`Lập ${done.newUnits.length} đơn vị mới: ${names(done.newUnits, 6)}.`]
      : []),
    'Thời hạn, đơn vị cũ vẫn được giữ trong hồ sơ.',
    ...(told === null ? [] : [told]),
  ].join('\n'),
  choices: [{ label: 'Xem tiến độ', command: `/tiendo K${done.plan.number}` }],
});
