/**
 * How the words inside a name are spelled: phrases in their usual capitals, abbreviations written out.
 * Whole bodies are `unit-catalogue.ts`; this is for names nobody listed.
 */
import { foldInPlace } from './text.js';
import { wordsOf } from './unit-text.js';

/** Phrases inside names, spelled as they should be; the first word list decides, the longest wins. */
const phrases: readonly string[] =
  `Ban Quản lý;Ban Chỉ đạo;Ban Chỉ huy;Ban Thường vụ;Ban Chấp hành;Ban Tổ chức
;Ban Giám đốc;Ban Dân tộc;Ban Thanh tra nhân dân;Ủy ban nhân dân;Hội đồng nhân dân;Mặt trận Tổ quốc
;Thường trực;Văn phòng;Tổ Biên tập;Khu kinh tế;Khu công nghiệp;Khu chế xuất;Cụm công nghiệp
;Công ty Cổ phần;Tỉnh ủy;Thành ủy;Huyện ủy;Thị ủy;Đảng ủy;Đảng bộ;Tỉnh đoàn;Trung tâm;Chi cục;Đoàn đại biểu Quốc hội
;Thi đua - Khen thưởng;Khoa học và Công nghệ;Kế hoạch và Đầu tư;Tài nguyên và Môi trường;Nông nghiệp và Môi trường
;Nông nghiệp và Phát triển nông thôn;Giáo dục và Đào tạo;Lao động - Thương binh và Xã hội;Thông tin và Truyền thông
;Văn hóa, Thể thao và Du lịch;Giao thông vận tải;Phát thanh - Truyền hình;Hội Liên hiệp Phụ nữ;Hội Nông dân
;Hội Cựu chiến binh;Liên đoàn Lao động;Hội Chữ thập đỏ;Đoàn Thanh niên Cộng sản Hồ Chí Minh`
    .split(';')
    .map((phrase) => phrase.trim());

/** Abbreviations inside names. Longer names made of them are in the catalogue. */
const abbreviations: readonly [string, string][] = [
  ['UBND', 'Ủy ban nhân dân'],
  ['UB', 'Ủy ban'],
  ['HĐND', 'Hội đồng nhân dân'],
  ['UBMTTQVN', 'Ủy ban Mặt trận Tổ quốc Việt Nam'],
  ['UBMTTQ', 'Ủy ban Mặt trận Tổ quốc Việt Nam'],
  ['MTTQVN', 'Mặt trận Tổ quốc Việt Nam'],
  ['MTTQ', 'Mặt trận Tổ quốc Việt Nam'],
  ['BCĐ', 'Ban Chỉ đạo'],
  ['BCH', 'Ban Chấp hành'],
  ['BTV', 'Ban Thường vụ'],
  ['UVBTVTU', 'ủy viên Ban Thường vụ Tỉnh ủy'],
  ['UVBTV', 'ủy viên Ban Thường vụ'],
  ['BTVTU', 'Ban Thường vụ Tỉnh ủy'],
  ['BQL', 'Ban Quản lý'],
  ['QL', 'Quản lý'],
  ['QLDA', 'Quản lý dự án'],
  ['VP', 'Văn phòng'],
  ['TU', 'Tỉnh ủy'],
  ['TW', 'Trung ương'],
  ['TP', 'thành phố'],
  ['TX', 'thị xã'],
  ['KKT', 'Khu kinh tế'],
  ['KCN', 'Khu công nghiệp'],
  ['KCX', 'Khu chế xuất'],
  ['CCN', 'Cụm công nghiệp'],
  ['HTX', 'Hợp tác xã'],
  ['LĐLĐ', 'Liên đoàn Lao động'],
  ['LHPN', 'Liên hiệp Phụ nữ'],
  ['CCB', 'Cựu chiến binh'],
  ['TĐKT', 'Thi đua - Khen thưởng'],
  ['KHCN', 'Khoa học và Công nghệ'],
  ['KHĐT', 'Kế hoạch và Đầu tư'],
  ['GDĐT', 'Giáo dục và Đào tạo'],
  ['TNMT', 'Tài nguyên và Môi trường'],
  ['NNPTNT', 'Nông nghiệp và Phát triển nông thôn'],
  ['PTNT', 'Phát triển nông thôn'],
  ['LĐTBXH', 'Lao động - Thương binh và Xã hội'],
  ['TBXH', 'Thương binh và Xã hội'],
  ['TTTT', 'Thông tin và Truyền thông'],
  ['GTVT', 'Giao thông vận tải'],
  ['VHTTDL', 'Văn hóa, Thể thao và Du lịch'],
  ['KTXH', 'kinh tế - xã hội'],
  ['CNTT', 'Công nghệ thông tin'],
  ['CĐS', 'chuyển đổi số'],
  ['CCHC', 'cải cách hành chính'],
  ['NTM', 'nông thôn mới'],
  ['GPMB', 'giải phóng mặt bằng'],
  ['ATTP', 'an toàn thực phẩm'],
  ['ATGT', 'an toàn giao thông'],
  ['PCTT', 'phòng, chống thiên tai'],
  ['TKCN', 'tìm kiếm cứu nạn'],
  ['PCCC', 'phòng cháy, chữa cháy'],
  ['BHXH', 'Bảo hiểm xã hội'],
  ['TNHH', 'TNHH'],
  ['MTV', 'MTV'],
  ['CP', 'Cổ phần'],
];

interface Phrase {
  words: string[];
  text: string;
}

const phraseTable = tableOf(
  phrases.map((text): Phrase => ({ words: wordsOf(text).map((word) => word.plain), text })),
);
const abbreviationTable = new Map(abbreviations.map(([short, text]) => [foldInPlace(short), text]));

function tableOf(list: readonly Phrase[]): Map<string, Phrase[]> {
  const table = new Map<string, Phrase[]>();
  for (const phrase of [...list].sort((a, b) => b.words.length - a.words.length)) {
    const first = phrase.words[0] ?? '';
    table.set(first, [...(table.get(first) ?? []), phrase]);
  }
  return table;
}

/** Headings in capitals: each word lower case with a capital, class words of places small. */
export function withoutShouting(text: string): string {
  const words = wordsOf(text);
  if (words.length < 3 || text !== text.toUpperCase()) return text;
  return text
    .replace(/[\p{L}\p{M}\d]+/gu, (word) =>
      abbreviationTable.has(foldInPlace(word)) && word.length > 2 ? word : upperFirst(word.toLowerCase()),
    )
    .replace(/ (Xã|Phường|Huyện|Thị Xã|Thành Phố|Thị Trấn|Đặc Khu|Tỉnh|Quận|Và|Các)(?= )/g, (noun) =>
      noun.toLowerCase(),
    );
}

/** Known phrases and abbreviations of a name as they should be; everything else, places above all, as written. */
export function respell(text: string): string {
  const words = [...text.matchAll(/[\p{L}\p{M}\d]+/gu)].map((found) => ({
    raw: found[0],
    plain: foldInPlace(found[0]),
    start: found.index,
    end: found.index + found[0].length,
  }));
  let name = '';
  let from = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    // A place's own name is never respelled.
    const before = words[at - 1]?.plain;
    const isPlace = before !== undefined && /^(?:xa|phuong|huyen|quan)$/.test(before);
    const phrase = isPlace
      ? undefined
      : phraseTable
          .get(word.plain)
          ?.find((one) => one.words.every((part, i) => words[at + i]?.plain === part));
    const short = abbreviationTable.get(joinedWith(words, at, text));
    const single =
      word.raw === word.raw.toUpperCase() && word.raw.length > 1
        ? abbreviationTable.get(word.plain)
        : undefined;
    let last = at;
    let replacement: string | undefined;
    if (phrase) {
      replacement = phrase.text;
      last = at + phrase.words.length - 1;
    } else if (short !== undefined) {
      replacement = short;
      last = lastJoined(words, at, text);
    } else replacement = single ?? (/^KCNs$|^KCNS$/.test(word.raw) ? 'Khu công nghiệp' : undefined);
    if (replacement === undefined) continue;
    name += text.slice(from, word.start) + replacement;
    from = words[last]?.end ?? word.end;
    at = last;
    if (text[from] === '.' && text[from + 1] === ' ') from += 1;
  }
  const tail = name + text.slice(from);
  return tail
    .replace(/\s*&\s*/g, ' và ')
    .replace(/Mặt trận Tổ quốc Việt Nam Việt Nam/g, 'Mặt trận Tổ quốc Việt Nam')
    .replace(/Mặt trận Tổ quốc(?! Việt Nam)/g, 'Mặt trận Tổ quốc Việt Nam')
    .replace(/Cô phần|Cố phần/g, 'Cổ phần')
    .replace(
      /(^| )([Uu])ỷ (?=ban|viên)/g,
      (_, space: string, letter: string) => `${space}${letter === 'U' ? 'Ủ' : 'ủ'}y `,
    )
    .replace(/\s+/g, ' ')
    .trim();
}

interface Piece {
  raw: string;
  plain: string;
  start: number;
  end: number;
}

/** Capital pieces glued by "&", "-" or "." from `at`: "KH&ĐT", "LĐ-TB&XH". */
function lastJoined(words: readonly Piece[], at: number, text: string): number {
  let last = at;
  while (last + 1 < words.length && last < at + 4) {
    const here = words[last];
    const next = words[last + 1];
    if (!here || !next || here.raw !== here.raw.toUpperCase() || next.raw !== next.raw.toUpperCase()) break;
    if (!/^\s?[&.-]\s?$/.test(text.slice(here.end, next.start))) break;
    last += 1;
  }
  return last;
}

function joinedWith(words: readonly Piece[], at: number, text: string): string {
  const last = lastJoined(words, at, text);
  if (last === at) return '';
  return words
    .slice(at, last + 1)
    .map((word) => word.plain)
    .join('');
}

/** First letter capital. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
