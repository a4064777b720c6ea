/**
 * Lists of units in running text: which words name classes of units, and where one unit of a list ends.
 * It looks at words only; which units a class holds on a day is `unit-expand.ts`.
 */
import { knownBody } from './unit-catalogue.js';
import { foldInPlace, foldSpace } from './text.js';
import { wordsOf } from './unit-text.js';

/** What a class noun of a collective stands for. */
export type UnitClass =
  | 'sở'
  | 'ban'
  | 'ngành'
  | 'đoàn thể'
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
  ['to chuc thanh vien mat tran to quoc', 'đoàn thể'],
  ['to chuc thanh vien mat tran', 'đoàn thể'],
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

function phraseAt(groups: ReadonlyMap<string, string[]>, words: readonly string[], at: number): string | null {
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
      const unitClass = classOf.get(phrase) ?? null;
      if (unitClass !== null) found.classes.push(unitClass);
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

/** First words of units' names, folded; a comma or "và" before one of them ends the unit before. */
const unitHeads =
  /^(?:so|ban|uy ban|ubnd|hdnd|hoi dong|van phong|vp[a-z]*|cong an|cat|cuc|chi cuc|tong cuc|hoi(?! nghi| vien)|lien doan|lien minh|lien hiep|hiep hoi|doan|tinh doan|tinh uy|thanh uy|huyen uy|thi uy|dang uy|dang doan|thuong truc|ban thuong vu|btv|bcs|bch|cong ty|tong cong ty|tap doan|truong|benh vien|vien|trung tam|thanh tra|bo|kho bac|ngan hang|bao hiem|bhxh|toa an|tand|vksnd|thue|thong ke|hai quan|buu dien|dai(?! bieu)|bao(?! chi| cao)|mat tran|mttq|ub|ubmttq[a-z]*|lien minh|phong(?! chong)|to bien tap|to cong tac|thu tuong|chinh phu|quan ly thi truong|giam doc|thu truong|chu tich|lanh dao|bi thu|truong ban|tttu|vptu|vpubnd|bql|cac (?=so|ban|nganh|bo|huyen|quan|thi|thanh|xa|phuong|dac khu|dia phuong|co quan|don vi|doan the|hoi|hiep hoi|to chuc|doanh nghiep|truong|cap|dong chi|phong|benh vien|cong ty|thanh vien|dang uy)[a-z]*|mot so|toan the|xa(?! hoi)|phuong|thi tran|huyen|thi xa|thanh pho|quan|dac khu)(?![a-z0-9])/;

const separators = /\s*(?:[,;]|\s(?:và|va|VÀ|Và|cùng với|cùng|-|–|—)\s)\s*/g;

interface Atom {
  text: string;
  separator: string;
}

/** Cuts at commas, semicolons, "và" and spaced dashes outside parentheses. */
function atomsOf(text: string): Atom[] {
  const atoms: Atom[] = [];
  let from = 0;
  let separator = '';
  let depth = 0;
  let seen = 0;
  for (const found of text.matchAll(separators)) {
    for (; seen < found.index; seen += 1) {
      if (text[seen] === '(') depth += 1;
      else if (text[seen] === ')') depth = Math.max(0, depth - 1);
    }
    if (depth > 0) continue;
    atoms.push({ text: text.slice(from, found.index), separator });
    separator = found[0];
    from = found.index + found[0].length;
  }
  atoms.push({ text: text.slice(from), separator });
  return atoms;
}

/**
 * Splits a list of units at commas, semicolons, "và" and " - " without breaking names that contain them:
 * "Sở Kế hoạch và Đầu tư, các sở, ban, ngành và UBND các huyện" has three parts.
 * A shared head is given to each name: "các Sở: Tài chính, Xây dựng" becomes "Sở Tài chính", "Sở Xây dựng".
 * @returns the parts as written, in order; none for a text without words.
 */
export function splitMentions(text: string): string[] {
  const parts: string[] = [];
  for (const atom of atomsOf(foldSpace(text).slice(0, 4000).replace(/^[\s,;:.+*•–—-]+|[\s,;:.]+$/g, ''))) {
    if (wordsOf(atom.text).length === 0) continue;
    const last = parts.length - 1;
    const previous = parts[last];
    if (previous === undefined || startsUnit(previous, atom)) parts.push(atom.text);
    else parts[last] = previous + atom.separator + atom.text;
  }
  return parts.flatMap(distribute).map((part) => part.trim());
}

function startsUnit(previous: string, atom: Atom): boolean {
  if (atom.separator.includes(';')) return true;
  const before = classesIn(previous);
  const here = classesIn(atom.text);
  if (here !== null) {
    if (before === null) return here.head !== null || !continuesShared(previous, here);
    if (here.head !== null) return here.head !== before.head || before.head === null;
    if (before.head === null) return false;
    // "UBND các huyện, thành phố" goes on; "…, các đơn vị liên quan" does not.
    return !here.classes.every((unitClass) => isLocality(unitClass));
  }
  const plain = foldInPlace(atom.text).trim();
  if (!unitHeads.test(plain)) return false;
  // "UBND các huyện, thành phố Tân An" is one addressee, as is a shared head ("các huyện: A, B và thành phố C").
  if (before?.head === 'uy ban nhan dan' && /^(?:huyen|quan|thi xa|thanh pho|xa|phuong|dac khu) /.test(plain)) return false;
  if (sharedHead(previous) !== null && /^(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|quan|dac khu)(?![a-z])/.test(plain)) return false;
  // Names that hold another body's name: "Văn phòng Đoàn ĐBQH và HĐND tỉnh".
  return knownBody(previous + atom.separator + atom.text) === null;
}

/** "các huyện A, B và thị xã, thành phố" still belongs to the list begun before. */
function continuesShared(previous: string, here: ClassList): boolean {
  return sharedHead(previous) !== null && !here.isPlural && here.classes.every((unitClass) => isLocality(unitClass));
}

export function isLocality(unitClass: UnitClass): boolean {
  return ['huyện', 'quận', 'thị xã', 'thành phố', 'xã', 'phường', 'thị trấn', 'đặc khu'].includes(unitClass);
}

interface SharedHead {
  /** Put before each name: "Sở", "UBND xã". */
  head: string;
  rest: string;
}

const shared =
  /^(?:(?:giam doc|thu truong|lanh dao|chu tich) )?((?:ubnd|uy ban nhan dan|hdnd|cong an|dang uy) )?cac (so|nganh|bo|cuc|hoi|huyen|xa|phuong|thi tran|quan|thi xa|thanh pho|dac khu)(?: ?:)? /;

/** The head a list of bare names shares, or null when the text is no such list. */
function sharedHead(text: string): SharedHead | null {
  const plain = foldInPlace(text);
  const found = shared.exec(plain);
  if (!found) return null;
  const rest = text.normalize('NFC').slice(found[0].length);
  const body = found[1] ?? '';
  const noun = text.normalize('NFC').slice(found[0].indexOf('cac ') + 4, found[0].length).replace(/[\s:]+$/, '');
  const firstRest = rest.split(/[,;]| và /)[0] ?? '';
  if (firstRest === '' || /^(?:dang uy|lien quan|co lien|cap|chuc nang|tren|trong|thuoc|truc thuoc|cua|va|noi|khac|ve)(?![a-z])/.test(foldInPlace(rest))) return null;
  if (classesIn(`${noun} ${firstRest}`) !== null) return null;
  const written = body === '' ? '' : text.normalize('NFC').slice(found[0].indexOf(body), found[0].indexOf(body) + body.length);
  return { head: written + (noun === 'các' ? '' : noun), rest };
}

/** Gives a shared head to each of the names after it; other texts come back alone. */
function distribute(part: string): string[] {
  const list = sharedHead(part);
  if (!list) return [part];
  const isLocal = !/^(?:so|nganh|bo|cuc|hoi)$/.test(foldInPlace(list.head));
  const body = isLocal ? list.head.split(' ').slice(0, -1).join(' ') : '';
  let { head } = list;
  const atoms = atomsOf(list.rest);
  const names: string[] = [];
  for (let at = 0; at < atoms.length; ) {
    const atom = atoms[at];
    if (atom === undefined) break;
    const plain = foldInPlace(atom.text);
    const noun = /^(?:huyen|thi xa|thanh pho|quan|xa|phuong|thi tran|dac khu)(?= )/.exec(plain)?.[0];
    if (noun !== undefined) {
      head = `${body} ${atom.text.slice(0, noun.length)}`.trim();
      names.push(`${body} ${atom.text}`.trim());
      at += 1;
    } else if (unitHeads.test(plain) && classesIn(atom.text) === null && knownBody(`${head} ${atom.text}`) === null) {
      names.push(atom.text);
      at += 1;
    } else if (classesIn(atom.text) !== null) {
      names.push(atom.text);
      at += 1;
    } else {
      const length = isLocal ? 1 : longestKnown(head.replace(/^ngành$/i, 'Sở'), atoms, at);
      const joined = atoms.slice(at, at + length).map((one, i) => (i === 0 ? '' : one.separator) + one.text);
      names.push(`${head} ${joined.join('')}`);
      at += length;
    }
  }
  return names;
}

/** How many atoms from `at` make one known name; a pair that may be one or two names is left apart. */
function longestKnown(head: string, atoms: readonly Atom[], at: number): number {
  for (let length = Math.min(4, atoms.length - at); length > 1; length -= 1) {
    const joined = atoms.slice(at, at + length).map((one, i) => (i === 0 ? '' : one.separator) + one.text);
    if (knownBody(`${head} ${joined.join('')}`) !== null) return length;
  }
  return 1;
}
