/**
 * The parts of a unit's name: the word that opens it, the levels and places that close it.
 * Helpers of `unit-mention.ts`, which puts them together.
 */
import {
  levelNouns,
  notHeads,
  personHeads,
  shortHeads,
  unitHeads,
  fields,
  verbPairs,
} from './unit-lexicon.js';
import type { Words } from './unit-words.js';
import { after, gap, isVerbAt, longest, longestNoun } from './unit-words.js';

/** Proper names and level words that may close a name: "tỉnh", "của tỉnh", "thành phố Vinh", "Trung ương". */
export function tail(words: Words, index: number): number {
  let at = index;
  for (let step = 0; step < 3; step += 1) {
    if (gap(words, at) !== ' ') return at;
    const two = `${words.list[at]?.folded ?? ''} ${words.list[at + 1]?.folded ?? ''}`;
    const one = words.list[at]?.folded ?? '';
    let taken = 0;
    if (
      [
        'trung uong',
        'thanh pho',
        'thi xa',
        'thi tran',
        'cap tinh',
        'cap huyen',
        'cap xa',
        'cac cap',
        'tuyen tinh',
        'tuyen huyen',
        'tuyen xa',
        'cua tinh',
        'viet nam',
        'quoc gia',
      ].includes(two)
    )
      taken = 2;
    else if (['tinh uy', 'thanh uy', 'huyen uy', 'thi uy', 'dang uy'].includes(two))
      taken = words.list[at]?.capital === true ? 2 : 0;
    else if (['tinh', 'huyen', 'xa', 'phuong', 'tw', 'tu'].includes(one) && !verbPairs.has(two)) taken = 1;
    else if (one === 'chi' && words.list[at + 1]?.folded === 'nhanh') taken = 2;
    if (taken === 0) break;
    at += taken;
    const name = at;
    while (gap(words, at) === ' ' && words.list[at]?.capital === true && isOfPlace(words, at, name)) at += 1;
  }
  while (
    gap(words, at) === ' ' &&
    words.list[at]?.capital === true &&
    !opensUnit(words, at) &&
    !isVerbAt(words, at)
  )
    at += 1;
  return at;
}

/**
 * Whether a capital word at `at` belongs to the name of a place that began at `from`: also one that elsewhere opens a
 * unit, as in "Hội An", "Trường Sơn", "Hải Phòng", "Tân Phong". What a field follows ("Phòng Nội vụ") is a unit after all.
 */
export function isOfPlace(words: Words, at: number, from: number): boolean {
  if (!opensUnit(words, at)) return true;
  const head = headLength(words, at);
  // "xã Liên Minh": a head of two syllables is written with one capital ("Liên minh Hợp tác xã").
  const isNamed = head === 2 && at === from && words.list[at + 1]?.capital === true;
  if ((head > 1 && !isNamed) || longest(words, at, personHeads, 4) > 1) return false;
  const behind = at + Math.max(head, 1);
  // "Trường tổ chức" acts, "Phòng Nội vụ" is a unit.
  const isField = words.list[behind]?.capital === true && after(words, behind, fields) > behind;
  if (gap(words, behind) === ' ' && isField) return false;
  if (isNamed) return true;
  const goesOn = gap(words, at + 1) === ' ' && words.list[at + 1]?.capital === true;
  // As the first syllable it needs a second one, as the second it ends the name.
  return at === from ? goesOn && !opensUnit(words, at + 1) : at === from + 1 && !goesOn;
}

/** Number of words of the head that opens a name at `index`; 0 when none does. */
export function headLength(words: Words, index: number): number {
  const word = words.list[index];
  if (word === undefined) return 0;
  // "phòng Lao động - Thương binh và Xã hội": the head small, its field in capitals.
  if (!word.capital && word.lower === 'phòng' && words.list[index + 1]?.capital === true)
    return after(words, index + 1, fields) > index + 1 ? 1 : 0;
  if (!word.capital) return 0;
  if (longest(words, index, notHeads, 3) > 0) return 0;
  const count = longest(words, index, unitHeads, 6);
  if (count === 0) return 0;
  const spelt = count === 1 ? shortHeads.get(word.folded) : undefined;
  // A scan may misread the head ("Sơ Tài chính"); a known field after it settles that.
  if (
    spelt !== undefined &&
    word.lower !== spelt &&
    word.lower !== word.folded &&
    (words.list[index + 1]?.capital !== true || after(words, index + 1, fields) === index + 1)
  )
    return 0;
  return count;
}

/** Whether a named unit or an office held by a person opens at `index`. */
export function opensUnit(words: Words, index: number): boolean {
  return headLength(words, index) > 0 || longest(words, index, personHeads, 4) > 0;
}

/** Bodies that exist at every level of government; a list of levels may follow them. */
export const ofLevels = new Set([
  'ubnd',
  'uy ban nhan dan',
  'hdnd',
  'hoi dong nhan dan',
  'dang uy',
  'mttq',
  'ban giam ngheo',
  'ubmttq',
]);

/** A list of levels after "UBND": "các huyện, thành phố Vinh", "quận, huyện, thị xã", "xã / phường". */
export function levels(words: Words, index: number): { next: number; collective: boolean } {
  let at = index;
  let count = 0;
  let plural = false;
  for (let step = 0; step < 12; step += 1) {
    let from = at;
    if (['cac', 'nhung'].includes(words.list[from]?.folded ?? '')) {
      plural = true;
      from += 1;
    }
    const known = longestNoun(words, from, levelNouns, 2);
    // "các huyện, thành, thị": cities and towns by their first syllable, in a row only.
    const isShort = known === 0 && count > 0 && /^(?:thành|thị)$/.test(words.list[from]?.lower ?? '');
    const taken = isShort ? 1 : known;
    if (taken === 0) break;
    at = from + taken;
    count += 1;
    at = placeEnd(words, at, plural);
    let ahead = at;
    if (words.list[ahead]?.folded === 'va') ahead += 1;
    const between = gap(words, at);
    if (![', ', ' ', ' / ', '/', ' - ', ','].includes(between)) break;
    const noun = ['cac', 'nhung'].includes(words.list[ahead]?.folded ?? '') ? ahead + 1 : ahead;
    const isShortNext =
      between === ', ' &&
      /^(?:thành|thị)$/.test(words.list[noun]?.lower ?? '') &&
      words.list[noun + 1]?.lower !== 'trấn';
    if (longestNoun(words, noun, levelNouns, 2) === 0 && !isShortNext) break;
    at = ahead;
  }
  return { next: at, collective: plural || count > 1 };
}

/** After the names of places: "Phan Rang - Tháp Chàm"; with `isMany` further ones after commas: "Lạc Dương, Đam Rông". */
function placeEnd(words: Words, index: number, isMany: boolean): number {
  let at = index;
  let name = index;
  for (;;) {
    const joint = gap(words, at);
    const isInside = joint === ' ' || (at > index && joint === ' - ');
    const isNext = isMany && at > index && joint === ', ';
    const isName =
      words.list[at]?.capital === true &&
      isOfPlace(words, at, isInside ? name : at) &&
      longestNoun(words, at, levelNouns, 2) === 0;
    const isNumber = isNumberOfPlace(words, at, index);
    if (!isNumber && (!isName || !(isInside || isNext))) return at;
    if (isNext) name = at;
    at += 1;
  }
}

/**
 * The number that tells apart communes made from one ("xã Bảo Lâm 1", since the mergers of 01/7/2025): one or two
 * figures after a name. A number with something to count ("02 mô hình", "3 ngày") carries a zero or a small word of
 * measure, and a date or a code goes on without a space.
 */
export function isNumberOfPlace(words: Words, at: number, from: number): boolean {
  const number = words.list[at];
  if (at === from || number === undefined || gap(words, at) !== ' ') return false;
  if (!/^[1-9]\d?$/.test(number.lower)) return false;
  const rest = words.text.slice(number.end, number.end + 12);
  return !/^(?:\s?%|[./-]?[\p{L}\d]|\s+(?:mô|ngày|tháng|tuần|năm|lần|buổi|lớp|cuộc|người|hộ|đơn|bản|bộ|điểm|tỷ|triệu|ha|km)(?!\p{L}))/u.test(
    rest,
  );
}

/** Two words folded, as one phrase. */
export function pair(words: Words, index: number): string {
  return `${words.list[index]?.folded ?? ''} ${words.list[index + 1]?.folded ?? ''}`;
}

/** Heads whose body is another unit's name: "Văn phòng UBND tỉnh", "Thường trực Tổ Biên tập". */
export function nests(head: string): boolean {
  return /^(van phong|thuong truc|thuong vu|ban can su dang|bcs|bcsd|ban thuong vu|ban chap hanh|dang doan|dang bo|chi bo|quy ho tro|quy dau tu|vp|dang uy|phong|trung tam|to|ban|thanh tra|doan chu tich|bo chi huy|bo tu lenh|ban quan ly|ban quan tri|chi cuc|cuc)$/.test(
    head,
  );
}
