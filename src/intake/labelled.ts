/**
 * Labelled lines ("Thời hạn hoàn thành: …", "Đơn vị chủ trì: …") written into the tasks they describe.
 * Which labels there are is `attribute.ts`.
 */
import type { WorkCalendar } from '../domain/calendar.js';
import { findDeadlines } from '../domain/deadline/index.js';
import { fold, foldSpace } from '../domain/text.js';
import { findUnitMentions } from '../domain/unit-mention.js';
import type { Attribute } from './attribute.js';
import { attributeOf, reportingOf } from './attribute.js';
import { settled } from './clause-dates.js';
import { namesOf, undatedDraft } from './clause-draft.js';
import { inRounds } from './clause-rounds.js';
import type { Draft } from './draft.js';
import { addQuotes, quotesOf } from './draft.js';
import { add, cleanName, routeOf, volumeOf } from './fields.js';
import type { Governors } from './govern.js';
import type { Node } from './outline.js';
import { applyDeadlines, withRanges } from './stage.js';

/** How dates are to be read. */
export interface ReadContext {
  issuedOn: string | null;
  /** The one year the plan's title names, or null. */
  planYear: number | null;
  beforeMeans: 'strict' | 'lenient';
  /** Days off that lengths in working days leave out. */
  calendar?: WorkCalendar | undefined;
  /** The text was copied as plain text: cells merged with the one above stand blank. */
  isCopied?: boolean | undefined;
}

/** A node's drafts; `potential` ones have no date yet and may get one from a line below. */
export interface NodeWork {
  node: Node;
  drafts: Draft[];
  potential: Draft | null;
}

/** Applies a labelled line to the items before it up to its heading, or to the heading when there are none. */
export function applyAttribute(
  node: Node,
  attribute: Attribute,
  byNode: Map<Node, NodeWork>,
  works: NodeWork[],
  governors: Governors,
  context: ReadContext,
): void {
  if (attribute.kind === 'other') return;
  const parent = node.parent;
  const own = parent === null ? undefined : byNode.get(parent);
  const targets: Draft[] = [];
  // A sentence that ends with ":" and is itself a task is described by the lines under it.
  if (own !== undefined) targets.push(...own.drafts, ...(own.potential === null ? [] : [own.potential]));
  if (targets.length === 0 || attribute.kind === 'deadline') {
    // Works are in reading order: the ones under the same heading are the last ones.
    for (let index = works.length - 1; index >= 0; index -= 1) {
      const work = works[index];
      if (work === undefined || work === own) continue;
      const inside =
        parent === null
          ? work.node.part === node.part && work.node.region === node.region
          : isUnder(work.node, parent);
      if (!inside) break;
      if (work.potential !== null && work.potential.deadlines.length === 0) targets.unshift(work.potential);
      else if (attribute.kind !== 'deadline') targets.unshift(...work.drafts);
    }
  }
  if (targets.length === 0 && parent !== null && !namesSection(parent)) {
    const draft = undatedDraft(parent, governors.clauses(parent), governors);
    if (draft !== null) {
      const { addressee } = governors;
      if (draft.leadSource === 'none' && addressee !== null && parent.region === 'body') {
        draft.lead = namesOf(addressee.lead);
        draft.leadSource = 'inherited';
        draft.collective = addressee.lead.some((one) => one.collective);
      }
      const work: NodeWork = { node: parent, drafts: [], potential: draft };
      byNode.set(parent, work);
      works.push(work);
      targets.push(draft);
    }
  }
  // Who does it, for a single item: the line belongs to the last one only. When and where to are said for the list.
  const isForAll = attribute.kind === 'deadline' || attribute.kind === 'recipient' || targets.length <= 1;
  const scope = isForAll ? targets : targets.slice(-1);
  for (const draft of scope) {
    fill(draft, attribute, node, node.start, node.text.length, context);
    if (attribute.kind === 'deadline' && scope.length > 1) draft.doubts.add('deadline-inherited');
  }
  const pieces = governors.clauses(node).slice(1);
  for (const clause of pieces) {
    const text = node.text.slice(clause.start, clause.end);
    const reporting = attribute.kind === 'lead' ? reportingOf(text, clause.start) : null;
    const more = attributeOf(node.text, clause.start) ?? reporting;
    if (more !== null && more.kind !== 'other')
      for (const draft of scope) fill(draft, more, node, clause.start, clause.end, context);
  }
  if (attribute.kind === 'quota')
    for (const draft of scope) {
      draft.quota = [
        draft.quota,
        ...node.children.map((child) => foldSpace(child.text.slice(child.start)).replace(/[.;,\s]+$/, '')),
      ]
        .filter(Boolean)
        .join('; ');
      for (const child of node.children)
        addQuotes(draft, quotesOf(child.block, child.start, child.text.length, child.place));
    }
}

/** "III. NỘI DUNG", "TỔ CHỨC THỰC HIỆN": a heading that names a part of the paper and no work. */
function namesSection(node: Node): boolean {
  return /^(?:noi dung|cac hoat dong|nhiem vu|giai phap|to chuc|phan cong|trach nhiem|tien do|lo trinh|ke hoach|thoi gian|dia diem|thanh phan|cong viec|mot so|cac|va|thuc hien|trien khai|cu the|chu yeu|trong tam|[\s,-])+[.:]?$/.test(
    fold(node.text.slice(node.start)).trim(),
  );
}

function isUnder(node: Node, parent: Node): boolean {
  for (let up = node.parent; up !== null; up = up.parent) if (up === parent) return true;
  return false;
}

/** Reads "(Chủ trì: Sở A; phối hợp: Sở B; thời gian: quý II/2024)" inside a paragraph into its task. */
export function applyBrackets(draft: Draft, node: Node, context: ReadContext): void {
  for (const bracket of node.text.matchAll(/\(([^()]{8,400})\)/g)) {
    let at = bracket.index + 1;
    for (const piece of (bracket[1] ?? '').split(/;|\.\s/)) {
      const attribute = attributeOf(node.text, at);
      const inside = attribute !== null && attribute.value < at + piece.length;
      const known = attribute?.kind === 'deadline' && draft.deadlines.length > 0;
      if (attribute !== null && inside && !known && attribute.kind !== 'other')
        fill(draft, attribute, node, at, at + piece.length, context);
      at += piece.length + (node.text.charAt(at + piece.length) === ';' ? 1 : 2);
    }
  }
}

/** Where a labelled value ends: at a sign behind which something else begins; a further name of a list goes on. */
function valueEnd(whole: string): number {
  for (const sign of whole.matchAll(/[;.](?=\s+(?:\p{Lu}|cơ quan|đơn vị|phối hợp|thời)|$)/gu)) {
    const rest = whole.slice(sign.index + 1).trimStart();
    const isListed = sign[0] === ';' && findUnitMentions(rest.slice(0, 120))[0]?.start === 0;
    if (!isListed || attributeOf(rest) !== null) return sign.index;
  }
  return whole.length;
}

/** Writes one labelled value into a draft. `start` is where the labelled passage begins in the node. */
export function fill(
  draft: Draft,
  attribute: Attribute,
  node: Node,
  start: number,
  end: number,
  context: ReadContext,
): void {
  const { value } = attribute;
  const passage = node.text.slice(value, end);
  const text = passage.slice(0, attribute.kind === 'deadline' ? passage.length : valueEnd(passage));
  const quote = (): void => addQuotes(draft, quotesOf(node.block, start, end, node.place));
  switch (attribute.kind) {
    case 'deadline': {
      const found = inRounds(findDeadlines(node.text, context).found, context).filter(
        (one) => one.start >= value - 40 && one.start < end && one.deadline.kind !== 'standing',
      );
      const kept = withRanges(
        settled(
          found.filter((one) => one.start >= start),
          context,
        ),
      );
      applyDeadlines(draft, node.text, value, kept, kept.length > 1);
      const route = routeOf(text);
      for (const name of route.recipients) if (!draft.lead.includes(name)) add(draft.recipients, name);
      draft.via ??= route.via;
      quote();
      break;
    }
    case 'lead': {
      const mentions = findUnitMentions(text);
      const together = /phối hợp/iu.exec(text)?.index ?? text.length;
      const names = namesOf(mentions.filter((one) => one.start < together));
      const whole = cleanName(text.slice(0, together).replace(/[\s,;(]+$/, ''));
      draft.lead = names.length > 0 ? names : whole === '' ? draft.lead : [whole.slice(0, 200)];
      for (const one of mentions.filter((mention) => mention.start > together))
        add(draft.coordinating, one.text);
      draft.leadSource = 'own';
      draft.collective = mentions.some((one) => one.collective && one.start < together);
      quote();
      break;
    }
    case 'coordinating': {
      const mentions = findUnitMentions(text);
      if (mentions.length === 0) add(draft.coordinating, text);
      for (const one of mentions) add(draft.coordinating, one.text);
      quote();
      break;
    }
    case 'recipient':
      for (const one of findUnitMentions(text)) add(draft.recipients, one.text);
      quote();
      break;
    case 'product':
      draft.deliverable = foldSpace(text).slice(0, 200);
      quote();
      break;
    case 'volume':
      draft.volume = volumeOf(text) ?? foldSpace(text).slice(0, 100);
      quote();
      break;
    case 'quota':
      if (foldSpace(text) !== '') draft.quota = foldSpace(text).slice(0, 300);
      break;
    case 'other':
      break;
  }
}
