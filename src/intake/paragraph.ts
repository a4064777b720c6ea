/**
 * One paragraph → its drafts: which of its dates govern which of its clauses, and who answers for each.
 * What lines above and below add is `body.ts`.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import type { SkippedPassage } from '../domain/plan.js';
import { foldSpace, shorten } from '../domain/text.js';
import { type Attribute, attributeOf, reportingOf } from './attribute.js';
import { datedDrafts, leadOf, undatedDraft } from './clause-draft.js';
import { datesAnother, furtherStage, settled, withRulesJoined } from './clause-dates.js';
import { inRounds, onWeekday, withHours, withinStretch } from './clause-rounds.js';
import { assignLater, otherOrders, withWork } from './clause-orders.js';
import type { Clause } from './clauses.js';
import type { Draft } from './draft.js';
import { addQuotes, quotesOf } from './draft.js';
import type { FoundDeadline } from './duty.js';
import { governs } from './duty.js';
import type { Governors } from './govern.js';
import type { NodeWork, ReadContext } from './labelled.js';
import { applyBrackets, fill } from './labelled.js';
import type { Node } from './outline.js';
import { addRoute, followRoutes, handsOver } from './route.js';
import { applyDeadlines } from './stage.js';

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

/** Reads one paragraph. Null when it only heads or governs what follows. */
export function workOf(
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
  // "Căn cứ Quyết định số … (…; hoàn thành chương trình trước 25/5/2023)": what a cited paper says orders nothing here.
  const cited = /^\s*Căn cứ\s/u.test(node.text) ? bracketsOf(node.text) : [];
  const names = quotedNames(node.text);
  const found = inRounds(withHours(phrases, node.text, context), context).filter(
    (one) =>
      !cited.some((bracket) => bracket.start < one.start && one.end <= bracket.end) &&
      (one.deadline.kind === 'date' || !names.some((name) => name.start < one.start && one.end < name.end)),
  );
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
  /** Whether a label has named who leads what the paragraph says. */
  let isAssigned: boolean = false;
  for (const clause of clauses) {
    const inside = found.filter((one) => one.start >= clause.start && one.start < clause.end);
    const text = node.text.slice(clause.start, clause.end);
    const labelled: Attribute | null =
      carried.length > 0 || clause !== clauses[0]
        ? (attributeOf(node.text, clause.start) ?? (isAssigned ? reportingOf(text, clause.start) : null))
        : null;
    isAssigned ||= labelled?.kind === 'lead';
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
    const governing = withRulesJoined(settled(withinStretch(chosen, node.text), context), node.text).map(
      (one) => onWeekday(one, text, context),
    );
    const isStage = isBareStage(clause, carried.at(-1)?.clause, governing, text);
    if (governing.length === 0 || isStage) {
      const last = carried.at(-1);
      const more =
        last?.clause.sentence === clause.sentence && clause.subject.lead.length === 0
          ? furtherStage(text, clause.start, inside)
          : [];
      const isSame = last?.clause.sentence === clause.sentence && clause.subject.lead.length === 0;
      if (isSame && more.length === 0 && handsOver(text)) addRoute(last.draft, text);
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
      const between = uncarried(clauses, clause, carried);
      const own = between.some((one) => one.subject.lead.length > 0)
        ? undatedDraft(node, between, governors)
        : null;
      const target =
        own ?? previous ?? undatedDraft(node, clauses.slice(0, clauses.indexOf(clause)), governors);
      if (target !== null) {
        applyDeadlines(target, node.text, clause.start, governing, false);
        addQuotes(target, quotesOf(node.block, clause.start, clause.end, node.place));
        if (previous === null || own !== null) drafts.push(target);
        if (previous === null) carry(target, clause);
        else
          for (const part of [...(own === null ? [] : between), clause])
            carried.push({ clause: part, draft: target });
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
  followRoutes(drafts);
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

/** The clauses right before one that no draft speaks for yet. */
function uncarried(
  clauses: readonly Clause[],
  clause: Clause,
  carried: readonly { clause: Clause }[],
): Clause[] {
  const before = clauses.slice(0, clauses.indexOf(clause));
  const last = before.findLastIndex((one) => carried.some((known) => known.clause === one));
  return before.slice(last + 1);
}

/** "… đăng ký trước ngày 20/10; thi ngày 15/12": a further clause that only names a stage of the work before it. */
function isBareStage(
  clause: Clause,
  before: Clause | undefined,
  governing: readonly FoundDeadline[],
  text: string,
): boolean {
  const first = governing[0];
  if (first === undefined || before?.sentence !== clause.sentence || clause.subject.lead.length > 0)
    return false;
  const words = text.slice(0, first.start - clause.start).replace(/^[\s,;]*(?:và\s)?/u, '');
  return (
    words.trim().length < longestStage &&
    furtherStage(text, clause.start, governing).length === governing.length
  );
}

/** Longest name of a stage said without a verb, in UTF-16 units. */
const longestStage = 40;

/** Where the brackets of a text stand, without the brackets inside them. */
function bracketsOf(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/\([^()]{0,600}\)/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** "chuyên mục “Mỗi ngày một việc tốt”", "“Tháng hành động … - Tháng 6”": names in quotation marks, which set no time. */
function quotedNames(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/[“"]\p{Lu}[^“”"]{3,120}[”"]/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
