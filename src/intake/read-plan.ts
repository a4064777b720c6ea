/**
 * A plan's text or blocks → the draft a person confirms (contract 3.4 of the design).
 * Pure: no files, no clock; everything it knows comes from the words.
 */
import type { WorkCalendar } from '../domain/calendar.js';
import type { DocumentSource, ReadResult, SkippedPassage } from '../domain/plan.js';
import { foldSpace, normalize, shorten } from '../domain/text.js';
import { linkTasks } from './after.js';
import type { Block } from './block.js';
import { bounded } from './block.js';
import { readBody } from './body.js';
import type { Draft } from './draft.js';
import type { DoubtContext } from './doubts.js';
import { candidateOf, withoutAwaited } from './candidate.js';
import { factsOf } from './facts.js';
import { type Layout, layoutOf } from './layout.js';
import { mergeDrafts } from './merge.js';
import type { Node } from './outline.js';
import { outlineOf } from './outline.js';
import { partsOf } from './parts.js';
import { readTables } from './table.js';
import { readTextBlocks } from './readers/text-reader.js';

/** How a document is to be read; `issuedOn` (YYYY-MM-DD) overrides the date found in the text. */
export interface ReadOptions {
  issuedOn: string | null;
  beforeMeans: 'strict' | 'lenient';
  /** Days off of the office, for the doubts about a last day; holidays on fixed dates are known without it. */
  calendar?: WorkCalendar | undefined;
}

/** How surely the words of a quote were recognised: those of the least sure block it stands in. */
function recognisedAt(nodes: readonly Node[]): DoubtContext['confidenceOf'] {
  const byPlace = new Map<string, Node[]>();
  for (const node of nodes)
    if (node.block.confidence !== null) byPlace.set(node.place, [...(byPlace.get(node.place) ?? []), node]);
  return (quote) => {
    const found = (byPlace.get(quote.place) ?? [])
      .filter((node) => foldSpace(node.block.text).includes(quote.text))
      .map((node) => node.block.confidence ?? 1);
    return found.length === 0 ? null : Math.min(...found);
  };
}

/** Most passages reported as skipped, so that a long document does not drown its tasks. */
export const mostSkipped = 400;

/** Reads a plain text (any line ends, hard-wrapped or not). Never throws on any string. */
export function readPlanText(text: string, options: ReadOptions): ReadResult {
  return readBlocks(readTextBlocks(normalize(text)), options);
}

/** Reads blocks of any reader. Tasks come in reading order, keys `t1`, `t2`, … */
export function readBlocks(
  read: Block[],
  options: ReadOptions,
  source: DocumentSource = { kind: 'text', pages: null, confidence: null },
): ReadResult {
  const blocks = bounded(read);
  const layout = layoutOf(blocks);
  const facts = factsOf(blocks, layout);
  const issuedOn = options.issuedOn ?? facts.issuedOn;
  const context = {
    issuedOn,
    planYear: planYearOf(facts.title) ?? (issuedOn === null ? headYearOf(blocks, layout) : null),
    beforeMeans: options.beforeMeans,
    calendar: options.calendar,
    isCopied: source.kind === 'text',
  };
  const nodes = outlineOf(blocks, layout);
  const body = readBody(nodes, context);
  const tables = readTables(
    nodes.filter((node) => node.region === 'body' || node.region === 'annex' || node.block.kind === 'row'),
    context,
  );
  const doubted: DoubtContext = {
    issuedOn,
    period: facts.period,
    calendar: options.calendar ?? { years: {} },
    confidenceOf: recognisedAt(nodes),
  };
  const drafts: Draft[] = mergeDrafts([...body.drafts, ...tables.drafts]);
  const tasks = drafts.map((draft, index) => candidateOf(draft, `t${String(index + 1)}`, doubted));
  return {
    document: { ...facts, issuedOn },
    source,
    tasks: linkTasks(tasks).map(withoutAwaited),
    skipped: [...regionsSkipped(nodes), ...body.skipped, ...tables.skipped].slice(0, mostSkipped),
    parts: partsOf(nodes),
  };
}

/** "Kế hoạch … năm 2022": the year a plan is for. Spans of years and dates of cited papers name none. */
function planYearOf(title: string | null): number | null {
  const years = [...(title ?? '').matchAll(/(?<!tháng \d{1,2}\s)năm\s(20\d{2})(?!\s?[-–]\s?\d|\/)/giu)].map(
    (match) => Number(match[1]),
  );
  return years.length === 0 ? null : Math.max(...years);
}

/** "ngày     tháng 6 năm 2026": a head whose day is still to be written tells the year at least. */
function headYearOf(blocks: readonly Block[], layout: Layout): number | null {
  const head = blocks
    .slice(layout.first, Math.max(layout.body, layout.first + 1))
    .flatMap((block) => block.lines);
  const year = /ngày[\s.…]{0,12}tháng[\s.…]{0,6}\d{0,2}[\s.…]{0,6}năm\s{0,3}(20\d{2})/iu.exec(
    head.join(' '),
  )?.[1];
  return year === undefined ? null : Number(year);
}

/** Recipients list and web-page words, one passage each. */
function regionsSkipped(nodes: Node[]): SkippedPassage[] {
  const result: SkippedPassage[] = [];
  const tail = nodes.filter((node) => node.region === 'tail' && node.block.kind !== 'row');
  const list = tail.filter((node) => /^[-–+]/.test(node.text.trim()) || /^Nơi nhận/iu.test(node.text.trim()));
  if (list.length > 0)
    result.push({
      text: shorten(foldSpace(list.map((node) => node.text).join(' ')), 600),
      place: 'Nơi nhận',
      reason: 'recipients-list',
    });
  for (const node of nodes)
    if (node.region === 'furniture')
      result.push({ text: shorten(foldSpace(node.text), 200), place: node.place, reason: 'furniture' });
  return result;
}
