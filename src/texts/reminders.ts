/** Reminder digests, urging, and notices about people nobody could reach. */
import type { OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { capital, count } from './format.js';
import { dueWords, stateLine, titleOf } from './tasks.js';

/** How many assignments a digest lists before it counts the rest. */
const digestSize = 12;

/** Why a unit could not be reached, in words for the clerk. */
export const unreachableWords: Record<string, string> = {
  'nobody-linked': 'chưa có cán bộ nào liên kết',
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

/**
 * One digest per conversation and run: grouped by plan, most urgent first.
 * @param units names of the units this conversation stands for; shown when there are several.
 */
export function digest(views: readonly AssignmentView[], nowMs: number, units: readonly string[]): OutboundMessage {
  const shown = views.slice(0, digestSize);
  const byPlan = new Map<string, AssignmentView[]>();
  for (const view of shown) {
    const label = planLabel(view.plan.document);
    byPlan.set(label, [...(byPlan.get(label) ?? []), view]);
  }
  const lines: string[] = [`Kính gửi ${units.length === 1 ? units[0] : 'các đơn vị'}:`];
  let number = 0;
  for (const [label, group] of byPlan) {
    lines.push(`Kế hoạch ${label}`);
    for (const view of group) {
      number += 1;
      const unit = units.length > 1 ? `${view.unit.name}: ` : '';
      lines.push(
        `${number}. ${unit}${titleOf(view, 100)}. Hạn: ${dueWords(view, nowMs)}; ${stateLine(view, nowMs)}.`,
      );
    }
  }
  if (views.length > shown.length) lines.push(`Và ${views.length - shown.length} việc khác: /viec.`);
  lines.push('Đề nghị đơn vị hoàn thành và gửi báo cáo đúng hạn. Trân trọng./.');
  const choices = shown.slice(0, 6).map((view, i) => ({
    label: `Nộp: ${i + 1}. ${shorten(capital(view.task.action), 36)}`,
    command: `/nop ${assignmentCode(view.facts.assignment)}`,
  }));
  return { heading: `Nhắc việc: ${count(views.length)} việc`, text: lines.join('\n'), choices };
}

/** A group's digest: names and dates of that group's scope; buttons would act for one person, so there are none. */
export function groupDigest(views: readonly AssignmentView[], nowMs: number, units: readonly string[]): OutboundMessage {
  const { heading, text } = digest(views, nowMs, units);
  return { heading, text };
}

/** Written by one tap of the collecting office to a unit that has not handed in. */
export function urging(views: readonly AssignmentView[], nowMs: number, unit: string): OutboundMessage {
  const lines = views.slice(0, digestSize).map((view, i) => `${i + 1}. ${titleOf(view, 100)} (${planLabel(view.plan.document)}). Hạn: ${dueWords(view, nowMs)}; ${stateLine(view, nowMs)}.`);
  return {
    heading: 'Đôn đốc thực hiện nhiệm vụ',
    text: `Kính gửi ${unit}:\n${lines.join('\n')}\nĐề nghị đơn vị khẩn trương hoàn thành, gửi báo cáo để tổng hợp. Trân trọng./.`,
    choices: views.slice(0, 6).map((view, i) => ({
      label: `Nộp: ${i + 1}. ${shorten(capital(view.task.action), 36)}`,
      command: `/nop ${assignmentCode(view.facts.assignment)}`,
    })),
  };
}

/** Who has not handed in, for the collecting office. */
export function missingList(
  plan: string,
  units: readonly { name: string; late: number; open: number; reach: string | null }[],
  urgeCommand: string | null,
): OutboundMessage {
  const lines = units.map((unit, i) => {
    const parts = [
      ...(unit.late > 0 ? [`quá hạn ${unit.late} việc`] : []),
      ...(unit.open > 0 ? [`đến hạn hoặc sắp đến hạn ${unit.open} việc`] : []),
    ];
    const reach = unit.reach ? ` (không nhắn được: ${unreachableReason(unit.reach)})` : '';
    return `${i + 1}. ${unit.name}: ${parts.join(', ')}${reach}`;
  });
  return {
    heading: `Chưa nộp báo cáo, kế hoạch ${plan}: ${count(units.length)} đơn vị`,
    text: lines.join('\n'),
    choices: urgeCommand ? [{ label: 'Gửi tin đôn đốc đến các đơn vị này', command: urgeCommand }] : [],
  };
}
export const nobodyMissing = (plan: string): string =>
  `Kế hoạch ${plan}: không có đơn vị nào quá hạn hoặc sắp đến hạn mà chưa nộp.`;
export const urged = (sent: readonly string[], unreached: readonly { name: string; reason: string }[]): string =>
  [
    sent.length > 0 ? `Đã gửi tin đôn đốc đến ${sent.length} đơn vị.` : 'Hôm nay đã gửi tin đôn đốc đến các đơn vị này, không gửi lặp lại.',
    ...(unreached.length > 0
      ? [`Không nhắn được ${unreached.length} đơn vị, đề nghị liên hệ trực tiếp:\n${unreached.map((unit) => `- ${unit.name}: ${unreachableReason(unit.reason)}`).join('\n')}`]
      : []),
  ].join('\n');

/** Unasked, to the clerks: reminders that could reach nobody. */
export const unreachedNotice = (
  items: readonly { unit: string; reason: string; tasks: number }[],
): OutboundMessage => ({
  heading: 'Nhắc việc chưa đến được đơn vị',
  text: [
    ...items.slice(0, 20).map((item) => `- ${item.unit}: ${count(item.tasks)} việc; ${unreachableReason(item.reason)}`),
    ...(items.length > 20 ? [`và ${items.length - 20} đơn vị khác`] : []),
    'Đề nghị Văn phòng liên hệ trực tiếp hoặc cấp mã liên kết bằng lệnh /donvi.',
  ].join('\n'),
});
export const caughtUp = (hours: number): string =>
  `Hệ thống vừa hoạt động trở lại sau khoảng ${hours} giờ gián đoạn; tin này gộp các lần nhắc trong thời gian đó.`;
