/**
 * Rounds, assignments and what happens to them: submissions, reviews, extensions.
 * An assignment is task × round × unit, what one unit owes once; everything is counted in assignments.
 * Its state is derived in `state.ts`, never stored.
 */
import type { StoredFile } from './message.js';

/** One occurrence of a recurring task, or one stage of a multi-stage task. Dates are `YYYY-MM-DD`. */
export interface Round {
  id: string;
  taskId: string;
  planId: string;
  /** Distinguishes the rounds of a task: `2026-10-31`, `stage-2`, `once`. */
  key: string;
  /** Shown to people: "năm 2026", "đợt 2"; empty for a single round. */
  label: string;
  /** The phrase this round's date was computed from. */
  deadlineText: string;
  /** First day of the window, or the day a recurring round opens; null = open since publication. */
  opensOn: string | null;
  statedOn: string | null;
  /** Last on-time day; null for standing tasks and for events without a date yet. */
  dueOn: string | null;
  dueTime: string | null;
}

/** What one unit owes once. */
export interface Assignment {
  id: string;
  /** Short number shown to people as `V12` and typed as `/viec V12`. */
  number: number;
  planId: string;
  taskId: string;
  roundId: string;
  unitId: string;
  status: 'active' | 'paused' | 'cancelled';
  createdAt: string;
}

/** Files (or a statement) handed in for an assignment. Never overwritten: each hand-in is a new version. */
export interface Submission {
  id: string;
  assignmentId: string;
  planId: string;
  unitId: string;
  /** 1, 2, … within the assignment. */
  version: number;
  kind: 'file' | 'done' | 'nil';
  files: StoredFile[];
  note: string | null;
  /** Instant the platform says it was sent (ISO, UTC); the verdict is judged on it. */
  sentAt: string;
  /** Instant we stored it. */
  receivedAt: string;
  byPersonId: string;
  channel: string;
  receiptCode: string;
  verdict: Verdict;
}

/** On time or late, against the due date in force at hand-in. */
export interface Verdict {
  dueOn: string | null;
  isLate: boolean;
  /** Whole calendar days after the due day; at least 1 when late. */
  daysLate: number;
}

/** Decision of the collecting office about one submission. */
export interface Review {
  id: string;
  submissionId: string;
  assignmentId: string;
  decision: 'accepted' | 'returned';
  reason: string | null;
  /** New last on-time day given with a return. */
  newDueOn: string | null;
  byPersonId: string;
  at: string;
}

/** A request for more time. The original date stays visible in the round. */
export interface Extension {
  id: string;
  number: number;
  assignmentId: string;
  planId: string;
  requestedOn: string;
  newDueOn: string;
  /** Time of day the new date ends at, `HH:mm`; absent for the whole day. Only an amending document sets one. */
  newDueTime?: string | undefined;
  reason: string;
  requestedBy: string;
  status: 'requested' | 'granted' | 'refused';
  decidedBy: string | null;
  decidedAt: string | null;
  /** Number or title of the document that moved the date for everybody; absent when a unit asked for it. */
  amendedBy?: string | undefined;
}

/** Everything needed to judge one assignment; gathered from the store by `app/facts.ts`. */
export interface AssignmentFacts {
  assignment: Assignment;
  round: Round;
  submissions: readonly Submission[];
  reviews: readonly Review[];
  extensions: readonly Extension[];
}

/** The derived states of DESIGN.md section 1, in the order they are listed to people. */
export type AssignmentState =
  | 'not-open' // chưa đến kỳ
  | 'in-time' // trong hạn
  | 'due-soon' // sắp đến hạn (≤ 3 working days)
  | 'overdue' // quá hạn
  | 'awaiting-on-time' // chờ tiếp nhận, đúng hạn
  | 'awaiting-late' // chờ tiếp nhận, muộn
  | 'returned' // trả lại
  | 'done-on-time' // hoàn thành đúng hạn
  | 'done-late' // hoàn thành quá hạn
  | 'undated' // không thời hạn
  | 'paused' // tạm dừng
  | 'cancelled'; // hủy
