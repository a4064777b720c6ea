/**
 * Everyday questions to the command they mean, with or without diacritics. Thin for now:
 * it knows the commonest questions and says nothing rather than guess.
 */
import { readHandInWords, saysMistake, saysNothingToReport } from '../src/domain/hand-in-words.js';
import { readSentElsewhere } from '../src/domain/sent-elsewhere.js';
import { fold, foldSpace } from '../src/domain/text.js';

/** A statement about one's own hand-in, understood as a whole: the words go along as they were written. */
function statement(text: string): string | null {
  const { codes } = readHandInWords(text, false);
  const code = codes[0] === undefined ? '' : `V${codes[0]}`;
  if (saysNothingToReport(text)) return `/khongphatsinh ${code || foldSpace(text).slice(0, 200)}`;
  // Without a year the day is one of the last twelve months; only its shape matters here.
  if (readSentElsewhere(text, '2026-01-01') !== null) return `/nop ${foldSpace(text).slice(0, 300)}`;
  return saysMistake(text) && /\bnham\b/.test(fold(text)) ? '/nop chuyen' : null;
}

/** Patterns over folded text, first match wins; each is linear. */
const intents: readonly { pattern: RegExp; command: (text: string) => string }[] = [
  {
    // A receipt's code means that receipt, whatever is said around it.
    pattern: /\btn-\d{5,}-[a-z0-9]{4,8}\b/,
    command: (t) => `/bienlai ${/\btn-\d{5,}-[a-z0-9]{4,8}\b/.exec(t)?.[0].toUpperCase() ?? ''}`,
  },
  { pattern: /^(tro giup|huong dan|giup|help|menu)\b/, command: () => '/trogiup' },
  {
    pattern: /\b(ai|don vi nao|noi nao|nhung don vi nao)\b.{0,40}\bchua (nop|gui|bao cao)/,
    command: (t) => `/dondoc ${planWords(t)}`,
  },
  {
    pattern: /\b(tien do|ty le|tinh hinh thuc hien|bao nhieu phan tram)\b/,
    command: (t) => `/tiendo ${planWords(t)}`,
  },
  { pattern: /\b(gia han|lui han|xin them thoi gian)\b/, command: () => '/giahan' },
  { pattern: /\b(qua han|tre han|cham nop)\b/, command: () => '/han quá hạn' },
  { pattern: /\bhom nay\b/, command: () => '/han hôm nay' },
  { pattern: /\b(ngay mai|mai)\b.{0,30}\b(nop|han|gui)/, command: () => '/han mai' },
  {
    pattern: /\btuan (nay|toi|sau)\b/,
    command: (t) => (/tuan nay/.test(t) ? '/han tuần này' : '/han tuần tới'),
  },
  {
    pattern: /\bthang (nay|toi|sau)\b/,
    command: (t) => (/thang nay/.test(t) ? '/han tháng này' : '/han tháng tới'),
  },
  { pattern: /\b(sap den han|sap het han|den han|con han)\b/, command: () => '/han' },
  {
    pattern: /\b(han|thoi han|deadline|bao gio nop|khi nao nop|ngay nao nop)\b/,
    command: (t) => `/viec ${subject(t)}`,
  },
  {
    pattern: /\b(viec|nhiem vu|cong viec|phai lam gi|phai nop gi|con phai nop|no bao cao)\b/,
    command: (t) => `/viec ${subject(t)}`,
  },
  {
    pattern: /\b(tai (ve|tat ca|tep|file|bao cao)|bang theo doi|tong hop (bao cao|ke hoach|kh))\b/,
    command: (t) => `/tonghop ${planWords(t)}`,
  },
  { pattern: /\b(nop|gui) (bao cao|file|tep|bc)\b/, command: () => '/nop' },
];

const filler =
  /\b(cho|toi|minh|em|anh|chi|xin|hoi|biet|don vi|dv|cua|con|nhung|cac|may|bao nhieu|phai|nop|gui|lam|gi|nao|khi|la|ngay|han|thoi han|deadline|bao gio|viec|nhiem vu|cong viec|bao cao|bc|co|khong|ko|a|ạ|nhe|voi|the|roi|dang|hien|nay|xem|danh sach)\b/g;

/** What remains of a question once the words every question has are taken away. */
function subject(text: string): string {
  return text
    .replace(filler, ' ')
    .replace(/[?.!,;]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The plan number in a question, if any. */
function planWords(text: string): string {
  return /\b(\d{1,5})(?:\s*[-/]\s*[a-z-]+)?\b/.exec(text)?.[1] ?? '';
}

/** The command a sentence means, ready to be run as if typed; null when it is not understood. */
export function understand(text: string): string | null {
  const said = statement(text.slice(0, 500));
  if (said !== null) return said;
  const folded = fold(text).slice(0, 500);
  for (const { pattern, command } of intents) {
    if (pattern.test(folded)) return command(folded).trim();
  }
  return null;
}
