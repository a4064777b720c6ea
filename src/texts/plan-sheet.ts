/** The Excel round trip of a draft: what stands in the table, and what is said when it comes back. */
import type {
  CellProblem,
  SheetChange,
  SheetComparison,
  SheetProblem,
} from '../domain/acts/draft-compare.js';
import type { DraftField } from '../domain/acts/draft-fields.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { type PlanDraft, planLabel } from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import { capital, count, date, names } from './format.js';

export const unitsSheetTitle = 'Đơn vị trong danh mục (để chọn)';
export const sheetTitle = (draft: PlanDraft): string =>
  `Dự thảo nhập D${draft.number}: ${planLabel(draft.result.document)}`;
export const sheetHelp =
  'Sửa thẳng vào các ô trắng rồi gửi lại tệp này. Nhiều đơn vị cách nhau bằng dấu chấm phẩy. Bỏ một nhiệm vụ: chọn “Bỏ”. Thêm nhiệm vụ: ghi vào dòng trống cuối bảng. Xóa ô “Cần lưu ý” của dòng đã kiểm tra. Không sửa cột “Mã dòng”.';

/** Fields as people name them. */
export const fieldWords: Record<DraftField, string> = {
  action: 'nội dung',
  lead: 'đơn vị chủ trì',
  coordinating: 'đơn vị phối hợp',
  recipients: 'nơi nhận',
  via: 'nơi gửi qua',
  deliverable: 'sản phẩm',
  volume: 'dung lượng',
  quota: 'chỉ tiêu',
  deadline: 'thời hạn',
  until: 'ngày kết thúc',
};

export const sheetReady = (draft: PlanDraft): OutboundMessage => ({
  heading: `Bảng nhiệm vụ của dự thảo D${draft.number}`,
  text: 'Sửa các ô trắng trên máy tính rồi gửi lại tệp này vào đây. Hệ thống cho biết những chỗ đã đổi và hỏi lại trước khi nhập.',
  choices: [{ label: 'Về dự thảo', command: `/kehoach D${draft.number}` }],
});
export const sheetOutdated = (number: number): string =>
  `Dự thảo D${number} vừa thay đổi trong lúc lập bảng. Đề nghị lấy bảng lại: /kehoach D${number} excel.`;
export const sheetOfNobody =
  'Bảng này không thuộc dự thảo nào đang mở ở hệ thống này. Lệnh /kehoach liệt kê các dự thảo; lấy bảng mới bằng nút “Tải bảng Excel”.';
export const sheetUnchanged = (draft: PlanDraft): OutboundMessage => ({
  text: `Bảng gửi lại giống dự thảo D${draft.number} hiện có, không có gì để nhập.`,
  choices: [{ label: 'Về dự thảo', command: `/kehoach D${draft.number}` }],
});
export const noSheetWaiting =
  'Không có bảng nào đang chờ nhập. Gửi lại tệp Excel của dự thảo để hệ thống đọc.';

/** What a returned table would change, with what cannot be used and one button. */
export function sheetDifferences(
  draft: PlanDraft,
  found: SheetComparison,
  revision: number,
): OutboundMessage {
  const isOld = revision !== draft.revision;
  const lines = [
    ...(isOld
      ? [
          `Lưu ý: bảng được lấy từ bản ${revision}, dự thảo nay là bản ${draft.revision}. Những gì đã sửa sau khi lấy bảng có thể bị ghi đè; nên lấy bảng mới nếu không chắc chắn.`,
        ]
      : []),
    summary(found),
    ...changeLines(found),
    ...(found.dropped.length > 0 ? [`Bỏ: ${numbers(found.dropped)}.`] : []),
    ...(found.missing.length > 0
      ? [`(${numbers(found.missing)} không còn dòng trong bảng nên được coi là bỏ.)`]
      : []),
    ...(found.restored.length > 0 ? [`Lấy lại: ${numbers(found.restored)}.`] : []),
    ...found.added
      .slice(0, 5)
      .map((index) => `Thêm: ${shorten(capital(found.draft.result.tasks[index]?.action ?? ''), 90)}`),
    ...problemLines(found.problems),
  ];
  const base = `/kehoach D${draft.number}`;
  const use = isOld
    ? 'Vẫn nhập bảng này'
    : found.problems.length > 0
      ? 'Nhập, bỏ qua các ô trên'
      : 'Nhập các thay đổi';
  const nothing =
    found.changes.length +
    found.dropped.length +
    found.restored.length +
    found.added.length +
    found.seen.length;
  const choices: Choice[] = [
    ...(nothing > 0 ? [{ label: use, command: `${base} nhapbang` }] : []),
    ...(isOld ? [{ label: 'Lấy bảng mới', command: `${base} excel` }] : []),
    { label: 'Không nhập', command: base },
  ];
  return { heading: `Bảng của dự thảo D${draft.number} gửi lại`, text: lines.join('\n'), choices };
}

/** "3 nhiệm vụ đổi thời hạn; 1 đổi đơn vị chủ trì; bỏ 1; thêm 2". */
function summary(found: SheetComparison): string {
  const byField = new Map<DraftField, Set<number>>();
  for (const { field, index } of found.changes)
    byField.set(field, (byField.get(field) ?? new Set()).add(index));
  const parts = [
    ...[...byField].map(([field, tasks]) => `${tasks.size} nhiệm vụ đổi ${fieldWords[field]}`),
    ...(found.dropped.length > 0 ? [`bỏ ${found.dropped.length}`] : []),
    ...(found.restored.length > 0 ? [`lấy lại ${found.restored.length}`] : []),
    ...(found.added.length > 0 ? [`thêm ${found.added.length}`] : []),
    ...(found.seen.length > 0 ? [`${found.seen.length} nhiệm vụ đã kiểm tra xong`] : []),
  ];
  return parts.length > 0 ? `${capital(parts.join('; '))}.` : 'Không có thay đổi nào dùng được.';
}

/** A phone shows about so many lines before a person scrolls. */
const shownChanges = 12;

function changeLines(found: SheetComparison): string[] {
  const lines = found.changes.slice(0, shownChanges).map((change) => changeLine(change, found));
  const more = found.changes.length - lines.length;
  return more > 0 ? [...lines, `… và ${more} thay đổi khác.`] : lines;
}

function changeLine(change: SheetChange, found: SheetComparison): string {
  const { index, field, before, after } = change;
  const due =
    field === 'deadline'
      ? found.draft.result.tasks[index]?.deadlines.flatMap(({ dueOn }) => (dueOn ? [date(dueOn)] : []))
      : undefined;
  const means = due && due.length > 0 ? ` (hạn cuối ${names(due, 3)})` : '';
  return `Nhiệm vụ ${index + 1}, ${fieldWords[field]}: ${shorten(before || 'trống', 60)} → ${shorten(after || 'trống', 60)}${means}`;
}

function numbers(indexes: readonly number[]): string {
  return `nhiệm vụ ${names(
    indexes.map((index) => String(index + 1)),
    15,
  ).replace(' đơn vị khác', ' nhiệm vụ khác')}`;
}

const shownProblems = 10;

function problemLines(problems: readonly CellProblem[]): string[] {
  if (problems.length === 0) return [];
  const lines = problems
    .slice(0, shownProblems)
    .map(({ address, text, problem }) => `- Ô ${address}: ${problemWords(problem, text)}`);
  const more = problems.length - lines.length;
  return [
    `${count(problems.length)} ô chưa dùng được:`,
    ...lines,
    ...(more > 0 ? [`… và ${more} ô khác.`] : []),
  ];
}

/** What is wrong with a value, and what to do. */
export function problemWords(problem: SheetProblem, typed: string): string {
  switch (problem.kind) {
    case 'empty':
      return 'đang trống; đề nghị ghi giá trị, hoặc ghi “không”.';
    case 'too-long':
      return `dài quá ${problem.limit} ký tự; đề nghị ghi ngắn hơn.`;
    case 'no-deadline':
    case 'no-such-day':
      return `không hiểu “${shorten(problem.text, 50)}” là ngày nào; đề nghị ghi như 15/7/2026, “trước ngày 15/7/2026”, “hằng năm, trước ngày 15/11”, hoặc “không”.`;
    case 'not-recurring':
      return 'nhiệm vụ này không lặp lại nên không có ngày kết thúc.';
    case 'ambiguous-unit':
      return `“${shorten(problem.mention, 60)}” có thể là ${problem.candidates.slice(0, 4).join(' hoặc ')}; đề nghị ghi tên đầy đủ.`;
    case 'bad-verdict':
      return `“${shorten(problem.text, 30)}” không phải Giữ hay Bỏ.`;
    case 'date-beside-text':
      return problem.means === null
        ? 'ngày để trống nhưng cột “Thời hạn” vẫn còn; bỏ thời hạn thì xóa cả hai ô.'
        : `ngày “${shorten(typed, 30)}” không khớp với “${shorten(problem.text, 50)}” (hạn cuối là ${date(problem.means)}); đề nghị sửa một trong hai ô.`;
    case 'date-of-recurring':
      return 'việc lặp lại không có một ngày duy nhất; đề nghị sửa ở cột “Thời hạn (theo văn bản)”.';
    case 'date-count':
      return `nhiệm vụ có ${problem.wanted} mốc; đề nghị ghi đủ ${problem.wanted} ngày, mỗi ngày một dòng trong ô.`;
    case 'no-action':
      return 'dòng mới chưa có nội dung nhiệm vụ.';
  }
}

export const sheetTaken = (number: number): string => `Đã nhập bảng vào dự thảo D${number}.`;
