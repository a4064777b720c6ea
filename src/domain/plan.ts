/**
 * Plans, the drafts read from documents, and the tasks they order.
 * Plain data only: reading is `intake`, keeping is `storage`.
 */

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
    | 'cross-reference';
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
}

/** What kind of file a document was read from, and how surely. */
export interface DocumentSource {
  kind: 'docx' | 'doc' | 'pdf' | 'scan' | 'xlsx' | 'html' | 'text';
  /** Number of pages where the file has pages. */
  pages: number | null;
  /** Mean confidence of the recognised words, 0 to 1; null where nothing had to be recognised. */
  confidence: number | null;
}

/** What reading one document produced: the JSON of `dondoc read` (contract 3.4). */
export interface ReadResult {
  document: DocumentFacts;
  source: DocumentSource;
  tasks: TaskCandidate[];
  skipped: SkippedPassage[];
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
  planId: string | null;
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
}

/**
 * The label by which people know a document.
 * @returns e.g. `348/KH-UBND`, or the title, or "văn bản chưa rõ số" when neither is known.
 */
export function planLabel(document: DocumentFacts): string {
  return document.number ?? document.title ?? 'văn bản chưa rõ số';
}
