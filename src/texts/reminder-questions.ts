/** What `/nhacviec` asks when something is missing, with the usual answers as buttons. */
import type { Rung } from '../domain/acts/reminder-policy.js';
import type { OutboundMessage } from '../domain/message.js';
import type { Plan } from '../domain/plan.js';
import { defaultLadder, type ReminderPolicy } from '../domain/policy.js';
import { shorten } from '../domain/text.js';
import { capital } from './format.js';
import {
  commandOf,
  hoursWords,
  rungNames,
  rungWords,
  scopeName,
  stepsTyped,
  stepsWords,
} from './reminder-policy.js';

/** As typed after `/nhacviec`. */
const rungVerbs: Record<Rung, string> = {
  heads: 'lanhdao',
  groups: 'nhom',
  names: 'ten',
  office: 'vanphong',
};

export const askSteps = (plan: Readonly<Plan> | null, policy: ReminderPolicy): OutboundMessage => ({
  heading: `Mốc nhắc: ${scopeName(plan)}`,
  text: [
    `Hiện nay: ${stepsWords(policy.steps)} (ngày làm việc).`,
    'Đề nghị gõ các mốc: dấu - là trước hạn, 0 là ngày cuối, dấu + là quá hạn; thêm “bc” cho mốc chỉ dành cho việc là báo cáo. Nhiều nhất 15 mốc.',
    `Ví dụ: ${stepsTyped(policy.steps)}`,
  ].join('\n'),
  choices: [
    { label: 'Gọn: -3, -1, 0, +1, +7', command: `${commandOf(plan)} moc -3 -1 0 +1 +7` },
    { label: 'Đầy đủ', command: `${commandOf(plan)} moc -10bc -5bc -3 -1 0 +1 +3 +7` },
  ],
});
export const stepsUnclear = (piece: string): string =>
  `Hệ thống chưa hiểu “${shorten(piece, 20)}” trong các mốc. Ghi dấu - cho trước hạn, dấu + cho quá hạn, 0 cho ngày cuối, ví dụ: -5bc -3 -1 0 +1 +3.`;

export const askHours = (plan: Readonly<Plan> | null, policy: ReminderPolicy): OutboundMessage => ({
  heading: `Giờ gửi: ${scopeName(plan)}`,
  text: `Hiện nay: ${hoursWords(policy)}, ngày làm việc. Đề nghị chọn hoặc gõ giờ bắt đầu và giờ kết thúc, ví dụ: 7:30 16:30.`,
  choices: [
    ['07:30', '17:00'],
    ['08:00', '17:00'],
    ['07:00', '11:30'],
  ].map(([from = '', until = '']) => ({
    label: `${from} đến ${until}`,
    command: `${commandOf(plan)} gio ${from} ${until}`,
  })),
});
export const hoursUnclear =
  'Hệ thống chưa đọc được giờ. Ghi giờ bắt đầu và giờ kết thúc, ví dụ: 7:30 17:00 hoặc 7h30 17h.';

const rungDefaults: Record<Rung, readonly number[]> = {
  heads: [0, 1, 3],
  groups: [-3, 0, 1],
  names: [3, 7, 10],
  office: [1, 3, 7],
};
const signed = (offset: number): string => (offset > 0 ? `+${offset}` : String(offset));

/** Every rung with how it is changed. */
export function askRungs(plan: Readonly<Plan> | null, policy: ReminderPolicy): OutboundMessage {
  const ladder = policy.ladder ?? defaultLadder;
  const rungs: readonly Rung[] = ['heads', 'groups', 'names', 'office'];
  return {
    heading: `Bậc nhắc: ${scopeName(plan)}`,
    text: [
      ...rungs.map((rung) => `${capital(rungNames[rung])}: ${rungWords(ladder[rung])}.`),
      `Chọn bậc cần đổi, hoặc gõ: ${commandOf(plan)} lanhdao +1; nhom -3; ten +7; vanphong +7 (thay số bằng “khong” để thôi).`,
    ].join('\n'),
    choices: rungs.map((rung) => ({
      label: capital(rungNames[rung]),
      command: `${commandOf(plan)} ${rungVerbs[rung]}`,
    })),
  };
}
export const askRung = (
  plan: Readonly<Plan> | null,
  rung: Rung,
  policy: ReminderPolicy,
): OutboundMessage => ({
  heading: `${capital(rungNames[rung])}: ${scopeName(plan)}`,
  text: `Hiện nay: ${rungWords((policy.ladder ?? defaultLadder)[rung])}. Đề nghị chọn hoặc gõ mốc bắt đầu, ví dụ +3; gõ “khong” để thôi.`,
  choices: [
    ...rungDefaults[rung].map((offset) => ({
      label: capital(rungWords(offset)),
      command: `${commandOf(plan)} ${rungVerbs[rung]} ${signed(offset)}`,
    })),
    { label: 'Không', command: `${commandOf(plan)} ${rungVerbs[rung]} khong` },
  ],
});
export const rungUnclear =
  'Hệ thống chưa đọc được mốc. Ghi một mốc có dấu, ví dụ +1 (quá hạn 1 ngày), -3 (trước hạn 3 ngày), 0 (ngày cuối), hoặc “khong”.';
