/**
 * Headings that only say when: "Bước 1 - Chuẩn bị (từ tháng 7 đến tháng 9/2024)", "2. Quý II/2025:". What stands under
 * them is due then, unless it has a date of its own.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import type { FoundDeadline } from './duty.js';
import { hasDutyVerb } from './duty.js';
import type { Governors } from './govern.js';
import type { ReadContext } from './labelled.js';
import { ancestors, type Node } from './outline.js';

/** A heading with its time. */
export interface Phase {
  node: Node;
  deadlines: FoundDeadline[];
}

/** Answers which heading times a node; each heading is read once. */
export interface Phases {
  /** The node as a phase, or null when it is none. */
  of(node: Node): Phase | null;
  /** The nearest phase above a node. */
  above(node: Node): Phase | null;
}

/** Longest heading of this kind, in UTF-16 units. */
const longest = 160;

/** Prepares the answers for a document. */
export function phasesOf(governors: Governors, context: ReadContext): Phases {
  const known = new Map<Node, Phase | null>();
  const read = (node: Node): Phase | null => {
    if (node.children.length === 0 || node.block.kind === 'row' || node.section !== 'duty') return null;
    const text = node.text.slice(node.start).trim();
    if (text.length > longest || /[.;]$/.test(text) || (node.marker === null && !text.endsWith(':')))
      return null;
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
    above: (node) =>
      ancestors(node)
        .map(of)
        .find((phase) => phase !== null) ?? null,
  };
}
