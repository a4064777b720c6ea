/**
 * Plans, the drafts read from documents, and the tasks they order.
 * Plain data only: reading is `intake`, keeping is `storage`.
 */

import type { NoticeCode } from './inspection.js';
import type { StoredFile } from './message.js';
import type { PolicyChanges } from './policy.js';

/** What a deadline phrase can mean. `standing` never becomes overdue; `event` waits for a date. */
export type DeadlineKind = 'date' | 'window' | 'recurring' | 'relative' | 'event' | 'standing';

/**
 * A deadline phrase and what it means. Dates are `YYYY-MM-DD` in Asia/Ho_Chi_Minh.
 * This is the JSON printed by `dondoc read` and `dondoc deadline` (a fixed contract).
 */
export interface Deadline {
  /** The phrase as written, white space folded, emphasis marks removed. */
  text: string;
  kind: DeadlineKind;
  /** The day the text names; for windows and periods their last day; null for recurring. */
  statedOn: string | null;
  /** First day of a window. */
  from: string | null;
  /** Last on-time day under the reading of "trước" in force; null when there is none to compute. */
  dueOn: string | null;
  /** Clock time `HH:MM` when the text gives one. */
  dueTime: string | null;
  /** Whether the stated day itself still counts. */
  inclusive: boolean;
  /** RFC 5545 rule for recurring deadlines; several periods in one phrase are joined by `|`. */
  rrule: string | null;
  /** What is due at this point when one task has several ("Tham mưu UBND tỉnh"). */
  stage: string | null;
  /** 0 to 1; below 0.7 a person must look before reminders go out. */
  confidence: number;
  /** For `relative` and `event`: what it is counted from, and how far (negative is before). */
  anchor?: { text: string; amount: number | null; unit: 'day' | 'workday' | 'month' | null } | undefined;
}

/** A deadline that says nothing yet; what is known is laid over it. */
export const blankDeadline: Readonly<Deadline> = {
  text: '',
  kind: 'date',
  statedOn: null,
  from: null,
  dueOn: null,
  dueTime: null,
  inclusive: true,
  rrule: null,
  stage: null,
  confidence: 1,
};

/** A passage of the source that carries a task. `text` is found in the source after white space is folded. */
export interface Quote {
  text: string;
  /** Outline position such as `III.1.a` or `Phụ lục 1, dòng 3`. */
  place: string;
}

/** Why a person should look at a task before it is published. A closed list; sentences live in `texts`. */
export type Doubt =
  | 'no-lead' // nobody is named as responsible
  | 'lead-inherited' // the lead stands in an earlier sentence
  | 'lead-collective' // a collective addressee that must be expanded
  | 'lead-unknown' // the directory has no such unit
  | 'lead-ambiguous' // two or more units fit the mention
  | 'leads-differ' // two passages of one task name different leads
  | 'no-deadline' // an order without any date
  | 'deadline-inherited' // the date stands in a sentence that governs several items
  | 'deadline-uncertain' // year guessed, planned ("dự kiến"), misprint, scan error
  | 'deadlines-differ' // two passages of one task give different dates
  | 'deadline-event' // waits for an event whose date a person must set
  | 'deadline-weekend' // the last on-time day is not a working day
  | 'recurrence-open' // a recurring task without an end
  | 'row-split' // table row cut by a page break and joined again
  | 'conditional' // "(nếu có)"
  | 'merged' // one task stated in several places
  | 'leads-several' // several units lead side by side and none is named first
  | 'lead-late-bound' // who is meant is known only after an earlier step ("các mô hình được lựa chọn")
  | 'year-missing' // the year was taken from the plan
  | 'deadline-before-issue' // the day lies before the document's own date
  | 'deadline-holiday' // the last on-time day is a public holiday
  | 'order-conflict' // due before something it builds on
  | 'scan-uncertain'; // read from a picture with low confidence

/** One task as read from a document, before anyone confirmed it (contract 3.4). */
export interface TaskCandidate {
  key: string;
  action: string;
  /** Unit names as written in the document. */
  lead: string[];
  coordinating: string[];
  recipients: string[];
  /** The office the product goes through ("qua Văn phòng Tỉnh ủy"). */
  via: string | null;
  deliverable: string | null;
  volume: string | null;
  quota: string | null;
  deadlines: Deadline[];
  quotes: Quote[];
  doubts: Doubt[];
  /** Keys of the tasks this one builds on ("trên cơ sở …", "sau khi …"), in reading order. */
  after: string[];
}

/** A passage looked at and deliberately not made a task. */
export interface SkippedPassage {
  text: string;
  place: string;
  reason:
    | 'citation'
    | 'horizon'
    | 'period'
    | 'recipients-list'
    | 'furniture'
    | 'goal'
    | 'standing'
    | 'cross-reference'
    | 'hidden'; // a row its author hid or filtered away
}

/** Facts about the document itself; null where the text does not say. */
export interface DocumentFacts {
  /** Abbreviation of the document type: KH, CT, QĐ, … (Decree 30/2020, Appendix III). */
  type: string | null;
  number: string | null;
  issuer: string | null;
  issuedOn: string | null;
  title: string | null;
  /** First and last day of the time the plan is for ("giai đoạn 2021 - 2025"), when it says so. */
  period: { from: string; to: string } | null;
  /** Numbers of the documents it is based on or cites in its opening ("26-NQ/TW"), in reading order. */
  basis: string[];
  /** The mark of urgency as printed: KHẨN, THƯỢNG KHẨN, HỎA TỐC (Decree 30/2020, Appendix I). */
  urgency: string | null;
  /** The number of the document whose tasks or dates this one changes ("điều chỉnh … tại Kế hoạch số …"). */
  amends: string | null;
  /** The number of the document this one replaces as a whole ("thay thế Kế hoạch số …"); absent when none. */
  replaces?: string | undefined;
}

/** What kind of file a document was read from, and how surely. */
export interface DocumentSource {
  kind: 'docx' | 'doc' | 'pdf' | 'scan' | 'xlsx' | 'html' | 'text';
  /** Number of pages where the file has pages. */
  pages: number | null;
  /** Mean confidence of the recognised words, 0 to 1; null where nothing had to be recognised. */
  confidence: number | null;
  /** Pages that hold something in which no word could be recognised; absent when there are none. */
  unread?: number[] | undefined;
}

/** What of a document is neither fact nor task, but tells whether it is complete. */
export interface DocumentParts {
  /** Appendices the text refers to as its own, by number ("1", "2A"; roman made arabic; '' for the only one). */
  annexesNamed: string[];
  /** Appendices that are in the file, by number. */
  annexesPresent: string[];
  /** The lines of "Nơi nhận", without what only concerns filing. */
  told: string[];
}

/** What reading one document produced: the JSON of `dondoc read` (contract 3.4). */
export interface ReadResult {
  document: DocumentFacts;
  source: DocumentSource;
  tasks: TaskCandidate[];
  skipped: SkippedPassage[];
  /** Absent where a draft did not come from a document's own text (a sheet sent back). */
  parts?: DocumentParts | undefined;
}

/** A read document in the store, awaiting a person's confirmation. */
export interface PlanDraft {
  id: string;
  /** Short number for typing: `/kehoach 3`. */
  number: number;
  result: ReadResult;
  fileName: string;
  fileSha256: string | null;
  createdAt: string;
  createdBy: string | null;
  status: 'open' | 'published' | 'discarded';
  /** Keys of the tasks a person has already accepted or dropped one by one. */
  accepted: string[];
  dropped: string[];
  /** Grows with every change, so that an old button or table is known as old. */
  revision: number;
  /** Doubts people have settled, in that order; they are not asked again. */
  settled: SettledDoubt[];
  /** For a document that amends a plan: what a person decided a task stands for. */
  targets: AmendmentTarget[];
  planId: string | null;
}

/** A doubt about a draft that a person settled, and how. */
export interface SettledDoubt {
  /** Key of the task; null when the answer holds for the subject wherever it stands in the draft. */
  task: string | null;
  doubt: Doubt;
  /** The addressee in question, as written; null for doubts about the task itself. */
  subject: string | null;
  /** The answer in one word or value, for the record: `keep`, `2026`, a unit's name. */
  answer: string;
  by: string | null;
  at: string;
}

/** What a task of an amending document does to the plan it amends. */
export interface AmendmentTarget {
  /** Key of the task in the draft. */
  task: string;
  /** Id of the task in force that it changes; null when it is a new task. */
  target: string | null;
}

/** One directive document in force. */
export interface Plan {
  id: string;
  /** Short number for typing: `/tiendo 2`. */
  number: number;
  /** issuer + type + number + issue date; unique. Numbers recur each year or term (domain.md 1.2). */
  key: string;
  document: DocumentFacts;
  /** How "trước ngày D" is read for this plan. */
  beforeMeans: 'strict' | 'lenient';
  /** Units that collect this plan's reports: a consolidator of one of them serves the plan. */
  collectorUnitIds: string[];
  fileSha256: string | null;
  fileName: string | null;
  status: 'active' | 'closed';
  publishedAt: string;
  publishedBy: string | null;
  /** Documents that changed this plan since, oldest first; absent while there are none. */
  amendments?: PlanAmendment[] | undefined;
  /** Set while its units have yet to be told that it was published; they are told within sending hours. */
  isUnannounced?: boolean | undefined;
  /** Who decides on more time: `clerk` keeps it to the clerks; absent or `consolidator` lets the collecting unit too. */
  extensionsBy?: 'clerk' | 'consolidator' | undefined;
  /** What the office takes no hand-in with; absent: nothing is blocked, only noticed. */
  blocks?: NoticeCode[] | undefined;
  /** Headings its reports must have; absent when the office asks for none. */
  outline?: string[] | undefined;
  /** How its units are reminded, where that differs from the office's policy. */
  reminders?: PolicyChanges | undefined;
  /** When it was closed, and by whom. */
  closedAt?: string | undefined;
  closedBy?: string | undefined;
  /** Set while those concerned have yet to be told that it was closed or opened again, within sending hours. */
  untoldChange?: 'closed' | 'reopened' | undefined;
  /** The archive made of it when it was closed, in the vault. */
  archive?: StoredFile | undefined;
  /** When that archive was made; one older than `closedAt` is of an earlier closing. */
  archivedAt?: string | undefined;
}

/** A document that changed a plan in force. */
export interface PlanAmendment {
  /** Its own key, by which it is recognised when it is read again. */
  key: string;
  document: DocumentFacts;
  fileSha256: string | null;
  at: string;
  by: string | null;
  /** Assignments it touched whose units have yet to be told. */
  untold?: string[] | undefined;
}

/** One thing a plan orders, confirmed. */
export interface Task extends Omit<TaskCandidate, 'key'> {
  id: string;
  planId: string;
  key: string;
  status: 'active' | 'cancelled';
  leadUnitIds: string[];
  coordinatingUnitIds: string[];
  recipientUnitIds: string[];
  /** What an amending document changed, oldest first; absent while nothing has. */
  history?: TaskChange[] | undefined;
}

/** One thing an amending document changed in a task, so that what stood before stays visible. */
export interface TaskChange {
  at: string;
  by: string | null;
  /** Number or title of the amending document. */
  document: string;
  field: 'deadline' | 'lead';
  /** As people read it: phrases, or names joined by `; `. Empty when there was none. */
  before: string;
  after: string;
}

/**
 * The label by which people know a document.
 * @returns e.g. `348/KH-UBND`, or the title, or "văn bản chưa rõ số" when neither is known.
 */
export function planLabel(document: DocumentFacts): string {
  return document.number ?? document.title ?? 'văn bản chưa rõ số';
}
