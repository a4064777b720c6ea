/**
 * Lists of units in running text: where one unit ends and the next begins.
 * It looks at words only; class nouns are `unit-class.ts`, who is meant is `unit-match.ts` and `unit-expand.ts`.
 */
import { type ClassList, classesIn, isLocality } from './unit-class.js';
import { knownBody } from './unit-catalogue.js';
import { foldInPlace, foldSpace } from './text.js';
import { wordsOf } from './unit-text.js';

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
  for (const atom of atomsOf(
    foldSpace(text)
      .slice(0, 4000)
      .replace(/^[\s,;:.+*•–—-]+|[\s,;:.]+$/g, ''),
  )) {
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
  const before = classesIn(previous) ?? classesIn(previous.split(/[,;]/, 1)[0] ?? '');
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
  if (before?.head === 'uy ban nhan dan' && /^(?:huyen|quan|thi xa|thanh pho|xa|phuong|dac khu) /.test(plain))
    return false;
  if (
    sharedHead(previous) !== null &&
    /^(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|quan|dac khu)(?![a-z])/.test(plain)
  )
    return false;
  // Names that hold another body's name: "Văn phòng Đoàn ĐBQH và HĐND tỉnh".
  return knownBody(previous + atom.separator + atom.text) === null;
}

/** "các huyện A, B và thị xã" and "Phòng Nội vụ các huyện, thành phố" go on with places. */
function continuesShared(previous: string, here: ClassList): boolean {
  const isAmongPlaces = / cac (?:huyen|quan|xa|phuong|thi xa|thanh pho)$/.test(foldInPlace(previous));
  if (!isAmongPlaces && sharedHead(previous) === null) return false;
  return !here.classes.some((unitClass) => !isLocality(unitClass)) && (isAmongPlaces || !here.isPlural);
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
  const noun = text
    .normalize('NFC')
    .slice(found[0].indexOf('cac ') + 4, found[0].length)
    .replace(/[\s:]+$/, '');
  const firstRest = rest.split(/[,;]| và /)[0] ?? '';
  if (
    firstRest === '' ||
    /^(?:dang uy|lien quan|co lien|cap|chuc nang|tren|trong|thuoc|truc thuoc|cua|va|noi|khac|ve)(?![a-z])/.test(
      foldInPlace(rest),
    )
  )
    return null;
  if (classesIn(`${noun} ${firstRest}`) !== null) return null;
  const written =
    body === ''
      ? ''
      : text.normalize('NFC').slice(found[0].indexOf(body), found[0].indexOf(body) + body.length);
  const head = written + noun;
  // "các sở: A, B" names "Sở A"; fields and places keep their small letter.
  return {
    head: /^(?:sở|bộ|cục|hội)$/i.test(head) ? head.charAt(0).toUpperCase() + head.slice(1) : head,
    rest,
  };
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
  for (let at = 0; at < atoms.length;) {
    const atom = atoms[at];
    if (atom === undefined) break;
    const plain = foldInPlace(atom.text);
    const noun = /^(?:huyen|thi xa|thanh pho|quan|xa|phuong|thi tran|dac khu)(?= )/.exec(plain)?.[0];
    if (noun !== undefined) {
      head = `${body} ${atom.text.slice(0, noun.length)}`.trim();
      names.push(`${body} ${atom.text}`.trim());
      at += 1;
    } else if (
      unitHeads.test(plain) &&
      classesIn(atom.text) === null &&
      knownBody(`${head} ${atom.text}`) === null
    ) {
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
