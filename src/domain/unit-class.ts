/**
 * The class nouns of collectives: "các sở, ban, ngành", "UBND các huyện, thành phố" and the words around them.
 * It looks at words only; which units a class holds on a day is `unit-expand.ts`.
 */
import { wordsOf } from './unit-text.js';

/** What a class noun of a collective stands for. */
export type UnitClass =
  | 'sở'
  | 'ban'
  | 'ngành'
  | 'đoàn thể'
  | 'thành viên Mặt trận'
  | 'huyện'
  | 'quận'
  | 'thị xã'
  | 'thành phố'
  | 'xã'
  | 'phường'
  | 'thị trấn'
  | 'đặc khu'
  | 'địa phương'
  | 'cơ quan'
  | 'bộ'
  | 'huyện ủy'
  | 'thị ủy'
  | 'thành ủy'
  | 'đảng ủy'
  | 'cơ quan Đảng';

/** A collective without proper names, taken apart. */
export interface ClassList {
  classes: UnitClass[];
  /** Body of each locality that is meant: folded "uy ban nhan dan", "cong an"; null when none is named. */
  head: string | null;
  isOpen: boolean;
  isCentral: boolean;
  /** Written as many: "các …", "mọi …", "cấp xã", or several classes. */
  isPlural: boolean;
}

const classNouns: readonly [string, UnitClass | null][] = [
  ['uy ban nhan dan', null],
  ['to chuc chinh tri xa hoi nghe nghiep', 'đoàn thể'],
  ['to chuc chinh tri xa hoi', 'đoàn thể'],
  ['to chuc thanh vien mat tran to quoc', 'thành viên Mặt trận'],
  ['to chuc thanh vien mat tran', 'thành viên Mặt trận'],
  ['hoi doan the', 'đoàn thể'],
  ['doan the', 'đoàn thể'],
  ['hoi quan chung', 'đoàn thể'],
  ['hiep hoi', 'đoàn thể'],
  ['hoi', 'đoàn thể'],
  ['ban xay dung dang', 'cơ quan Đảng'],
  ['ban dang', 'cơ quan Đảng'],
  ['co quan dang', 'cơ quan Đảng'],
  ['huyen uy', 'huyện ủy'],
  ['quan uy', 'huyện ủy'],
  ['thi uy', 'thị ủy'],
  ['thanh uy', 'thành ủy'],
  ['dang uy truc thuoc tinh uy', 'đảng ủy'],
  ['dang uy truc thuoc', 'đảng ủy'],
  ['dang uy', 'đảng ủy'],
  ['co quan don vi', 'cơ quan'],
  ['co quan chuc nang', 'cơ quan'],
  ['co quan', 'cơ quan'],
  ['don vi', 'cơ quan'],
  ['dia phuong', 'địa phương'],
  ['cap uy', 'đảng ủy'],
  ['cap huyen', 'huyện'],
  ['cap xa', 'xã'],
  ['cap', 'địa phương'],
  ['so', 'sở'],
  ['ban', 'ban'],
  ['nganh', 'ngành'],
  ['bo', 'bộ'],
  ['huyen', 'huyện'],
  ['quan', 'quận'],
  ['thi xa', 'thị xã'],
  ['thanh pho', 'thành phố'],
  ['xa', 'xã'],
  ['phuong', 'phường'],
  ['thi tran', 'thị trấn'],
  ['dac khu', 'đặc khu'],
];

/** Words around class nouns that add no member: offices held, places, politeness. */
const noise = [
  'tap the lanh dao',
  'nguoi dung dau',
  'tren dia ban toan tinh',
  'tren dia ban tinh',
  'tren dia ban',
  'tren toan tinh',
  'trong toan tinh',
  'thuoc uy ban nhan dan tinh',
  'truc thuoc uy ban nhan dan tinh',
  'trong tinh',
  'toan tinh',
  'thuoc tinh',
  'cap tinh',
  'truc thuoc',
  'co lien quan',
  'lien quan',
  'chuc nang',
  'duoc giao',
  'noi tren',
  'neu tren',
  'giam doc',
  'thu truong',
  'lanh dao',
  'chu tich',
  'bi thu',
  'truong',
  'dong chi',
  'toan the',
  'tat ca',
  'mot so',
  'tinh',
  'khac',
];

/** Bodies that exist in every locality and may stand before "các huyện", "các xã". */
const localHeads = [
  'uy ban nhan dan',
  'hoi dong nhan dan',
  'uy ban mat tran to quoc',
  'mat tran to quoc',
  'dang uy',
  'cong an',
  'hoi nong dan',
  'hoi lien hiep phu nu',
  'hoi cuu chien binh',
  'lien doan lao dong',
  'doan thanh nien',
  'phong',
];

const byLength = (a: string, b: string): number => b.length - a.length;
const nounsByFirst = groupByFirst(classNouns.map(([phrase]) => phrase));
const noiseByFirst = groupByFirst(noise);
const classOf = new Map(classNouns);

function groupByFirst(phrases: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const phrase of [...phrases].sort(byLength)) {
    const first = phrase.split(' ')[0] ?? '';
    groups.set(first, [...(groups.get(first) ?? []), phrase]);
  }
  return groups;
}

function phraseAt(
  groups: ReadonlyMap<string, string[]>,
  words: readonly string[],
  at: number,
): string | null {
  for (const phrase of groups.get(words[at] ?? '') ?? []) {
    if (phrase.split(' ').every((word, i) => words[at + i] === word)) return phrase;
  }
  return null;
}

/** The classes a text names, or null when it holds anything but class nouns and words around them. */
export function classesIn(text: string): ClassList | null {
  const all = wordsOf(text).map((word) => word.plain);
  const words = all.filter((word) => word !== 'va' && word !== 'cua' && word !== 'cac' && word !== 'moi');
  const isMany = all.some((word, i) => word === 'cac' || (word === 'moi' && i === 0));
  const found: ClassList = { classes: [], head: null, isOpen: false, isCentral: false, isPlural: isMany };
  let at = 0;
  const first = words.join(' ');
  const head = localHeads.find((phrase) => first.startsWith(`${phrase} `));
  if (head !== undefined && !first.startsWith('dang uy truc thuoc')) {
    found.head = head;
    at = head.split(' ').length;
  }
  while (at < words.length) {
    if (words[at] === 'xa' && words[at + 1] === 'hoi') return null;
    const phrase = phraseAt(nounsByFirst, words, at);
    const around = phraseAt(noiseByFirst, words, at);
    if (around !== null && around.length > (phrase?.length ?? 0)) {
      if (around.endsWith('lien quan') || around === 'chuc nang') found.isOpen = true;
      if (around === 'tat ca' || around === 'toan the') found.isPlural = true;
      at += around.split(' ').length;
    } else if (phrase !== null) {
      // "Đảng ủy các cơ quan Đảng" is one body.
      if (head === 'dang uy' && phrase.startsWith('co quan')) return null;
      const unitClass = classOf.get(phrase) ?? null;
      if (unitClass !== null) found.classes.push(unitClass);
      // A level is all of its localities, whatever they are called.
      if (phrase === 'cap xa') found.classes.push('phường');
      if (phrase === 'cap huyen') found.classes.push('thành phố');
      if (phrase === 'co quan chuc nang') found.isOpen = true;
      if (phrase === 'cap xa' || phrase === 'cap huyen' || phrase === 'dia phuong') found.isPlural = true;
      at += phrase.split(' ').length;
    } else if (words[at] === 'trung' && words[at + 1] === 'uong') {
      found.isCentral = true;
      at += 2;
    } else return null;
  }
  if (found.classes.length === 0) return null;
  if (found.classes.length > 1) found.isPlural = true;
  return found;
}

/** Whether a class is a kind of place with a council of its own. */
export function isLocality(unitClass: UnitClass): boolean {
  return ['huyện', 'quận', 'thị xã', 'thành phố', 'xã', 'phường', 'thị trấn', 'đặc khu'].includes(unitClass);
}
