/** What the office reads about its urging letters: the draft with what to check, earlier ones, their numbers. */
import type { LetterDraft, NoLetter } from '../domain/letter-content.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import type { UrgingLetter } from '../domain/urging.js';
import { shorten } from '../domain/text.js';
import { dayOf } from '../domain/time.js';
import { count, date, names, shortTime, weekdayDate } from './format.js';
import { gapsIn, letterWords } from './urging-letter.js';

/** What a letter is about: how the scope is typed (`K1`), and the plan's label. */
export interface LetterScope {
  code: string;
  plan: string;
}

/** Days offered for the last day of a letter. */
export interface OfferedDay {
  day: string;
  workingDays: number;
}

const command = ({ code }: LetterScope, rest = ''): string => `/dondoc ${code} congvan${rest && ` ${rest}`}`;

const dayChoices = (scope: LetterScope, time: number, days: readonly OfferedDay[], label: string): Choice[] =>
  days.map(({ day, workingDays }) => ({
    label: `${label}${date(day)} (${count(workingDays)} ngày làm việc)`,
    command: command(scope, `${time} ${date(day)}`),
  }));

/** The draft goes out with this: what it holds, and what a person looks at before anybody signs. */
export function letterReady(
  scope: LetterScope,
  letter: Readonly<UrgingLetter>,
  draft: LetterDraft,
  days: readonly OfferedDay[],
  isFinalOff: boolean,
): OutboundMessage {
  const { content, undecided, own, runningUntil } = draft;
  const gaps = gapsIn(letterWords(content));
  const units = new Set(content.rows.map(({ unit }) => unit)).size;
  const lines = [
    `${count(units)} đơn vị, ${count(content.rows.length)} việc quá hạn; số liệu lúc ${shortTime(Date.parse(letter.at))}.`,
    letter.finalOn === null
      ? 'Chưa nêu ngày cuối.'
      : `Ngày cuối nêu trong công văn: hết ${weekdayDate(letter.finalOn)}.`,
    'Trước khi ký, đề nghị kiểm tra:',
    '- Tên đơn vị, nhiệm vụ, thời hạn so với kế hoạch. Có đơn vị vừa nộp thì lập lại để bỏ khỏi công văn.',
    `- Chỗ để trống (nền vàng): số, ngày ban hành${gaps.length > 0 ? `; ${gaps.join('; ')}` : ''}.`,
    ...(content.earlier.some(({ sentAs }) => sentAs === null)
      ? ['- Công văn lần trước chưa ghi số, ngày gửi; ghi xong thì lập lại.']
      : []),
    ...(runningUntil === null
      ? []
      : [`- Hạn cuối nêu trong công văn trước (${date(runningUntil)}) chưa hết: nên gửi sau ngày đó.`]),
    ...(undecided.length > 0
      ? [`- ${names(undecided, 5)} đã đề nghị gia hạn, chưa có quyết định: nên quyết định trước (/duyet).`]
      : []),
    ...(own.length > 0 ? [`- Không nêu việc của chính cơ quan ban hành (${names(own, 5)}).`] : []),
    ...(isFinalOff ? ['- Ngày cuối không phải ngày làm việc.'] : []),
  ];
  return {
    heading: `Dự thảo công văn đôn đốc lần ${letter.time} (CV${letter.number}), kế hoạch ${shorten(scope.plan, 60)}`,
    text: lines.join('\n'),
    files: [letter.file],
    choices: [
      ...(letter.finalOn === null ? dayChoices(scope, letter.time, days, 'Nêu hạn cuối ') : []),
      { label: 'Ghi số, ngày đã gửi', command: command(scope, `so CV${letter.number}`) },
      ...(gaps.length > 0 ? [{ label: 'Nhập thông tin cơ quan', command: '/dondoc coquan' }] : []),
    ],
  };
}

/** A later letter sets a new last day. */
export function askFinalDay(
  scope: LetterScope,
  time: number,
  days: readonly OfferedDay[],
  runningUntil: string | null,
): OutboundMessage {
  const running =
    runningUntil === null ? '' : ` Hạn cuối nêu trong công văn trước (${date(runningUntil)}) chưa hết.`;
  return {
    text: `Công văn đôn đốc lần ${time} nêu ngày cuối mới. Đề nghị chọn, hoặc nhập ngày (ví dụ: 30/6/2026).${running}`,
    choices: dayChoices(scope, time, days, ''),
  };
}

export const finalDayUnclear =
  'Chưa rõ ngày cuối. Đề nghị nhập một ngày sau hôm nay, trong vòng một năm (ví dụ: 30/6/2026).';

export const letterChanged = (scope: LetterScope, time: number, finalOn: string | null): OutboundMessage => ({
  text: 'Số liệu vừa thay đổi trong lúc lập công văn. Đề nghị bấm để lập lại.',
  choices: [
    {
      label: `Lập lại lần ${time}`,
      command: command(scope, `${time}${finalOn === null ? '' : ` ${date(finalOn)}`}`),
    },
  ],
});

/** Why there is nothing to write, and what to do instead. */
export function noLetter(
  why: NoLetter,
  scope: LetterScope,
  time: number,
  letters: readonly Readonly<UrgingLetter>[],
): OutboundMessage {
  if (why === 'nobody')
    return { text: `Kế hoạch ${scope.plan}: không có đơn vị nào quá hạn, không cần công văn đôn đốc.` };
  if (why === 'all-urged')
    return {
      text: `Các việc quá hạn đều đã được nêu trong công văn trước (${letters.map(letterName).join('; ')}).`,
      choices: [{ label: `Lập công văn lần ${time + 1}`, command: command(scope, String(time + 1)) }],
    };
  return {
    text: `Các đơn vị đang quá hạn chưa được nêu trong công văn nào, hoặc đơn vị đã được đôn đốc đều đã nộp, được gia hạn; chưa lập công văn lần ${time}.`,
    choices: [{ label: 'Lập công văn lần 1', command: command(scope, '1') }],
  };
}

const letterName = ({ number, time, sentAs }: Readonly<UrgingLetter>): string =>
  `CV${number}, lần ${time}${sentAs === null ? ', chưa ghi số' : `, số ${shorten(sentAs, 60)}`}`;

/**
 * Letters there are, and what can be done next.
 * @param now units overdue at the moment: urged before, and not.
 * @param unsent the latest letter nobody recorded as sent, with how its own scope is typed when this office may make it anew.
 */
export function letterList(
  scope: LetterScope,
  letters: readonly Readonly<UrgingLetter>[],
  now: { urged: number; fresh: number; next: number; today: string },
  unsent: { letter: Readonly<UrgingLetter>; remake: string | null } | null,
): OutboundMessage {
  const shown = letters.slice(-6);
  const lines = shown.map((letter) => {
    const sent = letter.sentAs === null ? 'chưa ghi số, ngày gửi' : `số ${shorten(letter.sentAs, 60)}`;
    const until = letter.finalOn === null ? '' : `, hạn cuối ${date(letter.finalOn)}`;
    return `CV${letter.number}. Lần ${letter.time}, lập ngày ${date(dayOf(Date.parse(letter.at)))}, ${count(letter.unitIds.length)} đơn vị${until}; ${sent}.`;
  });
  const choices: Choice[] = [];
  if (unsent) {
    const { letter, remake } = unsent;
    choices.push({
      label: `Ghi số, ngày đã gửi của CV${letter.number}`,
      command: command(scope, `so CV${letter.number}`),
    });
    const day = letter.finalOn !== null && letter.finalOn > now.today ? ` ${date(letter.finalOn)}` : '';
    if (remake !== null)
      choices.push({
        label: `Lập lại CV${letter.number} theo số liệu mới`,
        command: command({ ...scope, code: remake }, `${letter.time}${day}`),
      });
  }
  if (now.urged > 0)
    choices.push({ label: `Lập công văn lần ${now.next}`, command: command(scope, String(now.next)) });
  // While a first letter is not sent, making it anew takes the new units in.
  if (now.fresh > 0 && !(unsent?.remake && unsent.letter.time === 1))
    choices.push({
      label: `Lập lần 1 cho ${count(now.fresh)} đơn vị mới`,
      command: command(scope, '1'),
    });
  for (const { number } of shown.slice(-3))
    choices.push({ label: `Tệp CV${number}`, command: command(scope, `tep CV${number}`) });
  const standing =
    now.urged + now.fresh === 0
      ? 'Hiện không còn đơn vị nào quá hạn.'
      : `Hiện còn quá hạn: ${[
          ...(now.urged > 0 ? [`${count(now.urged)} đơn vị đã được nêu trong công văn`] : []),
          ...(now.fresh > 0 ? [`${count(now.fresh)} đơn vị có việc chưa được nêu`] : []),
        ].join(', ')}.`;
  return {
    heading: `Công văn đôn đốc, kế hoạch ${shorten(scope.plan, 60)}`,
    text: [...lines, standing].join('\n'),
    choices,
  };
}

export const letterFile = (letter: Readonly<UrgingLetter>): OutboundMessage => ({
  text: `Công văn đôn đốc ${letterName(letter)}; số liệu lúc ${shortTime(Date.parse(letter.at))}.`,
  files: [letter.file],
});

export const noSuchLetter = (scope: LetterScope): OutboundMessage => ({
  text: `Kế hoạch ${scope.plan} chưa có công văn đôn đốc này.`,
  choices: [{ label: 'Công văn đôn đốc', command: command(scope) }],
});

export const letterUsage = (scope: LetterScope): OutboundMessage => ({
  text: `Đề nghị gõ: ${command(scope)} (lập, xem lại), ${command(scope, '2')} (lần 2), ${command(scope, 'so 123/STC-TH 15/6/2026')} (ghi số, ngày đã gửi).`,
});

export const askSentAs = (letter: Readonly<UrgingLetter>): OutboundMessage => ({
  text: `Đề nghị nhập số, ký hiệu và ngày của công văn lần ${letter.time} (CV${letter.number}) đã gửi, ví dụ: 123/STC-TH 15/6/2026.`,
});
export const sentAsUnclear =
  'Chưa rõ số, ký hiệu hoặc ngày. Đề nghị nhập theo mẫu: 123/STC-TH 15/6/2026 (ngày không sau hôm nay, không trước ngày ban hành kế hoạch).';
export const sentAsKept = (
  letter: Readonly<UrgingLetter>,
  sentAs: string,
  before: string | null,
): OutboundMessage => ({
  text: `Đã ghi: công văn đôn đốc lần ${letter.time} (CV${letter.number}) là công văn số ${sentAs}${before === null || before === sentAs ? '' : ` (trước đó ghi ${shorten(before, 60)})`}. Công văn lần sau sẽ viện dẫn số, ngày này.`,
});
