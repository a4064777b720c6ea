/** What those who receive a version read about it, and to whom a version went. */
import type { Collection, Forward, Submission, Verdict } from '../domain/assignment.js';
import type { ForwardPurpose } from '../domain/acts/forward.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { verdictInForce } from '../domain/state.js';
import { shorten } from '../domain/text.js';
import { dayOf } from '../domain/time.js';
import { pastCutOff } from './cut-off.js';
import { date, exactTime, shortTime } from './format.js';
import { noticeLines } from './precheck.js';
import { officeLines } from './receipt-lines.js';
import { handedInWords, verdictWords } from './receipts.js';
import { unreachableReason } from './reminders.js';
import { dueWords, titleOf } from './tasks.js';

/** "đúng hạn", or what changed since the receipt: "đúng hạn (đã gia hạn; biên nhận ghi quá hạn 2 ngày)". */
export function verdictNow(submission: Submission, view: AssignmentView, nowMs: number): string {
  const now: Verdict = verdictInForce(view.facts, submission, nowMs);
  const words = verdictWords(now);
  if (now.daysLate === submission.verdict.daysLate) return words;
  return `${words} (đã gia hạn; khi nộp ghi ${verdictWords(submission.verdict)})`;
}

/** That a version came after the papers had been taken out together. */
export const newerThan = (collection: Pick<Collection, 'number' | 'at'>): string =>
  `mới hơn lần tổng hợp ngày ${date(dayOf(Date.parse(collection.at)))}`;

/** "3 bản mới hơn lần tổng hợp ngày 24/06/2026.", a line for each collection that is out of date. */
export function newerLines(
  newer: readonly { collection: Pick<Collection, 'id' | 'number' | 'at'> }[],
): string[] {
  const counts = new Map<string, { collection: Pick<Collection, 'number' | 'at'>; versions: number }>();
  for (const { collection } of newer) {
    const versions = (counts.get(collection.id)?.versions ?? 0) + 1;
    counts.set(collection.id, { collection, versions });
  }
  return [...counts.values()].map(({ collection, versions }) => `${versions} bản ${newerThan(collection)}.`);
}

/**
 * What is to be known about a version before deciding on it, a line each: the task and its date, when it came and how,
 * what is missing, what the pre-check noticed.
 */
export function versionLines(
  submission: Submission,
  view: AssignmentView,
  author: string,
  missed: Pick<Collection, 'number' | 'at'> | null,
  nowMs: number,
): string[] {
  const replaced = submission.version > 1 ? ` (thay bản ${submission.version - 1}, bản cũ vẫn được lưu)` : '';
  const marks = [
    ...(submission.isPastCutOff ? [pastCutOff] : []),
    ...(missed ? [newerThan(missed)] : []),
  ].join('; ');
  return [
    `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view)} (${planLabel(view.plan.document)}).`,
    `Hạn: ${dueWords(view, nowMs)}.`,
    `Thời điểm: ${exactTime(Date.parse(submission.sentAt))}; phiên bản ${submission.version}${replaced}; ${verdictNow(submission, view, nowMs)}.`,
    ...(marks ? [`Lưu ý: ${marks}.`] : []),
    ...officeLines(submission),
    ...noticeLines(submission, false),
    `Người gửi: ${author}. Mã tiếp nhận: ${submission.receiptCode}.`,
    ...(submission.note ? [`Ghi chú của đơn vị: ${shorten(submission.note, 300)}`] : []),
  ];
}

/** What arrives with the files: with the two decisions for those who decide, without them for information. */
export function arrived(
  submission: Submission,
  view: AssignmentView,
  author: string,
  missed: Pick<Collection, 'number' | 'at'> | null,
  purpose: ForwardPurpose,
  nowMs: number,
): OutboundMessage {
  const lines = versionLines(submission, view, author, missed, nowMs);
  return {
    heading: `${view.unit.name} đã gửi ${handedInWords(submission)}`,
    text: (purpose === 'review' ? lines : [...lines, 'Gửi để biết, theo nơi nhận ghi trong kế hoạch.']).join(
      '\n',
    ),
    files: submission.files,
    ...(purpose === 'review' ? { choices: reviewChoices(submission.receiptCode) } : {}),
  };
}

/** The two decisions, each also typable. */
export const reviewChoices = (code: string): Choice[] => [
  { label: 'Tiếp nhận', command: `/duyet ${code} nhan` },
  { label: 'Trả lại', command: `/duyet ${code} tra` },
];

const office = 'Văn phòng theo dõi kế hoạch';

/** The recipient of a forward with the office it goes through. */
export function recipientName(forward: Pick<Forward, 'unitId' | 'via'>, unit: string | undefined): string {
  if (forward.unitId === null) return office;
  return `${unit ?? 'đơn vị không còn trong danh mục'}${forward.via ? ` (qua ${forward.via})` : ''}`;
}

/** The end of the sentence "Đã chuyển: …": to whom a version was sent, and whom the plan names but nobody can write to. */
export function sentTo(recipients: readonly { name: string; isReached: boolean }[]): string {
  const reached = recipients.filter(({ isReached }) => isReached).map(({ name }) => name);
  const others = recipients.filter(({ isReached }) => !isReached).map(({ name }) => name);
  const missing = others.length > 0 ? `chưa chuyển được đến ${others.join('; ')}` : '';
  if (reached.length === 0) return missing === '' ? office : missing;
  return [reached.join('; '), ...(missing ? [missing] : [])].join('. Riêng ');
}

/** Once for a plan and a recipient, to the clerks: the plan names somebody nobody can write to. */
export const recipientUnreached = (
  plan: string,
  recipients: readonly { name: string; reason: string }[],
  officeHasIt: boolean,
): OutboundMessage => ({
  heading: 'Nơi nhận chưa nhắn được',
  text: [
    `Kế hoạch ${plan} nêu các nơi nhận sau, nhưng báo cáo của các đơn vị chưa chuyển đến được:`,
    ...recipients.map(({ name, reason }) => `- ${name}: ${unreachableReason(reason)}`),
    ...(officeHasIt ? ['Báo cáo được chuyển Văn phòng theo dõi kế hoạch để xem và tiếp nhận.'] : []),
    'Đề nghị liên hệ hoặc cấp mã liên kết bằng lệnh /donvi. Tin này chỉ báo một lần cho mỗi kế hoạch và nơi nhận.',
  ].join('\n'),
});

/** Who received which version, newest version first. */
export function forwardList(
  code: string,
  versions: readonly {
    version: number;
    receiptCode: string;
    recipients: readonly { name: string; isReached: boolean; deliveredAt: string | null }[];
  }[],
): OutboundMessage {
  const lines = versions.flatMap(({ version, receiptCode, recipients }) => [
    `Bản ${version} (${receiptCode}):`,
    ...(recipients.length > 0
      ? recipients.map(
          ({ name, isReached, deliveredAt }) =>
            `- ${name}: ${
              deliveredAt
                ? `đã đến lúc ${shortTime(Date.parse(deliveredAt))}`
                : isReached
                  ? 'chưa gửi được đến nơi'
                  : 'không nhắn được cho ai ở nơi nhận'
            }`,
        )
      : ['- không có ghi chép nơi nhận']),
  ]);
  return { heading: `Nơi đã nhận báo cáo ${code}`, text: lines.join('\n') };
}

/** To the clerks, when the platform would not take a version for anybody of a recipient. */
export const forwardFailed = (
  submission: Submission,
  view: AssignmentView,
  names: readonly string[],
  reason: string,
): OutboundMessage => ({
  heading: 'Báo cáo chưa chuyển đến được nơi nhận',
  text: `Báo cáo ${submission.receiptCode} của ${view.unit.name} (bản ${submission.version}, ${planLabel(view.plan.document)}) chưa chuyển đến được ${names.join('; ')}: ${reason}. Tệp vẫn được lưu đầy đủ.`,
  choices: [{ label: 'Xem báo cáo', command: `/duyet ${submission.receiptCode}` }],
});
