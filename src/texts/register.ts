/** The words of the register that goes with what is taken out: headings, verdicts, remarks (domain.md 4.6, table C). */
import type { Extension, Review, Submission, SubmissionNote } from '../domain/assignment.js';
import type { TakenOut, TakenView, Tally } from '../domain/collecting.js';
import { effectiveDue } from '../domain/state.js';
import { shorten } from '../domain/text.js';
import { capital, count, date, exactTime } from './format.js';
import { documentLine } from './plan-draft.js';
import { stateWords } from './words.js';

export const registerSheet = 'Bảng theo dõi';
export const filesSheet = 'Danh sách tệp';

/** Headings of the register, in order; the ids are its columns. */
export const registerHeadings = {
  number: 'TT',
  unit: 'Đơn vị',
  code: 'Mã việc',
  task: 'Nhiệm vụ',
  paper: 'Số, ngày văn bản',
  receivedAt: 'Thời điểm nhận',
  verdict: 'Đúng hạn / Muộn / Chưa gửi',
  missing: 'Thiếu',
  state: 'Trạng thái tiếp nhận',
  receipt: 'Mã tiếp nhận',
  version: 'Phiên bản',
  remark: 'Ghi chú',
  files: 'Tệp',
  sha256: 'SHA-256',
} as const;

/** Headings of the list of files. */
export const fileHeadings = {
  number: 'TT',
  unit: 'Đơn vị',
  code: 'Mã việc',
  receipt: 'Mã tiếp nhận',
  version: 'Phiên bản',
  path: 'Tệp trong gói',
  original: 'Tên tệp đơn vị gửi',
  item: 'Thành phần',
  size: 'Dung lượng (byte)',
  sha256: 'SHA-256',
} as const;

export const registerTitle = ({ plan, task }: TakenOut): string =>
  task === null
    ? `Bảng theo dõi nộp báo cáo theo ${documentLine(plan.document)}`
    : `Bảng theo dõi nộp báo cáo: ${shorten(capital(task.action), 200)} (${documentLine(plan.document)})`;

export const registerSummary = (tally: Tally, atMs: number): string =>
  [
    `Đã nhận ${count(tally.received)}/${count(tally.expected)} báo cáo`,
    `đúng hạn ${count(tally.received - tally.late)}`,
    `muộn ${count(tally.late)}`,
    `chưa gửi ${count(tally.expected - tally.received)}${tally.overdue > 0 ? ` (quá hạn ${count(tally.overdue)})` : ''}. Lập lúc ${exactTime(atMs)}.`,
  ].join('; ');

/** On time, late or not sent, as the office's table says it. */
export function verdictCell(view: TakenView): string {
  if (view.verdict) return view.verdict.isLate ? 'Muộn' : 'Đúng hạn';
  const idle: TakenView['state'][] = ['paused', 'cancelled', 'not-open'];
  return idle.includes(view.state) ? capital(stateWords[view.state]) : 'Chưa gửi';
}

/** What the collecting office decided about the version. */
export function reviewCell({ latest, state }: TakenView): string {
  if (latest === null) return '';
  if (state === 'paused' || state === 'cancelled') return capital(stateWords[state]);
  const { review } = latest;
  if (review?.decision === 'accepted') return 'Đã tiếp nhận';
  return review?.decision === 'returned' ? 'Trả lại' : 'Chờ tiếp nhận';
}

/** Number and date of the paper: as stated, else as the name of a file tells. */
export function paperCell(submission: Submission | undefined): string {
  if (!submission) return '';
  if (submission.reference !== undefined) return submission.reference;
  const named = submission.files.flatMap((file) => paperNumberIn(file.name) ?? [])[0];
  return named === undefined ? '' : `${named} (theo tên tệp)`;
}

/** Kinds of papers offices number (Decree 30/2020, Appendix III), as they stand in names of files. */
const numberInName =
  /^(?:so[\s._-]*)?(\d{1,5})[\s._-]+(BC|CV|TTr|KH|QĐ|QD|TB|NQ|CT|PA|ĐA|DA|GM|BB)[\s._-]+([A-ZĐ]{2,12})(?![a-zA-ZĐđ])/;

/** `123_BC_SYT.pdf` → `123/BC-SYT`; null where a name does not begin with a number, a kind and an office. */
export function paperNumberIn(fileName: string): string | null {
  const found = numberInName.exec(fileName.normalize('NFC').trimStart());
  return found ? `${found[1]}/${found[2]}-${found[3]}` : null;
}

/** What is worth knowing besides: how late, what was granted, why it came back, what was said. */
export function remarkLines(
  view: TakenView,
  atMs: number,
  more: { notes: readonly SubmissionNote[]; absentFiles: readonly string[] },
): string[] {
  const { facts, latest, verdict } = view;
  const due = effectiveDue(facts, atMs);
  const submission = latest?.submission;
  return [
    ...(submission === undefined ? [] : kindRemark(submission)),
    ...(verdict?.isLate ? [`Quá hạn ${verdict.daysLate} ngày`] : []),
    ...(submission?.isPastCutOff ? ['Gửi sau khi khóa sổ'] : []),
    ...(due.movedBy !== null && due.dueOn !== null && due.originalDueOn !== null
      ? [`Hạn ${date(due.dueOn)} (hạn ban đầu ${date(due.originalDueOn)})`]
      : submission === undefined
        ? [dateRemark(due.dueOn, view.state)]
        : []),
    ...(submission === undefined ? waitingRequest(facts.extensions) : []),
    ...returnReason(latest?.review ?? null),
    ...(submission?.jointId === undefined ? [] : ['Báo cáo chung của nhiều đơn vị']),
    ...(submission?.note ? [`Đơn vị ghi: ${shorten(submission.note, 300)}`] : []),
    ...more.notes.map((note) => `Ý kiến: ${shorten(note.text, 300)}`),
    ...more.absentFiles.map((name) => `Không đọc được tệp trong kho: ${name}`),
  ];
}

/** Of what has not come: until when it is owed. */
function dateRemark(dueOn: string | null, state: TakenView['state']): string {
  if (dueOn === null) return capital(stateWords.undated);
  return `Hạn ${date(dueOn)}${state === 'overdue' ? `, ${stateWords.overdue}` : ''}`;
}

function kindRemark(submission: Submission): string[] {
  if (submission.kind === 'nil') return ['Báo cáo không phát sinh'];
  if (submission.kind === 'done') return ['Báo đã hoàn thành, không kèm tệp'];
  return submission.kind === 'elsewhere' ? ['Đã gửi qua hệ thống quản lý văn bản'] : [];
}

function returnReason(review: Review | null): string[] {
  if (review?.decision !== 'returned') return [];
  const until = review.newDueOn === null ? '' : `, nộp lại đến ${date(review.newDueOn)}`;
  return [`Trả lại: ${shorten(review.reason ?? '', 300)}${until}`];
}

function waitingRequest(extensions: readonly Extension[]): string[] {
  const waiting = extensions.find((one) => one.status === 'requested');
  return waiting ? [`Xin gia hạn đến ${date(waiting.newDueOn)}, chờ quyết định`] : [];
}

/** Names of what lies beside the folders of the units. */
export const registerFile = 'bang-theo-doi.xlsx';
export const sumsFile = 'SHA256SUMS.txt';
export const earlierFolder = 'ban-cu';
export const absentFile = 'TEP-KHONG-DOC-DUOC.txt';

/** Said in the archive when the disk no longer has a file that was receipted. */
export const absentText = (lines: readonly string[]): string =>
  [
    'Các tệp sau đã được tiếp nhận nhưng hiện không đọc được trong kho, nên không có trong gói này.',
    'Đề nghị báo quản trị hệ thống chạy lệnh kiểm tra dữ liệu (dondoc check) và khôi phục từ bản sao lưu.',
    '',
    ...lines,
    '',
  ].join('\r\n');
