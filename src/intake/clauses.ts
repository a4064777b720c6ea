/**
 * Cuts a paragraph into sentences and clauses; who a clause addresses is `subject.ts`.
 * Positions are UTF-16 in the paragraph; nothing is decided here about deadlines.
 */
import type { Words } from '../domain/unit-mention.js';
import { isVerbAt, mentionsAt, wordAt, wordsOf } from '../domain/unit-mention.js';
import { subjectOf } from './subject.js';
import { closingNames, none, type Subject } from './subject-shape.js';

/** A clause of a paragraph. */
export interface Clause {
  start: number;
  end: number;
  /** Index of the sentence it belongs to. */
  sentence: number;
  subject: Subject;
}

/** Cuts a paragraph (from `start`) into clauses at ";" and sentence ends, never inside a bracket or a list of addressees. */
export function clausesOf(text: string, start: number): Clause[] {
  const words = wordsOf(text);
  const clauses: Clause[] = [];
  let sentence = 0;
  let from = start;
  let subject = subjectOf(words, from, text.length);
  let depth = 0;
  let opened = 0;
  const push = (end: number): void => {
    if (/[\p{L}\p{N}]/u.test(text.slice(from, end))) {
      const own = subject.action > end ? none(from) : subject;
      // "Phân công thành viên phụ trách xã (Văn phòng tham mưu)": whom the work is about, then who does it.
      const isOpen =
        own.lead.length === 0 ||
        /^[\s*+\-–]*phân công\s/iu.test(text.slice(from, end)) ||
        !/\p{L}/u.test(text.slice(own.action, end));
      const named = isOpen ? (closingNames(words, from, end) ?? own) : own;
      clauses.push({ start: from, end, sentence, subject: named });
    }
  };
  for (let at = start; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '(') {
      depth += 1;
      opened = at;
    } else if (sign === ')') depth = Math.max(0, depth - 1);
    if (depth > 0 && at - opened > 400) depth = 0;
    if (depth > 0) continue;
    const full = sign === '.' || sign === '!' || sign === '?';
    if (sign === ',' && isTurn(words, text, at, subject)) {
      push(at + 1);
      from = at + 1;
      subject = subjectOf(words, from, Math.min(text.length, from + 4000));
      continue;
    }
    if (!full && sign !== ';') continue;
    if (full && !endsSentence(text, at)) continue;
    const last = subject.lead.at(-1);
    if (sign === ';' && last !== undefined && at < subject.action) continue;
    push(at + 1);
    from = at + 1;
    if (full) sentence += 1;
    subject = subjectOf(words, from, Math.min(text.length, from + 4000));
  }
  push(text.length);
  return clauses.filter((clause) => clause.end > clause.start);
}

/**
 * "các xã gửi Phòng A trước ngày 10, Phòng A tổng hợp trước ngày 15": after its day or hour a comma hands over to somebody
 * else; so does "A báo cáo B, B báo cáo C", where who was told goes on.
 */
function isTurn(words: Words, text: string, at: number, subject: Subject): boolean {
  if (subject.lead.length === 0 || at < subject.action + 8) return false;
  const isDated = /(?:\d\/\d|(?:ngày|tháng|quý|năm)\s(?:\d|[IVX])|\d\s?(?:giờ|h))[^,;]{0,14}$/u.test(
    text.slice(Math.max(subject.action, at - 24), at),
  );
  const index = wordAt(words, at + 1);
  const first = words.list[index];
  if (first === undefined) return false;
  if (!isDated && !isRepeated(text, at, first.start)) return false;
  const { mentions, next } = mentionsAt(words, index);
  const isNext = mentions[0]?.start === first.start && mentions.length <= 2;
  return isNext && isVerbAt(words, next) && /^\s/.test(text.slice(mentions.at(-1)?.end ?? 0));
}

/** Whether the two or more words before a comma stand again right behind it: "… gửi Sở Y tế, Sở Y tế …". */
function isRepeated(text: string, at: number, next: number): boolean {
  const [told = ''] =
    /\p{Lu}[\p{L}\p{N}&-]{0,20}(?:\s[\p{L}\p{N}&-]{1,20}){1,5}$/u.exec(
      text.slice(Math.max(0, at - 90), at),
    ) ?? [];
  const again = text.slice(next, next + 90);
  const parts = told.split(' ');
  return parts.some(
    (_, from) => from < parts.length - 1 && again.startsWith(`${parts.slice(from).join(' ')} `),
  );
}

/** A full stop ends a sentence when a capital (or nothing) follows and no number or abbreviation stands before it. */
function endsSentence(text: string, at: number): boolean {
  const next = /^[\s"”*)/.]*(\S?)/u.exec(text.slice(at + 1, at + 12))?.[1] ?? '';
  if (!/^[\s"”*)/.]/.test(text.slice(at + 1, at + 2)) && at + 1 < text.length) return false;
  if (/\d$/.test(text.slice(at - 1, at)) && /^\s?\d/.test(text.slice(at + 1, at + 3))) return false;
  if (/(?:^|\s)(?:TM|KT|TP|Tp|TS|PGS|GS|ThS|Ths|Q|Đ|đ\/c|v\.v)$/u.test(text.slice(Math.max(0, at - 6), at)))
    return false;
  return next === '' || next !== next.toLowerCase() || /[-+"“(]/.test(next);
}
