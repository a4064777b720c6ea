/**
 * How far the name of one body, or of a collective, reaches in a passage.
 * Helpers of `unit-mention.ts`, which decides where to look; the word lists are `unit-lexicon.ts`.
 */
import { headLength, levels, ofLevels, opensUnit, pair, tail } from './unit-head.js';
import {
  continues,
  goneOn,
  isBranch,
  joinedField,
  openEnd,
  openNouns,
  opensName,
  relativeEnd,
} from './unit-joints.js';
import {
  collectiveNouns,
  collectiveTails,
  fields,
  personHeads,
  sectionFields,
  unitHeads,
} from './unit-lexicon.js';
import { nameRun } from './unit-name-run.js';
import type { Words } from './unit-words.js';
import { after, gap, isVerbAt, longest, longestNoun, wordAt } from './unit-words.js';

/** A mention in a text in NFC: `start` and `end` are UTF-16 positions. */
export interface UnitMention {
  /** As written. */
  text: string;
  start: number;
  end: number;
  /** A set of units ("các sở, ban, ngành"), to be expanded against a directory. */
  collective: boolean;
  /** Somebody named with their office, and no unit. */
  person?: true;
}

/** A mention with the index of the word after it. */
export type Extent = UnitMention & { next: number };

/** The mention made of the words from `from` up to `to`, with a short bracket that belongs to its name. */
export function mention(words: Words, from: number, to: number, collective: boolean): Extent {
  const start = words.list[from]?.start ?? 0;
  let end = words.list[to - 1]?.end ?? start;
  // "Ban Tôn giáo (Sở Nội vụ)", "Phòng Thương mại (VCCI)": a short bracket that is itself one name belongs to it.
  let next = to;
  const bracket = /^\s?\(([^()]{2,40})\)/.exec(words.text.slice(end, end + 44));
  // "Cục Thống kê (Thường trực Ban Chỉ đạo)" says what it is besides.
  if (bracket?.[1] !== undefined && !collective && !/^thường trực\s/iu.test(bracket[1])) {
    const inner = wordAt(words, end);
    const nested = named(words, inner);
    const close = end + bracket[0].length;
    if ((nested !== null && nested.end === close - 1) || /^[A-ZĐƯ&-]{2,12}$/.test(bracket[1])) {
      end = close;
      next = wordAt(words, close);
    }
  }
  return { text: words.text.slice(start, end), start, end, collective, next };
}

/** A named unit at word `index`, or null. */
export function named(words: Words, index: number): Extent | null {
  const head = headLength(words, index);
  if (head === 0) return null;
  const headText = words.list
    .slice(index, index + head)
    .map((word) => word.folded)
    .join(' ');
  let at = index + head;
  if (ofLevels.has(headText) && gap(words, at) === ' ') {
    const level = levels(words, at);
    if (level.next > at) {
      // "… các tỉnh, thành phố trực thuộc Trung ương"
      const end = level.collective ? relativeEnd(words, collectiveEnd(words, level.next, '')) : level.next;
      return mention(words, index, end, level.collective);
    }
  }
  // "Đảng ủy tổ chức …", "Ban Giám hiệu tổ chức …" act, "Ban Tổ chức", "ban tổ chức hội thi" are names.
  const isSmallVerb = words.list[at]?.capital !== true && isVerbAt(words, at);
  const acts =
    isSmallVerb &&
    (headText.endsWith('uy') ||
      (words.list[at]?.lower === 'tổ' && !/^(?:ban|phong|vu|bo phan|tieu ban)$/.test(headText)));
  const known = /^(?:vu|ban|phong)$/.test(headText) ? [...sectionFields, ...fields] : fields;
  const field = gap(words, at) === ' ' && !acts ? after(words, at, known) : at;
  if (field > at) {
    const joined = joinedField(words, field, headText);
    return withLevels(words, index, tail(words, goneOn(words, joined, headText)));
  }
  const run = nameRun(words, index, head, headText);
  const { capitals } = run;
  at = run.end;
  // "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh"
  if (gap(words, at) === ' ' && words.list[at]?.folded === 'cac' && words.list[at - 1]?.folded === 'khoi')
    at = collective(words, at)?.next ?? at;
  // "Cục liên quan": a head and a few small words name nobody.
  if (head === 1 && capitals === 0 && at > index + head && tail(words, at) === at) return null;
  const bare = at === index + head;
  // "Thống kê, lập danh sách …" is what to do; "Công chức, viên chức" are people.
  if (bare && /^(?:thong ke|cong chuc|can bo)$/.test(headText)) return null;
  if (
    bare &&
    head === 1 &&
    (words.list[index]?.end ?? 0) - (words.list[index]?.start ?? 0) < 4 &&
    !/^[A-ZĐƯ]{2,}$/u.test(words.text.slice(words.list[index]?.start, words.list[index]?.end))
  )
    return null;
  return withLevels(words, index, tail(words, at));
}

/** "Trung tâm Y tế các huyện, thành phố": the same body of every place named is a collective. */
function withLevels(words: Words, index: number, end: number): Extent {
  const isPlural = gap(words, end) === ' ' && words.list[end]?.lower === 'các';
  const places = isPlural ? levels(words, end) : null;
  return places !== null && places.next > end + 1
    ? mention(words, index, places.next, true)
    : mention(words, index, end, false);
}

/** A collective at word `index` ("các sở, ban, ngành cấp tỉnh"), or null. */
export function collective(words: Words, index: number): Extent | null {
  // "Hiệp hội doanh nghiệp tỉnh" is one body's name, "Sở, ban, ngành" a collective.
  const named =
    words.list[index]?.capital === true && gap(words, index + 1) === ' ' && headLength(words, index) > 0;
  if (named && !/^(?:so|ban) nganh$/.test(pair(words, index))) return null;
  // "xã hội chủ nghĩa" is neither a commune nor an association.
  if (pair(words, index) === 'xa hoi' && gap(words, index + 1) === ' ') return null;
  let at = index;
  let determined = false;
  let nouns = 0;
  let last = '';
  for (let step = 0; step < 16; step += 1) {
    let from = at;
    const first = words.list[from]?.folded ?? '';
    if (first === 'tat' && pair(words, from) === 'tat ca') from += 2;
    if (first === 'toan' && pair(words, from) === 'toan the') from += 2;
    if (
      ['cac', 'nhung', 'moi'].includes(words.list[from]?.folded ?? '') &&
      (from === index || gap(words, from) !== '')
    ) {
      determined = true;
      from += 1;
    }
    const person = step > 0 ? longest(words, from, personHeads, 4) : 0;
    if (person > 0 && words.list[from]?.capital !== true) {
      const ahead = from + person + (words.list[from + person]?.folded === 'cac' ? 1 : 0);
      if (longestNoun(words, ahead, collectiveNouns, 5) > 0) from = ahead;
    }
    const taken = isBranch(words, from) ? 1 : longestNoun(words, from, collectiveNouns, 5);
    if (taken === 0) break;
    if (
      from > index &&
      gap(words, from) === ' ' &&
      words.list[from - 1]?.folded !== 'cac' &&
      isVerbAt(words, from)
    )
      break;
    if (nouns > 0 && gap(words, from) !== ' ' && opensName(words, from)) break;
    if (nouns === 0 && !determined && from !== index) break;
    // "tổ chức lớp tập huấn" is what to do, "tổ chức, cá nhân" whom it concerns.
    if (nouns === 0 && !determined && pair(words, from) === 'to chuc' && gap(words, from + 2) === ' ') break;
    // "các tổ chức" is a noun, "tổ chức hội nghị" a verb.
    last = words.list
      .slice(from, from + taken)
      .map((word) => word.folded)
      .join(' ');
    if (
      last === 'to chuc' &&
      nouns > 0 &&
      gap(words, from) === ' ' &&
      words.list[from - 1]?.folded !== 'va' &&
      words.list[from - 1]?.folded !== 'cac'
    )
      break;
    at = from + taken;
    nouns += 1;
    if (/^(thanh pho|thi xa|huyen)$/.test(last))
      while (gap(words, at) === ' ' && words.list[at]?.capital === true && !opensUnit(words, at)) at += 1;
    const between = gap(words, at);
    const ahead = words.list[at]?.folded === 'va' && between === ' ' ? at + 1 : at;
    if (![', ', ' ', ',', ' / ', '/', ' - '].includes(between)) break;
    if (ahead > at && !continues(words, ahead)) break;
    if (ahead === at && between !== ' ' && !continues(words, ahead)) break;
    if (ahead === at && between === ' ' && longestNoun(words, ahead, collectiveNouns, 5) === 0) break;
    at = ahead;
  }
  if (nouns === 0 || (!determined && nouns < 2)) return null;
  if (words.list[at - 1]?.folded === 'va') at -= 1;
  at = relativeEnd(words, collectiveEnd(words, at, last));
  return mention(words, index, at, true);
}

/** Takes in what qualifies a collective: a known tail, a name, or for open nouns a few small words. */
function collectiveEnd(words: Words, index: number, noun: string): number {
  let at = index;
  for (let step = 0; step < 3; step += 1) {
    if (gap(words, at) !== ' ') return at;
    const owned = ownerEnd(words, at);
    if (owned > at) return owned;
    if (pair(words, at) === 'truc thuoc' && words.list[at + 2]?.capital === true) {
      const owner = gap(words, at + 2) === ' ' ? named(words, at + 2) : null;
      if (owner !== null) return owner.next;
    }
    const next = after(words, at, collectiveTails);
    if (next === at) break;
    // "tỉnh ủy" and "tỉnh hình" are not the tail "tỉnh".
    if (
      next === at + 1 &&
      words.list[at]?.folded === 'tinh' &&
      ['uy', 'hinh'].includes(words.list[next]?.folded ?? '')
    )
      break;
    at = next;
    while (
      gap(words, at) === ' ' &&
      words.list[at]?.capital === true &&
      !opensUnit(words, at) &&
      !isVerbAt(words, at)
    )
      at += 1;
  }
  if (at > index) return at;
  if (!openNouns.test(noun)) return at;
  at = openEnd(words, at, noun);
  if (words.list[at - 1]?.folded === 'va') at -= 1;
  const owner = ownerEnd(words, at);
  if (owner > at) return owner;
  const closed = gap(words, at) === ' ' ? after(words, at, collectiveTails) : at;
  return closed;
}

/** "các phòng thuộc Sở", "các trường cao đẳng thuộc Bộ Y tế": whose they are; the index after it, or `index`. */
function ownerEnd(words: Words, index: number): number {
  const first = words.list[index + 1];
  if (words.list[index]?.folded !== 'thuoc' || gap(words, index) !== ' ' || first?.capital !== true)
    return index;
  // "thuộc Bộ tổ chức …": the owner by its head, then what is to be done.
  const isBare = longest(words, index + 1, unitHeads, 1) === 1;
  if (isBare && isVerbAt(words, index + 2) && words.list[index + 2]?.capital !== true) return index + 2;
  return named(words, index + 1)?.next ?? (isBare ? index + 2 : index);
}
