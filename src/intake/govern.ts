/**
 * Lines that govern the items under them: "- Sở A:", "UBND tỉnh yêu cầu các sở …:", "X chủ trì xây dựng các báo cáo sau:".
 * Finds who an item without a name of its own answers to.
 */
import { fold } from '../domain/text.js';
import { findUnitMentions, mentionsAt, type UnitMention, wordAt, wordsOf } from '../domain/unit-mention.js';
import type { Clause } from './clauses.js';
import { clausesOf } from './clauses.js';
import { opensWithDuty } from './duty-verbs.js';
import { actionOf } from './fields.js';
import { guessedHeading } from './guess.js';
import { levels } from './marker.js';
import type { Node } from './outline.js';
import { fromGuess, withNameEnd } from './subject.js';
import { closingNames, type Subject } from './subject-shape.js';

/** Who governs, with whom, and what of the sentence its items complete ("xây dựng báo cáo tham luận"). */
export interface Governing {
  lead: UnitMention[];
  coordinating: UnitMention[];
  stem: string | null;
  ordered: boolean;
}

/** Answers questions about one document's nodes, each node read once. */
export interface Governors {
  clauses(node: Node): Clause[];
  /** What the node says to its items, or null when it governs nothing. */
  of(node: Node): Governing | null;
  /** The nearest governing line above a node. */
  above(node: Node): Governing | null;
  /** The clause of an earlier point of the same list that names who acts, when no line above does. */
  beside(node: Node): Clause | null;
  /** Whom the whole document addresses ("Chủ tịch UBND tỉnh yêu cầu … thực hiện các nội dung sau:"), or null. */
  addressee: Governing | null;
}

const tailWords =
  /^[\s,:;.\-–]*(?:(?:là\s)?(?:cơ quan\s|đơn vị\s)?(?:chủ trì|phối hợp|thường trực|đầu mối|chủ động|thực hiện|có trách nhiệm|chịu trách nhiệm|tổ chức|tập trung|triển khai|các|một số|nhiệm vụ|nội dung|công việc|theo chức năng|kế hoạch|này|sau|đây|và|với|như|tốt|dưới)[\s,:;.\-–]*){0,14}$/iu;

/** Whether a heading stands in the part of a paper that says who does what. */
function isAssigning(node: Node): boolean {
  for (let up = node.parent; up !== null; up = up.parent)
    if (
      /to chuc thuc hien|phan cong|trach nhiem|nhiem vu cua/.test(
        fold(up.text.slice(up.start, up.start + 120)),
      )
    )
      return true;
  return false;
}

/** "2. Hoạt động ở công đoàn cơ sở", "1. Đối với đoàn viên": a heading about whose part follows. */
const about =
  /^(?:(?:các\s)?(?:hoạt động|nhiệm vụ|công việc|nội dung|phần việc|trách nhiệm|công tác)\s(?:ở|tại|của|do|đối với|dành cho)|đối với)\s/iu;

/** Whose part follows under a heading that says so in other words than its name alone; null for other headings. */
function headedBy(node: Node, end: number): Subject | null {
  const words = wordsOf(node.text);
  const text = node.text.slice(node.start, end);
  const label = about.exec(text);
  if (label === null) {
    // "1. Hoạt động cấp tỉnh (LĐLĐ tỉnh thực hiện)"
    const named =
      /\s(?:thực hiện|chủ trì|phụ trách)\)$/u.test(text) && !opensWithDuty(text)
        ? closingNames(words, node.start, end)
        : null;
    return named === null ? null : { ...named, action: end };
  }
  const from = node.start + label[0].length;
  const { mentions } = mentionsAt(words, wordAt(words, from));
  const last = mentions.at(-1);
  if (last !== undefined && mentions[0]?.start === from)
    return /^[\s,.;]*$/.test(node.text.slice(last.end, end))
      ? { lead: mentions, coordinating: [], action: end, ordered: false }
      : null;
  const rest = node.text.slice(from, end);
  const isBody =
    /^(?:[A-ZĐ]{3,6}(?:\s(?:tỉnh|huyện|xã|phường|trường))?|(?:công đoàn|chi đoàn|đoàn|cơ sở|đơn vị|tổ|cấp ủy|chi bộ|nhà trường|trường|thôn|cụm)\s[\p{L}\s]{2,40})$/u.test(
      rest,
    );
  return isBody
    ? {
        lead: [{ text: rest, start: from, end, collective: false }],
        coordinating: [],
        action: end,
        ordered: false,
      }
    : null;
}

/** Prepares the answers for a document. */
export function governorsOf(nodes: Node[]): Governors {
  const clauses = new Map<Node, Clause[]>();
  const governing = new Map<Node, Governing | null>();
  const clausesAt = (node: Node): Clause[] => {
    let known = clauses.get(node);
    if (known === undefined) clauses.set(node, (known = clausesOf(node.text, node.start)));
    return known;
  };
  const read = (node: Node): Governing | null => {
    if (node.block.kind === 'row' || node.text.length > 3000) return null;
    const text = node.text.trimEnd();
    const colon = text.endsWith(':');
    const list = clausesAt(node);
    const clause = colon ? list.at(-1) : list[0];
    if (clause === undefined) return null;
    const headed = colon ? null : headedBy(node, text.length);
    const isLong = list.length > 1 && headed === null;
    if (!colon && (isLong || node.children.length === 0 || /[.;]$/.test(text) || text.length > 260))
      return null;
    let subject = clause.subject;
    if (subject.lead.length === 0 && colon) {
      const earlier = list.find(
        (other) => other.sentence === clause.sentence && other.subject.lead.length > 0,
      );
      if (earlier !== undefined) subject = earlier.subject;
    }
    if (headed !== null) subject = headed;
    if (subject.lead.length === 0 && !colon && isAssigning(node)) {
      const words = wordsOf(node.text);
      const guess = guessedHeading(words, node.start);
      if (guess !== null) subject = fromGuess(words, guess, text.length);
    }
    if (subject.lead.length === 0) return null;
    // "1. Cấp huyện và tương đương" is a level whose bodies the items name themselves.
    if (subject.lead.length === 1 && /^(?:ở\s)?cấp\s/iu.test(subject.lead[0]?.text ?? '')) return null;
    const named = subject.lead.at(-1);
    if (
      !colon &&
      named !== undefined &&
      text.length < 120 &&
      /^[\s,]*$/.test(text.slice(named.end, subject.action))
    ) {
      const whole = withNameEnd(wordsOf(node.text), named, text.length);
      if (whole.end > named.end)
        subject = { ...subject, lead: [...subject.lead.slice(0, -1), whole], action: whole.end };
    }
    const rest = node.text.slice(Math.min(subject.action, text.length), text.length);
    if (!colon && !tailWords.test(rest)) return null;
    // "UBND tỉnh ban hành kế hoạch thực hiện như sau:" announces, it assigns nothing.
    if (
      /ban hành|xây dựng kế hoạch|chỉ thị (?:này|như sau)/iu.test(rest) &&
      !subject.ordered &&
      node.section === 'preamble'
    )
      return null;
    if (node.section === 'preamble' && !subject.ordered) return null;
    const stem = actionOf(
      rest.replace(
        /(?:như\s|các nội dung\s|các nhiệm vụ\s|các công việc\s|một số nội dung\s|nội dung\s|cụ thể\s|với những nội dung\s)?(?:sau đây|sau)?\s*:?\s*$/iu,
        '',
      ),
      [],
    );
    const real = !tailWords.test(rest) && opensWithDuty(rest) && stem.length >= 8;
    return {
      lead: subject.lead,
      coordinating: subject.coordinating,
      stem: real ? stem : null,
      ordered: subject.ordered,
    };
  };
  const of = (node: Node): Governing | null => {
    let known = governing.get(node);
    if (known === undefined) governing.set(node, (known = read(node)));
    return known;
  };
  const order = new Map<Node, number>();
  for (const node of nodes) node.children.forEach((child, index) => order.set(child, index));
  /** "Các trường thực hiện chế độ báo cáo:" as a paragraph of its own before the numbered points it governs. */
  const introduced = (node: Node): Governing | null => {
    // What stands before the whole text addresses the document, see `addressee`.
    if (node.parent === null) return null;
    const siblings = node.parent.children;
    for (let index = (order.get(node) ?? 0) - 1; index >= 0; index -= 1) {
      const before = siblings[index];
      if (before === undefined || before.region !== node.region) return null;
      if (before.level === node.level) continue;
      return before.level === levels.plain && node.level !== levels.plain && /:\s*$/.test(before.text)
        ? of(before)
        : null;
    }
    return null;
  };
  const above = (node: Node): Governing | null => {
    for (let here: Node | null = node; here !== null; here = here.parent) {
      const found = introduced(here) ?? (here.parent === null ? null : of(here.parent));
      if (found !== null) return found;
    }
    return null;
  };
  const beside = (node: Node): Clause | null => {
    const siblings = node.parent?.children ?? [];
    const before = siblings[(order.get(node) ?? 0) - 1];
    const isPlain = node.level === levels.plain && node.marker === null && node.parent !== null;
    if (before === undefined || before.level !== node.level || (!isPlain && !node.marker?.bullet))
      return null;
    const first = clausesAt(before)[0];
    if (first === undefined) return null;
    return first.subject.lead.length > 0 ? first : beside(before);
  };
  const opening = nodes.find(
    (node) =>
      node.region === 'body' && node.parent === null && /:\s*$/.test(node.text) && of(node)?.ordered === true,
  );
  const addressee = opening === undefined ? null : of(opening);
  return { clauses: clausesAt, of, above, beside, addressee: addressee ?? salutationOf(nodes) };
}

/** Whom a letter is sent to ("Kính gửi: …", names beside it or in the list under it), or null for other documents. */
function salutationOf(nodes: readonly Node[]): Governing | null {
  const salutation = nodes.find((node) => node.region === 'body' && /^\s*Kính gửi/iu.test(node.text));
  if (salutation === undefined) return null;
  const lead = [salutation, ...salutation.children].flatMap((node) =>
    findUnitMentions(node.text.replace(/^\s*Kính gửi/iu, (head) => ' '.repeat(head.length))),
  );
  return lead.length === 0 ? null : { lead, coordinating: [], stem: null, ordered: false };
}
