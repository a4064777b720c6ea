/**
 * Who acts, for bodies whose kind no list knows: "CĐCS", "Xí nghiệp Thủy lợi huyện:", "các khoa, phòng gửi …".
 * Told by shape alone (capitals, a determiner, a colon, the verb that follows), and only where nothing known is found;
 * names guessed this way are not in the directory, so a person is asked about them before anything is published.
 */
import type { UnitMention, Words } from '../domain/unit-mention.js';
import { isVerbAt, wordAt } from '../domain/unit-mention.js';
import { fold } from '../domain/text.js';
import { attributeOf } from './attribute.js';
import { opensWithDuty } from './duty-verbs.js';

/** A guessed name and where the words about what to do begin. */
export interface Guess {
  mention: UnitMention;
  action: number;
}

/** Longest guessed name, in words and in UTF-16 units. */
const longest = { words: 8, many: 12, length: 70 } as const;

/** Things, papers, events: nouns that act in no sentence, however they are determined. Folded. */
const things =
  /^(?:noi dung|nhiem vu|giai phap|hoat dong|cong viec|chi tieu|muc tieu|van ban|bao cao|ho so|ke hoach|chuong trinh|du an|cong trinh|truong hop|van de|kho khan|y kien|kien nghi|so lieu|quy dinh|thu tuc|dot|cuoc|buoi|hoi nghi|hoi thi|hoi thao|san pham|mo hinh|dien hinh|tac pham|bai|tin|dieu kien|bien phap|hinh thuc|nguon|khoan|muc|tieu chi|linh vuc|phong trao|danh sach|bieu|thong tin|dich vu|tai lieu|chinh sach|che do|mat hang|su kien|hang muc|nam|thang|quy|tuan|ngay|ky|giai doan|buoc|phuong an|de an|nghi quyet|chi thi|quyet dinh|ket luan|cong tac|viec|loai|vu|diem|phan|so|le|vong|giai|chuyen de|chu de|cau|con|tra|cay|khu vuc|tuyen|vi tri|thoi gian|dia diem|thanh phan|doi tuong|kinh phi|yeu cau|muc dich|ket qua|tien do|to chuc thuc hien|cap|hinh anh|tieu chuan|luat|nghi dinh|thong tu|ho|nguoi|don thu|vuong mac|hanh vi|sai pham|nguyen nhan|tinh hinh|xe|tau|thuoc|giong|trang|mau|phieu)(?:\s|$)/;

const levels =
  /(?:^|\s)(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã|cơ sở|cơ quan|trường|bệnh viện|thôn|khu)$/iu;

/** A guessed actor at a word, with a verb or a colon behind it; null when the shape does not tell. */
export function guessedAt(words: Words, index: number, end: number): Guess | null {
  return acronymAt(words, index, end) ?? determinedAt(words, index, end) ?? labelledAt(words, index, end);
}

/** A line of its own that names who does what stands under it ("2. Xí nghiệp Thủy lợi huyện"); null for other headings. */
export function guessedHeading(words: Words, start: number): Guess | null {
  const text = words.text.slice(start).trimEnd();
  return text.length <= longest.length && !/[.;:,]$/.test(text) && isName(words, start, start + text.length)
    ? guess(words, start, start + text.length)
    : null;
}

function guess(words: Words, start: number, end: number, isMany = false): Guess {
  const text = words.text.slice(start, end);
  return { mention: { text, start, end, collective: isMany }, action: end };
}

/** "LĐLĐ huyện tổng hợp …", "CĐCS: …": capitals, perhaps a level, then who does what. */
function acronymAt(words: Words, index: number, end: number): Guess | null {
  const first = words.list[index];
  if (first === undefined || first.end > end) return null;
  const text = words.text.slice(first.start, first.end);
  if (!/^[A-ZĐƯÔ]{2}[A-ZĐƯÔ&]{0,6}$/u.test(text) || /^[IVX]+$/.test(text)) return null;
  const level = /^\s(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|cơ sở|trường)(?=[\s:,])/iu.exec(
    words.text.slice(first.end, first.end + 20),
  );
  const close = first.end + (level?.[0].length ?? 0);
  // "CĐCS các trường phát động …"
  const many = determinedAt(words, index + 1, end);
  if (many !== null) return guess(words, first.start, many.mention.end, true);
  return acts(words, close) ? guess(words, first.start, close) : null;
}

/** "các khoa, phòng gửi …", "mỗi CĐCS lựa chọn …": a determiner, a few nouns, a verb. */
function determinedAt(words: Words, index: number, end: number): Guess | null {
  const first = words.list[index];
  if (first === undefined || !/^(?:các|mỗi|những|từng)$/u.test(first.lower)) return null;
  const second = words.list[index + 1];
  if (second === undefined || things.test(fold(words.text.slice(second.start, second.start + 40))))
    return null;
  for (let at = index + 2; at <= index + longest.many; at += 1) {
    const word = words.list[at];
    if (word === undefined || word.start >= end) return null;
    const joint = words.text.slice(words.list[at - 1]?.end ?? 0, word.start);
    if (!/^(?:\s|,\s|\/)$/u.test(joint)) return joint.startsWith(':') ? many(words, index, at) : null;
    if (isVerbAt(words, at)) return joint === ' ' ? many(words, index, at) : null;
    if (/^\d/.test(word.lower)) return null;
  }
  return null;
}

function many(words: Words, from: number, to: number): Guess {
  return guess(words, words.list[from]?.start ?? 0, words.list[to - 1]?.end ?? 0, true);
}

/** "Xí nghiệp Thủy lợi huyện: sửa chữa …": a name alone before a colon and a duty. */
function labelledAt(words: Words, index: number, end: number): Guess | null {
  const start = words.list[index]?.start;
  if (start === undefined) return null;
  const colon = words.text.slice(start, Math.min(end, start + longest.length + 1)).indexOf(':');
  if (colon < 4 || attributeOf(words.text, start) !== null) return null;
  const close = start + words.text.slice(start, start + colon).trimEnd().length;
  if (!isName(words, start, close) || !opensWithDuty(words.text.slice(start + colon + 1, end))) return null;
  return { ...guess(words, start, close), action: start + colon + 1 };
}

/** Whether words look like the name of a body: a capital first and another later or a level last, no verb, no figure. */
function isName(words: Words, start: number, end: number): boolean {
  const from = wordAt(words, start);
  const to = wordAt(words, end);
  const text = words.text.slice(start, end);
  if (to - from < 2 || to - from > longest.words || /[\d.;?!"“]/.test(text)) return false;
  if (words.list[from]?.capital !== true || things.test(fold(text)) || text === text.toUpperCase())
    return false;
  const inner = words.list.slice(from + 1, to);
  if (!inner.some((word) => word.capital) && !levels.test(text)) return false;
  return !inner.some((_, offset) => isVerbAt(words, from + 1 + offset)) && !isVerbAt(words, from);
}

/** Whether a verb or a colon stands at a position. */
function acts(words: Words, position: number): boolean {
  const sign = words.text.slice(position, position + 2);
  return sign.startsWith(':') || (/^\s/.test(sign) && isVerbAt(words, wordAt(words, position)));
}
