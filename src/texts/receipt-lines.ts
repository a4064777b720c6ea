/** Lines of a receipt and of what the office reads that say what a version is made of. */
import type { SubmittedFile, Submission } from '../domain/assignment.js';
import { count, size, weekdayDate } from './format.js';

/** One file: its name, what it is, and where it comes from when it was not sent just now. */
export function fileLine(file: SubmittedFile): string {
  const about = [
    ...(file.item ? [`là ${file.item}`] : []),
    ...(file.joinedFrom ? [`ghép từ ${count(file.joinedFrom.length)} ảnh`] : []),
    ...(file.since === undefined ? [] : [`từ bản ${file.since}`]),
  ];
  const more = about.length > 0 ? `; ${about.join(', ')}` : '';
  return `Tệp: ${file.name} (${size(file.size)})${more}, SHA-256 ${file.sha256.slice(0, 16)}…`;
}

/** What a hand-in waits for. */
export const waitsFor = (submission: Submission): string =>
  submission.missing ? 'chưa đủ, chờ bổ sung' : 'chờ tiếp nhận';

/** What the office has to know before it accepts. */
export function officeLines(submission: Submission): string[] {
  return [
    ...(submission.missing ? [`Còn thiếu so với yêu cầu: ${submission.missing.join('; ')}.`] : []),
    ...(submission.statedOn
      ? [
          `Ngày văn bản do đơn vị ghi: ${weekdayDate(submission.statedOn)}; đúng hạn hay quá hạn tính theo ngày này. Đề nghị đối chiếu trên hệ thống văn bản trước khi tiếp nhận.`,
        ]
      : []),
    ...(submission.jointId ? ['Báo cáo chung của nhiều đơn vị.'] : []),
  ];
}
