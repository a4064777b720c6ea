/** What people read about days off: a year, what was changed in it, what cannot be, and a notice that is missing. */
import type { ChangedCalendar, HolidayChange, HolidayRefusal } from '../domain/acts/holidays.js';
import { type CalendarYear, type WorkCalendar, isWorkingDay } from '../domain/calendar.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { shorten } from '../domain/text.js';
import { addDays } from '../domain/time.js';
import { count, date, weekdayDate } from './format.js';

const verb = '/nhacviec ngaynghi';
/** How many single sources a year shows. */
const sourcesShown = 6;
const examples = (year: number): string[] => [
  `Thêm: ${verb} them 02/9/${year} đến 03/9/${year} nguồn: Thông báo số …`,
  `Hoán đổi: ${verb} doi nghỉ 31/8/${year}, làm bù 22/8/${year} nguồn: Thông báo số …`,
  `Bỏ một ngày: ${verb} bo 03/9/${year}`,
];

const shortDay = (day: string): string => date(day).slice(0, 5);

/** Days off as spans: what is joined by weekends is one. */
function spans(days: readonly string[], calendar: WorkCalendar): string {
  const found: [string, string][] = [];
  for (const day of days) {
    const last = found.at(-1);
    const isJoined = last !== undefined && !workedBetween(last[1], day, calendar);
    if (isJoined) last[1] = day;
    else found.push([day, day]);
  }
  return found
    .map(([from, to]) => (from === to ? shortDay(from) : `${shortDay(from)} đến ${shortDay(to)}`))
    .join('; ');
}

function workedBetween(from: string, to: string, calendar: WorkCalendar): boolean {
  for (let day = addDays(from, 1); day < to; day = addDays(day, 1))
    if (isWorkingDay(day, calendar)) return true;
  return false;
}

/** A year's days off, short enough for a phone. */
export function yearOfHolidays(year: number, calendar: WorkCalendar): OutboundMessage {
  const known: CalendarYear | undefined = calendar.years[String(year)];
  const own = Object.entries(known?.sources ?? {}).filter(
    ([day]) => known?.off.includes(day) || known?.worked.includes(day),
  );
  const lines = known
    ? [
        known.isComplete
          ? 'Đã có thông báo của năm.'
          : 'Chưa đủ thông báo của năm: ngày nghỉ lễ cố định vẫn được tính là ngày nghỉ; các ngày khác có thể thay đổi.',
        `Nghỉ (ngoài thứ Bảy, Chủ nhật): ${spans(known.off, calendar) || 'chưa có'}.`,
        ...(known.worked.length > 0 ? [`Làm bù: ${known.worked.map(shortDay).join('; ')}.`] : []),
        `Nguồn: ${shorten(known.source, 400)}.`,
        ...own.slice(0, sourcesShown).map(([day, source]) => `- ${shortDay(day)}: ${shorten(source, 80)}`),
        ...(own.length > sourcesShown ? [`và ${own.length - sourcesShown} ngày khác`] : []),
      ]
    : ['Chưa có ngày nghỉ nào của năm này; hệ thống chỉ tính các ngày lễ cố định theo luật.'];
  const choices: Choice[] = [
    ...(known && !known.isComplete
      ? [{ label: `Đã đủ ngày nghỉ năm ${year}`, command: `${verb} du ${year}` }]
      : []),
    { label: `Năm ${year - 1}`, command: `${verb} ${year - 1}` },
    { label: `Năm ${year + 1}`, command: `${verb} ${year + 1}` },
  ];
  return { heading: `Ngày nghỉ năm ${year}`, text: [...lines, ...examples(year)].join('\n'), choices };
}

const movedWords = (moved: number): string =>
  moved === 0
    ? 'Không lần nhắc nào phải chuyển ngày.'
    : `${count(moved)} lần nhắc sắp tới chuyển ngày theo. Thời hạn ghi trong kế hoạch không thay đổi.`;

/** What a change did. */
export function holidaysChanged(
  change: HolidayChange,
  { calendar, days, skipped, twins }: ChangedCalendar,
  moved: number,
): OutboundMessage {
  const list = days.slice(0, 10).map(weekdayDate).join('; ');
  const more = days.length > 10 ? ` và ${days.length - 10} ngày khác` : '';
  const year = change.act === 'complete' || change.act === 'incomplete' ? change.year : yearIn(days);
  const choices: Choice[] = [{ label: `Xem năm ${year}`, command: `${verb} ${year}` }];
  const undo = (day: string): Choice => ({
    label: `Bỏ ngày ${shortDay(day)}`,
    command: `${verb} bo ${date(day)}`,
  });
  const lines: string[] = [];
  if (change.act === 'add') {
    lines.push(`Đã thêm ${count(days.length)} ngày nghỉ: ${list}${more}. Nguồn: ${change.source}.`);
    if (skipped.length > 0) lines.push(`${count(skipped.length)} ngày vốn đã nghỉ, giữ nguyên.`);
    choices.push(...days.slice(0, 4).map(undo));
  }
  if (change.act === 'swap') {
    lines.push(
      `Đã ghi hoán đổi: nghỉ ${weekdayDate(change.off)}; làm bù ${weekdayDate(change.worked)}. Nguồn: ${change.source}.`,
    );
    choices.push(undo(change.off), undo(change.worked));
  }
  if (change.act === 'remove') {
    lines.push(`Đã bỏ ${list} khỏi danh sách ngày nghỉ, ngày làm bù.`);
    if (twins.length > 0) {
      lines.push(`Ngày cùng nguồn vẫn còn: ${twins.map(weekdayDate).join('; ')}; đề nghị xem có bỏ không.`);
      choices.push(...twins.slice(0, 4).map(undo));
    }
  }
  if (change.act === 'complete') {
    const source = calendar.years[String(year)]?.source ?? '';
    lines.push(
      `Đã ghi nhận ngày nghỉ năm ${year} là đầy đủ, theo ${shorten(source, 120)}. Hệ thống thôi nhắc Văn phòng về thông báo này.`,
    );
    choices.push({ label: 'Chưa đủ', command: `${verb} chuadu ${year}` });
  }
  if (change.act === 'incomplete') lines.push(`Ngày nghỉ năm ${year} được ghi là chưa đầy đủ.`);
  return { text: [...lines, movedWords(moved)].join('\n'), choices };
}

const yearIn = (days: readonly string[]): number => Number((days[0] ?? '').slice(0, 4));

/** Why nothing was changed, and what to do instead. */
export function holidayRefused(refusal: HolidayRefusal): string {
  switch (refusal.why) {
    case 'no-source':
      return `Chưa nêu nguồn nên chưa ghi. Đề nghị ghi thêm “nguồn: Thông báo số …”, ví dụ: ${verb} them 02/5/2027 nguồn: Thông báo số 123/TB-SNV.`;
    case 'too-far':
      return `Chỉ đặt được ngày nghỉ từ năm ${refusal.from} đến năm ${refusal.to}. Đề nghị kiểm tra lại năm.`;
    case 'too-many':
      return `Mỗi lần chỉ thêm được nhiều nhất ${refusal.most} ngày. Đề nghị kiểm tra lại khoảng ngày, hoặc thêm làm nhiều lần.`;
    case 'weekend':
      return `Ngày ${weekdayDate(refusal.day)} vốn đã là ngày nghỉ cuối tuần, không cần thêm.`;
    case 'already-off':
      return `Ngày ${weekdayDate(refusal.day)} đã là ngày nghỉ, không có gì thay đổi.`;
    case 'is-worked':
      return `Ngày ${weekdayDate(refusal.day)} đang là ngày làm bù. Bỏ ngày làm bù: ${verb} bo ${date(refusal.day)}.`;
    case 'not-weekend':
      return `Ngày ${weekdayDate(refusal.day)} không phải thứ Bảy, Chủ nhật nên không là ngày làm bù. Đề nghị kiểm tra lại.`;
    case 'already-worked':
      return `Ngày ${weekdayDate(refusal.day)} đã là ngày làm bù, không có gì thay đổi.`;
    case 'holiday':
      return `Ngày ${weekdayDate(refusal.day)} là ngày lễ nên không là ngày làm bù. Đề nghị kiểm tra lại.`;
    case 'not-listed':
      return `Ngày ${weekdayDate(refusal.day)} không có trong danh sách ngày nghỉ, ngày làm bù. Xem: ${verb} ${refusal.day.slice(0, 4)}.`;
    case 'fixed':
      return `Ngày ${weekdayDate(refusal.day)} là ngày lễ theo Bộ luật Lao động, không bỏ được.`;
    case 'already-complete':
      return `Ngày nghỉ năm ${refusal.year} đã được ghi nhận đầy đủ. Xem: ${verb} ${refusal.year}.`;
    case 'already-incomplete':
      return `Ngày nghỉ năm ${refusal.year} đang được ghi là chưa đầy đủ. Xem: ${verb} ${refusal.year}.`;
    case 'no-tet':
      return `Năm ${refusal.year} chưa có đủ ngày nghỉ Tết Nguyên đán nên chưa ghi nhận là đầy đủ. Đề nghị thêm trước, ví dụ: ${verb} them 08/02/${refusal.year} đến 12/02/${refusal.year} nguồn: Thông báo số ….`;
  }
}

export const noSuchDay = (typed: string): string =>
  `Không có ngày “${shorten(typed, 20)}”. Đề nghị ghi ngày/tháng/năm, ví dụ 02/5/2027.`;
export const holidaysUnclear = (typed: string, year: number): string =>
  [
    typed === ''
      ? 'Đề nghị ghi ngày cần đặt.'
      : `Hệ thống chưa hiểu “${shorten(typed, 60)}” nên chưa thay đổi gì.`,
    `Xem: ${verb} ${year}`,
    ...examples(year),
    `Đã đủ thông báo: ${verb} du ${year}`,
  ].join('\n');

/** To clerks, unasked: the notice of a year is not in the calendar yet. */
export const noticeMissing = (years: readonly number[]): OutboundMessage => ({
  heading: `Chưa có thông báo ngày nghỉ năm ${years.join(', ')}`,
  text: `Hệ thống nhắc việc theo ngày làm việc nên cần ngày nghỉ Tết, ngày nghỉ bù, ngày hoán đổi của năm ${years.join(', ')}. Đề nghị Văn phòng cập nhật khi có thông báo; chưa có thì chỉ tính được các ngày lễ đã biết. Hệ thống nhắc lại mỗi tháng một lần cho đến khi đủ.`,
  choices: years.map((year) => ({ label: `Ngày nghỉ năm ${year}`, command: `${verb} ${year}` })),
});
