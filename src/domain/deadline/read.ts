/** The one deadline a text means as a whole. */
import type { Deadline, DeadlineKind } from '../plan.js';
import { type FoundDeadline } from './build.js';
import { findDeadlines } from './find.js';
import type { ReadingOptions } from './resolve.js';
import { joinRules } from './rules.js';

/** Recurrence says most about a text, a standing adverb least. */
const weight: Readonly<Record<DeadlineKind, number>> = {
  recurring: 5,
  date: 4,
  window: 4,
  relative: 3,
  event: 2,
  standing: 1,
};

/**
 * Reads an expression as one deadline.
 *
 * Several recurring phrases become one with their rules joined by `|`. "Từ tháng 1/2010 … trước 30/9/2010" is one
 * window. Of several dates the last counts, since all is done only then, with a confidence below 0.7; periods apart
 * ("quý I, quý III/2024") give the window they span.
 * @returns null when the text names no deadline
 */
export function readDeadline(text: string, options: ReadingOptions): Deadline | null {
  const { found } = findDeadlines(text, options);
  if (found.length === 0) return null;
  const best = Math.max(...found.map((one) => weight[one.deadline.kind]));
  const main = found.filter((one) => weight[one.deadline.kind] === best);
  const [first] = main;
  if (first === undefined) return null;
  if (main.length === 1) return first.deadline;
  return first.deadline.kind === 'recurring' ? joinedRecurring(main) : joinedDates(main);
}

function joinedRecurring(found: readonly FoundDeadline[]): Deadline | null {
  const ruled = found.map((one) => one.deadline).filter((one) => one.rrule !== null);
  const [first] = ruled.length > 0 ? ruled : found.map((one) => one.deadline);
  if (first === undefined || ruled.length < 2) return first ?? null;
  return {
    ...first,
    text: ruled.map((one) => one.text).join('; '),
    rrule: joinRules(ruled.flatMap((one) => one.rrule?.split('|') ?? [])),
    inclusive: ruled.every((one) => one.inclusive),
    dueTime: ruled.find((one) => one.dueTime !== null)?.dueTime ?? null,
    confidence: Math.min(...ruled.map((one) => one.confidence)),
  };
}

function joinedDates(found: readonly FoundDeadline[]): Deadline | null {
  const all = found.map((one) => one.deadline);
  const dated = all.filter((one) => one.statedOn !== null);
  let last = dated[0] ?? all[0];
  if (last === undefined) return null;
  for (const one of dated) if ((one.statedOn ?? '') >= (last.statedOn ?? '')) last = one;
  const opens =
    all
      .filter((one) => one.from !== null)
      .map((one) => one.from ?? '')
      .sort()[0] ?? null;
  const isWindow = all.some((one) => one.kind === 'window');
  const ends = last.dueOn ?? last.statedOn;
  const from = opens !== null && ends !== null && opens <= ends ? opens : null;
  // A beginning and its end in two places are one window and no doubt; dates apart are one too many.
  const isOneWindow = dated.length === 1 && all.length === 2 && all[0]?.statedOn === null;
  const confidence = Math.min(last.confidence, isOneWindow ? 0.8 : 0.65);
  return {
    ...last,
    kind: isWindow && from !== null ? 'window' : last.kind,
    from: isWindow ? from : last.from,
    confidence,
  };
}
