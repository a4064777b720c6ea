/** Notices about people nobody could reach. Urging is `urging.ts`, the reminders themselves are `digests.ts`. */
import type { OutboundMessage } from '../domain/message.js';
import { count } from './format.js';

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
