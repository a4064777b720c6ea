/** Urging, and notices about people nobody could reach; the reminders themselves are in `digests.ts`. */
import type { OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { lateCutOffSentence } from './cut-off.js';
import { capital, count } from './format.js';
import { dueWords, stateLine, titleOf } from './tasks.js';

/** How many assignments an urging lists. */
const digestSize = 12;

/** Why a unit could not be reached, in words for the clerk. */
export const unreachableWords: Record<string, string> = {
  'nobody-linked': 'chưa có cán bộ nào liên kết',
  'on-leave': 'cán bộ đang vắng mặt, không có người nhận thay',
  'no-private-chat': 'cán bộ chưa mở cuộc trò chuyện riêng',
  blocked: 'cán bộ đã chặn hệ thống',
  'recipient-gone': 'nền tảng không chuyển được tin đến cán bộ',
  removed: 'hệ thống đã bị đưa ra khỏi nhóm',
  rejected: 'nền tảng từ chối tin nhắn',
  'outside-window': 'đã quá thời gian nền tảng cho phép nhắn',
  config: 'kênh trò chuyện chưa được cấu hình đúng',
  connection: 'không kết nối được nền tảng',
};
export const unreachableReason = (code: string): string => unreachableWords[code] ?? 'không chuyển được tin';

/** Written by one tap of the collecting office to a unit that has not handed in. */
export function urging(views: readonly AssignmentView[], nowMs: number, unit: string): OutboundMessage {
  const lines = views
    .slice(0, digestSize)
    .map(
      (view, i) =>
        `${i + 1}. ${titleOf(view, 100)} (${planLabel(view.plan.document)}). Hạn: ${dueWords(view, nowMs)}; ${stateLine(view, nowMs)}.${lateCutOffSentence(view, nowMs)}`,
    );
  return {
    heading: 'Đôn đốc thực hiện nhiệm vụ',
    text: `Kính gửi ${unit}:\n${lines.join('\n')}\nĐề nghị đơn vị khẩn trương hoàn thành, gửi báo cáo để tổng hợp. Trân trọng./.`,
    choices: views.slice(0, 6).map((view, i) => ({
      label: `Nộp: ${i + 1}. ${shorten(capital(view.task.action), 36)}`,
      command: `/nop ${assignmentCode(view.facts.assignment)}`,
    })),
  };
}

/**
 * Who has not handed in, for the collecting office: first those that can be written to, then the others by reason,
 * all by their full names.
 */
export function missingList(
  plan: string,
  units: readonly { name: string; late: number; open: number; reach: string | null }[],
  urgeCommand: string | null,
): OutboundMessage {
  const reached = units
    .filter((unit) => unit.reach === null)
    .map((unit, i) => `${i + 1}. ${unit.name}: ${owes(unit)}`);
  const unreached = units.flatMap((unit) =>
    unit.reach === null ? [] : [{ reason: unit.reach, line: `- ${unit.name}: ${owes(unit)}` }],
  );
  return {
    heading: `Chưa nộp báo cáo, kế hoạch ${plan}: ${count(units.length)} đơn vị`,
    text: [...reached, ...byReason(unreached)].join('\n'),
    choices:
      urgeCommand && reached.length > 0
        ? [{ label: 'Gửi tin đôn đốc đến các đơn vị này', command: urgeCommand }]
        : [],
  };
}

function owes(unit: { late: number; open: number }): string {
  return [
    ...(unit.late > 0 ? [`quá hạn ${unit.late} việc`] : []),
    ...(unit.open > 0 ? [`đến hạn hoặc sắp đến hạn ${unit.open} việc`] : []),
  ].join(', ');
}

/** Lines under the reason they share, so that it is said once. */
function byReason(items: readonly { reason: string; line: string }[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { reason, line } of items) groups.set(reason, [...(groups.get(reason) ?? []), line]);
  return [...groups].flatMap(([reason, lines]) => [
    `Không nhắn được, ${unreachableReason(reason)} (${count(lines.length)} đơn vị):`,
    ...lines,
  ]);
}

export const nobodyMissing = (plan: string): string =>
  `Kế hoạch ${plan}: không có đơn vị nào quá hạn hoặc sắp đến hạn mà chưa nộp.`;
/** @param sent units written to now; @param before units that had been written to today already. */
export const urged = (
  sent: number,
  before: number,
  unreached: readonly { name: string; reason: string }[],
): string =>
  [
    ...(sent > 0 ? [`Đã gửi tin đôn đốc đến ${count(sent)} đơn vị.`] : []),
    ...(before > 0 ? [`Hôm nay đã gửi tin đôn đốc đến ${count(before)} đơn vị, không gửi lặp lại.`] : []),
    ...(unreached.length > 0
      ? [
          'Đề nghị liên hệ trực tiếp các đơn vị sau.',
          ...byReason(unreached.map(({ name, reason }) => ({ reason, line: `- ${name}` }))),
        ]
      : []),
  ].join('\n');

/** Unasked, to the clerks: reminders that could reach nobody. */
export const unreachedNotice = (
  items: readonly { unit: string; reason: string; tasks: number }[],
): OutboundMessage => ({
  heading: 'Nhắc việc chưa đến được đơn vị',
  text: [
    ...byReason(
      items.map(({ unit, reason, tasks }) => ({ reason, line: `- ${unit}: ${count(tasks)} việc` })),
    ),
    'Đề nghị Văn phòng liên hệ trực tiếp hoặc cấp mã liên kết bằng lệnh /donvi.',
  ].join('\n'),
});
