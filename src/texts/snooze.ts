/** `/hoannhac`: putting off one's own reminders of an assignment. */
import type { OutboundMessage } from '../domain/message.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { lateSnoozeDays, type SnoozeLimit, type SnoozeRefusal } from '../domain/snooze.js';
import { capital, date, weekdayDate } from './format.js';
import { dueWords, titleOf } from './tasks.js';
import { stateWords } from './words.js';

const code = (view: AssignmentView): string => assignmentCode(view.facts.assignment);

const limitWords = ({ latest, isLate }: SnoozeLimit): string =>
  isLate
    ? `Việc đã quá hạn nên chỉ hoãn được nhiều nhất ${lateSnoozeDays} ngày làm việc, đến ${weekdayDate(latest)}.`
    : `Chỉ hoãn được đến ${weekdayDate(latest)}, ngày cuối còn kịp hạn.`;

/** @param offered days that can be chosen, with how many working days from today. */
export function askSnooze(
  view: AssignmentView,
  limit: SnoozeLimit,
  offered: readonly { count: number; day: string }[],
  end: string | null,
  nowMs: number,
): OutboundMessage {
  return {
    heading: `Hoãn nhắc việc ${code(view)}`,
    text: [
      `${titleOf(view, 90)}. Hạn: ${dueWords(view, nowMs)}.`,
      ...(end === null ? [] : [`Đang hoãn, nhắc lại vào ${weekdayDate(end)}.`]),
      `${limitWords(limit)} Đề nghị chọn, hoặc gõ số ngày làm việc, hoặc gõ ngày (thứ sáu, 15/6).`,
    ].join('\n'),
    choices: [
      ...offered.map(({ count, day }) => ({
        label: `${count} ngày làm việc (${weekdayDate(day)})`,
        command: `/hoannhac ${code(view)} ${count}`,
      })),
      ...(offered.some(({ day }) => day === limit.latest) ? [] : [latestChoice(view, limit)]),
      ...(end === null ? [] : [{ label: 'Bỏ hoãn', command: `/hoannhac ${code(view)} bo` }]),
    ],
  };
}
const latestChoice = (
  view: AssignmentView,
  { latest, isLate }: SnoozeLimit,
): { label: string; command: string } => ({
  label: `Đến ${isLate ? '' : 'ngày cuối, '}${weekdayDate(latest)}`,
  command: `/hoannhac ${code(view)} ${date(latest)}`,
});

/** @param others who of the unit is still reminded. */
export function snoozed(
  view: AssignmentView,
  until: string,
  others: { people: number; groups: number },
  nowMs: number,
): OutboundMessage {
  const still =
    others.people + others.groups > 0
      ? `Chỉ hoãn tin nhắc riêng gửi đến tài khoản này; cán bộ khác và nhóm của ${view.unit.name} vẫn được nhắc.`
      : `Chỉ hoãn tin nhắc riêng gửi đến tài khoản này. Lưu ý: ${view.unit.name} chưa có cán bộ hay nhóm nào khác nhận tin nhắc.`;
  return {
    heading: `Đã hoãn nhắc việc ${code(view)}`,
    text: [
      `Nhắc lại vào ${weekdayDate(until)}.`,
      still,
      `Thời hạn không thay đổi: ${dueWords(view, nowMs)}. Nộp báo cáo hoặc được gia hạn thì việc hoãn hết hiệu lực.`,
    ].join('\n'),
    choices: [
      { label: 'Bỏ hoãn', command: `/hoannhac ${code(view)} bo` },
      { label: 'Nộp', command: `/nop ${code(view)}` },
    ],
  };
}
export const snoozeTooLong = (view: AssignmentView, limit: SnoozeLimit): OutboundMessage => ({
  text: `Chưa hoãn. ${limitWords(limit)} Nếu cần thêm thời gian, đề nghị xin gia hạn: /giahan ${code(view)}.`,
  choices: [latestChoice(view, limit)],
});
export const snoozeNotAhead = (view: AssignmentView): string =>
  `Chưa hoãn: ngày nhắc lại phải sau hôm nay. Ví dụ: /hoannhac ${code(view)} 1 (ngày làm việc kế tiếp).`;
export const snoozeUnclear = (view: AssignmentView): string =>
  `Hệ thống chưa đọc được ngày nhắc lại. Ghi số ngày làm việc hoặc một ngày, ví dụ: /hoannhac ${code(view)} 3, /hoannhac ${code(view)} thứ sáu.`;
export const unsnoozed = (view: AssignmentView): string =>
  `Đã bỏ hoãn ${code(view)}; việc được nhắc theo quy định như trước.`;
export const notSnoozed = (view: AssignmentView): string => `Việc ${code(view)} không hoãn nhắc.`;

export function snoozeRefused(view: AssignmentView, refusal: SnoozeRefusal, nowMs: number): OutboundMessage {
  switch (refusal) {
    case 'not-owed':
      return {
        text: `Việc ${code(view)} hiện không được nhắc (${stateWords[view.state]}) nên không cần hoãn.`,
      };
    case 'undated':
      return { text: `Việc ${code(view)} không có ngày hết hạn nên hệ thống không nhắc, không cần hoãn.` };
    case 'last-day':
      return {
        text: `Không hoãn được ${code(view)}: đã đến ngày làm việc cuối cùng còn kịp hạn (${dueWords(view, nowMs)}). Đề nghị nộp, hoặc xin gia hạn.`,
        choices: [
          { label: 'Nộp', command: `/nop ${code(view)}` },
          { label: 'Xin gia hạn', command: `/giahan ${code(view)}` },
        ],
      };
    case 'late-limit':
      return {
        text: `Không hoãn thêm được ${code(view)}: ${stateWords[view.state]} và đã hoãn ${lateSnoozeDays} ngày làm việc. Đề nghị nộp, hoặc xin gia hạn.`,
        choices: [
          { label: 'Nộp', command: `/nop ${code(view)}` },
          { label: 'Xin gia hạn', command: `/giahan ${code(view)}` },
        ],
      };
  }
}
export const snoozePlanOff = (view: AssignmentView): string =>
  `Văn phòng đang tắt nhắc việc của kế hoạch này nên ${code(view)} không được nhắc, không cần hoãn. Thời hạn vẫn áp dụng.`;
export const snoozePlanClosed = (view: AssignmentView): string =>
  `${capital(`kế hoạch của việc ${code(view)}`)} đã đóng nên việc không còn được nhắc.`;
