/**
 * Recognises marks of state secrecy and restricted circulation (domain.md 1.9, 1.10; Law 117/2025/QH15).
 * Looks at words only; what happens to a marked document is decided by the callers.
 */
import { fold } from '../domain/text.js';

/** How much of a document counts as its first page, in characters and lines. */
const firstPage = { characters: 6000, lines: 90 } as const;

const boxWords = new Set([
  'MẬT',
  'TỐI MẬT',
  'TUYỆT MẬT',
  'ĐỘ MẬT',
  'HỎA TỐC MẬT',
  'MẬT KHẨN',
  'TÀI LIỆU MẬT',
  'VĂN BẢN MẬT',
]);
const restricted = new Set([
  'LƯU HÀNH NỘI BỘ',
  'XEM XONG TRẢ LẠI',
  'TÀI LIỆU LƯU HÀNH NỘI BỘ',
  'TÀI LIỆU THU HỒI',
]);

/** A line's letters in capitals, without decoration; letters set apart ("M Ậ T", "M.Ậ.T") are closed up. */
function plainLine(line: string): string {
  const text = line
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[^\p{L}\p{N}\s]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const parts = text.split(' ');
  return parts.length > 2 && parts.every((part) => /^\P{M}\p{M}*$/u.test(part)) ? parts.join('') : text;
}

/** The words a spaced-out line may stand for, without their spaces. */
const closed = new Set([...boxWords, ...restricted].map((word) => word.replace(/ /g, '')));

/**
 * Whether a text carries a mark of secrecy or of restricted circulation: a box word alone on a line of the first page,
 * "Độ mật: …", "BÍ MẬT NHÀ NƯỚC", "TÀI LIỆU THU HỒI". Ordinary words ("bảo mật", "mật độ", "bí mật kinh doanh") are none.
 * Decomposed letters, spaced letters, brackets and stars around the word make no difference.
 */
export function isMarkedSecret(text: string): boolean {
  const lines = text.slice(0, 200_000).split(/\r\n?|[\n\f\v\u2028\u2029]/);
  let seen = 0;
  let count = 0;
  for (const raw of lines) {
    const line = plainLine(raw.slice(0, 400));
    if (line === '') continue;
    count += 1;
    seen += raw.length;
    const upper = line.toUpperCase();
    const first = seen <= firstPage.characters + raw.length && count <= firstPage.lines;
    if (first) {
      // A small "mật" alone is the end of a wrapped line ("bảo / mật"), not a box.
      const boxed = line.charAt(0) !== line.charAt(0).toLowerCase();
      if (boxed && (boxWords.has(upper) || restricted.has(upper))) return true;
      if (line === upper && closed.has(upper.replace(/ /g, ''))) return true;
      // Cells of a heading table on one line: "UBND TỈNH A    TỐI MẬT".
      if (raw.split(/\t|\s{3,}|\|/).some((part) => boxWords.has(plainLine(part)))) return true;
    }
    if (
      /[:–-]/.test(raw) &&
      /^(?:do|muc do|cap do) (?:bi )?mat(?! do)(?! ?(?:khong|thuong|binh thuong))(?:\s|$)/.test(fold(line)) &&
      line.length < 60
    )
      return true;
    if (
      line === upper &&
      /(?:^|\s)(?:BÍ MẬT NHÀ NƯỚC|TÀI LIỆU THU HỒI|DANH MỤC MẬT)(?:\s|$)/u.test(line) &&
      !/LUẬT|BẢO VỆ/u.test(line)
    )
      return true;
  }
  return false;
}

/**
 * Whether a file's name or the words sent with it say that it is marked: "12-BC (TỐI MẬT).pdf", "tai lieu mat.docx",
 * "MẬT" as a word of its own. Names of ordinary papers ("quy chế bảo mật", "bí mật kinh doanh") say no such thing.
 */
export function isMarkedName(name: string): boolean {
  const words = name
    .slice(0, 2000)
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (
    /(?:^| )(?:toi mat|tuyet mat|tai lieu mat|van ban mat|cong van mat|do mat|luu hanh noi bo|xem xong tra lai|tai lieu thu hoi|bi mat nha nuoc)(?= |$)(?! (?:cong|khau|thiet|do ))/.test(
      fold(words),
    )
  )
    return !/(?:^| )(?:bao ve|luat|tap huan|tuyen truyen|phap luat|nghi dinh)(?: |$)/.test(fold(words));
  return /(?:^| )(?<!(?:BẢO|BÍ|MẠCH) )MẬT(?= |$)(?! (?:MÃ|KHẨU|ĐỘ|THIẾT|VỤ|ONG))/u.test(words);
}
