/** What the check of a plan can find: the closed list, how grave each is, and what it is held against. */
import type { WorkCalendar } from './calendar.js';
import type { Quote } from './plan.js';
import type { Directory } from './unit-match.js';

/** Everything a check can find. The order is that of the report, within one severity. */
export const findingKinds = [
  'no-lead', // a task nobody leads
  'order-conflict', // due before what it builds on
  'before-issue', // due before the plan's own date
  'leads-differ', // two passages name different leads
  'dates-differ', // two passages give different dates
  'unit-former', // a body that no longer exists on the plan's date
  'annex-missing', // an appendix is named and not there
  'no-deadline', // a product without a date
  'no-recipient', // a report without anybody to get it
  'leads-several', // several lead and none is first
  'year-missing', // a date without its year
  'no-time-to-gather', // units' reports due on the consolidator's own last day
  'no-consolidator', // everybody reports and nobody is told to gather
  'consolidator-undated', // who gathers has no date
  'unit-ambiguous', // a name that fits several units
  'unit-unknown', // a body the directory lacks
  'not-told', // a lead "Nơi nhận" does not reach
  'period-over', // the plan's time is over
  'after-period', // due long after the plan's time
  'no-deliverable', // a date, and nothing named to hand in
  'deadline-event', // waits for a day nobody has set
  'recurrence-open', // comes back without end
  'holiday', // last day is a holiday
  'weekend', // last day is a Saturday or Sunday
  'too-soon', // due within days of the issue
  'unit-overloaded', // one unit, many tasks, one day
] as const;

export type FindingKind = (typeof findingKinds)[number];

/** `error`: the plan contradicts itself or cannot be carried out as it stands; `warning`: somebody will ask; `note`: worth a look. */
export type Severity = 'error' | 'warning' | 'note';

/** One thing found. */
export interface Finding {
  kind: FindingKind;
  severity: Severity;
  /** Keys of the tasks concerned, in reading order; empty when it is about the document. For `order-conflict` and `no-time-to-gather` the later task first. */
  tasks: string[];
  /** What it is about: names as written, numbers of appendices, days `YYYY-MM-DD`. */
  subjects: string[];
  /** Passages that show it, the first of each task, at most six. */
  quotes: Quote[];
}

/** What a plan is checked against. */
export interface PlanCheckContext {
  /** Units and collectives; null where there is no directory: names are then not judged. */
  directory: Directory | null;
  calendar: WorkCalendar;
  /** The day of the check, `YYYY-MM-DD`; null to leave out what depends on it. */
  today: string | null;
}

/** A finding before its passages are added. */
export type BareFinding = Omit<Finding, 'quotes'>;
