/** Rules of a plan in force that its office sets: the cut-off, who decides on more time. */
import type { OutboundMessage } from '../domain/message.js';
import { type Plan, planLabel } from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import { count, date, weekdayDate } from './format.js';
import { documentLine } from './plan-draft.js';

type CutOffs = readonly { day: string; rounds: number }[];

const deciderWords = (plan: Pick<Plan, 'extensionsBy'>): string =>
  plan.extensionsBy === 'clerk' ? 'Văn phòng' : 'đơn vị tổng hợp (và Văn phòng)';
const cutOffLine = (cutOffs: CutOffs): string =>
  cutOffs.length === 0
    ? 'không đặt'
    : cutOffs.map(({ day, rounds }) => `hết ${weekdayDate(day)} (${count(rounds)} nhiệm vụ)`).join('; ');

/** A plan in force with the rules that can be changed. */
export const planCard = (plan: Plan, cutOffs: CutOffs): OutboundMessage => ({
  heading: `Kế hoạch K${plan.number}`,
  text: [
    documentLine(plan.document),
    `Khóa sổ: ${cutOffLine(cutOffs)}.`,
    `Quyết định gia hạn: ${deciderWords(plan)}.`,
    `Có thể gõ: /kehoach K${plan.number} khoaso 15/7/2026; /kehoach K${plan.number} giahan vanphong.`,
  ].join('\n'),
  choices: [
    { label: 'Tiến độ', command: `/tiendo K${plan.number}` },
    { label: 'Lịch nhắc', command: `/nhacviec K${plan.number} lich` },
    { label: 'Báo cáo chờ xử lý', command: `/duyet K${plan.number}` },
    { label: 'Ai quyết định gia hạn', command: `/kehoach K${plan.number} giahan` },
    { label: 'Khóa sổ', command: `/kehoach K${plan.number} khoaso` },
    { label: 'Thời hạn theo sự kiện', command: `/kehoach K${plan.number} ngay` },
    { label: 'Kiểm tra tệp nộp', command: `/kehoach K${plan.number} chan` },
    { label: 'Tổng hợp, tải tệp', command: `/tonghop K${plan.number}` },
    { label: 'Nhắc việc', command: `/nhacviec K${plan.number}` },
    { label: 'Đóng kế hoạch', command: `/kehoach K${plan.number} dong` },
  ],
});
export const noSuchPlanVerb = (plan: Plan, typed: string): string =>
  `Hệ thống chưa hiểu “${shorten(typed, 40)}” đối với kế hoạch K${plan.number}. Gõ /kehoach K${plan.number} để xem những gì đặt được.`;
export const noSuchPlanTask = (plan: Plan, typed: string): string =>
  `Kế hoạch K${plan.number} không có việc nêu trong “${shorten(typed, 40)}”. Ghi “việc 3” (nhiệm vụ thứ ba của kế hoạch) hoặc mã việc, ví dụ V12.`;

export const askCutOff = (plan: Plan, cutOffs: CutOffs): string =>
  `Khóa sổ của kế hoạch ${planLabel(plan.document)}: ${cutOffLine(cutOffs)}. Khóa sổ là ngày cuối cùng còn nhận để tổng hợp, tách khỏi thời hạn; bản gửi sau vẫn được nhận và ghi rõ. Gõ: /kehoach K${plan.number} khoaso 15/7/2026 (thêm “việc 3” hoặc “V12” để chỉ đặt cho một nhiệm vụ); bỏ: /kehoach K${plan.number} khoaso bo.`;
export const cutOffUnclear = (plan: Plan): string =>
  `Hệ thống chưa đọc được ngày khóa sổ, hoặc ngày đã qua. Ghi ngày từ hôm nay trở đi, ví dụ: /kehoach K${plan.number} khoaso 15/7/2026.`;
export const cutOffSet = (plan: Plan, name: string | null, day: string, set: number, later: number): string =>
  [
    set > 0
      ? `Đã đặt khóa sổ hết ${weekdayDate(day)} cho ${count(set)} nhiệm vụ${scopeWords(plan, name)}. Bản gửi sau ngày này vẫn được nhận, ghi rõ là gửi sau khi khóa sổ và báo Văn phòng.`
      : `Chưa đặt khóa sổ cho nhiệm vụ nào${scopeWords(plan, name)}.`,
    ...(later > 0 ? [`${count(later)} nhiệm vụ có thời hạn sau ngày ${date(day)} không thay đổi.`] : []),
  ].join(' ');
export const cutOffCleared = (plan: Plan, name: string | null, cleared: number): string =>
  cleared > 0
    ? `Đã bỏ khóa sổ của ${count(cleared)} nhiệm vụ${scopeWords(plan, name)}.`
    : `Không có nhiệm vụ nào${scopeWords(plan, name)} đang đặt khóa sổ.`;
const scopeWords = (plan: Plan, name: string | null): string =>
  name === null
    ? ` trong kế hoạch ${planLabel(plan.document)}`
    : ` (“${shorten(name, 60)}”, mọi đơn vị cùng thực hiện)`;

export const askExtensionsBy = (plan: Plan): OutboundMessage => ({
  text: `Kế hoạch ${planLabel(plan.document)}: người quyết định gia hạn hiện nay là ${deciderWords(plan)}. Bên còn lại luôn được báo.`,
  choices: [
    { label: 'Văn phòng', command: `/kehoach K${plan.number} giahan vanphong` },
    { label: 'Đơn vị tổng hợp', command: `/kehoach K${plan.number} giahan tonghop` },
  ],
});
export const extensionsBySet = (plan: Plan, by: 'clerk' | 'consolidator'): string =>
  `Từ nay đề nghị gia hạn của kế hoạch ${planLabel(plan.document)} do ${deciderWords({ extensionsBy: by })} quyết định. Đề nghị đang chờ cũng theo quy định này.`;
