/** What the pre-check noticed, in a few words for those who decide; the unit reads whole sentences. */
import type { FileNotice, NoticeCode } from '../domain/inspection.js';
import { shorten } from '../domain/text.js';

const labels: Record<NoticeCode, string> = {
  'not-a-document': 'không phải văn bản',
  'does-not-open': 'không mở được',
  'blank-scan': 'bản quét không có chữ',
  'too-short': 'ít trang hơn yêu cầu',
  'too-long': 'nhiều trang hơn yêu cầu',
  'other-unit': 'trang đầu ghi đơn vị khác',
  'other-plan': 'trang đầu viện dẫn kế hoạch khác',
  'other-year': 'trang đầu ghi năm hoặc kỳ khác',
  'headings-missing': 'thiếu mục theo đề cương',
  draft: 'ghi là dự thảo',
  unsigned: 'chưa phải bản ký',
  'same-as-before': 'trùng với bản đã nộp trước',
  'items-missing': 'chưa đủ thành phần',
  'no-virus-scan': 'chưa quét mã độc',
};

/** "bao-cao.docx: ít trang hơn yêu cầu (8/15)"; the file is named only where there are several. */
export function noticeLabel(notice: FileNotice, files: readonly { name: string }[]): string {
  const name = notice.file === null || files.length < 2 ? undefined : files[notice.file]?.name;
  const detail = notice.detail ? ` (${shorten(notice.detail, 60)})` : '';
  return `${name ? `${shorten(name, 40)}: ` : ''}${labels[notice.code]}${detail}`;
}
