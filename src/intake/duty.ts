/**
 * Decides whether a deadline phrase governs an assignment or only describes data, a goal or the past.
 * Language rules only (domain.md 2.5, 2.6); reads no layout.
 */
import type { Deadline } from '../domain/plan.js';
import { fold } from '../domain/text.js';
import { hasDutyVerb, opensWithDuty } from './duty-verbs.js';
import { isLongPast, isOld } from './long-past.js';
import type { Section } from './outline.js';

/** A phrase found in a passage. */
export interface FoundDeadline {
  deadline: Deadline;
  start: number;
  end: number;
}

/** What is asked about a phrase. */
export interface DutyQuestion {
  /** The clause with the phrase. */
  clause: string;
  /** Where the action begins and where the phrase stands, in `clause`. */
  action: number;
  start: number;
  end: number;
  deadline: Deadline;
  /** A unit is named in the clause, in its sentence, or in a line that governs it. */
  hasLead: boolean;
  /** The clause itself orders ("yêu cầu", "giao"). */
  ordered: boolean;
  section: Section;
  issuedOn: string | null;
}

const past = /(?:^|[\s,(])(?:đã|được các)\s/iu;
const handsOver =
  /(?:gửi|báo cáo|trình|nộp|giới thiệu|tổng hợp|tổ chức|xây dựng|ban hành|lập|hoàn thành|hoàn thiện|tổng kết|sơ kết|rà soát|lựa chọn|tham mưu|cung cấp|công bố|phê duyệt|thẩm định|bàn giao|hướng dẫn|thông báo|đăng tải|triển khai)/iu;
const incident =
  /(?:khi|nếu|trường hợp)\s[^,.;]{0,60}(?:xảy ra|có sự cố|phát sinh|có những|có tình huống|có đề xuất|có nhu cầu|khó khăn|vướng mắc)/iu;

/**
 * Whether the phrase says by when this clause must be done.
 * @returns 'yes', or why it is passed over.
 */
export function governs(question: DutyQuestion): 'yes' | 'goal' | 'period' | 'horizon' | 'standing' {
  const { clause, deadline, section } = question;
  const before = clause.slice(0, question.start);
  const action = clause.slice(question.action);
  // Under "Yêu cầu" a sentence of its own that names who acts and an exact day is a duty all the same.
  const isExact = deadline.rrule?.includes(';BY') === true || deadline.anchor?.amount != null;
  const isAddressed =
    (section === 'goal' || section === 'purpose') && question.hasLead && question.action > 0 && isExact;
  // "Trong năm 2022, nếu phải điều chỉnh, … sẽ có thông báo sau.": how such a paper ends.
  if (/(?:sẽ có|sẽ)\s(?:văn bản\s)?thông báo sau|thông báo sau\s?[./]*$/iu.test(clause)) return 'standing';
  const trusted = section === 'duty' || question.ordered || isAddressed;
  if (deadline.kind === 'standing') return 'standing';
  if (deadline.kind === 'date') return governsDate(question, before, trusted);
  if (deadline.kind === 'window') {
    const isBound = /^(?:vào|trong|trước|xong|chậm|muộn)\s/iu.test(deadline.text);
    if (!isBound && /(?:giai đoạn|nhiệm kỳ|khóa|năm học|niên khóa|thời kỳ)\s?$/iu.test(before))
      return 'period';
    return governsDate(question, before, trusted);
  }
  if (deadline.kind === 'relative' || deadline.kind === 'event') {
    // When the paper itself takes effect is no duty of anybody.
    if (/(?:có hiệu lực|hiệu lực thi hành)[\s,]/iu.test(before)) return 'standing';
    if (
      // "báo cáo trong vòng 24 giờ kể từ khi xảy ra": a length to keep; without one it is how things are done.
      (incident.test(clause) && deadline.anchor?.amount == null) ||
      /trước, trong và sau/iu.test(clause.slice(Math.max(0, question.start - 20), question.end + 8))
    )
      return 'standing';
    if (!trusted) return 'standing';
    // "đại hội chi bộ: không quá 01 ngày": how long it lasts.
    const isDuration = /^(?:không quá|tối đa)\s/iu.test(deadline.text) && deadline.anchor?.text === '';
    if (isDuration && !hasDutyVerb(before)) return 'standing';
    const near = deadline.kind === 'event' && !/^\s?(?:sau|ngay sau)/iu.test(deadline.text) ? clause : action;
    // "trực ban 24/24 giờ từ ngày …" is round the clock.
    const isRound = /\d\/\s?$/.test(before);
    const isCounted = deadline.anchor?.amount != null && !isRound;
    const isDone = /^(?:xong|hoàn thành) trước\s/iu.test(deadline.text);
    const isTask =
      (isDone && opensWithDuty(action)) ||
      handsOver.test(near) ||
      (isCounted && (question.hasLead || opensWithDuty(action)));
    if (!isTask || past.test(before)) return 'standing';
    // "… tuyển dụng hết chỉ tiêu, hoàn thành trước thời điểm khai giảng": a duty with its end, whoever it is for.
    const isFinished = opensWithDuty(action) && /(?:hoàn thành|xong)\s?$/iu.test(before);
    if (
      deadline.anchor?.amount == null &&
      !question.hasLead &&
      !isFinished &&
      !opensWithDuty(clause.slice(question.end))
    )
      return 'standing';
    return 'yes';
  }
  return governsRecurring(question, before, trusted);
}

function governsDate(
  question: DutyQuestion,
  before: string,
  trusted: boolean,
): 'yes' | 'goal' | 'period' | 'horizon' {
  const { clause, deadline } = question;
  const exact = deadline.kind === 'date';
  const bareYear = /^\s*năm\s\d{4}\s*$/iu.test(deadline.text);
  if (/(?:có hiệu lực|hiệu lực thi hành|tính đến|tại thời điểm|kể từ)\s?[^,;]{0,20}$/iu.test(before))
    return 'period';
  // "số liệu đến ngày 15/6" says what the data cover, "gửi số liệu trước ngày 15/7" when they are due.
  const isBounded = /^(?:trước|chậm nhất|muộn nhất|hạn|trong|vào|xong)\s/iu.test(deadline.text);
  if (!isBounded && /(?:ước thực hiện|ước đạt|ước|số liệu)\s?(?:thực hiện\s?)?$/iu.test(before))
    return 'period';
  // "kết quả thực hiện tháng 7" says what the data cover, "báo cáo kết quả trong tháng 7" when.
  if (
    !exact &&
    !/^(?:trong|vào|xong|trước|chậm|muộn)\s/iu.test(deadline.text) &&
    /(?:số liệu|so với|bình quân|kết quả|tình hình)\s?[^,;]{0,20}$/iu.test(before)
  )
    return 'period';
  if (bareYear && !/^[\s,*"]*$/.test(before) && !/\(\s?hoàn thành\s$/iu.test(before)) return 'period';
  if (!exact && /(?:đến|tầm nhìn)\s?$/iu.test(before)) return 'horizon';
  if (/đã (?:hoàn thành|ban hành|tổ chức)\s?$/iu.test(before)) return 'period';
  // "hướng dẫn tạm dừng đóng … đến hết tháng 6": how long the measure lasts, not when the guidance is due.
  if (
    /^(?:cho )?đến\s/iu.test(
      `${/\sđến\s[^,;]{0,30}\shoặc\s$/iu.test(before) ? 'đến ' : ''}${deadline.text}`,
    ) &&
    /(?:tạm dừng|tạm hoãn|miễn|giãn|gia hạn)\s[^,;]{0,160}$/iu.test(before)
  )
    return 'period';
  // "mặt bằng đã bàn giao trước ngày 05/12/2021", in a paper of November: what is to be done by then.
  const isToCome =
    isBounded &&
    deadline.statedOn !== null &&
    question.issuedOn !== null &&
    deadline.statedOn > question.issuedOn;
  if (past.test(before) && !isToCome && !/(?:phải|hoàn thành|gửi|báo cáo)/iu.test(before.slice(-60)))
    return 'period';
  // "tập trung cao độ để trong năm 2021 cơ bản xong": what the work is for.
  if (!exact && /\sđể\s$/iu.test(before)) return 'goal';
  if (/thời điểm tính|tính tuổi/iu.test(before)) return 'period';
  // "tránh các tháng mưa lũ (tháng 9, 10)"
  if (/(?:^|[\s,])(?:tránh|ngoại trừ|không kể)\s[^;,]{0,60}$/iu.test(before)) return 'period';
  // "không tổ chức thu gộp nhiều khoản vào tháng 9": what is not to be done is due on no day.
  if (!/^(?:trước|chậm|muộn)\s/iu.test(deadline.text) && /(?:^|,\s)không\s[^,;]{0,60}$/iu.test(before))
    return 'period';
  // "hồ sơ gửi sau ngày 10/8 không xem xét": what comes too late.
  if (/^sau ngày\s/iu.test(deadline.text) && /^[^;.]{0,40}(?:^|\s)không\s/iu.test(clause.slice(question.end)))
    return 'period';
  if (isLongPast(deadline, question.issuedOn) || isOld(deadline, question.issuedOn)) return 'period';
  // "kế hoạch giải ngân từng tuần của các tháng 8, 9": what the plan is about.
  if (!exact && !isBounded && /\scủa\s(?:các\s|những\s)?$/iu.test(before)) return 'period';
  // "dự án giải ngân dưới 30% đến hết ngày 30/9"
  if (!isBounded && /\d\s?%\s(?:tính\s)?$/iu.test(before)) return 'period';
  // "gửi Sở A trước ngày 20/9 để kịp trình trong đợt tháng 10": what the day before it is for.
  if (!exact && /\sđể\skịp\s[^;]{0,120}$/iu.test(before)) return 'goal';
  if (
    deadline.statedOn !== null &&
    question.issuedOn !== null &&
    deadline.statedOn < question.issuedOn &&
    !/trước|chậm nhất|hạn/iu.test(deadline.text)
  )
    return 'period';
  if (/(?:nhân dịp|chào mừng|kỷ niệm|trong dịp|nhằm ngày|dịp)\s[^,;]{0,40}$/iu.test(before)) return 'period';
  // Told of in a section that looks back, and over already.
  if (
    !trusted &&
    deadline.statedOn !== null &&
    question.issuedOn !== null &&
    deadline.statedOn < question.issuedOn
  )
    return 'period';
  if (!trusted) {
    if (!exact) return question.section === 'goal' ? 'goal' : 'period';
    return /(?:hoàn thành|báo cáo|gửi|trình|nộp|ban hành|xong)/iu.test(before) && !past.test(before)
      ? 'yes'
      : 'period';
  }
  // "phấn đấu đến 30/6/2022 giải ngân đạt 45%": a mark to reach, not a paper to hand in.
  if (
    /phấn đấu\s[^;]{0,60}$/iu.test(before) &&
    /^[^;]{0,60}(?:đạt|giải ngân|tăng|giảm)\s[^;]{0,30}\d\s?%/iu.test(clause.slice(question.end))
  )
    return 'goal';
  // A wish opens the clause or stands right before its year; "xác định mục tiêu" inside a duty is none.
  if (
    !exact &&
    (/^[\s*+–-]*(?:phấn đấu|mục tiêu|chỉ tiêu)/iu.test(clause) ||
      /^\s?phấn đấu\s/iu.test(clause.slice(question.end)) ||
      // "… đúng mục tiêu, trình Thủ tướng Chính phủ trong quý I": what is handed over after it is no wish.
      /(?<!(?:đúng|theo|phân bổ|giao|xây dựng|rà soát)\s)(?:phấn đấu|mục tiêu|chỉ tiêu)\s(?:(?!,\s(?:trình|gửi|báo cáo|nộp|ban hành)\s)[^;]){0,100}$/iu.test(
        before,
      )) &&
    !/hoàn thành (?:việc|trong|trước)/iu.test(clause)
  )
    return 'goal';
  // "- Đợt 1: từ ngày 16/9 …": a stage of the work above it.
  if (/^[\s*+–-]*(?:đợt|vòng|lần|kỳ|bước|giai đoạn)\s(?:\d|[IVX]+(?=[\s:])|thứ\s|một|hai|ba)/iu.test(clause))
    return 'yes';
  return hasDutyVerb(clause) ||
    /hội nghị|hội thảo|tọa đàm|cuộc họp|kiểm tra|khảo sát|lễ\s|vòng (?:sơ|bán|chung|loại)|sơ khảo|chung kết|trao giải|hội thi|hội thao|liên hoan|ngày hội/iu.test(
      clause,
    ) ||
    question.hasLead
    ? 'yes'
    : 'period';
}

function governsRecurring(
  question: DutyQuestion,
  before: string,
  trusted: boolean,
): 'yes' | 'goal' | 'period' | 'standing' {
  const { clause, deadline } = question;
  const action = clause.slice(question.action);
  const bare = deadline.rrule === null;
  if (!trusted) return question.section === 'goal' ? 'goal' : 'period';
  if (past.test(before)) return 'period';
  if (bare && !question.hasLead) return 'standing';
  if (
    bare &&
    /(?:sinh hoạt|giao ban|tiếp công dân|tiếp dân|đối thoại|khám sức khỏe|bảo dưỡng|họp|chế độ)\s$/iu.test(
      before,
    )
  )
    return 'standing';
  // "Định kỳ vào ngày 25 hàng tháng (từ tháng 11 đến tháng 4) tổng hợp …": the bracket bounds the rule.
  const afterPhrase = clause
    .slice(question.end)
    .replace(/^\s?\([^()]{0,80}\)/, '')
    // "Hằng năm, khi xây dựng dự toán, giảm chi …": what accompanies the work stands between.
    .replace(/^,\s(?:khi|trên cơ sở|căn cứ|cùng với)\s[^,;]{3,80},/iu, '');
  const inFront =
    question.start <= question.action ||
    /^[\s,*"(+\-–]*$/.test(clause.slice(Math.min(question.action, question.start), question.start));
  if (inFront)
    return opensWithDuty(afterPhrase) ||
      opensWithDuty(action) ||
      (question.action >= question.end && hasDutyVerb(action))
      ? 'yes'
      : 'period';
  // "… và định kỳ sáu tháng báo cáo …": the phrase stands before its own verb.
  if (opensWithDuty(afterPhrase) && (question.hasLead || opensWithDuty(action))) return 'yes';
  // "thu nhập hằng năm của gia đình": it qualifies a noun that is no work.
  // With a day of its own ("trước ngày 01/11 hàng năm") the phrase is a date to keep, whatever noun stands before it.
  const namesDay = deadline.rrule?.includes(';BY') === true;
  if (
    !namesDay &&
    /(?:thu nhập|số liệu|doanh thu|lợi nhuận|số lượng|tỷ lệ|sản lượng|tăng trưởng|bình quân|chỉ tiêu|kết quả|mức|tổng số)\s[^,;]{0,30}$/iu.test(
      before,
    )
  )
    return 'period';
  // "nguồn chi thường xuyên được giao hằng năm": what is given every year is no duty of whoever spends it.
  if (!namesDay && /được\s(?:giao|cấp|phân bổ|bố trí|phê duyệt|duyệt)\s$/iu.test(before)) return 'period';
  // "tuân thủ … Chương trình công tác hằng năm": what is yearly is the programme, not the duty.
  if (!namesDay && /tuân thủ\s[^;]{0,160}$/iu.test(before)) return 'period';
  const isReporting =
    /^[\s*+\-–]*(?:\p{L}?\d{0,2}[.)]\s)?(?:chế độ\s(?:thông tin,?\s)?)?báo cáo(?:\s[^:.;]{0,40})?:/iu.test(
      clause,
    ) && /(?:gửi|báo cáo|nộp)\s/iu.test(clause.slice(question.end));
  const label = /^[^:;.]{0,60}:\s/u.exec(action)?.[0].length ?? 0;
  const heads =
    opensWithDuty(action) ||
    // "1. Truyền thông: tổ chức Tháng hành động từ ngày …"
    (label > 0 && label < question.start - question.action && opensWithDuty(action.slice(label))) ||
    // "Chế độ báo cáo: Định kỳ 6 tháng … gửi về UBND tỉnh"
    isReporting ||
    // "hằng quý báo cáo … trước ngày 20 tháng cuối quý", where the line above names who.
    (namesDay && /(?:gửi|báo cáo|nộp|trình)\s[^,;]{0,120}$/iu.test(before)) ||
    // "Đề xuất … phải gửi về Sở A trước ngày 01 tháng 12 của năm trước"
    (namesDay && /(?:phải|cần)\s(?:được\s)?(?:gửi|nộp|báo cáo|trình|hoàn thành)\s/iu.test(before)) ||
    (question.hasLead && hasDutyVerb(action.slice(0, Math.max(0, question.start - question.action))));
  if (!heads) return 'period';
  // "trong việc thực hiện kế hoạch hằng năm để đạt mục tiêu": background inside a longer phrase.
  if (/trong việc\s[^,;]{0,40}$/iu.test(before) && !question.hasLead) return 'period';
  return 'yes';
}

/** Whether a heading or clause only states a wish for the horizon ("phấn đấu đến năm 2030"). */
export function isGoal(text: string): boolean {
  return /^(?:muc tieu|phan dau|den nam \d{4}|tam nhin)/.test(fold(text).replace(/^[-+\s]+/, ''));
}
