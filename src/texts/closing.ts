/** What people read when a plan is closed, opened again, and archived. */
import type { ChangeNotice, LeftOpen } from '../domain/acts/close.js';
import type { ArchivedPlan } from '../domain/archived-plans.js';
import type { Choice, OutboundMessage, StoredFile } from '../domain/message.js';
import { type Plan, planLabel } from '../domain/plan.js';
import { assignmentCode } from '../domain/queries.js';
import { clock, count, date, size, weekdayDate } from './format.js';
import { documentLine } from './plan-draft.js';
import { titleOf } from './tasks.js';
import { dayOf, timeOf } from '../domain/time.js';

/** How many assignments the question names. */
const shown = 6;

/** A closed plan, with what can still be done. */
export const closedCard = (plan: Readonly<Plan>): OutboundMessage => ({
  heading: `Kế hoạch K${plan.number} đã đóng`,
  text: [
    documentLine(plan.document),
    ...(plan.closedAt === undefined ? [] : [`Đã đóng ngày ${date(dayOf(Date.parse(plan.closedAt)))}.`]),
  ].join('\n'),
  choices: [
    { label: 'Hồ sơ lưu trữ', command: `/kehoach K${plan.number} luutru` },
    { label: 'Tổng hợp, tải tệp', command: `/tonghop K${plan.number}` },
    { label: 'Mở lại kế hoạch', command: `/kehoach K${plan.number} molai` },
  ],
});

/** The question before closing: what is still open, and what closing means. */
export const askClose = (plan: Readonly<Plan>, left: LeftOpen, mark: string): OutboundMessage => ({
  heading: `Đóng kế hoạch ${planLabel(plan.document)}?`,
  text: [
    ...(left.owed.length + left.waiting.length + left.requests === 0
      ? ['Mọi việc của kế hoạch đã hoàn thành.']
      : [
          `Còn ${count(left.owed.length)} việc chưa nộp, ${count(left.waiting.length)} báo cáo chờ tiếp nhận, ${count(left.requests)} đề nghị gia hạn chờ quyết định.`,
          ...left.owed
            .slice(0, shown)
            .map(
              (view) =>
                `- ${view.unit.name}: ${titleOf(view, 70)} (${assignmentCode(view.facts.assignment)})`,
            ),
          ...(left.owed.length > shown ? [`và ${left.owed.length - shown} việc khác`] : []),
        ]),
    'Đóng kế hoạch: thôi nhắc việc, không nhận thêm báo cáo; đơn vị liên quan được báo; hệ thống lập hồ sơ lưu trữ gồm mọi tệp, mọi phiên bản. Có thể mở lại khi cần.',
  ].join('\n'),
  choices: [
    {
      label: left.owed.length > 0 ? 'Vẫn đóng kế hoạch' : 'Đóng kế hoạch',
      command: `/kehoach K${plan.number} dong ${mark}`,
    },
    { label: 'Để sau', command: '/huy' },
  ],
});
export const changedSinceAsked = 'Tình hình kế hoạch đã thay đổi sau khi hiện nút này; đề nghị xem lại.';

export const closedNow = (plan: Readonly<Plan>, told: string): OutboundMessage => ({
  heading: `Đã đóng kế hoạch K${plan.number}`,
  text: [
    documentLine(plan.document),
    told,
    'Hệ thống đang lập hồ sơ lưu trữ và sẽ báo khi xong. Mở lại khi cần: nút bên dưới.',
  ].join('\n'),
  choices: [{ label: 'Mở lại kế hoạch', command: `/kehoach K${plan.number} molai` }],
});
export const reopenedNow = (plan: Readonly<Plan>, told: string): OutboundMessage => ({
  heading: `Đã mở lại kế hoạch K${plan.number}`,
  text: [documentLine(plan.document), told, 'Các việc chưa xong được nhắc như trước.'].join('\n'),
});
export const alreadyOpen = (plan: Readonly<Plan>): string =>
  `Kế hoạch ${planLabel(plan.document)} (K${plan.number}) đang thực hiện, không cần mở lại.`;

export const changeToldNow = (conversations: number): string =>
  conversations > 0
    ? `Đã báo qua ${count(conversations)} cuộc trò chuyện của đơn vị, nhóm liên quan.`
    : 'Không có đơn vị, nhóm nào cần báo.';
export const changeToldLater = (ms: number): string =>
  `Đơn vị liên quan được báo lúc ${clock(timeOf(ms))}, ${weekdayDate(dayOf(ms))}.`;

/** To the units, collectors and groups of a plan. */
export const changeNotice = ({ plan, what }: Pick<ChangeNotice, 'plan' | 'what'>): OutboundMessage =>
  what === 'closed'
    ? {
        heading: 'Kế hoạch đã kết thúc theo dõi',
        text: `Kế hoạch ${documentLine(plan.document)} đã được đóng. Hệ thống thôi nhắc việc và không nhận thêm báo cáo của kế hoạch này; các báo cáo đã nộp vẫn được lưu. Cần bổ sung, đề nghị liên hệ Văn phòng. Trân trọng./.`,
      }
    : {
        heading: 'Kế hoạch được mở lại',
        text: `Kế hoạch ${documentLine(plan.document)} được mở lại. Các việc chưa hoàn thành tiếp tục được nhắc; đề nghị đơn vị xem /viec. Trân trọng./.`,
      };

// The archive

export const archiveReady = (
  plan: { number: number; document: Plan['document'] },
  archive: StoredFile,
  link: string | null,
  days: number,
): OutboundMessage => ({
  heading: `Hồ sơ lưu trữ K${plan.number}`,
  text: [
    `Hồ sơ lưu trữ kế hoạch ${documentLine(plan.document)}: ${size(archive.size)}, đã kiểm tra từng tệp và từng biên nhận.`,
    `Mã kiểm tra SHA-256 của hồ sơ: ${archive.sha256}`,
    ...(link === null
      ? []
      : [`Tải tại (có hiệu lực ${count(days)} ngày, dùng riêng cho người nhận tin này): ${link}`]),
    'Đề nghị ghi lại mã kiểm tra và chuyển hồ sơ về lưu trữ cơ quan theo quy định. Kiểm tra sau này: dondoc verify TỆP.',
  ].join('\n'),
});
export const archivePending = (plan: Readonly<Plan>): string =>
  `Hồ sơ lưu trữ của kế hoạch ${planLabel(plan.document)} đang được lập; hệ thống báo khi xong.`;
export const archiveOnlyClosed = (plan: Readonly<Plan>): OutboundMessage => ({
  text: `Hồ sơ lưu trữ được lập khi đóng kế hoạch. Kế hoạch ${planLabel(plan.document)} đang thực hiện.`,
  choices: [{ label: 'Đóng kế hoạch', command: `/kehoach K${plan.number} dong` }],
});
export const archiveFailed = (
  plan: { number: number; document: Plan['document'] },
  reason: string,
): OutboundMessage => ({
  heading: `Chưa lập được hồ sơ lưu trữ K${plan.number}`,
  text: `Kế hoạch ${documentLine(plan.document)}: ${reason}. Dữ liệu vẫn được giữ nguyên, hệ thống sẽ thử lại. Đề nghị báo quản trị hệ thống chạy lệnh kiểm tra dữ liệu (dondoc check).`,
});
export const removedPlan = (plan: ArchivedPlan): string =>
  `Kế hoạch ${documentLine(plan.document)} (K${plan.number}) đã được chuyển vào hồ sơ lưu trữ ngày ${date(dayOf(Date.parse(plan.removedAt ?? plan.closedAt)))}; hệ thống chỉ còn giữ hồ sơ đó.`;
export const archiveButton = (plan: ArchivedPlan): Choice[] => [
  { label: 'Hồ sơ lưu trữ', command: `/kehoach K${plan.number} luutru` },
];
