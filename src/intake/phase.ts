/**
 * Headings that only say when: "Bước 1 - Chuẩn bị (từ tháng 7 đến tháng 9/2024)", "2. Quý II/2025:", and lines that say
 * it for the whole list they open or close: "Thời hạn hoàn thành: trước ngày 15/3/2026.". What stands under them is due
 * then, unless it has a date of its own.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import { attributeOf } from './attribute.js';
import type { FoundDeadline } from './duty.js';
import { hasDutyVerb, opensWithDuty } from './duty-verbs.js';
import type { Governors } from './govern.js';
import type { ReadContext } from './labelled.js';
import { ancestors, type Node } from './outline.js';

/** A heading with its time. */
export interface Phase {
  /** The heading, or the line under it that says when. */
  node: Node;
  deadlines: FoundDeadline[];
}

/** Answers which heading times a node; each heading is read once. */
export interface Phases {
  /** The node as a phase, or null when it is none. */
  of(node: Node): Phase | null;
  /** Whether a node is a line that only times the list it opens or closes. */
  isTime(node: Node): boolean;
  /** The nearest phase above a node. */
  above(node: Node): Phase | null;
}

/** Longest heading of this kind, in UTF-16 units. */
const longest = 160;

/** "Các nhiệm vụ tại điểm 2 này hoàn thành xong trước ngày …": a closing line about all that stands before it. */
const closing =
  /^(?:các|những|toàn bộ|tất cả)\s(?:các\s)?(?:nhiệm vụ|nội dung|công việc|phần việc|hoạt động|việc)\s[^.;:]{0,60}?(?:này|trên|tại (?:điểm|mục|khoản) [\p{L}\d.]{1,8})\s[^.;:]{0,20}?(?:hoàn (?:thành|tất)|xong)/iu;

/** "Các báo cáo chuyên đề không quá 10 trang, gửi Tổ Biên tập trước ngày …": where and when what the points ask for goes. */
const closingProducts =
  /^(?:các|những|toàn bộ|tất cả)\s(?:các\s)?(?:báo cáo|văn bản|hồ sơ|tài liệu|sản phẩm|danh sách|chuyên đề|tham luận)\s[^.;:]{0,100}(?:gửi|nộp|trình|hoàn thành|xong)\s/iu;

/** The line that times the items of a list, all of them orders without a label: their parent or one of them; or null. */
function timeLine(node: Node, governors: Governors): Node | null {
  // What closes the document hangs under its last heading.
  const children = node.children.filter((child) => child.region === node.region);
  const first = children[0];
  const last = children.at(-1);
  if (first === undefined || last === undefined || node.parent === null) return null;
  const textOf = (child: Node): string => child.text.slice(child.start).trim();
  const isOrder = (child: Node): boolean =>
    attributeOf(child.text, child.start) === null &&
    ((governors.clauses(child)[0]?.subject.lead.length ?? 0) > 0 || opensWithDuty(textOf(child)));
  const times = (one: Node): boolean =>
    attributeOf(one.text, one.start)?.kind === 'deadline' && one.text.length <= longest;
  if (times(node)) return children.every(isOrder) ? node : null;
  if (children.length < 2) return null;
  if (times(first) && first.children.length === 0 && children.slice(1).every(isOrder)) return first;
  if (closing.test(textOf(last)) && children.slice(0, -1).every(isOrder)) return last;
  // A plain line hangs under the last point.
  const below = last.children.at(-1);
  const plain = last.marker === null ? last : below?.marker === null ? below : null;
  const points = plain === last ? children.slice(0, -1) : children;
  if (plain !== null && closingProducts.test(textOf(plain)) && points.every(isOrder)) return plain;
  return null;
}

/** Prepares the answers for a document. */
export function phasesOf(governors: Governors, context: ReadContext): Phases {
  const known = new Map<Node, Phase | null>();
  const read = (node: Node): Phase | null => {
    if (node.children.length === 0 || node.block.kind === 'row' || node.section !== 'duty') return null;
    const line = timeLine(node, governors);
    if (line !== null) {
      const { found } = findDeadlines(line.text, context);
      const dated = found.filter(({ deadline }) => deadline.kind === 'date' || deadline.kind === 'window');
      if (dated.length > 0) return { node: line, deadlines: dated };
    }
    const text = node.text.slice(node.start).trim();
    const isBare = /^tháng\s[\d\s,/–-]*(?:(?:và|đến|năm|tháng)\s[\d\s,/–-]*){0,6}$/iu.test(text);
    if (text.length > longest || /[.;]$/.test(text)) return null;
    if (node.marker === null && !text.endsWith(':') && !isBare) return null;
    if (governors.clauses(node).some((clause) => clause.subject.lead.length > 0)) return null;
    const found = findDeadlines(node.text, context).found.filter((one) => one.start >= node.start);
    const dated = found.filter(({ deadline }) => deadline.kind === 'date' || deadline.kind === 'window');
    if (dated.length === 0 || dated.length < found.length) return null;
    let rest = node.text;
    for (const one of [...dated].reverse()) rest = `${rest.slice(0, one.start)} ${rest.slice(one.end)}`;
    rest = rest.slice(node.start);
    const isNamed = /^[\s(]*(?:bước|giai đoạn|đợt|kỳ|mốc|pha)\s/iu.test(rest);
    if (!isNamed && (hasDutyVerb(rest) || (rest.match(/\p{L}+/gu) ?? []).length > 3)) return null;
    return { node, deadlines: dated };
  };
  const of = (node: Node): Phase | null => {
    let phase = known.get(node);
    if (phase === undefined) known.set(node, (phase = read(node)));
    return phase;
  };
  return {
    of,
    isTime: (node) => [node, ...ancestors(node).slice(0, 2)].some((one) => of(one)?.node === node),
    above: (node) =>
      ancestors(node)
        .map(of)
        .find((phase) => phase !== null) ?? null,
  };
}
