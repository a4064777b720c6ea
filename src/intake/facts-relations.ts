/**
 * What a document says about other documents and about its own haste: what it is based on, what it changes or replaces
 * (domain.md 1.2, 2.6), and the mark of urgency (1.8). Reads passages; finds none itself.
 */
import { fold, foldSpace } from '../domain/text.js';
import { citedNumbers, plainSigns } from './facts-number.js';

/** Most documents listed as basis; longer openings only repeat themselves. */
const mostBasis = 40;

/** Numbers cited in the title and the opening, each once, in reading order, without the document's own. */
export function basisOf(passages: readonly string[], own: string | null): string[] {
  const found = new Set<string>();
  for (const passage of passages) for (const number of citedNumbers(passage)) found.add(number);
  if (own !== null) found.delete(own);
  return [...found].slice(0, mostBasis);
}

/** Marks of urgency, the stronger first (Decree 30/2020, Appendix I). */
const marks: readonly (readonly [RegExp, string])[] = [
  [/^hoa toc hen gio$/, 'HỎA TỐC HẸN GIỜ'],
  [/^hoa toc$/, 'HỎA TỐC'],
  [/^thuong khan$/, 'THƯỢNG KHẨN'],
  [/^khan$/, 'KHẨN'],
];

/** The mark of urgency among the lines before the body: alone on its line or cell, or after "Độ khẩn:". Null when none. */
export function urgencyOf(lines: readonly string[]): string | null {
  for (const line of lines) {
    const parts = line.split(/\t|\||\s{3,}/);
    for (const part of parts) {
      const plain = foldSpace(part.replace(/[^\p{L}\s:]/gu, ' '));
      const labelled = /^(?:độ|mức độ) khẩn\s?:\s?(.+)$/iu.exec(plain)?.[1];
      const word = labelled ?? plain;
      if (labelled === undefined && word !== word.toUpperCase()) continue;
      const folded = fold(word.replace(/^CÔNG ĐIỆN\s/u, ''));
      const mark = marks.find(([pattern]) => pattern.test(folded));
      if (mark !== undefined) return mark[1];
    }
  }
  return null;
}

/** How one document changes another: some of its tasks or dates, or all of it. */
export interface Change {
  amends: string | null;
  replaces: string | null;
}

const documentWord =
  '(?:ke hoach|quyet dinh|chi thi|chuong trinh|cong van|phuong an|de an|van ban|thong bao)';
const whole = new RegExp(
  `(?:^|[^a-z])(?:thay the|bai bo)(?: cho)?(?: toan bo)?(?: noi dung)? ${documentWord}(?: lien tich)? (?:so )?\\d`,
);
const partly = new RegExp(
  `(?:^|[^a-z])(?:dieu chinh|sua doi|bo sung|gia han|lui|keo dai|thay doi|thay the|dinh chinh|cap nhat)[^.;]{0,220}?(?:tai|cua|theo|trong|,|va|\\s)\\s?${documentWord}(?: lien tich)? (?:so )?(?=\\d)`,
);

/**
 * Reads the change out of a title or announcing sentence: "điều chỉnh thời hạn … tại Kế hoạch số N", "sửa đổi, bổ sung
 * Kế hoạch số N" amend; "thay thế Kế hoạch số N" replaces the whole. Exchanging a part ("thay thế Phụ lục 2 của Kế
 * hoạch số N") amends.
 */
export function changeIn(passage: string): Change {
  const text = plainSigns(foldSpace(passage));
  const folded = fold(text);
  const replaced = whole.exec(folded);
  const amended = partly.exec(folded);
  const numberFrom = (match: RegExpExecArray): string | null => {
    // Folding keeps words but not positions: the number is the first cited after as many words.
    const words = folded.slice(0, match.index + match[0].length).split(' ').length;
    const rest = text
      .split(' ')
      .slice(Math.max(0, words - 5))
      .join(' ');
    return citedNumbers(rest)[0] ?? null;
  };
  if (replaced !== null && (amended === null || replaced.index <= amended.index))
    return { amends: null, replaces: numberFrom(replaced) };
  return { amends: amended === null ? null : numberFrom(amended), replaces: null };
}

/** "Kế hoạch này thay thế Kế hoạch số N ngày …": the closing sentence of a plan that ends another. */
export function replacedBy(sentence: string): string | null {
  if (
    !/^[^.]{0,80}(?:ke hoach|quyet dinh|chi thi|chuong trinh|van ban) nay[^.]{0,120}thay the/.test(
      fold(sentence),
    )
  )
    return null;
  return changeIn(sentence.slice(sentence.search(/thay thế/iu))).replaces;
}
