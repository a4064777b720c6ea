/** Reminder digests, and notices about people nobody could reach. Urging is `urging.ts`. */
import type { OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { lateCutOffSentence } from './cut-off.js';
import { capital, count } from './format.js';
import { dueWords, stateLine, titleSentence } from './tasks.js';

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
export function digest(
  views: readonly AssignmentView[],
  nowMs: number,
  units: readonly string[],
): OutboundMessage {
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
        `${number}. ${unit}${titleSentence(view, 100)} Hạn: ${dueWords(view, nowMs)}; ${stateLine(view, nowMs)}.${lateCutOffSentence(view, nowMs)}`,
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
export function groupDigest(
  views: readonly AssignmentView[],
  nowMs: number,
  units: readonly string[],
): OutboundMessage {
  const { heading, text } = digest(views, nowMs, units);
  return { heading, text };
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
export const caughtUp = (hours: number): string =>
  `Hệ thống vừa hoạt động trở lại sau khoảng ${hours} giờ gián đoạn; tin này gộp các lần nhắc trong thời gian đó.`;
