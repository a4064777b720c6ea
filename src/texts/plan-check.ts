/** What a clerk reads about a plan before it is issued: each finding as one sentence that says what to do. */
import type { Finding, FindingKind, Severity } from '../domain/plan-check.js';
import type { ReadResult } from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import { date, names, weekdayDate } from './format.js';

export const severityWords: Record<Severity, string> = {
  error: 'Cần sửa',
  warning: 'Nên bổ sung',
  note: 'Lưu ý',
};

/** "Nhiệm vụ 2, 5, 7": numbers as the draft lists them. */
function numbersOf(keys: readonly string[], result: ReadResult): string {
  const numbers = [...new Set(keys)]
    .map((key) => result.tasks.findIndex((task) => task.key === key) + 1)
    .filter((number) => number > 0);
  const shown = numbers.slice(0, 12).join(', ');
  return numbers.length > 12 ? `${shown} và ${numbers.length - 12} nhiệm vụ khác` : shown;
}

const days = (list: readonly string[]): string =>
  list.length > 6
    ? `${list.slice(0, 6).map(weekdayDate).join('; ')} và ${list.length - 6} ngày khác`
    : list.map(weekdayDate).join('; ');

const quoted = (list: readonly string[]): string =>
  list
    .slice(0, 5)
    .map((text) => `“${shorten(text, 60)}”`)
    .join('; ');

type Say = (finding: Finding, numbers: string, result: ReadResult) => string;

const sentences: Record<FindingKind, Say> = {
  'no-lead': (_, n) => `Nhiệm vụ ${n} chưa có đơn vị chủ trì. Đề nghị nêu rõ đơn vị chủ trì.`,
  'order-conflict': ({ tasks, subjects }, _, result) =>
    `Nhiệm vụ ${numbersOf(tasks.slice(0, 1), result)}${subjects[0] ? ` (hạn ${date(subjects[0])})` : ''} phải xong trước nhiệm vụ ${numbersOf(tasks.slice(1), result)}${subjects[1] ? ` (hạn ${date(subjects[1])})` : ''} mà nó dựa vào. Đề nghị điều chỉnh lại hai thời hạn.`,
  'before-issue': ({ subjects }, n, result) =>
    `Nhiệm vụ ${n} có thời hạn ${days(subjects)}, sớm hơn ngày ban hành${result.document.issuedOn ? ` ${date(result.document.issuedOn)}` : ''}. Đề nghị kiểm tra lại ngày, tháng, năm.`,
  'leads-differ': ({ subjects }, n) =>
    `Nhiệm vụ ${n} được nêu ở hai chỗ với đơn vị chủ trì khác nhau (đang ghi nhận: ${names(subjects, 3)}). Đề nghị thống nhất hai chỗ.`,
  'dates-differ': ({ subjects }, n) =>
    `Nhiệm vụ ${n} được nêu ở hai chỗ với thời hạn khác nhau: ${quoted(subjects)}. Đề nghị thống nhất hai chỗ.`,
  'unit-former': ({ subjects: [name = '', ...now] }, n) =>
    `“${name}” (nhiệm vụ ${n}) đã kết thúc hoạt động tại ngày ban hành. ${now.length > 0 ? `Đề nghị thay bằng ${names(now, 3)}.` : 'Đề nghị nêu đơn vị tiếp nhận nhiệm vụ.'}`,
  'annex-missing': ({ subjects }) =>
    subjects.includes('')
      ? 'Văn bản nhắc đến phụ lục kèm theo nhưng tệp này không có phụ lục. Đề nghị gửi kèm phụ lục.'
      : `Văn bản nhắc đến phụ lục ${subjects.join(', ')} nhưng tệp này không có. Đề nghị gửi kèm hoặc bỏ chỗ nhắc.`,
  'no-deadline': ({ severity }, n) =>
    severity === 'note'
      ? `Nhiệm vụ ${n} không có thời hạn, sẽ được theo dõi như việc thường xuyên.`
      : `Nhiệm vụ ${n} có sản phẩm phải hoàn thành nhưng không có thời hạn. Đề nghị nêu thời hạn.`,
  'no-recipient': (_, n) =>
    `Nhiệm vụ ${n} yêu cầu báo cáo hoặc hồ sơ nhưng không nêu gửi về đâu. Đề nghị nêu cơ quan nhận.`,
  'leads-several': ({ subjects }, n) =>
    `Nhiệm vụ ${n} có nhiều đơn vị cùng chủ trì (${names(subjects, 4)}). Đề nghị nêu một đơn vị đầu mối.`,
  'year-missing': ({ subjects }, n) =>
    `Nhiệm vụ ${n} có thời hạn không ghi năm: ${quoted(subjects)}. Đề nghị ghi đủ năm.`,
  'no-time-to-gather': ({ tasks, subjects }, _, result) =>
    `Nhiệm vụ ${numbersOf(tasks.slice(0, 1), result)} tổng hợp từ nhiệm vụ ${numbersOf(tasks.slice(1), result)} nhưng hai thời hạn cách nhau chưa đủ một ngày làm việc${subjects[0] ? ` (${date(subjects[0])})` : ''}. Đề nghị lùi hạn tổng hợp hoặc đưa hạn gửi lên sớm hơn.`,
  'no-consolidator': ({ subjects }, n) =>
    `Nhiệm vụ ${n} yêu cầu nhiều đơn vị gửi về ${names(subjects, 3)} nhưng không giao đơn vị nào tổng hợp. Đề nghị giao đơn vị tổng hợp, báo cáo chung.`,
  'consolidator-undated': ({ tasks, subjects }, _, result) =>
    `Nhiệm vụ ${numbersOf(tasks.slice(0, 1), result)} (${names(subjects, 2) || 'đơn vị tổng hợp'}) tổng hợp báo cáo của các đơn vị nhưng không có thời hạn. Đề nghị nêu thời hạn tổng hợp.`,
  'unit-ambiguous': ({ subjects: [name = '', ...candidates] }, n) =>
    `“${name}” (nhiệm vụ ${n}) có thể là ${candidates.slice(0, 4).join(' hoặc ')}. Đề nghị ghi tên đầy đủ.`,
  'unit-unknown': ({ subjects: [name = ''] }, n) =>
    `“${name}” (nhiệm vụ ${n}) chưa có trong danh mục đơn vị. Đề nghị kiểm tra tên hoặc bổ sung danh mục (/donvi).`,
  'not-told': ({ subjects }, n) =>
    `Nơi nhận chưa có ${names(subjects, 6)} là đơn vị chủ trì nhiệm vụ ${n}. Đề nghị bổ sung vào Nơi nhận.`,
  'period-over': ({ subjects: [from = '', to = ''] }) =>
    `Thời gian thực hiện của kế hoạch (${date(from)} đến ${date(to)}) đã hết. Đề nghị kiểm tra trước khi theo dõi.`,
  'after-period': ({ subjects }, n, result) =>
    `Nhiệm vụ ${n} có thời hạn ${days(subjects)}, sau khi kế hoạch kết thúc${result.document.period ? ` (${date(result.document.period.to)})` : ''}. Đề nghị kiểm tra năm.`,
  'no-deliverable': (_, n) =>
    `Nhiệm vụ ${n} có thời hạn nhưng không nêu sản phẩm. Đề nghị nêu kết quả phải có để xác nhận hoàn thành.`,
  'deadline-event': ({ subjects }, n) =>
    `Nhiệm vụ ${n} có thời hạn theo sự kiện: ${quoted(subjects)}. Khi biết ngày cụ thể, đề nghị nhập vào hệ thống.`,
  'recurrence-open': (_, n) =>
    `Nhiệm vụ ${n} định kỳ nhưng không nêu ngày kết thúc. Đề nghị nêu thời gian thực hiện của kế hoạch.`,
  holiday: ({ subjects }, n) =>
    `Nhiệm vụ ${n} có hạn cuối vào ngày nghỉ lễ: ${days(subjects)}. Đơn vị cần hoàn thành trước ngày nghỉ; đề nghị cân nhắc ngày khác.`,
  weekend: ({ subjects }, n) =>
    `Nhiệm vụ ${n} có hạn cuối vào ngày nghỉ hằng tuần: ${days(subjects)}. Đơn vị cần hoàn thành trong ngày làm việc liền trước; đề nghị cân nhắc ngày khác.`,
  'too-soon': ({ subjects }, n) =>
    `Nhiệm vụ ${n} có thời hạn ${days(subjects)}, chỉ vài ngày sau ngày ban hành. Đề nghị cân nhắc hoặc ghi dấu khẩn.`,
  'unit-overloaded': ({ tasks, subjects: [name = '', day = ''] }, n) =>
    `${name} chủ trì ${new Set(tasks).size} nhiệm vụ cùng hạn ${date(day)} (nhiệm vụ ${n}). Đề nghị cân nhắc giãn thời hạn.`,
};

/** One finding as a sentence; task numbers are those of the draft's list. */
export function findingSentence(finding: Finding, result: ReadResult): string {
  return sentences[finding.kind](finding, numbersOf(finding.tasks, result), result);
}

/** The whole check, the gravest first. */
export function checkLines(findings: readonly Finding[], result: ReadResult): string[] {
  if (findings.length === 0) return ['Kiểm tra kế hoạch: không phát hiện điểm thiếu hoặc mâu thuẫn.'];
  return [
    `Kiểm tra kế hoạch: ${findings.length} điểm cần xem.`,
    ...findings.map(
      (finding, index) =>
        `${index + 1}. ${severityWords[finding.severity]}: ${findingSentence(finding, result)}`,
    ),
  ];
}
