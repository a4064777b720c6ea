/**
 * One task stated in several places becomes one draft (domain.md 2.6, rule 6).
 * Compares words, dates and leads; never tasks of one list with each other.
 */
import type { Deadline } from '../domain/plan.js';
import { fold } from '../domain/text.js';
import type { Draft } from './draft.js';
import { addQuotes } from './draft.js';
import { add } from './fields.js';

const empty = new Set(
  'va cua cac cho de theo tai trong voi nhung ve duoc la mot so den tu o do tren nay viec cong tac thuc hien chi dao tinh dia phuong nganh don vi minh khan truong chu tri phoi hop tham muu'.split(
    ' ',
  ),
);

/** Pairs of neighbouring words and single words that carry meaning. */
function wordsOfTitle(text: string): Set<string> {
  const words = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !empty.has(word));
  return new Set(words);
}

/** How far the shorter of two titles is contained in the longer, 0 to 1. */
export function similarity(a: string, b: string): number {
  return overlap(wordsOfTitle(a), wordsOfTitle(b));
}

function overlap(one: Set<string>, two: Set<string>): number {
  const [small, large] = one.size <= two.size ? [one, two] : [two, one];
  if (small.size < 3)
    return small.size > 0 && [...small].every((word) => large.has(word)) && large.size <= small.size + 2
      ? 1
      : 0;
  let shared = 0;
  for (const word of small) if (large.has(word)) shared += 1;
  return shared / small.size;
}

function dateKey(deadline: Deadline): string {
  return deadline.statedOn ?? deadline.rrule ?? '';
}

function shareDate(a: Draft, b: Draft): boolean {
  return a.deadlines.some(
    (one) =>
      dateKey(one) !== '' &&
      b.deadlines.some((two) => dateKey(two) === dateKey(one) && two.inclusive === one.inclusive),
  );
}

type Leads = 'same' | 'open' | 'differ';

/** What is compared of a draft, folded once. */
interface Key {
  title: Set<string>;
  leads: Set<string>;
}

/** Whether two leads can be the same unit: equal or overlapping, one unnamed or collective, or different. */
function compareLeads(a: Draft, b: Draft, keys: Map<Draft, Key>): Leads {
  const one = keys.get(a)?.leads ?? new Set();
  const two = keys.get(b)?.leads ?? new Set();
  if (one.size === 0 || two.size === 0) return 'open';
  if ([...two].some((name) => one.has(name))) return 'same';
  if (a.collective && b.collective) return 'open';
  return 'differ';
}

function same(a: Draft, b: Draft, keys: Map<Draft, Key>): boolean {
  if (a.list === b.list || (a.part === b.part && a.annex === b.annex)) return false;
  const one = keys.get(a)?.title;
  const two = keys.get(b)?.title;
  if (one === undefined || two === undefined) return false;
  const leads = compareLeads(a, b, keys);
  const near = overlap(one, two);
  if (shareDate(a, b)) {
    if (leads === 'same') return near >= 0.6;
    if (leads === 'open') return near >= (a.collective && b.collective ? 0.55 : 0.7);
    return near >= 0.8 && (a.collective || b.collective) && Math.min(one.size, two.size) >= 4;
  }
  const dated = a.deadlines.length > 0 && b.deadlines.length > 0;
  if (dated)
    return a.annex !== b.annex && leads === 'same' && near >= 0.9 && Math.min(one.size, two.size) >= 5;
  return (
    (a.annex !== b.annex || a.deadlines.length + b.deadlines.length > 0) &&
    leads !== 'differ' &&
    near >= 0.85 &&
    Math.min(one.size, two.size) >= 5
  );
}

/** Joins repeated tasks; the first place in the document keeps its position. Bounded: at most 1,500 drafts are compared. */
export function mergeDrafts(drafts: Draft[]): Draft[] {
  const keys = new Map(
    drafts.map((draft) => [
      draft,
      { title: wordsOfTitle(draft.action), leads: new Set(draft.lead.map((name) => fold(name))) },
    ]),
  );
  const result: Draft[] = [];
  for (const draft of drafts) {
    let best: { into: Draft; near: number } | null = null;
    for (const other of result.length > 1500 ? [] : result) {
      if (!same(other, draft, keys)) continue;
      const near = overlap(keys.get(other)?.title ?? new Set(), keys.get(draft)?.title ?? new Set());
      if (best === null || near > best.near) best = { into: other, near };
    }
    if (best === null) result.push(draft);
    else join(best.into, draft, keys);
  }
  return result;
}

function join(into: Draft, from: Draft, keys: Map<Draft, Key>): void {
  into.doubts.add('merged');
  for (const doubt of from.doubts) into.doubts.add(doubt);
  const differ = compareLeads(into, from, keys) !== 'same' && into.lead.length > 0 && from.lead.length > 0;
  // Two collectives are two wordings of one addressee.
  if (differ && !(into.collective && from.collective)) into.doubts.add('leads-differ');
  // A named unit says more than a collective, a lead of its own more than one from a line above.
  const better =
    from.lead.length > 0 &&
    (into.lead.length === 0 ||
      (into.collective && !from.collective) ||
      (differ &&
        into.leadSource === 'inherited' &&
        from.leadSource === 'own' &&
        into.collective === from.collective));
  if (better) {
    into.lead = from.lead;
    into.leadSource = from.leadSource;
    into.collective = from.collective;
  } else if (
    !differ &&
    into.leadSource === 'inherited' &&
    from.leadSource === 'own' &&
    into.lead.length > 0 &&
    from.lead.length > 0
  )
    into.leadSource = 'own';
  for (const name of from.coordinating) if (!into.lead.includes(name)) add(into.coordinating, name);
  for (const name of from.recipients) if (!into.lead.includes(name)) add(into.recipients, name);
  into.via ??= from.via;
  into.deliverable ??= from.deliverable;
  into.volume ??= from.volume;
  into.quota ??= from.quota;
  if (into.deadlines.length > 0 && from.deadlines.length > 0 && !shareDate(into, from))
    into.doubts.add('deadlines-differ');
  for (const deadline of from.deadlines) {
    const known = into.deadlines.find(
      (other) =>
        dateKey(other) === dateKey(deadline) && (dateKey(other) !== '' || other.text === deadline.text),
    );
    if (known === undefined) into.deadlines.push(deadline);
    else known.stage ??= deadline.stage;
  }
  addQuotes(into, from.quotes);
}
