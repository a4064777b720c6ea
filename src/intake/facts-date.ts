/**
 * The day a document was issued (domain.md 1.3), from its date line; a stamp's time of signing only when there is none.
 * A day the scan garbled or the typist left open stays null.
 */
import { dayFrom } from '../domain/time.js';

const longDate = /ng[àa]y\s{0,3}(\d{1,2})\s{0,3}th[áa]ng\s{0,3}(\d{1,2})\s{0,3}n[ăa]m\s{0,3}(\d{4})(?!\d)/iu;
const placeShortDate = /\p{L},\s{0,3}ng[àa]y\s{0,3}(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)/iu;
const shortDate = /ng[àa]y\s{0,3}(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)/iu;
const labelledDate = /^Ngày ban hành\s{0,3}:?\s{0,3}(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/iu;
const dateLine = /ng[àa]y[^\n]{0,14}th[áa]ng[^\n]{0,14}n[ăa]m\s{0,3}[\d.…]{1,6}/iu;
const signed =
  /(?:(?:thời gian ký|ngày ký|ký ngày|ký lúc)\s{0,3}:?\s{0,3}(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})\s{1,3}\d{1,2}:\d{2}(?::\d{2})?(?!\d))/iu;
const signedIso = /(?<!\d)(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}/u;
const ownLine =
  /^\p{Lu}[\p{L}.\s-]{1,40},\s{0,3}ngày\s{1,3}\d{1,2}\s{1,3}tháng\s{1,3}\d{1,2}\s{1,3}năm\s{1,3}\d{4}[\s.]{0,3}$/u;

function dayIn(text: string, pattern: RegExp): string | null {
  const match = pattern.exec(text);
  return match === null ? null : dayFrom(Number(match[3]), Number(match[2]), Number(match[1]));
}

/** Whether a text has a date line at all, even one whose day was left open or cannot be read. */
export function hasDateLine(text: string): boolean {
  return dateLine.test(text);
}

/** "Hưng Yên, ngày 28 tháng 12 năm 2023", "Nghệ An, ngày 02/6/2022". */
export function dateOfLine(text: string): string | null {
  return dayIn(text, longDate) ?? dayIn(text, placeShortDate);
}

/** "(Kèm theo Kế hoạch số … ngày 02/6/2022 của …)", "… ngày 02 tháng 6 năm 2022 …". */
export function dateOfCaption(text: string): string | null {
  return dayIn(text, shortDate) ?? dayIn(text, longDate);
}

/** "Ngày ban hành: 31/10/2016", as pages of law sites print it. */
export function dateOfLabel(line: string): string | null {
  return dayIn(line, labelledDate);
}

/** A line of its own with place and date, as papers that are dated at their end have it. */
export function dateOfOwnLine(line: string): string | null {
  return ownLine.test(line.trim()) ? dayIn(line, longDate) : null;
}

/** The time of signing in an electronic stamp ("Thời gian ký: 03/02/2025 10:47:25 +07:00"). */
export function dateOfStamp(text: string): string | null {
  const match = signed.exec(text);
  if (match !== null)
    return dayFrom(Number(match[3] ?? match[6]), Number(match[2] ?? match[5]), Number(match[1] ?? match[4]));
  const iso = signedIso.exec(text);
  return iso === null ? null : dayFrom(Number(iso[1]), Number(iso[2]), Number(iso[3]));
}
