/** The calendar of reminders to come, in words: for the picture, for those who cannot see it, and for the console. */
import type { Choice, OutboundMessage, StoredFile } from '../domain/message.js';
import { type Plan, planLabel } from '../domain/plan.js';
import {
  type CalendarDay,
  type CalendarEntry,
  type ReminderCalendar,
  distanceOf,
  kindOfStep,
  sendingDays,
} from '../domain/reminder-calendar.js';
import { groupBy } from '../domain/group-by.js';
import { shorten } from '../domain/text.js';
import { weekdayOf } from '../domain/time.js';
import { capital, count, date, names, weekdayDate } from './format.js';

/** Days described in the message; the picture has two more. */
const shownDays = 8;
/** Days whose units can be asked for by a button. */
const offeredDays = 3;
/** Units named of one step of a day. */
const shownUnits = 120;

/** What the calendar is of, and the command that shows it. */
export interface CalendarSubject {
  /** "dự thảo D1", "kế hoạch K1", "các kế hoạch đang thực hiện". */
  name: string;
  /** The document, on the picture's second line; null for several plans. */
  document: string | null;
  /** Said first: what must happen before anything is sent; null for plans in force. */
  condition: string | null;
  command: string;
  /** Where the message leads back to. */
  back: Choice | null;
}

export const draftSubject = (number: number, label: string, amends: Plan | null): CalendarSubject => ({
  name: `dự thảo D${number}`,
  document: label,
  condition:
    amends === null
      ? 'Nếu ban hành lúc này, hệ thống sẽ nhắc như sau. Chưa gửi gì cho ai.'
      : `Nếu áp dụng điều chỉnh lúc này, kế hoạch ${planLabel(amends.document)} (K${amends.number}) được nhắc như sau. Chưa gửi gì cho ai.`,
  command: `/kehoach D${number} lich`,
  back: { label: 'Về dự thảo', command: `/kehoach D${number}` },
});
export const planSubject = (plan: Pick<Plan, 'number' | 'document'>): CalendarSubject => ({
  name: `kế hoạch K${plan.number}`,
  document: planLabel(plan.document),
  condition: null,
  command: `/nhacviec K${plan.number} lich`,
  back: { label: 'Lịch của mọi kế hoạch', command: '/nhacviec lich' },
});
export const allPlansSubject: CalendarSubject = {
  name: 'các kế hoạch đang thực hiện',
  document: null,
  condition: null,
  command: '/nhacviec lich',
  back: null,
};

/** `D-3` → `còn 3 ngày làm việc`. */
export function stepWords(step: string): string {
  const distance = distanceOf(step);
  switch (kindOfStep(step)) {
    case 'last-day':
      return 'ngày cuối';
    case 'before':
      return `còn ${distance} ngày làm việc`;
    case 'opening':
      return 'bắt đầu thời gian thực hiện';
    case 'after':
      return `quá hạn ${distance} ngày làm việc, nếu chưa nộp`;
    case 'returned':
      return 'báo cáo bị trả lại, nếu chưa nộp lại';
    case 'other':
      return 'nhắc việc';
  }
}

const weekdays = ['', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];

/** `2026-06-22` → `thứ Hai 22/06`; the year stands beside it already. */
export const dayName = (day: string): string =>
  `${weekdays[weekdayOf(day)]} ${day.slice(8)}/${day.slice(5, 7)}`;
/** `2026-06` → `Tháng 6/2026`. */
export const monthName = (month: string): string => `Tháng ${Number(month.slice(5))}/${month.slice(0, 4)}`;

/** What is sent on a day: how many units, then each step with its tasks, the most pressing first. */
export function dayWords(day: CalendarDay, steps = 2): string {
  const groups = [...groupBy(day.entries, ({ step }) => stepWords(step))];
  const length = groups.length > 1 ? 45 : 70;
  const shown = groups.slice(0, steps).map(([words, entries]) => `${words}: ${taskWords(entries, length)}`);
  const more = groups.length - shown.length;
  const tasks = day.tasks > 1 ? `, ${count(day.tasks)} nhiệm vụ` : '';
  const rest = more > 0 ? `; và ${count(more)} loại nhắc khác` : '';
  return `${count(day.units)} đơn vị${tasks}. ${capital(shown.join('; '))}${rest}`;
}

function taskWords(entries: readonly CalendarEntry[], length: number): string {
  const tasks = [...new Set(entries.map(({ task }) => task))];
  const more = tasks.length > 1 ? ` và ${count(tasks.length - 1)} nhiệm vụ khác` : '';
  return `${shorten(tasks[0] ?? '', length)}${more}`;
}

/** From when to when, and how much. */
export function totalWords(calendar: ReminderCalendar): string {
  const { days, units, tasks } = calendar.totals;
  const period = `Từ ${date(startOf(calendar))} đến ${date(endOf(calendar))}`;
  if (days === 0) return `${period}: không có lần nhắc nào.`;
  return `${period}: nhắc trong ${count(days)} ngày, ${count(units)} đơn vị, ${count(tasks)} nhiệm vụ.`;
}

function startOf({ from, months }: ReminderCalendar): string {
  const first = months[0]?.days[0]?.day ?? from;
  return first < from ? from : first;
}

/** Where nothing follows, empty months at the end are not worth a word. */
function endOf({ months, later, to }: ReminderCalendar): string {
  const last = months.findLast(({ isEmpty }) => !isEmpty)?.days.at(-1)?.day;
  return later === null ? (last ?? to) : to;
}

/** Months of the period in which nothing happens; null when there are none between those shown. */
export function emptyMonthsWords(calendar: ReminderCalendar): string | null {
  const last = calendar.months.findLastIndex(({ isEmpty }) => !isEmpty);
  const empty = calendar.months.slice(0, last + 1).filter(({ isEmpty }) => isEmpty);
  if (empty.length === 0) return null;
  const years = groupBy(empty, ({ month }) => month.slice(0, 4));
  const list = [...years].map(
    ([year, months]) => `${months.map(({ month }) => Number(month.slice(5))).join(', ')}/${year}`,
  );
  return `Tháng ${list.join('; ')} không có lần nhắc nào.`;
}

/** What comes after the months shown. */
export function laterWords({ later, to }: ReminderCalendar): string | null {
  if (!later) return null;
  const { days, recurring } = later;
  const [first, last] = [days[0], days.at(-1)];
  const single =
    first === undefined || last === undefined
      ? []
      : first === last
        ? [`một ngày đến hạn (${date(first)})`]
        : [`${count(days.length)} ngày đến hạn (từ ${date(first)} đến ${date(last)})`];
  const repeated = recurring > 0 ? [`${count(recurring)} nhiệm vụ định kỳ tiếp tục`] : [];
  const what = [...single, ...repeated].join('; ') || 'các lần nhắc quá hạn, nếu chưa nộp';
  return `Sau ngày ${date(to)} còn ${what}. Lần gần nhất: ${monthName(later.month).toLocaleLowerCase('vi')}.`;
}

/** What people should know beside the days. */
export function calendarNotes(calendar: ReminderCalendar): string[] {
  const { undated, silent, unsettledYears, months } = calendar;
  const hasReminders = months.some(({ isEmpty }) => !isEmpty);
  return [
    ...(undated > 0 ? [`${count(undated)} nhiệm vụ chưa có ngày nên chưa được nhắc.`] : []),
    ...(silent.length > 0 ? [`Đang tắt nhắc việc: ${names(silent, 4)}.`] : []),
    ...(hasReminders && unsettledYears.length > 0
      ? [
          `Chưa có thông báo ngày nghỉ năm ${unsettledYears.join(', ')}: các ngày quanh Tết, nghỉ lễ có thể thay đổi.`,
        ]
      : []),
  ];
}
export const calendarRule = 'Đơn vị nộp rồi thì thôi nhắc; ngày nghỉ không gửi.';

/** Nothing is sent, nothing is due, now or later. */
export const isNothing = ({ months, later }: ReminderCalendar): boolean =>
  later === null && months.every(({ isEmpty }) => isEmpty);
export const nothingToRemind = 'Từ nay không có lần nhắc nào.';

/** The calendar as a message. @param file the picture, and the same as a file where it is tall. */
export function calendarMessage(
  calendar: ReminderCalendar,
  subject: CalendarSubject,
  made: { picture: StoredFile | null; isTall: boolean } | null,
): OutboundMessage {
  const days = sendingDays(calendar);
  const more = days.length - shownDays;
  const { command, back } = subject;
  const picture = made?.picture ?? null;
  const lines = isNothing(calendar)
    ? [nothingToRemind, ...calendarNotes(calendar)]
    : [
        ...(subject.condition === null ? [] : [subject.condition]),
        totalWords(calendar),
        ...days.slice(0, shownDays).map((day) => `- ${capital(dayName(day.day))}: ${dayWords(day)}.`),
        ...(more > 0 ? [`Và ${count(more)} ngày khác${picture === null ? '' : ' (xem hình)'}.`] : []),
        ...[emptyMonthsWords(calendar), laterWords(calendar)].filter((line) => line !== null),
        ...calendarNotes(calendar),
        calendarRule,
      ];
  const choices: Choice[] = [
    ...days.slice(0, offeredDays).map(({ day }) => ({
      label: `Ngày ${day.slice(8)}/${day.slice(5, 7)}: xem từng đơn vị`,
      command: `${command} ${date(day)}`,
    })),
    ...(calendar.later === null
      ? []
      : [
          {
            label: 'Các tháng tiếp theo',
            command: `${command} ${calendar.later.month.slice(5)}/${calendar.later.month.slice(0, 4)}`,
          },
        ]),
    ...(back === null ? [] : [back]),
  ];
  return {
    heading: `Lịch nhắc việc dự kiến: ${subject.name}`,
    text: lines.join('\n'),
    choices,
    ...(picture === null ? {} : { picture }),
    // A messenger makes a tall picture small; the file keeps it as it is, for reading closely and printing.
    ...(picture !== null && made?.isTall === true ? { files: [picture] } : {}),
  };
}

/** One day: which units get which step. */
export function calendarDayMessage(
  calendar: ReminderCalendar,
  subject: CalendarSubject,
  day: string,
): OutboundMessage {
  const found = calendar.months.flatMap(({ days }) => days).find((one) => one.day === day);
  const { command, back } = subject;
  const choices: Choice[] = [{ label: 'Xem lịch', command }, ...(back === null ? [] : [back])];
  const due = (found?.due ?? []).map(
    ({ task, plan, units }) =>
      `Đến hạn: ${shorten(capital(task), 140)} (${plan}), ${count(units)} đơn vị chưa nộp.`,
  );
  if (!found || found.units === 0) {
    const text = [`Ngày ${weekdayDate(day)} không có lần nhắc nào.`, ...due].join('\n');
    return { heading: `Lịch nhắc việc dự kiến: ${subject.name}`, text, choices };
  }
  const lines = found.entries.map(
    ({ step, dueOn, task, plan, units }) =>
      `${capital(stepWords(step))} (hạn ${date(dueOn)}), ${count(units.length)} đơn vị: ${shorten(capital(task), 140)} (${plan}).\n${names(units, shownUnits)}.`,
  );
  return {
    heading: `Nhắc việc ${weekdayDate(day)}: ${count(found.units)} đơn vị`,
    text: [...lines, ...due, calendarRule].join('\n'),
    choices,
  };
}

export const calendarUnclear = (subject: CalendarSubject, typed: string): OutboundMessage => ({
  text: `Hệ thống chưa đọc được “${shorten(typed, 40)}”. Đề nghị ghi tháng (ví dụ ${subject.command} 12/2026) hoặc ngày (ví dụ ${subject.command} 22/12/2026).`,
  choices: [{ label: 'Xem lịch', command: subject.command }],
});
export const calendarOutdated = (subject: CalendarSubject): OutboundMessage => ({
  text: 'Nội dung vừa thay đổi trong lúc lập lịch. Đề nghị xem lại.',
  choices: [{ label: 'Xem lịch', command: subject.command }],
});
export const calendarElsewhere = (plan: Pick<Plan, 'number'>): OutboundMessage => ({
  text: `Lịch nhắc của kế hoạch đang thực hiện: /nhacviec K${plan.number} lich.`,
  choices: [{ label: 'Xem lịch nhắc', command: `/nhacviec K${plan.number} lich` }],
});
export const calendarPrivately =
  'Lịch nhắc có tên mọi đơn vị nên chỉ xem trong cuộc trò chuyện riêng với hệ thống. Đề nghị gõ lệnh này ở đó.';

/** For the console: day by day, every unit. */
export function calendarConsole(
  reminders: readonly { at: string; plan: string; task: string; unit: string; step: string; dueOn: string }[],
): string[] {
  if (reminders.length === 0) return ['Trong khoảng ngày này không có lần nhắc nào.'];
  const byMoment = groupBy(reminders, ({ at }) => at.slice(0, 16));
  const lines = [...byMoment].flatMap(([moment, sent]) => [
    `${capital(weekdayDate(moment.slice(0, 10)))}, ${moment.slice(11, 13)} giờ ${moment.slice(14)}: ${count(new Set(sent.map(({ unit }) => unit)).size)} đơn vị`,
    ...[
      ...groupBy(sent, ({ plan, task, step, dueOn }) => [plan, task, step, dueOn].join('\n')).values(),
    ].flatMap((same) => {
      const [first] = same;
      if (!first) return [];
      return [
        `  ${capital(stepWords(first.step))}; hạn ${date(first.dueOn)}; ${count(same.length)} đơn vị: ${shorten(capital(first.task), 160)} (${first.plan})`,
        `    ${same.map(({ unit }) => unit).join('; ')}`,
      ];
    }),
  ]);
  return [...lines, `Cộng: ${count(byMoment.size)} lần gửi, ${count(reminders.length)} việc được nhắc.`];
}
export const noOpenDraft = (typed: string): string =>
  `Không có dự thảo “${shorten(typed, 20)}” đang chờ ban hành.`;
export const reversedDays = 'Ngày --to phải từ ngày --from trở đi.';
export const pictureWritten = (file: string): string => `Đã ghi hình lịch nhắc vào ${file}.`;

/** Words of the picture. */
export const pictureWords = {
  title: 'Lịch nhắc việc dự kiến',
  weekdays: ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'],
  units: 'Số trong ô: số đơn vị được nhắc trong ngày',
  before: 'Nhắc trước hạn',
  lastDay: 'Nhắc ngày cuối',
  after: 'Nhắc quá hạn, nếu chưa nộp',
  due: 'Ngày đến hạn',
  off: 'Ngày nghỉ, không gửi',
  also: 'Góc ô: trong ngày còn loại nhắc khác',
  nearest: (days: number): string => (days === 1 ? 'Lần nhắc gần nhất' : `${count(days)} ngày nhắc gần nhất`),
};
