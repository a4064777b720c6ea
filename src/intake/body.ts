/**
 * Paragraphs and items → task drafts (domain.md 2.6): what carries a deadline, and what lines above and below add.
 * Tables are read by `table.ts`; merging of repeated tasks is `merge.ts`.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import type { SkippedPassage } from '../domain/plan.js';
import { foldSpace, shorten } from '../domain/text.js';
import { findUnitMentions } from '../domain/unit-mention.js';
import type { Attribute } from './attribute.js';
import { attributeOf } from './attribute.js';
import { datedDrafts, leadOf, undatedDraft } from './clause-draft.js';
import {
  datesAnother,
  furtherStage,
  inWeeklyRound,
  onWeekday,
  settled,
  withRulesJoined,
} from './clause-dates.js';
import { assignLater, otherOrders, withWork } from './clause-orders.js';
import type { Clause } from './clauses.js';
import type { Draft, Harvest } from './draft.js';
import { addQuotes, quotesOf } from './draft.js';
import type { FoundDeadline } from './duty.js';
import { governs, hasDutyVerb, isGoal, opensWithDuty } from './duty.js';
import type { Governors } from './govern.js';
import { governorsOf } from './govern.js';
import type { NodeWork, ReadContext } from './labelled.js';
import { applyAttribute, applyBrackets, fill } from './labelled.js';
import type { Node } from './outline.js';
import { phasesOf } from './phase.js';
import { applyDeadlines } from './stage.js';

/** Reads the paragraphs of body and annexes. */
export function readBody(nodes: Node[], context: ReadContext): Harvest {
  const governors = governorsOf(nodes);
  const skipped: SkippedPassage[] = [];
  const works: NodeWork[] = [];
  const byNode = new Map<Node, NodeWork>();
  const amounts = new Set<Node>();
  const phases = phasesOf(governors, context);
  const live = nodes.filter(
    (node) => (node.region === 'body' || node.region === 'annex') && node.block.kind !== 'row',
  );
  for (const node of live) {
    if (node.parent !== null && amounts.has(node.parent)) continue;
    if (phases.isTime(node)) continue;
    const attribute = attributeOf(node.text, node.start);
    // "Số lượng:" with a list of amounts under it.
    if (attribute?.kind === 'quota' && node.children.length > 0) amounts.add(node);
    if (
      attribute !== null &&
      !holdsOrders(node, attribute) &&
      (valueOf(node, attribute) !== '' || amounts.has(node))
    ) {
      applyAttribute(node, attribute, byNode, works, governors, context);
      continue;
    }
    if (phases.of(node) !== null) continue;
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
    const phase = phases.above(node);
    if (phase !== null && potential.deadlines.length === 0 && isOrder(potential, node)) {
      applyDeadlines(potential, phase.node.text, phase.node.start, phase.deadlines, false);
      addQuotes(
        potential,
        quotesOf(phase.node.block, phase.node.start, phase.node.text.length, phase.node.place),
      );
      potential.doubts.add('deadline-inherited');
    }
    if (potential.deadlines.length > 0 || keepsUndated(potential, node)) drafts.push(potential);
    else if (node.section === 'duty' && opensWithDuty(node.text.slice(node.start)))
      skipped.push({ text: shorten(foldSpace(node.block.text), 300), place: node.place, reason: 'standing' });
  }
  return { drafts, skipped };
}

/**
 * "Thời điểm nộp báo cáo: cấp xã nộp … trước ngày …; cấp huyện …": a label before orders of their own. Two parts that
 * each begin with who acts make such a list; "…: các đơn vị gửi …; đồng thời gửi …" dates the items above.
 */
function holdsOrders(node: Node, attribute: Attribute): boolean {
  const value = node.text.slice(attribute.value);
  if (attribute.kind !== 'deadline' || value.length <= 120 || !value.includes(';') || !hasDutyVerb(value))
    return false;
  const acting = value.split(';').filter((part) => {
    const [first] = findUnitMentions(part.slice(0, 200));
    return first !== undefined && /^[\s,]*$/.test(part.slice(0, first.start));
  });
  return acting.length >= 2;
}

/** Longest and most passages noted as passed over; a paragraph of a thousand dates says it once. */
const noted = { length: 300, count: 1000 } as const;

function note(
  skipped: SkippedPassage[],
  text: string,
  place: string,
  reason: SkippedPassage['reason'],
): void {
  if (skipped.length >= noted.count) return;
  const short = shorten(foldSpace(text.slice(0, noted.length * 2)), noted.length);
  const last = skipped.at(-1);
  if (last?.text === short && last.place === place && last.reason === reason) return;
  skipped.push({ text: short, place, reason });
}

function valueOf(node: Node, attribute: Attribute): string {
  return node.text
    .slice(attribute.value)
    .replace(/[\s.;*]+/g, ' ')
    .trim();
}

/** How most papers close: an exhortation, not a duty one could report on. */
const boilerplate =
  /^(?:(?:nghiêm túc|khẩn trương|tích cực|tổ chức|triển khai|thực hiện|phối hợp|có hiệu quả|kế hoạch này|tốt|các nội dung|nội dung|này|theo đúng quy định|đạt kết quả)[\s,.]*){1,6}$/iu;

/** Whether an undated point under a dated heading is work to do, and not one more detail of the heading. */
function isOrder(draft: Draft, node: Node): boolean {
  return node.section === 'duty' && (draft.lead.length > 0 || opensWithDuty(node.text.slice(node.start)));
}

/** An order without a date is kept when somebody is named for it (standing duty), otherwise it is background. */
function keepsUndated(draft: Draft, node: Node): boolean {
  // "Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện": how such a paper ends, no work.
  if (/^thông báo (?:để|đến|cho|tới) .{0,160}(?:biết|thực hiện)/iu.test(draft.action)) return false;
  if (boilerplate.test(draft.action)) return false;
  if (/thi hành (?:quyết định|chỉ thị|nghị quyết|quy chế) này/iu.test(draft.action)) return false;
  return (
    draft.lead.length > 0 && node.section === 'duty' && hasDutyVerb(draft.action) && !isGoal(draft.action)
  );
}

/** Reads one paragraph. Null when it only heads or governs what follows. */
function workOf(
  node: Node,
  governors: Governors,
  context: ReadContext,
  skipped: SkippedPassage[],
): NodeWork | null {
  const letters = node.text.replace(/[^\p{L}]/gu, '');
  if (letters === letters.toUpperCase()) return null;
  const clauses = governors.clauses(node);
  const title = isTitle(node);
  const { found: phrases, lookAlikes } = findDeadlines(node.text, context);
  const found = inWeeklyRound(phrases, context);
  for (const look of lookAlikes) {
    if (look.start < node.start) continue;
    skipped.push({ text: foldSpace(look.text), place: node.place, reason: look.reason });
  }
  const drafts: Draft[] = [];
  const carried: { clause: Clause; draft: Draft }[] = [];
  // A draft made of all the clauses so far speaks for each of them.
  const carry = (draft: Draft, upTo: Clause): void => {
    for (const clause of clauses.slice(0, clauses.indexOf(upTo) + 1)) carried.push({ clause, draft });
  };
  for (const clause of clauses) {
    const inside = found.filter((one) => one.start >= clause.start && one.start < clause.end);
    const text = node.text.slice(clause.start, clause.end);
    const labelled =
      carried.length > 0 || clause !== clauses[0] ? attributeOf(node.text, clause.start) : null;
    const previous = carried.at(-1)?.draft ?? null;
    if (labelled !== null && labelled.kind !== 'other') {
      // "… . Đơn vị chủ trì: Sở A. Thời gian: Quý II/2024." inside one paragraph.
      const target = previous ?? undatedDraft(node, clauses.slice(0, clauses.indexOf(clause)), governors);
      if (target !== null) {
        if (previous === null) {
          drafts.push(target);
          carry(target, clause);
        }
        fill(target, labelled, node, clause.start, clause.end, context);
        continue;
      }
    }
    const lead = leadOf(node, clause, clauses, governors);
    const chosen: FoundDeadline[] = [];
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
      // "b) Giới thiệu điển hình hằng năm" heads its section, it is not itself the duty.
      const introduces =
        /:\s*$/.test(node.text) && lead.source !== 'own' && !/;BY/.test(one.deadline.rrule ?? '');
      const named = one.deadline.kind === 'recurring' && (introduces || (title && lead.names.length === 0));
      if (verdict === 'yes' && named) continue;
      if (verdict === 'yes') chosen.push(one);
      else if (one.deadline.kind !== 'standing') note(skipped, text, node.place, verdict);
    }
    const governing = withRulesJoined(settled(chosen, context), node.text).map((one) =>
      onWeekday(one, text, context),
    );
    if (governing.length === 0) {
      const last = carried.at(-1);
      const more =
        last?.clause.sentence === clause.sentence && clause.subject.lead.length === 0
          ? furtherStage(text, clause.start, inside)
          : [];
      if (last !== undefined && more.length > 0) {
        applyDeadlines(last.draft, node.text, clause.start, more, true);
        addQuotes(last.draft, quotesOf(node.block, clause.start, clause.end, node.place));
        carried.push({ clause, draft: last.draft });
      }
      continue;
    }
    if (
      datesAnother(text.slice(0, (governing[0]?.start ?? 0) - clause.start)) &&
      clause !== clauses[0] &&
      clause.subject.lead.length === 0
    ) {
      // "Hoàn thành trước ngày …" as a sentence of its own dates the sentence before it.
      const target = previous ?? undatedDraft(node, clauses.slice(0, clauses.indexOf(clause)), governors);
      if (target !== null) {
        applyDeadlines(target, node.text, clause.start, governing, false);
        addQuotes(target, quotesOf(node.block, clause.start, clause.end, node.place));
        if (previous === null) {
          drafts.push(target);
          carry(target, clause);
        }
        continue;
      }
    }
    const isOnce = governing.every(({ deadline }) => deadline.kind !== 'recurring');
    const whole = isOnce
      ? withWork(node, clauses, clause, (other) => carried.some((one) => one.clause === other))
      : clause;
    for (const draft of datedDrafts(node, whole, governing, lead, governors)) {
      drafts.push(draft);
      for (const part of clauses.slice(
        clauses.findIndex((one) => one.start === whole.start),
        clauses.indexOf(clause) + 1,
      ))
        carried.push({ clause: part, draft });
    }
  }
  for (const clause of clauses) assignLater(node, clause, drafts);
  const announced = governors.of(node);
  const heads = node.children.length > 0 && (announced !== null || /:\s*$/.test(node.text));
  if (drafts.length === 1 && drafts[0] !== undefined) applyBrackets(drafts[0], node, context);
  if (drafts.length > 0) {
    if (!heads)
      drafts.push(
        ...otherOrders(
          node,
          clauses,
          carried.map((one) => one.clause),
        ),
      );
    return { node, drafts, potential: null };
  }
  if (title || (heads && !node.children.every((child) => attributeOf(child.text, child.start) !== null)))
    return null;
  const potential = undatedDraft(node, clauses, governors);
  if (potential !== null) applyBrackets(potential, node, context);
  return potential === null ? null : { node, drafts, potential };
}

/** A numbered line that only names its section. */
function isTitle(node: Node): boolean {
  if (node.children.length === 0 || node.marker === null || node.marker.bullet)
    return node.block.kind === 'heading';
  const text = node.text.slice(node.start).trim();
  return text.length < 260 && !/[.;]$/.test(text);
}
