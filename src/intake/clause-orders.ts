/**
 * Clauses beside a dated one: the work a handing-over belongs to, a closing sentence that names who does it, further orders.
 */
import { baseDraft, leadFrom } from './clause-draft.js';
import type { Clause } from './clauses.js';
import type { Draft } from './draft.js';
import { addQuotes, quotesOf } from './draft.js';
import { opensWithDuty } from './duty-verbs.js';
import { actionOf, routeOf } from './fields.js';
import type { Node } from './outline.js';

/** "Rà soát phương án; gửi về Sở A trước ngày D": handing over alone is no work, it goes with what stands before it. */
export function withWork(
  node: Node,
  clauses: Clause[],
  clause: Clause,
  isTaken: (other: Clause) => boolean,
): Clause {
  const text = node.text.slice(clause.start, clause.end);
  if (clause.subject.lead.length > 0) return clause;
  if (
    !/^[\s,;]*(?:và\s|đồng thời\s|sau đó\s)?(?:gửi|trình|nộp|báo cáo\s(?!kết|tình|sơ|tổng|nhanh|định))/iu.test(
      text,
    )
  )
    return clause;
  const before = clauses[clauses.indexOf(clause) - 1];
  if (before === undefined || before.sentence !== clause.sentence || isTaken(before)) return clause;
  return { ...before, end: clause.end };
}

/** "… . Giao Sở A chủ trì.": a closing sentence that only names who does what the paragraph said. */
export function assignLater(node: Node, clause: Clause, drafts: Draft[]): void {
  const rest = node.text.slice(clause.subject.action, clause.end);
  const named = clause.subject.lead.at(-1);
  // "…; Tỉnh đoàn chủ trì, phối hợp với Sở A." names who as surely as "Giao Tỉnh đoàn".
  const isTold =
    named !== undefined && /chủ trì|phụ trách|đầu mối/iu.test(node.text.slice(named.end, clause.end));
  if (!clause.subject.ordered && !isTold) return;
  if (
    !/^[\s,.;]*(?:(?:chủ trì|thực hiện|triển khai|tham mưu|nội dung này|việc này)[\s,.;]*){0,3}$/iu.test(rest)
  )
    return;
  const lead = leadFrom(clause.subject.lead, clause.subject.coordinating, 'own');
  for (const draft of drafts) {
    if (draft.leadSource === 'own') continue;
    draft.lead = lead.names;
    draft.leadSource = 'own';
    draft.collective = lead.collective;
    for (const name of lead.coordinating)
      if (!draft.coordinating.includes(name)) draft.coordinating.push(name);
    addQuotes(draft, quotesOf(node.block, clause.start, clause.end, node.place));
  }
}

/** Orders without a date that stand in a paragraph beside dated ones. */
export function otherOrders(node: Node, clauses: Clause[], used: Clause[]): Draft[] {
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
