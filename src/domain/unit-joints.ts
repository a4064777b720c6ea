/**
 * What joins the parts of a name or a collective: commas inside abbreviations, dashes between fields, relative clauses.
 * Helpers of `unit-extent.ts`; none of them knows a whole name.
 */
import { headLength, opensUnit, pair } from './unit-head.js';
import { collectiveNouns, fields, personHeads } from './unit-lexicon.js';
import type { Words } from './unit-words.js';
import { after, gap, isVerbAt, longest, longestNoun, wordAt } from './unit-words.js';

/** "Sở VH, TT&DL", "Trung tâm Xúc tiến ĐT,TM&DL": an abbreviation with a comma inside. */
export function isAbbreviatedOn(words: Words, index: number): boolean {
  const text = (at: number): string => words.text.slice(words.list[at]?.start, words.list[at]?.end);
  return (
    /^, ?$/.test(gap(words, index)) &&
    /^[A-ZĐ]{1,4}&[A-ZĐ]{1,4}$/u.test(text(index)) &&
    /^[A-ZĐ]{1,4}$/u.test(text(index - 1))
  );
}

/** "Phòng Tài chính - Kế hoạch", "Phòng Tổ chức – Hành chính": two fields joined by a dash name one section. */
export function joinedField(words: Words, index: number, head: string): number {
  const second = words.list[index];
  if (
    !/^(?:phong|ban|chi cuc|trung tam|cong chuc|can bo)$/.test(head) ||
    !/^\s?[-–]\s?$/.test(gap(words, index))
  )
    return index;
  if (second?.capital !== true || opensUnit(words, index)) return index;
  const field = after(words, index, fields);
  if (field > index) return field;
  if (isVerbAt(words, index)) return index;
  let at = index + 1;
  while (
    at < index + 4 &&
    gap(words, at) === ' ' &&
    words.list[at]?.capital === false &&
    !isVerbAt(words, at)
  )
    at += 1;
  return at;
}

/** Words before a verb that say how, and belong to no name. */
const manners =
  /^(?:nhanh|chưa|luôn|cũng|vẫn|còn|chỉ|hãy|nên|rất|khẩn|kịp|thường|và|hay|nhưng|đồng|riêng|ngoài|hiện|nay|đầu|cuối|giữa|quý|tháng|năm|lần|đợt)$/u;

/**
 * What goes on behind a field: "Ban Kiểm tra nội bộ lưu …", "Ban Tuyên giáo và Nữ công chuẩn bị …". Only sections and
 * boards are named so, and only where a verb shows that the name is over; the index after it, or `index`.
 */
export function goneOn(words: Words, index: number, head: string): number {
  if (!/^(?:phong|ban|to|bo phan|tieu ban|vu)$/.test(head) || gap(words, index) !== ' ') return index;
  const isJoined = words.list[index]?.lower === 'và';
  const from = isJoined ? index + 1 : index;
  if (isJoined && (words.list[from]?.capital !== true || opensUnit(words, from))) return index;
  for (let at = from; at <= from + 3; at += 1) {
    const word = words.list[at];
    if (at > from && (word === undefined || gap(words, at) !== ' ' || isVerbAt(words, at))) {
      const isOver = word === undefined ? closes(words, at) : isVerbAt(words, at) || closes(words, at);
      return isJoined || isOver ? at : index;
    }
    if (word === undefined || manners.test(word.lower) || isVerbAt(words, at) || /\d/.test(word.lower))
      return index;
    if (word.capital !== (isJoined && at === from) || opensUnit(words, at)) return index;
  }
  return index;
}

/** Whether a bracket or a comma stands right before word `at`. */
function closes(words: Words, at: number): boolean {
  const end = words.list[at - 1]?.end ?? 0;
  return /^\s?[),;:]/.test(words.text.slice(end, end + 2));
}

/** Whether a capital noun begins the name of one body ("Cục Thuế") and is not itself one of the nouns ("các Vụ, Cục, …"). */
export function opensName(words: Words, index: number): boolean {
  const head = words.list[index]?.capital === true ? headLength(words, index) : 0;
  if (head === 0) return false;
  const next = index + head;
  return (
    gap(words, next) === ' ' && (words.list[next]?.capital === true || after(words, next, fields) > next)
  );
}

/** "các chi, đảng bộ": the noun is said once for both. */
export function isBranch(words: Words, index: number): boolean {
  return (
    words.list[index]?.lower === 'chi' &&
    /^(?:, |\/)$/.test(gap(words, index + 1)) &&
    words.list[index + 1]?.lower === 'đảng'
  );
}

/** Whether another noun of the same collective opens at `index`. */
export function continues(words: Words, index: number): boolean {
  let from = index;
  if (words.list[from]?.folded === 'cac') from += 1;
  const person = longest(words, from, personHeads, 4);
  if (person > 0 && words.list[from]?.capital !== true) return true;
  return longestNoun(words, from, collectiveNouns, 5) > 0 && !opensName(words, from);
}

/** "Các đơn vị được giao nhiệm vụ", "những cơ quan đã có trang thông tin điện tử phải …": which of them are meant. */
export function relativeEnd(words: Words, index: number): number {
  const end = words.list[index - 1]?.end ?? 0;
  const rest = words.text.slice(end, end + 160);
  const told =
    /^\sđược\s(?:(?:giao|phân giao)\snhiệm vụ|(?:giao\s)?phân công(?:\snhiệm vụ)?|giao\s(?:chủ trì|phụ trách))(?:\s(?:chủ trì|thực hiện))?(?:\stại\s(?:mục|phụ lục|điều|khoản|điểm|phần)\s[\p{L}\d.]{1,6})?(?=[\s,:])/iu.exec(
      rest,
    );
  const having = /^\s(?:đã|chưa)\s[^,.;:()]{4,80}?(?=\s(?:phải|cần|có trách nhiệm)\s)/iu.exec(rest);
  const being =
    /^\slà\s(?:tổ chức|hộ gia đình|cá nhân|doanh nghiệp|cộng đồng dân cư|đảng viên|đối tượng(?:\s(?:được\s)?(?:kiểm tra|giám sát|thanh tra))?)(?:(?:,\s|\svà\s)(?:tổ chức|hộ gia đình|cá nhân|doanh nghiệp|cộng đồng dân cư)){0,4}(?=[\s,:(])/iu.exec(
      rest,
    );
  const length = (told ?? having ?? being)?.[0].length ?? 0;
  return length === 0 ? whereEnd(words, index, rest) : wordAt(words, end + length);
}

/** What only some of many have: "(UBND các xã) nơi có dự án", "có rừng", "có tuyến đường đi qua", up to what they do. */
const where =
  /^\s(?:nơi\s(?:có|xảy ra|tổ chức|đặt)|có)\s(?:dự án|công trình|tuyến|rừng|biển|đê|sông|hồ|mỏ|di tích|lễ hội|làng nghề|trụ sở|khu công nghiệp|cụm công nghiệp|đồng bào|ổ dịch|dịch|diện tích)(?=\s)/iu;

/** The index of the verb behind such a clause, or `index` where none follows within a few words. */
function whereEnd(words: Words, index: number, rest: string): number {
  const head = where.exec(rest);
  if (head === null) return index;
  const from = wordAt(words, (words.list[index - 1]?.end ?? 0) + head[0].length);
  for (let at = from; at <= from + 6; at += 1) {
    if (gap(words, at) !== ' ') return at;
    if (isVerbAt(words, at) && words.list[at]?.folded !== 'qua') return at;
  }
  return index;
}

/** Nouns a few small words may qualify: "các tổ chức chính trị - xã hội", "ngành Giáo dục và đào tạo, Y tế". */
export const openNouns =
  /^(chu dap|chu ho|chu co so|to chuc|co quan|don vi|doanh nghiep|thanh vien|nganh|truong|co so|cap|hoi|phong|trung tam|benh vien|vien|bo phan|chu dau tu|nha truong|ban quan ly)$/;

/** "tiểu học", "THCS", "và THPT" after a comma, "và" or a name of a level before. */
function isSchoolLevel(words: Words, index: number): boolean {
  const joint = gap(words, index);
  const isAnd = joint === ' ' && words.list[index]?.folded === 'va';
  const at = isAnd ? index + 1 : index;
  return (
    (isAnd || joint === ', ') &&
    /^(?:tieu hoc|trung hoc|mam non|mau giao|cao dang|dai hoc|pho thong|lien cap|th|thcs|thpt|ptdtbt|ptdtnt)(?:\s|$)/.test(
      pair(words, at),
    )
  );
}

/** Index after the small words that qualify such a noun. */
export function openEnd(words: Words, index: number, noun: string): number {
  let at = index;
  for (let count = 0; count < 10; count += 1) {
    const word = words.list[at];
    if (word?.folded === 'thuoc' && words.list[at + 1]?.capital === true) break;
    // "các tổ chức chính trị - xã hội"
    if (word?.capital === false && gap(words, at) === ' - ' && count > 0 && !isVerbAt(words, at)) {
      at += 1;
      continue;
    }
    // "các trường mầm non, tiểu học, THCS": the noun is said once for all levels.
    if (noun === 'truong' && isSchoolLevel(words, at)) {
      at += words.list[at]?.folded === 'va' ? 2 : 1;
      continue;
    }
    if (word === undefined || gap(words, at) !== ' ') {
      // "ngành Giáo dục và đào tạo, Y tế, Nông nghiệp": a list of fields after "các ngành".
      if (
        noun === 'nganh' &&
        count > 0 &&
        gap(words, at) === ', ' &&
        word?.capital === true &&
        !opensUnit(words, at)
      ) {
        at += 1;
        continue;
      }
      break;
    }
    if (isVerbAt(words, at) || opensUnit(words, at)) {
      const verb = `${word.folded} ${words.list[at + 1]?.folded ?? ''}`;
      if (!(verb === 'tham gia' && noun === 'to chuc') && !(noun === 'to chuc' && word.folded === 'cac'))
        break;
      at += word.folded === 'cac' ? 1 : 2;
      continue;
    }
    const goesOn =
      /^(?:doanh nghiep|to chuc|co so)$/.test(noun) && !isVerbAt(words, at + 1) && !opensUnit(words, at + 1);
    if (word.folded === 'va' && words.list[at + 1]?.capital !== true && noun !== 'nganh' && !goesOn) break;
    at += 1;
  }
  return at;
}

/** What a board manages, after "các": "khu công nghiệp", "dự án đầu tư xây dựng"; the index after it, or `index`. */
export function managedEnd(words: Words, index: number): number {
  const known = [
    'khu cong nghiep va khu kinh te',
    'kcn',
    'kkt',
    'khu kinh te va khu cong nghiep',
    'khu cong nghiep',
    'khu kinh te',
    'khu che xuat',
    'cum cong nghiep',
    'du an dau tu xay dung',
    'du an',
    'di tich',
    'cho',
  ];
  return after(words, index, known);
}

/** Heads whose names run on in small letters: "Trung tâm Phục vụ hành chính công phường". */
const longNames =
  /^(?:quy ho tro|quy dau tu|quy bao ve|trung tam|ban quan ly|truong|vien|cong ty|quy|chi cuc|phong|vu|cuc|ban qlda|hoi dong)$/;

/** Verbs that stand inside such names: "Quỹ Hỗ trợ phát triển HTX", "Trung tâm Dịch vụ việc làm". */
const nameVerbs =
  /^(?:phat trien|ho tro|bao ve|dau tu|quan ly|kiem soat|khai thac|dao tao|boi duong|phuc vu|kiem dinh|giam dinh|phong chong)$/;

/** What a council is for stands right after its head: "Hội đồng thẩm định giá đất tỉnh". */
const councilVerbs = /^(?:tham dinh|tu van|xet duyet|xet chon|xet tang|danh gia|nghiem thu)$/;

/** Whether a head opens such a name. */
export function isLongName(head: string): boolean {
  return longNames.test(head);
}

/** Whether a verb at `at` is part of a long name whose words after the head begin at `first`. */
export function isVerbOfName(words: Words, at: number, first: number): boolean {
  const isOfName =
    nameVerbs.test(pair(words, at)) ||
    pair(words, at - 2) + pair(words, at) === 'dau tuxay dung' ||
    (at === first && councilVerbs.test(pair(words, at)));
  return isOfName && !/^(?:chu tri|phoi hop)$/.test(pair(words, at + 2));
}
