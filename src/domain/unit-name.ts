/**
 * The full, correct name of a body from general knowledge: abbreviations spelled out, scanning slips mended.
 * It knows no directory; places and firms are kept as written.
 */
import { foldInPlace, foldSpace } from './text.js';
import { type KnownBody, knownBodies } from './unit-catalogue.js';
import { isClassMention, kindOfName } from './unit-kind.js';
import { classesIn, splitMentions } from './unit-list.js';
import { type Reading, type Word, readName, wordsOf } from './unit-text.js';
import type { UnitKind } from './unit.js';

/** A mention explained without a directory. `name` is null when it cannot be told. */
export interface FullName {
  name: string | null;
  kind: UnitKind | 'group' | 'cá nhân';
  /** The bodies an ambiguous abbreviation may stand for. */
  candidates: string[];
  /** Whether the body is one every province has, not merely a phrase spelled out. */
  isKnown: boolean;
}

const offices =
  /^(?:(?:cac )?(?:dong chi|ong|ba) )?(?:pho )?(?:(?:tong )?giam doc|thu truong|chu tich|bi thu|chanh an|vien truong|hieu truong|chu nhiem|chi huy truong|tu lenh|tong bien tap|nguoi dung dau|tap the lanh dao|lanh dao|(?:chi )?cuc truong|truong|chanh)(?: (?=so|ban|uy ban|ubnd|hdnd|hoi|van phong|vp|cong an|cuc|chi cuc|lien|doan|tinh|huyen|thi|thanh|dang|cong ty|tong|truong|benh vien|trung tam|thanh tra|bo|kho bac|ngan hang|bao|dai|toa an|tand|vien|vksnd|mat tran|ub|mttq|hiep hoi|to|phong|co quan|don vi|cac))/;
const plainPerson =
  /^(?:pho )?(?:truong (?:thon|ap|ban|to dan pho|khu pho|khu dan cu|ban cong tac mat tran)|to truong(?: to)? (?:dan pho|dan cu)|bi thu chi bo|ong|ba)(?: |$)/;

/** Removes the office a person holds: "Giám đốc Sở Y tế" → "Sở Y tế". Texts without an office come back as they are. */
export function withoutOffice(text: string): string {
  const clean = foldSpace(text);
  const found = offices.exec(foldInPlace(clean));
  return found ? clean.normalize('NFC').slice(found[0].length).trim() : clean;
}

/** Whether a mention is a person who stands for no unit ("trưởng thôn"). */
export function isPlainPerson(text: string): boolean {
  const plain = foldInPlace(foldSpace(text));
  if (/^(?:pho )?truong ban(?: |$)/.test(plain) && !plain.includes('cong tac mat tran')) return false;
  return plainPerson.test(plain);
}

/** Explains a mention from general knowledge alone. */
export function fullName(mention: string): FullName {
  const text = tidy(mention);
  if (wordsOf(text).length === 0) return { name: null, kind: 'đơn vị', candidates: [], isKnown: false };
  if (isPlainPerson(text)) {
    return { name: text[0] === undefined ? null : text, kind: 'cá nhân', candidates: [], isKnown: false };
  }
  const levelled = atEveryCommune(text);
  if (levelled !== null) return { ...singleName(levelled), isKnown: false };
  const parts = splitMentions(text);
  if (parts.length > 1) {
    const name = parts.map((part) => (isClassMention(part) ? groupName(part) : (singleName(part).name ?? part)));
    return { name: name.join('; '), kind: 'group', candidates: [], isKnown: false };
  }
  if (isClassMention(parts[0] ?? text)) return { name: groupName(parts[0] ?? text), kind: 'group', candidates: [], isKnown: false };
  return singleName(withoutOffice(parts[0] ?? text));
}

function tidy(text: string): string {
  return foldSpace(text.slice(0, 2000)).normalize('NFC').replace(/^[\s,;:.+*•–—-]+|[\s,;:.]+$/g, '');
}

/** "xã / phường / thị trấn" is one level of government: "cấp xã". Null for other texts. */
function atEveryCommune(text: string): string | null {
  const plain = foldInPlace(text);
  const slashed = / (?:xa|phuong|quan|huyen|thi xa)(?: ?\/ ?(?:xa|phuong|thi tran|dac khu|huyen|thi xa|thanh pho))+$/.exec(plain);
  if (slashed) {
    const level = /xa|phuong/.test(slashed[0].replaceAll('thi xa', '')) ? 'cấp xã' : 'cấp huyện';
    return `${text.slice(0, slashed.index).replace(/ các$/i, '')} ${level}`;
  }
  return /^(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan) cap (?:xa|huyen)$/.test(plain) ? text : null;
}

/** Name of one body. */
function singleName(text: string): FullName {
  const bracket = /^([^()]+?) ?\(([^()]+)\)$/.exec(text);
  if (bracket) {
    const [, outer = '', inner = ''] = bracket;
    const within = lookUp(readName(inner));
    const alone = singleName(outer);
    const isAbbreviation = wordsOf(inner).every((word) => word.isUpper) || within.body?.name === alone.name;
    if (isAbbreviation || /^(?:co quan|don vi|la |dau moi|chu tri|qua |thuong truc)/.test(foldInPlace(inner))) return alone.name !== null ? alone : singleName(inner);
    const innerName = singleName(inner).name ?? inner;
    const name = alone.name === null ? null : `${alone.name} (${innerName})`;
    return { name, kind: kindOfName(name ?? text), candidates: [], isKnown: false };
  }
  const reading = readName(text);
  const { body, several } = lookUp(reading);
  if (body) {
    const name = withSuffix(body, reading);
    return { name, kind: kindOfName(name), candidates: [], isKnown: true };
  }
  if (several.length > 1) return { name: null, kind: kindOfName(several[0] ?? text), candidates: several, isKnown: true };
  const name = spellOut(reading, text);
  return { name, kind: kindOfName(name ?? text), candidates: [], isKnown: false };
}

function lookUp(reading: Reading): { body: KnownBody | null; several: string[] } {
  const index = knownBodies();
  let items = index.named(placelessly(reading)).items;
  if (items.length === 0) items = index.abbreviated(reading);
  if (items.length === 0 && reading.place === null) items = index.similar(reading).items;
  const body = items.length === 1 ? (items[0] ?? null) : null;
  return { body, several: items.map((item) => item.name) };
}

/** Any province may end a known body's name, also one nobody heard of. */
function placelessly(reading: Reading): Reading {
  return { ...reading, place: null };
}

function withSuffix(body: KnownBody, reading: Reading): string {
  if (reading.suffixStart === null) return body.suffix === '' ? body.name : `${body.name} ${body.suffix}`;
  const written = reading.text
    .slice(reading.suffixStart)
    .replace(/^(?:TP\.?|T\.P\.?|Tp\.?)\s*/, 'thành phố ')
    .replace(/^t[iỉí]nh/i, 'tỉnh')
    .replace(/^thành phố(?= )/i, 'thành phố')
    .replace(/ HCM$/, ' Hồ Chí Minh');
  if (/^cấp tỉnh$/i.test(written) || written === '') return body.name;
  const of = /(?:^| )của $/.test(reading.text.slice(0, reading.suffixStart)) ? 'của ' : '';
  return `${body.name.replace(/ (?:tỉnh|thành phố)$/, '')} ${of}${written}`;
}

/** Phrases inside names, spelled as they should be; the first word list decides, the longest wins. */
const phrases: readonly string[] = `Ban Quản lý;Ban Chỉ đạo;Ban Chỉ huy;Ban Thường vụ;Ban Chấp hành;Ban Tổ chức
;Ban Giám đốc;Ban Dân tộc;Ban Thanh tra nhân dân;Ủy ban nhân dân;Hội đồng nhân dân;Mặt trận Tổ quốc
;Thường trực;Văn phòng;Tổ Biên tập;Tổ Công tác;Khu kinh tế;Khu công nghiệp;Khu chế xuất;Cụm công nghiệp
;Công ty Cổ phần;Tỉnh ủy;Thành ủy;Huyện ủy;Thị ủy;Đảng ủy;Đảng bộ;Tỉnh đoàn;Trung tâm;Chi cục;Đoàn đại biểu Quốc hội
;Thi đua - Khen thưởng;Khoa học và Công nghệ;Kế hoạch và Đầu tư;Tài nguyên và Môi trường;Nông nghiệp và Môi trường
;Nông nghiệp và Phát triển nông thôn;Giáo dục và Đào tạo;Lao động - Thương binh và Xã hội;Thông tin và Truyền thông
;Văn hóa, Thể thao và Du lịch;Giao thông vận tải;Phát thanh - Truyền hình;Hội Liên hiệp Phụ nữ;Hội Nông dân
;Hội Cựu chiến binh;Liên đoàn Lao động;Hội Chữ thập đỏ;Đoàn Thanh niên Cộng sản Hồ Chí Minh`
  .split(';')
  .map((phrase) => phrase.trim());

/** Abbreviations inside names. Longer names made of them are in the catalogue. */
const abbreviations: readonly [string, string][] = [
  ['UBND', 'Ủy ban nhân dân'],
  ['UB', 'Ủy ban'],
  ['HĐND', 'Hội đồng nhân dân'],
  ['UBMTTQVN', 'Ủy ban Mặt trận Tổ quốc Việt Nam'],
  ['UBMTTQ', 'Ủy ban Mặt trận Tổ quốc Việt Nam'],
  ['MTTQVN', 'Mặt trận Tổ quốc Việt Nam'],
  ['MTTQ', 'Mặt trận Tổ quốc Việt Nam'],
  ['BCĐ', 'Ban Chỉ đạo'],
  ['BCH', 'Ban Chấp hành'],
  ['BTV', 'Ban Thường vụ'],
  ['UVBTVTU', 'ủy viên Ban Thường vụ Tỉnh ủy'],
  ['UVBTV', 'ủy viên Ban Thường vụ'],
  ['BTVTU', 'Ban Thường vụ Tỉnh ủy'],
  ['BQL', 'Ban Quản lý'],
  ['QL', 'Quản lý'],
  ['VP', 'Văn phòng'],
  ['TU', 'Tỉnh ủy'],
  ['TW', 'Trung ương'],
  ['TP', 'thành phố'],
  ['TX', 'thị xã'],
  ['KKT', 'Khu kinh tế'],
  ['KCN', 'Khu công nghiệp'],
  ['KCX', 'Khu chế xuất'],
  ['CCN', 'Cụm công nghiệp'],
  ['HTX', 'Hợp tác xã'],
  ['LĐLĐ', 'Liên đoàn Lao động'],
  ['LHPN', 'Liên hiệp Phụ nữ'],
  ['CCB', 'Cựu chiến binh'],
  ['TĐKT', 'Thi đua - Khen thưởng'],
  ['KHCN', 'Khoa học và Công nghệ'],
  ['KHĐT', 'Kế hoạch và Đầu tư'],
  ['GDĐT', 'Giáo dục và Đào tạo'],
  ['TNMT', 'Tài nguyên và Môi trường'],
  ['NNPTNT', 'Nông nghiệp và Phát triển nông thôn'],
  ['PTNT', 'Phát triển nông thôn'],
  ['LĐTBXH', 'Lao động - Thương binh và Xã hội'],
  ['TBXH', 'Thương binh và Xã hội'],
  ['TTTT', 'Thông tin và Truyền thông'],
  ['GTVT', 'Giao thông vận tải'],
  ['VHTTDL', 'Văn hóa, Thể thao và Du lịch'],
  ['KTXH', 'kinh tế - xã hội'],
  ['CNTT', 'Công nghệ thông tin'],
  ['CĐS', 'chuyển đổi số'],
  ['CCHC', 'cải cách hành chính'],
  ['NTM', 'nông thôn mới'],
  ['GPMB', 'giải phóng mặt bằng'],
  ['ATTP', 'an toàn thực phẩm'],
  ['ATGT', 'an toàn giao thông'],
  ['PCTT', 'phòng, chống thiên tai'],
  ['TKCN', 'tìm kiếm cứu nạn'],
  ['PCCC', 'phòng cháy, chữa cháy'],
  ['BHXH', 'Bảo hiểm xã hội'],
  ['TNHH', 'TNHH'],
  ['MTV', 'MTV'],
  ['CP', 'Cổ phần'],
];

const heads =
  /^(?:so|ban|uy ban|hoi dong|van phong|cong an|cuc|chi cuc|tong cuc|hoi|lien doan|lien minh|lien hiep|hiep hoi|doan|tinh|thanh uy|huyen uy|thi uy|dang|thuong truc|cong ty|tong cong ty|tap doan|doanh nghiep|truong|benh vien|vien|hoc vien|trung tam|thanh tra|bo|kho bac|ngan hang|bao hiem|bao|toa an|thue|thong ke|hai quan|buu dien|dai|mat tran|phong|to|khu|xa|phuong|thi tran|huyen|thi xa|thanh pho|quan|dac khu|chi nhanh|chi bo|quy|nha|tram|hat|don|dien luc|tieu ban|cau lac bo|vuon|bao tang|thu vien|ngan|chinh phu|quoc hoi)(?: |$)/;

interface Phrase {
  words: string[];
  text: string;
}

const phraseTable = tableOf([
  ...phrases.map((text): Phrase => ({ words: wordsOf(text).map((word) => word.plain), text })),
]);
const abbreviationTable = new Map(abbreviations.map(([short, text]) => [foldInPlace(short), text]));

function tableOf(list: readonly Phrase[]): Map<string, Phrase[]> {
  const table = new Map<string, Phrase[]>();
  for (const phrase of [...list].sort((a, b) => b.words.length - a.words.length)) {
    const first = phrase.words[0] ?? '';
    table.set(first, [...(table.get(first) ?? []), phrase]);
  }
  return table;
}

/** Spells out a name nobody listed: known phrases and abbreviations corrected, the rest kept. Null without a known head. */
function spellOut(reading: Reading, given: string): string | null {
  const name = upperFirst(respell(deShout(given)));
  return heads.test(foldInPlace(name)) || kindOfName(reading.text) !== 'đơn vị' ? name : null;
}

/** Headings in capitals: each word lower case with a capital, class words of places small. */
function deShout(text: string): string {
  const words = wordsOf(text);
  if (words.length < 3 || text !== text.toUpperCase()) return text;
  return text
    .replace(/[\p{L}\p{M}\d]+/gu, (word) =>
      abbreviationTable.has(foldInPlace(word)) && word.length > 2 ? word : upperFirst(word.toLowerCase()),
    )
    .replace(/ (Xã|Phường|Huyện|Thị Xã|Thành Phố|Thị Trấn|Đặc Khu|Tỉnh|Quận|Và|Các)(?= )/g, (noun) => noun.toLowerCase());
}

function respell(text: string): string {
  const words = [...text.matchAll(/[\p{L}\p{M}\d]+/gu)].map((found) => ({
    raw: found[0],
    plain: foldInPlace(found[0]),
    start: found.index,
    end: found.index + found[0].length,
  }));
  let name = '';
  let from = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    // A place's own name is never respelled.
    const before = words[at - 1]?.plain;
    const isPlace = before !== undefined && /^(?:xa|phuong|huyen|quan)$/.test(before);
    const phrase = isPlace
      ? undefined
      : phraseTable.get(word.plain)?.find((one) => one.words.every((part, i) => words[at + i]?.plain === part));
    const short = abbreviationTable.get(joinedWith(words, at, text));
    const single = word.raw === word.raw.toUpperCase() && word.raw.length > 1 ? abbreviationTable.get(word.plain) : undefined;
    let last = at;
    let replacement: string | undefined;
    if (phrase) {
      replacement = phrase.text;
      last = at + phrase.words.length - 1;
    } else if (short !== undefined) {
      replacement = short;
      last = lastJoined(words, at, text);
    } else replacement = single ?? (/^KCNs$|^KCNS$/.test(word.raw) ? 'Khu công nghiệp' : undefined);
    if (replacement === undefined) continue;
    name += text.slice(from, word.start) + replacement;
    from = words[last]?.end ?? word.end;
    at = last;
    if (text[from] === '.' && text[from + 1] === ' ') from += 1;
  }
  const tail = name + text.slice(from);
  return tail
    .replace(/\s*&\s*/g, ' và ')
    .replace(/Mặt trận Tổ quốc Việt Nam Việt Nam/g, 'Mặt trận Tổ quốc Việt Nam')
    .replace(/Mặt trận Tổ quốc(?! Việt Nam)/g, 'Mặt trận Tổ quốc Việt Nam')
    .replace(/Cô phần|Cố phần/g, 'Cổ phần')
    .replace(/(^| )([Uu])ỷ (?=ban|viên)/g, (_, space: string, letter: string) => `${space}${letter === 'U' ? 'Ủ' : 'ủ'}y `)
    .replace(/\s+/g, ' ')
    .trim();
}

interface Piece {
  raw: string;
  plain: string;
  start: number;
  end: number;
}

/** Capital pieces glued by "&", "-" or "." from `at`: "KH&ĐT", "LĐ-TB&XH". */
function lastJoined(words: readonly Piece[], at: number, text: string): number {
  let last = at;
  while (last + 1 < words.length && last < at + 4) {
    const here = words[last];
    const next = words[last + 1];
    if (!here || !next || here.raw !== here.raw.toUpperCase() || next.raw !== next.raw.toUpperCase()) break;
    if (!/^\s?[&.-]\s?$/.test(text.slice(here.end, next.start))) break;
    last += 1;
  }
  return last;
}

function joinedWith(words: readonly Piece[], at: number, text: string): string {
  const last = lastJoined(words, at, text);
  if (last === at) return '';
  return words
    .slice(at, last + 1)
    .map((word) => word.plain)
    .join('');
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Correct wording of a collective: "Các sở, ban ngành" → "các sở, ban, ngành". */
function groupName(text: string): string {
  let name = respell(text.replace(/\s+/g, ' '))
    .replace(/^Các(?= )/i, 'các')
    .replace(/(^| )các đồng chí (?=ủy viên|bí thư|chủ tịch)/i, '$1các ')
    .replace(/ (tính)$/, ' tỉnh');
  const list = classesIn(name);
  if (!list) return name;
  name = lowerNouns(name, list.head === null);
  // Scanned and hurried lists lose commas between class nouns.
  name = name
    .replace(/(?<=^|[\s,])(sở|ban|ngành|thị xã|thành phố|huyện|xã|phường|thị trấn|quận) (?=(?:ban|ngành|thị xã|thành phố|huyện|xã|phường|thị trấn|đặc khu)(?:[\s,]|$))/g, '$1, ')
    .replace(/\s+,/g, ',');
  if (list.isCentral) name = name.replace(/Trung ương/g, 'trung ương');
  if (/^(?:các|mọi|toàn|tất|một) /i.test(name) || / các /.test(name)) return name;
  const head = list.head === null ? null : /^\S+(?: \S+){2,3}?(?= (?:quận|huyện|thị xã|thành phố|xã|phường|thị trấn))/.exec(name)?.[0];
  if (head === null || head === undefined) return /^(?:cấp|chính)/.test(name) || list.head !== null ? name : `các ${name}`;
  return `${head} các${name.slice(head.length)}`;
}

const nouns = /(?<![\p{L}])(Các|Sở|Ban|Bộ|Ngành|Đoàn thể|Huyện|Quận|Thị xã|Thành phố|Xã|Phường|Thị trấn|Đặc khu|Địa phương|Cơ quan|Đơn vị|Huyện ủy|Thị ủy|Thành ủy)(?![\p{L}])/giu;

function lowerNouns(text: string, isAll: boolean): string {
  return text.replace(nouns, (noun, _word: string, at: number) => (isAll || at > 0 ? noun.toLowerCase() : noun));
}

/** The words of a name; kept here so that callers need not know the reader. */
export function wordsOfName(name: string): Word[] {
  return wordsOf(name);
}
