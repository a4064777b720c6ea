/**
 * Document types and numbers as they are printed and cited (domain.md 1.2, 1.4).
 * Knows the patterns only; which number is the document's own is decided in `facts.ts`.
 */
import { fold } from '../domain/text.js';

/**
 * Type words and their abbreviations (Decree 30/2020, Appendix III; CV, KL and KHLT as the Party and joint papers use
 * them). A longer word stands before the one it begins with.
 */
export const documentTypes: readonly (readonly [string, string])[] = [
  ['ke hoach', 'KH'],
  ['chi thi', 'CT'],
  ['quyet dinh', 'QĐ'],
  ['chuong trinh', 'CTr'],
  ['thong bao', 'TB'],
  ['thong cao', 'TC'],
  ['huong dan', 'HD'],
  ['nghi quyet', 'NQ'],
  ['phuong an', 'PA'],
  ['de an', 'ĐA'],
  ['du an', 'DA'],
  ['cong dien', 'CĐ'],
  ['ket luan', 'KL'],
  ['quy che', 'QC'],
  ['quy dinh', 'QyĐ'],
  ['bao cao', 'BC'],
  ['bien ban', 'BB'],
  ['to trinh', 'TTr'],
  ['cong van', 'CV'],
];

const spelt =
  'Kế hoạch|Chỉ thị|Quyết định|Chương trình|Thông báo|Thông cáo|Hướng dẫn|Nghị quyết|Phương án|Đề án|Dự án|Công điện|Kết luận|Quy chế|Quy định|Báo cáo|Biên bản|Tờ trình|Công văn';

/** Type words as they are spelt, by their folded form. */
export const typeWords: ReadonlyMap<string, string> = new Map(
  spelt.split('|').map((word) => [fold(word), word]),
);

/** The same signs for what scans and typists write: dashes, slashes, the Icelandic Ð. Keeps every position. */
export function plainSigns(text: string): string {
  return text
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2044\u2215]/g, '/')
    .replace(/\u00d0/g, 'Đ');
}

// A group after a spaced joint must be an abbreviation: "KH - UBND", but not "41-NQ/TW - Nghị quyết".
const group = String.raw`(?:[-/][A-ZĐƯ][\p{L}\d&]{0,13}|\s{0,2}[-/]\s{0,2}[A-ZĐƯ][A-ZĐƯ&]{1,9}(?![\p{L}]))`;
const stateForm = String.raw`\d{1,5}[a-zA-Z]?\s{0,2}/\s{0,2}(?:\d{4}\s{0,2}/\s{0,2})?[A-ZĐƯ][\p{L}\d&]{0,13}${group}{0,4}`;
const partyForm = String.raw`\d{1,5}\s{0,2}-\s{0,2}[A-ZĐ][\p{L}]{0,4}\s{0,2}/\s{0,2}[A-ZĐƯ][\p{L}\d&]{0,13}${group}{0,3}`;
const anyForm = `(?:${stateForm}|${partyForm})`;

/** The word "Số" as scans misread it. */
const numberWord = 'S[ốôóÓÔỐồỒổỔộỘỗỖoO06]';
const ownNumber = new RegExp(`(?:^|[^\\p{L}\\d])${numberWord}\\s{0,3}[:.;]?\\s{0,4}(${anyForm})`, 'u');
const aloneNumber = new RegExp(`^(${anyForm})$`, 'u');
const labelledNumber = new RegExp(
  `^(?:Số hiệu|Số ký hiệu|Số,? ký hiệu|Số văn bản)\\s{0,3}:?\\s{0,3}(${anyForm})`,
  'u',
);
const cited = new RegExp(
  `(?:(?:^|[^\\p{L}])(?:số|Số|SỐ)\\s{1,3}|(?:${spelt}|Văn bản|Luật|Nghị định|Thông tư|Kế hoạch liên tịch)\\s{1,3})(${anyForm})`,
  'gu',
);

/** A number without the white space of the print. */
export function tidyNumber(raw: string): string {
  return plainSigns(raw).replace(/\s+/g, '');
}

/** The number after "Số", in any of its misprints; null when the digits are left open ("Số:      /KH-UBND"). */
export function numberAfterWord(text: string): string | null {
  const found = ownNumber.exec(plainSigns(text))?.[1];
  return found === undefined ? null : tidyNumber(found);
}

/** A line that is a number and nothing else, or labelled as the number ("Số hiệu: 368/KH-UBND"). */
export function numberAlone(line: string): string | null {
  const text = plainSigns(line).trim();
  const found = aloneNumber.exec(text)?.[1] ?? labelledNumber.exec(text)?.[1];
  return found === undefined ? null : tidyNumber(found);
}

/** Numbers of documents a passage names, in reading order, each once. */
export function citedNumbers(text: string): string[] {
  const found = new Set<string>();
  for (const match of plainSigns(text).matchAll(cited))
    // One capital alone is what a scan makes of something else ("05/Cy").
    if (match[1] !== undefined && (match[1].match(/[A-ZĐƯ]/g)?.length ?? 0) >= 2)
      found.add(tidyNumber(match[1]));
  return [...found];
}

/** The type a passage opens with, e.g. `KH` for "KẾ HOẠCH Phòng, chống …"; null for other words. */
export function typeAtHead(text: string): string | null {
  const folded = fold(text.replace(/\*/g, ''));
  return documentTypes.find(([word]) => folded.startsWith(word))?.[1] ?? null;
}

/** The type the letters of a number tell, or null: official letters ("12/UBND-VX") carry none. */
export function typeOfNumber(number: string | null): string | null {
  const letters = number?.match(/^\d{1,5}[a-zA-Z]?[/-](?:\d{4}\/)?([\p{L}]{2,4})(?=[/-])/u)?.[1];
  if (letters === undefined) return null;
  return documentTypes.find(([, short]) => short.toUpperCase() === letters.toUpperCase())?.[1] ?? null;
}
