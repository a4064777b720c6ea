/** How many pages a plan asks for: "15-20 trang A4", "không quá 05 trang", "tối thiểu 10 trang". Pure. */
import { fold } from '../text.js';

/** Fewest and most pages; null where the words set no bound. */
export interface PageRange {
  min: number | null;
  max: number | null;
}

/** How far "khoảng 15 trang", or "15 trang" alone, may be missed: people mean a size, not a number. */
const loose = 0.3;

const most = 'khong qua|khong vuot qua|khong duoc qua|khong nhieu hon|toi da|nhieu nhat|duoi|<=|≤|<';
const least = 'khong duoi|khong it hon|toi thieu|it nhat|tren|>=|≥|>';
const amount = String.raw`(?:[a-z]{2,8}\s?)?\(?(\d{1,3})\)?`;
const passage = new RegExp(
  String.raw`(?:(?<bound>${most}|${least}|khoang|chung)\s{0,3})?(?:tu\s)?${amount}(?:\s?(?:trang\s?(?:a4\s?)?)?(?:-|–|—|den|toi)\s?${amount})?\s?trang(?<after>[^.;,]{0,40})`,
  'g',
);

/**
 * Reads the pages asked for.
 * @returns null when the words name no pages, name them for each of several things ("05 trang/mô hình", "mỗi báo cáo …") or
 *   for another size of paper, or contradict themselves: then nothing can be held against a file.
 */
export function readVolume(volume: string | null): PageRange | null {
  if (volume === null) return null;
  const text = fold(volume.slice(0, 500));
  if (/\bmoi (?!trang)|\btrang\s?(?:giay\s)?(?:a4\s?)?\/|\ba[0-35]\b/.test(text)) return null;
  const ranges: PageRange[] = [];
  for (const match of text.matchAll(passage)) {
    // "phụ lục không quá 10 trang" is about something else.
    if (/phu luc[^,;.]{0,20}$/.test(text.slice(0, match.index))) continue;
    ranges.push(rangeOf(match));
  }
  const [first, second] = ranges;
  if (first === undefined || ranges.length > 2) return null;
  const range = second === undefined ? first : together(first, second);
  if (range === null) return null;
  // What stands beside the counted pages makes the file longer than it may look.
  const isApart = /khong (?:ke|tinh|bao gom)|chua (?:ke|tinh)|(?:phan|noi dung) chinh/.test(text);
  const read = isApart ? { ...range, max: null } : range;
  return isSound(read) ? read : null;
}

function rangeOf(match: RegExpMatchArray): PageRange {
  const [, , one = '0', other] = match;
  const bound = match.groups?.['bound'] ?? '';
  const after = match.groups?.['after'] ?? '';
  const [from, to] = [Number(one), Number(other ?? one)];
  if (bound !== '' && new RegExp(`^(?:${most})$`).test(bound)) return { min: null, max: to };
  if (bound !== '' && new RegExp(`^(?:${least})$`).test(bound)) return { min: from, max: null };
  if (/tro len/.test(after)) return { min: from, max: null };
  if (/tro (?:xuong|lai)/.test(after)) return { min: null, max: to };
  if (other !== undefined && bound === '') return { min: from, max: to };
  return { min: Math.max(1, Math.floor(from * (1 - loose))), max: Math.ceil(to * (1 + loose)) };
}

/** A lower and an upper bound said one after the other. */
function together(one: PageRange, other: PageRange): PageRange | null {
  if (one.max === null && other.min === null) return { min: one.min, max: other.max };
  if (one.min === null && other.max === null) return { min: other.min, max: one.max };
  return null;
}

function isSound({ min, max }: PageRange): boolean {
  if (min === null && max === null) return false;
  return (
    (min === null || min > 0) && (max === null || max > 0) && (min === null || max === null || min <= max)
  );
}
