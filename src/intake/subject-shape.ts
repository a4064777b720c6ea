/**
 * What a subject is, and two shapes of it that need no list of bodies: a head or a part in the work alone before a verb,
 * and names alone in a closing bracket.
 */
import type { UnitMention, Words } from '../domain/unit-mention.js';
import { findUnitMentions, isVerbAt, mentionsAt, wordAt } from '../domain/unit-mention.js';
import { opensWithDuty } from './duty-verbs.js';

/** Who is to act, with whom, and where the action begins. */
export interface Subject {
  lead: UnitMention[];
  coordinating: UnitMention[];
  /** Where the words about what to do begin. */
  action: number;
  /** Said by an order ("Giao …", "yêu cầu …"), not only by standing first. */
  ordered: boolean;
}

/** A clause that names nobody. */
export const none = (start: number): Subject => ({
  lead: [],
  coordinating: [],
  action: start,
  ordered: false,
});

/** Who acts by the part they have in the work, named in small letters. */
const parts =
  /^(?:chủ đầu tư|nhà trường|trạm y tế|thư ký|đơn vị(?=\s(?:chọn|gửi|lập|báo cáo))|(?:cơ quan|đơn vị)\s(?:chủ trì|thường trực|đầu mối|soạn thảo|thẩm định|thi công|tư vấn|được kiểm tra|tổ chức)|ban tổ chức|ban giám khảo|trưởng đoàn(?:\s(?:kiểm tra|giám sát|công tác))?|đoàn (?:kiểm tra|giám sát)|tổ (?:công tác|giúp việc|biên tập)|hội đồng (?:thẩm định|xét duyệt))(?=\s)/iu;

/** "Sở tổng hợp, báo cáo …" in a department's own paper, "chủ đầu tư hoàn thiện hồ sơ": before a verb. */
export function bareAt(words: Words, index: number): Subject | null {
  const head = words.list[index];
  if (head === undefined) return null;
  const bare =
    /^(?:Sở|Bộ|Cục|Trường|Bệnh viện)(?=\s)/u.exec(words.text.slice(head.start, head.start + 20))?.[0] ??
    parts.exec(words.text.slice(head.start, head.start + 60))?.[0];
  if (bare === undefined) return null;
  const end = head.start + bare.length;
  if (!isVerbAt(words, wordAt(words, end))) return null;
  const lead: UnitMention = { text: bare, start: head.start, end, collective: false };
  return { lead: [lead], coordinating: [], action: end, ordered: false };
}

/** A bracket at the end, or before words that only date: "… (Văn phòng), hoàn thành ngày 20/9". */
const closingBracket =
  /\(([^()]{4,300})\)(?:[\s.;,]*|,?\s(?:hoàn thành|xong|trước|chậm nhất|thời gian|trong|từ)\s[\p{Ll}\d\s/.:-]{2,50}[.;,\s]*)$/u;

/** "treo băng rôn từ ngày … đến ngày … (UBND các huyện; các cơ quan trên địa bàn).": a closing bracket of names alone. */
export function closingNames(words: Words, start: number, end: number): Subject | null {
  const text = words.text.slice(start, end);
  const bracket = closingBracket.exec(text);
  if (bracket?.[1] === undefined) return endingNames(words, start, end);
  const opens = start + bracket.index + 1;
  const before = text.slice(0, bracket.index).trimEnd();
  if (/\s(?:qua|cho|với|về|đến|tới|của|là|gồm|tại|do)$/iu.test(before)) return null;
  const { mentions, next } = mentionsAt(words, wordAt(words, opens));
  const last = mentions.at(-1);
  if (last === undefined || mentions[0]?.start !== opens) return null;
  const rest = words.text.slice(last.end, opens + bracket[1].length);
  // "(Văn phòng tổng hợp từ báo cáo các tổ)", "(Đoàn trường chuẩn bị, ngày 11/10)": names and what they do.
  const isTold =
    /^\s/.test(rest) &&
    isVerbAt(words, next) &&
    opensWithDuty(rest) &&
    !/^\s(?:đề nghị|yêu cầu|giao)\s|\s(?:đã|được)\s/iu.test(rest) &&
    // "(mỗi huyện ủy đề nghị 02 cá nhân)" shares something out.
    !/^(?:mỗi|từng|riêng)\s/iu.test(mentions[0].text);
  // "gửi Sở Y tế (Phòng Nghiệp vụ Y)", "các đơn vị (Sở A, Sở B)": the bracket says more about the name before it.
  const isAll = /^[\s,.;]*$/.test(rest) && !findUnitMentions(before).some((one) => one.end === before.length);
  return isAll || isTold ? { lead: mentions, coordinating: [], action: start, ordered: false } : null;
}

/** "Công bố kết quả rà soát hộ nghèo: Sở Lao động.": names alone behind a colon that close what is to be done. */
function endingNames(words: Words, start: number, end: number): Subject | null {
  const text = words.text.slice(start, end);
  const colon = text.lastIndexOf(':');
  if (
    colon < 12 ||
    !opensWithDuty(text) ||
    /(?:gồm|có|là|sau|về|gửi|đây|tại|cho)\s?$/iu.test(text.slice(0, colon))
  )
    return null;
  const { mentions } = mentionsAt(words, wordAt(words, start + colon));
  const last = mentions.at(-1);
  const isAll =
    last !== undefined &&
    /^[:\s]*$/.test(words.text.slice(start + colon, mentions[0]?.start)) &&
    /^[\s.;,]*$/.test(words.text.slice(last.end, end));
  return isAll ? { lead: mentions, coordinating: [], action: start, ordered: false } : null;
}
