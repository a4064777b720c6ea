/** How far a name of no known field runs: "Trung tâm Bảo tồn Voi", "Hội liên hiệp Phụ nữ", "Văn phòng HĐND và UBND". */
import { fold } from './text.js';
import { headLength, isOfPlace, nests, opensUnit, pair } from './unit-head.js';
import { isAbbreviatedOn, isLongName, isVerbOfName, managedEnd } from './unit-joints.js';
import type { Words } from './unit-words.js';
import { gap, isVerbAt } from './unit-words.js';

/** Longest name in words; a longer run is prose, not a name. */
const longestName = 16;

/**
 * Capitals and the small syllables that complete them, up to a verb or a sign.
 *
 * @param index the first word of the head, which has `head` words and reads `headText` without diacritics.
 * @returns the index of the word after the name, and how many capitals it has (a head of several words counts as one).
 */
export function nameRun(
  words: Words,
  index: number,
  head: number,
  headText: string,
): { end: number; capitals: number } {
  let at = index + head;
  /** Where the capitals in a row began that the name now stands in. */
  let run = at;
  let small = 0;
  let capitals = head > 1 ? 1 : 0;
  const limit = index + longestName;
  while (at < limit) {
    const word = words.list[at];
    const between = gap(words, at);
    if (word !== undefined && isAbbreviatedOn(words, at)) {
      at += 1;
      break;
    }
    if (word === undefined || !(between === ' ' || between === ' - ' || between === '-' || between === ' – '))
      break;
    if (between !== ' ' && opensUnit(words, at)) break;
    const closed =
      at >= index + head + 1 &&
      (/^(?:tinh uy|thanh uy|huyen uy|thi uy|dang uy|trung uong|viet nam|quoc gia|nhan dan)$/.test(
        pair(words, at - 2),
      ) ||
        (words.list[at - 1]?.lower === 'tỉnh' && words.list[at - 1]?.capital === false));
    if (!word.capital && closed && word.folded !== 'tinh' && word.folded !== 'va') break;
    if (word.capital) {
      if (
        between === ' ' &&
        opensUnit(words, at) &&
        !(small === 0 && run < at && isOfPlace(words, at, run)) &&
        !(isPlaceNoun(words, at - 1) && isOfPlace(words, at, at)) &&
        capitals > 0 &&
        !(at === index + head && headText.endsWith('cong ty')) &&
        !/^(tinh|thanh|huyen|thi|dang) uy$/.test(pair(words, at)) &&
        !nests(headText)
      )
        break;
      if (small > 0 || between !== ' ' || isAbbreviation(words, at - 1)) run = at;
      capitals += 1;
      small = 0;
      at += 1;
      continue;
    }
    if (word.folded === 'va') {
      const follow = words.list[at + 1];
      if (follow?.capital === true && !opensUnit(words, at + 1) && capitals > 0) {
        at += 1;
        continue;
      }
      // One office serves both: "Văn phòng HĐND và UBND phường", "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh".
      if (headText === 'van phong' && /^(?:ubnd|hdnd|uy|hoi|doan)$/.test(follow?.folded ?? '')) {
        at += 1;
        const second = headLength(words, at);
        at += Math.max(second, 1);
        continue;
      }
      if (headText === 'ban quan ly' && follow?.folded === 'cac') {
        at += 2;
        continue;
      }
      break;
    }
    // "Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh"
    if (at === index + head && /^(?:ban quan ly|bql)$/.test(headText) && pair(words, at) === 'du an') {
      at = projectsEnd(words, at + 2);
      small = 1;
      continue;
    }
    // "Ban Quản lý các khu công nghiệp tỉnh", "Ban Quản lý các dự án"
    const isManaged = /^(?:ban quan ly|cong doan|dang uy)$/.test(headText);
    if (isManaged && at === index + head && word.folded === 'cac') {
      const run = managedEnd(words, at + 1);
      if (run > at + 1) {
        at = run;
        break;
      }
    }
    if (word.folded === 'cua' && words.list[at + 1]?.folded === 'tinh') {
      at += 2;
      break;
    }
    // The bodies of "Khối các …" are a collective of its own.
    if (word.folded === 'cac' && words.list[at - 1]?.folded === 'khoi') break;
    const isLong = isLongName(headText);
    const isOfName = isLong && isVerbOfName(words, at, index + head);
    if (isOfName) {
      at += 2;
      small += 2;
      continue;
    }
    if (isVerbAt(words, at) || small >= (isLong ? 10 : 3)) break;
    // "Hội liên hiệp Phụ nữ": small syllables before the first capital, not a run of prose.
    if (capitals === 0 && head === 1 && small >= 1 && words.list[at + 1]?.capital !== true) break;
    small += 1;
    at += 1;
  }
  return { end: at, capitals };
}

/** What the projects of a board are about, as its name lists it. */
const projectFields = new Set(
  [
    'đầu tư, xây dựng, cơ bản, công trình, dân dụng, công nghiệp, giao thông, nông nghiệp, nông thôn, phát triển, hạ tầng,',
    'kỹ thuật, đô thị, thủy lợi, y tế, giáo dục, văn hóa, năng lượng, môi trường, khu vực, chuyên ngành, trọng điểm',
  ]
    .join(' ')
    .split(',')
    .map((field) => fold(field.trim())),
);

/** The index after the fields that stand behind "Ban Quản lý dự án" in small letters. */
function projectsEnd(words: Words, index: number): number {
  let at = index;
  for (;;) {
    const from = /^(?:va|cac)$/.test(words.list[at]?.folded ?? '') ? at + 1 : at;
    const isNext = gap(words, at) === ' ' && gap(words, from + 1) === ' ';
    if (!isNext || words.list[from]?.capital === true || !projectFields.has(pair(words, from))) return at;
    // "… dự án xây dựng 02 cầu": a number behind it makes it what is to be done.
    if (/^\d/.test(words.list[from + 2]?.lower ?? '')) return at;
    at = from + 2;
  }
}

/** "THPT", "UBND": written in capitals throughout, no part of the name of a place. */
function isAbbreviation(words: Words, index: number): boolean {
  const word = words.list[index];
  return word !== undefined && /^[A-ZĐ]{2,}$/.test(words.text.slice(word.start, word.end));
}

/** "huyện", "thành phố" and their like, after which a name of a place begins. */
function isPlaceNoun(words: Words, index: number): boolean {
  const word = words.list[index];
  if (word === undefined || word.capital) return false;
  return (
    /^(?:tỉnh|huyện|quận|xã|phường)$/.test(word.lower) ||
    /^(?:thanh pho|thi xa|thi tran)$/.test(pair(words, index - 1))
  );
}
