/**
 * Clauses → drafts: who leads, what is asked, which dates belong together.
 * Decides nothing about whether a clause orders; that is `duty.ts`.
 */
import { foldSpace } from '../domain/text.js';
import type { UnitMention } from '../domain/unit-mention.js';
import { findUnitMentions, isVerbAt, mentionsAt, wordAt, wordsOf } from '../domain/unit-mention.js';
import type { Clause } from './clauses.js';
import type { Draft, LeadSource } from './draft.js';
import { addQuotes, newDraft, quotesOf } from './draft.js';
import type { FoundDeadline } from './duty.js';
import { opensWithDuty } from './duty-verbs.js';
import { actionOf, add, quotaOf, routeOf, volumeOf } from './fields.js';
import type { Governing, Governors } from './govern.js';
import { levels } from './marker.js';
import type { Node } from './outline.js';
import { coordinationAt } from './subject.js';
import { applyDeadlines, withRanges } from './stage.js';

/** Who answers for a clause and how that is known. */
export interface Lead {
  names: string[];
  coordinating: string[];
  source: LeadSource;
  collective: boolean;
}

/** Names as written, each once. */
export function namesOf(mentions: UnitMention[]): string[] {
  const names: string[] = [];
  for (const mention of mentions) add(names, mention.text);
  return names;
}

/** A lead out of mentions. */
export function leadFrom(lead: UnitMention[], coordinating: UnitMention[], source: LeadSource): Lead {
  return {
    names: namesOf(lead),
    coordinating: namesOf(coordinating),
    source,
    collective: lead.some((one) => one.collective),
  };
}

/** "Kịch bản trình …", "hồ sơ (…) gửi về …": a product of the sentence before, on its way. */
const products =
  /^[\s,]*(?:\p{Lu}\p{Ll}+(?:\s\p{Ll}+){0,3}|(?:hồ sơ|danh sách|báo cáo|kết quả|kịch bản|kế hoạch|văn bản|biên bản|bài dự thi|tác phẩm|dự toán|phương án|tài liệu)(?:\s\p{Ll}+){0,3})\s(?:\([^()]{0,120}\)\s)?(?:trình|gửi|nộp|hoàn thành|báo cáo)\s|^[\s,]*[Hh]ồ sơ (?:bao )?gồm[^.;]{3,240}[\s,](?:gửi|nộp)\s/u;

/** Who is to act in a clause: itself, its sentence, its paragraph, the lines above, the document's addressee. */
export function leadOf(node: Node, clause: Clause, clauses: Clause[], governors: Governors): Lead {
  if (clause.subject.lead.length > 0)
    return leadFrom(clause.subject.lead, clause.subject.coordinating, 'own');
  const own = coordinationAt(wordsOf(node.text), skipMarks(node.text, clause.start), clause.end).units;
  const text = node.text.slice(clause.start, clause.end);
  const index = clauses.indexOf(clause);
  const acts =
    opensWithDuty(text) ||
    /^[\s,]*(?:(?:\d{1,2}|hai|ba|bốn|sáu|chín) tháng|đầu|mỗi|vào|thời gian|định kỳ|hàng|hằng|thường xuyên|đồng thời|sau|trước|trong|quý|tháng|cuối|hết|kết thúc|chậm nhất|ngày|sáng|chiều|tối|thứ|đợt|lần|vòng|giai đoạn)/iu.test(
      text,
    );
  // "Kịch bản trình UBND tỉnh duyệt trước ngày …": the product of the sentence before, handed over by whoever made it.
  const isProduct = products.test(text);
  for (let back = index - 1; back >= 0; back -= 1) {
    const earlier = clauses[back];
    if (earlier === undefined || earlier.subject.lead.length === 0) continue;
    if (isProduct) return { ...leadFrom(earlier.subject.lead, own, 'inherited') };
    if (earlier.sentence === clause.sentence && acts) {
      // "tháng 3: A phát động; tháng 4 - 9: B thực hiện; tháng 10: tổng kết": after several nobody is sure.
      const isOne = clauses
        .slice(0, back)
        .every((one) => one.sentence !== clause.sentence || one.subject.lead.length === 0);
      return { ...leadFrom(earlier.subject.lead, own, isOne ? 'own' : 'inherited') };
    }
    // "A khảo sát, lập bản đồ; cắm biển cảnh báo, hoàn thành …": most likely the same, and a person is asked.
    if (earlier.sentence === clause.sentence && !/^[\s,]*(?:cấp|tuyến|các|mỗi|những)\s/iu.test(text))
      return { ...leadFrom(earlier.subject.lead, own, 'inherited') };
    if (acts) return { ...leadFrom(earlier.subject.lead, own, 'inherited') };
    break;
  }
  const above: Governing | null = governors.above(node);
  if (above !== null)
    return { ...leadFrom(above.lead, own.length > 0 ? own : above.coordinating, 'inherited') };
  const beside = acts ? governors.beside(node) : null;
  if (beside !== null) return { ...leadFrom(beside.subject.lead, own, 'inherited') };
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

/** A draft with its place and its lead, nothing else yet. */
export function baseDraft(node: Node, lead: Lead): Draft {
  const draft = newDraft(node.part, listOf(node), node.region === 'annex');
  draft.lead = lead.names;
  draft.leadSource = lead.source;
  draft.collective = lead.collective;
  draft.coordinating = lead.coordinating;
  return draft;
}

/** Whether a governing sentence asks for products that its items only name ("xây dựng các báo cáo tham luận sau:"). */
function isObjectList(stem: string): boolean {
  return /(?:báo cáo|tham luận|chuyên đề|đề án|kế hoạch|văn bản|tờ trình|hội nghị)[^,.;]{0,30}$/iu.test(stem);
}

/**
 * What the words behind the lead are about, or null: "Hưởng ứng Ngày Pháp luật: các phòng tổ chức …",
 * "Hội nghị tổng kết do Sở A tổ chức …".
 */
function labelOf(text: string, clause: Clause): string | null {
  const lead = clause.subject.lead[0];
  if (lead === undefined) return null;
  const label = /^[\s*+\-–]*([^:;.]{8,160}?)(?::\s*|\sdo\s)$/u.exec(
    text.slice(clause.start, lead.start),
  )?.[1];
  if (label === undefined || (findUnitMentions(label).length > 0 && !opensWithDuty(label))) return null;
  if (
    /^(?:cụ thể|trong đó|riêng|yêu cầu|thời gian|trước|trong|từ|quý|tháng|tuần|ngày|sau|đơn vị|cơ quan)/iu.test(
      label,
    )
  )
    return null;
  return foldSpace(label);
}

/** "… để (Sở A) tổng hợp, báo cáo …": where the receiver's own part begins, and who it is when named. */
function turnOf(text: string, clause: Clause): { at: number; who: string[] | null; action: number } | null {
  const words = wordsOf(text);
  for (const match of text.slice(clause.start, clause.end).matchAll(/để\s/giu)) {
    const at = clause.start + match.index;
    const after = at + match[0].length;
    if (/^(?:tổng hợp|rà soát|xem xét)[\s,]/iu.test(text.slice(after)))
      return { at, who: null, action: after };
    // "… để Sở báo cáo UBND tỉnh": the paper's own body by its head.
    const head = /^(Sở|Bộ|Cục)\s(?=báo cáo|tổng hợp|tham mưu|trình)/u.exec(
      text.slice(after, after + 30),
    )?.[1];
    if (head !== undefined) return { at, who: [head], action: after + head.length };
    const { mentions, next } = mentionsAt(words, wordAt(words, after));
    const [one] = mentions;
    if (mentions.length === 1 && one?.start === after && isVerbAt(words, next))
      return { at, who: one.collective ? null : namesOf(mentions), action: one.end };
  }
  return null;
}

/** "- Tham mưu UBND tỉnh:" above a list: where the products of its items go when they do not say it themselves. */
function advisedAbove(node: Node): string[] {
  for (let up = node.parent; up !== null; up = up.parent) {
    const line = /(?:^|[\s:,])(?:tham mưu|trình)\s[^.;]{3,160}:\s*$/iu.exec(up.text.slice(up.start));
    const { recipients } = line === null ? { recipients: [] } : routeOf(line[0]);
    if (recipients.length > 0) return recipients;
  }
  return [];
}

/** The draft or drafts of a clause with governing deadlines. */
export function datedDrafts(
  node: Node,
  clause: Clause,
  governing: FoundDeadline[],
  lead: Lead,
  governors: Governors,
): Draft[] {
  const ranges = withRanges(governing);
  const text = node.text.slice(clause.start, clause.end);
  // "gửi về X để tổng hợp, báo cáo Y trước ngày D": what X then does is X's own task.
  const turn = turnOf(node.text, clause);
  const split = turn?.at ?? null;
  const firstPart = split === null ? ranges : ranges.filter((one) => one.start < split);
  const secondPart = split === null ? [] : ranges.filter((one) => one.start >= split);
  const drafts: Draft[] = [];
  const make = (from: number, to: number, dates: FoundDeadline[], who: Lead): Draft => {
    const draft = baseDraft(node, who);
    // The receiver's own part is read without the "để" that makes it look like an aside.
    const route = routeOf(node.text.slice(from === split ? (turn?.action ?? from) : from, to));
    draft.recipients = route.recipients.filter((name) => !who.names.includes(name));
    if (draft.recipients.length === 0)
      draft.recipients = advisedAbove(node).filter((name) => !who.names.includes(name));
    draft.via = route.via;
    const own = from === split ? (turn?.action ?? from) : from;
    const action = Math.max(own, clause.subject.action <= to ? clause.subject.action : own);
    const cut = dates.map((one) => ({ start: one.start - action, end: one.end - action }));
    draft.action = actionOf(
      node.text.slice(action, to),
      cut.filter((one) => one.end > 0),
    );
    const stem = governors.above(node)?.stem ?? null;
    if (stem !== null && node.level >= levels.dash && (isObjectList(stem) || !opensWithDuty(draft.action)))
      draft.action = `${stem}: ${draft.action}`;
    const label = labelOf(node.text, clause);
    if (label !== null && own === from)
      draft.action = `${label}: ${draft.action.charAt(0).toLowerCase()}${draft.action.slice(1)}`;
    if (draft.action === '') draft.action = foldSpace(node.text.slice(node.start)).slice(0, 200);
    draft.volume = volumeOf(text);
    draft.quota = quotaOf(text);
    applyDeadlines(draft, node.text, action, dates, dates.length > 1);
    addQuotes(draft, quotesOf(node.block, from, to, node.place));
    return draft;
  };
  if (secondPart.length > 0 && split !== null) {
    const receivers = turn?.who ?? routeOf(node.text.slice(clause.start, split)).recipients;
    if (firstPart.length === 0 || receivers.length === 0)
      return [make(clause.start, clause.end, ranges, lead)];
    drafts.push(make(clause.start, split, firstPart, lead));
    drafts.push(
      make(split, clause.end, secondPart, {
        names: receivers,
        coordinating: [],
        source: 'own',
        collective: false,
      }),
    );
    return drafts;
  }
  return [make(clause.start, clause.end, ranges, lead)];
}

/** A task of the whole paragraph without a date of its own; null when it orders nothing. */
export function undatedDraft(node: Node, clauses: Clause[], governors: Governors): Draft | null {
  const above = governors.above(node);
  // Under a line that names who acts, only the head of the paragraph or an order names somebody else.
  const named = clauses.find(
    (clause, index) =>
      clause.subject.lead.length > 0 && (index === 0 || above === null || clause.subject.ordered),
  );
  const first = named ?? clauses[0];
  const last = clauses.at(-1);
  if (first === undefined || last === undefined) return null;
  const lead: Lead =
    named !== undefined
      ? leadFrom(first.subject.lead, first.subject.coordinating, 'own')
      : above === null
        ? { names: [], coordinating: [], source: 'none', collective: false }
        : leadFrom(above.lead, above.coordinating, 'inherited');
  if (named === undefined) {
    const own = coordinationAt(wordsOf(node.text), skipMarks(node.text, first.start), first.end).units;
    if (own.length > 0) lead.coordinating = namesOf(own);
  }
  const draft = baseDraft(node, lead);
  const begin = named !== undefined ? first.subject.action : (clauses[0]?.start ?? node.start);
  const text = node.text.slice(begin, last.end);
  draft.action = actionOf(text, []);
  if (draft.action === '') return null;
  const stem = above?.stem ?? null;
  if (
    stem !== null &&
    node.level >= levels.dash &&
    first.subject.lead.length === 0 &&
    (isObjectList(stem) || !opensWithDuty(draft.action))
  )
    draft.action = `${stem}: ${draft.action}`;
  const route = routeOf(text);
  const to = route.recipients.length > 0 ? route.recipients : advisedAbove(node);
  draft.recipients = to.filter((name) => !draft.lead.includes(name));
  draft.via = route.via;
  addQuotes(draft, quotesOf(node.block, clauses[0]?.start ?? node.start, last.end, node.place));
  return draft;
}
