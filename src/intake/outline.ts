/**
 * Blocks → a tree of outline nodes with their region (head, body, recipients, annex) and place.
 * Knows how documents are laid out (domain.md 1.2, 1.5, 1.7), not what a passage orders.
 */
import { fold } from '../domain/text.js';
import type { Block } from './block.js';
import { bodyAfter, isEnclosed, type Layout } from './layout.js';
import type { Marker } from './marker.js';
import { levels, markerOf } from './marker.js';

/** What part of the document a node stands in. */
export type Region = 'furniture' | 'head' | 'body' | 'tail' | 'annex';

/** What a section is about; only `duty` sections order things without further proof. */
export type Section = 'duty' | 'preamble' | 'purpose' | 'goal' | 'criteria' | 'background';

/** One block in the tree. */
export interface Node {
  block: Block;
  /** The block's text with emphasis marks blanked out; positions equal those of `block.text`. */
  text: string;
  marker: Marker | null;
  level: number;
  /** Where the text after the marker begins. */
  start: number;
  region: Region;
  section: Section;
  /** Number of the section (top-level heading) the node belongs to; merging looks across sections only. */
  part: number;
  place: string;
  parent: Node | null;
  children: Node[];
}

const recipients = /^[*\s]*(?:Nơi nhận|NƠI NHẬN)(?!\s(?:báo cáo|hồ sơ|văn bản|tài liệu|sản phẩm))/u;
const signature = /^[*\s"]*(?:TM\.|T\/M|KT\.|TL\.|TUQ\.|T\/L|K\/T)\s*\p{Lu}/u;
const annexStart =
  /^[*\s]*(?:Phụ lục|PHỤ LỤC|DANH MỤC|BIỂU|Biểu số|BẢNG|Mẫu số|MẪU|PHÂN CÔNG|Phụ biểu|PHỤ BIỂU)(?![\p{Ll}])/u;

/** A line of the head, outside the tree. */
function plainNode(block: Block, text: string, part: number): Node {
  return {
    block,
    text,
    marker: null,
    level: levels.plain,
    start: 0,
    region: 'head',
    section: 'preamble',
    part,
    place: '',
    parent: null,
    children: [],
  };
}

/** Short lines that only name what follows. */
function isHeading(node: Node): boolean {
  const text = node.text.slice(node.start).trim();
  if (node.block.kind === 'heading') return true;
  if (node.block.kind === 'row' || node.marker === null) return false;
  if (node.marker.bullet) return false;
  return text.length < 260 && !/[.;]$/.test(text);
}

/** What the section under a heading is about, or null when the heading does not tell. */
export function sectionOf(heading: string): Section | null {
  const text = fold(heading).replace(/^(?:ve|cac|mot so|noi dung|phan|nhung)\s/, '');
  if (
    /(?:nhiem vu|giai phap|to chuc thuc hien|phan cong|trach nhiem|tien do|lo trinh|noi dung thuc hien|kinh phi)/.test(
      text,
    )
  )
    return 'duty';
  if (/^(?:muc tieu|chi tieu|quan diem|tam nhin|phuong huong|dinh huong)/.test(text)) return 'goal';
  if (/^(?:muc dich|yeu cau|nguyen tac)/.test(text))
    return /muc tieu|chi tieu/.test(text) ? 'goal' : 'purpose';
  if (/^(?:tieu chi|tieu chuan|doi tuong|pham vi|dieu kien|khai niem|giai thich)/.test(text))
    return 'criteria';
  if (
    /^(?:tinh hinh|thuc trang|ket qua|danh gia|dac diem|boi canh|su can thiet|can cu|co so|cac can cu|ton tai|han che|khai quat|du bao|thuan loi|kho khan)/.test(
      text,
    )
  )
    return 'background';
  if (/^(?:noi dung|to chuc|thoi gian|xay dung|trien khai|cong tac|che do bao cao|bao cao)/.test(text))
    return 'duty';
  return null;
}

/** Builds the tree. Blocks keep their order; the result lists every node in that order. */
export function outlineOf(blocks: Block[], layout: Layout): Node[] {
  const nodes: Node[] = [];
  let stack: Node[] = [];
  let region: Region = 'body';
  let annex = '';
  let part = 0;
  let numbered = false;
  const bullets = new Map<Node | null, number>();
  let enclosedUntil = 0;
  blocks.forEach((block, index) => {
    const text = block.text.replace(/\*/g, ' ');
    const marker = block.kind === 'row' ? null : markerOf(block.text);
    if (index < layout.first) region = 'furniture';
    else if (index < layout.body) region = 'head';
    else if (region === 'furniture' || region === 'head') region = 'body';
    // A decision and the plan it issues: after the signature a new type line begins the document that counts.
    if (region === 'tail' && isEnclosed(blocks, index)) {
      region = 'body';
      stack = [];
      numbered = false;
      enclosedUntil = bodyAfter(blocks, index);
    }
    if (index < enclosedUntil) {
      nodes.push(plainNode(block, text, part));
      return;
    }
    if (region === 'body' || region === 'annex') {
      if (recipients.test(block.text) || (signature.test(block.text) && block.text.length < 120))
        region = 'tail';
    }
    if (
      index >= layout.body &&
      block.kind !== 'row' &&
      annexStart.test(block.text) &&
      block.text.length < 400 &&
      marker === null
    ) {
      const names =
        /^[*\s]*((?:Phụ lục|PHỤ LỤC|Phụ biểu|PHỤ BIỂU|Biểu số|Mẫu số)\s*(?:số\s*)?[\dIVX]{0,4}[A-Z]?)/u.exec(
          block.text,
        );
      if (region === 'tail' || names !== null) {
        region = 'annex';
        stack = [];
        part += 1;
        if (names?.[1] !== undefined) annex = names[1].replace(/PHỤ LỤC/u, 'Phụ lục').trim();
        else if (annex === '') annex = 'Phụ lục';
      }
    }
    const listLevel =
      block.kind === 'item' && marker === null
        ? (block.ordinal === null ? levels.dash : levels.arabic) + (block.depth ?? 1) - 1
        : null;
    const timed = isTimeHeading(block) ? headingLevel(blocks[index + 1]) : null;
    const level =
      timed ??
      marker?.level ??
      listLevel ??
      (block.kind === 'heading' && block.depth !== null
        ? Math.min(levels.point, block.depth + 1)
        : levels.plain);
    while (stack.length > 0 && (stack.at(-1)?.level ?? 0) >= level) stack.pop();
    const parent = stack.at(-1) ?? null;
    const node: Node = {
      block,
      text,
      marker,
      level,
      start: marker?.length ?? 0,
      region,
      section: parent?.section ?? (numbered || region === 'annex' ? 'duty' : 'preamble'),
      part,
      place: '',
      parent,
      children: [],
    };
    if (region === 'body' && marker !== null && !marker.bullet && marker.level <= levels.arabic)
      numbered = true;
    if (parent === null && marker !== null && !marker.bullet) node.part = part += 1;
    else if (parent !== null) node.part = parent.part;
    if (isHeading(node) || (marker === null && text.trim().endsWith(':') && text.length < 80)) {
      const label = text.slice(node.start).replace(/^([^:]{3,80}):.*$/su, '$1');
      node.section = sectionOf(label) ?? (parent === null && marker !== null ? 'duty' : node.section);
    } else if (marker !== null && !marker.bullet) {
      // "a) Tiêu chí chung: …": a label before the colon speaks for the item.
      const label = /^([^:.;]{3,60}):/u.exec(text.slice(node.start));
      const told = label?.[1] === undefined ? null : sectionOf(label[1]);
      if (told === 'criteria' || told === 'goal') node.section = told;
      else if (parent === null) node.section = 'duty';
    }
    node.place = placeOf(node, parent, bullets, annex);
    parent?.children.push(node);
    if (block.kind !== 'row') stack.push(node);
    nodes.push(node);
    if (region === 'body' && /\.\/\.[\s*"”]*\S?$/.test(block.text)) region = 'tail';
  });
  return nodes;
}

/** "Tháng 9/2025", "* Tháng 11 và 12": a line of its own that only says when what stands under it is due. */
function isTimeHeading(block: Block): boolean {
  return (
    block.kind !== 'row' &&
    block.text.length <= 60 &&
    /^[\s*+–-]*(?:trong\s|từ\s)?tháng\s\d{1,2}(?:(?:\s?[,/–-]\s?|\s(?:và|đến|năm|tháng)\s(?:tháng\s|năm\s)?)\d{1,4}){0,5}[\s:*]*$/iu.test(
      block.text,
    )
  );
}

/** The level of such a line: right above the point under it; null when no point follows. */
function headingLevel(next: Block | undefined): number | null {
  const marker = next === undefined || next.kind === 'row' ? null : markerOf(next.text);
  return marker === null ? null : marker.level - 0.5;
}

function placeOf(node: Node, parent: Node | null, bullets: Map<Node | null, number>, annex: string): string {
  if (node.block.kind === 'row') {
    const ordinal = /^\d{1,3}/.exec(node.block.cells[0]?.text ?? '')?.[0];
    const row = ordinal ?? String(node.block.place.row ?? 0);
    const where =
      node.region === 'annex' && annex !== ''
        ? annex
        : (parent?.place ?? '') || `Bảng ${String(node.block.place.table ?? 1)}`;
    return `${where}, dòng ${row}`;
  }
  const above = parent?.place ?? (node.region === 'annex' ? annex : '');
  if (node.marker !== null && !node.marker.bullet)
    return above === '' ? node.marker.label : `${above}.${node.marker.label}`;
  if (node.block.ordinal !== null && node.marker === null)
    return above === '' ? String(node.block.ordinal) : `${above}.${String(node.block.ordinal)}`;
  if (node.level >= levels.dash) {
    const count = (bullets.get(parent) ?? 0) + 1;
    bullets.set(parent, count);
    return above === '' ? `ý ${String(count)}` : `${above}, ý ${String(count)}`;
  }
  if (above !== '') return above;
  return `đoạn ${String(node.block.place.paragraph)}`;
}

/** The headings and items above a node, nearest first. */
export function ancestors(node: Node): Node[] {
  const result: Node[] = [];
  for (let above = node.parent; above !== null; above = above.parent) result.push(above);
  return result;
}
