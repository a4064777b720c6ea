/** What a person or a group gets of reminders, and what is said when that is changed. */
import type { Hours } from '../domain/hours.js';
import { optionalKinds } from '../domain/acts/preferences.js';
import type { OutboundMessage } from '../domain/message.js';
import type { OptionalKind, ReminderPreferences } from '../domain/policy.js';
import { shorten } from '../domain/text.js';
import { capital } from './format.js';
import { hoursWords } from './reminder-policy.js';

const kindWords: Record<OptionalKind, string> = {
  opening: 'mở đợt thực hiện',
  early: 'nhắc sớm (trước hạn trên 3 ngày)',
  soon: 'nhắc gần hạn (trước hạn 1 đến 3 ngày)',
  overview: 'tổng quan tuần',
};
const shortWords: Record<OptionalKind, string> = {
  opening: 'mở đợt',
  early: 'nhắc sớm',
  soon: 'nhắc gần hạn',
  overview: 'tổng quan tuần',
};
const typedWords: Record<OptionalKind, string> = {
  opening: 'modot',
  early: 'som',
  soon: 'gan',
  overview: 'tuan',
};

/** Where choices are made: `/tuychon` for oneself, `/nhacviec` for the group it is typed in. */
export type ChoicePlace = '/tuychon' | '/nhacviec';

/** @param what lines about the person or the group, before and after what can be chosen. */
export function preferencesCard(
  place: ChoicePlace,
  heading: string,
  chosen: Readonly<ReminderPreferences> | undefined,
  usual: Hours,
  what: { before: readonly string[]; after: readonly string[] },
): OutboundMessage {
  const muted = new Set(chosen?.muted);
  const wanted = optionalKinds.filter((kind) => !muted.has(kind)).map((kind) => kindWords[kind]);
  const unwanted = optionalKinds.filter((kind) => muted.has(kind)).map((kind) => kindWords[kind]);
  const own = chosen?.sendFrom !== undefined || chosen?.sendUntil !== undefined;
  const hours = {
    sendFrom: chosen?.sendFrom ?? usual.sendFrom,
    sendUntil: chosen?.sendUntil ?? usual.sendUntil,
  };
  return {
    heading,
    text: [
      ...what.before,
      'Luôn nhận: nhắc ngày cuối, quá hạn, bị trả lại.',
      `Đang nhận: ${wanted.length > 0 ? wanted.join('; ') : 'chỉ những tin luôn nhận'}.`,
      ...(unwanted.length > 0 ? [`Đã tắt: ${unwanted.join('; ')}.`] : []),
      own
        ? `Giờ nhận riêng: ${hoursWords(hours)}. Tin đến sớm hơn thì chờ đến giờ này; muộn hơn thì gửi ngày làm việc kế tiếp.`
        : `Giờ nhận: theo quy định chung, ${hoursWords(hours)}.`,
      ...what.after,
    ].join('\n'),
    choices: [
      ...optionalKinds.map((kind) => ({
        label: `${muted.has(kind) ? 'Bật' : 'Tắt'} ${shortWords[kind]}`,
        command: `${place} ${muted.has(kind) ? 'bat' : 'tat'} ${typedWords[kind]}`,
      })),
      { label: 'Chọn giờ nhận', command: `${place} gio` },
      ...(chosen ? [{ label: 'Về mặc định', command: `${place} macdinh` }] : []),
    ],
  };
}

export const kindsChanged = (kinds: readonly OptionalKind[], isOn: boolean): string =>
  `${isOn ? 'Đã bật' : 'Đã tắt'}: ${kinds.map((kind) => shortWords[kind]).join(', ')}`;
export const hoursChosen = (hours: Hours | null): string =>
  hours ? `Đã đặt giờ nhận: ${hoursWords(hours)}` : 'Đã về giờ nhận chung';
export const backToDefault = 'Đã về mặc định';

/** Why the kinds that matter cannot be switched off. */
export const alwaysSent = (place: ChoicePlace): string =>
  [
    'Không tắt được tin nhắc ngày cuối, quá hạn và bị trả lại: đây là những lần nhắc cuối cùng trước khi đơn vị bị tính chậm, hoặc việc đã chậm.',
    place === '/tuychon'
      ? 'Nếu vắng mặt, đề nghị gõ /nghiphep để người thay nhận tin; hoãn nhắc một việc: /hoannhac V12; nhận vào giờ khác: /tuychon gio 8:00 11:00.'
      : 'Có thể chọn giờ nhận của nhóm: /nhacviec gio 8:00 11:00.',
  ].join(' ');
export const kindUnclear = (place: ChoicePlace, typed: string): string =>
  `${typed === '' ? 'Chưa rõ loại tin.' : `Hệ thống chưa hiểu “${shorten(typed, 30)}”.`} Các loại bật, tắt được: ${optionalKinds
    .map((kind) => `${typedWords[kind]} (${shortWords[kind]})`)
    .join(', ')}. Ví dụ: ${place} tat som.`;
export const askOwnHours = (place: ChoicePlace, usual: Hours): OutboundMessage => ({
  heading: 'Giờ nhận tin nhắc',
  text: `Quy định chung: ${hoursWords(usual)}, ngày làm việc. Đề nghị chọn hoặc gõ giờ bắt đầu và giờ kết thúc, ví dụ: 8:00 11:00.`,
  choices: [
    { label: '07:30 đến 11:30', command: `${place} gio 07:30 11:30` },
    { label: '13:30 đến 16:30', command: `${place} gio 13:30 16:30` },
    { label: 'Theo quy định chung', command: `${place} gio chung` },
  ],
});
export const choiceUnclear = (typed: string): string =>
  `Hệ thống chưa hiểu “${shorten(typed, 30)}”. Có thể gõ: /tuychon tat som, /tuychon bat som, /tuychon gio 8:00 11:00, /tuychon macdinh.`;

export const ownCard = 'Tin nhắc việc của tôi';
export const groupCard = (title: string): string => `Tin nhắc của nhóm “${shorten(title, 60)}”`;
export const groupBound = (bound: string): string => `Nhóm gắn với: ${bound}.`;
export const groupUnbound =
  'Nhóm chưa gắn với đơn vị hay kế hoạch nào nên chưa nhận tin nhắc. Văn phòng cấp mã bằng lệnh /nhom trong cuộc trò chuyện riêng.';

/** What comes to a person by the roles they hold. */
export const officerGets = (units: readonly string[], steps: string): string =>
  `Nhắc việc của ${units.join('; ')}: ${steps}.`;
export const headGets = (units: readonly string[], from: string): string =>
  `Thủ trưởng ${units.join('; ')}: nhận nhắc việc ${from}; sớm hơn chỉ khi đơn vị không có cán bộ nào nhận được tin.`;
export const headGetsNothing = (units: readonly string[]): string =>
  `Thủ trưởng ${units.join('; ')}: chỉ nhận nhắc việc khi đơn vị không có cán bộ nào nhận được tin.`;
export const clerkGets = (from: string | null): string =>
  `Văn phòng: tin về nơi chưa nhắn được${from === null ? '' : `; danh sách đơn vị chưa nộp ${from}`}.`;
export const othersGet =
  'Không phụ trách việc của đơn vị nào nên không nhận nhắc việc; các loại tin dưới đây áp dụng khi được giao.';
export const snoozedLine = (items: readonly { code: string; day: string }[]): string =>
  `Đang hoãn nhắc: ${items.map(({ code, day }) => `${capital(code)} đến ${day}`).join('; ')}.`;

const channelNames: Record<string, string> = { telegram: 'Telegram', zalo: 'Zalo', web: 'Web' };
export const channelName = (channel: string): string => channelNames[channel] ?? channel;
export const channelLine = (chosen: string | null, channels: readonly string[]): string =>
  chosen === null
    ? `Kênh nhận: kênh vừa nhắn gần nhất (đã liên kết ${channels.map(channelName).join(', ')}).`
    : `Kênh nhận: ${channelName(chosen)}; không gửi được thì gửi kênh khác.`;
export const channelChoices = (
  chosen: string | null,
  channels: readonly string[],
): { label: string; command: string }[] => [
  ...channels
    .filter((channel) => channel !== chosen)
    .map((channel) => ({ label: `Nhận qua ${channelName(channel)}`, command: `/tuychon kenh ${channel}` })),
  ...(chosen === null ? [] : [{ label: 'Nhận qua kênh nhắn gần nhất', command: '/tuychon kenh chung' }]),
];
export const channelChosen = (channel: string | null): string =>
  channel === null ? 'Nhận tin qua kênh nhắn gần nhất' : `Nhận tin qua ${channelName(channel)}`;
export const channelUnclear = (channels: readonly string[]): string =>
  channels.length > 1
    ? `Đề nghị chọn một kênh đã liên kết: ${channels.map(channelName).join(', ')}. Ví dụ: /tuychon kenh ${channels[0] ?? ''}.`
    : 'Tài khoản mới liên kết một kênh. Muốn nhận qua kênh khác, gõ /lienket để lấy mã rồi nhập mã đó ở kênh kia.';
