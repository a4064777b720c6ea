/**
 * Who acts by office or place in the house, written small or with one capital: "tổ trưởng chuyên môn ký duyệt …",
 * "giáo viên bộ môn nhập điểm …", "Bộ phận văn thư gửi …", "công đoàn cơ sở phát động …".
 * No list of bodies holds them; a role, a few words that say which, and a verb tell them from other nouns.
 */
import type { UnitMention, Words } from '../domain/unit-mention.js';
import { isVerbAt } from '../domain/unit-mention.js';
import { opensWithDuty } from './duty-verbs.js';
import type { Guess } from './guess.js';

/** Longest words that say which of the holders is meant. */
const longest = 6;

/** Offices and small bodies of a school, a hospital, a union, a commune. Longest first. */
const roles =
  /^(?:phó hiệu trưởng|hiệu trưởng|phó giám đốc|tổ trưởng|tổ phó|cụm trưởng|khối trưởng|nhóm trưởng|kế toán trưởng|điều dưỡng trưởng|điều dưỡng|bác sĩ|kỹ thuật viên|hội trưởng|đội trưởng|ca trưởng|quản đốc|trưởng (?:khoa|phòng|ban|thôn|xóm|khu|nhóm|bộ phận|trạm|khoa|đoàn|tiểu ban)|giáo viên|công chức|viên chức|nhân viên|cán bộ|kế toán|thủ quỹ|thủ kho|văn thư|thủ thư|thư ký|tổng phụ trách|thủ trưởng|bộ phận|tổ chuyên môn|tổ văn phòng|tổ bộ môn|tổ công tác|trạm y tế|đội xung kích|công đoàn (?:cơ sở|cấp trên|trường|viên chức|ngành)|cấp trên trực tiếp|chi đoàn|chi hội|liên đội|liên đoàn lao động|ban (?:thường vụ|chấp hành|tuyên giáo|đại diện|cán sự|giám hiệu|giám đốc|quản lý|chủ nhiệm)|cấp ủy|cấp uỷ|chủ rừng|chủ hồ|chủ đập|chủ hộ|nhà thầu|đơn vị|cơ sở|doanh nghiệp)(?=\s)/iu;

/** What follows such a noun and makes another of it: "đội ngũ", "cán bộ, công chức" as those spoken of. */
const notWhich = /^(?:và|hoặc|để|của|với|cho|từ|trở|sau|trước|có|đã|chưa|không|này|đó|nào|được)$/u;

/** A role with its verb at word `index`; null when the shape does not tell. The role may take a bracket before its verb. */
export function roleAt(words: Words, index: number, end: number): Guess | null {
  const first = words.list[index];
  if (first === undefined || first.start >= end) return null;
  const role = roles.exec(words.text.slice(first.start, first.start + 40))?.[0];
  if (role === undefined) return null;
  let at = index + role.split(/\s/u).length;
  const own = at;
  // "thủ trưởng", "bộ phận", "đơn vị" alone name nobody.
  const isOpen = /^(?:bộ phận|thủ trưởng|đơn vị|cơ sở|doanh nghiệp|ban quản lý)$/iu.test(role);
  while (at <= own + longest) {
    const word = words.list[at];
    const before = words.list[at - 1];
    if (word === undefined || before === undefined || word.start >= end) return null;
    const joint = words.text.slice(before.end, word.start);
    const bracket = /^\s?\([^()]{2,40}\)\s$/u.exec(joint);
    if (joint !== ' ' && joint !== ' - ' && bracket === null) return null;
    if (isVerbAt(words, at)) break;
    if (bracket !== null || notWhich.test(word.lower) || /^\d/.test(word.lower)) return null;
    at += 1;
  }
  if (at > own + longest || (isOpen && at === own)) return null;
  const close = words.list[at - 1]?.end ?? first.end;
  const bracket = /^\s?\([^()]{2,40}\)(?=\s)/u.exec(words.text.slice(close, close + 44))?.[0].length ?? 0;
  // "…, công chức được nâng lương": spoken of, not told to do anything.
  if (!opensWithDuty(words.text.slice(close + bracket, Math.min(end, close + bracket + 200)))) return null;
  const mention: UnitMention = {
    text: words.text.slice(first.start, close + bracket),
    start: first.start,
    end: close + bracket,
    collective: false,
  };
  return { mention, action: close + bracket };
}
