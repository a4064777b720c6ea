/** What is counted of a reading, how documents add up, and the shares the figures give. */

/** How many were asked for and found, how many were given and right. */
export interface Tally {
  labelled: number;
  found: number;
  given: number;
  right: number;
}

/** What is counted of one document; all fields add up over documents. */
export interface Counts {
  tasks: Tally;
  deadlines: Tally;
  leads: Tally;
  recipients: Tally;
  /** Of the labels whose task was found: how many dates and leads are right (`found` of `labelled`). */
  exactDates: { labelled: number; found: number };
  exactLeads: { labelled: number; found: number };
  undated: { labelled: number; found: number };
  facts: { labelled: number; found: number };
  /** Dated tasks read, and those of them no person has to look at. */
  dated: number;
  certain: number;
  /** Dated tasks with a date no label has, and without any doubt a person would be shown. */
  silentlyWrong: number;
}

const tally = (): Tally => ({ labelled: 0, found: 0, given: 0, right: 0 });
const pair = (): { labelled: number; found: number } => ({ labelled: 0, found: 0 });

/** Nothing counted yet. */
export function noCounts(): Counts {
  return {
    tasks: tally(),
    deadlines: tally(),
    leads: tally(),
    recipients: tally(),
    exactDates: pair(),
    exactLeads: pair(),
    undated: pair(),
    facts: pair(),
    dated: 0,
    certain: 0,
    silentlyWrong: 0,
  };
}

/** Adds the counts of one document to a sum. */
export function addCounts(sum: Counts, counts: Counts): void {
  for (const key of ['tasks', 'deadlines', 'leads', 'recipients'] as const)
    for (const part of ['labelled', 'found', 'given', 'right'] as const) sum[key][part] += counts[key][part];
  for (const key of ['exactDates', 'exactLeads', 'undated', 'facts'] as const)
    for (const part of ['labelled', 'found'] as const) sum[key][part] += counts[key][part];
  for (const key of ['dated', 'certain', 'silentlyWrong'] as const) sum[key] += counts[key];
}

/** Share of the labelled that was found; 1 when nothing was labelled. */
export const recall = (one: Tally): number => (one.labelled === 0 ? 1 : one.found / one.labelled);
/** Share of the given that is right; 1 when nothing was given. */
export const precision = (one: Tally): number => (one.given === 0 ? 1 : one.right / one.given);
/** Harmonic mean of both. */
export const f1 = (one: Tally): number => {
  const [p, r] = [precision(one), recall(one)];
  return p + r === 0 ? 0 : (2 * p * r) / (p + r);
};
