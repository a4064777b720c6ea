/** What could not be delivered, as the clerk reads it and as the command line prints it. */
import { type DeadLetter, deadLetterDays } from '../domain/dead-letters.js';
import type { Choice, OutboundMessage, OutboxRow } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { assignmentCode } from '../domain/queries.js';
import { foldSpace, shorten } from '../domain/text.js';
import { capital, count, names, shortTime } from './format.js';
import { unreachableReason } from './reminders.js';
import { titleOf } from './tasks.js';

/** How many are written out before the rest is counted, and how many get a button. */
const listed = 15;
const buttons = 6;

const kindWords: Record<OutboxRow['kind'], string> = {
  reply: 'câu trả lời',
  receipt: 'giấy tiếp nhận',
  forward: 'báo cáo chuyển đến',
  reminder: 'tin nhắc việc',
  notice: 'thông báo',
  overview: 'tin tổng hợp tuần',
};

/** Reasons that are a message's own, or are said differently of one message than of a unit. */
const reasons: Record<string, string> = {
  'answer-lost': 'mất phản hồi của nền tảng, không rõ tin đã đến hay chưa',
  connection: 'không kết nối được nền tảng trong 03 ngày',
  moved: 'nhóm đã chuyển sang địa chỉ khác',
};
export const deadLetterReason = (code: string): string => reasons[code] ?? unreachableReason(code);

/** `Lê Thu Hà (Sở Y tế)`, `nhóm “Văn xã” (Sở Y tế)`. */
export function recipientWords({ to }: Pick<DeadLetter, 'to'>): string {
  const name = foldSpace(to.name) || 'không rõ tên';
  const who = to.kind === 'group' ? `nhóm “${name}”` : name;
  return to.units.length > 0 ? `${who} (${names(to.units, 3)})` : who;
}

/** `tin nhắc việc V1, Xây dựng báo cáo (kế hoạch 348/KH-UBND) và 02 việc khác`. */
export function contentWords({ row, views }: Pick<DeadLetter, 'row' | 'views'>): string {
  const [first] = views;
  const kind = kindWords[row.kind];
  if (!first) return `${kind}: ${shorten(foldSpace(row.message.heading || row.message.text), 60)}`;
  const rest = views.length > 1 ? ` và ${count(views.length - 1)} việc khác` : '';
  const code = assignmentCode(first.facts.assignment);
  return `${kind} ${code}, ${shorten(titleOf(first, 60), 60)} (kế hoạch ${planLabel(first.plan.document)})${rest}`;
}

function line(letter: DeadLetter, number: number): string {
  const at = shortTime(Date.parse(letter.givenUpAt));
  return `${number}. ${capital(recipientWords(letter))}: ${contentWords(letter)}; ${at}.`;
}

/** Lines under the reason they share, numbered through. @returns the letters in the order of their numbers. */
function byReason(letters: readonly DeadLetter[]): { lines: string[]; inOrder: DeadLetter[] } {
  const groups = new Map<string, DeadLetter[]>();
  for (const letter of letters.slice(0, listed))
    groups.set(letter.reason, [...(groups.get(letter.reason) ?? []), letter]);
  const inOrder: DeadLetter[] = [];
  const lines = [...groups].flatMap(([reason, group]) => [
    `${capital(deadLetterReason(reason))} (${count(letters.filter((one) => one.reason === reason).length)} tin):`,
    ...group.map((letter) => line(letter, inOrder.push(letter))),
  ]);
  if (letters.length > listed) lines.push(`Và ${count(letters.length - listed)} tin khác.`);
  return { lines, inOrder };
}

/** The list for a clerk, with a button for each and one for all. */
export function deadLetterList(letters: readonly DeadLetter[]): OutboundMessage {
  if (letters.length === 0)
    return {
      text: `Trong ${deadLetterDays} ngày qua, mọi tin nhắn đều đã gửi được; không có tin nào phải gửi lại.`,
    };
  const { lines, inOrder } = byReason(letters);
  const choices: Choice[] = inOrder.slice(0, buttons).map((letter, i) => ({
    label: `Gửi lại: ${i + 1}. ${shorten(capital(recipientWords(letter)), 36)}`,
    command: `/nhacviec loi gui ${letter.row.id}`,
  }));
  if (letters.length > 1)
    choices.push({
      label: `Gửi lại tất cả (${count(letters.length)} tin)`,
      command: '/nhacviec loi gui tatca',
    });
  return {
    heading: `Tin chưa gửi được trong ${deadLetterDays} ngày: ${count(letters.length)} tin`,
    text: lines.join('\n'),
    choices,
  };
}

/** Unasked, at most once an hour: what could not be delivered since the last time. */
export function deadLetterNotice(letters: readonly DeadLetter[]): OutboundMessage {
  return {
    heading: `Tin nhắn chưa đến được người nhận: ${count(letters.length)} tin`,
    text: [
      ...byReason(letters).lines,
      'Đề nghị Văn phòng liên hệ trực tiếp, cấp mã liên kết bằng lệnh /donvi hoặc gửi lại.',
    ].join('\n'),
    choices: [{ label: 'Xem và gửi lại', command: '/nhacviec loi' }],
  };
}

export const resentOne = (letter: DeadLetter): string =>
  `Đã đưa vào hàng chờ gửi lại: ${contentWords(letter)}, đến ${recipientWords(letter)}. Nếu vẫn không gửi được, hệ thống sẽ báo.`;
export const resentAll = (sent: number, notOwed: number): string =>
  [
    sent > 0
      ? `Đã đưa ${count(sent)} tin vào hàng chờ gửi lại. Nếu vẫn không gửi được, hệ thống sẽ báo.`
      : 'Không có tin nào phải gửi lại.',
    ...(notOwed > 0
      ? [`Không gửi lại ${count(notOwed)} tin nhắc việc, vì công việc không còn phải nộp.`]
      : []),
  ].join('\n');
export const alreadyResent = 'Tin này đang chờ gửi hoặc đã gửi được; không gửi thêm lần nữa.';
export const noSuchLetter =
  'Không tìm thấy tin này trong danh sách chưa gửi được. Xem danh sách: /nhacviec loi.';
export const notOwedAnyMore = (letter: DeadLetter): string =>
  `Không gửi lại ${contentWords(letter)}: công việc không còn phải nộp.`;

/** One line for the command line. */
export const consoleLine = (letter: DeadLetter): string =>
  `${shortTime(Date.parse(letter.givenUpAt))}; ${capital(recipientWords(letter))}; ${contentWords(letter)}; ${deadLetterReason(letter.reason)}`;
export const noDeadLetters = `Không có tin nào chưa gửi được trong ${deadLetterDays} ngày qua.`;
