/**
 * Events: "ngay sau khi …", "sau hội nghị", "khi có hướng dẫn", "theo kế hoạch của …", and urgent words that stand alone.
 * An event waits for a date a person sets.
 */
import { anchorAt } from './anchor.js';
import { weekdayAt } from './numbers.js';
import type { Stream } from './tokens.js';
import { endsBefore, isMark, isWord, phraseAt } from './words.js';

/** An event phrase, with the tokens that name the event. */
export interface EventPhrase {
  start: number;
  end: number;
  anchor: { start: number; end: number };
  /** A feast or another day of the traditional calendar whose date is known to people but not to this module. */
  isFeast: boolean;
  /** Only a deadline when nothing else is said: "theo hướng dẫn của …", "khẩn". */
  isWeak: boolean;
}

const happenings = [
  'hội nghị',
  'hội thảo',
  'tọa đàm',
  'toạ đàm',
  'cuộc họp',
  'phiên họp',
  'buổi họp',
  'buổi làm việc',
  'kỳ họp',
  'đại hội',
  'lễ',
  'khóa',
  'lớp',
  'đợt',
  'chuyến',
  'phiên',
  'kỳ nghỉ',
  'diễn tập',
];
const papers = [
  'văn bản',
  'hướng dẫn',
  'yêu cầu',
  'chỉ đạo',
  'ý kiến',
  'đề nghị',
  'thông báo',
  'quyết định',
  'kế hoạch',
  'chủ trương',
  'kết luận',
  'kết quả',
  'đề cương',
  'lịch',
  'giấy mời',
  'công văn',
];

/** An event at `index`. */
export function eventAt(stream: Stream, index: number): EventPhrase | null {
  return (
    schoolAt(stream, index) ??
    afterAt(stream, index) ??
    whenAt(stream, index) ??
    accordingAt(stream, index) ??
    feastAt(stream, index) ??
    beforeAt(stream, index)
  );
}

function event(
  start: number,
  anchor: { start: number; end: number },
  more: Partial<EventPhrase> = {},
): EventPhrase {
  return { start, end: anchor.end, anchor, isFeast: false, isWeak: false, ...more };
}

/** "cuối năm học", "kết thúc học kỳ I": days each school knows. */
function schoolAt(stream: Stream, index: number): EventPhrase | null {
  const head = phraseAt(stream, index, [
    'cuối năm học',
    'đầu năm học',
    'kết thúc năm học',
    'cuối học kỳ',
    'đầu học kỳ',
    'kết thúc học kỳ',
    'trước khi kết thúc năm học',
    'trước khi kết thúc học kỳ',
    'trước khi bước vào năm học mới',
  ]);
  // "báo cáo đầu năm học" is a report by its name.
  if (head < 0 || endsBefore(stream, index, ['báo cáo', 'kế hoạch', 'hội nghị', 'kết quả', 'phí']))
    return null;
  return event(index, { start: index, end: nameEnd(stream, head) });
}

/** "ngay sau khi ban hành", "sau hội nghị", "ngay sau Đại hội". */
function afterAt(stream: Stream, index: number): EventPhrase | null {
  const when = phraseAt(stream, index, ['ngay sau khi', 'sau khi', 'ngay khi', 'đến khi']);
  if (when > 0) {
    const anchor = anchorAt(stream, when);
    return anchor === null ? null : event(index, anchor);
  }
  const after = phraseAt(stream, index, ['ngay sau', 'sau']);
  if (after < 0) return null;
  const head = phraseAt(stream, after, happenings);
  if (head < 0) return null;
  const anchor = { start: after, end: nameEnd(stream, head) };
  return event(index, anchor);
}

/** "trước khi trình", "trước kỳ họp", "trước Đại hội". */
function beforeAt(stream: Stream, index: number): EventPhrase | null {
  const when = phraseAt(stream, index, ['trước khi']);
  if (when > 0) {
    const anchor = anchorAt(stream, when);
    return anchor === null ? null : event(index, anchor, { isWeak: true });
  }
  const before = phraseAt(stream, index, ['trước']);
  if (before < 0 || isMark(stream, before, ',')) return null;
  const day = phraseAt(stream, before, ['ngày', 'thời điểm']);
  const at = day > 0 ? day : before;
  const head = phraseAt(stream, at, [...happenings, 'tổ chức', 'khai giảng', 'khai mạc', 'họp', 'diễn ra']);
  if (head < 0 || isWord(stream, at, ['lễ', 'lớp', 'đợt', 'phiên'])) return null;
  return event(index, { start: before, end: nameEnd(stream, head) });
}

/** A name goes on over numbers and capitals: "Đại hội XIV", "kỳ họp thứ 10". */
function nameEnd(stream: Stream, index: number): number {
  let end = index;
  const limit = Math.min(index + 8, stream.tokens.length);
  while (end < limit) {
    const token = stream.tokens[end];
    if (token === undefined || token.kind === 'mark' || token.isAfterBreak) break;
    const letter = stream.text.charAt(token.start);
    const isName = token.kind === 'number' || letter !== letter.toLowerCase();
    const joint = phraseAt(stream, end, [
      'thứ',
      'lần',
      'tổng kết',
      'sơ kết',
      'triển khai',
      'quán triệt',
      'toàn quốc',
      'tỉnh',
      'bộ',
      'huyện',
      'thành phố',
      'năm học mới',
      'năm học',
      'năm',
    ]);
    if (!isName && joint < 0) break;
    end = Math.max(end + 1, joint);
  }
  return end;
}

/** "khi có hướng dẫn của Bộ", "khi được yêu cầu", "đột xuất khi có yêu cầu". */
function whenAt(stream: Stream, index: number): EventPhrase | null {
  const sudden = phraseAt(stream, index, ['đột xuất']);
  let i = sudden > 0 ? sudden : index;
  if (sudden > 0 && isMark(stream, i, ',', '(')) i += 1;
  const when = phraseAt(stream, i, [
    'ngay khi có',
    'khi có',
    'khi được',
    'khi nhận được',
    'sau khi có',
    'nếu có',
  ]);
  const head =
    when > 0 && !isWord(stream, i, ['nếu'])
      ? phraseAt(stream, when, [...papers, 'giao', 'mời', 'phân công'])
      : -1;
  if (head > 0) {
    const anchor = anchorAt(stream, when) ?? { start: when, end: head };
    const end = sudden > 0 && isMark(stream, anchor.end, ')') ? anchor.end + 1 : anchor.end;
    return { ...event(index, anchor), end };
  }
  const some = phraseAt(stream, index, ['khi có', 'khi']);
  const happening = some > 0 ? anchorAt(stream, some) : null;
  if (happening !== null) return event(index, happening, { isWeak: true });
  return sudden > 0 ? event(index, { start: index, end: sudden }, { isWeak: true }) : null;
}

/** "theo kế hoạch của Ban Kinh tế Trung ương", "theo yêu cầu của …"; "theo hướng dẫn" says how more than when. */
function accordingAt(stream: Stream, index: number): EventPhrase | null {
  const by = phraseAt(stream, index, ['theo', 'căn cứ']);
  if (by < 0 || !isWord(stream, index, ['theo'])) return null;
  const plan = phraseAt(stream, by, [
    'kế hoạch',
    'lịch',
    'tiến độ',
    'thời gian',
    'thời hạn',
    'thời điểm',
    'yêu cầu',
    'đề nghị',
    'lộ trình',
  ]);
  const manner = phraseAt(stream, by, [
    'hướng dẫn',
    'chỉ đạo',
    'thông báo',
    'phân công',
    'nhiệm vụ',
    'giấy mời',
    'kế hoạch',
    'lịch',
    'tiến độ',
    'yêu cầu',
    'lộ trình',
    'thời gian',
    'thời hạn',
    'chương trình',
  ]);
  if (plan < 0 && manner < 0) return null;
  const of =
    plan > 0
      ? phraseAt(stream, plan, [
          'của',
          'do',
          'yêu cầu của',
          'quy định của',
          'được',
          'tổ chức của',
          'công tác của',
        ])
      : -1;
  const anchor = anchorAt(stream, by);
  if (anchor === null) return null;
  const isOrdered = of > 0 && isWord(stream, plan, ['của', 'do']) && !isWord(stream, by, ['nhiệm vụ']);
  const isTime =
    phraseAt(stream, by, [
      'kế hoạch',
      'lịch',
      'tiến độ',
      'thời gian',
      'thời hạn',
      'thời điểm',
      'lộ trình',
      'yêu cầu',
    ]) > 0;
  return event(index, anchor, { isWeak: !(isOrdered && isTime) });
}

/** "trước Tết Nguyên đán 2022", "trong dịp Tết": a date everybody knows and no calendar here computes. */
function feastAt(stream: Stream, index: number): EventPhrase | null {
  const lead = phraseAt(stream, index, [
    'xong trước',
    'trước ngày',
    'trước dịp',
    'trước kỳ nghỉ',
    'trước',
    'sau kỳ nghỉ',
    'sau dịp',
    'sau',
  ]);
  if (lead < 0) return null;
  const feast = phraseAt(stream, lead, [
    'tết nguyên đán',
    'tết âm lịch',
    'tết dương lịch',
    'tết trung thu',
    'tết cổ truyền',
    'tết',
  ]);
  if (feast < 0) return null;
  // "trước, trong và sau Tết" is the whole season.
  if (isWord(stream, index - 1, ['và']) && isWord(stream, index - 2, ['trong'])) return null;
  return event(index, { start: lead, end: nameEnd(stream, feast) }, { isFeast: true });
}

/** Urgent words that are a deadline only when they stand alone: "khẩn", "hỏa tốc", "ngay". */
export function urgentAt(stream: Stream, index: number): EventPhrase | null {
  const end = phraseAt(stream, index, [
    'hỏa tốc',
    'hoả tốc',
    'thượng khẩn',
    'khẩn trương',
    'khẩn cấp',
    'khẩn',
    'gấp',
    'ngay lập tức',
    'ngay',
  ]);
  return end > 0 && weekdayAt(stream, end) === null
    ? event(index, { start: index, end }, { isWeak: true })
    : null;
}
