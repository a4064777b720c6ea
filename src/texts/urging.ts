/** Urging units that have not handed in: what the office reads before and after, and what the units get. */
import type { Choice, OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { type MissingUnit, type UrgeGroup, urgeGroups } from '../domain/urge-list.js';
import { lateCutOffSentence } from './cut-off.js';
import { capital, clock, count, names, weekdayDate } from './format.js';
import { unreachableReason } from './reminders.js';
import { dueWords, stateLine, titleOf } from './tasks.js';

/** How many assignments a message to a unit lists before it counts the rest. */
const urgingSize = 12;
/** Units of a group the overview names. */
const overviewSize = 6;
/** Units shown on a page of the full list. */
export const missingPageSize = 20;

const groupWords: Record<UrgeGroup, string> = {
  overdue: 'Quá hạn',
  today: 'Đến hạn hôm nay',
  soon: 'Sắp đến hạn',
  returned: 'Trả lại, chưa nộp bản mới',
};

const reasonWords = (code: string): string =>
  code === 'on-leave' ? 'cán bộ đang nghỉ, chưa có người thay' : unreachableReason(code);

/** Written by one tap of the collecting office to a unit that has not handed in. @param others late assignments not listed. */
export function urging(
  views: readonly AssignmentView[],
  nowMs: number,
  unit: string,
  others = 0,
): OutboundMessage {
  const lines = views
    .slice(0, urgingSize)
    .map(
      (view, i) =>
        `${i + 1}. ${titleOf(view, 100)} (${planLabel(view.plan.document)}). Hạn: ${dueWords(view, nowMs)}; ${stateLine(view, nowMs)}.${lateCutOffSentence(view, nowMs)}`,
    );
  const rest = others + Math.max(0, views.length - urgingSize);
  if (rest > 0) lines.push(`Ngoài ra còn ${count(rest)} việc khác chưa nộp: /viec.`);
  return {
    heading: 'Đôn đốc thực hiện nhiệm vụ',
    text: `Kính gửi ${unit}:\n${lines.join('\n')}\nĐề nghị đơn vị khẩn trương hoàn thành, gửi báo cáo để tổng hợp. Trân trọng./.`,
    choices: views.slice(0, 6).map((view, i) => ({
      label: `Nộp: ${i + 1}. ${shorten(capital(view.task.action), 36)}`,
      command: `/nop ${assignmentCode(view.facts.assignment)}`,
    })),
  };
}

/** What the list is about: `K1`, with the code of one assignment of the task when it is about one task. */
export interface UrgeScope {
  /** As typed after `/dondoc`: `K1`, `K1 V12`. */
  code: string;
  plan: string;
  /** The task, when it is about one alone. */
  task: string | null;
}

const scopeWords = ({ plan, task }: UrgeScope): string =>
  task === null ? `kế hoạch ${plan}` : `kế hoạch ${plan}, nhiệm vụ “${shorten(capital(task), 80)}”`;

/**
 * Who has not handed in, for the collecting office: by how pressing it is, a few of each group by name, then those that
 * cannot be written to, by reason.
 * @param tasks tasks with overdue units, when there are several to choose from.
 * @param officeDays units overdue for so many working days are a matter for a formal letter.
 */
export function missingOverview(
  scope: UrgeScope,
  units: readonly MissingUnit[],
  tasks: readonly { code: string; action: string; units: number }[],
  officeDays: number,
): OutboundMessage {
  const lines: string[] = [];
  let isCut = false;
  for (const group of urgeGroups) {
    const members = units.filter((unit) => unit.group === group);
    if (members.length === 0) continue;
    lines.push(`${groupWords[group]} (${count(members.length)} đơn vị):`);
    lines.push(...members.slice(0, overviewSize).map((unit) => `- ${unitLine(unit)}`));
    if (members.length > overviewSize) {
      isCut = true;
      lines.push(`và ${count(members.length - overviewSize)} đơn vị khác.`);
    }
  }
  lines.push(...unreachedLines(units));
  const long = units.filter((unit) => unit.late > 0 && unit.workingDaysLate >= officeDays).length;
  if (long > 0)
    lines.push(
      `Quá hạn từ ${count(officeDays)} ngày làm việc trở lên: ${count(long)} đơn vị; có thể lập công văn đôn đốc.`,
    );
  const reached = units.filter((unit) => unit.unreached === null).length;
  const choices: Choice[] = [];
  if (reached > 0)
    choices.push({
      label: `Gửi tin đôn đốc (${count(reached)} đơn vị)`,
      command: `/dondoc ${scope.code} gui`,
    });
  if (units.some((unit) => unit.late > 0))
    choices.push({ label: 'Công văn đôn đốc (.docx)', command: `/dondoc ${scope.code} congvan` });
  if (isCut) choices.push({ label: 'Danh sách đầy đủ', command: `/dondoc ${scope.code} trang 1` });
  for (const task of tasks)
    choices.push({
      label: `Chỉ: ${shorten(capital(task.action), 36)} (${count(task.units)})`,
      command: `/dondoc ${task.code}`,
    });
  return {
    heading: `Chưa nộp báo cáo, ${scopeWords(scope)}: ${count(units.length)} đơn vị`,
    text: lines.join('\n'),
    choices,
  };
}

/** All of them, a page at a time. @param page from 1, within the pages there are. */
export function missingPage(
  scope: UrgeScope,
  units: readonly MissingUnit[],
  page: number,
  pages: number,
): OutboundMessage {
  const start = (page - 1) * missingPageSize;
  const lines: string[] = [];
  let group: UrgeGroup | null = null;
  for (const [i, unit] of units.slice(start, start + missingPageSize).entries()) {
    if (unit.group !== group) lines.push(`${groupWords[unit.group]}:`);
    group = unit.group;
    const reason = unit.unreached === null ? '' : ` (không nhắn được: ${reasonWords(unit.unreached)})`;
    lines.push(`${start + i + 1}. ${unitLine(unit)}${reason}`);
  }
  return {
    heading: `Chưa nộp báo cáo, ${scopeWords(scope)}: ${count(units.length)} đơn vị (trang ${page}/${pages})`,
    text: lines.join('\n'),
    choices: [
      ...(page < pages ? [{ label: 'Xem tiếp', command: `/dondoc ${scope.code} trang ${page + 1}` }] : []),
      ...(units.some(({ unreached }) => unreached === null)
        ? [{ label: 'Gửi tin đôn đốc', command: `/dondoc ${scope.code} gui` }]
        : []),
    ],
  };
}

function unitLine(unit: MissingUnit): string {
  const open = unit.views.length - unit.late;
  const days = unit.daysLate > 0 ? `, ${unit.late > 1 ? 'lâu nhất ' : ''}${unit.daysLate} ngày` : '';
  const owed = [
    ...(unit.late > 0 ? [`quá hạn ${unit.late} việc${days}`] : []),
    ...(open > 0 ? [`${unit.late > 0 ? 'và ' : ''}${open} việc chưa quá hạn`] : []),
  ];
  return `${unit.name}: ${owed.join(' ')}`;
}

/** Units nobody can write to, under the reason they share, so that it is said once. */
function unreachedLines(units: readonly { name: string; unreached: string | null }[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { name, unreached } of units)
    if (unreached !== null) groups.set(unreached, [...(groups.get(unreached) ?? []), name]);
  return [...groups].map(
    ([reason, list]) =>
      `Không nhắn được, ${reasonWords(reason)} (${count(list.length)} đơn vị): ${names(list)}.`,
  );
}

export const nobodyMissing = (scope: UrgeScope): string =>
  `${capital(scopeWords(scope))}: không có đơn vị nào quá hạn hoặc sắp đến hạn mà chưa nộp.`;

export const noSuchUrgeTask = (plan: string, typed: string): string =>
  `Kế hoạch ${plan} không có nhiệm vụ “${shorten(typed, 20)}”. Đề nghị gõ mã việc của nhiệm vụ (ví dụ: V12).`;

/** Before anything goes out at night or on a day off: that is the office's own decision. */
export const askUrgeTime = (code: string, units: number, day: string, time: string): OutboundMessage => ({
  text: `Hiện ngoài giờ hành chính. Gửi tin đôn đốc đến ${count(units)} đơn vị ngay bây giờ, hay gửi đầu giờ sáng (${clock(time)}, ${weekdayDate(day)})? Đơn vị nộp trước lúc gửi thì không nhận tin.`,
  choices: [
    { label: 'Gửi đầu giờ sáng', command: `/dondoc ${code} gui sang` },
    { label: 'Gửi ngay', command: `/dondoc ${code} gui ngay` },
    { label: 'Thôi', command: '/huy' },
  ],
});

export interface Urged {
  /** Units written to now. */
  sent: number;
  /** Units that had been written to for that day already. */
  before: number;
  /** Of those written to: with something overdue, whose heads were written to where they are linked. */
  withHead: number;
  unreached: readonly { name: string; unreached: string | null }[];
  /** Day and time the messages wait for; null when they go out now. */
  at: { day: string; time: string } | null;
  /** Whether the asker may issue link codes. */
  isClerk: boolean;
}

/** What one tap did. */
export function urged(done: Urged): string {
  const { sent, before, withHead, unreached, at, isClerk } = done;
  const when = at === null ? '' : `${clock(at.time)}, ${weekdayDate(at.day)}`;
  const lines: string[] = [];
  if (sent > 0)
    lines.push(
      at === null
        ? `Đã gửi tin đôn đốc đến ${count(sent)} đơn vị.`
        : `Tin đôn đốc đến ${count(sent)} đơn vị sẽ được gửi lúc ${when}.`,
    );
  if (withHead > 0)
    lines.push(`${count(withHead)} đơn vị quá hạn: người đứng đầu đã liên kết cũng nhận tin.`);
  if (before > 0)
    lines.push(
      at === null
        ? `Hôm nay đã gửi tin đôn đốc đến ${count(before)} đơn vị, không gửi lặp lại.`
        : `Đã có tin đôn đốc trong ngày ${weekdayDate(at.day)} cho ${count(before)} đơn vị, không gửi lặp lại.`,
    );
  const lost = unreachedLines(unreached);
  if (lost.length > 0)
    lines.push(
      ...lost,
      isClerk
        ? 'Đề nghị liên hệ trực tiếp các đơn vị này, cấp mã liên kết bằng lệnh /donvi.'
        : 'Đề nghị liên hệ trực tiếp các đơn vị này. Văn phòng đã được báo để cấp mã liên kết.',
    );
  return lines.join('\n');
}
