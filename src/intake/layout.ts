/**
 * Where the head, the title and the body of a document begin, and where an enclosed document does.
 * Knows how papers are laid out (domain.md 1.2); the tree of what follows is `outline.ts`.
 */
import type { Block } from './block.js';
import { markerOf } from './marker.js';

const typeLine =
  /^[*\s]*(?:KẾ HOẠCH|CHỈ THỊ|QUY[ẾÉ]T Đ[ỊI]NH|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG)?|THÔNG BÁO|HƯỚNG DẪN|NGHỊ QUYẾT|PHƯƠNG ÁN|ĐỀ ÁN|CÔNG ĐIỆN|KẾT LUẬN|QUY CHẾ|QUY ĐỊNH|BÁO CÁO|TỜ TRÌNH|ĐỀ CƯƠNG|CÔNG VĂN)(?![\p{Ll}])/u;
const typeStart =
  /^[*\s]*(?:Kế hoạch|Chỉ thị|Quyết định|Chương trình|Thông báo|Hướng dẫn|Công điện|Nghị quyết)\s/u;
const bodyStart =
  /^[*\s]*(?:Căn cứ|Thực hiện|Để |Trong |Nhằm|Theo|Trên cơ sở|Thi hành|Xét|Qua |Sau |Kính gửi|Từ |Ngày |Năm |Thời gian qua|Hiện nay|Những năm|Trước tình hình|Với |Tiếp tục|Triển khai (?:thực hiện )?(?:Nghị|Quyết|Chỉ|Kế|Công|Kết|Chương))/u;
const headStart =
  /C[ỘÔỌ]NG H[ÒOÓ][AÀ]|Đ[ẢÀA]NG C[ỘÔ]NG S[ẢÀA]N|^[*\s]*S[ốôóỐ]\s*:?\s?\d|^[*\s"]*(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|HỘI ĐỒNG NHÂN DÂN|SỞ|VĂN PHÒNG)(?![\p{Ll}])/u;
const annexLine = /^[*\s]*(?:Phụ lục|PHỤ LỤC|Phụ biểu|PHỤ BIỂU)(?=[\s\d:.]|$)/u;
/** Where the parts of a document begin, as block indexes. */
export interface Layout {
  /** First block of the document proper; web-page words stand before it. */
  first: number;
  /** The block with the type word, or -1. */
  type: number;
  /** First block after the title. */
  body: number;
}

/** Finds the head, the title and the start of the body. */
export function layoutOf(blocks: Block[]): Layout {
  const limit = Math.min(blocks.length, 80);
  let type = -1;
  for (let index = 0; index < limit; index += 1) {
    const text = blocks[index]?.text ?? '';
    // A letter has no type word; "PHƯƠNG ÁN …" over its annex is the annex's.
    if (index > 0 && annexLine.test(text) && hasPoints(blocks, index)) break;
    if (typeLine.test(text) && text.length < 700) {
      type = index;
      break;
    }
  }
  if (type < 0 && typeStart.test(blocks[0]?.text ?? '') && (blocks[0]?.text.length ?? 0) < 400) type = 0;
  const letter = type < 0 ? letterStart(blocks, limit) : -1;
  let first = type < 0 ? 0 : type;
  for (let index = 0; index < (type < 0 ? Math.max(letter, Math.min(limit, 12)) : type); index += 1) {
    if (headStart.test(blocks[index]?.text ?? '')) {
      first = index;
      break;
    }
  }
  if (type < 0) return { first, type, body: Math.max(letter, first) };
  let body = type + 1;
  const title = blocks[type]?.text ?? '';
  const bare = title.trim().length <= 24;
  while (body < Math.min(blocks.length, type + 6)) {
    const text = blocks[body]?.text ?? '';
    // "Triển khai thực hiện Kế hoạch số …" right under the type word is the title, a sentence with its stop is not.
    const summary = body === type + 1 && bare && text.length <= 320 && !/[.;:,]$/.test(text.trim());
    if (
      (bodyStart.test(text) && !summary) ||
      /^[*\s]*(?:(?:ỦY|UỶ|UY) BAN NHÂN DÂN|CHỦ TỊCH|HỘI ĐỒNG NHÂN DÂN)/u.test(text) ||
      blocks[body]?.kind === 'row' ||
      text.length > 320 ||
      markerOf(text) !== null
    )
      break;
    // A title line is short and unended; a full sentence is already the body.
    if (/[.;:]$/.test(text.trim()) && text.length > 120 && title !== '') break;
    body += 1;
  }
  return { first, type, body };
}

/** Whether numbered points, the body of some document, stand before a block. */
function hasPoints(blocks: Block[], index: number): boolean {
  return blocks
    .slice(0, index)
    .some((block) => block.kind !== 'row' && markerOf(block.text)?.bullet === false);
}

/** The line with which the text of an official letter begins ("Kính gửi: …"), or -1: letters have no type word. */
function letterStart(blocks: Block[], limit: number): number {
  return blocks.slice(0, Math.min(limit, 40)).findIndex((block) => /^[*\s]*Kính gửi/u.test(block.text));
}

/** Whether a type word on its own begins an enclosed document, told by "(Ban hành kèm theo …)" near it. */
export function isEnclosed(blocks: Block[], index: number): boolean {
  const text = blocks[index]?.text ?? '';
  if (!typeLine.test(text) || text.length > 700) return false;
  return blocks
    .slice(index, index + 6)
    .some((block) => /\((?:Ban hành )?[Kk]èm theo /u.test(block.text.replace(/\*/g, '')));
}

/** The first block after the title and the caption of an enclosed document. */
export function bodyAfter(blocks: Block[], index: number): number {
  const caption = blocks
    .slice(index, index + 6)
    .findIndex((block) => /\((?:Ban hành )?[Kk]èm theo /u.test(block.text.replace(/\*/g, '')));
  return index + caption + 1;
}
