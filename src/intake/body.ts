/**
 * Paragraphs and items → task drafts (domain.md 2.6): what carries a deadline, and what lines above and below add.
 * Tables are read by `table.ts`; merging of repeated tasks is `merge.ts`.
 */
import type { SkippedPassage } from '../domain/plan.js';
import { foldSpace, shorten } from '../domain/text.js';
import { findUnitMentions } from '../domain/unit-mention.js';
import type { Attribute } from './attribute.js';
import { attributeOf } from './attribute.js';
import type { Draft, Harvest } from './draft.js';
import { addQuotes, quotesOf } from './draft.js';
import { isGoal } from './duty.js';
import { hasDutyVerb, opensWithDuty } from './duty-verbs.js';
import type { Governors } from './govern.js';
import { governorsOf } from './govern.js';
import type { NodeWork, ReadContext } from './labelled.js';
import { applyAttribute } from './labelled.js';
import type { Node } from './outline.js';
import { workOf } from './paragraph.js';
import { phasesOf } from './phase.js';
import { addRoute } from './route.js';
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
      const besides = orderBeside(node, attribute, governors, context, works);
      if (besides !== null) works.push(besides);
      continue;
    }
    if (phases.of(node) !== null) continue;
    if (nameLeads(node, governors, works)) continue;
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
      addRoute(potential, phase.node.text.slice(phase.node.start));
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

/** What stands behind a name that does all that was said: "chủ trì, tổ chức thực hiện", "chỉ đạo thực hiện lịch nêu trên". */
const closesLead =
  /^[\s,.;]*(?:chủ trì(?:[\s,.;]|và|phối hợp|với|tổ chức|triển khai|thực hiện)*|(?:chỉ đạo|tổ chức|hướng dẫn|vận động|đôn đốc|triển khai)\s[^.;]{0,60}thực hiện\s[^.;]{0,60}(?:nêu trên|ở trên|trên đây)[\s.;]*)$/iu;

/** "Trạm Thú y huyện chủ trì, UBND các xã tổ chức thực hiện.": who does what the points before it say; false for other lines. */
function nameLeads(node: Node, governors: Governors, works: readonly NodeWork[]): boolean {
  const clauses = governors.clauses(node);
  const [clause] = clauses;
  if (clause === undefined || clauses.length > 1 || node.marker !== null || clause.subject.lead.length === 0)
    return false;
  const named = clause.subject.lead.at(-1)?.end ?? 0;
  const rest = node.text.slice(named);
  const others = findUnitMentions(rest);
  const words = others.reduceRight((text, one) => `${text.slice(0, one.start)} ${text.slice(one.end)}`, rest);
  if (!closesLead.test(words)) return false;
  const drafts = works
    .filter(
      (work) =>
        work.node.parent === node.parent ||
        work.node.parent?.parent === node.parent ||
        work.node === node.parent,
    )
    .flatMap((work) => [...work.drafts, ...(work.potential === null ? [] : [work.potential])])
    .filter((draft) => draft.leadSource !== 'own');
  for (const draft of drafts) {
    draft.lead = clause.subject.lead.map((one) => one.text);
    draft.leadSource = 'inherited';
    addQuotes(draft, quotesOf(node.block, node.start, node.text.length, node.place));
    draft.collective = clause.subject.lead.some((one) => one.collective);
    for (const one of others) if (!draft.coordinating.includes(one.text)) draft.coordinating.push(one.text);
  }
  return drafts.length > 0;
}

/**
 * What a labelled line orders besides its value: "Đơn vị chủ trì: Sở A. Kịch bản trình UBND tỉnh trước ngày …",
 * "Thành phần: 200 đại biểu, do Ban B lập danh sách gửi Văn phòng trước ngày …". Null when it orders nothing dated.
 */
function orderBeside(
  node: Node,
  attribute: Attribute,
  governors: Governors,
  context: ReadContext,
  works: readonly NodeWork[],
): NodeWork | null {
  const isOpen = attribute.kind === 'other';
  if (!isOpen && attribute.kind !== 'lead') return null;
  const clauses = governors.clauses(node);
  const from = isOpen ? clauses[0] : clauses.find((clause) => clause.sentence > 0);
  if (from === undefined || (!isOpen && attributeOf(node.text, from.start) !== null)) return null;
  const start = isOpen ? attribute.value : from.start;
  const work = workOf({ ...node, start }, governors, context, []);
  const drafts = (work?.drafts ?? []).filter(
    (draft) => draft.deadlines.length > 0 && (!isOpen || draft.leadSource === 'own'),
  );
  if (drafts.length === 0) return null;
  if (!isOpen) {
    // Whoever the line names also does what its further sentences say.
    const named = works.at(-1);
    const above = named?.drafts.at(-1) ?? named?.potential ?? null;
    for (const draft of drafts) {
      if (draft.leadSource === 'own' || above?.leadSource !== 'own') continue;
      draft.lead = [...above.lead];
      draft.leadSource = 'inherited';
      draft.collective = above.collective;
    }
  }
  return { node, drafts, potential: null };
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
  // "… tập trung thực hiện nghiêm các nội dung sau": heads the points that follow.
  if (
    /(?:nội dung|nhiệm vụ|giải pháp|công việc|việc)\s(?:\S+\s){0,3}(?:sau|sau đây|như sau)$/iu.test(
      draft.action,
    )
  )
    return false;
  if (/thi hành (?:quyết định|chỉ thị|nghị quyết|quy chế) này/iu.test(draft.action)) return false;
  return (
    draft.lead.length > 0 && node.section === 'duty' && hasDutyVerb(draft.action) && !isGoal(draft.action)
  );
}
