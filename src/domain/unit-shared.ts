/**
 * Lists of names under one head: "các Sở: Tài chính, Xây dựng", "UBND các huyện Bình Giang, Thanh Hà và thành phố Vinh".
 * Each name becomes a mention of its own, as written; putting the head back is for whoever resolves it.
 */
import { isNumberOfPlace, isOfPlace, opensUnit } from './unit-head.js';
import { fields, levelNouns, personHeads } from './unit-lexicon.js';
import { after, gap, isVerbAt, longest, longestNoun, type Words } from './unit-words.js';

/** One name of such a list, as word indexes. */
export interface SharedName {
  from: number;
  to: number;
}

const bodies = /^(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|cong an|dang uy)$/;
const fieldNouns = /^(?:so|nganh|bo|ban|vu|cuc|phong)$/;
/** Nouns whose names no list of fields holds: departments of a ministry, sections of an office. */
const openNouns = /^(?:vu|cuc|phong)$/;
const placeNouns =
  /^(?:huyen|quan|thi xa|thanh pho|xa|phuong|thi tran|dac khu|tinh|thon|xom|khu pho|to dan pho|ap)$/;
/** Longest proper name of a place in words ("Bà Rịa - Vũng Tàu" apart, which no list of units needs). */
const longestPlace = 5;
const longestList = 60;

/**
 * The names of a list that opens at word `index`, or null when none does.
 * @returns the names in order and the index of the word after the last.
 */
export function sharedListAt(
  words: Words,
  index: number,
): { names: SharedName[]; next: number; isFields: boolean } | null {
  let at = index + longest(words, index, personHeads, 4);
  for (let count = 4; count >= 1; count -= 1)
    if (bodies.test(phrase(words, at, count))) {
      at += count;
      break;
    }
  if (!/^(?:cac|nhung)$/.test(words.list[at]?.folded ?? '')) return null;
  at += 1;
  const nounAt = at;
  const nouns = nounsAt(words, at);
  if (nouns === null) return null;
  at = nouns.next;
  const joint = gap(words, at);
  const hasColon = /^ ?: ?$/.test(joint);
  if (!hasColon && (joint !== ' ' || nouns.count > 1)) return null;
  const isOpen = hasColon && nouns.count === 1 && openNouns.test(words.list[nounAt]?.folded ?? '');
  const names: SharedName[] = [];
  for (let step = 0; step < longestList; step += 1) {
    const to = nameAt(words, at, nouns.isPlaces, isOpen);
    if (to === at) break;
    names.push({ from: !hasColon && names.length === 0 ? nounAt : at, to });
    const ahead = nextItem(words, to);
    at = to;
    if (ahead === null) break;
    if (nameAt(words, ahead, nouns.isPlaces, isOpen) === ahead) break;
    at = ahead;
  }
  // One name of an unknown kind may as well be the first word of what is ordered.
  if (isOpen && names.length === 1) return null;
  // "Các phòng GDĐT": the same section of every district is a collective, no list of one.
  if (!hasColon && names.length === 1 && words.list[nounAt]?.folded === 'phong') return null;
  return names.length === 0 ? null : { names, next: at, isFields: !nouns.isPlaces };
}

/** A further name without its head after a department: "Sở Tài chính, Y tế và Nội vụ". The index after it, or `index`. */
export function bareFieldAt(words: Words, index: number): number {
  return words.list[index]?.capital === true && !opensUnit(words, index)
    ? nameAt(words, index, false)
    : index;
}

function phrase(words: Words, index: number, count: number): string {
  return words.list
    .slice(index, index + count)
    .map((word) => word.folded)
    .join(' ');
}

function nounsAt(words: Words, index: number): { next: number; count: number; isPlaces: boolean } | null {
  let at = index;
  let count = 0;
  let isPlaces = true;
  for (let step = 0; step < 8; step += 1) {
    const two = phrase(words, at, 2);
    const one = words.list[at]?.folded ?? '';
    const length = placeNouns.test(two) ? 2 : placeNouns.test(one) || fieldNouns.test(one) ? 1 : 0;
    if (length === 0) break;
    // "các xã hội", "các bộ phận": the noun goes on.
    if (length === 1 && /^(?:xa hoi|bo phan|bo may|ban hanh|tinh hinh|quan tam|quan ly)$/.test(two))
      return null;
    if (fieldNouns.test(one) && length === 1) isPlaces = false;
    count += 1;
    at += length;
    const joint = gap(words, at);
    if (joint === ', ' && nounLength(words, at) > 0) continue;
    if (joint === ' ' && words.list[at]?.folded === 'va' && nounLength(words, at + 1) > 0) {
      at += 1;
      continue;
    }
    break;
  }
  return count === 0 ? null : { next: at, count, isPlaces };
}

function nounLength(words: Words, index: number): number {
  if (words.list[index]?.capital === true) return 0;
  if (placeNouns.test(phrase(words, index, 2))) return 2;
  const one = words.list[index]?.folded ?? '';
  return placeNouns.test(one) || fieldNouns.test(one) ? 1 : 0;
}

/** The index after one bare name at `at`, or `at`. What follows a name is a sign, a joint, a verb or nothing. */
function nameAt(words: Words, at: number, isPlaces: boolean, isOpen = false): number {
  let end = at;
  if (isPlaces) {
    if (words.list[at]?.capital === false) end += longestNoun(words, at, levelNouns, 2);
    const first = end;
    while (
      end < first + longestPlace &&
      words.list[end]?.capital === true &&
      (end === first || gap(words, end) === ' ') &&
      isOfPlace(words, end, first)
    )
      end += 1;
    if (end === first) return at;
    if (isNumberOfPlace(words, end, first)) end += 1;
  } else {
    if (words.list[at]?.capital !== true || opensUnit(words, at)) return at;
    end = after(words, at, fields);
    if (end === at && isOpen && !isVerbAt(words, at)) {
      end = at + 1;
      while (
        end < at + longestPlace + 2 &&
        gap(words, end) === ' ' &&
        words.list[end]?.folded !== 'va' &&
        !isVerbAt(words, end)
      )
        end += 1;
    }
    if (end === at) return at;
  }
  const next = words.list[end];
  const closes =
    next === undefined ||
    gap(words, end) !== ' ' ||
    next.folded === 'va' ||
    next.folded === 'cung' ||
    next.capital ||
    isVerbAt(words, end) ||
    /^(?:tinh|thanh|theo|chiu|co|phai|can)$/.test(next.folded);
  return closes ? end : at;
}

/** The index where the next item of a list begins, `index` standing after the item before; null when the list ends. */
function nextItem(words: Words, index: number): number | null {
  const joint = gap(words, index);
  const isJoined = words.list[index]?.folded === 'va';
  if (/^ ?[,;] ?$/.test(joint)) return isJoined ? index + 1 : index;
  return joint === ' ' && isJoined ? index + 1 : null;
}
