/**
 * The full, correct name of a body from general knowledge: abbreviations spelled out, scanning slips mended.
 * It knows no directory; places and firms are kept as written.
 */
import { foldInPlace, foldSpace } from './text.js';
import { type KnownBody, knownBodies } from './unit-catalogue.js';
import { isClassMention, kindOfName } from './unit-kind.js';
import { classesIn } from './unit-class.js';
import { splitMentions } from './unit-list.js';
import { respell, upperFirst, withoutShouting } from './unit-spelling.js';
import { type Reading, provinceNames, readName, wordsOf } from './unit-text.js';
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
  /^(?:(?:cac )?(?:dong chi|d\/c|ong|ba) )?(?:pho )?(?:(?:tong )?giam doc|thu truong|chu tich|bi thu|chanh an|vien truong|hieu truong|chu nhiem|chi huy truong|tu lenh|tong bien tap|nguoi dung dau|tap the lanh dao|lanh dao|(?:chi )?cuc truong|truong|chanh)(?: (?=so|ban|uy ban|ubnd|hdnd|hoi|van phong|vp|cong an|cuc|chi cuc|lien|doan|tinh|huyen|thi|thanh|dang|cong ty|tong|truong|benh vien|trung tam|thanh tra|bo|kho bac|ngan hang|bao|dai|toa an|tand|vien|vksnd|mat tran|ub|mttq|hiep hoi|to|phong|co quan|don vi|cac))/;
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
    const name = parts.map((part) =>
      isClassMention(part) ? groupName(part) : (singleName(part).name ?? part),
    );
    return { name: name.join('; '), kind: 'group', candidates: [], isKnown: false };
  }
  if (isClassMention(parts[0] ?? text))
    return { name: groupName(parts[0] ?? text), kind: 'group', candidates: [], isKnown: false };
  return singleName(withoutOffice(parts[0] ?? text));
}

function tidy(text: string): string {
  return foldSpace(text.slice(0, 2000))
    .normalize('NFC')
    .replace(/^[\s,;:.+*•–—-]+|[\s,;:.]+$/g, '');
}

/** "xã / phường / thị trấn" is one level of government: "cấp xã". Null for other texts. */
function atEveryCommune(text: string): string | null {
  const plain = foldInPlace(text);
  const slashed =
    / (?:xa|phuong|quan|huyen|thi xa)(?: ?\/ ?(?:xa|phuong|thi tran|dac khu|huyen|thi xa|thanh pho))+$/.exec(
      plain,
    );
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
    if (isAbbreviation || /^(?:co quan|don vi|la |dau moi|chu tri|qua |thuong truc)/.test(foldInPlace(inner)))
      return alone.name !== null ? alone : singleName(inner);
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
  if (several.length > 1)
    return { name: null, kind: kindOfName(several[0] ?? text), candidates: several, isKnown: true };
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
  const written = reading.text.slice(reading.suffixStart);
  if (/^cấp tỉnh$/i.test(written)) return body.name;
  const level = /^(?:t[iỉí]nh(?= |$)|tp\.?(?=[ \p{L}]|$)|thành phố|thanh pho)\s*/iu.exec(written)?.[0] ?? '';
  const rest = written.slice(level.length);
  const place = (reading.place === null ? undefined : provinceNames.get(reading.place)) ?? rest;
  let noun = level.trim();
  if (/^t[iỉí]nh$/i.test(noun)) noun = 'tỉnh';
  else if (noun !== '' && (place !== '' || !/^thành phố$/i.test(noun))) noun = 'thành phố';
  const of = /(?:^| )của $/.test(reading.text.slice(0, reading.suffixStart)) ? 'của ' : '';
  return `${body.name.replace(/ (?:tỉnh|thành phố)$/, '')} ${of}${noun} ${place}`.replace(/ +/g, ' ').trim();
}

const heads =
  /^(?:so|ban|uy ban|hoi dong|van phong|cong an|cuc|chi cuc|tong cuc|hoi|lien doan|lien minh|lien hiep|hiep hoi|doan|tinh|thanh uy|huyen uy|thi uy|dang|thuong truc|cong ty|tong cong ty|tap doan|doanh nghiep|truong|benh vien|vien|hoc vien|trung tam|thanh tra|bo|kho bac|ngan hang|bao hiem|bao|toa an|thue|thong ke|hai quan|buu dien|dai|mat tran|phong|to|khu|xa|phuong|thi tran|huyen|thi xa|thanh pho|quan|dac khu|chi nhanh|chi bo|quy|nha|tram|hat|don|doi|cong thong tin|dien luc|tieu ban|cau lac bo|vuon|bao tang|thu vien|ngan|chinh phu|quoc hoi)(?: |$)/;

/** Spells out a name nobody listed: known phrases and abbreviations corrected, the rest kept. Null without a known head. */
function spellOut(reading: Reading, given: string): string | null {
  const name = upperFirst(respell(withoutShouting(given)));
  return heads.test(foldInPlace(name)) || kindOfName(reading.text) !== 'đơn vị' ? name : null;
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
    .replace(
      /(?<=^|[\s,])(sở|ban|ngành|thị xã|thành phố|huyện|xã|phường|thị trấn|quận) (?=(?:ban|ngành|thị xã|thành phố|huyện|xã|phường|thị trấn|đặc khu)(?:[\s,]|$))/g,
      '$1, ',
    )
    .replace(/\s+,/g, ',');
  if (list.isCentral) name = name.replace(/Trung ương/g, 'trung ương');
  if (/^(?:các|mọi|toàn|tất|một) /i.test(name) || / các /.test(name)) return name;
  const head =
    list.head === null
      ? null
      : /^\S+(?: \S+){2,3}?(?= (?:quận|huyện|thị xã|thành phố|xã|phường|thị trấn))/.exec(name)?.[0];
  if (head === null || head === undefined)
    return /^(?:cấp|chính)/.test(name) || list.head !== null ? name : `các ${name}`;
  return `${head} các${name.slice(head.length)}`;
}

const nouns =
  /(?<![\p{L}])(Các|Sở|Ban|Bộ|Ngành|Đoàn thể|Huyện|Quận|Thị xã|Thành phố|Xã|Phường|Thị trấn|Đặc khu|Địa phương|Cơ quan|Đơn vị|Huyện ủy|Thị ủy|Thành ủy)(?![\p{L}])/giu;

function lowerNouns(text: string, isAll: boolean): string {
  return text.replace(nouns, (noun, _word: string, at: number) =>
    isAll || at > 0 ? noun.toLowerCase() : noun,
  );
}
