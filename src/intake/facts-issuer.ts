/**
 * Who issued a document, from the capitals at the left of its head (domain.md 1.2): state bodies, departments under
 * them, Party committees, the Front, unions, communes. The body directly above the number issues; what stands above it
 * is its parent, and completes a name that means nothing alone ("TỈNH ỦY A / VĂN PHÒNG").
 */
import { fold, foldInPlace, foldSpace } from '../domain/text.js';
import { matchUnit } from '../domain/unit-match.js';
import { provinces } from '../domain/unit-text.js';
import { plainSigns } from './facts-number.js';

/** First words of bodies, without diacritics; a line of capitals that opens with one begins a body. */
const heads =
  'uy ban|ubnd|hoi dong|hdnd|mat tran|mttq|ban|thuong truc|dang uy|dang bo|dang doan|chi bo|tinh uy|thanh uy|huyen uy|thi uy|quan uy|tinh doan|thanh doan|huyen doan|doan|van phong|so|cuc|chi cuc|tong cuc|vu|vien|kho bac|ngan hang|bao hiem|bhxh|cong an|bo|quan khu|toa an|thanh tra|lien doan|tong lien doan|cong doan|lien hiep|lien minh|hiep hoi|hoi|truong|dai hoc|hoc vien|benh vien|trung tam|cong ty|tong cong ty|tap doan|phong|to|chinh phu|thu tuong|quoc hoi|dai|bao|hat|chi nhanh|quy|tieu ban';
const lineHead = new RegExp(`^(?:${heads})(?=\\s|$)`);

/** Bodies that can begin in the middle of a line, where a table cell was read as one line. */
const innerHead =
  /^(?:so\s|cuc\s|kho bac\s|van phong(?:\s|$)|ban (?:to chuc|tuyen giao|dan van|noi chinh|dan toc|quan ly|chi dao|thuong vu|thuong truc|chap hanh|can su)(?:\s|$)|dang (?:uy|bo|doan)\s|chi cuc\s|trung tam\s|phong (?:tai|noi|giao|van|kinh|lao|tu|y|tai nguyen|nong|quan|thanh|ha)\s|uy ban (?:nhan dan|kiem tra|mat tran)|ubnd\s|thanh tra|truong (?:thpt|thcs|tieu|mam|dai|cao|trung|chinh)|cong an\s|benh vien\s|lien doan\s|hoi (?:lien|nong|cuu|dong|chu|lhpn)|hat kiem lam|bo chi huy|(?:tinh|thanh|huyen|thi) (?:doan|uy)(?:\s|$)|doan (?:thanh|tncs))/;

/** A body whose name is complete, so that the next head after it is another body. */
const complete =
  /(?:^|\s)(?:(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)(?:\s\S+){0,4}|(?:tinh|thanh|huyen|thi|quan) uy(?:\s\S+){0,4}|viet nam(?:\s\S+){0,1}|ho chi minh)$|^bo\s\S+\s/;

/** Bodies that are named after the one above them. */
const dependent =
  /^(?:ban (?:thuong truc|thuong vu|chap hanh|to chuc|tuyen giao|dan van|noi chinh)|uy ban kiem tra|van phong|dang doan|thuong truc)(?:\s|$)/;

const notBody =
  /^(?:khan|thuong khan|hoa toc|hoa toc hen gio|du thao|du thao lan \S+|ban sao|sao y|mat|den|di|khong|ke hoach|quyet dinh|chi thi)$/;

/** The lines of a head, table columns one after another, as they are searched for capitals. */
export function issuerOf(lines: readonly string[]): string | null {
  const bodies = bodiesIn(lines);
  const last = bodies.at(-1);
  if (last === undefined) return null;
  const parent = bodies.at(-2);
  const name = parent !== undefined && dependent.test(fold(last)) ? under(last, parent) : last;
  return respelled(lines.join(' '), nameOf(name));
}

/** The bodies named in capitals, from the top. */
function bodiesIn(lines: readonly string[]): string[] {
  const bodies: string[] = [];
  let open = false;
  for (const line of lines) {
    const runs = capitalsIn(line);
    if (runs.length === 0) {
      // A line of small letters parts what stands above it from what follows; an empty one does not.
      if (/\p{Ll}/u.test(withoutMotto(line))) open = false;
      continue;
    }
    for (const run of runs) {
      const folded = fold(run);
      if (notBody.test(folded)) continue;
      const parts = partsOf(run);
      if (lineHead.test(folded)) bodies.push(...parts);
      else if (open && run.split(' ').length <= 9) {
        bodies[bodies.length - 1] = `${bodies.at(-1) ?? ''} ${parts[0] ?? ''}`.trim();
        bodies.push(...parts.slice(1));
      } else continue;
      open = true;
    }
  }
  return bodies.filter((body) => body.length >= 4 && !isBareHead(body));
}

/** "ĐẢNG ỦY", "SỞ" and the like alone: the rest was lost. */
function isBareHead(body: string): boolean {
  return /^(?:so|ban|hoi|cuc|bo|to|phong|vu|vien|quy|dai|bao|doan|truong)$/.test(fold(body));
}

/** The national motto, the Party's line and their misprints, blanked out. */
function withoutMotto(line: string): string {
  const folded = foldInPlace(line);
  const motto =
    /c[o0]ng h[o0]a xa h[o0]i(?: chu nghia viet nam)?|chu nghia viet nam|dang cong san viet nam|d[oa]c lap\s?[-.]?\s?tu d[o0]\s?[-.]?\s?hanh phuc/g;
  return folded.length === line.length
    ? [...folded.matchAll(motto)].reduce(
        (text, match) =>
          text.slice(0, match.index) +
          ' '.repeat(match[0].length) +
          text.slice(match.index + match[0].length),
        line,
      )
    : line;
}

/** Runs of words in capitals; figures count only as the name of a ward or district. */
function capitalsIn(line: string): string[] {
  const text = withoutMotto(plainSigns(line).normalize('NFC'))
    .replace(/S[ốôóỐÔÓoO]\s{0,3}:?\s{0,4}[^\s]{0,12}\s?\/\s?[^\s]{1,30}/gu, ' · ')
    .replace(/-{2,}|[*|"“”_=~•]/g, ' ');
  const runs: string[] = [];
  let run: string[] = [];
  const close = (): void => {
    const words = run.join(' ').replace(/^[\s,&-]+|[\s,&-]+$/g, '');
    if (/\p{Lu}{2}/u.test(words)) runs.push(words);
    run = [];
  };
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const ordinal = /^\d{1,2}$/.test(word) && /^(?:QUẬN|PHƯỜNG|SỐ|KHU VỰC|VÙNG)$/u.test(run.at(-1) ?? '');
    if (/^[\p{Lu}][\p{Lu}.&-]*,?$/u.test(word) || ordinal || (run.length > 0 && /^[&-]$/.test(word)))
      run.push(word);
    else close();
  }
  close();
  return runs;
}

/** Cuts "UBND TỈNH A SỞ Y TẾ" where the next body begins. */
function partsOf(run: string): string[] {
  const words = run.split(' ');
  const folded = words.map(fold);
  const parts: string[] = [];
  let from = 0;
  for (let at = 1; at < words.length; at += 1) {
    if (!innerHead.test(`${folded.slice(at, at + 4).join(' ')} `)) continue;
    const ended = [2, 3].some((count) =>
      provinces.has(folded.slice(Math.max(from + 1, at - count), at).join(' ')),
    );
    if (!ended && !complete.test(folded.slice(from, at).join(' '))) continue;
    parts.push(words.slice(from, at).join(' '));
    from = at;
  }
  parts.push(words.slice(from).join(' '));
  return parts;
}

/** "BAN CHẤP HÀNH TỈNH A" under "ĐOÀN TNCS HỒ CHÍ MINH": the parent goes between the head and the place. */
function under(body: string, parent: string): string {
  const words = body.split(' ');
  const place = words.findIndex(
    (word, index) => index > 0 && /^(?:TỈNH|THÀNH|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ)$/u.test(word),
  );
  if (place < 0) return `${body} ${parent}`;
  // The body names its own owner already ("VĂN PHÒNG TỈNH ỦY").
  if (/^(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ) (?:[ỦU][YỶ]|ĐOÀN)/u.test(words.slice(place).join(' '))) return body;
  return `${words.slice(0, place).join(' ')} ${parent} ${words.slice(place).join(' ')}`;
}

/** A name in capitals as it is written in a sentence: "SỞ Y TẾ" → "Sở Y tế". */
function nameOf(caps: string): string {
  const clean = foldSpace(caps).replace(/UỶ/gu, 'ỦY');
  const known = matchUnit(clean, { units: [], sets: [] }).name;
  const short = /^UBND(?=\s|$)/u.test(clean);
  if (known !== null) {
    const name = short ? known.replace(/^Ủy ban nhân dân/u, 'UBND') : known;
    if (lettersOf(name) === lettersOf(clean)) return kept(name, clean).replace(/\sỦy Ban(?=\s)/gu, ' Ủy ban');
  }
  return plainCase(clean);
}

const lettersOf = (text: string): string => fold(text).replace(/[^a-z0-9]/g, '');

/** Abbreviations keep their capitals ("THPT", "TNCS"); names the catalogue does not know get ordinary ones. */
function kept(name: string, caps: string): string {
  const words = caps.split(' ');
  const written = name.split(' ');
  if (words.length !== written.length) return name;
  return written
    .map((word, index) => {
      const source = words[index] ?? word;
      if (isAbbreviation(source)) return source;
      return word.length > 1 && word === word.toUpperCase() ? capital(word.toLowerCase()) : word;
    })
    .join(' ');
}

function isAbbreviation(word: string): boolean {
  return word.length >= 2 && !/[aeiouy]/.test(fold(word))
    ? true
    : /^(?:UBND|HĐND|TNCS|BHXH|THPT|THCS|LHPN)$/u.test(word);
}

/** "TỈNH HƯNG YÊN" → "tỉnh Hưng Yên": the body's common words small, the place's name capital. */
function plainCase(caps: string): string {
  const words = caps.split(' ');
  const folded = words.map(fold);
  let proper = false;
  return words
    .map((word, index) => {
      if (isAbbreviation(word)) return word;
      const small = word.toLowerCase();
      const two = `${folded[index] ?? ''} ${folded[index + 1] ?? ''}`;
      const back = `${folded[index - 1] ?? ''} ${folded[index] ?? ''}`;
      if (
        /^(?:tinh|huyen|xa|phuong|quan)$/.test(folded[index] ?? '') &&
        !/^(?:tinh|huyen|quan) uy/.test(two)
      ) {
        proper = true;
        return index === 0 ? capital(small) : small;
      }
      if (/^(?:thanh pho|thi xa|thi tran)$/.test(two)) return index === 0 ? capital(small) : small;
      if (/^(?:thanh pho|thi xa|thi tran|(?:tinh|thanh|huyen|thi|quan) uy)$/.test(back)) {
        proper = true;
        return small;
      }
      return proper || index === 0 ? capital(small) : small;
    })
    .join(' ');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A place the scan misread in capitals, as the date line spells it ("Quảng Ngãi, ngày …"). */
function respelled(head: string, name: string): string {
  const place = /(\p{Lu}\p{Ll}{1,8}(?:\s\p{Lu}\p{Ll}{1,8}){0,3}),\s{0,3}ngày/u.exec(foldSpace(head))?.[1];
  if (place === undefined || !fold(name).endsWith(` ${fold(place)}`)) return name;
  return `${name.slice(0, name.length - place.length)}${place}`.replace(/\s(?:tĩnh|tinh)\s/u, ' tỉnh ');
}
