/**
 * What tells whether a document is complete: the appendices it speaks of and has, and whom its "Nơi nhận" tells
 * (domain.md 1.6, 1.7). Says what is there; whether something is missing is the plan check's to say.
 */
import type { DocumentParts } from '../domain/plan.js';
import { foldSpace, shorten } from '../domain/text.js';
import type { Node } from './outline.js';

/** Longest list of recipients kept, in lines. */
const mostTold = 80;

const ordinal = '(?:\\d{1,2}|[IVX]{1,4})[A-ZĐ]?(?![\\p{L}\\d])';
const annexHead = new RegExp(
  `^[\\s*(]*(?:Phụ lục|PHỤ LỤC)\\s{0,3}(?:số\\s{0,2}|SỐ\\s{0,2})?(${ordinal})?`,
  'u',
);
const annexCited = new RegExp(
  `(?:phụ lục|Phụ lục|PHỤ LỤC)\\s(?:số\\s)?(${ordinal}(?:\\s?(?:,|và|;)\\s?(?:phụ lục\\s)?(?:số\\s)?${ordinal}){0,12})`,
  'gu',
);
const annexAlone =
  /phụ lục\s(?:chi tiết\s)?(?:kèm theo|đính kèm)(?!\s(?:nghị định|thông tư|quyết định|công văn|hướng dẫn))/iu;
/** "phụ lục 1 của Thông tư …", "Phụ lục II ban hành kèm theo Nghị định số …": somebody else's. */
const foreign =
  /^[^.;:]{0,30}(?:ban hành kèm theo|kèm theo|của|tại|thuộc)\s(?:Nghị định|Thông tư|Quyết định|Luật|Hướng dẫn|Công văn|Chỉ thị|Nghị quyết)|^\s(?:(?:của|tại|thuộc|kèm theo)\s)?(?:Kế hoạch|Chương trình|Văn bản|Nghị định|Thông tư|Quyết định|Hướng dẫn)\s(?:số\s)?\d/u;

const romans: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };

/** "II" → "2", "02" → "2", "2A" stays. */
function annexNumber(label: string): string {
  const [, figures = '', letter = ''] = /^(\d{1,2}|[IVX]{1,4})([A-ZĐ]?)$/u.exec(label.trim()) ?? [];
  if (figures === '') return '';
  if (/^\d/.test(figures)) return `${String(Number(figures))}${letter}`;
  const values = figures.split('').map((sign) => romans[sign] ?? 0);
  const value = values.reduce((sum, one, at) => sum + (one < (values[at + 1] ?? 0) ? -one : one), 0);
  return `${String(value)}${letter}`;
}

/** Reads the parts out of the outline. Bounded by the document. */
export function partsOf(nodes: readonly Node[]): DocumentParts {
  const named = new Set<string>();
  const present = new Set<string>();
  for (const node of nodes) {
    if (node.region === 'furniture') continue;
    const head = node.block.kind === 'row' ? null : annexHead.exec(node.text);
    const isHead =
      head !== null &&
      node.text.length < 300 &&
      (node.region === 'annex' || head[0].includes('PHỤ LỤC') || node.block.kind === 'heading');
    if (isHead) {
      present.add(head[1] === undefined ? '' : annexNumber(head[1]));
      continue;
    }
    for (const match of node.text.matchAll(annexCited)) {
      if (foreign.test(node.text.slice(match.index + match[0].length, match.index + match[0].length + 90)))
        continue;
      for (const label of (match[1] ?? '').split(/\s?(?:,|và|;)\s?/u))
        named.add(annexNumber(label.replace(/^(?:phụ lục\s)?(?:số\s)?/u, '')));
    }
    if (annexAlone.test(node.text)) named.add('');
  }
  return { annexesNamed: [...named], annexesPresent: [...present], told: toldIn(nodes) };
}

const signer =
  /(?<![\p{L}])(?:(?:TM|KT|TL|TUQ|T\/M|K\/T|T\/L|Q)\.?\s{0,2})?(?:BAN THƯỜNG VỤ|ỦY BAN NHÂN DÂN|(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|HIỆU TRƯỞNG)(?: THƯỜNG TRỰC)?)(?![\p{L}])/gu;

/** The entries of "Nơi nhận", each without its bullet; "Lưu: VT" tells nobody. */
function toldIn(nodes: readonly Node[]): string[] {
  const told: string[] = [];
  let open = false;
  for (const node of nodes) {
    if (node.region !== 'tail' && !open) continue;
    if (node.region === 'annex') break;
    const cell = node.block.cells.find((one) => /Nơi nhận/iu.test(one.text));
    let text = foldSpace(node.block.kind === 'row' ? (cell?.text ?? '') : node.text);
    const start = /Nơi nhận\s?:?/iu.exec(text);
    if (start !== null) {
      open = true;
      text = text.slice(start.index + start[0].length);
    } else if (!open || node.block.kind === 'row') continue;
    if (/^(?:TM\.|T\/M|KT\.|TL\.|TUQ\.|K\/T|T\/L)/u.test(text)) break;
    for (const entry of text.split(/;|(?:^|\s)[-–•+]\s/u)) {
      // The signature stands in the column beside the list.
      const line = foldSpace(entry.replace(signer, ' ')).replace(/[.,\s]+$/, '');
      if (line.length < 2 || /^lưu\b|^(?:VT|TH)\b/iu.test(line)) continue;
      told.push(shorten(line, 200));
      if (told.length >= mostTold) return told;
    }
  }
  return told;
}
