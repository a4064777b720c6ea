/** Finds the deadlines of a passage, and what only looks like one. */
import type { SkippedPassage } from '../plan.js';
import { type FoundDeadline, deadlinesOf } from './build.js';
import { hitsOf } from './hits.js';
import type { ReadingOptions } from './resolve.js';
import { joinSentences } from './sentence.js';
import { surroundingsOf } from './surroundings.js';
import { tokensOf } from './tokens.js';

/** A passage that looks like a deadline and is none, as written. */
export interface LookAlike {
  text: string;
  start: number;
  reason: SkippedPassage['reason'];
}

/** What a passage says about time. */
export interface Findings {
  /** In reading order, not overlapping; `start` and `end` are UTF-16 positions in the text as given. */
  found: FoundDeadline[];
  lookAlikes: LookAlike[];
}

/**
 * Finds every deadline phrase of a text.
 *
 * Takes NFC or NFD, hard-wrapped lines, emphasis marks inside phrases, text without diacritics. Dates of cited
 * documents, periods that data cover, horizons ("đến năm 2030") and look-back periods come back as look-alikes.
 * "trước ngày D" has `inclusive: false` and `statedOn` D, also with an hour ("trước 16h00 ngày D"), though then `dueOn`
 * is D itself: the day counts up to that hour. `stage` is always null here.
 * @param options.issuedOn gives missing years; without it such a deadline has no date and a low confidence
 */
export function findDeadlines(text: string, options: ReadingOptions): Findings {
  const stream = tokensOf(text);
  const { hits, passed } = hitsOf(stream, surroundingsOf(stream), options.issuedOn);
  const found = joinSentences(stream, hits).flatMap((hit) => deadlinesOf(stream, hit, options));
  const lookAlikes = passed.map(({ start, end, reason }): LookAlike => {
    const from = stream.tokens[start]?.start ?? 0;
    return { text: text.slice(from, stream.tokens[end - 1]?.end ?? from), start: from, reason };
  });
  return { found, lookAlikes };
}
