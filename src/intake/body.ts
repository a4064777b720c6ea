/**
 * Paragraphs and items → task drafts (domain.md 2.6): what carries a deadline, who leads, what lines above and below add.
 * Tables are read by `table.ts`; merging of repeated tasks is `merge.ts`.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import type { Deadline, SkippedPassage } from '../domain/plan.js';
import { foldSpace, shorten } from '../domain/text.js';
import type { UnitMention } from '../domain/unit-mention.js';
import { findUnitMentions } from '../domain/unit-mention.js';
import type { Attribute } from './attribute.js';
import { attributeOf } from './attribute.js';
import type { Clause } from './clauses.js';
import { coordinationAt } from './clauses.js';
import { wordsOf } from '../domain/unit-mention.js';
import type { Draft, Harvest, LeadSource } from './draft.js';
import { addQuotes, newDraft, quotesOf } from './draft.js';
import type { FoundDeadline } from './duty.js';
import { governs, hasDutyVerb, isGoal, opensWithDuty } from './duty.js';
import { actionOf, add, cleanName, quotaOf, routeOf, volumeOf } from './fields.js';
import type { Governing, Governors } from './govern.js';
import { governorsOf } from './govern.js';
import type { Node } from './outline.js';
import { levels } from './marker.js';
import { withRanges } from './stage.js';
import { applyDeadlines } from './stage.js';

/** How dates are to be read. */
export interface ReadContext {
  issuedOn: string | null;
  beforeMeans: 'strict' | 'lenient';
}

/** A node's drafts; `potential` ones have no date yet and may get one from a line below. */
interface NodeWork {
  node: Node;
  drafts: Draft[];
  potential: Draft | null;
}

/** Reads the paragraphs of body and annexes. */
export function readBody(nodes: Node[], context: ReadContext): Harvest {
  const governors = governorsOf(nodes);
  const skipped: SkippedPassage[] = [];
  const works: NodeWork[] = [];
  const byNode = new Map<Node, NodeWork>();
  const live = nodes.filter((node) => (node.region === 'body' || node.region === 'annex') && node.block.kind !== 'row');
  for (const node of live) {
    const attribute = attributeOf(node.text, node.start);
    if (attribute !== null && valueOf(node, attribute) !== '') {
      applyAttribute(node, attribute, byNode, works, governors, context);
      continue;
    }
    const work = workOf(node, governors, context, skipped);
    if (work === null) continue;
    works.push(work);
    byNode.set(node, work);
  }
  const drafts: Draft[] = [];
  for (const work of works) {
    drafts.push(...work.drafts);
    const { potential, node } = work;
    if (potential === null) continue;
    if (potential.deadlines.length > 0 || keepsUndated(potential, node)) drafts.push(potential);
    else if (node.section === 'duty' && opensWithDuty(node.text.slice(node.start)))
      skipped.push({ text: shorten(foldSpace(node.block.text), 300), place: node.place, reason: 'standing' });
  }
  return { drafts, skipped };
}

function valueOf(node: Node, attribute: Attribute): string {
  return node.text.slice(attribute.value).replace(/[\s.;*]+/g, ' ').trim();
}

/** An order without a date is kept when somebody is named for it (standing duty), otherwise it is background. */
function keepsUndated(draft: Draft, node: Node): boolean {
  return draft.lead.length > 0 && node.section === 'duty' && hasDutyVerb(draft.action) && !isGoal(draft.action);
}

/** Reads one paragraph. Null when it only heads or governs what follows. */
function workOf(node: Node, governors: Governors, context: ReadContext, skipped: SkippedPassage[]): NodeWork | null {
  const clauses = governors.clauses(node);
  const { found, lookAlikes } = findDeadlines(node.text, context);
  for (const look of lookAlikes) {
    if (look.start < node.start) continue;
    skipped.push({ text: foldSpace(look.text), place: node.place, reason: look.reason });
  }
  const drafts: Draft[] = [];
  const carried: { clause: Clause; draft: Draft }[] = [];
  for (const clause of clauses) {
    const inside = found.filter((one) => one.start >= clause.start && one.start < clause.end);
    const text = node.text.slice(clause.start, clause.end);
    const labelled = carried.length > 0 || clause !== clauses[0] ? attributeOf(text) : null;
    const previous = carried.at(-1)?.draft ?? null;
    if (labelled !== null && labelled.kind !== 'other') {
      // "… . Đơn vị chủ trì: Sở A. Thời gian: Quý II/2024." inside one paragraph.
      const target = previous ?? undatedDraft(node, clauses.slice(0, clauses.indexOf(clause)), governors);
      if (target !== null) {
        if (previous === null) {
          drafts.push(target);
          carried.push({ clause, draft: target });
        }
        fill(target, labelled, node, clause.start, clause.end, context);
        continue;
      }
    }
    const lead = leadOf(node, clause, clauses, governors);
    const governing: FoundDeadline[] = [];
    for (const one of inside) {
      const verdict = governs({
        clause: text,
        action: Math.max(0, clause.subject.action - clause.start),
        start: one.start - clause.start,
        end: one.end - clause.start,
        deadline: one.deadline,
        hasLead: lead.names.length > 0,
        ordered: clause.subject.ordered,
        section: node.section,
        issuedOn: context.issuedOn,
      });
      if (verdict === 'yes') governing.push(one);
      else skipped.push({ text: shorten(foldSpace(text), 300), place: node.place, reason: verdict });
    }
    if (governing.length === 0) continue;
    if (/^[\s,(*]*(?:hoàn thành|xong|thời gian|thời hạn|yêu cầu hoàn thành)[^,;]{0,40}$/iu.test(text.slice(0, (governing[0]?.start ?? 0) - clause.start)) && clause !== clauses[0] && lead.source !== 'own') {
      // "Hoàn thành trước ngày …" as a sentence of its own dates the sentence before it.
      const target = previous ?? undatedDraft(node, clauses.slice(0, clauses.indexOf(clause)), governors);
      if (target !== null) {
        applyDeadlines(target, node.text, clause.start, governing, false);
        addQuotes(target, quotesOf(node.block, clause.start, clause.end, node.place));
        if (previous === null) {
          drafts.push(target);
          carried.push({ clause, draft: target });
        }
        continue;
      }
    }
    for (const draft of datedDrafts(node, clause, governing, lead, governors)) {
      drafts.push(draft);
      carried.push({ clause, draft });
    }
  }
  const governs_ = governors.of(node);
  const heads = node.children.length > 0 && (governs_ !== null || /:\s*$/.test(node.text));
  const title = isTitle(node);
  if (drafts.length > 0) {
    if (!heads) drafts.push(...otherOrders(node, clauses, carried.map((one) => one.clause)));
    return { node, drafts, potential: null };
  }
  if (title || (heads && !node.children.every((child) => attributeOf(child.text, child.start) !== null))) return null;
  const potential = undatedDraft(node, clauses, governors);
  return potential === null ? null : { node, drafts, potential };
}

/** A numbered line that only names its section. */
function isTitle(node: Node): boolean {
  if (node.children.length === 0 || node.marker === null || node.marker.bullet) return node.block.kind === 'heading';
  const text = node.text.slice(node.start).trim();
  return text.length < 260 && !/[.;]$/.test(text);
}

interface Lead {
  names: string[];
  coordinating: string[];
  source: LeadSource;
  collective: boolean;
}

function namesOf(mentions: UnitMention[]): string[] {
  const names: string[] = [];
  for (const mention of mentions) add(names, mention.text);
  return names;
}

function leadFrom(lead: UnitMention[], coordinating: UnitMention[], source: LeadSource): Lead {
  return { names: namesOf(lead), coordinating: namesOf(coordinating), source, collective: lead.some((one) => one.collective) };
}

/** Who is to act in a clause: itself, its sentence, its paragraph, the lines above, the document's addressee. */
function leadOf(node: Node, clause: Clause, clauses: Clause[], governors: Governors): Lead {
  if (clause.subject.lead.length > 0) return leadFrom(clause.subject.lead, clause.subject.coordinating, 'own');
  const own = coordinationAt(wordsOf(node.text), skipMarks(node.text, clause.start), clause.end).units;
  const text = node.text.slice(clause.start, clause.end);
  const index = clauses.indexOf(clause);
  const acts = opensWithDuty(text) || /^[\s,]*(?:định kỳ|hàng|hằng|thường xuyên|đồng thời|sau|trước|trong|quý|tháng|cuối|chậm nhất)/iu.test(text);
  for (let back = index - 1; back >= 0; back -= 1) {
    const earlier = clauses[back];
    if (earlier === undefined || earlier.subject.lead.length === 0) continue;
    if (earlier.sentence === clause.sentence && acts) return { ...leadFrom(earlier.subject.lead, own, 'own') };
    if (earlier.sentence !== clause.sentence && acts) return { ...leadFrom(earlier.subject.lead, own, 'inherited') };
    break;
  }
  const above: Governing | null = governors.above(node);
  if (above !== null) return { ...leadFrom(above.lead, own.length > 0 ? own : above.coordinating, 'inherited') };
  if (governors.addressee !== null && node.region === 'body' && node.section === 'duty')
    return { ...leadFrom(governors.addressee.lead, own, 'inherited') };
  return { names: [], coordinating: namesOf(own), source: 'none', collective: false };
}

function skipMarks(text: string, from: number): number {
  return from + (/^[\s*+\-–]{0,6}/u.exec(text.slice(from, from + 8))?.[0].length ?? 0);
}

function listOf(node: Node): string {
  return `${String(node.part)}:${node.parent?.place ?? ''}`;
}

function baseDraft(node: Node, lead: Lead): Draft {
  const draft = newDraft(node.part, listOf(node), node.region === 'annex');
  draft.lead = lead.names;
  draft.leadSource = lead.source;
  draft.collective = lead.collective;
  draft.coordinating = lead.coordinating;
  return draft;
}

/** The draft or drafts of a clause with governing deadlines. */
function datedDrafts(node: Node, clause: Clause, governing: FoundDeadline[], lead: Lead, governors: Governors): Draft[] {
  const ranges = withRanges(governing);
  const text = node.text.slice(clause.start, clause.end);
  // "gửi về X để tổng hợp, báo cáo Y trước ngày D": what X then does is X's own task.
  const turn = /để\s(?:tổng hợp|rà soát|xem xét)[\s,]/iu.exec(text);
  const split = turn === null ? null : clause.start + turn.index;
  const firstPart = split === null ? ranges : ranges.filter((one) => one.start < split);
  const secondPart = split === null ? [] : ranges.filter((one) => one.start >= split);
  const drafts: Draft[] = [];
  const make = (from: number, to: number, dates: FoundDeadline[], who: Lead): Draft => {
    const draft = baseDraft(node, who);
    const route = routeOf(node.text.slice(from, to));
    draft.recipients = route.recipients.filter((name) => !who.names.includes(name));
    draft.via = route.via;
    const action = Math.max(from, clause.subject.action <= to ? clause.subject.action : from);
    const cut = dates.map((one) => ({ start: one.start - action, end: one.end - action }));
    draft.action = actionOf(node.text.slice(action, to), cut.filter((one) => one.end > 0));
    const stem = governors.above(node)?.stem ?? null;
    if (stem !== null && node.level >= levels.dash && !opensWithDuty(draft.action)) draft.action = `${stem}: ${draft.action}`;
    if (draft.action === '') draft.action = foldSpace(node.text.slice(node.start)).slice(0, 200);
    draft.volume = volumeOf(text);
    draft.quota = quotaOf(text);
    applyDeadlines(draft, node.text, action, dates, dates.length > 1);
    addQuotes(draft, quotesOf(node.block, from, to, node.place));
    return draft;
  };
  if (secondPart.length > 0 && split !== null) {
    const receivers = routeOf(node.text.slice(clause.start, split)).recipients;
    if (firstPart.length === 0 || receivers.length === 0) return [make(clause.start, clause.end, ranges, lead)];
    drafts.push(make(clause.start, split, firstPart, lead));
    drafts.push(make(split, clause.end, secondPart, { names: receivers, coordinating: [], source: 'own', collective: false }));
    return drafts;
  }
  return [make(clause.start, clause.end, ranges, lead)];
}

/** A task of the whole paragraph without a date of its own; null when it orders nothing. */
function undatedDraft(node: Node, clauses: Clause[], governors: Governors): Draft | null {
  const first = clauses.find((clause) => clause.subject.lead.length > 0) ?? clauses[0];
  const last = clauses.at(-1);
  if (first === undefined || last === undefined) return null;
  const above = governors.above(node);
  const lead: Lead =
    first.subject.lead.length > 0
      ? leadFrom(first.subject.lead, first.subject.coordinating, 'own')
      : above === null
        ? { names: [], coordinating: [], source: 'none', collective: false }
        : leadFrom(above.lead, above.coordinating, 'inherited');
  if (first.subject.lead.length === 0) {
    const own = coordinationAt(wordsOf(node.text), skipMarks(node.text, first.start), first.end).units;
    if (own.length > 0) lead.coordinating = namesOf(own);
  }
  const draft = baseDraft(node, lead);
  const begin = first.subject.lead.length > 0 ? first.subject.action : (clauses[0]?.start ?? node.start);
  const text = node.text.slice(begin, last.end);
  draft.action = actionOf(text, []);
  if (draft.action === '') return null;
  const stem = above?.stem ?? null;
  if (stem !== null && node.level >= levels.dash && first.subject.lead.length === 0 && !opensWithDuty(draft.action)) draft.action = `${stem}: ${draft.action}`;
  const route = routeOf(text);
  draft.recipients = route.recipients.filter((name) => !draft.lead.includes(name));
  draft.via = route.via;
  addQuotes(draft, quotesOf(node.block, clauses[0]?.start ?? node.start, last.end, node.place));
  return draft;
}

/** Orders without a date that stand in a paragraph beside dated ones. */
function otherOrders(node: Node, clauses: Clause[], used: Clause[]): Draft[] {
  const drafts: Draft[] = [];
  for (const clause of clauses) {
    if (used.includes(clause) || clause.subject.lead.length === 0 || node.section !== 'duty') continue;
    const text = node.text.slice(clause.subject.action, clause.end);
    if (!opensWithDuty(text)) continue;
    const draft = baseDraft(node, leadFrom(clause.subject.lead, clause.subject.coordinating, 'own'));
    draft.action = actionOf(text, []);
    const route = routeOf(text);
    draft.recipients = route.recipients.filter((name) => !draft.lead.includes(name));
    draft.via = route.via;
    addQuotes(draft, quotesOf(node.block, clause.start, clause.end, node.place));
    if (draft.action !== '') drafts.push(draft);
  }
  return drafts;
}

/** Applies a labelled line to the items before it up to its heading, or to the heading when there are none. */
function applyAttribute(
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
    for (const work of works) {
      if (parent !== null && !isUnder(work.node, parent)) continue;
      if (parent === null && (work.node.part !== node.part || work.node.region !== node.region)) continue;
      if (work === own) continue;
      if (work.potential !== null && work.potential.deadlines.length === 0) targets.push(work.potential);
      else if (attribute.kind !== 'deadline') targets.push(...work.drafts);
    }
  }
  if (targets.length === 0 && parent !== null) {
    const draft = undatedDraft(parent, governors.clauses(parent), governors);
    if (draft !== null) {
      const work: NodeWork = { node: parent, drafts: [], potential: draft };
      byNode.set(parent, work);
      works.push(work);
      targets.push(draft);
    }
  }
  // Who does it, for a single item: the line belongs to the last one only.
  const scope = attribute.kind === 'deadline' || targets.length <= 1 ? targets : targets.slice(-1);
  for (const draft of scope) {
    fill(draft, attribute, node, node.start, node.text.length, context);
    if (attribute.kind === 'deadline' && scope.length > 1) draft.doubts.add('deadline-inherited');
  }
  const pieces = governors.clauses(node).slice(1);
  for (const clause of pieces) {
    const more = attributeOf(node.text.slice(clause.start, clause.end));
    if (more !== null && more.kind !== 'other') for (const draft of scope) fill(draft, more, node, clause.start, clause.end, context);
  }
  if (attribute.kind === 'quota')
    for (const draft of scope) {
      draft.quota = [draft.quota, ...node.children.map((child) => foldSpace(child.text.slice(child.start)).replace(/[.;,\s]+$/, ''))].filter(Boolean).join('; ');
      for (const child of node.children) addQuotes(draft, quotesOf(child.block, child.start, child.text.length, child.place));
    }
}

function isUnder(node: Node, parent: Node): boolean {
  for (let up = node.parent; up !== null; up = up.parent) if (up === parent) return true;
  return false;
}

/** Writes one labelled value into a draft. `start` is where the labelled passage begins in the node. */
function fill(draft: Draft, attribute: Attribute, node: Node, start: number, end: number, context: ReadContext): void {
  const value = attribute.value > start ? attribute.value : start + attribute.value;
  const whole = node.text.slice(value, end);
  const stop = attribute.kind === 'deadline' ? whole.length : whole.search(/[;.](?=\s|$)/) < 0 ? whole.length : whole.search(/[;.](?=\s+(?:\p{Lu}|cơ quan|đơn vị|phối hợp|thời)|$)/u);
  const text = whole.slice(0, stop < 0 ? whole.length : stop);
  const quote = (): void => addQuotes(draft, quotesOf(node.block, start, end, node.place));
  switch (attribute.kind) {
    case 'deadline': {
      const found = findDeadlines(node.text, context).found.filter((one) => one.start >= value - 40 && one.start < end && one.deadline.kind !== 'standing');
      const kept = withRanges(found.filter((one) => one.start >= start));
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
      draft.lead = names.length > 0 ? names : cleanName(text) === '' ? draft.lead : [cleanName(text).slice(0, 200)];
      for (const one of mentions.filter((mention) => mention.start > together)) add(draft.coordinating, one.text);
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

/** Deadlines a draft already has, compared by what they mean. */
export function sameDeadline(a: Deadline, b: Deadline): boolean {
  return a.statedOn === b.statedOn && a.rrule === b.rrule && a.kind === b.kind && (a.statedOn !== null || a.rrule !== null || a.text === b.text);
}
