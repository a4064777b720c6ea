/**
 * The class of a body by its name alone, and whether a mention names many bodies at once.
 * It knows no directory: which body is meant is `unit-match.ts`.
 */
import { foldInPlace, foldSpace } from './text.js';
import { classesIn } from './unit-class.js';
import { splitMentions } from './unit-list.js';
import { centralCities, keyOf, wordsOf } from './unit-text.js';
import type { UnitKind } from './unit.js';

const centralHead =
  /^(?:chinh phu|thu tuong|pho thu tuong|quoc hoi|chu tich nuoc|bo chinh tri|ban bi thu|van phong (?:chinh phu|quoc hoi|chu tich nuoc|trung uong)|thanh tra chinh phu|uy ban thuong vu quoc hoi|uy ban dan toc$|tong cuc|tong lien doan|kiem toan nha nuoc$|thong tan xa|bo (?!chi huy|tu lenh|doi))/;
const centralTail = / (?:trung uong|trung uong dang|toi cao)$/;
const nationalBody =
  /^(?:phong thuong mai|lien doan|hoi|hiep hoi|ngan hang nha nuoc|bao hiem xa hoi|dai|uy ban trung uong|trung uong|lien hiep|lien minh) .*viet nam$/;
const partyBody =
  /(?:^| )(?:tinh uy|thanh uy|huyen uy|thi uy|quan uy|dang uy|dang bo|chi bo|dang doan|ban can su dang|ban can su)(?: |$)|^(?:ban tuyen giao|ban dan van|ban noi chinh|uy ban kiem tra|ban thuong vu)(?: |$)/;
const association =
  /^(?:ban thuong vu |ban thuong truc |ban chap hanh )?(?:uy ban mat tran|mat tran|lien doan|cong doan|hoi (?!dong)|tinh doan|thanh doan|huyen doan|doan thanh nien|lien minh|lien hiep|hiep hoi|cau lac bo)/;
const vertical =
  /^(?:cong an|bo chi huy|bo tu lenh|bo doi|ban chi huy quan su|don bien phong|cuc|thue|thong ke|kho bac|hai quan|ngan hang nha nuoc|bao hiem xa hoi|toa an|vien kiem sat|thi hanh an|quan ly thi truong|kiem toan|canh sat|chi cuc (?:thue|thong ke|hai quan|quan ly thi truong|thi hanh an|du tru))(?: |$)/;
const board =
  /^(?:ban|van phong|thanh tra|to (?:bien tap|cong tac|giup viec|tu van|thu ky|chi dao|truong)|thuong truc (?:ban|to|hoi dong)|tieu ban|hoi dong|doan (?:kiem tra|cong tac|thanh tra))(?: |$)/;
const communeWord = /(?:^| )(?:cap xa|xa|phuong|thi tran|dac khu)(?= |$)/g;
const districtWord = /(?:^| )(?:cap huyen|huyen|thi xa|quan|thanh pho)(?= |$)/g;

/**
 * Class of a unit from its name; "đơn vị" when nothing in the name tells.
 * A body inside another, written in parentheses, has the class of the outer office: "Ban Tôn giáo (Sở Nội vụ)".
 */
export function kindOfName(name: string): UnitKind {
  const inner = /\(([^()]*)\)\s*$/.exec(foldSpace(name))?.[1];
  if (inner !== undefined && keyOf(wordsOf(inner)).startsWith('so ')) return 'sở';
  const words = wordsOf(name);
  const key = keyOf(words);
  const plain = words.map((word) => word.plain).join(' ');
  if (/^so(?: |$)/.test(key) || key.startsWith('thanh tra so ')) return 'sở';
  if (centralHead.test(key) || centralTail.test(key) || nationalBody.test(plain)) return 'trung ương';
  if (/^(?:phong|vien|cuc|vu|hoc vien) .* trung uong/.test(key)) return 'trung ương';
  if (key.startsWith('truong ')) return 'đơn vị';
  if (partyBody.test(key) && !association.test(key)) return 'đảng';
  if (
    /^(?:cong ty|tong cong ty|tap doan|doanh nghiep|nha may|xi nghiep|trung tam|tram|phong (?!thuong mai)|doi (?!ngoai)|hat|ngan hang (?!nha nuoc)|benh vien|bao (?!hiem)|dai )/.test(
      `${key} `,
    )
  ) {
    return 'đơn vị';
  }
  const locality = localityOf(key);
  if (locality !== null) return locality;
  if (/^(?:thuong truc )?(?:uy ban nhan dan|hoi dong nhan dan)/.test(key)) return 'tỉnh';
  if (association.test(key)) return 'đoàn thể';
  if (/^(?:doan dai bieu quoc hoi|tinh|thanh pho$)(?: |$)/.test(key)) return 'tỉnh';
  if (vertical.test(key)) return 'ngành';
  return board.test(key) ? 'ban' : 'đơn vị';
}

/** Commune or district when the name puts the body there; a city that is a province does not count. */
function localityOf(key: string): 'xã' | 'huyện' | null {
  const council =
    /^(?:(?:hoi dong|uy ban) nhan dan )?(cap xa|xa|phuong|thi tran|dac khu|cap huyen|huyen|quan|thi xa|thanh pho)(?= |$)/.exec(
      key,
    );
  if (council)
    return /^(?:cap xa|xa|phuong|thi tran|dac khu)$/.test(council[1] ?? '') ? 'xã' : districtOf(key);
  if (/^(?:hoi dong|uy ban) nhan dan(?: |$)/.test(key)) return null;
  const commune = lastOf(key, communeWord, notCommune);
  const district = lastOf(key, districtWord, notDistrict);
  if (commune < 0 && district < 0) return null;
  return commune > district ? 'xã' : districtOf(key);
}

/** Null for cities that are provinces, and for "thành phố" without a name: there the province speaks of itself. */
function districtOf(key: string): 'huyện' | null {
  const city = /(?:^| )thanh pho(?: (.+))?$/.exec(key);
  if (!city) return 'huyện';
  return city[1] === undefined || centralCities.has(city[1]) ? null : 'huyện';
}

/** Words that only look like nouns of places. */
const notCommune = [
  'thi xa',
  'hop tac xa',
  'xa hoi',
  'thong tan xa',
  'dia phuong',
  'phuong tien',
  'phuong phap',
];
const notDistrict = [
  'co quan',
  'hai quan',
  'quan su',
  'quan ly',
  'quan doi',
  'quan nhan',
  'quan chung',
  'quan khu',
  'lien quan',
  'quan he',
];

/** Position of the last noun of a place; -1 when none. */
function lastOf(key: string, noun: RegExp, traps: readonly string[]): number {
  let at = -1;
  for (const found of key.matchAll(noun)) {
    const word = found[0].trimStart();
    const start = found.index + found[0].length - word.length;
    const isTrap = traps.some(
      (trap) => trap.includes(word) && key.startsWith(trap, start - trap.indexOf(word)),
    );
    if (!isTrap) at = start;
  }
  return at;
}

const plural =
  /^(?:(?:tap the lanh dao|giam doc|thu truong|chu tich|lanh dao|bi thu|truong|nguoi dung dau) )?(?:cac|toan the|tat ca|mot so|nhung|moi) /;
const pluralInside =
  /^(?:uy ban nhan dan|ubnd|hdnd|hoi dong nhan dan|cong an|dang uy|mat tran to quoc|mttq|ub mttq|giam doc|thu truong|chu tich|lanh dao|tap the lanh dao|hoi nong dan|thanh tra|phong) cac (?:so|ban|nganh|huyen|quan|thi xa|thanh pho|xa|phuong|thi tran|dac khu|dia phuong|doan the|cap|to chuc|don vi)(?![a-z])/;

/**
 * True when a mention stands for many bodies: class nouns ("các sở, ban, ngành", "UBND các huyện, thành phố, thị xã",
 * "các huyện ủy, thị ủy", "đơn vị có liên quan"), persons of many bodies, or a list of several units.
 */
export function isCollective(mention: string): boolean {
  const parts = splitMentions(mention.slice(0, 2000));
  return parts.length > 1 || (parts[0] !== undefined && isClassMention(parts[0]));
}

/** Like `isCollective`, for one part of a list. */
export function isClassMention(part: string): boolean {
  const plain = foldInPlace(foldSpace(part));
  if (plural.test(`${plain} `) || pluralInside.test(plain) || plain.endsWith(' lien quan')) return true;
  const list = classesIn(part);
  return list !== null && list.isPlural;
}
