/**
 * The words of a unit's name, ready to be compared, and the province a name ends with.
 * Which unit a name means is `unit-match.ts`; what names exist at all is `unit-catalogue.ts`.
 */
import { fold, foldSpace, normalize } from './text.js';

/** One word of a name. Abbreviations everyone uses (UBND) are already spelled out into several words. */
export interface Word {
  /** Folded: `uy`. */
  plain: string;
  /** Lower case with diacritics, the tone mark moved to the end so that "hoà" and "hòa" agree. */
  accented: string;
  /** Written in capitals only, at least two letters: perhaps an abbreviation. */
  isUpper: boolean;
  isCapitalized: boolean;
  /** Where the word starts and ends in the text given. */
  start: number;
  end: number;
}

/** A name taken apart. Keys are folded words joined by spaces, without "và", "các" and "của". */
export interface Reading {
  text: string;
  words: Word[];
  key: string;
  /** The key without the province's own name: "ubnd tinh x" becomes "uy ban nhan dan tinh". */
  placeless: string;
  /** The key without "tỉnh" or "tỉnh <name>" at its end; the same as `key` when there is none. */
  core: string;
  /** Folded name of the province at the end, if one is written. */
  place: string | null;
  /** Where the words of the province suffix begin in `text`, or null. */
  suffixStart: number | null;
  /** Whether anything was typed with diacritics; otherwise missing marks mean nothing. */
  isMarked: boolean;
}

/** Longest mention looked at; a name of a body never comes near. */
const maxLength = 400;

const spelledOut: ReadonlyMap<string, string> = new Map([
  ['ubnd', 'Ủy ban nhân dân'],
  ['hdnd', 'Hội đồng nhân dân'],
  ['mttq', 'Mặt trận Tổ quốc'],
  ['mttqvn', 'Mặt trận Tổ quốc Việt Nam'],
  ['ubmttq', 'Ủy ban Mặt trận Tổ quốc'],
  ['ubmttqvn', 'Ủy ban Mặt trận Tổ quốc Việt Nam'],
  ['tw', 'Trung ương'],
  ['tp', 'thành phố'],
  ['tx', 'thị xã'],
  ['htx', 'Hợp tác xã'],
  ['vn', 'Việt Nam'],
]);

const fillers = new Set(['va', 'cac', 'cua']);
const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g;

type Spelling = Omit<Word, 'start' | 'end'>;

/** Vietnamese has some thousands of syllables, and names repeat them: each is folded once. */
const spellings = new Map<string, Spelling>();
const maxSpellings = 10_000;

function spellingOf(raw: string): Spelling {
  const known = spellings.get(raw);
  if (known) return known;
  const lower = raw.toLowerCase().normalize('NFD');
  const tones = lower.match(toneMarks) ?? [];
  const spelling = {
    plain: fold(raw),
    accented: lower.replace(toneMarks, '').normalize('NFC') + tones.join(''),
    isUpper: raw.length > 1 && raw === raw.toUpperCase() && raw !== raw.toLowerCase(),
    isCapitalized: raw[0] !== undefined && raw[0] !== raw[0].toLowerCase(),
  };
  if (spellings.size >= maxSpellings) spellings.clear();
  if (raw.length <= 20) spellings.set(raw, spelling);
  return spelling;
}

function wordOf(raw: string, start: number): Word {
  return wordAt(spellingOf(raw), start, start + raw.length);
}

/** Field by field: this runs for every word of a directory. */
function wordAt(spelling: Spelling, start: number, end: number): Word {
  const { plain, accented, isUpper, isCapitalized } = spelling;
  return { plain, accented, isUpper, isCapitalized, start, end };
}

/** The words of a text in order, common abbreviations spelled out, fillers kept. Positions refer to NFC text. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const found of normalize(text).matchAll(/[\p{L}\p{M}\d]+/gu)) {
    const word = wordOf(found[0], found.index);
    // "tu" is Tỉnh ủy only in capitals; "tp", "tw" are never anything else.
    const full = word.plain === 'tu' && found[0] === 'TU' ? 'Tỉnh ủy' : spelledOut.get(word.plain);
    if (full === undefined) words.push(word);
    else for (const part of full.split(' ')) words.push(wordAt(spellingOf(part), word.start, word.end));
  }
  return words;
}

/** Folded words joined by spaces, fillers dropped. */
export function keyOf(words: readonly Word[]): string {
  return comparable(words)
    .map((word) => word.plain)
    .join(' ');
}

/** The words that count: no fillers; "Việt Nam" after "Mặt trận Tổ quốc" is optional and dropped. */
export function comparable(words: readonly Word[]): Word[] {
  const kept = words.filter((word) => !fillers.has(word.plain));
  return kept.filter((word, i) => {
    const at = word.plain === 'viet' ? i : word.plain === 'nam' ? i - 1 : -1;
    if (at < 2 || kept[at]?.plain !== 'viet' || kept[at + 1]?.plain !== 'nam') return true;
    return !(kept[at - 1]?.plain === 'quoc' && kept[at - 2]?.plain === 'to');
  });
}

const localityNouns = new Set(['xa', 'phuong', 'huyen', 'quan', 'tran', 'khu', 'pho', 'thon']);

const cities = ['Hà Nội', 'Hồ Chí Minh', 'Hải Phòng', 'Đà Nẵng', 'Cần Thơ', 'Huế'];
const provinceList = `An Giang;Bà Rịa - Vũng Tàu;Bắc Giang;Bắc Kạn;Bạc Liêu;Bắc Ninh;Bến Tre;Bình Định;Bình Dương;Bình Phước
;Bình Thuận;Cà Mau;Cao Bằng;Đắk Lắk;Đắk Nông;Điện Biên;Đồng Nai;Đồng Tháp;Gia Lai;Hà Giang;Hà Nam;Hà Tĩnh
;Hải Dương;Hậu Giang;Hòa Bình;Hưng Yên;Khánh Hòa;Kiên Giang;Kon Tum;Lai Châu;Lâm Đồng;Lạng Sơn;Lào Cai
;Long An;Nam Định;Nghệ An;Ninh Bình;Ninh Thuận;Phú Thọ;Phú Yên;Quảng Bình;Quảng Nam;Quảng Ngãi;Quảng Ninh
;Quảng Trị;Sóc Trăng;Sơn La;Tây Ninh;Thái Bình;Thái Nguyên;Thanh Hóa;Thừa Thiên Huế;Tiền Giang;Trà Vinh
;Tuyên Quang;Vĩnh Long;Vĩnh Phúc;Yên Bái`;

/** Proper names of the provinces before and after 01/7/2025, by folded name. */
export const provinceNames: ReadonlyMap<string, string> = new Map([
  ...[...cities, ...provinceList.split(';').map((name) => name.trim())].map((name): [string, string] => [
    keyOf(wordsOf(name)),
    name,
  ]),
  ['hcm', 'Hồ Chí Minh'],
]);

/** Folded names of the provinces. */
export const provinces: ReadonlySet<string> = new Set(provinceNames.keys());

/** Folded names of the cities that are provinces of their own. */
export const centralCities: ReadonlySet<string> = new Set([...cities.map(fold), 'hcm']);

/** Bodies that exist at every level: "tỉnh" belongs to their name. */
const everyLevel = new Set([
  'uy ban nhan dan',
  'hoi dong nhan dan',
  'thuong truc hoi dong nhan dan',
  'van phong',
  'dang uy',
  'dang bo',
  'ban chap hanh dang bo',
  'ban chi dao',
]);

/**
 * Takes a name apart.
 * @param places folded names of provinces that may stand at the end; the real ones unless given.
 */
export function readName(text: string, places: ReadonlySet<string> = provinces): Reading {
  const clean = foldSpace(text).slice(0, maxLength);
  const words = wordsOf(clean);
  const counted = comparable(words);
  const key = counted.map((word) => word.plain).join(' ');
  const isMarked = clean !== '' && clean.toLowerCase() !== fold(clean);
  const suffix = suffixOf(counted, places);
  const base = { text: clean, words: counted, key, isMarked };
  if (!suffix) return { ...base, placeless: key, core: key, place: null, suffixStart: null };
  const before = counted.slice(0, suffix.at).map((word) => word.plain);
  const head = before.join(' ');
  const level = suffix.level === null ? [] : [suffix.level];
  return {
    ...base,
    placeless: suffix.place === null ? key : [...before, ...level].join(' '),
    core: everyLevel.has(head) && suffix.level !== null ? [...before, ...level].join(' ') : head,
    place: suffix.place,
    suffixStart: counted[suffix.at]?.start ?? null,
  };
}

interface Suffix {
  at: number;
  level: 'tinh' | 'thanh pho' | null;
  place: string | null;
}

/** Finds "tỉnh", "tỉnh X", "cấp tỉnh", "thành phố X" or a bare province name at the end of a name. */
function suffixOf(words: readonly Word[], places: ReadonlySet<string>): Suffix | null {
  const plain = words.map((word) => word.plain);
  const last = words.length - 1;
  if (last < 1) return null;
  if (isProvinceWord(words[last])) {
    return { at: plain[last - 1] === 'cap' ? last - 1 : last, level: 'tinh', place: null };
  }
  if (plain[last] === 'pho' && plain[last - 1] === 'thanh' && last >= 2) {
    return { at: last - 1, level: 'thanh pho', place: null };
  }
  for (let length = Math.min(4, last); length >= 1; length -= 1) {
    const at = words.length - length;
    const place = plain.slice(at).join(' ');
    const isKnown = places.has(place);
    if (at >= 2 && isProvinceWord(words[at - 1]) && !['uy', 'doan', 'hoi', 'lo'].includes(plain[at] ?? '')) {
      const isName = isKnown || words.slice(at).every((word) => word.isCapitalized);
      return isName ? { at: at - 1, level: 'tinh', place } : null;
    }
    if (!isKnown) continue;
    if (at >= 3 && plain[at - 1] === 'pho' && plain[at - 2] === 'thanh') {
      return { at: at - 2, level: 'thanh pho', place };
    }
    // The Youth Union bears a man's name, not the city's.
    if (place === 'ho chi minh') continue;
    if (isProvinceWord(words[at - 1]) || localityNouns.has(plain[at - 1] ?? '')) continue;
    return { at, level: null, place };
  }
  return null;
}

function isProvinceWord(word: Word | undefined): boolean {
  // "tính" is how scanners read "tỉnh"; "tình", "tĩnh" are other words.
  return word?.plain === 'tinh' && ['tinh', 'tinh\u0309', 'tinh\u0301'].includes(word.accented);
}

/** Edits (insert, delete, replace) between two strings, or `limit + 1` when there are more. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common += 1;
  let tail = 0;
  const room = Math.min(a.length, b.length) - common;
  while (tail < room && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return trimmedDistance(a.slice(common, a.length - tail), b.slice(common, b.length - tail), limit);
}

/** Wagner and Fischer's table, only within `limit` of the diagonal. */
function trimmedDistance(a: string, b: string, limit: number): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    for (let j = 1; j < from; j += 1) row.push(limit + 1);
    let best = i;
    for (let j = from; j <= to; j += 1) {
      const replace = (above[j - 1] ?? limit + 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = Math.min(replace, (above[j] ?? limit) + 1, (row[j - 1] ?? limit) + 1);
      row.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    above = row;
  }
  return Math.min(above[b.length] ?? limit + 1, limit + 1);
}
