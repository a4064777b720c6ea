/**
 * "Already sent through the document system, number 123/BC-SYT of 15/6/2026": what a unit says about a paper that went
 * the official way. Reads the words; the office checks whether it is so.
 */
import { fold, foldSpace } from './text.js';
import { addDays, dayFrom } from './time.js';

export interface SentElsewhere {
  /** Number and symbol as the paper carries it, e.g. `123/BC-SYT`; null when the words do not say. */
  number: string | null;
  /** Day of the paper; null when the words do not say, or name no day. */
  on: string | null;
}

const sent = /\b(?:da|vua) (?:duoc )?(?:gui|nop|chuyen|phat hanh|ban hanh|ky gui|bao cao)\b/;
const system =
  /\b(?:truc lien thong|qua truc|lien thong|(?:he thong|phan mem)(?: quan ly)? van ban|quan ly van ban|van ban dien tu|qlvb|[ie] ?office|vnpt office|qua cong van|bang cong van|ban giay|buu dien)\b/;
const question = /(?:\bchua\b|\bhay chua\b|\?)\s*\.?$|\b(?:don vi nao|ai|nhung don vi)\b/;
// State papers `123/BC-SYT`, party papers `123-BC/TU` (Decree 30/2020; 399-QĐ/TW).
const numberPattern =
  /(?<![\p{L}\p{N}/.-])(\d{1,5})\s?(?:\/\s?\p{L}[\p{L}\p{N}&.]{0,14}(?:\s?-\s?\p{L}[\p{L}\p{N}&.]{0,19}){0,3}|-\s?\p{L}{1,5}\s?\/\s?\p{L}[\p{L}\p{N}&.]{0,14}(?:\s?-\s?\p{L}[\p{L}\p{N}&.]{0,14}){0,2})(?![\p{L}\p{N}])/u;

/**
 * What words say about a paper sent through the document system.
 * @param today the day they were said; a day without a year is the last such day.
 * @returns null when they say no such thing: a question ("đã gửi chưa"), or a paper neither named nor sent that way.
 */
export function readSentElsewhere(text: string, today: string): SentElsewhere | null {
  const folded = fold(text).slice(0, 600);
  if (!sent.test(folded) || question.test(folded)) return null;
  const number = readPaperNumber(text);
  if (number === null && !system.test(folded)) return null;
  return { number, on: readPaperDay(text, today) };
}

/** The number of a paper in words, in capitals and without spaces; null when there is none. */
export function readPaperNumber(text: string): string | null {
  const found = numberPattern.exec(foldSpace(text).slice(0, 600));
  return found
    ? found[0]
        .replace(/\s+/g, '')
        .replace(/[.&-]+$/, '')
        .toLocaleUpperCase('vi')
    : null;
}

/** The day named in words: `15/6/2026`, `15.6`, "ngày 15 tháng 6 năm 2026", "hôm qua". Null when there is none. */
export function readPaperDay(text: string, today: string): string | null {
  const plain = foldSpace(text).slice(0, 600).replace(numberPattern, ' ');
  const folded = fold(plain);
  const written =
    /\bngay (\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?/.exec(folded) ??
    /(?<![\d/.-])(\d{1,2}) ?[/.-] ?(\d{1,2})(?: ?[/.-] ?(\d{4}|\d{2}))?(?![\d/]|[.-]\d)/.exec(folded);
  if (!written)
    return /\bhom nay\b/.test(folded) ? today : /\bhom qua\b/.test(folded) ? addDays(today, -1) : null;
  const [, day = '', month = '', year] = written;
  if (year !== undefined)
    return dayFrom(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day));
  const thisYear = Number(today.slice(0, 4));
  const recent = dayFrom(thisYear, Number(month), Number(day));
  return recent !== null && recent > today ? dayFrom(thisYear - 1, Number(month), Number(day)) : recent;
}
