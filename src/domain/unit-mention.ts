/**
 * Finds where organisations and collectives of them are named in a passage.
 * Only the extent of a mention; which unit of a directory it means is `unit-match.ts`.
 */
import { fold } from './text.js';
import { collective, type Extent, mention, named, type UnitMention } from './unit-extent.js';
import { pair } from './unit-head.js';
import { personHeads } from './unit-lexicon.js';
import { bareFieldAt, sharedListAt } from './unit-shared.js';
import type { Words } from './unit-words.js';
import { gap, isVerbAt, longest, wordsOf } from './unit-words.js';

export type { UnitMention } from './unit-extent.js';
export type { Words } from './unit-words.js';
export { isVerbAt, wordAt, wordsOf } from './unit-words.js';

/** Person of office and the unit or collective they head: "Chủ tịch UBND các huyện", "Thủ trưởng các sở". */
function person(words: Words, index: number): Extent | null {
  // "Trưởng các phòng, đơn vị thuộc Sở"
  const isOfMany = words.list[index]?.lower === 'trưởng' && words.list[index + 1]?.lower === 'các';
  let count = isOfMany ? 1 : longest(words, index, personHeads, 4);
  if (count === 0) return null;
  const first = words.list[index];
  // "Thủ trưởng, Lãnh đạo các đơn vị": two offices of the same bodies.
  const second = index + count + (words.list[index + count]?.folded === 'va' ? 1 : 0);
  if (/^(?:, | )$/.test(gap(words, index + count)) && second + 1 > index + count) {
    const more = longest(words, second, personHeads, 4);
    if (more > 0 && (gap(words, index + count) === ', ' || second > index + count))
      count = second + more - index;
  }
  const rest = collective(words, index + count) ?? named(words, index + count);
  const start = first?.start ?? 0;
  if (rest === null || gap(words, index + count) !== ' ')
    return namedPerson(words, index, count) ?? chief(words, index, count);
  return { ...rest, text: words.text.slice(start, rest.end), start };
}

/** "Phó Hiệu trưởng Nguyễn Minh Trí", "đồng chí Lê Văn An": somebody named with the office they hold. */
function namedPerson(words: Words, index: number, count: number): Extent | null {
  let at = index + count;
  while (
    at < index + count + 5 &&
    gap(words, at) === ' ' &&
    words.list[at]?.capital === true &&
    !isVerbAt(words, at)
  )
    at += 1;
  // "Trưởng khoa Nội, Trưởng khoa Nhi": what they head by one word, and the name is over.
  const isOver = gap(words, at) !== ' ' || isVerbAt(words, at);
  const least = isOver && pair(words, index) === 'truong khoa' ? 1 : 2;
  if (at - index - count < least) return null;
  // "BS Trưởng khoa Dược": a degree before the office belongs to the name.
  const hasDegree = gap(words, index) === ' ' && degrees.test(words.list[index - 1]?.folded ?? '');
  const start = words.list[hasDegree ? index - 1 : index]?.start ?? 0;
  const end = words.list[at - 1]?.end ?? start;
  return { text: words.text.slice(start, end), start, end, collective: false, person: true, next: at };
}

const degrees = /^(?:bs|bscki|bsckii|cki|ckii|ths|ts|pgs|gs|ds|dd|ks)$/;

const chiefs =
  /^(?:chanh (?:van phong|thanh tra)(?:, chanh (?:van phong|thanh tra))?|(?:pho )?hieu truong|giao vien chu nhiem)$/;

/** "Chánh Văn phòng, Chánh Thanh tra", "Hiệu trưởng": offices that name their body themselves. */
function chief(words: Words, index: number, count: number): Extent | null {
  const first = words.list[index];
  const last = words.list[index + count - 1];
  if (
    first?.capital !== true ||
    last === undefined ||
    !chiefs.test(words.folded.slice(first.start, last.end))
  )
    return null;
  const { start } = first;
  const next = inChargeEnd(words, index + count);
  const end = words.list[next - 1]?.end ?? last.end;
  return { text: words.text.slice(start, end), start, end, collective: false, person: true, next };
}

/** "Phó Hiệu trưởng phụ trách chuyên môn": what an office is in charge of, up to a sign; the index after it, or `index`. */
function inChargeEnd(words: Words, index: number): number {
  if (words.list[index]?.folded !== 'phu' || words.list[index + 1]?.folded !== 'trach') return index;
  for (let at = index + 2; at <= index + 6; at += 1) {
    const word = words.list[at];
    if (at > index + 2 && (word === undefined || !/^[ -]+$/.test(gap(words, at)) || isVerbAt(words, at)))
      return at;
    if (word === undefined || word.capital || isVerbAt(words, at)) return index;
  }
  return index;
}

/** "Cơ quan Ủy ban Kiểm tra Đảng ủy": the office of a body, named with it. */
function officeOf(words: Words, index: number): Extent | null {
  const here = words.list[index];
  if (here?.capital !== true || here.folded !== 'co' || words.list[index + 1]?.folded !== 'quan') return null;
  const rest = named(words, index + 2);
  if (rest === null || gap(words, index + 2) !== ' ') return null;
  return { ...rest, text: words.text.slice(here.start, rest.end), start: here.start };
}

/** The mention that opens exactly at word `index`, with the index of the word after it; null when none does. */
export function mentionAt(words: Words, index: number): Extent | null {
  if (words.list[index] === undefined) return null;
  return person(words, index) ?? officeOf(words, index) ?? collective(words, index) ?? named(words, index);
}

/** Mentions that open at one place; `underSo`: further names without their head may follow ("Sở Tài chính, Y tế và Nội vụ"). */
interface Named {
  mentions: UnitMention[];
  next: number;
  underSo: boolean;
}

/** One mention, or all names of a list under one head, that open at word `index`; null when none does. */
function namesAt(words: Words, index: number, underSo: boolean): Named | null {
  const shared = sharedListAt(words, index);
  if (shared !== null)
    return {
      mentions: shared.names.map(({ from, to }) => withoutNext(mention(words, from, to, false))),
      next: shared.next,
      underSo: shared.isFields,
    };
  const one = mentionAt(words, index);
  if (one !== null) {
    const isSo = /^(?:(?:giam doc|lanh dao) )?so\s/.test(fold(one.text)) && !one.collective;
    return { mentions: [withoutNext(one)], next: one.next, underSo: underSo || isSo };
  }
  const to = underSo ? bareFieldAt(words, index) : index;
  if (to === index) return null;
  return { mentions: [withoutNext(mention(words, index, to, false))], next: to, underSo };
}

function withoutNext({ text, start, end, collective: isCollective, person: isPerson }: Extent): UnitMention {
  const found = { text, start, end, collective: isCollective };
  return isPerson === true ? { ...found, person: true } : found;
}

/**
 * "(Cục Thống kê) - Thường trực Ban Chỉ đạo", "- cơ quan thường trực Ban Chỉ đạo 57 của tỉnh -": what the body before it is
 * besides, and nobody else; the index of the word after it, or `index`.
 */
function standingFor(words: Words, index: number): number {
  const isOffice = /^(?:co quan|don vi)$/.test(pair(words, index));
  const at = isOffice ? index + 2 : index;
  if (pair(words, at) !== 'thuong truc' || gap(words, at + 2) !== ' ') return index;
  const body = mentionAt(words, at + 2);
  if (body === null || !/^(?:ban chi dao|hoi dong|to )/.test(fold(body.text))) return index;
  let { next } = body;
  while (
    gap(words, next) === ' ' &&
    next < body.next + 4 &&
    /^(?:\d+|cua|tinh|huyen|cap)$/.test(words.list[next]?.folded ?? '')
  )
    next += 1;
  return next;
}

/** A list of mentions ("A, B và C; các D") that opens at word `index`, and the index of the word after it. */
export function mentionsAt(words: Words, index: number): { mentions: UnitMention[]; next: number } {
  const mentions: UnitMention[] = [];
  let at = index;
  let next = index;
  let underSo = false;
  for (let step = 0; step < 60; step += 1) {
    const found = namesAt(words, at, underSo);
    const one = found?.mentions.at(-1);
    if (found === null || one === undefined) break;
    mentions.push(...found.mentions);
    underSo = found.underSo;
    next = found.next;
    const here = words.list[next];
    if (here === undefined) break;
    const between = words.text.slice(one.end, here.start).replace(/[\s*]+/g, ' ');
    if (/^ $/.test(between) && ['va', 'cung', 'voi'].includes(here.folded)) at = next + 1;
    else if (/^ ?[,;] ?$/.test(between)) at = here.folded === 'va' ? next + 1 : next;
    else if (/^ ?[.;,]? ?[-+–] ?$/.test(between)) {
      const aside = /[.;,]/.test(between) ? next : standingFor(words, next);
      if (aside > next) {
        next = aside;
        break;
      }
      at = next;
    } else break;
  }
  return { mentions, next };
}

/** Every mention in a passage (NFC), in order, not overlapping. */
export function findUnitMentions(text: string): UnitMention[] {
  const words = wordsOf(text);
  const found: UnitMention[] = [];
  let at = 0;
  let underSo = false;
  while (at < words.list.length) {
    const previous = found.at(-1);
    const here = words.list[at];
    const isNext =
      previous !== undefined &&
      here !== undefined &&
      /^(?:\s?,\s?(?:và\s)?|\svà\s)$/u.test(words.text.slice(previous.end, here.start));
    const one = namesAt(words, at, isNext && underSo);
    if (one === null) {
      at += 1;
      continue;
    }
    found.push(...one.mentions);
    underSo = one.underSo;
    at = Math.max(one.next, at + 1);
  }
  return found;
}
