/** What the pre-check says: one short sentence for each thing noticed, friendly, since the hand-in was taken all the same. */
import type { Submission } from '../domain/assignment.js';
import type { FileNotice, NoticeCode } from '../domain/inspection.js';
import type { OutboundMessage, StoredFile } from '../domain/message.js';
import type { Plan } from '../domain/plan.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { dayOf } from '../domain/time.js';
import { count, date } from './format.js';

/** Sentences shown under a receipt; the rest is counted. */
const mostShown = 3;

/** One sentence about a notice, without "Lưu ý". Files are named where there are several. */
export function noticeSentence(notice: FileNotice, files: readonly Pick<StoredFile, 'name'>[]): string {
  const name = notice.file === null || files.length < 2 ? undefined : files[notice.file]?.name;
  const file = name === undefined ? 'tệp' : `tệp “${shorten(name, 40)}”`;
  const head = name === undefined ? 'trang đầu' : `trang đầu ${file}`;
  const [first = '', ...others] = (notice.detail ?? '').split(';');
  const rest = shorten(others.join(';').trim(), 80);
  switch (notice.code) {
    case 'not-a-document':
      return `${file} không phải văn bản, bảng tính hay ảnh chụp; đề nghị xem có gửi nhầm không.`;
    case 'does-not-open':
      return `${file} không mở được, có thể đã hỏng; đề nghị mở thử và gửi lại.`;
    case 'blank-scan':
      return `${file} là bản quét hoặc ảnh chụp trắng, không thấy nội dung; đề nghị quét lại.`;
    case 'too-short':
    case 'too-long':
      return `${notice.file === null && files.length > 1 ? 'các tệp' : file} có ${Number(first)} trang, kế hoạch yêu cầu ${rest}.`;
    case 'other-unit':
      return `${head} ghi cơ quan ban hành là ${shorten(notice.detail ?? '', 80)}; đề nghị xem có gửi nhầm tệp không.`;
    case 'other-plan':
      return `${head} nêu văn bản số ${first}, việc này theo văn bản số ${rest}.`;
    case 'other-year':
      return `${head} ghi năm ${first}, báo cáo này là của năm ${rest}.`;
    case 'headings-missing':
      return `chưa thấy các mục theo đề cương: ${shorten(notice.detail ?? '', 160)}.`;
    case 'draft':
      return `${file} ghi là dự thảo; đề nghị gửi bản chính thức khi có.`;
    case 'unsigned':
      return 'chưa thấy bản có chữ ký số hoặc bản quét có ký, đóng dấu.';
    case 'same-as-before':
      return `${file} trùng với tệp đơn vị đã nộp ngày ${date(dayOf(Date.parse(rest)))} (mã ${first}).`;
    case 'items-missing':
      return `còn thiếu: ${shorten(notice.detail ?? '', 160)}.`;
    case 'no-virus-scan':
      return `${file} chưa được quét vi-rút.`;
  }
}

/**
 * Lines under a receipt, or in what the collecting office reads; empty when nothing was noticed.
 * @param isReceipt also says that the hand-in stands.
 */
export function noticeLines(submission: Pick<Submission, 'notices' | 'files'>, isReceipt: boolean): string[] {
  const notices = submission.notices ?? [];
  if (notices.length === 0) return [];
  const shown = notices
    .slice(0, mostShown)
    .map((notice) => `Lưu ý: ${noticeSentence(notice, submission.files)}`);
  const more = notices.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`Và ${count(more)} điểm khác.`] : []),
    ...(isReceipt ? ['Hệ thống vẫn ghi nhận; nếu cần, đề nghị nộp bản mới với cùng mã việc.'] : []),
  ];
}

/** A hand-in the office does not take as it is. */
export function blocked(
  notices: readonly FileNotice[],
  files: readonly StoredFile[],
  view: AssignmentView,
): OutboundMessage {
  const code = assignmentCode(view.facts.assignment);
  return {
    heading: `Chưa ghi nhận báo cáo cho việc ${code}`,
    text: [
      'Cơ quan theo dõi yêu cầu sửa trước khi nộp:',
      ...notices.map((notice) => `- ${noticeSentence(notice, files)}`),
      `Đề nghị sửa rồi gửi lại tệp vào đây. Tệp vừa gửi được giữ 02 giờ: nếu chọn nhầm việc, gõ /nop kèm mã việc đúng; để thôi, gõ /huy. Nếu không sửa được, đề nghị báo Văn phòng.`,
    ].join('\n'),
    choices: [{ label: 'Thôi, không nộp', command: '/huy' }],
  };
}

/** Words by which a clerk names what is blocked, in the order they are offered. */
export const blockWords: readonly (readonly [word: string, code: NoticeCode, label: string])[] = [
  ['hong', 'does-not-open', 'Tệp không mở được'],
  ['trang', 'blank-scan', 'Bản quét trắng'],
  ['khac', 'not-a-document', 'Không phải văn bản'],
  ['donvi', 'other-unit', 'Ghi đơn vị khác'],
  ['kehoach', 'other-plan', 'Nêu kế hoạch khác'],
  ['nam', 'other-year', 'Ghi năm khác'],
  ['thieu', 'items-missing', 'Thiếu tài liệu'],
  ['ngan', 'too-short', 'Ít trang hơn yêu cầu'],
  ['dai', 'too-long', 'Nhiều trang hơn yêu cầu'],
  ['decuong', 'headings-missing', 'Thiếu mục theo đề cương'],
  ['duthao', 'draft', 'Dự thảo'],
  ['chuaky', 'unsigned', 'Chưa có bản ký'],
  ['trung', 'same-as-before', 'Trùng tệp đã nộp'],
];

const labelOf = (code: NoticeCode): string =>
  blockWords.find(([, known]) => known === code)?.[2].toLowerCase() ?? code;

/** What a plan blocks now, with a button for each thing that can be switched. */
export function blockSettings(
  plan: Pick<Plan, 'number' | 'document' | 'blocks' | 'outline'>,
): OutboundMessage {
  const blocks = plan.blocks ?? [];
  const base = `/kehoach K${plan.number} chan`;
  const outline = plan.outline ?? [];
  return {
    heading: `Kiểm tra tệp nộp, kế hoạch ${planLabel(plan.document)}`,
    text: [
      blocks.length === 0
        ? 'Hệ thống chỉ lưu ý người nộp, không chặn trường hợp nào.'
        : `Không ghi nhận khi: ${blocks.map(labelOf).join('; ')}. Các điểm khác chỉ lưu ý.`,
      outline.length === 0
        ? `Chưa đặt đề cương. Để đặt: /kehoach K${plan.number} decuong Tình hình; Kết quả; Kiến nghị`
        : `Đề cương báo cáo phải có: ${outline.join('; ')}. Bỏ đề cương: /kehoach K${plan.number} decuong khong`,
      'Bấm để chặn hoặc thôi chặn:',
    ].join('\n'),
    choices: blockWords.map(([word, code, label]) => {
      const isOn = blocks.includes(code);
      return {
        label: `${isOn ? 'Thôi chặn: ' : ''}${label}`,
        command: `${base} ${isOn ? 'bo ' : ''}${word}`,
      };
    }),
  };
}

export const noSuchBlock = (typed: string, number: number): string =>
  `Chưa hiểu “${shorten(typed, 40)}”. Đề nghị gõ /kehoach K${number} chan kèm một trong các từ: ${blockWords.map(([word]) => word).join(', ')}; thêm “bo” phía trước để thôi chặn, “khong” để không chặn gì.`;
