/**
 * Parts of formal letters: names of documents, dates, gaps, as Decree 30/2020/NĐ-CP (Appendix I) has them written.
 */
import { withoutControls } from '../domain/draft-sheet.js';
import type { DocumentFacts } from '../domain/plan.js';
import { fold, foldSpace, shorten } from '../domain/text.js';
import { count } from './format.js';

/** A stretch of text, or something nobody has said yet, shown as a marked dotted gap. */
export type Span = string | { gap: string };
export type Line = readonly Span[];

export const nationName = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const motto = 'Độc lập - Tự do - Hạnh phúc';
export const toLabel = 'Kính gửi:';
export const copiesLabel = 'Nơi nhận:';
export const shortGap = '……';

const typeWords: Readonly<Record<string, string>> = {
  KH: 'Kế hoạch',
  CT: 'Chỉ thị',
  QĐ: 'Quyết định',
  NQ: 'Nghị quyết',
  CTr: 'Chương trình',
  TB: 'Thông báo',
  HD: 'Hướng dẫn',
  PA: 'Phương án',
  ĐA: 'Đề án',
  CV: 'Công văn',
};

/** Words a title begins with that go on after "về việc". */
const doing =
  /^(?:tong ket|so ket|trien khai|thuc hien|to chuc|phat dong|xay dung|phat trien|tang cuong|nang cao|boi duong|day manh|kiem tra|ra soat|danh gia|bao cao|quan triet|hoc tap|tuyen truyen|dao tao|lua chon|phong chong)\b/;

/** Whatever people or documents wrote, as one line that a document can hold. */
export function plain(text: string, longest = 300): string {
  return shorten(foldSpace(withoutControls(text)), longest);
}

/** `2026-06-05` → `ngày 05 tháng 6 năm 2026`; days below 10 and months 1, 2 carry a zero (Decree 30, Appendix I, II.4). */
export function longDate(day: string): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  return `ngày ${count(dayOfMonth ?? 0)} tháng ${(month ?? 0) < 3 ? count(month ?? 0) : month} năm ${year}`;
}

/** Number and day of a letter that was sent, from `sentAs`. */
export function sentParts(sentAs: string): { number: string; on: string } {
  const at = sentAs.lastIndexOf(' ngày ');
  return at < 0 ? { number: sentAs, on: '' } : { number: sentAs.slice(0, at), on: sentAs.slice(at + 6) };
}

export const gap = (what: string): Span => ({ gap: what });
/** What is known, else a gap. */
export const or = (value: string | null, what: string): Span => (value ? plain(value) : gap(what));

/** "Kế hoạch số 62/KH-UBND", in full with date, issuer and title (Decree 30, Appendix I, II.6 on documents named). */
export function documentName(
  document: Pick<DocumentFacts, 'type' | 'number' | 'issuer' | 'issuedOn' | 'title'>,
  isFull: boolean,
): Span[] {
  const { type, number, issuer, issuedOn, title } = document;
  const name: Span[] = [`${typeWords[type ?? ''] ?? 'Văn bản'} số `, or(number, 'số, ký hiệu')];
  if (!isFull) return name;
  name.push(
    ' ',
    issuedOn === null ? gap('ngày ban hành') : longDate(issuedOn),
    ' của ',
    or(issuer, 'cơ quan ban hành'),
  );
  if (title) name.push(titleWords(plain(title), typeWords[type ?? ''] ?? ''));
  return name;
}

/** A title goes on from "của UBND tỉnh" as a sentence does where that is safe; else it stands in quotation marks. */
function titleWords(whole: string, type: string): string {
  const isTyped = type !== '' && fold(whole).startsWith(`${fold(type)} `);
  // Composed text of one language: the words of the type are as long in the title.
  const title = isTyped ? whole.slice(type.length).trim() : whole;
  const folded = fold(title);
  if (/^ve\b/.test(folded)) return ` ${title.charAt(0).toLocaleLowerCase('vi')}${title.slice(1)}`;
  if (doing.test(folded)) return ` về việc ${title.charAt(0).toLocaleLowerCase('vi')}${title.slice(1)}`;
  return ` “${title}”`;
}

/** Whether two names are of one body, "UBND" or written out. */
export function isSameBody(one: string | null, other: string | null): boolean {
  const short = (name: string): string => fold(name).replace(/^uy ban nhan dan\b/, 'ubnd');
  return one !== null && other !== null && short(one) === short(other);
}

/** Before whom a unit answers for what an issuer ordered. */
export function headOfIssuer(issuer: string | null): Span[] {
  if (issuer === null) return [gap('người đứng đầu cơ quan ban hành')];
  return [/^(?:ubnd|uy ban nhan dan)\b/.test(fold(issuer)) ? `Chủ tịch ${plain(issuer)}` : plain(issuer)];
}
