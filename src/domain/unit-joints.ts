/**
 * What joins the parts of a name or a collective: commas inside abbreviations, dashes between fields, relative clauses.
 * Helpers of `unit-extent.ts`; none of them knows a whole name.
 */
import { headLength, opensUnit } from './unit-head.js';
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
  if (!/^(?:phong|ban|chi cuc|trung tam)$/.test(head) || !/^\s?[-–]\s?$/.test(gap(words, index)))
    return index;
  if (second?.capital !== true || opensUnit(words, index) || isVerbAt(words, index)) return index;
  const field = after(words, index, fields);
  if (field > index) return field;
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

/** Whether a capital noun begins the name of one body ("Cục Thuế") and is not itself one of the nouns ("các Vụ, Cục, …"). */
export function opensName(words: Words, index: number): boolean {
  const head = words.list[index]?.capital === true ? headLength(words, index) : 0;
  if (head === 0) return false;
  const next = index + head;
  return (
    gap(words, next) === ' ' && (words.list[next]?.capital === true || after(words, next, fields) > next)
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
  const having = /^\s(?:đã|chưa)\scó\s[^,.;:()]{4,80}?(?=\s(?:phải|cần|có trách nhiệm)\s)/iu.exec(rest);
  const being =
    /^\slà\s(?:tổ chức|hộ gia đình|cá nhân|doanh nghiệp|cộng đồng dân cư|đảng viên)(?:(?:,\s|\svà\s)(?:tổ chức|hộ gia đình|cá nhân|doanh nghiệp|cộng đồng dân cư)){0,4}(?=[\s,:(])/iu.exec(
      rest,
    );
  const length = (told ?? having ?? being)?.[0].length ?? 0;
  return length === 0 ? index : wordAt(words, end + length);
}
