/** Publishing: what would happen, said before the last tap; what happened; what the units are told. */
import type { Announcement } from '../domain/acts/announce.js';
import type { Published } from '../domain/acts/publish.js';
import type { PublishPreview } from '../domain/acts/publish-preview.js';
import type { OutboundMessage } from '../domain/message.js';
import { type Plan, type PlanDraft, planLabel } from '../domain/plan.js';
import { assignmentCode } from '../domain/queries.js';
import { dayOf, timeOf } from '../domain/time.js';
import { clock, count, date, names, weekdayDate } from './format.js';
import { documentLine } from './plan-draft.js';
import { dueWords, titleOf } from './tasks.js';

/** What publishing would do, with the doubts that remain; the button carries the state it was shown for. */
export function publishPreview(draft: PlanDraft, preview: PublishPreview, doubtful: number): OutboundMessage {
  const base = `/kehoach D${draft.number}`;
  const { document } = draft.result;
  const missing = [
    ...(document.number === null ? ['số, ký hiệu'] : []),
    ...(document.issuedOn === null ? ['ngày ban hành'] : []),
  ];
  const lines = [
    documentLine(document),
    `${preview.tasks} nhiệm vụ; giao ${preview.units} đơn vị, ${preview.assignments} việc.`,
    preview.firstReminderMs === null
      ? 'Chưa có việc nào có ngày để nhắc.'
      : `Nhắc đầu tiên lúc ${clock(timeOf(preview.firstReminderMs))}, ${weekdayDate(dayOf(preview.firstReminderMs))}.`,
    ...(preview.overdue > 0 ? [`${preview.overdue} việc đã quá hạn ngay khi ban hành.`] : []),
    ...(preview.undated > 0 ? [`${preview.undated} việc chưa có ngày nên chưa được nhắc.`] : []),
    ...(preview.withoutLead > 0
      ? [`${preview.withoutLead} nhiệm vụ chưa rõ đơn vị chủ trì: được lưu, chưa giao và chưa nhắc ai.`]
      : []),
    ...(preview.endedWithPeriod > 0 && document.period !== null
      ? [
          `${preview.endedWithPeriod} nhiệm vụ định kỳ không nêu ngày kết thúc: dừng khi hết thời kỳ của kế hoạch (${date(document.period.to)}). Cần khác thì sửa mục “kết thúc” của nhiệm vụ.`,
        ]
      : []),
    ...(preview.newUnits.length > 0
      ? [`Lập ${preview.newUnits.length} đơn vị mới: ${names(preview.newUnits, 6)}.`]
      : []),
    ...(preview.unlinked.length > 0
      ? [`${preview.unlinked.length} đơn vị chưa có ai liên kết: ${names(preview.unlinked, 6)}.`]
      : []),
    ...(missing.length > 0 ? [`Văn bản chưa rõ ${missing.join(', ')}.`] : []),
    '',
    doubtful > 0 ? `Còn ${doubtful} việc cần xem. Vẫn ban hành?` : 'Ban hành và báo cho các đơn vị?',
  ];
  return {
    heading: `Ban hành dự thảo D${draft.number}`,
    text: lines.join('\n'),
    choices: [
      ...(doubtful > 0 ? [{ label: 'Xem tiếp', command: `${base} canxem` }] : []),
      {
        label: doubtful > 0 ? 'Vẫn ban hành' : 'Ban hành',
        command: `${base} banhanh r${draft.revision}`,
      },
      { label: 'Xem lịch nhắc', command: `${base} lich` },
      { label: 'Chưa, quay lại', command: base },
    ],
  };
}
export const draftChanged = 'Dự thảo đã thay đổi sau khi hiện nút này; đề nghị xem lại trước khi ban hành.';

/** @param told when the units are told: at once, or the next time of sending. */
export const published = (done: Published, told: string | null = null): OutboundMessage => ({
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
    ...(told === null ? [] : [told]),
    'Hệ thống sẽ nhắc các đơn vị theo lịch. Cấp mã liên kết: /donvi.',
  ].join('\n'),
  choices: [{ label: 'Xem tiến độ', command: `/tiendo K${done.plan.number}` }],
});
export const toldNow = (conversations: number): string =>
  conversations > 0
    ? `Đã báo cho đơn vị qua ${count(conversations)} cuộc trò chuyện.`
    : 'Chưa báo được cho đơn vị nào vì chưa có ai liên kết.';
export const toldLater = (ms: number): string =>
  `Các đơn vị được báo lúc ${clock(timeOf(ms))}, ${weekdayDate(dayOf(ms))}.`;

export const planExists = (plan: Plan): string =>
  `Kế hoạch ${documentLine(plan.document)} đã được nhập trước đây (K${plan.number}), không nhập lặp lại.`;
export const amendmentExists = (plan: Plan): string =>
  `Văn bản này đã được áp dụng trước đây để điều chỉnh kế hoạch ${planLabel(plan.document)} (K${plan.number}), không nhập lặp lại.`;
export const draftExists = (draft: PlanDraft): string =>
  `Văn bản này đang có dự thảo D${draft.number}, lập ngày ${date(dayOf(Date.parse(draft.createdAt)))}. Tiếp tục với dự thảo đó; muốn đọc lại từ đầu thì bỏ dự thảo rồi gửi lại tệp.`;

/** How many assignments the message about a plan names. */
const shownAssignments = 5;

/** To a unit: a plan was published or changed, and what it means for the unit. */
export function announcement(what: Announcement, nowMs: number): OutboundMessage {
  const { plan, units, views, isGroup } = what;
  const to = units.length === 1 ? units[0] : 'các đơn vị';
  const unit = units.length === 1 ? 'đơn vị' : 'các đơn vị';
  const line = documentLine(plan.document);
  const amended = plan.amendments?.at(-1);
  const by = amended ? planLabel(amended.document) : '';
  const items = views.slice(0, shownAssignments).map((view) => {
    const name = units.length > 1 ? `${view.unit.name}: ` : '';
    const due = view.state === 'cancelled' ? 'thôi giao' : `hạn ${dueWords(view, nowMs)}`;
    return `- ${name}${titleOf(view, 90)} (${assignmentCode(view.facts.assignment)}): ${due}.`;
  });
  const more = views.length - items.length;
  return {
    heading:
      what.what === 'published'
        ? `Kế hoạch mới giao ${unit} ${count(views.length)} việc`
        : `Điều chỉnh kế hoạch, ${count(views.length)} việc của ${unit}`,
    text: [
      what.what === 'published'
        ? `Kính gửi ${to}: kế hoạch ${line} giao ${unit} ${count(views.length)} việc:`
        : `Kính gửi ${to}: theo văn bản ${by}, kế hoạch ${line} được điều chỉnh:`,
      ...items,
      ...(more > 0 ? [`Và ${more} việc khác: /viec.`] : []),
      'Đề nghị đơn vị triển khai thực hiện. Trân trọng./.',
    ].join('\n'),
    ...(isGroup ? {} : { choices: [{ label: 'Xem việc của đơn vị', command: '/viec' }] }),
  };
}
