/** What people read about deadlines that hang on an event: the question for the date, setting it, and being told of it. */
import type { DateNotice, EventDateRefusal, EventRound } from '../domain/acts/event-date.js';
import type { Round } from '../domain/assignment.js';
import { deadlineOf } from '../domain/date-questions.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { type Plan, type Task, planLabel } from '../domain/plan.js';
import { assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { capital, count, date, weekdayDate } from './format.js';

/** How many rounds a message lists, and how many get a button. */
const [listed, withButton] = [8, 6];

const phraseOf = (round: Round, task: Task): string =>
  deadlineOf(task, round)?.text ?? (round.deadlineText || 'chưa nêu');
const nameOf = (task: Task, round: Round, length: number): string =>
  `${shorten(capital(task.action), length)}${round.label ? ` (${round.label})` : ''}`;
const typedFor = ({ plan, number }: Pick<EventRound, 'plan' | 'number'>): string =>
  `/kehoach K${plan.number} ngay V${number}`;

function line(item: EventRound, withPlan: boolean): string {
  const { round, task, plan, number, units } = item;
  const where = withPlan ? ` Kế hoạch ${planLabel(plan.document)}.` : '';
  const set = round.dueOn === null ? 'chưa có ngày' : `đã đặt: hết ${weekdayDate(round.dueOn)}`;
  return `V${number}. ${nameOf(task, round, 90)}; ${count(units)} đơn vị.${where} Văn bản ghi “${shorten(phraseOf(round, task), 80)}”; ${set}.`;
}

const button = (item: EventRound): Choice => ({
  label: `Đặt ngày: V${item.number}`,
  command: typedFor(item),
});

/** Asked of the collecting office: which deadlines still wait for a date. */
export const askDates = (items: readonly EventRound[]): OutboundMessage => ({
  heading: `Cần xác định ngày: ${count(items.length)} nhiệm vụ`,
  text: [
    'Thời hạn của các nhiệm vụ sau phụ thuộc một sự kiện nên hệ thống chưa nhắc được đơn vị:',
    ...items.slice(0, listed).map((item) => line(item, true)),
    ...(items.length > listed ? [`Và ${items.length - listed} nhiệm vụ khác.`] : []),
    `Khi biết ngày, đề nghị bấm nút hoặc gõ, ví dụ: ${items[0] ? typedFor(items[0]) : ''} 15/3/2027.`,
  ].join('\n'),
  choices: items.slice(0, withButton).map(button),
});

/** The rounds of a plan that wait for an event. */
export const eventRoundList = (plan: Plan, items: readonly EventRound[]): OutboundMessage => ({
  heading: `Thời hạn theo sự kiện, K${plan.number}`,
  text:
    items.length === 0
      ? `Kế hoạch ${planLabel(plan.document)} không có nhiệm vụ nào có thời hạn phụ thuộc sự kiện.`
      : [
          ...items.slice(0, listed).map((item) => line(item, false)),
          ...(items.length > listed ? [`Và ${items.length - listed} nhiệm vụ khác.`] : []),
          `Đặt ngày: ${items[0] ? typedFor(items[0]) : ''} 15/3/2027; bỏ ngày đã đặt: ${items[0] ? typedFor(items[0]) : ''} bo.`,
        ].join('\n'),
  choices: items.slice(0, withButton).map(button),
});

/** Asks for the day, or for that of the event when the document counts from it. */
export const askDate = (item: EventRound): OutboundMessage => ({
  text: [
    line(item, true),
    'Đề nghị ghi ngày cuối cùng phải gửi, ví dụ 15/3/2027. Ngày này áp dụng cho mọi đơn vị cùng thực hiện.',
    ...(deadlineOf(item.task, item.round)?.anchor?.amount == null
      ? []
      : ['Hoặc ghi ngày diễn ra sự kiện để hệ thống tự tính, ví dụ: sự kiện 05/3/2027.']),
  ].join('\n'),
  choices: [
    ...(item.round.dueOn === null ? [] : [{ label: 'Bỏ ngày đã đặt', command: `${typedFor(item)} bo` }]),
    { label: 'Để sau', command: '/huy' },
  ],
});

export const dateUnclear = (item: Pick<EventRound, 'plan' | 'number'>, typed: string): string =>
  `Hệ thống chưa đọc được ngày trong “${shorten(typed, 40)}”. Đề nghị ghi ngày/tháng/năm, ví dụ: ${typedFor(item)} 15/3/2027.`;

export const notCounted = (item: Pick<EventRound, 'plan' | 'number'>): string =>
  `Văn bản không ghi số ngày tính từ sự kiện nên hệ thống không tự tính được. Đề nghị ghi ngày cuối cùng phải gửi, ví dụ: ${typedFor(item)} 15/3/2027.`;

export const noSuchEventTask = (plan: Plan, typed: string): string =>
  `Kế hoạch K${plan.number} không có việc nêu trong “${shorten(typed, 40)}” đang thực hiện. Gõ /kehoach K${plan.number} ngay để xem các việc chờ xác định ngày.`;

export const dateSet = (
  item: EventRound,
  round: Round,
  before: string | null,
  isWorkingDay: boolean,
  told: string,
): OutboundMessage => ({
  text: [
    `Đã đặt thời hạn cho ${count(item.units)} đơn vị: hết ${weekdayDate(round.dueOn ?? '')}${before === null ? '' : ` (thay cho ngày ${date(before)})`}. Nhiệm vụ: ${nameOf(item.task, round, 90)}.`,
    ...(isWorkingDay ? [] : ['Ngày này là ngày nghỉ: thời hạn giữ nguyên, nhắc việc được gửi sớm hơn.']),
    'Hệ thống nhắc việc theo ngày này.',
    told,
  ].join('\n'),
  choices: [
    { label: 'Sửa ngày', command: typedFor(item) },
    { label: 'Bỏ ngày đã đặt', command: `${typedFor(item)} bo` },
  ],
});

export const dateCleared = (item: EventRound, told: string): OutboundMessage => ({
  text: `Đã bỏ ngày đã đặt của nhiệm vụ: ${nameOf(item.task, item.round, 90)}. Thời hạn trở lại “${shorten(phraseOf(item.round, item.task), 80)}”, hệ thống thôi nhắc theo ngày cũ.\n${told}`,
  choices: [button(item)],
});

/** Why a date is not set, and what to do instead. */
export function dateRefused(refusal: EventDateRefusal, item: Pick<EventRound, 'plan' | 'number'>): string {
  switch (refusal.why) {
    case 'dated':
      return 'Nhiệm vụ này đã có ngày ghi trong văn bản nên không đặt ở đây. Cần thay đổi, đề nghị gửi văn bản điều chỉnh (/kehoach) hoặc quyết định gia hạn (/duyet).';
    case 'standing':
      return 'Nhiệm vụ này là việc thường xuyên, không có thời hạn nên không đặt ngày.';
    case 'past':
      return `Ngày ${weekdayDate(refusal.day)} đã qua. Đề nghị ghi ngày từ hôm nay trở đi, ví dụ: ${typedFor(item)} 15/3/2027.`;
    case 'too-far':
      return `Ngày ${date(refusal.day)} quá xa. Đề nghị kiểm tra lại năm.`;
    case 'cut-off':
      return `Nhiệm vụ này khóa sổ hết ${weekdayDate(refusal.cutOffOn)}. Đề nghị ghi ngày không sau ngày đó, hoặc đặt lại khóa sổ: /kehoach K${item.plan.number} khoaso V${item.number}.`;
    case 'before-window':
      return `Nhiệm vụ này bắt đầu từ ${weekdayDate(refusal.opensOn)}. Đề nghị ghi ngày không trước ngày đó.`;
    case 'same':
      return `Thời hạn đã là hết ${weekdayDate(refusal.day)}, không có gì thay đổi.`;
    case 'none':
      return `Chưa đặt ngày nào nên không có gì để bỏ. Đặt ngày: ${typedFor(item)} 15/3/2027.`;
  }
}

/** To units and collectors: dates that were set, corrected or taken back. */
export function dateNotice({ rounds }: Pick<DateNotice, 'rounds'>): OutboundMessage {
  const lines = rounds.slice(0, listed).map(({ plan, task, round, codes }) => {
    const own = codes.map(({ facts }) => assignmentCode(facts.assignment)).join(', ');
    const was = round.untoldDate?.was ?? null;
    const what =
      round.dueOn === null
        ? `ngày ${was === null ? '' : `${date(was)} `}không còn hiệu lực, chờ xác định lại`
        : `hết ${weekdayDate(round.dueOn)}${was === null ? '' : ` (thay cho ngày ${date(was)})`}`;
    return `- ${nameOf(task, round, 90)}${own ? ` (${own})` : ''}; Kế hoạch ${planLabel(plan.document)}. Thời hạn “${shorten(phraseOf(round, task), 60)}”: ${what}.`;
  });
  const choices: Choice[] = rounds
    .flatMap(({ codes }) => codes)
    .slice(0, withButton)
    .map(({ facts }) => {
      const code = assignmentCode(facts.assignment);
      return { label: `Xem ${code}`, command: `/viec ${code}` };
    });
  return {
    heading: 'Thời hạn theo sự kiện',
    text: [
      'Thời hạn của nhiệm vụ sau được xác định như sau:',
      ...lines,
      ...(rounds.length > listed ? [`Và ${rounds.length - listed} nhiệm vụ khác: /viec.`] : []),
      'Đề nghị đơn vị thực hiện. Trân trọng./.',
    ].join('\n'),
    choices,
  };
}
