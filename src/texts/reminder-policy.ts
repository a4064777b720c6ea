/** `/nhacviec`: the policy of reminding in words, and what is said when it is changed. Days are working days throughout. */
import type { NextReminders, PolicyFault, Rung } from '../domain/acts/reminder-policy.js';
import { hourBounds, type Hours } from '../domain/hours.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { type Plan, planLabel } from '../domain/plan.js';
import {
  defaultLadder,
  type PolicyChanges,
  type ReminderPolicy,
  type ReminderStep,
} from '../domain/policy.js';
import { shorten } from '../domain/text.js';
import { dayOf, timeOf } from '../domain/time.js';
import { clock, count, weekdayDate } from './format.js';

/** `K1 (62/KH-UBND)`. */
const planName = (plan: Readonly<Plan>): string => `K${plan.number} (${planLabel(plan.document)})`;
export const scopeName = (plan: Readonly<Plan> | null): string =>
  plan ? `kế hoạch ${planName(plan)}` : 'quy định chung';
/** `/nhacviec`, or `/nhacviec K1`. */
export const commandOf = (plan: Readonly<Plan> | null): string =>
  plan ? `/nhacviec K${plan.number}` : '/nhacviec';

export const hoursWords = ({ sendFrom, sendUntil }: Hours): string =>
  `${clock(sendFrom)} đến ${clock(sendUntil)}`;

/** "trước hạn 10, 5 (việc là báo cáo), 3, 1 ngày; ngày cuối; quá hạn 1, 3, 7 ngày". */
export function stepsWords(steps: readonly ReminderStep[]): string {
  const side = (wanted: (offset: number) => boolean): string => {
    const chosen = steps.filter(({ offset }) => wanted(offset));
    const days = (all: readonly ReminderStep[]): string =>
      all.map(({ offset }) => Math.abs(offset)).join(', ');
    const reports = chosen.filter(({ onlyReports }) => onlyReports);
    const others = chosen.filter(({ onlyReports }) => !onlyReports);
    return [
      ...(reports.length > 0 ? [`${days(reports)} ngày (việc là báo cáo)`] : []),
      ...(others.length > 0 ? [`${days(others)} ngày`] : []),
    ].join(', ');
  };
  const before = side((offset) => offset < 0);
  const after = side((offset) => offset > 0);
  const last = steps.find(({ offset }) => offset === 0);
  return [
    ...(before ? [`trước hạn ${before}`] : []),
    ...(last ? [`ngày cuối${last.onlyReports ? ' (việc là báo cáo)' : ''}`] : []),
    ...(after ? [`quá hạn ${after}`] : []),
  ].join('; ');
}

/** As it can be typed again: `-10bc -5bc -3 0 +1`. */
export const stepsTyped = (steps: readonly ReminderStep[]): string =>
  steps
    .map(({ offset, onlyReports }) => `${offset > 0 ? '+' : ''}${offset}${onlyReports ? 'bc' : ''}`)
    .join(' ');

function offsetWords(offset: number): string {
  if (offset === 0) return 'ngày cuối';
  return offset < 0 ? `trước hạn ${-offset} ngày` : `quá hạn ${offset} ngày`;
}
export const rungWords = (from: number | null): string =>
  from === null ? 'không' : `từ ${offsetWords(from)}`;

/** A step by its name (`D-3`, `open`, `R1+2`) in words. */
function stepNameWords(step: string): string {
  if (step === 'open') return 'mở đợt thực hiện';
  const returned = /^R\d+\+(\d+)$/.exec(step);
  if (returned) return `sau khi trả lại ${returned[1]} ngày`;
  return offsetWords(Number(/^D([+-]\d+)?$/.exec(step)?.[1] ?? 0));
}

function policyLines(policy: ReminderPolicy): string[] {
  const ladder = policy.ladder ?? defaultLadder;
  const named = ladder.names === null ? 'không nêu tên' : `nêu tên đơn vị ${rungWords(ladder.names)}`;
  return [
    `Mốc nhắc: ${stepsWords(policy.steps)} (ngày làm việc).`,
    `Giờ gửi: ${hoursWords(policy)}.`,
    'Cán bộ đầu mối, nhóm của đơn vị: mọi mốc.',
    `Thủ trưởng đơn vị: ${rungWords(ladder.heads)}.`,
    `Nhóm của kế hoạch: ${ladder.groups === null ? 'không' : `${rungWords(ladder.groups)}, chỉ số liệu; ${named}`}.`,
    `Danh sách gửi Văn phòng: ${rungWords(ladder.office)}.`,
  ];
}

const nextWords = (next: NextReminders, nowMs: number): string => {
  const steps = next.steps.slice(0, 3).map(stepNameWords).join(', ');
  const more = next.steps.length > 3 ? ', …' : '';
  const when =
    next.atMs === nowMs
      ? 'ngay trong hôm nay'
      : `${clock(timeOf(next.atMs))}, ${weekdayDate(dayOf(next.atMs))}`;
  return `${when}, ${count(next.assignments)} việc (${steps}${more})`;
};

/** What goes out next; after a change, also what would have. */
function nextLine(next: NextReminders | null, nowMs: number, before?: NextReminders | null): string {
  const now = next ? `Lần nhắc kế tiếp: ${nextWords(next, nowMs)}.` : 'Không còn lần nhắc nào sắp tới.';
  if (before === undefined || before?.atMs === next?.atMs) return now;
  return before ? `${now} Trước khi đổi: ${nextWords(before, nowMs)}.` : `${now} Trước khi đổi: không có.`;
}

/** What a plan has of its own, in a few words. */
function ownWords(changes: Readonly<PolicyChanges>): string {
  if (changes.isOff) return 'đã tắt nhắc việc';
  return [
    ...(changes.steps ? [`mốc ${stepsTyped(changes.steps)}`] : []),
    ...(changes.sendFrom || changes.sendUntil
      ? [`giờ ${changes.sendFrom ?? '…'} đến ${changes.sendUntil ?? '…'}`]
      : []),
    ...(changes.ladder ? ['bậc nhắc riêng'] : []),
    ...(changes.afterReturn ? ['mốc riêng khi trả lại'] : []),
  ].join('; ');
}

/** Plans listed under the overview before the rest is counted. */
const plansShown = 4;

/** The office's policy, and the plans that differ. @param further buttons of what else `/nhacviec` does. */
export function officeOverview(
  policy: ReminderPolicy,
  differing: readonly Readonly<Plan>[],
  next: NextReminders | null,
  further: readonly Choice[],
  nowMs: number,
): OutboundMessage {
  const shown = differing
    .slice(0, plansShown)
    .map((plan) => `- ${planName(plan)}: ${ownWords(plan.reminders ?? {})}.`);
  const left = differing.length - shown.length;
  return {
    heading: 'Quy định nhắc việc chung',
    text: [
      ...policyLines(policy),
      nextLine(next, nowMs),
      ...(shown.length > 0 ? ['Kế hoạch có quy định riêng:', ...shown] : []),
      ...(left > 0 ? [`- và ${count(left)} kế hoạch khác.`] : []),
      'Xem, đặt riêng một kế hoạch: /nhacviec K1.',
    ].join('\n'),
    choices: [
      { label: 'Đổi mốc nhắc', command: '/nhacviec moc' },
      { label: 'Đổi giờ gửi', command: '/nhacviec gio' },
      { label: 'Đổi bậc nhắc', command: '/nhacviec bac' },
      ...further,
    ],
  };
}

/** One plan's policy: what holds, and which of it is its own. */
export function planOverview(
  plan: Readonly<Plan>,
  policy: ReminderPolicy,
  next: NextReminders | null,
  further: readonly Choice[],
  nowMs: number,
): OutboundMessage {
  const command = commandOf(plan);
  const own = plan.reminders;
  return {
    heading: `Nhắc việc của kế hoạch ${planName(plan)}`,
    text: [
      ...(policy.isOff
        ? ['Đã tắt: không nhắc ai về kế hoạch này cho đến khi bật lại. Khi bật lại:']
        : [own ? `Quy định riêng: ${ownWords(own)}.` : 'Theo quy định chung.']),
      ...policyLines(policy),
      ...(policy.isOff ? [] : [nextLine(next, nowMs)]),
    ].join('\n'),
    choices: [
      policy.isOff
        ? { label: 'Bật nhắc việc', command: `${command} bat` }
        : { label: 'Tắt nhắc việc', command: `${command} tat` },
      { label: 'Đổi mốc nhắc', command: `${command} moc` },
      { label: 'Đổi giờ gửi', command: `${command} gio` },
      { label: 'Đổi bậc nhắc', command: `${command} bac` },
      ...(own ? [{ label: 'Về quy định chung', command: `${command} macdinh` }] : []),
      ...further,
    ],
  };
}

/** Answer to a change: what holds now, what goes out next, and whom it does not touch. */
export function policyChanged(
  plan: Readonly<Plan> | null,
  what: string,
  policy: ReminderPolicy,
  next: { now: NextReminders | null; before: NextReminders | null; nowMs: number },
  differing: readonly Readonly<Plan>[],
  remarks: readonly string[],
): OutboundMessage {
  const untouched = differing.map(({ number }) => `K${number}`);
  return {
    heading: what,
    text: [
      ...(policy.isOff
        ? ['Không nhắc ai về kế hoạch này cho đến khi bật lại. Thời hạn và việc nộp không thay đổi.']
        : [...policyLines(policy), nextLine(next.now, next.nowMs, next.before)]),
      ...remarks,
      ...(plan === null && untouched.length > 0
        ? [
            `Kế hoạch có quy định riêng giữ phần đã đặt riêng: ${untouched.slice(0, 8).join(', ')}${untouched.length > 8 ? ', …' : ''}.`,
          ]
        : []),
      'Lần nhắc đã gửi không gửi lại.',
    ].join('\n'),
    choices: [
      ...(policy.isOff ? [{ label: 'Bật lại', command: `${commandOf(plan)} bat` }] : []),
      { label: 'Xem quy định', command: commandOf(plan) },
    ],
  };
}

export const changedWhat = {
  steps: (plan: Readonly<Plan> | null): string => `Đã đổi mốc nhắc: ${scopeName(plan)}`,
  hours: (plan: Readonly<Plan> | null): string => `Đã đổi giờ gửi: ${scopeName(plan)}`,
  rung: (plan: Readonly<Plan> | null): string => `Đã đổi bậc nhắc: ${scopeName(plan)}`,
  off: (plan: Readonly<Plan> | null): string => `Đã tắt nhắc việc: ${scopeName(plan)}`,
  on: (plan: Readonly<Plan> | null): string => `Đã bật nhắc việc: ${scopeName(plan)}`,
  default: (plan: Readonly<Plan> | null): string =>
    plan ? `Đã về quy định chung: ${scopeName(plan)}` : 'Đã về quy định ban đầu của hệ thống',
} as const;

export const rungNames: Record<Rung, string> = {
  heads: 'thủ trưởng đơn vị',
  groups: 'nhóm của kế hoạch',
  names: 'nêu tên đơn vị trong nhóm của kế hoạch',
  office: 'danh sách gửi Văn phòng',
};

/** Said when rungs stand beyond the last step. */
export const rungsNeverReached = (rungs: readonly Rung[], last: number): string =>
  `Lưu ý: mốc cuối là ${offsetWords(last)} nên chưa có lần nhắc nào cho: ${rungs.map((rung) => rungNames[rung]).join('; ')}.`;
export const namesWentToo = 'Nhóm không nhận tin nên cũng thôi nêu tên đơn vị.';

export const policyFaultWords: Record<PolicyFault, string> = {
  'no-steps':
    'Phải có ít nhất một mốc nhắc. Muốn thôi nhắc một kế hoạch, đề nghị dùng /nhacviec K1 tat (thay K1 bằng mã kế hoạch).',
  'too-many-steps': 'Mỗi quy định có nhiều nhất 15 mốc nhắc. Đề nghị bớt mốc rồi gõ lại.',
  'step-out-of-range':
    'Mốc nhắc nằm trong khoảng từ -60 (trước hạn) đến +60 (quá hạn) ngày làm việc. Đề nghị gõ lại.',
  'hours-out-of-range': `Giờ gửi nằm trong khoảng ${hoursWords(hourBounds)}. Đề nghị gõ lại, ví dụ: 7:30 17:00.`,
  'hours-too-close':
    'Giờ bắt đầu phải trước giờ kết thúc ít nhất một giờ. Đề nghị gõ lại, ví dụ: 7:30 17:00.',
  'names-before-late':
    'Chỉ nêu tên đơn vị đã quá hạn: mốc nêu tên từ +1 trở đi. Ví dụ: /nhacviec ten +3; không nêu tên: /nhacviec ten khong.',
  'names-before-groups':
    'Không nêu tên đơn vị trước khi nhóm nhận tin chung. Đề nghị đặt mốc của nhóm (/nhacviec nhom -3) sớm hơn hoặc cùng mốc nêu tên, hoặc thôi nêu tên (/nhacviec ten khong).',
};

export const offNeedsPlan =
  'Chỉ tắt nhắc việc theo từng kế hoạch, ví dụ: /nhacviec K1 tat. Nhắc việc chung không tắt được để không đơn vị nào bị bỏ sót.';
export const alreadyOff = (plan: Readonly<Plan>): string =>
  `Nhắc việc của kế hoạch ${planName(plan)} đang tắt. Bật lại: ${commandOf(plan)} bat.`;
export const alreadyOn = (plan: Readonly<Plan>): string =>
  `Nhắc việc của kế hoạch ${planName(plan)} đang bật.`;
export const onNeedsPlan = 'Nhắc việc chung luôn bật. Bật lại cho một kế hoạch: /nhacviec K1 bat.';
export const policyInPrivate =
  'Quy định nhắc việc của cơ quan được đặt trong cuộc trò chuyện riêng với hệ thống. Trong nhóm này: /nhacviec cho biết nhóm nhận những tin gì.';

/** @param typed what followed the command and means nothing. */
export const reminderUsage = (typed = ''): string =>
  [
    ...(typed === '' ? [] : [`Hệ thống chưa hiểu “${shorten(typed, 40)}”.`]),
    'Có thể gõ: /nhacviec (quy định chung), /nhacviec K1 (một kế hoạch), /nhacviec moc -5bc -3 -1 0 +1, /nhacviec gio 7:30 17:00, /nhacviec K1 tat.',
  ].join(' ');
