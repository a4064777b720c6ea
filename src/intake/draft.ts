/**
 * A task while it is being put together.
 * Plain data and small helpers; the rules that fill it stand in `body.ts` and `table.ts`.
 */
import type { Deadline, Doubt, Quote, SkippedPassage } from '../domain/plan.js';
import { foldSpace } from '../domain/text.js';
import type { Block } from './block.js';

/** How the lead was found. */
export type LeadSource = 'own' | 'inherited' | 'none';

/** A task being put together. */
export interface Draft {
  action: string;
  lead: string[];
  leadSource: LeadSource;
  /** Some lead is a collective addressee. */
  collective: boolean;
  coordinating: string[];
  recipients: string[];
  via: string | null;
  deliverable: string | null;
  volume: string | null;
  quota: string | null;
  deadlines: Deadline[];
  quotes: Quote[];
  doubts: Set<Doubt>;
  /** Section number and list it stands in: tasks of one list are never merged with each other. */
  part: number;
  list: string;
  annex: boolean;
}

/** What reading a part of the document gives. */
export interface Harvest {
  drafts: Draft[];
  skipped: SkippedPassage[];
}

/** An empty draft. */
export function newDraft(part: number, list: string, annex: boolean): Draft {
  return {
    action: '',
    lead: [],
    leadSource: 'none',
    collective: false,
    coordinating: [],
    recipients: [],
    via: null,
    deliverable: null,
    volume: null,
    quota: null,
    deadlines: [],
    quotes: [],
    doubts: new Set(),
    part,
    list,
    annex,
  };
}

/** Longest quote in UTF-16 units; the start of a longer passage is kept. */
const longestQuote = 4000;

/** The exact source text of part of a block; in several pieces where the source was interrupted. */
export function quotesOf(block: Block, start: number, end: number, place: string): Quote[] {
  const stop = Math.min(end, start + longestQuote);
  const cuts = [start, ...block.cuts.filter((cut) => cut > start && cut < stop), stop];
  const quotes: Quote[] = [];
  for (let index = 1; index < cuts.length; index += 1) {
    const text = foldSpace(block.text.slice(cuts[index - 1], cuts[index]));
    if (/[\p{L}\p{N}]/u.test(text)) quotes.push({ text, place });
  }
  return quotes;
}

/** Adds quotes that are not there yet. */
export function addQuotes(draft: Draft, quotes: Quote[]): void {
  for (const quote of quotes)
    if (!draft.quotes.some((other) => other.text === quote.text)) draft.quotes.push(quote);
}

/** Whether the draft has a date or a period of its own, not only a standing duty. */
export function isDated(draft: Draft): boolean {
  return draft.deadlines.length > 0;
}
