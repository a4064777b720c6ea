/**
 * Reads who a clause addresses: at its head, after an adverbial or a label, by an order, in a closing bracket.
 * Positions are UTF-16 in the paragraph; where clauses begin and end is `clauses.ts`.
 */
import { fold } from '../domain/text.js';
import type { UnitMention, Words } from '../domain/unit-mention.js';
import { isVerbAt, mentionsAt, wordAt } from '../domain/unit-mention.js';
import { type Guess, guessedAt } from './guess.js';
import { roleAt } from './role.js';
import { bareAt, none, type Subject } from './subject-shape.js';

const orderWords =
  /^(?:giao nhiem vu cho|giao cho|giao|yeu cau|de nghi|phan cong|chi thi|uy quyen cho|kinh de nghi|tran trong de nghi)$/;
const adverbial =
  /^(?:tren co so|can cu|thuc hien|theo|de|nham|trong|dinh ky|hang|hoang|hang nam|hang quy|hang thang|moi|sau|khi|truoc|quy|qui|thang|nam|den|tu|ngay|doi voi|dong thoi|ngoai ra|ngoai|qua|cung voi|tai|truong hop|cham nhat|muon nhat|giua|cuoi|dau|vao|ben canh|cac nam|nhung nam|tiep tuc|trien khai|can|tuy|rieng|neu|hoan thanh|dot|lan|tuan|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|\d)/;

/** Whether a word stands at `index` that orders, and how many words it has. */
function orderAt(words: Words, index: number): number {
  const here = words.list[index];
  // "Giáo viên" folded begins like "giao".
  if (here?.folded === 'giao' && here.lower !== 'giao') return 0;
  for (let count = 4; count >= 1; count -= 1) {
    const phrase = words.list
      .slice(index, index + count)
      .map((word) => word.folded)
      .join(' ');
    if (orderWords.test(phrase)) return count;
  }
  return 0;
}

/** "(UBND huyện) yêu cầu một số nội dung sau:" orders what follows and is no order itself; whom, the letter's head tells. */
const announcesOrders =
  /^(?:yêu cầu|đề nghị|chỉ thị|chỉ đạo)(?:\s(?:thực hiện|triển khai|tập trung|tổ chức|một số|các|những|nội dung|nhiệm vụ|công việc|việc|như|sau|đây|cụ thể)){0,10}\s?:/iu;

/** Reads "[X yêu cầu] A, B và C [theo chức năng …] [chủ trì,] [phối hợp với D]" at a word; null when no unit opens there. */
function subjectAt(words: Words, from: number, end: number): Subject | null {
  const order = orderAt(words, from);
  let list = mentionsAt(words, from + order);
  let ordered = order > 0 && list.mentions.length > 0;
  if (list.mentions.length === 0) return null;
  const second = orderAt(words, list.next);
  if (!ordered && second > 0 && words.list[list.next]?.folded !== 'chi') {
    const addressed = mentionsAt(words, list.next + second);
    if (addressed.mentions.length > 0) {
      list = addressed;
      ordered = true;
    } else if (announcesOrders.test(words.text.slice(words.list[list.next]?.start ?? end, end))) return null;
  }
  const named = list.mentions.at(-1);
  if (named === undefined || named.end > end) return null;
  const colon = /^[\s,][^:.;()]{0,60}:/u.exec(words.text.slice(named.end, end));
  const last = colon === null ? named : withNameEnd(words, named, named.end + colon[0].length - 1);
  list.mentions[list.mentions.length - 1] = last;
  let action = last.end;
  // "Cục Thống kê - Thường trực Ban Chỉ đạo - tổng hợp …": what the body is besides stands between it and what it does.
  const aside = words.list[list.next - 1]?.end ?? last.end;
  if (named === last && aside > last.end && aside <= end)
    action = aside + (/^\s?[-–]\s/.exec(words.text.slice(aside, end))?.[0].length ?? 0);
  const rest = words.text.slice(action, end);
  // A bracket or "theo chức năng, nhiệm vụ, địa bàn" qualifies the unit and is no action.
  const skip =
    /^(?:\s?\([^()]{0,160}\))?(?:[\s,]{0,3}theo nhiệm vụ được (?:phân công|giao)|[\s,]{0,3}(?:theo|căn cứ|trên cơ sở)\s(?:vào\s)?chức năng(?:[\s,]{1,3}(?:và\s)?(?:nhiệm vụ|quyền hạn|địa bàn|lĩnh vực|chuyên môn|được giao|quản lý|phụ trách|của mình)){0,8})?[\s,:]{0,3}/iu.exec(
      rest,
    );
  action += skip?.[0].length ?? 0;
  const together = coordinationAt(words, action, end);
  return { lead: list.mentions, coordinating: together.units, action: together.next, ordered };
}

/**
 * "Phòng Công chức, viên chức:": where a name stands alone before a colon or on its own line, the words up to there
 * belong to it, unless one of them is a verb or names somebody else.
 */
export function withNameEnd(words: Words, named: UnitMention, end: number): UnitMention {
  let index = wordAt(words, named.end);
  for (let count = 0; count < 9; count += 1, index += 1) {
    const word = words.list[index];
    if (word === undefined || word.start >= end) break;
    if (isVerbAt(words, index) || mentionsAt(words, index).mentions.length > 0 || /\d/.test(word.lower))
      return named;
  }
  const last = words.list[index - 1];
  const ends = words.list[index] === undefined || (words.list[index]?.start ?? 0) >= end;
  if (!ends || last === undefined || last.end <= named.end) return named;
  return { ...named, text: words.text.slice(named.start, last.end), end: last.end };
}

/** Reads "[là cơ quan] [chủ trì,] phối hợp [chặt chẽ] [với] A, B và C" at a position. */
export function coordinationAt(
  words: Words,
  position: number,
  end: number,
): { units: UnitMention[]; next: number } {
  const head =
    /^[\s,:]{0,3}(?:là (?:cơ quan|đơn vị) )?(?:(?:làm )?chủ trì[\s,]{0,3})?(?:và\s)?(?:chủ động[\s,]{0,3})?(?:và\s)?phối hợp[\s,]{1,3}(?:chặt chẽ[\s,]{1,3})?(?:thực hiện[\s,]{1,3})?(?:cùng với\s|cùng\s|với\s)?/iu.exec(
      words.text.slice(position, Math.min(end, position + 90)),
    );
  if (head === null) {
    const alone = /^[\s,:]{0,3}(?:là (?:cơ quan|đơn vị) )?(?:(?:làm )?chủ trì(?:[\s,]{1,3}|$))/iu.exec(
      words.text.slice(position, Math.min(end, position + 60)),
    );
    return { units: [], next: position + (alone?.[0].length ?? 0) };
  }
  const list = mentionsAt(words, wordAt(words, position + head[0].length));
  const first = list.mentions[0];
  const last = list.mentions.at(-1);
  const opens = words.list[wordAt(words, position + head[0].length)]?.start;
  if (first === undefined || last === undefined || first.start !== opens || last.end > end)
    return { units: [], next: position };
  return { units: list.mentions, next: last.end };
}

/** Whether what follows a comma begins with what is to be done: then no later comma introduces who does it. */
function opensVerb(words: Words, position: number): boolean {
  const index = wordAt(words, position);
  // "Hằng tuần, vào chiều thứ Sáu, phòng A …": a further word of time is no action.
  const isJoint =
    /^(?:vào|trong|trước|sau|từ|đến|tại|theo|khi|nếu|để|ngay|chậm|hằng|hàng|mỗi|trên|với|cùng)$/u;
  return isVerbAt(words, index) && !isJoint.test(words.list[index]?.lower ?? '');
}

/** Number of words before a unit that only say its duties follow: "Trách nhiệm của", "Nhiệm vụ của", "Đối với". */
function duties(words: Words, index: number): number {
  for (let count = 4; count >= 2; count -= 1) {
    const phrase = words.list
      .slice(index, index + count)
      .map((word) => word.folded)
      .join(' ');
    if (/^(?:trach nhiem cua|nhiem vu cua|phan cong cho|nhiem vu cu the cua|ve phia|doi voi)$/.test(phrase))
      return count;
  }
  return 0;
}

/** "Đồng chí A chỉ đạo Vụ B chủ trì, phối hợp với …": who is made to lead answers for it; null when nobody is. */
function toldToLead(words: Words, start: number, end: number): Subject | null {
  for (const match of words.text
    .slice(start, Math.min(end, start + 400))
    .matchAll(/(?:chỉ đạo|giao|phân công)\s/giu)) {
    const told = subjectAt(words, wordAt(words, start + match.index + match[0].length), end);
    if (told !== null && /chủ trì/iu.test(words.text.slice(told.lead.at(-1)?.end ?? 0, told.action)))
      return told;
  }
  return null;
}

/** "Cấp cơ sở và cấp trên trực tiếp: các huyện ủy tổ chức …": a level heads the clause, its bodies act; null when not so. */
function ofLevel(words: Words, direct: Subject, end: number): Subject | null {
  const named = direct.lead.at(-1);
  if (named === undefined || !/^(?:ở\s)?cấp\s/iu.test(direct.lead[0]?.text ?? '')) return null;
  const colon = /^[^:.;()]{0,60}:\s*/u.exec(words.text.slice(named.end, end));
  return colon === null ? null : subjectAt(words, wordAt(words, named.end + colon[0].length), end);
}

/** Finds the subject of a clause: at its head, after an adverbial, or after a label and a colon. */
export function subjectOf(words: Words, start: number, end: number): Subject {
  let first = wordAt(words, start);
  while (
    ['dong', 'va', 'thoi', 'rieng'].includes(words.list[first]?.folded ?? '') &&
    (words.list[first]?.start ?? end) < end
  ) {
    if (words.list[first]?.folded === 'dong' && words.list[first + 1]?.folded !== 'thoi') break;
    first += 1;
  }
  const direct = subjectAt(words, first + duties(words, first), end);
  if (direct !== null) {
    const isPerson = direct.lead.every((one) => one.person === true);
    return (isPerson ? toldToLead(words, start, end) : null) ?? ofLevel(words, direct, end) ?? direct;
  }
  const text = words.text.slice(start, end);
  const bracket = /\(([^()]{4,200})\)/u.exec(text.slice(0, 1200));
  const head = fold(text.slice(0, 60));
  const tries: number[] = [];
  const limit = Math.min(text.length, 900);
  let depth = 0;
  for (let at = 0; at < limit && tries.length < 14; at += 1) {
    const sign = text.charAt(at);
    if (sign === '(') depth += 1;
    else if (sign === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0 && sign === ';') break;
    else if (depth === 0 && sign === ':' && at < 160) tries.push(start + at + 1);
    else if (depth === 0 && sign === ',' && tries.length > 0 && opensVerb(words, tries.at(-1) ?? 0)) break;
    else if (
      depth === 0 &&
      sign === ',' &&
      (adverbial.test(head) || orderAt(words, wordAt(words, start + at + 1)) > 0)
    )
      tries.push(start + at + 1);
  }
  // "Hàng năm các đơn vị …": an adverbial without its comma.
  const adverb =
    /^(?:định kỳ(?: hàng| hằng)?(?: năm| tháng| quý| tuần)?|hàng năm|hằng năm|hàng tháng|hằng tháng|hàng quý|hằng quý|đồng thời|ngoài ra)[\s,]\s?/iu.exec(
      text.trimStart(),
    );
  if (adverb !== null) tries.unshift(start + (text.length - text.trimStart().length) + adverb[0].length);
  // "trước ngày 20/4/2023 các xã ban hành …": a day that opens the clause without a comma after it.
  const day =
    /^\s*(?:và\s|đồng thời\s)?(?:trước|chậm nhất|muộn nhất|vào|trong|đến|hết|từ)\s(?:là\s|hết\s|lúc\s)?(?:ngày\s|tháng\s|quý\s)?(?:\d[\d/.-]*|[IVX]{1,3}(?:\/\d{4})?)(?:\s(?:tháng|năm)\s\d[\d/]*){0,2}\s/iu.exec(
      text,
    );
  if (day !== null) tries.unshift(start + day[0].length);
  for (const position of tries) {
    const index = wordAt(words, position);
    if ((words.list[index]?.start ?? end) >= end) continue;
    const found = subjectAt(words, index, end);
    if (found === null && words.text.charAt(position - 1) === ':') {
      // "Trong thời gian tiêm: trạm y tế báo cáo …, Trung tâm Y tế báo cáo …": the first of them acts.
      const small = bareAt(words, index) ?? officeAt(words, index, end);
      if (small !== null && small.action < end) return small;
    }
    // "tại địa phương, cơ quan, đơn vị": a noun inside an enumeration addresses nobody.
    const addressed = found?.lead[0]?.text ?? '';
    if (
      found === null ||
      !/^(?:\p{Lu}|các|những|toàn|mọi|tất|thủ|giám|chủ|lãnh|người|phòng)/u.test(addressed)
    )
      continue;
    const supported =
      found.coordinating.length > 0 || /chủ trì[\s,]*$/iu.test(text.slice(0, found.action - start));
    if (found.ordered || (found.action < end && (supported || actsAt(words, found.action)))) return found;
  }
  const told = toldToLead(words, start, end);
  if (told !== null) return told;
  // "Danh sách do Ban Tổ chức Tỉnh ủy lập, gửi …"
  const maker = /(?:^|[\s,(])do\s(?=\p{L})/u.exec(text.slice(0, 300));
  // "kể từ ngày nhận được danh sách do Phòng A chuyển đến": who sent what the work waits for.
  const isOther =
    /(?:(?:lý|nguyên nhân|trong)|(?:nhận|kể từ|sau khi|theo|căn cứ|cơ sở|ban hành|thành lập)(?:\s[^,;.]{0,80})?)\s$/u;
  // "Tham mưu tổ chức họp … do Chủ tịch UBND tỉnh chủ trì": whoever prepares a thing is not who heads it.
  const isPrepared = /^[\s*+\-–]*(?:tham mưu|tham dự|tham gia|phục vụ|dự họp|cử)\s/iu.test(text);
  if (maker !== null && !isPrepared && !isOther.test(text.slice(0, maker.index + 1))) {
    const index = wordAt(words, start + maker.index + maker[0].length);
    const made =
      words.list[index]?.capital === true ? subjectAt(words, index, end) : officeAt(words, index, end);
    if (made !== null && isVerbAt(words, wordAt(words, made.action))) return made;
  }
  // "(Sở A chịu trách nhiệm tổng hợp chung)": a bracket may name who answers for it.
  if (bracket?.[1] !== undefined && /chịu trách nhiệm|chủ trì|đầu mối|thực hiện/u.test(bracket[1])) {
    const inside = subjectAt(
      words,
      wordAt(words, start + bracket.index),
      start + bracket.index + bracket[0].length,
    );
    if (inside !== null) return { ...inside, action: start };
  }
  for (const position of [words.list[first]?.start ?? start, ...tries]) {
    const bare = bareAt(words, wordAt(words, position));
    if (bare !== null && bare.action < end) {
      // "Bộ đề nghị các địa phương …": who is asked acts.
      const index = wordAt(words, bare.action);
      const asked = orderAt(words, index) > 0 ? subjectAt(words, index, end) : null;
      return asked ?? bare;
    }
    const office = officeAt(words, wordAt(words, position), end);
    if (office !== null) return office;
  }
  for (const position of [words.list[first]?.start ?? start, ...tries.slice(0, 2)]) {
    const guess = guessedAt(words, wordAt(words, position), end);
    if (guess !== null && guess.action < end) return fromGuess(words, guess, end);
  }
  return none(start);
}

/** Who acts by office, as a subject. */
function officeAt(words: Words, index: number, end: number): Subject | null {
  const role = roleAt(words, index, end);
  return role === null ? null : fromGuess(words, role, end);
}

/** The subject a guessed name makes, with whom it works together. */
export function fromGuess(words: Words, { mention, action }: Guess, end: number): Subject {
  const together = coordinationAt(words, action, end);
  return { lead: [mention], coordinating: together.units, action: together.next, ordered: false };
}

/** Whether words at a position say that somebody acts. */
function actsAt(words: Words, position: number): boolean {
  const index = wordAt(words, position);
  return words.list[index] === undefined || isVerbAt(words, index) || isVerbAt(words, index + 1);
}
