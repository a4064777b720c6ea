/**
 * Letters taken for one another where a font draws "a" as a circle: "bóo cóo", "xôy dựng", "thóng 6". Put right only where the
 * syllable as read is none of the language, or none that stands in such a text; figures are `ocr-repair.ts`.
 */

/** The letter that was drawn, for the one that was read. */
const drawn: ReadonlyMap<string, string> = new Map(
  Object.entries({
    o: 'a', ó: 'á', ò: 'à', ỏ: 'ả', õ: 'ã', ọ: 'ạ',
    ô: 'â', ố: 'ấ', ồ: 'ầ', ổ: 'ẩ', ỗ: 'ẫ', ộ: 'ậ',
    ơ: 'a', ớ: 'á', ờ: 'à', ở: 'ả', ỡ: 'ã', ợ: 'ạ', ø: 'a',
  }),
); // prettier-ignore

const round = 'oóòỏõọôốồổỗộơớờởỡợø';
const plain = 'oóòỏõọ';

/** Rimes that no Vietnamese syllable has, and in them the letter that was misread (its place from the end). */
const impossible: readonly { pattern: RegExp; fromEnd: number }[] = [
  // "báo", "xây", "sâu", "ngày" with a circle for the "a"; "hươu" and "xoong" are words.
  { pattern: /(?<![ưu])[óòỏõọôốồổỗộơớờởỡợ][ouy]$/u, fromEnd: 2 },
  { pattern: new RegExp(`(?<![${round}uư])[${plain}][uy]$`, 'u'), fromEnd: 2 },
  // "thành", "cách".
  { pattern: new RegExp(`[${round}](?:nh|ch)$`, 'u'), fromEnd: 3 },
  // "hoàn", "khoản", "soát", "toàn".
  { pattern: /[hktsxlngđcr]o[óòỏõọờởợø](?:[nmtciy]|ng)$/u, fromEnd: 0 },
];

/** Syllables that are words, but not in such a text; right with the other letter. */
const foreign = new Set(
  'cóc thóng vò vờ bơn bợn phóp phót nhôn tuôn quơn xõ đỏng bòn cốp chốp xuốt phôn tóc quó quỏ dôn tồm lõnh'.split(
    ' ',
  ),
);

/** Syllables that are words elsewhere, wrong before these. */
const before: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    tòi: ['chính', 'liệu', 'sản', 'nguyên', 'khoản', 'trợ'],
    tời: ['chính', 'liệu', 'sản', 'nguyên', 'khoản', 'trợ'],
    giỏi: ['pháp', 'phóp', 'quyết', 'trình', 'ngân', 'phóng', 'thể'],
    ơn: ['ninh', 'toàn', 'toòn', 'sinh', 'giang'],
    vốn: ['đề'],
    đợt: ['được', 'chuẩn', 'yêu', 'kết', 'tỷ'],
    khoo: ['học'],
    giom: ['sát', 'sót'],
    tro: ['việc'],
    con: ['sự'],
    vơi: ['trò'],
    nhốt: ['nội', 'là', 'nghe'],
    cón: ['bộ'],
  }),
);

/** Syllables that are words elsewhere, wrong after these. */
const after: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    khơi: ['triển', 'công'],
    sót: ['khảo', 'khỏo', 'giám', 'bám', 'bóm', 'kiểm'],
    đỏm: ['bảo', 'bỏo'],
    tro: ['kiểm', 'thanh'],
    nhốt: ['thứ', 'thống', 'ít'],
  }),
);

/** Puts a word right, from its neighbours as they were read. */
export function mendLetters(word: string, previous: string, next: string): string {
  const match = /^(\P{L}{0,3})([\p{L}]{1,9})(\P{L}{0,3})$/u.exec(word);
  const letters = match?.[2];
  if (letters === undefined) return word;
  const mended = mendSyllable(letters, bare(previous), bare(next));
  return mended === letters ? word : `${match?.[1] ?? ''}${mended}${match?.[3] ?? ''}`;
}

function bare(word: string): string {
  return word.toLowerCase().replace(/\P{L}+/gu, '');
}

function mendSyllable(letters: string, previous: string, next: string): string {
  const small = letters.slice(0, 1).toLowerCase() + letters.slice(1);
  for (const { pattern, fromEnd } of impossible) {
    if (!pattern.test(small)) continue;
    const at = fromEnd > 0 ? letters.length - fromEnd : small.search(/[óòỏõọờởợø]/u);
    return swap(letters, at);
  }
  const isWrong =
    foreign.has(small) ||
    before.get(small)?.includes(next) === true ||
    after.get(small)?.includes(previous) === true;
  return isWrong
    ? swap(letters, small === 'khoo' ? 3 : small.search(new RegExp(`[${round}]`, 'u')))
    : letters;
}

function swap(letters: string, at: number): string {
  const right = drawn.get(letters[at] ?? '');
  return right === undefined ? letters : letters.slice(0, at) + right + letters.slice(at + 1);
}
