/**
 * Finds where organisations and collectives of them are named in a passage.
 * Only the extent of a mention; which unit of a directory it means is `unit-match.ts`.
 */
import { fold } from './text.js';
import { collective, type Extent, mention, named, type UnitMention } from './unit-extent.js';
import { personHeads } from './unit-lexicon.js';
import { bareFieldAt, sharedListAt } from './unit-shared.js';
import type { Words } from './unit-words.js';
import { gap, longest, wordsOf } from './unit-words.js';

export type { UnitMention } from './unit-extent.js';
export type { Words } from './unit-words.js';
export { isVerbAt, wordAt, wordsOf } from './unit-words.js';

/** Person of office and the unit or collective they head: "Chủ tịch UBND các huyện", "Thủ trưởng các sở". */
function person(words: Words, index: number): Extent | null {
  const count = longest(words, index, personHeads, 4);
  if (count === 0) return null;
  const first = words.list[index];
  const rest = collective(words, index + count) ?? named(words, index + count);
  if (rest === null || gap(words, index + count) !== ' ') return null;
  const start = first?.start ?? 0;
  return { ...rest, text: words.text.slice(start, rest.end), start };
}

/** The mention that opens exactly at word `index`, with the index of the word after it; null when none does. */
export function mentionAt(words: Words, index: number): Extent | null {
  if (words.list[index] === undefined) return null;
  return person(words, index) ?? collective(words, index) ?? named(words, index);
}

/** Mentions that open at one place; `underSo`: further names without their head may follow ("Sở Tài chính, Y tế và Nội vụ"). */
interface Named {
  mentions: UnitMention[];
  next: number;
  underSo: boolean;
}

/** One mention, or all names of a list under one head, that open at word `index`; null when none does. */
function namesAt(words: Words, index: number, underSo: boolean): Named | null {
  const shared = sharedListAt(words, index);
  if (shared !== null)
    return {
      mentions: shared.names.map(({ from, to }) => withoutNext(mention(words, from, to, false))),
      next: shared.next,
      underSo: shared.isFields,
    };
  const one = mentionAt(words, index);
  if (one !== null) {
    const isSo = /^(?:(?:giam doc|lanh dao) )?so\s/.test(fold(one.text)) && !one.collective;
    return { mentions: [withoutNext(one)], next: one.next, underSo: underSo || isSo };
  }
  const to = underSo ? bareFieldAt(words, index) : index;
  if (to === index) return null;
  return { mentions: [withoutNext(mention(words, index, to, false))], next: to, underSo };
}

function withoutNext({ text, start, end, collective: isCollective }: Extent): UnitMention {
  return { text, start, end, collective: isCollective };
}

/** A list of mentions ("A, B và C; các D") that opens at word `index`, and the index of the word after it. */
export function mentionsAt(words: Words, index: number): { mentions: UnitMention[]; next: number } {
  const mentions: UnitMention[] = [];
  let at = index;
  let next = index;
  let underSo = false;
  for (let step = 0; step < 60; step += 1) {
    const found = namesAt(words, at, underSo);
    const one = found?.mentions.at(-1);
    if (found === null || one === undefined) break;
    mentions.push(...found.mentions);
    underSo = found.underSo;
    next = found.next;
    const here = words.list[next];
    if (here === undefined) break;
    const between = words.text.slice(one.end, here.start).replace(/[\s*]+/g, ' ');
    if (/^ $/.test(between) && ['va', 'cung', 'voi'].includes(here.folded)) at = next + 1;
    else if (/^ ?[,;] ?$/.test(between)) at = here.folded === 'va' ? next + 1 : next;
    else if (/^ ?[.;,]? ?[-+–] ?$/.test(between)) at = next;
    else break;
  }
  return { mentions, next };
}

/** Every mention in a passage (NFC), in order, not overlapping. */
export function findUnitMentions(text: string): UnitMention[] {
  const words = wordsOf(text);
  const found: UnitMention[] = [];
  let at = 0;
  let underSo = false;
  while (at < words.list.length) {
    const previous = found.at(-1);
    const here = words.list[at];
    const isNext =
      previous !== undefined &&
      here !== undefined &&
      /^(?:\s?,\s?(?:và\s)?|\svà\s)$/u.test(words.text.slice(previous.end, here.start));
    const one = namesAt(words, at, isNext && underSo);
    if (one === null) {
      at += 1;
      continue;
    }
    found.push(...one.mentions);
    underSo = one.underSo;
    at = Math.max(one.next, at + 1);
  }
  return found;
}
