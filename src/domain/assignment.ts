/**
 * Rounds, assignments and what happens to them: submissions, reviews, extensions.
 * An assignment is task × round × unit, what one unit owes once; everything is counted in assignments.
 * Its state is derived in `state.ts`, never stored.
 */
import type { FileNotice } from './inspection.js';
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
  /**
   * Last day anything is collected, apart from the due date; later files are kept and marked. Absent when the plan
   * sets none.
   */
  cutOffOn?: string | undefined;
  /** Who set the date of a deadline that hangs on an event ("sau hội nghị"), and when; absent otherwise. */
  datedBy?: string | undefined;
  datedAt?: string | undefined;
  /** How often the collecting office was asked for that date; absent for never. */
  dateAsked?: number | undefined;
  /** Set while the units have yet to be told of a changed date: the one they know (null for none), and when it changed. */
  untoldDate?: { was: string | null; at: string } | undefined;
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

/** A file of a submission. */
export interface SubmittedFile extends StoredFile {
  /** Which of the things asked for it is ("phụ lục số liệu"); absent when the task asks for one thing only. */
  item?: string | undefined;
  /** The version it was first handed in with, when this version only carries it on. */
  since?: number | undefined;
  /** Photographs this file was joined from, in order; they stay in the vault. */
  joinedFrom?: StoredFile[] | undefined;
}

/**
 * The place of a receipt in the chain of all receipts: whoever changes or removes one breaks the chain
 * (`domain/receipt-chain.ts`).
 */
export interface ReceiptSeal {
  /** 1, 2, … over all receipts. */
  sequence: number;
  /** Hash of the receipt before it; 64 zeros for the first. */
  previous: string;
  /** SHA-256 over what the receipt says and `previous`, hex. */
  hash: string;
}

/** Files (or a statement) handed in for an assignment. Never overwritten: each hand-in is a new version. */
export interface Submission {
  id: string;
  assignmentId: string;
  planId: string;
  unitId: string;
  /** 1, 2, … within the assignment. */
  version: number;
  /** `elsewhere`: already sent through the document system, see `reference`; the office checks it. */
  kind: 'file' | 'done' | 'nil' | 'elsewhere';
  files: SubmittedFile[];
  note: string | null;
  /** Instant the platform says it was sent (ISO, UTC); the verdict is judged on it. */
  sentAt: string;
  /** Instant we stored it. */
  receivedAt: string;
  byPersonId: string;
  channel: string;
  receiptCode: string;
  verdict: Verdict;
  /** Number and date of the paper sent through the document system ("123/BC-SYT ngày 15/6/2026"). */
  reference?: string | undefined;
  /** Day of that paper (`YYYY-MM-DD`), on which its verdict is judged. */
  statedOn?: string | undefined;
  /** What the task asks for and this version still lacks; absent when it is complete. */
  missing?: string[] | undefined;
  /** Shared by the submissions of several units that handed in together. */
  jointId?: string | undefined;
  /** Assignments of other units for which it counts as well once an officer of theirs has confirmed it. */
  invited?: string[] | undefined;
  /** What the pre-check noticed. */
  notices?: FileNotice[] | undefined;
  /** Sent after the cut-off of its round. */
  isPastCutOff?: boolean | undefined;
  /** Absent in receipts older than the chain. */
  seal?: ReceiptSeal | undefined;
}

/** On time or late, against the due date in force at hand-in. */
export interface Verdict {
  dueOn: string | null;
  isLate: boolean;
  /** Whole calendar days after the due day; at least 1 when late. */
  daysLate: number;
}

/**
 * Decision about one submission: of the collecting office, or `withdrawn` by the unit itself, which moved what was handed
 * in for the wrong assignment to the right one. A withdrawn version stays on record and counts for nothing.
 */
export interface Review {
  id: string;
  submissionId: string;
  assignmentId: string;
  decision: 'accepted' | 'returned' | 'withdrawn';
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
  /** The date in question: wished while it waits, in force once granted. */
  newDueOn: string;
  /** The date the unit had wished, when another one was granted. */
  wishedOn?: string | undefined;
  /** Time of day the new date ends at, `HH:mm`; absent for the whole day. Only an amending document sets one. */
  newDueTime?: string | undefined;
  reason: string;
  requestedBy: string;
  /** `withdrawn` by the unit before anybody decided. */
  status: 'requested' | 'granted' | 'refused' | 'withdrawn';
  decidedBy: string | null;
  decidedAt: string | null;
  /** Number or title of the document that moved the date for everybody; absent when a unit asked for it. */
  amendedBy?: string | undefined;
  /** Papers that support the request. */
  files?: StoredFile[] | undefined;
  /** Asked after the date in force had passed. */
  isAfterDue?: boolean | undefined;
  /** Why the office granted or refused it; absent when it gave no reason. */
  decisionReason?: string | undefined;
}

/** A remark of the collecting office about a submission, without a decision. */
export interface SubmissionNote {
  id: string;
  submissionId: string;
  assignmentId: string;
  text: string;
  /** The unit was told; otherwise only the office sees it. */
  isShared: boolean;
  byPersonId: string;
  at: string;
}

/** One version passed on to one of those the plan names; who received which version is answered from these. */
export interface Forward {
  /** `<submissionId>/<unitId>`; the collecting office itself stands under `office`. */
  id: string;
  submissionId: string;
  assignmentId: string;
  planId: string;
  version: number;
  /** The recipient; null for the office that follows the plan. */
  unitId: string | null;
  /** The office it goes through ("qua Văn phòng …"), as the plan writes it. */
  via: string | null;
  /** Conversations it was put in the outbox for; empty when nobody there could be reached. */
  conversationIds: string[];
  at: string;
  /** First instant a platform took it; null until then. */
  deliveredAt: string | null;
}

/** Files taken out together by the office; a version that arrives later is newer than what was collected. */
export interface Collection {
  id: string;
  number: number;
  planId: string;
  /** One task of the plan; null for the whole plan. */
  taskId: string | null;
  submissionIds: string[];
  byPersonId: string;
  at: string;
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
