/** `/nghiphep`: leave, who stands in, and what they are told. */
import type { OutboundMessage } from '../domain/message.js';
import type { LeaveFault } from '../domain/acts/leave.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { planLabel } from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import type { Leave } from '../domain/urging.js';
import { count, date, weekdayDate } from './format.js';
import { dueWords, stateLine, titleOf } from './tasks.js';

type Days = Pick<Leave, 'from' | 'until'>;

/** "thứ Ba, 01/12/2026", or "từ … đến hết …". */
export const daysWords = ({ from, until }: Days): string =>
  from === until ? `ngày ${weekdayDate(from)}` : `từ ${weekdayDate(from)} đến hết ${weekdayDate(until)}`;
const deputyWords = (name: string | null): string => name ?? 'chưa có';

export const ownLeaveLine = (leave: Days, deputy: string | null): string =>
  `Nghỉ phép ${daysWords(leave)}; người thay: ${deputyWords(deputy)}.`;
export const standInLine = (name: string, leave: Days): string =>
  `Nhận tin thay ${name} ${daysWords(leave)}.`;

/** @param quick stretches that can be chosen with one tap. */
export const askLeave = (quick: readonly ({ label: string } & Days)[]): OutboundMessage => ({
  heading: 'Nghỉ phép',
  text: 'Trong những ngày nghỉ, tin nhắc việc được gửi cho người thay cùng đơn vị. Đề nghị chọn, hoặc gõ ngày đầu và ngày cuối, ví dụ: 01/12 05/12.',
  choices: quick.map(({ label, from, until }) => ({
    label: `${label} (${from === until ? date(from) : `${date(from)} đến ${date(until)}`})`,
    command: `/nghiphep ${date(from)} ${date(until)}`,
  })),
});
export const currentLeave = (
  leave: Days,
  deputy: string | null,
  others: readonly string[],
): OutboundMessage => ({
  heading: 'Nghỉ phép',
  text: [ownLeaveLine(leave, deputy), ...others, 'Đổi ngày: gõ /nghiphep kèm ngày đầu và ngày cuối.'].join(
    '\n',
  ),
  choices: [
    {
      label: deputy === null ? 'Chọn người thay' : 'Đổi người thay',
      command: `/nghiphep ${date(leave.from)} ${date(leave.until)}`,
    },
    { label: 'Bỏ nghỉ phép', command: '/nghiphep bo' },
  ],
});
export const leaveUnclear =
  'Hệ thống chưa đọc được ngày nghỉ. Ghi ngày đầu và ngày cuối, ví dụ: /nghiphep 01/12 05/12; nghỉ một ngày: /nghiphep 01/12.';
export const leaveFaultWords: Record<LeaveFault, string> = {
  backwards: 'Ngày cuối phải từ ngày đầu trở đi. Đề nghị gõ lại, ví dụ: /nghiphep 01/12 05/12.',
  over: 'Những ngày này đã qua. Đề nghị ghi ngày nghỉ từ hôm nay trở đi, ví dụ: /nghiphep 01/12 05/12.',
  'too-long':
    'Mỗi lần ghi nghỉ nhiều nhất 200 ngày. Nghỉ dài hơn, đề nghị Văn phòng liên kết cán bộ khác thay.',
  'too-far': 'Chỉ ghi trước được trong vòng một năm. Đề nghị ghi lại khi gần ngày nghỉ.',
};

/** @param candidates with the mark that names each in a button. */
export function askDeputy(
  days: Days,
  candidates: readonly { name: string; mark: string }[],
  kept: readonly { name: string; why: 'away' | 'unreachable' }[],
  remark: string | null,
): OutboundMessage {
  const typed = `/nghiphep ${date(days.from)} ${date(days.until)}`;
  const [only] = candidates;
  return {
    heading: `Nghỉ phép ${daysWords(days)}`,
    text: [
      ...(remark === null ? [] : [remark]),
      candidates.length === 1 && only
        ? `Người thay: ${only.name}? Người thay nhận tin nhắc việc của đơn vị trong những ngày này.`
        : 'Đề nghị chọn người thay; người thay nhận tin nhắc việc của đơn vị trong những ngày này.',
      ...keptLines(kept),
    ].join('\n'),
    choices: [
      ...candidates.map(({ name, mark }, i) => ({
        label: candidates.length === 1 ? `Đồng ý, ${name}` : `${i + 1}. ${name}`,
        command: `${typed} ${mark}`,
      })),
      {
        label:
          candidates.length === 1 ? 'Không có người thay' : `${candidates.length + 1}. Không có người thay`,
        command: `${typed} khong`,
      },
    ],
  };
}
const keptWords = {
  away: 'cũng nghỉ trong những ngày này',
  unreachable: 'hiện không nhận được tin của hệ thống',
} as const;
const keptLines = (kept: readonly { name: string; why: 'away' | 'unreachable' }[]): string[] =>
  kept.map(({ name, why }) => `${name} ${keptWords[why]} nên không thay được.`);
export const noSuchDeputy = (typed: string): string =>
  `Không có cán bộ nào khác của đơn vị tên “${shorten(typed, 40)}” đã liên kết và thay được.`;
export const severalDeputies = (typed: string): string =>
  `Có nhiều cán bộ của đơn vị ứng với “${shorten(typed, 40)}”.`;
export const cannotStandIn = (name: string, why: 'away' | 'unreachable'): string =>
  `${name} ${keptWords[why]} nên không thay được.`;

/** @param uncovered units the deputy does not act for; @param toldOthers whether a head or the office was told. */
export function leaveTaken(
  days: Days,
  deputy: { name: string; tasks: number } | null,
  uncovered: readonly string[],
  toldOthers: boolean,
  kept: readonly { name: string; why: 'away' | 'unreachable' }[],
): OutboundMessage {
  const told = toldOthers ? ' Thủ trưởng đơn vị, Văn phòng đã được báo.' : '';
  return {
    heading: 'Đã ghi nghỉ phép',
    text: [
      `Nghỉ ${daysWords(days)}.`,
      ...(deputy
        ? [
            `Người thay: ${deputy.name}, đã được báo${deputy.tasks > 0 ? ` kèm ${count(deputy.tasks)} việc đang thực hiện` : ''}. Tin nhắc việc trong những ngày này gửi cho ${deputy.name}.`,
          ]
        : []),
      ...keptLines(deputy ? [] : kept),
      ...(uncovered.length > 0 ? [`Chưa có người thay đối với ${uncovered.join('; ')}.${told}`] : []),
      'Hết ngày nghỉ, tin nhắc lại gửi cho tài khoản này.',
    ].join('\n'),
    choices: [{ label: 'Bỏ nghỉ phép', command: '/nghiphep bo' }],
  };
}
export const leaveEnded = (days: Days, deputy: string | null): string =>
  `Đã bỏ nghỉ phép ${daysWords(days)}. Tin nhắc việc lại gửi cho tài khoản này${deputy === null ? '' : `; ${deputy} đã được báo`}.`;
export const noLeave = 'Hiện không có ghi nghỉ phép nào.';

/** How many assignments the deputy's message lists before it counts the rest. */
const listed = 10;

/** To the deputy, at once: whom, when, and what is open, most urgent first. */
export function deputyTold(
  name: string,
  days: Days,
  units: readonly string[],
  views: readonly AssignmentView[],
  nowMs: number,
): OutboundMessage {
  const lines = views
    .slice(0, listed)
    .map(
      (view, i) =>
        `${i + 1}. ${units.length > 1 ? `${view.unit.name}: ` : ''}${titleOf(view, 80)} (${assignmentCode(view.facts.assignment)}, ${planLabel(view.plan.document)}). Hạn: ${dueWords(view, nowMs)}; ${stateLine(view, nowMs)}.`,
    );
  const left = views.length - lines.length;
  return {
    heading: `Nhận tin thay ${name}`,
    text: [
      `${name} (${units.join('; ')}) nghỉ ${daysWords(days)}. Trong những ngày này, tin nhắc việc gửi cho ${name} được chuyển đến anh/chị.`,
      ...(lines.length > 0 ? ['Việc đang thực hiện:', ...lines] : ['Hiện không có việc nào đang thực hiện.']),
      ...(left > 0 ? [`Và ${count(left)} việc khác: /viec.`] : []),
    ].join('\n'),
    choices: [{ label: 'Việc của đơn vị', command: '/viec' }],
  };
}
export const deputyReleased = (name: string, days: Days): string =>
  `Anh/chị không còn nhận tin thay ${name} ${daysWords(days)}.`;

/** To the head of the unit and the office: nobody stands in. */
export const nobodyStandsIn = (
  name: string,
  units: readonly string[],
  days: Days,
  tasks: number,
): OutboundMessage => ({
  heading: 'Cán bộ nghỉ phép, chưa có người thay',
  text: [
    `${name} (${units.join('; ')}) nghỉ ${daysWords(days)} và chưa có người thay nhận tin nhắc việc.`,
    tasks > 0
      ? `Đơn vị đang có ${count(tasks)} việc chưa nộp. Đề nghị phân công người theo dõi; người mới liên kết bằng mã do Văn phòng cấp.`
      : 'Hiện đơn vị không có việc nào đang thực hiện.',
  ].join('\n'),
});

/** To somebody whose deputy takes leave in the same days. */
export const deputyAway = (deputy: string, own: Days, theirs: Days): OutboundMessage => ({
  heading: 'Người thay cũng nghỉ',
  text: `${deputy}, người thay anh/chị (nghỉ ${daysWords(own)}), nghỉ ${daysWords(theirs)}. Đề nghị chọn người thay khác.`,
  choices: [{ label: 'Chọn người thay', command: `/nghiphep ${date(own.from)} ${date(own.until)}` }],
});
