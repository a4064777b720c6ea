/** The list of plans, sending a plan in, and choosing one. Drafts are `plan-draft.ts` and its neighbours. */
import type { Choice, OutboundMessage } from '../domain/message.js';
import { type Plan, type PlanDraft, planLabel } from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import { documentLine } from './plan-draft.js';

export { deadlineWords, documentLine } from './plan-draft.js';
export { planExists, published } from './plan-publish.js';

export const sendPlan =
  'Đề nghị gửi tệp kế hoạch (Word, PDF, Excel, văn bản thuần hoặc ảnh chụp), hoặc dán nội dung văn bản vào đây. Hệ thống đọc thành danh sách nhiệm vụ để Văn phòng kiểm tra trước khi ban hành. Không gửi tài liệu có dấu chỉ độ mật.';
export const planOrReport = (name: string): string =>
  `Tệp “${shorten(name, 60)}” là kế hoạch cần nhập hay báo cáo của đơn vị?`;
export const isPlan = 'Kế hoạch cần nhập';
export const isReport = 'Báo cáo của đơn vị';

/** A plan's text comes in as messages: how much there is, and how to end. */
export const pasted = (parts: number, letters: number): OutboundMessage => ({
  text: `Đã nhận phần ${parts} của văn bản dán vào (tổng cộng ${letters} ký tự). Dán tiếp phần sau nếu còn; hết thì bấm “Đọc văn bản” hoặc gõ “xong”.`,
  choices: [
    { label: 'Đọc văn bản', command: '/kehoach xong' },
    { label: 'Thôi', command: '/huy' },
  ],
});
export const pastedTooMuch = 'Văn bản dán vào quá dài. Đề nghị gửi dưới dạng tệp.';
export const nothingPasted = 'Chưa có văn bản nào được dán vào. Gõ /kehoach rồi dán nội dung hoặc gửi tệp.';

export function planList(
  plans: readonly { plan: Plan; assignments: number; done: number }[],
  drafts: readonly PlanDraft[],
): OutboundMessage {
  const lines = [
    ...plans.map(
      ({ plan, assignments, done }) =>
        `K${plan.number}. ${documentLine(plan.document)}: ${done}/${assignments} việc hoàn thành`,
    ),
    ...drafts.map(
      (draft) =>
        `D${draft.number}. Dự thảo: ${documentLine(draft.result.document)} (${draft.result.tasks.length} nhiệm vụ)`,
    ),
  ];
  const choices: Choice[] = [
    ...drafts
      .slice(0, 4)
      .map((draft) => ({ label: `Xem dự thảo D${draft.number}`, command: `/kehoach D${draft.number}` })),
    ...plans.slice(0, 6).map(({ plan }) => ({
      label: `Tiến độ K${plan.number} · ${planLabel(plan.document)}`,
      command: `/tiendo K${plan.number}`,
    })),
  ];
  return {
    heading: 'Kế hoạch và dự thảo',
    text:
      lines.length > 0
        ? `${lines.join('\n')}\n\nNhập kế hoạch mới: gửi tệp vào đây, hoặc dán nội dung văn bản.`
        : `Chưa có kế hoạch nào. ${sendPlan}`,
    choices,
  };
}
export const noSuchPlan = (typed: string): string =>
  `Hệ thống chưa xác định được kế hoạch “${shorten(typed, 40)}”. Đề nghị ghi rõ số, ký hiệu (ví dụ: 62/KH-UBND) hoặc mã K1.`;
export const choosePlan = 'Đề nghị chọn kế hoạch:';
export const noPlans = 'Chưa có kế hoạch nào trong phạm vi theo dõi của tài khoản.';

/** Seconds one page takes on a small machine that has other work as well. */
const secondsPerPage = 6;
/** Said when a scan or photographs come in, before minutes pass. */
export const recognisingBegins = (pages: number): string =>
  `Tệp là bản chụp hoặc bản quét, ${pages} trang; hệ thống đang nhận dạng chữ, khoảng ${Math.max(1, Math.ceil((pages * secondsPerPage) / 60))} phút. Trong lúc chờ, các lệnh khác vẫn dùng được bình thường.`;
export const recognisingHalf = (done: number, pages: number): string =>
  `Đã nhận dạng ${done}/${pages} trang, hệ thống đang đọc tiếp.`;
